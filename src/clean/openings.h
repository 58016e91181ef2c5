/* With which letters a match of a pattern may begin: nearly every paragraph begins otherwise, and
 * is told so in a look-up instead of a match. */
#ifndef SG_CLEAN_OPENINGS_H
#define SG_CLEAN_OPENINGS_H

#include <stdbool.h>
#include <stddef.h>

struct sg_openings;

/* Asks the compiled pattern itself (a pcre2_code, anchored) for the first three letters. `wider`:
 * those of a pattern that matches all that this one does, or NULL; only what they allow is asked.
 * NULL when out of memory. */
struct sg_openings *sg_openings_new(void *code, const struct sg_openings *wider);
void sg_openings_free(struct sg_openings *openings);

/* False when no match can begin at text[0, length). */
bool sg_openings_allow(const struct sg_openings *openings, const char *text, size_t length);

#endif
