#include "stance/stance.h"

#include <stdlib.h>

struct sg_lexicon {
    int unused;
};

enum sg_status sg_lexicon_load(struct sg_lexicon **out, const char *data_dir,
                               const char *const *files, size_t file_count, struct sg_error *err) {
    (void)data_dir, (void)files, (void)file_count;
    *out = calloc(1, sizeof **out);
    return *out ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

void sg_lexicon_free(struct sg_lexicon *lexicon) { free(lexicon); }

const struct sg_relation *sg_lexicon_relations(const struct sg_lexicon *lexicon, size_t *count) {
    (void)lexicon;
    *count = 0;
    return NULL;
}

enum sg_status sg_lexicon_select(bool *wanted, const struct sg_lexicon *lexicon, const char *list,
                                 struct sg_error *err) {
    (void)wanted, (void)lexicon, (void)list, (void)err;
    return SG_OK;
}

enum sg_status sg_stance_gate(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                              bool parse_all, struct sg_arena *arena, struct sg_error *err) {
    (void)reading, (void)lexicon, (void)parse_all, (void)arena, (void)err;
    return SG_OK;
}

enum sg_status sg_stance(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                         const bool *wanted, struct sg_arena *arena, struct sg_error *err) {
    (void)reading, (void)lexicon, (void)wanted, (void)arena, (void)err;
    return SG_OK;
}
