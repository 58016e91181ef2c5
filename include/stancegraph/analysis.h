/* What a graph tells: a column of numbers for each measure, one value a node. */
#ifndef STANCEGRAPH_ANALYSIS_H
#define STANCEGRAPH_ANALYSIS_H

#include <stancegraph/error.h>
#include <stancegraph/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SG_NO_CAMP UINT32_MAX

struct sg_column {
    const char *name;     /* [a-z0-9_]+: "pagerank", "in_strength", ... */
    const double *values; /* one a node; NaN where the measure is not defined for the node */
};

/* How the camps came about and how far they hold. */
struct sg_camp_info {
    /* "signed modularity" (Gomez, Jensen and Arenas 2009: friends inside and foes between, against
     * what the actors' friendliness and hostility alone would give), or "modularity" (Leiden) where
     * ties have no sign. */
    const char *objective;
    double value;     /* of the objective, at most 1 */
    size_t runs;      /* seeds tried; the best run is given */
    double stability; /* mean adjusted Rand index (Hubert and Arabie 1985) of the others with it */
    size_t alone;     /* actors with ties that stand in no camp */
    double fit;       /* share of stance weight that is friendly inside or hostile between camps */
    /* The fit against the same ties with signs dealt out at random: 0 as chance, 1 all of it fits.
     */
    double polarisation;
};

/* Ties taken both ways, by the sign of friendly less hostile weight. */
struct sg_balance {
    size_t positive, negative, mixed; /* pairs of actors; mixed: as much of one as of the other */
    size_t triads[4];                 /* +++, ++-, +--, ---; the first and the third are balanced */
    double
        triad_balance; /* share of balanced triads (Cartwright and Harary 1956); NaN: no triads */
    /* The least number of ties whose change of sign would leave two camps, friends inside and foes
     * between (Harary 1959's line index). Between the bounds; equal bounds are proven. */
    size_t frustration_low, frustration_high;
};

struct sg_analysis {
    const struct sg_graph *graph; /* lent */
    struct sg_column *columns;
    size_t column_count;
    uint32_t *camps; /* one a node, 0 .. camp_count-1, SG_NO_CAMP for none; NULL: not computed */
    size_t camp_count;
    struct sg_camp_info camp_info;
    double *x,
        *y; /* positions, one a node; NULL: not computed; malloc'ed, freed with it, as camps */
    /* What a reader of the columns must know: measures left out and why, estimates, parts. */
    const char *const *notes;
    size_t note_count;
    const char *layer; /* which edges were measured: "stance", "cooccurrence", ... */
};

/* What an edge's weight means to a measure. */
enum sg_weight_meaning {
    SG_WEIGHT_NONE,     /* ties are there or not */
    SG_WEIGHT_STRENGTH, /* more is closer */
    SG_WEIGHT_DISTANCE, /* the length of a tie is 1 / weight */
    SG_WEIGHT_SIGNED,   /* friendly weight counts up, hostile weight down */
};

/* A row of the table that computes, documents and tests the measures. */
struct sg_measure_info {
    const char *name;
    const char *says;   /* in a few words, for the reader of a report */
    const char *source; /* where the formula stands */
    enum sg_weight_meaning weight;
    const char *needs; /* "" or what the graph must be: "connected", "signed", ... */
    const char *ties;  /* "directed" or "both ways" */
    bool is_default;
};
/* The table's rows in order; NULL behind the last. */
const struct sg_measure_info *sg_measure_at(size_t index);
const struct sg_measure_info *sg_measure_find(const char *name);

/* A zeroed struct takes the defaults. */
struct sg_analysis_options {
    /* Which edges are measured: "stance" (those with a sign), "positive", "negative",
     * "affiliation", "cooccurrence", "all", or "net" (friendly minus hostile weight, may be
     * negative). NULL: stance when the graph has any, else all. */
    const char *layer;
    bool largest_component; /* measure the largest connected part; NaN outside */
    /* Betweenness, closeness and harmonic are exact up to this many (nodes x ties), and estimated
     * from sampled sources above it; 0: 2e7. A note says when they are estimates. */
    double exact_limit;
    uint64_t seed; /* of all sampling */
    /* Measures asked for by name are refused where they are undefined; with `leaves_out` those from
     * index `required_count` on are left out with a note instead. */
    bool leaves_out;
    bool without_camps;
    size_t required_count;
    /* sg_analyse_sureness() shares its samples out to this many forked processes (0: 1, this one);
     * the result is the same for any number. Above 1 no other thread may be at work. */
    size_t processes;
};

/* Computes the named measures (NULL, 0: the default set, less those that are undefined here, each
 * with a note). A measure asked for by name that is undefined for this graph gives SG_ERR_UNDEFINED
 * with a sentence that says why and what to take instead. Not thread-safe with other users of
 * igraph in the process. */
enum sg_status sg_analyse(struct sg_analysis **out, const struct sg_graph *graph,
                          const char *const *measures, size_t measure_count, struct sg_error *err);
enum sg_status sg_analyse_with(struct sg_analysis **out, const struct sg_graph *graph,
                               const char *const *measures, size_t measure_count,
                               const struct sg_analysis_options *options, struct sg_error *err);
/* Balance of the layer's signed ties (NULL: stance). The frustration index is exact for graphs
 * whose blocks are small (branch and bound), bounds otherwise. SG_ERR_UNDEFINED without signed
 * ties. */
enum sg_status sg_analyse_balance(struct sg_balance *out, const struct sg_graph *graph,
                                  const char *layer, uint64_t seed, struct sg_error *err);
/* How far ranks and signs hang on the documents that happened to be read. */
struct sg_sureness {
    size_t documents, resamples;
    /* One a node: its rank by the measure in 5 and 95 of 100 resamples of the documents with
     * replacement (Efron 1979). */
    double *rank_low, *rank_high;
    /* One a node: of the samples without a tenth of the documents, the share in which it is among
     * the first `top`. */
    double *stays_on_top;
    /* One an edge: the share of resamples in which the source's stance toward the target, all its
     * relations together, has the edge's sign; 0 for edges without one. */
    double *sign_holds;
    /* One an edge: the share of samples without a tenth of the documents in which it is there. */
    double *stays;
};

/* Needs tallies, and five documents or more: SG_ERR_UNDEFINED otherwise. `resamples` 0: 200, fewer
 * where the measure is costly. The same seed gives the same numbers. */
enum sg_status sg_analyse_sureness(struct sg_sureness **out, const struct sg_graph *graph,
                                   const char *measure, size_t top, size_t resamples,
                                   const struct sg_analysis_options *options, struct sg_error *err);
void sg_sureness_free(struct sg_sureness *sureness);
/* What became of the stance of one actor toward another. */
enum sg_change_kind {
    SG_CHANGE_NEW,      /* none before */
    SG_CHANGE_LOST,     /* none after */
    SG_CHANGE_FLIPPED,  /* from hostile to friendly or back, on balance */
    SG_CHANGE_STRONGER, /* half as much again and 2 or more on top */
    SG_CHANGE_WEAKER,   /* the reverse */
    SG_CHANGE_SAME,
};
const char *sg_change_name(enum sg_change_kind kind);

struct sg_change {
    enum sg_change_kind kind;
    const struct sg_node *source, *target; /* of the later graph where they are in it */
    double friendly_before, hostile_before, friendly_after, hostile_after;
    const struct sg_evidence *evidence; /* of the later graph; of the earlier one for lost ties */
};

struct sg_diff {
    struct sg_change *changes; /* by kind, then the largest first */
    size_t change_count;
};

/* Compares the signed edges of two graphs by the actors' ids. Lends from both. */
enum sg_status sg_graph_diff(struct sg_diff **out, const struct sg_graph *before,
                             const struct sg_graph *after, struct sg_error *err);
void sg_diff_free(struct sg_diff *diff);
/* The column of that name, or NULL. */
const struct sg_column *sg_analysis_column(const struct sg_analysis *analysis, const char *name);
void sg_analysis_free(struct sg_analysis *analysis);

#ifdef __cplusplus
}
#endif
#endif
