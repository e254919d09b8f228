/**
 * Decimals as text and in sums: the only place that reads or writes one.
 *
 * Nothing here depends on the locale, and nothing allocates.
 */
#ifndef ENT_BASE_DECIMAL_H
#define ENT_BASE_DECIMAL_H

#include "entente/number.h"

#include <stddef.h>

/**
 * Read [+-] digits [. digits] [e [+-] digits], with at least one digit before the exponent, as
 * people write it: nothing around it, at most 40 significant digits, exponents below 4000.
 *
 * `decimals` are those written ("0.50" has two) as far as 18 digits and 15 decimals hold them;
 * beyond that zeros at the end are dropped. `value` is the nearest double.
 *
 * @return false, and nothing is written, if the text is none or too large for a double
 */
bool base_decimal_parse(const char *text, size_t length, ent_decimal *number);

/**
 * As above, as programs write it: blanks around it and any number of digits are accepted, and of
 * at most 15 digits zeros at the end are dropped.
 *
 * @param text  ends with NUL
 */
bool base_decimal_parse_any(const char *text, ent_decimal *number);

/** Write as text that base_decimal_parse reads back to the same number. */
#define BASE_DECIMAL_TEXT 40
void base_decimal_print(ent_decimal number, char text[BASE_DECIMAL_TEXT]);

/** The shortest text of 15 to 17 digits that reads back as `value`; "inf", "nan" as printf has it.
 */
void base_decimal_print_double(double value, char text[BASE_DECIMAL_TEXT]);

/** Make a point of the separator that the locale has put into one number. */
void base_decimal_put_point(char *text);

/** The decimal of that shortest text, exact if it has few enough digits. */
ent_decimal base_decimal_shortest(double value);

ent_decimal base_decimal_whole(int64_t value);

/** a + b with the decimals of the longer one; false if either is not exact, or the sum has more
 * than 18 digits. */
bool base_decimal_sum(ent_decimal a, ent_decimal b, ent_decimal *sum);

/* Exact where both are and the result has at most 15 digits, without zeros at its end; else the
 * shortest decimal of the rounded double. */
ent_decimal base_decimal_add(ent_decimal a, ent_decimal b);
ent_decimal base_decimal_subtract(ent_decimal a, ent_decimal b);
ent_decimal base_decimal_multiply(ent_decimal a, ent_decimal b);
ent_decimal base_decimal_divide(ent_decimal a, ent_decimal b); /* b is not 0 */

/** The middle, exact where both ends are and one more decimal holds it; else the rounded double. */
ent_decimal base_decimal_middle(ent_decimal low, ent_decimal high);

/** The largest number that divides both, at least 0; 0 if both are. */
int64_t base_common_divisor(int64_t a, int64_t b);

#endif
