/* The pull iterator: a stack of sources. The lowest walks the paths; a packed file, a feed, a file
 * of lines stands above it until it has ended. */
#include "read/source.h"

#include "base/utf8.h"
#include "read/page_rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_DOCUMENT ((size_t)16 << 20)
#define DEFAULT_UNPACKED ((uint64_t)64 << 30)
#define DEFAULT_RATIO 250
#define DEFAULT_DEPTH 8
#define LARGEST_DOCUMENT ((size_t)1 << 30) /* offsets are 32 bits wide */

struct sg_reader {
    struct sg_read_context context;
    struct sg_source **stack;
    size_t depth, capacity;
    struct sg_error pending; /* told on the next call */
    struct sg_read_counts counts;
};

void sg_read_notice(const struct sg_read_context *context, const char *format, ...) {
    char text[1000];
    if (!context->options.notice)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    context->options.notice(context->options.context, text);
}

enum sg_status sg_source_new(void *out, size_t size, const struct sg_source_class *class,
                             struct sg_stream *stream, struct sg_read_context *context,
                             struct sg_error *err) {
    struct sg_source *source = calloc(1, size);
    if (!source)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    source->class = class;
    source->stream = stream;
    source->context = context;
    memcpy(out, &source, sizeof source);
    return SG_OK;
}

void sg_source_free(struct sg_source *source) {
    sg_stream_close(source->stream);
    free(source);
}

struct sg_document *sg_source_document(struct sg_source *source, size_t line,
                                       struct sg_arena *arena) {
    struct sg_document *document = sg_arena_alloc(arena, sizeof *document);
    if (document) {
        document->path = sg_arena_strdup(arena, source->stream->path);
        document->line = line;
    }
    return document;
}

bool sg_begins_with_title(const char *text, const char *title) {
    size_t length = strlen(title);
    return !strncmp(text, title, length) && (!text[length] || text[length] == '\n');
}

const char *sg_source_id(const char *stem, size_t number, struct sg_arena *arena) {
    size_t length = strlen(stem), n = 0;
    char *id = sg_arena_alloc(arena, length * 3 + 32);
    if (!id)
        return NULL;
    for (const char *p = stem, *end = stem + length; p < end;) {
        const char *from = p;
        if (sg_utf8_next(&p, end) < 0) {
            n += sg_utf8_put(id + n, 0xFFFD);
        } else {
            memcpy(id + n, from, (size_t)(p - from));
            n += (size_t)(p - from);
        }
    }
    if (number)
        snprintf(id + n, 32, ":%zu", number);
    return id;
}

static bool push(struct sg_reader *reader, struct sg_source *source) {
    if (reader->depth == reader->capacity) {
        size_t capacity = reader->capacity ? reader->capacity * 2 : 8;
        struct sg_source **stack = realloc(reader->stack, capacity * sizeof *stack);
        if (!stack)
            return false;
        reader->stack = stack;
        reader->capacity = capacity;
    }
    reader->stack[reader->depth++] = source;
    return true;
}

/* A reader with the defaults filled in and an empty stack. */
static enum sg_status make_reader(struct sg_reader **out, const struct sg_read_options *options,
                                  struct sg_error *err) {
    *out = NULL;
    struct sg_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct sg_read_options *o = &reader->context.options;
    if (options)
        *o = *options;
    if (!o->max_document)
        o->max_document = DEFAULT_DOCUMENT;
    if (o->max_document > LARGEST_DOCUMENT)
        o->max_document = LARGEST_DOCUMENT;
    if (!o->max_unpacked)
        o->max_unpacked = DEFAULT_UNPACKED;
    if (!o->max_ratio)
        o->max_ratio = DEFAULT_RATIO;
    if (!o->max_depth)
        o->max_depth = DEFAULT_DEPTH;
    enum sg_status status =
        o->data ? sg_page_rules_load(&reader->context.pages, o->data, err) : SG_OK;
    if (status)
        sg_reader_close(reader);
    else
        *out = reader;
    return status;
}

/* Puts the first source on the stack, or closes the reader. */
static enum sg_status begin(struct sg_reader **reader, struct sg_source *source,
                            enum sg_status status, struct sg_error *err) {
    if (!status && !push(*reader, source)) {
        source->class->close(source);
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    if (status) {
        sg_reader_close(*reader);
        *reader = NULL;
    }
    return status;
}

enum sg_status sg_reader_open(struct sg_reader **out, const char *const *paths, size_t path_count,
                              const struct sg_read_options *options, struct sg_error *err) {
    struct sg_source *source = NULL;
    enum sg_status status = make_reader(out, options, err);
    if (status)
        return status;
    status = sg_paths_open(&source, paths, path_count, &(*out)->context, err);
    return begin(out, source, status, err);
}

static enum sg_status one_next(struct sg_yield *out, struct sg_source *source,
                               struct sg_arena *arena, struct sg_error *err) {
    (void)arena, (void)err;
    out->stream = source->stream;
    source->stream = NULL;
    return SG_OK;
}

enum sg_status sg_reader_open_memory(struct sg_reader **out, const char *path, const char *bytes,
                                     size_t length, const struct sg_read_options *options,
                                     struct sg_error *err) {
    static const struct sg_source_class class = {one_next, sg_source_free};
    struct sg_source *source = NULL;
    struct sg_stream *stream = NULL;
    enum sg_status status = make_reader(out, options, err);
    if (status)
        return status;
    status = sg_stream_memory(&stream, path, bytes, length, err);
    if (!status) {
        stream->is_listed = true;
        stream->counter = &(*out)->context.done;
        (*out)->context.total = length;
        status = sg_source_new(&source, sizeof *source, &class, stream, &(*out)->context, err);
        if (status)
            sg_stream_close(stream);
    }
    return begin(out, source, status, err);
}

/* Finds out what the stream is and puts its source on the stack. Takes the stream in any case. */
static enum sg_status enter(struct sg_reader *reader, struct sg_stream *stream,
                            struct sg_error *err) {
    const struct sg_input_format *format = NULL;
    struct sg_source *source = NULL;
    enum sg_status status = SG_OK;
    if (stream->depth > reader->context.options.max_depth)
        status =
            sg_fail(err, SG_ERR_LIMIT,
                    "%s: packed more than %u times over; unpack it first, or raise --max-depth",
                    stream->path, reader->context.options.max_depth);
    if (!status)
        status = sg_input_format_find(&format, stream, err);
    if (!status && format)
        status = format->open(&source, stream, &reader->context, err);
    if (status || !format) {
        sg_stream_close(stream);
        return status;
    }
    if (!push(reader, source)) {
        source->class->close(source);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    return SG_OK;
}

enum sg_status sg_reader_next(struct sg_document **out, struct sg_reader *reader,
                              struct sg_arena *arena, struct sg_error *err) {
    *out = NULL;
    enum sg_status status = reader->pending.status;
    if (status) {
        if (err)
            *err = reader->pending;
        reader->pending.status = SG_OK;
        reader->counts.problems++;
        return status;
    }
    while (reader->depth) {
        struct sg_source *source = reader->stack[reader->depth - 1];
        struct sg_yield yield = {0};
        status = source->class->next(&yield, source, arena, err);
        if (!status && !yield.document && !yield.stream) {
            reader->depth--;
            source->class->close(source);
            continue;
        }
        if (!status && yield.stream)
            status = enter(reader, yield.stream, err);
        if (!status && yield.document && sg_arena_failed(arena))
            status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", yield.document->path);
        if (status) {
            reader->counts.problems++;
            return status;
        }
        if (yield.document) {
            reader->pending = yield.problem;
            reader->counts.documents++;
            *out = yield.document;
            return SG_OK;
        }
    }
    return SG_OK;
}

void sg_reader_progress(const struct sg_reader *reader, size_t *done, size_t *total) {
    *done = (size_t)reader->context.done;
    *total = (size_t)reader->context.total;
    if (*total && *done > *total)
        *done = *total;
}

void sg_reader_counts(const struct sg_reader *reader, struct sg_read_counts *out) {
    *out = reader->counts;
}

void sg_reader_close(struct sg_reader *reader) {
    if (!reader)
        return;
    while (reader->depth) {
        struct sg_source *source = reader->stack[--reader->depth];
        source->class->close(source);
    }
    sg_page_rules_free(reader->context.pages);
    free(reader->stack);
    free(reader);
}
