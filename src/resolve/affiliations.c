/* Affiliations: the bonds of people and bodies, and of bodies and bodies. One a document for each
 * pair: who leads what is not said more by being said again. */
#include "resolve/belongings.h"
#include "resolve/memory.h"

#include <stdlib.h>

struct ties {
    struct sg_context *c;
    size_t capacity;
    struct sg_strmap *pairs;
};

static void add(void *context, const struct sg_affiliation *affiliation) {
    struct ties *ties = context;
    struct sg_context *c = ties->c;
    if (affiliation->from == affiliation->to || affiliation->from == SG_NO_ACTOR ||
        affiliation->to == SG_NO_ACTOR)
        return;
    uint32_t pair[2] = {affiliation->from, affiliation->to};
    if (sg_strmap_getn(ties->pairs, (const char *)pair, sizeof pair) != SG_STRMAP_NONE)
        return;
    struct sg_affiliation *grown =
        sg_arena_grow(c->arena, c->reading->affiliations, c->reading->affiliation_count,
                      &ties->capacity, sizeof *grown);
    if (!grown ||
        sg_strmap_internn(ties->pairs, (const char *)pair, sizeof pair) == SG_STRMAP_NONE) {
        c->roster.has_failed = true;
        return;
    }
    c->reading->affiliations = grown;
    grown[c->reading->affiliation_count++] = *affiliation;
}

#define FAR 400 /* mentions looked at */

/* A mention of an actor near another mention: the last one before it, else the next. */
static uint32_t mention_near(const struct sg_reading *reading, uint32_t actor, uint32_t mention) {
    for (uint32_t m = mention, steps = 0; m && steps < FAR; m--, steps++)
        if (reading->mentions[m - 1].actor == actor)
            return m - 1;
    for (uint32_t m = mention + 1; m < reading->mention_count && m < mention + FAR; m++)
        if (reading->mentions[m].actor == actor)
            return m;
    return SG_NO_MENTION;
}

/* The body of the document that the packs give a person for a role. */
static uint32_t office_of(const struct sg_context *c, const struct sg_bond *bond) {
    const struct sg_pack_actor *person =
        sg_gazetteer_actor(c->gazetteer, c->reading->actors[bond->person].pack);
    for (size_t t = 0; person && t < person->term_count; t++) {
        uint32_t of = person->terms[t].of == SG_NO_PACK
                          ? 0
                          : sg_roster_find_pack(&c->roster, person->terms[t].of);
        if (of && sg_strmap_get(c->referents->phrases, person->terms[t].role) == bond->role)
            return of - 1;
    }
    return SG_NO_ACTOR;
}

/* "the militia" and "its" have been settled since the bond was found. */
static void add_bond(struct ties *ties, const struct sg_bond *bond, uint32_t to_mention,
                     float certainty, const char *rule) {
    const struct sg_reading *reading = ties->c->reading;
    const struct sg_actor *owner = sg_mentioned_actor(ties->c, &reading->mentions[to_mention]);
    const struct sg_role *role =
        bond->role == SG_STRMAP_NONE ? NULL : &ties->c->referents->roles[bond->role];
    /* "Barzani; his prime minister, X": what the packs say that X is premier of */
    uint32_t known = sg_is_person(owner) && role && role->is_office ? office_of(ties->c, bond)
                                                                   : SG_NO_ACTOR;
    uint32_t known_near =
        known == SG_NO_ACTOR ? SG_NO_MENTION : mention_near(reading, known, bond->person_mention);
    if (known_near != SG_NO_MENTION) {
        to_mention = known_near;
    } else if (sg_is_person(owner) && role && role->is_office) {
        /* "Lukashenko and his foreign minister, X": X is Belarus's */
        uint32_t state = owner->country
                             ? sg_roster_find_pack(
                                   &ties->c->roster,
                                   sg_gazetteer_find(ties->c->gazetteer, owner->country))
                             : 0;
        uint32_t near = state ? mention_near(reading, state - 1, bond->person_mention)
                              : SG_NO_MENTION;
        if (near != SG_NO_MENTION)
            to_mention = near;
        else if (role->is_head) /* "his president, Mahmoud Abbas" is none of his */
            return;
    } else if (sg_is_person(owner) && role && role->is_of_people) {
        return; /* "her colleague, X" */
    }
    struct sg_affiliation affiliation = {
        .from = reading->mentions[bond->person_mention].actor,
        .to = reading->mentions[to_mention].actor,
        .from_mention = bond->person_mention,
        .to_mention = to_mention,
        .sentence = reading->tokens[bond->token].sentence,
        .role = sg_span_name(reading, bond->token, bond->role_end, ties->c->arena),
        .is_former = bond->is_former,
        .certainty = certainty,
        .rule = rule};
    add(ties, &affiliation);
}

/* Whose the first party of a sentence is, or where it is set. */
static uint32_t state_of_sentence(const struct sg_context *c, uint32_t sentence) {
    const struct sg_reading *reading = c->reading;
    uint32_t state = sg_scene_of(c, sentence);
    for (uint32_t i = reading->sentences[sentence].first;
         state == SG_NO_ACTOR && i < reading->sentences[sentence].end_token; i++) {
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (mention && mention->use == SG_USE_PARTY && mention->actor != SG_NO_ACTOR)
            return sg_state_of(c, mention->actor);
    }
    return state;
}

static bool is_in_sentence(const struct sg_context *c, uint32_t actor, uint32_t sentence) {
    const struct sg_sentence *s = &c->reading->sentences[sentence];
    for (uint32_t i = s->first; i < s->end_token; i++) {
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (mention && mention->actor == actor)
            return true;
    }
    return false;
}

/* "India put off the summit. Foreign Secretary Shyam Saran said New Delhi ...", in a text on Nepal: the
 * state that the paragraph has spoken of, where his own sentence has it too; nobody's where the
 * paragraph began with another state. */
static uint32_t state_of_paragraph(const struct sg_context *c, const struct sg_bond *bond) {
    const struct sg_reading *reading = c->reading;
    uint32_t own = reading->tokens[bond->token].sentence, begun = sg_scene_of(c, own);
    if (begun != SG_NO_ACTOR)
        return begun;
    for (uint32_t s = own; s && own - s < 6; s--) {
        if (reading->sentences[s - 1].paragraph != reading->sentences[own].paragraph ||
            reading->sentences[s - 1].is_headline)
            break;
        begun = state_of_sentence(c, s - 1);
        if (begun != SG_NO_ACTOR && begun != c->focus && is_in_sentence(c, begun, own))
            return begun;
    }
    return begun == SG_NO_ACTOR ? c->focus : begun == c->focus ? begun : SG_NO_ACTOR;
}

/* "Prime Minister Haider al-Abadi": of which state the packs know, else the one that the text is
 * about. */
static uint32_t understood_body(const struct sg_context *c, const struct sg_bond *bond,
                                float *certainty) {
    const struct sg_role *role = &c->referents->roles[bond->role];
    const struct sg_actor *person = &c->reading->actors[bond->person];
    const struct sg_pack_actor *known = sg_gazetteer_actor(c->gazetteer, person->pack);
    bool is_elsewhere = false; /* "the Kurdish president" is not Iraq's */
    if (!role->is_office)
        return SG_NO_ACTOR;
    for (size_t t = 0; known && t < known->term_count; t++) {
        uint32_t of = known->terms[t].of;
        if (of == SG_NO_PACK ||
            sg_strmap_get(c->referents->phrases, known->terms[t].role) != bond->role)
            continue;
        /* "Army chief General X": of an army that the text does not name, so of its state */
        const struct sg_pack_actor *body = sg_gazetteer_actor(c->gazetteer, of);
        if (!sg_roster_find_pack(&c->roster, of) && body->type == SG_TYPE_ORGANIZATION &&
            !body->is_land && body->country != SG_NO_PACK)
            of = body->country;
        is_elsewhere |= !sg_roster_find_pack(&c->roster, of);
        if (!sg_roster_find_pack(&c->roster, of))
            continue;
        *certainty = 0.75f;
        return sg_roster_find_pack(&c->roster, of) - 1;
    }
    *certainty = 0.6f;
    if (known)
        return !is_elsewhere && known->country != SG_NO_PACK && sg_roster_find_pack(&c->roster, known->country)
                   ? sg_roster_find_pack(&c->roster, known->country) - 1
                   : SG_NO_ACTOR;
    /* "President Solih" where the text's state has another president: somebody else's */
    if (c->focus != SG_NO_ACTOR && role->is_head &&
        sg_gazetteer_holder(c->gazetteer, role->role, c->reading->actors[c->focus].pack,
                            c->date) != SG_NO_PACK)
        return SG_NO_ACTOR;
    return state_of_paragraph(c, bond);
}

static int by_place(const void *a, const void *b) {
    const struct sg_affiliation *x = a, *y = b;
    if (x->sentence != y->sentence)
        return x->sentence < y->sentence ? -1 : 1;
    if (x->from_mention != y->from_mention)
        return x->from_mention < y->from_mention ? -1 : 1;
    return x->to_mention < y->to_mention ? -1 : x->to_mention > y->to_mention;
}

void sg_resolve_affiliations(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    struct ties ties = {.c = c, .capacity = reading->affiliation_count, .pairs = sg_strmap_new()};
    if (!ties.pairs) {
        c->roster.has_failed = true;
        return;
    }
    for (size_t b = 0; b < c->bond_count; b++)
        if (c->bonds[b].of_mention != SG_NO_MENTION &&
            (c->bonds[b].role == SG_STRMAP_NONE ||
             !c->referents->roles[c->bonds[b].role].is_kin))
            add_bond(&ties, &c->bonds[b], c->bonds[b].of_mention, c->bonds[b].certainty,
                     c->bonds[b].rule);
    sg_find_belongings(c, add, &ties);
    /* "Israel's prime minister", whose holder the packs know */
    for (uint32_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *role = &reading->mentions[m];
        const struct sg_mention *body = m + 1 < reading->mention_count ? role + 1 : NULL;
        if (role->kind != SG_MENTION_ROLE || role->actor == SG_NO_ACTOR || !body ||
            body->end_token > role->end_token || reading->sentences[role->sentence].is_headline)
            continue;
        struct sg_affiliation affiliation = {.from = role->actor,
                                             .to = body->actor,
                                             .from_mention = m,
                                             .to_mention = m + 1,
                                             .sentence = role->sentence,
                                             .certainty = role->certainty * 0.9f,
                                             .rule = "role of its holder"};
        add(&ties, &affiliation);
    }
    for (size_t b = 0; b < c->bond_count; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        float certainty = 0;
        if (bond->of_mention != SG_NO_MENTION || bond->role == SG_STRMAP_NONE || bond->is_former)
            continue;
        uint32_t of = understood_body(c, bond, &certainty);
        uint32_t near =
            of == SG_NO_ACTOR ? SG_NO_MENTION : mention_near(reading, of, bond->person_mention);
        if (near != SG_NO_MENTION)
            add_bond(&ties, bond, near, certainty, "title alone");
    }
    if (reading->affiliation_count)
        qsort(reading->affiliations, reading->affiliation_count, sizeof *reading->affiliations,
              by_place);
    uint32_t *affiliated =
        sg_arena_array(c->arena, reading->actor_count + 1, sizeof *affiliated);
    for (size_t i = affiliated ? reading->affiliation_count : 0; i-- > 0;) {
        struct sg_affiliation *tie = &reading->affiliations[i];
        tie->next = affiliated[tie->from];
        affiliated[tie->from] = (uint32_t)i + 1;
    }
    reading->affiliated = affiliated;
    sg_strmap_free(ties.pairs);
}
