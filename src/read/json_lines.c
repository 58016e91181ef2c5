/* JSON Lines: one object a line; blank lines count as lines and give nothing. A file with one
 * object over several lines is read as a whole. */
#include "read/json.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct lines {
    struct sg_source base;
    size_t line;
};

bool sg_json_lines_matches(const struct sg_sniff *sniff) {
    size_t i = 0;
    while (i < sniff->length && isspace((unsigned char)sniff->bytes[i]))
        i++;
    if (i == sniff->length || sniff->bytes[i] != '{')
        return !strcmp(sniff->extension, "jsonl") || !strcmp(sniff->extension, "ndjson");
    for (i++; i < sniff->length && isspace((unsigned char)sniff->bytes[i]); i++)
        ;
    return i < sniff->length && (sniff->bytes[i] == '"' || sniff->bytes[i] == '}');
}

/* "{" alone on the first line: the object goes on over the next lines. */
static bool begins_long_object(const char *line, size_t length) {
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < length; i++) {
        if (in_string) {
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
                in_string = false;
        } else if (line[i] == '"') {
            in_string = true;
        } else if (line[i] == '{' || line[i] == '[') {
            depth++;
        } else if ((line[i] == '}' || line[i] == ']') && depth) {
            depth--;
        }
    }
    return depth > 0 && !in_string;
}

static bool is_blank(const char *line, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)line[i]))
            return false;
    return true;
}

/* "path:line", for messages; written for every line, so without printf. */
static void write_place(char out[600], const char *path, size_t line) {
    char digits[24];
    size_t length = strnlen(path, 500), count = 0;
    memcpy(out, path, length);
    out[length++] = ':';
    do
        digits[count++] = (char)('0' + line % 10);
    while (line /= 10);
    while (count)
        out[length++] = digits[--count];
    out[length] = '\0';
}

static enum sg_status lines_next(struct sg_yield *out, struct sg_source *source,
                                 struct sg_arena *arena, struct sg_error *err) {
    struct lines *lines = (struct lines *)source;
    struct sg_stream *stream = source->stream;
    char where[600];
    const char *line;
    size_t length;
    enum sg_status status;
    if (!lines->line) { /* a byte order mark, and what kind of file it is */
        const char *bytes;
        size_t have;
        if ((status = sg_stream_peek(&bytes, &have, stream, 3, err)))
            return status;
        if (have >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
            sg_stream_skip(stream, 3);
        status = sg_stream_peek(&bytes, &have, stream, 4096, err);
        const char *end = !status && have ? memchr(bytes, '\n', have) : NULL;
        if (end && begins_long_object(bytes, (size_t)(end - bytes))) {
            lines->line = 1;
            status =
                sg_stream_all(&line, &length, stream, source->context->options.max_document, err);
            if (!status)
                status = sg_json_document(out, source, line, length, 1, stream->path, arena, err);
            sg_stream_skip(stream, stream->end - stream->start);
            stream->has_ended = true;
            return status;
        }
    }
    for (;;) {
        lines->line++;
        struct sg_error reason = {SG_OK, ""};
        status =
            sg_stream_line(&line, &length, stream, source->context->options.max_document, &reason);
        write_place(where, stream->path, lines->line);
        if (status == SG_ERR_LIMIT && !stream->failed)
            return sg_fail(err, status, "%s: the line is %s (--max-document raises it)", where,
                           reason.text);
        if (status) {
            stream->has_ended = true; /* nothing more can come */
            stream->failed = SG_OK;
            stream->start = stream->end = 0;
            return sg_fail(err, status, "%s", reason.text);
        }
        if (!line)
            return SG_OK;
        if (!is_blank(line, length))
            return sg_json_document(out, source, line, length, lines->line, where, arena, err);
    }
}

enum sg_status sg_json_lines_open(struct sg_source **out, struct sg_stream *stream,
                                  struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {lines_next, sg_source_free};
    return sg_source_new(out, sizeof(struct lines), &class, stream, context, err);
}
