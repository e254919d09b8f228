/** The name that a mistyped word may have meant. */
#ifndef ENT_BASE_NEAREST_H
#define ENT_BASE_NEAREST_H

#include <stddef.h>

/** Words longer than this, in bytes, are near to nothing. */
#define BASE_NEAREST_BYTES_MAX 100

/** Pairs of letters that a reader may compare in all: half a second's work. */
#define BASE_NEAREST_WORK_MAX ((size_t)30 * 1000 * 1000)

/**
 * The first of the nearest among `names` [count], or NULL if none is near: at most a third of the
 * word's letters, and one, may be wrong, and not all of the name.
 *
 * Distance: the fewest insertions, deletions, replacements and swaps of neighbours, no letter
 * touched twice (optimal string alignment).
 *
 * @param[in,out] work  pairs of letters compared so far; beyond BASE_NEAREST_WORK_MAX nothing is
 *                      near any more; may be NULL
 * Cost: the sum over near lengths of word x name letters.
 */
const char *base_nearest(const char *word, const char *const *names, size_t count, size_t *work);

#endif
