/* Pronouns that the sentence itself settles: "he said of X", "A urged B to leave, and C scolded it". */
#include "resolve/back.h"

#define BEHIND 12 /* tokens from the verb of saying to whom it is said of */

/* '"He is a liar," Museveni said of Ruto': Ruto; SG_NO_ACTOR. */
uint32_t sg_said_of(const struct sg_context *c, const struct sg_quote *quote) {
    const struct sg_reading *reading = c->reading;
    if (quote->verb == SG_NO_TOKEN || quote->verb < quote->end_token)
        return SG_NO_ACTOR;
    uint32_t limit = reading->sentences[reading->tokens[quote->verb].sentence].end_token;
    for (uint32_t t = quote->verb + 1; t + 1 < limit && t < quote->verb + BEHIND; t++) {
        const struct sg_token *token = &reading->tokens[t];
        if (!(token->flags & SG_TOKEN_WORD))
            return SG_NO_ACTOR;
        bool is_beside = t == quote->verb + 1;
        if (!sg_token_is(token, "of") && !sg_token_is(token, "about"))
            continue;
        /* "said Keiko Fujimori about", but not "said the head of": the verb's own */
        uint32_t noun = token->head;
        uint32_t above = noun == SG_NO_TOKEN ? SG_NO_TOKEN : reading->tokens[noun].head;
        bool is_subjects = above != SG_NO_TOKEN && reading->tokens[above].head == quote->verb &&
                           reading->tokens[above].deprel == SG_DEPREL_NSUBJ &&
                           sg_covering_mention(c, above) && sg_token_is(token, "about");
        if (!is_beside && above != quote->verb && !is_subjects)
            continue;
        for (uint32_t k = t + 1; k < limit && k < t + 6; k++) {
            const struct sg_mention *named = sg_covering_mention(c, k);
            if (!(reading->tokens[k].flags & SG_TOKEN_WORD))
                break;
            if (named && named->use == SG_USE_PARTY && named->kind <= SG_MENTION_SHORT)
                return named->actor;
            if (named && named->use != SG_USE_MODIFIER)
                break;
        }
        return SG_NO_ACTOR;
    }
    return SG_NO_ACTOR;
}

/* The verb that another one goes on from: "A urged B to leave, and C scolded it". */
static uint32_t verb_before(const struct sg_context *c, uint32_t verb) {
    const struct sg_token *v = &c->reading->tokens[verb];
    return v->deprel == SG_DEPREL_CONJ && v->head != SG_NO_TOKEN && v->head < verb &&
                   c->reading->tokens[v->head].upos == SG_UPOS_VERB
               ? v->head
               : SG_NO_TOKEN;
}

/* The object of the clause before, for an object: SG_NO_ACTOR when there is none. */
uint32_t sg_parallel_object(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    if (!c->is_tree_ready || !sentence->is_parsed || tokens[m->head].deprel != SG_DEPREL_OBJ ||
        tokens[m->head].head == SG_NO_TOKEN)
        return SG_NO_ACTOR;
    uint32_t verb = verb_before(c, tokens[m->head].head);
    uint32_t found = SG_NO_ACTOR;
    for (uint32_t t = sentence->first; verb != SG_NO_TOKEN && t < m->first; t++) {
        bool is_passive = tokens[t].deprel == SG_DEPREL_NSUBJ_PASS && tokens[t].head == verb;
        if (tokens[t].head != verb || (tokens[t].deprel != SG_DEPREL_OBJ &&
                                       tokens[t].deprel != SG_DEPREL_IOBJ && !is_passive))
            continue;
        const struct sg_mention *object = sg_covering_mention(c, t);
        if (!object || object->head != t || object->use != SG_USE_PARTY || found != SG_NO_ACTOR)
            return SG_NO_ACTOR;
        found = object->actor;
    }
    return found;
}

/* '"Sudan lied to us," it said': "us" takes nothing from who speaks. */
void sg_keep_speaker(const struct sg_context *c, const struct sg_memory *memory,
                     const struct sg_mention *m, struct sg_recent *item) {
    uint32_t classes = sg_classes_at(c, m->head);
    if (m->kind != SG_MENTION_PRONOUN || (classes & SG_REF_POSSESSIVE_PRONOUN) ||
        sg_referent_pronoun(classes) < SG_PRONOUN_WE)
        return;
    for (uint32_t i = 0; i < memory->count; i++)
        if (memory->items[i].actor == item->actor)
            item->is_subject |= memory->items[i].is_subject;
}
