#include "names/net.h"

#include <math.h>
#include <string.h>

/* Sums run over rows, never within one: the same numbers on every machine, however wide its
 * registers are. */
static void add_scaled(float *restrict to, const float *restrict from, float by, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] += by * from[i];
}

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

/* tanh; the library's takes four times as long. */
static float squash(float x) { return 1 - 2 / (1 + expf(2 * x)); }

/* The word's vector, and behind it what the token's traits add up to in a network. */
static void read_token(float x[SG_NAME_INPUT], const struct sg_name_text *text, uint32_t token,
                       unsigned net) {
    const struct sg_name_model *model = text->model;
    uint64_t traits[SG_NAME_FEATURES_MAX];
    int32_t sums[SG_NAME_TRAIT_WIDTH] = {0};
    uint16_t vector = text->words[token].vector;
    memset(x, 0, SG_NAME_INPUT * sizeof *x);
    if (vector && vector <= model->header->vector_count)
        sg_name_vector_read(x, &model->vectors[vector - 1]);
    size_t count = sg_name_traits(traits, text, token);
    for (size_t i = 0; i < count; i++) {
        const struct sg_name_trait *trait = sg_name_trait_find(model, net, traits[i]);
        for (int d = 0; trait && d < SG_NAME_TRAIT_WIDTH; d++)
            sums[d] += trait->values[d];
    }
    for (int d = 0; d < SG_NAME_TRAIT_WIDTH; d++)
        x[SG_NAME_VECTOR_WIDTH + d] = (float)sums[d] * model->header->trait_steps[net];
}

/* Wider registers where there are any. None of them fuses products and sums, so that all give the
 * same numbers. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WIDER
#endif

/* One direction over a sentence: out[t] are the cells' states at each token. */
WIDER static void run(float *out, const float *weights, const float *inputs, uint32_t count,
                      bool is_backward, size_t hidden) {
    float gates[4 * SG_NAME_HIDDEN_MAX], cell[SG_NAME_HIDDEN_MAX] = {0};
    const float *own = weights + (size_t)SG_NAME_INPUT * 4 * hidden;
    const float *bias = own + hidden * 4 * hidden, *before = NULL;
    for (uint32_t step = 0; step < count; step++) {
        size_t t = is_backward ? count - 1 - step : step;
        const float *x = inputs + t * SG_NAME_INPUT;
        memcpy(gates, bias, 4 * hidden * sizeof *gates);
        for (size_t i = 0; i < SG_NAME_INPUT; i++)
            if (x[i] != 0)
                add_scaled(gates, weights + i * 4 * hidden, x[i], 4 * hidden);
        for (size_t j = 0; before && j < hidden; j++)
            add_scaled(gates, own + j * 4 * hidden, before[j], 4 * hidden);
        float *state = out + t * hidden;
        for (size_t j = 0; j < hidden; j++) {
            cell[j] = sigmoid(gates[j]) * squash(gates[3 * hidden + j]) +
                      sigmoid(gates[hidden + j]) * cell[j];
            state[j] = sigmoid(gates[2 * hidden + j]) * squash(cell[j]);
        }
        before = state;
    }
}

bool sg_name_net_score(float (*scores)[SG_NAME_LANES], const struct sg_name_text *text,
                       uint32_t first, uint32_t count, struct sg_arena *arena) {
    const struct sg_name_header *h = text->model->header;
    size_t hidden = h->hidden, side = (size_t)(SG_NAME_INPUT + hidden + 1) * 4 * hidden;
    float *x = sg_arena_array(arena, (size_t)count * SG_NAME_INPUT + 1, sizeof *x);
    float *states = sg_arena_array(arena, 2 * (size_t)count * hidden + 1, sizeof *states);
    if (!x || !states)
        return false;
    memset(scores, 0, count * sizeof *scores);
    for (unsigned n = 0; n < h->net_count; n++) {
        const float *dense = text->model->dense[n];
        for (uint32_t t = 0; t < count; t++)
            read_token(x + (size_t)t * SG_NAME_INPUT, text, first + t, n);
        run(states, dense, x, count, false, hidden);
        run(states + count * hidden, dense + side, x, count, true, hidden);
        const float *out = dense + 2 * side, *bias = out + 2 * hidden * SG_NAME_LANES;
        for (uint32_t t = 0; t < count; t++) {
            add_scaled(scores[t], bias, h->shares[n], SG_NAME_LANES);
            for (size_t k = 0; k < 2; k++)
                for (size_t j = 0; j < hidden; j++)
                    add_scaled(scores[t], out + (k * hidden + j) * SG_NAME_LANES,
                               h->shares[n] * states[(k * count + t) * hidden + j], SG_NAME_LANES);
        }
    }
    return true;
}
