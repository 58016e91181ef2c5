/* Inside segment: one token after another is written. Private to src/segment. */
#ifndef SG_SEGMENT_EMIT_H
#define SG_SEGMENT_EMIT_H

#include "segment/tokens.h"

/* What cutting one stretch needs to remember. */
struct sg_cutter {
    struct sg_token_list *list;
    const struct sg_segmenter *segmenter;
    const char *text;
    size_t end;
    bool space_before;
    bool hyphen_before;
    bool single_quote_open; /* "'" that opened a quotation and was not closed yet */
};

/* Room for `size` bytes that live as long as the document; NULL when out of memory. */
char *sg_form_room(struct sg_token_list *list, size_t size);
/* More room for tokens; NULL when out of memory. */
struct sg_token *sg_token_room(struct sg_token_list *list);

static inline char *sg_form_take(struct sg_token_list *list, size_t size) {
    if (size > list->pool_left)
        return sg_form_room(list, size);
    char *out = list->pool;
    list->pool += size;
    list->pool_left -= size;
    return out;
}

/* Room for one token more; NULL when out of memory. */
static inline struct sg_token *sg_token_next(struct sg_token_list *list) {
    return list->count == list->capacity ? sg_token_room(list) : &list->tokens[list->count];
}

/* Appends text[start, end) as one token; nothing when it is empty or all invisible. */
struct sg_token *sg_emit(struct sg_cutter *cut, size_t start, size_t end);

/* plain.c: most of English news is plain letters, digits and marks between spaces. Takes such a
 * token at *at and moves behind it; false when it needs a closer look. */
bool sg_cut_plain(struct sg_cutter *cut, size_t *at);
/* The same of a word of letters only, which begins at `start`. */
bool sg_cut_letters(struct sg_cutter *cut, size_t start, size_t *at);

#endif
