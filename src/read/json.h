/* JSON objects -> documents, for lines and arrays alike. */
#ifndef SG_READ_JSON_H
#define SG_READ_JSON_H

#include "read/source.h"

/* One object's bytes. `number` is the line, or the place in the array; `where` says which, for
 * messages ("a.jsonl:12", "a.json, item 3"). */
enum sg_status sg_json_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, size_t number, const char *where,
                                struct sg_arena *arena, struct sg_error *err);

#endif
