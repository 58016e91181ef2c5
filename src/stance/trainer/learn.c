#include "learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double sg_predict(const struct learner *learner, const struct example *example) {
    double sum = learner->bias;
    for (size_t i = 0; i < example->count; i++)
        sum += learner->weights[example->features[i]];
    return 1 / (1 + exp(-sum));
}

void sg_learn(struct learner *out, const struct examples *examples, uint32_t without,
              const struct rates *rates) {
    double *squares = calloc(SG_RANK_BUCKETS, sizeof *squares), bias_square = 1;
    uint32_t *order = calloc(examples->count + 1, sizeof *order);
    uint64_t state = 42;
    size_t count = 0;
    if (!squares || !order)
        abort();
    memset(out->weights, 0, SG_RANK_BUCKETS * sizeof *out->weights);
    out->bias = -2;
    for (size_t i = 0; i < examples->count; i++)
        if (examples->items[i].file != without)
            order[count++] = (uint32_t)i;
    for (int epoch = 0; epoch < rates->epochs; epoch++) {
        for (size_t i = count; i > 1; i--) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t k = (size_t)((state >> 33) % i);
            uint32_t swap = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < count; i++) {
            const struct example *e = &examples->items[order[i]];
            double error = sg_predict(out, e) - e->is_true;
            bias_square += error * error;
            out->bias -= rates->rate * error / sqrt(bias_square);
            for (size_t f = 0; f < e->count; f++) {
                double *w = &out->weights[e->features[f]], *s = &squares[e->features[f]];
                double g = error + rates->decay * *w;
                *s += g * g;
                *w -= rates->rate * g / sqrt(*s + 1);
            }
        }
    }
    free(squares);
    free(order);
}
