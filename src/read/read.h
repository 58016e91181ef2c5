/* read: bytes -> documents. Readers are rows in one list (read/formats.c); a new one is a .c file
 * and a row. Documents are pulled one at a time, so memory does not grow with the corpus. */
#ifndef SG_READ_READ_H
#define SG_READ_READ_H

#include "base/arena.h"

#include <stancegraph/document.h>
#include <stancegraph/error.h>
#include <stddef.h>
#include <stdint.h>

struct sg_reader;

/* A zeroed struct takes the defaults. Strings are lent until sg_reader_close(). */
struct sg_read_options {
    size_t max_document;   /* bytes of one document, or one line; 0: 16 MiB */
    uint64_t max_unpacked; /* bytes out of one packed file, all its layers together; 0: 64 GiB */
    unsigned max_ratio;    /* unpacked to packed, beyond the first 64 MiB; 0: 250 */
    unsigned max_depth;    /* packed files inside packed files; 0: 8 */
    const char *columns;   /* CSV, JSON: "text=Body,title=Headline"; NULL: the usual names */
    const char *encoding;  /* of files that do not tell theirs; NULL: detected */
    const char *data;      /* the data folder, for data/pages.json; NULL: HTML by structure alone */
    /* Told what went a little wrong and was mended (a guessed encoding, files left out); NULL:
     * nobody is. `text` is one line, lent for the call. */
    void (*notice)(void *context, const char *text);
    void *context;
};

struct sg_read_counts {
    size_t documents; /* given */
    size_t problems;  /* lines, files, bytes that sg_reader_next() reported */
};

/* `paths`: files, folders (walked in sorted order), "-" for standard input; lent until close. */
enum sg_status sg_reader_open(struct sg_reader **out, const char *const *paths, size_t path_count,
                              const struct sg_read_options *options, struct sg_error *err);
/* The same over bytes in memory (lent until close) that stand for a file called `path`. */
enum sg_status sg_reader_open_memory(struct sg_reader **out, const char *path, const char *bytes,
                                     size_t length, const struct sg_read_options *options,
                                     struct sg_error *err);
/* The next document, in `arena`; *out is NULL at the end. A bad line or file gives its status and
 * a message with file, line and reason; the reader has skipped it and may be asked again. (A
 * document with undecodable bytes is given with U+FFFD in their place, and the message on the next
 * call.) Out of memory is the only failure after which it may not. */
enum sg_status sg_reader_next(struct sg_document **out, struct sg_reader *reader,
                              struct sg_arena *arena, struct sg_error *err);
/* Bytes consumed so far and in all (0 when unknown: standard input), for progress. */
void sg_reader_progress(const struct sg_reader *reader, size_t *done, size_t *total);
void sg_reader_counts(const struct sg_reader *reader, struct sg_read_counts *out);
void sg_reader_close(struct sg_reader *reader);

/* The formats, for help: "json lines", "jsonl ndjson", "one document a line". NULL past the last.
 * Static strings. */
struct sg_read_format {
    const char *name, *extensions, *help;
};
const struct sg_read_format *sg_read_format_at(size_t i);

#endif
