/* Peoples who have no state and act all the same: "Kurdish forces", "the Kurds", "Shiite militias".
 * What one text calls one people, or its armed men, is one actor. */
#include "resolve/context.h"

#include <string.h>

struct people_place {
    uint32_t token, end; /* adjective to noun */
    uint32_t people;
    enum sg_people_noun noun;
    uint32_t state, state_mention; /* "Syrian Kurdish fighters" */
    uint32_t named; /* whose name stands behind it, or SG_NO_ACTOR */
    uint32_t actor;
};

struct people_places {
    struct people_place *items;
    uint32_t count;
    size_t capacity;
};

/* Nobody else's word: bare, or in a name of which nothing is known ("Sunni Muslim"). */
static bool is_free(const struct sg_context *c, uint32_t token) {
    const struct sg_mention *mention = sg_covering_mention(c, token);
    if (!mention)
        return true;
    if (mention->actor != SG_NO_ACTOR || mention->kind != SG_MENTION_NAME)
        return false;
    for (uint32_t i = mention->first; i < mention->end_token; i++)
        if (!(sg_shape_classes(&c->text, i) & SG_LEXIS_PEOPLES))
            return false;
    return true;
}

/* From an adjective of a people to the noun behind it, over "-led", one more people and few
 * adjectives; false when there is none, or it belongs to another noun. */
static bool read_nouns(const struct sg_context *c, struct people_place *p, uint32_t limit) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t i = p->token + 1;
    if (i + 1 < limit && tokens[i].form[0] == '-' && !(tokens[i].flags & SG_TOKEN_SPACE_BEFORE)) {
        if (sg_token_value(c->referents->people_links, &tokens[i + 1]) == SG_STRMAP_NONE)
            return false;
        i += 2;
    }
    p->end = 0;
    for (uint32_t words = 0; i < limit && words < 4; i++, words++) {
        const struct sg_token *t = &tokens[i];
        if (!(t->flags & SG_TOKEN_WORD) || (t->flags & SG_TOKEN_POSSESSIVE))
            break;
        uint32_t noun = sg_token_value(c->referents->people_nouns, t);
        if (noun != SG_STRMAP_NONE && !c->text.mention_at[i] && !(t->flags & SG_TOKEN_CAPITAL)) {
            p->end = i + 1;
            p->noun = (enum sg_people_noun)noun;
            continue;
        }
        bool goes_on = (sg_classes_at(c, i) & (SG_REF_ADJECTIVE | SG_REF_NOMINAL_START)) ||
                       ((sg_shape_classes(&c->text, i) & SG_LEXIS_PEOPLES) && is_free(c, i));
        if (p->end || !goes_on || c->text.mention_at[i])
            break;
    }
    return p->end &&
           !(p->end < limit && (sg_is_noun_behind(c, p->end, limit) ||
                                (sg_classes_at(c, p->end) & SG_REF_NOMINAL_START) || /* "network" */
                                (tokens[p->end].form[0] == '-' &&
                                 !(tokens[p->end].flags & SG_TOKEN_SPACE_BEFORE))));
}

/* "the main Kurdish militia, the Forest Brigades": the name that follows is who it is; SG_NO_ACTOR. */
static uint32_t named_behind(const struct sg_context *c, uint32_t end, uint32_t limit) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t i = end;
    i += i < limit && tokens[i].form[0] == ',';
    i += i < limit && sg_token_is(&tokens[i], "the");
    const struct sg_mention *mention = i < limit ? sg_covering_mention(c, i) : NULL;
    const struct sg_actor *actor = sg_mentioned_actor(c, mention);
    return actor && mention->first == i && !sg_is_person(actor) && actor->type != SG_TYPE_STATE
               ? mention->actor
               : SG_NO_ACTOR;
}

/* "the main Syrian Kurdish militia": there is one. Then the text's other Kurdish fighters are its. */
static bool is_the_main_one(const struct sg_context *c, const struct people_place *p, uint32_t first,
                            uint32_t sentence_first) {
    const struct sg_token *tokens = c->reading->tokens;
    for (uint32_t i = first; i > sentence_first && i + 3 > first; i--) {
        if (sg_classes_at(c, i - 1) & SG_REF_ALL_DEFINITE)
            return p->noun == SG_PEOPLE_ARMED;
        if ((tokens[i - 1].flags & SG_TOKEN_PUNCT) || c->text.mention_at[i - 1])
            return false;
    }
    return false;
}

/* "a Kurdish militia" is somebody without a name. */
static bool is_indefinite(const struct sg_context *c, uint32_t first, uint32_t sentence_first) {
    if (first == sentence_first)
        return false;
    uint32_t classes = sg_classes_at(c, first - 1);
    return (classes & SG_REF_DETERMINER) && !(classes & SG_REF_ALL_DEFINITE) &&
           !(classes & SG_REF_POSSESSIVE_PRONOUN) &&
           !sg_token_is(&c->reading->tokens[first - 1], "some");
}

static bool read_place(const struct sg_context *c, struct people_place *p,
                       const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t value = sg_token_value(c->referents->people_words, &tokens[p->token]);
    if (value == SG_STRMAP_NONE || !sg_shape_is_capital(&c->text, p->token) ||
        !is_free(c, p->token) || (tokens[p->token].flags & SG_TOKEN_HYPHEN_BEFORE))
        return false;
    p->people = value / 2;
    p->state_mention = sg_state_before(c, p->token, sentence->first);
    p->state = p->state_mention == SG_NO_MENTION ? SG_NO_ACTOR
                                                 : c->reading->mentions[p->state_mention].actor;
    uint32_t first = p->state_mention == SG_NO_MENTION ? p->token
                                                       : c->reading->mentions[p->state_mention].first;
    if (value & 1) {
        /* "the Kurds", "Syria's Kurds"; "Turks, Kurds and Arabs" are people */
        p->end = p->token + 1;
        p->noun = SG_PEOPLE_ANY;
        bool has_the = first > sentence->first && (sg_classes_at(c, first - 1) & SG_REF_ALL_DEFINITE);
        return has_the || p->state != SG_NO_ACTOR;
    }
    if (!read_nouns(c, p, sentence->end_token) || is_indefinite(c, first, sentence->first))
        return false;
    p->named = named_behind(c, p->end, sentence->end_token);
    return p->named == SG_NO_ACTOR || is_the_main_one(c, p, first, sentence->first);
}

/* "the Syrian Kurds" of a pack, where the text has them. */
static uint32_t known_people(const struct sg_context *c, const struct people_place *p) {
    const char *noun = c->referents->peoples[p->people].noun;
    size_t length = strlen(noun);
    uint32_t found = SG_NO_ACTOR;
    for (uint32_t a = 0; a < c->reading->actor_count && a < 4096; a++) {
        const struct sg_actor *actor = &c->reading->actors[a];
        const char *last = strrchr(actor->name, ' ');
        if (!last || actor->pack == SG_NO_PACK || strncmp(last + 2, noun + 1, length) != 0 ||
            (last[1] | 0x20) != noun[0])
            continue;
        if (p->state != SG_NO_ACTOR && actor->country &&
            strcmp(actor->country, c->reading->actors[p->state].id) != 0)
            continue;
        if (found != SG_NO_ACTOR)
            return SG_NO_ACTOR;
        found = a;
    }
    return found;
}

static bool is_same_party(const struct people_place *a, const struct people_place *b, bool is_open) {
    return a->people == b->people && (a->noun == b->noun || is_open) &&
           (a->state == b->state || a->state == SG_NO_ACTOR || b->state == SG_NO_ACTOR);
}

/* The one name that the text gives the armed men of a people, SG_NO_ACTOR for none or several. */
static uint32_t named_in_text(const struct people_places *places, const struct people_place *p) {
    uint32_t found = SG_NO_ACTOR;
    for (uint32_t i = 0; i < places->count; i++) {
        const struct people_place *other = &places->items[i];
        if (other->named == SG_NO_ACTOR || !is_same_party(p, other, true))
            continue;
        if (found != SG_NO_ACTOR && found != other->named)
            return SG_NO_ACTOR;
        found = other->named;
    }
    return found;
}

/* Whether the bare ones of a people could be of two states: then they are nobody's. */
static bool has_two_states(const struct people_places *places, uint32_t people) {
    uint32_t state = SG_NO_ACTOR;
    for (uint32_t i = 0; i < places->count; i++) {
        const struct people_place *p = &places->items[i];
        if (p->people != people || p->state == SG_NO_ACTOR)
            continue;
        if (state != SG_NO_ACTOR && state != p->state)
            return true;
        state = p->state;
    }
    return false;
}

static uint32_t make_actor(struct sg_context *c, const struct people_place *p, uint32_t state) {
    const struct sg_people *people = &c->referents->peoples[p->people];
    uint32_t first = p->state_mention == SG_NO_MENTION ? p->token
                                                       : c->reading->mentions[p->state_mention].first;
    char *name = sg_span_name(c->reading, first, p->end, c->arena);
    if (!name)
        return SG_NO_ACTOR;
    bool is_armed = p->noun == SG_PEOPLE_ARMED;
    uint32_t actor =
        sg_roster_named_actor(&c->roster, name, is_armed ? SG_TYPE_MILITIA : SG_TYPE_ORGANIZATION);
    if (actor == SG_NO_ACTOR)
        return actor;
    struct sg_actor *made = &c->reading->actors[actor];
    made->is_plural = true;
    if (made->pack != SG_NO_PACK)
        return actor;
    if (state != SG_NO_ACTOR)
        made->country = c->reading->actors[state].id;
    /* one id for what many texts call them */
    made->id = sg_arena_printf(c->arena, "%s%s%s", made->country ? made->country : "",
                               made->country ? "-" : "",
                               is_armed ? people->adjective : people->noun);
    if (is_armed && made->id)
        made->id = sg_arena_printf(c->arena, "%s-forces", made->id);
    return actor;
}

/* The places of one people become one actor, or one for each state and for armed and other ones. */
static void name_places(struct sg_context *c, struct people_places *places) {
    for (uint32_t i = 0; i < places->count; i++) {
        struct people_place *p = &places->items[i];
        if (p->actor != SG_NO_ACTOR || p->named != SG_NO_ACTOR)
            continue;
        bool is_apart = has_two_states(places, p->people);
        uint32_t known = p->noun == SG_PEOPLE_CIVIL ? SG_NO_ACTOR : named_in_text(places, p);
        if (known == SG_NO_ACTOR && p->noun != SG_PEOPLE_CIVIL && !is_apart)
            known = known_people(c, p);
        /* "the Kurds" and "Kurdish groups" go with the armed ones, where there are such */
        struct people_place label = *p;
        uint32_t state = p->state;
        for (uint32_t k = i; k < places->count; k++) {
            const struct people_place *other = &places->items[k];
            bool is_open = p->noun != SG_PEOPLE_CIVIL && other->noun != SG_PEOPLE_CIVIL;
            if (!is_same_party(p, other, is_open) || (is_apart && p->state != other->state))
                continue;
            if (label.noun == SG_PEOPLE_ANY)
                label.noun = other->noun;
            if (state == SG_NO_ACTOR)
                state = other->state;
        }
        uint32_t actor = known != SG_NO_ACTOR ? known : make_actor(c, &label, state);
        if (actor == SG_NO_ACTOR)
            return;
        for (uint32_t k = i; k < places->count; k++) {
            struct people_place *other = &places->items[k];
            bool is_open = p->noun != SG_PEOPLE_CIVIL && other->noun != SG_PEOPLE_CIVIL;
            if (other->actor == SG_NO_ACTOR && is_same_party(p, other, is_open) &&
                (!is_apart || p->state == other->state))
                other->actor = actor;
        }
    }
}

static void add_mentions(struct sg_context *c, const struct people_places *places) {
    struct sg_reading *reading = c->reading;
    for (uint32_t i = 0; i < places->count; i++) {
        const struct people_place *p = &places->items[i];
        if (p->actor == SG_NO_ACTOR || p->named != SG_NO_ACTOR)
            continue;
        uint32_t first = p->token;
        if (p->state_mention != SG_NO_MENTION) {
            first = reading->mentions[p->state_mention].first;
            reading->mentions[p->state_mention].use = SG_USE_MODIFIER;
        }
        for (uint32_t t = p->token; t < p->end; t++) /* the open names inside */
            if (c->text.mention_at[t] && is_free(c, t))
                reading->mentions[c->text.mention_at[t] - 1].end_token = 0;
        struct sg_mention mention = {.first = first,
                                     .end_token = p->end,
                                     .head = p->end - 1,
                                     .sentence = reading->tokens[p->token].sentence,
                                     .actor = p->actor,
                                     .kind = SG_MENTION_NAME,
                                     .alias = SG_NO_ALIAS,
                                     .certainty = 0.75f};
        sg_roster_mention(&c->roster, &mention);
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}

void sg_resolve_peoples(struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    struct people_places places = {NULL, 0, 0};
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            if (!(sg_classes_at(c, i) & SG_REF_PEOPLE_START))
                continue;
            struct people_place place = {.token = i, .named = SG_NO_ACTOR, .actor = SG_NO_ACTOR};
            if (!read_place(c, &place, sentence))
                continue;
            places.items = sg_arena_grow(c->arena, places.items, places.count, &places.capacity,
                                         sizeof *places.items);
            if (!places.items) {
                c->roster.has_failed = true;
                return;
            }
            places.items[places.count++] = place;
            i = place.end - 1;
        }
    }
    if (!places.count)
        return;
    name_places(c, &places);
    add_mentions(c, &places);
}
