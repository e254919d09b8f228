/*
 * The elementary functions of base: special values as in C99 Annex F, what is exact, and the same
 * bits from every build (tests/CMakeLists.txt builds this program at several levels of
 * optimisation). real_vs_mpfr.c has the errors.
 */
#include "base/real.h"

#include "rng.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint64_t to_bits(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Also the sign of zero; any NaN is like any other. */
static void assert_same(double got, double expected) {
    if (!(isnan(got) && isnan(expected)) && to_bits(got) != to_bits(expected))
        fail_msg("%a is not %a", got, expected);
}

static void exponentials_of_special_values(void **state) {
    (void)state;
    double (*const both[])(double) = {base_exp, base_exp2};
    for (size_t i = 0; i < 2; i++) {
        assert_same(both[i](0.0), 1);
        assert_same(both[i](-0.0), 1);
        assert_same(both[i](INFINITY), INFINITY);
        assert_same(both[i](-INFINITY), 0);
        assert_same(both[i](NAN), NAN);
        assert_same(both[i](DBL_MAX), INFINITY);
        assert_same(both[i](-DBL_MAX), 0);
        assert_same(both[i](DBL_TRUE_MIN), 1);
    }
    assert_same(base_exp(1), 0x1.5bf0a8b145769p+1);
    assert_same(base_exp(0x1.62e42fefa39efp+9), 0x1.fffffffffff2ap+1023); /* the last finite one */
    assert_same(base_exp(0x1.62e42fefa39fp+9), INFINITY);
    assert_same(base_exp(-0x1.74910d52d3051p+9), DBL_TRUE_MIN); /* the last above zero */
    assert_same(base_exp(-0x1.74910d52d3052p+9), 0);
}

static void logarithms_of_special_values(void **state) {
    (void)state;
    double (*const all[])(double) = {base_log, base_log2, base_log10};
    for (size_t i = 0; i < 3; i++) {
        assert_same(all[i](1), 0);
        assert_same(all[i](0.0), -INFINITY);
        assert_same(all[i](-0.0), -INFINITY);
        assert_same(all[i](-1), NAN);
        assert_same(all[i](-INFINITY), NAN);
        assert_same(all[i](INFINITY), INFINITY);
        assert_same(all[i](NAN), NAN);
    }
}

static void sines_of_special_values(void **state) {
    (void)state;
    assert_same(base_sin(0.0), 0.0);
    assert_same(base_sin(-0.0), -0.0);
    assert_same(base_sin(DBL_TRUE_MIN), DBL_TRUE_MIN);
    assert_same(base_cos(0.0), 1);
    assert_same(base_cos(-0.0), 1);
    const double none[] = {INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_same(base_sin(none[i]), NAN);
        assert_same(base_cos(none[i]), NAN);
    }
    assert_same(base_cos(BASE_PI), -1);
    assert_same(base_sin(BASE_PI), 0x1.1a62633145c07p-53);
    assert_same(base_sin(1e22), -0.8522008497671888);
    assert_same(base_cos(1e22), 0.52321478539513895);
}

/* x, y, x^y: C99, F.9.4.4 */
static const double POWERS[][3] = {
    {0.0, -3, INFINITY},
    {-0.0, -3, -INFINITY},
    {0.0, -2, INFINITY},
    {-0.0, -2, INFINITY},
    {-0.0, -2.5, INFINITY},
    {0.0, -INFINITY, INFINITY},
    {-0.0, -INFINITY, INFINITY},
    {0.0, 3, 0.0},
    {-0.0, 3, -0.0},
    {-0.0, 2, 0.0},
    {-0.0, 2.5, 0.0},
    {-1, INFINITY, 1},
    {-1, -INFINITY, 1},
    {1, NAN, 1},
    {1, INFINITY, 1},
    {NAN, 0.0, 1},
    {NAN, -0.0, 1},
    {INFINITY, 0.0, 1},
    {-8, 1.0 / 3, NAN},
    {-1, 0.5, NAN},
    {0.5, -INFINITY, INFINITY},
    {-0.5, -INFINITY, INFINITY},
    {2, -INFINITY, 0.0},
    {-2, -INFINITY, 0.0},
    {0.5, INFINITY, 0.0},
    {-2, INFINITY, INFINITY},
    {-INFINITY, -3, -0.0},
    {-INFINITY, -2, 0.0},
    {-INFINITY, 3, -INFINITY},
    {-INFINITY, 2, INFINITY},
    {-INFINITY, 0.5, INFINITY},
    {INFINITY, -1, 0.0},
    {INFINITY, 1, INFINITY},
    {NAN, 1, NAN},
    {2, NAN, NAN},
    {-2, 0x1p+1000, INFINITY},
    {-2, 1075, -INFINITY},
    {-2, -1075, -0.0},
    {-2, -1074, DBL_TRUE_MIN},
    {-3, 3, -27},
    {2, 0.5, 0x1.6a09e667f3bcdp+0},
    {0.25, 0.5, 0.5},
    {DBL_MAX, 1, DBL_MAX},
    {DBL_TRUE_MIN, 1, DBL_TRUE_MIN},
    {DBL_TRUE_MIN, -1, INFINITY},
    {-1, DBL_MAX, 1},
    {-1, 0x1.fffffffffffffp+52, -1},
    {10, -1, 0.1},
};

static void powers_of_special_values(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof POWERS / sizeof *POWERS; i++)
        assert_same(base_pow(POWERS[i][0], POWERS[i][1]), POWERS[i][2]);
}

static void what_is_exact_comes_out_exact(void **state) {
    (void)state;
    double ten = 1;
    for (int n = 0; n <= 22; n++, ten *= 10) {
        assert_same(base_pow(10, n), ten);
        assert_same(base_log10(ten), n);
    }
    for (int n = -1074; n <= 1023; n++) {
        assert_same(base_exp2(n), ldexp(1, n));
        assert_same(base_log2(ldexp(1, n)), n);
        assert_same(base_pow(2, n), ldexp(1, n));
    }
    for (int n = 1; n <= 1000; n++) {
        assert_same(base_pow(n, 1), n);
        assert_same(base_pow(n, 3), (double)n * n * n);
        assert_same(base_pow((double)n * n, 0.5), n);
    }
}

/* FNV-1a over the bits of results. */
static void mix(uint64_t *hash, double result) {
    const uint64_t bits = isnan(result) ? 0 : to_bits(result);
    for (int shift = 0; shift < 64; shift += 8)
        *hash = (*hash ^ ((bits >> shift) & 0xff)) * UINT64_C(0x100000001b3);
}

static void every_build_gives_the_same_bits(void **state) {
    (void)state;
    double (*const functions[])(double) = {base_exp,   base_exp2, base_log, base_log2,
                                           base_log10, base_sin,  base_cos};
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    rng random = {3};
    for (size_t i = 0; i < 20000; i++) {
        const double wide = from_bits(rng_next(&random));
        const double narrow = ((double)(rng_next(&random) >> 11) * 0x1p-53 - 0.5) * 1500;
        const double unit = (double)(rng_next(&random) >> 11) * 0x1p-53;
        for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
            mix(&hash, functions[f](wide));
            mix(&hash, functions[f](narrow));
            mix(&hash, functions[f](unit));
        }
        mix(&hash, base_pow(wide, narrow));
        mix(&hash, base_pow(unit, narrow));
        mix(&hash, base_pow(1 + unit, narrow));
    }
    if (hash != UINT64_C(0x20ad6dc43af69fb0))
        fail_msg("the results have the checksum %016" PRIx64, hash);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponentials_of_special_values),
        cmocka_unit_test(logarithms_of_special_values),
        cmocka_unit_test(sines_of_special_values),
        cmocka_unit_test(powers_of_special_values),
        cmocka_unit_test(what_is_exact_comes_out_exact),
        cmocka_unit_test(every_build_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
