#include "clean/clean.h"

#include <stdlib.h>

struct sg_boilerplate {
    int unused;
};

enum sg_status sg_boilerplate_load(struct sg_boilerplate **out, const char *data_dir,
                                   struct sg_error *err) {
    (void)data_dir;
    *out = calloc(1, sizeof **out);
    return *out ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

void sg_boilerplate_free(struct sg_boilerplate *boilerplate) { free(boilerplate); }

enum sg_status sg_clean(struct sg_reading *reading, const struct sg_boilerplate *boilerplate,
                        struct sg_arena *arena, struct sg_error *err) {
    (void)boilerplate;
    const char *text = reading->document->text;
    uint32_t length = (uint32_t)reading->document->text_length;
    struct sg_block *blocks = NULL;
    size_t count = 0, capacity = 0;
    for (uint32_t i = 0; i < length;) {
        uint32_t end = i;
        while (end < length && text[end] != '\n')
            end++;
        if (end > i) {
            blocks = sg_arena_grow(arena, blocks, count, &capacity, sizeof *blocks);
            if (!blocks)
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
            blocks[count] = (struct sg_block){i, end, SG_BLOCK_BODY, (uint32_t)count, NULL};
            count++;
        }
        i = end + 1;
    }
    reading->blocks = blocks;
    reading->block_count = count;
    return SG_OK;
}
