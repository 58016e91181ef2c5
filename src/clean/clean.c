#include "clean/clean.h"

#include "base/date.h"
#include "base/words.h"
#include "clean/boilerplate.h"
#include "clean/parts.h"

#include <string.h>

enum {
    HEAD_MOST = 12,    /* an article's text begins within so many paragraphs */
    RULE_WORDS = 80,   /* no paragraph of more words is boilerplate as a whole */
    TITLE_WORDS = 30,  /* no headline is longer */
    LABEL_WORDS = 3,   /* "Iraq", "Middle East": where the article was filed */
    TAIL_WINDOW = 200, /* bytes in which a caption's credit is looked for */
    END_WINDOW = 400,  /* bytes in which a credit at a paragraph's end is looked for */
    START_WINDOW = 400 /* ... and a dateline at its start */
};

struct cleaning {
    struct sg_reading *reading;
    const struct sg_boilerplate *boilerplate;
    struct sg_matcher *matcher;
    struct sg_arena *arena;
    struct sg_needles needles;  /* of the paragraph in hand */
    struct sg_needles *scanned; /* of each paragraph */
    struct sg_parts parts;
    size_t headline;           /* index of the paragraph, or SIZE_MAX */
    size_t title_length;       /* of the document's title; it may be a megabyte too */
    const char *date, *outlet; /* found in the text, or NULL */
    const char *signature;
};

/* Where the last `size` bytes begin, at a character's start. */
static size_t window(const char *text, size_t length, size_t size) {
    size_t from = length > size ? length - size : 0;
    while (from < length && ((unsigned char)text[from] & 0xC0) == 0x80)
        from++;
    return from;
}

static const char *text_of(const struct cleaning *c, const struct sg_paragraph *paragraph) {
    return c->parts.text + paragraph->start;
}

static size_t length_of(const struct sg_paragraph *paragraph) {
    return paragraph->end - paragraph->start;
}

/* Keeps what a rule's groups tell of the document. */
static void learn(struct cleaning *c, const char *text, const struct sg_rule_match *match) {
    char date[SG_DATE_SIZE];
    if (!c->date && match->date_end > match->date_start &&
        sg_date_parse(date, text + match->date_start, match->date_end - match->date_start, NULL))
        c->date = sg_arena_strdup(c->arena, date);
    if (!c->outlet && match->outlet_end > match->outlet_start)
        c->outlet = sg_arena_strndup(c->arena, text + match->outlet_start,
                                     match->outlet_end - match->outlet_start);
}

static bool find(struct sg_rule_match *out, struct cleaning *c, enum sg_rule_scope scope,
                 const char *text, size_t length, size_t from, size_t words, bool is_top) {
    return sg_boilerplate_find(out, c->boilerplate, scope, text, length, from, words, is_top,
                               &c->needles, c->matcher);
}

/* Looks for what the rules need, once for a paragraph; in a long one only its end is searched. */
static void scan(struct cleaning *c, const struct sg_paragraph *paragraph) {
    const char *text = text_of(c, paragraph);
    size_t length = length_of(paragraph);
    size_t from = paragraph->words > RULE_WORDS ? window(text, length, END_WINDOW) : 0;
    sg_boilerplate_scan(&c->needles, c->boilerplate, text + from, length - from);
}

/* Bytes of the paragraph when it is kept prose. */
static size_t prose_bytes(const struct sg_paragraph *paragraph) {
    return paragraph->is_prose && !paragraph->why ? length_of(paragraph) : 0;
}

/* Paragraphs that are boilerplate as a whole. "Comments" ends an article, but a menu above it may
 * say "Comments" too: what follows goes only when more of the text stands before it. */
static void remove_paragraphs(struct cleaning *c) {
    size_t prose = 0, before = 0, behind = 0; /* paragraphs; bytes of prose around the one in hand */
    for (size_t i = 0; i < c->parts.paragraph_count; i++)
        behind += prose_bytes(&c->parts.paragraphs[i]);
    for (size_t i = 0; i < c->parts.paragraph_count; i++) {
        struct sg_paragraph *paragraph = &c->parts.paragraphs[i];
        struct sg_rule_match match;
        const char *text = text_of(c, paragraph);
        size_t length = length_of(paragraph), words = paragraph->words;
        bool is_top = prose < 2;
        behind -= prose_bytes(paragraph);
        if (words <= RULE_WORDS && words) {
            scan(c, paragraph);
            c->scanned[i] = c->needles;
            if (find(&match, c, SG_SCOPE_REST, text, length, 0, words, is_top)) {
                paragraph->why = match.why;
                if (before > 0 && before >= behind) {
                    for (size_t k = i + 1; k < c->parts.paragraph_count; k++)
                        c->parts.paragraphs[k].why = match.why;
                    return;
                }
            } else if (find(&match, c, SG_SCOPE_PARAGRAPH, text, length, 0, words, is_top)) {
                paragraph->why = match.why;
                learn(c, text, &match);
            } else {
                size_t from = window(text, length, TAIL_WINDOW);
                if (find(&match, c, SG_SCOPE_TAIL, text + from, length - from, 0, words, is_top))
                    paragraph->why = match.why;
            }
        }
        prose += !paragraph->why && paragraph->is_prose;
        before += prose_bytes(paragraph);
    }
}

/* "He did not elaborate." is no headline, short as it is. */
static bool is_sentence(const struct cleaning *c, const struct sg_paragraph *paragraph) {
    return paragraph->ends_sentence && c->parts.text[paragraph->end - 1] == '.';
}

/* The paragraph is where the article's text begins. */
static bool begins_body(struct cleaning *c, size_t index) {
    const struct sg_paragraph *paragraph = &c->parts.paragraphs[index];
    struct sg_rule_match match;
    c->needles = c->scanned[index];
    if (paragraph->is_prose || (paragraph->words >= 5 && is_sentence(c, paragraph)))
        return true;
    return (paragraph->words > 5 && find(&match, c, SG_SCOPE_START, text_of(c, paragraph),
                                         length_of(paragraph), 0, paragraph->words, true));
}

/* A title with the outlet's name behind it: "... | The Daily". Cuts the name off. */
static void trim_title(struct cleaning *c, size_t index) {
    struct sg_paragraph *paragraph = &c->parts.paragraphs[index];
    struct sg_rule_match match;
    const char *text = text_of(c, paragraph);
    scan(c, paragraph);
    if (find(&match, c, SG_SCOPE_TITLE, text, length_of(paragraph), 0, paragraph->words, true) &&
        match.start) {
        learn(c, text, &match);
        sg_parts_cut(&c->parts, (uint32_t)index, paragraph->start + (uint32_t)match.start,
                     paragraph->start + (uint32_t)match.end, match.why, paragraph->cuts, c->arena);
    }
}

/* Finds the headline among the short lines above the body, and drops what else stands there: the
 * site's name, the section, the headline again. */
static void find_headline(struct cleaning *c) {
    struct sg_paragraph *list = c->parts.paragraphs;
    size_t body = 0, count = c->parts.paragraph_count;
    const char *title = c->reading->document->title;
    while (body < count && body < HEAD_MOST && (list[body].why || !begins_body(c, body)))
        body++;
    if (body == count || body == HEAD_MOST)
        return; /* no prose: a note, a list; nothing is taken from it */
    size_t chosen = SIZE_MAX, first = SIZE_MAX;
    for (size_t i = 0; i < body && chosen == SIZE_MAX; i++) {
        if (list[i].why || list[i].words > TITLE_WORDS || is_sentence(c, &list[i]))
            continue;
        if (title && sg_same_words(text_of(c, &list[i]), length_of(&list[i]), title, c->title_length))
            chosen = i;
        if (list[i].words <= LABEL_WORDS)
            continue;
        if (first == SIZE_MAX)
            first = i;
        for (size_t k = i + 1; k < body && chosen == SIZE_MAX; k++)
            if (!list[k].why && sg_same_words(text_of(c, &list[i]), length_of(&list[i]),
                                              text_of(c, &list[k]), length_of(&list[k])))
                chosen = i;
    }
    bool is_sure = chosen != SIZE_MAX;
    if (!is_sure)
        chosen = first;
    for (size_t i = 0; i < body; i++) {
        if (list[i].why || is_sentence(c, &list[i]))
            continue;
        if (i == chosen || (list[i].words > LABEL_WORDS && (i > chosen || !is_sure)))
            list[i].is_headline = true;
        else
            list[i].why = list[i].words <= LABEL_WORDS ? "section" : "banner";
    }
    c->headline = chosen;
    if (chosen != SIZE_MAX)
        trim_title(c, chosen);
}

/* The title's words without the outlet behind it. */
static const char *headline_text(const struct cleaning *c, size_t *length) {
    if (c->headline == SIZE_MAX) {
        *length = c->title_length;
        return c->reading->document->title;
    }
    const struct sg_paragraph *paragraph = &c->parts.paragraphs[c->headline];
    *length = (paragraph->cuts ? c->parts.cuts[paragraph->cuts - 1].start : paragraph->end) -
              paragraph->start;
    return text_of(c, paragraph);
}

static uint32_t skip_space(const char *text, uint32_t start, uint32_t end) {
    sg_trim(text, &start, &end);
    return start;
}

/* Further down an article only a dateline is looked for: capitals, or a bracket near the start. */
static bool may_have_dateline(const char *text, size_t length) {
    size_t capitals = 0;
    while (capitals < 3 && capitals < length && text[capitals] >= 'A' && text[capitals] <= 'Z')
        capitals++;
    return capitals == 3 || memchr(text, '(', length < 80 ? length : 80);
}

/* What stands before a paragraph's own words: "November 4, 2016", the title again, the authors, a
 * dateline; in any order, so go on until nothing more is found. */
static void cut_start(struct cleaning *c, uint32_t index, bool is_top) {
    const struct sg_paragraph *paragraph = &c->parts.paragraphs[index];
    const char *text = c->parts.text;
    uint32_t at = paragraph->start;
    if (!is_top && !may_have_dateline(text + at, paragraph->end - at))
        return;
    size_t title_length;
    const char *title = headline_text(c, &title_length);
    if (paragraph->words > RULE_WORDS) /* only its end was looked at */
        sg_boilerplate_scan(&c->needles, c->boilerplate, text + at,
                            paragraph->end - at < START_WINDOW ? paragraph->end - at
                                                               : START_WINDOW);
    for (int round = 0; round < 6 && at < paragraph->end; round++) {
        struct sg_rule_match match;
        size_t left = paragraph->end - at, repeated;
        if (find(&match, c, SG_SCOPE_START, text + at, left, 0, paragraph->words, is_top) ||
            (round &&
             find(&match, c, SG_SCOPE_AFTER, text + at, left, 0, paragraph->words, is_top))) {
            learn(c, text + at, &match);
            sg_parts_cut(&c->parts, index, at, at + (uint32_t)match.end, match.why,
                         paragraph->cuts, c->arena);
            at = skip_space(text, at + (uint32_t)match.end, paragraph->end);
        } else if (is_top && title &&
                   (repeated = sg_begins_with_words(text + at, left, title, title_length)) &&
                   repeated < left && (round || text[at + repeated] == '.')) {
            while (at + repeated < paragraph->end && strchr(".!?", text[at + repeated]))
                repeated++;
            sg_parts_cut(&c->parts, index, at, at + (uint32_t)repeated, "repeat", paragraph->cuts,
                         c->arena);
            at = skip_space(text, at + (uint32_t)repeated, paragraph->end);
        } else {
            return;
        }
    }
}

static void cut_end(struct cleaning *c, uint32_t index, bool is_top) {
    const struct sg_paragraph *paragraph = &c->parts.paragraphs[index];
    uint32_t end = paragraph->end;
    for (int round = 0; round < 4; round++) {
        uint32_t start = paragraph->start;
        uint32_t from = start + (uint32_t)window(c->parts.text + start, end - start, END_WINDOW);
        struct sg_rule_match match;
        if (!find(&match, c, SG_SCOPE_END, c->parts.text + from, end - from, 0, paragraph->words,
                  is_top) ||
            (!match.start && from == start))
            return;
        sg_parts_cut(&c->parts, index, from + (uint32_t)match.start, end, match.why,
                     paragraph->cuts, c->arena);
        end = from + (uint32_t)match.start;
        sg_trim(c->parts.text, &start, &end);
    }
}

static void cut_inside(struct cleaning *c) {
    size_t prose = 0;
    for (uint32_t i = 0; i < c->parts.paragraph_count; i++) {
        const struct sg_paragraph *paragraph = &c->parts.paragraphs[i];
        if (paragraph->why || paragraph->is_headline)
            continue;
        bool is_top = prose < 2;
        if (paragraph->words && paragraph->words <= RULE_WORDS)
            c->needles = c->scanned[i];
        else
            scan(c, paragraph);
        struct sg_needles needles = c->needles;
        cut_start(c, i, is_top);
        c->needles = needles;
        cut_end(c, i, is_top);
        struct sg_rule_match match;
        uint32_t among = paragraph->cuts; /* what follows stands each behind the one before */
        for (size_t from = 0; find(&match, c, SG_SCOPE_ANYWHERE, text_of(c, paragraph),
                                   length_of(paragraph), from, paragraph->words, is_top);
             from = match.end)
            sg_parts_cut(&c->parts, i, paragraph->start + (uint32_t)match.start,
                         paragraph->start + (uint32_t)match.end, match.why, among, c->arena);
        prose += paragraph->is_prose;
    }
}

static bool has_word(const char *text, uint32_t start, uint32_t end) {
    size_t at = 0, from;
    return sg_next_word(text + start, end - start, &at, &from) != 0;
}

static bool put_block(struct cleaning *c, size_t *capacity, uint32_t start, uint32_t end,
                      enum sg_block_kind kind, uint32_t paragraph, const char *why) {
    sg_trim(c->parts.text, &start, &end);
    if (start >= end)
        return true;
    struct sg_block *blocks = sg_arena_grow(c->arena, c->reading->blocks, c->reading->block_count,
                                            capacity, sizeof *blocks);
    if (!blocks)
        return false;
    c->reading->blocks = blocks;
    blocks[c->reading->block_count++] = (struct sg_block){start, end, kind, paragraph, why};
    return true;
}

static bool put_blocks(struct cleaning *c) {
    size_t capacity = 0;
    for (uint32_t i = 0; i < c->parts.paragraph_count; i++) {
        const struct sg_paragraph *paragraph = &c->parts.paragraphs[i];
        enum sg_block_kind kept = paragraph->is_headline ? SG_BLOCK_HEADLINE : SG_BLOCK_BODY;
        if (paragraph->why) {
            if (!put_block(c, &capacity, paragraph->start, paragraph->end, SG_BLOCK_REMOVED, i,
                           paragraph->why))
                return false;
            continue;
        }
        size_t count;
        const struct sg_cut *cuts = sg_parts_cuts(&count, &c->parts, i, c->arena);
        uint32_t at = paragraph->start;
        for (size_t k = 0; k <= count; k++) {
            uint32_t to = k < count ? cuts[k].start : paragraph->end;
            const char *why = k < count ? cuts[k].why : count ? cuts[k - 1].why : NULL;
            if (at < to) {
                /* a dash or a full stop that a cut left behind goes with it */
                bool is_kept = !count || has_word(c->parts.text, at, to);
                if (!put_block(c, &capacity, at, to, is_kept ? kept : SG_BLOCK_REMOVED, i,
                               is_kept ? NULL : why))
                    return false;
                at = to;
            }
            if (k < count && cuts[k].end > at) {
                if (!put_block(c, &capacity, at, cuts[k].end, SG_BLOCK_REMOVED, i, cuts[k].why))
                    return false;
                at = cuts[k].end;
            }
        }
    }
    return true;
}

/* What the text tells and the metadata did not: the later stages read a filled-in copy. */
static bool complete_document(struct cleaning *c) {
    const struct sg_document *given = c->reading->document;
    char date[SG_DATE_SIZE];
    const char *found = given->date ? given->date : c->date;
    /* a web archive's own name tells when it was crawled, not when the page was written */
    bool is_crawl = given->path && strstr(given->path, ".warc");
    if (!found && ((given->url && sg_date_in_name(date, given->url)) ||
                   (!is_crawl && ((given->path && sg_date_in_name(date, given->path)) ||
                                  (given->id && sg_date_in_name(date, given->id))))))
        found = sg_arena_strdup(c->arena, date);
    bool has_title = given->title || c->headline == SIZE_MAX;
    if (found == given->date && has_title && (given->source || !c->outlet) && !c->signature)
        return true;
    struct sg_document *document = sg_arena_alloc(c->arena, sizeof *document);
    if (!document)
        return false;
    *document = *given;
    document->date = found;
    document->signature = c->signature;
    if (!document->source)
        document->source = c->outlet;
    if (!has_title) {
        size_t length;
        const char *title = headline_text(c, &length);
        document->title = sg_arena_strndup(c->arena, title, length);
    }
    c->reading->document = document;
    return !sg_arena_failed(c->arena);
}

enum sg_status sg_clean(struct sg_reading *reading, const struct sg_boilerplate *boilerplate,
                        bool signs, struct sg_arena *arena, struct sg_error *err) {
    struct cleaning c = {
        .reading = reading,
        .boilerplate = boilerplate,
        .matcher = sg_matcher_new(),
        .arena = arena,
        .parts = {.text = reading->document->text, .length = reading->document->text_length},
        .headline = SIZE_MAX,
        .title_length = reading->document->title ? strlen(reading->document->title) : 0,
    };
    bool is_fine = c.matcher && sg_paragraphs_split(&c.parts, arena) &&
                   (c.scanned = sg_arena_array(arena, c.parts.paragraph_count + 1,
                                               sizeof *c.scanned));
    if (is_fine) {
        remove_paragraphs(&c);
        find_headline(&c);
        cut_inside(&c);
        is_fine = sg_repeats_cut(&c.parts, signs ? &c.signature : NULL, arena) && put_blocks(&c) &&
                  complete_document(&c);
    }
    sg_matcher_free(c.matcher);
    if (!is_fine || sg_arena_failed(arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    return SG_OK;
}
