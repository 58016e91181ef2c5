/* One claim as one JSON line, both ways: what `extract` prints and `build` and `report` read. */
#ifndef SG_AGGREGATE_CLAIM_JSON_H
#define SG_AGGREGATE_CLAIM_JSON_H

#include "base/arena.h"
#include "base/buf.h"

#include <stancegraph/claim.h>
#include <stancegraph/error.h>

/* Appends the claim as one line, with its newline. Optional keys stand at the end: "outlet" when
 * it is known, "role" and "former" when they are set. */
void sg_claim_write(struct sg_buf *out, const struct sg_claim *claim);

/* Reads one line (with or without its newline). Strings live in the arena. Unknown keys are
 * ignored, keys that are not there take their neutral value; doc, relation, source and target must
 * be there. The message has no file or line: the caller puts them in front. */
enum sg_status sg_claim_read(struct sg_claim *out, struct sg_arena *arena, const char *line,
                             size_t length, struct sg_error *err);

#endif
