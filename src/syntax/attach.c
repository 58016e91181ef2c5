#include "syntax/attach.h"

#include <stdbool.h>
#include <string.h>

/* Most sentences are a tree when every word takes its best head; the others have a cycle or two,
 * which are contracted to one node each until none is left. */
struct graph {
    size_t size;         /* nodes 1 .. size - 1 are words, 0 is not used */
    float *score;        /* [dependent][head], of the contracted graph */
    uint16_t *real_dep;  /* the words that an arc of the contracted graph stands for */
    uint16_t *real_head; /* [dependent][head] */
    uint16_t *member;    /* [cycle][word]: the node of the cycle that holds it; 0: none */
    uint16_t *inner_dep; /* [cycle][node]: the arc into the node within the cycle */
    uint16_t *inner_head;
    uint16_t *node;  /* word -> the node that holds it now */
    uint16_t *best;  /* node -> its best head among the nodes */
    uint16_t *cycle; /* nodes of the cycle in hand */
    uint8_t *is_active, *state;
};

size_t sg_attach_room(size_t count) {
    size_t n = count + 1, cycles = n; /* each contraction takes one node away, at least */
    return n * n * (sizeof(float) + 2 * sizeof(uint16_t)) + cycles * n * 3 * sizeof(uint16_t) +
           n * 4 * sizeof(uint16_t) + 64;
}

static void lay_out(struct graph *g, void *room, size_t n) {
    size_t cycles = n;
    g->size = n;
    g->score = room;
    g->real_dep = (uint16_t *)(void *)(g->score + n * n);
    g->real_head = g->real_dep + n * n;
    g->member = g->real_head + n * n;
    g->inner_dep = g->member + cycles * n;
    g->inner_head = g->inner_dep + cycles * n;
    g->node = g->inner_head + cycles * n;
    g->best = g->node + n;
    g->cycle = g->best + n;
    g->is_active = (uint8_t *)(g->cycle + n);
    g->state = g->is_active + n;
}

#define LANES 4 /* comparisons side by side: each waits for the one before it */

static float most_of(const float *scores, size_t from, size_t end, float most) {
    float lane[LANES] = {most, most, most, most};
    for (; from + LANES <= end; from += LANES)
        for (size_t k = 0; k < LANES; k++)
            lane[k] = scores[from + k] > lane[k] ? scores[from + k] : lane[k];
    for (; from < end; from++)
        lane[0] = scores[from] > lane[0] ? scores[from] : lane[0];
    for (size_t k = 1; k < LANES; k++)
        lane[0] = lane[k] > lane[0] ? lane[k] : lane[0];
    return lane[0];
}

/* The first of the best heads among 1 .. count, `word` itself left out; count > 1. */
static size_t best_head(const float *scores, size_t count, size_t word) {
    size_t best = word == 1 ? 2 : 1;
    float most = most_of(scores, 1, word, scores[best]);
    most = most_of(scores, word + 1, count + 1, most);
    while (best == word || scores[best] < most)
        best++;
    return best;
}

/* Is there a cycle among words under their heads? */
static bool has_cycle(const uint32_t *heads, size_t count, uint8_t *state) {
    memset(state, 0, count + 1);
    for (size_t i = 1; i <= count; i++) {
        size_t at = i;
        while (at && !state[at]) {
            state[at] = 1;
            at = heads[at - 1];
        }
        if (at && state[at] == 1)
            return true;
        for (at = i; at && state[at] == 1; at = heads[at - 1])
            state[at] = 2;
    }
    return false;
}

static void choose_head(struct graph *g, size_t d) {
    const float *scores = g->score + d * g->size;
    size_t best = 0;
    for (size_t h = 1; h < g->size; h++)
        if (h != d && g->is_active[h] && (!best || scores[h] > scores[best]))
            best = h;
    g->best[d] = (uint16_t)best;
}

static void choose_heads(struct graph *g, size_t root) {
    for (size_t d = 1; d < g->size; d++)
        if (d != root)
            choose_head(g, d);
    g->best[root] = 0;
}

/* The same once a cycle was made one node: only of that node, of those whose head was in it and of
 * those that like it now as well as their own. 400 words without sense have a hundred cycles. */
static void choose_anew(struct graph *g, size_t root) {
    size_t n = g->size, into = g->cycle[0];
    for (size_t d = 1; d < n; d++)
        if (d != root && g->is_active[d] &&
            (d == into || g->state[g->best[d]] ||
             g->score[d * n + into] >= g->score[d * n + g->best[d]]))
            choose_head(g, d);
}

/* Nodes of a cycle into g->cycle; returns their number. */
static size_t find_cycle(struct graph *g) {
    memset(g->state, 0, g->size);
    for (size_t i = 1; i < g->size; i++) {
        size_t at = i;
        if (!g->is_active[i])
            continue;
        while (at && !g->state[at]) {
            g->state[at] = 1;
            at = g->best[at];
        }
        if (at && g->state[at] == 1) {
            size_t count = 0, start = at;
            do {
                g->cycle[count++] = (uint16_t)at;
                at = g->best[at];
            } while (at != start);
            return count;
        }
        for (at = i; at && g->state[at] == 1; at = g->best[at])
            g->state[at] = 2;
    }
    return 0;
}

/* Makes the cycle one node, its first; leaves its nodes marked in g->state. */
static void contract(struct graph *g, size_t index, size_t count) {
    size_t n = g->size, into = g->cycle[0];
    uint16_t *member = g->member + index * n;
    memset(member, 0, n * sizeof *member);
    memset(g->state, 0, n);
    for (size_t i = 0; i < count; i++) {
        size_t v = g->cycle[i];
        g->state[v] = 1;
        g->inner_dep[index * n + v] = g->real_dep[v * n + g->best[v]];
        g->inner_head[index * n + v] = g->real_head[v * n + g->best[v]];
    }
    for (size_t w = 1; w < n; w++)
        if (g->state[g->node[w]])
            member[w] = g->node[w];
    for (size_t x = 1; x < n; x++) {
        if (!g->is_active[x] || g->state[x])
            continue;
        size_t enter = into, leave = into;
        float enter_gain = 0;
        for (size_t i = 0; i < count; i++) {
            size_t v = g->cycle[i];
            float gain = g->score[v * n + x] - g->score[v * n + g->best[v]];
            if (!i || gain > enter_gain) {
                enter = v;
                enter_gain = gain;
            }
            if (g->score[x * n + v] > g->score[x * n + leave])
                leave = v;
        }
        /* `best` of the first node is read again by the other x: only its column x changes */
        uint16_t dep = g->real_dep[enter * n + x], head = g->real_head[enter * n + x];
        g->score[into * n + x] = enter_gain;
        g->real_dep[into * n + x] = dep;
        g->real_head[into * n + x] = head;
        g->score[x * n + into] = g->score[x * n + leave];
        g->real_dep[x * n + into] = g->real_dep[x * n + leave];
        g->real_head[x * n + into] = g->real_head[x * n + leave];
    }
    for (size_t i = 1; i < count; i++)
        g->is_active[g->cycle[i]] = 0;
    for (size_t w = 1; w < n; w++)
        if (member[w])
            g->node[w] = (uint16_t)into;
}

/* Every cycle is entered at one word from outside; its other nodes keep their arcs within. */
static void expand(struct graph *g, size_t index, uint32_t *heads) {
    size_t n = g->size, entered = 0;
    const uint16_t *member = g->member + index * n;
    for (size_t w = 1; w < n; w++)
        if (member[w] && heads[w - 1] != UINT32_MAX)
            entered = member[w];
    for (size_t w = 1; w < n; w++) {
        size_t v = member[w];
        if (v && v != entered && g->inner_dep[index * n + v] == w)
            heads[w - 1] = g->inner_head[index * n + v];
    }
}

static void attach_under(uint32_t *heads, const float *scores, size_t stride, size_t count,
                         size_t root, struct graph *g) {
    size_t n = count + 1, cycles = 0, length;
    for (size_t d = 1; d < n; d++) {
        g->is_active[d] = 1;
        g->node[d] = (uint16_t)d;
        for (size_t h = 1; h < n; h++) {
            g->score[d * n + h] = scores[(d - 1) * stride + h];
            g->real_dep[d * n + h] = (uint16_t)d;
            g->real_head[d * n + h] = (uint16_t)h;
        }
    }
    for (choose_heads(g, root); (length = find_cycle(g)); choose_anew(g, root))
        contract(g, cycles++, length);
    for (size_t i = 0; i < count; i++)
        heads[i] = UINT32_MAX;
    for (size_t d = 1; d < n; d++)
        if (g->is_active[d] && d != root)
            heads[g->real_dep[d * n + g->best[d]] - 1] = g->real_head[d * n + g->best[d]];
    heads[root - 1] = 0;
    while (cycles)
        expand(g, --cycles, heads);
}

void sg_attach(uint32_t *heads, const float *scores, size_t stride, size_t count, void *room) {
    size_t root = 1;
    float root_gain = 0;
    if (count == 1) {
        heads[0] = 0;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const float *row = scores + i * stride;
        heads[i] = (uint32_t)best_head(row, count, i + 1);
        float gain = row[0] - row[heads[i]];
        if (!i || gain > root_gain) {
            root = i + 1;
            root_gain = gain;
        }
    }
    heads[root - 1] = 0;
    struct graph g;
    lay_out(&g, room, count + 1);
    if (has_cycle(heads, count, g.state))
        attach_under(heads, scores, stride, count, root, &g);
}
