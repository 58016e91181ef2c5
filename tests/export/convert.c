/* convert CLAIMS.jsonl [--for DIALECT] OUT...: claims to graph files, without the engine, for the
 * tests of the formats. */
#include "aggregate/claim_json.h"
#include "base/file.h"

#include <stancegraph/export.h>
#include <stancegraph/graph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const struct sg_error *err) {
    fprintf(stderr, "convert: %s\n", err->text);
    return 1;
}

static void print_notice(void *context, const char *text) { fprintf(stderr, "%s\n", text); }

int main(int argc, char **argv) {
    struct sg_error err = {0};
    struct sg_export_options options = {.notice = print_notice, .title = "a test"};
    struct sg_graph_builder *builder = NULL;
    struct sg_graph *graph = NULL;
    struct sg_arena arena;
    char *text = NULL;
    size_t length = 0;
    if (argc < 3)
        return fputs("usage: convert CLAIMS.jsonl [--for DIALECT] OUT...\n", stderr), 2;
    sg_arena_init(&arena);
    if (sg_file_read(&text, &length, argv[1], 0, &err) || sg_graph_builder_new(&builder, &err))
        return fail(&err);
    sg_graph_builder_keep_sentences(builder);
    for (char *line = text; *line;) {
        size_t size = strcspn(line, "\n");
        struct sg_claim claim;
        if (size && (sg_claim_read(&claim, &arena, line, size, &err) ||
                     sg_graph_builder_add(builder, &claim, &err)))
            return fail(&err);
        line += size + (line[size] == '\n');
    }
    if (sg_graph_builder_finish(&graph, builder, &err))
        return fail(&err);
    for (int i = 2; i < argc; i++)
        if (!strcmp(argv[i], "--for") && i + 1 < argc)
            options.dialect = argv[++i];
        else {
            struct sg_export_options own = options;
            if (sg_export_check(argv[i], &own, &err)) /* a dialect of another format's */
                own.dialect = NULL;
            if (sg_export(graph, NULL, argv[i], &own, &err))
                return fail(&err);
        }
    sg_graph_free(graph);
    sg_graph_builder_free(builder);
    sg_arena_release(&arena);
    free(text);
    return 0;
}
