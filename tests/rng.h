/* Seeded random numbers for tests: SplitMix64, the same on every machine. */
#ifndef TESTS_RNG_H
#define TESTS_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rng {
    uint64_t state;
} rng;

static inline uint64_t rng_next(rng *random) {
    uint64_t z = (random->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* One of 0 .. count - 1; the bias of the remainder is far below what a test could see. */
static inline size_t rng_below(rng *random, size_t count) {
    return (size_t)(rng_next(random) % count);
}

/* One of low .. high. */
static inline size_t rng_between(rng *random, size_t low, size_t high) {
    return low + rng_below(random, high - low + 1);
}

/* In [0, 1), with all bits of a double. */
static inline double rng_unit(rng *random) {
    return (double)(rng_next(random) >> 11) * 0x1p-53;
}

static inline bool rng_chance(rng *random, size_t percent) {
    return rng_below(random, 100) < percent;
}

#endif
