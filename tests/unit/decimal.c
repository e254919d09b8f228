/* Decimals as text and in sums, against strtod and against whole numbers of 128 bits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "base/natural.h"
#include "rng.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- reading --- */

static void check_decimal(const char *text, bool exact, int64_t digits, uint8_t decimals) {
    ent_decimal number;
    assert_true(base_decimal_parse(text, strlen(text), &number));
    assert_true(number.value == strtod(text, NULL));
    assert_int_equal(number.exact, exact);
    assert_int_equal(number.digits, digits);
    assert_int_equal(number.decimals, decimals);
}

static void numbers_keep_their_decimals(void **state) {
    (void)state;
    check_decimal("0", true, 0, 0);
    check_decimal("0.10", true, 10, 2);
    check_decimal("+0.04", true, 4, 2);
    check_decimal("-12.5", true, -125, 1);
    check_decimal(".25", true, 25, 2);
    check_decimal("7.", true, 7, 0);
    check_decimal("1e-3", true, 1, 3);
    check_decimal("2.5E2", true, 250, 0);
    check_decimal("0000.500", true, 500, 3);
    check_decimal("0.123456789012345", true, 123456789012345, 15);
    check_decimal("0.12000000000000000000", true, 120000000000000, 15);
    check_decimal("0.1234567890123456", false, 0, 0);
    check_decimal("123456789012345678", true, 123456789012345678, 0);
    check_decimal("1234567890123456789", false, 0, 0);
    check_decimal("1e300", false, 0, 0);
    check_decimal("-0", true, 0, 0);
    check_decimal("0.000000000000000000000", true, 0, 15);
    check_decimal("0e9", true, 0, 0);
}

static void what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "-",
        ".",
        "+.",
        "e5",
        "1e",
        "1e+",
        "0x10",
        "1,5",
        "1_000",
        "1 000",
        "1.2.3",
        "--1",
        "infinity",
        "nan",
        "1e999",
        "12345678901234567890123456789012345678901",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        ent_decimal number;
        if (base_decimal_parse(TEXTS[i], strlen(TEXTS[i]), &number))
            fail_msg("'%s' was read as %g", TEXTS[i], number.value);
    }
}

/* Against strtod, which reads the same text in another way. */
static void random_numbers_agree_with_the_library(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const unsigned before = (unsigned)(seed >> 33) % 100000;
        const unsigned after = (unsigned)(seed >> 13) % 1000000;
        char text[60];
        const int length = snprintf(text, sizeof text, "%s%u.%0*u", seed & 1 ? "-" : "", before,
                                    (int)(seed >> 60) % 7 + 1, after);
        ent_decimal number;
        assert_true(base_decimal_parse(text, (size_t)length, &number));
        assert_true(number.value == strtod(text, NULL));
        assert_true(number.exact);
        double scale = 1;
        for (int d = 0; d < number.decimals; d++)
            scale *= 10;
        assert_true((double)number.digits / scale == number.value);
    }
}

static void check_middle(const char *low, const char *high, int64_t digits, uint8_t decimals) {
    ent_decimal ends[2];
    assert_true(base_decimal_parse(low, strlen(low), &ends[0]));
    assert_true(base_decimal_parse(high, strlen(high), &ends[1]));
    const ent_decimal middle = base_decimal_middle(ends[0], ends[1]);
    assert_true(middle.exact);
    assert_int_equal(middle.digits, digits);
    assert_int_equal(middle.decimals, decimals);
}

static void the_middle_of_a_range_is_exact(void **state) {
    (void)state;
    check_middle("0.2", "0.4", 3, 1);
    check_middle("0.2", "0.3", 25, 2);
    check_middle("-1", "0.25", -375, 3);
    check_middle("0.1", "0.1", 1, 1);
    ent_decimal ends[2];
    assert_true(base_decimal_parse("0.100000000000001", 17, &ends[0]));
    assert_true(base_decimal_parse("0.2", 3, &ends[1]));
    assert_false(base_decimal_middle(ends[0], ends[1]).exact); /* needs 16 decimals */
}

static void programs_write_decimals_in_more_ways(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
        int64_t digits;
        uint8_t decimals;
        bool exact;
    } CASES[] = {
        {"0", 0, 0, 0, true},
        {"-0.0", 0, 0, 0, true},
        {".2", 0.2, 2, 1, true},
        {" 1. ", 1, 1, 0, true},
        {"+3.50", 3.5, 35, 1, true},
        {"1e3", 1000, 1000, 0, true},
        {"12.5E-3", 0.0125, 125, 4, true},
        {"123456789012345", 123456789012345, INT64_C(123456789012345), 0, true},
        {"1234567890123450000", 1234567890123450000.0, 0, 0, false},
        {"123456789012345678", 123456789012345678.0, INT64_C(123456789012345678), 0, true},
        {"0.001234567890123", 0.001234567890123, INT64_C(1234567890123), 15, true},
        {"123.456789012345678", 123.456789012345678, INT64_C(123456789012345678), 15, true},
        {"1.4452125771655631", 1.4452125771655631, 0, 0, false},
        {"0.10000000000000000", 0.1, 1, 1, true},
        {"0.4452125771655631", 0.4452125771655631, 0, 0, false},
        {"0.3333333333333333", 1.0 / 3, 0, 0, false},
        {"1e-300", 1e-300, 0, 0, false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_decimal number;
        assert_true(base_decimal_parse_any(CASES[i].text, &number));
        assert_true(number.value == CASES[i].value);
        assert_int_equal(number.exact, CASES[i].exact);
        assert_int_equal(number.digits, CASES[i].digits);
        assert_int_equal(number.decimals, CASES[i].decimals);
    }
}

static void what_is_no_number_is_refused_from_programs_too(void **state) {
    (void)state;
    static const char *const TEXTS[] = {"",    " ",   ".",   "-",   "0,5", "1e",   "1e+",
                                        "nan", "inf", "0x1", "1 2", "1f",  "1e400"};
    ent_decimal number;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_false(base_decimal_parse_any(TEXTS[i], &number));
}

static void check_like_library(const char *text) {
    ent_decimal number;
    if (!base_decimal_parse_any(text, &number))
        fail_msg("'%s' was not read", text);
    if (number.value != strtod(text, NULL))
        fail_msg("'%s' is %.17g, not %.17g", text, number.value, strtod(text, NULL));
}

static void the_smallest_and_largest_doubles_are_read(void **state) {
    (void)state;
    static const char *const TEXTS[] = {
        "5e-324",
        "4.9406564584124654e-324", /* the smallest */
        "2.4703282292062328e-324", /* just above its half */
        "2.4703282292062327e-324", /* just below: 0 */
        "2.2250738585072011e-308", /* the largest without a leading 1 ... */
        "2.2250738585072014e-308", /* ... and the smallest with one */
        "1.7976931348623157e308",
        "1e-400",
        "1e-3999",
        "-1e-400",
        "0e99999999999999999999",
        "1e-99999999999999999999",
        "123456789012345678901234567890e-360",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        check_like_library(TEXTS[i]);
    ent_decimal number;
    assert_false(base_decimal_parse_any("1.7976931348623159e308", &number));
    assert_false(base_decimal_parse_any("1e99999999999999999999", &number));
    assert_true(base_decimal_parse("-1e-400", 7, &number));
    assert_false(signbit(number.value)); /* there is one zero */
}

static void what_people_write_has_limits(void **state) {
    (void)state;
    ent_decimal number;
    char text[60] = "0.000";
    memset(text + 5, '7', 41);
    assert_true(base_decimal_parse(text, 45, &number));
    assert_false(base_decimal_parse(text, 46, &number));
    assert_true(base_decimal_parse_any(text, &number));
    assert_true(base_decimal_parse("1e-3999", 7, &number));
    assert_false(base_decimal_parse("1e-4000", 7, &number));
    assert_true(base_decimal_parse_any("1e-4000", &number));
    assert_true(base_decimal_parse("1e-0000001", 10, &number) && number.exact);
    assert_false(base_decimal_parse(" 1", 2, &number));
    assert_false(base_decimal_parse("1 ", 2, &number));
    assert_true(base_decimal_parse("12", 1, &number) && number.value == 1); /* length counts */
}

/* Up to 1,200 digits, among them exact middles between two doubles, and those with one more digit
 * far behind. */
static void long_numbers_are_rounded_once(void **state) {
    (void)state;
    rng random = {1};
    char text[4000];
    for (int i = 0; i < 2000; i++) {
        size_t used = 0;
        const size_t digits = rng_between(&random, 1, 1200);
        const size_t point = rng_below(&random, digits + 1);
        for (size_t d = 0; d < digits; d++) {
            if (d == point)
                text[used++] = '.';
            text[used++] = (char)('0' + (rng_chance(&random, 30) ? 0 : rng_below(&random, 10)));
        }
        snprintf(text + used, sizeof text - used, "e%d", (int)rng_below(&random, 500) - 400);
        if (isfinite(strtod(text, NULL)))
            check_like_library(text);
    }
    for (int i = 0; i < 300; i++) {
        const double below =
            ldexp((double)(rng_next(&random) >> 11), -(int)rng_below(&random, 1100));
        const double above = nextafter(below, INFINITY);
        const long double middle = ((long double)below + (long double)above) / 2;
        const int length = snprintf(text, sizeof text, "%.1300Lf", middle);
        check_like_library(text);
        snprintf(text + length, sizeof text - (size_t)length, "%0*d1",
                 (int)rng_between(&random, 1, 300), 0);
        check_like_library(text);
        ent_decimal number;
        assert_true(base_decimal_parse_any(text, &number) && number.value == above);
    }
}

/* --- arithmetic --- */

static int common_divisor(int a, int b) {
    return b ? common_divisor(b, a % b) : a;
}

/* Against whole-number arithmetic: every pair of small decimals. */
static void arithmetic_is_exact_on_decimals(void **state) {
    (void)state;
    for (int a = -40; a <= 40; a++)
        for (int b = -40; b <= 40; b++) {
            char text[32];
            ent_decimal x;
            ent_decimal y;
            snprintf(text, sizeof text, "%de-1", a);
            assert_true(base_decimal_parse_any(text, &x));
            snprintf(text, sizeof text, "%de-2", b);
            assert_true(base_decimal_parse_any(text, &y));
            assert_true(base_decimal_add(x, y).value == (10 * a + b) / 100.0);
            assert_true(base_decimal_subtract(x, y).value == (10 * a - b) / 100.0);
            const ent_decimal product = base_decimal_multiply(x, y);
            assert_true(product.exact && product.value == a * b / 1000.0);
            if (b == 0)
                continue;
            const ent_decimal share = base_decimal_divide(x, y);
            /* 10a/b ends when what is left of b after cancelling is made of twos and fives */
            int rest = abs(b) / common_divisor(abs(10 * a), abs(b));
            while (rest % 2 == 0)
                rest /= 2;
            while (rest % 5 == 0)
                rest /= 5;
            assert_true(share.exact || rest != 1);
            assert_true(fabs(share.value - 10.0 * a / b) <= 1e-15 * fabs(share.value));
            if (rest == 1)
                assert_true(base_decimal_multiply(share, y).value == x.value);
        }
}

/* digits / 10^decimals as a whole number of 10^-25. */
static base_i128 wide(ent_decimal number) {
    base_i128 digits = number.digits;
    for (int d = number.decimals; d < 25; d++)
        digits *= 10;
    return digits;
}

static ent_decimal random_decimal(rng *random) {
    char text[40];
    const size_t digits = rng_between(random, 1, 8);
    size_t used = 0;
    if (rng_chance(random, 40))
        text[used++] = '-';
    for (size_t d = 0; d < digits; d++)
        text[used++] = (char)('0' + rng_below(random, 10));
    snprintf(text + used, sizeof text - used, "e-%zu", rng_below(random, 8));
    ent_decimal number;
    assert_true(base_decimal_parse_any(text, &number) && number.exact);
    return number;
}

#define SHORT_LIMIT INT64_C(1000000000000000) /* 10^15 */

/* Against whole numbers of 128 bits, where the result has at most 15 digits. */
static void results_of_few_digits_are_exact(void **state) {
    (void)state;
    rng random = {2};
    size_t quotients = 0;
    for (int i = 0; i < 20000; i++) {
        const ent_decimal a = random_decimal(&random);
        const ent_decimal b = random_decimal(&random);
        const ent_decimal sum = base_decimal_add(a, b);
        assert_true(fabs(sum.value) >= 1e8 || (sum.exact && wide(sum) == wide(a) + wide(b)));
        const ent_decimal product = base_decimal_multiply(a, b);
        const base_i128 digits = (base_i128)a.digits * b.digits;
        if (digits < SHORT_LIMIT && digits > -SHORT_LIMIT) {
            base_i128 got = product.digits;
            for (int d = product.decimals; d < a.decimals + b.decimals; d++)
                got *= 10;
            assert_true(product.exact && got == digits);
        }
        if (b.digits == 0)
            continue;
        const ent_decimal share = base_decimal_divide(a, b);
        assert_true(fabs(share.value - a.value / b.value) <= 1e-15 * fabs(share.value));
        /* share x b = a, in units of both decimals together */
        const int decimals = share.decimals + b.decimals;
        base_i128 back = (base_i128)share.digits * b.digits;
        base_i128 whole = a.digits;
        for (int d = decimals; d < a.decimals; d++)
            back *= 10;
        for (int d = a.decimals; d < decimals; d++)
            whole *= 10;
        quotients += share.exact && back == whole;
    }
    assert_true(quotients > 1000);
}

static void a_sum_keeps_all_digits_that_fit(void **state) {
    (void)state;
    ent_decimal a, b, sum;
    assert_true(base_decimal_parse("0.50", 4, &a));
    assert_true(base_decimal_parse("0.5", 3, &b));
    assert_true(base_decimal_sum(a, b, &sum));
    assert_int_equal(sum.digits, 100);
    assert_int_equal(sum.decimals, 2);
    assert_true(sum.value == 1);
    assert_true(base_decimal_add(a, b).digits == 1);
    assert_true(base_decimal_parse("999999999999999999", 18, &a));
    assert_true(base_decimal_parse("-1", 2, &b) && base_decimal_sum(a, b, &sum));
    assert_true(sum.digits == 999999999999999998 &&
                sum.value == strtod("999999999999999998", NULL));
    assert_true(base_decimal_parse("1", 1, &b));
    assert_false(base_decimal_sum(a, b, &sum)); /* 19 digits */
    assert_true(base_decimal_parse("0.000000000000001", 17, &b));
    assert_false(base_decimal_sum(a, b, &sum));
    assert_true(base_decimal_parse("0.1234567890123456789", 21, &b));
    assert_false(b.exact || base_decimal_sum(b, b, &sum));
}

/* --- writing --- */

static void doubles_print_as_the_shortest_text(void **state) {
    (void)state;
    rng random = {3};
    char text[BASE_DECIMAL_TEXT];
    for (int i = 0; i < 20000; i++) {
        double value;
        const uint64_t bits = rng_next(&random);
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        base_decimal_print_double(value, text);
        assert_true(strtod(text, NULL) == value);
        char shorter[BASE_DECIMAL_TEXT];
        snprintf(shorter, sizeof shorter, "%.15g", value);
        assert_true(strtod(shorter, NULL) != value || strcmp(text, shorter) == 0);
        assert_true(base_decimal_shortest(value).value == value);
    }
    base_decimal_print_double(INFINITY, text);
    assert_string_equal(text, "inf");
    assert_true(base_decimal_shortest(0.1).digits == 1);
    assert_true(base_decimal_whole(-70).digits == -70);
}

static void numbers_print_as_they_read(void **state) {
    (void)state;
    static const char *const TEXTS[] = {"0",       "-5",    "0.05", "-0.125",
                                        "123.456", "1e-20", "1000", "0.4452125771655631"};
    char text[BASE_DECIMAL_TEXT];
    ent_decimal number;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        assert_true(base_decimal_parse_any(TEXTS[i], &number));
        base_decimal_print(number, text);
        assert_string_equal(text, TEXTS[i]);
    }
}

/* Where a comma is the decimal point of the locale, files still have a point. */
static void numbers_know_no_locale(void **state) {
    (void)state;
    static const char *const LOCALES[] = {"de_DE.UTF-8", "de_DE.utf8", "nl_NL.UTF-8",
                                          "fr_FR.UTF-8"};
    bool found = false;
    for (size_t i = 0; !found && i < sizeof LOCALES / sizeof *LOCALES; i++)
        found = setlocale(LC_NUMERIC, LOCALES[i]) != NULL;
    if (!found)
        skip();
    char text[BASE_DECIMAL_TEXT];
    ent_decimal number;
    const bool read = base_decimal_parse_any("0.4452125771655631", &number);
    base_decimal_print(number, text);
    setlocale(LC_NUMERIC, "C");
    assert_true(read && number.value == 0.4452125771655631);
    assert_string_equal(text, "0.4452125771655631");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_decimals),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(random_numbers_agree_with_the_library),
        cmocka_unit_test(the_middle_of_a_range_is_exact),
        cmocka_unit_test(programs_write_decimals_in_more_ways),
        cmocka_unit_test(what_is_no_number_is_refused_from_programs_too),
        cmocka_unit_test(the_smallest_and_largest_doubles_are_read),
        cmocka_unit_test(what_people_write_has_limits),
        cmocka_unit_test(long_numbers_are_rounded_once),
        cmocka_unit_test(arithmetic_is_exact_on_decimals),
        cmocka_unit_test(results_of_few_digits_are_exact),
        cmocka_unit_test(a_sum_keeps_all_digits_that_fit),
        cmocka_unit_test(doubles_print_as_the_shortest_text),
        cmocka_unit_test(numbers_print_as_they_read),
        cmocka_unit_test(numbers_know_no_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
