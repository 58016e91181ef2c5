/* Inside names: the best sequence of labels of a sentence. */
#ifndef SG_NAMES_TAG_H
#define SG_NAMES_TAG_H

#include "names/words.h"

struct sg_name_span {
    uint32_t first, end; /* tokens */
    enum sg_name_kind kind;
};

/* scores[n][SG_NAME_LANES] -> labels: the best path over allowed moves. */
void sg_name_decode(uint8_t *labels, const float (*scores)[SG_NAME_LANES], size_t count,
                    const float moves[SG_NAME_LABELS + 2][SG_NAME_LANES], uint8_t (*back)[16]);
/* The spans of a sentence that was looked at; *count spans in the arena. is_careful: the networks
 * have their say too, which costs a hundred times as much. lean: by token of the document, how
 * much likelier it is to be a name than it looks; may be NULL. NULL when out of memory. */
struct sg_name_span *sg_name_tag(size_t *count, const struct sg_name_text *text, uint32_t sentence,
                                 bool is_careful, const float *lean, struct sg_arena *arena);
/* The spans of a range that was looked at, without the networks. NULL when out of memory. */
struct sg_name_span *sg_name_tag_range(size_t *count, const struct sg_name_text *text,
                                       const struct sg_name_range *range, struct sg_arena *arena);
/* May label `to` follow `from`? SG_NAME_LABELS: the start of the sentence; for `to`: its end. */
bool sg_name_may_follow(unsigned from, unsigned to);

#endif
