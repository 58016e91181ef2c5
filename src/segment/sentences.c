#include "segment/sentences.h"

#include <string.h>

/* No sentence of a newspaper is as long. Later stages look from every word at every other of its
 * sentence: a megabyte without a full stop (a table, a list of names, mischief) would take hours. */
#define LONGEST ((size_t)400)

static bool is_form(const struct sg_token *token, const char *form) {
    size_t length = strlen(form);
    return token->length == length && !memcmp(token->form, form, length);
}

static bool is_mark(const struct sg_token *token) { return token->flags & SG_TOKEN_PUNCT; }

/* A straight or typographic mark opens when it stands at the start or after a space or bracket and
 * has a word right behind it. */
static bool opens(const struct sg_token *tokens, size_t i, size_t first, size_t end) {
    bool free_left = i == first || (tokens[i].flags & SG_TOKEN_SPACE_BEFORE) ||
                     is_form(&tokens[i - 1], "(") || is_form(&tokens[i - 1], "[") ||
                     is_form(&tokens[i - 1], "-") || is_form(&tokens[i - 1], "\xE2\x80\x94");
    bool tight_right = i + 1 < end && !(tokens[i + 1].flags & SG_TOKEN_SPACE_BEFORE);
    return free_left && tight_right;
}

/* Single marks quote only in pairs: 'We will fight,' he said. Gives the closing one's index, or
 * `end`. */
static size_t single_close(const struct sg_token *tokens, size_t open, size_t end) {
    for (size_t i = open + 1; i < end && i - open < LONGEST; i++)
        if (is_form(&tokens[i], "'") && !(tokens[i].flags & SG_TOKEN_SPACE_BEFORE) &&
            (i + 1 == end || (tokens[i + 1].flags & SG_TOKEN_SPACE_BEFORE) ||
             is_mark(&tokens[i + 1])))
            return i;
    return end;
}

/* `We will fight on," he said` whose opening mark is lost: what stands before the first mark is
 * quoted when that one closes a clause. */
static void mark_unopened(struct sg_token *tokens, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        if (tokens[i].flags & SG_TOKEN_QUOTE_OPEN)
            return;
        if (!(tokens[i].flags & SG_TOKEN_QUOTE_CLOSE))
            continue;
        if (i < first + 3 || !is_mark(&tokens[i - 1]) || is_form(&tokens[i - 1], ")"))
            return;
        for (size_t k = first; k < i; k++)
            tokens[k].flags |= SG_TOKEN_IN_QUOTE;
        return;
    }
}

void sg_mark_quotes(struct sg_token *tokens, size_t first, size_t end) {
    bool in_quote = false, is_opened = false, is_closed_first = false;
    size_t single_end = end;
    for (size_t i = first; i < end; i++) {
        struct sg_token *token = &tokens[i];
        if (!is_mark(token)) { /* nearly every token */
            token->flags |= in_quote ? SG_TOKEN_IN_QUOTE : 0u;
            continue;
        }
        if (is_form(token, "\"") || is_form(token, "''") || is_form(token, "``")) {
            bool opening = in_quote ? false : opens(tokens, i, first, end) || i == first;
            /* a second opening mark with none between: the first was never closed */
            if (in_quote && opens(tokens, i, first, end) && i > first && !is_mark(&tokens[i - 1]))
                opening = true;
            token->flags |= opening ? SG_TOKEN_QUOTE_OPEN : SG_TOKEN_QUOTE_CLOSE;
            is_closed_first |= !opening && !is_opened;
            is_opened |= opening;
            in_quote = opening;
            continue;
        }
        if (!in_quote && is_form(token, "'") && !(token->flags & SG_TOKEN_POSSESSIVE) &&
            opens(tokens, i, first, end)) {
            size_t close = single_close(tokens, i, end);
            if (close < end) {
                token->flags |= SG_TOKEN_QUOTE_OPEN;
                single_end = close;
                in_quote = is_opened = true;
                continue;
            }
        }
        if (i == single_end) {
            token->flags = (token->flags | SG_TOKEN_QUOTE_CLOSE) & ~(uint32_t)SG_TOKEN_POSSESSIVE;
            in_quote = false;
            single_end = end;
            continue;
        }
        if (in_quote)
            token->flags |= SG_TOKEN_IN_QUOTE;
    }
    if (is_closed_first)
        mark_unopened(tokens, first, end);
}

static bool is_stop(const struct sg_token *token) {
    char c = token->form[0];
    return is_mark(token) && (c == '.' || c == '!' || c == '?' || is_form(token, "\xE2\x80\xA6"));
}

static bool closes(const struct sg_token *token) {
    return (token->flags & SG_TOKEN_QUOTE_CLOSE) || is_form(token, ")") || is_form(token, "]") ||
           (is_form(token, "'") && !(token->flags & SG_TOKEN_SPACE_BEFORE));
}

/* May a sentence begin with this token? */
static bool may_begin(const struct sg_token *token) {
    return (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_NUMBER | SG_TOKEN_QUOTE_OPEN)) ||
           is_form(token, "(") || is_form(token, "[") || is_form(token, "'") ||
           is_form(token, "\"") || is_form(token, "\xE2\x80\xA2") || is_form(token, "-") ||
           (!(token->flags & SG_TOKEN_WORD) && (unsigned char)token->form[0] >= 0x80);
}

static unsigned classes(const struct sg_segmenter *segmenter, const struct sg_token *token) {
    return sg_word_classes(segmenter, token->lower, token->lower_length);
}

/* "U.S." and "Inc." end a sentence only when a usual opener follows: "... to the U.S. The ..." */
static bool abbreviation_ends(const struct sg_token *tokens, size_t i, size_t end,
                              const struct sg_segmenter *segmenter) {
    size_t size = strlen(tokens[i].lower);
    if (sg_word_classes(segmenter, tokens[i].lower, size - 1) & SG_WORD_TITLE)
        return false;
    size_t next = i + 1;
    while (next < end && closes(&tokens[next]))
        next++;
    if (next < end && (tokens[next].flags & SG_TOKEN_QUOTE_OPEN))
        next++;
    return next < end && (tokens[next].flags & SG_TOKEN_CAPITAL) && size > 2 &&
           (classes(segmenter, &tokens[next]) & SG_WORD_OPENER);
}

/* "Will they go?" Macron asked. */
static bool speech_goes_on(const struct sg_token *tokens, size_t i, size_t end,
                           const struct sg_segmenter *segmenter) {
    for (size_t k = i; k < end && k < i + 4; k++)
        if (classes(segmenter, &tokens[k]) & SG_WORD_SPEECH)
            return true;
    return false;
}

/* Where a sentence without an end is cut: behind a mark in the second half, else at the limit. */
static size_t cut_at(const struct sg_token *tokens, size_t first) {
    for (size_t i = first + LONGEST; i-- > first + LONGEST / 2;)
        if (is_mark(&tokens[i]) && strchr(",;:.-", tokens[i].form[0]))
            return i + 1;
    return first + LONGEST;
}

/* The longest heading that runs into its text. */
#define LONGEST_HEADING ((size_t)16)

static bool is_lower_word(const struct sg_token *token) {
    return (token->flags & SG_TOKEN_WORD) && !(token->flags & SG_TOKEN_CAPITAL);
}

/* "... on Friday. HIGHEST BIDDER The Treasury said it would sell": pages that lost their lines run a
 * heading in capitals into the sentence below it. Gives the sentence's first token, or `first` where
 * there is no such heading: "NATO, EU Agree" and "NEW YORK, Jan" are none. */
static size_t heading_end(const struct sg_token *tokens, size_t first, size_t end,
                          const struct sg_segmenter *segmenter) {
    size_t words = 0, long_words = 0, longest = 0, i = first;
    for (; i < end && i - first < LONGEST_HEADING; i++) {
        const struct sg_token *token = &tokens[i];
        if (token->flags & SG_TOKEN_ALL_CAPS) {
            words++;
            long_words += token->length >= 4 && !memchr(token->form, '.', token->length);
            longest = token->length > longest ? token->length : longest;
        } else if (is_stop(token) || (!is_mark(token) && token->length > 1 &&
                                      !(token->flags & SG_TOKEN_NUMBER)))
            break;
        else if (is_lower_word(token))
            break;
    }
    if (i >= end || i < first + 2 || words < 2 || !(tokens[i].flags & SG_TOKEN_WORD))
        return first;
    /* "HIGHEST BIDDER U.S. officials", "NO DEAL A spokesman": the last one is the sentence's */
    size_t begin = i;
    if (is_lower_word(&tokens[i])) {
        bool is_caps = tokens[i - 1].flags & SG_TOKEN_ALL_CAPS;
        if (is_mark(&tokens[i - 1]) || (is_caps && tokens[i - 1].length > 4) ||
            (is_caps && tokens[i - 2].length < 4))
            return first;
        begin = i - 1;
        words -= is_caps;
        long_words -= is_caps && tokens[i - 1].length >= 4 &&
                      !memchr(tokens[i - 1].form, '.', tokens[i - 1].length);
    }
    if (begin > first && (tokens[begin - 1].flags & SG_TOKEN_QUOTE_OPEN))
        begin--;
    const struct sg_token *before = &tokens[begin - (begin > first)];
    if (words < 2 || is_form(before, ",") || is_form(before, ":") || is_form(before, "-") ||
        is_form(before, "(") || is_form(before, "/"))
        return first;
    bool is_opener = classes(segmenter, &tokens[begin]) & SG_WORD_OPENER;
    return (long_words >= 2 && longest >= 5) || (is_opener && longest >= 4) ? begin : first;
}

size_t sg_sentence_end(const struct sg_token *tokens, size_t first, size_t end,
                       const struct sg_segmenter *segmenter) {
    if (first < end && (tokens[first].flags & SG_TOKEN_ALL_CAPS)) {
        size_t begin = heading_end(tokens, first, end, segmenter);
        if (begin > first)
            return begin;
    }
    for (size_t i = first; i < end; i++) {
        if (i - first == LONGEST)
            return cut_at(tokens, first);
        bool stop = is_stop(&tokens[i]);
        bool abbreviation = !stop && (tokens[i].flags & SG_TOKEN_WORD) &&
                            tokens[i].form[tokens[i].length - 1] == '.';
        if (!stop && !(abbreviation && abbreviation_ends(tokens, i, end, segmenter)))
            continue;
        size_t next = i + 1;
        bool quoted = false;
        while (next < end && next - first < LONGEST &&
               (is_stop(&tokens[next]) || closes(&tokens[next]))) {
            quoted |= (tokens[next].flags & SG_TOKEN_QUOTE_CLOSE) != 0;
            next++;
        }
        if (next >= end)
            return end;
        if (!may_begin(&tokens[next])) {
            i = next - 1; /* the other stops of the row end nothing either */
            continue;
        }
        /* "al-Shabaab. al-Qaeda" begins small: the article of a name may open a sentence too; but
         * a small letter is far more often a stop that ends nothing, so it does not count */
        if (quoted && tokens[i].form[0] != '.' && speech_goes_on(tokens, next, end, segmenter))
            continue;
        return next;
    }
    return end;
}
