/* The file's 16-bit weights in eight bits, column by column: what comes out of a cell is a number
 * between -1 and 1, and a byte for it and for each weight loses nothing in trees (a few hundredths
 * of a per cent either way), but halves the work of the products. */
#ifndef SG_SYNTAX_WEIGHTS_H
#define SG_SYNTAX_WEIGHTS_H

#include "syntax/kernels.h"

#include <stdbool.h>

/* One matrix of the file: pairs of rows as the kernels' multiply() has them, and what is added to
 * each column, as products, or NULL. */
struct sg_file_weights {
    const int16_t *pairs;
    const int32_t *bias;
    size_t k, m;
    size_t used;  /* columns; the others will never be the largest */
    size_t cells; /* columns are gates of so many cells, see sg_gate_unit(); 0: they are none */
    struct sg_matrix *out;
};

/* The unit of a column among gates. */
float sg_gate_unit(size_t column, size_t cells);
/* Lays all of them out for a set of kernels, in one block of memory that *block frees. False when
 * out of memory. */
bool sg_weights_pack(void **block, const struct sg_file_weights *weights, size_t count,
                     const struct sg_kernels *kernels);

#endif
