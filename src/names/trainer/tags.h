/* What grammarians said of the words of a treebank: which are proper nouns, and what they hang on.
 * Where a name begins and ends is nearly said by it; which kind it is, is not. */
#ifndef SG_NAMES_TAGS_H
#define SG_NAMES_TAGS_H

#include "base/arena.h"
#include "base/strmap.h"

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sg_tag_word {
    const char *form;
    uint32_t upos, xpos, relation; /* hashes */
    int32_t head;                  /* index in its sentence; -1: root */
    bool is_proper, joins; /* joins: a part of its head's own name (flat, compound, goeswith) */
};

struct sg_tag_sentence {
    struct sg_tag_word *words;
    uint32_t count;
};

struct sg_tags {
    struct sg_arena arena;
    struct sg_strmap *ids; /* "sent_id" -> index */
    struct sg_tag_sentence *sentences;
    size_t count, capacity;
};

void sg_tags_init(struct sg_tags *tags);
void sg_tags_release(struct sg_tags *tags);
/* Adds a treebank in CoNLL-U. */
enum sg_status sg_tags_read(struct sg_tags *tags, const char *path, struct sg_error *err);
/* NULL: no such sentence. */
const struct sg_tag_sentence *sg_tags_find(const struct sg_tags *tags, const char *id);

#endif
