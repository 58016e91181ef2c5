/* Acts that an earlier sentence tells: "Israel struck the port. Egypt condemned the attack." Meant
 * is what was told last in the noun's own word ("invaded", "the invasion"), or right before in a
 * word of the same relation. Where the text does not tell who did that, nobody is meant. "The move"
 * and its like, which say nothing of what was done, were wrong as often as right and stay open. */
#include "stance/scene.h"

#include <string.h>

#define SENTENCES 12
#define STEM 4 /* letters: "invaded", "the invasion" */

static bool is_wide(const struct sg_lexicon *lexicon, uint32_t relation) {
    return !strcmp(lexicon->relations[relation].set, "wide");
}

/* "the", "this", "such": the act was told before. */
static bool is_definite(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_DET)
            return sg_class_of(scene, c) & SG_CLASS_DEFINITE;
    return false;
}

static bool keep(struct sg_deeds *deeds, struct sg_deed deed, struct sg_arena *arena) {
    struct sg_deed *items =
        sg_arena_grow(arena, deeds->items, deeds->count, &deeds->capacity, sizeof *items);
    if (!items)
        return false;
    deeds->items = items;
    items[deeds->count++] = deed;
    return true;
}

bool sg_deeds_add(struct sg_deeds *deeds, const struct sg_scene *scene, const struct sg_cue *cue,
                  uint32_t relation, const struct sg_parties *doers, struct sg_arena *arena) {
    uint32_t token = cue->tokens[0];
    struct sg_parties owners = {.count = 0};
    if (!is_wide(scene->lexicon, relation) ||
        (cue->entry->kind != SG_CUE_VERB && cue->entry->kind != SG_CUE_NOUN))
        return true;
    /* "Macron condemned the coup" tells of no coup by Macron */
    if (cue->entry->kind == SG_CUE_NOUN && is_definite(scene, token)) {
        sg_owner(&owners, scene, token, 1);
        doers = &owners;
        if (owners.count && scene->reading->mentions[owners.items[0].mention].kind ==
                                SG_MENTION_CAPITAL) /* "the Erbil attack" */
            return true;
        if (!owners.count)
            return true;
    }
    struct sg_deed deed = {
        .relation = relation,
        .token = token,
        .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
        .doer = doers->count ? doers->items[0].mention : SG_NO_MENTION,
        .described = SG_NO_MENTION,
    };
    return keep(deeds, deed, arena);
}

bool sg_deeds_describe(struct sg_deeds *deeds, const struct sg_scene *scene, uint32_t backer,
                       uint32_t backed, struct sg_arena *arena) {
    struct sg_deed deed = {
        .token = scene->first,
        .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
        .doer = backer,
        .described = backed,
    };
    return keep(deeds, deed, arena);
}

void sg_earlier_described(struct sg_parties *out, const struct sg_scene *scene, uint32_t backer,
                          double quality) {
    const struct sg_mention *mentions = scene->reading->mentions;
    if (!scene->deeds || backer == SG_NO_MENTION)
        return;
    for (size_t i = scene->deeds->count; i-- > 0 && !out->count;) {
        const struct sg_deed *deed = &scene->deeds->items[i];
        if (deed->described == SG_NO_MENTION ||
            mentions[deed->doer].actor != mentions[backer].actor)
            continue;
        /* "Iran-backed militias" are more than the one militia that was called so */
        const char *name = scene->reading->actors[mentions[deed->described].actor].name;
        const char *last = strrchr(name, ' ');
        if (last && !last[1 + strcspn(last + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
            sg_parties_add(out, deed->described, quality);
    }
}

static bool same_stem(const struct sg_scene *scene, uint32_t a, uint32_t b) {
    const struct sg_token *x = &scene->tokens[a], *y = &scene->tokens[b];
    return !strncmp(x->lower, y->lower, STEM) ||
           (x->lemma && y->lemma && !strncmp(x->lemma, y->lemma, STEM)); /* struck, strike */
}

/* Does the noun name acts of that relation? */
static bool names(const struct sg_scene *scene, uint32_t noun, uint32_t relation) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = sg_lexicon_links(lexicon, &scene->tokens[noun]); at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator)
            continue;
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        if (entry->kind == SG_CUE_NOUN && entry->word_count == 1 && entry->strength > 0 &&
            entry->relation == relation)
            return true;
    }
    return false;
}

void sg_earlier_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                     double quality) {
    const struct sg_deeds *deeds = scene->deeds;
    uint32_t sentence = (uint32_t)(scene->sentence - scene->reading->sentences);
    if (!deeds || !is_definite(scene, noun))
        return;
    const struct sg_deed *last = NULL;
    for (size_t i = deeds->count; i-- > 0;) {
        const struct sg_deed *deed = &deeds->items[i];
        if (deed->sentence + SENTENCES < sentence)
            break;
        if (deed->described != SG_NO_MENTION)
            continue;
        bool is_near = deed->sentence + 1 >= sentence;
        if (deed->token >= noun || (!same_stem(scene, deed->token, noun) &&
                                    !(is_near && names(scene, noun, deed->relation))))
            continue;
        /* several senses of one word: the one that found its doer */
        if (!last || deed->token > last->token ||
            (deed->token == last->token && last->doer == SG_NO_MENTION))
            last = deed;
    }
    if (last && last->doer != SG_NO_MENTION)
        sg_parties_add(out, last->doer, quality);
}
