/* clean: a document's text -> the article's own blocks. Nothing is copied or changed: a block is a
 * span of the original text, so every later offset points into it. */
#ifndef SG_CLEAN_CLEAN_H
#define SG_CLEAN_CLEAN_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>
#include <stdbool.h>

struct sg_boilerplate; /* data/en/boilerplate.json, compiled */

enum sg_status sg_boilerplate_load(struct sg_boilerplate **out, const char *data_dir,
                                   struct sg_error *err);
void sg_boilerplate_free(struct sg_boilerplate *boilerplate);

/* Fills reading->blocks. What the text tells and the document does not (its date, title, outlet)
 * goes into a copy of the document that reading->document then points to; with `signs` also a
 * signature, a sketch of the body's words by which reprints are known (a text of a few words gets
 * none). */
enum sg_status sg_clean(struct sg_reading *reading, const struct sg_boilerplate *boilerplate,
                        bool signs, struct sg_arena *arena, struct sg_error *err);

#endif
