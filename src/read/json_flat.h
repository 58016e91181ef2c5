/* A quick look at a JSON object whose values are strings, numbers, true, false or null: what news
 * in JSON Lines nearly always is. jansson reads the rest, and everything that is odd or broken. */
#ifndef SG_READ_JSON_FLAT_H
#define SG_READ_JSON_FLAT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct sg_flat_field {
    const char *key;
    const char *value; /* in the arena, escapes decoded; a number's digits as written */
    size_t length;
    bool is_string, is_integer;
};

/* The object's fields; false when jansson must look at it: nested values, keys given twice, NUL or
 * lone surrogates in strings, invalid UTF-8, anything that is not JSON. */
bool sg_json_flat(struct sg_flat_field *fields, size_t most, size_t *count, const char *bytes,
                  size_t length, struct sg_arena *arena);

#endif
