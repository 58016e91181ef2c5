/* The disparity filter: an edge stays when its share of an end's strength is larger than chance
 * would give it. With k edges at that end and p the share, chance gives p or more with probability
 * (1 - p)^(k - 1) (Serrano, Boguna and Vespignani, PNAS 106, 2009, eq. 2); either end will do. */
#include "aggregate/derive.h"

#include <math.h>
#include <string.h>

struct side {
    double strength;
    size_t count;
};

/* Edges compete within their kind: stances out, stances in, co-occurrences. */
struct ends {
    struct side out, in, around;
};

static void add(struct side *side, double weight) {
    side->strength += weight;
    side->count++;
}

static double chance(const struct side *side, double weight) {
    return side->count < 2 ? 1 : pow(1 - weight / side->strength, (double)(side->count - 1));
}

enum sg_status sg_derive_backbone(struct sg_derivation *d, struct sg_error *err) {
    double level = d->options->backbone;
    if (level == 0)
        return SG_OK;
    if (!(level > 0 && level < 1))
        return sg_fail(err, SG_ERR_USAGE, "the backbone's level must lie between 0 and 1");
    struct ends *ends = sg_arena_array(d->arena, d->from->node_count + 1, sizeof *ends);
    bool *is_kept = sg_arena_array(d->arena, d->edge_count + 1, sizeof *is_kept);
    if (!ends || !is_kept)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < d->edge_count; i++) {
        const struct sg_edge *edge = &d->edges[i];
        if (!edge->is_directed) {
            add(&ends[edge->source].around, edge->weight);
            add(&ends[edge->target].around, edge->weight);
        } else if (edge->sign) {
            add(&ends[edge->source].out, edge->weight);
            add(&ends[edge->target].in, edge->weight);
        }
    }
    for (size_t i = 0; i < d->edge_count; i++) {
        const struct sg_edge *edge = &d->edges[i];
        const struct ends *a = &ends[edge->source], *b = &ends[edge->target];
        if (!edge->is_directed)
            is_kept[i] =
                fmin(chance(&a->around, edge->weight), chance(&b->around, edge->weight)) < level;
        else
            is_kept[i] = !edge->sign ||
                         fmin(chance(&a->out, edge->weight), chance(&b->in, edge->weight)) < level;
    }
    sg_derive_keep(d, is_kept);
    return SG_OK;
}
