/* How many others, and how much: counts over ties and sums over their weights. */
#include "analyse/measure.h"

static void count_around(double *values, const struct sg_adjacency *ties, size_t node_count) {
    for (size_t i = 0; i < node_count; i++)
        values[i] = ties->first[i + 1] - ties->first[i];
}

enum sg_status sg_measure_degree(double *values, struct sg_measuring *m, struct sg_error *err) {
    count_around(values, &m->net->around, m->net->node_count);
    return SG_OK;
}

enum sg_status sg_measure_in_degree(double *values, struct sg_measuring *m, struct sg_error *err) {
    count_around(values, &m->net->in, m->net->node_count);
    return SG_OK;
}

enum sg_status sg_measure_out_degree(double *values, struct sg_measuring *m, struct sg_error *err) {
    count_around(values, &m->net->out, m->net->node_count);
    return SG_OK;
}

enum part { WHOLE, POSITIVE, NEGATIVE };

static void sum_around(double *values, const struct sg_net *net, const struct sg_adjacency *around,
                       const struct sg_tie *ties, enum part part) {
    for (size_t i = 0; i < net->node_count; i++) {
        values[i] = 0;
        for (uint32_t t = around->first[i]; t < around->first[i + 1]; t++) {
            const struct sg_tie *tie = &ties[around->ties[t]];
            values[i] += part == WHOLE      ? tie->weight
                         : part == POSITIVE ? tie->positive
                                            : tie->negative;
        }
    }
}

enum sg_status sg_measure_strength(double *values, struct sg_measuring *m, struct sg_error *err) {
    sum_around(values, m->net, &m->net->around, m->net->pairs, WHOLE);
    return SG_OK;
}

enum sg_status sg_measure_in_strength(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    sum_around(values, m->net, &m->net->in, m->net->arcs, WHOLE);
    return SG_OK;
}

enum sg_status sg_measure_out_strength(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    sum_around(values, m->net, &m->net->out, m->net->arcs, WHOLE);
    return SG_OK;
}

enum sg_status sg_measure_positive_in(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    sum_around(values, m->net, &m->net->in, m->net->arcs, POSITIVE);
    return SG_OK;
}

enum sg_status sg_measure_positive_out(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    sum_around(values, m->net, &m->net->out, m->net->arcs, POSITIVE);
    return SG_OK;
}

enum sg_status sg_measure_negative_in(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    sum_around(values, m->net, &m->net->in, m->net->arcs, NEGATIVE);
    return SG_OK;
}

enum sg_status sg_measure_negative_out(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    sum_around(values, m->net, &m->net->out, m->net->arcs, NEGATIVE);
    return SG_OK;
}
