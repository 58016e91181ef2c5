/* Both sides of a cue: the slots of its entry one after another, until somebody stands in one. */
#include "stance/scene.h"

#include <string.h>

void sg_fill_from(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                  const struct sg_slot *slots, enum sg_reading_as as) {
    for (; slots->kind && !out->count; slots++)
        sg_fill(out, scene, cue, slots, as);
}

/* "offered Armenia its backing", "gave Kenya a warning": what is given "to" somebody may stand
 * behind him. */
static void fill_receiver(struct sg_parties *out, const struct sg_scene *scene,
                          const struct sg_cue *cue, const struct sg_parties *sources) {
    static const struct sg_slot receiver = {SG_SLOT_IOBJ, NULL};
    const struct sg_mention *mentions = scene->reading->mentions;
    bool gives = false;
    if (cue->entry->kind != SG_CUE_VERB || cue->token_count < 2 ||
        !(sg_class_of(scene, cue->tokens[0]) & SG_CLASS_KEEPS_OBJECT) ||
        sg_is_passive(scene, cue->tokens[0]))
        return;
    for (const struct sg_slot *slot = cue->entry->to; slot->kind; slot++)
        gives |= slot->kind == SG_SLOT_PREPOSITION &&
                 (!strcmp(slot->preposition, "to") || !strcmp(slot->preposition, "for"));
    struct sg_parties found = {.count = 0};
    if (gives)
        sg_fill(&found, scene, cue, &receiver, SG_AS_PARTY);
    for (size_t i = 0; i < found.count; i++)
        if (!sources->count ||
            mentions[found.items[i].mention].actor != mentions[sources->items[0].mention].actor)
            sg_parties_add(out, found.items[i].mention, found.items[i].quality);
}

/* "blamed Kenya for raids on its posts": a slot in which only the source stands is passed over when
 * a later one has somebody else. */
/* Does the word name something hostile: "strikes", "fighting"? */
static bool is_hostile(const struct sg_scene *scene, uint32_t token) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    uint8_t wanted = sg_is_verb(scene, token)
                         ? SG_FORM_BASE | SG_FORM_ING | SG_FORM_PAST | SG_FORM_PARTICIPLE
                         : SG_FORM_SINGULAR | SG_FORM_PLURAL;
    for (uint32_t at = scene->links[token - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator)
            continue;
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        const struct sg_relation *relation = &lexicon->relations[entry->relation];
        /* a deed, no word: "what they called the sanctions of X" */
        if ((link->bits & wanted) && relation->sign < 0 && !relation->spares_victims)
            return true;
    }
    return false;
}

/* "support for the fight against Boko Haram", "backed strikes on Libya", "welcomed the ousting of
 * Jammeh": those whom the supported deed is done to. */
static bool is_opposed(const struct sg_scene *scene, const struct sg_cue *cue, uint32_t mention) {
    static const char *const victims[] = {"against", "on", "at", "into", "over", "with", NULL};
    uint32_t at = scene->reading->mentions[mention].head;
    if (at < scene->first || at >= scene->end)
        return false;
    bool is_found = false;
    if (!strcmp(sg_case_of(scene, at), "by"))
        return false; /* "the attack on Uganda by Somalia": hung on Uganda, done by Somalia */
    for (int steps = 0; steps < 6; steps++) {
        uint32_t parent = sg_parent(scene, at);
        if (parent == SG_NO_TOKEN || sg_is_cue_token(cue, at))
            return false;
        if (sg_is_cue_token(cue, parent))
            return is_found;
        const char *mark = sg_case_of(scene, at);
        bool is_object =
            sg_is_verb(scene, parent) && scene->tokens[at].deprel == SG_DEPREL_OBJ && parent < at;
        is_found |= !strcmp(mark, "against") && !sg_is_verb(scene, parent);
        for (const char *const *v = victims; *v && !is_found; v++)
            is_found = (is_object || !strcmp(mark, *v)) && parent < at && is_hostile(scene, parent);
        at = parent;
    }
    return false;
}

static void drop_opposed(struct sg_parties *targets, const struct sg_scene *scene,
                         const struct sg_cue *cue) {
    size_t kept = 0;
    for (size_t i = 0; i < targets->count; i++)
        if (!is_opposed(scene, cue, targets->items[i].mention))
            targets->items[kept++] = targets->items[i];
    targets->count = kept;
}

void sg_fill_targets(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources) {
    const struct sg_mention *mentions = scene->reading->mentions;
    struct sg_parties own = {.count = 0};
    for (const struct sg_slot *slot = cue->entry->to; slot->kind && !out->count; slot++) {
        struct sg_parties found = {.count = 0};
        sg_fill(&found, scene, cue, slot, cue->entry->as);
        for (size_t i = 0; i < found.count; i++) {
            bool is_source = sources->count == 1 && mentions[found.items[i].mention].actor ==
                                                        mentions[sources->items[0].mention].actor;
            if (!is_source)
                sg_parties_add(out, found.items[i].mention, found.items[i].quality);
        }
        if (!own.count)
            own = found;
    }
    if (!out->count)
        fill_receiver(out, scene, cue, sources);
    if (!out->count)
        *out = own;
    if (scene->lexicon->relations[cue->entry->relation].spares_victims)
        drop_opposed(out, scene, cue);
}

/* "a supporter of Petro's candidacy": what belongs to somebody stands for its owner, where a party
 * was looked for and a thing was found. */
void sg_fill_owned(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                   const struct sg_parties *sources) {
    struct sg_entry as_owner = *cue->entry;
    struct sg_cue owned = *cue;
    as_owner.as = SG_AS_OWNER;
    owned.entry = &as_owner;
    struct sg_parties found = {.count = 0};
    sg_fill_targets(&found, scene, &owned, sources);
    for (size_t i = 0; i < found.count; i++) {
        const struct sg_mention *mentions = scene->reading->mentions;
        bool is_source = false;
        for (size_t k = 0; k < sources->count; k++)
            is_source |=
                mentions[sources->items[k].mention].actor == mentions[found.items[i].mention].actor;
        if (!is_source)
            sg_parties_add(out, found.items[i].mention, found.items[i].quality * 0.85);
    }
}

bool sg_asks_for(const struct sg_slot *slots, enum sg_slot_kind kind) {
    for (; slots->kind; slots++)
        if (slots->kind == kind)
            return true;
    return false;
}

/* "faces criticism from X": the carrying verb's subject receives what the noun names. */
bool sg_fill_received(struct sg_parties *sources, struct sg_parties *targets,
                      const struct sg_scene *scene, const struct sg_cue *cue) {
    static const struct sg_slot givers[] = {{SG_SLOT_PREPOSITION, "from"},
                                            {SG_SLOT_PREPOSITION, "by"},
                                            {SG_SLOT_POSSESSOR, NULL},
                                            {SG_SLOT_MODIFIER, NULL},
                                            {SG_SLOT_NONE, NULL}};
    bool is_receiver = false;
    if (cue->entry->kind != SG_CUE_NOUN)
        return false;
    uint32_t verb = sg_carrier(scene, cue->tokens[0], &is_receiver);
    if (!is_receiver || sg_is_passive(scene, verb))
        return false;
    sg_fill_from(sources, scene, cue, givers, SG_AS_DOER);
    if (!sources->count)
        return false;
    sg_logical_subject(targets, scene, verb);
    return true;
}

static bool is_each_other(const struct sg_scene *scene, uint32_t t) {
    return t + 1 < scene->end &&
           ((sg_is_word(scene, t, "each") && sg_is_word(scene, t + 1, "other")) ||
            (sg_is_word(scene, t, "one") && sg_is_word(scene, t + 1, "another")));
}

/* "accused each other", "hurled insults at each other" */
bool sg_is_reciprocal(const struct sg_scene *scene, const struct sg_cue *cue) {
    static const struct sg_slot object = {SG_SLOT_OBJECT, NULL};
    uint32_t heads[SG_PARTIES_MAX];
    if (cue->entry->kind != SG_CUE_VERB)
        return false;
    uint32_t last = cue->tokens[0];
    for (size_t i = 1; i < cue->token_count; i++)
        last = cue->tokens[i] > last ? cue->tokens[i] : last;
    if (cue->token_count > 1 && is_each_other(scene, last + 1))
        return true;
    size_t count = sg_slot_heads(heads, SG_PARTIES_MAX, scene, cue, &object);
    for (size_t i = 0; i < count; i++)
        for (uint32_t t = heads[i] > scene->first ? heads[i] - 1 : heads[i];
             t + 1 < scene->end && t <= heads[i]; t++)
            if (is_each_other(scene, t))
                return true;
    /* "each accused the other" */
    uint32_t subject = sg_child_by(scene, cue->tokens[0], SG_DEPREL_NSUBJ);
    return subject != SG_NO_TOKEN && count && sg_is_word(scene, subject, "each") &&
           heads[0] > scene->first && sg_is_word(scene, heads[0], "other") &&
           sg_is_word(scene, heads[0] - 1, "the");
}

/* "talks between A and B" */
void sg_fill_between(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue) {
    static const struct sg_slot between = {SG_SLOT_PREPOSITION, "between"};
    sg_fill(out, scene, cue, &between, SG_AS_DOER);
    if (out->count < 2)
        out->count = 0;
}

/* The noun counts only with a verb ("held talks with"), and there is none. */
bool sg_lacks_carrier(const struct sg_scene *scene, const struct sg_cue *cue) {
    bool is_receiver;
    struct sg_parties parties = {.count = 0};
    if (cue->entry->needs_carrier && cue->entry->is_mutual)
        sg_fill_between(&parties, scene, cue);
    return cue->entry->needs_carrier && !parties.count &&
           sg_carrier(scene, cue->tokens[0], &is_receiver) == SG_NO_TOKEN &&
           sg_child_by(scene, cue->tokens[0], SG_DEPREL_COP) == SG_NO_TOKEN;
}
