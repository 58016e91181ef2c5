#include "base/strmap.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL /* keys are short: the call would cost as much as the hash */
#include <xxhash.h>

/* A key and its number, side by side: who finds the one has the other at hand. */
struct entry {
    uint32_t value, length;
    char key[];
};

/* The hash stands here too: most words that are asked for are in no map, and that is seen without
 * a look at the entries. */
struct slot {
    uint32_t hash;
    uint32_t place; /* of its entry + 1; 0: empty */
};

/* Entries never move: they stand in pieces, each larger than the one before. A place is the piece's
 * number and the offset in it, in words of eight bytes. */
#define PIECE_BITS 17
#define PIECE_WORDS (1u << PIECE_BITS)

struct sg_strmap {
    uint64_t **pieces;
    uint32_t piece_count;
    size_t piece_used, piece_size; /* words, of the last one */
    uint32_t *order;               /* places by order of insertion */
    size_t count, capacity;
    struct slot *slots; /* a power of two, at most half full */
    size_t slot_count;
    struct sg_arena *arena; /* NULL: malloc */
};

struct sg_strmap *sg_strmap_new(void) {
    return calloc(1, sizeof(struct sg_strmap));
}

struct sg_strmap *sg_strmap_new_in(struct sg_arena *arena) {
    struct sg_strmap *map = sg_arena_alloc(arena, sizeof *map);
    if (map)
        map->arena = arena;
    return map;
}

/* Room for `size` bytes in place of the `used` ones of `old`, which is gone. */
static void *resize(const struct sg_strmap *map, void *old, size_t used, size_t size) {
    if (!map->arena)
        return realloc(old, size);
    void *out = sg_arena_take(map->arena, size);
    return out && used ? memcpy(out, old, used) : out;
}

void sg_strmap_free(struct sg_strmap *map) {
    if (!map || map->arena)
        return;
    for (uint32_t i = 0; i < map->piece_count; i++)
        free(map->pieces[i]);
    free(map->pieces);
    free(map->order);
    free(map->slots);
    free(map);
}

static inline uint32_t hash_of(const char *key, size_t length) {
    return (uint32_t)XXH3_64bits(key, length);
}

uint32_t sg_strmap_hash(const char *key, size_t length) { return hash_of(key, length); }

static inline struct entry *entry_at(const struct sg_strmap *map, uint32_t place) {
    return (struct entry *)(void *)(map->pieces[place >> PIECE_BITS] + place % PIECE_WORDS);
}

/* Words are short: most are compared without a call. */
static inline bool is_same(const char *a, const char *b, size_t length) {
    if (length > 16)
        return !memcmp(a, b, length);
    if (length >= 4)
        return sg_is_same_word(a, b, length);
    for (size_t i = 0; i < length; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The slot that holds the key, or the empty one where it belongs. slot_count > 0. */
static inline struct slot *find(const struct sg_strmap *map, const char *key, size_t length,
                                uint32_t hash) {
    size_t mask = map->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct slot *slot = &map->slots[i];
        if (!slot->place)
            return slot;
        if (slot->hash != hash)
            continue;
        const struct entry *entry = entry_at(map, slot->place - 1);
        if (entry->length == length && is_same(entry->key, key, length))
            return slot;
    }
}

static bool grow(struct sg_strmap *map) {
    if (map->count == map->capacity) {
        size_t capacity = map->capacity ? map->capacity * 2 : map->arena ? 16 : 32;
        uint32_t *order =
            resize(map, map->order, map->count * sizeof *order, capacity * sizeof *order);
        if (!order)
            return false;
        map->order = order;
        map->capacity = capacity;
    }
    if ((map->count + 1) * 2 <= map->slot_count)
        return true;
    size_t slot_count = map->slot_count ? map->slot_count * 2 : map->arena ? 32 : 64;
    struct slot *slots = map->arena ? sg_arena_array(map->arena, slot_count, sizeof *slots)
                                    : calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t s = 0; s < map->slot_count; s++) {
        size_t i = map->slots[s].hash & (slot_count - 1);
        while (map->slots[s].place && slots[i].place)
            i = (i + 1) & (slot_count - 1);
        if (map->slots[s].place)
            slots[i] = map->slots[s];
    }
    if (!map->arena)
        free(map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    return true;
}

static bool add_piece(struct sg_strmap *map, size_t words) {
    size_t size = map->piece_count ? map->piece_size * 2 : 128;
    size = size > PIECE_WORDS ? PIECE_WORDS : size;
    size = size < words ? words : size; /* one that is larger than any piece has its own */
    uint64_t **pieces = map->piece_count < UINT32_MAX >> PIECE_BITS
                            ? resize(map, map->pieces, map->piece_count * sizeof *pieces,
                                     (map->piece_count + 1) * sizeof *pieces)
                            : NULL;
    if (!pieces)
        return false;
    map->pieces = pieces;
    if (!(pieces[map->piece_count] = resize(map, NULL, 0, size * sizeof **pieces)))
        return false;
    map->piece_count++;
    map->piece_size = size;
    map->piece_used = 0;
    return true;
}

/* A new entry; its place, or SG_STRMAP_NONE when out of memory. */
static uint32_t add(struct sg_strmap *map, const char *key, size_t length, uint32_t value) {
    size_t words = (sizeof(struct entry) + length + 1 + 7) / 8;
    if (length >= UINT32_MAX || map->count >= UINT32_MAX - 1 || !grow(map))
        return SG_STRMAP_NONE;
    if ((!map->piece_count || map->piece_used + words > map->piece_size ||
         map->piece_used >= PIECE_WORDS) &&
        !add_piece(map, words))
        return SG_STRMAP_NONE;
    uint32_t place = (map->piece_count - 1) << PIECE_BITS | (uint32_t)map->piece_used;
    struct entry *entry = entry_at(map, place);
    entry->value = value;
    entry->length = (uint32_t)length;
    memcpy(entry->key, key, length);
    entry->key[length] = '\0';
    map->piece_used += words;
    map->order[map->count++] = place;
    return place;
}

/* The key's entry, made with `value` when new; NULL when out of memory. */
static struct entry *put(struct sg_strmap *map, const char *key, size_t length, uint32_t value) {
    uint32_t hash = hash_of(key, length);
    size_t slot_count = map->slot_count;
    struct slot *slot = slot_count ? find(map, key, length, hash) : NULL;
    if (slot && slot->place)
        return entry_at(map, slot->place - 1);
    uint32_t place = add(map, key, length, value);
    if (place == SG_STRMAP_NONE)
        return NULL;
    if (map->slot_count != slot_count) /* the slots are others now */
        slot = find(map, key, length, hash);
    *slot = (struct slot){hash, place + 1};
    return entry_at(map, place);
}

uint32_t sg_strmap_get_hashed(const struct sg_strmap *map, const char *key, size_t length,
                              uint32_t hash) {
    if (!map->slot_count)
        return SG_STRMAP_NONE;
    uint32_t place = find(map, key, length, hash)->place;
    return place ? entry_at(map, place - 1)->value : SG_STRMAP_NONE;
}

void sg_strmap_expect(const struct sg_strmap *map, uint32_t hash) {
    if (map->slot_count)
        __builtin_prefetch(&map->slots[hash & (map->slot_count - 1)]);
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
const char *sg_strmap_key(const struct sg_strmap *map, size_t i) {
    return entry_at(map, map->order[i])->key;
}
uint32_t sg_strmap_value(const struct sg_strmap *map, size_t i) {
    return entry_at(map, map->order[i])->value;
}
