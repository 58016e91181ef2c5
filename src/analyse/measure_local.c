/* Measures of an actor's neighbourhood, both ways. */
#include "analyse/measure.h"

#include <math.h>

enum sg_status sg_measure_coreness(double *values, struct sg_measuring *m, struct sg_error *err) {
    return sg_ig_coreness(values, m->both_ways, err);
}

enum sg_status sg_measure_constraint(double *values, struct sg_measuring *m, struct sg_error *err) {
    return sg_ig_constraint(values, m->both_ways, err);
}

enum sg_status sg_measure_articulation(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    return sg_ig_articulation(values, m->both_ways, err);
}

enum sg_status sg_measure_transitivity(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    return sg_ig_transitivity(values, m->both_ways, err);
}

/* Of an actor's arcs, in and out, the share that has a counterpart. */
enum sg_status sg_measure_reciprocity(double *values, struct sg_measuring *m,
                                      struct sg_error *err) {
    const struct sg_net *net = m->net;
    for (size_t i = 0; i < net->node_count; i++) {
        double out = net->out.first[i + 1] - net->out.first[i];
        double in = net->in.first[i + 1] - net->in.first[i];
        double others = net->around.first[i + 1] - net->around.first[i];
        double mutual = out + in - others; /* each mutual pair is one other and two arcs */
        values[i] = out + in > 0 ? 2 * mutual / (out + in) : NAN;
    }
    return SG_OK;
}
