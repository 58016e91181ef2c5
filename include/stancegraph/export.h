/* Writing a graph for other programs. */
#ifndef STANCEGRAPH_EXPORT_H
#define STANCEGRAPH_EXPORT_H

#include <stancegraph/analysis.h>
#include <stancegraph/error.h>
#include <stancegraph/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sg_export_options {
    const char *format;  /* "graphml", "dot", ...; NULL: by the path's extension */
    const char *dialect; /* "gephi", "gexf13", ...; NULL: the format's default */
    const char *title;   /* shown in the file where the format can; may be NULL */
};

/* Writes the graph to `path` ("-": standard output), whole or not at all. `analysis` (its columns
 * become node attributes) and `options` may be NULL. Formats that take two files (csv) write
 * NAME.nodes.csv and NAME.edges.csv beside each other. */
enum sg_status sg_export(const struct sg_graph *graph, const struct sg_analysis *analysis,
                         const char *path, const struct sg_export_options *options,
                         struct sg_error *err);

#ifdef __cplusplus
}
#endif
#endif
