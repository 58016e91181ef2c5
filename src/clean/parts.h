/* What cleaning works on: paragraphs, and the spans cut out of them. */
#ifndef SG_CLEAN_PARTS_H
#define SG_CLEAN_PARTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_WORDS_COUNTED 100

struct sg_paragraph {
    uint32_t start, end; /* bytes, white space around it left out; start == end never */
    uint32_t words;      /* at most SG_WORDS_COUNTED */
    bool ends_sentence;  /* a full stop or the like at its end */
    bool is_prose;       /* ends like a sentence and is as long as one */
    bool is_headline;
    const char *why; /* removed as a whole; NULL: kept */
    uint32_t cuts;   /* 1 + the index of its latest cut; 0: none */
};

struct sg_cut {
    uint32_t start, end;
    uint32_t next; /* 1 + the index of the paragraph's cut before this; 0: none */
    const char *why;
};

struct sg_parts {
    const char *text;
    size_t length;
    struct sg_paragraph *paragraphs;
    size_t paragraph_count, paragraph_capacity;
    struct sg_cut *cuts; /* in the order of cutting; a later one may hold an earlier one */
    size_t cut_count, cut_capacity;
    size_t compared; /* how many cuts new ones were compared with: what a test can count */
};

/* Cuts the text at its lines; lines of text that was wrapped at a column are joined. False when out
 * of memory. */
bool sg_paragraphs_split(struct sg_parts *parts, struct sg_arena *arena);
/* Adds a cut, trimmed of what the paragraph's cuts up to `among` (1 + an index, as in its `cuts`; 0:
 * none) took already. Who cuts piece behind piece gives the latest cut before his first: to compare
 * each with all would take a text of one line hours. */
void sg_parts_cut(struct sg_parts *parts, uint32_t paragraph, uint32_t start, uint32_t end,
                  const char *why, uint32_t among, struct sg_arena *arena);
/* The paragraph's cuts by place, in `arena`, *count of them. */
const struct sg_cut *sg_parts_cuts(size_t *count, const struct sg_parts *parts, uint32_t paragraph,
                                   struct sg_arena *arena);
/* Moves both ends inwards over white space and invisible characters. */
void sg_trim(const char *text, uint32_t *start, uint32_t *end);

/* Cuts what is said a second time: a body printed twice, a teaser, a pull quote. *signature (may be
 * NULL) is set to a sketch of the body's words that are left, or to NULL when they are few. */
bool sg_repeats_cut(struct sg_parts *parts, const char **signature, struct sg_arena *arena);

#endif
