#include "stance/trainer/weights.h"

#include "stance/gate_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE 0.1
#define DECAY 3e-6 /* toward zero, at each step */

bool examples_add(struct examples *all, const uint32_t *features, size_t count, uint32_t sentence,
                  bool is_held_out) {
    if (all->count == all->capacity) {
        size_t capacity = all->capacity ? all->capacity * 2 : 4096;
        struct example *grown = realloc(all->items, capacity * sizeof *grown);
        if (!grown)
            return false;
        all->items = grown;
        all->capacity = capacity;
    }
    if (all->feature_count + count > all->feature_capacity) {
        size_t capacity = (all->feature_capacity + count) * 2;
        uint32_t *grown = realloc(all->features, capacity * sizeof *grown);
        if (!grown)
            return false;
        all->features = grown;
        all->feature_capacity = capacity;
    }
    memcpy(all->features + all->feature_count, features, count * sizeof *features);
    all->items[all->count++] = (struct example){.first = all->feature_count,
                                                .sentence = sentence,
                                                .count = (uint16_t)count,
                                                .is_held_out = is_held_out};
    all->feature_count += count;
    return true;
}

void examples_free(struct examples *all) {
    free(all->items);
    free(all->features);
    *all = (struct examples){0};
}

static uint64_t next(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

bool learn(int8_t *weights, const struct examples *all, int epochs) {
    float *w = calloc(SG_GATE_SIZE, sizeof *w), *squares = calloc(SG_GATE_SIZE, sizeof *squares);
    uint32_t *order = malloc((all->count + 1) * sizeof *order);
    uint64_t state = 1;
    if (!w || !squares || !order) {
        free(w);
        free(squares);
        free(order);
        return false;
    }
    for (size_t i = 0; i < all->count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < epochs; epoch++) {
        for (size_t i = all->count; i > 1; i--) {
            size_t k = next(&state) % i;
            uint32_t other = order[k];
            order[k] = order[i - 1];
            order[i - 1] = other;
        }
        for (size_t i = 0; i < all->count; i++) {
            const struct example *e = &all->items[order[i]];
            const uint32_t *f = all->features + e->first;
            if (e->is_held_out)
                continue;
            double sum = 0;
            for (size_t k = 0; k < e->count; k++)
                sum += w[f[k]];
            double error = (e->is_claim ? 1.0 : 0.0) - 1 / (1 + exp(-sum));
            if (fabs(error) < 1e-4)
                continue;
            for (size_t k = 0; k < e->count; k++) {
                double gradient = error - DECAY * w[f[k]] * 100;
                squares[f[k]] += (float)(gradient * gradient);
                w[f[k]] += (float)(RATE * gradient / (0.1 + sqrt(squares[f[k]])));
            }
        }
    }
    for (size_t i = 0; i < SG_GATE_SIZE; i++) {
        double scaled = floor((double)w[i] * SG_GATE_SCALE + 0.5);
        weights[i] = (int8_t)(scaled > 127 ? 127 : scaled < -127 ? -127 : scaled);
    }
    free(w);
    free(squares);
    free(order);
    return true;
}

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

int32_t choose_least(const struct examples *all, const int8_t *weights, double loss,
                     const char *name) {
    /* the best score of each held-out sentence, and of those with a claim */
    int32_t *best = malloc((all->count + 1) * sizeof *best);
    int32_t *claims = malloc((all->count + 1) * sizeof *claims);
    size_t sentences = 0, claim_count = 0;
    uint32_t last = UINT32_MAX;
    bool has_claim = false;
    if (!best || !claims) {
        free(best);
        free(claims);
        return INT32_MIN;
    }
    for (size_t i = 0; i <= all->count; i++) {
        const struct example *e = i < all->count ? &all->items[i] : NULL;
        if (e && !e->is_held_out)
            continue;
        if ((!e || e->sentence != last) && sentences) {
            if (has_claim)
                claims[claim_count++] = best[sentences - 1];
            has_claim = false;
        }
        if (!e)
            break;
        int32_t score = 0;
        for (size_t k = 0; k < e->count; k++)
            score += weights[all->features[e->first + k]];
        if (e->sentence != last)
            best[sentences++] = score;
        else if (score > best[sentences - 1])
            best[sentences - 1] = score;
        has_claim |= e->is_claim;
        last = e->sentence;
    }
    int32_t least = INT32_MIN;
    if (claim_count) {
        qsort(claims, claim_count, sizeof *claims, by_number);
        qsort(best, sentences, sizeof *best, by_number);
        static const double shown[] = {0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05};
        for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
            int32_t at = claims[(size_t)(shown[i] * (double)claim_count)];
            size_t pass = 0;
            while (pass < sentences && best[sentences - 1 - pass] >= at)
                pass++;
            printf("%s: loss %.1f %% of %zu: score %d passes %zu of %zu sentences with a cue "
                   "(%.1f %%)\n",
                   name, shown[i] * 100, claim_count, at, pass, sentences,
                   100.0 * (double)pass / (double)sentences);
        }
        least = claims[(size_t)(loss * (double)claim_count)];
    }
    free(best);
    free(claims);
    return least;
}
