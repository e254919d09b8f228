/**
 * Loops over long arrays, compiled twice: for every processor, and for those with 256-bit vectors.
 *
 * Both give the same bits: each number is computed by the same operations in the same order, and
 * none is fused (-ffp-contract=off).
 */
#ifndef ENT_BASE_WIDE_H
#define ENT_BASE_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__)
#define BASE_WIDE     __attribute__((target("avx2")))
#define BASE_HAS_WIDE __builtin_cpu_supports("avx2")
#define BASE_IN_BOTH  static inline __attribute__((always_inline))
#else
#define BASE_WIDE
#define BASE_HAS_WIDE 0
#define BASE_IN_BOTH  static inline
#endif

#endif
