/* Measures against published networks and published values. */
#include "textbook.h"

#include <math.h>
#include <setjmp.h>
#include <stancegraph/analysis.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const double *column(struct sg_analysis **analysis, const struct sg_graph *graph,
                            const char *name) {
    struct sg_error err = {.text = ""};
    if (sg_analyse(analysis, graph, &name, 1, &err))
        fail_msg("%s: %s", name, err.text);
    return (*analysis)->columns[0].values;
}

static void sums_of_choices_are_those_that_sampson_prints(void **state) {
    struct sg_graph *graph = textbook_graph(monk_affect, COUNT(monk_affect), monk_names, true);
    struct sg_analysis *liked, *disliked;
    const double *likes = column(&liked, graph, "positive_in");
    const double *dislikes = column(&disliked, graph, "negative_in");
    assert_int_equal(graph->node_count, MONKS);
    for (int i = 0; i < MONKS; i++) {
        uint32_t node = sg_graph_find(graph, monk_names[i], NULL);
        if (likes[node] != monk_liked[i] || dislikes[node] != monk_disliked[i])
            fail_msg("%s: %g and %g", monk_names[i], likes[node], dislikes[node]);
    }
    sg_analysis_free(liked);
    sg_analysis_free(disliked);
    sg_graph_free(graph);
}

/* Pairs are signed by the sum of both choices (four sums are zero or pairs are one-sided: 78 have a
 * sign). The index is no published figure: all 2^17 splits were tried. */
static void the_monks_choices_have_the_frustration_that_all_splits_give(void **state) {
    struct sg_graph *graph = textbook_graph(monk_affect, COUNT(monk_affect), monk_names, true);
    struct sg_balance balance;
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.positive + balance.negative, 78);
    assert_int_equal(balance.negative, 37);
    assert_int_equal(balance.frustration_low, 12);
    assert_int_equal(balance.frustration_high, 12);
    sg_graph_free(graph);
}

/* Sampson's own groups: outcasts, loyal opposition, young Turks. The novices between them, and
 * those few whom other authors move too (Basil's friend John Bosco leads the young Turks and is
 * chosen by the outcasts), may stand anywhere. */
static void the_monks_fall_into_sampsons_groups(void **state) {
    static const char *const groups[] = {"basil elias simplicius",
                                         "peter bonaventure berthold ambrose louis victor",
                                         "gregory mark winfrid boniface albert"};
    struct sg_graph *graph = textbook_graph(monk_affect, COUNT(monk_affect), monk_names, true);
    struct sg_analysis *analysis;
    uint32_t camps[3];
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    for (int g = 0; g < 3; g++) {
        camps[g] = SG_NO_CAMP;
        for (int i = 0; i < MONKS; i++) {
            uint32_t camp = analysis->camps[sg_graph_find(graph, monk_names[i], NULL)];
            if (!strstr(groups[g], monk_names[i]))
                continue;
            if (camps[g] == SG_NO_CAMP)
                camps[g] = camp;
            if (camp != camps[g])
                fail_msg("%s is not with the others of '%s'", monk_names[i], groups[g]);
        }
    }
    assert_true(camps[0] != camps[1] && camps[1] != camps[2] && camps[0] != camps[2]);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

/* Aref, Mason and Wilson 2018, of these 49 ties: line index 5; so say all 2^17 splits. */
static void sampsons_monastery_has_its_published_line_index(void **state) {
    struct sg_graph *graph =
        textbook_graph(monastery_ties, COUNT(monastery_ties), monk_names, false);
    struct sg_balance balance;
    assert_int_equal(graph->node_count, 18);
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.positive, 37);
    assert_int_equal(balance.negative, 12);
    assert_int_equal(balance.frustration_low, 5);
    assert_int_equal(balance.frustration_high, 5);
    sg_graph_free(graph);
}

/* Two blocks: Kropivnik and Mrvar 1996. Two ties stand against them, both weak (-9, -6). */
static void the_slovene_parties_fall_into_their_published_blocks(void **state) {
    static const char left[] = " zlsd lds zs-ess ds sns ";
    struct sg_graph *graph = textbook_graph(party_ties, COUNT(party_ties), party_names, true);
    struct sg_analysis *analysis;
    struct sg_balance balance;
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.positive, 18);
    assert_int_equal(balance.negative, 27);
    assert_int_equal(balance.triads[0], 15);
    assert_int_equal(balance.triads[1], 4);
    assert_int_equal(balance.triads[2], 91);
    assert_int_equal(balance.triads[3], 10);
    assert_int_equal(balance.frustration_low, 2);
    assert_int_equal(balance.frustration_high, 2);
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(analysis->camp_count, 2);
    uint32_t lds = analysis->camps[sg_graph_find(graph, "lds", NULL)];
    for (int i = 0; i < PARTIES; i++) {
        char word[16];
        snprintf(word, sizeof word, " %s ", party_names[i]);
        bool is_left = strstr(left, word) != NULL;
        if ((analysis->camps[sg_graph_find(graph, party_names[i], NULL)] == lds) != is_left)
            fail_msg("%s stands in the wrong block", party_names[i]);
    }
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

/* The constellation is told as an example of balance: two sides, and no tie against them. By hand:
 * China, the United States and Pakistan; the Soviet Union, India, Bangladesh and North Vietnam. */
static void the_sovereign_states_of_1971_are_balanced(void **state) {
    struct sg_graph *graph = textbook_graph(state_ties, COUNT(state_ties), state_names, false);
    struct sg_balance balance;
    struct sg_analysis *analysis;
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.positive, 3);
    assert_int_equal(balance.negative, 4);
    assert_int_equal(balance.frustration_high, 0);
    /* one cycle of four: China, India, Pakistan, United States; no triads */
    assert_true(isnan(balance.triad_balance));
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    uint32_t china = analysis->camps[sg_graph_find(graph, "china", NULL)];
    assert_int_equal(analysis->camps[sg_graph_find(graph, "united-states", NULL)], china);
    assert_int_equal(analysis->camps[sg_graph_find(graph, "pakistan", NULL)], china);
    assert_true(analysis->camps[sg_graph_find(graph, "india", NULL)] != china);
    assert_true(analysis->camp_info.fit == 1);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
    /* were the United States Pakistan's foe, one tie would stand against any two sides */
    struct textbook_row upset[COUNT(state_ties)];
    memcpy(upset, state_ties, sizeof upset);
    upset[4].value = -1;
    graph = textbook_graph(upset, COUNT(upset), state_names, false);
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.frustration_low, 1);
    assert_int_equal(balance.frustration_high, 1);
    sg_graph_free(graph);
}

/* Everett and Borgatti, Networks involving positive and negative ties, Social Networks 38 (2014),
 * table 5 and its PN values, to their three digits. */
static void the_ten_nodes_of_everett_and_borgatti_have_their_published_pn_centrality(void **state) {
    static const char *const names[] = {"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"};
    static const struct textbook_row ties[] = {
        {1, 2, 1},  {1, 4, 1},  {1, 8, -1}, {1, 9, -1},  {2, 3, 1},  {2, 4, -1}, {2, 5, 1},
        {2, 6, -1}, {2, 7, -1}, {3, 4, 1},  {3, 5, -1},  {3, 9, -1}, {4, 5, 1},  {4, 6, -1},
        {4, 7, -1}, {5, 6, 1},  {5, 8, -1}, {5, 10, -1}, {6, 7, 1},  {6, 9, 1},  {6, 10, -1},
        {7, 8, 1},  {7, 9, -1}, {7, 10, 1}, {8, 9, 1},   {9, 10, 1}};
    static const double expected[] = {0.901, 0.861, 0.908, 0.861, 0.841,
                                      0.850, 0.862, 0.902, 0.851, 0.907};
    struct sg_graph *graph = textbook_graph(ties, COUNT(ties), names, false);
    struct sg_analysis *analysis;
    const double *values = column(&analysis, graph, "pn");
    for (size_t i = 0; i < COUNT(expected); i++)
        if (fabs(values[i] - expected[i]) > 0.0005 + 1e-9)
            fail_msg("%s: %.6f, published %.3f", names[i], values[i], expected[i]);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_choices_are_those_that_sampson_prints),
        cmocka_unit_test(the_monks_choices_have_the_frustration_that_all_splits_give),
        cmocka_unit_test(the_monks_fall_into_sampsons_groups),
        cmocka_unit_test(sampsons_monastery_has_its_published_line_index),
        cmocka_unit_test(the_slovene_parties_fall_into_their_published_blocks),
        cmocka_unit_test(the_sovereign_states_of_1971_are_balanced),
        cmocka_unit_test(the_ten_nodes_of_everett_and_borgatti_have_their_published_pn_centrality),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
