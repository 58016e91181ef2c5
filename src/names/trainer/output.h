/* The model file's bytes, from what was learned. */
#ifndef SG_NAMES_OUTPUT_H
#define SG_NAMES_OUTPUT_H

#include "names/trainer/crf.h"
#include "names/trainer/lists.h"

struct sg_model_bytes {
    char *bytes;
    size_t size;
};

/* hashes: of each feature. Features that say little are left out. */
void sg_model_bytes_make(struct sg_model_bytes *out, const struct sg_crf *crf,
                         const uint64_t *hashes, const struct sg_lists *lists);
/* The model as if it had been mapped. */
void sg_model_bytes_view(struct sg_name_model *out, const struct sg_model_bytes *bytes);
enum sg_status sg_model_bytes_save(const struct sg_model_bytes *bytes, const char *path,
                                   struct sg_error *err);
void sg_model_bytes_release(struct sg_model_bytes *bytes);

#endif
