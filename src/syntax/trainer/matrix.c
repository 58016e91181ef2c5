#include "syntax/trainer/matrix.h"

#include <string.h>

typedef float lanes __attribute__((vector_size(64), aligned(4)));

static inline lanes load(const float *p) {
    lanes v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* One tile of `rows` x `columns` lanes, kept in registers over the whole of k. */
static inline __attribute__((always_inline)) void tile(const size_t rows, const size_t columns,
                                                       size_t k, const float *x, size_t x_stride,
                                                       const float *w, size_t w_stride, float *y,
                                                       size_t y_stride) {
    lanes sum[4][8];
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            sum[r][c] = load(y + r * y_stride + c * 16);
    for (size_t i = 0; i < k; i++) {
        const float *row = w + i * w_stride;
        for (size_t r = 0; r < rows; r++) {
            float factor = x[r * x_stride + i];
            for (size_t c = 0; c < columns; c++)
                sum[r][c] += factor * load(row + c * 16);
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            memcpy(y + r * y_stride + c * 16, &sum[r][c], sizeof(lanes));
}

void sg_matrix_multiply(size_t n, size_t m, size_t k, const float *x, size_t x_stride,
                        const float *w, size_t w_stride, float *y, size_t y_stride) {
    size_t row = 0;
    for (; row + 4 <= n; row += 4) {
        size_t c = 0;
        for (; c + 64 <= m; c += 64)
            tile(4, 4, k, x + row * x_stride, x_stride, w + c, w_stride, y + row * y_stride + c,
                 y_stride);
        for (; c + 16 <= m; c += 16)
            tile(4, 1, k, x + row * x_stride, x_stride, w + c, w_stride, y + row * y_stride + c,
                 y_stride);
    }
    for (; row < n; row++) {
        size_t c = 0;
        for (; c + 128 <= m; c += 128)
            tile(1, 8, k, x + row * x_stride, x_stride, w + c, w_stride, y + row * y_stride + c,
                 y_stride);
        for (; c + 64 <= m; c += 64)
            tile(1, 4, k, x + row * x_stride, x_stride, w + c, w_stride, y + row * y_stride + c,
                 y_stride);
        for (; c + 16 <= m; c += 16)
            tile(1, 1, k, x + row * x_stride, x_stride, w + c, w_stride, y + row * y_stride + c,
                 y_stride);
    }
}

void sg_matrix_transpose(size_t n, size_t m, const float *x, size_t x_stride, float *t,
                         size_t t_stride) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            t[j * t_stride + i] = x[i * x_stride + j];
}
