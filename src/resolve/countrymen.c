/* "Gustavo Petro called the Argentine a Nazi": a people's adjective that stands for one man, whoever of
 * that state was named last. "the British", "the Dutch" are many. */
#include "resolve/back.h"

static bool is_of_state(const struct sg_context *c, const struct sg_recent *item, const void *with) {
    const uint32_t *state = with;
    /* "Iyad Ag Ghaly's Ansar Dine": he only owns something */
    return item->actor != SG_NO_ACTOR && (item->is_subject || item->is_speaker || item->is_again) && sg_is_person(&c->reading->actors[item->actor]) &&
           sg_state_of(c, item->actor) == *state;
}

/* A form that may mean one man: "Argentine", "Turk"; not "Argentines", not "British", "Chinese". */
static bool is_singular(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *t = &c->reading->tokens[m->first];
    if (m->is_plural || (t->flags & (SG_TOKEN_ALL_CAPS | SG_TOKEN_HYPHEN)) || t->lower_length < 4)
        return false;
    for (size_t length = 1; length < 4; length++)
        if (sg_strmap_get(c->referents->people_endings, t->lower + t->lower_length - length) !=
            SG_STRMAP_NONE)
            return false;
    return true;
}

/* Nothing behind it that it could belong to: "the Argentine refused", "the Argentine, who". */
static bool stands_alone(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    const struct sg_token *next = &c->reading->tokens[m->end_token];
    if (m->end_token >= sentence->end_token)
        return true;
    if ((next->flags & SG_TOKEN_PUNCT) && next->form[0] != '-' && !(next->flags & SG_TOKEN_QUOTE_OPEN))
        return true;
    if (c->text.mention_at[m->end_token] || (next->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_NUMBER)) ||
        !sentence->is_parsed)
        return false;
    bool is_link = (sg_classes_at(c, m->end_token) &
                    (SG_REF_FUNCTION | SG_REF_BE | SG_REF_DETERMINER | SG_REF_SPEECH)) != 0;
    return next->deprel != SG_DEPREL_AMOD && next->deprel != SG_DEPREL_COMPOUND &&
           (is_link || next->upos == SG_UPOS_VERB || next->upos == SG_UPOS_AUX);
}

void sg_resolve_countryman(struct sg_context *c, struct sg_memory *memory, struct sg_mention *m) {
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    if (m->kind != SG_MENTION_DEMONYM || m->actor == SG_NO_ACTOR || m->end_token != m->first + 1 ||
        m->first == sentence->first ||
        !sg_token_is(&c->reading->tokens[m->first - 1], "the") ||
        c->reading->actors[m->actor].type != SG_TYPE_STATE || !is_singular(c, m) ||
        !stands_alone(c, m))
        return;
    float certainty;
    uint32_t state = m->actor;
    sg_bar_neighbours(c, memory, m);
    uint32_t person = sg_choose(c, memory, m, is_of_state, &state, 4, &certainty);
    if (person == SG_NO_ACTOR)
        return;
    if (c->named)
        c->named[state]--;
    m->actor = person;
    m->kind = SG_MENTION_ROLE;
    m->use = SG_USE_PARTY;
    m->certainty = 0.9f * certainty;
}
