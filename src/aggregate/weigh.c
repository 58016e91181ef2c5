/* What an edge weighs: what it was built of, how old that is, and how far two actors stand together
 * more often than chance has it. */
#include "aggregate/day.h"
#include "aggregate/derive.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct clock {
    double half_life;
    int32_t now, oldest;
    double *by_outlet; /* one an outlet and one for those not known; all zero between edges */
    size_t outlet_count;
};

/* 1 for today, one half after a half-life; a claim without a date is as old as the oldest. Later
 * than `now` counts as now. */
static double decay(const struct clock *clock, int32_t day) {
    if (clock->half_life <= 0 || clock->now == SG_NO_DAY)
        return 1;
    if (day == SG_NO_DAY)
        day = clock->oldest;
    return day >= clock->now ? 1 : exp2(-(double)(clock->now - day) / clock->half_life);
}

typedef double weigh_function(const struct sg_edge *edge, const struct clock *clock);

static double weigh_claims(const struct sg_edge *edge, const struct clock *clock) {
    double sum = 0;
    for (size_t i = 0; i < edge->tally_count; i++)
        sum += edge->tallies[i].claims * decay(clock, edge->tallies[i].day);
    return sum;
}

static double weigh_confidence(const struct sg_edge *edge, const struct clock *clock) {
    double sum = 0;
    for (size_t i = 0; i < edge->tally_count; i++)
        sum += edge->tallies[i].confidence * decay(clock, edge->tallies[i].day);
    return sum;
}

/* Tallies stand by document: each counts once, by its latest day. */
static double weigh_documents(const struct sg_edge *edge, const struct clock *clock) {
    double sum = 0;
    for (size_t i = 0; i < edge->tally_count;) {
        double most = 0;
        uint32_t document = edge->tallies[i].document;
        for (; i < edge->tally_count && edge->tallies[i].document == document; i++)
            most = fmax(most, decay(clock, edge->tallies[i].day));
        sum += most;
    }
    return sum;
}

/* Each outlet counts once, by its latest day; those that are not known count as one. */
static double weigh_outlets(const struct sg_edge *edge, const struct clock *clock) {
    double sum = 0;
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < edge->tally_count; i++) {
            uint32_t outlet = edge->tallies[i].outlet;
            double *most = &clock->by_outlet[outlet == SG_NO_OUTLET ? clock->outlet_count : outlet];
            if (!turn) {
                *most = fmax(*most, decay(clock, edge->tallies[i].day));
            } else {
                sum += *most;
                *most = 0;
            }
        }
    return sum;
}

static const struct {
    const char *name;
    weigh_function *weigh;
} weights[] = {
    {"claims", weigh_claims},
    {"documents", weigh_documents},
    {"outlets", weigh_outlets},
    {"confidence", weigh_confidence},
};

enum sg_status sg_derive_weights(struct sg_derivation *d, struct sg_error *err) {
    const char *name = d->options->weight ? d->options->weight : "claims";
    weigh_function *weigh = NULL;
    struct clock clock = {.half_life = d->options->half_life,
                          .now = d->last_day,
                          .oldest = d->first_day,
                          .outlet_count = d->from->outlet_count};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        if (!strcmp(name, weights[i].name))
            weigh = weights[i].weigh;
    if (!weigh)
        return sg_fail(err, SG_ERR_USAGE,
                       "no weight '%s': take claims, documents, outlets or confidence", name);
    if (d->options->half_life < 0)
        return sg_fail(err, SG_ERR_USAGE, "a half-life must be above zero");
    if (d->options->as_of && !sg_day_parse(&clock.now, d->options->as_of))
        return sg_fail(err, SG_ERR_USAGE, "'%s' is no date: write YYYY-MM-DD", d->options->as_of);
    if (!d->options->weight && d->options->half_life == 0 && !d->options->since &&
        !d->options->until && !d->options->roll_up)
        return SG_OK; /* the weights that are there */
    clock.by_outlet = sg_arena_array(d->arena, clock.outlet_count + 1, sizeof *clock.by_outlet);
    if (!clock.by_outlet)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < d->edge_count; i++) {
        struct sg_edge *edge = &d->edges[i];
        if (edge->tallies)
            edge->weight = weigh(edge, &clock);
        else if (weigh != weigh_claims || d->options->half_life > 0)
            return sg_fail(err, SG_ERR_UNDEFINED,
                           "weights by %s need the claims behind each edge: give documents or a "
                           "claims file instead of a graph file",
                           d->options->half_life > 0 ? "age" : name);
    }
    return SG_OK;
}

/* --- association: c together, a and b the co-occurrences of either, n of all pairs. */

typedef double associate_function(double c, double a, double b, double n);

static double jaccard(double c, double a, double b, double n) { return c / (a + b - c); }

static double cosine(double c, double a, double b, double n) { return c / sqrt(a * b); }

/* 1: never apart, 0: as chance has it. */
static double npmi(double c, double a, double b, double n) {
    return c >= n ? 1 : log(c * n / (a * b)) / -log(c / n);
}

static double term(double k, double expected) { return k > 0 ? k * log(k / expected) : 0; }

/* Signed: below zero when they stand together less than chance has it. */
static double loglik(double c, double a, double b, double n) {
    double rest = n - a - b + c;
    double sum = term(c, a * b / n) + term(a - c, a * (n - b) / n) + term(b - c, (n - a) * b / n) +
                 term(rest > 0 ? rest : 0, (n - a) * (n - b) / n);
    return c * n > a * b ? 2 * sum : -2 * sum;
}

static const struct {
    const char *name;
    associate_function *associate;
} associations[] = {{"jaccard", jaccard}, {"cosine", cosine}, {"npmi", npmi}, {"loglik", loglik}};

enum sg_status sg_derive_association(struct sg_derivation *d, struct sg_error *err) {
    const char *name = d->options->association;
    associate_function *associate = NULL;
    if (!name || !strcmp(name, "count"))
        return SG_OK;
    for (size_t i = 0; i < sizeof associations / sizeof *associations; i++)
        if (!strcmp(name, associations[i].name))
            associate = associations[i].associate;
    if (!associate)
        return sg_fail(err, SG_ERR_USAGE,
                       "no association '%s': take count, jaccard, cosine, npmi or loglik", name);
    double *around = sg_arena_array(d->arena, d->from->node_count + 1, sizeof *around), all = 0;
    bool *is_kept = sg_arena_array(d->arena, d->edge_count + 1, sizeof *is_kept);
    if (!around || !is_kept)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < d->edge_count; i++) {
        if (d->edges[i].is_directed)
            continue;
        around[d->edges[i].source] += d->edges[i].weight;
        around[d->edges[i].target] += d->edges[i].weight;
        all += d->edges[i].weight;
    }
    for (size_t i = 0; i < d->edge_count; i++) {
        struct sg_edge *edge = &d->edges[i];
        is_kept[i] = true;
        if (edge->is_directed)
            continue;
        edge->weight = associate(edge->weight, around[edge->source], around[edge->target], all);
        is_kept[i] = edge->weight > 0;
    }
    sg_derive_keep(d, is_kept);
    return SG_OK;
}
