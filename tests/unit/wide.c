/* The wide numbers of the slow implementations: they must be beyond doubt themselves. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "slow/wide.h"

static slow_integer draw(rng *random) {
    const int64_t value = (int64_t)(rng_next(random) >> rng_below(random, 64));
    return rng_chance(random, 50) ? value : -(slow_integer)value;
}

static int order(slow_integer a, slow_integer b) {
    return (a > b) - (a < b);
}

static void small_ones_count_as_machine_words_do(void **state) {
    (void)state;
    rng random = {1};
    for (int i = 0; i < 20000; i++) {
        const slow_integer a = draw(&random) / 2;
        const slow_integer b = draw(&random) / 2;
        const wide x = wide_of(a);
        const wide y = wide_of(b);
        const wide sum = wide_plus(&x, &y);
        const wide product = wide_times(&x, &y);
        const wide expected_sum = wide_of(a + b);
        const wide expected_product = wide_of(a * b);
        assert_int_equal(wide_compare(&x, &y), order(a, b));
        assert_int_equal(wide_compare(&sum, &expected_sum), 0);
        assert_int_equal(wide_compare(&product, &expected_product), 0);
    }
}

/* (10^18 + 1)^20 by two ways, and what a carry through every limb does. */
static void large_ones_obey_the_laws(void **state) {
    (void)state;
    const wide base = wide_of((slow_integer)1000000000000000001);
    const wide one = wide_of(1);
    wide power = one;
    wide square = one;
    for (int i = 0; i < 20; i++)
        power = wide_times(&power, &base);
    for (int i = 0; i < 10; i++) {
        square = wide_times(&square, &base);
        if (i == 9)
            square = wide_times(&square, &square);
    }
    assert_int_equal(wide_compare(&power, &square), 0);
    const wide more = wide_plus(&power, &one);
    assert_int_equal(wide_compare(&more, &power), 1);
    wide less = power;
    less.sign = -1;
    const wide rest = wide_plus(&more, &less);
    assert_int_equal(wide_compare(&rest, &one), 0);
}

static void fractions_compare_whatever_their_denominators(void **state) {
    (void)state;
    const fraction third = fraction_of(1, 3);
    const fraction sixth = fraction_of(-2, 12);
    const fraction half = fraction_of(50, 100);
    const fraction sum = fraction_minus(&third, &sixth);
    const fraction product = fraction_times(&half, &third);
    const fraction expected = fraction_of(1, 6);
    assert_int_equal(fraction_compare(&sum, &half), 0);
    assert_int_equal(fraction_compare(&product, &expected), 0);
    assert_int_equal(fraction_compare(&sixth, &third), -1);
    assert_true(fraction_value(&half) == 0.5L);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_ones_count_as_machine_words_do),
        cmocka_unit_test(large_ones_obey_the_laws),
        cmocka_unit_test(fractions_compare_whatever_their_denominators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
