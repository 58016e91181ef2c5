/* Logistic regression over hashed features, by stochastic gradient with a step for each weight. */
#ifndef SG_STANCE_TRAINER_LEARN_H
#define SG_STANCE_TRAINER_LEARN_H

#include "examples.h"

struct learner {
    double *weights; /* SG_RANK_BUCKETS */
    double bias;
};

struct rates {
    int epochs;
    double rate, decay;
};

#define NO_FILE UINT32_MAX

/* Learns from all examples but those of the file `without`. */
void sg_learn(struct learner *out, const struct examples *examples, uint32_t without,
              const struct rates *rates);
double sg_predict(const struct learner *learner, const struct example *example);

#endif
