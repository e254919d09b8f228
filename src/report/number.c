/* Numbers as text. What people read is put together from integers, so that no locale and no binary
 * rounding of a half shows through. */
#include "report/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The separator is whatever stands between the digits: it may be several bytes in some locales. */
static void put_point(char *text) {
    static const char plain[] = "+-0123456789e";
    char *separator = text + strspn(text, plain);
    if (*separator == '\0')
        return;
    const char *rest = separator + strcspn(separator, plain);
    *separator = '.';
    memmove(separator + 1, rest, strlen(rest) + 1);
}

void ent_number_exact(double number, char text[ENT_NUMBER_TEXT]) {
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, ENT_NUMBER_TEXT, "%.*g", digits, number);
        if (!isfinite(number))
            return;
        if (strtod(text, NULL) == number)
            break;
    }
    put_point(text);
}

/* Half away from zero on the decimal that a person would write: 0.285 is 28.5 %, though the double
 * lies a little below; shares differ from such decimals by far less than 1e-9. */
static long long round_to(double share, double scale) {
    return (long long)floor(fabs(share) * scale + 0.5 + 1e-9);
}

static void print_tenths(long long tenths, const char *sign, char text[ENT_NUMBER_TEXT]) {
    snprintf(text, ENT_NUMBER_TEXT, "%s%lld.%lld", sign, tenths / 10, tenths % 10);
}

void ent_number_percent(double share, char text[ENT_NUMBER_TEXT]) {
    const char *sign = share < 0 ? "-" : "";
    const long long tenths = round_to(share, 1000);
    if (share != 0 && tenths == 0)
        snprintf(text, ENT_NUMBER_TEXT, "under 0.1");
    else if (fabs(share) < 1 && tenths >= 1000)
        snprintf(text, ENT_NUMBER_TEXT, "over 99.9");
    else if (tenths < 100 && tenths % 10 != 0)
        print_tenths(tenths, sign, text);
    else if (fabs(share) < 1 && tenths >= 995)
        print_tenths(tenths, sign, text);
    else
        snprintf(text, ENT_NUMBER_TEXT, "%s%lld", sign, round_to(share, 100));
}

void ent_number_percent_fixed(double share, int plus, char text[ENT_NUMBER_TEXT]) {
    const long long tenths = round_to(share, 1000);
    const char *sign = tenths == 0 ? "" : share < 0 ? "-" : plus ? "+" : "";
    print_tenths(tenths, sign, text);
}

static void group_thousands(const char *digits, size_t length, char text[ENT_NUMBER_TEXT]) {
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
}

void ent_number_whole(const char *digits, char text[ENT_NUMBER_TEXT]) {
    const size_t length = strlen(digits);
    if (length < 10) {
        group_thousands(digits, length, text);
        return;
    }
    int tenths = (digits[0] - '0') * 10 + (digits[1] - '0') + (digits[2] >= '5');
    size_t power = length - 1;
    if (tenths == 100) {
        tenths = 10;
        power++;
    }
    snprintf(text, ENT_NUMBER_TEXT, "%d.%d x 10^%zu", tenths / 10, tenths % 10, power);
}
