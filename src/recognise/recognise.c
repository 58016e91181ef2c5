#include "recognise/recognise.h"

#include <stdlib.h>

struct sg_gazetteer {
    int unused;
};

enum sg_status sg_gazetteer_load(struct sg_gazetteer **out, const char *data_dir,
                                 const char *const *packs, size_t pack_count,
                                 struct sg_error *err) {
    (void)data_dir, (void)packs, (void)pack_count;
    *out = calloc(1, sizeof **out);
    return *out ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

void sg_gazetteer_free(struct sg_gazetteer *gazetteer) { free(gazetteer); }

enum sg_status sg_recognise(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                            struct sg_arena *arena, struct sg_error *err) {
    (void)reading, (void)gazetteer, (void)arena, (void)err;
    return SG_OK;
}
