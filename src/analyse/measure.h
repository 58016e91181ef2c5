/* The shape of a measure: one function, one row in the table of measures.c. */
#ifndef SG_ANALYSE_MEASURE_H
#define SG_ANALYSE_MEASURE_H

#include "analyse/ig.h"
#include "analyse/net.h"
#include "base/arena.h"

#include <stancegraph/analysis.h>

/* What a measure may ask of the net it is computed on. */
enum sg_need {
    SG_NEEDS_NOTHING = 0,
    SG_NEEDS_POSITIVE = 1 << 0,  /* no weight at or below zero */
    SG_NEEDS_CONNECTED = 1 << 1, /* one part, actors without ties aside */
    SG_NEEDS_SIGN = 1 << 2,      /* signed ties */
    SG_NEEDS_DIRECTION = 1 << 3, /* not every tie undirected */
};

/* What is shared by the measures of one analysis. */
struct sg_measuring {
    const struct sg_net *net;
    struct sg_ig *directed, *both_ways;
    double exact_limit;
    uint64_t seed;
    struct sg_arena *arena;
    const char *note; /* set by a measure that has something to say; in the arena */
};

typedef enum sg_status sg_measure_function(double *values, struct sg_measuring *m,
                                           struct sg_error *err);

struct sg_measure {
    struct sg_measure_info info;
    unsigned needs;      /* of enum sg_need */
    const char *instead; /* what to take where it is undefined */
    sg_measure_function *compute;
};

/* measure_degree.c */
sg_measure_function sg_measure_degree, sg_measure_in_degree, sg_measure_out_degree,
    sg_measure_strength, sg_measure_in_strength, sg_measure_out_strength, sg_measure_positive_in,
    sg_measure_positive_out, sg_measure_negative_in, sg_measure_negative_out;
/* measure_path.c */
sg_measure_function sg_measure_betweenness, sg_measure_closeness, sg_measure_harmonic;
/* measure_walk.c */
sg_measure_function sg_measure_eigenvector, sg_measure_katz, sg_measure_pagerank, sg_measure_hub,
    sg_measure_authority;
/* measure_local.c */
sg_measure_function sg_measure_coreness, sg_measure_constraint, sg_measure_articulation,
    sg_measure_transitivity, sg_measure_reciprocity;
/* measure_signed.c */
sg_measure_function sg_measure_net_received, sg_measure_net_given, sg_measure_status, sg_measure_pn,
    sg_measure_pn_in, sg_measure_pn_out;

#endif
