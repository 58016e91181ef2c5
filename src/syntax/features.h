/* What the network sees of a word: its row in the vocabulary and the rows of its pieces. The
 * trainer and the parser share this, so that both see the same. */
#ifndef SG_SYNTAX_FEATURES_H
#define SG_SYNTAX_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

/* Endings of two, three and four bytes, beginnings of one and three, and the shape ("Xx-Xx"). */
#define SG_PIECE_KINDS 6
#define SG_PIECE_ROWS 8192 /* a kind; pieces share rows by hash */

/* How a word is written. */
enum sg_capitals {
    SG_CAPITALS_NO_LETTERS,
    SG_CAPITALS_LOWER,
    SG_CAPITALS_FIRST, /* "Iran" */
    SG_CAPITALS_ALL,   /* "NATO", "U.S." */
    SG_CAPITALS_ONE,   /* "A" */
    SG_CAPITALS_MIXED, /* "McCain", "iPhone" */
    SG_CAPITALS_COUNT
};

/* How a word is written elsewhere: 0 where nothing is known, else by the share of small letters,
 * capitals in front and capitals throughout among its occurrences within sentences. */
#define SG_HABITS 16
#define SG_HABIT_CAPITAL 12 /* from here on at most one in twenty is in small letters */
/* One row of the table of pieces for each way a word is written, its habit, and how its sentence
 * is written: "TAIWAN" says little in "CHINA WARNS TAIWAN". They stand behind the other pieces. */
#define SG_CASE_ROWS ((SG_CAPITALS_COUNT + 1) * SG_HABITS * 4)
#define SG_PIECE_ROWS_ALL (SG_PIECE_KINDS * SG_PIECE_ROWS + SG_CASE_ROWS)

struct sg_word_features {
    uint64_t key;                    /* of the lower-case word, digits made equal */
    uint32_t pieces[SG_PIECE_KINDS]; /* rows in the table of pieces */
    uint8_t capitals;                /* enum sg_capitals */
};

struct sg_word_features sg_word_features(const char *form, const char *lower);
uint64_t sg_word_key(const char *lower); /* the features' key */

/* A sentence as its words are written, counted word by word. */
struct sg_sentence_case {
    uint32_t lower, first, all;
};

void sg_sentence_case_count(struct sg_sentence_case *sentence, uint8_t capitals);
/* `is_first`: no word with letters stands before it. */
uint32_t sg_case_row(const struct sg_sentence_case *sentence, uint8_t capitals, bool is_first,
                     uint8_t habit);

#endif
