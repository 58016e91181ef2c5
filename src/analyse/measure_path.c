/* Measures over shortest paths, with length 1 / weight. Exact where nodes x ties allow it; from
 * sampled sources where they do not, and then with a note. */
#include "analyse/measure.h"
#include "analyse/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many sources the budget allows; the node count when all of them. */
static size_t source_budget(const struct sg_measuring *m, size_t tie_count) {
    double n = (double)m->net->node_count, ties = (double)(tie_count ? tie_count : 1);
    if (n * ties <= m->exact_limit)
        return m->net->node_count;
    double k = m->exact_limit / ties;
    if (k < 64)
        k = 64;
    return k < n ? (size_t)k : m->net->node_count;
}

/* The first `count` of a seeded shuffle of all nodes; NULL when out of memory. */
static uint32_t *sample_nodes(const struct sg_measuring *m, size_t count) {
    size_t n = m->net->node_count;
    uint32_t *nodes = malloc((n + 1) * sizeof *nodes);
    struct sg_rng rng = {m->seed};
    if (!nodes)
        return NULL;
    for (size_t i = 0; i < n; i++)
        nodes[i] = (uint32_t)i;
    for (size_t i = 0; i < count; i++) {
        size_t j = i + sg_rng_below(&rng, (uint32_t)(n - i));
        uint32_t node = nodes[i];
        nodes[i] = nodes[j];
        nodes[j] = node;
    }
    return nodes;
}

static void note_sampling(struct sg_measuring *m, const char *what, size_t count,
                          const char *source) {
    m->note = sg_arena_printf(m->arena, "%s is estimated from %zu of %zu actors as sources (%s)",
                              what, count, m->net->node_count, source);
}

enum sg_status sg_measure_betweenness(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    size_t n = m->net->node_count, count = source_budget(m, m->net->arc_count);
    if (count == n)
        return sg_ig_betweenness(values, m->directed, NULL, 0, err);
    uint32_t *sources = sample_nodes(m, count);
    if (!sources)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = sg_ig_betweenness(values, m->directed, sources, count, err);
    free(sources);
    for (size_t i = 0; !status && i < n; i++)
        values[i] *= (double)n / (double)count;
    note_sampling(m, "betweenness", count, "Brandes and Pich 2007");
    return status;
}

enum path_sum { SUM_DISTANCE, SUM_INVERSE };

/* Distances are both ways, so a path from a source is a path to it. */
static enum sg_status sample_paths(double *values, struct sg_measuring *m, enum path_sum sum,
                                   size_t count, struct sg_error *err) {
    enum { AT_ONCE = 16 }; /* sources: rows of distances in memory */
    size_t n = m->net->node_count;
    uint32_t *sources = sample_nodes(m, count);
    double *distances = malloc((AT_ONCE * n + 1) * sizeof *distances);
    uint32_t *reached = calloc(n + 1, sizeof *reached);
    enum sg_status status = SG_OK;
    if (!sources || !distances || !reached)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < n; i++)
        values[i] = 0;
    for (size_t first = 0; !status && first < count; first += AT_ONCE) {
        size_t rows = count - first < AT_ONCE ? count - first : AT_ONCE;
        status = sg_ig_distances(distances, m->both_ways, sources + first, rows, err);
        for (size_t s = 0; !status && s < rows; s++)
            for (size_t i = 0; i < n; i++) {
                double distance = distances[s * n + i];
                if (i == sources[first + s] || isinf(distance))
                    continue;
                values[i] += sum == SUM_DISTANCE ? distance : 1 / distance;
                reached[i]++;
            }
    }
    for (size_t i = 0; !status && i < n; i++) {
        if (sum == SUM_DISTANCE)
            values[i] = reached[i] ? reached[i] / values[i] : NAN;
        else
            values[i] /= (double)count;
    }
    free(sources);
    free(distances);
    free(reached);
    return status;
}

enum sg_status sg_measure_closeness(double *values, struct sg_measuring *m, struct sg_error *err) {
    size_t n = m->net->node_count, count = source_budget(m, m->net->pair_count);
    if (count < n) {
        note_sampling(m, "closeness", count, "Eppstein and Wang 2004");
        return sample_paths(values, m, SUM_DISTANCE, count, err);
    }
    double *reachable = malloc((n + 1) * sizeof *reachable);
    if (!reachable)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = sg_ig_closeness(values, reachable, m->both_ways, err);
    free(reachable);
    return status;
}

enum sg_status sg_measure_harmonic(double *values, struct sg_measuring *m, struct sg_error *err) {
    size_t n = m->net->node_count, count = source_budget(m, m->net->pair_count);
    if (count == n)
        return sg_ig_harmonic(values, m->both_ways, err);
    note_sampling(m, "harmonic", count, "Eppstein and Wang 2004");
    return sample_paths(values, m, SUM_INVERSE, count, err);
}
