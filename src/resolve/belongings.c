/* Bodies that belong to bodies: "Kataib Hezbollah falls under the umbrella of the PMF", "al-Qaeda's
 * affiliate in Syria, X", "UNRWA, the UN agency", and people "of" a body: "Knights of the
 * Institute".
 */
#include "resolve/belongings.h"

#include <string.h>

static uint32_t index_of(const struct sg_context *c, const struct sg_mention *mention) {
    return (uint32_t)(mention - c->reading->mentions);
}

static bool is_punct(const struct sg_context *c, uint32_t token, char mark) {
    const struct sg_token *t = &c->reading->tokens[token];
    return t->length == 1 && t->form[0] == mark;
}

/* The first body at or behind a token, over articles and few words: "the umbrella of Iraq's PMF".
 */
static uint32_t body_behind(const struct sg_context *c, uint32_t token, uint32_t limit) {
    uint32_t found = SG_NO_MENTION;
    for (uint32_t i = token, words = 0; i < limit && words < 7; words++) {
        if ((c->reading->tokens[i].flags & SG_TOKEN_PUNCT) && found != SG_NO_MENTION)
            return found;
        const struct sg_mention *m = sg_covering_mention(c, i);
        if (!m) {
            if (sg_classes_at(c, i) & SG_REF_BE)
                return found;
            i++;
            continue;
        }
        const struct sg_actor *actor = sg_mentioned_actor(c, m);
        if (!actor || sg_is_person(actor))
            return found;
        bool is_joined = m->end_token < limit && is_punct(c, m->end_token, '-');
        if (!is_joined)
            found = index_of(c, m);
        if (!is_joined && actor->type != SG_TYPE_STATE)
            return found;
        /* "Iraq's Popular Mobilization Forces": the state only leads to the body */
        i = m->end_token;
        if (!is_joined && (i >= limit || !(c->reading->tokens[i].flags & SG_TOKEN_POSSESSIVE)))
            return found;
        i += 1 + is_joined;
    }
    return found;
}

/* "Blinken blamed fighters linked to the RSF": the noun in front is whom it is said of, and a verb
 * stands before it. "X, a militia linked to Iran" is an apposition. */
static bool is_of_other_noun(const struct sg_context *c, uint32_t token, uint32_t first) {
    const struct sg_token *tokens = c->reading->tokens;
    if (token == first || !c->is_tree_ready ||
        !c->reading->sentences[tokens[token].sentence].is_parsed || c->text.mention_at[token - 1] ||
        tokens[token - 1].upos != SG_UPOS_NOUN)
        return false;
    for (uint32_t i = token - 1; i > first && !c->text.mention_at[i - 1]; i--) {
        if (tokens[i - 1].flags & SG_TOKEN_PUNCT)
            return false;
        if (tokens[i - 1].upos == SG_UPOS_VERB && tokens[i - 1].deprel != SG_DEPREL_AMOD)
            return true;
    }
    return false;
}

/* The body or person that a phrase of belonging is said of: the nearest party in front; behind
 * "that" or "which" the one in front of that. */
static uint32_t owner_in_front(const struct sg_context *c, uint32_t token, uint32_t first) {
    if (is_of_other_noun(c, token, first))
        return SG_NO_MENTION;
    for (uint32_t i = token, steps = 0; i > first && steps < 12; i--, steps++) {
        const struct sg_mention *m = sg_covering_mention(c, i - 1);
        if (!m)
            continue;
        const struct sg_actor *actor = sg_mentioned_actor(c, m);
        if (actor && m->use == SG_USE_PARTY && actor->type != SG_TYPE_STATE)
            return index_of(c, m);
        if (m->first < i)
            i = m->first + 1;
    }
    return SG_NO_MENTION;
}

static void tie(struct sg_context *c, sg_add_tie *add, void *context, uint32_t from, uint32_t to,
                uint32_t token, uint32_t end, float certainty, const char *rule) {
    const struct sg_reading *reading = c->reading;
    if (from == SG_NO_MENTION || to == SG_NO_MENTION || from == to)
        return;
    struct sg_affiliation affiliation = {
        .from = reading->mentions[from].actor,
        .to = reading->mentions[to].actor,
        .from_mention = from,
        .to_mention = to,
        .sentence = reading->tokens[token].sentence,
        .role = end > token ? sg_span_name(reading, token, end, c->arena) : NULL,
        .certainty = certainty,
        .rule = rule};
    add(context, &affiliation);
}

/* "X's affiliate [in Syria] [known as] Y", "the UN agency ... , Y" and "Y, the UN agency". */
static void belonging_noun(struct sg_context *c, sg_add_tie *add, void *context, uint32_t token,
                           const struct sg_sentence *sentence) {
    uint32_t before = token;
    if (before > sentence->first && (c->reading->tokens[before - 1].flags & SG_TOKEN_POSSESSIVE))
        before--;
    if (before == sentence->first)
        return;
    const struct sg_mention *whole = sg_covering_mention(c, before - 1);
    const struct sg_actor *actor = sg_mentioned_actor(c, whole);
    if (!actor || sg_is_person(actor) || actor->type == SG_TYPE_STATE)
        return;
    uint32_t to = index_of(c, whole);
    /* in front: "Y, the UN agency" */
    uint32_t i = whole->first;
    while (i > sentence->first && (sg_classes_at(c, i - 1) & SG_REF_DETERMINER))
        i--;
    if (i > sentence->first + 1 && is_punct(c, i - 1, ',')) {
        const struct sg_mention *part = sg_covering_mention(c, i - 2);
        const struct sg_actor *named = sg_mentioned_actor(c, part);
        if (named && !sg_is_person(named) && named->type != SG_TYPE_STATE) {
            tie(c, add, context, index_of(c, part), to, token, token + 1, 0.75f,
                "body, body's noun");
            return;
        }
    }
    /* behind, over a place: "affiliate in Syria known as Y" */
    for (uint32_t k = token + 1, words = 0; k < sentence->end_token && words < 7; k++, words++) {
        const struct sg_mention *part = sg_covering_mention(c, k);
        const struct sg_actor *named = sg_mentioned_actor(c, part);
        if ((sg_classes_at(c, k) & (SG_REF_BE | SG_REF_SPEECH)) ||
            sg_token_is(&c->reading->tokens[k], "and"))
            return;
        if (!named || named->type == SG_TYPE_STATE)
            continue;
        if (!sg_is_person(named))
            tie(c, add, context, index_of(c, part), to, token, token + 1, 0.7f,
                "body's noun, body");
        return;
    }
}

/* "Michael Knights of the Washington Institute" */
static void person_of(struct sg_context *c, sg_add_tie *add, void *context, uint32_t m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_mention *person = &reading->mentions[m];
    uint32_t limit = reading->sentences[person->sentence].end_token;
    if (person->end_token + 1 >= limit || !sg_token_is(&reading->tokens[person->end_token], "of") ||
        person->kind == SG_MENTION_ROLE || person->kind == SG_MENTION_PRONOUN ||
        person->kind == SG_MENTION_DESCRIPTION)
        return;
    uint32_t to = SG_NO_MENTION;
    for (uint32_t i = person->end_token + 1, words = 0; i < limit && words < 8; words++) {
        const struct sg_mention *body = sg_covering_mention(c, i);
        const struct sg_actor *actor = sg_mentioned_actor(c, body);
        if (actor && !sg_is_person(actor) &&
            !(body->end_token < limit && is_punct(c, body->end_token, '-'))) {
            if (actor->type != SG_TYPE_STATE) {
                to = index_of(c, body);
                break;
            }
            i = body->end_token; /* "of the main Syrian militia, Y" */
            continue;
        }
        bool is_start = i == person->end_token + 1;
        if (body || (reading->tokens[i].flags & SG_TOKEN_PUNCT) ||
            (is_start && !(sg_classes_at(c, i) & SG_REF_DETERMINER)) ||
            (sg_classes_at(c, i) & (SG_REF_BE | SG_REF_SPEECH)))
            break;
        i++;
    }
    tie(c, add, context, m, to, person->end_token, person->end_token, 0.7f, "name of body");
}

/* "the CHP's Kemal Kilicdaroglu", "Senegal's Macky Sall": a body's man is of it; a state's one where
 * the packs say that he is, since "Iran's Rouhani" and "Germany's Merkel" are, "Paris's Hemingway" not. */
static void owned_person(struct sg_context *c, sg_add_tie *add, void *context, uint32_t m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_mention *person = &reading->mentions[m];
    uint32_t first = reading->sentences[person->sentence].first;
    if (person->first < first + 2 || person->kind != SG_MENTION_NAME ||
        person->end_token - person->first < 2 ||
        !(reading->tokens[person->first - 1].flags & SG_TOKEN_POSSESSIVE))
        return;
    const struct sg_mention *owner = sg_covering_mention(c, person->first - 2);
    const struct sg_actor *body = sg_mentioned_actor(c, owner);
    if (!body || sg_is_person(body) || body->is_outlet || owner->end_token < person->first - 1)
        return;
    const char *country = reading->actors[person->actor].country;
    if (body->type == SG_TYPE_STATE && (!country || strcmp(country, body->id) != 0))
        return;
    tie(c, add, context, m, index_of(c, owner), person->first, person->first, 0.65f,
        "body's name");
}

void sg_find_belongings(struct sg_context *c, sg_add_tie *add, void *context) {
    const struct sg_reading *reading = c->reading;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            if (!(reading->tokens[i].flags & SG_TOKEN_WORD))
                continue;
            uint32_t classes = sg_classes_at(c, i);
            if (classes & SG_REF_BELONGING) {
                uint32_t end = i + 1;
                if (sg_words_at(&end, c->referents->belongings, reading->tokens, i,
                                sentence->end_token) != SG_STRMAP_NONE) {
                    uint32_t to = body_behind(c, end, sentence->end_token);
                    if (to != SG_NO_MENTION &&
                        reading->actors[reading->mentions[to].actor].type != SG_TYPE_STATE)
                        tie(c, add, context, owner_in_front(c, i, sentence->first), to, i, end,
                            0.7f, "belongs");
                    continue;
                }
            }
            if ((classes & SG_REF_BELONGING_NOUN) && !c->text.mention_at[i])
                belonging_noun(c, add, context, i, sentence);
        }
    }
    for (uint32_t m = 0; m < reading->mention_count; m++)
        if (sg_is_person(sg_mentioned_actor(c, &reading->mentions[m]))) {
            person_of(c, add, context, m);
            owned_person(c, add, context, m);
        }
}
