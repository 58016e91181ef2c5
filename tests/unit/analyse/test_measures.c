#include "../aggregate/claims.h"

#include <math.h>
#include <setjmp.h>
#include <stancegraph/analysis.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* a backs b twice, b accuses c; d backs e apart from them. */
static struct sg_graph *two_parts(void) {
    struct sg_claim claims[] = {
        claim_of("a", "backs", "b", "x", NULL), claim_of("a", "backs", "b", "x", NULL),
        claim_of("b", "accuses", "c", "x", NULL), claim_of("d", "backs", "e", "x", NULL)};
    return graph_of(claims, 4);
}

static enum sg_status ask(const struct sg_graph *graph, const char *measure, const char *layer,
                          double *values, struct sg_error *err) {
    struct sg_analysis *analysis;
    struct sg_analysis_options options = {.layer = layer};
    enum sg_status status = sg_analyse_with(&analysis, graph, &measure, 1, &options, err);
    for (size_t i = 0; !status && values && i < graph->node_count; i++)
        values[i] = analysis->columns[0].values[i];
    if (!status)
        sg_analysis_free(analysis);
    return status;
}

static void strengths_count_claims_and_keep_signs_apart(void **state) {
    struct sg_graph *graph = two_parts();
    double v[5];
    ask(graph, "strength", NULL, v, NULL);
    assert_true(v[0] == 2 && v[1] == 3 && v[2] == 1);
    ask(graph, "negative_in", NULL, v, NULL);
    assert_true(v[0] == 0 && v[1] == 0 && v[2] == 1);
    ask(graph, "net_received", NULL, v, NULL);
    assert_true(v[1] == 2 && v[2] == -1);
    ask(graph, "status", NULL, v, NULL);
    assert_true(v[0] == -2 && v[1] == 3 && v[2] == -1);
    sg_graph_free(graph);
}

static void undefined_measures_are_refused_with_a_way_out(void **state) {
    static const struct {
        const char *measure, *layer, *says;
    } cases[] = {
        {"closeness", NULL, "not defined on a graph in 2 parts: take harmonic"},
        {"eigenvector", NULL, "not defined on a graph in 2 parts: take pagerank"},
        {"pagerank", "net", "negative weight"},
        {"betweenness", "net", "negative weight"},
        {"pn", "all", NULL},
        {"nonsense", NULL, "no measure 'nonsense'"},
        {"degree", "moon", "no layer 'moon'"},
    };
    struct sg_graph *graph = two_parts();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sg_error err = {.text = ""};
        enum sg_status status = ask(graph, cases[i].measure, cases[i].layer, NULL, &err);
        if (!cases[i].says && status)
            fail_msg("%s: %s", cases[i].measure, err.text);
        if (cases[i].says && (!status || !strstr(err.text, cases[i].says)))
            fail_msg("%s: status %d, '%s'", cases[i].measure, status, err.text);
    }
    sg_graph_free(graph);
}

static void signs_and_direction_are_needed_where_they_are_needed(void **state) {
    struct sg_claim claims[] = {claim_of("a", "cooccurs", "b", "x", NULL),
                                claim_of("b", "cooccurs", "c", "x", NULL)};
    struct sg_graph *graph = graph_of(claims, 2);
    struct sg_error err;
    assert_int_equal(ask(graph, "pn", NULL, NULL, &err), SG_ERR_UNDEFINED);
    assert_non_null(strstr(err.text, "friendly or hostile ties"));
    assert_int_equal(ask(graph, "hub", NULL, NULL, &err), SG_ERR_UNDEFINED);
    assert_non_null(strstr(err.text, "no direction"));
    double v[3];
    assert_int_equal(ask(graph, "betweenness", NULL, v, &err), SG_OK);
    assert_true(v[0] == 0 && v[1] == 1 && v[2] == 0);
    sg_graph_free(graph);
}

static void the_default_set_leaves_out_nothing_silently(void **state) {
    struct sg_graph *graph = two_parts();
    struct sg_analysis *analysis;
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    const struct sg_column *closeness = sg_analysis_column(analysis, "closeness");
    assert_non_null(closeness);
    assert_false(isnan(closeness->values[0]));
    assert_true(isnan(closeness->values[3])); /* d stands in the smaller part */
    bool is_told = false;
    for (size_t i = 0; i < analysis->note_count; i++)
        is_told |= strstr(analysis->notes[i], "closeness is given for the largest part") != NULL;
    assert_true(is_told);
    assert_non_null(sg_analysis_column(analysis, "pagerank"));
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

static void an_empty_graph_has_empty_columns(void **state) {
    struct sg_graph *graph = graph_of(NULL, 0);
    struct sg_analysis *analysis;
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(analysis->camp_count, 0);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

/* With all nodes as sources the estimate is the exact value; with half of them it is near. */
static void sampled_betweenness_is_announced_and_near(void **state) {
    struct sg_claim claims[400];
    static char names[400][2][12];
    for (int i = 0; i < 400; i++) {
        snprintf(names[i][0], 12, "n%03d", i % 100);
        snprintf(names[i][1], 12, "n%03d", (i * 7 + i / 100 * 13 + 1) % 100);
        claims[i] = claim_of(names[i][0], "backs", names[i][1], "x", NULL);
    }
    struct sg_graph *graph = graph_of(claims, 400);
    static const char *const measure[] = {"betweenness"};
    struct sg_analysis *exact, *estimate;
    struct sg_analysis_options options = {.exact_limit = 1, .seed = 7};
    assert_int_equal(sg_analyse_with(&exact, graph, measure, 1, NULL, NULL), SG_OK);
    assert_int_equal(exact->note_count, 0);
    assert_int_equal(sg_analyse_with(&estimate, graph, measure, 1, &options, NULL), SG_OK);
    assert_int_equal(estimate->note_count, 1);
    assert_non_null(strstr(estimate->notes[0], "estimated from 64 of"));
    double error = 0, all = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        error += fabs(exact->columns[0].values[i] - estimate->columns[0].values[i]);
        all += exact->columns[0].values[i];
    }
    assert_true(error > 0 && error < 0.25 * all);
    sg_analysis_free(exact);
    sg_analysis_free(estimate);
    sg_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strengths_count_claims_and_keep_signs_apart),
        cmocka_unit_test(undefined_measures_are_refused_with_a_way_out),
        cmocka_unit_test(signs_and_direction_are_needed_where_they_are_needed),
        cmocka_unit_test(the_default_set_leaves_out_nothing_silently),
        cmocka_unit_test(an_empty_graph_has_empty_columns),
        cmocka_unit_test(sampled_betweenness_is_announced_and_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
