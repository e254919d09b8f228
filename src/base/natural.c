#include "base/natural.h"

#include <assert.h>
#include <string.h>

void base_natural_add(uint64_t *to, const uint64_t *other, size_t limbs) {
    base_u128 carry = 0;
    for (size_t i = 0; i < limbs; i++) {
        carry += (base_u128)to[i] + other[i];
        to[i] = (uint64_t)carry;
        carry >>= 64;
    }
    assert(carry == 0);
}

void base_natural_scale(uint64_t *to, uint64_t factor, size_t limbs) {
    base_u128 carry = 0;
    for (size_t i = 0; i < limbs; i++) {
        carry += (base_u128)to[i] * factor;
        to[i] = (uint64_t)carry;
        carry >>= 64;
    }
    assert(carry == 0);
}

static size_t significant(const uint64_t *number, size_t limbs) {
    while (limbs && number[limbs - 1] == 0)
        limbs--;
    return limbs;
}

void base_natural_add_product(uint64_t *to, const uint64_t *a, const uint64_t *b, size_t limbs) {
    const size_t a_limbs = significant(a, limbs);
    const size_t b_limbs = significant(b, limbs);
    for (size_t i = 0; i < a_limbs; i++) {
        base_u128 carry = 0;
        for (size_t j = 0; i + j < limbs && (j < b_limbs || carry); j++) {
            carry += (base_u128)to[i + j] + (base_u128)a[i] * (j < b_limbs ? b[j] : 0);
            to[i + j] = (uint64_t)carry;
            carry >>= 64;
        }
        assert(carry == 0);
    }
}

int base_natural_compare(const uint64_t *a, const uint64_t *b, size_t limbs) {
    for (size_t i = limbs; i-- > 0;)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Divide in place by 10^19, the largest power of ten in a limb; the remainder. */
static uint64_t divide(uint64_t *number, size_t limbs) {
    const uint64_t base = 10000000000000000000u;
    base_u128 rest = 0;
    for (size_t i = limbs; i-- > 0;) {
        rest = rest << 64 | number[i];
        number[i] = (uint64_t)(rest / base);
        rest %= base;
    }
    return (uint64_t)rest;
}

char *base_natural_text(base_arena *arena, const uint64_t *number, size_t limbs) {
    const size_t room = 20 * (limbs + 1);
    char *text = BASE_NEW(arena, char, room + 1);
    uint64_t *left = BASE_NEW(arena, uint64_t, limbs + 1);
    if (!text || !left)
        return NULL;
    memcpy(left, number, limbs * sizeof *left);
    size_t at = room;
    while (significant(left, limbs)) {
        uint64_t digits = divide(left, limbs);
        for (int i = 0; i < 19; i++, digits /= 10)
            text[--at] = (char)('0' + digits % 10);
    }
    while (at < room && text[at] == '0')
        at++;
    if (at == room)
        text[--at] = '0';
    return text + at;
}
