/** Numbers as text, for machines (exact) and for people (rounded, with separators). */
#ifndef ENT_REPORT_NUMBER_H
#define ENT_REPORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Room for any text that a function here prints. */
#define REPORT_NUMBER_TEXT 48

/**
 * The shortest of %.15g, %.16g and %.17g that reads back as the same double, with a point in every
 * locale. Not a number and the infinities print as C does; a writer of JSON must not ask for them.
 */
void report_number_exact(double number, char text[REPORT_NUMBER_TEXT]);

/** -1, 0 or 1: the sign of a gain. Payoffs closer than 1e-9 count as equal, in words too; NAN: 0.
 */
int report_number_sign(double gain);

/**
 * A share of one in per cent without the sign: "14", "4.5" below ten, "0.3"; "0" and "100" only
 * if it is that but for rounding (1e-12), else "under 0.1" and "over 99.9".
 */
void report_number_percent(double share, char text[REPORT_NUMBER_TEXT]);

/** A share of one in per cent with one decimal and, if `plus`, a sign unless it is zero: "+4.5". */
void report_number_percent_fixed(double share, int plus, char text[REPORT_NUMBER_TEXT]);

/**
 * An upper bound on a share in per cent: two digits rounded up, at most four decimals, "0.35",
 * "0.0042", "12"; never less than the share.
 */
void report_number_percent_bound(double share, char text[REPORT_NUMBER_TEXT]);

/**
 * A whole number given as decimal digits: "90", "12,345", from a billion on "1.2 x 10^21".
 * Digits are rounded half up.
 */
void report_number_whole(const char *digits, char text[REPORT_NUMBER_TEXT]);

/** The same as a bound: rounded up, or down, so that it remains one. */
void report_number_whole_bound(const char *digits, bool up, char text[REPORT_NUMBER_TEXT]);

#endif
