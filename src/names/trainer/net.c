#include "names/trainer/net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define L SG_NAME_LABELS
#define W SG_NAME_LANES
#define BATCH 8

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static float uniform(uint64_t *state) { return (float)(next_random(state) >> 40) / 16777216.0f; }

/* Where each matrix lies in `dense`; rows are inputs, columns the four gates. */
static size_t in_at(const struct sg_net *n, int side) {
    size_t one = (size_t)(n->vector_width + n->width + n->hidden + 1) * 4 * (size_t)n->hidden;
    return one * (size_t)side;
}
static size_t own_at(const struct sg_net *n, int side) {
    return in_at(n, side) + (size_t)(n->vector_width + n->width) * 4 * (size_t)n->hidden;
}
static size_t bias_at(const struct sg_net *n, int side) {
    return own_at(n, side) + (size_t)n->hidden * 4 * (size_t)n->hidden;
}
static size_t out_at(const struct sg_net *n) { return in_at(n, 2); }
static size_t dense_size(const struct sg_net *n) {
    return out_at(n) + (size_t)(2 * n->hidden + 1) * W;
}

/* One sentence's values, forwards and back. */
struct work {
    float *x, *dx;                    /* count x input */
    float *gates[2], *cell[2], *h[2]; /* count x 4H, x H, x H */
    float *dropped_x, *dropped_h;     /* factors */
    float *dh;                        /* count x 2H */
    float (*score)[W], (*slopes)[W], (*alpha)[W], (*beta)[W];
    size_t capacity;
};

static float *floats(size_t n) {
    float *out = calloc(n + 8, sizeof *out);
    if (!out)
        abort();
    return out;
}

static void work_release(struct work *w) {
    free(w->x);
    free(w->dx);
    for (int k = 0; k < 2; k++) {
        free(w->gates[k]);
        free(w->cell[k]);
        free(w->h[k]);
    }
    free(w->dropped_x);
    free(w->dropped_h);
    free(w->dh);
    free(w->score);
    free(w->slopes);
    free(w->alpha);
    free(w->beta);
    *w = (struct work){0};
}

static void work_reserve(struct work *w, const struct sg_net *n, size_t count) {
    if (count <= w->capacity)
        return;
    work_release(w);
    size_t in = (size_t)(n->vector_width + n->width), h = (size_t)n->hidden;
    w->capacity = count;
    w->x = floats(count * in);
    w->dx = floats(count * in);
    for (int k = 0; k < 2; k++) {
        w->gates[k] = floats(count * 4 * h);
        w->cell[k] = floats(count * h);
        w->h[k] = floats(count * h);
    }
    w->dropped_x = floats(count * in);
    w->dropped_h = floats(count * 2 * h);
    w->dh = floats(count * 2 * h);
    w->score = (void *)floats(count * W);
    w->slopes = (void *)floats(count * W);
    w->alpha = (void *)floats(count * W);
    w->beta = (void *)floats(count * W);
}

static void add_scaled(float *restrict to, const float *restrict from, float by, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] += by * from[i];
}

static float dot(const float *restrict a, const float *restrict b, size_t n) {
    float sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* to += a * b for `rows` rows of `to` and a part of its columns, held in registers. */
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
#define TILE 4 /* rows, and registers a row: 64 columns */

static inline __attribute__((always_inline)) void
multiply_tile(size_t rows, float *to, const float *a, size_t a_row, size_t a_column, const float *b,
              size_t inner, size_t columns) {
    lanes sum[TILE][TILE];
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < TILE; q++)
            sum[r][q] = ((const lanes *)(to + r * columns))[q];
    for (size_t k = 0; k < inner; k++) {
        const lanes *row = (const lanes *)(b + k * columns);
        for (size_t r = 0; r < rows; r++)
            for (size_t q = 0; q < TILE; q++)
                sum[r][q] += a[r * a_row + k * a_column] * row[q];
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < TILE; q++)
            ((lanes *)(to + r * columns))[q] = sum[r][q];
}

/* to (rows x columns) += a (rows x inner) * b (inner x columns); columns a multiple of 64. */
static void multiply(float *to, const float *a, size_t a_row, size_t a_column, const float *b,
                     size_t rows, size_t inner, size_t columns) {
    for (size_t c = 0; c < columns; c += 16 * TILE) {
        size_t r = 0;
        for (; r + TILE <= rows; r += TILE)
            multiply_tile(TILE, to + r * columns + c, a + r * a_row, a_row, a_column, b + c, inner,
                          columns);
        for (; r < rows; r++)
            multiply_tile(1, to + r * columns + c, a + r * a_row, a_row, a_column, b + c, inner,
                          columns);
    }
}

static float sigmoid(float x) { return 1 / (1 + expf(-x)); }

/* random: NULL when nothing is dropped. */
static void forward(struct work *w, const struct sg_net *n, const struct sg_net_sentence *s,
                    uint64_t *random, float dropout) {
    size_t v = (size_t)n->vector_width, e = (size_t)n->width, in = v + e, h = (size_t)n->hidden;
    work_reserve(w, n, s->count);
    float keep = 1 / (1 - dropout);
    for (size_t t = 0; t < s->count; t++) {
        float *x = w->x + t * in;
        memset(x, 0, in * sizeof *x);
        if (s->rows[t] >= 0)
            memcpy(x, n->vectors + (size_t)s->rows[t] * v, v * sizeof *x);
        for (uint32_t f = s->offsets[t]; f < s->offsets[t + 1]; f++)
            add_scaled(x + v, n->traits + (size_t)s->traits[f] * e, 1, e);
        if (random)
            for (size_t i = 0; i < in; i++) {
                w->dropped_x[t * in + i] = uniform(random) < dropout ? 0 : keep;
                x[i] *= w->dropped_x[t * in + i];
            }
    }
    for (int k = 0; k < 2; k++) {
        const float *wx = n->dense + in_at(n, k), *wh = n->dense + own_at(n, k);
        for (size_t t = 0; t < s->count; t++)
            memcpy(w->gates[k] + t * 4 * h, n->dense + bias_at(n, k), 4 * h * sizeof *wx);
        multiply(w->gates[k], w->x, in, 1, wx, s->count, in, 4 * h);
        for (size_t step = 0; step < s->count; step++) {
            size_t t = k ? s->count - 1 - step : step;
            float *g = w->gates[k] + t * 4 * h;
            const float *before = k ? w->h[k] + (t + 1) * h : w->h[k] + t * h - h;
            const float *cell_before = k ? w->cell[k] + (t + 1) * h : w->cell[k] + t * h - h;
            for (size_t j = 0; step && j < h; j++)
                add_scaled(g, wh + j * 4 * h, before[j], 4 * h);
            float *cell = w->cell[k] + t * h, *out = w->h[k] + t * h;
            for (size_t j = 0; j < 3 * h; j++)
                g[j] = sigmoid(g[j]);
            for (size_t j = 3 * h; j < 4 * h; j++)
                g[j] = tanhf(g[j]);
            for (size_t j = 0; j < h; j++) {
                cell[j] = g[j] * g[3 * h + j] + (step ? g[h + j] * cell_before[j] : 0);
                out[j] = g[2 * h + j] * tanhf(cell[j]);
            }
        }
    }
    const float *out = n->dense + out_at(n);
    for (size_t t = 0; t < s->count; t++) {
        float *score = w->score[t];
        memcpy(score, out + 2 * h * W, W * sizeof *score);
        for (size_t j = 0; j < 2 * h; j++) {
            float value = w->h[j >= h][t * h + j % h];
            if (random) {
                w->dropped_h[t * 2 * h + j] = uniform(random) < dropout ? 0 : keep;
                value *= w->dropped_h[t * 2 * h + j];
            }
            add_scaled(score, out + j * W, value, W);
        }
        for (int y = L; y < W; y++)
            score[y] = 0;
    }
}

/* From slopes of the scores to slopes of all weights; those of traits are left in w->dx. */
static void backward(struct work *w, float *slopes, const struct sg_net *n,
                     const struct sg_net_sentence *s) {
    size_t v = (size_t)n->vector_width, in = v + (size_t)n->width, h = (size_t)n->hidden;
    size_t g4 = 4 * h;
    const float *out = n->dense + out_at(n);
    float *out_slopes = slopes + out_at(n);
    memset(w->dx, 0, s->count * in * sizeof *w->dx);
    for (size_t t = 0; t < s->count; t++) {
        const float *d = w->slopes[t];
        add_scaled(out_slopes + 2 * h * W, d, 1, W);
        for (size_t j = 0; j < 2 * h; j++) {
            float factor = w->dropped_h[t * 2 * h + j];
            w->dh[t * 2 * h + j] = factor * dot(out + j * W, d, W);
            add_scaled(out_slopes + j * W, d, factor * w->h[j >= h][t * h + j % h], W);
        }
    }
    float *all = floats(s->count * g4), *later = floats(h), *dcell = floats(h);
    for (int k = 0; k < 2; k++) {
        const float *wx = n->dense + in_at(n, k), *wh = n->dense + own_at(n, k);
        float *wx_slopes = slopes + in_at(n, k), *wh_slopes = slopes + own_at(n, k);
        memset(later, 0, h * sizeof *later);
        memset(dcell, 0, h * sizeof *dcell);
        for (size_t step = s->count; step-- > 0;) {
            size_t t = k ? s->count - 1 - step : step;
            const float *g = w->gates[k] + t * g4, *cell = w->cell[k] + t * h;
            const float *c_before = k ? w->cell[k] + (t + 1) * h : w->cell[k] + t * h - h;
            float *dg = all + t * g4;
            for (size_t j = 0; j < h; j++) {
                float dh = w->dh[t * 2 * h + (size_t)k * h + j] + later[j], tc = tanhf(cell[j]);
                float dc = dcell[j] + dh * g[2 * h + j] * (1 - tc * tc);
                dg[j] = dc * g[3 * h + j] * g[j] * (1 - g[j]);
                dg[h + j] = step ? dc * c_before[j] * g[h + j] * (1 - g[h + j]) : 0;
                dg[2 * h + j] = dh * tc * g[2 * h + j] * (1 - g[2 * h + j]);
                dg[3 * h + j] = dc * g[j] * (1 - g[3 * h + j] * g[3 * h + j]);
                dcell[j] = dc * g[h + j];
            }
            add_scaled(slopes + bias_at(n, k), dg, 1, g4);
            for (size_t i = v; i < in; i++)
                w->dx[t * in + i] += dot(wx + i * g4, dg, g4);
            for (size_t j = 0; j < h; j++)
                later[j] = dot(wh + j * g4, dg, g4);
        }
        multiply(wx_slopes, w->x, 1, in, all, in, s->count, g4);
        if (s->count > 1) /* the first of a direction has nothing before it */
            multiply(wh_slopes, w->h[k] + (k ? h : 0), 1, h, all + (k ? 0 : g4), h, s->count - 1, g4);
    }
    free(all);
    free(later);
    free(dcell);
}

struct adam {
    float *first, *second;
};

static void adam_step(float *w, struct adam *a, const float *slopes, size_t from, size_t n,
                      float rate) {
    for (size_t i = 0; i < n; i++) {
        float g = slopes[i];
        a->first[from + i] = 0.9f * a->first[from + i] + 0.1f * g;
        a->second[from + i] = 0.995f * a->second[from + i] + 0.005f * g * g;
        w[i] += rate * a->first[from + i] / (sqrtf(a->second[from + i]) + 1e-5f);
    }
}

struct learner {
    struct sg_net *net;
    struct work work;
    float *slopes, *trait_slopes; /* of a batch */
    uint32_t *touched;
    uint8_t *is_touched;
    size_t touched_count;
    struct adam dense, traits;
    float move_first[L + 2][W], move_second[L + 2][W], move_slopes[L + 2][W], mask[L + 2][W];
    uint64_t random;
};

static void learn(struct learner *l, const struct sg_net_sentence *s, float dropout) {
    struct sg_net *n = l->net;
    size_t v = (size_t)n->vector_width, e = (size_t)n->width, in = v + e;
    forward(&l->work, n, s, &l->random, dropout);
    float moves[L + 2][W], grad[L + 2][W] = {{0}};
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < W; y++)
            moves[x][y] = n->moves[x][y] + l->mask[x][y];
    sg_crf_expect(l->work.slopes, grad, (const float(*)[W])l->work.score, s->labels,
                  (const float(*)[W])s->soft, s->count, (const float(*)[W])moves, l->work.alpha,
                  l->work.beta);
    for (size_t t = 0; t < s->count; t++)
        for (int y = 0; y < W; y++)
            l->work.slopes[t][y] *= s->weight;
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < L; y++)
            if (l->mask[x][y] == 0)
                l->move_slopes[x][y] += grad[x][y] * s->weight;
    backward(&l->work, l->slopes, n, s);
    for (size_t t = 0; t < s->count; t++) {
        float *dx = l->work.dx + t * in + v;
        for (size_t i = 0; i < e; i++)
            dx[i] *= l->work.dropped_x[t * in + v + i];
        for (uint32_t f = s->offsets[t]; f < s->offsets[t + 1]; f++) {
            uint32_t id = s->traits[f];
            if (!l->is_touched[id]) {
                l->is_touched[id] = 1;
                l->touched[l->touched_count++] = id;
            }
            add_scaled(l->trait_slopes + (size_t)id * e, dx, 1, e);
        }
    }
}

static void take_step(struct learner *l, float rate) {
    struct sg_net *n = l->net;
    size_t e = (size_t)n->width, size = dense_size(n);
    double norm = 0;
    for (size_t i = 0; i < size; i++)
        norm += (double)(l->slopes[i] * l->slopes[i]);
    norm = sqrt(norm);
    if (norm > 20)
        rate *= (float)(20 / norm);
    adam_step(n->dense, &l->dense, l->slopes, 0, size, rate);
    memset(l->slopes, 0, size * sizeof *l->slopes);
    for (size_t k = 0; k < l->touched_count; k++) {
        size_t at = (size_t)l->touched[k] * e;
        adam_step(n->traits + at, &l->traits, l->trait_slopes + at, at, e, rate);
        memset(l->trait_slopes + at, 0, e * sizeof *l->trait_slopes);
        l->is_touched[l->touched[k]] = 0;
    }
    l->touched_count = 0;
    struct adam moves = {&l->move_first[0][0], &l->move_second[0][0]};
    adam_step(&n->moves[0][0], &moves, &l->move_slopes[0][0], 0, (L + 2) * W, rate);
    memset(l->move_slopes, 0, sizeof l->move_slopes);
}

void sg_net_train(struct sg_net *out, struct sg_net_sentence *const *sentences, size_t count,
                  size_t trait_count, const float *vectors, int vector_width,
                  const struct sg_net_options *o) {
    *out = (struct sg_net){.vector_width = vector_width,
                           .width = o->width,
                           .hidden = o->hidden,
                           .trait_count = trait_count,
                           .vectors = vectors};
    size_t size = dense_size(out), e = (size_t)o->width, table = trait_count * e;
    struct learner l = {.net = out, .random = o->seed * 2654435761u + 88172645463325252u};
    out->dense = floats(size);
    out->dense_count = size;
    out->traits = floats(table);
    l.slopes = floats(size);
    l.trait_slopes = floats(table);
    l.dense = (struct adam){floats(size), floats(size)};
    l.traits = (struct adam){floats(table), floats(table)};
    l.touched = calloc(trait_count + 1, sizeof *l.touched);
    l.is_touched = calloc(trait_count + 1, 1);
    uint32_t *order = calloc(count + 1, sizeof *order);
    float *dense_sums = floats(size), *trait_sums = floats(table);
    if (!l.touched || !l.is_touched || !order)
        abort();
    sg_crf_mask(l.mask);
    float spread = sqrtf(6.0f / (float)(vector_width + o->width + o->hidden + 4 * o->hidden));
    for (size_t i = 0; i < size; i++)
        out->dense[i] = (uniform(&l.random) * 2 - 1) * spread;
    for (int k = 0; k < 2; k++) /* remember, at first */
        for (int j = 0; j < 4 * o->hidden; j++)
            out->dense[bias_at(out, k) + (size_t)j] = j >= o->hidden && j < 2 * o->hidden;
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    size_t steps = 0, all = (count / BATCH + 1) * (size_t)o->epochs;
    int averaged = 0;
    float move_sums[L + 2][W] = {{0}};
    for (int epoch = 0; epoch < o->epochs; epoch++) {
        for (size_t i = count; i > 1; i--) {
            size_t k = next_random(&l.random) % i;
            uint32_t t = order[i - 1];
            order[i - 1] = order[k];
            order[k] = t;
        }
        for (size_t i = 0; i < count; i++) {
            if (sentences[order[i]]->count)
                learn(&l, sentences[order[i]], o->dropout);
            if (i % BATCH == BATCH - 1 || i + 1 == count)
                take_step(&l, o->rate * (1 - 0.9f * (float)steps++ / (float)all));
        }
        if (epoch * 3 >= o->epochs * 2) { /* the average of the last third */
            averaged++;
            add_scaled(dense_sums, out->dense, 1, size);
            add_scaled(trait_sums, out->traits, 1, table);
            add_scaled(&move_sums[0][0], &out->moves[0][0], 1, (L + 2) * W);
        }
        fprintf(stderr, "net: epoch %d\n", epoch + 1);
    }
    for (size_t i = 0; i < size; i++)
        out->dense[i] = dense_sums[i] / (float)averaged;
    for (size_t i = 0; i < table; i++)
        out->traits[i] = trait_sums[i] / (float)averaged;
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < W; y++)
            out->moves[x][y] = move_sums[x][y] / (float)averaged;
    work_release(&l.work);
    free(l.slopes);
    free(l.trait_slopes);
    free(l.dense.first);
    free(l.dense.second);
    free(l.traits.first);
    free(l.traits.second);
    free(l.touched);
    free(l.is_touched);
    free(order);
    free(dense_sums);
    free(trait_sums);
}

void sg_net_release(struct sg_net *net) {
    free(net->dense);
    free(net->traits);
    *net = (struct sg_net){0};
}

void sg_net_score(float (*score)[W], const struct sg_net *net, const struct sg_net_sentence *s) {
    struct work work = {0};
    if (!s->count)
        return;
    forward(&work, net, s, NULL, 0);
    memcpy(score, work.score, s->count * sizeof *score);
    work_release(&work);
}
