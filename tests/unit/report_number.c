/* Numbers as text: exact for machines, rounded for people, the same in every locale. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/number.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *exact(double number) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_exact(number, text);
    return text;
}

static const char *percent(double share) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_percent(share, text);
    return text;
}

static const char *fixed(double share) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_percent_fixed(share, 1, text);
    return text;
}

static const char *whole(const char *digits) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_whole(digits, text);
    return text;
}

static const char *bound(double share) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_percent_bound(share, text);
    return text;
}

static const char *whole_bound(const char *digits, bool up) {
    static char text[REPORT_NUMBER_TEXT];
    report_number_whole_bound(digits, up, text);
    return text;
}

static void bounds_are_rounded_outwards(void **state) {
    (void)state;
    assert_string_equal(bound(0.00344), "0.35");
    assert_string_equal(bound(0.0035), "0.35");
    assert_string_equal(bound(0.003), "0.3");
    assert_string_equal(bound(0.112), "12");
    assert_string_equal(bound(0.0099001), "1");
    assert_string_equal(bound(0.0412), "4.2");
    assert_string_equal(bound(1e-9), "0.0001");
    assert_string_equal(bound(0), "0");
    assert_string_equal(bound(1.5), "150");
    assert_string_equal(whole_bound("12345", true), "12,345");
    assert_string_equal(whole_bound("1234567890123", false), "1.2 x 10^12");
    assert_string_equal(whole_bound("1234567890123", true), "1.3 x 10^12");
    assert_string_equal(whole_bound("9950000000", true), "1.0 x 10^10");
    assert_string_equal(whole_bound("1200000000", true), "1.2 x 10^9");
}

static void decimals_stay_short(void **state) {
    (void)state;
    assert_string_equal(exact(0.1), "0.1");
    assert_string_equal(exact(0.42), "0.42");
    assert_string_equal(exact(1), "1");
    assert_string_equal(exact(-2.5e-7), "-2.5e-07");
    assert_string_equal(exact(0.1 + 0.2), "0.30000000000000004");
}

/* A linear congruence over the bit patterns of doubles. */
static void every_double_reads_back(void **state) {
    (void)state;
    uint64_t bits = 0x9e3779b97f4a7c15u;
    for (int i = 0; i < 200000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        double number;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number))
            continue;
        assert_true(strtod(exact(number), NULL) == number);
    }
}

static void shares_read_as_people_say_them(void **state) {
    (void)state;
    assert_string_equal(percent(0), "0");
    assert_string_equal(percent(1), "100");
    assert_string_equal(percent(0.85), "85");
    assert_string_equal(percent(0.145), "15");
    assert_string_equal(percent(0.285), "29"); /* though the double is below 0.285 */
    assert_string_equal(percent(0.045), "4.5");
    assert_string_equal(percent(0.04), "4");
    assert_string_equal(percent(0.0996), "10");
    assert_string_equal(percent(-0.113), "-11");
}

static void a_share_is_nothing_or_all_only_if_it_is(void **state) {
    (void)state;
    assert_string_equal(percent(0.0004), "under 0.1");
    assert_string_equal(percent(0.0006), "0.1");
    assert_string_equal(percent(0.996), "99.6");
    assert_string_equal(percent(0.99999), "over 99.9");
    assert_string_equal(percent(1 - 1e-11), "over 99.9");
    assert_string_equal(percent(1 - 1e-15), "100"); /* rounding */
    assert_string_equal(percent(1e-15), "0");
    assert_string_equal(percent(-1e-15), "0");
    assert_string_equal(percent(0.994), "99");
}

static void fixed_shares_carry_a_sign_unless_zero(void **state) {
    (void)state;
    assert_string_equal(fixed(0.14), "+14.0");
    assert_string_equal(fixed(-0.0804), "-8.0");
    assert_string_equal(fixed(0.00001), "0.0");
    assert_string_equal(fixed(-0.00001), "0.0");
}

static void counts_stay_readable(void **state) {
    (void)state;
    assert_string_equal(whole("0"), "0");
    assert_string_equal(whole("999"), "999");
    assert_string_equal(whole("3240"), "3,240");
    assert_string_equal(whole("123456789"), "123,456,789");
    assert_string_equal(whole("1000000000"), "1.0 x 10^9");
    assert_string_equal(whole("1249999999999999999999"), "1.2 x 10^21");
    assert_string_equal(whole("1250000000000000000000"), "1.3 x 10^21");
    assert_string_equal(whole("9960000000"), "1.0 x 10^10");
}

static void a_comma_of_the_locale_does_not_show(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "de_DE"))
        skip();
    assert_string_equal(exact(0.42), "0.42");
    assert_string_equal(exact(1.5e300), "1.5e+300");
    assert_string_equal(percent(0.045), "4.5");
    setlocale(LC_ALL, "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_are_rounded_outwards),
        cmocka_unit_test(decimals_stay_short),
        cmocka_unit_test(every_double_reads_back),
        cmocka_unit_test(shares_read_as_people_say_them),
        cmocka_unit_test(a_share_is_nothing_or_all_only_if_it_is),
        cmocka_unit_test(fixed_shares_carry_a_sign_unless_zero),
        cmocka_unit_test(counts_stay_readable),
        cmocka_unit_test(a_comma_of_the_locale_does_not_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
