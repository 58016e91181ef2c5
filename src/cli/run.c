/* Runs over the inputs: documents through the engine, claims files as they are. */
#include "cli/cli.h"

#include "aggregate/claim_json.h"
#include "base/minhash.h"
#include "engine_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Articles that --duplicates drop remembers: about 80 MB. */
#define SEEN_MOST ((size_t)200000)

/* A file of a million broken lines is told by its first ones. */
#define MESSAGES_MOST ((size_t)1000)

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A terminal sees how far it is, a pipe nothing. */
static void show_progress(struct sg_common *common, size_t documents, size_t done, size_t total) {
    if (common->is_quiet || !isatty(STDERR_FILENO))
        return;
    double at = now(), took = at - common->started;
    if (at - common->shown < 0.2)
        return;
    common->shown = at;
    double rate = took > 0 ? (double)done / 1e6 / took : 0;
    fprintf(stderr, "\r\033[K%zu documents, %.1f MB, %.1f MB/s", documents, (double)done / 1e6,
            rate);
    if (total > done && rate > 0)
        fprintf(stderr, ", %.0f %%, %.0f s left", 100.0 * (double)done / (double)total,
                (double)(total - done) / 1e6 / rate);
    fflush(stderr);
}

static void clear_progress(const struct sg_common *common) {
    if (common->shown > 0)
        fputs("\r\033[K", stderr);
}

/* --- claims files. */

/* A claims file begins with an object that has "relation" and "source": true and nothing is said
 * about the rest of it. Standard input and folders are documents. */
static bool is_claims_file(const char *path) {
    size_t length = strlen(path);
    struct stat info;
    if (length < 6 || strcmp(path + length - 6, ".jsonl") || stat(path, &info) ||
        !S_ISREG(info.st_mode))
        return false;
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    char head[4096];
    size_t got = fread(head, 1, sizeof head - 1, in);
    fclose(in);
    head[got] = '\0';
    char *end = strchr(head, '\n');
    if (end)
        *end = '\0';
    return strstr(head, "\"relation\"") && strstr(head, "\"source\"") &&
           !strstr(head, "\"mentions\"") && strstr(head, "\"doc\"");
}

typedef enum sg_status take_fn(void *context, const struct sg_claim *claim, struct sg_error *err);

static enum sg_status read_claims(struct sg_common *common, const char *path, take_fn *take,
                                  void *context, struct sg_error *err) {
    enum sg_status status = SG_OK;
    struct sg_arena arena;
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t length;
    sg_arena_init(&arena);
    FILE *in = fopen(path, "rb");
    if (!in) {
        status = sg_fail(err, SG_ERR_IO, "%s: cannot open: %s", path, strerror(errno));
        goto out;
    }
    while (!status && (length = getline(&line, &room, in)) >= 0) {
        struct sg_claim claim;
        struct sg_error why;
        number++;
        if (length && line[length - 1] == '\n')
            line[--length] = '\0';
        if (!length)
            continue;
        sg_arena_clear(&arena);
        if (sg_claim_read(&claim, &arena, line, (size_t)length, &why)) {
            if (common->is_strict)
                status = sg_fail(err, SG_ERR_DATA, "%s:%zu: %s", path, number, why.text);
            else
                sg_say("%s:%zu: %s; line skipped", path, number, why.text);
            common->skipped++;
            continue;
        }
        status = take(context, &claim, err);
    }
    if (!status && ferror(in))
        status = sg_fail(err, SG_ERR_IO, "%s: cannot read: %s", path, strerror(errno));
out:
    if (in)
        fclose(in);
    free(line);
    sg_arena_release(&arena);
    return status;
}

/* --- documents. */

struct reading_run {
    struct sg_common *common;
    struct sg_sketch_index *seen; /* --duplicates drop: earlier articles; else NULL */
    void (*render)(void *context, const struct sg_reading *reading, struct sg_buf *out);
    enum sg_status (*emit)(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err);
    void *context;
};

static void run_render(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    struct reading_run *run = context;
    run->render(run->context, reading, out);
}

static enum sg_status run_emit(void *context, const struct sg_reading *reading,
                               const struct sg_buf *rendered, struct sg_error *err) {
    struct reading_run *run = context;
    struct sg_sketch sketch;
    if (run->seen && reading->document->signature &&
        sg_sketch_read(&sketch, reading->document->signature) &&
        sg_sketch_index_add(run->seen, &sketch, SG_REPRINT_LIKENESS)) {
        run->common->reprints++;
        return SG_OK;
    }
    return run->emit(run->context, reading, rendered, err);
}

static bool run_skip(void *context, const struct sg_error *why) {
    struct reading_run *run = context;
    clear_progress(run->common);
    run->common->skipped++;
    if (run->common->is_strict)
        return false;
    if (run->common->skipped <= MESSAGES_MOST)
        sg_say("%s", why->text);
    if (run->common->skipped == MESSAGES_MOST)
        sg_say("more such messages are not shown, only counted");
    return true;
}

static void run_progress(void *context, size_t documents, size_t done, size_t total) {
    struct reading_run *run = context;
    show_progress(run->common, documents, done, total);
}

static void run_notice(void *context, const char *text) {
    struct sg_common *common = context;
    if (common->is_quiet)
        return;
    clear_progress(common);
    sg_say("note: %s", text);
}

static enum sg_status run_documents(struct sg_common *common, const char *const *paths,
                                    size_t count, const char *relations, enum sg_stage last,
                                    struct reading_run *run, struct sg_error *err) {
    struct sg_engine *engine = NULL;
    struct sg_reader *reader = NULL;
    struct sg_engine_options options = common->engine;
    if (!options.relations)
        options.relations = relations;
    options.keep_reprints = common->duplicates == SG_DUPLICATES_KEEP;
    enum sg_status status = sg_engine_load(&engine, &options, err);
    if (!status && common->duplicates == SG_DUPLICATES_DROP &&
        !(run->seen = sg_sketch_index_new(SEEN_MOST)))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status) {
        struct sg_read_options read = common->read;
        read.data = engine->data_dir;
        read.notice = run_notice;
        read.context = common;
        status = sg_reader_open(&reader, paths, count, &read, err);
    }
    if (!status) {
        struct sg_corpus_job job = {.engine = engine,
                                    .last = last,
                                    .jobs = common->jobs,
                                    .context = run,
                                    .render = run->render ? run_render : NULL,
                                    .emit = run_emit,
                                    .skip = run_skip,
                                    .progress = run_progress};
        size_t documents = 0;
        common->started = now();
        common->loaded = engine;
        status = sg_corpus_run(&job, reader, &documents, err);
        clear_progress(common);
        common->documents += documents - common->reprints;
    }
    sg_sketch_index_free(run->seen);
    run->seen = NULL;
    if (common->reprints && !common->is_quiet)
        sg_say("note: %zu reprint%s left out", common->reprints, common->reprints == 1 ? "" : "s");
    common->loaded = NULL;
    sg_reader_close(reader);
    sg_engine_free(engine);
    return status;
}

static enum sg_status need_inputs(const struct sg_common *common, struct sg_error *err) {
    return common->input_count
               ? SG_OK
               : sg_fail(err, SG_ERR_USAGE,
                         "no input: name files or folders, or - for standard input");
}

enum sg_status
sg_each_reading(struct sg_common *common, enum sg_stage last,
                void (*render)(void *context, const struct sg_reading *reading, struct sg_buf *out),
                enum sg_status (*emit)(void *context, const struct sg_reading *reading,
                                       const struct sg_buf *rendered, struct sg_error *err),
                void *context, struct sg_error *err) {
    struct reading_run run = {common, NULL, render, emit, context};
    enum sg_status status = need_inputs(common, err);
    if (status)
        return status;
    return run_documents(common, (const char *const *)common->inputs, common->input_count, NULL,
                         last, &run, err);
}

struct claim_run {
    take_fn *take;
    void *context;
};

static enum sg_status emit_claims(void *context, const struct sg_reading *reading,
                                  const struct sg_buf *rendered, struct sg_error *err) {
    struct claim_run *run = context;
    enum sg_status status = SG_OK;
    for (size_t i = 0; !status && i < reading->claim_count; i++)
        status = run->take(run->context, &reading->claims[i], err);
    return status;
}

enum sg_status sg_each_claim(struct sg_common *common, const char *relations, take_fn *take,
                             void *context, struct sg_error *err) {
    struct claim_run claims = {take, context};
    struct reading_run run = {common, NULL, NULL, emit_claims, &claims};
    enum sg_status status = need_inputs(common, err);
    if (status)
        return status;
    const char **documents = calloc(common->input_count, sizeof *documents);
    if (!documents)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    size_t count = 0;
    for (size_t i = 0; !status && i < common->input_count; i++) {
        if (is_claims_file(common->inputs[i]))
            status = read_claims(common, common->inputs[i], take, context, err);
        else
            documents[count++] = common->inputs[i];
    }
    if (!status && count)
        status = run_documents(common, documents, count, relations, SG_STAGE_STANCE, &run, err);
    free(documents);
    return status;
}

static enum sg_status add_claim(void *context, const struct sg_claim *claim, struct sg_error *err) {
    return sg_graph_builder_add(context, claim, err);
}

enum sg_status sg_build_graph(struct sg_graph **out, struct sg_common *common,
                              const char *relations, struct sg_error *err) {
    struct sg_graph_builder *builder = NULL;
    enum sg_status status = sg_graph_builder_new(&builder, err);
    if (!status && common->keeps_sentences)
        sg_graph_builder_keep_sentences(builder);
    if (!status)
        status = sg_each_claim(common, relations, add_claim, builder, err);
    if (!status)
        status = sg_graph_builder_finish(out, builder, err);
    sg_graph_builder_free(builder);
    return status;
}
