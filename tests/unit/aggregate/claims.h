/* Claims and graphs for tests, in one line each. */
#ifndef SG_TEST_CLAIMS_H
#define SG_TEST_CLAIMS_H

#include <stancegraph/graph.h>
#include <stdio.h>
#include <string.h>

/* A claim between two states; the sign is that of the relation's first letter: "backs" +1,
 * "affiliated" and "cooccurs" 0, else -1. */
static inline struct sg_claim claim_of(const char *source, const char *relation, const char *target,
                                       const char *doc, const char *date) {
    struct sg_claim claim = {.doc = doc,
                             .date = date,
                             .text = "A sentence.",
                             .relation = relation,
                             .source = {.id = source, .name = source, .type = "state"},
                             .target = {.id = target, .name = target, .type = "state"},
                             .confidence = 0.5,
                             .rule = "test"};
    bool is_structural = !strncmp(relation, "af", 2) || !strncmp(relation, "coo", 3);
    claim.sign = is_structural ? 0 : !strncmp(relation, "ba", 2) ? 1 : -1;
    return claim;
}

static inline struct sg_graph *graph_of(const struct sg_claim *claims, size_t count) {
    struct sg_graph_builder *builder = NULL;
    struct sg_graph *graph = NULL;
    if (sg_graph_builder_new(&builder, NULL))
        return NULL;
    sg_graph_builder_keep_sentences(builder);
    for (size_t i = 0; i < count; i++)
        sg_graph_builder_add(builder, &claims[i], NULL);
    sg_graph_builder_finish(&graph, builder, NULL);
    sg_graph_builder_free(builder);
    return graph;
}

static inline const struct sg_edge *edge_of(const struct sg_graph *graph, const char *source,
                                            const char *relation, const char *target) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (!strcmp(graph->nodes[edge->source].id, source) && !strcmp(edge->relation, relation) &&
            !strcmp(graph->nodes[edge->target].id, target))
            return edge;
    }
    return NULL;
}

#endif
