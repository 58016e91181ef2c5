/* The body of one set of kernels; included once for each instruction set, with
 *   NAME(x)     the function's name in this set
 *   TARGET      the function attribute that allows its instructions
 *   LANES       32-bit numbers in a register
 *   WIDE        registers side by side in a tile, LANES * WIDE a multiple of 16
 *   ROWS        rows of a tile of an LSTM step, which is four registers wide
 *   ints, MADD(sum, pair, w), SET1(i), LOAD(p), STORE(p, v)  registers of 32-bit integers; MADD
 * adds to each sum the product of two pairs of 16-bit numbers
 *   FMIN(a, b), FMAX(a, b)  of registers of floats
 *   NOT_LESS(a, b)  a bit for each float of a that is not less than b's
 *   DOT(sum, four, w)  where there is such a thing: adds the product of four bytes without sign and
 * four with one; elsewhere eight bits are read as sixteen */

#define INLINE static inline __attribute__((always_inline)) TARGET

typedef float NAME(floats) __attribute__((vector_size(LANES * 4)));
typedef int32_t NAME(int_lanes) __attribute__((vector_size(LANES * 4)));

#define COLUMN (LANES * 4) /* bytes of a register, of weights too */

/* Sums of `rows` rows and `wide` registers over `steps` steps of four bytes: two 16-bit numbers, or
 * four of eight bits where is_bytes. Registers stand `apart` bytes apart in a step's weights. */
INLINE void NAME(sum_up)(ints sum[4][8], const bool is_bytes, const size_t rows, const size_t wide,
                         size_t steps, const unsigned char *const *x, const unsigned char *w,
                         size_t step_size, size_t apart) {
    for (size_t i = 0; i < steps; i++, w += step_size)
        UNROLL for (size_t r = 0; r < rows; r++) {
            int32_t bits;
            memcpy(&bits, x[r] + 4 * i, sizeof bits);
            ints some = SET1(bits);
            UNROLL for (size_t c = 0; c < wide; c++) sum[r][c] =
                is_bytes ? DOT(sum[r][c], some, LOAD(w + c * apart))
                         : MADD(sum[r][c], some, LOAD(w + c * apart));
        }
}

/* --- 16 bits */

INLINE void NAME(tile)(const size_t rows, const size_t wide, size_t m, size_t k, const int16_t *x,
                       size_t x_stride, const int16_t *w, int32_t *y, size_t y_stride) {
    ints sum[4][8];
    const unsigned char *from[4];
    UNROLL for (size_t r = 0; r < rows; r++) {
        from[r] = (const unsigned char *)(x + r * x_stride);
        UNROLL for (size_t c = 0; c < wide; c++) sum[r][c] = LOAD(y + r * y_stride + c * LANES);
    }
    NAME(sum_up)(sum, false, rows, wide, k / 2, from, (const unsigned char *)w, m * 4, COLUMN);
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

/* --- 8 bits */

INLINE NAME(floats) NAME(scaled)(ints sum, const float *scale) {
    NAME(int_lanes) whole;
    NAME(floats) by;
    memcpy(&whole, &sum, sizeof whole);
    memcpy(&by, scale, sizeof by);
    return __builtin_convertvector(whole, NAME(floats)) * by;
}

#ifdef HAS_DOT

#define IS_BYTES true
#define BYTES_TOGETHER 4

static void NAME(pack)(void *packed, size_t k, size_t m, const int8_t *w) {
    int8_t *out = packed;
    for (size_t i = 0; i < k; i++)
        for (size_t c = 0; c < m; c++)
            out[i / 4 * m * 4 + c * 4 + i % 4] = w[i * m + c];
}

/* Rows as the products want them. */
INLINE void NAME(take)(const unsigned char **from, int16_t (*room)[1024], size_t rows, size_t k,
                       const uint8_t *const *x) {
    for (size_t r = 0; r < rows; r++)
        from[r] = x[r];
}

#else

#define IS_BYTES false
#define BYTES_TOGETHER 2

static void NAME(pack)(void *packed, size_t k, size_t m, const int8_t *w) {
    int16_t *out = packed;
    for (size_t i = 0; i < k; i++)
        for (size_t c = 0; c < m; c++)
            out[i / 2 * m * 2 + c * 2 + i % 2] = w[i * m + c];
}

INLINE void NAME(take)(const unsigned char **from, int16_t (*room)[1024], size_t rows, size_t k,
                       const uint8_t *const *x) {
    for (size_t r = 0; r < rows; r++) {
        for (size_t i = 0; i < k; i++)
            room[r][i] = x[r][i];
        from[r] = (const unsigned char *)room[r];
    }
}

#endif

INLINE void NAME(byte_tile)(const size_t rows, const size_t wide, const struct sg_matrix *w,
                            size_t column, const unsigned char *const *from, float *y,
                            size_t y_stride) {
    ints sum[4][8];
    UNROLL for (size_t r = 0; r < rows; r++) UNROLL for (size_t c = 0; c < wide; c++) sum[r][c] =
        LOAD(w->start + column + c * LANES);
    NAME(sum_up)(sum, IS_BYTES, rows, wide, w->k / BYTES_TOGETHER, from,
                 (const unsigned char *)w->packed + column * 4, w->m * 4, COLUMN);
    UNROLL for (size_t c = 0; c < wide; c++) {
        size_t at = column + c * LANES;
        UNROLL for (size_t r = 0; r < rows; r++) {
            NAME(floats) so_far;
            memcpy(&so_far, w->bias ? w->bias + at : y + r * y_stride + at, sizeof so_far);
            so_far = so_far + NAME(scaled)(sum[r][c], w->scale + at);
            memcpy(y + r * y_stride + at, &so_far, sizeof so_far);
        }
    }
}

INLINE void NAME(byte_strip)(const size_t rows, const size_t wide, const struct sg_matrix *w,
                             const uint8_t *x, size_t x_stride, float *y, size_t y_stride) {
    int16_t room[4][1024];
    const uint8_t *own[4];
    const unsigned char *from[4];
    size_t c = 0;
    for (size_t r = 0; r < rows; r++)
        own[r] = x + r * x_stride;
    NAME(take)(from, room, rows, w->k, own);
    for (; c + LANES * wide <= w->m; c += LANES * wide)
        NAME(byte_tile)(rows, wide, w, c, from, y, y_stride);
    for (; c < w->m; c += 16)
        NAME(byte_tile)(rows, NARROW, w, c, from, y, y_stride);
}

static TARGET void NAME(multiply_bytes)(size_t n, const struct sg_matrix *w, const uint8_t *x,
                                        size_t x_stride, float *y, size_t y_stride) {
    size_t row = 0;
    for (; row + 4 <= n; row += 4)
        NAME(byte_strip)(4, WIDE, w, x + row * x_stride, x_stride, y + row * y_stride, y_stride);
    for (; row < n; row++)
        NAME(byte_strip)(1, FEW_WIDE, w, x + row * x_stride, x_stride, y + row * y_stride, y_stride);
}

INLINE NAME(floats) NAME(within)(NAME(floats) x, float bound) {
    const NAME(floats) none = {0};
    return FMIN(FMAX(x, none - bound), none + bound);
}

/* The trainer's squash(), close to tanh: x (x^2 + 27) / (9 x^2 + 27) for x within +- 3; here of a
 * third of x, u (u^2 + 3) / (3 u^2 + 1). Numerators and denominators are kept apart until the end:
 * divisions take the time, and after them sums. */
struct NAME(share) {
    NAME(floats) part, whole;
};

INLINE struct NAME(share) NAME(squash)(NAME(floats) u) {
    u = NAME(within)(u, 1.f);
    NAME(floats) square = u * u;
    return (struct NAME(share)){u * (square + 3.f), square * 3.f + 1.f};
}

/* squash(x / 2) / 2 + 1 / 2 of a sixth of x, but for a half of it: the whole stands for two */
INLINE struct NAME(share) NAME(gate)(NAME(floats) u) {
    struct NAME(share) s = NAME(squash)(u);
    s.part = s.part + s.whole;
    return s;
}

typedef uint8_t NAME(cell_bytes) __attribute__((vector_size(LANES)));

/* LANES cells of one sentence: their sums to what comes out. */
INLINE void NAME(cells)(const ints *sum, const struct sg_matrix *w, size_t at, const float *z,
                        float *c, uint8_t *after) {
    NAME(floats) gates[4], cell;
    UNROLL for (size_t g = 0; g < 4; g++) {
        memcpy(&gates[g], z + g * w->k + at, sizeof gates[g]);
        gates[g] = gates[g] + NAME(scaled)(sum[g], w->scale + g * w->k + at);
    }
    struct NAME(share) in = NAME(gate)(gates[0]), keep = NAME(gate)(gates[1]);
    struct NAME(share) out = NAME(gate)(gates[2]), new = NAME(squash)(gates[3]);
    memcpy(&cell, c + at, sizeof cell);
    NAME(floats) whole = in.whole * (new.whole * 3.f); /* a third of the cell */
    cell = (keep.part * cell * whole + in.part * new.part * keep.whole) * 0.5f /
           (whole * keep.whole);
    memcpy(c + at, &cell, sizeof cell);
    struct NAME(share) bent = NAME(squash)(cell);
    NAME(floats) h = out.part * bent.part / (out.whole * bent.whole); /* twice what comes out */
    /* adding before the cut rounds to the nearest */
    NAME(int_lanes)
    fixed = __builtin_convertvector(h * (SG_BYTE_ONE * 0.5f) + (SG_BYTE_ZERO + 0.5f),
                                    NAME(int_lanes));
    NAME(cell_bytes) bytes = __builtin_convertvector(fixed, NAME(cell_bytes));
    memcpy(after + at, &bytes, sizeof bytes);
}

INLINE void NAME(step_of)(const size_t rows, const struct sg_matrix *w, const float *const *z,
                          const uint8_t *const *before, float *c, uint8_t *const *after) {
    int16_t room[4][1024];
    const unsigned char *from[4];
    NAME(take)(from, room, rows, w->k, before);
    for (size_t at = 0; at < w->k; at += LANES) {
        ints sum[4][8];
        UNROLL for (size_t r = 0; r < rows; r++) UNROLL for (size_t g = 0; g < 4; g++) sum[r][g] =
            LOAD(w->start + g * w->k + at);
        NAME(sum_up)(sum, IS_BYTES, rows, 4, w->k / BYTES_TOGETHER, from,
                     (const unsigned char *)w->packed + at * 4, w->m * 4, w->k * 4);
        UNROLL for (size_t r = 0; r < rows; r++)
            NAME(cells)(sum[r], w, at, z[r], c + r * w->k, after[r]);
    }
}

static TARGET void NAME(step)(size_t n, const struct sg_matrix *w, const float *const *z,
                              const uint8_t *const *before, float *c, uint8_t *const *after) {
    size_t row = 0;
    for (; row + ROWS <= n; row += ROWS)
        NAME(step_of)(ROWS, w, z + row, before + row, c + row * w->k, after + row);
    for (; row < n; row++)
        NAME(step_of)(1, w, z + row, before + row, c + row * w->k, after + row);
}

/* --- the rest */

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

static TARGET void NAME(to_numbers)(size_t n, const int32_t *sums, float unit, float *y) {
    for (size_t i = 0; i < n; i += LANES) {
        NAME(int_lanes) whole;
        memcpy(&whole, sums + i, sizeof whole);
        NAME(floats) v = __builtin_convertvector(whole, NAME(floats)) * unit;
        memcpy(y + i, &v, sizeof v);
    }
}

INLINE NAME(floats) NAME(bent)(NAME(floats) x) { return FMAX(x, x * SG_LEAK); }

static TARGET void NAME(bend)(size_t n, float *y) {
    for (size_t i = 0; i < n; i += LANES) {
        NAME(floats) x;
        memcpy(&x, y + i, sizeof x);
        x = NAME(bent)(x);
        memcpy(y + i, &x, sizeof x);
    }
}

INLINE float NAME(most_of)(size_t n, const float *y) {
    NAME(floats) most[NARROW];
    float lanes[16];
    memcpy(most, y, sizeof most);
    for (size_t i = 16; i < n; i += 16)
        UNROLL for (size_t v = 0; v < NARROW; v++) {
            NAME(floats) row;
            memcpy(&row, y + i + v * LANES, sizeof row);
            most[v] = FMAX(most[v], row);
        }
    memcpy(lanes, most, sizeof lanes);
    float top[4] = {lanes[0], lanes[1], lanes[2], lanes[3]};
    for (size_t i = 4; i < 16; i += 4)
        UNROLL for (size_t k = 0; k < 4; k++) top[k] = lanes[i + k] > top[k] ? lanes[i + k] : top[k];
    float low = top[0] > top[1] ? top[0] : top[1], high = top[2] > top[3] ? top[2] : top[3];
    return low > high ? low : high;
}

static TARGET size_t NAME(largest)(size_t n, const float *y) {
    const NAME(floats) none = {0}, most = none + NAME(most_of)(n, y);
    for (size_t at = 0; at < n; at += LANES) {
        NAME(floats) row;
        memcpy(&row, y + at, sizeof row);
        unsigned reached = NOT_LESS(row, most);
        if (reached)
            return at + (size_t)__builtin_ctz(reached);
    }
    return 0; /* never */
}

static TARGET void NAME(bend_sum)(size_t n, const float *a, const float *b, const float *c,
                                  int16_t *y) {
    for (size_t i = 0; i < n; i += LANES) {
        NAME(floats) x, p, q;
        memcpy(&x, a + i, sizeof x);
        memcpy(&p, b + i, sizeof p);
        memcpy(&q, c + i, sizeof q);
        x = NAME(within)(NAME(bent)(x + p + q), SG_FIXED_BOUND);
        /* adding before the cut rounds to the nearest */
        NAME(int_lanes)
        fixed = __builtin_convertvector((x + 16.f) * (float)SG_FIXED_ONE + 0.5f, NAME(int_lanes)) -
                16 * SG_FIXED_ONE;
        for (size_t k = 0; k < LANES; k++)
            y[i + k] = (int16_t)fixed[k];
    }
}

INLINE void NAME(score_rows)(const size_t rows, size_t m, size_t k, const float *x, size_t x_stride,
                             const float *w, float *y) {
    for (size_t c = 0; c < m; c += 16) {
        NAME(floats) sum[4][NARROW];
        UNROLL for (size_t r = 0; r < rows; r++) memcpy(sum[r], y + r * m + c, sizeof sum[r]);
        for (size_t i = 0; i < k; i++)
            UNROLL for (size_t v = 0; v < NARROW; v++) {
                NAME(floats) row;
                memcpy(&row, w + i * m + c + v * LANES, sizeof row);
                UNROLL for (size_t r = 0; r < rows; r++) sum[r][v] += row * x[r * x_stride + i];
            }
        UNROLL for (size_t r = 0; r < rows; r++) memcpy(y + r * m + c, sum[r], sizeof sum[r]);
    }
}

static TARGET void NAME(scores)(size_t n, size_t m, size_t k, const float *x, size_t x_stride,
                                const float *w, float *y) {
    size_t row = 0;
    for (; row + 4 <= n; row += 4) /* side by side: a sum waits for the one before it */
        NAME(score_rows)(4, m, k, x + row * x_stride, x_stride, w, y + row * m);
    for (; row < n; row++)
        NAME(score_rows)(1, m, k, x + row * x_stride, x_stride, w, y + row * m);
}

/* e to the x for x <= 0, or 0 where that is next to nothing. */
INLINE void NAME(powers)(NAME(floats) *x, const size_t count) {
    NAME(floats) step[4];
    UNROLL for (size_t v = 0; v < count; v++) step[v] = x[v] * (1.f / 1024.f) + 1.f;
    for (int k = 0; k < 10; k++) /* side by side: a product waits for the one before it */
        UNROLL for (size_t v = 0; v < count; v++) step[v] *= step[v];
    UNROLL for (size_t v = 0; v < count; v++) {
        NAME(int_lanes) counts = x[v] > -30.f;
        x[v] = (NAME(floats))((NAME(int_lanes))step[v] & counts);
    }
}

static TARGET float NAME(sum_of_powers)(size_t m, const float *x, float *best) {
    NAME(floats) sum[NARROW];
    float lanes[16], top = NAME(most_of)(m, x);
    memset(sum, 0, sizeof sum);
    for (size_t i = 0; i < m;) {
        NAME(floats) rows[4];
        size_t count = LANES == 16 && i + 64 <= m ? 4 : NARROW;
        for (size_t v = 0; v < count; v++) {
            memcpy(&rows[v], x + i + v * LANES, sizeof *rows);
            rows[v] = rows[v] - top;
        }
        if (count == 4)
            NAME(powers)(rows, 4);
        else
            NAME(powers)(rows, NARROW);
        for (size_t v = 0; v < count; v++)
            sum[v % NARROW] += rows[v];
        i += count * LANES;
    }
    memcpy(lanes, sum, sizeof lanes);
    float all = 0;
    for (size_t i = 0; i < 16; i++)
        all += lanes[i];
    *best = top;
    return all;
}

static const struct sg_kernels NAME(kernels) = {
    .name = KERNELS_NAME,
    .multiply = NAME(multiply),
    .weight_size = 4 / BYTES_TOGETHER,
    .pack = NAME(pack),
    .multiply_bytes = NAME(multiply_bytes),
    .step = NAME(step),
    .add_row = NAME(add_row),
    .bound = NAME(bound),
    .to_numbers = NAME(to_numbers),
    .bend = NAME(bend),
    .largest = NAME(largest),
    .bend_sum = NAME(bend_sum),
    .scores = NAME(scores),
    .sum_of_powers = NAME(sum_of_powers),
};

#undef INLINE
#undef COLUMN
#undef NARROW
#undef FEW_WIDE
#undef IS_BYTES
#undef BYTES_TOGETHER
