/* Texts with marked names: wikigold's columns and UNER's IOB2, as documents with spans. */
#ifndef SG_NAMES_CORPUS_H
#define SG_NAMES_CORPUS_H

#include "base/arena.h"
#include "model/reading.h"
#include "names/model.h"
#include "recognise/recognise.h"
#include "segment/segment.h"

struct sg_gold_span {
    uint32_t start, end; /* bytes */
    enum sg_name_kind kind;
};

struct sg_gold_document {
    struct sg_document document;
    struct sg_block *blocks; /* one a sentence */
    size_t block_count;
    struct sg_gold_span *spans;
    size_t span_count;
    struct sg_reading reading; /* cut, and the packs' names found */
    unsigned source;           /* which file: 0, 1, 2 ... */
    unsigned number;           /* in its file */
};

struct sg_gold_corpus {
    struct sg_arena arena;
    struct sg_gold_document *documents;
    size_t count, capacity;
    unsigned sources;
};

void sg_gold_init(struct sg_gold_corpus *corpus);
void sg_gold_release(struct sg_gold_corpus *corpus);
/* Adds a file; by its first line it is wikigold's or UNER's. */
enum sg_status sg_gold_read(struct sg_gold_corpus *corpus, const char *path,
                            const struct sg_segmenter *segmenter,
                            const struct sg_gazetteer *gazetteer, struct sg_error *err);
/* Adds plain text, one document a line, without spans. */
enum sg_status sg_gold_read_plain(struct sg_gold_corpus *corpus, const char *text, size_t length,
                                  const struct sg_segmenter *segmenter,
                                  const struct sg_gazetteer *gazetteer, struct sg_error *err);

#endif
