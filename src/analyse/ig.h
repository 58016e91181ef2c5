/* The only door to igraph: plain arrays in, plain arrays out. igraph is built without thread
 * safety in Debian, so every call holds one lock, and its aborting error handler is replaced; an
 * error comes back as a status. */
#ifndef SG_ANALYSE_IG_H
#define SG_ANALYSE_IG_H

#include "analyse/net.h"

struct sg_ig;

/* Over arcs (directed) or pairs. What a weight is, is each call's business. */
enum sg_status sg_ig_open(struct sg_ig **out, const struct sg_net *net, bool is_directed,
                          struct sg_error *err);
void sg_ig_close(struct sg_ig *ig);

/* `values` has one number a node. Lengths are 1 / weight. `sources` NULL: all nodes; else the sum
 * over these sources only, not scaled. */
enum sg_status sg_ig_betweenness(double *values, struct sg_ig *ig, const uint32_t *sources,
                                 size_t source_count, struct sg_error *err);
/* Mean distance to the reachable nodes, inverted; and how many are reachable. */
enum sg_status sg_ig_closeness(double *values, double *reachable, struct sg_ig *ig,
                               struct sg_error *err);
/* Sum of 1 / distance over the other nodes, divided by n - 1. */
enum sg_status sg_ig_harmonic(double *values, struct sg_ig *ig, struct sg_error *err);
/* Distances from each source to every node, one row a source; infinite where there is no path. Many
 * sources in one call share igraph's lists of ties. */
enum sg_status sg_ig_distances(double *values, struct sg_ig *ig, const uint32_t *sources,
                               size_t source_count, struct sg_error *err);
enum sg_status sg_ig_eigenvector(double *values, struct sg_ig *ig, struct sg_error *err);
enum sg_status sg_ig_pagerank(double *values, struct sg_ig *ig, double damping,
                              struct sg_error *err);
enum sg_status sg_ig_hits(double *hubs, double *authorities, struct sg_ig *ig,
                          struct sg_error *err);
enum sg_status sg_ig_coreness(double *values, struct sg_ig *ig, struct sg_error *err);
/* NaN for nodes without ties. */
enum sg_status sg_ig_constraint(double *values, struct sg_ig *ig, struct sg_error *err);
/* 1 for nodes whose loss would split their part of the graph, else 0. */
enum sg_status sg_ig_articulation(double *values, struct sg_ig *ig, struct sg_error *err);
/* NaN for nodes with fewer than two neighbours. */
enum sg_status sg_ig_transitivity(double *values, struct sg_ig *ig, struct sg_error *err);
/* The whole graph's; NaN without connected triples. */
enum sg_status sg_ig_global_transitivity(double *value, struct sg_ig *ig, struct sg_error *err);
enum sg_status sg_ig_reciprocity(double *value, struct sg_ig *ig, struct sg_error *err);
/* Which biconnected component each tie (as the net orders them) lies in. */
enum sg_status sg_ig_blocks(uint32_t *block_of_tie, size_t *block_count, struct sg_ig *ig,
                            struct sg_error *err);
/* Unsigned communities by modularity (Leiden). */
enum sg_status sg_ig_leiden(uint32_t *membership, size_t *count, double *quality, struct sg_ig *ig,
                            uint64_t seed, struct sg_error *err);

#endif
