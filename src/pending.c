/* Weak stand-ins for stages that have not landed; a real definition wins. To be removed. */
#include "read/read.h"

#include <stancegraph/analysis.h>
#include <stancegraph/export.h>

#define WEAK __attribute__((weak))

WEAK enum sg_status sg_reader_open(struct sg_reader **out, const char *const *paths,
                                   size_t path_count, const struct sg_read_options *options,
                                   struct sg_error *err) {
    *out = NULL;
    return sg_fail(err, SG_ERR_USAGE, "reading is not built in yet");
}
WEAK enum sg_status sg_reader_next(struct sg_document **out, struct sg_reader *reader,
                                   struct sg_arena *arena, struct sg_error *err) {
    *out = NULL;
    return SG_OK;
}
WEAK void sg_reader_progress(const struct sg_reader *reader, size_t *done, size_t *total) {
    *done = *total = 0;
}
WEAK void sg_reader_close(struct sg_reader *reader) {}
WEAK enum sg_status sg_analyse(struct sg_analysis **out, const struct sg_graph *graph,
                               const char *const *measures, size_t measure_count,
                               struct sg_error *err) {
    *out = NULL;
    return SG_OK;
}
WEAK void sg_analysis_free(struct sg_analysis *analysis) {}
WEAK enum sg_status sg_export(const struct sg_graph *graph, const struct sg_analysis *analysis,
                              const char *path, const struct sg_export_options *options,
                              struct sg_error *err) {
    return sg_fail(err, SG_ERR_USAGE, "exporting is not built in yet");
}
