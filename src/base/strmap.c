#include "base/strmap.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL /* keys are short: the call would cost as much as the hash */
#include <xxhash.h>

struct entry {
    const char *key;
    uint32_t length;
    uint32_t value;
    uint32_t hash;
};

/* The hash stands here too: most words that are asked for are in no map, and that is seen without
 * a look at the entries. */
struct slot {
    uint32_t hash;
    uint32_t entry; /* its index + 1; 0: empty */
};

struct sg_strmap {
    struct entry *entries;
    size_t count, capacity;
    struct slot *slots; /* a power of two, at most half full */
    size_t slot_count;
    struct sg_arena keys;
};

struct sg_strmap *sg_strmap_new(void) {
    struct sg_strmap *map = calloc(1, sizeof *map);
    if (map)
        sg_arena_init(&map->keys);
    return map;
}

void sg_strmap_free(struct sg_strmap *map) {
    if (!map)
        return;
    sg_arena_release(&map->keys);
    free(map->entries);
    free(map->slots);
    free(map);
}

static inline uint32_t hash_of(const char *key, size_t length) {
    return (uint32_t)XXH3_64bits(key, length);
}

uint32_t sg_strmap_hash(const char *key, size_t length) { return hash_of(key, length); }

/* The slot that holds the key, or the empty one where it belongs. slot_count > 0. */
static size_t find(const struct sg_strmap *map, const char *key, size_t length, uint32_t hash) {
    size_t mask = map->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        const struct slot *slot = &map->slots[i];
        if (!slot->entry)
            return i;
        if (slot->hash != hash)
            continue;
        const struct entry *entry = &map->entries[slot->entry - 1];
        if (entry->length == length && !memcmp(entry->key, key, length))
            return i;
    }
}

static bool grow(struct sg_strmap *map) {
    if (map->count == map->capacity) {
        size_t capacity = map->capacity ? map->capacity * 2 : 32;
        struct entry *entries = realloc(map->entries, capacity * sizeof *entries);
        if (!entries)
            return false;
        map->entries = entries;
        map->capacity = capacity;
    }
    if ((map->count + 1) * 2 <= map->slot_count)
        return true;
    size_t slot_count = map->slot_count ? map->slot_count * 2 : 64;
    struct slot *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t e = 0; e < map->count; e++) {
        size_t i = map->entries[e].hash & (slot_count - 1);
        while (slots[i].entry)
            i = (i + 1) & (slot_count - 1);
        slots[i] = (struct slot){map->entries[e].hash, (uint32_t)e + 1};
    }
    free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    return true;
}

/* The key's entry, made with `value` when new; NULL when out of memory. */
static struct entry *put(struct sg_strmap *map, const char *key, size_t length, uint32_t value) {
    uint32_t hash = hash_of(key, length);
    if (map->slot_count) {
        uint32_t e = map->slots[find(map, key, length, hash)].entry;
        if (e)
            return &map->entries[e - 1];
    }
    char *copy = length < UINT32_MAX && map->count < UINT32_MAX - 1 && grow(map)
                     ? sg_arena_strndup(&map->keys, key, length)
                     : NULL;
    if (!copy)
        return NULL;
    map->slots[find(map, key, length, hash)] = (struct slot){hash, (uint32_t)map->count + 1};
    struct entry *entry = &map->entries[map->count++];
    *entry = (struct entry){copy, (uint32_t)length, value, hash};
    return entry;
}

uint32_t sg_strmap_get_hashed(const struct sg_strmap *map, const char *key, size_t length,
                              uint32_t hash) {
    if (!map->slot_count)
        return SG_STRMAP_NONE;
    uint32_t e = map->slots[find(map, key, length, hash)].entry;
    return e ? map->entries[e - 1].value : SG_STRMAP_NONE;
}

uint32_t sg_strmap_getn(const struct sg_strmap *map, const char *key, size_t length) {
    return sg_strmap_get_hashed(map, key, length, hash_of(key, length));
}

uint32_t sg_strmap_get(const struct sg_strmap *map, const char *key) {
    return sg_strmap_getn(map, key, strlen(key));
}

bool sg_strmap_set(struct sg_strmap *map, const char *key, uint32_t value) {
    struct entry *entry = put(map, key, strlen(key), value);
    if (entry)
        entry->value = value;
    return entry;
}

uint32_t sg_strmap_internn(struct sg_strmap *map, const char *key, size_t length) {
    struct entry *entry = put(map, key, length, (uint32_t)map->count);
    return entry ? entry->value : SG_STRMAP_NONE;
}

uint32_t sg_strmap_intern(struct sg_strmap *map, const char *key) {
    return sg_strmap_internn(map, key, strlen(key));
}

size_t sg_strmap_count(const struct sg_strmap *map) { return map->count; }
const char *sg_strmap_key(const struct sg_strmap *map, size_t i) { return map->entries[i].key; }
uint32_t sg_strmap_value(const struct sg_strmap *map, size_t i) { return map->entries[i].value; }
