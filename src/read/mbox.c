/* mbox: messages one after the other, each behind a line that begins with "From ". */
#include "base/buf.h"
#include "read/mail.h"

#include <string.h>

struct mbox {
    struct sg_source base;
    struct sg_buf message;
    size_t number;
    bool has_ended;
};

/* Gathers the lines up to the next "From " line. *is_too_long: it was skipped. */
static enum sg_status read_message(struct mbox *mbox, bool *is_too_long, struct sg_error *err) {
    size_t limit = mbox->base.context->options.max_document;
    bool was_blank = false;
    *is_too_long = false;
    sg_buf_clear(&mbox->message);
    for (;;) {
        const char *line;
        size_t length;
        struct sg_error why = {SG_OK, ""};
        enum sg_status status = sg_stream_line(&line, &length, mbox->base.stream, limit, &why);
        if (status == SG_ERR_LIMIT && !mbox->base.stream->failed) {
            *is_too_long = true;
            continue;
        }
        if (status || !line) {
            mbox->has_ended = true;
            return status ? sg_fail(err, status, "%s", why.text) : SG_OK;
        }
        bool is_start = length >= 5 && !memcmp(line, "From ", 5);
        if (is_start && (was_blank || !mbox->number)) {
            if (!mbox->number++ && !mbox->message.length)
                continue; /* the first line of the file */
            return SG_OK;
        }
        was_blank = !length;
        if (mbox->message.length + length > limit)
            *is_too_long = true;
        if (*is_too_long)
            continue;
        if (length >= 6 && !memcmp(line, ">From ", 6)) {
            line++;
            length--;
        }
        sg_buf_add(&mbox->message, line, length);
        sg_buf_putc(&mbox->message, '\n');
        if (sg_buf_failed(&mbox->message))
            return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", mbox->base.stream->path);
    }
}

static enum sg_status mbox_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct mbox *mbox = (struct mbox *)source;
    while (!mbox->has_ended) {
        bool is_too_long;
        enum sg_status status = read_message(mbox, &is_too_long, err);
        size_t number = mbox->has_ended ? mbox->number : mbox->number - (mbox->number > 1);
        if (status)
            return status;
        if (is_too_long)
            return sg_fail(err, SG_ERR_LIMIT,
                           "%s: message %zu: longer than the limit (--max-document raises it)",
                           source->stream->path, number);
        if (!mbox->message.length)
            continue;
        status = sg_mail_document(out, source, mbox->message.data, mbox->message.length, number,
                                  arena, err);
        if (!status)
            out->document->id = sg_source_id(source->stream->id, number, arena);
        return status;
    }
    return SG_OK;
}

static void mbox_close(struct sg_source *source) {
    sg_buf_release(&((struct mbox *)source)->message);
    sg_source_free(source);
}

enum sg_status sg_mbox_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {mbox_next, mbox_close};
    return sg_source_new(out, sizeof(struct mbox), &class, stream, context, err);
}
