/* The re-ranker's part in an explanation: how likely it holds each stance, and what it looked at. */
#ifndef SG_CLI_EXPLAIN_RANK_H
#define SG_CLI_EXPLAIN_RANK_H

#include "base/buf.h"
#include "model/reading.h"
#include "stance/lexicon.h"

typedef bool sg_pair_fn(const void *context, const struct sg_reading *reading, uint32_t source,
                        uint32_t target);
/* Writes a line for each stance of the sentence between actors that `wants` lets through. Nothing is
 * written without a model. */
void sg_explain_rank(struct sg_buf *out, const struct sg_reading *reading,
                     const struct sg_lexicon *lexicon, uint32_t sentence, sg_pair_fn *wants,
                     const void *context);

#endif
