/* What most of English news is: words of ASCII letters, numbers, marks of one byte. Nothing here
 * decides anything: it is what tokens.c would make of them, without its questions. */
#include "base/words.h"
#include "segment/emit.h"

#include <string.h>
#define XXH_INLINE_ALL /* words are short: the call would cost as much as the hash */
#include <xxhash.h>

/* What a byte may begin. RUN: a mark of which several make one token; ASKS: nothing plain. */
enum kind { ASKS, SPACE, LETTER, DIGIT, MARK, RUN };

static const unsigned char kinds[128] = {
    ['\t'] = SPACE, ['\n'] = SPACE, ['\r'] = SPACE, [' '] = SPACE, ['!'] = MARK, ['"'] = MARK,
    ['$'] = MARK,   ['%'] = MARK,   ['&'] = MARK,   ['('] = MARK,  [')'] = MARK, ['*'] = RUN,
    ['+'] = MARK,   [','] = MARK,   ['-'] = RUN,    ['.'] = RUN,   ['/'] = MARK, ['0'] = DIGIT,
    ['1'] = DIGIT,  ['2'] = DIGIT,  ['3'] = DIGIT,  ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT,
    ['7'] = DIGIT,  ['8'] = DIGIT,  ['9'] = DIGIT,  [':'] = MARK,  [';'] = MARK, ['<'] = MARK,
    ['='] = RUN,    ['>'] = MARK,   ['?'] = MARK,   ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER,
    ['D'] = LETTER, ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER,
    ['J'] = LETTER, ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER,
    ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER, ['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER,
    ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER, ['Z'] = LETTER, ['['] = MARK,
    [']'] = MARK,   ['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER,
    ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER,
    ['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER, ['p'] = LETTER, ['q'] = LETTER,
    ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER,
    ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER, ['{'] = MARK,  ['|'] = MARK, ['}'] = MARK,
};

static inline enum kind kind_of(unsigned char byte) {
    return byte < 0x80 ? (enum kind)kinds[byte] : ASKS;
}

/* The first byte is the lowest, as sg_load_bytes() has it. */
static inline void store(char *bytes, uint64_t chunk) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    chunk = __builtin_bswap64(chunk);
#endif
    memcpy(bytes, &chunk, 8);
}

/* Writes the next token, which is not counted yet. */
static inline void put(struct sg_token *token, struct sg_cutter *cut, size_t start, size_t size,
                       const char *form, const char *lower, uint32_t flags) {
    *token = (struct sg_token){.start = (uint32_t)start,
                               .end = (uint32_t)(start + size),
                               .flags = flags | (cut->space_before ? SG_TOKEN_SPACE_BEFORE : 0u),
                               .form = form,
                               .lower = lower,
                               .length = (uint32_t)size,
                               .lower_length = (uint32_t)size,
                               .hash = (uint32_t)XXH3_64bits(lower, size),
                               .head = SG_NO_TOKEN};
}

static inline void count(struct sg_cutter *cut) {
    cut->space_before = false;
    cut->list->count++;
}

/* A word of up to seven letters, which stands in `chunk`. */
static inline bool put_short(struct sg_token *token, struct sg_cutter *cut, size_t start,
                             size_t size, uint64_t chunk) {
    uint64_t mask = ((uint64_t)1 << 8 * size) - 1;
    uint64_t capitals = ~chunk & SG_EACH_BYTE(0x20) & mask;
    char *form = sg_form_take(cut->list, capitals ? size + 9 : 8);
    if (!form)
        return false;
    store(form, chunk & mask);
    char *lower = form;
    uint32_t flags = SG_TOKEN_WORD;
    if (capitals) {
        lower = form + size + 1;
        store(lower, (chunk | SG_EACH_BYTE(0x20)) & mask);
        if (capitals & 0x20)
            flags |= SG_TOKEN_CAPITAL;
        if (size > 1 && capitals == (SG_EACH_BYTE(0x20) & mask))
            flags |= SG_TOKEN_ALL_CAPS;
    }
    put(token, cut, start, size, form, lower, flags);
    /* what was written over its end is free again */
    size_t over = 7 - size;
    cut->list->pool -= over;
    cut->list->pool_left += over;
    return true;
}

static bool put_long(struct sg_token *token, struct sg_cutter *cut, size_t start, size_t size,
                     unsigned uppers) {
    char *form = sg_form_take(cut->list, (uppers ? 2 : 1) * (size + 1));
    if (!form)
        return false;
    memcpy(form, cut->text + start, size);
    form[size] = '\0';
    char *lower = form;
    uint32_t flags = SG_TOKEN_WORD;
    if (uppers) {
        lower = form + size + 1;
        for (size_t i = 0; i < size; i++)
            lower[i] = (char)(form[i] | 0x20);
        lower[size] = '\0';
        if (form[0] < 'a')
            flags |= SG_TOKEN_CAPITAL;
        if (size > 1 && uppers == size)
            flags |= SG_TOKEN_ALL_CAPS;
    }
    put(token, cut, start, size, form, lower, flags);
    return true;
}

/* Whether the mark behind a word of letters leaves it alone. A stop does where a space or a mark
 * follows, unless the word keeps it ("Gen."): then *asks. */
static inline bool ends_word(const struct sg_cutter *cut, size_t end, bool *asks) {
    *asks = false;
    if (end >= cut->end)
        return true;
    unsigned char byte = (unsigned char)cut->text[end];
    if (byte == ' ' || byte == ',')
        return true;
    if (byte == '.') {
        if (end + 1 < cut->end) {
            unsigned char after = (unsigned char)cut->text[end + 1];
            enum kind kind = kind_of(after);
            if (kind != SPACE && kind != MARK && kind != RUN)
                return false;
            *asks = after != '.';
        } else {
            *asks = true;
        }
        return true;
    }
    enum kind kind = kind_of(byte);
    return kind == SPACE || (kind == MARK && byte != '&') || byte == '=' || byte == '*';
}

static bool keeps_stop(const struct sg_cutter *cut, const struct sg_token *token) {
    uint32_t classes = sg_strmap_get_hashed(cut->segmenter->classes, token->lower,
                                            token->lower_length, token->hash);
    return classes != SG_STRMAP_NONE && (classes & (SG_WORD_TITLE | SG_WORD_ABBREVIATION));
}

bool sg_cut_letters(struct sg_cutter *cut, size_t start, size_t *at) {
    size_t room = cut->end - start, size;
    uint64_t chunk = 0, stops = 0;
    unsigned uppers = 0;
    bool asks;
    if (room >= 8) {
        chunk = sg_load_bytes(cut->text + start);
        stops = sg_other_than_letters(chunk);
    }
    size = stops ? (size_t)__builtin_ctzll(stops) / 8
                 : sg_letters_at(cut->text + start, room, &uppers);
    if (!size || !ends_word(cut, start + size, &asks))
        return false;
    /* "cannot" may be two words */
    bool is_split = size < 32 && cut->segmenter->split_lengths[cut->text[start] & 31] >> size & 1;
    if (is_split || (asks && (size == 1 || size >= SG_WORD_ROOM)))
        return false;
    struct sg_token *token = sg_token_next(cut->list);
    if (!token || !(stops ? put_short(token, cut, start, size, chunk)
                          : put_long(token, cut, start, size, uppers)))
        return false;
    if (asks && keeps_stop(cut, token))
        return false;
    count(cut);
    *at = start + size;
    return true;
}

static bool cut_digits(struct sg_cutter *cut, size_t start, size_t *at) {
    size_t end = start + 1;
    while (end < cut->end && (unsigned char)(cut->text[end] - '0') < 10)
        end++;
    size_t size = end - start;
    if (size >= 32 || cut->segmenter->split_lengths[cut->text[start] & 31] >> size & 1)
        return false;
    if (end < cut->end) {
        unsigned char byte = (unsigned char)cut->text[end];
        enum kind kind = kind_of(byte);
        if (kind != SPACE && (kind != MARK || byte == '&'))
            return false;
        /* "1,000", "5:00", "9/11" */
        if ((byte == ',' || byte == ':' || byte == '/') && end + 1 < cut->end &&
            (unsigned char)(cut->text[end + 1] - '0') < 10)
            return false;
    }
    struct sg_token *token = sg_token_next(cut->list);
    char *form = token ? sg_form_take(cut->list, size + 1) : NULL;
    if (!form)
        return false;
    memcpy(form, cut->text + start, size);
    form[size] = '\0';
    put(token, cut, start, size, form, form, SG_TOKEN_NUMBER);
    count(cut);
    *at = end;
    return true;
}

static bool cut_mark(struct sg_cutter *cut, size_t start, size_t *at) {
    struct sg_token *token = sg_token_next(cut->list);
    char *form = token ? sg_form_take(cut->list, 2) : NULL;
    if (!form)
        return false;
    form[0] = cut->text[start];
    form[1] = '\0';
    put(token, cut, start, 1, form, form,
        SG_TOKEN_PUNCT | (form[0] == '-' ? SG_TOKEN_HYPHEN : 0u));
    count(cut);
    *at = start + 1;
    return true;
}

bool sg_cut_plain(struct sg_cutter *cut, size_t *at) {
    size_t start = *at;
    const char *text = cut->text + start;
    char next = start + 1 < cut->end ? text[1] : '\0';
    switch (kind_of((unsigned char)text[0])) {
    case LETTER: /* "http://", "www." are no words */
        return !((text[0] == 'h' && next == 't') || (text[0] == 'w' && next == 'w')) &&
               sg_cut_letters(cut, start, at);
    case DIGIT:
        return cut_digits(cut, start, at);
    case RUN: /* "...", "--", rules */
        return next != text[0] && cut_mark(cut, start, at);
    case MARK:
        return cut_mark(cut, start, at);
    case SPACE:
        cut->space_before = true;
        *at = start + 1;
        return true;
    default:
        return false;
    }
}
