/* read: bytes -> documents. Readers are rows in one list (read/formats.c); a new one is a .c file
 * and a row. Documents are pulled one at a time, so memory does not grow with the corpus. */
#ifndef SG_READ_READ_H
#define SG_READ_READ_H

#include "base/arena.h"

#include <stancegraph/document.h>
#include <stancegraph/error.h>
#include <stddef.h>

struct sg_reader;

struct sg_read_options {
    size_t max_document; /* bytes of one document; 0: the default */
};

/* `paths`: files, folders (walked in sorted order), "-" for standard input; lent until close. */
enum sg_status sg_reader_open(struct sg_reader **out, const char *const *paths, size_t path_count,
                              const struct sg_read_options *options, struct sg_error *err);
/* The next document, in `arena`; *out is NULL at the end. A bad line or file gives its status and
 * a message with file, line and reason; the reader has skipped it and may be asked again. Out of
 * memory is the only failure after which it may not. */
enum sg_status sg_reader_next(struct sg_document **out, struct sg_reader *reader,
                              struct sg_arena *arena, struct sg_error *err);
/* Bytes consumed so far and in all (0 when unknown: standard input), for progress. */
void sg_reader_progress(const struct sg_reader *reader, size_t *done, size_t *total);
void sg_reader_close(struct sg_reader *reader);

#endif
