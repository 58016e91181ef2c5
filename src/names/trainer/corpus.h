/* Texts with marked names: wikigold's columns, UNER's IOB2 and our own, as documents with spans. */
#ifndef SG_NAMES_CORPUS_H
#define SG_NAMES_CORPUS_H

#include "base/arena.h"
#include "model/reading.h"
#include "names/model.h"
#include "names/trainer/tags.h"
#include "recognise/recognise.h"
#include "resolve/resolve.h"
#include "segment/segment.h"
#include "syntax/syntax.h"

struct sg_gold_span {
    uint32_t start, end; /* bytes */
    enum sg_name_kind kind;
};

/* Where a tagged word of a treebank stands. */
struct sg_gold_tag {
    uint32_t start, end; /* bytes */
    const struct sg_tag_sentence *sentence;
    uint32_t word;
};

struct sg_gold_document {
    struct sg_document document;
    struct sg_block *blocks; /* one a sentence */
    size_t block_count;
    struct sg_gold_span *spans;
    size_t span_count;
    struct sg_gold_tag *tags; /* in order; none for files that no treebank knows */
    size_t tag_count;
    bool has_spans;            /* names are marked; false in a treebank */
    struct sg_reading reading; /* cut, and the packs' names found */
    unsigned source;           /* which file: 0, 1, 2 ... */
    unsigned number;           /* in its file */
};

struct sg_gold_corpus {
    struct sg_arena arena;
    struct sg_gold_document *documents;
    size_t count, capacity;
    unsigned sources;
    const struct sg_tags *tags; /* lent; NULL: none */
    const struct sg_segmenter *segmenter;
    const struct sg_gazetteer *gazetteer;
    const struct sg_referents *referents;
    const struct sg_syntax_model *syntax;
};

void sg_gold_init(struct sg_gold_corpus *corpus);
void sg_gold_release(struct sg_gold_corpus *corpus);
/* Adds a file: a treebank without names (.conllu), our own text (.txt, training/names/README.md), or
 * by its first line wikigold's (.conll.txt) or UNER's. */
enum sg_status sg_gold_read(struct sg_gold_corpus *corpus, const char *path, struct sg_error *err);

#endif
