/* A graph reduced to what measures compute on: one weight for each ordered pair, and one for each
 * unordered pair. Parallel relations of a pair are added up. */
#ifndef SG_ANALYSE_NET_H
#define SG_ANALYSE_NET_H

#include <stancegraph/error.h>
#include <stancegraph/graph.h>

struct sg_tie {
    uint32_t from, to;
    double weight;             /* friendly + hostile + signless; "net" layer: friendly - hostile */
    double positive, negative; /* the part with that sign, both >= 0 */
};

/* Which ties leave or reach a node, as indices into an array of ties. */
struct sg_adjacency {
    uint32_t *first; /* node_count + 1 */
    uint32_t *ties;
};

struct sg_net {
    size_t node_count;
    struct sg_tie *arcs; /* ordered pairs, sorted by from, to; an undirected edge makes two */
    size_t arc_count;
    struct sg_tie *pairs; /* unordered pairs, from < to, sorted */
    size_t pair_count;
    struct sg_adjacency out, in; /* over arcs */
    struct sg_adjacency around;  /* over pairs */
    uint32_t *component;         /* one a node, by pairs; the largest is 0, then by first node */
    size_t component_count;      /* isolates among them */
    size_t largest;              /* nodes in component 0 */
    bool is_undirected;          /* every edge of the layer is */
    bool has_negative_weight;    /* "net" layer only */
    const char *layer;           /* static */
};

/* The layer's name as sg_analysis_options has it; NULL takes the default. */
enum sg_status sg_net_make(struct sg_net **out, const struct sg_graph *graph, const char *layer,
                           struct sg_error *err);
/* From ties given directly (for parts and resamples); `arcs` need not be sorted or distinct. */
enum sg_status sg_net_from_arcs(struct sg_net **out, size_t node_count, const struct sg_tie *arcs,
                                size_t arc_count, bool is_undirected, struct sg_error *err);
void sg_net_free(struct sg_net *net);
/* The layer's static name; the default for NULL; NULL with an error when there is none such. */
const char *sg_layer_choose(const struct sg_graph *graph, const char *asked, struct sg_error *err);
/* Whether an edge belongs to the layer (a name as in sg_net_make, not NULL). */
bool sg_layer_has(const char *layer, const struct sg_edge *edge);

#endif
