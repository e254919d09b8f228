/*
 * Whole numbers wide enough that sums and products of payoffs compare exactly.
 *
 * A payoff is an integer of up to 127 bits over a scale of its party; the product of five gains
 * and the cross products of fractions stay below 1000 bits.
 */
#ifndef TESTS_SLOW_WIDE_H
#define TESTS_SLOW_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 slow_integer;
__extension__ typedef unsigned __int128 slow_natural;

#define WIDE_LIMBS 40

typedef struct wide {
    int sign;                  /* -1, 0 or 1 */
    uint32_t limb[WIDE_LIMBS]; /* magnitude, least significant first */
} wide;

wide wide_of(slow_integer value);
wide wide_times(const wide *a, const wide *b); /* aborts on overflow */
wide wide_plus(const wide *a, const wide *b);  /* aborts on overflow */
int wide_compare(const wide *a, const wide *b);

/* A fraction with a positive denominator. */
typedef struct fraction {
    wide above;
    wide below;
} fraction;

fraction fraction_of(slow_integer above, slow_integer below);
fraction fraction_times(const fraction *a, const fraction *b);
fraction fraction_plus(const fraction *a, const fraction *b);
fraction fraction_minus(const fraction *a, const fraction *b);
int fraction_compare(const fraction *a, const fraction *b);
long double fraction_value(const fraction *a);

#endif
