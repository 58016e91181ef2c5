/* The export stage: a graph and its measures to bytes. A format is one file with a write function
 * and one row in formats.c. Every writer sees the graph through a view, which has already decided
 * what all formats share: safe ids, clean text, attributes, sizes, colours, places. */
#ifndef SG_EXPORT_EXPORT_H
#define SG_EXPORT_EXPORT_H

#include "base/arena.h"
#include "export/style.h"

#include <stancegraph/export.h>
#include <stdio.h>

enum sg_kind { SG_KIND_TEXT, SG_KIND_INTEGER, SG_KIND_REAL, SG_KIND_BOOLEAN };

struct sg_value {
    const char *text; /* SG_KIND_TEXT; clean, lent until the view is released */
    double number;    /* the other kinds */
};

struct sg_view;

/* One attribute of nodes or of edges, as every format writes it. */
struct sg_attribute {
    const char *name; /* [a-z0-9_]+, unique whatever the case, no importer's reserved word */
    enum sg_kind kind;
    /* False: this node or edge has no such value. NULL: `values` has them, NaN for none. */
    bool (*get)(struct sg_view *view, size_t i, struct sg_value *out);
    const double *values;
};

struct sg_view {
    const struct sg_graph *graph;
    const struct sg_analysis *analysis; /* may be NULL */
    const char *title;                  /* never NULL */
    const char *dialect;                /* never NULL, "" for the default */
    bool is_directed;                   /* the file's one directedness: false if no edge is */
    const char **ids;                   /* node ids, [A-Za-z0-9_.:-]+, unique */
    double *sizes;                      /* node sizes, SG_SIZE_LEAST .. SG_SIZE_MOST */
    const char *size_by;                /* what they show, in words */
    double *x, *y;                      /* NULL unless the format asked for places */
    double weight_most;
    const bool *is_named;   /* DOT only: nodes with their name on them; NULL: all */
    const bool *is_labelled; /* DOT only: ties with their relation beside them; NULL: all or none */
    struct sg_attribute *node_attributes, *edge_attributes;
    size_t node_attribute_count, edge_attribute_count;
    struct sg_arena arena;
    size_t mended_count; /* texts that had to be mended */
};

enum sg_status sg_view_init(struct sg_view *view, const struct sg_graph *graph,
                            const struct sg_analysis *analysis,
                            const struct sg_export_options *options, bool needs_places,
                            struct sg_error *err);
void sg_view_release(struct sg_view *view);
/* `text` as every format can hold it: valid UTF-8 without the characters that XML forbids. NULL
 * stays NULL. The text itself when it is clean already. */
const char *sg_view_text(struct sg_view *view, const char *text);
/* The attribute's value; false when there is none. */
bool sg_view_value(struct sg_view *view, const struct sg_attribute *attribute, size_t i,
                   struct sg_value *out);
/* The camp of a node from 1, or 0 for none. */
unsigned sg_view_camp(const struct sg_view *view, size_t node);

struct sg_exporter {
    struct sg_format format;
    bool needs_places;
    /* What files it takes: NULL: one; else two, NAME.<part>.<extension>. */
    const char *parts[2];
    /* Writes to a stream whose errors are sticky, so only other failures are returned. */
    enum sg_status (*write[2])(FILE *out, struct sg_view *view, struct sg_error *err);
};

const struct sg_exporter *sg_exporter_at(size_t i);

enum sg_status sg_write_graphml(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_gexf(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_dot(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_csv_nodes(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_csv_edges(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_json(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_cyjs(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_pajek(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_page(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_svg(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_png(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_pdf(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_matrix(FILE *out, struct sg_view *view, struct sg_error *err);
enum sg_status sg_write_timeline(FILE *out, struct sg_view *view, struct sg_error *err);

/* Moves boxes of these widths and heights apart until none overlaps, or nearly so. */
void sg_layout_spread(double *x, double *y, const double *width, const double *height,
                      size_t count);

#endif
