/* Dense float arithmetic for the trainer. Widths (the M of every product) are multiples of 16. */
#ifndef SG_TRAINER_MATRIX_H
#define SG_TRAINER_MATRIX_H

#include <stddef.h>

/* Y[n x M] += X[n x K] W[K x M], all row-major with their strides. */
void sg_matrix_multiply(size_t n, size_t m, size_t k, const float *x, size_t x_stride,
                        const float *w, size_t w_stride, float *y, size_t y_stride);
/* T[m x n] = X[n x m]. */
void sg_matrix_transpose(size_t n, size_t m, const float *x, size_t x_stride, float *t,
                         size_t t_stride);

#endif
