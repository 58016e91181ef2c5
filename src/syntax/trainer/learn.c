/* One sentence through the network and back, and Adam. */
#include "syntax/trainer/net.h"

#include "syntax/trainer/matrix.h"
#include "syntax/trainer/vary.h"

#include <math.h>
#include <stdio.h>
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
#define LONGEST 160 /* longer sentences are not learned from */
#define LEAK 0.1f

/* What one sentence needs, kept from the forward to the backward pass. */
struct layer {
    float z[LONGEST][BOTH_GATES], c[LONGEST][BOTH], h[LONGEST][BOTH], mask[LONGEST][BOTH];
    float dh[LONGEST][BOTH], dz[LONGEST][BOTH_GATES];
};

struct work {
    float x[LONGEST][INPUT], x_mask[LONGEST][INPUT], dx[LONGEST][INPUT];
    uint32_t word[LONGEST]; /* row used for the fixed part; 0 unknown */
    uint32_t case_row[LONGEST];
    uint8_t uses_learned[LONGEST];
    struct layer one, two;
    float dep[LONGEST][ARC], ddep[LONGEST][ARC];
    float head[LONGEST + 1][ARC], dhead[LONGEST + 1][ARC]; /* row 0: root */
    float head_t[ARC * (LONGEST + 16)];
    float arcs[LONGEST][LONGEST + 16];
    float label_dep[LONGEST][LABEL], dlabel_dep[LONGEST][LABEL];
    float label_head[LONGEST + 1][LABEL], dlabel_head[LONGEST + 1][LABEL];
    float label_hidden[LONGEST][LABEL], dlabel_hidden[LONGEST][LABEL];
    float label_out[LONGEST][LABELS];
    float tag_out[LONGEST][TAGS];
    float scratch[LONGEST * BOTH_GATES + 16];
};

static float squash(float x) {
    x = x > 3.f ? 3.f : x < -3.f ? -3.f : x;
    float x2 = x * x;
    return x * (27.f + x2) / (27.f + 9.f * x2);
}

static float squash_slope(float x) {
    x = x > 3.f ? 3.f : x < -3.f ? -3.f : x;
    float x2 = x * x, s = 3.f * (9.f - x2) / (27.f + 9.f * x2);
    return s * s;
}

static float gate(float x) { return 0.5f + 0.5f * squash(0.5f * x); }
static float gate_slope(float x) { return 0.25f * squash_slope(0.5f * x); }

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static float uniform(uint64_t *state) {
    return (float)(next_random(state) >> 40) / (float)(1 << 24);
}

static float *touch(struct sg_float_net_table *t, uint32_t row) {
    if (!t->is_touched[row]) {
        t->is_touched[row] = 1;
        t->touched[t->touched_count++] = row;
    }
    return t->gradient + (size_t)row * t->width;
}

/* --- forward */

static int distance_row(size_t dependent, size_t head) {
    long d = (long)head - (long)dependent;
    if (d > SG_NET_DISTANCE_MAX)
        d = SG_NET_DISTANCE_MAX;
    if (d < -SG_NET_DISTANCE_MAX)
        d = -SG_NET_DISTANCE_MAX;
    return (int)d + SG_NET_DISTANCE_MAX;
}

/* -7 .. 7 by powers of two; root 7 */
static int label_distance_row(size_t dependent, size_t head) {
    if (!head)
        return 7;
    long d = (long)head - (long)dependent, size = d < 0 ? -d : d;
    int step = size == 1 ? 1 : size == 2 ? 2 : size <= 4 ? 3 : size <= 8 ? 4 : size <= 16 ? 5 : 6;
    return 7 + (d < 0 ? -step : step);
}

static void fill_bias(size_t n, size_t width, const float *bias, float *y, size_t stride) {
    for (size_t i = 0; i < n; i++)
        memcpy(y + i * stride, bias, width * sizeof(float));
}

static void layer_forward(const struct sg_float_net *net, struct layer *l, int first, size_t n,
                          const float *x, size_t width) {
    const struct sg_float_net_matrix *m = &net->matrices[first];
    fill_bias(n, BOTH_GATES, m[3].w, l->z[0], BOTH_GATES);
    sg_matrix_multiply(n, BOTH_GATES, width, x, width, m[0].w, BOTH_GATES, l->z[0], BOTH_GATES);
    for (int d = 0; d < 2; d++) {
        static const float zero[HIDDEN];
        const float *h = zero, *c = zero;
        for (size_t s = 0; s < n; s++) {
            size_t t = d ? n - 1 - s : s;
            float *z = l->z[t] + d * GATES;
            if (s)
                sg_matrix_multiply(1, GATES, HIDDEN, h, HIDDEN, m[1 + d].w, GATES, z, GATES);
            float *c_now = l->c[t] + d * HIDDEN, *h_now = l->h[t] + d * HIDDEN;
            for (int k = 0; k < HIDDEN; k++) {
                c_now[k] = gate(z[HIDDEN + k]) * c[k] + gate(z[k]) * squash(z[3 * HIDDEN + k]);
                h_now[k] = gate(z[2 * HIDDEN + k]) * squash(c_now[k]);
            }
            h = h_now, c = c_now;
        }
    }
}

/* The recurrence reads h before dropout, what is above after it. */
static void apply_mask(size_t n, size_t width, const float *in, const float *mask, float *out) {
    for (size_t i = 0; i < n * width; i++)
        out[i] = in[i] * mask[i];
}

static void make_mask(uint64_t *random, size_t n, float *mask, float drop) {
    float keep = 1.f / (1.f - drop);
    uint32_t limit = (uint32_t)(drop * 65536.f);
    for (size_t i = 0; i < n; i += 4) {
        uint64_t r = next_random(random);
        for (size_t k = 0; k < 4 && i + k < n; k++, r >>= 16)
            mask[i + k] = (r & 0xffff) < limit ? 0 : keep;
    }
}

static void look_up(struct sg_float_net *net, struct work *w, const struct sg_gold_sentence *s,
                    bool is_training) {
    struct sg_sentence_case written = {0};
    bool is_first = true;
    for (size_t i = 0; i < s->count; i++)
        sg_sentence_case_count(&written, s->words[i].features.capitals);
    for (size_t i = 0; i < s->count; i++) {
        const struct sg_gold_word *word = &s->words[i];
        uint32_t row = word->word;
        float count = (float)net->word_counts[row];
        bool learned = row == 0 || count >= 2;
        if (is_training && row) {
            if (uniform(&net->random) < 0.1f / (0.25f + count))
                row = 0, learned = true;
            else if (uniform(&net->random) < 1.f / (1.f + count))
                learned = false;
        }
        w->word[i] = row;
        w->uses_learned[i] = learned;
        uint8_t capitals = word->features.capitals;
        w->case_row[i] = sg_case_row(&written, capitals, is_first, net->habits[row]);
        is_first = is_first && capitals == SG_CAPITALS_NO_LETTERS;
        const float *fixed = net->fixed + (size_t)row * INPUT,
                    *own = net->words.w + (size_t)row * INPUT;
        for (int k = 0; k < INPUT; k++)
            w->x[i][k] = fixed[k] + (learned ? own[k] : 0);
        for (int p = 0; p <= SG_PIECE_KINDS; p++) {
            uint32_t at = p < SG_PIECE_KINDS ? word->features.pieces[p] : w->case_row[i];
            const float *piece = net->pieces.w + (size_t)at * INPUT;
            for (int k = 0; k < INPUT; k++)
                w->x[i][k] += piece[k];
        }
    }
}

static void project(const struct sg_float_net *net, int id, const float *bias, size_t n,
                    const float *x, float *y) {
    const struct sg_float_net_matrix *m = &net->matrices[id];
    if (bias)
        fill_bias(n, m->columns, bias, y, m->columns);
    else
        memset(y, 0, n * m->columns * sizeof(float));
    sg_matrix_multiply(n, m->columns, m->rows, x, m->rows, m->w, m->columns, y, m->columns);
}

static void leak(size_t n, float *x) {
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : x[i] * LEAK;
}

static void forward(struct sg_float_net *net, const struct sg_gold_sentence *s,
                    const struct sg_float_net_options *options) {
    struct work *w = net->work;
    const struct sg_float_net_matrix *m = net->matrices;
    size_t n = s->count;
    look_up(net, w, s, options != NULL);
    if (options) {
        make_mask(&net->random, n * INPUT, w->x_mask[0], options->input_dropout);
        apply_mask(n, INPUT, w->x[0], w->x_mask[0], w->x[0]);
        make_mask(&net->random, n * BOTH, w->one.mask[0], options->hidden_dropout);
        make_mask(&net->random, n * BOTH, w->two.mask[0], options->hidden_dropout);
    }
    layer_forward(net, &w->one, SG_NET_IN1, n, w->x[0], INPUT);
    if (options)
        apply_mask(n, BOTH, w->one.h[0], w->one.mask[0], w->one.h[0]);
    layer_forward(net, &w->two, SG_NET_IN2, n, w->one.h[0], BOTH);
    if (options)
        apply_mask(n, BOTH, w->two.h[0], w->two.mask[0], w->two.h[0]);
    const float *h = w->two.h[0];
    project(net, SG_NET_TAG, m[SG_NET_TAG_BIAS].w, n, w->one.h[0], w->tag_out[0]);
    sg_matrix_multiply(n, TAGS, BOTH, h, BOTH, m[SG_NET_TAG2].w, TAGS, w->tag_out[0], TAGS);
    project(net, SG_NET_DEP, m[SG_NET_DEP_BIAS].w, n, h, w->dep[0]);
    project(net, SG_NET_HEAD, m[SG_NET_HEAD_BIAS].w, n, h, w->head[1]);
    memcpy(w->head[0], m[SG_NET_ROOT].w, sizeof w->head[0]);
    leak((n + 1) * ARC, w->head[0]);
    size_t stride = (n + 1 + 15) / 16 * 16;
    memset(w->head_t, 0, ARC * stride * sizeof(float));
    sg_matrix_transpose(n + 1, ARC, w->head[0], ARC, w->head_t, stride);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < stride; j++)
            w->arcs[i][j] = j && j <= n ? m[SG_NET_DISTANCE].w[distance_row(i + 1, j)] : 0;
    sg_matrix_multiply(n, stride, ARC, w->dep[0], ARC, w->head_t, stride, w->arcs[0], LONGEST + 16);
    for (size_t i = 0; i < n; i++)
        w->arcs[i][i + 1] = -1e9f;
    project(net, SG_NET_LABEL_DEP, m[SG_NET_LABEL_BIAS].w, n, h, w->label_dep[0]);
    project(net, SG_NET_LABEL_HEAD, NULL, n, h, w->label_head[1]);
    memcpy(w->label_head[0], m[SG_NET_LABEL_ROOT].w, sizeof w->label_head[0]);
}

static void label_forward(struct sg_float_net *net, size_t n, const uint32_t *heads) {
    struct work *w = net->work;
    const struct sg_float_net_matrix *m = net->matrices;
    for (size_t i = 0; i < n; i++) {
        const float *d =
            m[SG_NET_LABEL_DISTANCE].w + (size_t)label_distance_row(i + 1, heads[i]) * LABEL;
        for (int k = 0; k < LABEL; k++)
            w->label_hidden[i][k] = w->label_dep[i][k] + w->label_head[heads[i]][k] + d[k];
    }
    leak(n * LABEL, w->label_hidden[0]);
    project(net, SG_NET_LABEL_OUT, m[SG_NET_LABEL_OUT_BIAS].w, n, w->label_hidden[0],
            w->label_out[0]);
}

size_t sg_float_net_work_size(void) { return sizeof(struct work); }

/* --- backward */

/* Turns scores into their gradient for the gold class; returns the loss. */
static double softmax_loss(float *scores, size_t n, size_t gold, float scale) {
    float best = scores[0], sum = 0;
    for (size_t i = 1; i < n; i++)
        best = scores[i] > best ? scores[i] : best;
    for (size_t i = 0; i < n; i++)
        sum += scores[i] = expf(scores[i] - best);
    double loss = -log((double)scores[gold] / (double)sum + 1e-12);
    for (size_t i = 0; i < n; i++)
        scores[i] *= scale / sum;
    scores[gold] -= scale;
    return loss;
}

static void add_bias_gradient(struct sg_float_net_matrix *m, size_t n, const float *dy,
                              size_t stride) {
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m->columns; k++)
            m->gradient[k] += dy[i * stride + k];
}

/* dW += X^T dY; dX += dY W^T */
static void project_back(struct sg_float_net *net, int id, size_t n, const float *x,
                         const float *dy, float *dx) {
    struct work *w = net->work;
    struct sg_float_net_matrix *m = &net->matrices[id];
    sg_matrix_transpose(n, m->rows, x, m->rows, w->scratch, n);
    sg_matrix_multiply(m->rows, m->columns, n, w->scratch, n, dy, m->columns, m->gradient,
                       m->columns);
    if (dx)
        sg_matrix_multiply(n, m->rows, m->columns, dy, m->columns, m->transposed, m->rows, dx,
                           m->rows);
}

/* h as the recurrence saw it: before dropout. */
static void layer_backward(struct sg_float_net *net, struct layer *l, int first, size_t n,
                           const float *x, float *dx) {
    struct sg_float_net_matrix *m = &net->matrices[first];
    struct work *w = net->work;
    for (int d = 0; d < 2; d++) {
        float dh_next[HIDDEN] = {0}, dc_next[HIDDEN] = {0};
        for (size_t s = n; s--;) {
            size_t t = d ? n - 1 - s : s;
            const float *z = l->z[t] + d * GATES, *c = l->c[t] + d * HIDDEN;
            static const float zero[HIDDEN];
            const float *before = s ? l->c[d ? t + 1 : t - 1] + d * HIDDEN : zero;
            float *dz = l->dz[t] + d * GATES;
            const float *dh_above = l->dh[t] + d * HIDDEN;
            for (int k = 0; k < HIDDEN; k++) {
                float zi = z[k], zf = z[HIDDEN + k], zo = z[2 * HIDDEN + k], zg = z[3 * HIDDEN + k];
                float dh = dh_above[k] + dh_next[k];
                float dc = dc_next[k] + dh * gate(zo) * squash_slope(c[k]);
                dz[k] = dc * squash(zg) * gate_slope(zi);
                dz[HIDDEN + k] = dc * before[k] * gate_slope(zf);
                dz[2 * HIDDEN + k] = dh * squash(c[k]) * gate_slope(zo);
                dz[3 * HIDDEN + k] = dc * gate(zi) * squash_slope(zg);
                dc_next[k] = dc * gate(zf);
                dh_next[k] = 0;
            }
            sg_matrix_multiply(1, HIDDEN, GATES, dz, GATES, m[1 + d].transposed, HIDDEN, dh_next,
                               HIDDEN);
        }
        /* the recurrent input of step t, one column each */
        for (int k = 0; k < HIDDEN; k++)
            for (size_t t = 0; t < n; t++) {
                bool is_start = d ? t + 1 == n : t == 0;
                size_t from = d ? t + 1 : t - 1;
                w->scratch[(size_t)k * n + t] = is_start
                                                    ? 0
                                                    : gate(l->z[from][d * GATES + 2 * HIDDEN + k]) *
                                                          squash(l->c[from][d * HIDDEN + k]);
            }
        sg_matrix_multiply(HIDDEN, GATES, n, w->scratch, n, l->dz[0] + d * GATES, BOTH_GATES,
                           m[1 + d].gradient, GATES);
    }
    add_bias_gradient(&m[3], n, l->dz[0], BOTH_GATES);
    project_back(net, first, n, x, l->dz[0], dx);
}

static void arcs_backward(struct sg_float_net *net, size_t n) {
    struct work *w = net->work;
    struct sg_float_net_matrix *m = net->matrices;
    size_t stride = (n + 1 + 15) / 16 * 16;
    memset(w->ddep, 0, n * sizeof *w->ddep);
    memset(w->dhead, 0, (n + 1) * sizeof *w->dhead);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 1; j <= n; j++)
            m[SG_NET_DISTANCE].gradient[distance_row(i + 1, j)] += w->arcs[i][j];
    sg_matrix_multiply(n, ARC, n + 1, w->arcs[0], LONGEST + 16, w->head[0], ARC, w->ddep[0], ARC);
    sg_matrix_transpose(n, stride, w->arcs[0], LONGEST + 16, w->scratch, n);
    sg_matrix_multiply(n + 1, ARC, n, w->scratch, n, w->dep[0], ARC, w->dhead[0], ARC);
    for (size_t i = 0; i < (n + 1) * ARC; i++)
        w->dhead[0][i] *= w->head[0][i] > 0 ? 1 : LEAK;
    add_bias_gradient(&m[SG_NET_ROOT], 1, w->dhead[0], ARC);
    add_bias_gradient(&m[SG_NET_DEP_BIAS], n, w->ddep[0], ARC);
    add_bias_gradient(&m[SG_NET_HEAD_BIAS], n, w->dhead[1], ARC);
    project_back(net, SG_NET_DEP, n, w->two.h[0], w->ddep[0], w->two.dh[0]);
    project_back(net, SG_NET_HEAD, n, w->two.h[0], w->dhead[1], w->two.dh[0]);
}

static void labels_backward(struct sg_float_net *net, size_t n, const uint32_t *heads) {
    struct work *w = net->work;
    struct sg_float_net_matrix *m = net->matrices;
    memset(w->dlabel_hidden, 0, n * sizeof *w->dlabel_hidden);
    memset(w->dlabel_head, 0, (n + 1) * sizeof *w->dlabel_head);
    add_bias_gradient(&m[SG_NET_LABEL_OUT_BIAS], n, w->label_out[0], LABELS);
    project_back(net, SG_NET_LABEL_OUT, n, w->label_hidden[0], w->label_out[0],
                 w->dlabel_hidden[0]);
    for (size_t i = 0; i < n; i++) {
        float *distance =
            m[SG_NET_LABEL_DISTANCE].gradient + (size_t)label_distance_row(i + 1, heads[i]) * LABEL;
        for (int k = 0; k < LABEL; k++) {
            float g = w->dlabel_hidden[i][k] * (w->label_hidden[i][k] > 0 ? 1 : LEAK);
            w->dlabel_dep[i][k] = g;
            w->dlabel_head[heads[i]][k] += g;
            distance[k] += g;
        }
    }
    add_bias_gradient(&m[SG_NET_LABEL_BIAS], n, w->dlabel_dep[0], LABEL);
    add_bias_gradient(&m[SG_NET_LABEL_ROOT], 1, w->dlabel_head[0], LABEL);
    project_back(net, SG_NET_LABEL_DEP, n, w->two.h[0], w->dlabel_dep[0], w->two.dh[0]);
    project_back(net, SG_NET_LABEL_HEAD, n, w->two.h[0], w->dlabel_head[1], w->two.dh[0]);
}

static void input_backward(struct sg_float_net *net, const struct sg_gold_sentence *s) {
    struct work *w = net->work;
    apply_mask(s->count, INPUT, w->dx[0], w->x_mask[0], w->dx[0]);
    for (size_t i = 0; i < s->count; i++) {
        if (w->uses_learned[i]) {
            float *g = touch(&net->words, w->word[i]);
            for (int k = 0; k < INPUT; k++)
                g[k] += w->dx[i][k];
        }
        for (int p = 0; p <= SG_PIECE_KINDS; p++) {
            uint32_t at = p < SG_PIECE_KINDS ? s->words[i].features.pieces[p] : w->case_row[i];
            float *g = touch(&net->pieces, at);
            for (int k = 0; k < INPUT; k++)
                g[k] += w->dx[i][k];
        }
    }
}

static double learn(struct sg_float_net *net, const struct sg_gold_sentence *s, float scale,
                    const struct sg_float_net_options *options) {
    struct work *w = net->work;
    size_t n = s->count;
    uint32_t heads[LONGEST] = {0};
    double loss = 0;
    forward(net, s, options);
    for (size_t i = 0; i < n; i++)
        heads[i] = s->words[i].head;
    label_forward(net, n, heads);
    for (size_t i = 0; i < n; i++) {
        const struct sg_gold_word *word = &s->words[i];
        loss += softmax_loss(w->arcs[i], n + 1, heads[i], scale * word->sure_head);
        for (size_t j = n + 1; j < LONGEST + 16; j++)
            w->arcs[i][j] = 0;
        loss += softmax_loss(w->label_out[i], net->label_count, word->label,
                             scale * word->sure_head * word->sure_label);
        for (size_t j = net->label_count; j < LABELS; j++)
            w->label_out[i][j] = 0;
        loss += softmax_loss(w->tag_out[i], net->tag_count, word->tag,
                             scale * word->sure_tag * options->tag_weight);
        for (size_t j = net->tag_count; j < TAGS; j++)
            w->tag_out[i][j] = 0;
    }
    memset(w->two.dh, 0, n * sizeof *w->two.dh);
    memset(w->one.dh, 0, n * sizeof *w->one.dh);
    memset(w->dx, 0, n * sizeof *w->dx);
    arcs_backward(net, n);
    labels_backward(net, n, heads);
    project_back(net, SG_NET_TAG2, n, w->two.h[0], w->tag_out[0], w->two.dh[0]);
    apply_mask(n, BOTH, w->two.dh[0], w->two.mask[0], w->two.dh[0]);
    layer_backward(net, &w->two, SG_NET_IN2, n, w->one.h[0], w->one.dh[0]);
    add_bias_gradient(&net->matrices[SG_NET_TAG_BIAS], n, w->tag_out[0], TAGS);
    project_back(net, SG_NET_TAG, n, w->one.h[0], w->tag_out[0], w->one.dh[0]);
    apply_mask(n, BOTH, w->one.dh[0], w->one.mask[0], w->one.dh[0]);
    layer_backward(net, &w->one, SG_NET_IN1, n, w->x[0], w->dx[0]);
    input_backward(net, s);
    return loss;
}

/* --- Adam */

struct adam {
    float rate, clip, correct1, correct2;
};
#define BETA1 0.9f
#define BETA2 0.98f

static void adam_step(const struct adam *a, size_t n, float *w, float *g, float *first,
                      float *second) {
    for (size_t i = 0; i < n; i++) {
        float x = g[i] * a->clip;
        first[i] = BETA1 * first[i] + (1 - BETA1) * x;
        second[i] = BETA2 * second[i] + (1 - BETA2) * x * x;
        w[i] -= a->rate * (first[i] * a->correct1) / (sqrtf(second[i] * a->correct2) + 1e-6f);
        g[i] = 0;
    }
}

static void table_step(const struct adam *a, struct sg_float_net_table *t) {
    for (size_t i = 0; i < t->touched_count; i++) {
        size_t at = (size_t)t->touched[i] * t->width;
        adam_step(a, t->width, t->w + at, t->gradient + at, t->first + at, t->second + at);
        t->is_touched[t->touched[i]] = 0;
    }
    t->touched_count = 0;
}

/* The sums of these two must stay small enough for fixed point, see output.c: a column whose weights
 * add up to more is scaled down. */
#define COLUMN_MOST 55.f
static void limit_columns(struct sg_float_net_matrix *m) {
    for (size_t c = 0; c < m->columns; c++) {
        float sum = 0;
        for (size_t r = 0; r < m->rows; r++)
            sum += fabsf(m->w[r * m->columns + c]);
        for (size_t r = 0; sum > COLUMN_MOST && r < m->rows; r++)
            m->w[r * m->columns + c] *= COLUMN_MOST / sum;
    }
}

static void update(struct sg_float_net *net, float rate, size_t step) {
    double norm = 0;
    for (int i = 0; i < SG_NET_MATRIX_COUNT; i++) {
        const struct sg_float_net_matrix *m = &net->matrices[i];
        float sum = 0;
        for (size_t k = 0; k < m->rows * m->columns; k++)
            sum += m->gradient[k] * m->gradient[k];
        norm += (double)sum;
    }
    norm = sqrt(norm);
    struct adam a = {rate, norm > 2 ? (float)(2 / norm) : 1, 1 / (1 - powf(BETA1, (float)step)),
                     1 / (1 - powf(BETA2, (float)step))};
    for (int i = 0; i < SG_NET_MATRIX_COUNT; i++) {
        struct sg_float_net_matrix *m = &net->matrices[i];
        adam_step(&a, m->rows * m->columns, m->w, m->gradient, m->first, m->second);
    }
    table_step(&a, &net->words);
    table_step(&a, &net->pieces);
    limit_columns(&net->matrices[SG_NET_IN1]);
    limit_columns(&net->matrices[SG_NET_LABEL_OUT]);
    sg_float_net_transpose(net);
}

#define BATCH_WORDS 220

/* The sentences of one pass: all that are annotated, and as many of the others as `share` says, in
 * turn. Counts their words. */
static size_t choose(size_t *order, size_t *words, size_t *next_parsed,
                     const struct sg_treebank *bank, float share) {
    size_t used = 0;
    for (size_t i = 0; i < bank->gold_count; i++)
        if (bank->sentences[i].count <= LONGEST) {
            order[used++] = i;
            *words += bank->sentences[i].count;
        }
    size_t parsed = bank->count - bank->gold_count, most = (size_t)((float)*words * (1 + share));
    for (size_t i = 0; i < parsed && *words < most; i++, ++*next_parsed) {
        if (*next_parsed == bank->count)
            *next_parsed = bank->gold_count;
        if (bank->sentences[*next_parsed].count <= LONGEST) {
            order[used++] = *next_parsed;
            *words += bank->sentences[*next_parsed].count;
        }
    }
    return used;
}

void sg_float_net_train(struct sg_float_net *net, struct sg_treebank *bank,
                        const struct sg_treebank *dev, size_t dev_count,
                        const struct sg_float_net_options *options) {
    size_t *order = malloc(bank->count * sizeof *order), step = 0, next_parsed = bank->gold_count;
    if (!order)
        abort();
    for (int e = 0; e < options->epochs; e++) {
        double loss = 0;
        size_t words = 0, used = choose(order, &words, &next_parsed, bank, options->parsed_share);
        size_t steps = words / BATCH_WORDS * (size_t)options->epochs + 1;
        for (size_t i = used; i-- > 1;) {
            size_t j = (size_t)(next_random(&net->random) % (i + 1)), x = order[i];
            order[i] = order[j], order[j] = x;
        }
        for (size_t i = 0; i < used;) {
            size_t batch = 0, end = i;
            while (end < used && batch < BATCH_WORDS)
                batch += bank->sentences[order[end++]].count;
            for (; i < end; i++) {
                struct sg_gold_word room[LONGEST];
                float share = order[i] < bank->gold_count ? options->vary_gold : 1;
                struct sg_gold_sentence s =
                    sg_vary(&bank->sentences[order[i]], share, room, &net->random);
                loss += learn(net, &s, 1.f / (float)batch, options);
            }
            step++;
            float warm = step < 300 ? (float)step / 300 : 1, done = (float)step / (float)steps;
            update(net, options->rate * warm * (done < 1 ? 1 - done : 0.001f), step);
        }
        fprintf(stderr, "pass %2d  loss %.4f ", e + 1, loss / (double)words);
        for (size_t d = 0; d < dev_count; d++) {
            struct sg_float_net_score s = sg_float_net_test(net, &dev[d]);
            double all = (double)s.words / 100;
            fprintf(stderr, " | %.2f %.2f tag %.2f", (double)s.heads / all,
                    (double)s.labelled / all, (double)s.tags / all);
        }
        fputc('\n', stderr);
    }
    free(order);
}

static size_t best_of(const float *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    return best;
}

struct sg_float_net_score sg_float_net_test(struct sg_float_net *net,
                                            const struct sg_treebank *bank) {
    struct sg_float_net_score out = {0};
    struct work *w = net->work;
    for (size_t s = 0; s < bank->count; s++) {
        const struct sg_gold_sentence *sentence = &bank->sentences[s];
        size_t n = sentence->count;
        uint32_t heads[LONGEST];
        if (n > LONGEST)
            continue;
        forward(net, sentence, NULL);
        for (size_t i = 0; i < n; i++)
            heads[i] = (uint32_t)best_of(w->arcs[i], n + 1);
        label_forward(net, n, heads);
        for (size_t i = 0; i < n; i++) {
            const struct sg_gold_word *gold = &sentence->words[i];
            out.words++;
            out.heads += heads[i] == gold->head;
            out.labelled +=
                heads[i] == gold->head && best_of(w->label_out[i], net->label_count) == gold->label;
            out.tags += best_of(w->tag_out[i], net->tag_count) == gold->tag;
        }
    }
    return out;
}
