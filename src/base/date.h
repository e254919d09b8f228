/** Days of the Gregorian calendar, which is taken to hold for all years. */
#ifndef ENT_BASE_DATE_H
#define ENT_BASE_DATE_H

#include "entente/number.h"

typedef enum base_date_fault {
    BASE_DATE_GOOD,
    BASE_DATE_NOT_WRITTEN, /* not of the form 2025-06-01 */
    BASE_DATE_NO_SUCH_DAY, /* of that form, but there is no such day; there is no year 0 */
} base_date_fault;

/** Read "2025-06-01"; `*date` is written only if it is good. */
base_date_fault base_date_parse(const char *text, ent_date *date);

/** Write as "2025-06-01". */
#define BASE_DATE_TEXT 16
const char *base_date_print(ent_date date, char text[BASE_DATE_TEXT]);

/** Below, at or above 0 as `a` is before, at or after `b`. */
int base_date_compare(ent_date a, ent_date b);

/** Days from the one to the other; below 0 if that is earlier. */
long base_date_days_between(ent_date from, ent_date to);

/** The day so many days later, or earlier if below 0; in years 1 to 32767. */
ent_date base_date_add(ent_date date, long days);

/** 0 Monday to 6 Sunday. */
unsigned base_date_weekday(ent_date date);

/** "January" to "December"; "" if `month` is not from 1 to 12. */
const char *base_date_month_name(unsigned month);

#endif
