/* A document: what a reader gives and every later stage reads. */
#ifndef STANCEGRAPH_DOCUMENT_H
#define STANCEGRAPH_DOCUMENT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An actor's span found by another tool or by hand. It wins over the program's own recognition
 * where they overlap. */
struct sg_given_mention {
    size_t start, end; /* bytes into the document's text, end exclusive, on character bounds */
    const char *actor; /* canonical name */
    const char *type;  /* state, official, militia, organization, person; NULL: not given */
};

/* One article. All strings are UTF-8; a field that is not known is NULL. `text` is valid UTF-8,
 * NUL-terminated, and never changed after reading: every offset points into it. */
struct sg_document {
    const char *id;
    const char *text;
    size_t text_length; /* bytes */
    const char *title;
    const char *date;   /* YYYY-MM-DD */
    const char *source; /* the outlet */
    const char *url;
    const char *lang;
    const struct sg_given_mention *given;
    size_t given_count;
    /* A sketch of the article's words, by which reprints are known (see sg_claim.signature). Filled
     * by the program; leave it NULL. */
    const char *signature;
    const char *path; /* where it came from, for messages */
    size_t line;      /* line in `path`, 1 for a file that is one document */
};

#ifdef __cplusplus
}
#endif
#endif
