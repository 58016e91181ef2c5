/* How a graph owns its memory, and the counts that follow from its tallies. */
#ifndef SG_AGGREGATE_GRAPH_H
#define SG_AGGREGATE_GRAPH_H

#include "base/arena.h"

#include <stancegraph/graph.h>

/* Undirected, and no stance: the one relation whose two ends have no order. */
#define SG_COOCCURS "cooccurs"
/* The structural relation: member, leader, official, part of. */
#define SG_AFFILIATED "affiliated"

/* What sg_graph_free() frees: the graph stands first. All of it lives in the arena. */
struct sg_graph_owner {
    struct sg_graph graph;
    struct sg_arena arena;
};

struct sg_graph_owner *sg_graph_owner_new(void);

/* The order of a graph's edges: by source, target, relation. For qsort(). */
int sg_edge_compare(const void *a, const void *b);
/* The order of evidence, best first: confident, early (undated last), then by document, place and
 * words, so that equal sets of claims give equal choices. */
int sg_evidence_compare(const struct sg_evidence *a, const struct sg_evidence *b);
/* By date (undated last), document, place: the order of sg_edge.sentences. */
int sg_evidence_compare_in_time(const struct sg_evidence *a, const struct sg_evidence *b);
/* Copies every string. False when out of memory. */
bool sg_evidence_copy(struct sg_evidence *out, const struct sg_evidence *from,
                      struct sg_arena *arena);

/* From edges and their tallies (sorted by document): the edges' claims, documents, sources, first
 * and last; the nodes' and the graph's counts. Edges without tallies keep what they have. False
 * when out of memory. */
bool sg_graph_count(struct sg_graph_owner *owner);

/* One claim as evidence; nothing is copied. */
struct sg_evidence sg_evidence_of_claim(const struct sg_claim *claim);

#endif
