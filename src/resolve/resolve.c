#include "resolve/resolve.h"

#include <stdlib.h>

struct sg_referents {
    int unused;
};

enum sg_status sg_referents_load(struct sg_referents **out, const char *data_dir,
                                 const struct sg_gazetteer *gazetteer, struct sg_error *err) {
    (void)data_dir, (void)gazetteer;
    *out = calloc(1, sizeof **out);
    return *out ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

void sg_referents_free(struct sg_referents *referents) { free(referents); }

enum sg_status sg_resolve_names(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                                const struct sg_referents *referents, struct sg_arena *arena,
                                struct sg_error *err) {
    (void)reading, (void)gazetteer, (void)referents, (void)arena, (void)err;
    return SG_OK;
}

enum sg_status sg_resolve(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                          const struct sg_referents *referents, bool keep_unnamed,
                          struct sg_arena *arena, struct sg_error *err) {
    (void)reading, (void)gazetteer, (void)referents, (void)keep_unnamed, (void)arena, (void)err;
    return SG_OK;
}
