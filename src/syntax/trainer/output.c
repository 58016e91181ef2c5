#include "syntax/trainer/output.h"

#include "base/file.h"
#include "syntax/network.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

void sg_model_writer_add(struct sg_model_writer *w, const char *name, const void *bytes,
                         size_t size) {
    size_t at = (w->size + SG_MODEL_ALIGN - 1) / SG_MODEL_ALIGN * SG_MODEL_ALIGN;
    if (w->count == SG_MODEL_SECTIONS_MAX || !(w->bytes = realloc(w->bytes, at + size + 1)))
        abort();
    memset(w->bytes + w->size, 0, at - w->size);
    memcpy(w->bytes + at, bytes, size);
    w->size = at + size;
    struct sg_model_section *s = &w->sections[w->count++];
    *s = (struct sg_model_section){.offset = at, .size = size};
    snprintf(s->name, sizeof s->name, "%s", name);
}

enum sg_status sg_model_writer_save(struct sg_model_writer *w, const char *path,
                                    struct sg_error *err) {
    struct sg_model_header header = {SG_MODEL_MAGIC, SG_MODEL_VERSION, (uint32_t)w->count, 0, 0};
    size_t directory = sizeof header + w->count * sizeof *w->sections;
    size_t front = (directory + SG_MODEL_ALIGN - 1) / SG_MODEL_ALIGN * SG_MODEL_ALIGN;
    unsigned char *all = calloc(1, front + w->size);
    if (!all)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < w->count; i++)
        w->sections[i].offset += front;
    memcpy(all + sizeof header, w->sections, w->count * sizeof *w->sections);
    memcpy(all + front, w->bytes, w->size);
    header.size = front + w->size;
    header.hash = XXH3_64bits(all + sizeof header, header.size - sizeof header);
    memcpy(all, &header, sizeof header);
    struct sg_file_writer file = {0};
    enum sg_status status = sg_file_writer_open(&file, path, err);
    if (!status) {
        fwrite(all, 1, header.size, file.stream);
        status = sg_file_writer_commit(&file, err);
    }
    free(all);
    return status;
}

void sg_model_writer_release(struct sg_model_writer *w) {
    free(w->bytes);
    *w = (struct sg_model_writer){0};
}

/* --- fixed point */

static void add_weights(struct sg_model_writer *w, const char *name, size_t rows, size_t columns,
                        const float *const *blocks, const size_t *widths) {
    int16_t *out = calloc(rows * columns, sizeof *out);
    if (!out)
        abort();
    for (size_t r = 0; r < rows; r++) {
        size_t block = 0, at = 0;
        for (size_t c = 0; c < columns; c++, at++) {
            if (at == widths[block])
                block++, at = 0;
            float x = blocks[block][r * widths[block] + at] * SG_FIXED_ONE;
            x = x > 32767 ? 32767 : x < -32768 ? -32768 : x;
            out[(r / 2) * columns * 2 + c * 2 + r % 2] = (int16_t)lrintf(x);
        }
    }
    sg_model_writer_add(w, name, out, rows * columns * sizeof *out);
    free(out);
}

static void add_matrix(struct sg_model_writer *w, const struct sg_float_net *net, int id) {
    const struct sg_float_net_matrix *m = &net->matrices[id];
    const float *blocks[] = {m->w};
    add_weights(w, m->name, m->rows, m->columns, blocks, &m->columns);
}

static void add_bias(struct sg_model_writer *w, const char *name, const float *const *blocks,
                     const size_t *widths, size_t block_count) {
    int32_t out[16 * 1024];
    size_t n = 0;
    for (size_t b = 0; b < block_count; b++)
        for (size_t i = 0; i < widths[b]; i++)
            out[n++] = (int32_t)lrintf((blocks[b] ? blocks[b][i] : 0) * SG_FIXED_PRODUCT);
    sg_model_writer_add(w, name, out, n * sizeof *out);
}

static void add_plain_bias(struct sg_model_writer *w, const struct sg_float_net *net, int id,
                           const char *name) {
    const struct sg_float_net_matrix *m = &net->matrices[id];
    const float *blocks[] = {m->w};
    add_bias(w, name, blocks, &m->columns, 1);
}

/* Bytes times 2^shift, the smallest shift that holds the row. */
static void add_rows(struct sg_model_writer *w, const char *name, const char *shift_name,
                     size_t rows, const float *values) {
    int8_t *out = calloc(rows, SG_NET_INPUT);
    uint8_t *shifts = calloc(rows, 1);
    if (!out || !shifts)
        abort();
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * SG_NET_INPUT;
        float most = 0;
        for (size_t i = 0; i < SG_NET_INPUT; i++)
            most = fabsf(row[i]) > most ? fabsf(row[i]) : most;
        while (shifts[r] < 8 && most * SG_FIXED_ONE / (float)(1 << shifts[r]) > 127)
            shifts[r]++;
        for (size_t i = 0; i < SG_NET_INPUT; i++) {
            float x = row[i] * SG_FIXED_ONE / (float)(1 << shifts[r]);
            out[r * SG_NET_INPUT + i] = (int8_t)lrintf(x > 127 ? 127 : x < -127 ? -127 : x);
        }
    }
    sg_model_writer_add(w, name, out, rows * SG_NET_INPUT);
    sg_model_writer_add(w, shift_name, shifts, rows);
    free(out);
    free(shifts);
}

static void add_vocabulary(struct sg_model_writer *w, const struct sg_float_net *net) {
    size_t slots = 1;
    while (slots < net->words.rows * 2)
        slots *= 2;
    struct sg_word_slot *table = malloc(slots * sizeof *table);
    float *rows = malloc(net->words.rows * SG_NET_INPUT * sizeof *rows);
    if (!table || !rows)
        abort();
    for (size_t i = 0; i < slots; i++)
        table[i] = (struct sg_word_slot){0, UINT32_MAX};
    for (size_t r = 1; r < net->words.rows; r++) {
        size_t i = (uint32_t)net->keys[r] & (slots - 1);
        while (table[i].row != UINT32_MAX)
            i = (i + 1) & (slots - 1);
        table[i] = (struct sg_word_slot){(uint32_t)(net->keys[r] >> 32), (uint32_t)r};
    }
    for (size_t i = 0; i < net->words.rows * SG_NET_INPUT; i++)
        rows[i] = net->fixed[i] + net->words.w[i];
    sg_model_writer_add(w, "words.slots", table, slots * sizeof *table);
    add_rows(w, "words.rows", "words.shifts", net->words.rows, rows);
    sg_model_writer_add(w, "words.habits", net->habits, net->words.rows);
    free(table);
    free(rows);
}

/* The sums that fixed point must hold, whatever the input: 512, with the input's bound. */
static enum sg_status check_reach(const struct sg_float_net *net, struct sg_error *err) {
    for (int i = 0; i < SG_NET_MATRIX_COUNT; i++) {
        const struct sg_float_net_matrix *m = &net->matrices[i];
        float bound = i == SG_NET_IN1 || i == SG_NET_LABEL_OUT ? SG_FIXED_BOUND : 1;
        for (size_t c = 0; c < m->columns; c++) {
            float sum = 0;
            for (size_t r = 0; r < m->rows; r++) {
                float x = fabsf(m->w[r * m->columns + c]);
                sum += x;
                if (x >= 32767.f / SG_FIXED_ONE)
                    return sg_fail(err, SG_ERR_LIMIT, "%s: a weight of %g is too large", m->name,
                                   (double)x);
            }
            if (sum * bound > 480)
                return sg_fail(err, SG_ERR_LIMIT, "%s: a column of weights adds up to %g", m->name,
                               (double)sum);
        }
    }
    return SG_OK;
}

enum sg_status sg_output_net(struct sg_model_writer *w, const struct sg_float_net *net,
                             const struct sg_treebank *bank, struct sg_error *err) {
    const struct sg_float_net_matrix *m = net->matrices;
    enum sg_status status = check_reach(net, err);
    if (status)
        return status;
    const struct sg_network_shape shape = {SG_NET_INPUT,
                                           SG_NET_HIDDEN,
                                           SG_NET_ARC,
                                           SG_NET_LABEL,
                                           SG_NET_TAGS,
                                           SG_NET_LABELS,
                                           (uint32_t)net->tag_count,
                                           (uint32_t)net->label_count,
                                           (uint32_t)net->words.rows,
                                           (uint32_t)net->pieces.rows};
    sg_model_writer_add(w, "shape", &shape, sizeof shape);
    sg_model_writer_add(w, "tags", bank->tags, bank->tag_count * 2);
    sg_model_writer_add(w, "labels", bank->labels, bank->label_count);
    add_vocabulary(w, net);
    add_rows(w, "pieces.rows", "pieces.shifts", net->pieces.rows, net->pieces.w);
    static const int plain[] = {SG_NET_IN1, SG_NET_FORWARD1, SG_NET_BACKWARD1,
                                SG_NET_IN2, SG_NET_FORWARD2, SG_NET_BACKWARD2,
                                SG_NET_TAG, SG_NET_TAG2,     SG_NET_LABEL_OUT};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        add_matrix(w, net, plain[i]);
    add_plain_bias(w, net, SG_NET_BIAS1, "bias1");
    add_plain_bias(w, net, SG_NET_BIAS2, "bias2");
    add_plain_bias(w, net, SG_NET_TAG_BIAS, "tag.bias");
    add_plain_bias(w, net, SG_NET_LABEL_OUT_BIAS, "label.outbias");
    const size_t widths[] = {SG_NET_ARC, SG_NET_ARC, SG_NET_LABEL, SG_NET_LABEL};
    const float *out[] = {m[SG_NET_DEP].w, m[SG_NET_HEAD].w, m[SG_NET_LABEL_DEP].w,
                          m[SG_NET_LABEL_HEAD].w};
    const float *bias[] = {m[SG_NET_DEP_BIAS].w, m[SG_NET_HEAD_BIAS].w, m[SG_NET_LABEL_BIAS].w,
                           NULL};
    add_weights(w, "out", 2 * SG_NET_HIDDEN, 2 * SG_NET_ARC + 2 * SG_NET_LABEL, out, widths);
    add_bias(w, "out.bias", bias, widths, 4);
    float root[SG_NET_ARC];
    for (int i = 0; i < SG_NET_ARC; i++)
        root[i] = m[SG_NET_ROOT].w[i] * (m[SG_NET_ROOT].w[i] > 0 ? 1 : SG_LEAK);
    sg_model_writer_add(w, "root", root, sizeof root);
    sg_model_writer_add(w, "label.root", m[SG_NET_LABEL_ROOT].w, SG_NET_LABEL * sizeof(float));
    sg_model_writer_add(w, "label.distance", m[SG_NET_LABEL_DISTANCE].w,
                        SG_NET_LABEL_DISTANCES * SG_NET_LABEL * sizeof(float));
    sg_model_writer_add(w, "distance", m[SG_NET_DISTANCE].w, SG_NET_DISTANCES * sizeof(float));
    return SG_OK;
}
