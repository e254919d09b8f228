#include "slow/wide.h"

#include <stdlib.h>
#include <string.h>

wide wide_of(slow_integer value) {
    wide made = {.sign = (value > 0) - (value < 0)};
    slow_natural rest = value < 0 ? -(slow_natural)value : (slow_natural)value;
    for (size_t i = 0; i < 4; i++, rest >>= 32)
        made.limb[i] = (uint32_t)rest;
    return made;
}

static int compare_magnitude(const wide *a, const wide *b) {
    for (size_t i = WIDE_LIMBS; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

int wide_compare(const wide *a, const wide *b) {
    if (a->sign != b->sign)
        return a->sign < b->sign ? -1 : 1;
    return a->sign * compare_magnitude(a, b);
}

wide wide_times(const wide *a, const wide *b) {
    wide product = {.sign = a->sign * b->sign};
    if (!product.sign)
        return product;
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; a->limb[i] && (j < WIDE_LIMBS || carry); j++) {
            const uint64_t factor = j < WIDE_LIMBS ? b->limb[j] : 0;
            if (i + j >= WIDE_LIMBS) {
                if (factor || carry)
                    abort();
                continue;
            }
            carry += a->limb[i] * factor + product.limb[i + j];
            product.limb[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    return product;
}

static wide add_magnitudes(const wide *a, const wide *b) {
    wide sum = {.sign = a->sign};
    uint64_t carry = 0;
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        carry += (uint64_t)a->limb[i] + b->limb[i];
        sum.limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry)
        abort();
    return sum;
}

/* a is the larger. */
static wide subtract_magnitudes(const wide *a, const wide *b) {
    wide rest = {.sign = a->sign};
    int64_t borrow = 0;
    for (size_t i = 0; i < WIDE_LIMBS; i++) {
        int64_t limb = (int64_t)a->limb[i] - b->limb[i] + borrow;
        borrow = limb < 0 ? -1 : 0;
        if (limb < 0)
            limb += INT64_C(1) << 32;
        rest.limb[i] = (uint32_t)limb;
    }
    return rest;
}

wide wide_plus(const wide *a, const wide *b) {
    if (!a->sign || !b->sign)
        return a->sign ? *a : *b;
    if (a->sign == b->sign)
        return add_magnitudes(a, b);
    const int order = compare_magnitude(a, b);
    if (!order)
        return (wide){0};
    return order > 0 ? subtract_magnitudes(a, b) : subtract_magnitudes(b, a);
}

fraction fraction_of(slow_integer above, slow_integer below) {
    if (below <= 0)
        abort();
    return (fraction){wide_of(above), wide_of(below)};
}

fraction fraction_times(const fraction *a, const fraction *b) {
    return (fraction){wide_times(&a->above, &b->above), wide_times(&a->below, &b->below)};
}

fraction fraction_plus(const fraction *a, const fraction *b) {
    const wide left = wide_times(&a->above, &b->below);
    const wide right = wide_times(&b->above, &a->below);
    return (fraction){wide_plus(&left, &right), wide_times(&a->below, &b->below)};
}

fraction fraction_minus(const fraction *a, const fraction *b) {
    fraction negative = *b;
    negative.above.sign = -negative.above.sign;
    return fraction_plus(a, &negative);
}

int fraction_compare(const fraction *a, const fraction *b) {
    const wide left = wide_times(&a->above, &b->below);
    const wide right = wide_times(&b->above, &a->below);
    return wide_compare(&left, &right);
}

static long double wide_value(const wide *a) {
    long double value = 0;
    for (size_t i = WIDE_LIMBS; i-- > 0;)
        value = value * 4294967296.0L + a->limb[i];
    return a->sign * value;
}

long double fraction_value(const fraction *a) {
    return wide_value(&a->above) / wide_value(&a->below);
}
