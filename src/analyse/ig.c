#include "analyse/ig.h"

#include <igraph.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* igraph keeps its stack of things to free in one place for the whole process. */
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

struct sg_ig {
    igraph_t graph;
    igraph_vector_t weights, lengths;
    bool has_graph, has_weights, has_lengths;
    bool is_directed;
    const struct sg_net *net;
};

static enum sg_status failed(const char *what, igraph_error_t rc, struct sg_error *err) {
    if (rc == IGRAPH_ENOMEM)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", what);
    return sg_fail(err, SG_ERR_UNDEFINED, "%s could not be computed: %s", what,
                   igraph_strerror(rc));
}

static void ignore_warning(const char *reason, const char *file, int line) {
    (void)reason;
    (void)file;
    (void)line;
}

/* igraph's PageRank runs on OpenMP's threads where it was built with them: their sums differ by
 * their number, they wait by spinning, and a forked process that finds them used hangs. Weak: an
 * igraph without OpenMP has no such function. */
extern void omp_set_num_threads(int count) __attribute__((weak));

/* Each call begins here: the default handlers abort and print. */
static void enter(void) {
    pthread_mutex_lock(&door);
    if (omp_set_num_threads)
        omp_set_num_threads(1); /* of the calling thread only */
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(ignore_warning);
}

static enum sg_status leave(const char *what, igraph_error_t rc, struct sg_error *err) {
    pthread_mutex_unlock(&door);
    return rc ? failed(what, rc, err) : SG_OK;
}

static igraph_error_t open_graph(struct sg_ig *ig, const struct sg_tie *ties, size_t count) {
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * count));
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        VECTOR(ends)[2 * i] = ties[i].from;
        VECTOR(ends)[2 * i + 1] = ties[i].to;
    }
    rc = igraph_create(&ig->graph, &ends, (igraph_integer_t)ig->net->node_count, ig->is_directed);
    igraph_vector_int_destroy(&ends);
    if (rc)
        return rc;
    ig->has_graph = true;
    if ((rc = igraph_vector_init(&ig->weights, (igraph_integer_t)count)))
        return rc;
    ig->has_weights = true;
    if ((rc = igraph_vector_init(&ig->lengths, (igraph_integer_t)count)))
        return rc;
    ig->has_lengths = true;
    for (size_t i = 0; i < count; i++) {
        VECTOR(ig->weights)[i] = ties[i].weight;
        VECTOR(ig->lengths)[i] = ties[i].weight > 0 ? 1 / ties[i].weight : 1;
    }
    return IGRAPH_SUCCESS;
}

static void release(struct sg_ig *ig) {
    if (ig->has_lengths)
        igraph_vector_destroy(&ig->lengths);
    if (ig->has_weights)
        igraph_vector_destroy(&ig->weights);
    if (ig->has_graph)
        igraph_destroy(&ig->graph);
}

enum sg_status sg_ig_open(struct sg_ig **out, const struct sg_net *net, bool is_directed,
                          struct sg_error *err) {
    *out = NULL;
    struct sg_ig *ig = calloc(1, sizeof *ig);
    if (!ig)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    ig->net = net;
    ig->is_directed = is_directed && !net->is_undirected;
    enter();
    igraph_error_t rc = open_graph(ig, ig->is_directed ? net->arcs : net->pairs,
                                   ig->is_directed ? net->arc_count : net->pair_count);
    if (rc) {
        release(ig);
        free(ig);
        return leave("the graph", rc, err);
    }
    *out = ig;
    return leave("the graph", rc, err);
}

void sg_ig_close(struct sg_ig *ig) {
    if (!ig)
        return;
    enter();
    release(ig);
    leave("", IGRAPH_SUCCESS, NULL);
    free(ig);
}

static size_t node_count(const struct sg_ig *ig) { return ig->net->node_count; }

static void take(double *values, const igraph_vector_t *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        values[i] = VECTOR(*from)[i];
}

static void take_whole(double *values, const igraph_vector_int_t *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        values[i] = (double)VECTOR(*from)[i];
}

static igraph_error_t betweenness(igraph_vector_t *out, struct sg_ig *ig, const uint32_t *sources,
                                  size_t source_count) {
    if (!sources)
        return igraph_betweenness(&ig->graph, out, igraph_vss_all(), ig->is_directed, &ig->lengths);
    igraph_vector_int_t chosen;
    igraph_error_t rc = igraph_vector_int_init(&chosen, (igraph_integer_t)source_count);
    if (rc)
        return rc;
    for (size_t i = 0; i < source_count; i++)
        VECTOR(chosen)[i] = sources[i];
    rc = igraph_betweenness_subset(&ig->graph, out, igraph_vss_all(), ig->is_directed,
                                   igraph_vss_vector(&chosen), igraph_vss_all(), &ig->lengths);
    igraph_vector_int_destroy(&chosen);
    return rc;
}

enum sg_status sg_ig_betweenness(double *values, struct sg_ig *ig, const uint32_t *sources,
                                 size_t source_count, struct sg_error *err) {
    igraph_vector_t out;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = betweenness(&out, ig, sources, source_count);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("betweenness", rc, err);
}

enum sg_status sg_ig_closeness(double *values, double *reachable, struct sg_ig *ig,
                               struct sg_error *err) {
    igraph_vector_t out;
    igraph_vector_int_t counts;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (rc)
        return leave("closeness", rc, err);
    if (!(rc = igraph_vector_int_init(&counts, 0))) {
        rc = igraph_closeness(&ig->graph, &out, &counts, NULL, igraph_vss_all(), IGRAPH_OUT,
                              &ig->lengths, true);
        if (!rc) {
            take(values, &out, node_count(ig));
            take_whole(reachable, &counts, node_count(ig));
        }
        igraph_vector_int_destroy(&counts);
    }
    igraph_vector_destroy(&out);
    return leave("closeness", rc, err);
}

enum sg_status sg_ig_harmonic(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_t out;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = igraph_harmonic_centrality(&ig->graph, &out, igraph_vss_all(), IGRAPH_OUT,
                                        &ig->lengths, true);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("harmonic centrality", rc, err);
}

enum sg_status sg_ig_distances(double *values, struct sg_ig *ig, const uint32_t *sources,
                               size_t source_count, struct sg_error *err) {
    igraph_matrix_t out;
    igraph_vector_int_t from;
    size_t n = node_count(ig);
    enter();
    igraph_error_t rc = igraph_vector_int_init(&from, (igraph_integer_t)source_count);
    if (rc)
        return leave("distances", rc, err);
    for (size_t s = 0; s < source_count; s++)
        VECTOR(from)[s] = sources[s];
    if (!(rc = igraph_matrix_init(&out, 0, 0))) {
        rc = igraph_distances_dijkstra(&ig->graph, &out, igraph_vss_vector(&from), igraph_vss_all(),
                                       &ig->lengths, IGRAPH_OUT);
        for (size_t s = 0; !rc && s < source_count; s++)
            for (size_t i = 0; i < n; i++)
                values[s * n + i] = MATRIX(out, s, i);
        igraph_matrix_destroy(&out);
    }
    igraph_vector_int_destroy(&from);
    return leave("distances", rc, err);
}

enum sg_status sg_ig_eigenvector(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_t out;
    igraph_arpack_options_t options;
    enter();
    igraph_arpack_options_init(&options);
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = igraph_eigenvector_centrality(&ig->graph, &out, NULL, ig->is_directed, true,
                                           &ig->weights, &options);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("eigenvector centrality", rc, err);
}

enum sg_status sg_ig_pagerank(double *values, struct sg_ig *ig, double damping,
                              struct sg_error *err) {
    igraph_vector_t out;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = igraph_pagerank(&ig->graph, IGRAPH_PAGERANK_ALGO_PRPACK, &out, NULL, igraph_vss_all(),
                             ig->is_directed, damping, &ig->weights, NULL);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("PageRank", rc, err);
}

enum sg_status sg_ig_hits(double *hubs, double *authorities, struct sg_ig *ig,
                          struct sg_error *err) {
    igraph_vector_t hub, authority;
    igraph_arpack_options_t options;
    enter();
    igraph_arpack_options_init(&options);
    igraph_error_t rc = igraph_vector_init(&hub, 0);
    if (rc)
        return leave("hubs and authorities", rc, err);
    if (!(rc = igraph_vector_init(&authority, 0))) {
        rc = igraph_hub_and_authority_scores(&ig->graph, &hub, &authority, NULL, true, &ig->weights,
                                             &options);
        if (!rc) {
            take(hubs, &hub, node_count(ig));
            take(authorities, &authority, node_count(ig));
        }
        igraph_vector_destroy(&authority);
    }
    igraph_vector_destroy(&hub);
    return leave("hubs and authorities", rc, err);
}

enum sg_status sg_ig_coreness(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_int_t out;
    enter();
    igraph_error_t rc = igraph_vector_int_init(&out, 0);
    if (!rc) {
        rc = igraph_coreness(&ig->graph, &out, IGRAPH_ALL);
        if (!rc)
            take_whole(values, &out, node_count(ig));
        igraph_vector_int_destroy(&out);
    }
    return leave("coreness", rc, err);
}

enum sg_status sg_ig_constraint(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_t out;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = igraph_constraint(&ig->graph, &out, igraph_vss_all(), &ig->weights);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("constraint", rc, err);
}

enum sg_status sg_ig_articulation(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_int_t out;
    enter();
    igraph_error_t rc = igraph_vector_int_init(&out, 0);
    if (!rc) {
        rc = igraph_articulation_points(&ig->graph, &out);
        memset(values, 0, node_count(ig) * sizeof *values);
        for (igraph_integer_t i = 0; !rc && i < igraph_vector_int_size(&out); i++)
            values[VECTOR(out)[i]] = 1;
        igraph_vector_int_destroy(&out);
    }
    return leave("articulation points", rc, err);
}

enum sg_status sg_ig_transitivity(double *values, struct sg_ig *ig, struct sg_error *err) {
    igraph_vector_t out;
    enter();
    igraph_error_t rc = igraph_vector_init(&out, 0);
    if (!rc) {
        rc = igraph_transitivity_local_undirected(&ig->graph, &out, igraph_vss_all(),
                                                  IGRAPH_TRANSITIVITY_NAN);
        if (!rc)
            take(values, &out, node_count(ig));
        igraph_vector_destroy(&out);
    }
    return leave("transitivity", rc, err);
}

enum sg_status sg_ig_global_transitivity(double *value, struct sg_ig *ig, struct sg_error *err) {
    enter();
    igraph_error_t rc = igraph_transitivity_undirected(&ig->graph, value, IGRAPH_TRANSITIVITY_NAN);
    return leave("transitivity", rc, err);
}

enum sg_status sg_ig_reciprocity(double *value, struct sg_ig *ig, struct sg_error *err) {
    enter();
    igraph_error_t rc = IGRAPH_SUCCESS;
    if (igraph_ecount(&ig->graph))
        rc = igraph_reciprocity(&ig->graph, value, true, IGRAPH_RECIPROCITY_DEFAULT);
    else
        *value = NAN;
    return leave("reciprocity", rc, err);
}

enum sg_status sg_ig_blocks(uint32_t *block_of_tie, size_t *block_count, struct sg_ig *ig,
                            struct sg_error *err) {
    igraph_vector_int_list_t edges;
    igraph_integer_t count = 0;
    enter();
    igraph_error_t rc = igraph_vector_int_list_init(&edges, 0);
    if (!rc) {
        rc = igraph_biconnected_components(&ig->graph, &count, NULL, &edges, NULL, NULL);
        for (igraph_integer_t b = 0; !rc && b < igraph_vector_int_list_size(&edges); b++) {
            const igraph_vector_int_t *block = igraph_vector_int_list_get_ptr(&edges, b);
            for (igraph_integer_t i = 0; i < igraph_vector_int_size(block); i++)
                block_of_tie[VECTOR(*block)[i]] = (uint32_t)b;
        }
        igraph_vector_int_list_destroy(&edges);
    }
    *block_count = (size_t)count;
    return leave("biconnected components", rc, err);
}

enum sg_status sg_ig_leiden(uint32_t *membership, size_t *count, double *quality, struct sg_ig *ig,
                            uint64_t seed, struct sg_error *err) {
    igraph_vector_int_t out;
    igraph_vector_t strength;
    igraph_integer_t clusters = 0;
    enter();
    igraph_rng_seed(igraph_rng_default(), seed);
    igraph_error_t rc = igraph_vector_int_init(&out, 0);
    if (rc)
        return leave("Leiden communities", rc, err);
    if (!(rc = igraph_vector_init(&strength, 0))) {
        rc = igraph_strength(&ig->graph, &strength, igraph_vss_all(), IGRAPH_ALL, true,
                             &ig->weights);
        double total = igraph_vector_sum(&strength); /* twice the weight of all ties */
        if (!rc && total > 0)
            rc = igraph_community_leiden(&ig->graph, &ig->weights, &strength, 1 / total, 0.01,
                                         false, -1, &out, &clusters, quality);
        for (size_t i = 0; !rc && i < node_count(ig); i++)
            membership[i] = total > 0 ? (uint32_t)VECTOR(out)[i] : (uint32_t)i;
        *count = total > 0 ? (size_t)clusters : node_count(ig);
        igraph_vector_destroy(&strength);
    }
    igraph_vector_int_destroy(&out);
    return leave("Leiden communities", rc, err);
}
