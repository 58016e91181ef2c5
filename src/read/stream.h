/* A buffered stream of bytes with a name: a file, standard input, a piece of memory, an entry of an
 * archive. Format readers see nothing else. */
#ifndef SG_READ_STREAM_H
#define SG_READ_STREAM_H

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sg_stream;

/* Where the bytes come from. `pull` fills at most `size` bytes and returns how many, 0 at the end,
 * -1 after writing to `err`. `seek` (may be NULL) moves to an offset and returns it, or -1. */
struct sg_stream_class {
    ptrdiff_t (*pull)(struct sg_stream *stream, void *out, size_t size, struct sg_error *err);
    int64_t (*seek)(struct sg_stream *stream, int64_t offset, int whence);
    void (*close)(struct sg_stream *stream);
};

struct sg_file_state {
    bool is_known; /* a regular file: pipes and devices have no state */
    uint64_t size;
    int64_t seconds, nanoseconds; /* of the last change */
};

struct sg_stream {
    const struct sg_stream_class *class;
    void *context; /* the class's own */
    int fd;
    char *path;        /* for messages */
    char *id;          /* `path` without its extension: the id of a one-document file */
    char *charset;     /* declared outside the bytes (HTTP, MIME), or NULL */
    char *url, *date;  /* what the container knows of it (WARC), or NULL */
    unsigned depth;    /* containers around it */
    bool is_listed;    /* named by the user: an odd file is an error, not left out */
    char *data;        /* buffer */
    size_t start, end; /* unread bytes in it */
    size_t capacity;
    uint64_t *counter; /* grows by the bytes pulled; NULL: nobody counts */
    /* A file as it was when it was opened, and where to tell, when it is closed, that it is another
     * by then: grown, cut, deleted while it was read. NULL: nobody is told. */
    struct sg_file_state opened;
    struct sg_error *changed;
    bool has_ended;
    enum sg_status failed; /* sticky */
};

/* Opens a file, or standard input for "-". */
enum sg_status sg_stream_file(struct sg_stream **out, const char *path, struct sg_error *err);
/* Bytes in memory; lent until close. */
enum sg_status sg_stream_memory(struct sg_stream **out, const char *path, const char *bytes,
                                size_t length, struct sg_error *err);
/* A stream of another class. Copies path. */
enum sg_status sg_stream_new(struct sg_stream **out, const struct sg_stream_class *class,
                             void *context, const char *path, struct sg_error *err);
void sg_stream_close(struct sg_stream *stream);

/* At least `want` unread bytes if there are so many; *have says how many there are. Lent until the
 * next call. */
enum sg_status sg_stream_peek(const char **out, size_t *have, struct sg_stream *stream, size_t want,
                              struct sg_error *err);
/* Drops `count` of the bytes that peek showed. */
void sg_stream_skip(struct sg_stream *stream, size_t count);
/* The next line without its end (\n, \r\n); lent until the next call; *out NULL at the end. A line
 * longer than `limit` gives SG_ERR_LIMIT and is skipped; the message does not name the line. */
enum sg_status sg_stream_line(const char **out, size_t *length, struct sg_stream *stream,
                              size_t limit, struct sg_error *err);
/* All that is left, NUL-terminated, lent until close. */
enum sg_status sg_stream_all(const char **out, size_t *length, struct sg_stream *stream,
                             size_t limit, struct sg_error *err);

/* "16 MiB": a size for people, into `out`. */
const char *sg_size_text(char out[32], uint64_t size);

#endif
