/* Affiliations: the bonds of people and bodies, and of bodies and bodies, once each. */
#include "resolve/context.h"

#include <string.h>

static size_t capacity_of(const struct sg_context *c) { return c->reading->affiliation_count; }

static void add(struct sg_context *c, size_t *capacity, const struct sg_affiliation *affiliation) {
    struct sg_reading *reading = c->reading;
    if (affiliation->from == affiliation->to || affiliation->from == SG_NO_ACTOR ||
        affiliation->to == SG_NO_ACTOR)
        return;
    for (size_t i = reading->affiliation_count; i && reading->affiliations[i - 1].sentence ==
                                                         affiliation->sentence; i--)
        if (reading->affiliations[i - 1].from == affiliation->from &&
            reading->affiliations[i - 1].to == affiliation->to)
            return;
    struct sg_affiliation *grown =
        sg_arena_grow(c->arena, reading->affiliations, reading->affiliation_count, capacity,
                      sizeof *grown);
    if (!grown) {
        c->roster.has_failed = true;
        return;
    }
    reading->affiliations = grown;
    grown[reading->affiliation_count++] = *affiliation;
}

void sg_resolve_affiliations(struct sg_context *c) {
    size_t capacity = capacity_of(c);
    for (size_t b = 0; b < c->bond_count; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        if (bond->of_mention == SG_NO_MENTION)
            continue;
        const struct sg_mention *body = &c->reading->mentions[bond->of_mention];
        struct sg_affiliation affiliation = {
            .from = bond->person,
            .to = body->actor, /* "the militia" has been settled since */
            .from_mention = bond->person_mention,
            .to_mention = bond->of_mention,
            .sentence = c->reading->tokens[bond->token].sentence,
            .role = sg_span_name(c->reading, bond->token, bond->role_end, c->arena),
            .is_former = bond->is_former,
            .certainty = bond->certainty,
            .rule = bond->rule};
        add(c, &capacity, &affiliation);
    }
}
