/* The table of measures, and the run over it. */
#include "analyse/camps.h"
#include "analyse/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POS SG_NEEDS_POSITIVE
#define SIGN SG_NEEDS_SIGN

static const struct sg_measure table[] = {
    {{"degree", "other actors it has a tie with", "Freeman 1978", SG_WEIGHT_NONE, "", "both ways",
      true},
     0,
     "",
     sg_measure_degree},
    {{"in_degree", "actors with a tie to it", "Freeman 1978", SG_WEIGHT_NONE, "", "directed", true},
     0,
     "",
     sg_measure_in_degree},
    {{"out_degree", "actors it has a tie to", "Freeman 1978", SG_WEIGHT_NONE, "", "directed", true},
     0,
     "",
     sg_measure_out_degree},
    {{"strength", "claims it is a party to", "Barrat et al. 2004", SG_WEIGHT_STRENGTH, "",
      "both ways", true},
     0,
     "",
     sg_measure_strength},
    {{"in_strength", "claims about it", "Barrat et al. 2004", SG_WEIGHT_STRENGTH, "", "directed",
      true},
     0,
     "",
     sg_measure_in_strength},
    {{"out_strength", "claims in which it takes the stance", "Barrat et al. 2004",
      SG_WEIGHT_STRENGTH, "", "directed", true},
     0,
     "",
     sg_measure_out_strength},
    {{"positive_in", "friendly claims received", "", SG_WEIGHT_SIGNED, "signed", "directed", true},
     SIGN,
     "in_strength",
     sg_measure_positive_in},
    {{"positive_out", "friendly claims given", "", SG_WEIGHT_SIGNED, "signed", "directed", true},
     SIGN,
     "out_strength",
     sg_measure_positive_out},
    {{"negative_in", "hostile claims received", "", SG_WEIGHT_SIGNED, "signed", "directed", true},
     SIGN,
     "in_strength",
     sg_measure_negative_in},
    {{"negative_out", "hostile claims given", "", SG_WEIGHT_SIGNED, "signed", "directed", true},
     SIGN,
     "out_strength",
     sg_measure_negative_out},
    {{"net_received", "friendly minus hostile claims received", "", SG_WEIGHT_SIGNED, "signed",
      "directed", true},
     SIGN,
     "in_strength",
     sg_measure_net_received},
    {{"net_given", "friendly minus hostile claims given", "", SG_WEIGHT_SIGNED, "signed",
      "directed", true},
     SIGN,
     "out_strength",
     sg_measure_net_given},
    {{"betweenness", "shortest paths of others that run through it", "Freeman 1977; Brandes 2001",
      SG_WEIGHT_DISTANCE, "positive weights", "directed", true},
     POS,
     "degree",
     sg_measure_betweenness},
    {{"closeness", "how near all the others are", "Freeman 1978", SG_WEIGHT_DISTANCE,
      "positive weights, connected", "both ways", true},
     POS | SG_NEEDS_CONNECTED,
     "harmonic, which is defined on parts",
     sg_measure_closeness},
    {{"harmonic", "how near the others are, parts apart counting nothing",
      "Marchiori and Latora 2000; Rochat 2009", SG_WEIGHT_DISTANCE, "positive weights", "both ways",
      true},
     POS,
     "degree",
     sg_measure_harmonic},
    {{"eigenvector", "ties with those who have strong ties", "Bonacich 1972", SG_WEIGHT_STRENGTH,
      "positive weights, connected", "both ways", true},
     POS | SG_NEEDS_CONNECTED,
     "pagerank, which is defined on parts",
     sg_measure_eigenvector},
    {{"katz", "all walks that end in it, longer ones counting less", "Katz 1953",
      SG_WEIGHT_STRENGTH, "positive weights", "directed", false},
     POS,
     "pn_in",
     sg_measure_katz},
    {{"pagerank", "share of attention that ends in it", "Brin and Page 1998", SG_WEIGHT_STRENGTH,
      "positive weights", "directed", true},
     POS,
     "pn_in or status",
     sg_measure_pagerank},
    {{"hub", "takes stances on those whom many take stances on", "Kleinberg 1999",
      SG_WEIGHT_STRENGTH, "positive weights, directed", "directed", true},
     POS | SG_NEEDS_DIRECTION,
     "eigenvector",
     sg_measure_hub},
    {{"authority", "object of those who take many stances", "Kleinberg 1999", SG_WEIGHT_STRENGTH,
      "positive weights, directed", "directed", true},
     POS | SG_NEEDS_DIRECTION,
     "eigenvector",
     sg_measure_authority},
    {{"coreness", "the densest core it belongs to", "Seidman 1983", SG_WEIGHT_NONE, "", "both ways",
      true},
     0,
     "",
     sg_measure_coreness},
    {{"constraint", "low: its partners have no ties among themselves", "Burt 1992",
      SG_WEIGHT_STRENGTH, "positive weights", "both ways", true},
     POS,
     "articulation",
     sg_measure_constraint},
    {{"articulation", "1: without it the graph falls apart", "Tarjan 1972", SG_WEIGHT_NONE, "",
      "both ways", true},
     0,
     "",
     sg_measure_articulation},
    {{"transitivity", "share of its partners that are partners", "Watts and Strogatz 1998",
      SG_WEIGHT_NONE, "", "both ways", false},
     0,
     "",
     sg_measure_transitivity},
    {{"reciprocity", "share of its ties that are answered", "Wasserman and Faust 1994",
      SG_WEIGHT_NONE, "directed", "directed", false},
     SG_NEEDS_DIRECTION,
     "degree",
     sg_measure_reciprocity},
    {{"status", "net stance received less net stance given",
      "Leskovec, Huttenlocher and Kleinberg 2010", SG_WEIGHT_SIGNED, "signed", "directed", true},
     SIGN,
     "pagerank",
     sg_measure_status},
    {{"pn", "friends count up, foes down, and theirs in turn", "Everett and Borgatti 2014",
      SG_WEIGHT_SIGNED, "signed", "both ways", true},
     SIGN,
     "eigenvector or pagerank",
     sg_measure_pn},
    {{"pn_in", "as pn, by stances received", "Everett and Borgatti 2014", SG_WEIGHT_SIGNED,
      "signed", "directed", false},
     SIGN,
     "pagerank",
     sg_measure_pn_in},
    {{"pn_out", "as pn, by stances given", "Everett and Borgatti 2014", SG_WEIGHT_SIGNED, "signed",
      "directed", false},
     SIGN,
     "pagerank",
     sg_measure_pn_out},
};

#define MEASURE_COUNT (sizeof table / sizeof *table)

const struct sg_measure_info *sg_measure_at(size_t index) {
    return index < MEASURE_COUNT ? &table[index].info : NULL;
}

static const struct sg_measure *find(const char *name) {
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (!strcmp(name, table[i].info.name))
            return &table[i];
    return NULL;
}

const struct sg_measure_info *sg_measure_find(const char *name) {
    const struct sg_measure *measure = find(name);
    return measure ? &measure->info : NULL;
}

/* --- the run */

struct owner {
    struct sg_analysis analysis;
    struct sg_arena arena;
    struct sg_net *net, *largest; /* largest: made when a measure needs it */
    uint32_t *to_largest;         /* node -> its index there, or UINT32_MAX */
    struct sg_measuring whole, part;
    const char **notes;
    size_t note_capacity;
};

static void add_note(struct owner *owner, const char *note) {
    struct sg_analysis *analysis = &owner->analysis;
    for (size_t i = 0; note && i < analysis->note_count; i++)
        if (!strcmp(owner->notes[i], note))
            return;
    owner->notes = sg_arena_grow(&owner->arena, owner->notes, analysis->note_count,
                                 &owner->note_capacity, sizeof *owner->notes);
    analysis->notes = owner->notes;
    if (owner->notes && note)
        owner->notes[analysis->note_count++] = note;
}

/* Parts with a tie; actors without ties in the layer do not make it disconnected. */
static size_t part_count(const struct sg_net *net) {
    size_t isolates = 0;
    for (size_t i = 0; i < net->node_count; i++)
        isolates += net->around.first[i + 1] == net->around.first[i];
    return net->component_count - isolates;
}

static bool has_signs(const struct sg_net *net) {
    for (size_t i = 0; i < net->pair_count; i++)
        if (net->pairs[i].positive > 0 || net->pairs[i].negative > 0)
            return true;
    return false;
}

/* What is defined where friendly less hostile weight may fall below zero. */
static const char *instead_of_negative(const struct sg_measure *measure) {
    if (measure->info.weight == SG_WEIGHT_DISTANCE)
        return "degree";
    if (!strcmp(measure->info.name, "constraint"))
        return measure->instead;
    return !strcmp(measure->info.ties, "directed") ? "pn_in or status" : "pn";
}

/* Why the measure is undefined on the net, and what to take instead. */
static enum sg_status refuse(const struct sg_measure *measure, const struct sg_net *net,
                             struct sg_error *err) {
    const char *name = measure->info.name, *instead = measure->instead;
    if ((measure->needs & SG_NEEDS_POSITIVE) && net->has_negative_weight)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s is not defined on ties with negative weight (layer '%s'): take %s, or "
                       "the layer 'stance', 'positive' or 'negative'",
                       name, net->layer, instead_of_negative(measure));
    if ((measure->needs & SG_NEEDS_SIGN) && !has_signs(net))
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s needs friendly or hostile ties and the layer '%s' has none: take %s",
                       name, net->layer, instead);
    if ((measure->needs & SG_NEEDS_DIRECTION) && net->is_undirected)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s needs directed ties and those of the layer '%s' have no direction: "
                       "take %s",
                       name, net->layer, instead);
    if ((measure->needs & SG_NEEDS_CONNECTED) && part_count(net) > 1)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s is not defined on a graph in %zu parts: take %s, or measure the largest "
                       "part only (--component largest)",
                       name, part_count(net), instead);
    return SG_OK;
}

static enum sg_status start_measuring(struct sg_measuring *m, const struct sg_net *net,
                                      const struct sg_analysis_options *options,
                                      struct sg_arena *arena, struct sg_error *err) {
    *m = (struct sg_measuring){.net = net,
                               .exact_limit = options->exact_limit > 0 ? options->exact_limit : 2e7,
                               .seed = options->seed,
                               .arena = arena};
    enum sg_status status = sg_ig_open(&m->directed, net, true, err);
    return status ? status : sg_ig_open(&m->both_ways, net, false, err);
}

static enum sg_status make_largest(struct owner *owner, const struct sg_analysis_options *options,
                                   struct sg_error *err) {
    const struct sg_net *net = owner->net;
    struct sg_tie *arcs = malloc((net->arc_count + 1) * sizeof *arcs);
    owner->to_largest =
        sg_arena_array(&owner->arena, net->node_count + 1, sizeof *owner->to_largest);
    if (!arcs || !owner->to_largest) {
        free(arcs);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    uint32_t node_count = 0;
    size_t arc_count = 0;
    for (size_t i = 0; i < net->node_count; i++)
        owner->to_largest[i] = net->component[i] == 0 ? node_count++ : UINT32_MAX;
    for (size_t i = 0; i < net->arc_count; i++) {
        struct sg_tie arc = net->arcs[i];
        if (net->component[arc.from] != 0)
            continue;
        arc.from = owner->to_largest[arc.from];
        arc.to = owner->to_largest[arc.to];
        arcs[arc_count++] = arc;
    }
    enum sg_status status =
        sg_net_from_arcs(&owner->largest, node_count, arcs, arc_count, net->is_undirected, err);
    free(arcs);
    if (status)
        return status;
    owner->largest->layer = net->layer;
    owner->largest->has_negative_weight = net->has_negative_weight;
    return start_measuring(&owner->part, owner->largest, options, &owner->arena, err);
}

static enum sg_status compute_on_largest(double *values, const struct sg_measure *measure,
                                         struct owner *owner,
                                         const struct sg_analysis_options *options,
                                         struct sg_error *err) {
    enum sg_status status = owner->largest ? SG_OK : make_largest(owner, options, err);
    if (status || (status = refuse(measure, owner->largest, err)))
        return status;
    double *part = sg_arena_array(&owner->arena, owner->largest->node_count + 1, sizeof *part);
    if (!part)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    owner->part.note = NULL;
    if ((status = measure->compute(part, &owner->part, err)))
        return status;
    add_note(owner, owner->part.note);
    for (size_t i = 0; i < owner->net->node_count; i++)
        values[i] = owner->to_largest[i] == UINT32_MAX ? NAN : part[owner->to_largest[i]];
    return SG_OK;
}

/* One column; in the default set an undefined measure is left out with a note, or computed on the
 * largest part where only the parts stand in its way. */
static enum sg_status add_column(struct owner *owner, const struct sg_measure *measure,
                                 bool is_asked, const struct sg_analysis_options *options,
                                 struct sg_error *err) {
    size_t n = owner->net->node_count;
    double *values = sg_arena_array(&owner->arena, n + 1, sizeof *values);
    if (!values)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct sg_error why = {.status = SG_OK};
    enum sg_status status = SG_OK;
    if (n == 0) {
        /* nothing to measure: an empty column */
    } else if (options->largest_component) {
        status = compute_on_largest(values, measure, owner, options, &why);
    } else if ((status = refuse(measure, owner->net, &why))) {
        struct sg_measure rest = *measure;
        rest.needs &= ~(unsigned)SG_NEEDS_CONNECTED;
        if (!is_asked && !refuse(&rest, owner->net, NULL)) {
            status = compute_on_largest(values, measure, owner, options, &why);
            add_note(owner, sg_arena_printf(&owner->arena,
                                            "%s is given for the largest part only (%zu of %zu "
                                            "actors): it is not defined on %zu parts",
                                            measure->info.name, owner->net->largest, n,
                                            part_count(owner->net)));
        }
    } else {
        owner->whole.note = NULL;
        status = measure->compute(values, &owner->whole, &why);
        add_note(owner, owner->whole.note);
    }
    if (status == SG_ERR_UNDEFINED && !is_asked) {
        add_note(owner, sg_arena_printf(&owner->arena, "left out: %s", why.text));
        return SG_OK;
    }
    if (status)
        return sg_fail(err, status, "%s", why.text);
    owner->analysis.columns[owner->analysis.column_count++] =
        (struct sg_column){measure->info.name, values};
    return SG_OK;
}

static enum sg_status run(struct owner *owner, const char *const *names, size_t name_count,
                          const struct sg_analysis_options *options, struct sg_error *err) {
    enum sg_status status = sg_net_make(&owner->net, owner->analysis.graph, options->layer, err);
    if (status)
        return status;
    owner->analysis.layer = owner->net->layer;
    if ((status = start_measuring(&owner->whole, owner->net, options, &owner->arena, err)))
        return status;
    owner->analysis.columns =
        sg_arena_array(&owner->arena, name_count + MEASURE_COUNT, sizeof *owner->analysis.columns);
    if (!owner->analysis.columns)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < name_count; i++) {
        const struct sg_measure *measure = find(names[i]);
        if (!measure)
            return sg_fail(err, SG_ERR_USAGE,
                           "no measure '%s': `stancegraph report --measures help` lists them",
                           names[i]);
        if (sg_analysis_column(&owner->analysis, names[i]))
            continue;
        if ((status =
                 add_column(owner, measure, !options->leaves_out || i < options->required_count,
                            options, err)))
            return status;
    }
    struct sg_analysis *analysis = &owner->analysis;
    if (!options->without_camps)
        analysis->camps = malloc((owner->net->node_count + 1) * sizeof *analysis->camps);
    if (!options->without_camps && !analysis->camps)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (analysis->camps &&
        (status = sg_camps_find(analysis->camps, &analysis->camp_count, &analysis->camp_info,
                                owner->net, options->seed, err)))
        return status;
    for (size_t i = 0; !name_count && i < MEASURE_COUNT; i++)
        if (table[i].info.is_default &&
            (status = add_column(owner, &table[i], false, options, err)))
            return status;
    if (sg_arena_failed(&owner->arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return SG_OK;
}

enum sg_status sg_analyse_with(struct sg_analysis **out, const struct sg_graph *graph,
                               const char *const *measures, size_t measure_count,
                               const struct sg_analysis_options *options, struct sg_error *err) {
    static const struct sg_analysis_options defaults;
    *out = NULL;
    struct owner *owner = calloc(1, sizeof *owner);
    if (!owner)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    sg_arena_init(&owner->arena);
    owner->analysis.graph = graph;
    enum sg_status status = run(owner, measures, measure_count, options ? options : &defaults, err);
    sg_ig_close(owner->whole.directed);
    sg_ig_close(owner->whole.both_ways);
    sg_ig_close(owner->part.directed);
    sg_ig_close(owner->part.both_ways);
    sg_net_free(owner->largest);
    sg_net_free(owner->net);
    owner->net = owner->largest = NULL;
    if (status) {
        sg_analysis_free(&owner->analysis);
        return status;
    }
    *out = &owner->analysis;
    return SG_OK;
}

enum sg_status sg_analyse(struct sg_analysis **out, const struct sg_graph *graph,
                          const char *const *measures, size_t measure_count, struct sg_error *err) {
    return sg_analyse_with(out, graph, measures, measure_count, NULL, err);
}

const struct sg_column *sg_analysis_column(const struct sg_analysis *analysis, const char *name) {
    for (size_t i = 0; i < analysis->column_count; i++)
        if (!strcmp(analysis->columns[i].name, name))
            return &analysis->columns[i];
    return NULL;
}

void sg_analysis_free(struct sg_analysis *analysis) {
    if (!analysis)
        return;
    struct owner *owner = (struct owner *)analysis;
    free(analysis->camps);
    free(analysis->x);
    free(analysis->y);
    sg_arena_release(&owner->arena);
    free(owner);
}
