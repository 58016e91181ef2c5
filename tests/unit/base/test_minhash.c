#include "base/minhash.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The sketch of the numbers [from, to). */
static struct sg_sketch sketch_of(uint64_t from, uint64_t to) {
    struct sg_minhash set;
    struct sg_sketch sketch;
    sg_minhash_begin(&set);
    for (uint64_t i = from; i < to; i++)
        sg_minhash_add(&set, i);
    sg_minhash_finish(&sketch, &set);
    return sketch;
}

static void likeness_is_the_share_in_common(void **state) {
    double error = 0;
    for (uint64_t k = 0; k < 40; k++) {
        struct sg_sketch a = sketch_of(k * 10000, k * 10000 + 600);
        struct sg_sketch b = sketch_of(k * 10000 + 200, k * 10000 + 800); /* 400 of 800 */
        error += sg_sketch_likeness(&a, &b) - 0.5;
    }
    assert_true(fabs(error / 40) < 0.05);
    struct sg_sketch a = sketch_of(0, 500), b = sketch_of(1000, 1500);
    assert_true(sg_sketch_likeness(&a, &a) == 1);
    assert_true(sg_sketch_likeness(&a, &b) < 0.1);
}

static void a_sketch_survives_being_written(void **state) {
    char text[SG_MINHASH_TEXT];
    struct sg_sketch a = sketch_of(5, 900), b;
    sg_sketch_write(text, &a);
    assert_true(sg_sketch_read(&b, text));
    assert_memory_equal(&a, &b, sizeof a);
    text[7] = 'x';
    assert_false(sg_sketch_read(&b, text));
    assert_false(sg_sketch_read(&b, "12"));
}

static void alike_ones_are_grouped_in_any_place(void **state) {
    struct sg_sketch list[6] = {sketch_of(0, 300),    sketch_of(5000, 5300), sketch_of(20, 300),
                                sketch_of(900, 1200), sketch_of(0, 280),     sketch_of(5000, 5290)};
    uint32_t groups[6];
    assert_true(sg_sketch_group(groups, list, 6, 0.4));
    const uint32_t expected[6] = {0, 1, 0, 3, 0, 1};
    assert_memory_equal(groups, expected, sizeof expected);
    assert_true(sg_sketch_group(groups, list, 0, 0.4));
}

static void the_index_knows_earlier_ones_and_forgets_old_ones(void **state) {
    struct sg_sketch_index *index = sg_sketch_index_new(3);
    struct sg_sketch a = sketch_of(0, 300), near = sketch_of(10, 300);
    assert_non_null(index);
    assert_false(sg_sketch_index_add(index, &a, 0.4));
    assert_true(sg_sketch_index_add(index, &near, 0.4));
    for (uint64_t k = 1; k <= 3; k++) {
        struct sg_sketch other = sketch_of(k * 1000, k * 1000 + 300);
        assert_false(sg_sketch_index_add(index, &other, 0.4));
    }
    assert_false(sg_sketch_index_add(index, &near, 0.4));
    sg_sketch_index_free(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_the_share_in_common),
        cmocka_unit_test(a_sketch_survives_being_written),
        cmocka_unit_test(alike_ones_are_grouped_in_any_place),
        cmocka_unit_test(the_index_knows_earlier_ones_and_forgets_old_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
