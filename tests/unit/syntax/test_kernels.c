/* Every instruction set gives the same bits as plain C. */
#include "syntax/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static uint32_t next(uint32_t *random) {
    *random = *random * 1664525u + 1013904223u;
    return *random >> 8;
}

static void products_agree(void **state) {
    enum { N = 11, M = 112, K = 96 };
    static int16_t x[N * K], w[K * M];
    static int32_t plain[N * M], other[N * M];
    uint32_t random = 3;
    for (size_t i = 0; i < N * K; i++)
        x[i] = (int16_t)(next(&random) % 8000) - 4000;
    for (size_t i = 0; i < K * M; i++)
        w[i] = (int16_t)(next(&random) % 8000) - 4000;
    for (size_t n = 1; n <= N; n++) {
        memset(plain, 1, sizeof plain);
        sg_kernels_at(0)->multiply(n, M, K, x, K, w, plain, M);
        for (size_t s = 1; sg_kernels_at(s); s++) {
            memset(other, 1, sizeof other);
            sg_kernels_at(s)->multiply(n, M, K, x, K, w, other, M);
            assert_memory_equal(plain, other, sizeof plain);
        }
    }
}

static void a_product_is_what_it_should_be(void **state) {
    const int16_t x[2] = {3, -5};
    int16_t w[2 * 16];
    int32_t y[16];
    for (int i = 0; i < 16; i++) {
        w[2 * i] = (int16_t)i;       /* row 0 */
        w[2 * i + 1] = (int16_t)100; /* row 1 */
        y[i] = 1000;
    }
    for (size_t s = 0; sg_kernels_at(s); s++) {
        int32_t out[16];
        memcpy(out, y, sizeof y);
        sg_kernels_at(s)->multiply(1, 16, 2, x, 2, w, out, 16);
        for (int i = 0; i < 16; i++)
            assert_int_equal(out[i], 1000 + 3 * i - 500);
    }
}

static void gates_agree(void **state) {
    enum { H = 48 };
    int32_t z[4 * H];
    float plain_c[H], c[H];
    int16_t plain_h[H], h[H];
    uint32_t random = 5;
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < 4 * H; i++)
            z[i] = ((int32_t)(next(&random) % 20000) - 10000) * 2000;
        for (int i = 0; i < H; i++)
            plain_c[i] = ((float)(next(&random) % 2000) - 1000.f) / 300.f;
        float before[H];
        memcpy(before, plain_c, sizeof before);
        sg_kernels_at(0)->gates(H, z, plain_c, plain_h);
        for (size_t s = 1; sg_kernels_at(s); s++) {
            memcpy(c, before, sizeof c);
            sg_kernels_at(s)->gates(H, z, c, h);
            assert_memory_equal(plain_c, c, sizeof c);
            assert_memory_equal(plain_h, h, sizeof h);
        }
        for (int i = 0; i < H; i++)
            assert_in_range(plain_h[i] + SG_FIXED_ONE, 0, 2 * SG_FIXED_ONE);
    }
}

static void the_rest_agrees(void **state) {
    enum { N = 64, K = 32 };
    static float x[K], w[K * N], a[N], b[N], c[N], plain_y[N], y[N];
    int8_t row[N];
    int16_t plain_x[N], other_x[N], plain_bent[N], bent[N];
    int32_t sums[N];
    uint32_t random = 9;
    for (size_t i = 0; i < K * N; i++)
        w[i] = ((float)(next(&random) % 2000) - 1000.f) / 700.f;
    for (size_t i = 0; i < K; i++)
        x[i] = ((float)(next(&random) % 2000) - 1000.f) / 900.f;
    for (size_t i = 0; i < N; i++) {
        a[i] = ((float)(next(&random) % 2000) - 1000.f) / 30.f;
        b[i] = ((float)(next(&random) % 2000) - 1000.f) / 900.f;
        c[i] = ((float)(next(&random) % 2000) - 1000.f) / 900.f;
        row[i] = (int8_t)(next(&random) % 255 - 127);
        sums[i] = (int32_t)next(&random) - (1 << 23);
    }
    const struct sg_kernels *plain = sg_kernels_at(0);
    memset(plain_x, 0, sizeof plain_x);
    memset(plain_y, 0, sizeof plain_y);
    plain->add_row(N, row, 3, plain_x);
    plain->bend_sum(N, a, b, c, plain_bent);
    plain->scores(N, K, x, w, plain_y);
    float plain_best, best, plain_sum = plain->sum_of_powers(N, a, &plain_best);
    assert_true(plain_sum >= 1 && plain_sum < N);
    for (size_t s = 1; sg_kernels_at(s); s++) {
        const struct sg_kernels *k = sg_kernels_at(s);
        float plain_numbers[N], numbers[N];
        memset(other_x, 0, sizeof other_x);
        memset(y, 0, sizeof y);
        k->add_row(N, row, 3, other_x);
        k->bend_sum(N, a, b, c, bent);
        k->scores(N, K, x, w, y);
        k->to_numbers(N, sums, numbers);
        plain->to_numbers(N, sums, plain_numbers);
        float sum = k->sum_of_powers(N, a, &best);
        assert_memory_equal(&plain_sum, &sum, sizeof sum);
        assert_memory_equal(&plain_best, &best, sizeof best);
        assert_memory_equal(plain_x, other_x, sizeof other_x);
        assert_memory_equal(plain_bent, bent, sizeof bent);
        assert_memory_equal(plain_y, y, sizeof y);
        assert_memory_equal(plain_numbers, numbers, sizeof numbers);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_agree),
        cmocka_unit_test(a_product_is_what_it_should_be),
        cmocka_unit_test(gates_agree),
        cmocka_unit_test(the_rest_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
