/* stancegraph build: documents or claims -> a graph file. */
#include "base/buf.h"
#include "cli/commands.h"
#include "cli/graph_options.h"
#include "cli/manifest.h"

#include <stancegraph/analysis.h>
#include <stancegraph/export.h>
#include <stdlib.h>
#include <string.h>

int sg_command_build(const struct sg_command *self, int argc, char **argv);

#define OUTPUTS_MOST 16

struct build_options {
    struct sg_graph_choice choice; /* first: the shared rows set it */
    const char *outputs[OUTPUTS_MOST];
    size_t output_count;
    struct sg_export_options export;
    const char *dialect; /* for those outputs whose format knows it */
    bool lists_formats;
    bool has_no_manifest;
    int argc; /* the command line, for the manifest */
    char **argv;
};

static bool set_output(void *target, const char *value, struct sg_error *err) {
    struct build_options *options = target;
    if (options->output_count == OUTPUTS_MOST)
        return sg_fail(err, SG_ERR_USAGE, "at most %d outputs", OUTPUTS_MOST), false;
    options->outputs[options->output_count++] = value;
    return true;
}

static bool set_format(void *target, const char *value, struct sg_error *err) {
    struct build_options *options = target;
    options->lists_formats |= !strcmp(value, "help");
    options->export.format = value;
    return true;
}

static bool set_dialect(void *target, const char *value, struct sg_error *err) {
    ((struct build_options *)target)->dialect = value;
    return true;
}

static bool set_title(void *target, const char *value, struct sg_error *err) {
    ((struct build_options *)target)->export.title = value;
    return true;
}

static bool set_size_by(void *target, const char *value, struct sg_error *err) {
    ((struct build_options *)target)->export.size_by = value;
    return true;
}

static bool set_no_manifest(void *target, const char *value, struct sg_error *err) {
    return ((struct build_options *)target)->has_no_manifest = true;
}

static const struct sg_option own_options[] = {
    {"output", 'o', "FILE", "where to write; the ending names the format; may be given again",
     set_output},
    {"format", 'f', "NAME", "the format, where the ending does not tell; 'help' lists them",
     set_format},
    {"for", 0, "DIALECT", "a form of the format for one program: gephi, gexf13, camps, signed",
     set_dialect},
    {"title", 0, "TEXT", "a title for files and pictures", set_title},
    {"size-by", 0, "MEASURE", "what sizes the actors (default: pagerank)", set_size_by},
    {"top", 'n', "N", "the same as --keep", sg_choose_keep},
    {"no-manifest", 0, NULL, "do not write OUT.manifest.json (version, options, hashes, counts)",
     set_no_manifest},
    SG_GRAPH_OPTION_ROWS,
    {NULL, 0, NULL, NULL, NULL},
};

static void print_formats(void) {
    const struct sg_format *format;
    for (size_t i = 0; (format = sg_format_at(i)); i++) {
        printf("%-9s .%-13s %s\n", format->name, format->extensions, format->about);
        if (*format->dialects)
            printf("%-24s --for %s\n", "", format->dialects);
    }
}

/* `--for gephi -o a.dot -o a.json`: a format that has no such dialect takes its own form. */
static struct sg_export_options options_for(const struct build_options *options, const char *path) {
    struct sg_export_options export = options->export;
    struct sg_error unheeded;
    export.dialect = options->dialect;
    if (options->dialect && sg_export_check(path, &export, &unheeded))
        export.dialect = NULL;
    return export;
}

/* Before anything is read: does every output name a format, does one at least know the dialect? */
static enum sg_status check_outputs(const struct build_options *options, struct sg_error *err) {
    bool is_known = !options->dialect;
    for (size_t i = 0; i < options->output_count; i++) {
        struct sg_export_options export = options_for(options, options->outputs[i]);
        enum sg_status status = sg_export_check(options->outputs[i], &export, err);
        if (status)
            return status;
        is_known |= export.dialect != NULL;
    }
    if (is_known)
        return SG_OK;
    struct sg_export_options export = options->export;
    export.dialect = options->dialect;
    return sg_export_check(options->outputs[0], &export, err);
}

static bool needs_sentences(const struct build_options *options, const char *path) {
    const struct sg_format *format = sg_format_of_path(path);
    const char *name = options->export.format ? options->export.format : format ? format->name : "";
    return !strcmp(name, "html");
}

/* Once for all outputs, in the analysis, which frees them. */
static enum sg_status make_places(struct sg_analysis *analysis, const struct sg_graph *graph,
                                  struct sg_error *err) {
    if (analysis->x)
        return SG_OK;
    analysis->x = calloc(graph->node_count + 1, sizeof *analysis->x);
    analysis->y = calloc(graph->node_count + 1, sizeof *analysis->y);
    if (!analysis->x || !analysis->y)
        return sg_fail(err, SG_ERR_MEMORY, "build: out of memory");
    return sg_layout(analysis->x, analysis->y, graph, err);
}

/* More ties than a picture shows: it is drawn, and said what helps. */
static void say_crowd(const struct build_options *options, const struct sg_graph *graph) {
    enum { TIES_MOST = 600 };
    for (size_t i = 0; i < options->output_count; i++) {
        const struct sg_format *format = sg_format_of_path(options->outputs[i]);
        bool is_picture = format && (!strcmp(format->name, "svg") || !strcmp(format->name, "png") ||
                                     !strcmp(format->name, "pdf"));
        if (!is_picture || graph->edge_count <= TIES_MOST)
            continue;
        sg_say("%s: %zu ties are more than a picture can show: --top 40, --min-weight 2 or "
               "--backbone 0.05 thin it, an .html page lets one search",
               options->outputs[i], graph->edge_count);
        return;
    }
}

static void say_notice(void *context, const char *text) { sg_say("%s", text); }

/* Beside the first output that is a file. */
static enum sg_status write_manifest(const struct sg_common *common,
                                     const struct build_options *options,
                                     const struct sg_graph *graph, struct sg_error *err) {
    enum sg_status status = SG_OK;
    struct sg_buf path;
    sg_buf_init(&path);
    for (size_t i = 0; !path.length && i < options->output_count; i++)
        if (strcmp(options->outputs[i], "-") != 0 && strncmp(options->outputs[i], "/dev/", 5) != 0)
            sg_buf_printf(&path, "%s.manifest.json", options->outputs[i]);
    if (path.length && !options->has_no_manifest)
        status = sg_manifest_write(sg_buf_text(&path), common, options->argc, options->argv,
                                   options->outputs, options->output_count, graph, err);
    sg_buf_release(&path);
    return status;
}

static enum sg_status build(struct sg_common *common, const struct build_options *options,
                            struct sg_error *err) {
    struct sg_graph *graph = NULL;
    struct sg_analysis *analysis = NULL;
    enum sg_status status = check_outputs(options, err);
    for (size_t i = 0; !status && i < options->output_count; i++)
        common->keeps_sentences |= needs_sentences(options, options->outputs[i]);
    if (!status)
        status = sg_make_graph(&graph, common, &options->choice, err);
    if (!status)
        status = sg_analyse(&analysis, graph, NULL, 0, err);
    if (!status && !common->is_quiet)
        say_crowd(options, graph);
    if (!status && options->output_count > 1)
        status = make_places(analysis, graph, err);
    for (size_t i = 0; !status && i < options->output_count; i++) {
        struct sg_export_options export = options_for(options, options->outputs[i]);
        export.notice = common->is_quiet ? NULL : say_notice;
        status = sg_export(graph, analysis, options->outputs[i], &export, err);
    }
    if (!status)
        status = write_manifest(common, options, graph, err);
    if (!status && !common->is_quiet) {
        if (common->documents)
            sg_say("%zu documents, %zu actors, %zu ties", common->documents, graph->node_count,
                   graph->edge_count);
        else /* claims files say nothing of the documents behind them */
            sg_say("%zu actors, %zu ties", graph->node_count, graph->edge_count);
    }
    sg_analysis_free(analysis);
    sg_graph_free(graph);
    return status;
}

int sg_command_build(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err;
    struct build_options options = {.argc = argc, .argv = argv};
    int code = sg_options_parse(&common, self, own_options, &options, argc, argv);
    if (code < 0 && options.lists_formats) {
        print_formats();
        code = SG_EXIT_OK;
    }
    if (code < 0 && !options.output_count) {
        sg_say("build: no output: name one with -o, for instance -o graph.graphml");
        code = SG_EXIT_USAGE;
    }
    if (code < 0)
        code = build(&common, &options, &err) ? sg_say_error(&err) : sg_finish(&common);
    sg_common_release(&common);
    return code;
}
