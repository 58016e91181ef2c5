/* A bump allocator: everything of one document lives in one arena and dies with it.
 * Failure is sticky: after an allocation failed every further one gives NULL and
 * sg_arena_failed() stays true, so a stage may check once, at its end. */
#ifndef SG_BASE_ARENA_H
#define SG_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct sg_arena_block;

struct sg_arena {
    struct sg_arena_block *first, *current;
    size_t used, capacity; /* in the current block */
    bool has_failed;
};

void sg_arena_init(struct sg_arena *arena);
/* Forgets everything but keeps the memory for the next document. */
void sg_arena_clear(struct sg_arena *arena);
/* Gives the memory back. */
void sg_arena_release(struct sg_arena *arena);
bool sg_arena_failed(const struct sg_arena *arena);

/* Zeroed memory, aligned for any type; NULL when out of memory. `size` 0 gives a valid pointer. */
void *sg_arena_alloc(struct sg_arena *arena, size_t size);
/* The same, but what stands in it is whatever was there: for who writes all of it. */
void *sg_arena_take(struct sg_arena *arena, size_t size);
/* Zeroed array; NULL on overflow or out of memory. */
void *sg_arena_array(struct sg_arena *arena, size_t count, size_t size);
/* Doubles an array when `count` has reached `*capacity` (the old one stays in the arena).
 * Returns the array to use, or NULL. Use as: v = sg_arena_grow(a, v, n, &cap, sizeof *v). */
void *sg_arena_grow(struct sg_arena *arena, void *array, size_t count, size_t *capacity,
                    size_t size);
char *sg_arena_strdup(struct sg_arena *arena, const char *text);
char *sg_arena_strndup(struct sg_arena *arena, const char *text, size_t length);
char *sg_arena_printf(struct sg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
