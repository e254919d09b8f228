/** The maxima of a set of vectors: those that no other beats. */
#ifndef ENT_DEALS_MAXIMA_H
#define ENT_DEALS_MAXIMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Mark the rows that another one beats: no smaller in any payoff, and not the same.
 *
 * @param payoff  [.. x parties]
 * @param order   [count] distinct rows by falling payoff, first party first
 * @param[out] beaten  [count] of order[i]
 * @return false if out of memory
 *
 * Cost: O(count (log count)^(parties - 1)), for two parties and one O(count).
 * Source: Kung, Luccio and Preparata (1975), On finding the maxima of a set of vectors, Journal of
 * the ACM 22(4), 469-476; with small pieces compared one by one.
 */
bool ent_maxima_mark(const int64_t *payoff, size_t parties, const uint32_t *order, size_t count,
                     bool *beaten);

#endif
