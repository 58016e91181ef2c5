/* Inside names: the networks beside the field of sparse features. They read the whole sentence. */
#ifndef SG_NAMES_NET_H
#define SG_NAMES_NET_H

#include "names/words.h"

/* Scores of the labels of `count` tokens of one sentence that was looked at, each network's by its
 * share. False when out of memory. */
bool sg_name_net_score(float (*scores)[SG_NAME_LANES], const struct sg_name_text *text,
                       uint32_t first, uint32_t count, struct sg_arena *arena);

#endif
