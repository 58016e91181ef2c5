/* Packed files: zst, bz2, xz around anything, and tar, zip with many files inside, through
 * libarchive (gzip: gzip.c). Entries are read in place: nothing is written to disk, so a link or ".." in a name
 * can lead nowhere; they are left out all the same. */
#include "base/utf8.h"
#include "read/packed.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct packed {
    struct sg_source base;
    struct archive *archive;
    bool has_ended, is_raw, has_entries;
    struct sg_error below; /* why the stream underneath failed */
};

static bool begins(const struct sg_sniff *sniff, const char *magic, size_t length) {
    return sniff->length >= length && !memcmp(sniff->bytes, magic, length);
}

bool sg_archive_matches(const struct sg_sniff *sniff) {
    return begins(sniff, "\x28\xB5\x2F\xFD", 4) || begins(sniff, "BZh", 3) ||
           begins(sniff,
                  "\xFD"
                  "7zXZ",
                  5) ||
           begins(sniff, "PK\3\4", 4) || begins(sniff, "PK\5\6", 4) ||
           (sniff->length > 262 && !memcmp(sniff->bytes + 257, "ustar", 5));
}

/* libarchive reads from the stream below. */
static la_ssize_t on_read(struct archive *archive, void *context, const void **out) {
    struct packed *packed = context;
    const char *bytes;
    size_t have;
    struct sg_stream *stream = packed->base.stream;
    if (sg_stream_peek(&bytes, &have, stream, 1, &packed->below)) {
        archive_set_error(archive, EIO, "%s", packed->below.text);
        return -1;
    }
    *out = bytes;
    stream->start = stream->end; /* all of it is taken; it stays in place until the next fill */
    return (la_ssize_t)have;
}

static la_int64_t on_seek(struct archive *archive, void *context, la_int64_t offset, int whence) {
    struct packed *packed = context;
    struct sg_stream *stream = packed->base.stream;
    (void)archive;
    int64_t at = stream->class->seek(stream, offset, whence);
    if (at < 0)
        return ARCHIVE_FATAL;
    stream->start = stream->end = 0;
    stream->has_ended = false;
    return at;
}

/* --- an entry as a stream */

static ptrdiff_t entry_pull(struct sg_stream *stream, void *out, size_t size,
                            struct sg_error *err) {
    struct packed *packed = stream->context;
    struct sg_read_context *context = packed->base.context;
    la_ssize_t got = archive_read_data(packed->archive, out, size);
    if (got < 0) {
        sg_fail(err, SG_ERR_DATA, "%s: cannot be unpacked: %s", stream->path,
                packed->below.status ? packed->below.text : archive_error_string(packed->archive));
        return -1;
    }
    if (!sg_budget_spend(context, (size_t)got, stream->path, err)) {
        packed->has_ended = true;
        return -1;
    }
    return got;
}

/* --- the archive as a source of streams */

/* A name that leads out of the archive: an absolute one, or one with "..". */
static bool leads_out(const char *name) {
    if (*name == '/' || (name[0] && name[1] == ':'))
        return true;
    for (const char *p = name; (p = strstr(p, "..")); p += 2)
        if ((p == name || p[-1] == '/' || p[-1] == '\\') && (!p[2] || p[2] == '/' || p[2] == '\\'))
            return true;
    return false;
}

static enum sg_status give_entry(struct sg_yield *out, struct packed *packed, const char *name,
                                 struct sg_error *err) {
    static const struct sg_stream_class class = {entry_pull, NULL, NULL};
    return sg_packed_give(&out->stream, &class, packed, packed->base.stream, name, err);
}

static enum sg_status packed_next(struct sg_yield *out, struct sg_source *source,
                                  struct sg_arena *arena, struct sg_error *err) {
    struct packed *packed = (struct packed *)source;
    const char *path = source->stream->path;
    (void)arena;
    while (!packed->has_ended) {
        struct archive_entry *entry;
        int code = archive_read_next_header(packed->archive, &entry);
        if (code == ARCHIVE_EOF) {
            packed->has_ended = true;
            if (!packed->has_entries)
                return sg_fail(err, SG_ERR_DATA, "%s: a packed file with nothing in it", path);
            break;
        }
        if (code == ARCHIVE_FATAL || code == ARCHIVE_RETRY) {
            packed->has_ended = true;
            return sg_fail(err, SG_ERR_DATA, "%s: cannot be unpacked: %s", path,
                           packed->below.status ? packed->below.text
                                                : archive_error_string(packed->archive));
        }
        packed->has_entries = true;
        packed->is_raw = archive_format(packed->archive) == ARCHIVE_FORMAT_RAW;
        const char *name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        if (packed->is_raw)
            return give_entry(out, packed, NULL, err);
        if (!name)
            name = "(no name)";
        if (archive_entry_filetype(entry) == AE_IFDIR)
            continue;
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) ||
            archive_entry_symlink(entry) || leads_out(name)) {
            return sg_fail(err, SG_ERR_DATA,
                           "%s: entry \"%.200s\" is a link or leads out of the "
                           "archive",
                           path, name);
        }
        const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
        if (*base == '.' || !strncmp(name, "__MACOSX/", 9))
            continue;
        if (archive_entry_is_encrypted(entry))
            return sg_fail(err, SG_ERR_DATA, "%s: entry \"%.200s\" is encrypted", path, name);
        return give_entry(out, packed, name, err);
    }
    return SG_OK;
}

static void packed_close(struct sg_source *source) {
    struct packed *packed = (struct packed *)source;
    archive_read_free(packed->archive);
    sg_source_free(source);
}

enum sg_status sg_archive_open(struct sg_source **out, struct sg_stream *stream,
                               struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {packed_next, packed_close};
    struct packed *packed;
    enum sg_status status = sg_source_new(&packed, sizeof *packed, &class, stream, context, err);
    if (status)
        return status;
    struct archive *archive = packed->archive = archive_read_new();
    if (!archive) {
        free(packed);
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    }
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_raw(archive);
    archive_read_set_callback_data(archive, packed);
    archive_read_set_read_callback(archive, on_read);
    if (stream->class->seek && stream->class->seek(stream, 0, SEEK_SET) == 0) {
        stream->start = stream->end = 0;
        stream->has_ended = false;
        archive_read_set_seek_callback(archive, on_seek);
    }
    if (archive_read_open1(archive) != ARCHIVE_OK) {
        status = sg_fail(err, SG_ERR_DATA, "%s: cannot be unpacked: %s", stream->path,
                         packed->below.status ? packed->below.text : archive_error_string(archive));
        archive_read_free(archive);
        free(packed); /* the stream is still the caller's */
        return status;
    }
    *out = &packed->base;
    return SG_OK;
}
