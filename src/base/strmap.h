/* A hash map from strings to 32-bit numbers, and interning. Iteration is by insertion order, so
 * nothing depends on hash order. Keys are copied into the map's own memory. */
#ifndef SG_BASE_STRMAP_H
#define SG_BASE_STRMAP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_STRMAP_NONE UINT32_MAX

struct sg_strmap;

/* NULL when out of memory. */
struct sg_strmap *sg_strmap_new(void);
/* One that lives in an arena: small at first, cheap to make, and never freed. */
struct sg_strmap *sg_strmap_new_in(struct sg_arena *arena);
void sg_strmap_free(struct sg_strmap *map);
/* Gives the key's number, or SG_STRMAP_NONE. */
uint32_t sg_strmap_get(const struct sg_strmap *map, const char *key);
uint32_t sg_strmap_getn(const struct sg_strmap *map, const char *key, size_t length);
/* The same with the key's hash at hand, which is one for all maps. */
uint32_t sg_strmap_hash(const char *key, size_t length);
uint32_t sg_strmap_get_hashed(const struct sg_strmap *map, const char *key, size_t length,
                              uint32_t hash);
/* Fetches what a later question for the hash looks at first: maps are larger than a cache. */
void sg_strmap_expect(const struct sg_strmap *map, uint32_t hash);
/* Sets or replaces; false when out of memory. */
bool sg_strmap_set(struct sg_strmap *map, const char *key, uint32_t value);
/* Interning: the key's index in order of first insertion (0, 1, 2 ...), adding it when new;
 * SG_STRMAP_NONE when out of memory. The stored value is that index. */
uint32_t sg_strmap_intern(struct sg_strmap *map, const char *key);
uint32_t sg_strmap_internn(struct sg_strmap *map, const char *key, size_t length);
size_t sg_strmap_count(const struct sg_strmap *map);
/* The i-th key and value in insertion order; the key is lent and stable for the map's life. */
const char *sg_strmap_key(const struct sg_strmap *map, size_t i);
uint32_t sg_strmap_value(const struct sg_strmap *map, size_t i);

#endif
