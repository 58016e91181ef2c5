/* Structural balance: triads, and the frustration index block by block. */
#include "analyse/frustration.h"
#include "analyse/ig.h"
#include "analyse/net.h"

#include <math.h>
#include <stancegraph/analysis.h>
#include <stdlib.h>
#include <string.h>

/* Of the work that one block's branch and bound may take, in nodes looked at: about a second. */
#define SEARCH_MOST 200000000

/* The signed pairs of a net as a net of their own, with weight +1 or -1 (so that pairs and ties of
 * igraph stand in one order). */
static enum sg_status keep_signs(struct sg_net **out, struct sg_balance *balance,
                                 const struct sg_net *net, struct sg_error *err) {
    struct sg_tie *arcs = malloc((2 * net->pair_count + 1) * sizeof *arcs);
    size_t count = 0;
    if (!arcs)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < net->pair_count; i++) {
        const struct sg_tie *pair = &net->pairs[i];
        double sign = pair->positive - pair->negative;
        balance->positive += sign > 0;
        balance->negative += sign < 0;
        balance->mixed += sign == 0 && pair->positive > 0;
        if (sign == 0)
            continue;
        sign = sign > 0 ? 1 : -1;
        arcs[count++] = (struct sg_tie){.from = pair->from, .to = pair->to, .weight = sign};
        arcs[count++] = (struct sg_tie){.from = pair->to, .to = pair->from, .weight = sign};
    }
    enum sg_status status = sg_net_from_arcs(out, net->node_count, arcs, count, true, err);
    free(arcs);
    return status;
}

/* --- triads: each tie points to its end with more ties (then the higher number); two that leave a
 * node and are closed by a third make each triangle once. */

static bool points_up(const struct sg_net *net, uint32_t from, uint32_t to) {
    uint32_t a = net->around.first[from + 1] - net->around.first[from];
    uint32_t b = net->around.first[to + 1] - net->around.first[to];
    return a < b || (a == b && from < to);
}

static bool count_triads(struct sg_balance *balance, const struct sg_net *net) {
    int8_t *sign_to = calloc(net->node_count + 1, sizeof *sign_to);
    if (!sign_to)
        return false;
    for (uint32_t a = 0; a < net->node_count; a++) {
        for (int mark = 1; mark >= 0; mark--) {
            for (uint32_t t = net->around.first[a]; t < net->around.first[a + 1]; t++) {
                const struct sg_tie *ab = &net->pairs[net->around.ties[t]];
                uint32_t b = ab->from == a ? ab->to : ab->from;
                if (!points_up(net, a, b))
                    continue;
                sign_to[b] = mark ? (int8_t)ab->weight : 0;
            }
            for (uint32_t t = net->around.first[a]; mark && t < net->around.first[a + 1]; t++) {
                const struct sg_tie *ab = &net->pairs[net->around.ties[t]];
                uint32_t b = ab->from == a ? ab->to : ab->from;
                if (!points_up(net, a, b))
                    continue;
                for (uint32_t u = net->around.first[b]; u < net->around.first[b + 1]; u++) {
                    const struct sg_tie *bc = &net->pairs[net->around.ties[u]];
                    uint32_t c = bc->from == b ? bc->to : bc->from;
                    if (points_up(net, b, c) && sign_to[c])
                        balance->triads[(ab->weight < 0) + (bc->weight < 0) + (sign_to[c] < 0)]++;
                }
            }
        }
    }
    free(sign_to);
    size_t balanced = balance->triads[0] + balance->triads[2];
    size_t all = balanced + balance->triads[1] + balance->triads[3];
    balance->triad_balance = all ? (double)balanced / (double)all : NAN;
    return true;
}

/* --- frustration: every cycle lies in one biconnected block, so the blocks' numbers add up. */

struct block_tie {
    uint32_t block, tie;
};

static int compare_blocks(const void *a, const void *b) {
    const struct block_tie *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return (x->tie > y->tie) - (x->tie < y->tie);
}

static enum sg_status count_frustration(struct sg_balance *balance, const struct sg_net *net,
                                        uint64_t seed, struct sg_error *err) {
    size_t n = net->node_count, m = net->pair_count, block_count = 0;
    struct sg_ig *ig = NULL;
    uint32_t *block_of = calloc(m + 1, sizeof *block_of);
    uint32_t *number = malloc((n + 1) * sizeof *number);
    struct block_tie *sorted = malloc((m + 1) * sizeof *sorted);
    struct sg_signed_tie *ties = malloc((m + 1) * sizeof *ties);
    enum sg_status status = block_of && number && sorted && ties
                                ? sg_ig_open(&ig, net, false, err)
                                : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status)
        status = sg_ig_blocks(block_of, &block_count, ig, err);
    sg_ig_close(ig);
    for (size_t i = 0; !status && i < m; i++)
        sorted[i] = (struct block_tie){block_of[i], (uint32_t)i};
    if (!status)
        qsort(sorted, m, sizeof *sorted, compare_blocks);
    for (size_t i = 0; !status && i < m;) {
        size_t end = i, low, high;
        uint32_t nodes = 0;
        for (; end < m && sorted[end].block == sorted[i].block; end++) {
            const struct sg_tie *pair = &net->pairs[sorted[end].tie];
            number[pair->from] = number[pair->to] = UINT32_MAX;
        }
        for (size_t k = i; k < end; k++) {
            const struct sg_tie *pair = &net->pairs[sorted[k].tie];
            if (number[pair->from] == UINT32_MAX)
                number[pair->from] = nodes++;
            if (number[pair->to] == UINT32_MAX)
                number[pair->to] = nodes++;
            ties[k - i] = (struct sg_signed_tie){number[pair->from], number[pair->to],
                                                 pair->weight > 0 ? 1 : -1};
        }
        if (end - i > 2) { /* fewer ties make no cycle */
            status = sg_frustration(&low, &high, nodes, ties, end - i, seed,
                                    SEARCH_MOST / nodes / (nodes > 300 ? 1000 : 1), err);
            balance->frustration_low += low;
            balance->frustration_high += high;
        }
        i = end;
    }
    free(block_of);
    free(number);
    free(sorted);
    free(ties);
    return status;
}

enum sg_status sg_analyse_balance(struct sg_balance *out, const struct sg_graph *graph,
                                  const char *layer, uint64_t seed, struct sg_error *err) {
    struct sg_net *net = NULL, *signs = NULL;
    *out = (struct sg_balance){.triad_balance = NAN};
    enum sg_status status = sg_net_make(&net, graph, layer ? layer : "stance", err);
    if (!status)
        status = keep_signs(&signs, out, net, err);
    if (!status && !signs->pair_count)
        status = sg_fail(err, SG_ERR_UNDEFINED,
                         "balance needs friendly or hostile ties and the layer '%s' has none: take "
                         "transitivity",
                         net->layer);
    if (!status && !count_triads(out, signs))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status)
        status = count_frustration(out, signs, seed, err);
    sg_net_free(net);
    sg_net_free(signs);
    return status;
}
