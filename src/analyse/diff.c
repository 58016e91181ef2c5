/* Two graphs side by side. Edges stand by the ids of their actors in both, so one walk over the two
 * lists finds what is in one, in the other, and in both. */
#include <math.h>
#include <stancegraph/analysis.h>
#include <stdlib.h>
#include <string.h>

#define STRONGER_BY 1.5
#define STRONGER_LEAST 2.0

static const char *const names[] = {"new", "lost", "flipped", "stronger", "weaker", "same"};

const char *sg_change_name(enum sg_change_kind kind) { return names[kind]; }

/* All signed edges of one ordered pair; `next` is where the following pair begins. */
struct pair {
    const struct sg_node *source, *target;
    double friendly, hostile;
    const struct sg_edge *best;
    size_t next;
};

/* The next pair with a signed edge at or behind `from`; false at the end. */
static bool next_pair(struct pair *out, const struct sg_graph *graph, size_t from) {
    for (size_t i = from; i < graph->edge_count; i = out->next) {
        const struct sg_edge *first = &graph->edges[i];
        *out = (struct pair){.source = &graph->nodes[first->source],
                             .target = &graph->nodes[first->target]};
        for (out->next = i; out->next < graph->edge_count; out->next++) {
            const struct sg_edge *edge = &graph->edges[out->next];
            if (edge->source != first->source || edge->target != first->target)
                break;
            if (!edge->sign)
                continue;
            *(edge->sign > 0 ? &out->friendly : &out->hostile) += edge->weight;
            if (!out->best || edge->weight > out->best->weight)
                out->best = edge;
        }
        if (out->best)
            return true;
    }
    return false;
}

static int compare_pairs(const struct pair *a, const struct pair *b) {
    int c = strcmp(a->source->id, b->source->id);
    return c ? c : strcmp(a->target->id, b->target->id);
}

static enum sg_change_kind kind_of(const struct sg_change *change) {
    double before = change->friendly_before + change->hostile_before;
    double after = change->friendly_after + change->hostile_after;
    double net_before = change->friendly_before - change->hostile_before;
    double net_after = change->friendly_after - change->hostile_after;
    if (before == 0)
        return SG_CHANGE_NEW;
    if (after == 0)
        return SG_CHANGE_LOST;
    if (net_before * net_after < 0)
        return SG_CHANGE_FLIPPED;
    if (after >= STRONGER_BY * before && after - before >= STRONGER_LEAST)
        return SG_CHANGE_STRONGER;
    if (before >= STRONGER_BY * after && before - after >= STRONGER_LEAST)
        return SG_CHANGE_WEAKER;
    return SG_CHANGE_SAME;
}

static double size_of(const struct sg_change *change) {
    double net = (change->friendly_after - change->hostile_after) -
                 (change->friendly_before - change->hostile_before);
    return fabs(net);
}

static int compare_changes(const void *a, const void *b) {
    const struct sg_change *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (size_of(x) != size_of(y))
        return size_of(x) > size_of(y) ? -1 : 1;
    int c = strcmp(x->source->id, y->source->id);
    return c ? c : strcmp(x->target->id, y->target->id);
}

enum sg_status sg_graph_diff(struct sg_diff **out, const struct sg_graph *before,
                             const struct sg_graph *after, struct sg_error *err) {
    struct sg_diff *diff = calloc(1, sizeof *diff);
    struct pair old, new;
    *out = NULL;
    if (!diff || !(diff->changes =
                       calloc(before->edge_count + after->edge_count + 1, sizeof *diff->changes))) {
        free(diff);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    bool has_old = next_pair(&old, before, 0), has_new = next_pair(&new, after, 0);
    while (has_old || has_new) {
        struct sg_change *change = &diff->changes[diff->change_count++];
        int order = !has_old ? 1 : !has_new ? -1 : compare_pairs(&old, &new);
        if (order <= 0) {
            change->source = old.source;
            change->target = old.target;
            change->friendly_before = old.friendly;
            change->hostile_before = old.hostile;
            change->evidence = &old.best->evidence;
        }
        if (order >= 0) {
            change->source = new.source;
            change->target = new.target;
            change->friendly_after = new.friendly;
            change->hostile_after = new.hostile;
            change->evidence = &new.best->evidence;
        }
        if (order <= 0)
            has_old = next_pair(&old, before, old.next);
        if (order >= 0)
            has_new = next_pair(&new, after, new.next);
        change->kind = kind_of(change);
    }
    qsort(diff->changes, diff->change_count, sizeof *diff->changes, compare_changes);
    *out = diff;
    return SG_OK;
}

void sg_diff_free(struct sg_diff *diff) {
    if (!diff)
        return;
    free(diff->changes);
    free(diff);
}
