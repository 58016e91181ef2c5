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

/* A matrix of bytes laid out for one set. */
struct laid_out {
    struct sg_matrix w;
    int32_t start[512];
    float scale[512], bias[512];
    _Alignas(64) unsigned char packed[64 * 512 * 2];
};

static void lay_out(struct laid_out *out, const struct sg_kernels *kernels, size_t k, size_t m,
                    const int8_t *w) {
    for (size_t c = 0; c < m; c++) {
        int32_t sum = 0;
        for (size_t i = 0; i < k; i++)
            sum += w[i * m + c];
        out->start[c] = -SG_BYTE_ZERO * sum;
        out->scale[c] = (float)(c % 7 + 1) / 100000.f;
        out->bias[c] = (float)(c % 5) / 3.f - 0.5f;
    }
    kernels->pack(out->packed, k, m, w);
    out->w = (struct sg_matrix){k, m, out->packed, out->start, out->scale, out->bias};
}

static void products_of_bytes_agree(void **state) {
    enum { N = 11, M = 112, K = 48 };
    static uint8_t x[N * K];
    static int8_t w[K * M];
    static float plain[N * M], other[N * M];
    static struct laid_out matrix;
    uint32_t random = 7;
    for (size_t i = 0; i < N * K; i++)
        x[i] = (uint8_t)(next(&random) % 255 + 1);
    for (size_t i = 0; i < K * M; i++)
        w[i] = (int8_t)(next(&random) % 255 - 127);
    memset(x, 255, K);
    for (size_t i = 0; i < K; i++)
        w[i * M] = 127; /* as large as it gets */
    for (size_t n = 1; n <= N; n++)
        for (size_t s = 0; sg_kernels_at(s); s++) {
            float *y = s ? other : plain;
            memset(y, 0, sizeof other);
            lay_out(&matrix, sg_kernels_at(s), K, M, w);
            sg_kernels_at(s)->multiply_bytes(n, &matrix.w, x, K, y, M);
            matrix.w.bias = NULL;
            sg_kernels_at(s)->multiply_bytes(n, &matrix.w, x, K, y, M);
            assert_memory_equal(plain, y, sizeof plain);
        }
    float largest = (float)(127 * 127 * K) * matrix.scale[0];
    assert_true(plain[0] == matrix.bias[0] + largest + largest);
}

static void steps_agree(void **state) {
    enum { N = 7, H = 48, M = 4 * H };
    static int8_t w[H * M];
    static float z[N * M], plain_c[N * H], c[N * H];
    static uint8_t before[N * H], plain_h[N * H], h[N * H];
    static struct laid_out matrix;
    const float *gates[N];
    const uint8_t *from[N];
    uint8_t *to[N];
    uint32_t random = 5;
    for (int round = 0; round < 50; round++) {
        float start[N * H];
        for (size_t i = 0; i < H * M; i++)
            w[i] = (int8_t)(next(&random) % 255 - 127);
        for (size_t i = 0; i < N * M; i++)
            z[i] = ((float)(next(&random) % 2000) - 1000.f) / 600.f;
        for (size_t i = 0; i < N * H; i++) {
            before[i] = (uint8_t)(next(&random) % 255 + 1);
            start[i] = ((float)(next(&random) % 2000) - 1000.f) / 300.f;
        }
        for (size_t s = 0; sg_kernels_at(s); s++) {
            float *cells = s ? c : plain_c;
            for (size_t n = 0; n < N; n++) {
                gates[n] = z + n * M;
                from[n] = before + n * H;
                to[n] = (s ? h : plain_h) + n * H;
            }
            memcpy(cells, start, sizeof start);
            lay_out(&matrix, sg_kernels_at(s), H, M, w);
            sg_kernels_at(s)->step(N, &matrix.w, gates, from, cells, to);
            assert_memory_equal(plain_c, cells, sizeof plain_c);
            assert_memory_equal(plain_h, s ? h : plain_h, sizeof plain_h);
        }
        for (size_t i = 0; i < N * H; i++)
            assert_true(plain_h[i] >= 1);
    }
}

/* All gates half open and a candidate of squash(1) = 28 / 36: worked out by hand. */
static void a_step_is_what_it_should_be(void **state) {
    enum { H = 16, M = 4 * H };
    static const int8_t w[H * M];
    static struct laid_out matrix;
    float z[M] = {0};
    uint8_t before[H], after[H];
    for (size_t i = 0; i < H; i++)
        z[3 * H + i] = 1.f / SG_CELL_UNIT;
    memset(before, SG_BYTE_ZERO, sizeof before);
    for (size_t s = 0; sg_kernels_at(s); s++) {
        const float *gates = z;
        const uint8_t *from = before;
        uint8_t *to = after;
        float c[H];
        for (size_t i = 0; i < H; i++)
            c[i] = 0.5f / SG_CELL_UNIT;
        lay_out(&matrix, sg_kernels_at(s), H, M, w);
        sg_kernels_at(s)->step(1, &matrix.w, &gates, &from, c, &to);
        for (size_t i = 0; i < H; i++) {
            float cell = 0.25f + 14.f / 36.f;
            float bent = cell * (cell * cell + 27.f) / (cell * cell * 9.f + 27.f);
            assert_true(c[i] * SG_CELL_UNIT > cell - 1e-6f && c[i] * SG_CELL_UNIT < cell + 1e-6f);
            assert_int_equal(after[i], (int)(0.5f * bent * SG_BYTE_ONE + SG_BYTE_ZERO + 0.5f));
        }
    }
}

static void the_first_of_the_largest_is_found(void **state) {
    enum { N = 96 };
    float y[N];
    uint32_t random = 11;
    for (int round = 0; round < 500; round++) {
        size_t best = 0;
        for (size_t i = 0; i < N; i++) {
            y[i] = (float)(next(&random) % 40) - 20.f;
            best = y[i] > y[best] ? i : best;
        }
        for (size_t s = 0; sg_kernels_at(s); s++)
            assert_int_equal(sg_kernels_at(s)->largest(N, y), best);
    }
}

static void the_rest_agrees(void **state) {
    enum { N = 64, K = 32, ROWS = 6 };
    static float x[ROWS * K], w[K * N], a[N], b[N], c[N], plain_y[ROWS * N], y[ROWS * N];
    int8_t row[N];
    int16_t plain_x[N], other_x[N], plain_bent[N], bent[N];
    int32_t sums[N];
    uint32_t random = 9;
    for (size_t i = 0; i < K * N; i++)
        w[i] = ((float)(next(&random) % 2000) - 1000.f) / 700.f;
    for (size_t i = 0; i < ROWS * K; i++)
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
    plain->scores(ROWS, N, K, x, K, w, plain_y);
    float plain_best, best, plain_sum = plain->sum_of_powers(N, a, &plain_best);
    assert_true(plain_sum >= 1 && plain_sum < N);
    for (size_t s = 1; sg_kernels_at(s); s++) {
        const struct sg_kernels *k = sg_kernels_at(s);
        float plain_numbers[N], numbers[N];
        memset(other_x, 0, sizeof other_x);
        memset(y, 0, sizeof y);
        k->add_row(N, row, 3, other_x);
        k->bend_sum(N, a, b, c, bent);
        k->scores(ROWS, N, K, x, K, w, y);
        k->to_numbers(N, sums, 0.37f, numbers);
        plain->to_numbers(N, sums, 0.37f, plain_numbers);
        float plain_bend[N], bend[N];
        memcpy(plain_bend, a, sizeof a);
        memcpy(bend, a, sizeof a);
        plain->bend(N, plain_bend);
        k->bend(N, bend);
        assert_memory_equal(plain_bend, bend, sizeof bend);
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
        cmocka_unit_test(products_of_bytes_agree),
        cmocka_unit_test(steps_agree),
        cmocka_unit_test(a_step_is_what_it_should_be),
        cmocka_unit_test(the_first_of_the_largest_is_found),
        cmocka_unit_test(the_rest_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
