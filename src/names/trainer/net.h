/* A network that reads a sentence from both ends: long short-term memory over large word vectors
 * and what each token shows of itself, under a chain of labels. */
#ifndef SG_NAMES_TRAINER_NET_H
#define SG_NAMES_TRAINER_NET_H

#include "names/trainer/set.h"

struct sg_net_options {
    int epochs, hidden, width; /* width: of what a trait adds */
    float rate, dropout;
    uint64_t seed;
};

struct sg_net {
    int vector_width, width, hidden; /* dense lies as in the model's file, see names/model.h */
    size_t trait_count;
    float *traits; /* trait_count x width */
    float *dense;  /* input and recurrent weights of both directions, then the way out */
    size_t dense_count;
    const float *vectors; /* lent */
    float moves[SG_NAME_LABELS + 2][SG_NAME_LANES];
};

void sg_net_train(struct sg_net *out, struct sg_net_sentence *const *sentences, size_t count,
                  size_t trait_count, const float *vectors, int vector_width,
                  const struct sg_net_options *options);
void sg_net_release(struct sg_net *net);
/* Scores of each label, as of sg_crf_score. */
void sg_net_score(float (*score)[SG_NAME_LANES], const struct sg_net *net,
                  const struct sg_net_sentence *sentence);

#endif
