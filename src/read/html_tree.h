/* A page's tree, with an allocator that is dropped whole, and small helpers over it. */
#ifndef SG_READ_HTML_TREE_H
#define SG_READ_HTML_TREE_H

#include "base/arena.h"
#include "base/buf.h"

#include <gumbo.h>
#include <stancegraph/document.h>
#include <stancegraph/error.h>
#include <stdbool.h>

struct sg_page_rules;

/* Refuses pages that are nested too deep or have tags without end. *out is the page without
 * comments and the insides of scripts and styles, in `arena`; scripts that hold JSON stay. */
enum sg_status sg_html_lean(const char **out, size_t *out_length, const char *html, size_t length,
                            const char *path, struct sg_arena *arena, struct sg_error *err);

/* Fills title, date, source, url, lang of `document` (those that are NULL) from the page's own
 * metadata: JSON-LD, <meta>, <title>, <time>, lang. *body is JSON-LD's articleBody, or NULL. */
void sg_html_metadata(struct sg_document *document, const char **body, const GumboNode *root,
                      const struct sg_page_rules *rules, struct sg_arena *arena);

/* The article's text, paragraphs with an empty line between them, and its <h1> (NULL: none). */
void sg_html_main_text(struct sg_buf *out, const char **headline, const GumboNode *root,
                       const struct sg_page_rules *rules, struct sg_arena *arena);

const char *sg_html_attribute(const GumboNode *node, const char *name);

#endif
