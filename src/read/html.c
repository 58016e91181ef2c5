/* A web page: one file is one document. */
#include "read/html.h"

#include "base/date.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool begins_with(const struct sg_sniff *sniff, size_t at, const char *word) {
    size_t length = strlen(word);
    return at + length <= sniff->length && !strncasecmp(sniff->bytes + at, word, length);
}

bool sg_html_matches(const struct sg_sniff *sniff) {
    size_t i = 0;
    for (;;) { /* past white space, comments and an XML declaration */
        while (i < sniff->length && isspace((unsigned char)sniff->bytes[i]))
            i++;
        const char *ends = begins_with(sniff, i, "<!--")    ? "-->"
                           : begins_with(sniff, i, "<?xml") ? "?>"
                                                            : NULL;
        const char *end =
            ends ? memmem(sniff->bytes + i, sniff->length - i, ends, strlen(ends)) : NULL;
        if (!end)
            break;
        i = (size_t)(end - sniff->bytes) + strlen(ends);
    }
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<title",
                                         "<meta",          "<div",  "<p>",   "<h1",   "<article"};
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
        if (begins_with(sniff, i, starts[k]))
            return true;
    return (!strcmp(sniff->extension, "html") || !strcmp(sniff->extension, "htm") ||
            !strcmp(sniff->extension, "xhtml")) &&
           sniff->length && memchr(sniff->bytes, '<', sniff->length);
}

/* The charset that the page declares in its first bytes, or NULL. */
static const char *declared_charset(const char *bytes, size_t length, struct sg_arena *arena) {
    if (length > 2048)
        length = 2048;
    for (size_t i = 0; i + 8 < length; i++) {
        if (strncasecmp(bytes + i, "charset", 7) != 0)
            continue;
        size_t k = i + 7;
        while (k < length && (isspace((unsigned char)bytes[k]) || bytes[k] == '='))
            k++;
        if (k < length && (bytes[k] == '"' || bytes[k] == '\''))
            k++;
        size_t end = k;
        while (end < length && (isalnum((unsigned char)bytes[end]) || strchr("-_:.", bytes[end])) &&
               bytes[end])
            end++;
        if (end > k && end - k < 40)
            return sg_arena_strndup(arena, bytes + k, end - k);
    }
    return NULL;
}

enum sg_status sg_html_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, const char *charset, size_t line,
                                struct sg_arena *arena, struct sg_error *err) {
    const char *path = source->stream->path, *html;
    size_t html_length, bad;
    enum sg_status status = sg_decode(&html, &html_length, &bad, bytes, length,
                                      charset ? charset : declared_charset(bytes, length, arena),
                                      path, source->context, arena, err);
    if (status)
        return status;
    struct sg_document *document = sg_source_document(source, line, arena);
    if (!document)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    status = sg_html_read(document, html, html_length, source->context, arena, err);
    if (!status && !document->text_length)
        status = sg_fail(err, SG_ERR_DATA, "%s:%zu: a page without text in it", path, line);
    if (status)
        return status;
    if (bad)
        sg_decode_problem(bad, path, line, &out->problem);
    out->document = document;
    return SG_OK;
}

static enum sg_status html_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct sg_stream *stream = source->stream;
    if (!stream)
        return SG_OK;
    const char *bytes;
    size_t length;
    enum sg_status status =
        sg_stream_all(&bytes, &length, stream, source->context->options.max_document, err);
    if (!status)
        status = sg_html_document(out, source, bytes, length, stream->charset, 1, arena, err);
    if (!status) {
        out->document->id = sg_source_id(stream->id, 0, arena);
        if (!out->document->url)
            out->document->url = stream->url ? sg_source_id(stream->url, 0, arena) : NULL;
        if (!out->document->date)
            out->document->date = sg_arena_strdup(arena, stream->date);
    }
    sg_stream_close(stream);
    source->stream = NULL;
    return status;
}

enum sg_status sg_html_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {html_next, sg_source_free};
    return sg_source_new(out, sizeof(struct sg_source), &class, stream, context, err);
}
