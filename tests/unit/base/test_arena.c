#include "base/arena.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void memory_is_zeroed_and_aligned(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    for (size_t size = 0; size < 1000; size += 7) {
        unsigned char *p = sg_arena_alloc(&arena, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
    sg_arena_release(&arena);
}

static void cleared_memory_is_used_again(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    void *first = sg_arena_alloc(&arena, 100);
    sg_arena_alloc(&arena, 1 << 20);
    sg_arena_clear(&arena);
    assert_ptr_equal(sg_arena_alloc(&arena, 100), first);
    sg_arena_release(&arena);
}

static void an_overflowing_array_fails_and_stays_failed(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    assert_null(sg_arena_array(&arena, SIZE_MAX / 2, 8));
    assert_true(sg_arena_failed(&arena));
    assert_null(sg_arena_alloc(&arena, 1));
    sg_arena_release(&arena);
}

static void growing_keeps_what_was_there(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    int *v = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        v = sg_arena_grow(&arena, v, (size_t)i, &capacity, sizeof *v);
        v[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v[i], i);
    sg_arena_release(&arena);
}

static void many_documents_of_odd_sizes_take_no_more_than_a_few(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    uint32_t seed = 11;
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    for (int document = 0; document < 600; document++) {
        sg_arena_clear(&arena);
        for (int i = 0; i < 60; i++) { /* now and then a large array */
            seed = seed * 1664525u + 1013904223u;
            size_t most = seed >> 28 ? 4000 : 2000000;
            assert_non_null(sg_arena_alloc(&arena, (seed >> 4) % most));
        }
    }
    /* one document takes about ten megabytes */
    assert_true(mallinfo2().uordblks + mallinfo2().hblkhd <= before + 32000000);
    sg_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_documents_of_odd_sizes_take_no_more_than_a_few),
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(cleared_memory_is_used_again),
        cmocka_unit_test(an_overflowing_array_fails_and_stays_failed),
        cmocka_unit_test(growing_keeps_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
