/* The bootstrap over documents. News is a sample: another day's papers would have made another
 * graph. Documents are drawn again with replacement, edges are weighed by what is drawn, and ranks
 * and signs are taken anew. */
#include "analyse/net.h"
#include "analyse/rng.h"

#include <errno.h>
#include <math.h>
#include <stancegraph/analysis.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RESAMPLES = 200, RESAMPLES_LEAST = 20, WITHOUT_TENTH = 100, DOCUMENTS_LEAST = 5 };
enum { PROCESSES_MOST = 64 };
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
    size_t resamples, thinned; /* samples with replacement; without a tenth */
    /* Filled by all processes: */
    uint16_t *ranks; /* resamples x nodes; 65535: at least that far down */
};

/* What one process counts over its share of the samples. */
struct counts {
    uint32_t *sign_holds, *stays; /* one an edge */
    uint32_t *on_top;             /* one a node */
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
static void count_signs(uint32_t *holds, const struct sampling *s) {
    size_t m = s->graph->edge_count;
    const struct slim_edge *edges = s->edges;
    for (size_t i = 0, end; i < m; i = end) {
        double net = 0;
        for (end = i; end < m && edges[end].source == edges[i].source &&
                      edges[end].target == edges[i].target;
             end++)
            net += edges[end].sign * edges[end].weight;
        for (size_t k = i; k < end; k++)
            holds[k] += net * edges[k].sign > 0;
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

/* Each sample has numbers of its own, so that it is the same whoever draws it. */
static struct sg_rng rng_of(const struct sampling *s, size_t sample) {
    struct sg_rng first = {s->options.seed + 1 + sample};
    return (struct sg_rng){sg_rng_next(&first)};
}

/* One process's share: every `step`-th sample from `first` on. */
static enum sg_status draw_share(struct counts *counts, struct sampling *s, size_t first,
                                 size_t step, struct sg_error *err) {
    size_t n = s->graph->node_count, m = s->graph->edge_count;
    for (size_t k = first; k < s->resamples + s->thinned; k += step) {
        struct sg_rng rng = rng_of(s, k);
        bool is_thinned = k >= s->resamples;
        if (is_thinned)
            draw_without_tenth(s, &rng);
        else
            draw_with_replacement(s, &rng);
        weigh(s);
        if (!is_thinned)
            count_signs(counts->sign_holds, s);
        for (size_t i = 0; is_thinned && i < m; i++)
            counts->stays[i] += s->edges[i].weight > 0;
        enum sg_status status = measure(s, err);
        if (status)
            return status;
        for (size_t i = 0; i < n; i++) {
            double rank = rank_of(s, s->values[i]);
            if (is_thinned)
                counts->on_top[i] += rank <= (double)s->top;
            else
                s->ranks[k * n + i] = (uint16_t)(rank < UINT16_MAX ? rank : UINT16_MAX);
        }
    }
    return SG_OK;
}

/* Memory that a child's writes are seen in; zeroed. */
static void *share_memory(size_t size) {
    void *memory =
        mmap(NULL, size ? size : 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* igraph is not thread-safe, so the samples are shared out to forked processes: each writes its
 * rows of ranks and its own counts, and the first share is drawn here. A share whose process could
 * not be started or came to grief is drawn here too; the result is the same for any number of them.
 */
static enum sg_status draw_all(struct counts *sums, struct sampling *s, size_t processes,
                               uint32_t *memory, struct sg_error *err) {
    size_t n = s->graph->node_count, m = s->graph->edge_count, each = 2 * m + n;
    pid_t children[PROCESSES_MOST];
    enum sg_status status = SG_OK;
    for (size_t p = 0; p < processes; p++) {
        uint32_t *own = memory + p * each;
        struct counts counts = {own, own + m, own + 2 * m};
        children[p] = p ? fork() : -1;
        if (p && children[p] == 0)
            _exit(draw_share(&counts, s, p, processes, NULL) ? 1 : 0);
    }
    for (size_t p = 0; p < processes; p++) {
        uint32_t *own = memory + p * each;
        struct counts counts = {own, own + m, own + 2 * m};
        int code = 1;
        if (children[p] > 0)
            while (waitpid(children[p], &code, 0) < 0 && errno == EINTR)
                ;
        if (!status && (children[p] < 0 || !WIFEXITED(code) || WEXITSTATUS(code))) {
            memset(own, 0, each * sizeof *own);
            status = draw_share(&counts, s, p, processes, err);
        }
        for (size_t i = 0; i < m; i++) {
            sums->sign_holds[i] += p ? counts.sign_holds[i] : 0;
            sums->stays[i] += p ? counts.stays[i] : 0;
        }
        for (size_t i = 0; i < n; i++)
            sums->on_top[i] += p ? counts.on_top[i] : 0;
    }
    return status;
}

static enum sg_status resample(struct sg_sureness *out, struct sampling *s, size_t processes,
                               struct sg_error *err) {
    size_t n = s->graph->node_count, m = s->graph->edge_count, samples = out->resamples;
    s->resamples = samples;
    s->thinned = samples < WITHOUT_TENTH ? samples : WITHOUT_TENTH;
    if (processes > PROCESSES_MOST)
        processes = PROCESSES_MOST;
    if (processes < 1)
        processes = 1;
    size_t rank_bytes = samples * n * sizeof *s->ranks;
    size_t count_bytes = processes * (2 * m + n) * sizeof(uint32_t);
    s->ranks = share_memory(rank_bytes);
    uint32_t *memory = share_memory(count_bytes);
    enum sg_status status = SG_OK;
    if (!s->ranks || !memory)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct counts sums = {memory, memory + m, memory + 2 * m}; /* those of the first share */
    if (!status)
        status = draw_all(&sums, s, processes, memory, err);
    if (!status)
        take_intervals(out, s);
    for (size_t i = 0; !status && i < m; i++) {
        out->sign_holds[i] = sums.sign_holds[i] / (double)samples;
        out->stays[i] = sums.stays[i] / (double)s->thinned;
    }
    for (size_t i = 0; !status && i < n; i++)
        out->stays_on_top[i] = sums.on_top[i] / (double)s->thinned;
    if (s->ranks)
        munmap(s->ranks, rank_bytes ? rank_bytes : 1);
    if (memory)
        munmap(memory, count_bytes ? count_bytes : 1);
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
        return sg_fail(
            err, SG_ERR_UNDEFINED,
            "sureness needs %d documents or more that hold claims and has %zu: add documents, "
            "and take ranks and signs as what these few say",
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
    }
    s.drawn = calloc(graph->document_count + 1, sizeof *s.drawn);
    s.sample.edges = malloc((m + 1) * sizeof *s.sample.edges);
    s.values = malloc((n + 1) * sizeof *s.values);
    s.sorted = malloc((n + 1) * sizeof *s.sorted);
    enum sg_status status;
    if (!sureness || !s.drawn || !s.sample.edges || !make_slim(&s) || !s.values || !s.sorted ||
        !sureness->rank_low || !sureness->rank_high || !sureness->stays_on_top ||
        !sureness->sign_holds || !sureness->stays)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    else
        status = resample(sureness, &s, s.options.processes, err);
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
