/* A sketch of an article's own words: runs of three words of its body, so that an outlet's headline
 * and boilerplate do not tell. */
#include "base/minhash.h"
#include "base/words.h"
#include "clean/clean.h"

enum {
    RUN = 3,
    WORDS_LEAST = 25 /* "Iran condemned the strike." may stand alone in two documents by chance */
};

enum sg_status sg_clean_sign(struct sg_reading *reading, struct sg_arena *arena,
                             struct sg_error *err) {
    struct sg_minhash set;
    uint64_t run[RUN] = {0};
    size_t words = 0;
    sg_minhash_begin(&set);
    for (size_t i = 0; i < reading->block_count; i++) {
        const struct sg_block *block = &reading->blocks[i];
        if (block->kind != SG_BLOCK_BODY)
            continue;
        const char *text = reading->document->text + block->start;
        size_t length = block->end - block->start, at = 0, start;
        for (uint64_t word; (word = sg_next_word(text, length, &at, &start)); words++) {
            run[0] = run[1];
            run[1] = run[2];
            run[2] = word;
            if (words + 1 >= RUN)
                sg_minhash_add(&set, run[0] * 31 + run[1] * 0x9E3779B97F4A7C15u + run[2]);
        }
    }
    if (words < WORDS_LEAST)
        return SG_OK;
    struct sg_sketch sketch;
    char text[SG_MINHASH_TEXT];
    sg_minhash_finish(&sketch, &set);
    sg_sketch_write(text, &sketch);
    struct sg_document *document = sg_arena_alloc(arena, sizeof *document);
    if (document) {
        *document = *reading->document;
        document->signature = sg_arena_strdup(arena, text);
        reading->document = document;
    }
    return sg_arena_failed(arena)
               ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id)
               : SG_OK;
}
