/* usage: bench_stages FILE.jsonl.gz   runs the pipeline over the documents on one thread, up to
 * each stage in turn, and prints MB/s, the ratio to segmenting alone, the share of sentences
 * parsed, and peak memory. A missing file is a notice. Figures are for reading; nothing fails on
 * them. */
#include "base/arena.h"
#include "engine_parts.h"
#include "pipeline.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zlib.h>

/* as sg_corpus_run does it */
#define TOGETHER 128
#define TOGETHER_BYTES ((size_t)128 * 1024)

struct corpus {
    struct sg_document *documents;
    size_t count, bytes;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* of this one thread: others may be busy */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool load(struct corpus *out, struct sg_arena *arena, const char *path) {
    gzFile in = gzopen(path, "rb");
    if (!in)
        return false;
    size_t room = (size_t)64 << 20, capacity = 0;
    char *line = malloc(room);
    *out = (struct corpus){0};
    while (line && gzgets(in, line, (int)room)) {
        json_t *object = json_loads(line, 0, NULL);
        const char *text = json_string_value(json_object_get(object, "text"));
        out->documents =
            sg_arena_grow(arena, out->documents, out->count, &capacity, sizeof *out->documents);
        if (text && out->documents) {
            struct sg_document *d = &out->documents[out->count++];
            d->id = sg_arena_printf(arena, "%zu", out->count);
            d->text = sg_arena_strdup(arena, text);
            d->text_length = strlen(text);
            out->bytes += d->text_length;
        }
        json_decref(object);
    }
    free(line);
    gzclose(in);
    return out->count > 0;
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        enum sg_stage last;
    } stages[] = {{"clean + segment", SG_STAGE_SEGMENT},
                  {"+ recognise, names", SG_STAGE_RECOGNISE},
                  {"+ gate, parse", SG_STAGE_SYNTAX},
                  {"+ resolve", SG_STAGE_RESOLVE},
                  {"+ stance (all)", SG_STAGE_STANCE}};
    struct sg_arena kept, arena;
    struct corpus corpus;
    struct sg_engine *engine = NULL;
    struct sg_error err;
    if (argc < 2)
        return 2;
    sg_arena_init(&kept);
    sg_arena_init(&arena);
    if (!load(&corpus, &kept, argv[1])) {
        printf("skipped: %s is not there\n", argv[1]);
        return 77;
    }
    struct sg_engine_options options = {.parse_all = argc > 2 && !strcmp(argv[2], "--parse-all")};
    if (sg_engine_load(&engine, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%zu documents, %.1f MB, one thread%s\n", corpus.count, (double)corpus.bytes / 1e6,
           options.parse_all ? ", every sentence parsed" : "");
    double first = 0;
    struct sg_parser *parser = sg_parser_new(engine->syntax);
    for (size_t s = 0; s < sizeof stages / sizeof *stages; s++) {
        size_t sentences = 0, parsed = 0, claims = 0, tokens = 0;
        double start = now();
        for (size_t i = 0, end; i < corpus.count; i = end) {
            struct sg_pipeline_item items[TOGETHER];
            size_t bytes = 0;
            sg_arena_clear(&arena);
            for (end = i; end < corpus.count && end < i + TOGETHER && bytes < TOGETHER_BYTES;
                 end++) {
                items[end - i] =
                    (struct sg_pipeline_item){.reading.document = &corpus.documents[end]};
                bytes += corpus.documents[end].text_length;
            }
            sg_pipeline_run_together(items, end - i, engine, stages[s].last, parser, &arena);
            for (size_t d = 0; d < end - i; d++) {
                const struct sg_reading *reading = &items[d].reading;
                if (items[d].status) {
                    fprintf(stderr, "%s\n", items[d].error.text);
                    return 1;
                }
                sentences += reading->sentence_count;
                tokens += reading->token_count;
                claims += reading->claim_count;
                for (size_t k = 0; k < reading->sentence_count; k++)
                    parsed += reading->sentences[k].is_parsed;
            }
        }
        double took = now() - start;
        if (!s)
            first = took;
        printf("%-20s %7.2f MB/s  %9.0f tokens/s  ratio %5.2f", stages[s].name,
               (double)corpus.bytes / 1e6 / took, (double)tokens / took, took / first);
        if (stages[s].last >= SG_STAGE_SYNTAX)
            printf("  parsed %.1f %% of %zu sentences", 100.0 * (double)parsed / (double)sentences,
                   sentences);
        if (stages[s].last == SG_STAGE_STANCE)
            printf("  %zu claims", claims);
        printf("\n");
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %.0f MB (%.0f MB of it the corpus)\n", (double)usage.ru_maxrss / 1e3,
           (double)corpus.bytes / 1e6);
    sg_parser_free(parser);
    sg_engine_free(engine);
    sg_arena_release(&kept);
    sg_arena_release(&arena);
    return 0;
}
