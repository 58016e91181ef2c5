/* Signed communities: actors move one by one to the camp that raises signed modularity most, camps
 * merge where that raises it, until nothing does; then a camp is split into those whom friendly
 * ties hold together, since two that only share a foe are no camp to a reader ("the United States
 * and Syria"). From several seeds the best is kept. */
#include "analyse/camps.h"

#include "analyse/ig.h"
#include "analyse/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_PART = 1500, MERGES_MOST = 400, ROUNDS_MOST = 50 };

/* One run's state. A camp's number is below node_count; empty camps stay as numbers. */
struct run {
    const struct sg_net *net;
    double *friendly, *hostile;           /* strength of each node */
    double *all_friendly, *all_hostile;   /* of each component: both ends of every tie */
    uint32_t *camp;                       /* of each node */
    double *camp_friendly, *camp_hostile; /* summed strength of each camp */
    uint32_t *camp_size, *camp_part;      /* camp_part: its component */
    double *toward;                       /* scratch: net weight from a node to each camp */
    uint32_t *touched, *order, *slots;
};

static double ratio(double a, double b) { return b > 0 ? a / b : 0; }

/* What it is worth that node `i` stands in camp `c` (itself not counted in the camp's sums). */
static double worth(const struct run *r, uint32_t i, uint32_t c, double toward) {
    uint32_t part = r->net->component[i];
    return toward - ratio(r->friendly[i] * r->camp_friendly[c], r->all_friendly[part]) +
           ratio(r->hostile[i] * r->camp_hostile[c], r->all_hostile[part]);
}

static double net_weight(const struct sg_tie *tie) { return tie->positive - tie->negative; }

static void leave_camp(struct run *r, uint32_t i) {
    uint32_t c = r->camp[i];
    r->camp_friendly[c] -= r->friendly[i];
    r->camp_hostile[c] -= r->hostile[i];
    if (--r->camp_size[c] == 0) /* no crumbs of rounding in an empty camp */
        r->camp_friendly[c] = r->camp_hostile[c] = 0;
}

static void join_camp(struct run *r, uint32_t i, uint32_t c) {
    r->camp[i] = c;
    r->camp_friendly[c] += r->friendly[i];
    r->camp_hostile[c] += r->hostile[i];
    r->camp_size[c]++;
    r->camp_part[c] = r->net->component[i];
}

/* Moves the node where it is worth most; true when it moved. */
static bool move_node(struct run *r, uint32_t i, const uint32_t *camps, size_t camp_count) {
    const struct sg_net *net = r->net;
    uint32_t old = r->camp[i], best = old;
    size_t touched = 0;
    for (uint32_t t = net->around.first[i]; t < net->around.first[i + 1]; t++) {
        const struct sg_tie *pair = &net->pairs[net->around.ties[t]];
        uint32_t c = r->camp[pair->from == i ? pair->to : pair->from];
        if (isnan(r->toward[c])) {
            r->toward[c] = 0;
            r->touched[touched++] = c;
        }
        r->toward[c] += net_weight(pair);
    }
    leave_camp(r, i);
    double most = worth(r, i, old, isnan(r->toward[old]) ? 0 : r->toward[old]);
    for (size_t k = 0; k < touched + camp_count; k++) {
        uint32_t c = k < touched ? r->touched[k] : camps[k - touched];
        if (c == old || (k >= touched && (r->camp_size[c] == 0 || !isnan(r->toward[c]))))
            continue;
        double gain = worth(r, i, c, k < touched ? r->toward[c] : 0);
        if (gain > most + 1e-12) {
            most = gain;
            best = c;
        }
    }
    for (size_t k = 0; k < touched; k++)
        r->toward[r->touched[k]] = NAN;
    join_camp(r, i, best);
    return best != old;
}

/* The camps of a small part, to which any of its nodes may move, tied to them or not: two that have
 * the same foes may stand together. */
static size_t camps_of_part(struct run *r, uint32_t part, uint32_t *out) {
    size_t count = 0;
    for (size_t c = 0; c < r->net->node_count; c++)
        if (r->camp_size[c] && r->camp_part[c] == part)
            out[count++] = (uint32_t)c;
    return count;
}

static bool move_all(struct run *r, struct sg_rng *rng, const uint32_t *part_size) {
    size_t n = r->net->node_count;
    bool has_moved = false;
    for (size_t i = 0; i < n; i++)
        r->order[i] = (uint32_t)i;
    for (size_t i = n; i-- > 1;) {
        uint32_t j = sg_rng_below(rng, (uint32_t)i + 1), node = r->order[i];
        r->order[i] = r->order[j];
        r->order[j] = node;
    }
    uint32_t part = UINT32_MAX;
    size_t camp_count = 0, age = 0;
    for (size_t k = 0; k < n; k++) {
        uint32_t i = r->order[k];
        if (r->net->around.first[i] == r->net->around.first[i + 1])
            continue;
        /* the list may name camps that emptied since; a fresh one now and then is enough */
        if (r->net->component[i] != part || age++ > 64) {
            part = r->net->component[i];
            camp_count = part_size[part] <= SMALL_PART ? camps_of_part(r, part, r->slots) : 0;
            age = 0;
        }
        has_moved |= move_node(r, i, r->slots, camp_count);
    }
    return has_moved;
}

static uint32_t list_camps(struct run *r, uint32_t *number) {
    uint32_t count = 0;
    for (size_t c = 0; c < r->net->node_count; c++)
        number[c] = r->camp_size[c] ? count++ : UINT32_MAX;
    return count;
}

/* Merges the pair of camps that gains most, again and again; true when any were merged. */
static bool merge_camps(struct run *r) {
    const struct sg_net *net = r->net;
    uint32_t count = list_camps(r, r->slots);
    bool has_merged = false;
    if (count > MERGES_MOST)
        return false;
    double *between = calloc((size_t)count * count + 1, sizeof *between);
    uint32_t *members = malloc((count + 1) * sizeof *members);
    for (size_t c = 0; between && members && c < net->node_count; c++)
        if (r->slots[c] != UINT32_MAX)
            members[r->slots[c]] = (uint32_t)c;
    for (size_t i = 0; between && members && i < net->pair_count; i++) {
        uint32_t a = r->slots[r->camp[net->pairs[i].from]], b = r->slots[r->camp[net->pairs[i].to]];
        between[a * count + b] += net_weight(&net->pairs[i]);
        if (a != b)
            between[b * count + a] += net_weight(&net->pairs[i]);
    }
    while (between && members) {
        double most = 1e-12;
        uint32_t from = 0, to = 0;
        for (uint32_t a = 0; a < count; a++)
            for (uint32_t b = a + 1; b < count; b++) {
                uint32_t ca = members[a], cb = members[b];
                if (!r->camp_size[ca] || !r->camp_size[cb] || r->camp_part[ca] != r->camp_part[cb])
                    continue;
                uint32_t part = r->camp_part[ca];
                double gain =
                    between[a * count + b] -
                    ratio(r->camp_friendly[ca] * r->camp_friendly[cb], r->all_friendly[part]) +
                    ratio(r->camp_hostile[ca] * r->camp_hostile[cb], r->all_hostile[part]);
                if (gain > most) {
                    most = gain;
                    to = a;
                    from = b;
                }
            }
        if (from == to)
            break;
        has_merged = true;
        for (uint32_t i = 0; i < net->node_count; i++)
            if (r->camp[i] == members[from]) {
                leave_camp(r, i);
                join_camp(r, i, members[to]);
            }
        for (uint32_t c = 0; c < count; c++) {
            between[to * count + c] += between[from * count + c];
            between[c * count + to] = between[to * count + c];
        }
    }
    free(between);
    free(members);
    return has_merged;
}

static void start(struct run *r) {
    size_t n = r->net->node_count;
    memset(r->camp_size, 0, n * sizeof *r->camp_size);
    for (size_t i = 0; i < n; i++) {
        r->camp_friendly[i] = r->camp_hostile[i] = 0;
        r->toward[i] = NAN;
    }
    for (size_t i = 0; i < n; i++)
        join_camp(r, (uint32_t)i, (uint32_t)i);
}

/* Actors of one camp stay together where friendly ties inside it join them. A camp takes the number
 * of its first node. */
static void split_camps(struct run *r) {
    const struct sg_net *net = r->net;
    size_t n = net->node_count;
    uint32_t *old = r->slots, *queue = r->touched;
    memcpy(old, r->camp, n * sizeof *old);
    memset(r->camp_size, 0, n * sizeof *r->camp_size);
    for (size_t i = 0; i < n; i++) {
        r->camp_friendly[i] = r->camp_hostile[i] = 0;
        r->camp[i] = UINT32_MAX;
    }
    for (uint32_t root = 0; root < n; root++) {
        size_t head = 0, tail = 0;
        if (r->camp[root] != UINT32_MAX)
            continue;
        join_camp(r, root, root);
        queue[tail++] = root;
        while (head < tail) {
            uint32_t node = queue[head++];
            for (uint32_t t = net->around.first[node]; t < net->around.first[node + 1]; t++) {
                const struct sg_tie *pair = &net->pairs[net->around.ties[t]];
                uint32_t other = pair->from == node ? pair->to : pair->from;
                if (net_weight(pair) > 0 && old[other] == old[root] &&
                    r->camp[other] == UINT32_MAX) {
                    join_camp(r, other, root);
                    queue[tail++] = other;
                }
            }
        }
    }
}

/* The objective over the whole net, each part against its own totals. */
static double quality(const struct run *r) {
    const struct sg_net *net = r->net;
    double inside = 0, chance = 0, all = 0;
    for (size_t i = 0; i < net->pair_count; i++) {
        all += 2 * (net->pairs[i].positive + net->pairs[i].negative);
        if (r->camp[net->pairs[i].from] == r->camp[net->pairs[i].to])
            inside += 2 * net_weight(&net->pairs[i]);
    }
    for (size_t c = 0; c < net->node_count; c++)
        if (r->camp_size[c]) {
            uint32_t part = r->camp_part[c];
            chance += ratio(r->camp_friendly[c] * r->camp_friendly[c], r->all_friendly[part]) -
                      ratio(r->camp_hostile[c] * r->camp_hostile[c], r->all_hostile[part]);
        }
    return all > 0 ? (inside - chance) / all : 0;
}

/* Adjusted Rand index of two partitions, over nodes with ties. */
static double agreement(const struct sg_net *net, const uint32_t *a, const uint32_t *b) {
    size_t n = net->node_count, kept = 0;
    uint64_t *pairs = malloc((n + 1) * sizeof *pairs);
    double both = 0, in_a = 0, in_b = 0;
    uint32_t *count_a = calloc(n + 1, sizeof *count_a), *count_b = calloc(n + 1, sizeof *count_b);
    for (size_t i = 0; pairs && count_a && count_b && i < n; i++) {
        if (net->around.first[i] == net->around.first[i + 1])
            continue;
        pairs[kept++] = (uint64_t)a[i] << 32 | b[i];
        in_a += count_a[a[i]]++; /* pairs that this node makes with those before it */
        in_b += count_b[b[i]]++;
    }
    /* count equal pairs by sorting */
    for (size_t gap = kept / 2; pairs && gap > 0; gap /= 2)
        for (size_t i = gap; i < kept; i++)
            for (size_t j = i; j >= gap && pairs[j - gap] > pairs[j]; j -= gap) {
                uint64_t t = pairs[j];
                pairs[j] = pairs[j - gap];
                pairs[j - gap] = t;
            }
    for (size_t i = 0, run = 0; pairs && i < kept; i++) {
        run = i && pairs[i] == pairs[i - 1] ? run + 1 : 0;
        both += (double)run;
    }
    free(pairs);
    free(count_a);
    free(count_b);
    double all = (double)kept * ((double)kept - 1) / 2;
    double expected = all > 0 ? in_a * in_b / all : 0, most = (in_a + in_b) / 2;
    return most - expected > 1e-12 ? (both - expected) / (most - expected) : 1;
}

/* Camps in order of size, then of their first node; single actors get SG_NO_CAMP. */
static size_t number_camps(uint32_t *camps, const uint32_t *raw, const struct sg_net *net,
                           size_t *alone) {
    size_t n = net->node_count, count = 0;
    uint32_t *size = calloc(n + 1, sizeof *size), *number = malloc((n + 1) * sizeof *number);
    *alone = 0;
    for (size_t i = 0; size && number && i < n; i++) {
        size[raw[i]]++;
        number[raw[i]] = SG_NO_CAMP;
    }
    for (size_t wanted = n; size && number && wanted > 1; wanted--) {
        size_t next = 0; /* the next smaller size that there is, so that sizes are not all tried */
        for (size_t i = 0; i < n; i++) {
            uint32_t c = raw[i];
            if (size[c] == wanted && number[c] == SG_NO_CAMP)
                number[c] = (uint32_t)count++;
            if (size[c] < wanted && size[c] > next)
                next = size[c];
        }
        if (next < 2)
            break;
        wanted = next + 1;
    }
    for (size_t i = 0; size && number && i < n; i++) {
        camps[i] = number[raw[i]];
        *alone += camps[i] == SG_NO_CAMP && net->around.first[i] != net->around.first[i + 1];
    }
    free(size);
    free(number);
    return count;
}

static void judge(struct sg_camp_info *info, const struct sg_net *net, const uint32_t *camps) {
    double fits = 0, inside = 0, positive = 0, all = 0;
    for (size_t i = 0; i < net->pair_count; i++) {
        const struct sg_tie *pair = &net->pairs[i];
        double weight = pair->positive + pair->negative;
        bool is_inside = camps[pair->from] == camps[pair->to] && camps[pair->from] != SG_NO_CAMP;
        all += weight;
        positive += pair->positive;
        inside += is_inside ? weight : 0;
        fits += is_inside ? pair->positive : pair->negative;
    }
    if (!(all > 0)) {
        info->fit = info->polarisation = NAN;
        return;
    }
    double chance = (inside * positive + (all - inside) * (all - positive)) / (all * all);
    info->fit = fits / all;
    info->polarisation = chance < 1 ? (info->fit - chance) / (1 - chance) : NAN;
}

static bool make_run(struct run *r, const struct sg_net *net) {
    size_t n = net->node_count + 1;
    r->net = net;
    return (r->friendly = calloc(n, sizeof *r->friendly)) &&
           (r->hostile = calloc(n, sizeof *r->hostile)) &&
           (r->all_friendly = calloc(n, sizeof *r->all_friendly)) &&
           (r->all_hostile = calloc(n, sizeof *r->all_hostile)) &&
           (r->camp = calloc(n, sizeof *r->camp)) &&
           (r->camp_friendly = calloc(n, sizeof *r->camp_friendly)) &&
           (r->camp_hostile = calloc(n, sizeof *r->camp_hostile)) &&
           (r->camp_size = calloc(n, sizeof *r->camp_size)) &&
           (r->camp_part = calloc(n, sizeof *r->camp_part)) &&
           (r->toward = calloc(n, sizeof *r->toward)) &&
           (r->touched = calloc(n, sizeof *r->touched)) &&
           (r->order = calloc(n, sizeof *r->order)) && (r->slots = calloc(n, sizeof *r->slots));
}

static void free_run(struct run *r) {
    void *all[] = {r->friendly,      r->hostile,      r->all_friendly, r->all_hostile, r->camp,
                   r->camp_friendly, r->camp_hostile, r->camp_size,    r->camp_part,   r->toward,
                   r->touched,       r->order,        r->slots};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static void sum_strengths(struct run *r, uint32_t *part_size) {
    const struct sg_net *net = r->net;
    for (size_t i = 0; i < net->pair_count; i++) {
        const struct sg_tie *pair = &net->pairs[i];
        uint32_t part = net->component[pair->from];
        r->friendly[pair->from] += pair->positive;
        r->friendly[pair->to] += pair->positive;
        r->hostile[pair->from] += pair->negative;
        r->hostile[pair->to] += pair->negative;
        r->all_friendly[part] += 2 * pair->positive;
        r->all_hostile[part] += 2 * pair->negative;
    }
    for (size_t i = 0; i < net->node_count; i++)
        part_size[net->component[i]]++;
}

static enum sg_status find_signed(uint32_t *camps, size_t *count, struct sg_camp_info *info,
                                  const struct sg_net *net, uint64_t seed, struct sg_error *err) {
    size_t n = net->node_count, runs = n <= 2000 ? 10 : 4;
    struct run r = {0};
    uint32_t *found = malloc((runs * n + 1) * sizeof *found);
    uint32_t *part_size = calloc(n + 1, sizeof *part_size);
    bool is_made = make_run(&r, net) && found && part_size;
    size_t best = 0;
    info->value = -INFINITY;
    if (is_made)
        sum_strengths(&r, part_size);
    for (size_t k = 0; is_made && k < runs; k++) {
        struct sg_rng rng = {seed + k};
        start(&r);
        for (int round = 0; round < ROUNDS_MOST; round++) {
            bool has_moved = false;
            for (int sweep = 0; sweep < ROUNDS_MOST && move_all(&r, &rng, part_size); sweep++)
                has_moved = true;
            if (!merge_camps(&r) && (!has_moved || round > 0))
                break;
        }
        split_camps(&r);
        double value = quality(&r);
        memcpy(found + k * n, r.camp, n * sizeof *found);
        if (value > info->value + 1e-12) {
            info->value = value;
            best = k;
        }
    }
    for (size_t k = 0; is_made && k < runs; k++)
        if (k != best)
            info->stability += agreement(net, found + best * n, found + k * n) / (double)(runs - 1);
    if (is_made)
        *count = number_camps(camps, found + best * n, net, &info->alone);
    info->runs = runs;
    info->objective = "signed modularity";
    free(found);
    free(part_size);
    free_run(&r);
    return is_made ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

static enum sg_status find_unsigned(uint32_t *camps, size_t *count, struct sg_camp_info *info,
                                    const struct sg_net *net, uint64_t seed, struct sg_error *err) {
    enum { RUNS = 5 };
    size_t n = net->node_count, best = 0, clusters;
    struct sg_ig *ig = NULL;
    uint32_t *found = malloc((RUNS * n + 1) * sizeof *found);
    enum sg_status status =
        found ? sg_ig_open(&ig, net, false, err) : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    info->value = -INFINITY;
    for (size_t k = 0; !status && k < RUNS; k++) {
        double value = 0;
        status = sg_ig_leiden(found + k * n, &clusters, &value, ig, seed + k, err);
        if (!status && value > info->value + 1e-12) {
            info->value = value;
            best = k;
        }
    }
    for (size_t k = 0; !status && k < RUNS; k++)
        if (k != best)
            info->stability += agreement(net, found + best * n, found + k * n) / (RUNS - 1);
    if (!status)
        *count = number_camps(camps, found + best * n, net, &info->alone);
    info->runs = RUNS;
    info->objective = "modularity";
    sg_ig_close(ig);
    free(found);
    return status;
}

enum sg_status sg_camps_find(uint32_t *camps, size_t *count, struct sg_camp_info *info,
                             const struct sg_net *net, uint64_t seed, struct sg_error *err) {
    bool is_signed = false;
    *info = (struct sg_camp_info){.objective = ""};
    *count = 0;
    for (size_t i = 0; i < net->pair_count; i++)
        is_signed |= net->pairs[i].positive > 0 || net->pairs[i].negative > 0;
    if (!net->pair_count) {
        for (size_t i = 0; i < net->node_count; i++)
            camps[i] = SG_NO_CAMP;
        info->fit = info->polarisation = NAN;
        return SG_OK;
    }
    enum sg_status status = is_signed ? find_signed(camps, count, info, net, seed, err)
                                      : find_unsigned(camps, count, info, net, seed, err);
    if (!status)
        judge(info, net, camps);
    return status;
}
