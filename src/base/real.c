/*
 * Elementary functions in doubled doubles: a number is the sum of two doubles, some 105 bits, and
 * is rounded to one double at the very end. So nearly every result is the correctly rounded one.
 *
 *   exp   x = (n / 64) log 2 + r with |r| < 0.0055; 2^(n / 64) from a table, e^r by its series.
 *   log   x = 2^k m and i the whole number nearest to 128 m; log(i / 128) from a table, and
 *         log(1 + q) with q = m / (i / 128) - 1, |q| < 0.0055, by its series (Tang 1990).
 *   pow   exp(y log x): the logarithm is good to 2^-77 of itself, so that the exponent, at most
 *         745, is good to 2^-67, and the result to 2^-14 of its last place beyond the rounding.
 *   sin   x = n pi / 2 + r by the bits of 2 / pi that matter for x (Payne and Hanek 1983), which is
 *   cos   right for every double; then the Taylor series of |r| <= pi / 4.
 *
 * The first terms of a series, which decide the last bits, are summed in doubled doubles, the
 * others in plain doubles.
 *
 * No fused multiply-add: products are split (Dekker 1971).
 *
 * Sources: Dekker (1971), A Floating-Point Technique for Extending the Available Precision,
 * Numerische Mathematik 18, 224-242; Tang (1989, 1990), Table-Driven Implementation of the
 * Exponential [Logarithm] Function in IEEE Floating-Point Arithmetic, ACM TOMS 15(2), 144-157 and
 * 16(4), 378-400; Payne and Hanek (1983), Radian Reduction for Trigonometric Functions, SIGNUM
 * Newsletter 18(1), 19-24; Muller et al. (2018), Handbook of Floating-Point Arithmetic, chapters 4,
 * 10 and 11.
 */
#include "base/real.h"

#include "base/real_tables.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0 || FLT_RADIX != 2 || DBL_MANT_DIG != 53
#error "doubles must be IEEE 754 and rounded after each operation (32-bit x86: -msse2 -mfpmath=sse)"
#endif

typedef base_doubled doubled;

/* ---- Doubled doubles. */

/* a + b, exactly, where |a| >= |b| or a is 0. */
static doubled sum_sorted(double a, double b) {
    const double high = a + b;
    return (doubled){high, b - (high - a)};
}

/* a + b, exactly. */
static doubled sum(double a, double b) {
    const double high = a + b;
    const double b_part = high - a;
    return (doubled){high, (a - (high - b_part)) + (b - b_part)};
}

/* The 26 leading bits, so that products of halves are exact. */
static double leading(double a) {
    const double wide = 0x1.000002p+27 * a;
    return wide - (wide - a);
}

/* a x b, exactly, where nothing over- or underflows. */
static doubled product(double a, double b) {
    const double high = a * b;
    const double a_high = leading(a);
    const double b_high = leading(b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double rest = ((a_high * b_high - high) + a_high * b_low) + a_low * b_high;
    return (doubled){high, rest + a_low * b_low};
}

static doubled add(doubled a, doubled b) {
    const doubled s = sum(a.high, b.high);
    return sum_sorted(s.high, s.low + (a.low + b.low));
}

static doubled multiply(doubled a, doubled b) {
    const doubled p = product(a.high, b.high);
    return sum_sorted(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static doubled plain(double a) {
    return (doubled){a, 0};
}

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* 2^power, -1022 <= power <= 1023 */
static double power_of_2(int power) {
    const uint64_t bits = (uint64_t)(power + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* 0.99 <= v < 2, times 2^power, rounded once: a result below the normal range is rounded where its
 * last bit will be, by adding a number of which that is the last bit. */
static double scaled(doubled v, int power) {
    if (power > 1023)
        return v.high * 2 * power_of_2(power - 1);
    if (power >= -1022 + (v.high < 1))
        return v.high * power_of_2(power);
    const double big = power_of_2(-1022 - power);
    const doubled s = sum_sorted(big, v.high);
    const double rounded = (s.high + (s.low + v.low)) - big;
    return rounded * power_of_2(power + 100) * 0x1p-100;
}

/* ---- exp */

/* e^r 2^(n / 64), |r| < 0.006 */
static double exp_near(doubled r, int n) {
    const double h = r.high;
    const double tail =
        h * h * h *
        (1.0 / 6 + h * (1.0 / 24 + h * (1.0 / 120 + h * (1.0 / 720 + h * (1.0 / 5040)))));
    const doubled square = multiply(r, r);
    const doubled rise = add(r, sum_sorted(square.high / 2, square.low / 2 + tail)); /* e^r - 1 */
    const int step = n & (BASE_EXP2_STEPS - 1);
    const doubled start = base_table_exp2[step];
    return scaled(add(start, multiply(start, rise)), (n - step) / BASE_EXP2_STEPS);
}

static int nearest(double x) {
    return (int)(x < 0 ? x - 0.5 : x + 0.5);
}

/* e^x; any x but NaN */
static double exp_of(doubled x) {
    if (x.high > 710)
        return INFINITY;
    if (x.high < -746)
        return 0;
    const int n = nearest(x.high * 0x1.71547652b82fep+6); /* 64 / log 2 */
    /* log 2 / 64 in three parts, of which n times the first two are exact */
    const double near = x.high - n * 0x1.62e42fefap-7;
    const doubled r = sum(near, -n * 0x1.cf79abc9ep-46);
    const double rest = r.low - n * 0x1.d9cc01f97b57ap-85 + x.low;
    return exp_near(sum_sorted(r.high, rest), n);
}

double base_exp(double x) {
    if (isnan(x))
        return x + x;
    return exp_of(plain(x));
}

static const doubled LOG_2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

double base_exp2(double x) {
    if (isnan(x))
        return x + x;
    if (x >= 1024)
        return INFINITY;
    if (x < -1076)
        return 0;
    const int n = nearest(x * BASE_EXP2_STEPS);
    const double r = x - (double)n / BASE_EXP2_STEPS;
    return exp_near(multiply(plain(r), LOG_2), n);
}

/* ---- log */

/* log(1 + q), |q| < 0.006 */
static doubled log_near(doubled q) {
    const double h = q.high;
    const double tail =
        -1.0 / 4 +
        h * (1.0 / 5 +
             h * (-1.0 / 6 + h * (1.0 / 7 + h * (-1.0 / 8 + h * (1.0 / 9 - h * (1.0 / 10))))));
    const doubled third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    const doubled square = multiply(q, q);
    const doubled slope = multiply(q, third);
    const doubled inner = sum_sorted(-0.5, slope.high);
    const double rest = inner.low + (slope.low + square.high * tail);
    return add(q, multiply(square, sum_sorted(inner.high, rest)));
}

/* log x, 0 < x < infinity */
static doubled log_of(double x) {
    int power = -1023;
    if (x < DBL_MIN) {
        x *= 0x1p+54;
        power -= 54;
    }
    power += (int)(bits_of(x) >> 52);
    const uint64_t digits = (bits_of(x) & UINT64_C(0xfffffffffffff)) | UINT64_C(1023) << 52;
    double m; /* in [1, 2), then in [0.7, 1.42) */
    memcpy(&m, &digits, sizeof m);
    if (m > 0x1.6a09e667f3bcdp+0) { /* the root of 2 */
        m /= 2;
        power++;
    }
    const int i = nearest(m * BASE_LOG_STEPS);
    const double point = (double)i / BASE_LOG_STEPS;
    const double away = m - point; /* exact */
    const double q = away / point;
    const doubled back = product(q, point);
    const double q_rest = ((away - back.high) - back.low) / point;
    const doubled near = log_near(sum_sorted(q, q_rest));
    if (power == 0 && i == BASE_LOG_STEPS)
        return near;
    /* log 2 in two parts, of which `power` times the first is exact */
    const doubled whole = {power * 0x1.62e42fefa38p-1, power * 0x1.ef35793c7673p-45};
    return add(add(whole, base_table_log[i - BASE_LOG_FIRST]), near);
}

/* Where a logarithm is not a finite number, or is x itself: true, and what it is. */
static bool is_log_special(double x, double *value) {
    if (x > 0 && x < INFINITY)
        return false;
    *value = x == 0 ? -INFINITY : x < 0 ? NAN : x + x;
    return true;
}

double base_log(double x) {
    double special;
    return is_log_special(x, &special) ? special : log_of(x).high;
}

double base_log2(double x) {
    const doubled scale = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56}; /* 1 / log 2 */
    double special;
    return is_log_special(x, &special) ? special : multiply(log_of(x), scale).high;
}

double base_log10(double x) {
    const doubled scale = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57}; /* 1 / log 10 */
    double special;
    return is_log_special(x, &special) ? special : multiply(log_of(x), scale).high;
}

/* ---- pow */

static bool is_whole(double y) {
    return floor(y) == y;
}

static bool is_odd(double y) {
    return fabs(y) < 0x1p53 && is_whole(y) && !is_whole(y / 2);
}

/* x^y for x > 0, both finite */
static double pow_positive(double x, double y) {
    if (x == 1 || fabs(y) < 0x1p-64) /* |y log x| < 2^-54 */
        return 1;
    if (fabs(y) > 0x1p+64) /* |log x| >= 2^-53 */
        return (x > 1) == (y > 0) ? INFINITY : 0;
    return exp_of(multiply(plain(y), log_of(x)));
}

/* x^y for an infinite x or y, or x = 0 */
static double pow_extreme(double size, double y) {
    if (isinf(y) && size == 1)
        return 1;
    return (size > 1) == (y > 0) ? INFINITY : 0;
}

double base_pow(double x, double y) {
    if (x == 1 || y == 0)
        return 1;
    if (isnan(x) || isnan(y))
        return x + y;
    const bool extreme = x == 0 || isinf(x) || isinf(y);
    if (x < 0 && !extreme && !is_whole(y))
        return NAN;
    const double size = extreme ? pow_extreme(fabs(x), y) : pow_positive(fabs(x), y);
    return signbit(x) && is_odd(y) ? -size : size;
}

/* ---- sin, cos */

/* Of 2 / pi that many words of 32 bits decide the angle, and after the product with the 53 bits of
 * a double that many remain. */
enum { WORDS = 8, PRODUCT_WORDS = WORDS + 2, FRACTION_WORDS = 6 };

static uint32_t bits_at(const uint32_t *number, int position) {
    const int word = position / 32;
    const uint64_t above = word + 1 < PRODUCT_WORDS ? number[word + 1] : 0;
    return (uint32_t)((above << 32 | number[word]) >> (position % 32));
}

/* to += factor x the WORDS words of 2 / pi from `table` on; least significant word first */
static void add_product(uint32_t *to, uint32_t factor, const uint32_t *table) {
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        carry += (uint64_t)factor * table[WORDS - 1 - i] + to[i];
        to[i] = (uint32_t)carry;
        carry >>= 32;
    }
    to[WORDS] = (uint32_t)carry;
}

/*
 * n and r of x = n pi / 2 + r, |r| <= pi / 4, for x > pi / 4; n modulo 4.
 *
 * Words of 2 / pi that add whole turns to n are left out. The others times x have at least 222 bits
 * behind the point. No double is nearer to a multiple of pi / 2 than 2^-62, so that of the 192 bits
 * that are used at least 128 are digits of r.
 */
static unsigned reduce(double x, doubled *r) {
    const int power = (int)(bits_of(x) >> 52) - 1075;
    const uint64_t digits = (bits_of(x) & UINT64_C(0xfffffffffffff)) | UINT64_C(1) << 52;
    const int first = power > 2 ? (power - 2) / 32 : 0;
    const int point = 32 * (first + WORDS) - power;
    uint32_t turns[PRODUCT_WORDS] = {0};
    add_product(turns, (uint32_t)digits, base_table_two_over_pi + first);
    add_product(turns + 1, (uint32_t)(digits >> 32), base_table_two_over_pi + first);

    /* the upper half of a quadrant counts back from the next */
    const bool is_upper = bits_at(turns, point - 1) & 1;
    doubled fraction = {0, 0};
    double unit = 0x1p-192;
    for (int i = FRACTION_WORDS; i > 0; i--, unit *= 0x1p+32) {
        const uint32_t word = bits_at(turns, point - 32 * i);
        const doubled s = sum((is_upper ? ~word : word) * unit, fraction.high);
        fraction = (doubled){s.high, s.low + fraction.low};
    }
    fraction = sum_sorted(fraction.high, fraction.low);
    const double sign = is_upper ? -1 : 1;
    const doubled quarter = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54}; /* pi / 2 */
    *r = multiply((doubled){sign * fraction.high, sign * fraction.low}, quarter);
    return bits_at(turns, point) + is_upper;
}

/* 1 + z (c[0] + z (c[1] + z (c[2] + z rest))) */
static doubled series(doubled z, const doubled c[3], double rest) {
    doubled value = sum_sorted(c[2].high, c[2].low + z.high * rest);
    value = add(c[1], multiply(z, value));
    value = add(c[0], multiply(z, value));
    return add(plain(1), multiply(z, value));
}

static doubled sin_near(doubled r) {
    static const doubled c[3] = {{-0x1.5555555555555p-3, -0x1.5555555555555p-57},
                                 {0x1.1111111111111p-7, 0x1.1111111111111p-63},
                                 {-0x1.a01a01a01a01ap-13, -0x1.a01a01a01a01ap-73}};
    const doubled z = multiply(r, r);
    const double h = z.high;
    const double rest =
        1 / 362880.0 - /* 9!, 11!, ... 21! */
        h * (1 / 39916800.0 -
             h * (1 / 6227020800.0 -
                  h * (1 / 1307674368000.0 -
                       h * (1 / 355687428096000.0 -
                            h * (1 / 121645100408832000.0 - h * (1 / 51090942171709440000.0))))));
    return multiply(r, series(z, c, rest));
}

static doubled cos_near(doubled r) {
    static const doubled c[3] = {{-0.5, 0},
                                 {0x1.5555555555555p-5, 0x1.5555555555555p-59},
                                 {-0x1.6c16c16c16c17p-10, 0x1.f49f49f49f49fp-65}};
    const doubled z = multiply(r, r);
    const double h = z.high;
    const double rest =
        1 / 40320.0 - /* 8!, 10!, ... 20! */
        h * (1 / 3628800.0 -
             h * (1 / 479001600.0 -
                  h * (1 / 87178291200.0 -
                       h * (1 / 20922789888000.0 -
                            h * (1 / 6402373705728000.0 - h * (1 / 2432902008176640000.0))))));
    return series(z, c, rest);
}

/* sin(x + quarters pi / 2), x finite */
static double sin_of(double x, unsigned quarters) {
    doubled r = plain(fabs(x));
    unsigned n = 0;
    if (r.high > 0x1.921fb54442d18p-1) /* pi / 4 */
        n = reduce(r.high, &r);
    if (x < 0) {
        r = (doubled){-r.high, -r.low};
        n = -n;
    }
    n += quarters;
    const double value = n & 1 ? cos_near(r).high : sin_near(r).high;
    return n & 2 ? -value : value;
}

double base_sin(double x) {
    if (!isfinite(x))
        return x - x;
    return fabs(x) < 0x1p-27 ? x : sin_of(x, 0);
}

double base_cos(double x) {
    if (!isfinite(x))
        return x - x;
    return fabs(x) < 0x1p-27 ? 1 : sin_of(x, 1);
}
