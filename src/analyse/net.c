#include "analyse/net.h"

#include <stdlib.h>
#include <string.h>

static const char *const layers[] = {"stance",       "positive", "negative", "affiliation",
                                     "cooccurrence", "all",      "net"};

bool sg_layer_has(const char *layer, const struct sg_edge *edge) {
    if (!strcmp(layer, "stance") || !strcmp(layer, "net"))
        return edge->sign != 0;
    if (!strcmp(layer, "positive"))
        return edge->sign > 0;
    if (!strcmp(layer, "negative"))
        return edge->sign < 0;
    if (!strcmp(layer, "affiliation"))
        return edge->sign == 0 && edge->is_directed;
    if (!strcmp(layer, "cooccurrence"))
        return !edge->is_directed;
    return true;
}

const char *sg_layer_choose(const struct sg_graph *graph, const char *asked, struct sg_error *err) {
    if (asked) {
        for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
            if (!strcmp(asked, layers[i]))
                return layers[i];
        sg_fail(err, SG_ERR_USAGE,
                "no layer '%s': take stance, positive, negative, affiliation, cooccurrence, all or "
                "net",
                asked);
        return NULL;
    }
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].sign)
            return layers[0];
    return layers[5];
}

static int compare_ties(const void *a, const void *b) {
    const struct sg_tie *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    /* equal pairs are summed: a fixed order keeps the sum's last bit */
    if (x->weight != y->weight)
        return x->weight < y->weight ? -1 : 1;
    if (x->positive != y->positive)
        return x->positive < y->positive ? -1 : 1;
    return 0;
}

/* Sorts and adds up the ties of equal pairs; returns how many are left. */
static size_t merge_ties(struct sg_tie *ties, size_t count) {
    if (!count)
        return 0;
    qsort(ties, count, sizeof *ties, compare_ties);
    size_t kept = 0;
    for (size_t i = 1; i < count; i++) {
        struct sg_tie *last = &ties[kept];
        if (last->from == ties[i].from && last->to == ties[i].to) {
            last->weight += ties[i].weight;
            last->positive += ties[i].positive;
            last->negative += ties[i].negative;
        } else {
            ties[++kept] = ties[i];
        }
    }
    return kept + 1;
}

enum side { BY_FROM, BY_TO, BY_BOTH };

static bool make_adjacency(struct sg_adjacency *out, size_t node_count, const struct sg_tie *ties,
                           size_t tie_count, enum side side) {
    out->first = calloc(node_count + 2, sizeof *out->first);
    out->ties = malloc((2 * tie_count + 1) * sizeof *out->ties);
    if (!out->first || !out->ties)
        return false;
    uint32_t *next = out->first + 1; /* becomes the starts while it is filled */
    for (size_t i = 0; i < tie_count; i++) {
        if (side != BY_TO)
            next[ties[i].from + 1]++;
        if (side != BY_FROM)
            next[ties[i].to + 1]++;
    }
    for (size_t i = 1; i <= node_count; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < tie_count; i++) {
        if (side != BY_TO)
            out->ties[next[ties[i].from]++] = (uint32_t)i;
        if (side != BY_FROM)
            out->ties[next[ties[i].to]++] = (uint32_t)i;
    }
    return true;
}

/* Components by breadth-first search over pairs; then the largest becomes number 0. */
static bool find_components(struct sg_net *net) {
    size_t n = net->node_count;
    uint32_t *queue = malloc((n + 1) * sizeof *queue);
    net->component = malloc((n + 1) * sizeof *net->component);
    if (!queue || !net->component) {
        free(queue);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        net->component[i] = UINT32_MAX;
    uint32_t best = 0;
    for (size_t root = 0; root < n; root++) {
        if (net->component[root] != UINT32_MAX)
            continue;
        uint32_t number = (uint32_t)net->component_count++;
        size_t head = 0, tail = 0;
        queue[tail++] = (uint32_t)root;
        net->component[root] = number;
        while (head < tail) {
            uint32_t node = queue[head++];
            for (uint32_t i = net->around.first[node]; i < net->around.first[node + 1]; i++) {
                const struct sg_tie *pair = &net->pairs[net->around.ties[i]];
                uint32_t other = pair->from == node ? pair->to : pair->from;
                if (net->component[other] == UINT32_MAX) {
                    net->component[other] = number;
                    queue[tail++] = other;
                }
            }
        }
        if (tail > net->largest) {
            net->largest = tail;
            best = number;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (net->component[i] == best)
            net->component[i] = 0;
        else if (net->component[i] < best)
            net->component[i]++;
    }
    free(queue);
    return true;
}

/* Takes over `arcs`. */
static enum sg_status make_net(struct sg_net **out, size_t node_count, struct sg_tie *arcs,
                               size_t arc_count, struct sg_tie *pairs, size_t pair_count,
                               bool is_undirected, const char *layer, struct sg_error *err) {
    struct sg_net *net = calloc(1, sizeof *net);
    *out = NULL;
    if (!net || !arcs || !pairs) {
        free(net);
        free(arcs);
        free(pairs);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    net->node_count = node_count;
    net->arcs = arcs;
    net->arc_count = merge_ties(arcs, arc_count);
    net->pairs = pairs;
    net->pair_count = merge_ties(pairs, pair_count);
    net->is_undirected = is_undirected;
    net->layer = layer;
    if (!make_adjacency(&net->out, node_count, arcs, net->arc_count, BY_FROM) ||
        !make_adjacency(&net->in, node_count, arcs, net->arc_count, BY_TO) ||
        !make_adjacency(&net->around, node_count, pairs, net->pair_count, BY_BOTH) ||
        !find_components(net)) {
        sg_net_free(net);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    *out = net;
    return SG_OK;
}

static struct sg_tie turned(struct sg_tie tie) {
    uint32_t from = tie.from;
    tie.from = tie.to;
    tie.to = from;
    return tie;
}

static struct sg_tie as_pair(struct sg_tie tie) { return tie.from < tie.to ? tie : turned(tie); }

enum sg_status sg_net_make(struct sg_net **out, const struct sg_graph *graph, const char *layer,
                           struct sg_error *err) {
    *out = NULL;
    if (!(layer = sg_layer_choose(graph, layer, err)))
        return SG_ERR_USAGE;
    bool is_net = !strcmp(layer, "net"), is_undirected = true, has_negative = false;
    struct sg_tie *arcs = malloc((2 * graph->edge_count + 1) * sizeof *arcs);
    struct sg_tie *pairs = malloc((graph->edge_count + 1) * sizeof *pairs);
    size_t arc_count = 0, pair_count = 0;
    for (size_t i = 0; arcs && pairs && i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (!sg_layer_has(layer, edge) || edge->source == edge->target)
            continue;
        struct sg_tie tie = {.from = edge->source, .to = edge->target, .weight = edge->weight};
        if (edge->sign > 0)
            tie.positive = edge->weight;
        if (edge->sign < 0)
            tie.negative = edge->weight;
        if (is_net)
            tie.weight = tie.positive - tie.negative;
        arcs[arc_count++] = tie;
        pairs[pair_count++] = as_pair(tie);
        if (edge->is_directed)
            is_undirected = false;
        else
            arcs[arc_count++] = turned(tie);
    }
    is_undirected = is_undirected && pair_count;
    enum sg_status status = make_net(out, graph->node_count, arcs, arc_count, pairs, pair_count,
                                     is_undirected, layer, err);
    for (size_t i = 0; !status && i < (*out)->arc_count; i++)
        has_negative |= (*out)->arcs[i].weight <= 0;
    if (!status)
        (*out)->has_negative_weight = has_negative;
    return status;
}

enum sg_status sg_net_from_arcs(struct sg_net **out, size_t node_count, const struct sg_tie *given,
                                size_t given_count, bool is_undirected, struct sg_error *err) {
    struct sg_tie *arcs = malloc((given_count + 1) * sizeof *arcs);
    struct sg_tie *pairs = malloc((given_count + 1) * sizeof *pairs);
    size_t pair_count = 0;
    if (arcs && pairs && given_count)
        memcpy(arcs, given, given_count * sizeof *arcs);
    /* an undirected edge stands twice among the arcs and once among the pairs */
    for (size_t i = 0; arcs && pairs && i < given_count; i++)
        if (!is_undirected || given[i].from < given[i].to)
            pairs[pair_count++] = as_pair(given[i]);
    return make_net(out, node_count, arcs, given_count, pairs, pair_count, is_undirected, "stance",
                    err);
}

void sg_net_free(struct sg_net *net) {
    if (!net)
        return;
    free(net->arcs);
    free(net->pairs);
    free(net->out.first);
    free(net->out.ties);
    free(net->in.first);
    free(net->in.ties);
    free(net->around.first);
    free(net->around.ties);
    free(net->component);
    free(net);
}
