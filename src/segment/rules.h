/* The segmenter's knowledge, loaded from data/en/segment.json. Private to src/segment. */
#ifndef SG_SEGMENT_RULES_H
#define SG_SEGMENT_RULES_H

#include "base/strmap.h"
#include "segment/segment.h"

/* What a word may be; a word carries any of them. */
enum sg_word_class {
    SG_WORD_TITLE = 1 << 0,
    SG_WORD_ABBREVIATION = 1 << 1,
    SG_WORD_NOT_ABBREVIATION = 1 << 2,
    SG_WORD_OPENER = 1 << 3,
    SG_WORD_SPEECH = 1 << 4,
    SG_WORD_NAME_PARTICLE = 1 << 5,
    SG_WORD_NAME_ENDING = 1 << 6,
    SG_WORD_KEPT_PREFIX = 1 << 7,
    SG_WORD_SYLLABLE = 1 << 8,
};

#define SG_CLITICS_MOST 16

struct sg_segmenter {
    struct sg_strmap *classes; /* lower-case word -> sg_word_class bits */
    struct sg_strmap *splits;  /* lower-case word -> bytes of its first part */
    uint32_t split_lengths[32]; /* by the first letter: bit n: a word of n bytes is among them */
    char clitics[SG_CLITICS_MOST][8];
    size_t clitic_count;
    char negative_clitic[8];
};

#define SG_WORD_ROOM 64 /* bytes: no longer word has a class */

/* The classes of a word, given in any case; 0 for none. */
unsigned sg_word_classes(const struct sg_segmenter *segmenter, const char *word, size_t length);

#endif
