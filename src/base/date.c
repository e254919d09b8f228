/* Dates by day numbers.
 *
 * A day's number counts from 1 March of the year 0. Years that begin in March have the leap day at
 * their end, so that months begin at (153 m + 2) / 5 days, m = 0 for March, in every year, and
 * years at 365 y + y / 4 - y / 100 + y / 400. */
#include "base/date.h"

#include <stdio.h>

static bool take_digits(const char **text, size_t count, unsigned *number) {
    *number = 0;
    for (size_t i = 0; i < count; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *number = 10 * *number + (unsigned)(**text - '0');
    }
    return true;
}

static unsigned days_in(unsigned year, unsigned month) {
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && is_leap ? 1u : 0u);
}

base_date_fault base_date_parse(const char *text, ent_date *date) {
    unsigned year = 0, month = 0, day = 0;
    const bool is_written = take_digits(&text, 4, &year) && *text++ == '-' &&
                            take_digits(&text, 2, &month) && *text++ == '-' &&
                            take_digits(&text, 2, &day) && *text == '\0';
    if (!is_written)
        return BASE_DATE_NOT_WRITTEN;
    if (year == 0 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return BASE_DATE_NO_SUCH_DAY;
    *date = (ent_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return BASE_DATE_GOOD;
}

const char *base_date_print(ent_date date, char text[BASE_DATE_TEXT]) {
    snprintf(text, BASE_DATE_TEXT, "%04d-%02u-%02u", date.year, (unsigned)date.month,
             (unsigned)date.day);
    return text;
}

int base_date_compare(ent_date a, ent_date b) {
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

static long years_start(long year) {
    return 365 * year + year / 4 - year / 100 + year / 400;
}

static long day_number(ent_date date) {
    const long month = (date.month + 9) % 12;
    const long year = date.year - (date.month < 3);
    return years_start(year) + (153 * month + 2) / 5 + date.day - 1;
}

long base_date_days_between(ent_date from, ent_date to) {
    return day_number(to) - day_number(from);
}

ent_date base_date_add(ent_date date, long days) {
    const long number = day_number(date) + days;
    long year = number * 400 / 146097 + 1; /* 146097 days are 400 years; at most one too many */
    while (years_start(year) > number)
        year--;
    const long rest = number - years_start(year);
    const long month = (5 * rest + 2) / 153;
    return (ent_date){(int16_t)(year + (month >= 10)), (uint8_t)((month + 2) % 12 + 1),
                      (uint8_t)(rest - (153 * month + 2) / 5 + 1)};
}

unsigned base_date_weekday(ent_date date) {
    return (unsigned)((day_number(date) + 2) % 7); /* 1 March of the year 0 is a Wednesday */
}

const char *base_date_month_name(unsigned month) {
    static const char *const NAMES[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return month >= 1 && month <= 12 ? NAMES[month - 1] : "";
}
