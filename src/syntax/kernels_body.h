/* The body of one set of kernels; included once for each instruction set, with
 *   NAME(x)     the function's name in this set
 *   TARGET      the function attribute that allows its instructions
 *   LANES       32-bit numbers in a register
 *   WIDE        registers side by side in a tile, LANES * WIDE a multiple of 16
 *   ints, MADD(sum, pair, w), SET1(i), LOAD(p), STORE(p, v)  registers of 32-bit integers; MADD
 * adds to each sum the product of two pairs of 16-bit numbers */

#define INLINE static inline __attribute__((always_inline)) TARGET

typedef float NAME(floats) __attribute__((vector_size(LANES * 4)));
typedef int32_t NAME(int_lanes) __attribute__((vector_size(LANES * 4)));

/* `rows` x `wide` registers of sums, over the whole of k. */
INLINE void NAME(tile)(const size_t rows, const size_t wide, size_t m, size_t k, const int16_t *x,
                       size_t x_stride, const int16_t *w, int32_t *y, size_t y_stride) {
    ints sum[4][8];
    UNROLL for (size_t r = 0; r < rows; r++) UNROLL for (size_t c = 0; c < wide; c++) sum[r][c] =
        LOAD(y + r * y_stride + c * LANES);
    for (size_t i = 0; i < k; i += 2) {
        const int16_t *row = w + i * m;
        UNROLL for (size_t r = 0; r < rows; r++) {
            int32_t both;
            memcpy(&both, x + r * x_stride + i, sizeof both);
            ints pair = SET1(both);
            UNROLL for (size_t c = 0; c < wide; c++) sum[r][c] =
                MADD(sum[r][c], pair, LOAD(row + c * LANES * 2));
        }
    }
    UNROLL for (size_t r = 0; r < rows; r++) UNROLL for (size_t c = 0; c < wide; c++)
        STORE(y + r * y_stride + c * LANES, sum[r][c]);
}

#define NARROW (16 / LANES)
/* with few rows more columns side by side, so that no sum waits for the one before it */
#define FEW_WIDE (2 * WIDE)

/* All columns of `rows` rows. */
INLINE void NAME(strip)(const size_t rows, const size_t wide, size_t m, size_t k, const int16_t *x,
                        size_t x_stride, const int16_t *w, int32_t *y, size_t y_stride) {
    size_t c = 0;
    for (; c + LANES * wide <= m; c += LANES * wide)
        NAME(tile)(rows, wide, m, k, x, x_stride, w + c * 2, y + c, y_stride);
    for (; wide > WIDE && c + LANES * WIDE <= m; c += LANES * WIDE)
        NAME(tile)(rows, WIDE, m, k, x, x_stride, w + c * 2, y + c, y_stride);
    for (; c < m; c += 16)
        NAME(tile)(rows, NARROW, m, k, x, x_stride, w + c * 2, y + c, y_stride);
}

static TARGET void NAME(multiply)(size_t n, size_t m, size_t k, const int16_t *x, size_t x_stride,
                                  const int16_t *w, int32_t *y, size_t y_stride) {
    size_t row = 0;
    for (; row + 4 <= n; row += 4)
        NAME(strip)(4, WIDE, m, k, x + row * x_stride, x_stride, w, y + row * y_stride, y_stride);
    if (n - row == 3) {
        NAME(strip)(3, WIDE, m, k, x + row * x_stride, x_stride, w, y + row * y_stride, y_stride);
        row += 3;
    }
    if (n - row == 2) {
        NAME(strip)(2, FEW_WIDE, m, k, x + row * x_stride, x_stride, w, y + row * y_stride, y_stride);
        row += 2;
    }
    if (row < n)
        NAME(strip)(1, FEW_WIDE, m, k, x + row * x_stride, x_stride, w, y + row * y_stride, y_stride);
}

/* The trainer's squash(): close to tanh, and only needs one division. */
INLINE NAME(floats) NAME(squash)(NAME(floats) x) {
    const NAME(floats) none = {0};
    NAME(int_lanes) above = x > 3.f, below = x < -3.f;
    x = (NAME(floats))(((NAME(int_lanes))x & ~(above | below)) |
                       ((NAME(int_lanes))(none + 3.f) & above) |
                       ((NAME(int_lanes))(none - 3.f) & below));
    NAME(floats) square = x * x;
    return x * (square + 27.f) / (square * 9.f + 27.f);
}

INLINE NAME(floats) NAME(product)(const int32_t *z) {
    NAME(int_lanes) whole;
    memcpy(&whole, z, sizeof whole);
    return __builtin_convertvector(whole, NAME(floats)) * (1.f / SG_FIXED_PRODUCT);
}

INLINE NAME(floats) NAME(gate)(const int32_t *z) {
    return NAME(squash)(NAME(product)(z) * 0.5f) * 0.5f + 0.5f;
}

static TARGET void NAME(gates)(size_t hidden, const int32_t *z, float *c, int16_t *h) {
    for (size_t i = 0; i < hidden; i += LANES) {
        NAME(floats) cell;
        memcpy(&cell, c + i, sizeof cell);
        cell = NAME(gate)(z + hidden + i) * cell +
               NAME(gate)(z + i) * NAME(squash)(NAME(product)(z + 3 * hidden + i));
        memcpy(c + i, &cell, sizeof cell);
        NAME(floats) out = NAME(gate)(z + 2 * hidden + i) * NAME(squash)(cell);
        /* |h| is at most 1; adding before the cut rounds to the nearest */
        NAME(int_lanes)
        fixed = __builtin_convertvector((out + 2.f) * (float)SG_FIXED_ONE + 0.5f, NAME(int_lanes)) -
                2 * SG_FIXED_ONE;
        for (size_t k = 0; k < LANES; k++)
            h[i + k] = (int16_t)fixed[k];
    }
}

typedef int8_t NAME(bytes) __attribute__((vector_size(16)));
typedef int16_t NAME(shorts) __attribute__((vector_size(32)));

static TARGET void NAME(add_row)(size_t n, const int8_t *row, unsigned shift, int16_t *x) {
    for (size_t i = 0; i < n; i += 16) {
        NAME(bytes) b;
        NAME(shorts) v;
        memcpy(&b, row + i, sizeof b);
        memcpy(&v, x + i, sizeof v);
        v += __builtin_convertvector(b, NAME(shorts)) * (int16_t)(1 << shift);
        memcpy(x + i, &v, sizeof v);
    }
}

static TARGET void NAME(bound)(size_t n, int16_t *x) {
    const NAME(shorts) none = {0};
    const NAME(shorts) most = none + (int16_t)(SG_FIXED_BOUND * SG_FIXED_ONE), least = -most;
    for (size_t i = 0; i < n; i += 16) {
        NAME(shorts) v;
        memcpy(&v, x + i, sizeof v);
        NAME(shorts) high = v > most, low = v < least;
        v = (v & ~(high | low)) | (most & high) | (least & low);
        memcpy(x + i, &v, sizeof v);
    }
}

static TARGET void NAME(to_numbers)(size_t n, const int32_t *sums, float *y) {
    for (size_t i = 0; i < n; i += LANES) {
        NAME(floats) v = NAME(product)(sums + i);
        memcpy(y + i, &v, sizeof v);
    }
}

static TARGET void NAME(bend_sum)(size_t n, const float *a, const float *b, const float *c,
                                  int16_t *y) {
    const float most = SG_FIXED_BOUND;
    const NAME(floats) none = {0};
    for (size_t i = 0; i < n; i += LANES) {
        NAME(floats) x, p, q;
        memcpy(&x, a + i, sizeof x);
        memcpy(&p, b + i, sizeof p);
        memcpy(&q, c + i, sizeof q);
        x = x + p + q;
        NAME(int_lanes) below = x < 0.f;
        x = (NAME(floats))(((NAME(int_lanes))x & ~below) |
                           ((NAME(int_lanes))(x * SG_LEAK) & below));
        NAME(int_lanes) high = x > most, low = x < -most;
        x = (NAME(floats))(((NAME(int_lanes))x & ~(high | low)) |
                           ((NAME(int_lanes))(none + most) & high) |
                           ((NAME(int_lanes))(none - most) & low));
        /* adding before the cut rounds to the nearest */
        NAME(int_lanes)
        fixed = __builtin_convertvector((x + 16.f) * (float)SG_FIXED_ONE + 0.5f, NAME(int_lanes)) -
                16 * SG_FIXED_ONE;
        for (size_t k = 0; k < LANES; k++)
            y[i + k] = (int16_t)fixed[k];
    }
}

static TARGET void NAME(scores)(size_t m, size_t k, const float *x, const float *w, float *y) {
    for (size_t c = 0; c < m; c += 16) {
        NAME(floats) sum[NARROW];
        memcpy(sum, y + c, sizeof sum);
        for (size_t i = 0; i < k; i++)
            UNROLL for (size_t v = 0; v < NARROW; v++) {
                NAME(floats) row;
                memcpy(&row, w + i * m + c + v * LANES, sizeof row);
                sum[v] += row * x[i];
            }
        memcpy(y + c, sum, sizeof sum);
    }
}

static TARGET float NAME(sum_of_powers)(size_t m, const float *x, float *best) {
    NAME(floats) most[NARROW], sum[NARROW];
    float lanes[16];
    memcpy(most, x, sizeof most);
    memset(sum, 0, sizeof sum);
    for (size_t i = 16; i < m; i += 16)
        UNROLL for (size_t v = 0; v < NARROW; v++) {
            NAME(floats) row;
            memcpy(&row, x + i + v * LANES, sizeof row);
            NAME(int_lanes) above = row > most[v];
            most[v] = (NAME(floats))(((NAME(int_lanes))row & above) |
                                     ((NAME(int_lanes))most[v] & ~above));
        }
    memcpy(lanes, most, sizeof lanes);
    float top = lanes[0];
    for (size_t i = 1; i < 16; i++)
        top = lanes[i] > top ? lanes[i] : top;
    for (size_t i = 0; i < m; i += 16)
        UNROLL for (size_t v = 0; v < NARROW; v++) {
            NAME(floats) row;
            memcpy(&row, x + i + v * LANES, sizeof row);
            row = row - top;
            NAME(int_lanes) counts = row > -30.f;
            NAME(floats) step = row * (1.f / 1024.f) + 1.f;
            UNROLL for (int k = 0; k < 10; k++) step *= step;
            sum[v] += (NAME(floats))((NAME(int_lanes))step & counts);
        }
    memcpy(lanes, sum, sizeof lanes);
    float all = 0;
    for (size_t i = 0; i < 16; i++)
        all += lanes[i];
    *best = top;
    return all;
}

static const struct sg_kernels NAME(kernels) = {
    KERNELS_NAME,     NAME(multiply), NAME(gates),  NAME(add_row),      NAME(bound),
    NAME(to_numbers), NAME(bend_sum), NAME(scores), NAME(sum_of_powers)};

#undef INLINE
#undef NARROW
#undef FEW_WIDE
