/* Headlines made of sentences: "The army attacked a village." as "Army attacks village". */
#ifndef SG_TRAINER_HEADLINES_H
#define SG_TRAINER_HEADLINES_H

#include "syntax/trainer/treebank.h"

/* Adds a headline for one of `one_of` sentences from `first` on that can be one; of those whose verb
 * could be a noun there ("Rebels shell town", "Court orders release") one of `one_of_nouns`. */
enum sg_status sg_treebank_add_headlines(struct sg_treebank *bank, size_t first, size_t one_of,
                                         size_t one_of_nouns, struct sg_error *err);

#endif
