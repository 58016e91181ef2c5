/* The model file's bytes, from what was learned. */
#ifndef SG_NAMES_OUTPUT_H
#define SG_NAMES_OUTPUT_H

#include "names/trainer/crf.h"
#include "names/trainer/lists.h"
#include "names/trainer/net.h"

struct sg_model_bytes {
    char *bytes;
    size_t size;
};

struct sg_model_parts {
    const struct sg_crf *crf;
    const uint64_t *hashes; /* of each feature */
    const struct sg_lists *lists;
    const struct sg_net *nets;
    unsigned net_count;
    const uint64_t *trait_hashes;
    const struct sg_wide *wide;
    const float *shares; /* of the networks, and the moves of all */
    const float (*moves)[SG_NAME_LANES];
};

/* Features that say little are left out. */
void sg_model_bytes_make(struct sg_model_bytes *out, const struct sg_model_parts *parts);
enum sg_status sg_model_bytes_save(const struct sg_model_bytes *bytes, const char *path,
                                   struct sg_error *err);
void sg_model_bytes_release(struct sg_model_bytes *bytes);

#endif
