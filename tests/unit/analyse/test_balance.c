#include "analyse/frustration.h"
#include "tribes.h"

#include <math.h>
#include <setjmp.h>
#include <stancegraph/analysis.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static size_t brute_force(size_t n, const struct sg_signed_tie *ties, size_t count) {
    size_t least = count;
    for (unsigned sides = 0; sides < 1u << n; sides++) {
        size_t frustrated = 0;
        for (size_t i = 0; i < count; i++) {
            int is_together = (sides >> ties[i].a & 1) == (sides >> ties[i].b & 1);
            frustrated += is_together ? ties[i].sign < 0 : ties[i].sign > 0;
        }
        least = frustrated < least ? frustrated : least;
    }
    return least;
}

/* Each pair of up to five nodes is friendly, hostile or nothing: 3^10 graphs. */
static void frustration_is_that_of_brute_force_on_all_graphs_of_five(void **state) {
    enum { N = 5, PAIRS = N * (N - 1) / 2 };
    unsigned all = 1;
    for (int i = 0; i < PAIRS; i++)
        all *= 3;
    for (unsigned code = 0; code < all; code++) {
        struct sg_signed_tie ties[PAIRS];
        size_t count = 0, low, high;
        unsigned rest = code;
        for (uint32_t a = 0; a < N; a++)
            for (uint32_t b = a + 1; b < N; b++, rest /= 3)
                if (rest % 3)
                    ties[count++] = (struct sg_signed_tie){a, b, rest % 3 == 1 ? 1 : -1};
        /* one poor start, so that the search has work to do */
        assert_int_equal(sg_frustration(&low, &high, N, ties, count, code, 100000, NULL), SG_OK);
        size_t expected = brute_force(N, ties, count);
        if (low != expected || high != expected)
            fail_msg("graph %u: %zu..%zu, expected %zu", code, low, high, expected);
    }
}

static void frustration_is_that_of_brute_force_on_dense_graphs_of_twelve(void **state) {
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct sg_signed_tie ties[66];
        size_t count = 0, low, high;
        uint64_t word = seed;
        for (uint32_t a = 0; a < 12; a++)
            for (uint32_t b = a + 1; b < 12; b++) {
                word = word * 6364136223846793005u + 1442695040888963407u;
                if (word >> 60 < 4 + seed % 12)
                    ties[count++] = (struct sg_signed_tie){a, b, word >> 40 & 1 ? 1 : -1};
            }
        size_t expected = brute_force(12, ties, count);
        assert_int_equal(sg_frustration(&low, &high, 12, ties, count, seed, 1000000, NULL), SG_OK);
        assert_int_equal(low, expected);
        assert_int_equal(high, expected);
        /* without search the bounds may stand apart and must still hold */
        assert_int_equal(sg_frustration(&low, &high, 12, ties, count, seed, 0, NULL), SG_OK);
        assert_true(low <= expected && expected <= high);
    }
}

/* Each pair of four actors is friendly, hostile, as much of one as of the other, or nothing: 4^6
 * graphs, through claims. Triads, pairs and frustration as counted by looking at all of them. */
static void balance_is_that_of_brute_force_on_all_graphs_of_four(void **state) {
    enum { N = 4, PAIRS = 6 };
    static const char *const names[N] = {"a", "b", "c", "d"};
    for (unsigned code = 1; code < 4096; code++) {
        struct sg_claim claims[2 * PAIRS];
        struct sg_signed_tie ties[PAIRS];
        int sign[N][N] = {{0}};
        size_t count = 0, tie_count = 0, mixed = 0, triads[4] = {0};
        unsigned rest = code;
        for (uint32_t a = 0; a < N; a++)
            for (uint32_t b = a + 1; b < N; b++, rest /= 4) {
                if (rest % 4 == 1 || rest % 4 == 3)
                    claims[count++] = claim_of(names[a], "backs", names[b], "d", NULL);
                if (rest % 4 == 2 || rest % 4 == 3)
                    claims[count++] = claim_of(names[b], "attacks", names[a], "d", NULL);
                mixed += rest % 4 == 3;
                sign[a][b] = rest % 4 == 1 ? 1 : rest % 4 == 2 ? -1 : 0;
                if (sign[a][b])
                    ties[tie_count++] = (struct sg_signed_tie){a, b, sign[a][b]};
            }
        for (int a = 0; a < N; a++)
            for (int b = a + 1; b < N; b++)
                for (int c = b + 1; c < N; c++)
                    if (sign[a][b] && sign[b][c] && sign[a][c])
                        triads[(sign[a][b] < 0) + (sign[b][c] < 0) + (sign[a][c] < 0)]++;
        struct sg_graph *graph = graph_of(claims, count);
        struct sg_balance balance;
        enum sg_status status = sg_analyse_balance(&balance, graph, NULL, 0, NULL);
        assert_int_equal(status, tie_count ? SG_OK : SG_ERR_UNDEFINED);
        if (!status && (balance.positive + balance.negative != tie_count ||
                        balance.mixed != mixed || memcmp(balance.triads, triads, sizeof triads) ||
                        balance.frustration_low != brute_force(N, ties, tie_count) ||
                        balance.frustration_high != balance.frustration_low))
            fail_msg("graph %u", code);
        sg_graph_free(graph);
    }
}

/* 58 ties, 29 of either sign (Read 1954); the line index of 7 is Aref and Wilson's. The triad
 * counts are no published figures: they were counted from the same matrix by brute force. */
static void the_highland_tribes_have_the_balance_that_was_counted(void **state) {
    struct sg_graph *graph = tribes();
    struct sg_balance balance;
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(balance.positive, 29);
    assert_int_equal(balance.negative, 29);
    assert_int_equal(balance.triads[0], 19);
    assert_int_equal(balance.triads[1], 2);
    assert_int_equal(balance.triads[2], 40);
    assert_int_equal(balance.triads[3], 7);
    assert_true(fabs(balance.triad_balance - 59.0 / 68) < 1e-12);
    assert_int_equal(balance.frustration_low, 7);
    assert_int_equal(balance.frustration_high, 7);
    sg_graph_free(graph);
}

/* Everett and Borgatti 2014, the example of the same tribes. */
static void the_highland_tribes_have_their_published_pn_centrality(void **state) {
    static const double expected[TRIBES] = {
        0.7526608, 0.7642241, 1.0419771, 1.0226038, 0.9026693, 0.9054574, 1.2235610, 1.1414595,
        0.8740846, 0.9033828, 0.8653172, 0.9340946, 0.9158561, 0.8746127, 0.7146865, 0.7145186};
    static const char *const names[] = {"pn"};
    struct sg_graph *graph = tribes();
    struct sg_analysis *analysis;
    assert_int_equal(sg_analyse(&analysis, graph, names, 1, NULL), SG_OK);
    for (int i = 0; i < TRIBES; i++) {
        uint32_t node = sg_graph_find(graph, tribe_names[i], NULL);
        assert_true(fabs(analysis->columns[0].values[node] - expected[i]) < 1e-6);
    }
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

/* Three alliances: Hage and Harary 1983; found by signed modularity in Traag and Bruggeman 2009. */
static void the_highland_tribes_fall_into_three_camps(void **state) {
    static const char *const members[3] = {"ove alika gahuk masil ukudz geham asaro",
                                           "nagam notoh kohik uheto seuve",
                                           "gavev kotun nagad gama"};
    struct sg_graph *graph = tribes();
    struct sg_analysis *analysis;
    assert_int_equal(sg_analyse(&analysis, graph, NULL, 0, NULL), SG_OK);
    assert_int_equal(analysis->camp_count, 3);
    for (uint32_t camp = 0; camp < 3; camp++)
        for (int i = 0; i < TRIBES; i++)
            if (strstr(members[camp], tribe_names[i]) &&
                analysis->camps[sg_graph_find(graph, tribe_names[i], NULL)] != camp)
                fail_msg("%s is not in camp %u", tribe_names[i], camp);
    assert_true(analysis->camp_info.polarisation > 0.8);
    assert_true(analysis->camp_info.stability > 0.9);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
}

static void balance_without_signs_is_refused(void **state) {
    struct sg_claim claim = claim_of("a", "cooccurs", "b", "d", NULL);
    struct sg_graph *graph = graph_of(&claim, 1);
    struct sg_balance balance;
    struct sg_error err;
    assert_int_equal(sg_analyse_balance(&balance, graph, NULL, 0, &err), SG_ERR_UNDEFINED);
    assert_non_null(strstr(err.text, "take transitivity"));
    sg_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frustration_is_that_of_brute_force_on_all_graphs_of_five),
        cmocka_unit_test(frustration_is_that_of_brute_force_on_dense_graphs_of_twelve),
        cmocka_unit_test(balance_is_that_of_brute_force_on_all_graphs_of_four),
        cmocka_unit_test(the_highland_tribes_have_the_balance_that_was_counted),
        cmocka_unit_test(the_highland_tribes_have_their_published_pn_centrality),
        cmocka_unit_test(the_highland_tribes_fall_into_three_camps),
        cmocka_unit_test(balance_without_signs_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
