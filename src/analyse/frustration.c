/* Actors take one of two sides; a friendly tie between sides and a hostile one within a side are
 * frustrated. Local search gives a bound from above, edge-disjoint cycles with an odd number of
 * hostile ties one from below (each needs a change of its own), and branch and bound closes the gap
 * where the graph is small: a node's cost on either side, given those that are placed, is a bound
 * that adds up over the nodes that are not (Aref, Mason and Wilson 2020 compare such methods). */
#include "analyse/frustration.h"

#include "analyse/rng.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct search {
    size_t n, m;
    const struct sg_signed_tie *ties;
    uint32_t *first, *around; /* ties of each node */
    int8_t *side;             /* 0, 1; -1 not placed */
    uint32_t *order;          /* in which nodes are placed */
    uint32_t (*cost)[2];      /* of each unplaced node, toward those placed */
    size_t high;
    size_t steps, steps_most;
    bool is_cut_short;
};

static uint32_t other_end(const struct search *s, uint32_t tie, uint32_t node) {
    return s->ties[tie].a == node ? s->ties[tie].b : s->ties[tie].a;
}

static bool is_frustrated(const struct search *s, uint32_t tie) {
    bool is_together = s->side[s->ties[tie].a] == s->side[s->ties[tie].b];
    return is_together ? s->ties[tie].sign < 0 : s->ties[tie].sign > 0;
}

/* --- from above: random sides, then every node to its better side until none gains. */
static size_t descend(struct search *s, struct sg_rng *rng) {
    size_t frustrated = 0;
    for (size_t i = 0; i < s->n; i++)
        s->side[i] = (int8_t)sg_rng_below(rng, 2);
    for (bool has_moved = true; has_moved;) {
        has_moved = false;
        for (uint32_t i = 0; i < s->n; i++) {
            long gain = 0;
            for (uint32_t t = s->first[i]; t < s->first[i + 1]; t++)
                gain += is_frustrated(s, s->around[t]) ? 1 : -1;
            if (gain > 0) {
                s->side[i] = (int8_t)!s->side[i];
                has_moved = true;
            }
        }
    }
    for (uint32_t t = 0; t < s->m; t++)
        frustrated += is_frustrated(s, t);
    return frustrated;
}

/* --- from below: breadth-first trees over the ties that are left; the first tie that contradicts
 * the sides of its tree closes an unbalanced cycle, which is taken out. */
static size_t count_cycles(const struct search *s, size_t cycles_most) {
    uint32_t *parent = malloc((s->n + 1) * sizeof *parent); /* tie toward the root */
    uint32_t *depth = malloc((s->n + 1) * sizeof *depth);
    uint32_t *queue = malloc((s->n + 1) * sizeof *queue);
    bool *is_used = calloc(s->m + 1, sizeof *is_used);
    size_t cycles = 0;
    bool has_found = parent && depth && queue && is_used;
    while (has_found && cycles < cycles_most) {
        has_found = false;
        memset(depth, 0xFF, s->n * sizeof *depth);
        for (uint32_t root = 0; root < s->n && !has_found; root++) {
            if (depth[root] != UINT32_MAX)
                continue;
            size_t head = 0, tail = 0;
            depth[root] = 0;
            s->side[root] = 0;
            parent[root] = UINT32_MAX;
            queue[tail++] = root;
            while (head < tail && !has_found) {
                uint32_t node = queue[head++];
                for (uint32_t k = s->first[node]; k < s->first[node + 1] && !has_found; k++) {
                    uint32_t tie = s->around[k], next = other_end(s, tie, node);
                    if (is_used[tie])
                        continue;
                    int8_t side = s->ties[tie].sign > 0 ? s->side[node] : (int8_t)!s->side[node];
                    if (depth[next] == UINT32_MAX) {
                        depth[next] = depth[node] + 1;
                        s->side[next] = side;
                        parent[next] = tie;
                        queue[tail++] = next;
                    } else if (s->side[next] != side) {
                        uint32_t a = node, b = next;
                        is_used[tie] = has_found = true;
                        while (a != b) { /* climb to where the branches meet */
                            uint32_t *low = depth[a] >= depth[b] ? &a : &b;
                            uint32_t up = parent[*low];
                            is_used[up] = true;
                            *low = other_end(s, up, *low);
                        }
                    }
                }
            }
        }
        cycles += has_found;
    }
    free(parent);
    free(depth);
    free(queue);
    free(is_used);
    return cycles;
}

/* --- branch and bound. */

static void place(struct search *s, uint32_t node, int8_t side, int by) {
    for (uint32_t t = s->first[node]; t < s->first[node + 1]; t++) {
        uint32_t other = other_end(s, s->around[t], node);
        if (s->side[other] >= 0)
            continue;
        /* a friend pays on the other side, a foe on the same one */
        int wrong = s->ties[s->around[t]].sign > 0 ? !side : side;
        s->cost[other][wrong] += (uint32_t)by;
    }
}

static void branch(struct search *s, size_t placed, size_t cost) {
    if (s->is_cut_short || cost >= s->high)
        return;
    if (placed == s->n) {
        s->high = cost;
        return;
    }
    if (++s->steps > s->steps_most) {
        s->is_cut_short = true;
        return;
    }
    size_t bound = cost;
    for (size_t i = placed; i < s->n; i++) {
        const uint32_t *c = s->cost[s->order[i]];
        bound += c[0] < c[1] ? c[0] : c[1];
        if (bound >= s->high)
            return;
    }
    /* next the node whose sides differ most: a wrong turn shows at once */
    size_t next = placed;
    long most = -1;
    for (size_t i = placed; i < s->n; i++) {
        const uint32_t *c = s->cost[s->order[i]];
        long difference = c[0] > c[1] ? (long)(c[0] - c[1]) : (long)(c[1] - c[0]);
        long weight = 4096 * difference + (long)(s->first[s->order[i] + 1] - s->first[s->order[i]]);
        if (weight > most) {
            most = weight;
            next = i;
        }
    }
    uint32_t node = s->order[next];
    s->order[next] = s->order[placed];
    s->order[placed] = node;
    int8_t better = s->cost[node][0] <= s->cost[node][1] ? 0 : 1;
    for (int turn = 0; turn < (placed ? 2 : 1); turn++) { /* the first node's side is free */
        int8_t side = turn ? (int8_t)!better : better;
        s->side[node] = side;
        place(s, node, side, 1);
        branch(s, placed + 1, cost + s->cost[node][side]);
        place(s, node, side, -1);
        s->side[node] = -1;
    }
    s->order[placed] = s->order[next];
    s->order[next] = node;
}

static bool make_search(struct search *s) {
    s->first = calloc(s->n + 2, sizeof *s->first);
    s->around = malloc((2 * s->m + 1) * sizeof *s->around);
    s->side = calloc(s->n + 1, sizeof *s->side);
    s->order = malloc((s->n + 1) * sizeof *s->order);
    s->cost = calloc(s->n + 1, sizeof *s->cost);
    if (!s->first || !s->around || !s->side || !s->order || !s->cost)
        return false;
    uint32_t *next = s->first + 1;
    for (size_t i = 0; i < s->m; i++) {
        next[s->ties[i].a + 1]++;
        next[s->ties[i].b + 1]++;
    }
    for (size_t i = 1; i <= s->n; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < s->m; i++) {
        s->around[next[s->ties[i].a]++] = (uint32_t)i;
        s->around[next[s->ties[i].b]++] = (uint32_t)i;
    }
    for (size_t i = 0; i < s->n; i++)
        s->order[i] = (uint32_t)i;
    return true;
}

enum sg_status sg_frustration(size_t *low, size_t *high, size_t node_count,
                              const struct sg_signed_tie *ties, size_t tie_count, uint64_t seed,
                              size_t search_most, struct sg_error *err) {
    struct search s = {.n = node_count, .m = tie_count, .ties = ties, .steps_most = search_most};
    struct sg_rng rng = {seed};
    bool is_made = make_search(&s);
    *low = 0;
    *high = s.high = tie_count;
    size_t tries = tie_count < 2000 ? 50 : 5;
    for (size_t i = 0; is_made && i < tries; i++) {
        size_t found = descend(&s, &rng);
        if (found < s.high)
            s.high = found;
    }
    if (is_made) {
        *low = count_cycles(&s, tie_count < 20000 ? tie_count : 200);
        if (*low < s.high && search_most) {
            memset(s.side, -1, s.n * sizeof *s.side);
            branch(&s, 0, 0);
            if (!s.is_cut_short)
                *low = s.high;
        }
        *high = s.high;
    }
    free(s.first);
    free(s.around);
    free(s.side);
    free(s.order);
    free(s.cost);
    return is_made ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}
