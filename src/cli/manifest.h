/* What a graph was made of, beside the graph: so that it can be made again, or shown to be another. */
#ifndef SG_CLI_MANIFEST_H
#define SG_CLI_MANIFEST_H

#include "cli/cli.h"

/* Writes `path` (JSON): version, command line, each input and data file with its size and XXH3-128
 * hash, counts, outputs. No time and no place: the same run gives the same bytes. */
enum sg_status sg_manifest_write(const char *path, const struct sg_common *common, int argc,
                                 char **argv, const char *const *outputs, size_t output_count,
                                 const struct sg_graph *graph, struct sg_error *err);

/* What a manifest tells of its graph, for the report. */
struct sg_manifest {
    size_t documents, weighing, skipped, negated, hypothetical, reprints;
    const char **outlets;
    size_t outlet_count;
    bool is_known; /* false: there is no manifest */
};
/* Reads the manifest beside a graph file; strings are kept in `arena`. */
void sg_manifest_read(struct sg_manifest *out, const char *graph_path, struct sg_arena *arena);

#endif
