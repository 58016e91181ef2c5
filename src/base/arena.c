#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)64 * 1024)
#define ALIGN 16

struct sg_arena_block {
    struct sg_arena_block *next;
    size_t capacity;
    _Alignas(ALIGN) unsigned char bytes[];
};

void sg_arena_init(struct sg_arena *arena) { *arena = (struct sg_arena){0}; }

bool sg_arena_failed(const struct sg_arena *arena) { return arena->has_failed; }

void sg_arena_clear(struct sg_arena *arena) {
    arena->current = arena->first;
    arena->used = 0;
    arena->capacity = arena->first ? arena->first->capacity : 0;
    arena->has_failed = false;
}

void sg_arena_release(struct sg_arena *arena) {
    struct sg_arena_block *block = arena->first;
    while (block) {
        struct sg_arena_block *next = block->next;
        free(block);
        block = next;
    }
    sg_arena_init(arena);
}

/* Moves to a block that has room for `size`: the first kept one behind the current that is large
 * enough, else a new one. The new one takes the place of the next: were that kept too, the odd
 * sizes of a hundred thousand documents would add up to a gigabyte. */
static bool next_block(struct sg_arena *arena, size_t size) {
    struct sg_arena_block **link = arena->current ? &arena->current->next : &arena->first;
    struct sg_arena_block **at = link, *block;
    while (*at && (*at)->capacity < size)
        at = &(*at)->next;
    if ((block = *at)) {
        *at = block->next;
    } else {
        size_t capacity = arena->current ? arena->current->capacity * 2 : FIRST_BLOCK;
        if (capacity > (size_t)16 * 1024 * 1024)
            capacity = (size_t)16 * 1024 * 1024;
        if (capacity < size)
            capacity = size;
        if (capacity > SIZE_MAX - sizeof(struct sg_arena_block) ||
            !(block = malloc(sizeof *block + capacity)))
            return false;
        block->capacity = capacity;
        struct sg_arena_block *small = *link;
        if (small) {
            *link = small->next;
            free(small);
        }
    }
    block->next = *link;
    *link = block;
    arena->current = block;
    arena->capacity = block->capacity;
    arena->used = 0;
    return true;
}

void *sg_arena_take(struct sg_arena *arena, size_t size) {
    if (arena->has_failed || size > SIZE_MAX - ALIGN) {
        arena->has_failed = true;
        return NULL;
    }
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (!arena->current || arena->capacity - arena->used < size) {
        if (!next_block(arena, size)) {
            arena->has_failed = true;
            return NULL;
        }
    }
    void *out = arena->current->bytes + arena->used;
    arena->used += size;
    return out;
}

void *sg_arena_alloc(struct sg_arena *arena, size_t size) {
    void *out = sg_arena_take(arena, size);
    return out ? memset(out, 0, size) : NULL;
}

void *sg_arena_array(struct sg_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) {
        arena->has_failed = true;
        return NULL;
    }
    return sg_arena_alloc(arena, count * size);
}

void *sg_arena_grow(struct sg_arena *arena, void *array, size_t count, size_t *capacity,
                    size_t size) {
    if (count < *capacity)
        return array;
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = sg_arena_array(arena, wanted, size);
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, array, count * size);
    *capacity = wanted;
    return grown;
}

char *sg_arena_strndup(struct sg_arena *arena, const char *text, size_t length) {
    char *copy = sg_arena_alloc(arena, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

char *sg_arena_strdup(struct sg_arena *arena, const char *text) {
    return text ? sg_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *sg_arena_printf(struct sg_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = length < 0 ? NULL : sg_arena_alloc(arena, (size_t)length + 1);
    if (out)
        vsnprintf(out, (size_t)length + 1, format, again);
    va_end(again);
    return out;
}
