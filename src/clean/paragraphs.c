#include "clean/parts.h"

#include "base/utf8.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

struct line {
    uint32_t start, end; /* trimmed */
    uint32_t indent;     /* bytes of white space before it */
    bool after_blank;
};

void sg_trim(const char *text, uint32_t *start, uint32_t *end) {
    const char *from = text + *start, *to = text + *end;
    while (from < to) {
        const char *p = from;
        int32_t c = sg_utf8_next(&p, to);
        if (!sg_is_space(c) && !sg_is_invisible(c))
            break;
        from = p;
    }
    while (to > from) {
        const char *p = to - 1;
        while (p > from && ((unsigned char)*p & 0xC0) == 0x80)
            p--;
        const char *q = p;
        int32_t c = sg_utf8_next(&q, to);
        if (!sg_is_space(c) && !sg_is_invisible(c))
            break;
        to = p;
    }
    *start = (uint32_t)(from - text);
    *end = (uint32_t)(to - text);
}

/* The last character that is no quotation mark or bracket ends a sentence. */
static bool ends_like_a_sentence(const char *text, uint32_t start, uint32_t end) {
    const char *p = text + end;
    while (p > text + start) {
        const char *to = p;
        p--;
        while (p > text + start && ((unsigned char)*p & 0xC0) == 0x80)
            p--;
        const char *q = p;
        int32_t c = sg_utf8_next(&q, to);
        if (sg_is_double_quote(c) || sg_is_apostrophe(c) || c == ')' || c == ']')
            continue;
        return c == '.' || c == '!' || c == '?' || c == 0x2026;
    }
    return false;
}

static bool begins_lower(const char *text, uint32_t start, uint32_t end) {
    const char *p = text + start;
    return start < end && sg_is_lower(sg_utf8_next(&p, text + end));
}

/* Text that was broken at a column: most lines that follow one another directly go on in lower
 * case, and none is longer than a screen. */
static bool is_wrapped(const char *text, const struct line *lines, size_t count) {
    size_t joins = 0, lower = 0;
    for (size_t i = 0; i < count; i++) {
        if (lines[i].end - lines[i].start > 140)
            return false;
        if (i && !lines[i].after_blank) {
            joins++;
            lower += begins_lower(text, lines[i].start, lines[i].end);
        }
    }
    return joins >= 2 && lower * 5 >= joins * 2;
}

static bool add(struct sg_parts *parts, uint32_t start, uint32_t end, struct sg_arena *arena) {
    struct sg_paragraph *list = sg_arena_grow(arena, parts->paragraphs, parts->paragraph_count,
                                              &parts->paragraph_capacity, sizeof *list);
    if (!list)
        return false;
    /* more words than any rule asks about are not counted */
    uint32_t words =
        (uint32_t)sg_count_words(parts->text + start, end - start, SG_WORDS_COUNTED);
    bool ends_sentence = ends_like_a_sentence(parts->text, start, end);
    parts->paragraphs = list;
    list[parts->paragraph_count++] =
        (struct sg_paragraph){.start = start,
                              .end = end,
                              .words = words,
                              .ends_sentence = ends_sentence,
                              .is_prose = words >= 25 || (words >= 9 && ends_sentence)};
    return true;
}

bool sg_paragraphs_split(struct sg_parts *parts, struct sg_arena *arena) {
    const char *text = parts->text;
    struct line *lines = NULL;
    size_t count = 0, capacity = 0;
    bool after_blank = false;
    uint32_t widest = 0;
    for (size_t i = 0; i < parts->length;) {
        const char *newline = memchr(text + i, '\n', parts->length - i);
        size_t end = newline ? (size_t)(newline - text) : parts->length;
        struct line line = {.start = (uint32_t)i, .end = (uint32_t)end};
        sg_trim(text, &line.start, &line.end);
        if (line.start == line.end) {
            after_blank = true;
        } else {
            line.indent = line.start - (uint32_t)i;
            line.after_blank = after_blank;
            after_blank = false;
            if (line.end - line.start > widest)
                widest = line.end - line.start;
            if (!(lines = sg_arena_grow(arena, lines, count, &capacity, sizeof *lines)))
                return false;
            lines[count++] = line;
        }
        i = end + 1;
    }
    bool joined = is_wrapped(text, lines, count);
    for (size_t i = 0; i < count;) {
        size_t last = i;
        /* a short line that ends a sentence ends the paragraph, an indented one begins the next */
        while (joined && last + 1 < count && !lines[last + 1].after_blank &&
               lines[last + 1].indent <= lines[last].indent + 1 &&
               !(lines[last].end - lines[last].start < widest * 2 / 3 &&
                 (ends_like_a_sentence(text, lines[last].start, lines[last].end) ||
                  !begins_lower(text, lines[last + 1].start, lines[last + 1].end))))
            last++;
        if (!add(parts, lines[i].start, lines[last].end, arena))
            return false;
        i = last + 1;
    }
    return true;
}

void sg_parts_cut(struct sg_parts *parts, uint32_t paragraph, uint32_t start, uint32_t end,
                  const char *why, uint32_t among, struct sg_arena *arena) {
    struct sg_paragraph *of = &parts->paragraphs[paragraph];
    for (uint32_t i = among; i; i = parts->cuts[i - 1].next) {
        const struct sg_cut *cut = &parts->cuts[i - 1];
        parts->compared++;
        if (cut->start <= start && start < cut->end)
            start = cut->end;
        if (cut->start < end && end <= cut->end)
            end = cut->start;
    }
    if (start >= end)
        return;
    struct sg_cut *cuts =
        sg_arena_grow(arena, parts->cuts, parts->cut_count, &parts->cut_capacity, sizeof *cuts);
    if (!cuts)
        return;
    parts->cuts = cuts;
    cuts[parts->cut_count++] = (struct sg_cut){start, end, of->cuts, why};
    of->cuts = (uint32_t)parts->cut_count;
}

static int by_start(const void *a, const void *b) {
    const struct sg_cut *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

const struct sg_cut *sg_parts_cuts(size_t *count, const struct sg_parts *parts, uint32_t paragraph,
                                   struct sg_arena *arena) {
    size_t n = 0;
    for (uint32_t i = parts->paragraphs[paragraph].cuts; i; i = parts->cuts[i - 1].next)
        n++;
    *count = 0;
    if (!n)
        return NULL;
    struct sg_cut *list = sg_arena_array(arena, n, sizeof *list);
    if (!list)
        return NULL;
    for (uint32_t i = parts->paragraphs[paragraph].cuts; i; i = parts->cuts[i - 1].next)
        list[(*count)++] = parts->cuts[i - 1];
    qsort(list, n, sizeof *list, by_start);
    return list;
}
