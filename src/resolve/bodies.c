/* Bodies that have no name of their own beside their state's: "the Iraqi army", "Syria's military
 * intelligence"; and collectives that act throughout a text: "the Syrian opposition", "rebels". */
#include "base/utf8.h"
#include "resolve/context.h"

#include <string.h>

/* A name that the text has: the first way in which it names this body. */
struct body {
    uint32_t state; /* actor; SG_NO_ACTOR: none */
    const char *noun;
    uint32_t actor;
    uint32_t count;
};

#define BODIES_MAX 64

struct bodies {
    struct body items[BODIES_MAX];
    uint32_t count;
};

static struct body *body_of(struct bodies *bodies, uint32_t state, const char *noun) {
    for (uint32_t i = 0; i < bodies->count; i++)
        if (bodies->items[i].state == state && !strcmp(bodies->items[i].noun, noun))
            return &bodies->items[i];
    if (bodies->count == BODIES_MAX)
        return NULL;
    bodies->items[bodies->count] = (struct body){state, noun, SG_NO_ACTOR, 0};
    return &bodies->items[bodies->count++];
}

/* --- the Iraqi army. */

/* The mention of a state that ends right before a token, over a possessive and few adjectives. */
uint32_t sg_state_before(const struct sg_context *c, uint32_t token, uint32_t first) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t i = token;
    for (int skipped = 0; i > first && skipped < 3; skipped++) {
        uint32_t at = i - 1;
        if ((tokens[at].flags & SG_TOKEN_POSSESSIVE) && at > first)
            at--;
        uint32_t m = c->text.mention_at[at];
        if (m) {
            const struct sg_mention *mention = &c->reading->mentions[m - 1];
            const struct sg_actor *actor = sg_mentioned_actor(c, mention);
            return actor && actor->type == SG_TYPE_STATE && mention->end_token == at + 1
                       ? m - 1
                       : SG_NO_MENTION;
        }
        uint32_t classes = sg_classes_at(c, at);
        /* "the Zambian health ministry" */
        bool is_plain =
            (tokens[at].flags & SG_TOKEN_WORD) && !(tokens[at].flags & SG_TOKEN_CAPITAL) &&
            !skipped &&
            !(classes & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH | SG_REF_DETERMINER)) &&
            (sg_shape_classes(&c->text, token) & SG_LEXIS_BODY) && i > first + 1 &&
            c->text.mention_at[i - 2] &&
            c->reading->mentions[c->text.mention_at[i - 2] - 1].kind == SG_MENTION_DEMONYM;
        if ((!(classes & SG_REF_ADJECTIVE) && !is_plain) || at != i - 1)
            return SG_NO_MENTION;
        i--;
    }
    return SG_NO_MENTION;
}

bool sg_is_noun_behind(const struct sg_context *c, uint32_t token, uint32_t limit) {
    if (token >= limit || c->text.mention_at[token])
        return false;
    uint32_t classes = sg_classes_at(c, token);
    return (classes & SG_REF_ROLE_START) || (sg_shape_classes(&c->text, token) & SG_LEXIS_VOICE);
}

static void add_body(struct sg_context *c, struct bodies *bodies, uint32_t state, uint32_t noun) {
    struct sg_reading *reading = c->reading;
    struct sg_mention *owner = &reading->mentions[state];
    uint32_t first = owner->first;
    struct body *body = body_of(bodies, owner->actor, reading->tokens[noun].lower);
    if (!body)
        return;
    if (body->actor == SG_NO_ACTOR) {
        const char *country = reading->actors[owner->actor].id;
        /* "Syrias army", whose apostrophe was lost, is the Syrian Army of the packs */
        const char *state_name = reading->actors[owner->actor].name;
        char *owned = sg_arena_printf(c->arena, "%s's %s", state_name, reading->tokens[noun].lower);
        uint32_t pack = owned ? sg_gazetteer_find_name(c->gazetteer, owned) : SG_NO_PACK;
        char *name = owner->is_plural && owner->kind == SG_MENTION_NAME
                         ? sg_arena_printf(c->arena, "%s %s", state_name,
                                           sg_span_name(reading, owner->end_token, noun + 1,
                                                        c->arena))
                         : sg_span_name(reading, first, noun + 1, c->arena);
        if (!name)
            return;
        body->actor = pack != SG_NO_PACK
                          ? sg_roster_pack_actor(&c->roster, pack)
                          : sg_roster_named_actor(&c->roster, name, SG_TYPE_ORGANIZATION);
        if (body->actor == SG_NO_ACTOR)
            return;
        if (!reading->actors[body->actor].country)
            reading->actors[body->actor].country = country;
    }
    owner->use = SG_USE_MODIFIER;
    struct sg_mention mention = {.first = first,
                                 .end_token = noun + 1,
                                 .head = noun,
                                 .sentence = owner->sentence,
                                 .actor = body->actor,
                                 .kind = SG_MENTION_NAME,
                                 .alias = SG_NO_ALIAS,
                                 .certainty = 0.85f};
    sg_roster_mention(&c->roster, &mention);
}

/* "the Saudi-led coalition": the state mention in front of "-led", SG_NO_MENTION for none. */
static uint32_t leader_before(const struct sg_context *c, uint32_t token, uint32_t first) {
    const struct sg_token *tokens = c->reading->tokens;
    if (token < first + 3 || !sg_token_is(&tokens[token - 1], "led") ||
        tokens[token - 2].form[0] != '-')
        return SG_NO_MENTION;
    uint32_t m = c->text.mention_at[token - 3];
    const struct sg_actor *actor = m ? sg_mentioned_actor(c, &c->reading->mentions[m - 1]) : NULL;
    return actor && actor->type == SG_TYPE_STATE ? m - 1 : SG_NO_MENTION;
}

/* --- collectives. */

static uint32_t owner_of_collective(const struct sg_context *c, uint32_t token, uint32_t first) {
    uint32_t m = sg_state_before(c, token, first);
    return m == SG_NO_MENTION ? SG_NO_ACTOR : c->reading->mentions[m].actor;
}

/* Actors that end in a collective's words: "Syrian rebels" of a pack. What the text then calls "the
 * rebels" is they, if they are the only ones. */
static void known_collectives(const struct sg_context *c, uint32_t *known) {
    const struct sg_reading *reading = c->reading;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        for (uint32_t back = 1; back <= 2 && mention->actor != SG_NO_ACTOR; back++) {
            uint32_t end = 0, from = mention->end_token - back;
            if (mention->end_token < mention->first + back ||
                !(sg_classes_at(c, from) & SG_REF_COLLECTIVE_START))
                continue;
            uint32_t kind = sg_words_at(&end, c->referents->collective_phrases, reading->tokens,
                                        from, mention->end_token);
            if (kind == SG_STRMAP_NONE || end != mention->end_token)
                continue;
            if (known[kind] == SG_NO_ACTOR)
                known[kind] = mention->actor;
            else if (known[kind] != mention->actor)
                known[kind] = SG_NO_ACTOR - 1;
        }
    }
}

static bool is_named_before(const struct sg_context *c, uint32_t actor, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    for (size_t m = 0; m < reading->mention_count && reading->mentions[m].first < token; m++)
        if (reading->mentions[m].actor == actor)
            return true;
    return false;
}

/* "the rebels" of a text on the Tamil Tigers, whom the packs call so. */
static void join_called(const struct sg_context *c, uint32_t actor, const uint32_t *since,
                        uint32_t *called) {
    const struct sg_pack_actor *pack = sg_gazetteer_actor(c->gazetteer, c->reading->actors[actor].pack);
    for (size_t i = 0; pack && i < pack->called_count; i++) {
        uint32_t kind = sg_strmap_get(c->referents->collective_phrases, pack->called[i]);
        /* "the FARC ... the rebels ... The ELN, a smaller group": whom the text had named by then */
        if (kind != SG_STRMAP_NONE && called[kind] != actor && is_named_before(c, actor, since[kind]))
            called[kind] = called[kind] == SG_NO_ACTOR ? actor : SG_NO_ACTOR - 1;
    }
}

/* What the packs call by one kind's words and by another's is one: Syria's rebels and its opposition. */
static void join_known_kinds(const struct sg_context *c, uint32_t *known, const uint32_t *since) {
    size_t count = c->referents->collective_count;
    uint32_t *called = sg_arena_array(c->arena, count + 1, sizeof *called);
    if (!called)
        return;
    for (size_t kind = 0; kind < count; kind++)
        called[kind] = SG_NO_ACTOR;
    for (uint32_t a = 0; a < c->reading->actor_count && a < 4096; a++)
        join_called(c, a, since, called);
    /* "Syrian rebels", a name, comes first; a group that is named only behind "Islamist insurgents" is
     * another: "Renamo criticised him" */
    for (size_t kind = 0; kind < count; kind++)
        if (known[kind] == SG_NO_ACTOR && called[kind] < c->reading->actor_count)
            known[kind] = called[kind];
    for (size_t kind = 0; kind < c->referents->collective_count; kind++) {
        const struct sg_actor *actor =
            known[kind] < c->reading->actor_count ? &c->reading->actors[known[kind]] : NULL;
        const struct sg_pack_actor *pack =
            actor ? sg_gazetteer_actor(c->gazetteer, actor->pack) : NULL;
        char lower[128];
        const char *last = pack ? strrchr(pack->name, ' ') : NULL;
        uint32_t other = last && sg_utf8_lower(lower, sizeof lower, last + 1)
                             ? sg_strmap_get(c->referents->collective_phrases, lower)
                             : SG_STRMAP_NONE;
        if (other != SG_STRMAP_NONE && known[other] == SG_NO_ACTOR)
            known[other] = known[kind];
    }
}

struct collective_place {
    uint32_t token, end, kind, state, state_mention;
};

static void add_collective(struct sg_context *c, const struct collective_place *p, uint32_t actor) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first =
        p->state_mention == SG_NO_MENTION ? p->token : c->reading->mentions[p->state_mention].first;
    uint32_t sentence_first = c->reading->sentences[tokens[p->token].sentence].first;
    if (first > sentence_first && !c->text.mention_at[first - 1] &&
        (sg_classes_at(c, first - 1) & SG_REF_ALL_DEFINITE))
        first--;
    struct sg_mention mention = {.first = first,
                                 .end_token = p->end,
                                 .head = p->end - 1,
                                 .sentence = tokens[p->token].sentence,
                                 .actor = actor,
                                 .kind = SG_MENTION_NAME,
                                 .alias = SG_NO_ALIAS,
                                 .certainty = 0.75f};
    sg_roster_mention(&c->roster, &mention);
}

/* "Germany's opposition" of one text is "the German opposition" of another. */
static const char *collective_id(const struct sg_context *c, const char *country, const char *words) {
    char *id = sg_arena_printf(c->arena, "%s-%s", country, words);
    for (char *p = id; p && *p; p++)
        if (*p == ' ')
            *p = '-';
    return id ? id : country;
}

/* "rebels" and "Syrian rebels" of one text are one party: they are named with the state where the
 * text does so at least once, and only when they come twice. */
static void name_collectives(struct sg_context *c, const struct collective_place *places,
                             uint32_t count, const bool *is_hinted) {
    uint32_t *known = sg_arena_array(c->arena, c->referents->collective_count + 1, sizeof *known);
    if (!known)
        return;
    for (size_t kind = 0; kind < c->referents->collective_count; kind++)
        known[kind] = SG_NO_ACTOR;
    known_collectives(c, known);
    uint32_t *since = sg_arena_array(c->arena, c->referents->collective_count + 1, sizeof *since);
    for (uint32_t i = count; since && i-- > 0;)
        since[places[i].kind] = places[i].token;
    if (since)
        join_known_kinds(c, known, since);
    for (uint32_t kind = 0; kind < c->referents->collective_count; kind++) {
        if (known[kind] < c->reading->actor_count) {
            for (uint32_t i = 0; i < count; i++)
                if (places[i].kind == kind && places[i].state == SG_NO_ACTOR)
                    add_collective(c, &places[i], known[kind]);
            continue;
        }
        uint32_t named = UINT32_MAX, total = 0, bare = UINT32_MAX;
        bool several = false;
        for (uint32_t i = 0; i < count; i++) {
            if (places[i].kind != kind)
                continue;
            total++;
            if (places[i].state == SG_NO_ACTOR)
                bare = bare == UINT32_MAX ? i : bare;
            else if (named == UINT32_MAX)
                named = i;
            else
                several |= places[named].state != places[i].state;
        }
        if (total < (c->referents->collectives[kind].is_once || is_hinted[kind] ? 1 : 2) || several)
            continue;
        const struct collective_place *label = &places[named != UINT32_MAX ? named : bare];
        uint32_t first = label->state_mention == SG_NO_MENTION
                             ? label->token
                             : c->reading->mentions[label->state_mention].first;
        char *name = sg_span_name(c->reading, first, label->end, c->arena);
        if (!name)
            return;
        uint32_t actor =
            sg_roster_named_actor(&c->roster, name, c->referents->collectives[kind].type);
        if (actor == SG_NO_ACTOR)
            return;
        struct sg_actor *made = &c->reading->actors[actor];
        made->is_plural = true;
        uint32_t state = named != UINT32_MAX ? places[named].state : c->focus;
        if (!made->country && state != SG_NO_ACTOR &&
            c->reading->actors[state].type == SG_TYPE_STATE) {
            made->country = c->reading->actors[state].id;
            /* Syria's rebels and Libya's are two, whatever either text calls them */
            if (made->pack == SG_NO_PACK)
                made->id = collective_id(c, made->country, c->referents->collectives[kind].words);
        }
        for (uint32_t i = 0; i < count; i++)
            if (places[i].kind == kind)
                add_collective(c, &places[i], actor);
    }
}

void sg_resolve_bodies(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    struct bodies *bodies = sg_arena_alloc(c->arena, sizeof *bodies);
    struct collective_place *places = NULL;
    size_t place_capacity = 0;
    uint32_t place_count = 0;
    bool *is_hinted =
        sg_arena_array(c->arena, c->referents->collective_count + 1, sizeof *is_hinted);
    if (!bodies || !is_hinted)
        return;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            if (c->text.mention_at[i])
                continue;
            bool has_name_near =
                i > sentence->first && (c->text.mention_at[i - 1] ||
                                        (i > sentence->first + 1 && c->text.mention_at[i - 2]) ||
                                        (i > sentence->first + 2 && c->text.mention_at[i - 3]));
            if (has_name_near && (sg_shape_classes(&c->text, i) & SG_LEXIS_BODY)) {
                uint32_t state = sg_state_before(c, i, sentence->first);
                if (state != SG_NO_MENTION && !sg_is_noun_behind(c, i + 1, sentence->end_token) &&
                    reading->mentions[state].kind != SG_MENTION_GIVEN)
                    add_body(c, bodies, state, i);
                continue;
            }
            uint32_t classes = sg_classes_at(c, i);
            if (classes & SG_REF_LED_BODY) {
                uint32_t leader = leader_before(c, i, sentence->first);
                if (leader != SG_NO_MENTION && reading->mentions[leader].kind != SG_MENTION_GIVEN)
                    add_body(c, bodies, leader, i);
                continue;
            }
            if (!(classes & SG_REF_COLLECTIVE_START))
                continue;
            struct collective_place place = {.token = i, .end = i + 1};
            place.kind = sg_words_at(&place.end, c->referents->collective_phrases, reading->tokens,
                                     i, sentence->end_token);
            if (place.kind == SG_STRMAP_NONE)
                continue;
            /* "opposition leader", "opposition-held": a modifier of something else */
            bool is_modifier = place.end < sentence->end_token &&
                               (sg_is_noun_behind(c, place.end, sentence->end_token) ||
                                reading->tokens[place.end].form[0] == '-' ||
                                sg_token_is(&reading->tokens[place.end], "to"));
            /* "opposition leader", "rebel-held": the text has them */
            is_hinted[place.kind] |= is_modifier;
            if (is_modifier || (reading->tokens[i].flags & SG_TOKEN_HYPHEN_BEFORE))
                continue;
            place.state_mention = sg_state_before(c, i, sentence->first);
            place.state = owner_of_collective(c, i, sentence->first);
            places = sg_arena_grow(c->arena, places, place_count, &place_capacity, sizeof *places);
            if (!places)
                return;
            places[place_count++] = place;
            i = place.end - 1;
        }
    }
    name_collectives(c, places, place_count, is_hinted);
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
