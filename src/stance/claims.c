/* Puts claims together: names, spans in code points, one claim for each sentence, source, relation
 * and target. */
#include "stance/claims.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define POINT_STEP 256

bool sg_claims_init(struct sg_claims *claims, struct sg_reading *reading,
                    const struct sg_lexicon *lexicon, struct sg_arena *arena) {
    *claims = (struct sg_claims){.reading = reading, .lexicon = lexicon, .arena = arena};
    const char *text = reading->document->text;
    size_t length = reading->document->text_length, steps = length / POINT_STEP + 1;
    claims->points = sg_arena_array(arena, steps, sizeof *claims->points);
    if (!claims->points)
        return false;
    if (reading->document->given_count &&
        !(claims->is_given = sg_arena_array(arena, reading->actor_count + 1, 1)))
        return false;
    for (size_t i = 0; claims->is_given && i < reading->mention_count; i++)
        if (reading->mentions[i].kind == SG_MENTION_GIVEN &&
            reading->mentions[i].actor != SG_NO_ACTOR)
            claims->is_given[reading->mentions[i].actor] = true;
    uint32_t points = 0;
    for (size_t step = 0; step < steps; step++) {
        size_t from = step * POINT_STEP, end = from + POINT_STEP < length ? from + POINT_STEP : length;
        claims->points[step] = points;
        for (size_t i = from; i < end; i++)
            points += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return true;
}

static size_t code_points(const struct sg_claims *claims, uint32_t byte) {
    const char *text = claims->reading->document->text;
    size_t points = claims->points[byte / POINT_STEP];
    for (uint32_t i = byte / POINT_STEP * POINT_STEP; i < byte; i++)
        points += ((unsigned char)text[i] & 0xC0) != 0x80;
    return points;
}

static struct sg_claim_actor describe(const struct sg_claims *claims, uint32_t number) {
    const struct sg_reading *reading = claims->reading;
    const struct sg_mention *mention = &reading->mentions[number];
    const struct sg_actor *actor = &reading->actors[mention->actor];
    uint32_t start = reading->tokens[mention->first].start;
    uint32_t end = reading->tokens[mention->end_token - 1].end;
    return (struct sg_claim_actor){
        .id = actor->id,
        .name = actor->name,
        .type = sg_actor_type_name(actor->type),
        .mention = sg_arena_strndup(claims->arena, reading->document->text + start, end - start),
        .start = code_points(claims, start),
        .end = code_points(claims, end),
    };
}

/* A weighted claim is worth more than one that only records a denial or a chance. */
static bool is_better(bool negated, bool hypothetical, double confidence,
                      const struct sg_claim *old) {
    int rank = negated + hypothetical;
    int old_rank = old->is_negated + (old->modality == SG_HYPOTHETICAL);
    return rank != old_rank ? rank < old_rank : confidence > old->confidence;
}

void sg_claims_add(struct sg_claims *claims, const struct sg_finding *finding) {
    const struct sg_reading *reading = claims->reading;
    const struct sg_relation *relation = &claims->lexicon->relations[finding->relation];
    uint32_t source = reading->mentions[finding->source].actor;
    uint32_t target = reading->mentions[finding->target].actor;
    if (source == target || source == SG_NO_ACTOR || target == SG_NO_ACTOR ||
        !strcmp(reading->actors[source].id, reading->actors[target].id))
        return;
    struct sg_claim *claim = NULL;
    size_t at = claims->count;
    while (at > 0 && claims->items[at - 1].sentence == finding->sentence) {
        struct sg_claim *old = &claims->items[--at];
        if (old->relation == relation->name &&
            !strcmp(old->source.id, reading->actors[source].id) &&
            !strcmp(old->target.id, reading->actors[target].id)) {
            if (!is_better(finding->is_negated, finding->is_hypothetical, finding->confidence, old))
                return;
            claim = old;
            claims->positions[at] = finding->position;
            break;
        }
    }
    if (!claim) {
        claims->items = sg_arena_grow(claims->arena, claims->items, claims->count,
                                      &claims->capacity, sizeof *claims->items);
        claims->positions = sg_arena_grow(claims->arena, claims->positions, claims->count,
                                          &claims->positions_capacity, sizeof *claims->positions);
        if (!claims->items || !claims->positions) {
            claims->count = 0;
            claims->capacity = claims->positions_capacity = 0;
            return;
        }
        claims->positions[claims->count] = finding->position;
        claim = &claims->items[claims->count++];
    }
    const struct sg_sentence *sentence = &reading->sentences[finding->sentence];
    *claim = (struct sg_claim){
        .doc = reading->document->id,
        .date = reading->document->date,
        .outlet = reading->document->source,
        .signature = reading->document->signature,
        .sentence = finding->sentence,
        .start = code_points(claims, sentence->start),
        .end = code_points(claims, sentence->end),
        .text = sg_arena_strndup(claims->arena, reading->document->text + sentence->start,
                                 sentence->end - sentence->start),
        .relation = relation->name,
        .sign = relation->sign,
        .source = describe(claims, finding->source),
        .target = describe(claims, finding->target),
        .cue = finding->cue,
        .is_negated = finding->is_negated,
        .modality = finding->is_hypothetical ? SG_HYPOTHETICAL : SG_ASSERTED,
        .confidence = finding->confidence,
        .rule = finding->rule,
        .role = finding->role,
        .is_former = finding->is_former,
    };
    if (finding->attribution != SG_NO_MENTION) {
        uint32_t speaker = reading->mentions[finding->attribution].actor;
        if (speaker != SG_NO_ACTOR && speaker != source)
            claim->attribution = reading->actors[speaker].name;
    }
}

struct ordered {
    struct sg_claim claim;
    uint32_t position;
    size_t number;
};

static int in_text_order(const void *a, const void *b) {
    const struct ordered *x = a, *y = b;
    if (x->claim.sentence != y->claim.sentence)
        return x->claim.sentence < y->claim.sentence ? -1 : 1;
    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

void sg_claims_finish(struct sg_claims *claims) {
    struct ordered *all = sg_arena_array(claims->arena, claims->count, sizeof *all);
    if (!all)
        return;
    for (size_t i = 0; i < claims->count; i++)
        all[i] = (struct ordered){claims->items[i], claims->positions[i], i};
    if (claims->count)
        qsort(all, claims->count, sizeof *all, in_text_order);
    for (size_t i = 0; i < claims->count; i++)
        claims->items[i] = all[i].claim;
    claims->reading->claims = claims->items;
    claims->reading->claim_count = claims->count;
}
