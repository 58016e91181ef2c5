/* One sentence on its way through the stage: what the tagger and the parser read and fill. */
#ifndef SG_SYNTAX_WORDS_H
#define SG_SYNTAX_WORDS_H

#include <stddef.h>
#include <stdint.h>

struct sg_words {
    size_t count;
    const char **form, **lower;
    uint8_t *is_name; /* a recognised name: it is a proper noun, whatever it looks like */
    uint8_t *xpos, *upos, *deprel;
    uint32_t *head; /* 1-based; 0: the root */
    float *score;   /* 0..1 */
};

#endif
