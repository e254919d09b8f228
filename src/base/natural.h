/**
 * Natural numbers of a fixed number of 64-bit limbs, little-endian: counts of packages exceed 2^64.
 *
 * The caller knows a bound on every value and picks the limbs; no function checks for overflow but
 * by assert.
 */
#ifndef ENT_BASE_NATURAL_H
#define ENT_BASE_NATURAL_H

#include "base/arena.h"

#include <stdint.h>

__extension__ typedef unsigned __int128 base_u128;
__extension__ typedef __int128 base_i128;

/** -1, 0 or 1 as a / b is below, at or above c / d; b and d are above 0. */
static inline int base_compare_fractions(int64_t a, int64_t b, int64_t c, int64_t d) {
    const base_i128 left = (base_i128)a * d;
    const base_i128 right = (base_i128)c * b;
    return (left > right) - (left < right);
}

/** to += other */
void base_natural_add(uint64_t *to, const uint64_t *other, size_t limbs);
/** to *= factor */
void base_natural_scale(uint64_t *to, uint64_t factor, size_t limbs);
/** to += a x b, all of `limbs` limbs */
void base_natural_add_product(uint64_t *to, const uint64_t *a, const uint64_t *b, size_t limbs);
/** -1, 0 or 1 */
int base_natural_compare(const uint64_t *a, const uint64_t *b, size_t limbs);
/** Decimal digits; NULL if out of memory. Cost: O(limbs^2). */
char *base_natural_text(base_arena *arena, const uint64_t *number, size_t limbs);

#endif
