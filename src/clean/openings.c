#define PCRE2_CODE_UNIT_WIDTH 8

#include "clean/openings.h"

#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>

/* ASCII's letters one by one; all digits are one kind, all else is OTHER. */
enum { OTHER = 0, SMALL = 1, CAPITAL = 27, DIGIT = 53, QUOTE, BLANK, STOP, KINDS };

struct sg_openings {
    uint64_t third[KINDS][KINDS]; /* of the first and second letter: which third ones */
};

static unsigned kind_of(unsigned char byte) {
    if (byte >= 'a' && byte <= 'z')
        return SMALL + byte - 'a';
    if (byte >= 'A' && byte <= 'Z')
        return CAPITAL + byte - 'A';
    return byte >= '0' && byte <= '9' ? DIGIT
           : byte == '"'              ? QUOTE
           : byte == ' '              ? BLANK
           : byte == '.'              ? STOP
                                      : OTHER;
}

static const char letters[] = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0\" .";

static bool is_small(unsigned kind) { return kind >= SMALL && kind < CAPITAL; }
static bool is_capital(unsigned kind) { return kind >= CAPITAL && kind < DIGIT; }

/* Openings like "Sha", "He ", "A s", "U.S" and "\"Th": nearly all paragraphs have one of them. */
static bool is_asked(unsigned a, unsigned b, unsigned c) {
    if (a == QUOTE)
        return is_capital(b) && (is_small(c) || c == BLANK);
    if (is_small(b))
        return is_small(c) || c == BLANK;
    return (b == BLANK && is_small(c)) || (b == STOP && is_capital(c));
}

/* Whether something that begins so may match: a partial match asks for more text, none does not. */
static bool may_begin(const pcre2_code *code, const char *text, size_t length,
                      pcre2_match_data *data) {
    int found = pcre2_match(code, (PCRE2_SPTR)text, length, 0,
                            PCRE2_NO_UTF_CHECK | PCRE2_PARTIAL_HARD, data, NULL);
    return found != PCRE2_ERROR_NOMATCH;
}

struct sg_openings *sg_openings_new(void *code, const struct sg_openings *wider) {
    struct sg_openings *openings = calloc(1, sizeof *openings);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    /* for the partial matches below, where they are many; without a JIT they are only slower */
    if (!wider)
        pcre2_jit_compile((pcre2_code *)code, PCRE2_JIT_PARTIAL_HARD);
    if (!openings || !data) {
        pcre2_match_data_free(data);
        free(openings);
        return NULL;
    }
    /* What is written otherwise is allowed, unasked: all of them would take too long. */
    for (unsigned a = 0; a < KINDS; a++) {
        char text[3] = {letters[a]};
        bool is_known = is_capital(a) || a == QUOTE;
        bool first = !is_known || may_begin(code, text, 1, data);
        for (unsigned b = 0; b < KINDS; b++) {
            openings->third[a][b] = first ? UINT64_MAX : 0;
            bool is_known_too =
                a == QUOTE ? is_capital(b) : is_small(b) || b == BLANK || b == STOP;
            if (wider)
                openings->third[a][b] &= wider->third[a][b];
            if (!openings->third[a][b] || !is_known || !is_known_too)
                continue;
            text[1] = letters[b];
            if (!may_begin(code, text, 2, data)) {
                openings->third[a][b] = 0;
                continue;
            }
            for (unsigned c = SMALL; c < KINDS; c++) {
                text[2] = letters[c];
                if (is_asked(a, b, c) && openings->third[a][b] >> c & 1 &&
                    !may_begin(code, text, 3, data))
                    openings->third[a][b] &= ~((uint64_t)1 << c);
            }
        }
    }
    pcre2_match_data_free(data);
    return openings;
}

void sg_openings_free(struct sg_openings *openings) { free(openings); }

bool sg_openings_allow(const struct sg_openings *openings, const char *text, size_t length) {
    if (length < 3)
        return true;
    unsigned a = kind_of((unsigned char)text[0]), b = kind_of((unsigned char)text[1]);
    return openings->third[a][b] >> kind_of((unsigned char)text[2]) & 1;
}
