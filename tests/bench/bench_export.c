/* usage: bench_export [ACTORS TIES]   writes a made-up graph (10,000 actors, 100,000 ties unless
 * said otherwise) in every format that we write ourselves, and prints seconds, MB and the memory
 * that writing added. Figures are for reading; nothing fails on them. */
#include <stancegraph/export.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double peak_mb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static uint32_t
next(uint64_t *state) { /* a linear congruential generator: the same graph anywhere */
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static int by_ends(const void *left, const void *right) {
    const struct sg_edge *a = left, *b = right;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

static void make(struct sg_graph *graph, size_t actors, size_t ties) {
    static const char *const types[] = {"state", "official", "militia", "organization", "person"};
    static const char *const relations[] = {"threatens", "accuses", "condemns", "backs"};
    uint64_t state = 42;
    graph->nodes = calloc(actors, sizeof *graph->nodes);
    graph->edges = calloc(ties, sizeof *graph->edges);
    if (!graph->nodes || !graph->edges)
        exit(1);
    graph->node_count = actors;
    graph->edge_count = ties;
    for (size_t i = 0; i < actors; i++) {
        char *id = malloc(64), *name = malloc(64);
        if (!id || !name)
            exit(1);
        snprintf(id, 64, "actor-%06zu", i);
        snprintf(name, 64, "Actor Number %zu & Sons", i);
        graph->nodes[i] =
            (struct sg_node){.id = id, .name = name, .type = types[i % 5], .claims = i % 50};
    }
    for (size_t i = 0; i < ties; i++) { /* few are much talked of */
        uint32_t source = next(&state) % actors,
                 target = next(&state) % (1 + next(&state) % actors);
        int kind = (int)(next(&state) % 4);
        graph->edges[i] = (struct sg_edge){
            .source = source,
            .target = target == source ? (target + 1) % (uint32_t)actors : target,
            .relation = relations[kind],
            .sign = kind == 3 ? 1 : -1,
            .is_directed = true,
            .weight = 1 + next(&state) % 9,
            .claims = 2,
            .documents = 2,
            .sources = 1,
            .first = "2020-12-26",
            .last = "2021-01-03",
            .evidence = {
                .doc = "paper-2020-12-26-page-one",
                .date = "2020-12-26",
                .text = "The spokesman said on Saturday that the other side would pay for what it "
                        "had done, and \"soon\".",
                .cue = "would pay",
                .rule = "threatens/pay.v",
                .confidence = 0.87}};
    }
    qsort(graph->edges, ties, sizeof *graph->edges, by_ends);
}

/* Removes a file; its megabytes, 0 when it was not there. */
static double drop(const char *path, const char *ending) {
    char name[64];
    struct stat info = {0};
    snprintf(name, sizeof name, "%s%s", path, ending);
    if (stat(name, &info))
        return 0;
    unlink(name);
    return (double)info.st_size / 1e6;
}

int main(int argc, char **argv) {
    struct sg_graph graph = {0};
    make(&graph, argc > 2 ? strtoul(argv[1], NULL, 10) : 10000,
         argc > 2 ? strtoul(argv[2], NULL, 10) : 100000);
    printf("%zu actors, %zu ties\n%-9s %8s %9s %12s\n", graph.node_count, graph.edge_count,
           "format", "seconds", "MB", "peak +MB");
    for (size_t i = 0; sg_format_at(i); i++) {
        const char *name = sg_format_at(i)->name;
        if (!strcmp(name, "svg") || !strcmp(name, "png") || !strcmp(name, "pdf"))
            continue; /* Graphviz's time, not ours */
        char path[] = "/tmp/sg-bench-XXXXXX";
        int fd = mkstemp(path);
        struct sg_error err;
        struct sg_export_options options = {.format = name};
        double before = peak_mb(), start = now();
        enum sg_status status = sg_export(&graph, NULL, path, &options, &err);
        double seconds = now() - start;
        if (status)
            printf("%-9s %s\n", name, err.text);
        else
            printf("%-9s %8.2f %9.1f %12.1f\n", name, seconds,
                   drop(path, "") + drop(path, ".nodes.csv") + drop(path, ".edges.csv"),
                   peak_mb() - before);
        if (fd >= 0)
            close(fd);
        unlink(path);
    }
    return 0;
}
