/* The statistical part: words -> tags and a tree. */
#ifndef SG_SYNTAX_ANALYSE_H
#define SG_SYNTAX_ANALYSE_H

#include "base/arena.h"
#include "syntax/network.h"
#include "syntax/words.h"

/* One thread's room, kept from call to call with the words that it has met. */
struct sg_analyser;
struct sg_analyser *sg_analyser_new(const struct sg_network *network); /* NULL: out of memory */
void sg_analyser_free(struct sg_analyser *analyser);

/* Fills xpos, upos, head, deprel and score of every sentence. Memory from the arena does not grow
 * with the number of sentences; time is linear in their words. Without an analyser (NULL) room is
 * made in the arena. What comes out does not depend on it. False when out of memory. */
bool sg_analyse_words(struct sg_words *const *sentences, size_t count,
                      const struct sg_network *network, struct sg_analyser *analyser,
                      struct sg_arena *arena);

#endif
