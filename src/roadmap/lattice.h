/**
 * The sets of steps that an order can pass through, numbered.
 *
 * A set belongs when some order of its steps keeps `after` and passes only through sets that break
 * no rule. Sets are words; a bit per word of the whole range and a running count give each its
 * number, ascending, in 2^steps / 8 bytes and half as much again.
 */
#ifndef ENT_ROADMAP_LATTICE_H
#define ENT_ROADMAP_LATTICE_H

#include "base/natural.h"
#include "roadmap/plan.h"

typedef struct roadmap_lattice {
    const roadmap_plan *plan;
    size_t count;
    bool full;              /* every set belongs: a set is its own number */
    const uint64_t *member; /* [2^steps / 64, at least 1] */
    const uint32_t *before; /* [the same] members in earlier words */
} roadmap_lattice;

/** With `rules` false, rules do not count. False if out of memory. */
bool roadmap_lattice_make(base_arena *arena, const roadmap_plan *plan, bool rules,
                          roadmap_lattice *lattice);

static inline uint32_t roadmap_bits_count(uint64_t word) {
    return (uint32_t)__builtin_popcountll(word);
}

static inline bool roadmap_lattice_has(const roadmap_lattice *lattice, uint32_t set) {
    return lattice->member[set >> 6] >> (set & 63u) & 1u;
}

/** The number of a member. */
static inline size_t roadmap_lattice_index(const roadmap_lattice *lattice, uint32_t set) {
    if (lattice->full)
        return set;
    const uint64_t below = (UINT64_C(1) << (set & 63u)) - 1;
    return lattice->before[set >> 6] + roadmap_bits_count(lattice->member[set >> 6] & below);
}

/** May step `bit` come next after `set`? The result may still not be a member. */
static inline bool roadmap_plan_may_follow(const roadmap_plan *plan, uint32_t set, uint32_t bit) {
    return !(set >> bit & 1u) && (plan->after[bit] & ~set) == 0;
}

/** May it, and is the result a member? */
static inline bool roadmap_lattice_may_pass(const roadmap_lattice *lattice, uint32_t set,
                                            uint32_t bit) {
    return roadmap_plan_may_follow(lattice->plan, set, bit) &&
           roadmap_lattice_has(lattice, set | UINT32_C(1) << bit);
}

/** Decimal digits; NULL if out of memory. 24! needs 80 bits. */
const char *roadmap_orders_text(base_arena *arena, base_u128 orders);

/** Orders that lead from nothing to all through members. False if out of memory. */
bool roadmap_lattice_orders(const roadmap_lattice *lattice, base_u128 *orders);

#endif
