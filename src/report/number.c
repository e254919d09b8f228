/* Numbers as text. What people read is put together from integers, so that no locale and no binary
 * rounding of a half shows through. */
#include "report/number.h"

#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void report_number_exact(double number, char text[REPORT_NUMBER_TEXT]) {
    base_decimal_print_double(number, text);
}

/* Half away from zero on the decimal that a person would write: 0.285 is 28.5 %, though the double
 * lies a little below; shares differ from such decimals by far less than 1e-9. */
static long long round_to(double share, double scale) {
    return (long long)floor(fabs(share) * scale + 0.5 + 1e-9);
}

static void print_tenths(long long tenths, const char *sign, char text[REPORT_NUMBER_TEXT]) {
    snprintf(text, REPORT_NUMBER_TEXT, "%s%lld.%lld", sign, tenths / 10, tenths % 10);
}

int report_number_sign(double gain) {
    static const double EQUAL = 1e-9;
    return gain > EQUAL ? 1 : gain < -EQUAL ? -1 : 0;
}

/* What a sum of a few doubles is off by. */
#define ROUNDING 1e-12

void report_number_percent(double share, char text[REPORT_NUMBER_TEXT]) {
    const char *sign = share < -ROUNDING ? "-" : "";
    const long long tenths = round_to(share, 1000);
    if (fabs(share) > ROUNDING && tenths == 0)
        snprintf(text, REPORT_NUMBER_TEXT, "under 0.1");
    else if (fabs(share) < 1 - ROUNDING && tenths >= 1000)
        snprintf(text, REPORT_NUMBER_TEXT, "over 99.9");
    else if (tenths < 100 && tenths % 10 != 0)
        print_tenths(tenths, sign, text);
    else if (fabs(share) < 1 - ROUNDING && tenths >= 995)
        print_tenths(tenths, sign, text);
    else
        snprintf(text, REPORT_NUMBER_TEXT, "%s%lld", sign, round_to(share, 100));
}

void report_number_percent_fixed(double share, int plus, char text[REPORT_NUMBER_TEXT]) {
    const long long tenths = round_to(share, 1000);
    const char *sign = tenths == 0 ? "" : share < 0 ? "-" : plus ? "+" : "";
    print_tenths(tenths, sign, text);
}

void report_number_percent_bound(double share, char text[REPORT_NUMBER_TEXT]) {
    int decimals = 0;
    double scale = 1;
    for (; decimals < 4 && fabs(share) * 100 * scale < 10; decimals++)
        scale *= 10;
    double units = ceil(fabs(share) * 100 * scale - 1e-9);
    if (units < 1)
        units = share != 0 ? 1 : 0;
    for (; decimals > 0 && fmod(units, 10) == 0; decimals--) {
        units /= 10;
        scale /= 10;
    }
    snprintf(text, REPORT_NUMBER_TEXT, "%.*f", decimals, units / scale);
    base_decimal_put_point(text);
}

static void group_thousands(const char *digits, size_t length, char text[REPORT_NUMBER_TEXT]) {
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
}

/* Tenths of the leading digit, and the power of ten that goes with it. */
static void print_power(long long tenths, size_t power, char text[REPORT_NUMBER_TEXT]) {
    if (tenths == 100) {
        tenths = 10;
        power++;
    }
    snprintf(text, REPORT_NUMBER_TEXT, "%lld.%lld x 10^%zu", tenths / 10, tenths % 10, power);
}

void report_number_whole(const char *digits, char text[REPORT_NUMBER_TEXT]) {
    const size_t length = strlen(digits);
    if (length < 10)
        group_thousands(digits, length, text);
    else
        print_power((digits[0] - '0') * 10 + (digits[1] - '0') + (digits[2] >= '5'), length - 1,
                    text);
}

void report_number_whole_bound(const char *digits, bool up, char text[REPORT_NUMBER_TEXT]) {
    const size_t length = strlen(digits);
    if (length < 10) {
        group_thousands(digits, length, text);
        return;
    }
    const bool rest = strspn(digits + 2, "0") < length - 2;
    print_power((digits[0] - '0') * 10 + (digits[1] - '0') + (up && rest), length - 1, text);
}
