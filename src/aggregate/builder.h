/* What a builder keeps while claims come in. Private to src/aggregate: builder.c adds, and
 * builder_finish.c makes the graph of it. */
#ifndef SG_AGGREGATE_BUILDER_H
#define SG_AGGREGATE_BUILDER_H

#include "aggregate/graph.h"
#include "aggregate/reprints.h"
#include "base/strmap.h"

#define CONFIDENCE_UNIT 1e9

/* One malloc'ed block: the struct and its text. The other strings are keys of the builder's maps.
 */
struct quote {
    struct sg_evidence evidence;
    uint64_t words; /* as its tally's */
    uint32_t document;
    char text[];
};

struct edge {
    uint32_t source, target, relation;
    uint32_t positive, negative, current; /* claims by sign; current: not marked as ended */
    struct sg_statement *tallies;
    uint32_t tally_count, tally_capacity;
    struct quote *best;
    struct quote **quotes; /* all of them, when asked for */
    uint32_t quote_count, quote_capacity;
};

/* How claims name a node; the most frequent one wins, then the first by alphabet. */
struct variant {
    uint32_t name, type, count;
};

struct node {
    struct variant *variants;
    uint32_t variant_count;
};

struct sg_graph_builder {
    struct sg_strmap *ids, *names, *types, *relations, *documents, *outlets;
    struct sg_strmap *words; /* dates, cues, rules, roles: what many sentences share */
    struct sg_signed_document *signatures;
    size_t signature_count, signature_capacity;
    struct node *nodes;
    size_t node_capacity;
    struct edge *edges;
    size_t edge_count, edge_capacity;
    uint32_t *slots; /* edge index + 1 by hash of (source, target, relation); a power of two */
    size_t slot_count;
    bool keeps_sentences;
    size_t negated, hypothetical, selves;
};

/* Sorts an edge's tallies and adds up those of one document, outlet, day and sentence. */
void sg_edge_merge_tallies(struct edge *edge);
void sg_edge_release(struct edge *edge);
/* Fills the owner's graph; false when out of memory. Sorts and settles what the builder keeps,
 * and frees each edge's share of it as soon as it is copied. */
bool sg_graph_builder_fill(struct sg_graph_owner *owner, struct sg_graph_builder *builder);

#endif
