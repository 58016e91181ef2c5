/* The engine: all that the program knows, loaded once, const afterwards and shared by threads. */
#ifndef STANCEGRAPH_ENGINE_H
#define STANCEGRAPH_ENGINE_H

#include <stancegraph/claim.h>
#include <stancegraph/document.h>
#include <stancegraph/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sg_engine;

/* Where the knowledge lies. A zeroed struct takes the defaults. Lent for the call. */
struct sg_engine_options {
    const char *data;         /* folder; NULL: $STANCEGRAPH_DATA, then the installed place */
    const char *const *packs; /* more actor packs, in order; later ones win */
    size_t pack_count;
    const char *const *lexicons; /* more stance entries, in order */
    size_t lexicon_count;
    const char *relations; /* comma list of relations and sets; NULL: "core" */
    bool keep_reprints;   /* no signatures: every reprint counts for itself */
    bool parse_all;        /* parse every sentence, gate or not */
};

enum sg_status sg_engine_load(struct sg_engine **out, const struct sg_engine_options *options,
                              struct sg_error *err);
void sg_engine_free(struct sg_engine *engine);

/* What one document gave. Owns all strings of its claims but those of the document. */
struct sg_result {
    const struct sg_claim *claims;
    size_t claim_count;
    void *owned;
};

/* Reads one document. Thread-safe: the engine is not changed. `document` must outlive `out`. */
enum sg_status sg_extract(struct sg_result **out, const struct sg_engine *engine,
                          const struct sg_document *document, struct sg_error *err);
void sg_result_free(struct sg_result *result);

#ifdef __cplusplus
}
#endif
#endif
