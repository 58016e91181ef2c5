/* Acts that an earlier sentence tells: "Israel struck the port. Egypt condemned the attack." Meant
 * is what was told last in the noun's own word ("invaded", "the invasion"), or right before in a
 * word of the same relation. Where the text does not tell who did that, nobody is meant. "The move"
 * and its like, which say nothing of what was done, mean what the sentence right before tells in its
 * main verb, if it tells of one doer: any farther they were wrong as often as right. */
#include "stance/scene.h"

#include <string.h>

#define SENTENCES 12
#define SAID_SENTENCES 4
#define ONLY_SENTENCES 5
#define OFFENCE_SENTENCES 3
#define STEM 4 /* letters: "invaded", "the invasion" */

static bool is_wide(const struct sg_lexicon *lexicon, uint32_t relation) {
    return !strcmp(lexicon->relations[relation].set, "wide");
}

/* "the", "this", "such": the act was told before. */
static bool is_definite(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_DET ||
            (scene->tokens[c].deprel == SG_DEPREL_AMOD && sg_is_word(scene, c, "such")))
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
    /* "recognised the republics" is support, and a move that others may condemn */
    bool is_support = scene->lexicon->relations[relation].sign > 0 &&
                      cue->entry->kind == SG_CUE_VERB;
    if (!(is_wide(scene->lexicon, relation) || is_support) ||
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
    for (size_t i = 0; i == 0 || i < doers->count; i++) {
        struct sg_deed deed = {
            .relation = relation,
            .token = token,
            .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
            .doer = doers->count ? doers->items[i].mention : SG_NO_MENTION,
            .described = SG_NO_MENTION,
            .against = SG_NO_MENTION,
        };
        if (!keep(deeds, deed, arena))
            return false;
    }
    return true;
}

bool sg_is_suffered_deed(const struct sg_lexicon *lexicon, uint32_t relation) {
    uint32_t effect = lexicon->effect_victim_says;
    return effect != SG_NO_LINK &&
           lexicon->effects[effect].outcomes[relation].kind != SG_OUT_NONE;
}

bool sg_deeds_say(struct sg_deeds *deeds, const struct sg_scene *scene, const struct sg_cue *cue,
                  uint32_t relation, const struct sg_parties *sources,
                  const struct sg_parties *targets, struct sg_arena *arena) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    uint32_t effect = lexicon->effect_victim_says;
    if (lexicon->relations[relation].sign >= 0 || effect == SG_NO_LINK || !sources->count)
        return true;
    /* what a victim can tell of was done, not said */
    bool is_done = lexicon->effects[effect].outcomes[relation].kind != SG_OUT_NONE;
    for (size_t i = 0; i < targets->count; i++) {
        struct sg_deed deed = {
            .relation = relation,
            .token = cue->tokens[0],
            .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
            .doer = sources->items[0].mention,
            .described = SG_NO_MENTION,
            .against = targets->items[i].mention,
            .is_done = is_done,
        };
        if (!keep(deeds, deed, arena))
            return false;
    }
    return true;
}

bool sg_deeds_quarrel(const struct sg_deeds *deeds, const struct sg_reading *reading, uint32_t a,
                      uint32_t b) {
    for (size_t i = 0; i < deeds->count; i++) {
        const struct sg_deed *deed = &deeds->items[i];
        if (deed->against == SG_NO_MENTION || deed->doer == SG_NO_MENTION)
            continue;
        uint32_t from = reading->mentions[deed->doer].actor;
        uint32_t to = reading->mentions[deed->against].actor;
        if ((sg_is_same_side(reading, from, a) && sg_is_same_side(reading, to, b)) ||
            (sg_is_same_side(reading, from, b) && sg_is_same_side(reading, to, a)))
            return true;
    }
    return false;
}

bool sg_deeds_describe(struct sg_deeds *deeds, const struct sg_scene *scene, uint32_t backer,
                       uint32_t backed, struct sg_arena *arena) {
    struct sg_deed deed = {
        .token = scene->first,
        .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
        .doer = backer,
        .described = backed,
        .against = SG_NO_MENTION,
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

/* To deny an accusation is no stance on whoever raised it. */
bool sg_is_denial(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = scene->links[verb - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator && lexicon->operators[link->entry].effect == lexicon->effect_deny)
            return true;
    }
    return false;
}

/* "NATO dismissed the allegation": who spoke against NATO last. */
static void earlier_speaker(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                            double quality) {
    const struct sg_reading *reading = scene->reading;
    uint32_t sentence = (uint32_t)(scene->sentence - reading->sentences);
    uint32_t verb = sg_parent(scene, noun);
    struct sg_parties who = {.count = 0};
    /* "Kenya said the remarks were irresponsible" */
    bool is_quoted, is_said = scene->tokens[noun].deprel == SG_DEPREL_NSUBJ;
    uint32_t speaker = is_said ? sg_speaker(scene, noun, &is_quoted) : SG_NO_MENTION;
    if (speaker != SG_NO_MENTION)
        sg_parties_add(&who, speaker, quality);
    else if (verb == SG_NO_TOKEN || !sg_is_verb(scene, verb) || verb > noun ||
             scene->tokens[noun].deprel != SG_DEPREL_OBJ || sg_is_denial(scene, verb))
        return;
    else
        sg_surface_subject(&who, scene, verb, 0);
    for (size_t i = scene->deeds->count; i-- > 0 && who.count == 1 && !out->count;) {
        const struct sg_deed *deed = &scene->deeds->items[i];
        if (deed->sentence + SAID_SENTENCES < sentence)
            return;
        if (!deed->is_done && deed->against != SG_NO_MENTION && deed->token < noun &&
            deed->token != verb &&
            sg_is_same_side(reading, reading->mentions[who.items[0].mention].actor,
                            reading->mentions[deed->against].actor))
            sg_parties_add(out, deed->doer, quality);
    }
}

/* Whoever was the last to harm `victim` or its side. */
void sg_earlier_offender(struct sg_parties *out, const struct sg_scene *scene, uint32_t victim,
                         double quality) {
    const struct sg_reading *reading = scene->reading;
    uint32_t sentence = (uint32_t)(scene->sentence - reading->sentences);
    uint32_t who = reading->mentions[victim].actor;
    for (size_t i = scene->deeds ? scene->deeds->count : 0; i-- > 0;) {
        const struct sg_deed *deed = &scene->deeds->items[i];
        if (deed->sentence + OFFENCE_SENTENCES < sentence)
            return;
        if (deed->is_done && deed->against != SG_NO_MENTION &&
            sg_is_same_side(reading, who, reading->mentions[deed->against].actor) &&
            !sg_is_same_side(reading, who, reading->mentions[deed->doer].actor)) {
            sg_parties_add(out, deed->doer, quality);
            return;
        }
    }
}

/* Whoever alone did such things in the last sentences. */
static const struct sg_deed *only_doer(const struct sg_scene *scene, uint32_t noun,
                                       uint32_t sentence) {
    const struct sg_mention *mentions = scene->reading->mentions;
    const struct sg_deed *only = NULL;
    for (size_t i = scene->deeds->count; i-- > 0;) {
        const struct sg_deed *deed = &scene->deeds->items[i];
        if (deed->sentence + ONLY_SENTENCES < sentence)
            break;
        if (deed->described != SG_NO_MENTION || deed->against != SG_NO_MENTION ||
            deed->token >= noun || !names(scene, noun, deed->relation))
            continue;
        if (deed->doer == SG_NO_MENTION || (only && only->token != deed->token &&
                                            mentions[only->doer].actor != mentions[deed->doer].actor))
            return NULL;
        only = deed;
    }
    return only;
}

/* Does a sentence's main verb, or one beside it, stand there? */
static bool is_main(const struct sg_scene *scene, uint32_t token) {
    for (int steps = 0; steps < 3; steps++) {
        const struct sg_token *t = &scene->tokens[token];
        if (t->deprel == SG_DEPREL_ROOT)
            return true;
        if (t->deprel != SG_DEPREL_CONJ || t->head == SG_NO_TOKEN)
            return false;
        token = t->head;
    }
    return false;
}

void sg_told_before(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                    double quality) {
    const struct sg_mention *mentions = scene->reading->mentions;
    const struct sg_deeds *deeds = scene->deeds;
    uint32_t sentence = (uint32_t)(scene->sentence - scene->reading->sentences);
    const struct sg_deed *first = NULL;
    for (size_t i = deeds ? deeds->count : 0; i-- > 0;) {
        const struct sg_deed *deed = &deeds->items[i];
        if (deed->sentence + 1 < sentence)
            break;
        if (deed->described != SG_NO_MENTION || deed->against != SG_NO_MENTION ||
            deed->token == verb)
            continue;
        /* "It was an act of war": the war is what is said of it */
        if (deed->sentence == sentence && deed->doer == SG_NO_MENTION && deed->token > verb)
            continue;
        if (deed->sentence == sentence || deed->doer == SG_NO_MENTION ||
            !is_main(scene, deed->token) ||
            (first && first->token != deed->token &&
             mentions[first->doer].actor != mentions[deed->doer].actor)) {
            out->count = 0; /* of several things nobody knows which */
            return;
        }
        first = deed;
        sg_parties_add(out, deed->doer, quality);
    }
    if (!first && sentence) { /* "Peru's Congress passed a law": no stance, and a move */
        uint32_t doer = sg_main_doer(scene, scene->sentence - 1);
        if (doer != SG_NO_MENTION)
            sg_parties_add(out, doer, quality * 0.95);
        return;
    }
    /* "Chad expelled the envoy and Niger recalled its own": which of the two? */
    const struct sg_sentence *told = first ? &scene->reading->sentences[first->sentence] : NULL;
    for (uint32_t t = told ? told->first + 1 : 0; told && t < told->end_token; t++) {
        const struct sg_token *token = &scene->tokens[t];
        if (t != first->token && token->upos == SG_UPOS_VERB && is_main(scene, t) &&
            scene->tokens[t - 1].upos == SG_UPOS_PROPN &&
            token->head != SG_NO_TOKEN && token->deprel == SG_DEPREL_CONJ)
            out->count = 0;
    }
}

/* All that did it: "Mali and Niger expelled the envoy". */
static void add_doers(struct sg_parties *out, const struct sg_deeds *deeds,
                      const struct sg_deed *which, double quality) {
    size_t i = (size_t)(which - deeds->items);
    while (i && deeds->items[i - 1].sentence == which->sentence)
        i--;
    for (; i < deeds->count && deeds->items[i].sentence == which->sentence; i++)
        if (deeds->items[i].token == which->token &&
            deeds->items[i].relation == which->relation &&
            deeds->items[i].doer != SG_NO_MENTION &&
            deeds->items[i].described == SG_NO_MENTION &&
            deeds->items[i].against == SG_NO_MENTION)
            sg_parties_add(out, deeds->items[i].doer, quality);
}

/* "the decision" that nothing describes */
static bool is_bare_move(const struct sg_scene *scene, uint32_t noun) {
    const unsigned both = SG_CLASS_POINTER | SG_CLASS_ACT;
    if ((sg_class_of(scene, noun) & both) != both)
        return false;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel != SG_DEPREL_DET && scene->tokens[c].deprel != SG_DEPREL_PUNCT)
            return false;
    return true;
}

void sg_earlier_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                     double quality) {
    const struct sg_deeds *deeds = scene->deeds;
    uint32_t sentence = (uint32_t)(scene->sentence - scene->reading->sentences);
    if (!deeds || !is_definite(scene, noun))
        return;
    if (sg_class_of(scene, noun) & SG_CLASS_SAID)
        earlier_speaker(out, scene, noun, quality);
    if (out->count)
        return;
    const struct sg_deed *last = NULL;
    for (size_t i = deeds->count; i-- > 0;) {
        const struct sg_deed *deed = &deeds->items[i];
        if (deed->sentence + SENTENCES < sentence)
            break;
        if (deed->described != SG_NO_MENTION || deed->against != SG_NO_MENTION)
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
    if (!last) /* "the incursion", when planes "bombed" */
        last = only_doer(scene, noun, sentence);
    if (last && last->doer != SG_NO_MENTION)
        add_doers(out, deeds, last, quality);
    else if (!last && is_bare_move(scene, noun))
        sg_told_before(out, scene, sg_parent(scene, noun), quality * 0.9);
}

/* "Hamas attacked Israel. It vowed to keep up the attacks": whom such an act was last done to. */
void sg_earlier_victim(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                       const struct sg_parties *sources) {
    const struct sg_reading *reading = scene->reading;
    uint32_t sentence = (uint32_t)(scene->sentence - reading->sentences);
    if (!sources->count || !is_definite(scene, noun))
        return;
    uint32_t who = reading->mentions[sources->items[0].mention].actor;
    for (size_t i = scene->deeds ? scene->deeds->count : 0; i-- > 0;) {
        const struct sg_deed *deed = &scene->deeds->items[i];
        if (deed->sentence + SENTENCES < sentence)
            return;
        if (!deed->is_done || deed->against == SG_NO_MENTION || deed->token >= noun ||
            !(same_stem(scene, deed->token, noun) || names(scene, noun, deed->relation)))
            continue;
        if (sg_is_same_side(reading, who, reading->mentions[deed->doer].actor) &&
            !sg_is_same_side(reading, who, reading->mentions[deed->against].actor))
            sg_parties_add(out, deed->against, 0.8);
        return;
    }
}
