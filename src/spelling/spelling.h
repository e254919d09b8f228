/** How names and texts are spelt, whatever file they come from. */
#ifndef ENT_SPELLING_SPELLING_H
#define ENT_SPELLING_SPELLING_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Where a text stands decides what it may hold. */
typedef enum spelling_use {
    SPELLING_NAME,     /* what other parts of the file use: nothing that cannot be seen */
    SPELLING_TITLE,    /* what people call it: the same, but joiners and variants of letters */
    SPELLING_SENTENCE, /* nothing that turns the line around */
} spelling_use;

/**
 * The text in Unicode's NFC: itself, or a copy in the arena.
 *
 * @param text  UTF-8 [length]
 * @param[in,out] length  bytes
 * @return NULL if out of memory
 */
const char *spelling_normal(base_arena *arena, const char *text, size_t *length);

/** The first code point that must not stand there; 0: none. Control characters below 0x80 are not
 * looked for. */
uint32_t spelling_find_unseen(const char *text, size_t length, spelling_use use);

/** Nothing but blanks, of whatever script? */
bool spelling_is_blank(const char *text);
bool spelling_has_space(const char *text);

#endif
