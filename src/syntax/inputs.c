#include "syntax/inputs.h"

#include "syntax/features.h"

#include <string.h>
#define XXH_INLINE_ALL /* words are short: the call would cost as much as the hash */
#include <xxhash.h>

#define KEPT 4096 /* words, two to eight kilobytes each */
#define BLOCK 64  /* words that memory is taken for at once */
#define ROWS 16   /* words that are worked out at once */
#define LINE 64   /* bytes */
#define NOTHING UINT32_MAX

/* A word by its form. */
struct form {
    uint64_t key;
    uint32_t row;    /* of the vocabulary */
    uint32_t inputs; /* the first that was made of it, a list, or NOTHING */
    struct sg_word_features features;
};

/* A word as it stands in a sentence in capitals, as the first word, ... */
struct input {
    uint32_t form, case_row;
    uint32_t next; /* of the same form */
};

struct sg_inputs {
    struct sg_arena *arena;
    uint32_t capacity, form_count, input_count, filled;
    uint32_t *slots, slot_mask; /* forms by key */
    struct form *forms;
    struct input *inputs;
    float **blocks; /* gates of the inputs, BLOCK each */
    size_t width;   /* of gates */
    uint32_t *in_sentence;
    int16_t *x; /* ROWS of them */
    int32_t *sums;
};

struct sg_inputs *sg_inputs_new(const struct sg_network *network, size_t most,
                                struct sg_arena *arena) {
    struct sg_inputs *in = sg_arena_alloc(arena, sizeof *in);
    if (!in)
        return NULL;
    uint32_t capacity = KEPT;
    while (capacity < most)
        capacity *= 2;
    in->arena = arena;
    in->capacity = capacity;
    in->slot_mask = 2 * capacity - 1;
    in->slots = sg_arena_array(arena, 2 * (size_t)capacity, sizeof *in->slots);
    in->forms = sg_arena_array(arena, capacity, sizeof *in->forms);
    in->inputs = sg_arena_array(arena, capacity, sizeof *in->inputs);
    in->blocks = sg_arena_array(arena, capacity / BLOCK, sizeof *in->blocks);
    in->width = 8 * (size_t)network->shape.hidden;
    in->in_sentence = sg_arena_array(arena, SG_LONGEST, sizeof *in->in_sentence);
    in->x = sg_arena_array(arena, ROWS * (size_t)network->shape.input, sizeof *in->x);
    in->sums = sg_arena_array(arena, ROWS * in->width, sizeof *in->sums);
    if (sg_arena_failed(arena))
        return NULL;
    memset(in->slots, 0xff, 2 * (size_t)capacity * sizeof *in->slots);
    return in;
}

void sg_inputs_open(struct sg_inputs *in, size_t words) {
    /* a form stays without inputs where memory ran out */
    uint32_t most = in->form_count > in->input_count ? in->form_count : in->input_count;
    if (most + words <= in->capacity)
        return;
    in->form_count = in->input_count = in->filled = 0;
    memset(in->slots, 0xff, ((size_t)in->slot_mask + 1) * sizeof *in->slots);
}

static float *gates_of(const struct sg_inputs *in, uint32_t input) {
    return in->blocks[input / BLOCK] + input % BLOCK * in->width;
}

/* Forms with the same 64 bits are taken for one: words of the vocabulary are by 32. */
static uint32_t find_form(struct sg_inputs *in, const char *form, const char *lower,
                          const struct sg_network *network) {
    uint64_t key = XXH3_64bits(form, strlen(form));
    if (lower != form)
        key = (key << 1 | key >> 63) ^ XXH3_64bits(lower, strlen(lower));
    uint32_t at = (uint32_t)key & in->slot_mask;
    for (; in->slots[at] != NOTHING; at = (at + 1) & in->slot_mask)
        if (in->forms[in->slots[at]].key == key)
            return in->slots[at];
    struct form *new = &in->forms[in->form_count];
    new->key = key;
    new->inputs = NOTHING;
    new->features = sg_word_features(form, lower);
    new->row = sg_network_word_row(network, new->features.key);
    return in->slots[at] = in->form_count++;
}

static void expect_row(const struct sg_network *n, const int8_t *rows, size_t row) {
    for (size_t at = 0; at < n->shape.input; at += LINE)
        __builtin_prefetch(rows + row * n->shape.input + at);
}

/* The tables are too large for the nearer memory: what sg_inputs_fill() will add is on its way. */
static void expect_rows(const struct sg_network *n, const struct form *form) {
    expect_row(n, n->word_rows, form->row);
    for (size_t p = 0; p < SG_PIECE_KINDS; p++)
        expect_row(n, n->piece_rows, form->features.pieces[p]);
}

/* NULL when out of memory. */
static const float *find_gates(struct sg_inputs *in, uint32_t form, uint32_t case_row,
                               const struct sg_network *n) {
    for (uint32_t i = in->forms[form].inputs; i != NOTHING; i = in->inputs[i].next)
        if (in->inputs[i].case_row == case_row)
            return gates_of(in, i);
    uint32_t new = in->input_count;
    float **block = &in->blocks[new / BLOCK];
    if (!*block) {
        unsigned char *bytes = sg_arena_alloc(in->arena, BLOCK * in->width * sizeof(float) + LINE);
        if (!bytes)
            return NULL;
        *block = (float *)(void *)(bytes + (LINE - (uintptr_t)bytes % LINE));
    }
    in->inputs[new] = (struct input){form, case_row, in->forms[form].inputs};
    in->forms[form].inputs = new;
    expect_rows(n, &in->forms[form]);
    in->input_count++;
    return gates_of(in, new);
}

bool sg_inputs_find(const float **gates, struct sg_inputs *in, const struct sg_words *words,
                    const struct sg_network *n) {
    struct sg_sentence_case written = {0};
    bool is_first = true;
    for (size_t i = 0; i < words->count; i++) {
        in->in_sentence[i] = find_form(in, words->form[i], words->lower[i], n);
        sg_sentence_case_count(&written, in->forms[in->in_sentence[i]].features.capitals);
    }
    for (size_t i = 0; i < words->count; i++) {
        const struct form *form = &in->forms[in->in_sentence[i]];
        uint8_t capitals = form->features.capitals;
        uint32_t case_row =
            n->habits ? sg_case_row(&written, capitals, is_first, n->habits[form->row]) : 0;
        is_first = is_first && capitals == SG_CAPITALS_NO_LETTERS;
        if (!(gates[i] = find_gates(in, in->in_sentence[i], case_row, n)))
            return false;
    }
    return true;
}

static void add_rows(int16_t *x, const struct form *form, uint32_t case_row,
                     const struct sg_network *n) {
    size_t width = n->shape.input, row = form->row;
    memset(x, 0, width * sizeof *x);
    n->kernels->add_row(width, n->word_rows + row * width, n->word_shifts[row], x);
    if (n->habits)
        n->kernels->add_row(width, n->piece_rows + case_row * width, n->piece_shifts[case_row], x);
    for (size_t p = 0; p < SG_PIECE_KINDS; p++) {
        uint32_t piece = form->features.pieces[p];
        n->kernels->add_row(width, n->piece_rows + piece * width, n->piece_shifts[piece], x);
    }
    n->kernels->bound(width, x);
}

/* The gates of one word, each in its unit. */
static void to_gates(float *gates, const int32_t *sums, const struct sg_network *n) {
    size_t hidden = n->shape.hidden;
    for (size_t i = 0; i < 8 * hidden; i += hidden)
        n->kernels->to_numbers(hidden, sums + i, 1.f / SG_FIXED_PRODUCT / sg_gate_unit(i, hidden),
                               gates + i);
}

void sg_inputs_fill(struct sg_inputs *in, const struct sg_network *n) {
    size_t input = n->shape.input, count;
    for (; in->filled < in->input_count; in->filled += (uint32_t)count) {
        count = in->input_count - in->filled;
        count = count < ROWS ? count : ROWS;
        for (size_t i = 0; i < count; i++) {
            const struct input *new = &in->inputs[in->filled + i];
            add_rows(in->x + i * input, &in->forms[new->form], new->case_row, n);
            memcpy(in->sums + i * in->width, n->first_bias, in->width * sizeof *in->sums);
        }
        n->kernels->multiply(count, in->width, input, in->x, input, n->first, in->sums, in->width);
        for (size_t i = 0; i < count; i++)
            to_gates(gates_of(in, in->filled + (uint32_t)i), in->sums + i * in->width, n);
    }
}
