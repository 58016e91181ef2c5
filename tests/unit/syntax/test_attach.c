/* Trees out of arc scores. */
#include "syntax/attach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define STRIDE 16

static bool is_tree(const uint32_t *heads, size_t count) {
    size_t roots = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = i + 1, steps = 0;
        roots += heads[i] == 0;
        while (at && steps++ <= count) {
            if (at > count)
                return false;
            at = heads[at - 1];
        }
        if (at)
            return false;
    }
    return roots == 1;
}

static float sum(const uint32_t *heads, const float *scores, size_t count) {
    float out = 0;
    for (size_t i = 0; i < count; i++)
        out += scores[i * STRIDE + heads[i]];
    return out;
}

static float number(uint32_t *random) {
    *random = *random * 1664525u + 1013904223u;
    return (float)(*random >> 20);
}

static void attach(uint32_t *heads, const float *scores, size_t count) {
    void *room = malloc(sg_attach_room(count));
    assert_non_null(room);
    sg_attach(heads, scores, STRIDE, count, room);
    free(room);
}

static void any_scores_give_a_tree(void **state) {
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        float scores[STRIDE * STRIDE];
        uint32_t heads[STRIDE];
        size_t count = 1 + (size_t)number(&random) % 14;
        for (size_t i = 0; i < STRIDE * STRIDE; i++)
            scores[i] = number(&random);
        attach(heads, scores, count);
        assert_true(is_tree(heads, count));
    }
}

/* All heads of `count` words, as a number in base count + 1. */
static bool next_heads(uint32_t *heads, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (heads[i]++ < count)
            return true;
        heads[i] = 0;
    }
    return false;
}

static void no_tree_with_the_same_root_scores_higher(void **state) {
    uint32_t random = 11;
    for (int round = 0; round < 60; round++) {
        float scores[STRIDE * STRIDE], best = 0;
        uint32_t heads[STRIDE], other[STRIDE] = {0};
        const size_t count = 5;
        for (size_t i = 0; i < STRIDE * STRIDE; i++)
            scores[i] = number(&random);
        attach(heads, scores, count);
        do {
            bool same_root = true;
            for (size_t i = 0; i < count; i++)
                same_root &= (heads[i] == 0) == (other[i] == 0);
            if (same_root && is_tree(other, count) && sum(other, scores, count) > best)
                best = sum(other, scores, count);
        } while (next_heads(other, count));
        assert_true(sum(heads, scores, count) == best);
    }
}

static void equal_scores_give_a_tree(void **state) {
    float scores[STRIDE * STRIDE] = {0};
    uint32_t heads[STRIDE];
    for (size_t count = 1; count < STRIDE; count++) {
        attach(heads, scores, count);
        assert_true(is_tree(heads, count));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_scores_give_a_tree),
        cmocka_unit_test(no_tree_with_the_same_root_scores_higher),
        cmocka_unit_test(equal_scores_give_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
