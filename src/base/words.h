/* Words as texts are compared by: fast, and blind to punctuation, case and typography. */
#ifndef SG_BASE_WORDS_H
#define SG_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* Are two words the same? Of four to sixteen bytes: two halves that may overlap, without a call. */
static inline bool sg_is_same_word(const char *a, const char *b, size_t length) {
    if (length > 8) {
        uint64_t a1, a2, b1, b2;
        memcpy(&a1, a, 8);
        memcpy(&b1, b, 8);
        memcpy(&a2, a + length - 8, 8);
        memcpy(&b2, b + length - 8, 8);
        return a1 == b1 && a2 == b2;
    }
    uint32_t a1, a2, b1, b2;
    memcpy(&a1, a, 4);
    memcpy(&b1, b, 4);
    memcpy(&a2, a + length - 4, 4);
    memcpy(&b2, b + length - 4, 4);
    return a1 == b1 && a2 == b2;
}

/* Eight bytes as a number, the first lowest: the same on any machine. */
static inline uint64_t sg_load_bytes(const char *bytes) {
    uint64_t chunk;
    memcpy(&chunk, bytes, 8);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    chunk = __builtin_bswap64(chunk);
#endif
    return chunk;
}

#define SG_EACH_BYTE(byte) ((uint64_t)(byte) * 0x0101010101010101u)

/* The high bit of each byte that is no ASCII letter. */
static inline uint64_t sg_other_than_letters(uint64_t chunk) {
    uint64_t small = (chunk & SG_EACH_BYTE(0x7F)) | SG_EACH_BYTE(0x20);
    uint64_t letters = (small + SG_EACH_BYTE(0x80 - 'a')) &
                       ~(small + SG_EACH_BYTE(0x80 - 'z' - 1)) & ~chunk;
    return ~letters & SG_EACH_BYTE(0x80);
}

/* The high bit of each byte that is no ASCII letter or digit. */
static inline uint64_t sg_other_than_alphanumerics(uint64_t chunk) {
    uint64_t low = chunk & SG_EACH_BYTE(0x7F), small = low | SG_EACH_BYTE(0x20);
    uint64_t letters = (small + SG_EACH_BYTE(0x80 - 'a')) & ~(small + SG_EACH_BYTE(0x80 - 'z' - 1));
    uint64_t digits = (low + SG_EACH_BYTE(0x80 - '0')) & ~(low + SG_EACH_BYTE(0x80 - '9' - 1));
    return (~(letters | digits) | chunk) & SG_EACH_BYTE(0x80);
}

static inline uint64_t sg_word_mix(uint64_t hash, uint64_t chunk) {
    hash = (hash ^ chunk) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

/* sg_next_word() where every word of a text is asked for: one that ends within a load is hashed
 * without a call. */
static inline uint64_t sg_next_word_here(const char *text, size_t length, size_t *at,
                                         size_t *word_start) {
    size_t i = *at;
    if (length - i >= 9) {
        i += text[i] == ' ';
        uint64_t chunk = sg_load_bytes(text + i), stops = sg_other_than_alphanumerics(chunk);
        unsigned bits = stops ? (unsigned)__builtin_ctzll(stops) - 7 : 0; /* of the word's bytes */
        unsigned char stop = (unsigned char)(chunk >> bits);
        if (bits && stop < 0x80 && stop != '\'') {
            *word_start = i;
            *at = i + bits / 8;
            chunk = (chunk | SG_EACH_BYTE(0x20)) & (((uint64_t)1 << bits) - 1);
            return sg_word_mix(bits / 8 * 0x9E3779B97F4A7C15u, chunk) | 1;
        }
    }
    return sg_next_word(text, length, at, word_start);
}

/* How many ASCII letters stand in a row at `text`, of which `room` bytes may be read; *uppers of
 * them are capitals. Eight bytes at a time: most words end within. */
static inline size_t sg_letters_at(const char *text, size_t room, unsigned *uppers) {
    size_t length = 0;
    *uppers = 0;
    for (; room - length >= 8; length += 8) {
        uint64_t chunk = sg_load_bytes(text + length), stops = sg_other_than_letters(chunk);
        uint64_t capitals = ~chunk & SG_EACH_BYTE(0x20);
        unsigned bits = stops ? (unsigned)__builtin_ctzll(stops) - 7 : 64; /* of the letters */
        if (stops)
            capitals &= ((uint64_t)1 << bits) - 1;
        if (capitals) /* there is not always an instruction that counts */
            *uppers += (unsigned)__builtin_popcountll(capitals);
        if (stops)
            return length + bits / 8;
    }
    for (; length < room; length++) {
        unsigned char byte = (unsigned char)text[length];
        if ((unsigned char)((byte | 0x20) - 'a') >= 26)
            break;
        *uppers += byte < 'a';
    }
    return length;
}

#endif
