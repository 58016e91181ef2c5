#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)

const char *sg_size_text(char out[32], uint64_t size) {
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    size_t unit = 0;
    uint64_t whole = size;
    while (whole >= 1024 && whole % 1024 == 0 && unit < 4) {
        whole /= 1024;
        unit++;
    }
    snprintf(out, 32, "%llu %s", (unsigned long long)whole, units[unit]);
    return out;
}

/* The path without its extension, as the contract's id. A leading dot is no extension. */
static char *stem(const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return strndup(path, dot && dot > base ? (size_t)(dot - path) : strlen(path));
}

enum sg_status sg_stream_new(struct sg_stream **out, const struct sg_stream_class *class,
                             void *context, const char *path, struct sg_error *err) {
    struct sg_stream *stream = calloc(1, sizeof *stream);
    if (stream) {
        stream->class = class;
        stream->context = context;
        stream->fd = -1;
        stream->path = strdup(path);
        stream->id = stem(path);
    }
    if (!stream || !stream->path || !stream->id) {
        if (stream) {
            free(stream->path);
            free(stream->id);
        }
        free(stream);
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    }
    *out = stream;
    return SG_OK;
}

void sg_stream_close(struct sg_stream *stream) {
    if (!stream)
        return;
    if (stream->class->close)
        stream->class->close(stream);
    free(stream->path);
    free(stream->id);
    free(stream->charset);
    free(stream->url);
    free(stream->date);
    free(stream->data);
    free(stream);
}

/* --- a file */

static ptrdiff_t file_pull(struct sg_stream *stream, void *out, size_t size, struct sg_error *err) {
    ptrdiff_t got;
    do
        got = read(stream->fd, out, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        sg_fail(err, SG_ERR_IO, "%s: cannot read: %s", stream->path, strerror(errno));
    return got;
}

static int64_t file_seek(struct sg_stream *stream, int64_t offset, int whence) {
    return lseek(stream->fd, offset, whence);
}

static struct sg_file_state state_of(int fd, bool *is_gone) {
    struct stat info;
    if (fstat(fd, &info) || !S_ISREG(info.st_mode))
        return (struct sg_file_state){0};
    *is_gone = !info.st_nlink;
    return (struct sg_file_state){true, info.st_size > 0 ? (uint64_t)info.st_size : 0,
                                  info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
}

/* A dump that is still being written must not pass for a whole one. */
static void tell_changes(const struct sg_stream *stream) {
    const struct sg_file_state *old = &stream->opened;
    bool is_gone = false;
    struct sg_file_state now = state_of(stream->fd, &is_gone);
    if (!stream->changed || !old->is_known || !now.is_known)
        return;
    if (now.size != old->size)
        sg_fail(stream->changed, SG_ERR_IO,
                "%s: %s from %llu to %llu bytes while it was read; documents may be missing or cut "
                "off: read it again when it is complete",
                stream->path, now.size > old->size ? "grew" : "shrank",
                (unsigned long long)old->size, (unsigned long long)now.size);
    else if (is_gone && stream->fd != STDIN_FILENO) /* a script may delete what it redirects */
        sg_fail(stream->changed, SG_ERR_IO,
                "%s: was deleted or replaced while it was read; what stands there now was not read",
                stream->path);
    else if (now.seconds != old->seconds || now.nanoseconds != old->nanoseconds)
        sg_fail(stream->changed, SG_ERR_IO,
                "%s: was written to while it was read; documents may be damaged: read it again "
                "when it is complete",
                stream->path);
}

static void file_close(struct sg_stream *stream) {
    tell_changes(stream);
    if (stream->fd > STDIN_FILENO)
        close(stream->fd);
}

enum sg_status sg_stream_file(struct sg_stream **out, const char *path, struct sg_error *err) {
    static const struct sg_stream_class seekable = {file_pull, file_seek, file_close};
    static const struct sg_stream_class piped = {file_pull, NULL, file_close};
    bool is_stdin = !strcmp(path, "-");
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open: %s", path, strerror(errno));
    bool can_seek = !is_stdin && lseek(fd, 0, SEEK_CUR) >= 0;
    enum sg_status status = sg_stream_new(out, can_seek ? &seekable : &piped, NULL,
                                          is_stdin ? "standard input" : path, err);
    if (status) {
        if (fd != STDIN_FILENO)
            close(fd);
        return status;
    }
    (*out)->fd = fd;
    bool was_gone = false;
    (*out)->opened = state_of(fd, &was_gone); /* standard input may be a file too: "< dump.jsonl" */
    if (is_stdin) { /* "stdin:1" reads better than "standard input:1" as an id */
        free((*out)->id);
        if (!((*out)->id = strdup("stdin"))) {
            sg_stream_close(*out);
            *out = NULL;
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        }
    }
    return SG_OK;
}

/* --- memory: all of it stands in front of a buffer that is never filled again */

struct memory {
    const char *bytes;
    size_t left;
};

static ptrdiff_t memory_pull(struct sg_stream *stream, void *out, size_t size,
                             struct sg_error *err) {
    struct memory *memory = stream->context;
    if (size > memory->left)
        size = memory->left;
    if (size)
        memcpy(out, memory->bytes, size);
    memory->bytes += size;
    memory->left -= size;
    return (ptrdiff_t)size;
}

static void memory_close(struct sg_stream *stream) { free(stream->context); }

enum sg_status sg_stream_memory(struct sg_stream **out, const char *path, const char *bytes,
                                size_t length, struct sg_error *err) {
    static const struct sg_stream_class class = {memory_pull, NULL, memory_close};
    struct memory *memory = malloc(sizeof *memory);
    if (!memory)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    *memory = (struct memory){bytes, length};
    enum sg_status status = sg_stream_new(out, &class, memory, path, err);
    if (status)
        free(memory);
    return status;
}

/* --- buffering */

/* Room for `more` bytes behind the unread ones, one byte kept for a NUL. */
static bool make_room(struct sg_stream *stream, size_t more) {
    size_t unread = stream->end - stream->start;
    if (stream->capacity - stream->end > more && stream->data)
        return true;
    if (stream->start && (stream->capacity - unread > more)) {
        memmove(stream->data, stream->data + stream->start, unread);
        stream->start = 0;
        stream->end = unread;
        return true;
    }
    size_t capacity = stream->capacity ? stream->capacity : CHUNK * 2;
    while (capacity - unread <= more) {
        if (capacity > SIZE_MAX / 4)
            return false;
        capacity *= 2;
    }
    char *data = malloc(capacity);
    if (!data)
        return false;
    if (unread)
        memcpy(data, stream->data + stream->start, unread);
    free(stream->data);
    stream->data = data;
    stream->capacity = capacity;
    stream->start = 0;
    stream->end = unread;
    return true;
}

static enum sg_status fill(struct sg_stream *stream, size_t size, struct sg_error *err) {
    if (stream->failed)
        return sg_fail(err, stream->failed, "%s: cannot be read on", stream->path);
    if (stream->has_ended)
        return SG_OK;
    if (size < CHUNK)
        size = CHUNK;
    if (!make_room(stream, size))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    struct sg_error below = {SG_OK, ""};
    ptrdiff_t got = stream->class->pull(stream, stream->data + stream->end, size, &below);
    if (got < 0) {
        stream->failed = below.status ? below.status : SG_ERR_IO;
        return sg_fail(err, stream->failed, "%s", below.text);
    }
    stream->has_ended = got == 0;
    stream->end += (size_t)got;
    if (stream->counter)
        *stream->counter += (uint64_t)got;
    return SG_OK;
}

enum sg_status sg_stream_peek(const char **out, size_t *have, struct sg_stream *stream, size_t want,
                              struct sg_error *err) {
    enum sg_status status = SG_OK;
    while (stream->end - stream->start < want && !stream->has_ended)
        if ((status = fill(stream, want - (stream->end - stream->start), err)))
            break;
    *out = stream->data ? stream->data + stream->start : "";
    *have = stream->end - stream->start;
    return status;
}

void sg_stream_skip(struct sg_stream *stream, size_t count) {
    stream->start += count;
    if (stream->start == stream->end)
        stream->start = stream->end = 0;
}

enum sg_status sg_stream_line(const char **out, size_t *length, struct sg_stream *stream,
                              size_t limit, struct sg_error *err) {
    size_t seen = 0;
    bool is_too_long = false;
    *out = NULL;
    *length = 0;
    for (;;) {
        size_t have = stream->end - stream->start;
        char *found =
            have > seen ? memchr(stream->data + stream->start + seen, '\n', have - seen) : NULL;
        if (!found && have > limit) { /* forget it, but go on to its end */
            is_too_long = true;
            stream->start = stream->end = 0;
            have = 0;
        }
        if (!found && !stream->has_ended) {
            seen = have;
            enum sg_status status = fill(stream, CHUNK, err);
            if (status)
                return status;
            continue;
        }
        if (!found && !have && !is_too_long)
            return SG_OK;
        size_t size = found ? (size_t)(found - (stream->data + stream->start)) : have;
        const char *line = stream->data ? stream->data + stream->start : "";
        stream->start += size + (found ? 1 : 0);
        if (is_too_long || size > limit) {
            char text[32];
            return sg_fail(err, SG_ERR_LIMIT, "longer than the limit of %s",
                           sg_size_text(text, limit));
        }
        if (size && line[size - 1] == '\r')
            size--;
        *out = line;
        *length = size;
        return SG_OK;
    }
}

enum sg_status sg_stream_all(const char **out, size_t *length, struct sg_stream *stream,
                             size_t limit, struct sg_error *err) {
    char text[32];
    while (!stream->has_ended) {
        size_t have = stream->end - stream->start;
        if (have > limit)
            break;
        enum sg_status status = fill(stream, have < CHUNK ? CHUNK : have, err);
        if (status)
            return status;
    }
    if (stream->end - stream->start > limit)
        return sg_fail(err, SG_ERR_LIMIT,
                       "%s: larger than the limit of %s for one document; raise it with "
                       "--max-document",
                       stream->path, sg_size_text(text, limit));
    if (!make_room(stream, 1))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    stream->data[stream->end] = '\0';
    *out = stream->data + stream->start;
    *length = stream->end - stream->start;
    return SG_OK;
}
