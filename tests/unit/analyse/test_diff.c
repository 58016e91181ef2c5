#include "../aggregate/claims.h"

#include <setjmp.h>
#include <stancegraph/analysis.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void each_pair_of_actors_gets_one_kind_of_change(void **state) {
    struct sg_claim old[] = {
        claim_of("a", "backs", "b", "x", NULL), claim_of("a", "backs", "c", "x", NULL),
        claim_of("b", "accuses", "c", "x", NULL), claim_of("c", "accuses", "a", "x", NULL),
        claim_of("c", "cooccurs", "d", "x", NULL)};
    struct sg_claim new[] = {
        claim_of("a", "threatens", "b", "y", NULL), claim_of("b", "accuses", "c", "y", NULL),
        claim_of("b", "accuses", "c", "y", NULL),   claim_of("b", "threatens", "c", "y", NULL),
        claim_of("c", "condemns", "a", "y", NULL),  claim_of("e", "backs", "a", "y", NULL)};
    static const struct {
        const char *source, *target;
        enum sg_change_kind kind;
    } expected[] = {{"e", "a", SG_CHANGE_NEW},
                    {"a", "c", SG_CHANGE_LOST},
                    {"a", "b", SG_CHANGE_FLIPPED},
                    {"b", "c", SG_CHANGE_STRONGER},
                    {"c", "a", SG_CHANGE_SAME}};
    struct sg_graph *before = graph_of(old, sizeof old / sizeof *old);
    struct sg_graph *after = graph_of(new, sizeof new / sizeof *new);
    struct sg_diff *diff;
    assert_int_equal(sg_graph_diff(&diff, before, after, NULL), SG_OK);
    assert_int_equal(diff->change_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < diff->change_count; i++) {
        assert_string_equal(diff->changes[i].source->id, expected[i].source);
        assert_string_equal(diff->changes[i].target->id, expected[i].target);
        assert_string_equal(sg_change_name(diff->changes[i].kind),
                            sg_change_name(expected[i].kind));
    }
    assert_string_equal(diff->changes[1].evidence->doc, "x"); /* lost: the words of before */
    sg_diff_free(diff);
    assert_int_equal(sg_graph_diff(&diff, before, before, NULL), SG_OK);
    for (size_t i = 0; i < diff->change_count; i++)
        assert_int_equal(diff->changes[i].kind, SG_CHANGE_SAME);
    sg_diff_free(diff);
    sg_graph_free(before);
    sg_graph_free(after);
}

/* Ten documents agree on one tie, one stands alone for the other. */
static void what_rests_on_one_document_is_less_sure(void **state) {
    struct sg_claim claims[11];
    static char docs[11][16];
    for (int i = 0; i < 11; i++) {
        snprintf(docs[i], sizeof docs[i], "d%02d", i);
        claims[i] = i < 10 ? claim_of("a", "accuses", "b", docs[i], NULL)
                           : claim_of("c", "accuses", "b", docs[i], NULL);
    }
    struct sg_graph *graph = graph_of(claims, 11);
    struct sg_sureness *sure, *again;
    assert_int_equal(sg_analyse_sureness(&sure, graph, "strength", 2, 0, NULL, NULL), SG_OK);
    assert_true(sure->sign_holds[0] == 1);
    /* a document is drawn at all with probability 1 - (10/11)^11 = 0.65 */
    assert_true(sure->sign_holds[1] > 0.5 && sure->sign_holds[1] < 0.8);
    assert_true(sure->stays[0] == 1 && sure->stays[1] < 1);
    assert_true(sure->rank_low[1] == 1 && sure->rank_high[0] <= 2);
    assert_int_equal(sg_analyse_sureness(&again, graph, "strength", 2, 0, NULL, NULL), SG_OK);
    assert_memory_equal(sure->sign_holds, again->sign_holds, 2 * sizeof(double));
    sg_sureness_free(sure);
    sg_sureness_free(again);
    sg_graph_free(graph);
}

/* The samples are shared out to processes; a measure of igraph's and one of our own. */
static void sureness_is_the_same_for_any_number_of_processes(void **state) {
    static const char *const measures[] = {"pagerank", "strength"};
    struct sg_claim claims[90];
    static char names[90][3][12];
    for (int i = 0; i < 90; i++) {
        snprintf(names[i][0], 12, "n%02d", i % 17);
        snprintf(names[i][1], 12, "n%02d", (i * 7 + i / 17 + 1) % 17);
        snprintf(names[i][2], 12, "d%02d", i % 23);
        claims[i] =
            claim_of(names[i][0], i % 3 ? "accuses" : "backs", names[i][1], names[i][2], NULL);
    }
    struct sg_graph *graph = graph_of(claims, 90);
    for (int k = 0; k < 2; k++) {
        struct sg_sureness *one;
        struct sg_analysis_options options = {.seed = 5};
        assert_int_equal(sg_analyse_sureness(&one, graph, measures[k], 5, 0, &options, NULL),
                         SG_OK);
        assert_true(one->rank_high[0] > one->rank_low[0]);
        for (options.processes = 2; options.processes < 9; options.processes += 3) {
            struct sg_sureness *many;
            size_t nodes = graph->node_count * sizeof(double);
            size_t edges = graph->edge_count * sizeof(double);
            assert_int_equal(sg_analyse_sureness(&many, graph, measures[k], 5, 0, &options, NULL),
                             SG_OK);
            assert_memory_equal(one->rank_low, many->rank_low, nodes);
            assert_memory_equal(one->rank_high, many->rank_high, nodes);
            assert_memory_equal(one->stays_on_top, many->stays_on_top, nodes);
            assert_memory_equal(one->sign_holds, many->sign_holds, edges);
            assert_memory_equal(one->stays, many->stays, edges);
            sg_sureness_free(many);
        }
        sg_sureness_free(one);
    }
    sg_graph_free(graph);
}

static void four_documents_are_too_few_for_sureness(void **state) {
    struct sg_claim claim = claim_of("a", "accuses", "b", "d", NULL);
    struct sg_graph *graph = graph_of(&claim, 1);
    struct sg_sureness *sure;
    struct sg_error err;
    assert_int_equal(sg_analyse_sureness(&sure, graph, "strength", 2, 0, NULL, &err),
                     SG_ERR_UNDEFINED);
    assert_non_null(strstr(err.text, "and has 1:"));
    sg_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_of_actors_gets_one_kind_of_change),
        cmocka_unit_test(what_rests_on_one_document_is_less_sure),
        cmocka_unit_test(sureness_is_the_same_for_any_number_of_processes),
        cmocka_unit_test(four_documents_are_too_few_for_sureness),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
