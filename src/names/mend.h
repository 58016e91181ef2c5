/* Inside names: what the way a name is written says of it, whatever the taggers saw. */
#ifndef SG_NAMES_MEND_H
#define SG_NAMES_MEND_H

#include "names/tag.h"

/* The spans of a whole document in order, put right: a new list in the arena, NULL when out of
 * memory. */
struct sg_name_span *sg_name_mend(size_t *count, const struct sg_name_span *spans,
                                  const struct sg_name_text *text, struct sg_arena *arena);

#endif
