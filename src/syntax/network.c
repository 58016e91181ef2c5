#include "syntax/network.h"

#include "model/tree.h"
#include "syntax/features.h"

#include <string.h>

/* --- opening */

struct part {
    const char *name;
    const void *at; /* address of the pointer to set */
    size_t size;
};

const char *sg_network_init(struct sg_network *n, const struct sg_model_file *file) {
    size_t size;
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
        {"in1", &n->layers[0].in, in * gates * 2},
        {"forward1", &n->layers[0].forward, h * gates},
        {"backward1", &n->layers[0].backward, h * gates},
        {"bias1", &n->layers[0].bias, gates * 4},
        {"in2", &n->layers[1].in, both * gates * 2},
        {"forward2", &n->layers[1].forward, h * gates},
        {"backward2", &n->layers[1].backward, h * gates},
        {"bias2", &n->layers[1].bias, gates * 4},
        {"tag", &n->tag, both * s.tag_columns * 2},
        {"tag.bias", &n->tag_bias, s.tag_columns * 4},
        {"out", &n->out, both * out * 2},
        {"out.bias", &n->out_bias, out * 4},
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
    n->tag2 = sg_model_find(file, "tag2", &size);
    if (n->tag2 && size != both * s.tag_columns * 2)
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
    for (size_t i = 0; i < s.label_count; i++)
        if (!n->labels[i] || n->labels[i] >= SG_DEPREL_COUNT)
            return "labels";
    if (!has_name)
        return "tags";
    n->kernels = sg_kernels_best();
    return NULL;
}

bool sg_network_room_init(struct sg_network_room *room, const struct sg_network *n, size_t longest,
                          size_t together, struct sg_arena *arena) {
    size_t rows = longest * together, hidden = n->shape.hidden;
    size_t out = 2 * n->shape.arc + 2 * n->shape.label;
    room->features = sg_arena_array(arena, longest, sizeof *room->features);
    room->x = sg_arena_array(arena, rows, n->shape.input * sizeof *room->x);
    room->z = sg_arena_array(arena, rows, 8 * hidden * sizeof *room->z);
    room->h[0] = sg_arena_array(arena, rows, 2 * hidden * sizeof *room->h[0]);
    room->h[1] = sg_arena_array(arena, rows, 2 * hidden * sizeof *room->h[1]);
    room->tags = sg_arena_array(arena, rows, n->shape.tag_columns * sizeof *room->tags);
    room->out_sums = sg_arena_array(arena, rows, out * sizeof *room->out_sums);
    room->out = sg_arena_array(arena, rows, out * sizeof *room->out);
    room->cells = sg_arena_array(arena, SG_TOGETHER, hidden * sizeof *room->cells);
    return !sg_arena_failed(arena);
}

/* --- words to numbers */

static uint32_t word_row(const struct sg_network *n, uint64_t key) {
    uint32_t hash = (uint32_t)(key >> 32), i = (uint32_t)key & n->slot_mask;
    while (n->slots[i].row != UINT32_MAX) {
        if (n->slots[i].hash == hash)
            return n->slots[i].row;
        i = (i + 1) & n->slot_mask;
    }
    return 0;
}

bool sg_network_knows(const struct sg_network *network, const char *form, const char *lower) {
    return word_row(network, sg_word_features(form, lower).key) != 0;
}

static void look_up(int16_t *x, struct sg_word_features *features, const struct sg_words *words,
                    const struct sg_network *n) {
    size_t width = n->shape.input;
    struct sg_sentence_case written = {0};
    bool is_first = true;
    memset(x, 0, words->count * width * sizeof *x);
    for (size_t i = 0; i < words->count; i++) {
        features[i] = sg_word_features(words->form[i], words->lower[i]);
        sg_sentence_case_count(&written, features[i].capitals);
    }
    for (size_t i = 0; i < words->count; i++, x += width) {
        const struct sg_word_features *f = &features[i];
        uint32_t row = word_row(n, f->key);
        uint32_t piece =
            n->habits ? sg_case_row(&written, f->capitals, is_first, n->habits[row]) : 0;
        is_first = is_first && f->capitals == SG_CAPITALS_NO_LETTERS;
        n->kernels->add_row(width, n->word_rows + row * width, n->word_shifts[row], x);
        if (n->habits)
            n->kernels->add_row(width, n->piece_rows + piece * width, n->piece_shifts[piece], x);
        for (size_t p = 0; p < SG_PIECE_KINDS; p++)
            n->kernels->add_row(width, n->piece_rows + f->pieces[p] * width,
                                n->piece_shifts[f->pieces[p]], x);
        n->kernels->bound(width, x);
    }
}

/* --- the layers */

static void fill_bias(int32_t *y, size_t rows, size_t width, const int32_t *bias) {
    for (size_t i = 0; i < rows; i++)
        memcpy(y + i * width, bias, width * sizeof *y);
}

/* One direction over all sentences, step by step: at each step one row of every sentence that is
 * still going, so that the weights are read once for all of them. */
static void recur(const struct sg_network *n, struct sg_network_room *room, const int16_t *weights,
                  bool is_backward, int16_t *h, const size_t *first, const size_t *counts,
                  size_t sentences) {
    size_t hidden = n->shape.hidden, gates = 4 * hidden, both = 2 * hidden;
    int32_t sums[SG_TOGETHER * 4 * 1024];
    int16_t before[SG_TOGETHER * 1024];
    memset(room->cells, 0, SG_TOGETHER * hidden * sizeof *room->cells);
    for (size_t step = 0; step < counts[0]; step++) {
        size_t going = 0;
        while (going < sentences && counts[going] > step)
            going++;
        for (size_t s = 0; s < going; s++) {
            size_t t = first[s] + (is_backward ? counts[s] - 1 - step : step);
            memcpy(sums + s * gates, room->z + t * 2 * gates + (is_backward ? gates : 0),
                   gates * sizeof *sums);
        }
        if (step)
            n->kernels->multiply(going, gates, hidden, before, hidden, weights, sums, gates);
        for (size_t s = 0; s < going; s++) {
            size_t t = first[s] + (is_backward ? counts[s] - 1 - step : step);
            n->kernels->gates(hidden, sums + s * gates, room->cells + s * hidden,
                              before + s * hidden);
            memcpy(h + t * both + (is_backward ? hidden : 0), before + s * hidden,
                   hidden * sizeof *h);
        }
    }
}

static void run_layer(const struct sg_network *n, struct sg_network_room *room, size_t layer,
                      const int16_t *x, size_t width, size_t rows, const size_t *first,
                      const size_t *counts, size_t sentences) {
    const struct sg_layer *l = &n->layers[layer];
    size_t gates = 8 * n->shape.hidden;
    fill_bias(room->z, rows, gates, l->bias);
    n->kernels->multiply(rows, gates, width, x, width, l->in, room->z, gates);
    recur(n, room, l->forward, false, room->h[layer], first, counts, sentences);
    recur(n, room, l->backward, true, room->h[layer], first, counts, sentences);
}

/* Sums to numbers; the rows "as a head" are bent. */
static void finish_out(const struct sg_network *n, struct sg_network_room *room, size_t rows) {
    size_t arc = n->shape.arc, width = 2 * arc + 2 * n->shape.label;
    n->kernels->to_numbers(rows * width, room->out_sums, room->out);
    for (size_t r = 0; r < rows; r++) {
        float *head = room->out + r * width + arc;
        for (size_t k = 0; k < arc; k++)
            head[k] = head[k] > 0 ? head[k] : head[k] * SG_LEAK;
    }
}

void sg_network_encode(struct sg_encoding *out, const struct sg_words *const *sentences,
                       size_t count, const struct sg_network *n, struct sg_network_room *room) {
    size_t first[SG_TOGETHER] = {0}, counts[SG_TOGETHER] = {0}, rows = 0;
    size_t both = 2 * n->shape.hidden, width = 2 * n->shape.arc + 2 * n->shape.label;
    for (size_t s = 0; s < count; s++) {
        first[s] = rows;
        counts[s] = sentences[s]->count;
        look_up(room->x + rows * n->shape.input, room->features, sentences[s], n);
        rows += counts[s];
    }
    run_layer(n, room, 0, room->x, n->shape.input, rows, first, counts, count);
    fill_bias(room->tags, rows, n->shape.tag_columns, n->tag_bias);
    n->kernels->multiply(rows, n->shape.tag_columns, both, room->h[0], both, n->tag, room->tags,
                         n->shape.tag_columns);
    run_layer(n, room, 1, room->h[0], both, rows, first, counts, count);
    if (n->tag2)
        n->kernels->multiply(rows, n->shape.tag_columns, both, room->h[1], both, n->tag2,
                             room->tags, n->shape.tag_columns);
    fill_bias(room->out_sums, rows, width, n->out_bias);
    n->kernels->multiply(rows, width, both, room->h[1], both, n->out, room->out_sums, width);
    finish_out(n, room, rows);
    for (size_t s = 0; s < count; s++)
        out[s] = (struct sg_encoding){room->tags + first[s] * n->shape.tag_columns,
                                      room->out + first[s] * width};
}

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
