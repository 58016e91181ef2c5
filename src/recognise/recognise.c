#include "recognise/recognise.h"

#include "recognise/roster.h"
#include "recognise/shape.h"

#include <string.h>

struct finder {
    struct sg_roster roster;
    struct sg_shape_text text;
    struct sg_token_keys keys;
};

/* --- mentions that came with the document. */

/* The first token that ends behind `offset`. */
static uint32_t token_at(const struct sg_reading *reading, size_t offset) {
    size_t low = 0, high = reading->token_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->tokens[middle].end > offset)
            high = middle;
        else
            low = middle + 1;
    }
    return (uint32_t)low;
}

static void cover(struct finder *f, uint32_t mention, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && mention != SG_NO_MENTION; i++)
        f->text.mention_at[i] = mention + 1;
}

/* The last word of a given span that is no mark; of "the Guard Corps (IRGC)" the word before the
 * bracket. */
static uint32_t given_head(const struct sg_reading *r, uint32_t first, uint32_t end) {
    uint32_t head = end - 1;
    for (uint32_t t = first + 1; t < end; t++)
        if (!strcmp(r->tokens[t].form, "("))
            head = t - 1;
    while (head > first && (r->tokens[head].flags & SG_TOKEN_PUNCT))
        head--;
    return head;
}

static void add_given(struct finder *f) {
    struct sg_reading *reading = f->roster.reading;
    const struct sg_document *document = reading->document;
    for (size_t i = 0; i < document->given_count; i++) {
        const struct sg_given_mention *given = &document->given[i];
        uint32_t first = token_at(reading, given->start);
        uint32_t end = first;
        while (end < reading->token_count && reading->tokens[end].start < given->end &&
               reading->tokens[end].sentence == reading->tokens[first].sentence)
            end++;
        if (end == first || !given->actor || !*given->actor || f->text.mention_at[first])
            continue;
        enum sg_actor_type type = given->type ? sg_actor_type_find(given->type) : SG_TYPE_UNKNOWN;
        uint32_t pack = sg_gazetteer_find_name(f->roster.gazetteer, given->actor);
        uint32_t actor;
        if (pack != SG_NO_PACK && (type == SG_TYPE_UNKNOWN ||
                                   sg_gazetteer_actor(f->roster.gazetteer, pack)->type == type))
            actor = sg_roster_pack_actor(&f->roster, pack);
        else
            actor = sg_roster_named_actor(&f->roster, given->actor, type);
        if (actor != SG_NO_ACTOR) /* whoever marks a mention says how its actor is called */
            sg_roster_rename(&f->roster, actor, given->actor);
        struct sg_mention mention = {.first = first,
                                     .end_token = end,
                                     .head = given_head(reading, first, end),
                                     .sentence = reading->tokens[first].sentence,
                                     .actor = actor,
                                     .kind = SG_MENTION_GIVEN,
                                     .certainty = 1.0f};
        cover(f, sg_roster_mention(&f->roster, &mention), first, end);
    }
}

/* --- names of the packs. */

/* A word of a name that we do not know: with it a known word is part of another name. */
static bool is_foreign(const struct finder *f, uint32_t token, uint32_t limit) {
    if (token >= limit || f->text.mention_at[token] || !sg_shape_is_capital(&f->text, token))
        return false;
    const struct sg_token *t = &f->text.reading->tokens[token];
    uint32_t classes = sg_shape_classes(&f->text, token);
    if (t->flags & (SG_TOKEN_ALL_CAPS | SG_TOKEN_SENTENCE_START))
        return (classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE)) && !(classes & SG_LEXIS_TITLE) &&
               !(t->flags & SG_TOKEN_ALL_CAPS);
    return !(classes & ~(uint32_t)(SG_LEXIS_MALE | SG_LEXIS_FEMALE));
}

static bool is_of(const struct sg_token *token) { return sg_token_is(token, "of"); }

/* A headline that writes every word large says nothing by its capitals. */
static bool is_title_case(const struct finder *f, const struct sg_sentence *sentence) {
    uint32_t words = 0, capitals = 0, small = 0;
    if (!sentence->is_headline && f->text.reading->tokens[sentence->end_token - 1].form[0] == '.')
        return false;
    for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
        const struct sg_token *token = &f->text.reading->tokens[i];
        if (!(token->flags & SG_TOKEN_WORD) || token->length < 3)
            continue;
        bool is_capital = (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) != 0;
        words++;
        capitals += is_capital;
        small += !is_capital;
    }
    /* most sentences are settled here, without a word looked up */
    if (words < 4 || capitals * 10 < words * 5)
        return false;
    for (uint32_t i = sentence->first; i < sentence->end_token && small; i++) {
        const struct sg_token *token = &f->text.reading->tokens[i];
        if ((token->flags & SG_TOKEN_WORD) && token->length >= 3 &&
            !(token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) &&
            (sg_shape_classes(&f->text, i) & (SG_LEXIS_LINK | SG_LEXIS_CONNECTOR)))
            small--;
    }
    return capitals * 10 >= (capitals + small) * 8;
}

/* "Progressive Party of Maldives" is not Serbia's Progressive Party. */
static bool is_of_other_state(struct finder *f, const struct sg_match *match,
                              const struct sg_sentence *sentence) {
    const struct sg_gazetteer *g = f->roster.gazetteer;
    const struct sg_pack_actor *actor = &g->actors[g->aliases[match->alias].actor];
    const struct sg_token *tokens = f->text.reading->tokens;
    uint32_t at = match->end_token;
    if (actor->type != SG_TYPE_ORGANIZATION || actor->country == SG_NO_PACK ||
        at + 1 >= sentence->end_token || !is_of(&tokens[at]))
        return false;
    at += 1 + sg_token_is(&tokens[at + 1], "the");
    struct sg_match state;
    if (at >= sentence->end_token ||
        !sg_match_at(&state, g, tokens, &f->keys, at, sentence->end_token))
        return false;
    const struct sg_alias *alias = &g->aliases[state.alias];
    return g->actors[alias->actor].type == SG_TYPE_STATE && alias->actor != actor->country &&
           alias->kind == SG_MENTION_NAME;
}

/* "the Nelson Mandela Foundation" is not the man. */
static bool is_named_after(const struct finder *f, const struct sg_match *match, uint32_t limit) {
    const struct sg_gazetteer *g = f->roster.gazetteer;
    enum sg_actor_type type = g->actors[g->aliases[match->alias].actor].type;
    uint32_t next = match->end_token;
    return (type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON) && next < limit &&
           sg_shape_is_capital(&f->text, next) &&
           (f->text.reading->tokens[next].flags & SG_TOKEN_SPACE_BEFORE) &&
           (sg_shape_classes(&f->text, next) & (SG_LEXIS_ORG | SG_LEXIS_PLACE | SG_LEXIS_EVENT));
}

static bool names_state(const struct finder *f, uint32_t token) {
    uint32_t at = f->text.mention_at[token];
    if (!at)
        return false;
    const struct sg_mention *mention = &f->roster.reading->mentions[at - 1];
    if (mention->actor == SG_NO_ACTOR || mention->kind == SG_MENTION_GIVEN)
        return false;
    return f->roster.reading->actors[mention->actor].type == SG_TYPE_STATE &&
           mention->kind != SG_MENTION_SEAT;
}

/* "the Slovak National Party" is no National Party of another state. */
static bool is_of_people_in_front(const struct finder *f, const struct sg_match *match, uint32_t first,
                                  const struct sg_sentence *sentence) {
    const struct sg_gazetteer *g = f->roster.gazetteer;
    const struct sg_reading *reading = f->roster.reading;
    uint32_t at = first > sentence->first ? f->text.mention_at[first - 1] : 0;
    if (!at || !(reading->tokens[first].flags & SG_TOKEN_SPACE_BEFORE) ||
        (reading->mentions[at - 1].kind != SG_MENTION_DEMONYM &&
         reading->mentions[at - 1].kind != SG_MENTION_NAME) ||
        !names_state(f, first - 1) ||
        reading->mentions[at - 1].actor == SG_NO_ACTOR || reading->mentions[at - 1].is_plural ||
        !(sg_shape_classes(&f->text, match->end_token - 1) & SG_LEXIS_ORG))
        return false;
    uint32_t state = reading->actors[reading->mentions[at - 1].actor].pack;
    const char *fold = g->aliases[match->alias].fold;
    for (uint32_t a = match->alias; a != SG_NO_ALIAS; a = g->aliases[a].next) {
        const struct sg_pack_actor *actor = &g->actors[g->aliases[a].actor];
        if (!strcmp(g->aliases[a].fold, fold) &&
            (actor->type != SG_TYPE_ORGANIZATION || actor->country == SG_NO_PACK ||
             actor->country == state || (g->aliases[a].flags & SG_ALIAS_LOWER)))
            return false;
    }
    return true;
}

/* "eastern", not "east" */
static bool is_adjective(const struct sg_token *token) {
    size_t length = token->lower_length;
    return length > 3 && !strcmp(token->lower + length - 3, "ern");
}

/* "Nationals", "Wizards": a capital plural of an ordinary word that is nobody's office. */
static bool names_team(struct finder *f, uint32_t token) {
    const struct sg_token *t = &f->text.reading->tokens[token];
    uint32_t classes = sg_shape_classes(&f->text, token);
    return (t->flags & SG_TOKEN_CAPITAL) && !(t->flags & SG_TOKEN_ALL_CAPS) &&
           (t->flags & SG_TOKEN_SPACE_BEFORE) && !f->text.mention_at[token] && t->lower_length > 4 &&
           t->lower[t->lower_length - 1] == 's' && t->lower[t->lower_length - 2] != 's' &&
           (classes & SG_LEXIS_COMMON) &&
           !(classes & ~(uint32_t)(SG_LEXIS_COMMON | SG_LEXIS_PEOPLES));
}

/* "U.S. Treasuries" are bonds, not the Treasury. */
static bool is_plural_of(const struct sg_alias *alias, const struct sg_token *last) {
    size_t length = strlen(alias->fold), size = last->lower_length;
    return length > 1 && alias->fold[length - 1] == 'y' && size > 3 &&
           !memcmp(last->lower + size - 3, "ies", 3);
}

/* "Michael Jordan", "Paris Hilton", "Saraya Hezbollah": the word belongs to a longer name. */
static bool is_part_of_other(struct finder *f, const struct sg_match *match, uint32_t first,
                             const struct sg_sentence *sentence) {
    const struct sg_alias *alias = &f->roster.gazetteer->aliases[match->alias];
    const struct sg_pack_actor *actor = &f->roster.gazetteer->actors[alias->actor];
    const struct sg_token *tokens = f->text.reading->tokens;
    if (alias->kind == SG_MENTION_DEMONYM || alias->kind == SG_MENTION_SEAT)
        return false;
    /* "An Independent senator": a paper whose name is an ordinary word has its article */
    if (actor->is_outlet && (alias->flags & SG_ALIAS_ORDINARY) &&
        (first == sentence->first || !sg_token_is(&tokens[first - 1], "the")))
        return true;
    if (alias->part_count > 1) {
        if (is_plural_of(alias, &tokens[match->end_token - 1]))
            return true;
        if (is_of_other_state(f, match, sentence) || is_named_after(f, match, sentence->end_token) ||
            is_of_people_in_front(f, match, first, sentence))
            return true;
        /* the "National Security Council" is not the Security Council, nor the "Lake Progress Party"
         * the Progress Party */
        const uint32_t plain = SG_LEXIS_COMMON | SG_LEXIS_PLACE | SG_LEXIS_DIRECTION;
        uint32_t classes = first > sentence->first ? sg_shape_classes(&f->text, first - 1) : 0;
        return actor->type == SG_TYPE_ORGANIZATION && first > sentence->first &&
               (tokens[first].flags & SG_TOKEN_SPACE_BEFORE) && !f->text.mention_at[first - 1] &&
               (tokens[first - 1].flags & SG_TOKEN_CAPITAL) &&
               !(tokens[first - 1].flags & (SG_TOKEN_SENTENCE_START | SG_TOKEN_ALL_CAPS)) &&
               (classes & plain) && !(classes & ~plain) &&
               !is_title_case(f, sentence);
    }
    /* "Ministry of Labour", "Labour Day": an ordinary word of another name */
    if (((alias->flags & SG_ALIAS_ORDINARY) || alias->kind == SG_MENTION_SHORT) &&
        actor->type == SG_TYPE_ORGANIZATION) {
        bool is_behind = first > sentence->first + 1 && is_of(&tokens[first - 1]) &&
                         (sg_shape_classes(&f->text, first - 2) & SG_LEXIS_ORG);
        bool is_ahead = match->end_token < sentence->end_token &&
                        sg_shape_is_capital(&f->text, match->end_token) &&
                        (sg_shape_classes(&f->text, match->end_token) &
                         (SG_LEXIS_EVENT | SG_LEXIS_ORG));
        if (is_behind || is_ahead)
            return true;
    }
    /* "Washington Nationals": a team */
    if (alias->kind == SG_MENTION_CAPITAL && match->end_token < sentence->end_token &&
        names_team(f, match->end_token) && !is_title_case(f, sentence))
        return true;
    /* "South America", "Latin America": a part of the world; "Eastern Libya" is Libya's */
    if (first > sentence->first && actor->type == SG_TYPE_STATE && alias->kind == SG_MENTION_NAME &&
        !f->text.mention_at[first - 1] && (tokens[first - 1].flags & SG_TOKEN_CAPITAL) &&
        (sg_shape_classes(&f->text, first - 1) & SG_LEXIS_DIRECTION) &&
        !is_adjective(&tokens[first - 1]))
        return true;
    /* "Lake Chad", "Hotel Freedonia", "Gulf of Oman" */
    uint32_t before = first;
    if (before > sentence->first + 1 && is_of(&tokens[before - 1]))
        before--;
    if (before > sentence->first && sg_shape_is_capital(&f->text, before - 1) &&
        !f->text.mention_at[before - 1] &&
        (sg_shape_classes(&f->text, before - 1) & SG_LEXIS_PLACE))
        return true;
    bool is_person = actor->type == SG_TYPE_OFFICIAL || actor->type == SG_TYPE_PERSON;
    if (first > sentence->first && (tokens[first].flags & SG_TOKEN_SPACE_BEFORE) &&
        is_foreign(f, first - 1, sentence->end_token) && !(alias->flags & SG_ALIAS_CAPITALS))
        return true;
    if (match->end_token >= sentence->end_token ||
        !(tokens[match->end_token].flags & SG_TOKEN_SPACE_BEFORE) || match->is_plural)
        return false;
    /* "West Bank", "West African": not the West */
    if ((sg_shape_classes(&f->text, first) & SG_LEXIS_DIRECTION) &&
        sg_shape_is_capital(&f->text, match->end_token))
        return true;
    if (!is_foreign(f, match->end_token, sentence->end_token))
        return false;
    uint32_t classes = sg_shape_classes(&f->text, first);
    return is_person || alias->kind == SG_MENTION_CAPITAL || actor->is_ambiguous ||
           (classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE));
}

/* A spelling that a pack's "not_same_as" names: somebody else, whatever the normal forms say. */
static bool is_somebody_else(const struct finder *f, const struct sg_match *match, uint32_t first) {
    const struct sg_gazetteer *g = f->roster.gazetteer;
    if (!g->not_same_count || !g->actors[g->aliases[match->alias].actor].not_same_as_count)
        return false;
    const char *name =
        sg_span_name(f->roster.reading, first, match->end_token, f->roster.arena);
    return name && sg_gazetteer_is_other(g, g->aliases[match->alias].actor, name);
}

static void add_pack_name(struct finder *f, const struct sg_match *match, uint32_t first,
                          uint32_t sentence) {
    const struct sg_gazetteer *g = f->roster.gazetteer;
    const struct sg_alias *alias = &g->aliases[match->alias];
    struct sg_mention mention = {
        .first = first,
        .end_token = match->end_token,
        .head = match->end_token - 1,
        .sentence = sentence,
        .actor = match->is_ambiguous ? SG_NO_ACTOR : sg_roster_pack_actor(&f->roster, alias->actor),
        .kind = (enum sg_mention_kind)alias->kind,
        .alias = match->alias,
        .is_plural = match->is_plural,
        .certainty = g->actors[alias->actor].is_ambiguous ? 0.75f
                     : match->was_exact                   ? 0.97f
                                                          : 0.88f};
    cover(f, sg_roster_mention(&f->roster, &mention), first, match->end_token);
}

static bool may_start(const struct finder *f, const struct sg_token *token) {
    if (!(token->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) || (token->flags & SG_TOKEN_POSSESSIVE))
        return false;
    if (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS | SG_TOKEN_NUMBER))
        return true;
    if (token->length > 3 && (token->form[2] == '-' || token->form[3] == '-'))
        return true;
    for (uint32_t i = 0; i < 4 && i < token->lower_length; i++) {
        unsigned char c = (unsigned char)token->lower[i];
        if (c != '-' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return true; /* "é", "'": folded in a name */
    }
    uint32_t start = sg_start_of(token->lower, token->lower_length);
    return f->roster.gazetteer->lower_starts[start >> 3] & (1u << (start & 7));
}

/* A number that is no name's beginning. */
static bool is_idle_number(const struct finder *f, uint32_t token) {
    const struct sg_reading *reading = f->roster.reading;
    const struct sg_token *t = &reading->tokens[token];
    return reading->words[token] == SG_OTHER_WORD && (t->flags & SG_TOKEN_NUMBER) &&
           !(t->flags & SG_TOKEN_WORD) &&
           !sg_number_may_start(&f->roster.gazetteer->vocabulary, t);
}

static void find_pack_names(struct finder *f) {
    const struct sg_reading *reading = f->roster.reading;
    const uint8_t *is_start = f->roster.gazetteer->vocabulary.is_start;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token;) {
            struct sg_match match;
            uint32_t word = reading->words[i];
            if ((word != SG_OTHER_WORD && !(is_start[word >> 3] >> (word & 7) & 1)) ||
                f->text.mention_at[i] || is_idle_number(f, i) ||
                !may_start(f, &reading->tokens[i]) ||
                !sg_match_at(&match, f->roster.gazetteer, reading->tokens, &f->keys, i,
                             sentence->end_token)) {
                i++;
                continue;
            }
            bool is_free = true;
            for (uint32_t k = i; k < match.end_token; k++)
                is_free &= !f->text.mention_at[k];
            if (!is_free || is_part_of_other(f, &match, i, sentence) ||
                is_somebody_else(f, &match, i)) {
                i++;
                continue;
            }
            add_pack_name(f, &match, i, s);
            i = match.end_token;
        }
    }
}

/* --- names by shape. */

/* "the Institute of Peruvian Studies", "the Union of Iraqi Writers": a people's adjective inside a name. */
static void widen_over_people(const struct finder *f, struct sg_shape *shape,
                              const struct sg_sentence *sentence) {
    const struct sg_reading *reading = f->text.reading;
    uint32_t of = shape->end, head = shape->end - 1;
    bool is_body = shape->kind == SG_SHAPE_ORGANIZATION ||
                   (shape->kind == SG_SHAPE_OPEN && shape->end == shape->first + 1 &&
                    !(reading->tokens[head].flags & SG_TOKEN_ALL_CAPS));
    if (!is_body || !(sg_shape_classes(&f->text, head) & SG_LEXIS_ORG) ||
        of + 2 >= sentence->end_token || !is_of(&reading->tokens[of]) || !f->text.mention_at[of + 1])
        return;
    const struct sg_mention *people = &reading->mentions[f->text.mention_at[of + 1] - 1];
    uint32_t end = people->end_token;
    if (people->kind != SG_MENTION_DEMONYM || people->first != of + 1 || people->is_plural)
        return;
    while (end < sentence->end_token && sg_shape_is_capital(&f->text, end) &&
           !f->text.mention_at[end] && (reading->tokens[end].flags & SG_TOKEN_SPACE_BEFORE))
        end++;
    if (end == people->end_token)
        return;
    shape->end = end;
    shape->kind = SG_SHAPE_ORGANIZATION;
    shape->certainty = 0.8f;
}

/* A body's name takes the state in front of it along: "Iraqi Counter Terrorism Forces", "Syria
 * Recovery Trust Fund"; and behind it: "Central Bank of Iran". */
static void widen(struct finder *f, struct sg_shape *shape, const struct sg_sentence *sentence) {
    const struct sg_token *tokens = f->text.reading->tokens;
    widen_over_people(f, shape, sentence);
    if (shape->kind != SG_SHAPE_ORGANIZATION && shape->kind != SG_SHAPE_MILITIA)
        return;
    if (shape->first > sentence->first && names_state(f, shape->first - 1) &&
        (tokens[shape->first].flags & SG_TOKEN_SPACE_BEFORE)) {
        uint32_t m = f->text.mention_at[shape->first - 1] - 1;
        shape->first = f->roster.reading->mentions[m].first;
    }
    uint32_t next = shape->end;
    if (next + 1 < sentence->end_token && sg_token_is(&tokens[next], "of")) {
        uint32_t at = next + 1;
        if (sg_token_is(&tokens[at], "the") && at + 1 < sentence->end_token)
            at++;
        if (names_state(f, at)) {
            const struct sg_mention *state =
                &f->roster.reading->mentions[f->text.mention_at[at] - 1];
            if (state->kind == SG_MENTION_NAME || state->kind == SG_MENTION_ACRONYM)
                shape->end = state->end_token;
        }
    }
}

static void add_shape(struct finder *f, const struct sg_shape *shape, uint32_t sentence) {
    static const enum sg_actor_type types[] = {
        [SG_SHAPE_PERSON] = SG_TYPE_PERSON,
        [SG_SHAPE_OFFICIAL] = SG_TYPE_OFFICIAL,
        [SG_SHAPE_ORGANIZATION] = SG_TYPE_ORGANIZATION,
        [SG_SHAPE_MILITIA] = SG_TYPE_MILITIA,
    };
    struct sg_mention mention = {.first = shape->first,
                                 .end_token = shape->end,
                                 .head = shape->end - 1,
                                 .sentence = sentence,
                                 .actor = SG_NO_ACTOR,
                                 .kind = SG_MENTION_NAME,
                                 .use = shape->kind == SG_SHAPE_PLACE ? SG_USE_PLACE : SG_USE_PARTY,
                                 .alias = SG_NO_ALIAS,
                                 .certainty = shape->certainty};
    uint32_t count = shape->end - shape->first;
    if (shape->kind >= SG_SHAPE_PERSON && (count > 1 || shape->kind == SG_SHAPE_OFFICIAL)) {
        const char *name =
            sg_span_name(f->roster.reading, shape->first, shape->end, f->roster.arena);
        if (name && count > 1)
            mention.actor = sg_roster_named_actor(&f->roster, name, types[shape->kind]);
    }
    cover(f, sg_roster_mention(&f->roster, &mention), shape->first, shape->end);
}

/* "Washington Institute", "Iraqi Army", but not "US Embassy": one capital noun behind a state. */
static bool is_state_body(const struct finder *f, struct sg_shape *shape, uint32_t token,
                          const struct sg_sentence *sentence) {
    uint32_t classes = sg_shape_classes(&f->text, token);
    if (!(classes & SG_LEXIS_ORG) || (classes & SG_LEXIS_VOICE) || token == sentence->first ||
        shape->end > token + 1 || !names_state(f, token - 1))
        return false;
    shape->first = token;
    shape->end = token + 1;
    shape->kind = SG_SHAPE_ORGANIZATION;
    shape->certainty = 0.8f;
    return true;
}

/* "Goldman Sachs Group Inc": no body is called "Group Inc", it is the tail of the name in front. */
static bool join_tail(struct finder *f, const struct sg_shape *shape) {
    const struct sg_reading *reading = f->roster.reading;
    if (shape->kind != SG_SHAPE_ORGANIZATION || !shape->first ||
        !f->text.mention_at[shape->first - 1] ||
        !(reading->tokens[shape->first].flags & SG_TOKEN_SPACE_BEFORE) ||
        reading->tokens[shape->first - 1].sentence != reading->tokens[shape->first].sentence ||
        (reading->tokens[shape->first - 1].flags & SG_TOKEN_POSSESSIVE))
        return false;
    for (uint32_t i = shape->first; i < shape->end; i++)
        if (!(sg_shape_classes(&f->text, i) & SG_LEXIS_ORG))
            return false;
    uint32_t m = f->text.mention_at[shape->first - 1] - 1;
    struct sg_mention *before = &reading->mentions[m];
    if (before->end_token != shape->first || before->actor == SG_NO_ACTOR ||
        before->kind == SG_MENTION_GIVEN ||
        reading->actors[before->actor].type != SG_TYPE_ORGANIZATION)
        return false;
    before->end_token = shape->end;
    before->head = shape->end - 1;
    cover(f, m, shape->first, shape->end);
    return true;
}

static void find_shapes(struct finder *f) {
    const struct sg_reading *reading = f->roster.reading;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        if (is_title_case(f, sentence))
            continue;
        for (uint32_t i = sentence->first; i < sentence->end_token;) {
            struct sg_shape shape;
            if (f->text.mention_at[i] || !sg_shape_is_capital(&f->text, i)) {
                i++;
                continue;
            }
            bool found = sg_shape_at(&shape, &f->text, i, sentence->end_token);
            if (!found || shape.kind == SG_SHAPE_OPEN)
                found = is_state_body(f, &shape, i, sentence) || found;
            uint32_t next = shape.end > i ? shape.end : i + 1;
            if (found && !join_tail(f, &shape)) {
                widen(f, &shape, sentence);
                add_shape(f, &shape, s);
                if (shape.end > next)
                    next = shape.end;
            }
            i = next;
        }
    }
}

enum sg_status sg_recognise(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                            struct sg_arena *arena, struct sg_error *err) {
    struct finder f = {.text = {.reading = reading, .classes = gazetteer->vocabulary.classes}};
    if (!sg_roster_open(&f.roster, reading, gazetteer, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    f.text.mention_at = sg_arena_array(arena, reading->token_count + 1, sizeof *f.text.mention_at);
    if (sg_vocabulary_read(reading, gazetteer, arena) && f.text.mention_at) {
        f.keys.words = reading->words;
        add_given(&f);
        find_pack_names(&f);
        find_shapes(&f);
        sg_roster_sort(&f.roster);
    }
    bool has_failed = f.roster.has_failed || sg_arena_failed(arena);
    sg_roster_close(&f.roster);
    return has_failed ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id)
                      : SG_OK;
}
