/* The re-ranker at work: its model, and what it does with a sentence's claims. */
#include "stance/rank.h"

#include "stance/rank_bars.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KNOT_STEP 0.75

static bool is_sound(const struct sg_rank_numbers *numbers) {
    const float list[] = {numbers->bias,       numbers->unit, numbers->keep,
                          numbers->keep_found, numbers->add,  numbers->add_found};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (!isfinite(list[i]))
            return false;
    for (size_t i = 0; i < SG_RANK_KNOTS; i++)
        if (!(numbers->calibration[i] >= 0 && numbers->calibration[i] <= 1) ||
            (i && numbers->calibration[i] < numbers->calibration[i - 1]))
            return false;
    return true;
}

enum sg_status sg_rank_load(struct sg_rank **out, const char *data_dir, struct sg_error *err) {
    char path[4096];
    *out = NULL;
    snprintf(path, sizeof path, "%s/en/rank.model", data_dir);
    FILE *file = fopen(path, "rb");
    if (!file)
        return SG_OK;
    struct sg_rank *rank = malloc(sizeof *rank);
    char head[16] = "";
    bool ok = rank && fread(head, 1, sizeof head, file) == sizeof head &&
              !memcmp(head, SG_RANK_MAGIC, sizeof head) &&
              fread(&rank->numbers, sizeof rank->numbers, 1, file) == 1 &&
              fread(rank->weights, 1, sizeof rank->weights, file) == sizeof rank->weights &&
              fgetc(file) == EOF && is_sound(&rank->numbers);
    fclose(file);
    if (!ok) {
        free(rank);
        return sg_fail(err, SG_ERR_DATA,
                       "%s: not a model of the re-ranker; train it again (training/README.md)",
                       path);
    }
    *out = rank;
    return SG_OK;
}

int32_t sg_rank_sum(const struct sg_rank *rank, const struct sg_rank_candidate *candidate) {
    int32_t sum = 0; /* whole numbers: the same on every machine */
    for (size_t i = 0; i < SG_RANK_PARTS; i++) {
        struct sg_rank_part *part = candidate->parts[i];
        if (!part->is_summed) {
            part->sum = 0;
            for (size_t k = 0; k < part->count; k++)
                part->sum += rank->weights[part->features[k]];
            part->is_summed = true;
        }
        sum += part->sum;
    }
    return sum;
}

double sg_rank_probability(const struct sg_rank *rank, int32_t sum) {
    return 1 / (1 + exp(-((double)rank->numbers.bias + (double)rank->numbers.unit * sum)));
}

double sg_rank_knot_logit(size_t knot) {
    return KNOT_STEP * ((double)knot - (SG_RANK_KNOTS - 1) / 2.0);
}

double sg_rank_knot(double probability) {
    double p = probability < 1e-9 ? 1e-9 : probability > 1 - 1e-9 ? 1 - 1e-9 : probability;
    double at = log(p / (1 - p)) / KNOT_STEP + (SG_RANK_KNOTS - 1) / 2.0;
    return at < 0 ? 0 : at > SG_RANK_KNOTS - 1 ? SG_RANK_KNOTS - 1 : at;
}

static double two_digits(double p) {
    p = floor(p * 100 + 0.5) / 100;
    return p > 0.99 ? 0.99 : p < 0.01 ? 0.01 : p;
}

double sg_rank_confidence(const struct sg_rank *rank, double probability) {
    double at = sg_rank_knot(probability), low = floor(at);
    size_t k = (size_t)low, next = k + 1 < SG_RANK_KNOTS ? k + 1 : k;
    double a = (double)rank->numbers.calibration[k], b = (double)rank->numbers.calibration[next];
    return two_digits(a + (b - a) * (at - low));
}

/* The likeliest candidate of a pair of actors and a relation. */
struct best {
    const struct sg_cue_trace *trace;
    uint32_t source, target;
    uint32_t source_actor, target_actor;
    int32_t sum;
    double probability; /* of the sum, once all candidates are seen */
};

struct chooser {
    const struct sg_rank *rank;
    const struct sg_reading *reading;
    struct sg_arena *arena;
    struct best *items;
    size_t count, capacity;
};

static void choose(void *context, const struct sg_rank_candidate *candidate) {
    struct chooser *chooser = context;
    const struct sg_mention *mentions = chooser->reading->mentions;
    struct best new = {
        .trace = candidate->trace,
        .source = candidate->source,
        .target = candidate->target,
        .source_actor = mentions[candidate->source].actor,
        .target_actor = mentions[candidate->target].actor,
        .sum = sg_rank_sum(chooser->rank, candidate),
    };
    for (size_t i = 0; i < chooser->count; i++) {
        struct best *old = &chooser->items[i];
        if (old->source_actor != new.source_actor || old->target_actor != new.target_actor ||
            old->trace->relation != new.trace->relation)
            continue;
        if (new.sum > old->sum)
            *old = new;
        return;
    }
    struct best *items = sg_arena_grow(chooser->arena, chooser->items, chooser->count,
                                       &chooser->capacity, sizeof *items);
    if (!items)
        return;
    chooser->items = items;
    items[chooser->count++] = new;
}

/* The rules' claim of a pair and relation, or none. */
static size_t find_claim(const struct sg_claims *claims, size_t first,
                         const struct sg_reading *reading, const struct best *best) {
    const char *relation = claims->lexicon->relations[best->trace->relation].name;
    const char *source = reading->actors[reading->mentions[best->source].actor].id;
    const char *target = reading->actors[reading->mentions[best->target].actor].id;
    for (size_t i = first; i < claims->count; i++)
        if (claims->items[i].relation == relation && !strcmp(claims->items[i].source.id, source) &&
            !strcmp(claims->items[i].target.id, target))
            return i;
    return SIZE_MAX;
}

/* Actors that came with the document are there because somebody asks for their tie; of those that
 * were recognised a sentence has many, and most pairs of them have none. */
static bool is_given(const struct sg_claims *claims, const struct best *best) {
    const struct sg_mention *mentions = claims->reading->mentions;
    return claims->is_given && claims->is_given[mentions[best->source].actor] &&
           claims->is_given[mentions[best->target].actor];
}

/* Whoever marks a mention asks for that place; his other names in the text were found. */
static bool is_named_again(const struct sg_reading *reading, uint32_t mention) {
    enum sg_mention_kind kind = reading->mentions[mention].kind;
    return kind == SG_MENTION_NAME || kind == SG_MENTION_SHORT || kind == SG_MENTION_ACRONYM;
}

/* Who was guessed by reach.c must be likelier than who stood where the cue wants him. */
static bool is_poor_guess(const struct sg_rank *rank, const struct best *best) {
    return best->trace->is_reached &&
           sg_rank_confidence(rank, best->probability) < SG_CONFIDENCE_REACHED;
}

void sg_rank_apply(const struct sg_rank *rank, const struct sg_scene *scene,
                   const struct sg_traces *traces, struct sg_claims *claims, size_t first) {
    struct chooser chooser = {.rank = rank, .reading = scene->reading, .arena = claims->arena};
    sg_rank_each(scene, traces, claims, first, choose, &chooser);
    size_t rule_count = claims->count;
    /* of this sentence's only: a text of thousands would take gigabytes */
    bool *is_dropped = sg_arena_array(claims->arena, rule_count - first + 1, sizeof *is_dropped);
    if (!is_dropped)
        return;
    for (size_t i = 0; i < chooser.count; i++) {
        struct best *best = &chooser.items[i];
        best->probability = sg_rank_probability(rank, best->sum);
        bool given = is_given(claims, best);
        double keep = (double)(given ? rank->numbers.keep : rank->numbers.keep_found);
        bool named = is_named_again(scene->reading, best->source) ||
                     is_named_again(scene->reading, best->target);
        double add = (double)(given && !named ? rank->numbers.add : rank->numbers.add_found);
        /* no word alone refuses: of a doubtful "rejects" between two given actors one of five holds */
        bool is_unsure = given && sg_rank_confidence(rank, best->probability) <
                                      scene->lexicon->relations[best->trace->relation].given_least;
        size_t at = find_claim(claims, first, scene->reading, best);
        if (at != SIZE_MAX) {
            struct sg_claim *claim = &claims->items[at];
            if (at >= rule_count || claim->is_negated || claim->modality != SG_ASSERTED)
                continue;
            claim->confidence = sg_rank_confidence(rank, best->probability);
            /* "pro-Iran groups including Badr": said in passing, in few words, and hardly ever wrong */
            bool is_affix = best->trace->entry->kind == SG_CUE_PREFIX ||
                            best->trace->entry->kind == SG_CUE_SUFFIX;
            is_dropped[at - first] = (best->probability < keep && !(is_affix && !given)) ||
                             is_poor_guess(rank, best) || is_unsure;
            continue;
        }
        if (best->probability < add || is_unsure || is_poor_guess(rank, best) ||
            sg_rank_is_barred(scene, best->trace, best->source, best->target))
            continue;
        bool is_quoted;
        struct sg_finding finding = {
            .sentence = best->trace->sentence,
            .relation = best->trace->relation,
            .position = best->trace->token,
            .source = best->source,
            .target = best->target,
            .cue = best->trace->cue,
            .attribution = sg_speaker(scene, best->trace->token, &is_quoted),
            .confidence = sg_rank_confidence(rank, best->probability),
            .rule = best->trace->entry->rule,
        };
        sg_claims_add(claims, &finding);
    }
    size_t kept = first;
    for (size_t i = first; i < claims->count; i++)
        if (i >= rule_count || !is_dropped[i - first]) {
            claims->items[kept] = claims->items[i];
            claims->positions[kept++] = claims->positions[i];
        }
    claims->count = kept;
}
