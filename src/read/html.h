/* Web pages: bytes -> a tree -> metadata and the article's text. */
#ifndef SG_READ_HTML_H
#define SG_READ_HTML_H

#include "read/source.h"

/* Decodes a page and reads it; used by the readers of containers that hold pages too (WARC, mail).
 * The id is left to the caller. */
enum sg_status sg_html_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, const char *charset, size_t line,
                                struct sg_arena *arena, struct sg_error *err);

/* Fills text, title, date, source, url and lang from valid UTF-8. */
enum sg_status sg_html_read(struct sg_document *document, const char *html, size_t length,
                            const struct sg_read_context *context, struct sg_arena *arena,
                            struct sg_error *err);

#endif
