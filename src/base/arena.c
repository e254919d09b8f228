#include "base/arena.h"

#include "base/faults.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ENT_ARENA_CHUNK
#define ENT_ARENA_CHUNK ((size_t)64 * 1024)
#endif

struct base_chunk {
    base_chunk *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

#ifdef ENT_FAULTS
/* Test builds only: the library has no other global. */
_Thread_local long ent_allocations_left = -1;

static bool allocation_fails(void) {
    return ent_allocations_left >= 0 && ent_allocations_left-- == 0;
}
#else
static bool allocation_fails(void) {
    return false;
}
#endif

void *base_malloc(size_t size) {
    return allocation_fails() ? NULL : malloc(size);
}

void *base_realloc(void *memory, size_t size) {
    return allocation_fails() ? NULL : realloc(memory, size);
}

void base_arena_clear(base_arena *arena) {
    while (arena->chunks) {
        base_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
}

base_arena *base_arena_new(void) {
    base_arena *arena = base_malloc(sizeof *arena);
    if (arena)
        *arena = (base_arena){0};
    return arena;
}

void base_arena_free(base_arena *arena) {
    if (!arena)
        return;
    base_arena_clear(arena);
    free(arena);
}

static void *allocate_zeros(size_t size) {
    return allocation_fails() ? NULL : calloc(1, size);
}

/* What is larger than a usual chunk gets one of its own, zeroed by the system as it is used. */
static bool has_own_chunk(size_t bytes) {
    return bytes > ENT_ARENA_CHUNK;
}

static base_chunk *push_chunk(base_arena *arena, size_t bytes) {
    const size_t size = has_own_chunk(bytes) ? bytes : ENT_ARENA_CHUNK;
    if (size > SIZE_MAX - sizeof(base_chunk))
        return NULL;
    const size_t whole = sizeof(base_chunk) + size;
    base_chunk *chunk = has_own_chunk(bytes) ? allocate_zeros(whole) : base_malloc(whole);
    if (!chunk)
        return NULL;
    *chunk = (base_chunk){.next = arena->chunks, .size = size};
    arena->chunks = chunk;
    return chunk;
}

void *base_arena_alloc(base_arena *arena, size_t count, size_t size) {
    assert(size > 0);
    const size_t align = alignof(max_align_t);
    if (count > (SIZE_MAX - align) / size)
        return NULL;
    const size_t exact = count ? count * size : 1;
    base_chunk *chunk = arena->chunks;
    if (!chunk || exact > chunk->size - chunk->used)
        chunk = push_chunk(arena, exact);
    if (!chunk)
        return NULL;
    void *memory = chunk->bytes + chunk->used;
    const size_t padded = (exact + align - 1) / align * align;
    chunk->used = padded < chunk->size - chunk->used ? chunk->used + padded : chunk->size;
    return has_own_chunk(exact) ? memory : memset(memory, 0, exact);
}

char *base_arena_copy(base_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX)
        return NULL;
    char *copy = BASE_NEW(arena, char, length + 1);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

char *base_arena_printf(base_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : BASE_NEW(arena, char, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}
