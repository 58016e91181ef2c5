/* Sentences as they also come: without the final stop, in capitals, with names as one word. */
#ifndef SG_TRAINER_VARY_H
#define SG_TRAINER_VARY_H

#include "syntax/trainer/treebank.h"

/* The sentence itself, or a variant of it in `room` (as many words as the sentence has); `share` of as
 * many variants as usual. Words made here have no form or lemma, only what the network reads. */
struct sg_gold_sentence sg_vary(const struct sg_gold_sentence *sentence, float share,
                                struct sg_gold_word *room, uint64_t *random);

#endif
