/* What a graph tells: a column of numbers for each measure, one value a node. */
#ifndef STANCEGRAPH_ANALYSIS_H
#define STANCEGRAPH_ANALYSIS_H

#include <stancegraph/error.h>
#include <stancegraph/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SG_NO_CAMP UINT32_MAX

struct sg_column {
    const char *name;     /* [a-z0-9_]+: "pagerank", "in_strength", ... */
    const double *values; /* one a node; NaN where the measure is not defined for the node */
};

struct sg_analysis {
    const struct sg_graph *graph; /* lent */
    struct sg_column *columns;
    size_t column_count;
    uint32_t *camps; /* one a node, 0 .. camp_count-1, SG_NO_CAMP for none; NULL: not computed */
    size_t camp_count;
    double *x, *y; /* positions, one a node; NULL: not computed */
};

/* Computes the named measures (NULL, 0: the default set). A measure that is undefined for this
 * graph gives SG_ERR_UNDEFINED with a sentence that says why and what to take instead. */
enum sg_status sg_analyse(struct sg_analysis **out, const struct sg_graph *graph,
                          const char *const *measures, size_t measure_count, struct sg_error *err);
/* The column of that name, or NULL. */
const struct sg_column *sg_analysis_column(const struct sg_analysis *analysis, const char *name);
void sg_analysis_free(struct sg_analysis *analysis);

#ifdef __cplusplus
}
#endif
#endif
