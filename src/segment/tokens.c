#include "segment/tokens.h"

#include "base/utf8.h"
#include "segment/emit.h"
#include "segment/mojibake.h"

#include <string.h>

static int32_t char_at(const struct sg_cutter *cut, size_t at, size_t *next) {
    if (at >= cut->end) {
        *next = at;
        return 0;
    }
    if ((unsigned char)cut->text[at] < 0x80) {
        *next = at + 1;
        return cut->text[at];
    }
    const char *p = cut->text + at;
    int32_t c = sg_mended_next(&p, cut->text + cut->end);
    *next = (size_t)(p - cut->text);
    return c;
}

static bool is_word_char(int32_t c) {
    return c > 0 && (sg_is_letter(c) || sg_is_digit(c) || sg_is_invisible(c) || c == '_' ||
                     (c >= 0x660 && c <= 0x669));
}

static bool is_hyphen(int32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

/* The end of the word that begins at `at`: letters and digits, and what joins them inside a word:
 * Sana'a, al-Sadr, U.S, 3.5, 1,000, 5:00, 9/11, AT&T. */
static size_t word_end(const struct sg_cutter *cut, size_t at) {
    size_t next;
    int32_t before = char_at(cut, at, &next);
    at = next;
    bool lower_run = sg_is_lower(before);
    while (at < cut->end) {
        int32_t c = char_at(cut, at, &next);
        if (is_word_char(c)) {
            lower_run = sg_is_lower(c);
            before = c;
            at = next;
            continue;
        }
        size_t after_next;
        int32_t after = char_at(cut, next, &after_next);
        bool digits = sg_is_digit(before) && sg_is_digit(after);
        bool joins = false;
        if (sg_is_apostrophe(c) || is_hyphen(c))
            joins = is_word_char(after);
        else if (c == '.')
            /* "attack.The" lacks its space; "U.S" and "3.5" do not */
            joins = is_word_char(after) && !(lower_run && sg_is_upper(after));
        else if (c == ',' || c == ':' || c == '/')
            joins = digits;
        else if (c == '@')
            joins = is_word_char(after);
        else if (c == '&')
            joins = sg_is_upper(before) && sg_is_upper(after);
        if (!joins)
            break;
        before = c;
        at = next;
    }
    return at;
}

/* True when the stop behind the word belongs to it: "Gen.", "U.S.", "J." */
static bool keeps_stop(const struct sg_cutter *cut, size_t start, size_t end) {
    size_t next, size = end - start;
    const char *word = cut->text + start;
    if (size == 1 && word[0] >= 'A' && word[0] <= 'Z')
        return true; /* an initial */
    bool dotted = size >= 3;
    for (size_t i = 0; i < size; i++)
        dotted &= (i % 2) ? word[i] == '.' : sg_is_letter((unsigned char)word[i]);
    if (dotted && size % 2)
        return true; /* U.S, p.m, P.L.O */
    unsigned classes = sg_word_classes(cut->segmenter, word, size);
    if (!(classes & (SG_WORD_TITLE | SG_WORD_ABBREVIATION)))
        return false;
    if (classes & SG_WORD_NOT_ABBREVIATION) {
        /* "No. 2" and "Sec. Clinton" against "They said no. Then ..." */
        if (!(word[0] >= 'A' && word[0] <= 'Z'))
            return false;
        size_t at = end + 1;
        int32_t c = char_at(cut, at, &next);
        while (c > 0 && sg_is_space(c)) {
            at = next;
            c = char_at(cut, at, &next);
        }
        return sg_is_digit(c) || ((classes & SG_WORD_TITLE) && sg_is_upper(c));
    }
    return true;
}

/* Cuts the clitic off: returns where it begins, or `end`. */
static size_t clitic_start(const struct sg_cutter *cut, size_t start, size_t end) {
    /* the last apostrophe's place and what follows it in plain letters */
    char tail[8];
    size_t at = end, n = 0;
    for (size_t i = start; i < end;) {
        size_t next;
        if (sg_is_apostrophe(char_at(cut, i, &next)))
            at = i;
        i = next;
    }
    if (at == end || end - at > 6)
        return end;
    size_t next;
    char_at(cut, at, &next);
    tail[n++] = '\'';
    for (size_t i = next; i < end && n < sizeof tail - 1; i++)
        tail[n++] =
            (char)(cut->text[i] >= 'A' && cut->text[i] <= 'Z' ? cut->text[i] + 32 : cut->text[i]);
    tail[n] = '\0';
    for (size_t i = 0; i < cut->segmenter->clitic_count; i++)
        if (!strcmp(tail, cut->segmenter->clitics[i]))
            return at;
    const char *negative = cut->segmenter->negative_clitic; /* n't */
    if (negative[0] && !strcmp(tail, negative + 1) && at > start + 1 &&
        (cut->text[at - 1] | 32) == negative[0])
        return at - 1;
    return end;
}

/* Emits a word without clitics and hyphens to cut. */
static void emit_plain(struct sg_cutter *cut, size_t start, size_t end) {
    char lower[16];
    size_t size = end - start;
    if (size && size < sizeof lower) {
        for (size_t i = 0; i < size; i++)
            lower[i] = (char)(cut->text[start + i] | 32);
        uint32_t first = sg_strmap_getn(cut->segmenter->splits, lower, size);
        if (first != SG_STRMAP_NONE) {
            sg_emit(cut, start, start + first);
            sg_emit(cut, start + first, end);
            return;
        }
    }
    sg_emit(cut, start, end);
}

/* True when the hyphen between text[a, b) and text[c, d) belongs inside one token. */
static bool keeps_hyphen(const struct sg_cutter *cut, size_t a, size_t b, size_t c, size_t d) {
    size_t next;
    const struct sg_segmenter *rules = cut->segmenter;
    const char *text = cut->text;
    int32_t left = char_at(cut, a, &next), right = char_at(cut, c, &next);
    /* 2019-20, F-16, COVID-19, S-400 */
    if (sg_is_digit(right) || (sg_is_digit(left) && sg_is_digit(right)))
        return true;
    if (b - a == 1 && sg_is_upper(left) && sg_is_upper(right) && d - c == 1)
        return true;
    unsigned left_class = sg_word_classes(rules, text + a, b - a);
    unsigned right_class = sg_word_classes(rules, text + c, d - c);
    if ((left_class & SG_WORD_NAME_PARTICLE) && (sg_is_upper(right) || sg_is_upper(left)))
        return true;
    if ((right_class & SG_WORD_NAME_ENDING) && sg_is_upper(left) && d < cut->end &&
        is_hyphen(char_at(cut, d, &next)))
        return true; /* Lashkar-e-Taiba: both hyphens stay */
    if ((left_class & SG_WORD_NAME_ENDING) && a > 0 && is_hyphen((unsigned char)text[a - 1]) &&
        sg_is_upper(right))
        return true;
    if ((left_class & SG_WORD_SYLLABLE) && (right_class & SG_WORD_SYLLABLE) && sg_is_upper(left))
        return true;
    return (left_class & SG_WORD_KEPT_PREFIX) && sg_is_lower(right);
}

/* Cuts a word at its hyphens: "Iran-backed" is three tokens, "al-Sadr" one. */
static void emit_hyphenated(struct sg_cutter *cut, size_t start, size_t end) {
    size_t token_start = start, part_start = start, i = start;
    while (i < end) {
        size_t next;
        int32_t c = char_at(cut, i, &next);
        if (!is_hyphen(c)) {
            i = next;
            continue;
        }
        size_t part_end = next;
        while (part_end < end) {
            size_t after;
            if (is_hyphen(char_at(cut, part_end, &after)))
                break;
            part_end = after;
        }
        if (!keeps_hyphen(cut, part_start, i, next, part_end)) {
            emit_plain(cut, token_start, i);
            sg_emit(cut, i, next);
            cut->hyphen_before = true;
            token_start = next;
        }
        part_start = i = next;
    }
    emit_plain(cut, token_start, end);
    cut->hyphen_before = false;
}

/* "US’ failure", "militias' leaders": a bare apostrophe after s is a possessive, unless a quotation
 * in single marks is open. Gives the end of what was taken. */
static size_t take_apostrophe(struct sg_cutter *cut, size_t start, size_t end) {
    size_t next, after;
    if (end >= cut->end || !sg_is_apostrophe(char_at(cut, end, &next)))
        return end;
    if (is_word_char(char_at(cut, next, &after)))
        return end;
    char last = (char)(cut->text[end - 1] | 32);
    if (cut->single_quote_open) {
        emit_hyphenated(cut, start, end);
        sg_emit(cut, end, next);
        cut->single_quote_open = false;
        return next;
    }
    if (last == 's' || last == 'x' || last == 'z') {
        emit_hyphenated(cut, start, end);
        struct sg_token *mark = sg_emit(cut, end, next);
        if (mark)
            mark->flags |= SG_TOKEN_POSSESSIVE;
        return next;
    }
    emit_hyphenated(cut, start, next); /* Shia' al-Sudani */
    return next;
}

static bool starts_with(const struct sg_cutter *cut, size_t at, const char *prefix) {
    size_t size = strlen(prefix);
    return cut->end - at >= size && !memcmp(cut->text + at, prefix, size);
}

/* The end of an address ("https://...", "www....", "a@b.org", "@handle", "#tag") at `at`; `at` when
 * there is none. */
static size_t address_end(const struct sg_cutter *cut, size_t at) {
    size_t next, i = at;
    int32_t c = char_at(cut, at, &next), after = char_at(cut, next, &i);
    bool mark = (c == '@' || c == '#') && sg_is_letter(after);
    bool web =
        (c == 'h' && (starts_with(cut, at, "http://") || starts_with(cut, at, "https://"))) ||
        (c == 'w' && starts_with(cut, at, "www."));
    if (!mark && !web)
        return at;
    i = next;
    while (i < cut->end) {
        c = char_at(cut, i, &next);
        if (sg_is_space(c) || (mark && !is_word_char(c)))
            break;
        i = next;
    }
    while (i > at + 1 && strchr(".,;:!?)\"'", cut->text[i - 1]))
        i--;
    return i;
}

static void cut_word(struct sg_cutter *cut, size_t start, size_t *at) {
    if (sg_cut_letters(cut, start, at))
        return;
    size_t next, end = word_end(cut, start);
    if (end < cut->end && char_at(cut, end, &next) == '.') {
        size_t after;
        if (char_at(cut, next, &after) != '.' && keeps_stop(cut, start, end)) {
            emit_hyphenated(cut, start, next);
            *at = next;
            return;
        }
    }
    size_t taken = take_apostrophe(cut, start, end);
    if (taken > end) {
        *at = taken;
        return;
    }
    size_t clitic = clitic_start(cut, start, end);
    emit_hyphenated(cut, start, clitic);
    if (clitic < end) {
        struct sg_token *token = sg_emit(cut, clitic, end);
        if (token && !strcmp(token->lower, "'s"))
            token->flags |= SG_TOKEN_POSSESSIVE;
    }
    *at = end;
}

/* "Iran 's envoy": text that was cut into words before. Where the clitic ends; `start` when it is
 * none. */
static size_t lone_clitic_end(const struct sg_cutter *cut, size_t start, size_t end) {
    const struct sg_token_list *list = cut->list;
    if (!cut->space_before || !list->count ||
        !(list->tokens[list->count - 1].flags & SG_TOKEN_WORD))
        return start;
    while (end < cut->end && sg_is_letter((unsigned char)cut->text[end]))
        end++;
    size_t next;
    int32_t after = end < cut->end ? char_at(cut, end, &next) : ' ';
    bool is_alone = !is_word_char(after) && !sg_is_apostrophe(after);
    return is_alone && clitic_start(cut, start, end) == start ? end : start;
}

static void cut_mark(struct sg_cutter *cut, int32_t c, size_t start, size_t *at) {
    size_t end = *at, next;
    size_t clitic = sg_is_apostrophe(c) ? lone_clitic_end(cut, start, end) : start;
    if (clitic > start) {
        struct sg_token *token = sg_emit(cut, start, clitic);
        if (token && !strcmp(token->lower, "'s"))
            token->flags |= SG_TOKEN_POSSESSIVE;
        *at = clitic;
        return;
    }
    if (c == '.' || c == '-' || c == '=' || c == '*' || c == '_')
        while (end < cut->end && cut->text[end] == (char)c)
            end++; /* "...", "--", rules */
    if (sg_is_apostrophe(c)) {
        bool opens = (cut->space_before || start == 0 || !cut->list->count) && end < cut->end &&
                     !sg_is_space(char_at(cut, end, &next));
        if (opens)
            cut->single_quote_open = true;
        else
            cut->single_quote_open = false;
    }
    sg_emit(cut, start, end);
    *at = end;
}

void sg_cut_tokens(struct sg_token_list *list, const struct sg_segmenter *segmenter,
                   const char *text, size_t start, size_t end) {
    struct sg_cutter cut = {list, segmenter, text, end, true, false, false};
    size_t at = start;
    while (at < end) {
        if (text[at] == ' ') {
            cut.space_before = true;
            at++;
            continue;
        }
        if (sg_cut_plain(&cut, &at))
            continue;
        size_t next;
        int32_t c = char_at(&cut, at, &next);
        if (c < 0 || sg_is_space(c) || c < 0x20) {
            cut.space_before = true;
            at = next;
            continue;
        }
        if (sg_is_invisible(c)) {
            at = next;
            continue;
        }
        size_t address = address_end(&cut, at);
        if (address > at) {
            sg_emit(&cut, at, address);
            at = address;
        } else if (is_word_char(c))
            cut_word(&cut, at, &at);
        else {
            size_t mark = at;
            at = next;
            cut_mark(&cut, c, mark, &at);
        }
    }
}
