/*
 * The elementary functions of base against MPFR: the tables, and errors in units of the last place
 * on seeded arguments of every size and on arguments that are hard.
 *
 * With a number on the command line, that many times as many arguments, and the worst errors are
 * printed.
 */
#include "base/real.h"
#include "base/real_tables.h"

#include "rng.h"

#include <float.h>
#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORST_ALLOWED 0.5001

enum { BITS = 240, ARGUMENTS = 25000 };

static size_t times = 1;

static double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double any(rng *random) {
    double value = NAN;
    while (!isfinite(value))
        value = from_bits(rng_next(random));
    return value;
}

/* The double `steps` after x, or before it. */
static double after(double x, int steps) {
    for (; steps != 0; steps += steps > 0 ? -1 : 1)
        x = nextafter(x, steps > 0 ? HUGE_VAL : -HUGE_VAL);
    return x;
}

/* Evenly from low to high. */
static double within(rng *random, double low, double high) {
    return low + (high - low) * ((double)(rng_next(random) >> 11) * 0x1p-53);
}

static int few(rng *random) {
    return (int)rng_below(random, 9) - 4;
}

/* |got - exact| in units of the last place of exact, subnormal where exact is. An infinity counts
 * as the double that would come after the largest. */
static double error_of(double got, const mpfr_t exact) {
    if (mpfr_zero_p(exact) || mpfr_inf_p(exact) || isnan(got))
        return got == mpfr_get_d(exact, MPFR_RNDN) ? 0 : HUGE_VAL;
    const mpfr_exp_t exponent = mpfr_get_exp(exact);
    mpfr_exp_t last = exponent - DBL_MANT_DIG;
    last = last < -1074 ? -1074 : last > 1024 - DBL_MANT_DIG ? 1024 - DBL_MANT_DIG : last;
    mpfr_t difference;
    mpfr_init2(difference, BITS);
    if (isinf(got))
        mpfr_set_si_2exp(difference, got > 0 ? 1 : -1, 1024, MPFR_RNDN);
    else
        mpfr_set_d(difference, got, MPFR_RNDN);
    const bool beyond = isinf(got) && mpfr_cmpabs(exact, difference) >= 0;
    mpfr_sub(difference, difference, exact, MPFR_RNDN);
    mpfr_div_2si(difference, difference, last, MPFR_RNDN);
    double error = fabs(mpfr_get_d(difference, MPFR_RNDU));
    if (beyond)
        error = (got > 0) == (mpfr_sgn(exact) > 0) ? 0 : HUGE_VAL;
    mpfr_clear(difference);
    return error;
}

typedef int mpfr_function(mpfr_t, const mpfr_t, mpfr_rnd_t);

typedef struct function {
    const char *name;
    double (*own)(double);
    mpfr_function *exact;
    double (*hard)(rng *); /* an argument that is near something */
} function;

/* ---- Hard arguments. */

static double hard_exp(rng *random) {
    static const double EDGES[] = {709.782712893384,  -708.3964185322641, -745.1332191019411,
                                   0.693147180559945, 0.0108304246962492, 1};
    switch (rng_below(random, 4)) {
    case 0:
        return after(EDGES[rng_below(random, 6)], few(random));
    case 1: /* where the table changes, and at its points */
        return after((double)rng_between(random, 1, 90000) * 0.00541521234812457, few(random)) *
               (rng_chance(random, 50) ? 1 : -1);
    case 2: /* subnormal results */
        return within(random, -746, -708);
    default:
        return within(random, -746, 710);
    }
}

static double hard_exp2(rng *random) {
    switch (rng_below(random, 4)) {
    case 0:
        return after((double)(int)rng_between(random, 0, 2101) - 1076, few(random));
    case 1:
        return after((double)rng_between(random, 1, 130000) / 128, few(random)) *
               (rng_chance(random, 50) ? 1 : -1);
    case 2:
        return within(random, -1075, -1021);
    default:
        return within(random, -1075, 1024);
    }
}

static double hard_log(rng *random) {
    switch (rng_below(random, 4)) {
    case 0: /* near 1 */
        return 1 + ldexp(within(random, -1, 1), -(int)rng_below(random, 53));
    case 1: /* where the table changes, and at its points */
        return after((double)rng_between(random, 180, 364) / 256, few(random));
    case 2: /* powers of 2 and of 10 */
        return after(rng_chance(random, 50) ? ldexp(1, (int)rng_between(random, 0, 2097) - 1074)
                                            : pow(10, (double)rng_between(random, 0, 308)),
                     few(random));
    default: /* subnormal */
        return from_bits(rng_next(random) >> rng_between(random, 12, 63));
    }
}

/* The double nearest to a multiple of pi / 4, or one of its neighbours. */
static double hard_sine(rng *random) {
    mpfr_t angle;
    mpfr_init2(angle, 1300);
    mpfr_const_pi(angle, MPFR_RNDN);
    mpfr_mul_ui(angle, angle, rng_next(random) >> rng_between(random, 1, 63) | 1, MPFR_RNDN);
    mpfr_mul_2si(angle, angle, (long)rng_below(random, rng_chance(random, 50) ? 4 : 960) - 2,
                 MPFR_RNDN);
    const double x = mpfr_get_d(angle, MPFR_RNDN);
    mpfr_clear(angle);
    switch (rng_below(random, 8)) {
    case 0: /* 2^-61 from a multiple of pi / 2, the nearest there is (Kahan) */
        return 0x1.6ac5b262ca1ffp+849;
    case 1:
        return within(random, -1, 1);
    case 2:
        return ldexp(within(random, -1, 1), -(int)rng_below(random, 40));
    default:
        return after(x, rng_chance(random, 50) ? 0 : few(random));
    }
}

static const function FUNCTIONS[] = {
    {"exp", base_exp, mpfr_exp, hard_exp},       {"exp2", base_exp2, mpfr_exp2, hard_exp2},
    {"log", base_log, mpfr_log, hard_log},       {"log2", base_log2, mpfr_log2, hard_log},
    {"log10", base_log10, mpfr_log10, hard_log}, {"sin", base_sin, mpfr_sin, hard_sine},
    {"cos", base_cos, mpfr_cos, hard_sine},
};

static void check_function(const function *self, rng *random) {
    mpfr_t argument;
    mpfr_t exact;
    mpfr_inits2(BITS, argument, exact, (mpfr_ptr)NULL);
    double worst = 0;
    double worst_at = 0;
    size_t wrong = 0;
    for (size_t i = 0; i < times * ARGUMENTS; i++) {
        const double x = i % 3 == 0 ? any(random) : self->hard(random);
        if (x <= 0 && self->hard == hard_log)
            continue;
        mpfr_set_d(argument, x, MPFR_RNDN);
        self->exact(exact, argument, MPFR_RNDN);
        const double got = self->own(x);
        const double error = error_of(got, exact);
        wrong += error > 0.5;
        if (error > worst) {
            worst = error;
            worst_at = x;
        }
    }
    mpfr_clears(argument, exact, (mpfr_ptr)NULL);
    if (times > 1 || worst > WORST_ALLOWED)
        printf("%-6s worst error %.9f ulp at %a; %zu of %zu not the nearest double\n", self->name,
               worst, worst_at, wrong, times * ARGUMENTS);
    assert_true(worst <= WORST_ALLOWED);
}

static void errors_of_one_argument_are_small(void **state) {
    (void)state;
    rng random = {1};
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
        check_function(&FUNCTIONS[i], &random);
}

/* ---- pow */

static void hard_powers(rng *random, double *x, double *y) {
    *x = fabs(any(random));
    *y = any(random);
    switch (rng_below(random, 6)) {
    case 0: /* small whole numbers and halves, also below 0 */
        *x = (double)rng_between(random, 1, 1000) * (rng_chance(random, 50) ? 1 : -1);
        *y = (double)(int)rng_between(random, 0, 200) - 100;
        *x = *x > 0 && rng_chance(random, 30) ? *x / 2 : *x;
        *y = *x > 0 && rng_chance(random, 30) ? *y / 2 : *y;
        break;
    case 1: /* near 1, to a power that makes it of any size */
        *x = 1 + ldexp(within(random, -1, 1), -(int)rng_between(random, 1, 52));
        *y = within(random, -746, 710) / (*x == 1 ? 1 : log(*x));
        break;
    case 2: /* at the borders of what a double can be */
        *y = (rng_chance(random, 50) ? 709.782712893384 : -745.1332191019411) / log(*x);
        *y = after(*y, few(random));
        break;
    case 3: /* subnormal results */
        *y = within(random, -745, -708) / log(*x);
        break;
    case 4:
        *y = within(random, -745, 710) / log(*x);
        break;
    default:
        break;
    }
}

static void errors_of_pow_are_small(void **state) {
    (void)state;
    rng random = {2};
    mpfr_t base;
    mpfr_t exponent;
    mpfr_t exact;
    mpfr_inits2(BITS, base, exponent, exact, (mpfr_ptr)NULL);
    double worst = 0;
    double worst_at[2] = {0};
    size_t wrong = 0;
    for (size_t i = 0; i < times * 4 * ARGUMENTS; i++) {
        double x;
        double y;
        hard_powers(&random, &x, &y);
        mpfr_set_d(base, x, MPFR_RNDN);
        mpfr_set_d(exponent, y, MPFR_RNDN);
        mpfr_pow(exact, base, exponent, MPFR_RNDN);
        const double error = error_of(base_pow(x, y), exact);
        wrong += error > 0.5;
        if (error > worst) {
            worst = error;
            worst_at[0] = x;
            worst_at[1] = y;
        }
    }
    mpfr_clears(base, exponent, exact, (mpfr_ptr)NULL);
    if (times > 1 || worst > WORST_ALLOWED)
        printf("%-6s worst error %.9f ulp at (%a, %a); %zu of %zu not the nearest double\n", "pow",
               worst, worst_at[0], worst_at[1], wrong, times * 4 * ARGUMENTS);
    assert_true(worst <= WORST_ALLOWED);
}

/* ---- Tables. */

static void check_entry(base_doubled entry, mpfr_t exact) {
    assert_true(entry.high == mpfr_get_d(exact, MPFR_RNDN));
    mpfr_sub_d(exact, exact, entry.high, MPFR_RNDN);
    assert_true(entry.low == mpfr_get_d(exact, MPFR_RNDN));
}

static void tables_hold_what_they_say(void **state) {
    (void)state;
    mpfr_t value;
    mpfr_init2(value, 2000);
    for (unsigned j = 0; j < BASE_EXP2_STEPS; j++) {
        mpfr_set_d(value, j / (double)BASE_EXP2_STEPS, MPFR_RNDN);
        mpfr_exp2(value, value, MPFR_RNDN);
        check_entry(base_table_exp2[j], value);
    }
    for (unsigned i = 0; i < BASE_LOG_ENTRIES; i++) {
        mpfr_set_d(value, (BASE_LOG_FIRST + i) / (double)BASE_LOG_STEPS, MPFR_RNDN);
        mpfr_log(value, value, MPFR_RNDN);
        check_entry(base_table_log[i], value);
    }
    mpfr_const_pi(value, MPFR_RNDN);
    assert_true(BASE_PI == mpfr_get_d(value, MPFR_RNDN));
    mpfr_ui_div(value, 2, value, MPFR_RNDN);
    for (size_t i = 0; i < BASE_TWO_OVER_PI_MAX; i++) {
        mpfr_mul_2ui(value, value, 32, MPFR_RNDN);
        assert_int_equal(base_table_two_over_pi[i], mpfr_get_ui(value, MPFR_RNDD));
        mpfr_frac(value, value, MPFR_RNDN);
    }
    mpfr_clear(value);
}

int main(int argc, char **argv) {
    times = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_hold_what_they_say),
        cmocka_unit_test(errors_of_one_argument_are_small),
        cmocka_unit_test(errors_of_pow_are_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
