/* The statistical part: words -> tags and a tree. */
#ifndef SG_SYNTAX_ANALYSE_H
#define SG_SYNTAX_ANALYSE_H

#include "base/arena.h"
#include "syntax/model.h"
#include "syntax/words.h"

#include <stdbool.h>

struct sg_slot {
    uint32_t key, at; /* upper half of the feature; offset << 8 | count in rows, 0: free */
};

struct sg_table {
    const struct sg_slot *slots;
    const uint16_t *rows;
    uint32_t mask;
};

struct sg_analyser {
    const uint8_t *tags, *labels;
    uint32_t tag_count, label_count;
    uint8_t name_tag;
    struct sg_table tagger, parser;
};

bool sg_analyser_init(struct sg_analyser *out, const struct sg_model_file *file);
/* Fills xpos, upos, head, deprel and score of `words`; false when out of memory. */
bool sg_analyse_words(struct sg_words *words, const struct sg_analyser *analyser,
                      struct sg_arena *arena);

#endif
