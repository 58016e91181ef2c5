/* What the readers of packed files share. */
#ifndef SG_READ_PACKED_H
#define SG_READ_PACKED_H

#include "read/source.h"

/* Books `count` bytes that came out of the packed file `path`; false when they are more than the
 * limits allow. */
bool sg_budget_spend(struct sg_read_context *context, size_t count, const char *path,
                     struct sg_error *err);

/* A stream inside `outer`: the entry `name` of an archive, or (NULL) all that was packed; "a.txt.gz"
 * is "a.txt" then. It keeps the outer one's address and date. */
enum sg_status sg_packed_give(struct sg_stream **out, const struct sg_stream_class *class,
                              void *context, const struct sg_stream *outer, const char *name,
                              struct sg_error *err);

/* Unpacks a page that was packed with brotli; `where` names it in messages. *out is the caller's
 * to free. Fails beyond max_document and the packed file's limits. */
enum sg_status sg_brotli_unpack(char **out, size_t *out_length, const char *bytes, size_t length,
                                const char *where, struct sg_read_context *context,
                                struct sg_error *err);

#endif
