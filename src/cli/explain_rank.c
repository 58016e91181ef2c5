#include "cli/explain_rank.h"

#include "stance/rank.h"

#include <string.h>

#define LINES_MAX 64
#define NAMED 3 /* features named for and against */
#define LIKELY 0.1

/* The likeliest candidate of two actors and a relation, with the weight of each kind of feature. */
struct line {
    uint32_t source, target; /* actors */
    uint32_t relation;
    const char *cue;
    double probability;
    bool is_claimed, is_given;
    int32_t weights[SG_RANK_KINDS_MAX];
};

struct collector {
    const struct sg_reading *reading;
    const struct sg_rank *rank;
    uint32_t sentence;
    sg_pair_fn *wants;
    const void *context;
    struct line lines[LINES_MAX];
    size_t count;
};

static void weigh(struct line *line, const struct sg_rank *rank,
                  const struct sg_rank_candidate *candidate) {
    memset(line->weights, 0, sizeof line->weights);
    for (size_t i = 0; i < SG_RANK_PARTS; i++) {
        const struct sg_rank_part *part = candidate->parts[i];
        for (size_t k = 0; k < part->count; k++)
            line->weights[part->kinds[k]] += rank->weights[part->features[k]];
    }
}

static void collect(void *context, const struct sg_rank_candidate *candidate) {
    struct collector *collector = context;
    const struct sg_reading *reading = collector->reading;
    const struct sg_mention *source = &reading->mentions[candidate->source];
    const struct sg_mention *target = &reading->mentions[candidate->target];
    if (candidate->trace->sentence != collector->sentence ||
        !collector->wants(collector->context, reading, source->actor, target->actor))
        return;
    struct line new = {
        .source = source->actor,
        .target = target->actor,
        .relation = candidate->trace->relation,
        .cue = candidate->trace->cue,
        .probability = sg_rank_probability(collector->rank, sg_rank_sum(collector->rank, candidate)),
        .is_claimed = candidate->is_claimed,
        .is_given = source->kind == SG_MENTION_GIVEN && target->kind == SG_MENTION_GIVEN,
    };
    struct line *line = NULL;
    for (size_t i = 0; i < collector->count && !line; i++)
        if (collector->lines[i].source == new.source && collector->lines[i].target == new.target &&
            collector->lines[i].relation == new.relation)
            line = &collector->lines[i];
    if (line && line->probability >= new.probability)
        return;
    if (!line && collector->count == LINES_MAX)
        return;
    if (!line)
        line = &collector->lines[collector->count++];
    weigh(&new, collector->rank, candidate);
    *line = new;
}

/* The heaviest kinds of one sign, heaviest first. */
static void put_kinds(struct sg_buf *out, const struct sg_rank *rank, const struct line *line,
                      int sign, const char *title) {
    bool is_done[SG_RANK_KINDS_MAX] = {false};
    for (int n = 0; n < NAMED; n++) {
        int best = -1;
        for (int k = 0; k < SG_RANK_KINDS_MAX; k++)
            if (!is_done[k] && sign * line->weights[k] > 0 &&
                (best < 0 || sign * line->weights[k] > sign * line->weights[best]))
                best = k;
        if (best < 0)
            return;
        is_done[best] = true;
        sg_buf_printf(out, "%s%s %+.1f", n ? ", " : title, sg_rank_feature_name((uint8_t)best),
                      (double)rank->numbers.unit * line->weights[best]);
    }
}

static void put_line(struct sg_buf *out, const struct collector *collector,
                     const struct sg_lexicon *lexicon, const struct line *line) {
    const struct sg_rank *rank = collector->rank;
    const struct sg_actor *actors = collector->reading->actors;
    double keep = (double)(line->is_given ? rank->numbers.keep : rank->numbers.keep_found);
    double add = (double)(line->is_given ? rank->numbers.add : rank->numbers.add_found);
    double least = line->is_claimed ? keep : add;
    sg_buf_printf(out, "    re-ranker: %s %s %s (\"%s\") %.2f, ", actors[line->source].name,
                  lexicon->relations[line->relation].name, actors[line->target].name, line->cue,
                  line->probability);
    if (line->is_claimed && line->probability >= least)
        sg_buf_printf(out, "the rules' claim is kept with confidence %.2f",
                      sg_rank_confidence(rank, line->probability));
    else if (line->is_claimed)
        sg_buf_printf(out, "the rules' claim is dropped below %.2f", least);
    else if (line->probability >= least)
        sg_buf_printf(out, "claimed without a rule from %.2f on", least);
    else
        sg_buf_printf(out, "claimed without a rule only from %.2f on", least);
    put_kinds(out, rank, line, 1, "; for: ");
    put_kinds(out, rank, line, -1, "; against: ");
    sg_buf_putc(out, '\n');
}

void sg_explain_rank(struct sg_buf *out, const struct sg_reading *reading,
                     const struct sg_lexicon *lexicon, uint32_t sentence, sg_pair_fn *wants,
                     const void *context) {
    if (!lexicon->rank)
        return;
    struct sg_reading copy = *reading;
    struct collector collector = {.reading = reading,
                                  .rank = lexicon->rank,
                                  .sentence = sentence,
                                  .wants = wants,
                                  .context = context};
    struct sg_arena arena;
    struct sg_error err;
    sg_arena_init(&arena);
    if (sg_rank_candidates(&copy, lexicon, collect, &collector, &arena, &err))
        sg_buf_printf(out, "    %s\n", err.text);
    /* unlikely ones that no rule claims would be most of the lines and tell nothing */
    for (size_t i = 0; i < collector.count; i++)
        if (collector.lines[i].is_claimed || collector.lines[i].probability >= LIKELY)
            put_line(out, &collector, lexicon, &collector.lines[i]);
    sg_arena_release(&arena);
}
