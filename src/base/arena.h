/**
 * Memory that is allocated piece by piece and given back as a whole.
 *
 * Each handle owns one arena for what it returns; each call has one scratch arena for what dies
 * with the call. Lists that grow take their memory from ent_realloc.
 *
 * Every allocation of the library goes through ent_malloc and ent_realloc, where a test can make
 * the n-th one fail.
 */
#ifndef ENT_BASE_ARENA_H
#define ENT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ent_chunk ent_chunk;

typedef struct ent_arena {
    ent_chunk *chunks; /* newest first */
} ent_arena;

/** As malloc, but a test build can make the n-th call fail (base/faults.h). */
void *ent_malloc(size_t size);
void *ent_realloc(void *memory, size_t size);

/** Give back everything. The arena is empty afterwards and may be used again. */
void ent_arena_clear(ent_arena *arena);

/** `count` zeroed objects of `size` bytes, aligned for any type; NULL if out of memory. */
void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size);

/** A copy of `text` with a terminating NUL; NULL if out of memory. */
char *ent_arena_copy(ent_arena *arena, const char *text, size_t length);

/** printf into the arena; NULL if out of memory. */
__attribute__((format(printf, 2, 3))) char *ent_arena_printf(ent_arena *arena, const char *format,
                                                             ...);

#define ENT_NEW(arena, type, count) ((type *)ent_arena_alloc((arena), (count), sizeof(type)))

#endif
