/* usage: bench_read PATH...   reading alone, and reading with cleaning and signing: bytes of the
 * files a second of processor time, one core, and the most memory that was used. */
#include "clean/clean.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int run(const char *path, const struct sg_boilerplate *boilerplate, const char *data) {
    struct sg_read_options options = {.data = data};
    struct sg_reader *reader;
    struct sg_arena arena;
    struct sg_error err;
    if (sg_reader_open(&reader, &path, 1, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    sg_arena_init(&arena);
    double start = seconds();
    size_t documents = 0, done, total;
    for (;;) {
        struct sg_document *document;
        sg_arena_clear(&arena);
        enum sg_status status = sg_reader_next(&document, reader, &arena, &err);
        if (status) {
            fprintf(stderr, "%s\n", err.text);
            continue;
        }
        if (!document)
            break;
        documents++;
        struct sg_reading reading = {.document = document};
        if (boilerplate && sg_clean(&reading, boilerplate, true, &arena, &err))
            fprintf(stderr, "%s\n", err.text);
    }
    double took = seconds() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    sg_reader_progress(reader, &done, &total);
    printf("%-18s %8zu documents %8.1f MB %8.1f MB/s %6ld kB at most  %s\n",
           boilerplate ? "read, clean, sign" : "read", documents, (double)total / 1e6,
           (double)total / 1e6 / took, usage.ru_maxrss, path);
    sg_reader_close(reader);
    sg_arena_release(&arena);
    return 0;
}

int main(int argc, char **argv) {
    const char *data = getenv("STANCEGRAPH_DATA");
    struct sg_boilerplate *boilerplate;
    struct sg_error err;
    if (argc < 2 || !data || sg_boilerplate_load(&boilerplate, data, &err)) {
        fputs("usage: STANCEGRAPH_DATA=data bench_read PATH...\n", stderr);
        return 2;
    }
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= run(argv[i], NULL, data) | run(argv[i], boilerplate, data);
    sg_boilerplate_free(boilerplate);
    return failed;
}
