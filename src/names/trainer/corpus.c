#include "names/trainer/corpus.h"

#include "base/buf.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sg_gold_init(struct sg_gold_corpus *corpus) {
    *corpus = (struct sg_gold_corpus){0};
    sg_arena_init(&corpus->arena);
}

void sg_gold_release(struct sg_gold_corpus *corpus) { sg_arena_release(&corpus->arena); }

/* A document while its lines are read. */
struct maker {
    struct sg_gold_corpus *corpus;
    struct sg_buf text;
    struct sg_block *blocks;
    struct sg_gold_span *spans;
    size_t block_count, span_count, block_capacity, span_capacity;
    uint32_t sentence; /* where it began */
    bool is_open;      /* the last span may go on */
    size_t cursor;     /* UNER: in the sentence's text */
    struct sg_gold_tag *tags;
    size_t tag_count, tag_capacity;
    bool has_spans;
    char group[64]; /* GUM: the document's name within the sentence's */
};

static void end_sentence(struct maker *m) {
    m->is_open = false;
    if (m->text.length == m->sentence)
        return;
    m->blocks = sg_arena_grow(&m->corpus->arena, m->blocks, m->block_count, &m->block_capacity,
                              sizeof *m->blocks);
    m->blocks[m->block_count] = (struct sg_block){.start = m->sentence,
                                                  .end = (uint32_t)m->text.length,
                                                  .kind = SG_BLOCK_BODY,
                                                  .paragraph = (uint32_t)m->block_count};
    m->block_count++;
    sg_buf_puts(&m->text, "\n\n");
    m->sentence = (uint32_t)m->text.length;
    m->cursor = m->text.length;
}

static enum sg_status end_document(struct maker *m, struct sg_error *err) {
    struct sg_gold_corpus *c = m->corpus;
    end_sentence(m);
    if (!m->block_count)
        return SG_OK;
    c->documents =
        sg_arena_grow(&c->arena, c->documents, c->count, &c->capacity, sizeof *c->documents);
    struct sg_gold_document *d = &c->documents[c->count];
    unsigned number = c->count && d[-1].source == c->sources ? d[-1].number + 1 : 0;
    *d = (struct sg_gold_document){.blocks = m->blocks,
                                   .block_count = m->block_count,
                                   .spans = m->spans,
                                   .span_count = m->span_count,
                                   .tags = m->tags,
                                   .tag_count = m->tag_count,
                                   .has_spans = m->has_spans,
                                   .source = c->sources,
                                   .number = number};
    c->count++;
    d->document.id = "gold";
    d->document.text = sg_arena_strndup(&c->arena, sg_buf_text(&m->text), m->text.length);
    d->document.text_length = m->text.length;
    struct sg_document *document = sg_arena_alloc(&c->arena, sizeof *document);
    *document = d->document;
    d->reading = (struct sg_reading){
        .document = document, .blocks = m->blocks, .block_count = m->block_count};
    sg_buf_clear(&m->text);
    m->blocks = NULL;
    m->spans = NULL;
    m->tags = NULL;
    m->tag_count = m->tag_capacity = 0;
    m->block_count = m->span_count = m->block_capacity = m->span_capacity = 0;
    m->sentence = 0;
    m->cursor = 0;
    enum sg_status status = sg_segment(&d->reading, c->segmenter, &c->arena, err);
    if (!status)
        status = sg_recognise(&d->reading, c->gazetteer, &c->arena, err);
    if (!status)
        status = sg_resolve_names(&d->reading, c->gazetteer, c->referents, &c->arena, err);
    return status ? status : sg_parse_all_words(&d->reading, c->syntax, &c->arena, err);
}

/* -1: not one of the three kinds. */
static int kind_of(const char *tag) {
    if (strlen(tag) < 3 || tag[1] != '-')
        return -1;
    return !strncmp(tag + 2, "PER", 3)   ? SG_KIND_PERSON
           : !strncmp(tag + 2, "ORG", 3) ? SG_KIND_ORGANIZATION
           : !strncmp(tag + 2, "LOC", 3) ? SG_KIND_PLACE
                                         : -1;
}

static void mark(struct maker *m, uint32_t start, uint32_t end, const char *tag) {
    int kind = kind_of(tag);
    if (kind < 0) {
        m->is_open = false;
        return;
    }
    if (m->is_open && tag[0] == 'I' && (int)m->spans[m->span_count - 1].kind == kind) {
        m->spans[m->span_count - 1].end = end;
        return;
    }
    m->spans = sg_arena_grow(&m->corpus->arena, m->spans, m->span_count, &m->span_capacity,
                             sizeof *m->spans);
    m->spans[m->span_count++] = (struct sg_gold_span){start, end, (enum sg_name_kind)kind};
    m->is_open = true;
}

static void wikigold_line(struct maker *m, char *line) {
    char *space = strrchr(line, ' ');
    if (!space)
        return;
    *space = '\0';
    if (m->text.length > m->sentence)
        sg_buf_putc(&m->text, ' ');
    uint32_t start = (uint32_t)m->text.length;
    sg_buf_puts(&m->text, line);
    mark(m, start, (uint32_t)m->text.length, space + 1);
}

static void uner_line(struct maker *m, char *line) {
    char *save, *number = strtok_r(line, "\t", &save), *form = strtok_r(NULL, "\t", &save);
    char *tag = strtok_r(NULL, "\t", &save);
    if (!number || !form || !tag)
        return;
    const char *text = sg_buf_text(&m->text);
    const char *at = strstr(text + m->cursor, form);
    if (!at)
        return;
    uint32_t start = (uint32_t)(at - text), end = start + (uint32_t)strlen(form);
    m->cursor = end;
    mark(m, start, end, tag);
}

/* "[Kim Jong Un|PER] left [Pyongyang|LOC]." */
static enum sg_status marked_line(struct maker *m, const char *line, const char *path,
                                  struct sg_error *err) {
    for (const char *at = line; *at;) {
        const char *bar = *at == '[' ? strchr(at, '|') : NULL;
        if (*at != '[') {
            sg_buf_putc(&m->text, *at++);
            continue;
        }
        char tag[] = "B-...";
        if (bar)
            memcpy(tag + 2, bar + 1, strnlen(bar + 1, 3));
        if (!bar || bar == at + 1 || kind_of(tag) < 0 || bar[4] != ']')
            return sg_fail(err, SG_ERR_DATA, "%s: \"%.40s\": a name is [Name|PER], ORG or LOC", path,
                           at);
        uint32_t start = (uint32_t)m->text.length;
        sg_buf_add(&m->text, at + 1, (size_t)(bar - at - 1));
        mark(m, start, (uint32_t)m->text.length, tag);
        m->is_open = false;
        at = bar + 5;
    }
    end_sentence(m);
    return SG_OK;
}

/* The words of the sentence's text, as the treebank tags them. */
static void add_tags(struct maker *m, const struct sg_tag_sentence *sentence) {
    const char *text = sg_buf_text(&m->text);
    size_t cursor = m->sentence;
    for (uint32_t w = 0; sentence && w < sentence->count; w++) {
        const char *form = sentence->words[w].form, *at = strstr(text + cursor, form);
        if (!at)
            continue;
        uint32_t start = (uint32_t)(at - text), end = start + (uint32_t)strlen(form);
        cursor = end;
        m->tags = sg_arena_grow(&m->corpus->arena, m->tags, m->tag_count, &m->tag_capacity,
                                sizeof *m->tags);
        m->tags[m->tag_count++] = (struct sg_gold_tag){start, end, sentence, w};
    }
}

/* "GUM_voyage_athens-12": no line says where a document of GUM begins. */
static bool is_new_group(struct maker *m, const char *id) {
    const char *dash = strrchr(id, '-');
    size_t n = dash ? (size_t)(dash - id) : 0;
    if (strncmp(id, "GUM_", 4) || n >= sizeof m->group ||
        (strlen(m->group) == n && !memcmp(m->group, id, n)))
        return false;
    memcpy(m->group, id, n);
    m->group[n] = '\0';
    return true;
}

static bool ends_with(const char *text, const char *end) {
    size_t n = strlen(text), k = strlen(end);
    return n >= k && !strcmp(text + n - k, end);
}

enum sg_status sg_gold_read(struct sg_gold_corpus *corpus, const char *path, struct sg_error *err) {
    char *bytes;
    size_t size;
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    bool is_treebank = ends_with(path, ".conllu");
    bool is_marked = ends_with(path, ".txt") && !ends_with(path, ".conll.txt");
    struct maker m = {.corpus = corpus, .has_spans = !is_treebank};
    const struct sg_tag_sentence *tagged = NULL;
    sg_buf_init(&m.text);
    bool is_uner = bytes[0] == '#';
    for (char *line = bytes, *next; line && *line && !status; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (is_marked)
            status = *line ? marked_line(&m, line, path, err) : end_document(&m, err);
        else if (!*line)
            end_sentence(&m);
        else if (is_uner && !strncmp(line, "# newdoc", 8))
            status = end_document(&m, err);
        else if (is_uner && !strncmp(line, "# sent_id = ", 12)) {
            tagged = corpus->tags ? sg_tags_find(corpus->tags, line + 12) : NULL;
            if (is_new_group(&m, line + 12))
                status = end_document(&m, err);
        } else if (is_uner && !strncmp(line, "# text = ", 9)) {
            sg_buf_puts(&m.text, line + 9);
            add_tags(&m, tagged);
        } else if (is_uner && *line != '#' && !is_treebank)
            uner_line(&m, line);
        else if (!is_uner && !strncmp(line, "-DOCSTART-", 10))
            status = end_document(&m, err);
        else if (!is_uner)
            wikigold_line(&m, line);
    }
    if (!status)
        status = end_document(&m, err);
    corpus->sources++;
    sg_buf_release(&m.text);
    free(bytes);
    return status;
}
