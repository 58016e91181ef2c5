#include "calibrate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Claims of whole articles are right more often than those of single sentences, most of all the
 * doubtful ones: .75 against .45, and .89 against .75, of 372 (tests/accuracy/calibration.py). */
#define ARTICLES 0.15
#define PRIOR 2.0 /* claims' worth of the neighbouring knots' rate that each knot is given */

/* The likeliest candidate of a group, held out. */
struct group {
    double probability;
    bool is_seen, is_true, is_given, is_claimed;
};

static struct group *hold_out(const struct examples *examples, const struct rates *rates) {
    struct group *groups = calloc(examples->group_count + 1, sizeof *groups);
    struct learner learner = {.weights = calloc(SG_RANK_BUCKETS, sizeof *learner.weights)};
    if (!groups || !learner.weights)
        abort();
    for (uint32_t file = 0; file < examples->file_count; file++) {
        sg_learn(&learner, examples, file, rates);
        for (size_t i = 0; i < examples->count; i++) {
            const struct example *e = &examples->items[i];
            if (e->file != file)
                continue;
            double p = sg_predict(&learner, e);
            struct group *group = &groups[e->group];
            group->is_seen = true;
            group->is_given = e->is_given;
            group->is_claimed |= e->is_claimed;
            group->is_true = e->is_true;
            if (p > group->probability)
                group->probability = p;
        }
    }
    free(learner.weights);
    return groups;
}

/* Precision and recall of the rules, and of the model at some thresholds. Recall is of what a
 * candidate exists for: a stance without a cue is not counted. */
static void report(const struct group *groups, uint32_t count, bool is_given) {
    static const double thresholds[] = {-1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9, 0.95};
    for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
        size_t right = 0, wrong = 0, missed = 0;
        for (uint32_t i = 0; i < count; i++) {
            const struct group *g = &groups[i];
            if (!g->is_seen || g->is_given != is_given)
                continue;
            bool says = thresholds[k] < 0 ? g->is_claimed : g->probability >= thresholds[k];
            right += says && g->is_true;
            wrong += says && !g->is_true;
            missed += !says && g->is_true;
        }
        double p = (double)right / (double)(right + wrong ? right + wrong : 1);
        double r = (double)right / (double)(right + missed ? right + missed : 1);
        printf("%s actors, ", is_given ? "given" : "found");
        if (thresholds[k] < 0)
            printf("rules      ");
        else
            printf("model %.2f ", thresholds[k]);
        printf(" right %5zu wrong %5zu missed %5zu  P %.3f R %.3f\n", right, wrong, missed, p, r);
    }
}

static int by_probability(const void *a, const void *b) {
    double x = ((const struct group *)a)->probability, y = ((const struct group *)b)->probability;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* Precision averaged over all recalls: one number to compare features by. */
static double average_precision(const struct group *groups, uint32_t count, bool is_given) {
    struct group *sorted = calloc(count + 1, sizeof *sorted);
    size_t n = 0, right = 0;
    double sum = 0;
    if (!sorted)
        abort();
    for (uint32_t i = 0; i < count; i++)
        if (groups[i].is_seen && groups[i].is_given == is_given)
            sorted[n++] = groups[i];
    qsort(sorted, n, sizeof *sorted, by_probability);
    for (size_t i = 0; i < n; i++)
        if (sorted[i].is_true)
            sum += (double)++right / (double)(i + 1);
    free(sorted);
    return right ? sum / (double)right : 0;
}

void sg_calibrate(float calibration[SG_RANK_KNOTS], const struct examples *examples,
                  const struct rates *rates, const struct sg_rank_numbers *numbers) {
    double right[SG_RANK_KNOTS] = {0}, all[SG_RANK_KNOTS] = {0};
    struct group *groups = hold_out(examples, rates);
    report(groups, examples->group_count, true);
    report(groups, examples->group_count, false);
    printf("average precision: given %.4f found %.4f\n",
           average_precision(groups, examples->group_count, true),
           average_precision(groups, examples->group_count, false));
    for (uint32_t i = 0; i < examples->group_count; i++) {
        const struct group *g = &groups[i];
        double least = g->is_claimed ? numbers->keep_found : numbers->add_found;
        /* a confidence is told of claims alone: what never becomes one says nothing of it; and it
         * is of articles, where actors are found, not given */
        if (!g->is_seen || g->is_given || g->probability < least)
            continue;
        /* shared by the two knots around it */
        double at = sg_rank_knot(groups[i].probability), low = floor(at);
        size_t k = (size_t)low;
        for (size_t n = k; n < SG_RANK_KNOTS && n <= k + 1; n++) {
            double share = n == k ? 1 - (at - low) : at - low;
            all[n] += share;
            right[n] += share * groups[i].is_true;
        }
    }
    /* pools neighbours until the rates rise */
    double value[SG_RANK_KNOTS], weight[SG_RANK_KNOTS];
    size_t length[SG_RANK_KNOTS], blocks = 0;
    for (size_t k = 0; k < SG_RANK_KNOTS; k++) {
        double prior = 1 / (1 + exp(-sg_rank_knot_logit(k)));
        weight[blocks] = all[k] + PRIOR;
        value[blocks] = (right[k] + PRIOR * prior) / weight[blocks];
        length[blocks++] = 1;
        while (blocks > 1 && value[blocks - 2] >= value[blocks - 1]) {
            double sum = weight[blocks - 2] + weight[blocks - 1];
            value[blocks - 2] =
                (value[blocks - 2] * weight[blocks - 2] + value[blocks - 1] * weight[blocks - 1]) /
                sum;
            weight[blocks - 2] = sum;
            length[blocks - 2] += length[blocks - 1];
            blocks--;
        }
    }
    for (size_t b = 0, k = 0; b < blocks; b++)
        for (size_t n = 0; n < length[b]; n++, k++) {
            calibration[k] = (float)(value[b] + 4 * ARTICLES * value[b] * (1 - value[b]));
            printf("says %.3f: right %.3f of %.0f\n", 1 / (1 + exp(-sg_rank_knot_logit(k))),
                   value[b], all[k]);
        }
    free(groups);
}
