#include "base/words.h"

/* 1: a letter, digit or byte of a longer character; 2: an apostrophe, skipped inside a word. */
static inline int class_of(unsigned char byte) {
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= '0' && byte <= '9') || byte >= 0x80)
        return 1;
    return byte == '\'' ? 2 : 0;
}

/* Bytes of a typographic mark or an invisible character at text[at], 0 when there is none: general
 * punctuation (U+2000 to U+206F), no-break space, soft hyphen, guillemets. *joins: it stands inside
 * a word without ending it. */
static inline size_t mark_at(const char *text, size_t length, size_t at, bool *joins) {
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

uint64_t sg_next_word(const char *text, size_t length, size_t *at, size_t *word_start) {
    size_t i = *at;
    bool joins;
    for (;; i++) {
        if (i >= length) {
            *at = length;
            return 0;
        }
        unsigned char byte = (unsigned char)text[i];
        if (class_of(byte) != 1)
            continue;
        size_t mark = byte >= 0x80 ? mark_at(text, length, i, &joins) : 0;
        if (!mark)
            break;
        i += mark - 1;
    }
    *word_start = i;
    uint64_t hash = 0xcbf29ce484222325u;
    while (i < length) {
        unsigned char byte = (unsigned char)text[i];
        int class = class_of(byte);
        if (class == 0)
            break;
        if (class == 2) {
            i++;
            continue;
        }
        if (byte >= 0x80) {
            size_t mark = mark_at(text, length, i, &joins);
            if (mark && !joins)
                break;
            if (mark) {
                i += mark;
                continue;
            }
        } else if (byte >= 'A' && byte <= 'Z') {
            byte |= 0x20;
        }
        hash = (hash ^ byte) * 0x100000001b3u;
        i++;
    }
    *at = i;
    return hash | 1;
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
