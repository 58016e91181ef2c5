#include "names/trainer/crf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define L SG_NAME_LABELS
#define W SG_NAME_LANES
#define FORBIDDEN -1e4f

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

struct learner {
    struct sg_crf *crf;
    float (*squares)[W];
    float move_squares[L + 2][W];
    float (*sums)[W]; /* for the average */
    float move_sums[L + 2][W];
    float (*score)[W], (*slopes)[W], (*alpha)[W], (*beta)[W];
    uint8_t *dropped;
    size_t longest;
    uint64_t random;
    float mask[L + 2][W];
};

static void score_all(float (*score)[W], const struct sg_crf *crf, const struct sg_crf_sentence *s,
                      const uint8_t *dropped, float keep) {
    for (uint32_t i = 0; i < s->count; i++) {
        float sum[W] = {0};
        for (uint32_t f = s->offsets[i]; f < s->offsets[i + 1]; f++) {
            if (dropped && dropped[f])
                continue;
            const float *row = crf->weights[s->ids[f]];
            for (int y = 0; y < W; y++)
                sum[y] += row[y];
        }
        for (int y = 0; y < W; y++)
            score[i][y] = sum[y] * keep;
        if (s->offsets[i] == s->offsets[i + 1])
            for (int y = 1; y < W; y++)
                score[i][y] = FORBIDDEN;
        for (int y = L; y < W; y++)
            score[i][y] = FORBIDDEN;
    }
}

static float log_sum(const float *v) {
    float most = v[0], sum = 0;
    for (int y = 1; y < L; y++)
        most = v[y] > most ? v[y] : most;
    for (int y = 0; y < L; y++)
        sum += expf(v[y] - most);
    return most + logf(sum);
}

static void step(float *w, float *square, float gradient, float rate) {
    *square += gradient * gradient;
    *w += rate * gradient / (sqrtf(*square) + 1e-4f);
}

void sg_crf_expect(float (*g)[W], float grad[L + 2][W], const float (*score)[W],
                   const uint8_t *labels, const float (*soft)[W], uint32_t n,
                   const float moves[L + 2][W], float (*alpha)[W], float (*beta)[W]) {
    float v[L];
    for (int y = 0; y < L; y++) {
        alpha[0][y] = score[0][y] + moves[L][y];
        beta[n - 1][y] = moves[L + 1][y];
    }
    for (uint32_t i = 1; i < n; i++)
        for (int y = 0; y < L; y++) {
            for (int x = 0; x < L; x++)
                v[x] = alpha[i - 1][x] + moves[x][y];
            alpha[i][y] = log_sum(v) + score[i][y];
        }
    for (uint32_t i = n - 1; i-- > 0;)
        for (int x = 0; x < L; x++) {
            for (int y = 0; y < L; y++)
                v[y] = moves[x][y] + score[i + 1][y] + beta[i + 1][y];
            beta[i][x] = log_sum(v);
        }
    for (int y = 0; y < L; y++)
        v[y] = alpha[n - 1][y] + moves[L + 1][y];
    float z = log_sum(v);
    for (uint32_t i = 0; i < n; i++) {
        for (int y = 0; y < W; y++)
            g[i][y] = y < L ? -expf(alpha[i][y] + beta[i][y] - z) : 0;
        if (!i)
            for (int y = 0; y < L; y++)
                grad[L][y] += g[i][y];
        if (i == n - 1)
            for (int y = 0; y < L; y++)
                grad[L + 1][y] += g[i][y];
        if (i)
            for (int x = 0; x < L; x++)
                for (int y = 0; y < L; y++)
                    if (moves[x][y] > FORBIDDEN / 2)
                        grad[x][y] -=
                            expf(alpha[i - 1][x] + moves[x][y] + score[i][y] + beta[i][y] - z);
        if (!soft)
            g[i][labels[i]] += 1;
        for (int y = 0; soft && y < L; y++)
            g[i][y] += soft[i][y];
    }
    if (soft) {
        memset(grad, 0, (L + 2) * sizeof *grad);
        return;
    }
    grad[L][labels[0]] += 1;
    grad[L + 1][labels[n - 1]] += 1;
    for (uint32_t i = 1; i < n; i++)
        grad[labels[i - 1]][labels[i]] += 1;
}

void sg_crf_mask(float mask[L + 2][W]) {
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < L; y++) {
            bool may = x == L + 1 ? sg_name_may_follow((unsigned)y, L)
                                  : sg_name_may_follow((unsigned)x, (unsigned)y);
            mask[x][y] = may ? 0 : FORBIDDEN;
        }
}

static void learn(struct learner *l, const struct sg_crf_sentence *s,
                  const struct sg_crf_options *o) {
    struct sg_crf *crf = l->crf;
    uint32_t n = s->count, features = s->offsets[n];
    float keep = 1 / (1 - o->dropout), rate = o->rate;
    uint32_t limit = (uint32_t)(o->dropout * 65536);
    for (uint32_t f = 0; f < features; f++)
        l->dropped[f] = (next_random(&l->random) >> 40 & 65535) < limit;
    score_all(l->score, crf, s, l->dropped, keep);
    float moves[L + 2][W], grad[L + 2][W] = {{0}};
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < L; y++)
            moves[x][y] = crf->moves[x][y] + l->mask[x][y];
    sg_crf_expect(l->slopes, grad, (const float(*)[W])l->score, s->labels,
                  (const float(*)[W])s->soft, n, (const float(*)[W])moves, l->alpha, l->beta);
    for (uint32_t i = 0; i < n; i++) {
        float *g = l->slopes[i], most = 0;
        for (int y = 0; y < L; y++)
            most = fabsf(g[y]) > most ? fabsf(g[y]) : most;
        if (most < 1e-4f)
            continue;
        for (int y = 0; y < L; y++)
            g[y] *= s->weight * keep;
        for (uint32_t f = s->offsets[i]; f < s->offsets[i + 1]; f++) {
            if (l->dropped[f])
                continue;
            float *row = crf->weights[s->ids[f]], *square = l->squares[s->ids[f]];
            for (int y = 0; y < W; y++) {
                float gradient = g[y] - o->decay * row[y];
                square[y] += gradient * gradient;
                row[y] += rate * gradient / (sqrtf(square[y]) + 1e-4f);
            }
        }
    }
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < L; y++)
            if (l->mask[x][y] == 0)
                step(&crf->moves[x][y], &l->move_squares[x][y], grad[x][y] * s->weight, rate);
}

void sg_crf_train(struct sg_crf *out, const struct sg_crf_sentence *const *sentences, size_t count,
                  size_t feature_count, const struct sg_crf_options *options) {
    struct learner l = {.crf = out, .random = options->seed * 2654435761u + 88172645463325252u};
    size_t longest = 1, most = 1;
    *out = (struct sg_crf){.feature_count = feature_count};
    for (size_t i = 0; i < count; i++) {
        longest = sentences[i]->count > longest ? sentences[i]->count : longest;
        uint32_t features = sentences[i]->offsets[sentences[i]->count];
        most = features > most ? features : most;
    }
    out->weights = calloc(feature_count + 1, sizeof *out->weights);
    l.squares = calloc(feature_count + 1, sizeof *l.squares);
    l.sums = calloc(feature_count + 1, sizeof *l.sums);
    l.score = calloc(longest, sizeof *l.score);
    l.slopes = calloc(longest, sizeof *l.slopes);
    l.alpha = calloc(longest, sizeof *l.alpha);
    l.beta = calloc(longest, sizeof *l.beta);
    l.dropped = malloc(most);
    uint32_t *order = malloc((count + 1) * sizeof *order);
    if (!out->weights || !l.squares || !l.sums || !l.score || !l.slopes || !l.alpha || !l.beta ||
        !l.dropped || !order)
        abort();
    sg_crf_mask(l.mask);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    int averaged = 0;
    for (int e = 0; e < options->epochs; e++) {
        for (size_t i = count; i > 1; i--) {
            size_t k = next_random(&l.random) % i;
            uint32_t t = order[i - 1];
            order[i - 1] = order[k];
            order[k] = t;
        }
        for (size_t i = 0; i < count; i++)
            if (sentences[order[i]]->count)
                learn(&l, sentences[order[i]], options);
        if (e * 2 >= options->epochs) { /* the average of the second half */
            averaged++;
            for (size_t f = 0; f < feature_count; f++)
                for (int y = 0; y < W; y++)
                    l.sums[f][y] += out->weights[f][y];
            for (int x = 0; x < L + 2; x++)
                for (int y = 0; y < L; y++)
                    l.move_sums[x][y] += out->moves[x][y];
        }
    }
    for (size_t f = 0; f < feature_count; f++)
        for (int y = 0; y < W; y++)
            out->weights[f][y] = l.sums[f][y] / (float)averaged;
    for (int x = 0; x < L + 2; x++)
        for (int y = 0; y < L; y++)
            out->moves[x][y] = l.move_sums[x][y] / (float)averaged;
    free(order);
    free(l.squares);
    free(l.sums);
    free(l.score);
    free(l.slopes);
    free(l.alpha);
    free(l.beta);
    free(l.dropped);
}

void sg_crf_release(struct sg_crf *crf) {
    free(crf->weights);
    *crf = (struct sg_crf){0};
}

void sg_crf_score(float (*score)[W], const struct sg_crf *crf, const struct sg_crf_sentence *s) {
    score_all(score, crf, s, NULL, 1);
}

void sg_crf_label(uint8_t *labels, const struct sg_crf *crf, const struct sg_crf_sentence *s) {
    float(*score)[W] = malloc((s->count + 1) * sizeof *score);
    uint8_t(*back)[16] = malloc((s->count + 1) * sizeof *back);
    if (!score || !back)
        abort();
    score_all(score, crf, s, NULL, 1);
    sg_name_decode(labels, (const float(*)[W])score, s->count, (const float(*)[W])crf->moves, back);
    free(score);
    free(back);
}
