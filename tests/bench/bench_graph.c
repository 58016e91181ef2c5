/* usage: bench_graph [CLAIMS ACTORS]   aggregates made-up claims (5,000,000 about 2,000 actors
 * unless said otherwise), and prints seconds, edges and peak memory. bench_graph --claims CLAIMS
 * ACTORS   prints the claims as JSON lines, for `report`. Actors are met as in news: few often,
 * most seldom. Figures are for reading; nothing fails. */
#include "aggregate/claim_json.h"

#include <math.h>
#include <stancegraph/graph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t next(uint64_t *state) { /* a linear congruential generator: the same anywhere */
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static uint32_t pick_actor(uint64_t *state, uint32_t actors) {
    double u = (next(state) + 1.0) / 2147483649.0;
    return (uint32_t)(pow((double)actors + 1, u) - 1) % actors; /* log-uniform */
}

struct maker {
    uint64_t state;
    char source[24], target[24], doc[24], date[16], outlet[16];
};

static struct sg_claim make(struct maker *m, size_t i, uint32_t actors) {
    static const char *const relations[] = {"threatens", "accuses", "condemns", "backs"};
    uint32_t relation = next(&m->state) % 4, a = pick_actor(&m->state, actors), b;
    do
        b = pick_actor(&m->state, actors);
    while (b == a);
    size_t document = i / 8; /* eight claims a document */
    snprintf(m->source, sizeof m->source, "actor-%u", a);
    snprintf(m->target, sizeof m->target, "actor-%u", b);
    snprintf(m->doc, sizeof m->doc, "doc-%zu", document);
    snprintf(m->date, sizeof m->date, "20%02zu-%02zu-%02zu", 10 + document % 15,
             1 + document / 15 % 12, 1 + document / 180 % 28);
    snprintf(m->outlet, sizeof m->outlet, "outlet %zu", document % 40);
    return (struct sg_claim){
        .doc = m->doc,
        .date = m->date,
        .outlet = m->outlet,
        .sentence = i % 30,
        .text = "A spokesman said on Tuesday that the other side had broken the truce and would "
                "answer for it before long.",
        .relation = relations[relation],
        .sign = relation == 3 ? 1 : -1,
        .source = {.id = m->source, .name = m->source, .type = "state", .mention = "it"},
        .target = {.id = m->target, .name = m->target, .type = "militia", .mention = "it"},
        .cue = "said",
        .confidence = 0.5 + (next(&m->state) % 50) / 100.0,
        .rule = "bench"};
}

int main(int argc, char **argv) {
    bool prints = argc > 1 && !strcmp(argv[1], "--claims");
    size_t count = argc > 2 + prints ? strtoul(argv[1 + prints], NULL, 10) : 5000000;
    uint32_t actors = argc > 2 + prints ? (uint32_t)strtoul(argv[2 + prints], NULL, 10) : 2000;
    struct maker maker = {.state = 1};
    struct sg_graph_builder *builder = NULL;
    struct sg_graph *graph = NULL;
    struct sg_buf line;
    if (actors < 2 || sg_graph_builder_new(&builder, NULL))
        return 2;
    sg_buf_init(&line);
    double start = now();
    for (size_t i = 0; i < count; i++) {
        struct sg_claim claim = make(&maker, i, actors);
        if (prints) {
            sg_buf_clear(&line);
            sg_claim_write(&line, &claim);
            fputs(sg_buf_text(&line), stdout);
        } else if (sg_graph_builder_add(builder, &claim, NULL)) {
            return 1;
        }
    }
    sg_buf_release(&line);
    double added = now();
    if (!prints && !sg_graph_builder_finish(&graph, builder, NULL)) {
        size_t tallies = 0;
        struct rusage usage;
        for (size_t i = 0; i < graph->edge_count; i++)
            tallies += graph->edges[i].tally_count;
        getrusage(RUSAGE_SELF, &usage);
        printf("%zu claims of %zu documents: %zu actors, %zu edges, %zu tallies (an edge, a "
               "document and a day each)\nadded in %.1f s (%.0f a second), finished in %.1f s, "
               "peak %.0f MB\n",
               count, graph->document_count, graph->node_count, graph->edge_count, tallies,
               added - start, (double)count / (added - start), now() - added,
               (double)usage.ru_maxrss / 1024);
    }
    sg_graph_free(graph);
    sg_graph_builder_free(builder);
    return 0;
}
