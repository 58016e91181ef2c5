/* The bootstrap over documents. News is a sample: another day's papers would have made another
 * graph. Documents are drawn again with replacement, edges are weighed by what is drawn, and ranks
 * and signs are taken anew. */
#include "analyse/net.h"
#include "analyse/rng.h"

#include <math.h>
#include <stancegraph/analysis.h>
#include <stdlib.h>
#include <string.h>

enum { RESAMPLES = 200, RESAMPLES_LEAST = 20, WITHOUT_TENTH = 100, DOCUMENTS_LEAST = 5 };
/* Work that all resamples of a measure may take, in (nodes x ties) for paths and ties for walks. */
#define PATH_BUDGET 1e9
#define WALK_BUDGET 2e7

/* What resampling needs of an edge, close together in memory: this is walked 300 times. */
struct slim_edge {
    uint32_t source, target;
    uint32_t tallies_end; /* its tallies stand before this index, behind those of the edge before */
    int8_t sign;
    bool is_directed, is_in_layer;
    double per_claim; /* weight of one claim */
    double weight;    /* in the sample; 0: not there */
};

struct slim_tally {
    uint32_t document, claims;
};

struct sampling {
    const struct sg_graph *graph;
    const char *measure;
    const char *layer; /* by name, also where it is the default */
    struct sg_analysis_options options;
    size_t top;
    uint32_t *drawn;        /* how often each document is in the sample */
    struct sg_graph sample; /* the graph's nodes; its edges with their weights in the sample */
    struct slim_edge *edges;
    struct slim_tally *tallies;
    double *values; /* of the measure, one a node */
    double *sorted;
    uint16_t *ranks; /* resamples x nodes; 65535: at least that far down */
};

static void draw_with_replacement(struct sampling *s, struct sg_rng *rng) {
    size_t d = s->graph->document_count;
    memset(s->drawn, 0, d * sizeof *s->drawn);
    for (size_t i = 0; i < d; i++)
        s->drawn[sg_rng_below(rng, (uint32_t)d)]++;
}

/* A tenth is left out, at least one (selection sampling: Knuth, algorithm S). */
static void draw_without_tenth(struct sampling *s, struct sg_rng *rng) {
    size_t d = s->graph->document_count, out = d / 10 ? d / 10 : 1;
    for (size_t i = 0; i < d; i++) {
        bool is_out = sg_rng_below(rng, (uint32_t)(d - i)) < out;
        s->drawn[i] = !is_out;
        out -= is_out;
    }
}

/* The edge's weight shrinks or grows as its claims do. */
static void weigh(struct sampling *s) {
    size_t t = 0;
    for (size_t i = 0; i < s->graph->edge_count; i++) {
        struct slim_edge *edge = &s->edges[i];
        uint64_t drawn = 0;
        for (; t < edge->tallies_end; t++)
            drawn += (uint64_t)s->tallies[t].claims * s->drawn[s->tallies[t].document];
        edge->weight = edge->per_claim * (double)drawn;
    }
}

/* The sample as a graph, for measures that need one. */
static void fill_sample(struct sampling *s) {
    s->sample.edge_count = 0;
    for (size_t i = 0; i < s->graph->edge_count; i++) {
        if (!(s->edges[i].weight > 0))
            continue;
        s->sample.edges[s->sample.edge_count] = s->graph->edges[i];
        s->sample.edges[s->sample.edge_count++].weight = s->edges[i].weight;
    }
}

/* Edges of a pair stand together: counts those whose pair has their sign in the sample. */
static void count_signs(struct sg_sureness *out, const struct sampling *s) {
    size_t m = s->graph->edge_count;
    const struct slim_edge *edges = s->edges;
    for (size_t i = 0, end; i < m; i = end) {
        double net = 0;
        for (end = i; end < m && edges[end].source == edges[i].source &&
                      edges[end].target == edges[i].target;
             end++)
            net += edges[end].sign * edges[end].weight;
        for (size_t k = i; k < end; k++)
            out->sign_holds[k] += net * edges[k].sign > 0;
    }
}

static bool make_slim(struct sampling *s) {
    const struct sg_graph *graph = s->graph;
    size_t tallies = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        tallies += graph->edges[i].tally_count;
    s->edges = malloc((graph->edge_count + 1) * sizeof *s->edges);
    s->tallies = malloc((tallies + 1) * sizeof *s->tallies);
    if (!s->edges || !s->tallies)
        return false;
    tallies = 0;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        double claims = 0;
        for (size_t t = 0; t < edge->tally_count; t++) {
            s->tallies[tallies++] =
                (struct slim_tally){edge->tallies[t].document, edge->tallies[t].claims};
            claims += edge->tallies[t].claims;
        }
        s->edges[i] = (struct slim_edge){.source = edge->source,
                                         .target = edge->target,
                                         .tallies_end = (uint32_t)tallies,
                                         .sign = (int8_t)edge->sign,
                                         .is_directed = edge->is_directed,
                                         .is_in_layer = sg_layer_has(s->layer, edge),
                                         .per_claim = claims > 0 ? edge->weight / claims : 0};
    }
    return true;
}

static int compare_descending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static double rank_of(const struct sampling *s, double value) {
    size_t low = 0, high = s->graph->node_count; /* how many stand strictly above */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->sorted[middle] > value)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low + 1;
}

/* The strengths are sums over edges and need no net: they are what ranks unless asked otherwise. */
static bool sum_strengths(struct sampling *s) {
    if (!strcmp(s->options.layer, "net"))
        return false; /* weights may cancel out: the net knows */
    bool counts_in = strcmp(s->measure, "out_strength") != 0;
    bool counts_out = strcmp(s->measure, "in_strength") != 0;
    if (strcmp(s->measure, "strength") != 0 && counts_in && counts_out)
        return false;
    memset(s->values, 0, s->graph->node_count * sizeof *s->values);
    for (size_t i = 0; i < s->graph->edge_count; i++) {
        const struct slim_edge *edge = &s->edges[i];
        if (!edge->is_in_layer)
            continue;
        if (counts_in || !edge->is_directed)
            s->values[edge->target] += edge->weight;
        if (counts_out || !edge->is_directed)
            s->values[edge->source] += edge->weight;
    }
    return true;
}

static enum sg_status measure(struct sampling *s, struct sg_error *err) {
    struct sg_analysis *analysis = NULL;
    size_t n = s->graph->node_count;
    enum sg_status status = SG_OK;
    if (!sum_strengths(s)) {
        fill_sample(s);
        status = sg_analyse_with(&analysis, &s->sample, &s->measure, 1, &s->options, err);
        for (size_t i = 0; !status && i < n; i++) {
            double value = analysis->column_count ? analysis->columns[0].values[i] : NAN;
            s->values[i] = isnan(value) ? -INFINITY : value;
        }
    }
    if (status)
        return status;
    memcpy(s->sorted, s->values, n * sizeof *s->sorted);
    qsort(s->sorted, n, sizeof *s->sorted, compare_descending);
    sg_analysis_free(analysis);
    return SG_OK;
}

static int compare_ranks(const void *a, const void *b) {
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

static void take_intervals(struct sg_sureness *out, const struct sampling *s) {
    size_t n = s->graph->node_count, r = out->resamples;
    uint16_t *column = malloc((r + 1) * sizeof *column);
    for (size_t i = 0; column && i < n; i++) {
        for (size_t k = 0; k < r; k++)
            column[k] = s->ranks[k * n + i];
        qsort(column, r, sizeof *column, compare_ranks);
        out->rank_low[i] = column[(size_t)(0.05 * (double)(r - 1))];
        out->rank_high[i] = column[(size_t)ceil(0.95 * (double)(r - 1))];
    }
    free(column);
}

static enum sg_status resample(struct sg_sureness *out, struct sampling *s, struct sg_error *err) {
    size_t n = s->graph->node_count, m = s->graph->edge_count;
    struct sg_rng rng = {s->options.seed + 1};
    enum sg_status status = SG_OK;
    for (size_t k = 0; !status && k < out->resamples; k++) {
        draw_with_replacement(s, &rng);
        weigh(s);
        count_signs(out, s);
        status = measure(s, err);
        for (size_t i = 0; !status && i < n; i++) {
            double rank = rank_of(s, s->values[i]);
            s->ranks[k * n + i] = (uint16_t)(rank < UINT16_MAX ? rank : UINT16_MAX);
        }
    }
    if (!status)
        take_intervals(out, s);
    size_t samples = out->resamples < WITHOUT_TENTH ? out->resamples : WITHOUT_TENTH;
    for (size_t k = 0; !status && k < samples; k++) {
        draw_without_tenth(s, &rng);
        weigh(s);
        for (size_t i = 0; i < m; i++)
            out->stays[i] += s->edges[i].weight > 0;
        status = measure(s, err);
        for (size_t i = 0; !status && i < n; i++)
            out->stays_on_top[i] += rank_of(s, s->values[i]) <= (double)s->top;
    }
    for (size_t i = 0; i < m; i++) {
        out->sign_holds[i] /= (double)out->resamples;
        out->stays[i] /= (double)samples;
    }
    for (size_t i = 0; i < n; i++)
        out->stays_on_top[i] /= (double)samples;
    return status;
}

/* Fewer resamples for what is costly, from the size alone, so that the same input gives the same.
 */
static size_t resample_count(const struct sg_graph *graph, const char *name) {
    const struct sg_measure_info *info = sg_measure_find(name);
    double n = (double)graph->node_count, m = (double)graph->edge_count + 1, most = RESAMPLES;
    if (info && info->weight == SG_WEIGHT_DISTANCE)
        most = PATH_BUDGET / ((n + 1) * m);
    else if (info && strstr(name, "strength") == NULL && strstr(name, "degree") == NULL)
        most = WALK_BUDGET / m;
    return most > RESAMPLES ? RESAMPLES : most < RESAMPLES_LEAST ? RESAMPLES_LEAST : (size_t)most;
}

static bool has_tallies(const struct sg_graph *graph) {
    for (size_t i = 0; i < graph->edge_count; i++)
        if (!graph->edges[i].tallies)
            return false;
    return true;
}

enum sg_status sg_analyse_sureness(struct sg_sureness **out, const struct sg_graph *graph,
                                   const char *name, size_t top, size_t resamples,
                                   const struct sg_analysis_options *options,
                                   struct sg_error *err) {
    size_t n = graph->node_count, m = graph->edge_count;
    *out = NULL;
    if (!has_tallies(graph))
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "sureness needs the documents behind each edge: give documents or a claims "
                       "file instead of a graph file");
    if (graph->document_count < DOCUMENTS_LEAST)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "sureness needs %d documents or more that hold claims; there are %zu: add "
                       "documents, and take ranks and signs as what these few say",
                       DOCUMENTS_LEAST, graph->document_count);
    struct sg_sureness *sureness = calloc(1, sizeof *sureness);
    struct sampling s = {.graph = graph, .measure = name, .top = top ? top : n, .sample = *graph};
    if (options)
        s.options = *options;
    s.options.leaves_out = s.options.without_camps = true;
    s.options.required_count = 0;
    s.layer = sg_layer_choose(graph, s.options.layer, err);
    if (!s.layer) {
        sg_sureness_free(sureness);
        return SG_ERR_USAGE;
    }
    s.options.layer = s.layer; /* a resample without stances is still measured on them */
    if (sureness) {
        sureness->documents = graph->document_count;
        sureness->resamples = resamples ? resamples : resample_count(graph, name);
        sureness->rank_low = calloc(n + 1, sizeof(double));
        sureness->rank_high = calloc(n + 1, sizeof(double));
        sureness->stays_on_top = calloc(n + 1, sizeof(double));
        sureness->sign_holds = calloc(m + 1, sizeof(double));
        sureness->stays = calloc(m + 1, sizeof(double));
        s.ranks = malloc((sureness->resamples * n + 1) * sizeof *s.ranks);
    }
    s.drawn = calloc(graph->document_count + 1, sizeof *s.drawn);
    s.sample.edges = malloc((m + 1) * sizeof *s.sample.edges);
    s.values = malloc((n + 1) * sizeof *s.values);
    s.sorted = malloc((n + 1) * sizeof *s.sorted);
    enum sg_status status;
    if (!sureness || !s.ranks || !s.drawn || !s.sample.edges || !make_slim(&s) || !s.values ||
        !s.sorted || !sureness->rank_low || !sureness->rank_high || !sureness->stays_on_top ||
        !sureness->sign_holds || !sureness->stays)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    else
        status = resample(sureness, &s, err);
    free(s.ranks);
    free(s.drawn);
    free(s.sample.edges);
    free(s.edges);
    free(s.tallies);
    free(s.values);
    free(s.sorted);
    if (status)
        sg_sureness_free(sureness);
    else
        *out = sureness;
    return status;
}

void sg_sureness_free(struct sg_sureness *sureness) {
    if (!sureness)
        return;
    free(sureness->rank_low);
    free(sureness->rank_high);
    free(sureness->stays_on_top);
    free(sureness->sign_holds);
    free(sureness->stays);
    free(sureness);
}
