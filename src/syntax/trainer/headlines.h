/* Headlines made of sentences: "The army attacked a village." as "Army attacks village". */
#ifndef SG_TRAINER_HEADLINES_H
#define SG_TRAINER_HEADLINES_H

#include "syntax/trainer/treebank.h"

/* Adds a headline for every third sentence from `first` on that can be one. */
enum sg_status sg_treebank_add_headlines(struct sg_treebank *bank, size_t first,
                                         struct sg_error *err);

#endif
