/* The graph: actors as nodes, one edge for each (source, target, relation). */
#ifndef STANCEGRAPH_GRAPH_H
#define STANCEGRAPH_GRAPH_H

#include <stancegraph/claim.h>
#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One quoted sentence that made an edge. Strings are the graph's own; date, outlet, cue may be
 * NULL. */
struct sg_evidence {
    const char *doc, *date, *outlet, *text, *cue, *rule, *attribution;
    double confidence;
    size_t sentence, start, end; /* where it stands in the document, as in struct sg_claim */
    const char *role;            /* affiliated only, or NULL */
};

#define SG_NO_DAY INT32_MIN
#define SG_NO_OUTLET UINT32_MAX

/* What one document, on one day, adds to an edge: the ledger from which weights, periods and
 * resamples are computed. */
struct sg_tally {
    uint32_t document; /* index in graph->documents */
    uint32_t outlet;   /* index in graph->outlets, or SG_NO_OUTLET */
    int32_t day;       /* days since 1970-01-01, or SG_NO_DAY */
    uint32_t claims;
    double confidence; /* the sum over its claims */
};

struct sg_node {
    const char *id;   /* [a-z0-9-]+ */
    const char *name; /* canonical; any UTF-8 */
    const char *type; /* state, official, militia, organization, person */
    size_t claims;    /* weighted claims that it is an end of, `cooccurs` not among them */
    size_t documents; /* documents that weigh on any of its edges */
};

struct sg_edge {
    uint32_t source, target; /* indices of nodes */
    const char *relation;
    int sign;         /* -1, 0, +1 */
    bool is_directed; /* false for cooccurs only; then source's id sorts before target's */
    double weight;    /* > 0: the number of weighted claims, unless another weight was asked for */
    size_t claims, documents, sources; /* sources: distinct outlets, at least 1 */
    const char *first, *last;          /* YYYY-MM-DD, or NULL when no claim is dated */
    struct sg_evidence evidence;       /* the best one: confident, asserted, early */
    /* Every weighted claim's sentence, by date (undated last), document, place in it; for the page
     * and for dynamic files. NULL, 0 unless the builder was asked to keep them. */
    struct sg_evidence *sentences;
    size_t sentence_count;
    bool is_former; /* affiliated only: every claim says that it has ended */
    /* By document, day, outlet. NULL, 0 for a graph that was read from a graph file. */
    const struct sg_tally *tallies;
    size_t tally_count;
};

/* Nodes are sorted by id; edges by source id, target id, relation. Owned by the graph; const after
 * sg_graph_builder_finish(). */
struct sg_graph {
    struct sg_node *nodes;
    size_t node_count;
    struct sg_edge *edges;
    size_t edge_count;
    const char *const *documents; /* ids of the documents that weigh, sorted */
    size_t document_count;
    const char *const *outlets; /* sorted */
    size_t outlet_count;
    const char *first, *last;             /* dates of the claims that weigh, or NULL */
    size_t claims;                        /* claims that weigh */
    size_t negated, hypothetical, selves; /* claims that were read and add no weight */
    size_t reprints;                      /* of the documents: the article of another one again */
};

struct sg_graph_builder;

/* A builder takes claims in any order and any split: the same claims give the same graph. It copies
 * what it keeps. Negated and hypothetical claims and self-loops add nothing. */
enum sg_status sg_graph_builder_new(struct sg_graph_builder **out, struct sg_error *err);
/* From now on every edge keeps all its sentences, not only the best one. */
void sg_graph_builder_keep_sentences(struct sg_graph_builder *builder);
enum sg_status sg_graph_builder_add(struct sg_graph_builder *builder, const struct sg_claim *claim,
                                    struct sg_error *err);
/* Gives the graph; the builder is empty afterwards. */
enum sg_status sg_graph_builder_finish(struct sg_graph **out, struct sg_graph_builder *builder,
                                       struct sg_error *err);
void sg_graph_builder_free(struct sg_graph_builder *builder);
void sg_graph_free(struct sg_graph *graph);

/* What to make of a graph. Words are as a user types them; a zeroed struct changes nothing. */
struct sg_graph_options {
    const char *relations;     /* comma list of relation names to keep; NULL: all */
    const char *types;         /* comma list of actor types to keep; NULL: all */
    const char *since, *until; /* YYYY-MM-DD, both inclusive; undated claims fall out */
    /* "organization": officials and persons become what they belong to; "state": onward to its
     * state, but never through a militia. By the strongest `affiliated` edge that has not ended. */
    const char *roll_up;
    bool drop_affiliations; /* after the roll-up */
    const char *weight;     /* "claims" (default), "documents", "outlets", "confidence" */
    double half_life;       /* days after which a claim weighs half; 0: no decay */
    const char *as_of;      /* the day that ages count from; NULL: the graph's last */
    /* Weight of `cooccurs`: "count", "jaccard", "cosine" (Salton), "npmi" (Bouma 2009), "loglik"
     * (Dunning 1993), with an actor's co-occurrences as its occurrences (van Eck and Waltman 2009);
     * pairs that come out at zero or below are dropped. */
    const char *association;
    double min_weight;
    size_t min_documents;
    /* Significance level of the disparity filter (Serrano, Boguna, Vespignani 2009), 0 < a < 1;
     * 0: none. An edge stays when it is significant for either end. Affiliations always stay. */
    double backbone;
    const char *ego; /* name or id of an actor; only what is within `radius` steps (0: 1) of it */
    size_t radius;
    size_t top; /* keep the N actors with the largest strength; 0: all */
    bool keep_isolates;
};

/* Makes a new graph that shares nothing with `from`. Dates, weights other than claims and half-life
 * need tallies (a graph made of claims, not read from a file): SG_ERR_UNDEFINED without. */
enum sg_status sg_graph_derive(struct sg_graph **out, const struct sg_graph *from,
                               const struct sg_graph_options *options, struct sg_error *err);
/* Reads a graph that was written as JSON. It has the best sentence of each edge and no tallies. */
enum sg_status sg_graph_read(struct sg_graph **out, const char *path, struct sg_error *err);
/* The node of that id or name (upper and lower case alike), or UINT32_MAX with an error that names
 * actors that are alike. */
uint32_t sg_graph_find(const struct sg_graph *graph, const char *actor, struct sg_error *err);

#ifdef __cplusplus
}
#endif
#endif
