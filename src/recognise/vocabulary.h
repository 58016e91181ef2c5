/* Inside recognise and resolve: the words that the lists and the packs know, each with a number, so
 * that a token is looked up once and every list after that is an array. */
#ifndef SG_RECOGNISE_VOCABULARY_H
#define SG_RECOGNISE_VOCABULARY_H

#include "base/arena.h"
#include "base/strmap.h"
#include "model/reading.h"
#include "recognise/normal.h"

struct sg_gazetteer;

#define SG_OTHER_WORD 0u /* the number of all words that no list knows */

/* What the matcher knows of a word: its parts in normal form. */
struct sg_word_key {
    uint32_t parts[3]; /* numbers; SG_STRMAP_NONE: of no name */
    uint8_t count;
    bool had_article, is_article;
    bool is_cut; /* it has a fourth part */
};

struct sg_vocabulary {
    struct sg_word_slot *slots; /* a hash table; a power of two, at most half full */
    struct sg_word_text *texts; /* by number, as all that follow */
    uint32_t *classes;          /* sg_lexis_class */
    uint32_t *starts; /* the trie's node behind the word as the first of a name; 0: no name begins so */
    uint8_t *is_start; /* bits: starts is not 0; so few bytes that they stay at hand */
    struct sg_word_key *keys;
    uint8_t number_starts[512]; /* bits by the first three digits of names that begin so */
    uint32_t mask, count;
    uint32_t name_parts; /* parts from here on are of no name */
};

#define SG_START_ARTICLE UINT32_MAX /* in starts: an article, which a name may have in front */

/* Fills the gazetteer's vocabulary from its lists and names. */
enum sg_status sg_vocabulary_fill(struct sg_gazetteer *gazetteer, struct sg_error *err);
/* The number of a word in lower case. */
uint32_t sg_vocabulary_find(const struct sg_vocabulary *vocabulary, const char *lower,
                            size_t length, uint32_t hash);
/* The number of a word as a text has it; SG_OTHER_WORD also where it has letters beyond ASCII. */
uint32_t sg_vocabulary_find_form(const struct sg_vocabulary *vocabulary, const char *form,
                                 size_t length);
/* The parts of a word as a name has it, by the vocabulary where that has it. */
void sg_word_parts(struct sg_name_parts *out, const struct sg_gazetteer *gazetteer,
                   const char *form, size_t length);
/* Whether a name may begin with a number that the vocabulary has not: texts are full of them. */
bool sg_number_may_start(const struct sg_vocabulary *vocabulary, const struct sg_token *token);
/* Sets reading->words where it is not set. False when out of memory. */
bool sg_vocabulary_read(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                        struct sg_arena *arena);

#endif
