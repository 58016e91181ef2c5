#include "syntax/trainer/net.h"

#include "syntax/trainer/matrix.h"

#include <stdlib.h>
#include <string.h>

#define INPUT SG_NET_INPUT
#define HIDDEN SG_NET_HIDDEN
#define BOTH (2 * HIDDEN)
#define GATES (4 * HIDDEN)
#define BOTH_GATES (8 * HIDDEN)
#define ARC SG_NET_ARC
#define LABEL SG_NET_LABEL
#define TAGS SG_NET_TAGS
#define LABELS SG_NET_LABELS

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static float uniform(uint64_t *state) {
    return (float)(next_random(state) >> 40) / (float)(1 << 24);
}

/* --- parameters */

static void add_matrix(struct sg_float_net *net, enum sg_float_net_matrix_id id, const char *name,
                       size_t rows, size_t columns, bool has_transposed, float reach) {
    struct sg_float_net_matrix *m = &net->matrices[id];
    size_t n = rows * columns;
    *m = (struct sg_float_net_matrix){.name = name, .rows = rows, .columns = columns};
    m->w = aligned_alloc(64, n * sizeof(float));
    m->gradient = calloc(n, sizeof(float));
    m->first = calloc(n, sizeof(float));
    m->second = calloc(n, sizeof(float));
    if (has_transposed)
        m->transposed = aligned_alloc(64, n * sizeof(float));
    if (!m->w || !m->gradient || !m->first || !m->second || (has_transposed && !m->transposed))
        abort();
    for (size_t i = 0; i < n; i++)
        m->w[i] = (uniform(&net->random) * 2 - 1) * reach;
}

static void add_table(struct sg_float_net_table *t, size_t rows, size_t width) {
    *t = (struct sg_float_net_table){.rows = rows, .width = width};
    t->w = calloc(rows * width, sizeof(float));
    t->gradient = calloc(rows * width, sizeof(float));
    t->first = calloc(rows * width, sizeof(float));
    t->second = calloc(rows * width, sizeof(float));
    t->touched = calloc(rows, sizeof *t->touched);
    t->is_touched = calloc(rows, 1);
    if (!t->w || !t->gradient || !t->first || !t->second || !t->touched || !t->is_touched)
        abort();
}

void sg_float_net_transpose(struct sg_float_net *net) {
    for (int i = 0; i < SG_NET_MATRIX_COUNT; i++) {
        struct sg_float_net_matrix *m = &net->matrices[i];
        if (m->transposed)
            sg_matrix_transpose(m->rows, m->columns, m->w, m->columns, m->transposed, m->rows);
    }
}

/* --- vocabulary: a sorted list of keys */

struct key_row {
    uint64_t key;
    uint32_t row;
};

static int by_key(const void *a, const void *b) {
    const struct key_row *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

void sg_float_net_number_words(const struct sg_float_net *net, struct sg_treebank *bank) {
    struct key_row *sorted = malloc(net->words.rows * sizeof *sorted);
    if (!sorted)
        abort();
    for (size_t i = 1; i < net->words.rows; i++)
        sorted[i - 1] = (struct key_row){net->keys[i], (uint32_t)i};
    qsort(sorted, net->words.rows - 1, sizeof *sorted, by_key);
    for (size_t s = 0; s < bank->count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++) {
            struct sg_gold_word *w = &bank->sentences[s].words[i];
            struct key_row wanted = {w->features.key, 0},
                           *hit = bsearch(&wanted, sorted, net->words.rows - 1, sizeof *sorted,
                                          by_key);
            w->word = hit ? hit->row : 0;
        }
    free(sorted);
}

static int by_plain_key(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The vectors' words first, then words that the annotated text has twice and the vectors have not. */
static void make_vocabulary(struct sg_float_net *net, struct sg_treebank *bank,
                            const struct sg_vectors *vectors) {
    uint64_t *all = malloc(bank->word_count * sizeof *all),
             *known = malloc((vectors->count + 1) * sizeof *known);
    size_t n = 0, rows = 1;
    if (!all || !known)
        abort();
    for (size_t s = 0; s < bank->gold_count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++)
            all[n++] = bank->sentences[s].words[i].features.key;
    qsort(all, n, sizeof *all, by_plain_key);
    memcpy(known, vectors->keys, vectors->count * sizeof *known);
    qsort(known, vectors->count, sizeof *known, by_plain_key);
    net->keys = malloc((vectors->count + n + 1) * sizeof *net->keys);
    if (!net->keys)
        abort();
    net->keys[0] = 0;
    for (size_t i = 0; i < vectors->count; i++)
        net->keys[rows++] = vectors->keys[i];
    for (size_t i = 0; i < n;) {
        size_t j = i;
        while (j < n && all[j] == all[i])
            j++;
        if (j - i >= 2 && !bsearch(&all[i], known, vectors->count, sizeof *known, by_plain_key))
            net->keys[rows++] = all[i];
        i = j;
    }
    add_table(&net->words, rows, INPUT);
    net->fixed = calloc(rows * INPUT, sizeof(float));
    net->word_counts = calloc(rows, sizeof *net->word_counts);
    net->habits = calloc(rows, 1);
    if (!net->fixed || !net->word_counts || !net->habits)
        abort();
    memcpy(net->habits + 1, vectors->habits, vectors->count);
    memcpy(net->fixed + INPUT, vectors->rows, vectors->count * INPUT * sizeof(float));
    free(all);
    free(known);
    sg_float_net_number_words(net, bank);
    for (size_t s = 0; s < bank->count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++)
            net->word_counts[bank->sentences[s].words[i].word]++;
}

void sg_float_net_init(struct sg_float_net *net, struct sg_treebank *bank,
                       const struct sg_vectors *vectors, uint64_t seed) {
    *net = (struct sg_float_net){.random = seed * 0x9E3779B97F4A7C15u + 88172645463325252u};
    net->tag_count = bank->tag_count;
    net->label_count = bank->label_count;
    net->work = aligned_alloc(64, (sg_float_net_work_size() + 63) / 64 * 64);
    if (!net->work || vectors->width != INPUT)
        abort();
    make_vocabulary(net, bank, vectors);
    add_table(&net->pieces, SG_PIECE_ROWS_ALL, INPUT);
    for (size_t i = 0; i < net->pieces.rows * INPUT; i++)
        net->pieces.w[i] = (uniform(&net->random) * 2 - 1) * 0.15f;
    add_matrix(net, SG_NET_IN1, "in1", INPUT, BOTH_GATES, true, 0.12f);
    add_matrix(net, SG_NET_FORWARD1, "forward1", HIDDEN, GATES, true, 0.12f);
    add_matrix(net, SG_NET_BACKWARD1, "backward1", HIDDEN, GATES, true, 0.12f);
    add_matrix(net, SG_NET_BIAS1, "bias1", 1, BOTH_GATES, false, 0);
    add_matrix(net, SG_NET_IN2, "in2", BOTH, BOTH_GATES, true, 0.1f);
    add_matrix(net, SG_NET_FORWARD2, "forward2", HIDDEN, GATES, true, 0.12f);
    add_matrix(net, SG_NET_BACKWARD2, "backward2", HIDDEN, GATES, true, 0.12f);
    add_matrix(net, SG_NET_BIAS2, "bias2", 1, BOTH_GATES, false, 0);
    for (int d = 0; d < 2; d++) /* gates are open to the past at first */
        for (int k = 0; k < HIDDEN; k++)
            net->matrices[SG_NET_BIAS1].w[d * GATES + HIDDEN + k] =
                net->matrices[SG_NET_BIAS2].w[d * GATES + HIDDEN + k] = 1;
    add_matrix(net, SG_NET_DEP, "dep", BOTH, ARC, true, 0.15f);
    add_matrix(net, SG_NET_DEP_BIAS, "dep.bias", 1, ARC, false, 0);
    add_matrix(net, SG_NET_HEAD, "head", BOTH, ARC, true, 0.15f);
    add_matrix(net, SG_NET_HEAD_BIAS, "head.bias", 1, ARC, false, 0);
    add_matrix(net, SG_NET_ROOT, "root", 1, ARC, false, 0.15f);
    add_matrix(net, SG_NET_LABEL_DEP, "label.dep", BOTH, LABEL, true, 0.15f);
    add_matrix(net, SG_NET_LABEL_HEAD, "label.head", BOTH, LABEL, true, 0.15f);
    add_matrix(net, SG_NET_LABEL_BIAS, "label.bias", 1, LABEL, false, 0);
    add_matrix(net, SG_NET_LABEL_ROOT, "label.root", 1, LABEL, false, 0.15f);
    add_matrix(net, SG_NET_LABEL_DISTANCE, "label.dist", SG_NET_LABEL_DISTANCES, LABEL, false,
               0.1f);
    add_matrix(net, SG_NET_LABEL_OUT, "label.out", LABEL, LABELS, true, 0.15f);
    add_matrix(net, SG_NET_LABEL_OUT_BIAS, "label.outbias", 1, LABELS, false, 0);
    add_matrix(net, SG_NET_TAG, "tag", BOTH, TAGS, true, 0.15f);
    add_matrix(net, SG_NET_TAG2, "tag2", BOTH, TAGS, true, 0.1f);
    add_matrix(net, SG_NET_TAG_BIAS, "tag.bias", 1, TAGS, false, 0);
    add_matrix(net, SG_NET_DISTANCE, "distance", 1, SG_NET_DISTANCES, false, 0);
    sg_float_net_transpose(net);
}

void sg_float_net_release(struct sg_float_net *net) {
    for (int i = 0; i < SG_NET_MATRIX_COUNT; i++) {
        struct sg_float_net_matrix *m = &net->matrices[i];
        free(m->w), free(m->gradient), free(m->first), free(m->second), free(m->transposed);
    }
    struct sg_float_net_table *tables[] = {&net->words, &net->pieces};
    for (int i = 0; i < 2; i++) {
        free(tables[i]->w), free(tables[i]->gradient), free(tables[i]->first);
        free(tables[i]->second), free(tables[i]->touched), free(tables[i]->is_touched);
    }
    free(net->fixed), free(net->keys), free(net->word_counts), free(net->habits);
    free(net->work);
}
