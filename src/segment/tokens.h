/* Characters -> tokens. Private to src/segment. */
#ifndef SG_SEGMENT_TOKENS_H
#define SG_SEGMENT_TOKENS_H

#include "segment/rules.h"

/* A growing list of tokens; `has_failed` when memory ran out. */
struct sg_token_list {
    struct sg_token *tokens;
    size_t count, capacity;
    struct sg_arena *arena;
    char *pool; /* room for forms */
    size_t pool_left;
    size_t expected; /* bytes of the text; 0: not known */
};

/* Appends the tokens of text[start, end). Offsets are into `text`. */
void sg_cut_tokens(struct sg_token_list *list, const struct sg_segmenter *segmenter,
                   const char *text, size_t start, size_t end);

#endif
