/* The steps from a graph to another one. They work on a plain array of edges whose tallies and
 * sentences are their own. */
#ifndef SG_AGGREGATE_DERIVE_H
#define SG_AGGREGATE_DERIVE_H

#include "aggregate/graph.h"

struct sg_derivation {
    const struct sg_graph *from; /* lent; strings point into it until the end */
    const struct sg_graph_options *options;
    struct sg_arena *arena; /* dies at the end */
    struct sg_edge *edges;  /* ends are indices of from->nodes */
    size_t edge_count;
    int32_t last_day; /* of all tallies left, or SG_NO_DAY */
    int32_t first_day;
};

/* weigh.c: weights by kind and age; association of `cooccurs`. */
enum sg_status sg_derive_weights(struct sg_derivation *d, struct sg_error *err);
enum sg_status sg_derive_association(struct sg_derivation *d, struct sg_error *err);
/* rollup.c */
enum sg_status sg_derive_roll_up(struct sg_derivation *d, struct sg_error *err);
/* backbone.c */
enum sg_status sg_derive_backbone(struct sg_derivation *d, struct sg_error *err);

/* Drops the edges whose flag is false. */
void sg_derive_keep(struct sg_derivation *d, const bool *is_kept);

#endif
