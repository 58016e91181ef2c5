#include "syntax/network.h"

#include "model/tree.h"
#include "syntax/features.h"

#include <stdlib.h>
#include <string.h>

/* --- opening */

struct part {
    const char *name;
    const void *at; /* address of the pointer to set */
    size_t size;
};

const char *sg_network_init(struct sg_network *n, const struct sg_model_file *file) {
    size_t size;
    memset(n, 0, sizeof *n);
    const struct sg_network_shape *shape = sg_model_find(file, "shape", &size);
    if (!shape || size != sizeof *shape)
        return "shape";
    struct sg_network_shape s = n->shape = *shape;
    const uint32_t widths[] = {s.input, s.hidden, s.arc, s.label, s.tag_columns, s.label_columns};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (!widths[i] || widths[i] % SG_LANES || widths[i] > 1024)
            return "shape";
    if (!s.tag_count || s.tag_count > s.tag_columns || !s.label_count ||
        s.label_count > s.label_columns || s.label_columns > 64 || !s.word_rows ||
        s.word_rows > 1u << 24 || (s.piece_rows != SG_PIECE_ROWS_ALL && s.piece_rows != SG_PIECE_KINDS * SG_PIECE_ROWS))
        return "shape";
    size_t in = s.input, h = s.hidden, both = 2 * h, gates = 8 * h, out = 2 * s.arc + 2 * s.label;
    n->slots = sg_model_find(file, "words.slots", &size);
    size_t slots = size / sizeof *n->slots;
    if (!n->slots || !slots || (slots & (slots - 1)) || size % sizeof *n->slots)
        return "words.slots";
    n->slot_mask = (uint32_t)slots - 1;
    size_t free_slots = 0;
    for (size_t i = 0; i < slots; i++) {
        free_slots += n->slots[i].row == UINT32_MAX;
        if (n->slots[i].row != UINT32_MAX && n->slots[i].row >= s.word_rows)
            return "words.slots";
    }
    if (!free_slots)
        return "words.slots";
    const struct part parts[] = {
        {"words.rows", &n->word_rows, s.word_rows * in},
        {"words.shifts", &n->word_shifts, s.word_rows},
        {"pieces.rows", &n->piece_rows, s.piece_rows * in},
        {"pieces.shifts", &n->piece_shifts, s.piece_rows},
        {"in1", &n->first, in * gates * 2},
        {"forward1", &n->file.forward[0], h * gates},
        {"backward1", &n->file.backward[0], h * gates},
        {"bias1", &n->first_bias, gates * 4},
        {"in2", &n->file.second, both * gates * 2},
        {"forward2", &n->file.forward[1], h * gates},
        {"backward2", &n->file.backward[1], h * gates},
        {"bias2", &n->file.second_bias, gates * 4},
        {"tag", &n->file.tag, both * s.tag_columns * 2},
        {"tag.bias", &n->file.tag_bias, s.tag_columns * 4},
        {"out", &n->file.out, both * out * 2},
        {"out.bias", &n->file.out_bias, out * 4},
        {"label.out", &n->label_out, s.label * s.label_columns * 2},
        {"label.outbias", &n->label_out_bias, s.label_columns * 4},
        {"root", &n->root, s.arc * 4},
        {"label.root", &n->label_root, s.label * 4},
        {"label.distance", &n->label_distance, SG_LABEL_DISTANCES * s.label * 4},
        {"distance", &n->distance, SG_DISTANCES * 4},
        {"tags", &n->tags, s.tag_count * 2},
        {"labels", &n->labels, s.label_count},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const void *section = sg_model_find(file, parts[i].name, &size);
        if (!section || size != parts[i].size)
            return parts[i].name;
        memcpy((void *)(uintptr_t)parts[i].at, &section, sizeof section);
    }
    /* a network may do without how words are written and without tags from the second layer */
    n->habits = sg_model_find(file, "words.habits", &size);
    if ((n->habits != NULL) != (s.piece_rows == SG_PIECE_ROWS_ALL) ||
        (n->habits && size != s.word_rows))
        return "words.habits";
    n->file.tag2 = sg_model_find(file, "tag2", &size);
    if (n->file.tag2 && size != both * s.tag_columns * 2)
        return "tag2";
    for (size_t i = 0; i < s.word_rows; i++)
        if (n->word_shifts[i] > 8)
            return "words.shifts";
    for (size_t i = 0; i < s.piece_rows; i++)
        if (n->piece_shifts[i] > 8)
            return "pieces.shifts";
    bool has_name = false;
    for (size_t i = 0; i < s.tag_count; i++) {
        if (n->tags[2 * i] >= SG_XPOS_COUNT || n->tags[2 * i + 1] >= SG_UPOS_COUNT)
            return "tags";
        if (n->tags[2 * i] == SG_XPOS_NNP && n->tags[2 * i + 1] == SG_UPOS_PROPN) {
            n->name_tag = (uint8_t)i;
            has_name = true;
        }
    }
    n->root_label = s.label_count;
    for (size_t i = 0; i < s.label_count; i++) {
        bool is_root = n->labels[i] == SG_DEPREL_ROOT;
        if (!n->labels[i] || n->labels[i] >= SG_DEPREL_COUNT ||
            (is_root && n->root_label < s.label_count))
            return "labels";
        if (is_root)
            n->root_label = i;
    }
    if (n->root_label == s.label_count)
        return "labels";
    if (!has_name)
        return "tags";
    for (size_t i = 0; i <= 2 * SG_LONGEST; i++)
        n->far_distance[i] = n->distance[sg_distance_row(SG_LONGEST, i)];
    return sg_network_use(n, sg_kernels_best()) ? NULL : "in2";
}

void sg_network_release(struct sg_network *network) {
    free(network->laid_out);
    network->laid_out = NULL;
}

bool sg_network_use(struct sg_network *n, const struct sg_kernels *kernels) {
    const struct sg_network_shape *s = &n->shape;
    const struct sg_packed_weights *f = &n->file;
    size_t h = s->hidden, both = 2 * h, gates = 4 * h, out = 2 * s->arc + 2 * s->label;
    const struct sg_file_weights weights[] = {
        {f->second, f->second_bias, both, 2 * gates, 2 * gates, h, &n->second},
        {f->forward[0], NULL, h, gates, gates, h, &n->forward[0]},
        {f->backward[0], NULL, h, gates, gates, h, &n->backward[0]},
        {f->forward[1], NULL, h, gates, gates, h, &n->forward[1]},
        {f->backward[1], NULL, h, gates, gates, h, &n->backward[1]},
        {f->tag, f->tag_bias, both, s->tag_columns, s->tag_count, 0, &n->tag},
        {f->out, f->out_bias, both, out, out, 0, &n->out},
        {f->tag2, NULL, both, s->tag_columns, s->tag_count, 0, &n->tag2},
    };
    size_t count = sizeof weights / sizeof *weights - !f->tag2;
    sg_network_release(n);
    n->kernels = kernels;
    return sg_weights_pack(&n->laid_out, weights, count, kernels);
}

/* --- words */

uint32_t sg_network_word_row(const struct sg_network *n, uint64_t key) {
    uint32_t hash = (uint32_t)(key >> 32), i = (uint32_t)key & n->slot_mask;
    while (n->slots[i].row != UINT32_MAX) {
        if (n->slots[i].hash == hash)
            return n->slots[i].row;
        i = (i + 1) & n->slot_mask;
    }
    return 0;
}

bool sg_network_knows(const struct sg_network *network, const char *lower) {
    return sg_network_word_row(network, sg_word_key(lower)) != 0;
}

bool sg_network_knows_capital(const struct sg_network *network, const char *lower) {
    uint32_t row = sg_network_word_row(network, sg_word_key(lower));
    return network->habits && network->habits[row] >= SG_HABIT_CAPITAL;
}

/* --- distances */

size_t sg_distance_row(size_t dependent, size_t head) {
    if (head > dependent + SG_DISTANCE_MAX)
        return 2 * SG_DISTANCE_MAX;
    if (head + SG_DISTANCE_MAX < dependent)
        return 0;
    return head + SG_DISTANCE_MAX - dependent;
}

/* By powers of two, -6 .. 6 around 7; the root is 7. */
size_t sg_label_distance_row(size_t dependent, size_t head) {
    if (!head)
        return 7;
    size_t size = head > dependent ? head - dependent : dependent - head;
    size_t step = size == 1    ? 1
                  : size == 2  ? 2
                  : size <= 4  ? 3
                  : size <= 8  ? 4
                  : size <= 16 ? 5
                               : 6;
    return head > dependent ? 7 + step : 7 - step;
}
