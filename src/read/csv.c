/* CSV and TSV with a header line that names the columns (RFC 4180: quotes, line ends in quotes). */
#include "base/date.h"
#include "base/utf8.h"
#include "read/columns.h"
#include "read/source.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COLUMNS_MOST = 256, NO_COLUMN = -1 };

struct csv {
    struct sg_source base;
    char mark; /* what stands between fields */
    bool has_begun, has_ended;
    size_t line; /* where the record begins */
    size_t next_line;
    int roles[SG_COLUMN_COUNT];
    size_t width; /* columns in the header */
};

struct cell {
    char *text;
    size_t length;
};

static char guess_mark(const char *bytes, size_t length) {
    size_t counts[4] = {0};
    static const char marks[] = ",\t;|";
    const char *newline = length ? memchr(bytes, '\n', length) : NULL, *end;
    end = newline ? newline : bytes + length;
    for (size_t k = 0; k < 4; k++)
        for (const char *p = bytes; p < end && (p = memchr(p, marks[k], (size_t)(end - p))); p++)
            counts[k]++;
    size_t best = 0;
    for (size_t i = 1; i < 4; i++)
        if (counts[i] > counts[best])
            best = i;
    return marks[best];
}

bool sg_csv_matches(const struct sg_sniff *sniff) {
    if (!strcmp(sniff->extension, "csv") || !strcmp(sniff->extension, "tsv"))
        return true;
    if (*sniff->extension && strcmp(sniff->extension, "txt") != 0)
        return false;
    /* on a pipe: a short first line of names, one of them a name for the text */
    const char *end = sniff->length ? memchr(sniff->bytes, '\n', sniff->length) : NULL;
    if (!end || end - sniff->bytes > 300)
        return false;
    char mark = guess_mark(sniff->bytes, sniff->length);
    bool has_text = false;
    size_t fields = 0;
    for (const char *p = sniff->bytes; p < end; fields++) {
        const char *to = memchr(p, mark, (size_t)(end - p));
        if (!to)
            to = end;
        const char *from = p, *last = to;
        while (from < last && (*from == '"' || isspace((unsigned char)*from)))
            from++;
        while (last > from && (last[-1] == '"' || isspace((unsigned char)last[-1])))
            last--;
        for (const char *c = from; c < last; c++)
            if (!isalnum((unsigned char)*c) && *c != '_' && *c != '-')
                return false;
        for (size_t i = 0; sg_column_names[SG_COLUMN_TEXT][i]; i++)
            has_text |=
                strlen(sg_column_names[SG_COLUMN_TEXT][i]) == (size_t)(last - from) &&
                !strncasecmp(sg_column_names[SG_COLUMN_TEXT][i], from, (size_t)(last - from));
        p = to + 1;
    }
    return has_text && fields > 1;
}

/* The end of the record at the stream's start; *size without the line's end, *skip with it. *out is
 * NULL when there is none. */
static enum sg_status find_record(const char **out, size_t *size, size_t *skip, struct csv *csv,
                                  struct sg_error *err) {
    struct sg_stream *stream = csv->base.stream;
    size_t limit = csv->base.context->options.max_document * 2, at = 0;
    bool in_quotes = false, at_field_start = true;
    *out = NULL;
    for (size_t want = 4096;;) {
        const char *bytes;
        size_t have;
        enum sg_status status = sg_stream_peek(&bytes, &have, stream, want, err);
        if (status)
            return status;
        for (; at < have; at++) {
            char c = bytes[at];
            if (in_quotes) {
                csv->next_line += c == '\n';
                if (c == '"') {
                    if (at + 1 >= have && have >= want)
                        break; /* one more byte tells */
                    if (at + 1 < have && bytes[at + 1] == '"')
                        at++;
                    else
                        in_quotes = false;
                }
            } else if (c == '"' && at_field_start) {
                in_quotes = true;
            } else if (c == '\n') {
                csv->next_line++;
                *out = bytes;
                *size = at && bytes[at - 1] == '\r' ? at - 1 : at;
                *skip = at + 1;
                return SG_OK;
            }
            at_field_start = c == csv->mark;
        }
        if (have < want) {
            if (have) {
                *out = bytes;
                *size = *skip = have;
            }
            return in_quotes ? sg_fail(err, SG_ERR_DATA,
                                       "%s:%zu: a quotation mark that is never closed; the rest of "
                                       "the file is lost",
                                       stream->path, csv->line)
                             : SG_OK;
        }
        if (have > limit)
            return sg_fail(err, SG_ERR_LIMIT,
                           "%s:%zu: a record longer than the limit (a quotation mark not closed?); "
                           "the rest of the file is lost; --max-document raises the limit",
                           stream->path, csv->line);
        want = have * 2;
    }
}

/* Cuts a record into cells, in the arena. */
static size_t cut_record(struct cell *cells, const struct csv *csv, const char *text, size_t length,
                         struct sg_arena *arena) {
    size_t count = 0;
    char *to = sg_arena_alloc(arena, length + COLUMNS_MOST + 1);
    for (size_t i = 0; to && count < COLUMNS_MOST; i++) {
        struct cell *cell = &cells[count++];
        cell->text = to;
        if (i < length && text[i] == '"') {
            for (i++; i < length; i++) {
                if (text[i] == '"') {
                    if (i + 1 < length && text[i + 1] == '"')
                        i++;
                    else
                        break;
                }
                *to++ = text[i];
            }
            i += i < length;
        }
        while (i < length && text[i] != csv->mark)
            *to++ = text[i++];
        cell->length = (size_t)(to - cell->text);
        *to++ = '\0';
        if (i >= length)
            break;
    }
    return count;
}

static bool is_name(const struct cell *cell, const char *name) {
    const char *from = cell->text, *to = from + cell->length;
    while (from < to && isspace((unsigned char)*from))
        from++;
    while (to > from && isspace((unsigned char)to[-1]))
        to--;
    return strlen(name) == (size_t)(to - from) && !strncasecmp(from, name, (size_t)(to - from));
}

static int find_column(const struct cell *cells, size_t count, const char *asked,
                       const char *const *names) {
    for (size_t k = 0; asked ? k < 1 : names[k] != NULL; k++)
        for (size_t i = 0; i < count; i++)
            if (is_name(&cells[i], asked ? asked : names[k]))
                return (int)i;
    return NO_COLUMN;
}

static enum sg_status read_header(struct csv *csv, struct sg_arena *arena, struct sg_error *err) {
    struct sg_stream *stream = csv->base.stream;
    struct cell cells[COLUMNS_MOST];
    struct sg_columns columns;
    const char *bytes;
    size_t size, skip;
    enum sg_status status =
        sg_columns_parse(&columns, csv->base.context->options.columns, arena, err);
    if (!status)
        status = sg_stream_peek(&bytes, &size, stream, 3, err);
    if (status)
        return status;
    if (size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
        sg_stream_skip(stream, 3);
    if ((status = sg_stream_peek(&bytes, &size, stream, 4096, err)))
        return status;
    csv->mark = guess_mark(bytes, size);
    csv->line = csv->next_line = 1;
    if ((status = find_record(&bytes, &size, &skip, csv, err)))
        return status;
    csv->width = bytes ? cut_record(cells, csv, bytes, size, arena) : 0;
    for (size_t role = 0; role < SG_COLUMN_COUNT; role++) {
        csv->roles[role] =
            find_column(cells, csv->width, columns.asked[role], sg_column_names[role]);
        if (columns.asked[role] && csv->roles[role] == NO_COLUMN)
            return sg_fail(err, SG_ERR_DATA, "%s:1: no column \"%s\" in the header", stream->path,
                           columns.asked[role]);
    }
    if (csv->roles[SG_COLUMN_TEXT] == NO_COLUMN)
        return sg_fail(err, SG_ERR_DATA,
                       "%s:1: no column of the header is called \"text\"; name the one that has it "
                       "with --columns text=NAME",
                       stream->path);
    sg_stream_skip(stream, skip);
    return SG_OK;
}

static const char *text_of(const struct csv *csv, const struct cell *cells, size_t count,
                           enum sg_column_role role) {
    int column = csv->roles[role];
    return column != NO_COLUMN && (size_t)column < count && cells[column].length
               ? cells[column].text
               : NULL;
}

static enum sg_status read_record(struct sg_yield *out, struct csv *csv, const char *bytes,
                                  size_t size, struct sg_arena *arena, struct sg_error *err) {
    struct sg_source *source = &csv->base;
    struct cell cells[COLUMNS_MOST];
    const char *path = source->stream->path, *text;
    size_t length, bad;
    enum sg_status status = sg_decode(&text, &length, &bad, bytes, size, source->stream->charset,
                                      path, source->context, arena, err);
    if (status)
        return status;
    size_t count = cut_record(cells, csv, text, length, arena);
    const char *body = text_of(csv, cells, count, SG_COLUMN_TEXT);
    if (count != csv->width)
        return sg_fail(err, SG_ERR_DATA, "%s:%zu: %zu fields where the header has %zu", path,
                       csv->line, count, csv->width);
    if (!body)
        return sg_fail(err, SG_ERR_DATA, "%s:%zu: the text is empty", path, csv->line);
    struct sg_document *document = sg_source_document(source, csv->line, arena);
    if (!document)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    document->text = body;
    document->text_length = strlen(body);
    document->id = text_of(csv, cells, count, SG_COLUMN_ID);
    if (!document->id)
        document->id = sg_source_id(source->stream->id, csv->line, arena);
    document->title = text_of(csv, cells, count, SG_COLUMN_TITLE);
    document->source = text_of(csv, cells, count, SG_COLUMN_SOURCE);
    document->url = text_of(csv, cells, count, SG_COLUMN_URL);
    document->lang = text_of(csv, cells, count, SG_COLUMN_LANG);
    const char *date = text_of(csv, cells, count, SG_COLUMN_DATE);
    char iso[SG_DATE_SIZE];
    if (date && sg_date_parse(iso, date, strlen(date), NULL))
        document->date = sg_arena_strdup(arena, iso);
    else if (date)
        sg_read_notice(source->context, "%s:%zu: \"%.40s\" is no date that can be read", path,
                       csv->line, date);
    if (bad)
        sg_decode_problem(bad, path, csv->line, &out->problem);
    out->document = document;
    return SG_OK;
}

static enum sg_status csv_next(struct sg_yield *out, struct sg_source *source,
                               struct sg_arena *arena, struct sg_error *err) {
    struct csv *csv = (struct csv *)source;
    const char *bytes;
    size_t size, skip;
    enum sg_status status;
    if (!csv->has_begun) {
        csv->has_begun = true;
        if ((status = read_header(csv, arena, err))) {
            csv->has_ended = true;
            return status;
        }
    }
    while (!csv->has_ended) {
        csv->line = csv->next_line;
        if ((status = find_record(&bytes, &size, &skip, csv, err))) {
            csv->has_ended = true;
            return status;
        }
        if (!bytes)
            return SG_OK;
        status = size ? read_record(out, csv, bytes, size, arena, err) : SG_OK;
        sg_stream_skip(source->stream, skip);
        if (status || out->document)
            return status;
    }
    return SG_OK;
}

enum sg_status sg_csv_open(struct sg_source **out, struct sg_stream *stream,
                           struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {csv_next, sg_source_free};
    return sg_source_new(out, sizeof(struct csv), &class, stream, context, err);
}
