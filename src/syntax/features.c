#include "syntax/features.h"

#include <string.h>
#include <xxhash.h>

#define LONGEST_PLAIN 64

static char shape_of(unsigned char c) {
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return '0';
    return c >= 0x80 ? 'u' : (char)c;
}

/* Runs of one kind count as one, but one capital is not the same as several: "Xx", "XXx". */
static size_t shape(char *out, size_t capacity, const char *form) {
    size_t n = 0, run = 0;
    for (const char *p = form; *p && n < capacity; p++) {
        char s = shape_of((unsigned char)*p);
        run = n && out[n - 1] == s ? run + 1 : 1;
        if (run <= (s == 'x' ? 1u : 2u))
            out[n++] = s;
    }
    return n;
}

static uint8_t capitals(const char *form) {
    size_t small = 0, large = 0, other = 0, inner = 0;
    for (const char *p = form; *p; p++) {
        char s = shape_of((unsigned char)*p);
        small += s == 'x';
        large += s == 'X';
        inner += s == 'X' && p > form;
        other += s == 'u';
    }
    if (!small && !large)
        return other ? SG_CAPITALS_LOWER : SG_CAPITALS_NO_LETTERS;
    if (!large)
        return SG_CAPITALS_LOWER;
    if (!small)
        return large == 1 ? SG_CAPITALS_ONE : SG_CAPITALS_ALL;
    return inner ? SG_CAPITALS_MIXED : SG_CAPITALS_FIRST;
}

void sg_sentence_case_count(struct sg_sentence_case *s, uint8_t written) {
    s->lower += written == SG_CAPITALS_LOWER;
    s->first += written == SG_CAPITALS_FIRST;
    s->all += written == SG_CAPITALS_ALL;
}

uint32_t sg_case_row(const struct sg_sentence_case *s, uint8_t written, bool is_first,
                     uint8_t habit) {
    uint32_t words = s->lower + s->first + s->all;
    /* 0 as usual, 1 "CHINA WARNS TAIWAN", 2 "China Warns Taiwan over Ties", 3 "china warns" */
    uint32_t kind = s->all * 10 > words * 7 && words > 1                 ? 1
                    : (s->first + s->all) * 10 > words * 6 && words > 2  ? 2
                    : !s->first && !s->all && written != SG_CAPITALS_ONE ? 3
                                                                         : 0;
    uint32_t how = written == SG_CAPITALS_FIRST && is_first ? SG_CAPITALS_COUNT : written;
    return SG_PIECE_KINDS * SG_PIECE_ROWS + (kind * (SG_CAPITALS_COUNT + 1) + how) * SG_HABITS +
           (habit < SG_HABITS ? habit : 0);
}

static uint32_t row(unsigned kind, const char *bytes, size_t length) {
    return kind * SG_PIECE_ROWS +
           (uint32_t)(XXH3_64bits_withSeed(bytes, length, kind) % SG_PIECE_ROWS);
}

/* The last letters of a word of `n`, digits made equal; gives how many. */
static size_t make_plain(char plain[LONGEST_PLAIN], const char *lower, size_t n) {
    size_t kept = n < LONGEST_PLAIN ? n : LONGEST_PLAIN;
    const char *tail = lower + (n - kept);
    for (size_t i = 0; i < kept; i++)
        plain[i] = tail[i] >= '0' && tail[i] <= '9' ? '0' : tail[i];
    return kept;
}

uint64_t sg_word_key(const char *lower) {
    char plain[LONGEST_PLAIN];
    return XXH3_64bits(plain, make_plain(plain, lower, strlen(lower)));
}

struct sg_word_features sg_word_features(const char *form, const char *lower) {
    struct sg_word_features out;
    char plain[LONGEST_PLAIN], outline[10];
    size_t n = strlen(lower), kept = make_plain(plain, lower, n);
    out.key = XXH3_64bits(plain, kept);
    static const uint8_t endings[] = {2, 3, 4};
    for (unsigned k = 0; k < 3; k++) {
        size_t size = kept < endings[k] ? kept : endings[k];
        out.pieces[k] = row(k, plain + kept - size, size);
    }
    out.pieces[3] = row(3, lower, n < 1 ? n : 1);
    out.pieces[4] = row(4, lower, n < 3 ? n : 3);
    out.pieces[5] = row(5, outline, shape(outline, sizeof outline, form));
    out.capitals = capitals(form);
    return out;
}
