/* Builds a graph from two short articles and one claim of our own, ranks its actors, and writes it.
 *
 * usage: build_graph [FILE]     FILE.graphml, .gexf, .dot, .json ...; without FILE: a table only
 *
 *     cc build_graph.c $(pkg-config --cflags --libs stancegraph) -o build_graph */
#include <stancegraph/analysis.h>
#include <stancegraph/engine.h>
#include <stancegraph/export.h>
#include <stancegraph/graph.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sg_document articles[] = {
    {.id = "niger",
     .date = "2023-08-01",
     .source = "Savanna Courier",
     .text = "Mali and Burkina Faso backed Niger on Monday. Niger accused France of plotting an "
             "attack. France rejected the accusation and condemned Niger. Germany backed France."},
    {.id = "odesa",
     .date = "2022-07-24",
     .source = "The Dnipro Ledger",
     .text = "Ukraine accused Russia of shelling Odesa. The United States and Germany condemned "
             "Russia. Russia warned the United States against sending more weapons."},
};

/* A claim may come from anywhere: another tool, a coder's table, an earlier run. */
static const struct sg_claim coded_by_hand = {
    .doc = "codebook-7",
    .date = "2022-02-22",
    .text = "Damascus stands with Moscow, the minister said.",
    .relation = "backs",
    .sign = +1,
    .source = {.id = "syria", .name = "Syria", .type = "state", .mention = "Damascus"},
    .target = {.id = "russia", .name = "Russia", .type = "state", .mention = "Moscow"},
    .cue = "stands with",
    .confidence = 1.0,
    .rule = "by hand",
};

static enum sg_status add_article(struct sg_graph_builder *builder, const struct sg_engine *engine,
                                  const struct sg_document *article, struct sg_error *error) {
    struct sg_document document = *article;
    struct sg_result *result = NULL;
    document.text_length = strlen(document.text);
    enum sg_status status = sg_extract(&result, engine, &document, error);
    for (size_t i = 0; !status && i < result->claim_count; i++)
        status = sg_graph_builder_add(builder, &result->claims[i], error);
    sg_result_free(result); /* the builder copied what it keeps */
    return status;
}

static enum sg_status build(struct sg_graph **out, struct sg_error *error) {
    struct sg_engine *engine = NULL;
    struct sg_graph_builder *builder = NULL;
    enum sg_status status = sg_engine_load(&engine, NULL, error);
    if (!status)
        status = sg_graph_builder_new(&builder, error);
    for (size_t i = 0; !status && i < sizeof articles / sizeof *articles; i++)
        status = add_article(builder, engine, &articles[i], error);
    if (!status)
        status = sg_graph_builder_add(builder, &coded_by_hand, error);
    if (!status)
        status = sg_graph_builder_finish(out, builder, error);
    sg_graph_builder_free(builder);
    sg_engine_free(engine);
    return status;
}

static void print_graph(const struct sg_graph *graph, const struct sg_analysis *analysis) {
    const struct sg_column *rank = sg_analysis_column(analysis, "pagerank");
    const struct sg_column *in = sg_analysis_column(analysis, "in_strength");
    const struct sg_column *out = sg_analysis_column(analysis, "out_strength");
    printf("%-20s %9s %12s %13s\n", "actor", "pagerank", "in_strength", "out_strength");
    for (size_t i = 0; i < graph->node_count; i++)
        printf("%-20s %9.3f %12.0f %13.0f\n", graph->nodes[i].name, rank->values[i], in->values[i],
               out->values[i]);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        printf("%s %s %s: %zu, \"%s\"\n", graph->nodes[edge->source].name, edge->relation,
               graph->nodes[edge->target].name, edge->claims, edge->evidence.text);
    }
}

int main(int argc, char **argv) {
    static const char *const measures[] = {"pagerank", "in_strength", "out_strength"};
    struct sg_graph *graph = NULL;
    struct sg_analysis *analysis = NULL;
    struct sg_error error;
    int status = EXIT_FAILURE;

    if (build(&graph, &error) || sg_analyse(&analysis, graph, measures, 3, &error) ||
        (argc > 1 && sg_export(graph, analysis, argv[1], NULL, &error))) {
        fprintf(stderr, "build_graph: %s\n", error.text);
        goto out;
    }
    print_graph(graph, analysis);
    if (graph->edge_count < 2)
        fputs("build_graph: the articles gave no ties\n", stderr);
    else
        status = EXIT_SUCCESS;
out:
    sg_analysis_free(analysis);
    sg_graph_free(graph);
    return status;
}
