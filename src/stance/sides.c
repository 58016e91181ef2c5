/* Both sides of a cue once they are filled: who cannot be on both, and who is meant as well. */
#include "stance/scene.h"

bool sg_sides_are_equal(const struct sg_parties *a, const struct sg_parties *b) {
    bool is_equal = a->count == b->count;
    for (size_t i = 0; is_equal && i < a->count; i++)
        is_equal = a->items[i].mention == b->items[i].mention &&
                   !(a->items[i].quality < b->items[i].quality) &&
                   !(a->items[i].quality > b->items[i].quality);
    return is_equal;
}

bool sg_sides_are_same(const struct sg_parties *a, const struct sg_parties *b) {
    for (size_t i = 0; i < b->count; i++) {
        bool found = false;
        for (size_t k = 0; k < a->count; k++)
            found |= a->items[k].mention == b->items[i].mention;
        if (!found)
            return false;
    }
    return b->count > 0;
}

/* "A accused B, warning him": him is not A, whatever was resolved. What the verb above is directed
 * at is the better guess. */
void sg_sides_unbind(struct sg_parties *targets, const struct sg_parties *sources,
                     const struct sg_scene *scene, const struct sg_cue *cue) {
    const struct sg_reading *reading = scene->reading;
    if (targets->count != 1 || cue->entry->kind != SG_CUE_VERB)
        return;
    const struct sg_mention *target = &reading->mentions[targets->items[0].mention];
    bool bound = false;
    for (size_t i = 0; i < sources->count; i++)
        bound |= reading->mentions[sources->items[i].mention].actor == target->actor;
    if (!bound || target->kind != SG_MENTION_PRONOUN)
        return;
    targets->count = 0;
    uint32_t parent = sg_parent(scene, cue->tokens[0]);
    if (parent == SG_NO_TOKEN || !sg_is_verb(scene, parent))
        return;
    const struct sg_cue above = {.entry = cue->entry, .tokens = {parent}, .token_count = 1};
    sg_logical_object(targets, scene, &above, SG_AS_PARTY);
    for (size_t i = 0; i < targets->count; i++)
        targets->items[i].quality *= 0.8;
}

/* "calls from Britain, France and Germany": who stands in one list does it to none of the list. */
void sg_sides_drop_sources(struct sg_parties *targets, const struct sg_parties *sources) {
    size_t kept = 0;
    for (size_t i = 0; i < targets->count; i++) {
        bool is_source = false;
        for (size_t k = 0; k < sources->count; k++)
            is_source |= sources->items[k].mention == targets->items[i].mention;
        if (!is_source)
            targets->items[kept++] = targets->items[i];
    }
    targets->count = kept;
}

/* "Spain and Portugal were angered by the scheme, which they feel ...": several who are all on both
 * sides did nothing to each other, unless the word says so. */
bool sg_sides_are_one_group(const struct sg_reading *reading, const struct sg_parties *sources,
                            const struct sg_parties *targets) {
    for (size_t i = 0; i < targets->count; i++) {
        bool found = false;
        for (size_t k = 0; k < sources->count; k++)
            found |= reading->mentions[sources->items[k].mention].actor ==
                     reading->mentions[targets->items[i].mention].actor;
        if (!found)
            return false;
    }
    return targets->count > 1 && sources->count > 1;
}

/* "the two countries" are two mentions of the same tokens: both are meant. */
void sg_sides_add_twins(struct sg_parties *parties, const struct sg_reading *reading) {
    for (size_t i = 0, count = parties->count; i < count; i++) {
        uint32_t m = parties->items[i].mention;
        const struct sg_mention *mention = &reading->mentions[m];
        if (mention->kind != SG_MENTION_NOMINAL && mention->kind != SG_MENTION_PRONOUN)
            continue;
        for (int step = -2; step <= 2; step++) { /* "the three" */
            uint32_t other = m + (uint32_t)step;
            if (other < reading->mention_count &&
                reading->mentions[other].first == mention->first &&
                reading->mentions[other].end_token == mention->end_token &&
                reading->mentions[other].actor != SG_NO_ACTOR)
                sg_parties_add(parties, other, parties->items[i].quality);
        }
    }
}
