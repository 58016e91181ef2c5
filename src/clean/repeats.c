/* Repeats inside a document. Sites print a body twice, set a teaser above it and pull a quote out
 * of it; each sentence is to count once. Sentences are compared as whole runs of words; linear in
 * the length of the text. */
#include "clean/parts.h"

#include "base/minhash.h"
#include "base/words.h"

#include <string.h>

enum {
    ALONE_WORDS = 6,    /* a sentence of so many words is not said twice by chance */
    HEADLINE_WORDS = 4, /* ... nor one like the headline */
    GRAM = 5,
    TEASERS_MOST = 64,
    SIGNED_WORDS = 25 /* "Iran condemned the strike." may stand in two documents by chance */
};

struct unit {
    uint32_t paragraph;
    uint32_t start, end; /* bytes */
    uint32_t first, words;
    uint64_t hash;
    uint32_t same; /* an earlier unit of the same words, or NONE */
};
#define NONE UINT32_MAX

struct repeats {
    struct sg_parts *parts;
    struct sg_arena *arena;
    struct unit *units;
    size_t unit_count, unit_capacity;
    uint32_t *words; /* room for all of the text's */
    size_t word_count;
};

static bool is_upper_byte(unsigned char byte) { return byte >= 'A' && byte <= 'Z'; }

/* Bytes of a quotation mark or bracket that closes, at text[at]. */
static size_t closer_at(const char *text, size_t end, size_t at) {
    if (at >= end)
        return 0;
    if (text[at] == '"' || text[at] == '\'' || text[at] == ')' || text[at] == ']')
        return 1;
    return at + 2 < end && !memcmp(text + at, "\xE2\x80", 2) &&
                   (text[at + 2] == '\x99' || text[at + 2] == '\x9D')
               ? 3
               : 0;
}

/* Whether a sentence ends behind the word text[from, at). "Gen. Qassem", "U.S. President" and
 * "J. Smith" go on: a wrong cut here would compare halves of sentences. Moves *at past the marks.
 */
static bool ends_sentence(const char *text, size_t end, size_t from, size_t *at) {
    size_t i = *at;
    if (i >= end || text[i] == ' ' || text[i] == ',')
        return false; /* nearly every word */
    for (size_t closer; (closer = closer_at(text, end, i));) /* “... cowardly”. */
        i += closer;
    bool is_stop = i < end && text[i] == '.';
    bool is_ellipsis = i + 2 < end && !memcmp(text + i, "\xE2\x80\xA6", 3);
    if (!(is_stop || is_ellipsis || (i < end && (text[i] == '!' || text[i] == '?'))))
        return false;
    size_t size = *at - from;
    if (is_stop && i == *at &&
        (size == 1 || (size <= 3 && is_upper_byte((unsigned char)text[from])) ||
         (from && text[from - 1] == '.')))
        return false;
    while (i < end && (text[i] == '.' || text[i] == '!' || text[i] == '?'))
        i++;
    if (is_ellipsis)
        i += 3;
    for (size_t closer; (closer = closer_at(text, end, i));)
        i += closer;
    size_t after = i;
    while (after < end && (text[after] == ' ' || text[after] == '\n' || text[after] == '\r' ||
                           text[after] == '\t' || text[after] == '\xC2' || text[after] == '\xA0'))
        after++;
    if (after < end && (after == i || (text[after] >= 'a' && text[after] <= 'z')))
        return false;
    *at = i;
    return true;
}

static bool add_unit(struct repeats *r, struct unit unit) {
    struct unit *units =
        sg_arena_grow(r->arena, r->units, r->unit_count, &r->unit_capacity, sizeof *units);
    if (!units)
        return false;
    r->units = units;
    units[r->unit_count++] = unit;
    return true;
}

/* The sentences of one kept piece of a paragraph. */
static bool add_piece(struct repeats *r, uint32_t paragraph, uint32_t start, uint32_t end) {
    const char *text = r->parts->text;
    size_t at = start, word_start;
    struct unit unit = {paragraph, start, start, (uint32_t)r->word_count, 0, 1469598103u, NONE};
    for (;;) {
        uint64_t hash = sg_next_word_here(text, end, &at, &word_start);
        if (hash) {
            r->words[r->word_count++] = (uint32_t)(hash ^ hash >> 32);
            unit.words++;
            unit.hash = (unit.hash ^ hash) * 0x9E3779B97F4A7C15u;
            unit.hash ^= unit.hash >> 29;
            if (!ends_sentence(text, end, word_start, &at))
                continue;
        }
        if (!hash)
            at = end;
        unit.end = (uint32_t)at;
        if (unit.words && !add_unit(r, unit))
            return false;
        if (!hash)
            return true;
        uint32_t from = (uint32_t)at, to = end;
        sg_trim(text, &from, &to);
        unit = (struct unit){paragraph, from, from, (uint32_t)r->word_count, 0, 1469598103u, NONE};
    }
}

static bool collect(struct repeats *r) {
    for (uint32_t i = 0; i < r->parts->paragraph_count; i++) {
        const struct sg_paragraph *paragraph = &r->parts->paragraphs[i];
        if (paragraph->why)
            continue;
        size_t count;
        const struct sg_cut *cuts = sg_parts_cuts(&count, r->parts, i, r->arena);
        uint32_t at = paragraph->start;
        for (size_t k = 0; k <= count; k++) {
            uint32_t from = at, to = k < count ? cuts[k].start : paragraph->end;
            if (from < to)
                sg_trim(r->parts->text, &from, &to);
            if (from < to && !add_piece(r, i, from, to))
                return false;
            if (k < count && cuts[k].end > at)
                at = cuts[k].end;
        }
    }
    return !sg_arena_failed(r->arena);
}

/* Sets each unit's `same`. */
static bool find_same(struct repeats *r) {
    size_t size = 16;
    while (size < r->unit_count * 2)
        size *= 2;
    uint32_t *table = sg_arena_array(r->arena, size, sizeof *table);
    if (!table)
        return false;
    for (uint32_t i = 0; i < r->unit_count; i++) {
        struct unit *unit = &r->units[i];
        size_t slot = unit->hash & (size - 1);
        while (table[slot] && (r->units[table[slot] - 1].hash != unit->hash ||
                               r->units[table[slot] - 1].words != unit->words))
            slot = (slot + 1) & (size - 1);
        if (table[slot])
            unit->same = table[slot] - 1;
        else
            table[slot] = i + 1;
    }
    return true;
}

/* A short sentence ("He did not say more.") is a repeat only where its neighbour is one too and
 * stood beside it before. */
static void cut_same(struct repeats *r) {
    for (int pass = 0; pass < 2; pass++)
        for (size_t n = 0; n < r->unit_count; n++) {
            size_t i = pass ? r->unit_count - 1 - n : n;
            struct unit *unit = &r->units[i];
            if (unit->same == NONE || !unit->words)
                continue;
            const struct sg_paragraph *before =
                &r->parts->paragraphs[r->units[unit->same].paragraph];
            bool is_long = unit->words >= (before->is_headline ? HEADLINE_WORDS : ALONE_WORDS);
            size_t beside = pass ? i + 1 : i - 1;
            bool is_in_run = beside < r->unit_count && !r->units[beside].words &&
                             r->units[beside].same != NONE &&
                             (pass ? r->units[beside].same == unit->same + 1
                                   : r->units[beside].same + 1 == unit->same);
            if (!is_long && !is_in_run)
                continue;
            /* sentences were collected between the cuts, and none holds another */
            sg_parts_cut(r->parts, unit->paragraph, unit->start, unit->end, "repeat", 0, r->arena);
            unit->words = 0; /* gone */
        }
}

struct teaser {
    uint32_t unit;  /* first unit of its paragraph */
    uint32_t words; /* of the paragraph, without a word that an ellipsis cut */
    uint64_t gram;
};

static uint64_t gram_at(const struct repeats *r, size_t word) {
    uint64_t hash = 0;
    for (size_t i = 0; i < GRAM; i++)
        hash = (hash ^ r->words[word + i]) * 0x9E3779B97F4A7C15u + (hash >> 31);
    return hash;
}

static bool ends_in_ellipsis(const char *text, uint32_t start, uint32_t end) {
    while (end > start && (text[end - 1] == ']' || text[end - 1] == ')'))
        end--;
    return end >= start + 3 &&
           (!memcmp(text + end - 3, "...", 3) || !memcmp(text + end - 3, "\xE2\x80\xA6", 3));
}

static bool begins_with_quote(const char *text, uint32_t start) {
    return text[start] == '"' || !memcmp(text + start, "\xE2\x80\x9C", 3) ||
           !memcmp(text + start, "\xE2\x80\x98", 3) || text[start] == '\'';
}

/* A paragraph that may be a piece of another one: it breaks off, or is a quotation standing alone,
 * or has no full stop. */
static bool is_teaser_like(const struct repeats *r, const struct sg_paragraph *paragraph) {
    if (paragraph->why || paragraph->is_headline || paragraph->words < ALONE_WORDS ||
        paragraph->words > 60)
        return false;
    const char *text = r->parts->text;
    char last = text[paragraph->end - 1];
    return ends_in_ellipsis(text, paragraph->start, paragraph->end) ||
           (begins_with_quote(text, paragraph->start) && paragraph->words <= 40) ||
           (last != '.' && last != '?' && last != '!' && !paragraph->cuts);
}

static size_t find_teasers(struct teaser *teasers, const struct repeats *r) {
    size_t count = 0;
    for (uint32_t i = 0; i < r->unit_count && count < TEASERS_MOST; i++) {
        const struct unit *unit = &r->units[i];
        if (!unit->words || (i && r->units[i - 1].paragraph == unit->paragraph))
            continue;
        const struct sg_paragraph *paragraph = &r->parts->paragraphs[unit->paragraph];
        if (!is_teaser_like(r, paragraph))
            continue;
        uint32_t words = 0;
        for (uint32_t k = i; k < r->unit_count && r->units[k].paragraph == unit->paragraph; k++)
            words = r->units[k].words ? words + r->units[k].words : 0;
        if (words && ends_in_ellipsis(r->parts->text, paragraph->start, paragraph->end))
            words--; /* the last word may be half of one */
        if (words >= ALONE_WORDS)
            teasers[count++] = (struct teaser){i, words, gram_at(r, unit->first)};
    }
    return count;
}

static uint32_t paragraph_of_word(const struct repeats *r, size_t word) {
    size_t low = 0, high = r->unit_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (r->units[middle].first <= word)
            low = middle;
        else
            high = middle;
    }
    return r->units[low].words ? r->units[low].paragraph : NONE;
}

static void cut_teasers(struct repeats *r) {
    struct teaser teasers[TEASERS_MOST];
    size_t count = r->word_count >= GRAM ? find_teasers(teasers, r) : 0;
    if (!count)
        return;
    uint64_t openers = 0; /* the low bits of the teasers' first words */
    for (size_t i = 0; i < count; i++)
        openers |= (uint64_t)1 << (r->words[r->units[teasers[i].unit].first] & 63);
    for (size_t word = 0; word + GRAM <= r->word_count; word++) {
        if (!(openers >> (r->words[word] & 63) & 1))
            continue;
        uint64_t gram = gram_at(r, word);
        for (size_t i = 0; i < count; i++) {
            struct teaser *teaser = &teasers[i];
            const struct unit *unit = &r->units[teaser->unit];
            if (teaser->gram != gram || !teaser->words || unit->first == word ||
                word + teaser->words > r->word_count ||
                memcmp(r->words + word, r->words + unit->first, teaser->words * sizeof *r->words) !=
                    0)
                continue;
            uint32_t other = paragraph_of_word(r, word);
            struct sg_paragraph *paragraph = &r->parts->paragraphs[unit->paragraph];
            if (other == NONE || other == unit->paragraph ||
                r->parts->paragraphs[other].is_headline ||
                r->parts->paragraphs[other].words < paragraph->words)
                continue;
            paragraph->why = "repeat";
            teaser->words = 0;
        }
    }
}

/* Runs of three words of what is left of the body: an outlet's headline and boilerplate do not tell
 * an article, its sentences do. */
static const char *sign(const struct repeats *r) {
    struct sg_minhash set;
    uint64_t a = 0, b = 0;
    size_t count = 0;
    sg_minhash_begin(&set);
    for (size_t i = 0; i < r->unit_count; i++) {
        const struct unit *unit = &r->units[i];
        const struct sg_paragraph *paragraph = &r->parts->paragraphs[unit->paragraph];
        if (paragraph->why || paragraph->is_headline)
            continue;
        for (uint32_t k = 0; k < unit->words; k++, count++) {
            uint64_t word = r->words[unit->first + k];
            if (count >= 2)
                sg_minhash_add(&set, a * 31 + b * 0x9E3779B97F4A7C15u + word);
            a = b;
            b = word;
        }
    }
    struct sg_sketch sketch;
    char text[SG_MINHASH_TEXT];
    if (count < SIGNED_WORDS)
        return NULL;
    sg_minhash_finish(&sketch, &set);
    sg_sketch_write(text, &sketch);
    return sg_arena_strdup(r->arena, text);
}

bool sg_repeats_cut(struct sg_parts *parts, const char **signature, struct sg_arena *arena) {
    struct repeats r = {.parts = parts, .arena = arena};
    /* a word is a byte or more, and something parts it from the next */
    r.words = sg_arena_take(arena, (parts->length / 2 + 1) * sizeof *r.words);
    if (!r.words || !collect(&r) || !find_same(&r))
        return false;
    cut_same(&r);
    cut_teasers(&r);
    if (signature)
        *signature = sign(&r);
    return !sg_arena_failed(arena);
}
