/* A JSON array of objects, one after the other: only one of them is in memory. */
#include "read/json.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct array {
    struct sg_source base;
    size_t number;
    bool has_begun, has_ended;
};

bool sg_json_array_matches(const struct sg_sniff *sniff) {
    size_t i = 0;
    while (i < sniff->length && isspace((unsigned char)sniff->bytes[i]))
        i++;
    if (i == sniff->length || sniff->bytes[i] != '[')
        return false;
    for (i++; i < sniff->length && isspace((unsigned char)sniff->bytes[i]); i++)
        ;
    return i < sniff->length ? sniff->bytes[i] == '{' || (sniff->bytes[i] == ']' && i < 8)
                             : !strcmp(sniff->extension, "json");
}

/* Where a scan over an object's bytes stands. */
struct scan {
    size_t at, depth;
    bool in_string, is_done;
};

/* Goes on over bytes[scan->at, have) up to the end of the value that began at 0. */
static void scan_value(struct scan *scan, const char *bytes, size_t have) {
    for (; scan->at < have; scan->at++) {
        char c = bytes[scan->at];
        if (scan->in_string) {
            if (c == '\\') {
                if (scan->at + 1 >= have)
                    return;
                scan->at++;
            } else if (c == '"') {
                scan->in_string = false;
            }
        } else if (c == '"') {
            scan->in_string = true;
        } else if (c == '{' || c == '[') {
            scan->depth++;
        } else if (c == '}' || c == ']') {
            if (scan->depth)
                scan->depth--;
            if (!scan->depth) {
                scan->at++;
                scan->is_done = true;
                return;
            }
        } else if (c == ',' && !scan->depth) {
            scan->is_done = true;
            return;
        }
    }
}

static enum sg_status give_up(struct array *array, enum sg_status status, struct sg_error *err,
                              const char *why) {
    array->has_ended = true;
    return sg_fail(err, status, "%s: item %zu: %s; the rest of the file is lost",
                   array->base.stream->path, array->number + 1, why);
}

static enum sg_status array_next(struct sg_yield *out, struct sg_source *source,
                                 struct sg_arena *arena, struct sg_error *err) {
    struct array *array = (struct array *)source;
    struct sg_stream *stream = source->stream;
    size_t limit = source->context->options.max_document;
    const char *bytes;
    size_t have;
    enum sg_status status;
    for (;;) { /* past white space, the opening bracket, commas */
        if (array->has_ended)
            return SG_OK;
        if ((status = sg_stream_peek(&bytes, &have, stream, 4, err))) {
            array->has_ended = true;
            return status;
        }
        if (!have)
            return give_up(array, SG_ERR_DATA, err, "the list has no end");
        if (!array->has_begun && have >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
            sg_stream_skip(stream, 3);
            continue;
        }
        if (!isspace((unsigned char)*bytes) && *bytes != ',' && (array->has_begun || *bytes != '['))
            break;
        array->has_begun |= *bytes == '[';
        sg_stream_skip(stream, 1);
    }
    if (*bytes == ']') {
        array->has_ended = true;
        return SG_OK;
    }
    struct scan scan = {0};
    for (size_t want = 4096; !scan.is_done; want = have * 2) {
        if ((status = sg_stream_peek(&bytes, &have, stream, want, err))) {
            array->has_ended = true;
            return status;
        }
        scan_value(&scan, bytes, have);
        if (!scan.is_done && have < want)
            return give_up(array, SG_ERR_DATA, err, "it has no end");
        if (!scan.is_done && have > limit)
            return give_up(array, SG_ERR_LIMIT, err,
                           "longer than the limit for one document (--max-document raises it)");
    }
    char where[600];
    array->number++;
    snprintf(where, sizeof where, "%.500s: item %zu", stream->path, array->number);
    status = scan.at > limit
                 ? sg_fail(err, SG_ERR_LIMIT,
                           "%s: longer than the limit for one document (--max-document raises it)",
                           where)
                 : sg_json_document(out, source, bytes, scan.at, array->number, where, arena, err);
    sg_stream_skip(stream, scan.at);
    return status;
}

enum sg_status sg_json_array_open(struct sg_source **out, struct sg_stream *stream,
                                  struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {array_next, sg_source_free};
    return sg_source_new(out, sizeof(struct array), &class, stream, context, err);
}
