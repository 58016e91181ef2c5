#include "base/strmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void interning_numbers_keys_in_order_of_arrival(void **state) {
    struct sg_strmap *map = sg_strmap_new();
    assert_int_equal(sg_strmap_get(map, "none"), SG_STRMAP_NONE);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char key[16];
            snprintf(key, sizeof key, "k%u", i);
            assert_int_equal(sg_strmap_intern(map, key), i);
        }
    assert_int_equal(sg_strmap_count(map), 5000);
    assert_string_equal(sg_strmap_key(map, 4321), "k4321");
    sg_strmap_free(map);
}

static void a_set_value_is_replaced(void **state) {
    struct sg_strmap *map = sg_strmap_new();
    assert_true(sg_strmap_set(map, "a", 1));
    assert_true(sg_strmap_set(map, "a", 2));
    assert_int_equal(sg_strmap_get(map, "a"), 2);
    assert_int_equal(sg_strmap_getn(map, "abc", 1), 2);
    assert_int_equal(sg_strmap_count(map), 1);
    sg_strmap_free(map);
    sg_strmap_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interning_numbers_keys_in_order_of_arrival),
        cmocka_unit_test(a_set_value_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
