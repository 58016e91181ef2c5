/* Logistic regression over hashed features, for the gate. */
#ifndef SG_STANCE_TRAINER_WEIGHTS_H
#define SG_STANCE_TRAINER_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct example {
    size_t first; /* in the pool of features */
    uint32_t sentence;
    uint16_t count;
    bool is_claim, is_held_out;
};

struct examples {
    struct example *items;
    size_t count, capacity;
    uint32_t *features;
    size_t feature_count, feature_capacity;
};

bool examples_add(struct examples *all, const uint32_t *features, size_t count, uint32_t sentence,
                  bool is_held_out);
void examples_free(struct examples *all);
/* Learns from what is not held out; `weights` has SG_GATE_SIZE numbers. */
bool learn(int8_t *weights, const struct examples *all, int epochs);
/* The highest score at which at most `loss` of the held-out claims are lost. A claim's sentence may
 * pass by another cue. Prints what passes. */
int32_t choose_least(const struct examples *all, const int8_t *weights, double loss,
                     const char *name);

#endif
