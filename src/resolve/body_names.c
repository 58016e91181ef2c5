/* Bodies by the head of their name: "the Observatory" after the Syrian Observatory for Human Rights,
 * "the Tigers" after the Tamil Tigers. Only where one body of the text so far has that word. */
#include "resolve/context.h"

#include <string.h>

#define SEVERAL (SG_NO_ACTOR - 1)

/* The word that says what a name names: the last one, or the one before "of" and "for". */
static uint32_t name_head(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t end = m->end_token;
    while (end > m->first + 1 && (tokens[end - 1].flags & SG_TOKEN_POSSESSIVE))
        end--;
    for (uint32_t i = m->first + 1; i < end; i++)
        /* "Britain-based Syrian Observatory for Human Rights" */
        if (!(tokens[i].flags & (SG_TOKEN_CAPITAL | SG_TOKEN_HYPHEN_BEFORE)) &&
            (tokens[i].flags & SG_TOKEN_WORD))
            return i - 1;
    return end - 1;
}

static bool is_head_word(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    uint32_t classes = sg_shape_classes(&c->text, token);
    if ((t->flags & (SG_TOKEN_ALL_CAPS | SG_TOKEN_NUMBER)) || !sg_shape_is_capital(&c->text, token) ||
        t->length < 4 || (classes & (SG_LEXIS_CALENDAR | SG_LEXIS_TITLE)))
        return false;
    /* "the State" is not the Islamic State */
    return (classes & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)) || !(classes & SG_LEXIS_COMMON) ||
           (t->lower[t->lower_length - 1] == 's' && !(classes & SG_LEXIS_VOICE));
}

static void note(struct sg_context *c, struct sg_strmap *heads, const struct sg_mention *m) {
    const struct sg_actor *actor = sg_mentioned_actor(c, m);
    if (!actor || sg_is_person(actor) || actor->type == SG_TYPE_STATE || actor->is_outlet ||
        m->kind != SG_MENTION_NAME || m->end_token - m->first < 2)
        return;
    uint32_t head = name_head(c, m);
    if (!is_head_word(c, head))
        return;
    const char *word = c->reading->tokens[head].lower;
    uint32_t old = sg_strmap_get(heads, word);
    if (!sg_strmap_set(heads, word,
                       old == SG_STRMAP_NONE || old == m->actor ? m->actor : SEVERAL))
        c->roster.has_failed = true;
}

/* "the Observatory said", no longer name around it. */
static bool is_short_place(const struct sg_context *c, uint32_t token) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[tokens[token].sentence];
    const struct sg_mention *mention = sg_covering_mention(c, token);
    if (token == sentence->first || !sg_token_is(&tokens[token - 1], "the") ||
        !is_head_word(c, token))
        return false;
    if (mention && (mention->actor != SG_NO_ACTOR || mention->kind != SG_MENTION_NAME ||
                    mention->end_token - mention->first != 1))
        return false;
    uint32_t next = token + 1;
    if (next >= sentence->end_token)
        return true;
    return !sg_shape_is_capital(&c->text, next) && !sg_covering_mention(c, next) &&
           tokens[next].form[0] != '-' && !sg_token_is(&tokens[next], "of") &&
           !sg_token_is(&tokens[next], "for");
}

/* Of the state that the text is about; of a small text, of a state that somebody in it is of. */
static bool is_of_text(const struct sg_context *c, const struct sg_pack_actor *actor) {
    const struct sg_reading *reading = c->reading;
    if (c->focus != SG_NO_ACTOR)
        return actor->country == reading->actors[c->focus].pack && actor->country != SG_NO_PACK;
    const struct sg_pack_actor *state = sg_gazetteer_actor(c->gazetteer, actor->country);
    for (size_t a = 0; state && a < reading->actor_count && a < 16; a++)
        if (reading->actors[a].country && !strcmp(reading->actors[a].country, state->id))
            return true;
    return false;
}

/* "the House", "the Treasury" of the state that the text is about, by what the packs say. */
static uint32_t called_so(struct sg_context *c, const struct sg_token *token) {
    const struct sg_gazetteer *g = c->gazetteer;
    const char *word = token->lower;
    uint32_t found = SG_NO_PACK;
    if (sg_token_value(g->called_words, token) == SG_STRMAP_NONE)
        return SG_NO_ACTOR; /* most words */
    for (size_t i = 0; i < g->called_count; i++) {
        const struct sg_pack_actor *actor = &g->actors[g->called[i]];
        bool is_called = false;
        for (size_t k = 0; k < actor->called_count && !is_called; k++)
            is_called = !strcmp(actor->called[k], word);
        if (!is_called || !is_of_text(c, actor))
            continue;
        if (found != SG_NO_PACK)
            return SG_NO_ACTOR;
        found = g->called[i];
    }
    return found == SG_NO_PACK ? SG_NO_ACTOR : sg_roster_pack_actor(&c->roster, found);
}

void sg_resolve_body_names(struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    struct sg_strmap *heads = sg_strmap_new_in(c->arena);
    if (!heads) {
        c->roster.has_failed = true;
        return;
    }
    size_t count = reading->mention_count, m = 0;
    for (uint32_t i = 0; i < reading->token_count; i++) {
        for (; m < count && reading->mentions[m].first <= i; m++)
            note(c, heads, &reading->mentions[m]);
        if (!(reading->tokens[i].flags & SG_TOKEN_CAPITAL) || !i || !is_short_place(c, i))
            continue;
        uint32_t actor = sg_strmap_get(heads, reading->tokens[i].lower);
        if (actor == SG_STRMAP_NONE)
            actor = called_so(c, &reading->tokens[i]);
        if (actor == SG_NO_ACTOR || actor == SEVERAL)
            continue;
        struct sg_mention *open = sg_covering_mention(c, i);
        struct sg_mention fresh = {.first = i,
                                   .end_token = i + 1,
                                   .head = i,
                                   .sentence = reading->tokens[i].sentence,
                                   .actor = actor,
                                   .kind = SG_MENTION_SHORT,
                                   .alias = SG_NO_ALIAS,
                                   .certainty = 0.85f};
        if (open)
            *open = fresh;
        else
            sg_roster_mention(&c->roster, &fresh);
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
