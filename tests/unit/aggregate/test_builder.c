#include "claims.h"

#include "analyse/rng.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Every field of a graph as text, so that equal text is an equal graph. */
static char *dump(const struct sg_graph *graph) {
    struct sg_buf out;
    sg_buf_init(&out);
    for (size_t i = 0; i < graph->node_count; i++)
        sg_buf_printf(&out, "%s %s %s %zu %zu\n", graph->nodes[i].id, graph->nodes[i].name,
                      graph->nodes[i].type, graph->nodes[i].claims, graph->nodes[i].documents);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *e = &graph->edges[i];
        sg_buf_printf(&out, "%u %u %s %d %d %a %zu %zu %zu %s %s %d | %s %s %s %a\n", e->source,
                      e->target, e->relation, e->sign, e->is_directed, e->weight, e->claims,
                      e->documents, e->sources, e->first ? e->first : "-", e->last ? e->last : "-",
                      e->is_former, e->evidence.doc, e->evidence.date ? e->evidence.date : "-",
                      e->evidence.text, e->evidence.confidence);
        for (size_t t = 0; t < e->tally_count; t++)
            sg_buf_printf(&out, "  %s %u %d %u %a\n", graph->documents[e->tallies[t].document],
                          e->tallies[t].outlet, e->tallies[t].day, e->tallies[t].claims,
                          e->tallies[t].confidence);
        for (size_t t = 0; t < e->sentence_count; t++)
            sg_buf_printf(&out, "  > %s %s\n", e->sentences[t].doc, e->sentences[t].text);
    }
    sg_buf_printf(&out, "%zu %zu %zu %zu %s\n", graph->claims, graph->negated, graph->hypothetical,
                  graph->selves, graph->first ? graph->first : "-");
    return out.data;
}

enum { MANY = 600 };

static char words[MANY][6][24];

/* Random claims that collide often: few actors, few documents, names that differ. */
static void make_claims(struct sg_claim *claims, uint64_t seed) {
    static const char *const relations[] = {"threatens", "backs", "accuses", "cooccurs",
                                            "affiliated"};
    struct sg_rng rng = {seed};
    for (int i = 0; i < MANY; i++) {
        snprintf(words[i][0], 24, "actor-%u", sg_rng_below(&rng, 6));
        snprintf(words[i][1], 24, "actor-%u", sg_rng_below(&rng, 6));
        snprintf(words[i][2], 24, "doc%u", sg_rng_below(&rng, 9));
        snprintf(words[i][3], 24, "2020-0%u-1%u", 1 + sg_rng_below(&rng, 9),
                 sg_rng_below(&rng, 10));
        snprintf(words[i][4], 24, "Sentence %u.", sg_rng_below(&rng, 50));
        snprintf(words[i][5], 24, "Name %u", sg_rng_below(&rng, 3));
        claims[i] = claim_of(words[i][0], relations[sg_rng_below(&rng, 5)], words[i][1],
                             words[i][2], sg_rng_below(&rng, 5) ? words[i][3] : NULL);
        claims[i].text = words[i][4];
        claims[i].source.name = words[i][5];
        claims[i].confidence = (1 + sg_rng_below(&rng, 100)) / 101.0;
        claims[i].outlet = sg_rng_below(&rng, 3) ? words[(i * 7) % MANY][5] : NULL;
        claims[i].is_negated = sg_rng_below(&rng, 11) == 0;
        claims[i].is_former = sg_rng_below(&rng, 4) == 0;
        claims[i].modality = sg_rng_below(&rng, 13) == 0 ? SG_HYPOTHETICAL : SG_ASSERTED;
    }
}

static void any_order_of_the_same_claims_gives_the_same_graph(void **state) {
    static struct sg_claim claims[MANY];
    for (uint64_t seed = 1; seed <= 5; seed++) {
        make_claims(claims, seed);
        struct sg_graph *graph = graph_of(claims, MANY);
        char *expected = dump(graph);
        sg_graph_free(graph);
        for (uint64_t round = 0; round < 10; round++) {
            struct sg_rng rng = {seed * 100 + round};
            for (uint32_t i = MANY - 1; i > 0; i--) {
                uint32_t j = sg_rng_below(&rng, i + 1);
                struct sg_claim claim = claims[i];
                claims[i] = claims[j];
                claims[j] = claim;
            }
            graph = graph_of(claims, MANY);
            char *got = dump(graph);
            assert_string_equal(got, expected);
            free(got);
            sg_graph_free(graph);
        }
        free(expected);
    }
}

static void negated_and_hypothetical_claims_and_selves_add_nothing(void **state) {
    struct sg_claim claims[] = {claim_of("iran", "threatens", "israel", "a", NULL),
                                claim_of("iran", "threatens", "israel", "a", NULL),
                                claim_of("iran", "threatens", "iran", "a", NULL)};
    claims[0].is_negated = true;
    claims[1].modality = SG_HYPOTHETICAL;
    struct sg_graph *graph = graph_of(claims, 3);
    assert_int_equal(graph->node_count, 0);
    assert_int_equal(graph->edge_count, 0);
    assert_int_equal(graph->negated, 1);
    assert_int_equal(graph->hypothetical, 1);
    assert_int_equal(graph->selves, 1);
    sg_graph_free(graph);
}

static void counts_are_of_claims_documents_and_outlets(void **state) {
    struct sg_claim claims[] = {claim_of("iran", "threatens", "israel", "a", "2020-01-03"),
                                claim_of("iran", "threatens", "israel", "a", "2020-01-03"),
                                claim_of("iran", "threatens", "israel", "b", "2019-05-01"),
                                claim_of("iran", "backs", "israel", "b", NULL)};
    claims[0].outlet = "Daily";
    claims[2].outlet = "Weekly";
    struct sg_graph *graph = graph_of(claims, 4);
    const struct sg_edge *edge = edge_of(graph, "iran", "threatens", "israel");
    assert_non_null(edge);
    assert_int_equal(edge->claims, 3);
    assert_int_equal(edge->documents, 2);
    assert_int_equal(edge->sources, 2);
    assert_int_equal(edge->sign, -1);
    assert_string_equal(edge->first, "2019-05-01");
    assert_string_equal(edge->last, "2020-01-03");
    assert_true(edge->weight == 3);
    assert_int_equal(graph->nodes[0].claims, 4);
    assert_int_equal(graph->nodes[0].documents, 2);
    assert_null(edge_of(graph, "iran", "backs", "israel")->first);
    sg_graph_free(graph);
}

static void cooccurrence_has_no_direction_and_no_claims(void **state) {
    struct sg_claim claims[] = {claim_of("syria", "cooccurs", "iran", "a", NULL),
                                claim_of("iran", "cooccurs", "syria", "a", NULL)};
    struct sg_graph *graph = graph_of(claims, 2);
    assert_int_equal(graph->edge_count, 1);
    assert_false(graph->edges[0].is_directed);
    assert_true(graph->edges[0].weight == 2);
    assert_string_equal(graph->nodes[graph->edges[0].source].id, "iran");
    assert_int_equal(graph->nodes[0].claims, 0);
    sg_graph_free(graph);
}

static void the_surest_then_earliest_sentence_is_quoted(void **state) {
    struct sg_claim claims[] = {claim_of("iran", "threatens", "israel", "a", "2020-01-03"),
                                claim_of("iran", "threatens", "israel", "b", "2019-01-03"),
                                claim_of("iran", "threatens", "israel", "c", "2018-01-03")};
    claims[0].confidence = claims[1].confidence = 0.9;
    claims[2].confidence = 0.4;
    struct sg_graph *graph = graph_of(claims, 3);
    assert_string_equal(graph->edges[0].evidence.doc, "b");
    assert_int_equal(graph->edges[0].sentence_count, 3);
    assert_string_equal(graph->edges[0].sentences[0].doc, "c");
    sg_graph_free(graph);
}

static void the_most_frequent_name_of_an_actor_wins(void **state) {
    struct sg_claim claims[] = {claim_of("iran", "threatens", "israel", "a", NULL),
                                claim_of("iran", "threatens", "israel", "b", NULL),
                                claim_of("iran", "threatens", "israel", "c", NULL)};
    claims[0].source.name = "Aran";
    claims[1].source.name = claims[2].source.name = "Iran";
    struct sg_graph *graph = graph_of(claims, 3);
    assert_string_equal(graph->nodes[0].name, "Iran");
    sg_graph_free(graph);
}

static void a_builder_is_empty_after_finishing(void **state) {
    struct sg_claim claim = claim_of("iran", "threatens", "israel", "a", NULL);
    struct sg_graph_builder *builder;
    struct sg_graph *first, *second;
    assert_int_equal(sg_graph_builder_new(&builder, NULL), SG_OK);
    assert_int_equal(sg_graph_builder_add(builder, &claim, NULL), SG_OK);
    assert_int_equal(sg_graph_builder_finish(&first, builder, NULL), SG_OK);
    assert_int_equal(sg_graph_builder_finish(&second, builder, NULL), SG_OK);
    assert_int_equal(first->edge_count, 1);
    assert_int_equal(second->edge_count, 0);
    sg_graph_free(first);
    sg_graph_free(second);
    sg_graph_builder_free(builder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_of_the_same_claims_gives_the_same_graph),
        cmocka_unit_test(negated_and_hypothetical_claims_and_selves_add_nothing),
        cmocka_unit_test(counts_are_of_claims_documents_and_outlets),
        cmocka_unit_test(cooccurrence_has_no_direction_and_no_claims),
        cmocka_unit_test(the_surest_then_earliest_sentence_is_quoted),
        cmocka_unit_test(the_most_frequent_name_of_an_actor_wins),
        cmocka_unit_test(a_builder_is_empty_after_finishing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
