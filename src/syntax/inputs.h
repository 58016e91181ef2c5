/* What goes into the first layer's cells: the product of a word's rows with the layer's weights.
 * The same few words make most of a text, so each is worked out once and kept. */
#ifndef SG_SYNTAX_INPUTS_H
#define SG_SYNTAX_INPUTS_H

#include "base/arena.h"
#include "syntax/network.h"

struct sg_inputs;

/* Keeps some thousand words, at least `most`: as many as are asked for between two openings. */
struct sg_inputs *sg_inputs_new(const struct sg_network *network, size_t most,
                                struct sg_arena *arena);
/* `words` words are asked for next; what was given before may be forgotten. */
void sg_inputs_open(struct sg_inputs *inputs, size_t words);
/* Where the gates of each word of a sentence will stand, 8 * hidden numbers each. False when out of
 * memory. */
bool sg_inputs_find(const float **gates, struct sg_inputs *inputs, const struct sg_words *words,
                    const struct sg_network *network);
/* Works out what was asked for and is not there yet. */
void sg_inputs_fill(struct sg_inputs *inputs, const struct sg_network *network);

#endif
