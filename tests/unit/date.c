/* Days of the calendar, against a walk through it day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

static ent_date date(const char *text) {
    ent_date made = {0};
    if (base_date_parse(text, &made) != BASE_DATE_GOOD)
        fail_msg("'%s' was not read", text);
    return made;
}

static void days_are_read_as_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        base_date_fault fault;
    } CASES[] = {
        {"2025-06-01", BASE_DATE_GOOD},         {"0001-01-01", BASE_DATE_GOOD},
        {"9999-12-31", BASE_DATE_GOOD},         {"2024-02-29", BASE_DATE_GOOD},
        {"2000-02-29", BASE_DATE_GOOD},         {"1900-02-29", BASE_DATE_NO_SUCH_DAY},
        {"2023-02-29", BASE_DATE_NO_SUCH_DAY},  {"2025-04-31", BASE_DATE_NO_SUCH_DAY},
        {"2025-00-10", BASE_DATE_NO_SUCH_DAY},  {"2025-13-10", BASE_DATE_NO_SUCH_DAY},
        {"2025-01-00", BASE_DATE_NO_SUCH_DAY},  {"2025-01-32", BASE_DATE_NO_SUCH_DAY},
        {"0000-01-01", BASE_DATE_NO_SUCH_DAY},  {"", BASE_DATE_NOT_WRITTEN},
        {"2025", BASE_DATE_NOT_WRITTEN},        {"2025-6-1", BASE_DATE_NOT_WRITTEN},
        {"2025-06-01 ", BASE_DATE_NOT_WRITTEN}, {" 2025-06-01", BASE_DATE_NOT_WRITTEN},
        {"2025/06/01", BASE_DATE_NOT_WRITTEN},  {"25-06-01", BASE_DATE_NOT_WRITTEN},
        {"2025--6-01", BASE_DATE_NOT_WRITTEN},  {"+025-06-01", BASE_DATE_NOT_WRITTEN},
        {"2025-06-0x", BASE_DATE_NOT_WRITTEN},  {"20250-06-01", BASE_DATE_NOT_WRITTEN},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_date made = {7, 7, 7};
        const base_date_fault fault = base_date_parse(CASES[i].text, &made);
        if (fault != CASES[i].fault)
            fail_msg("'%s' is %d, not %d", CASES[i].text, (int)fault, (int)CASES[i].fault);
        assert_true(fault == BASE_DATE_GOOD || made.year == 7); /* else nothing is written */
        if (fault == BASE_DATE_GOOD)
            assert_string_equal(base_date_print(made, (char[BASE_DATE_TEXT]){0}), CASES[i].text);
    }
}

/* Is there a day of that name? Asked of the parser, which knows the lengths of the months. */
static bool exists(ent_date day) {
    ent_date made;
    char text[BASE_DATE_TEXT];
    return base_date_parse(base_date_print(day, text), &made) == BASE_DATE_GOOD;
}

static ent_date next_day(ent_date day) {
    day.day++;
    if (exists(day))
        return day;
    day.day = 1;
    day.month++;
    if (day.month <= 12)
        return day;
    day.month = 1;
    day.year++;
    return day;
}

/* Every day of 1,100 years, over leap days, centuries and the year 2000. */
static void counting_days_is_walking_them(void **state) {
    (void)state;
    const ent_date start = date("1199-12-30"); /* a Thursday, had the calendar been in use */
    ent_date before = start;
    ent_date day = start;
    for (long n = 0; day.year < 2300; n++) {
        assert_int_equal(base_date_days_between(start, day), n);
        assert_int_equal(base_date_days_between(day, start), -n);
        const ent_date there = base_date_add(start, n);
        const ent_date back = base_date_add(day, -n);
        assert_int_equal(base_date_compare(there, day), 0);
        assert_int_equal(base_date_compare(back, start), 0);
        assert_int_equal(base_date_weekday(day), (3 + n) % 7);
        assert_true(n == 0 || base_date_compare(before, day) < 0);
        assert_true(n == 0 || base_date_compare(day, before) > 0);
        before = day;
        day = next_day(day);
    }
}

static void the_first_and_last_years_count_too(void **state) {
    (void)state;
    assert_int_equal(base_date_days_between(date("0001-01-01"), date("9999-12-31")), 3652058);
    assert_int_equal(
        base_date_compare(base_date_add(date("0001-01-01"), 3652058), date("9999-12-31")), 0);
    rng random = {4};
    for (int i = 0; i < 20000; i++) {
        const long n = (long)rng_below(&random, 3652059);
        const ent_date day = base_date_add(date("0001-01-01"), n);
        assert_true(exists(day));
        assert_int_equal(base_date_days_between(date("0001-01-01"), day), n);
    }
}

static void known_days_have_their_names(void **state) {
    (void)state;
    assert_int_equal(base_date_weekday(date("2025-06-02")), 0); /* Istanbul, a Monday */
    assert_int_equal(base_date_weekday(date("1969-07-20")),
                     6); /* the landing on the moon, a Sunday */
    assert_int_equal(base_date_weekday(date("1582-10-15")), 4); /* the first day of this calendar */
    assert_string_equal(base_date_month_name(1), "January");
    assert_string_equal(base_date_month_name(12), "December");
    assert_string_equal(base_date_month_name(0), "");
    assert_string_equal(base_date_month_name(13), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_read_as_written),
        cmocka_unit_test(counting_days_is_walking_them),
        cmocka_unit_test(the_first_and_last_years_count_too),
        cmocka_unit_test(known_days_have_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
