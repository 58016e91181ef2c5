/* Files: read whole, or write whole and rename into place. */
#ifndef SG_BASE_FILE_H
#define SG_BASE_FILE_H

#include <stancegraph/error.h>
#include <stddef.h>
#include <stdio.h>

/* Reads a file into malloc'ed memory (*out, NUL-terminated, *length without the NUL). `limit` in
 * bytes, 0: none. */
enum sg_status sg_file_read(char **out, size_t *length, const char *path, size_t limit,
                            struct sg_error *err);

/* Maps a regular file read-only; an empty one gives NULL and 0. `what` ("the syntax model") and
 * `remedy` are for the message. Unmapped by sg_file_unmap. */
enum sg_status sg_file_map(const void **bytes, size_t *size, const char *path, const char *what,
                           const char *remedy, struct sg_error *err);
void sg_file_unmap(const void *bytes, size_t size);

/* An output file that appears under its name only when all of it was written. */
struct sg_file_writer {
    FILE *stream; /* write here; NULL when not open */
    char *path, *temporary;
};

/* "-" is standard output. */
enum sg_status sg_file_writer_open(struct sg_file_writer *out, const char *path,
                                   struct sg_error *err);
/* Flushes, syncs errors out of the stream and renames; on failure the temporary file is gone and
 * an older file under the name is untouched. */
enum sg_status sg_file_writer_commit(struct sg_file_writer *out, struct sg_error *err);
/* Drops the temporary file. Fine after commit and on a writer that was never opened. */
void sg_file_writer_abort(struct sg_file_writer *out);

#endif
