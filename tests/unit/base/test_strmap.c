#include "base/strmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void keys_of_any_length_stand_beside_each_other(void **state) {
    struct sg_strmap *map = sg_strmap_new();
    const size_t lengths[] = {0, 1, 3, 4, 7, 8, 9, 100, 3000000, 5, 2000, 1048576, 2};
    const size_t count = sizeof lengths / sizeof *lengths;
    char *key = malloc(3000001);
    memset(key, 'k', 3000001);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(sg_strmap_internn(map, key, lengths[i]), i);
    const char *long_key = sg_strmap_key(map, 8);
    for (uint32_t i = 0; i < 20000; i++) {
        char other[16];
        snprintf(other, sizeof other, "o%u", i);
        assert_int_equal(sg_strmap_intern(map, other), count + i);
    }
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(sg_strmap_getn(map, key, lengths[i]), i);
        assert_int_equal(strlen(sg_strmap_key(map, i)), lengths[i]);
    }
    assert_ptr_equal(sg_strmap_key(map, 8), long_key); /* keys stay where they are */
    key[2] = 'x';
    assert_int_equal(sg_strmap_getn(map, key, 3), SG_STRMAP_NONE);
    assert_int_equal(sg_strmap_getn(map, key, 7), SG_STRMAP_NONE);
    assert_int_equal(sg_strmap_getn(map, key, 3000000), SG_STRMAP_NONE);
    free(key);
    sg_strmap_free(map);
}

static void a_map_in_an_arena_finds_what_one_of_its_own_memory_finds(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    struct sg_strmap *map = sg_strmap_new_in(&arena);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            char key[16];
            snprintf(key, sizeof key, "k%u", i);
            assert_int_equal(sg_strmap_intern(map, key), i);
        }
    assert_int_equal(sg_strmap_get(map, "k4999"), 4999);
    assert_string_equal(sg_strmap_key(map, 17), "k17");
    assert_int_equal(sg_strmap_get(map, "none"), SG_STRMAP_NONE);
    sg_strmap_free(map); /* does nothing */
    sg_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interning_numbers_keys_in_order_of_arrival),
        cmocka_unit_test(a_set_value_is_replaced),
        cmocka_unit_test(a_map_in_an_arena_finds_what_one_of_its_own_memory_finds),
        cmocka_unit_test(keys_of_any_length_stand_beside_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
