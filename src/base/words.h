/* Words as texts are compared by: fast, and blind to punctuation, case and typography. */
#ifndef SG_BASE_WORDS_H
#define SG_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The hash of the next word at *at (moved behind it), never 0; 0 when there is none. Letters are
 * lower case (ASCII); quotation marks, dashes and apostrophes are no part of a word. *word_start is
 * where it begins. The same in every run and on every machine. */
uint64_t sg_next_word(const char *text, size_t length, size_t *at, size_t *word_start);
/* The same words, whatever stands between them; false when there are none. */
bool sg_same_words(const char *a, size_t a_length, const char *b, size_t b_length);
/* When text begins with the words of `prefix` (all of them), the bytes they take; else 0. */
size_t sg_begins_with_words(const char *text, size_t length, const char *prefix,
                            size_t prefix_length);
/* About how many words, at most `most`: runs of letters, digits and marks beyond ASCII. */
size_t sg_count_words(const char *text, size_t length, size_t most);
/* One hash for all words in their order; *count is how many there are. */
uint64_t sg_hash_words(const char *text, size_t length, size_t *count);

#endif
