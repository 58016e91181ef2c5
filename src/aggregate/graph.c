#include "aggregate/graph.h"

#include "aggregate/day.h"

#include <stdlib.h>
#include <string.h>

struct sg_graph_owner *sg_graph_owner_new(void) {
    struct sg_graph_owner *owner = calloc(1, sizeof *owner);
    if (owner)
        sg_arena_init(&owner->arena);
    return owner;
}

void sg_graph_free(struct sg_graph *graph) {
    if (!graph)
        return;
    struct sg_graph_owner *owner = (struct sg_graph_owner *)graph;
    sg_arena_release(&owner->arena);
    free(owner);
}

int sg_edge_compare(const void *a, const void *b) {
    const struct sg_edge *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return strcmp(x->relation, y->relation);
}

/* --- evidence */

struct sg_evidence sg_evidence_of_claim(const struct sg_claim *claim) {
    return (struct sg_evidence){.doc = claim->doc,
                                .date = claim->date,
                                .outlet = claim->outlet,
                                .text = claim->text,
                                .cue = claim->cue,
                                .rule = claim->rule,
                                .attribution = claim->attribution,
                                .confidence = claim->confidence,
                                .sentence = claim->sentence,
                                .start = claim->start,
                                .end = claim->end,
                                .role = claim->role};
}

/* NULL last. */
static int compare_strings(const char *a, const char *b) {
    if (!a || !b)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int compare_sizes(size_t a, size_t b) { return (a > b) - (a < b); }

static int compare_rest(const struct sg_evidence *a, const struct sg_evidence *b) {
    int c;
    if ((c = compare_sizes(a->sentence, b->sentence)) || (c = compare_sizes(a->start, b->start)) ||
        (c = compare_sizes(a->end, b->end)) || (c = compare_strings(a->text, b->text)) ||
        (c = compare_strings(a->cue, b->cue)) || (c = compare_strings(a->rule, b->rule)) ||
        (c = compare_strings(a->attribution, b->attribution)) ||
        (c = compare_strings(a->outlet, b->outlet)) || (c = compare_strings(a->role, b->role)))
        return c;
    return (a->confidence < b->confidence) - (a->confidence > b->confidence);
}

int sg_evidence_compare(const struct sg_evidence *a, const struct sg_evidence *b) {
    int c = (a->confidence < b->confidence) - (a->confidence > b->confidence);
    if (c || (c = compare_strings(a->date, b->date)) || (c = compare_strings(a->doc, b->doc)))
        return c;
    return compare_rest(a, b);
}

int sg_evidence_compare_in_time(const struct sg_evidence *a, const struct sg_evidence *b) {
    int c = compare_strings(a->date, b->date);
    if (c || (c = compare_strings(a->doc, b->doc)))
        return c;
    return compare_rest(a, b);
}

static bool copy_string(const char **field, struct sg_arena *arena) {
    return !*field || (*field = sg_arena_strdup(arena, *field)) != NULL;
}

bool sg_evidence_copy(struct sg_evidence *out, const struct sg_evidence *from,
                      struct sg_arena *arena) {
    *out = *from;
    return copy_string(&out->doc, arena) && copy_string(&out->date, arena) &&
           copy_string(&out->outlet, arena) && copy_string(&out->text, arena) &&
           copy_string(&out->cue, arena) && copy_string(&out->rule, arena) &&
           copy_string(&out->attribution, arena) && copy_string(&out->role, arena);
}

/* --- counts */

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t count_distinct(uint32_t *numbers, size_t count) {
    qsort(numbers, count, sizeof *numbers, compare_numbers);
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++)
        distinct += i == 0 || numbers[i] != numbers[i - 1];
    return distinct;
}

static const char *write_day(int32_t day, struct sg_arena *arena) {
    char text[11];
    if (day == SG_NO_DAY)
        return NULL;
    sg_day_write(text, day);
    return sg_arena_strdup(arena, text);
}

struct span {
    int32_t first, last;
};

static void widen(struct span *span, int32_t day) {
    if (day == SG_NO_DAY)
        return;
    if (span->first == SG_NO_DAY || day < span->first)
        span->first = day;
    if (span->last == SG_NO_DAY || day > span->last)
        span->last = day;
}

/* `scratch` holds as many numbers as the edge has tallies. */
static void count_edge(struct sg_edge *edge, uint32_t *scratch, struct span *all,
                       struct sg_arena *arena) {
    struct span span = {SG_NO_DAY, SG_NO_DAY};
    size_t outlets = 0;
    edge->claims = edge->documents = 0;
    for (size_t i = 0; i < edge->tally_count; i++) {
        const struct sg_tally *tally = &edge->tallies[i];
        edge->claims += tally->claims;
        edge->documents += i == 0 || tally->document != edge->tallies[i - 1].document;
        if (tally->outlet != SG_NO_OUTLET)
            scratch[outlets++] = tally->outlet;
        widen(&span, tally->day);
        widen(all, tally->day);
    }
    edge->sources = count_distinct(scratch, outlets);
    if (!edge->sources)
        edge->sources = 1;
    edge->first = write_day(span.first, arena);
    edge->last = write_day(span.last, arena);
}

static bool count_nodes(struct sg_graph *graph) {
    size_t *starts = calloc(graph->node_count + 1, sizeof *starts);
    size_t total = 0;
    if (!starts)
        return false;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        starts[edge->source + 1] += edge->tally_count;
        starts[edge->target + 1] += edge->tally_count;
        total += 2 * edge->tally_count;
    }
    for (size_t i = 0; i < graph->node_count; i++)
        starts[i + 1] += starts[i];
    uint32_t *documents = malloc((total + 1) * sizeof *documents);
    size_t *next = malloc((graph->node_count + 1) * sizeof *next);
    if (documents && next) {
        memcpy(next, starts, (graph->node_count + 1) * sizeof *next);
        for (size_t i = 0; i < graph->edge_count; i++) {
            const struct sg_edge *edge = &graph->edges[i];
            for (size_t t = 0; t < edge->tally_count; t++) {
                documents[next[edge->source]++] = edge->tallies[t].document;
                documents[next[edge->target]++] = edge->tallies[t].document;
            }
        }
        for (size_t i = 0; i < graph->node_count; i++)
            graph->nodes[i].documents =
                count_distinct(documents + starts[i], starts[i + 1] - starts[i]);
    }
    bool is_done = documents && next;
    free(documents);
    free(next);
    free(starts);
    return is_done;
}

bool sg_graph_count(struct sg_graph_owner *owner) {
    struct sg_graph *graph = &owner->graph;
    struct span all = {SG_NO_DAY, SG_NO_DAY};
    size_t longest = 0;
    bool has_tallies = false;
    for (size_t i = 0; i < graph->edge_count; i++) {
        has_tallies |= graph->edges[i].tallies != NULL;
        if (graph->edges[i].tally_count > longest)
            longest = graph->edges[i].tally_count;
    }
    uint32_t *scratch = malloc((longest + 1) * sizeof *scratch);
    if (!scratch)
        return false;
    graph->claims = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].claims = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        struct sg_edge *edge = &graph->edges[i];
        if (edge->tallies)
            count_edge(edge, scratch, &all, &owner->arena);
        graph->claims += edge->claims;
        if (strcmp(edge->relation, SG_COOCCURS) != 0) {
            graph->nodes[edge->source].claims += edge->claims;
            graph->nodes[edge->target].claims += edge->claims;
        }
    }
    free(scratch);
    if (has_tallies) {
        graph->first = write_day(all.first, &owner->arena);
        graph->last = write_day(all.last, &owner->arena);
        if (!count_nodes(graph))
            return false;
    }
    return !sg_arena_failed(&owner->arena);
}
