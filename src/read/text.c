/* Plain text: one file is one document. */
#include "read/source.h"

#include "base/utf8.h"

bool sg_text_matches(const struct sg_sniff *sniff) {
    (void)sniff;
    return true;
}

static bool is_blank(const char *text, size_t length) {
    const char *p = text, *end = text + length;
    while (p < end) {
        int32_t c = sg_utf8_next(&p, end);
        if (!sg_is_space(c) && !sg_is_invisible(c))
            return false;
    }
    return true;
}

static enum sg_status text_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct sg_stream *stream = source->stream;
    if (!stream)
        return SG_OK;
    const char *bytes;
    size_t length, bad;
    struct sg_document *document = NULL;
    enum sg_status status =
        sg_stream_all(&bytes, &length, stream, source->context->options.max_document, err);
    if (!status && !(document = sg_source_document(source, 1, arena)))
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    if (!status)
        status = sg_decode(&document->text, &document->text_length, &bad, bytes, length,
                           stream->charset, stream->path, source->context, arena, err);
    if (!status && is_blank(document->text, document->text_length))
        status = sg_fail(err, SG_ERR_DATA, "%s: no text in it", stream->path);
    if (!status) {
        document->id = sg_source_id(stream->id, 0, arena);
        document->url = stream->url ? sg_source_id(stream->url, 0, arena) : NULL;
        document->date = sg_arena_strdup(arena, stream->date);
        if (bad)
            sg_decode_problem(bad, stream->path, 1, &out->problem);
        out->document = document;
    }
    sg_stream_close(stream);
    source->stream = NULL;
    return status;
}

enum sg_status sg_text_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {text_next, sg_source_free};
    return sg_source_new(out, sizeof(struct sg_source), &class, stream, context, err);
}
