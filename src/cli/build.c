/* stancegraph build: documents or claims -> a graph file. */
#include "cli/commands.h"

#include <stancegraph/analysis.h>
#include <stancegraph/export.h>
#include <string.h>

int sg_command_build(const struct sg_command *self, int argc, char **argv);

#define OUTPUTS_MOST 16

struct build_options {
    const char *outputs[OUTPUTS_MOST];
    size_t output_count;
    struct sg_export_options export;
};

static bool set_output(void *target, const char *value, struct sg_error *err) {
    struct build_options *options = target;
    if (options->output_count == OUTPUTS_MOST)
        return sg_fail(err, SG_ERR_USAGE, "at most %d outputs", OUTPUTS_MOST), false;
    options->outputs[options->output_count++] = value;
    return true;
}

static bool set_format(void *target, const char *value, struct sg_error *err) {
    ((struct build_options *)target)->export.format = value;
    return true;
}

static const struct sg_option own_options[] = {
    {"output", 'o', "FILE", "where to write; the ending names the format; may be given again",
     set_output},
    {"format", 'f', "NAME", "the format, where the ending does not tell", set_format},
    {NULL, 0, NULL, NULL, NULL},
};

static enum sg_status build(struct sg_common *common, const struct build_options *options,
                            struct sg_error *err) {
    struct sg_graph *graph = NULL;
    struct sg_analysis *analysis = NULL;
    enum sg_status status = sg_build_graph(&graph, common, "core", err);
    if (!status)
        status = sg_analyse(&analysis, graph, NULL, 0, err);
    for (size_t i = 0; !status && i < options->output_count; i++)
        status = sg_export(graph, analysis, options->outputs[i], &options->export, err);
    if (!status && !common->is_quiet)
        sg_say("%zu documents, %zu actors, %zu ties", common->documents, graph->node_count,
               graph->edge_count);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
    return status;
}

int sg_command_build(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err;
    struct build_options options = {0};
    int code = sg_options_parse(&common, self, own_options, &options, argc, argv);
    if (code < 0 && !options.output_count) {
        sg_say("build: no output: name one with -o, for instance -o graph.graphml");
        code = SG_EXIT_USAGE;
    }
    if (code < 0)
        code = build(&common, &options, &err) ? sg_say_error(&err) : sg_finish(&common);
    sg_common_release(&common);
    return code;
}
