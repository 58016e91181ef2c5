/* Writing a graph for other programs, for the eye and for the browser. */
#ifndef STANCEGRAPH_EXPORT_H
#define STANCEGRAPH_EXPORT_H

#include <stancegraph/analysis.h>
#include <stancegraph/error.h>
#include <stancegraph/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct takes the defaults. Lent for the call. */
struct sg_export_options {
    const char *format;  /* "graphml", "dot", ...; NULL: by the path's extension */
    const char *dialect; /* "gephi", "gexf13", ...; NULL: the format's default */
    const char *title;   /* shown in the file where the format can; may be NULL */
    const char *size_by; /* the column that sizes the nodes; NULL: pagerank, else claims */
    /* Called with one sentence for each thing that had to be mended (a control character in a name,
     * an id that XML does not allow). NULL: mended in silence. */
    void (*notice)(void *context, const char *text);
    void *notice_context;
};

/* Writes the graph to `path` ("-": standard output), whole or not at all. `analysis` (its columns
 * become node attributes, its camps groups, its x and y the places) and `options` may be NULL.
 * Formats that take two files (csv) write NAME.nodes.csv and NAME.edges.csv beside each other. */
enum sg_status sg_export(const struct sg_graph *graph, const struct sg_analysis *analysis,
                         const char *path, const struct sg_export_options *options,
                         struct sg_error *err);

/* Whether sg_export() could take this path and these options, without writing: a program that has
 * hours of reading before it wants to know first. */
enum sg_status sg_export_check(const char *path, const struct sg_export_options *options,
                               struct sg_error *err);

/* One row of the list of formats, for help and tests. Strings are static. */
struct sg_format {
    const char *name;       /* "graphml" */
    const char *extensions; /* comma list without dots: "html,htm"; the longest match wins */
    const char *dialects;   /* comma list, the default first; "" for none */
    const char *about;      /* half a sentence: what reads it */
};

/* The i-th format, or NULL past the last. */
const struct sg_format *sg_format_at(size_t i);
/* The format that `path`'s extension names, or NULL. */
const struct sg_format *sg_format_of_path(const char *path);

/* A signed layout: friends near, foes apart. Fills x and y (one a node, about -1000 .. 1000). The
 * start of an actor is a hash of its id, so that the same graph always gives the same places and a
 * grown graph nearly the same. */
enum sg_status sg_layout(double *x, double *y, const struct sg_graph *graph, struct sg_error *err);

#ifdef __cplusplus
}
#endif
#endif
