#include "corpus.h"

#include "engine_parts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A batch is enough work that locks do not show and that each stage, which runs over all of it in
 * turn, finds what it looks things up in at hand; and little enough that threads share evenly. */
#define BATCH_DOCUMENTS 128
#define BATCH_BYTES ((size_t)128 * 1024)
#define JOBS_MOST 256

enum batch_state { BATCH_FREE, BATCH_READY, BATCH_TAKEN, BATCH_DONE };

struct item {
    struct sg_document document;
    size_t rendered_from, rendered_to; /* in the batch's buffer */
};

struct batch {
    enum batch_state state;
    struct sg_arena documents, work;
    struct sg_buf rendered;
    struct item items[BATCH_DOCUMENTS];
    struct sg_pipeline_item readings[BATCH_DOCUMENTS]; /* of the same documents */
    size_t count;
};

struct run {
    const struct sg_corpus_job *job;
    struct sg_reader *reader;
    struct batch *batches;
    size_t batch_count;
    pthread_mutex_t lock;
    pthread_cond_t ready, done;
    size_t next_take; /* batches are taken in the order in which they were filled */
    bool stopping;
    size_t documents;
};

static void work_on(const struct sg_corpus_job *job, struct batch *batch,
                    struct sg_parser *parser) {
    for (size_t i = 0; i < batch->count; i++)
        batch->readings[i] =
            (struct sg_pipeline_item){.reading.document = &batch->items[i].document};
    sg_pipeline_run_together(batch->readings, batch->count, job->engine, job->last, parser,
                             &batch->work);
    for (size_t i = 0; i < batch->count; i++) {
        struct item *item = &batch->items[i];
        struct sg_pipeline_item *done = &batch->readings[i];
        item->rendered_from = item->rendered_to = batch->rendered.length;
        if (!done->status && sg_arena_failed(&batch->work))
            done->status =
                sg_fail(&done->error, SG_ERR_MEMORY, "%s: out of memory", item->document.id);
        if (!done->status && job->render) {
            job->render(job->context, &done->reading, &batch->rendered);
            item->rendered_to = batch->rendered.length;
        }
    }
}

static void *worker(void *argument) {
    struct run *run = argument;
    struct sg_parser *parser = sg_parser_new(run->job->engine->syntax);
    pthread_mutex_lock(&run->lock);
    for (;;) {
        struct batch *batch = &run->batches[run->next_take % run->batch_count];
        if (batch->state == BATCH_READY) {
            batch->state = BATCH_TAKEN;
            run->next_take++;
            pthread_mutex_unlock(&run->lock);
            work_on(run->job, batch, parser);
            pthread_mutex_lock(&run->lock);
            batch->state = BATCH_DONE;
            pthread_cond_signal(&run->done);
        } else if (run->stopping)
            break;
        else
            pthread_cond_wait(&run->ready, &run->lock);
    }
    pthread_mutex_unlock(&run->lock);
    sg_parser_free(parser);
    return NULL;
}

/* Fills a batch from the reader; `*at_end` when there is no more. */
static enum sg_status fill(struct run *run, struct batch *batch, bool *at_end,
                           struct sg_error *err) {
    size_t bytes = 0;
    batch->count = 0;
    sg_arena_clear(&batch->documents);
    sg_arena_clear(&batch->work);
    sg_buf_clear(&batch->rendered);
    while (batch->count < BATCH_DOCUMENTS && bytes < BATCH_BYTES) {
        struct sg_document *document = NULL;
        struct sg_error why;
        enum sg_status status = sg_reader_next(&document, run->reader, &batch->documents, &why);
        if (status == SG_ERR_MEMORY || sg_arena_failed(&batch->documents))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory while reading");
        if (status) {
            if (!run->job->skip(run->job->context, &why))
                return sg_fail(err, status, "%s", why.text);
            continue;
        }
        if (!document) {
            *at_end = true;
            break;
        }
        batch->items[batch->count++].document = *document;
        bytes += document->text_length;
    }
    return SG_OK;
}

static enum sg_status emit(struct run *run, struct batch *batch, struct sg_error *err) {
    const struct sg_corpus_job *job = run->job;
    if (sg_buf_failed(&batch->rendered))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < batch->count; i++) {
        const struct item *item = &batch->items[i];
        const struct sg_pipeline_item *done = &batch->readings[i];
        if (done->status == SG_ERR_MEMORY)
            return sg_fail(err, done->status, "%s", done->error.text);
        if (done->status) {
            if (!job->skip(job->context, &done->error))
                return sg_fail(err, done->status, "%s", done->error.text);
            continue;
        }
        struct sg_buf rendered = {.length = item->rendered_to - item->rendered_from};
        if (rendered.length)
            rendered.data = batch->rendered.data + item->rendered_from;
        enum sg_status status = job->emit(job->context, &done->reading, &rendered, err);
        if (status)
            return status;
        run->documents++;
    }
    if (job->progress) {
        size_t done, total;
        sg_reader_progress(run->reader, &done, &total);
        job->progress(job->context, run->documents, done, total);
    }
    return SG_OK;
}

static enum sg_status run_alone(struct run *run, struct sg_error *err) {
    struct batch *batch = &run->batches[0];
    struct sg_parser *parser = sg_parser_new(run->job->engine->syntax);
    enum sg_status status = SG_OK;
    for (bool at_end = false; !status && !at_end;) {
        status = fill(run, batch, &at_end, err);
        if (!status) {
            work_on(run->job, batch, parser);
            status = emit(run, batch, err);
        }
    }
    sg_parser_free(parser);
    return status;
}

/* Reads ahead while there is a free batch, emits the oldest when it is done. */
static enum sg_status feed(struct run *run, struct sg_error *err) {
    enum sg_status status = SG_OK;
    size_t filled = 0, emitted = 0;
    bool at_end = false;
    while (!status && (!at_end || emitted < filled)) {
        if (!at_end && filled - emitted < run->batch_count) {
            struct batch *batch = &run->batches[filled % run->batch_count];
            status = fill(run, batch, &at_end, err);
            if (status)
                break;
            pthread_mutex_lock(&run->lock);
            batch->state = BATCH_READY;
            filled++;
            pthread_cond_signal(&run->ready);
            pthread_mutex_unlock(&run->lock);
        }
        struct batch *oldest = &run->batches[emitted % run->batch_count];
        pthread_mutex_lock(&run->lock);
        bool must_wait = at_end || filled - emitted == run->batch_count;
        while (must_wait && emitted < filled && oldest->state != BATCH_DONE)
            pthread_cond_wait(&run->done, &run->lock);
        bool is_done = emitted < filled && oldest->state == BATCH_DONE;
        pthread_mutex_unlock(&run->lock);
        if (is_done) {
            status = emit(run, oldest, err);
            pthread_mutex_lock(&run->lock);
            oldest->state = BATCH_FREE;
            pthread_mutex_unlock(&run->lock);
            emitted++;
        }
    }
    return status;
}

static enum sg_status run_threads(struct run *run, unsigned jobs, struct sg_error *err) {
    pthread_t threads[JOBS_MOST];
    unsigned started = 0;
    while (started < jobs && !pthread_create(&threads[started], NULL, worker, run))
        started++;
    enum sg_status status = started ? feed(run, err) : run_alone(run, err);
    pthread_mutex_lock(&run->lock);
    run->stopping = true;
    pthread_cond_broadcast(&run->ready);
    pthread_mutex_unlock(&run->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return status;
}

enum sg_status sg_corpus_run(const struct sg_corpus_job *job, struct sg_reader *reader,
                             size_t *documents, struct sg_error *err) {
    unsigned jobs = job->jobs;
    if (!jobs) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = cores > 0 ? (unsigned)cores : 1;
    }
    if (jobs > JOBS_MOST)
        jobs = JOBS_MOST;
    struct run run = {.job = job,
                      .reader = reader,
                      .batch_count = jobs > 1 ? 4 * (size_t)jobs : 1,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .ready = PTHREAD_COND_INITIALIZER,
                      .done = PTHREAD_COND_INITIALIZER};
    run.batches = calloc(run.batch_count, sizeof *run.batches);
    if (!run.batches)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = jobs > 1 ? run_threads(&run, jobs, err) : run_alone(&run, err);
    for (size_t i = 0; i < run.batch_count; i++) {
        sg_arena_release(&run.batches[i].documents);
        sg_arena_release(&run.batches[i].work);
        sg_buf_release(&run.batches[i].rendered);
    }
    free(run.batches);
    if (documents)
        *documents = run.documents;
    return status;
}
