/* Targets that an earlier sentence names and this one only points at: "Sudan invaded Chad. It was an
 * act of war, Kenya said", "Ruto spoke of the M23. He called them murderers". Asked where nothing else
 * gave a target. What was told goes before who was spoken of; of two nobody is meant. */
#include "stance/scene.h"

#include <string.h>

#define BACK 3 /* sentences of one speech that name nobody */

/* The classes of a token of another sentence. */
static unsigned class_of(const struct sg_scene *scene, const struct sg_token *token) {
    uint32_t bits = sg_strmap_get_hashed(scene->lexicon->classes, token->lower,
                                         token->lower_length, token->hash);
    return bits == SG_STRMAP_NONE ? 0 : bits;
}

static uint32_t mention_at(const struct sg_scene *scene, uint32_t token) {
    const struct sg_reading *reading = scene->reading;
    for (size_t i = sg_mentions_from(reading, token > 8 ? token - 8 : 0);
         i < reading->mention_count && reading->mentions[i].first <= token; i++) {
        const struct sg_mention *m = &reading->mentions[i];
        if (m->head == token && m->actor != SG_NO_ACTOR && m->use == SG_USE_PARTY)
            return (uint32_t)i;
    }
    return SG_NO_MENTION;
}

static uint32_t child_in(const struct sg_scene *scene, const struct sg_sentence *told,
                         uint32_t parent, enum sg_deprel deprel) {
    for (uint32_t t = told->first; t < told->end_token; t++)
        if (scene->tokens[t].head == parent && scene->tokens[t].deprel == deprel)
            return t;
    return SG_NO_TOKEN;
}

/* "has removed", "passed"; nothing that only may be or was denied. */
static bool is_done(const struct sg_scene *scene, const struct sg_sentence *told, uint32_t verb) {
    const unsigned open = SG_CLASS_MODAL | SG_CLASS_NEGATOR | SG_CLASS_DOUBT;
    if (scene->tokens[verb].upos != SG_UPOS_VERB)
        return false;
    for (uint32_t t = told->first; t < told->end_token; t++)
        if (scene->tokens[t].head == verb && (class_of(scene, &scene->tokens[t]) & open))
            return false;
    return true;
}

uint32_t sg_main_doer(const struct sg_scene *scene, const struct sg_sentence *told) {
    uint32_t root = SG_NO_TOKEN;
    for (uint32_t t = told->first; told->is_parsed && t < told->end_token; t++) {
        if (scene->tokens[t].deprel == SG_DEPREL_ROOT)
            root = t;
    }
    if (root == SG_NO_TOKEN || !is_done(scene, told, root))
        return SG_NO_MENTION;
    bool is_passive = child_in(scene, told, root, SG_DEPREL_AUX_PASS) != SG_NO_TOKEN ||
                      child_in(scene, told, root, SG_DEPREL_NSUBJ_PASS) != SG_NO_TOKEN;
    uint32_t subject =
        child_in(scene, told, root, is_passive ? SG_DEPREL_OBL_AGENT : SG_DEPREL_NSUBJ);
    uint32_t doer = subject == SG_NO_TOKEN ? SG_NO_MENTION : mention_at(scene, subject);
    /* "Kenya closed the border and Chad recalled its envoy": which of the two? */
    for (uint32_t t = told->first; t < told->end_token; t++)
        if (scene->tokens[t].head == root && scene->tokens[t].deprel == SG_DEPREL_CONJ &&
            child_in(scene, told, t, SG_DEPREL_NSUBJ) != SG_NO_TOKEN)
            return SG_NO_MENTION;
    if (doer == SG_NO_MENTION || !(class_of(scene, &scene->tokens[root]) & SG_CLASS_REPORTING))
        return doer;
    /* "Kenya said it would close the camp", "said Sudan had closed it" */
    uint32_t clause = child_in(scene, told, root, SG_DEPREL_CCOMP);
    uint32_t own = clause == SG_NO_TOKEN ? SG_NO_TOKEN
                                         : child_in(scene, told, clause, SG_DEPREL_NSUBJ);
    if (own == SG_NO_TOKEN || scene->tokens[clause].upos != SG_UPOS_VERB)
        return child_in(scene, told, root, SG_DEPREL_XCOMP) != SG_NO_TOKEN ? doer : SG_NO_MENTION;
    if (class_of(scene, &scene->tokens[own]) & SG_CLASS_THIRD_PERSON)
        return doer;
    return mention_at(scene, own);
}

static bool is_demonstrative(const struct sg_scene *scene, uint32_t token) {
    return (sg_class_of(scene, token) & SG_CLASS_DEFINITE) &&
           scene->tokens[token].upos == SG_UPOS_PRON;
}

/* '"This man is a murderer," Tusk said': whoever was spoken of. */
static bool is_single(const struct sg_scene *scene, uint32_t token) {
    uint32_t det = sg_child_by(scene, token, SG_DEPREL_DET);
    return (sg_class_of(scene, token) & SG_CLASS_SINGLE) == SG_CLASS_SINGLE &&
           det != SG_NO_TOKEN && (scene->tokens[token].flags & SG_TOKEN_IN_QUOTE) &&
           (sg_is_word(scene, det, "this") || sg_is_word(scene, det, "that"));
}

static bool is_open(const struct sg_scene *scene, uint32_t token) {
    bool is_pronoun = scene->tokens[token].upos == SG_UPOS_PRON &&
                      scene->tokens[token].xpos != SG_XPOS_WP &&
                      scene->tokens[token].xpos != SG_XPOS_WDT &&
                      (sg_class_of(scene, token) & SG_CLASS_THIRD_PERSON);
    return is_pronoun || is_demonstrative(scene, token) || is_single(scene, token);
}

/* "It is a crime to sell it", "it was wrong that": stands for what follows. */
static bool is_empty_it(const struct sg_scene *scene, uint32_t pronoun, uint32_t predicate) {
    if (!sg_is_word(scene, pronoun, "it"))
        return false;
    for (uint32_t c = sg_child(scene, predicate); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = (enum sg_deprel)scene->tokens[c].deprel;
        if (c > predicate && (deprel == SG_DEPREL_CSUBJ || deprel == SG_DEPREL_CCOMP ||
                              deprel == SG_DEPREL_XCOMP || deprel == SG_DEPREL_ADVCL ||
                              deprel == SG_DEPREL_ACL || deprel == SG_DEPREL_ACL_RELCL))
            return true;
    }
    for (uint32_t t = predicate + 1; t + 1 < scene->end && t < predicate + 7; t++)
        if (sg_is_word(scene, t, "to") && sg_is_verb(scene, t + 1))
            return true;
    return false;
}

/* The pronoun that stands where the cue wants its target, and no name beside it; SG_NO_TOKEN. */
static uint32_t pointing(const struct sg_scene *scene, const struct sg_cue *cue) {
    uint32_t heads[SG_PARTIES_MAX], found = SG_NO_TOKEN, key = cue->tokens[0];
    for (const struct sg_slot *slot = cue->entry->to; slot->kind; slot++) {
        size_t count = slot->kind == SG_SLOT_OBJECT || slot->kind == SG_SLOT_SUBJECT
                           ? sg_slot_heads(heads, SG_PARTIES_MAX, scene, cue, slot)
                           : 0;
        uint32_t subject = slot->kind == SG_SLOT_HEAD ? sg_child_by(scene, key, SG_DEPREL_NSUBJ)
                                                      : SG_NO_TOKEN;
        if (subject != SG_NO_TOKEN && !count)
            heads[count++] = subject;
        for (size_t i = 0; i < count; i++)
            if (is_open(scene, heads[i]))
                found = heads[i];
    }
    /* "called this barbaric", where the tree makes an article of it */
    uint32_t next = key + 1;
    if (found == SG_NO_TOKEN && cue->entry->kind == SG_CUE_VERB && next + 1 < scene->end &&
        (sg_class_of(scene, next) & SG_CLASS_DEFINITE) && !sg_is_word(scene, next, "the") &&
        !sg_is_word(scene, next, "such") && sg_asks_for(cue->entry->to, SG_SLOT_OBJECT) &&
        scene->tokens[next + 1].upos != SG_UPOS_NOUN &&
        scene->tokens[next + 1].upos != SG_UPOS_PROPN &&
        scene->tokens[next + 2 < scene->end ? next + 2 : next + 1].upos != SG_UPOS_NOUN)
        found = next;
    return found;
}

/* Is it somebody who may be spoken of as "it" or "they"? */
static bool may_be(const struct sg_scene *scene, uint32_t pronoun, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    const struct sg_actor *actor = &scene->reading->actors[m->actor];
    if (m->use != SG_USE_PARTY || actor->is_outlet)
        return false;
    if (is_single(scene, pronoun) || sg_names_person(scene, mention))
        return is_single(scene, pronoun) && sg_names_person(scene, mention);
    bool is_several = (sg_class_of(scene, pronoun) & SG_CLASS_SEVERAL) != 0;
    return is_several ? actor->is_plural || actor->type == SG_TYPE_MILITIA
                      : !actor->is_plural || actor->type != SG_TYPE_MILITIA;
}

/* "Kenya sent officers to the M23. They": other people of whom the sentence speaks, "the rebels of the
 * M23" are none. */
static bool has_crowd(const struct sg_scene *scene, const struct sg_sentence *told,
                      uint32_t mention) {
    const unsigned people = SG_CLASS_GROUP | SG_CLASS_SPEAKS_FOR | SG_CLASS_RELATIONAL;
    const struct sg_mention *m = &scene->reading->mentions[mention];
    for (uint32_t t = told->first; t < told->end_token; t++) {
        const struct sg_token *token = &scene->tokens[t];
        if ((t >= m->first && t < m->end_token) || token->xpos != SG_XPOS_NNS ||
            !(class_of(scene, token) & people))
            continue;
        bool is_same = t + 4 > m->first && t < m->first; /* "the rebels of the M23" */
        is_same |= t >= m->end_token && t < m->end_token + 2; /* "M23 rebels" */
        if (!is_same)
            return true;
    }
    return false;
}

/* Who alone, beside the speaker and his side, was spoken of right before. */
static uint32_t spoken_of(const struct sg_scene *scene, uint32_t pronoun, uint32_t source) {
    const struct sg_reading *reading = scene->reading;
    size_t number = (size_t)(scene->sentence - reading->sentences);
    bool is_several = (sg_class_of(scene, pronoun) & SG_CLASS_SEVERAL) != 0;
    uint32_t found = SG_NO_MENTION, who = reading->mentions[source].actor;
    for (size_t back = 1; back <= BACK && back <= number && found == SG_NO_MENTION; back++) {
        const struct sg_sentence *told = &reading->sentences[number - back];
        for (size_t i = sg_mentions_from(reading, told->first);
             i < reading->mention_count && reading->mentions[i].first < told->end_token; i++) {
            const struct sg_mention *m = &reading->mentions[i];
            if (m->actor == SG_NO_ACTOR || sg_is_same_side(reading, who, m->actor))
                continue;
            /* "The official rejected it. It is a lie": of the administration, or of what he rejected? */
            if (!is_several && !is_single(scene, pronoun) && m->kind > SG_MENTION_SHORT && m->use == SG_USE_PARTY)
                return SG_NO_MENTION;
            bool is_person = sg_names_person(scene, (uint32_t)i);
            if (!may_be(scene, pronoun, (uint32_t)i)) {
                if (m->use == SG_USE_PARTY && !is_person && !is_single(scene, pronoun))
                    return SG_NO_MENTION; /* somebody else who may be meant after all */
                continue;
            }
            if (found != SG_NO_MENTION && reading->mentions[found].actor != m->actor)
                return SG_NO_MENTION;
            found = (uint32_t)i;
        }
        if (found != SG_NO_MENTION && is_several && has_crowd(scene, told, found))
            return SG_NO_MENTION;
        /* only within one speech does a sentence without a name go on with the one before it */
        uint32_t word = told->first + 1 < told->end_token ? told->first + 1 : told->first;
        if (!(scene->tokens[word].flags & SG_TOKEN_IN_QUOTE))
            break;
    }
    return found;
}

void sg_fill_topic(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                   const struct sg_parties *sources) {
    uint32_t pronoun = pointing(scene, cue), key = cue->tokens[0];
    if (pronoun == SG_NO_TOKEN || sources->count != 1)
        return;
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t source = sources->items[0].mention, mention = sg_mention_of(scene, pronoun);
    if (is_single(scene, pronoun))
        mention = SG_NO_MENTION;
    /* whoever it is resolved to was not the target, but for the speaker himself */
    if (mention != SG_NO_MENTION &&
        !sg_is_same_side(scene->reading, mentions[source].actor, mentions[mention].actor))
        return;
    bool is_thing = (sg_class_of(scene, pronoun) & SG_CLASS_DEFINITE) || sg_is_word(scene, pronoun, "it");
    bool is_subject = sg_is_subject((enum sg_deprel)scene->tokens[pronoun].deprel);
    if (is_empty_it(scene, pronoun, sg_parent(scene, pronoun) == SG_NO_TOKEN
                                        ? key
                                        : sg_parent(scene, pronoun)))
        return;
    if (is_thing && cue->entry->as == SG_AS_DOER && !(is_subject && cue->entry->kind == SG_CUE_VERB)) {
        struct sg_parties told = {.count = 0};
        sg_told_before(&told, scene, key, 0.85);
        for (size_t i = 0; i < told.count; i++)
            if (!sg_is_same_side(scene->reading, mentions[told.items[i].mention].actor,
                                 mentions[source].actor))
                sg_parties_add(out, told.items[i].mention, told.items[i].quality);
        if (told.count)
            return;
    }
    /* "It is a disaster": of a drought as well as of a government */
    if ((sg_class_of(scene, pronoun) & SG_CLASS_DEFINITE) || mention != SG_NO_MENTION ||
        (is_thing && !(is_subject && cue->entry->kind == SG_CUE_VERB)))
        return;
    uint32_t party = spoken_of(scene, pronoun, source);
    if (party != SG_NO_MENTION)
        sg_parties_add(out, party, 0.75);
}
