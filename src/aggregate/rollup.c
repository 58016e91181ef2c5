/* Officials become what they speak for. */
#include "aggregate/derive.h"

#include <stdlib.h>
#include <string.h>

#define CHAIN_MOST 8

static bool is_type(const struct sg_derivation *d, uint32_t node, const char *type) {
    return !strcmp(d->from->nodes[node].type, type);
}

/* The strongest affiliation of each node that has not ended; UINT32_MAX: none. */
static uint32_t *find_homes(struct sg_derivation *d) {
    size_t n = d->from->node_count;
    uint32_t *homes = sg_arena_array(d->arena, n + 1, sizeof *homes);
    const struct sg_edge **best = sg_arena_array(d->arena, n + 1, sizeof *best);
    if (!homes || !best)
        return NULL;
    for (size_t i = 0; i < n; i++)
        homes[i] = UINT32_MAX;
    for (size_t i = 0; i < d->edge_count; i++) {
        const struct sg_edge *edge = &d->edges[i], *old = best[edge->source];
        if (strcmp(edge->relation, SG_AFFILIATED) != 0 || edge->is_former)
            continue;
        /* edges stand by target id: the first of equals is the first by alphabet */
        if (!old || edge->claims > old->claims ||
            (edge->claims == old->claims && edge->documents > old->documents)) {
            best[edge->source] = edge;
            homes[edge->source] = edge->target;
        }
    }
    return homes;
}

/* A militia is nobody's voice but its own: "Khazali, leader of AAH" is AAH and goes no further. */
static uint32_t home_of(const struct sg_derivation *d, const uint32_t *homes, uint32_t node,
                        bool onward) {
    if (!is_type(d, node, "official") && !is_type(d, node, "person"))
        return node;
    for (int step = 0; step < CHAIN_MOST && homes[node] != UINT32_MAX; step++) {
        node = homes[node];
        if (!onward || is_type(d, node, "state") || is_type(d, node, "militia"))
            break;
    }
    return node;
}

/* Edges that become one stand together, the one with the best quotation first. */
static int compare_rolled(const void *a, const void *b) {
    const struct sg_edge *x = a, *y = b;
    int c = sg_edge_compare(a, b);
    return c ? c : sg_evidence_compare(&x->evidence, &y->evidence);
}

static int compare_tallies(const void *a, const void *b) {
    const struct sg_tally *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->outlet != y->outlet)
        return x->outlet < y->outlet ? -1 : 1;
    return (x->confidence > y->confidence) - (x->confidence < y->confidence);
}

static int compare_in_time(const void *a, const void *b) {
    return sg_evidence_compare_in_time(a, b);
}

/* Adds `other` to `edge`; the sums are made when all are together. */
static bool absorb(struct sg_derivation *d, struct sg_edge *edge, const struct sg_edge *other) {
    size_t t = edge->tally_count, s = edge->sentence_count;
    struct sg_tally *tallies =
        sg_arena_array(d->arena, t + other->tally_count + 1, sizeof *tallies);
    struct sg_evidence *sentences =
        sg_arena_array(d->arena, s + other->sentence_count + 1, sizeof *sentences);
    if (!tallies || !sentences)
        return false;
    if (t)
        memcpy(tallies, edge->tallies, t * sizeof *tallies);
    if (other->tally_count)
        memcpy(tallies + t, other->tallies, other->tally_count * sizeof *tallies);
    if (s)
        memcpy(sentences, edge->sentences, s * sizeof *sentences);
    if (other->sentence_count)
        memcpy(sentences + s, other->sentences, other->sentence_count * sizeof *sentences);
    edge->tallies = t + other->tally_count ? tallies : NULL;
    edge->tally_count = t + other->tally_count;
    edge->sentences = s + other->sentence_count ? sentences : NULL;
    edge->sentence_count = s + other->sentence_count;
    edge->weight += other->weight;
    edge->claims += other->claims;
    if (other->documents > edge->documents) /* for graphs without tallies: at least */
        edge->documents = other->documents;
    edge->is_former = edge->is_former && other->is_former;
    if (sg_evidence_compare(&other->evidence, &edge->evidence) < 0)
        edge->evidence = other->evidence;
    if (other->first && (!edge->first || strcmp(other->first, edge->first) < 0))
        edge->first = other->first;
    if (other->last && (!edge->last || strcmp(other->last, edge->last) > 0))
        edge->last = other->last;
    return true;
}

static void settle(struct sg_edge *edge) {
    struct sg_tally *tallies = (struct sg_tally *)edge->tallies; /* the derivation's own */
    size_t kept = 0;
    if (edge->tally_count > 1) {
        qsort(tallies, edge->tally_count, sizeof *tallies, compare_tallies);
        for (size_t i = 1; i < edge->tally_count; i++) {
            if (tallies[i].document == tallies[kept].document &&
                tallies[i].day == tallies[kept].day && tallies[i].outlet == tallies[kept].outlet) {
                tallies[kept].claims += tallies[i].claims;
                tallies[kept].confidence += tallies[i].confidence;
            } else {
                tallies[++kept] = tallies[i];
            }
        }
        edge->tally_count = kept + 1;
    }
    if (edge->sentence_count > 1)
        qsort(edge->sentences, edge->sentence_count, sizeof *edge->sentences, compare_in_time);
}

enum sg_status sg_derive_roll_up(struct sg_derivation *d, struct sg_error *err) {
    const char *mode = d->options->roll_up;
    if (!mode)
        return SG_OK;
    if (strcmp(mode, "organization") != 0 && strcmp(mode, "state") != 0)
        return sg_fail(err, SG_ERR_USAGE, "no roll-up '%s': take organization or state", mode);
    uint32_t *homes = find_homes(d);
    if (!homes)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    size_t count = 0;
    for (size_t i = 0; i < d->edge_count; i++) {
        struct sg_edge edge = d->edges[i];
        edge.source = home_of(d, homes, edge.source, !strcmp(mode, "state"));
        edge.target = home_of(d, homes, edge.target, !strcmp(mode, "state"));
        if (edge.source == edge.target)
            continue;
        if (!edge.is_directed && edge.source > edge.target) {
            uint32_t source = edge.source;
            edge.source = edge.target;
            edge.target = source;
        }
        d->edges[count++] = edge;
    }
    qsort(d->edges, count, sizeof *d->edges, compare_rolled);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct sg_edge *last = kept ? &d->edges[kept - 1] : NULL;
        if (last && last->source == d->edges[i].source && last->target == d->edges[i].target &&
            !strcmp(last->relation, d->edges[i].relation)) {
            if (!absorb(d, last, &d->edges[i]))
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        } else {
            d->edges[kept++] = d->edges[i];
        }
    }
    d->edge_count = kept;
    for (size_t i = 0; i < kept; i++)
        settle(&d->edges[i]);
    return SG_OK;
}
