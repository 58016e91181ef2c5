#include <stancegraph/export.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CAMPS 2
#define MEMBERS 12
#define ACTORS (CAMPS * MEMBERS)

/* Two camps: friends within, foes between; `extra` more ties and actors than at first. */
struct fixture {
    struct sg_node nodes[ACTORS + 4];
    char ids[ACTORS + 4][16];
    struct sg_edge edges[400];
    struct sg_graph graph;
};

static void add_edge(struct fixture *f, uint32_t source, uint32_t target, int sign) {
    f->edges[f->graph.edge_count++] = (struct sg_edge){.source = source,
                                                       .target = target,
                                                       .sign = sign,
                                                       .relation = sign > 0 ? "backs" : "accuses",
                                                       .is_directed = true,
                                                       .weight = 1};
}

static struct fixture *make_camps(bool has_grown) {
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->graph.nodes = f->nodes;
    f->graph.edges = f->edges;
    f->graph.node_count = ACTORS + (has_grown ? 2 : 0);
    for (uint32_t i = 0; i < f->graph.node_count; i++) {
        snprintf(f->ids[i], sizeof f->ids[i], "actor-%u", i);
        f->nodes[i] = (struct sg_node){.id = f->ids[i], .name = f->ids[i], .type = "state"};
    }
    for (uint32_t i = 0; i < ACTORS; i++) {
        uint32_t camp = i / MEMBERS, next = camp * MEMBERS + (i + 1) % MEMBERS;
        add_edge(f, i, next, 1);
        add_edge(f, i,
                 camp * MEMBERS + (i * 5 + 3) % MEMBERS == i
                     ? next
                     : camp * MEMBERS + (i * 5 + 3) % MEMBERS,
                 1);
        add_edge(f, i, (1 - camp) * MEMBERS + i * 7 % MEMBERS, -1);
    }
    if (has_grown) {
        add_edge(f, ACTORS, 3, 1);
        add_edge(f, ACTORS + 1, 17, 1);
        add_edge(f, ACTORS, ACTORS + 1, -1);
        add_edge(f, 2, 20, -1);
        add_edge(f, 14, 22, 1);
    }
    return f;
}

static double distance(const double *x, const double *y, size_t i, size_t j) {
    return hypot(x[i] - x[j], y[i] - y[j]);
}

static void friends_are_near_and_foes_apart(void **state) {
    struct fixture *f = make_camps(false);
    double x[ACTORS], y[ACTORS], friends = 0, foes = 0;
    size_t friend_count = 0, foe_count = 0;
    assert_int_equal(sg_layout(x, y, &f->graph, NULL), SG_OK);
    for (size_t i = 0; i < f->graph.edge_count; i++) {
        double d = distance(x, y, f->edges[i].source, f->edges[i].target);
        *(f->edges[i].sign > 0 ? &friends : &foes) += d;
        ++*(f->edges[i].sign > 0 ? &friend_count : &foe_count);
    }
    assert_true(friends / (double)friend_count < 0.75 * foes / (double)foe_count);
    free(f);
}

static void the_same_graph_lies_in_the_same_places(void **state) {
    struct fixture *f = make_camps(false);
    double x[ACTORS], y[ACTORS], x2[ACTORS], y2[ACTORS];
    sg_layout(x, y, &f->graph, NULL);
    sg_layout(x2, y2, &f->graph, NULL);
    assert_memory_equal(x, x2, sizeof x);
    assert_memory_equal(y, y2, sizeof y);
    free(f);
}

static void actors_keep_their_places_when_data_are_added(void **state) {
    struct fixture *before = make_camps(false), *after = make_camps(true);
    double x[ACTORS + 4], y[ACTORS + 4], x2[ACTORS + 4], y2[ACTORS + 4], moved = 0, apart = 0;
    sg_layout(x, y, &before->graph, NULL);
    sg_layout(x2, y2, &after->graph, NULL);
    for (size_t i = 0; i < ACTORS; i++) {
        moved += hypot(x[i] - x2[i], y[i] - y2[i]) / ACTORS;
        for (size_t j = 0; j < ACTORS; j++)
            apart += distance(x, y, i, j) / (ACTORS * (ACTORS - 1));
    }
    assert_true(moved < 0.35 * apart); /* without the thread to the starts it is 0.6 and more */
    free(before);
    free(after);
}

static void no_two_actors_share_a_place(void **state) {
    struct fixture *f = make_camps(true);
    double x[ACTORS + 4], y[ACTORS + 4];
    sg_layout(x, y, &f->graph, NULL);
    for (size_t i = 0; i < f->graph.node_count; i++) {
        assert_true(isfinite(x[i]) && isfinite(y[i]));
        for (size_t j = 0; j < i; j++)
            assert_true(distance(x, y, i, j) > 20);
    }
    free(f);
}

static void one_actor_and_none_are_fine(void **state) {
    struct sg_node node = {.id = "a", .name = "A", .type = "state"};
    struct sg_graph one = {.nodes = &node, .node_count = 1}, none = {0};
    double x = NAN, y = NAN;
    assert_int_equal(sg_layout(&x, &y, &one, NULL), SG_OK);
    assert_true(isfinite(x) && isfinite(y));
    assert_int_equal(sg_layout(NULL, NULL, &none, NULL), SG_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(friends_are_near_and_foes_apart),
        cmocka_unit_test(the_same_graph_lies_in_the_same_places),
        cmocka_unit_test(actors_keep_their_places_when_data_are_added),
        cmocka_unit_test(no_two_actors_share_a_place),
        cmocka_unit_test(one_actor_and_none_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
