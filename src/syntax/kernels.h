/* The arithmetic that takes the time: products of matrices of integers, LSTM gates, arc scores. There
 * is one set for each instruction set; all give the same bits, because sums of integers do not
 * depend on their order and the floating-point ones are added in a fixed order without fusing. */
#ifndef SG_SYNTAX_KERNELS_H
#define SG_SYNTAX_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* What goes into the first layer and into the relations' last, and its weights, are fixed-point
 * with this many bits behind the point; products have twice as many. */
#define SG_FIXED_BITS 11
#define SG_FIXED_ONE (1 << SG_FIXED_BITS)
/* ... and is kept within +- this. */
#define SG_FIXED_BOUND 7.5f
#define SG_LEAK 0.1f
#define SG_FIXED_PRODUCT ((float)SG_FIXED_ONE * (float)SG_FIXED_ONE)

/* What comes out of a cell is within +- 1: a byte, x * SG_BYTE_ONE + SG_BYTE_ZERO. */
#define SG_BYTE_ONE 127
#define SG_BYTE_ZERO 128

/* Gates bend at 6 and -6, the candidate and the cell at 3 and -3: in these units at 1 and -1. */
#define SG_GATE_UNIT 6.f
#define SG_CELL_UNIT 3.f

/* Weights of k rows and m columns in eight bits, for bytes as they come out of cells. */
struct sg_matrix {
    size_t k, m;          /* multiples of 16 */
    const void *packed;   /* as the kernels' pack() lays them out, aligned for them */
    const int32_t *start; /* m: where sums start, so that SG_BYTE_ZERO counts nothing */
    const float *scale;   /* m: what one of a column's sum is */
    const float *bias;    /* m, or NULL */
};

struct sg_kernels {
    const char *name;
    /* Y[n x m] += X[n x k] W[k x m]. m is a multiple of 16, k is even; W is stored in pairs of
     * rows: w[k/2][m][2]. */
    void (*multiply)(size_t n, size_t m, size_t k, const int16_t *x, size_t x_stride,
                     const int16_t *w, int32_t *y, size_t y_stride);
    size_t weight_size; /* bytes that a weight of a sg_matrix takes */
    /* w[k][m], row by row, each within +- 127, to w->packed; k and m are w's. */
    void (*pack)(void *packed, size_t k, size_t m, const int8_t *w);
    /* Y[n x m] = bias + X[n x k] W, or Y += X W where there is no bias. */
    void (*multiply_bytes)(size_t n, const struct sg_matrix *w, const uint8_t *x, size_t x_stride,
                           float *y, size_t y_stride);
    /* One LSTM step of n sentences of w->k cells: z[s] has the gates in, forget, out and the
     * candidate so far, in units of SG_GATE_UNIT and SG_CELL_UNIT, as w gives them; before[s] what
     * came out of the step before; c[s * w->k], in units of SG_CELL_UNIT, is updated, after[s]
     * written. */
    void (*step)(size_t n, const struct sg_matrix *w, const float *const *z,
                 const uint8_t *const *before, float *c, uint8_t *const *after);
    /* x[n] += row[n] << shift; n is a multiple of 16. */
    void (*add_row)(size_t n, const int8_t *row, unsigned shift, int16_t *x);
    /* Keeps x[n] within SG_FIXED_BOUND; n is a multiple of 16. */
    void (*bound)(size_t n, int16_t *x);
    /* Whole numbers times a unit; n is a multiple of 16. */
    void (*to_numbers)(size_t n, const int32_t *sums, float unit, float *y);
    /* Takes SG_LEAK of what is negative; n is a multiple of 16. */
    void (*bend)(size_t n, float *y);
    /* The first of the largest; n is a multiple of 16. */
    size_t (*largest)(size_t n, const float *y);
    /* The fixed-point form of bend(a + b + c), where bend() takes SG_LEAK of what is negative,
     * within SG_FIXED_BOUND; n is a multiple of 16. */
    void (*bend_sum)(size_t n, const float *a, const float *b, const float *c, int16_t *y);
    /* y[n][m] += sum over k of x[n][k] w[k][m]; m is a multiple of 16, w and y have rows of m. */
    void (*scores)(size_t n, size_t m, size_t k, const float *x, size_t x_stride, const float *w,
                   float *y);
    /* The sum of exp(x[i] - best) to three digits, best being the largest x, which goes to *best; m
     * is a multiple of 16. */
    float (*sum_of_powers)(size_t m, const float *x, float *best);
};

/* The fastest set that this processor can run. */
const struct sg_kernels *sg_kernels_best(void);
/* The i-th set that it can run, NULL beyond the last; 0 is plain C. */
const struct sg_kernels *sg_kernels_at(size_t i);

#endif
