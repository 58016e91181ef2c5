#include "segment/segment.h"

#include "segment/sentences.h"
#include "segment/tokens.h"

#include <string.h>

/* Closes the sentence of tokens [first, end). */
static void add_sentence(struct sg_sentence *out, struct sg_token *tokens, size_t index,
                         size_t first, size_t end, const struct sg_block *block) {
    *out = (struct sg_sentence){.first = (uint32_t)first,
                                .end_token = (uint32_t)end,
                                .start = tokens[first].start,
                                .end = tokens[end - 1].end,
                                .paragraph = block->paragraph,
                                .is_headline = block->kind == SG_BLOCK_HEADLINE};
    bool begun = false;
    for (size_t i = first; i < end; i++) {
        tokens[i].sentence = (uint32_t)index;
        if (!begun && (tokens[i].flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER))) {
            tokens[i].flags |= SG_TOKEN_SENTENCE_START;
            begun = true;
        }
    }
}

enum sg_status sg_segment(struct sg_reading *reading, const struct sg_segmenter *segmenter,
                          struct sg_arena *arena, struct sg_error *err) {
    struct sg_token_list list = {.arena = arena, .expected = reading->document->text_length + 64};
    struct sg_sentence *sentences = NULL;
    size_t sentence_count = 0, capacity = 0;
    size_t expected = reading->document->text_length / 5 + 16;
    /* not zeroed: a token is written whole */
    list.tokens = expected < SIZE_MAX / sizeof *list.tokens
                      ? sg_arena_take(arena, expected * sizeof *list.tokens)
                      : NULL;
    list.capacity = list.tokens ? expected : 0;
    for (size_t b = 0; b < reading->block_count; b++) {
        const struct sg_block *block = &reading->blocks[b];
        if (block->kind == SG_BLOCK_REMOVED)
            continue;
        size_t first = list.count;
        sg_cut_tokens(&list, segmenter, reading->document->text, block->start, block->end);
        if (sg_arena_failed(arena))
            break;
        sg_mark_quotes(list.tokens, first, list.count);
        while (first < list.count) {
            size_t end = sg_sentence_end(list.tokens, first, list.count, segmenter);
            sentences =
                sg_arena_grow(arena, sentences, sentence_count, &capacity, sizeof *sentences);
            if (!sentences)
                break;
            add_sentence(&sentences[sentence_count], list.tokens, sentence_count, first, end,
                         block);
            sentence_count++;
            first = end;
        }
    }
    if (sg_arena_failed(arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    if (list.count < list.capacity) /* who looks one farther sees nothing */
        memset(&list.tokens[list.count], 0, sizeof *list.tokens);
    reading->tokens = list.tokens;
    reading->token_count = list.count;
    reading->sentences = sentences;
    reading->sentence_count = sentence_count;
    return SG_OK;
}

enum sg_status sg_tokenise(struct sg_token **out, size_t *count,
                           const struct sg_segmenter *segmenter, const char *text, size_t length,
                           struct sg_arena *arena, struct sg_error *err) {
    struct sg_token_list list = {.arena = arena};
    sg_cut_tokens(&list, segmenter, text, 0, length);
    if (sg_arena_failed(arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    *out = list.tokens;
    *count = list.count;
    return SG_OK;
}
