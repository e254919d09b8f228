/*
 * Decimals, kept exact through sums, products and quotients where the result has at most 15 digits.
 * Everything else falls back to the rounded double, written as the shortest decimal that reads
 * back: then the model in memory is the model that its text says. What is read may have 18 digits,
 * as in a model file.
 */
#include "import/import.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX   15
#define DIGITS_LIMIT INT64_C(1000000000000000)    /* 10^15 */
#define READ_LIMIT   INT64_C(1000000000000000000) /* 10^18 */

static const int64_t POWERS[] = {
    INT64_C(1),
    INT64_C(10),
    INT64_C(100),
    INT64_C(1000),
    INT64_C(10000),
    INT64_C(100000),
    INT64_C(1000000),
    INT64_C(10000000),
    INT64_C(100000000),
    INT64_C(1000000000),
    INT64_C(10000000000),
    INT64_C(100000000000),
    INT64_C(1000000000000),
    INT64_C(10000000000000),
    INT64_C(100000000000000),
    DIGITS_LIMIT,
};

/* digits / 10^decimals with the zeros at its end cut off; false if it has too many digits. */
static bool make(int64_t digits, int decimals, ent_decimal *number) {
    while (digits != 0 && digits % 10 == 0 && decimals > 0) {
        digits /= 10;
        decimals--;
    }
    if (digits == 0)
        decimals = 0;
    while (decimals < 0 && digits > -DIGITS_LIMIT && digits < DIGITS_LIMIT) {
        digits *= 10;
        decimals++;
    }
    if (decimals < 0 || decimals > DIGITS_MAX || digits <= -DIGITS_LIMIT || digits >= DIGITS_LIMIT)
        return false;
    *number = (ent_decimal){.value = (double)digits / (double)POWERS[decimals],
                            .digits = digits,
                            .decimals = (uint8_t)decimals,
                            .exact = true};
    return true;
}

ent_decimal import_whole(int64_t value) {
    ent_decimal number;
    return make(value, 0, &number) ? number : import_decimal((double)value);
}

/* The C locale for this thread alone: the decimal point is a point. */
static locale_t enter_c_locale(locale_t *c) {
    *c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return *c ? uselocale(*c) : (locale_t)0;
}

static void leave_c_locale(locale_t c, locale_t before) {
    if (!c)
        return;
    uselocale(before);
    freelocale(c);
}

static double read_double(const char *text) {
    locale_t c;
    const locale_t before = enter_c_locale(&c);
    const double value = strtod(text, NULL);
    leave_c_locale(c, before);
    return value;
}

/* As above, with more digits than a quotient of doubles rounds right: `text` is read for the value.
 */
static bool make_long(int64_t digits, int decimals, const char *text, ent_decimal *number) {
    if (decimals < 0 || decimals > DIGITS_MAX)
        return false;
    *number = (ent_decimal){
        .value = read_double(text), .digits = digits, .decimals = (uint8_t)decimals, .exact = true};
    return true;
}

/* Where the parts of a decimal lie in a text. */
typedef struct scan {
    int64_t digits; /* as many as fit */
    int dropped;    /* digits that did not, if any of them was not 0 */
    int places;     /* digits after the point, of those kept */
    int exponent;
} scan;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *scan_digits(const char *at, bool fraction, scan *s) {
    for (; is_digit(*at); at++) {
        const int digit = *at - '0';
        if (s->digits < READ_LIMIT / 10) {
            s->digits = s->digits * 10 + digit;
            s->places += fraction;
        } else {
            s->dropped += digit != 0;
            s->places -= !fraction;
        }
    }
    return at;
}

static const char *scan_exponent(const char *at, scan *s) {
    const bool negative = *at == '-';
    at += *at == '-' || *at == '+';
    if (!is_digit(*at))
        return NULL;
    for (; is_digit(*at); at++)
        if (s->exponent < 100000)
            s->exponent = s->exponent * 10 + (*at - '0');
    if (negative)
        s->exponent = -s->exponent;
    return at;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool import_parse_decimal(const char *text, ent_decimal *number) {
    const char *at = text;
    scan s = {0};
    while (is_blank(*at))
        at++;
    const char *first = at;
    const bool negative = *at == '-';
    at += *at == '-' || *at == '+';
    const char *whole = at;
    at = scan_digits(at, false, &s);
    ptrdiff_t seen = at - whole;
    if (*at == '.') {
        const char *fraction = at + 1;
        at = scan_digits(fraction, true, &s);
        seen += at - fraction;
    }
    if (seen == 0)
        return false;
    if (*at == 'e' || *at == 'E')
        at = scan_exponent(at + 1, &s);
    while (at && is_blank(*at))
        at++;
    if (!at || *at)
        return false;
    const int64_t digits = negative ? -s.digits : s.digits;
    const int decimals = s.places - s.exponent;
    if (!s.dropped &&
        (make(digits, decimals, number) || make_long(digits, decimals, first, number)))
        return true;
    const double value = read_double(first);
    *number = (ent_decimal){.value = value};
    return isfinite(value);
}

static void print_double(double value, char text[IMPORT_DECIMAL_TEXT]) {
    locale_t c;
    const locale_t before = enter_c_locale(&c);
    for (int digits = DIGITS_MAX; digits <= 17; digits++) {
        snprintf(text, IMPORT_DECIMAL_TEXT, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    leave_c_locale(c, before);
}

ent_decimal import_decimal(double value) {
    char text[IMPORT_DECIMAL_TEXT];
    ent_decimal number = {.value = value};
    if (isfinite(value)) {
        print_double(value, text);
        import_parse_decimal(text, &number);
    }
    return number;
}

void import_print_decimal(ent_decimal number, char text[IMPORT_DECIMAL_TEXT]) {
    if (!number.exact) {
        print_double(number.value, text);
        return;
    }
    /* from the last digit to the first, with at least one before the point */
    int64_t rest = number.digits < 0 ? -number.digits : number.digits;
    char backwards[IMPORT_DECIMAL_TEXT];
    size_t length = 0;
    for (unsigned place = 0; place <= number.decimals || rest > 0; place++) {
        if (place == number.decimals && place > 0)
            backwards[length++] = '.';
        backwards[length++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (number.digits < 0)
        backwards[length++] = '-';
    for (size_t i = 0; i < length; i++)
        text[i] = backwards[length - 1 - i];
    text[length] = '\0';
}

/* digits x 10^places, if it fits */
static bool widen(int64_t digits, int places, int64_t *wide) {
    return places <= DIGITS_MAX && !__builtin_mul_overflow(digits, POWERS[places], wide);
}

ent_decimal import_add(ent_decimal a, ent_decimal b) {
    const int decimals = a.decimals > b.decimals ? a.decimals : b.decimals;
    int64_t x;
    int64_t y;
    int64_t sum;
    ent_decimal number;
    if (a.exact && b.exact && widen(a.digits, decimals - a.decimals, &x) &&
        widen(b.digits, decimals - b.decimals, &y) && !__builtin_add_overflow(x, y, &sum) &&
        make(sum, decimals, &number))
        return number;
    return import_decimal(a.value + b.value);
}

ent_decimal import_subtract(ent_decimal a, ent_decimal b) {
    b.digits = -b.digits;
    b.value = -b.value;
    return import_add(a, b);
}

ent_decimal import_multiply(ent_decimal a, ent_decimal b) {
    int64_t product;
    ent_decimal number;
    if (a.exact && b.exact && !__builtin_mul_overflow(a.digits, b.digits, &product) &&
        make(product, a.decimals + b.decimals, &number))
        return number;
    return import_decimal(a.value * b.value);
}

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* A reduced fraction ends if its denominator is 2^i 5^j: widen both until that is a power of 10. */
static bool divide_exactly(ent_decimal a, ent_decimal b, ent_decimal *number) {
    const int64_t divisor = common_divisor(a.digits, b.digits);
    int64_t over = a.digits / divisor;
    int64_t under = b.digits / divisor;
    int decimals = a.decimals - b.decimals;
    if (under < 0) {
        over = -over;
        under = -under;
    }
    while (under != 1) {
        const int64_t factor = under % 10 == 0 ? 1 : under % 5 == 0 ? 2 : under % 2 == 0 ? 5 : 0;
        if (factor == 0 || __builtin_mul_overflow(over, factor, &over))
            return false;
        under = factor == 1 ? under / 10 : factor == 2 ? under / 5 : under / 2;
        decimals++;
    }
    return make(over, decimals, number);
}

ent_decimal import_divide(ent_decimal a, ent_decimal b) {
    ent_decimal number;
    if (a.exact && b.exact && a.digits == 0)
        return import_whole(0);
    if (a.exact && b.exact && divide_exactly(a, b, &number))
        return number;
    return import_decimal(a.value / b.value);
}
