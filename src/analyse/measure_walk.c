/* Measures of where a walk along the ties ends up. */
#include "analyse/measure.h"

#include <math.h>
#include <stdlib.h>

#define DAMPING 0.85

enum sg_status sg_measure_eigenvector(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    return sg_ig_eigenvector(values, m->both_ways, err);
}

enum sg_status sg_measure_pagerank(double *values, struct sg_measuring *m, struct sg_error *err) {
    return sg_ig_pagerank(values, m->directed, DAMPING, err);
}

static enum sg_status hits(double *wanted, struct sg_measuring *m, bool wants_hubs,
                           struct sg_error *err) {
    double *other = malloc((m->net->node_count + 1) * sizeof *other);
    if (!other)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = wants_hubs ? sg_ig_hits(wanted, other, m->directed, err)
                                       : sg_ig_hits(other, wanted, m->directed, err);
    free(other);
    return status;
}

enum sg_status sg_measure_hub(double *values, struct sg_measuring *m, struct sg_error *err) {
    return hits(values, m, true, err);
}

enum sg_status sg_measure_authority(double *values, struct sg_measuring *m, struct sg_error *err) {
    return hits(values, m, false, err);
}

/* The largest row and the largest column sum both bound the largest eigenvalue from above. */
static double eigenvalue_bound(const struct sg_net *net) {
    double bound_in = 0, bound_out = 0;
    for (size_t i = 0; i < net->node_count; i++) {
        double in = 0, out = 0;
        for (uint32_t t = net->in.first[i]; t < net->in.first[i + 1]; t++)
            in += net->arcs[net->in.ties[t]].weight;
        for (uint32_t t = net->out.first[i]; t < net->out.first[i + 1]; t++)
            out += net->arcs[net->out.ties[t]].weight;
        bound_in = fmax(bound_in, in);
        bound_out = fmax(bound_out, out);
    }
    return fmin(bound_in, bound_out);
}

/* x = alpha A' x + 1, by iteration; alpha stands below 1 / (largest eigenvalue), so it converges.
 */
enum sg_status sg_measure_katz(double *values, struct sg_measuring *m, struct sg_error *err) {
    const struct sg_net *net = m->net;
    size_t n = net->node_count;
    double bound = eigenvalue_bound(net), alpha = bound > 0 ? DAMPING / bound : 0, change = 1;
    double *next = malloc((n + 1) * sizeof *next);
    if (!next)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < n; i++)
        values[i] = 1;
    for (int round = 0; round < 1000 && change > 1e-15; round++) {
        change = 0;
        for (size_t i = 0; i < n; i++) {
            next[i] = 1;
            for (uint32_t t = net->in.first[i]; t < net->in.first[i + 1]; t++) {
                const struct sg_tie *arc = &net->arcs[net->in.ties[t]];
                next[i] += alpha * arc->weight * values[arc->from];
            }
        }
        for (size_t i = 0; i < n; i++) {
            change = fmax(change, fabs(next[i] - values[i]) / next[i]);
            values[i] = next[i];
        }
    }
    free(next);
    m->note = sg_arena_printf(m->arena, "katz: attenuation %.9g (0.85 / a bound of the eigenvalue)",
                              alpha);
    return SG_OK;
}
