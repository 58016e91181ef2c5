/* A network in fixed point read back, to go on learning from: what output.c wrote, the other way. */
#include "syntax/trainer/output.h"

#include "syntax/network.h"

#include <stdlib.h>
#include <string.h>

/* Columns [first, first + m->columns) of a section's weights. */
static bool read_weights(struct sg_float_net_matrix *m, const struct sg_model_file *file,
                         const char *name, size_t first, size_t width) {
    size_t size;
    const int16_t *in = sg_model_find(file, name, &size);
    if (!in || size != m->rows * width * sizeof *in)
        return false;
    for (size_t r = 0; r < m->rows; r++)
        for (size_t c = 0; c < m->columns; c++)
            m->w[r * m->columns + c] =
                (float)in[(r / 2) * width * 2 + (first + c) * 2 + r % 2] / SG_FIXED_ONE;
    return true;
}

static bool read_bias(struct sg_float_net_matrix *m, const struct sg_model_file *file,
                      const char *name, size_t first, size_t width) {
    size_t size;
    const int32_t *in = sg_model_find(file, name, &size);
    if (!in || size != width * sizeof *in)
        return false;
    for (size_t c = 0; c < m->columns; c++)
        m->w[c] = (float)in[first + c] / SG_FIXED_PRODUCT;
    return true;
}

static bool read_numbers(struct sg_float_net_matrix *m, const struct sg_model_file *file,
                         const char *name) {
    size_t size;
    const float *in = sg_model_find(file, name, &size);
    if (!in || size != m->rows * m->columns * sizeof *in)
        return false;
    memcpy(m->w, in, size);
    return true;
}

static bool read_rows(float *out, size_t rows, const struct sg_model_file *file, const char *name,
                      const char *shift_name) {
    size_t size, shift_size;
    const int8_t *in = sg_model_find(file, name, &size);
    const uint8_t *shifts = sg_model_find(file, shift_name, &shift_size);
    if (!in || !shifts || size != rows * SG_NET_INPUT || shift_size != rows)
        return false;
    for (size_t i = 0; i < rows * SG_NET_INPUT; i++)
        out[i] = (float)(in[i] * (1 << shifts[i / SG_NET_INPUT])) / SG_FIXED_ONE;
    return true;
}

/* The file's row of a word, 0 where it has none. */
static uint32_t row_of(const struct sg_word_slot *slots, size_t mask, uint64_t key) {
    size_t i = (uint32_t)key & mask;
    while (slots[i].row != UINT32_MAX) {
        if (slots[i].hash == (uint32_t)(key >> 32))
            return slots[i].row;
        i = (i + 1) & mask;
    }
    return 0;
}

/* Words by their keys: the file may know others. A word that is new to it keeps its vector. */
static bool read_words(struct sg_float_net *net, const struct sg_model_file *file) {
    size_t size, count;
    const struct sg_word_slot *slots = sg_model_find(file, "words.slots", &size);
    if (!slots || !sg_model_find(file, "words.shifts", &count))
        return false;
    float *rows = malloc(count * SG_NET_INPUT * sizeof *rows);
    if (!rows)
        abort();
    bool is_read = read_rows(rows, count, file, "words.rows", "words.shifts");
    for (size_t r = 0; is_read && r < net->words.rows; r++) {
        size_t from = r ? row_of(slots, size / sizeof *slots - 1, net->keys[r]) : 0;
        if (r && !from)
            continue;
        for (size_t k = 0; k < SG_NET_INPUT; k++)
            net->words.w[r * SG_NET_INPUT + k] =
                rows[from * SG_NET_INPUT + k] - net->fixed[r * SG_NET_INPUT + k];
    }
    free(rows);
    return is_read;
}

static bool read_all(struct sg_float_net *net, const struct sg_model_file *file) {
    struct sg_float_net_matrix *m = net->matrices;
    static const int plain[] = {SG_NET_IN1, SG_NET_FORWARD1, SG_NET_BACKWARD1,
                                SG_NET_IN2, SG_NET_FORWARD2, SG_NET_BACKWARD2,
                                SG_NET_TAG, SG_NET_TAG2,     SG_NET_LABEL_OUT};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!read_weights(&m[plain[i]], file, m[plain[i]].name, 0, m[plain[i]].columns))
            return false;
    static const int biases[] = {SG_NET_BIAS1, SG_NET_BIAS2, SG_NET_TAG_BIAS,
                                 SG_NET_LABEL_OUT_BIAS};
    for (size_t i = 0; i < sizeof biases / sizeof *biases; i++)
        if (!read_bias(&m[biases[i]], file, m[biases[i]].name, 0, m[biases[i]].columns))
            return false;
    static const int out[] = {SG_NET_DEP, SG_NET_HEAD, SG_NET_LABEL_DEP, SG_NET_LABEL_HEAD};
    static const int out_bias[] = {SG_NET_DEP_BIAS, SG_NET_HEAD_BIAS, SG_NET_LABEL_BIAS};
    size_t width = 2 * SG_NET_ARC + 2 * SG_NET_LABEL, at = 0;
    for (size_t i = 0; i < 4; at += m[out[i++]].columns)
        if (!read_weights(&m[out[i]], file, "out", at, width) ||
            (i < 3 && !read_bias(&m[out_bias[i]], file, "out.bias", at, width)))
            return false;
    if (!read_numbers(&m[SG_NET_ROOT], file, "root") ||
        !read_numbers(&m[SG_NET_LABEL_ROOT], file, "label.root") ||
        !read_numbers(&m[SG_NET_LABEL_DISTANCE], file, "label.distance") ||
        !read_numbers(&m[SG_NET_DISTANCE], file, "distance") ||
        !read_words(net, file) ||
        !read_rows(net->pieces.w, net->pieces.rows, file, "pieces.rows", "pieces.shifts"))
        return false;
    for (size_t k = 0; k < SG_NET_ARC; k++)
        m[SG_NET_ROOT].w[k] /= m[SG_NET_ROOT].w[k] > 0 ? 1 : SG_LEAK;
    return true;
}

enum sg_status sg_input_net(struct sg_float_net *net, const char *path,
                            const struct sg_treebank *bank, struct sg_error *err) {
    struct sg_model_file file = {0};
    enum sg_status status = sg_model_open(&file, path, err);
    if (status)
        return status;
    size_t tags, labels;
    const void *tag = sg_model_find(&file, "tags", &tags);
    const void *label = sg_model_find(&file, "labels", &labels);
    if (!tag || !label || tags != bank->tag_count * 2 || labels != bank->label_count ||
        memcmp(tag, bank->tags, tags) || memcmp(label, bank->labels, labels) ||
        !read_all(net, &file))
        status = sg_fail(err, SG_ERR_DATA, "%s: not the same classes or widths", path);
    sg_model_close(&file);
    if (!status)
        sg_float_net_transpose(net);
    return status;
}
