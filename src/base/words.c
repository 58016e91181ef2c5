#include "base/words.h"

#include <string.h>

enum { OTHER, LETTER, SPECIAL }; /* SPECIAL: an apostrophe, or the start of a longer character */

/* Of every byte: ASCII letters and digits 1, the apostrophe and bytes from 0x80 on 2. */
static const unsigned char classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

static inline int class_of(unsigned char byte) { return classes[byte]; }

/* Bytes of a typographic mark or an invisible character at text[at], 0 when there is none: general
 * punctuation (U+2000 to U+206F), no-break space, soft hyphen, guillemets. *joins: it stands inside
 * a word without ending it. */
static size_t mark_at(const char *text, size_t length, size_t at, bool *joins) {
    const unsigned char *s = (const unsigned char *)text + at;
    *joins = false;
    if (s[0] == 0xE2 && at + 2 < length && (s[1] == 0x80 || s[1] == 0x81)) {
        *joins = s[1] == 0x80 && (s[2] == 0x99 || s[2] == 0x98 || (s[2] >= 0x8B && s[2] <= 0x8F));
        return 3;
    }
    if (s[0] == 0xC2 && at + 1 < length &&
        (s[1] == 0xA0 || s[1] == 0xAD || s[1] == 0xAB || s[1] == 0xBB)) {
        *joins = s[1] == 0xAD;
        return 2;
    }
    return 0;
}

#define LOWER SG_EACH_BYTE(0x20)

/* | 0x20 makes ASCII letters lower case and leaves digits alone. `room`: bytes that may be read. */
static inline uint64_t hash_bytes(const char *bytes, size_t length, size_t room) {
    uint64_t hash = length * 0x9E3779B97F4A7C15u;
    size_t i = 0;
    for (; length - i >= 8; i += 8)
        hash = sg_word_mix(hash, sg_load_bytes(bytes + i) | LOWER);
    size_t rest = length - i;
    if (rest && room - i >= 8) {
        uint64_t mask = ~(uint64_t)0 >> (64 - 8 * rest);
        hash = sg_word_mix(hash, (sg_load_bytes(bytes + i) | LOWER) & mask);
    } else if (rest) {
        uint64_t chunk = 0;
        for (size_t k = 0; k < rest; k++)
            chunk |= (uint64_t)((unsigned char)bytes[i + k] | 0x20) << 8 * k;
        hash = sg_word_mix(hash, chunk);
    }
    return hash | 1;
}

/* A word with apostrophes or characters beyond ASCII: its marks are dropped, then it is hashed.
 * What is longer than the buffer is no word that anyone compares. */
static uint64_t special_word(const char *text, size_t length, size_t *at) {
    char bytes[256];
    size_t n = 0, i = *at;
    while (i < length) {
        int class = class_of((unsigned char)text[i]);
        if (class == OTHER)
            break;
        if (text[i] == '\'') {
            i++;
            continue;
        }
        if (class == SPECIAL) {
            bool joins;
            size_t mark = mark_at(text, length, i, &joins);
            if (mark && !joins)
                break;
            if (mark) {
                i += mark;
                continue;
            }
        }
        if (n < sizeof bytes)
            bytes[n++] = text[i];
        i++;
    }
    *at = i;
    return hash_bytes(bytes, n, n);
}

uint64_t sg_next_word(const char *text, size_t length, size_t *at, size_t *word_start) {
    size_t i = *at;
    for (;; i++) {
        if (i >= length) {
            *at = length;
            return 0;
        }
        int class = class_of((unsigned char)text[i]);
        if (class == LETTER)
            break;
        if (class == OTHER || text[i] == '\'')
            continue;
        bool joins;
        size_t mark = mark_at(text, length, i, &joins);
        if (!mark)
            break;
        i += mark - 1;
    }
    *word_start = i;
    size_t end = i;
    if (length - i >= 8) { /* most words end within a load: no loop whose end is a guess */
        uint64_t chunk = sg_load_bytes(text + i), stops = sg_other_than_alphanumerics(chunk);
        if (stops) {
            unsigned bits = (unsigned)__builtin_ctzll(stops) - 7; /* of the word's bytes */
            end = i + bits / 8;
            if (class_of((unsigned char)text[end]) == OTHER) {
                *at = end;
                chunk = (chunk | LOWER) & (((uint64_t)1 << bits) - 1);
                return sg_word_mix(bits / 8 * 0x9E3779B97F4A7C15u, chunk) | 1;
            }
        }
        end = i;
    }
    int class = LETTER;
    while (end < length && (class = class_of((unsigned char)text[end])) == LETTER)
        end++;
    if (end < length && class == SPECIAL) {
        *at = i;
        return special_word(text, length, at);
    }
    *at = end;
    return hash_bytes(text + i, end - i, length - i);
}

bool sg_same_words(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t i = 0, k = 0, start;
    for (bool is_first = true;; is_first = false) {
        uint64_t x = sg_next_word(a, a_length, &i, &start);
        uint64_t y = sg_next_word(b, b_length, &k, &start);
        if (x != y)
            return false;
        if (!x)
            return !is_first;
    }
}

size_t sg_begins_with_words(const char *text, size_t length, const char *prefix,
                            size_t prefix_length) {
    size_t i = 0, k = 0, start, end = 0;
    for (;;) {
        uint64_t y = sg_next_word(prefix, prefix_length, &k, &start);
        if (!y)
            return end;
        if (sg_next_word(text, length, &i, &start) != y)
            return 0;
        end = i;
    }
}

uint64_t sg_hash_words(const char *text, size_t length, size_t *count) {
    size_t at = 0, start;
    uint64_t all = 0x9E3779B97F4A7C15u;
    *count = 0;
    for (uint64_t word; (word = sg_next_word(text, length, &at, &start)); ++*count) {
        all = (all ^ word) * 0x9E3779B97F4A7C15u;
        all ^= all >> 29;
    }
    return all;
}

/* 1 where a word's byte stands, branch-free so that it is done for many bytes at once. */
static inline unsigned char in_word(unsigned char byte) {
    return (unsigned char)(((unsigned char)((byte | 0x20) - 'a') < 26) |
                           ((unsigned char)(byte - '0') < 10) | (byte == '\'') | (byte >= 0x80));
}

size_t sg_count_words(const char *text, size_t length, size_t most) {
    enum { BLOCK = 64 };
    unsigned char is_in[BLOCK + 1] = {0};
    size_t count = 0;
    for (size_t i = 0; i < length && count < most; i += BLOCK) {
        size_t size = length - i < BLOCK ? length - i : BLOCK;
        unsigned begun = 0;
        for (size_t k = 0; k < size; k++)
            is_in[k + 1] = in_word((unsigned char)text[i + k]);
        for (size_t k = 0; k < size; k++)
            begun += is_in[k + 1] & (is_in[k] ^ 1u);
        count += begun;
        is_in[0] = is_in[size];
    }
    return count < most ? count : most;
}
