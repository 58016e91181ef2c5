/* Many documents through the pipeline, on several threads, given back in document order: what comes
 * out does not depend on the number of threads. Memory is bounded by a fixed number of batches. */
#ifndef SG_CORPUS_H
#define SG_CORPUS_H

#include "base/buf.h"
#include "pipeline.h"
#include "read/read.h"

#include <stdbool.h>

struct sg_corpus_job {
    const struct sg_engine *engine;
    enum sg_stage last; /* how far to go with each document */
    unsigned jobs;      /* threads; 0: as many as there are cores */
    void *context;      /* handed to the functions below */
    /* On a worker thread, may be NULL: turns the reading into text for emit(). Must not change
     * anything shared. */
    void (*render)(void *context, const struct sg_reading *reading, struct sg_buf *out);
    /* In document order, one at a time. A failure ends the run with that status. */
    enum sg_status (*emit)(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err);
    /* A document or record that was skipped; false ends the run (--strict). */
    bool (*skip)(void *context, const struct sg_error *why);
    /* Now and then, may be NULL: documents and bytes done; `total` 0 when unknown. */
    void (*progress)(void *context, size_t documents, size_t done, size_t total);
};

/* Runs until the reader has no more. `documents` (may be NULL) gets the number emitted. */
enum sg_status sg_corpus_run(const struct sg_corpus_job *job, struct sg_reader *reader,
                             size_t *documents, struct sg_error *err);

#endif
