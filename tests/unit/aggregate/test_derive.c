#include "claims.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct sg_graph *derive(const struct sg_graph *graph,
                               const struct sg_graph_options *options) {
    struct sg_graph *derived = NULL;
    struct sg_error err = {.text = ""};
    if (sg_graph_derive(&derived, graph, options, &err))
        fail_msg("%s", err.text);
    return derived;
}

static struct sg_graph *small(void) {
    struct sg_claim claims[] = {claim_of("iran", "threatens", "israel", "a", "2020-01-01"),
                                claim_of("iran", "threatens", "israel", "a", "2020-01-01"),
                                claim_of("iran", "threatens", "israel", "b", "2020-07-01"),
                                claim_of("usa", "backs", "israel", "b", "2020-07-01"),
                                claim_of("usa", "accuses", "iran", "c", NULL)};
    claims[0].outlet = claims[1].outlet = "Daily";
    claims[2].outlet = "Daily";
    return graph_of(claims, sizeof claims / sizeof *claims);
}

static void weights_count_documents_outlets_or_certainty(void **state) {
    static const struct {
        const char *weight;
        double expected;
    } cases[] = {{"claims", 3}, {"documents", 2}, {"outlets", 1}, {"confidence", 1.5}};
    struct sg_graph *graph = small();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sg_graph *derived =
            derive(graph, &(struct sg_graph_options){.weight = cases[i].weight});
        assert_true(edge_of(derived, "iran", "threatens", "israel")->weight == cases[i].expected);
        sg_graph_free(derived);
    }
    sg_graph_free(graph);
}

/* 182 days between the two dates: with that half-life the older two claims weigh a half each. */
static void a_claim_weighs_half_after_a_half_life(void **state) {
    struct sg_graph *graph = small();
    struct sg_graph *derived = derive(graph, &(struct sg_graph_options){.half_life = 182});
    assert_true(fabs(edge_of(derived, "iran", "threatens", "israel")->weight - 2) < 1e-12);
    assert_true(fabs(edge_of(derived, "usa", "accuses", "iran")->weight - 0.5) < 1e-12);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.half_life = 182, .as_of = "2020-12-30"});
    assert_true(fabs(edge_of(derived, "iran", "threatens", "israel")->weight - 1) < 1e-12);
    sg_graph_free(derived);
    sg_graph_free(graph);
}

static void a_period_keeps_its_claims_and_quotes_only(void **state) {
    struct sg_graph *graph = small();
    struct sg_graph *derived = derive(graph, &(struct sg_graph_options){.since = "2020-06-01"});
    const struct sg_edge *edge = edge_of(derived, "iran", "threatens", "israel");
    assert_int_equal(edge->claims, 1);
    assert_true(edge->weight == 1);
    assert_string_equal(edge->evidence.doc, "b");
    assert_string_equal(edge->first, "2020-07-01");
    assert_null(edge_of(derived, "usa", "accuses", "iran")); /* undated */
    assert_int_equal(derived->document_count, 1);
    assert_string_equal(derived->documents[edge->tallies[0].document], "b");
    sg_graph_free(derived);
    sg_graph_free(graph);
}

static void thinning_drops_edges_and_then_isolates(void **state) {
    struct sg_graph *graph = small();
    struct sg_graph *derived = derive(graph, &(struct sg_graph_options){.min_documents = 2});
    assert_int_equal(derived->edge_count, 1);
    assert_int_equal(derived->node_count, 2);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.min_weight = 1.5, .keep_isolates = true});
    assert_int_equal(derived->edge_count, 1);
    assert_int_equal(derived->node_count, 3);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.top = 2});
    assert_int_equal(derived->edge_count, 1);
    assert_non_null(edge_of(derived, "iran", "threatens", "israel"));
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.relations = "backs,accuses"});
    assert_int_equal(derived->edge_count, 2);
    sg_graph_free(derived);
    sg_graph_free(graph);
}

static void an_ego_network_ends_at_its_radius(void **state) {
    struct sg_claim claims[] = {claim_of("a", "backs", "b", "d", NULL),
                                claim_of("b", "backs", "c", "d", NULL),
                                claim_of("c", "backs", "e", "d", NULL)};
    struct sg_graph *graph = graph_of(claims, 3);
    struct sg_graph *derived = derive(graph, &(struct sg_graph_options){.ego = "A"});
    assert_int_equal(derived->node_count, 2);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.ego = "a", .radius = 2});
    assert_int_equal(derived->node_count, 3);
    sg_graph_free(derived);
    struct sg_error err;
    assert_int_equal(
        sg_graph_derive(&derived, graph, &(struct sg_graph_options){.ego = "nobody"}, &err),
        SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "no actor 'nobody'"));
    sg_graph_free(graph);
}

/* A minister of a state, a leader of a militia that belongs to the state. */
static void officials_roll_up_but_never_through_a_militia(void **state) {
    struct sg_claim claims[] = {claim_of("minister", "threatens", "iran", "a", NULL),
                                claim_of("iraq", "threatens", "iran", "b", NULL),
                                claim_of("khazali", "threatens", "iran", "b", NULL),
                                claim_of("minister", "affiliated", "ministry", "b", NULL),
                                claim_of("ministry", "affiliated", "iraq", "b", NULL),
                                claim_of("khazali", "affiliated", "aah", "b", NULL),
                                claim_of("aah", "affiliated", "iraq", "b", NULL)};
    claims[0].source.type = claims[2].source.type = claims[3].source.type = "official";
    claims[5].source.type = "official";
    claims[3].target.type = claims[4].source.type = "organization";
    claims[5].target.type = claims[6].source.type = "militia";
    struct sg_graph *graph = graph_of(claims, 7);
    struct sg_graph *derived =
        derive(graph, &(struct sg_graph_options){.roll_up = "state", .drop_affiliations = true});
    const struct sg_edge *edge = edge_of(derived, "iraq", "threatens", "iran");
    assert_int_equal(edge->claims, 2);
    assert_int_equal(edge->documents, 2);
    assert_true(edge->weight == 2);
    assert_non_null(edge_of(derived, "aah", "threatens", "iran"));
    assert_int_equal(derived->edge_count, 2);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.roll_up = "organization"});
    assert_non_null(edge_of(derived, "ministry", "threatens", "iran"));
    sg_graph_free(derived);
    sg_graph_free(graph);
}

/* A star: the hub gives 97 to one and 1 to each of three; the leaves have one edge only. For the
 * large edge chance is (1 - 0.97)^3, for the small ones 0.99^3. */
static void the_backbone_keeps_what_chance_does_not_explain(void **state) {
    struct sg_claim claims[100];
    static char leaves[3][8] = {"leaf-a", "leaf-b", "leaf-c"};
    for (int i = 0; i < 100; i++)
        claims[i] = claim_of("hub", "threatens", i < 97 ? "big" : leaves[i - 97], "d", NULL);
    struct sg_graph *graph = graph_of(claims, 100);
    struct sg_graph *derived = derive(graph, &(struct sg_graph_options){.backbone = 0.05});
    assert_int_equal(derived->edge_count, 1);
    sg_graph_free(derived);
    derived = derive(graph, &(struct sg_graph_options){.backbone = 0.98});
    assert_int_equal(derived->edge_count, 4);
    sg_graph_free(derived);
    sg_graph_free(graph);
}

/* Pairs: a-b 4, a-c 1, b-c 1, d-e 4: a stands in 5 pairs, b in 5, all are 10. */
static void associations_are_those_of_the_formulas(void **state) {
    struct sg_claim claims[10];
    for (int i = 0; i < 10; i++)
        claims[i] = i < 4    ? claim_of("a", "cooccurs", "b", "x", NULL)
                    : i == 4 ? claim_of("a", "cooccurs", "c", "x", NULL)
                    : i == 5 ? claim_of("b", "cooccurs", "c", "x", NULL)
                             : claim_of("d", "cooccurs", "e", "x", NULL);
    static const struct {
        const char *name;
        double expected;
    } cases[] = {{"count", 4},
                 {"jaccard", 4.0 / 6},
                 {"cosine", 4.0 / 5},
                 {"npmi", 0.51293}, /* log(1.6) / log(2.5) */
                 {"loglik", 3.85490}};
    struct sg_graph *graph = graph_of(claims, 10);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sg_graph *derived =
            derive(graph, &(struct sg_graph_options){.association = cases[i].name});
        double got = edge_of(derived, "a", "cooccurs", "b")->weight;
        if (fabs(got - cases[i].expected) > 1e-4)
            fail_msg("%s: expected %f, got %f", cases[i].name, cases[i].expected, got);
        sg_graph_free(derived);
    }
    sg_graph_free(graph);
}

static void words_that_do_not_exist_are_refused_by_name(void **state) {
    static const struct sg_graph_options cases[] = {{.weight = "love"},
                                                    {.association = "love"},
                                                    {.roll_up = "love"},
                                                    {.since = "yesterday"},
                                                    {.backbone = 3}};
    struct sg_graph *graph = small(), *derived;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sg_graph_derive(&derived, graph, &cases[i], NULL), SG_ERR_USAGE);
    sg_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_count_documents_outlets_or_certainty),
        cmocka_unit_test(a_claim_weighs_half_after_a_half_life),
        cmocka_unit_test(a_period_keeps_its_claims_and_quotes_only),
        cmocka_unit_test(thinning_drops_edges_and_then_isolates),
        cmocka_unit_test(an_ego_network_ends_at_its_radius),
        cmocka_unit_test(officials_roll_up_but_never_through_a_militia),
        cmocka_unit_test(the_backbone_keeps_what_chance_does_not_explain),
        cmocka_unit_test(associations_are_those_of_the_formulas),
        cmocka_unit_test(words_that_do_not_exist_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
