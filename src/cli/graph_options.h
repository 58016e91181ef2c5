/* From the command line to a graph: the inputs of every kind, and what to make of them. Shared by
 * build, report and diff. */
#ifndef SG_CLI_GRAPH_OPTIONS_H
#define SG_CLI_GRAPH_OPTIONS_H

#include "cli/cli.h"

/* First member of the options of each command that has the rows below. */
struct sg_graph_choice {
    struct sg_graph_options graph;
    bool is_changed; /* an option was given */
};

bool sg_choose_weight(void *target, const char *value, struct sg_error *err);
bool sg_choose_half_life(void *target, const char *value, struct sg_error *err);
bool sg_choose_as_of(void *target, const char *value, struct sg_error *err);
bool sg_choose_association(void *target, const char *value, struct sg_error *err);
bool sg_choose_since(void *target, const char *value, struct sg_error *err);
bool sg_choose_until(void *target, const char *value, struct sg_error *err);
bool sg_choose_types(void *target, const char *value, struct sg_error *err);
bool sg_choose_min_weight(void *target, const char *value, struct sg_error *err);
bool sg_choose_min_documents(void *target, const char *value, struct sg_error *err);
bool sg_choose_keep(void *target, const char *value, struct sg_error *err);
bool sg_choose_ego(void *target, const char *value, struct sg_error *err);
bool sg_choose_radius(void *target, const char *value, struct sg_error *err);
bool sg_choose_backbone(void *target, const char *value, struct sg_error *err);
bool sg_choose_roll_up(void *target, const char *value, struct sg_error *err);
bool sg_choose_isolates(void *target, const char *value, struct sg_error *err);

/* Rows for a command's table. */
#define SG_GRAPH_OPTION_ROWS                                                                       \
    {"weight", 0, "WHAT", "an edge weighs its claims (default), documents, outlets or confidence", \
     sg_choose_weight},                                                                            \
        {"half-life", 0, "AGE", "a claim of this age weighs half: 180d, 26w, 6m, 1y",              \
         sg_choose_half_life},                                                                     \
        {"as-of", 0, "DATE", "the day ages count from (default: the last date read)",              \
         sg_choose_as_of},                                                                         \
        {"association", 0, "NAME", "weight of cooccurs: count, jaccard, cosine, npmi, loglik",     \
         sg_choose_association},                                                                   \
        {"since", 0, "DATE", "only claims from this day on (YYYY-MM-DD)", sg_choose_since},        \
        {"until", 0, "DATE", "only claims up to this day", sg_choose_until},                       \
        {"types", 0, "LIST", "only actors of these types: state,official,militia,...",             \
         sg_choose_types},                                                                         \
        {"min-weight", 0, "W", "drop edges that weigh less", sg_choose_min_weight},                \
        {"min-documents", 0, "N", "drop edges that rest on fewer documents",                       \
         sg_choose_min_documents},                                                                 \
        {"keep", 0, "N", "keep the N strongest actors", sg_choose_keep},                           \
        {"ego", 0, "ACTOR", "only what is within --radius steps of the actor", sg_choose_ego},     \
        {"radius", 0, "N", "steps for --ego (default: 1)", sg_choose_radius},                      \
        {"backbone", 0, "A", "keep edges significant at level A (disparity filter): 0.05",         \
         sg_choose_backbone},                                                                      \
        {"roll-up", 0, "TO", "officials become their organization or their state",                 \
         sg_choose_roll_up},                                                                       \
    {                                                                                              \
        "isolates", 0, NULL, "keep actors that have lost all their edges", sg_choose_isolates      \
    }

/* The graph of the inputs: documents, claims files, or one graph file (JSON); cut, weighed and
 * thinned as chosen. */
enum sg_status sg_make_graph(struct sg_graph **out, struct sg_common *common,
                             const struct sg_graph_choice *choice, struct sg_error *err);
/* "180d", "26w", "6m", "1y" -> days. */
bool sg_parse_age(double *days, const char *value, const char *what, struct sg_error *err);

#endif
