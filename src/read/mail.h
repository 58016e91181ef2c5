/* One mail message -> a document; shared by the readers of .eml and .mbox. */
#ifndef SG_READ_MAIL_H
#define SG_READ_MAIL_H

#include "read/source.h"

/* The id is left to the caller. `number` counts messages, 1 for a file that is one. */
enum sg_status sg_mail_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, size_t number, struct sg_arena *arena,
                                struct sg_error *err);

#endif
