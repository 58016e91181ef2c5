/* Gold files, and how claims are held against them; for `eval`. */
#ifndef SG_CLI_GOLD_H
#define SG_CLI_GOLD_H

#include <jansson.h>
#include <stancegraph/claim.h>
#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>

struct sg_gold_record {
    const char *source, *relation, *target, *quote; /* actors' ids */
    const json_t *json;
    bool is_optional, is_explicit;
    bool is_live; /* neither negated nor hypothetical: a claim may hit it */
    bool is_hit;
};

struct sg_gold_document {
    const char *id;
    json_t *json;
    struct sg_gold_record *records;
    size_t record_count;
};

struct sg_gold {
    struct sg_gold_document *documents; /* sorted by file name */
    size_t document_count;
};

/* Reads a gold file or a folder of them. */
enum sg_status sg_gold_load(struct sg_gold *out, const char *path, struct sg_error *err);
void sg_gold_release(struct sg_gold *gold);

/* The gold document of a claim's (by its last path part, with or without extension), or NULL. */
struct sg_gold_document *sg_gold_find(struct sg_gold *gold, const char *doc);

enum sg_verdict {
    SG_VERDICT_HIT,
    SG_VERDICT_FREE,  /* hits an optional record, or a mutual act told the other way round */
    SG_VERDICT_TWICE, /* hits a record that is hit already */
    SG_VERDICT_FALSE,
};

/* Holds one claim against its document and marks what it hits. */
enum sg_verdict sg_gold_judge(struct sg_gold_document *document, const struct sg_claim *claim);

#endif
