#include "syntax/weights.h"

#include <stdlib.h>

#define LINE 64 /* bytes; a register that lies across two lines is read twice */

/* What no class is worth. */
#define NEVER -1e6f

static size_t lines(size_t bytes) { return (bytes + LINE - 1) / LINE * LINE; }

static int weight_at(const struct sg_file_weights *f, size_t i, size_t c) {
    return f->pairs[i / 2 * f->m * 2 + c * 2 + i % 2];
}

static int largest_of(const struct sg_file_weights *f, size_t c) {
    int most = 0;
    for (size_t i = 0; i < f->k; i++) {
        int w = abs(weight_at(f, i, c));
        most = w > most ? w : most;
    }
    return most ? most : 1;
}

/* To the nearest; halves go away from 0. */
static int8_t eight_bits(int w, int most) {
    int twice = 2 * abs(w) * SG_BYTE_ONE + most;
    int size = twice / (2 * most);
    return (int8_t)(w < 0 ? -size : size);
}

float sg_gate_unit(size_t column, size_t cells) {
    return column / cells % 4 == 3 ? SG_CELL_UNIT : SG_GATE_UNIT;
}

static void fill(const struct sg_file_weights *f, int8_t *rows, int32_t *start, float *scale,
                 float *bias) {
    for (size_t c = 0; c < f->m; c++) {
        int most = largest_of(f, c);
        float unit = f->cells ? sg_gate_unit(c, f->cells) : 1;
        int32_t sum = 0;
        for (size_t i = 0; i < f->k; i++) {
            rows[i * f->m + c] = eight_bits(weight_at(f, i, c), most);
            sum += rows[i * f->m + c];
        }
        start[c] = -SG_BYTE_ZERO * sum;
        scale[c] = (float)most / (float)(SG_BYTE_ONE * SG_BYTE_ONE * SG_FIXED_ONE) / unit;
        if (bias)
            bias[c] = c < f->used ? (float)f->bias[c] / SG_FIXED_PRODUCT / unit : NEVER;
    }
}

bool sg_weights_pack(void **block, const struct sg_file_weights *weights, size_t count,
                     const struct sg_kernels *kernels) {
    size_t size = 0, largest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t all = weights[i].k * weights[i].m;
        size += lines(all * kernels->weight_size) + 3 * lines(weights[i].m * sizeof(float));
        largest = all > largest ? all : largest;
    }
    int8_t *rows = malloc(largest ? largest : 1);
    unsigned char *at = *block = rows ? aligned_alloc(LINE, size ? size : LINE) : NULL;
    for (size_t i = 0; at && i < count; i++) {
        const struct sg_file_weights *f = &weights[i];
        size_t column = lines(f->m * sizeof(float));
        int32_t *start = (int32_t *)(void *)at;
        float *scale = (float *)(void *)(at + column), *bias = (float *)(void *)(at + 2 * column);
        at += 3 * column;
        fill(f, rows, start, scale, f->bias ? bias : NULL);
        kernels->pack(at, f->k, f->m, rows);
        *f->out = (struct sg_matrix){f->k, f->m, at, start, scale, f->bias ? bias : NULL};
        at += lines(f->k * f->m * kernels->weight_size);
    }
    free(rows);
    return *block != NULL;
}
