/* What the network sees of a word: its row in the vocabulary and the rows of its pieces. The
 * trainer and the parser share this, so that both see the same. */
#ifndef SG_SYNTAX_FEATURES_H
#define SG_SYNTAX_FEATURES_H

#include <stdint.h>

/* Endings of two, three and four bytes, beginnings of one and three, and the shape ("Xx-Xx"). */
#define SG_PIECE_KINDS 6
#define SG_PIECE_ROWS 8192 /* a kind; pieces share rows by hash */

struct sg_word_features {
    uint64_t key;                    /* of the lower-case word, digits made equal */
    uint32_t pieces[SG_PIECE_KINDS]; /* rows in the table of pieces */
};

struct sg_word_features sg_word_features(const char *form, const char *lower);

#endif
