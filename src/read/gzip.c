/* gzip, one member or many (WARC.gz has one a record), through zlib: libarchive passes over the sum
 * at a member's end, and a damaged dump must not pass for a whole one. */
#include "read/packed.h"
#include "read/source.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct gzip {
    struct sg_source base;
    z_stream inflater;
    bool was_given, has_ended, has_bytes;
    struct sg_error flaw; /* told when what came out has been read */
};

bool sg_gzip_matches(const struct sg_sniff *sniff) {
    return sniff->length >= 3 && !memcmp(sniff->bytes, "\x1F\x8B\x08", 3);
}

/* Notes why no more can come out. What came out so far stands: the documents before the flaw are
 * good, or as good as can be had. */
static void note(struct gzip *gzip, const char *what) {
    gzip->has_ended = true;
    sg_fail(&gzip->flaw, SG_ERR_DATA, "%s: cannot be unpacked: %s", gzip->base.stream->path, what);
}

/* Behind a member: another one, or the end. Tapes and tar pad with zeros; what else stands there is
 * left out, as gzip itself does. */
static void next_member(struct gzip *gzip) {
    const char *bytes;
    size_t have;
    if (sg_stream_peek(&bytes, &have, gzip->base.stream, 2, &gzip->flaw) || !have) {
        gzip->has_ended = true;
    } else if (have >= 2 && !memcmp(bytes, "\x1F\x8B", 2)) {
        inflateReset(&gzip->inflater);
    } else {
        gzip->has_ended = true;
        if (*bytes)
            sg_read_notice(gzip->base.context, "%s: left out what stands behind the packed data",
                           gzip->base.stream->path);
    }
}

static ptrdiff_t inflate_pull(struct sg_stream *stream, void *out, size_t size,
                              struct sg_error *err) {
    struct gzip *gzip = stream->context;
    struct sg_stream *outer = gzip->base.stream;
    z_stream *z = &gzip->inflater;
    if (size > (size_t)1 << 30)
        size = (size_t)1 << 30;
    z->next_out = out;
    z->avail_out = (uInt)size;
    while (z->avail_out == size && !gzip->has_ended) {
        const char *bytes;
        size_t have;
        if (sg_stream_peek(&bytes, &have, outer, 1, &gzip->flaw)) {
            gzip->has_ended = true;
            break;
        }
        if (have > (size_t)1 << 30)
            have = (size_t)1 << 30;
        z->next_in = (z_const Bytef *)bytes;
        z->avail_in = (uInt)have;
        int code = inflate(z, Z_NO_FLUSH);
        sg_stream_skip(outer, have - z->avail_in);
        if (code == Z_STREAM_END)
            next_member(gzip);
        else if (code == Z_MEM_ERROR)
            return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path), -1;
        else if (code == Z_OK || code == Z_BUF_ERROR) {
            if (!have)
                note(gzip, "the file is cut off");
        } else if (z->msg && !strcmp(z->msg, "incorrect data check")) {
            note(gzip, "its checksum is wrong: what came out of it may be damaged, and what stands "
                       "behind it is left out");
        } else {
            note(gzip, z->msg ? z->msg : "not the gzip format");
        }
    }
    size_t got = size - z->avail_out;
    gzip->has_bytes |= got > 0;
    if (!sg_budget_spend(gzip->base.context, got, stream->path, err)) {
        gzip->has_ended = true;
        return -1;
    }
    return (ptrdiff_t)got;
}

static enum sg_status gzip_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    static const struct sg_stream_class class = {inflate_pull, NULL, NULL};
    struct gzip *gzip = (struct gzip *)source;
    (void)arena;
    if (!gzip->was_given) {
        gzip->was_given = true;
        return sg_packed_give(&out->stream, &class, gzip, source->stream, NULL, err);
    }
    enum sg_status status = gzip->flaw.status;
    if (status && err)
        *err = gzip->flaw;
    gzip->flaw.status = SG_OK;
    return status;
}

static void gzip_close(struct sg_source *source) {
    inflateEnd(&((struct gzip *)source)->inflater);
    sg_source_free(source);
}

enum sg_status sg_gzip_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {gzip_next, gzip_close};
    struct gzip *gzip;
    enum sg_status status = sg_source_new(&gzip, sizeof *gzip, &class, stream, context, err);
    if (status)
        return status;
    if (inflateInit2(&gzip->inflater, 15 + 16) != Z_OK) { /* + 16: gzip's own head and sum */
        free(gzip);                                       /* the stream is still the caller's */
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    }
    *out = &gzip->base;
    return SG_OK;
}
