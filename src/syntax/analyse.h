/* The statistical part: words -> tags and a tree. */
#ifndef SG_SYNTAX_ANALYSE_H
#define SG_SYNTAX_ANALYSE_H

#include "base/arena.h"
#include "syntax/network.h"
#include "syntax/words.h"

/* Fills xpos, upos, head, deprel and score of every sentence. Memory from the arena does not grow
 * with the number of sentences; time is linear in their words. False when out of memory. */
bool sg_analyse_words(struct sg_words *const *sentences, size_t count,
                      const struct sg_network *network, struct sg_arena *arena);

#endif
