/**
 * Memory that is allocated piece by piece and given back as a whole.
 *
 * Each handle owns one arena for what it returns; each call has one scratch arena for what dies
 * with the call. Lists that grow take their memory from base_realloc.
 *
 * Every allocation of the library goes through base_malloc and base_realloc, where a test can make
 * the n-th one fail.
 */
#ifndef ENT_BASE_ARENA_H
#define ENT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct base_chunk base_chunk;

typedef struct base_arena {
    base_chunk *chunks; /* newest first */
} base_arena;

/** As malloc, but a test build can make the n-th call fail (base/faults.h). */
void *base_malloc(size_t size);
void *base_realloc(void *memory, size_t size);

/** An arena of its own, as the memory of a handle; NULL if out of memory. */
base_arena *base_arena_new(void);
/** Give back such an arena with all that is in it; NULL is fine. */
void base_arena_free(base_arena *arena);

/** Give back everything. The arena is empty afterwards and may be used again. */
void base_arena_clear(base_arena *arena);

/** `count` zeroed objects of `size` bytes, aligned for any type; NULL if out of memory. */
void *base_arena_alloc(base_arena *arena, size_t count, size_t size);

/** A copy of `text` with a terminating NUL; NULL if out of memory. */
char *base_arena_copy(base_arena *arena, const char *text, size_t length);

/** printf into the arena; NULL if out of memory. */
__attribute__((format(printf, 2, 3))) char *base_arena_printf(base_arena *arena, const char *format,
                                                              ...);

#define BASE_NEW(arena, type, count) ((type *)base_arena_alloc((arena), (count), sizeof(type)))

#endif
