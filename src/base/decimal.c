/* Decimals as text and in sums.
 *
 * A text is taken apart into digits and an exponent, and strtod gets these alone ("125e-3"), so
 * that no locale's decimal comma gets in the way. Sums, products and quotients are kept exact where
 * the result has at most 15 digits: as many as a double tells apart. Everything else falls back to
 * the rounded double as the shortest decimal that reads back: then a model in memory is the model
 * that its text says. */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_LIMIT  INT64_C(1000000000000000)    /* 10^15 */
#define DIGITS_LIMIT INT64_C(1000000000000000000) /* 10^18: what an exact decimal holds */
#define EXACT_DOUBLE (INT64_C(1) << 53)

enum {
    DECIMALS_MAX = 15,
    DIGITS_MAX = 18,
    /* 767 digits tell any double from the middle between it and its neighbour; those beyond count
     * for whether they are all zeros, no more. */
    DIGITS_KEPT = 800,
    EXPONENT_MAX = 100000000, /* more than any file has digits */
    WRITTEN_DIGITS_MAX = 40,
    WRITTEN_EXPONENT_MAX = 3999,
};

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
    SHORT_LIMIT,
};

/* --- reading --- */

/* A number taken apart: its first digits, without leading zeros, x 10^exponent. */
typedef struct parts {
    bool is_negative;
    bool lost;       /* digits beyond those kept, if any of them is not 0 */
    size_t count;    /* significant digits as written */
    size_t kept;     /* of which these stand in `digits` */
    long exponent;   /* of the digits kept */
    long e;          /* the exponent as written, without its sign */
    const char *end; /* of what was read */
    char digits[DIGITS_KEPT + 1];
} parts;

static bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

static void take_digit(parts *p, char digit, bool in_fraction) {
    const bool is_leading = p->count == 0 && digit == '0';
    p->count += !is_leading;
    if (is_leading || p->kept < DIGITS_KEPT) {
        if (!is_leading)
            p->digits[p->kept++] = digit;
        p->exponent -= in_fraction;
    } else {
        p->lost = p->lost || digit != '0';
        p->exponent += !in_fraction;
    }
}

static bool take_exponent(parts *p, const char *next, const char *end) {
    const bool is_negative = next < end && *next == '-';
    next += next < end && (*next == '-' || *next == '+');
    const char *first = next;
    for (; next < end && is_digit(*next); next++)
        if (p->e < EXPONENT_MAX)
            p->e = 10 * p->e + (*next - '0');
    p->exponent += is_negative ? -p->e : p->e;
    p->end = next;
    return next > first;
}

/* Take a number from the start of a text; false if there is none. */
static bool take_apart(parts *p, const char *text, const char *end) {
    const char *next = text;
    p->is_negative = next < end && *next == '-';
    p->lost = false;
    p->count = p->kept = 0;
    p->exponent = p->e = 0;
    next += next < end && (*next == '-' || *next == '+');
    bool has_digit = false;
    for (bool in_fraction = false; next < end; next++) {
        if (*next == '.' && !in_fraction) {
            in_fraction = true;
        } else if (is_digit(*next)) {
            take_digit(p, *next, in_fraction);
            has_digit = true;
        } else {
            break;
        }
    }
    p->end = next;
    if (!has_digit)
        return false;
    return next == end || (*next != 'e' && *next != 'E') || take_exponent(p, next + 1, end);
}

/* The nearest double: digits that were lost lift the number above the ones kept, by however little.
 */
static double nearest(const parts *p) {
    enum { FAR = 5000 }; /* beyond that all is 0 or infinite */
    const long exponent = p->exponent - p->lost;
    char text[DIGITS_KEPT + 20];
    snprintf(text, sizeof text, "%.*s%se%ld", (int)p->kept, p->kept ? p->digits : "",
             p->kept == 0 ? "0"
             : p->lost    ? "1"
                          : "",
             exponent < -FAR  ? -(long)FAR
             : exponent > FAR ? (long)FAR
                              : exponent);
    const double value = strtod(text, NULL);
    return p->is_negative && value > 0 ? -value : value;
}

/* Zeros go from the end only where the number would not fit otherwise. */
static void make_exact(const parts *p, ent_decimal *number) {
    size_t count = p->kept;
    long exponent = p->exponent;
    while (count > 0 && (count > DIGITS_MAX || exponent < -DECIMALS_MAX) &&
           p->digits[count - 1] == '0') {
        count--;
        exponent++;
    }
    if (count == 0)
        exponent = exponent < -DECIMALS_MAX ? -DECIMALS_MAX : exponent > 0 ? 0 : exponent;
    if (p->lost || exponent < -DECIMALS_MAX || exponent > DIGITS_MAX ||
        count + (exponent > 0 ? (size_t)exponent : 0) > DIGITS_MAX)
        return;
    int64_t digits = 0;
    for (size_t i = 0; i < count; i++)
        digits = 10 * digits + (p->digits[i] - '0');
    for (; exponent > 0; exponent--)
        digits *= 10;
    number->digits = p->is_negative ? -digits : digits;
    number->decimals = (uint8_t)-exponent;
    number->exact = true;
}

static bool finish(const parts *p, ent_decimal *number) {
    const double value = nearest(p);
    if (!isfinite(value))
        return false;
    *number = (ent_decimal){.value = value};
    make_exact(p, number);
    return true;
}

bool base_decimal_parse(const char *text, size_t length, ent_decimal *number) {
    parts p;
    return take_apart(&p, text, text + length) && p.end == text + length &&
           p.count <= WRITTEN_DIGITS_MAX && p.e <= WRITTEN_EXPONENT_MAX && finish(&p, number);
}

/* Drop the zeros at the end; false if more than 15 digits are left. */
static bool shorten(ent_decimal *number) {
    ent_decimal cut = *number;
    while (cut.decimals > 0 && cut.digits % 10 == 0) {
        cut.digits /= 10;
        cut.decimals--;
    }
    if (cut.digits <= -SHORT_LIMIT || cut.digits >= SHORT_LIMIT)
        return false;
    *number = cut;
    return true;
}

bool base_decimal_parse_any(const char *text, ent_decimal *number) {
    static const char BLANKS[] = " \t\n\r";
    text += strspn(text, BLANKS);
    const char *end = text + strlen(text);
    parts p;
    if (!take_apart(&p, text, end) || p.end + strspn(p.end, BLANKS) != end || !finish(&p, number))
        return false;
    if (number->exact)
        shorten(number);
    return true;
}

/* --- writing --- */

/* The separator is whatever stands between the digits: it may be several bytes in some locales. */
void base_decimal_put_point(char *text) {
    static const char PLAIN[] = "+-0123456789e";
    char *separator = text + strspn(text, PLAIN);
    if (*separator == '\0')
        return;
    const char *rest = separator + strcspn(separator, PLAIN);
    *separator = '.';
    memmove(separator + 1, rest, strlen(rest) + 1);
}

void base_decimal_print_double(double value, char text[BASE_DECIMAL_TEXT]) {
    for (int digits = DECIMALS_MAX; digits <= 17; digits++) {
        snprintf(text, BASE_DECIMAL_TEXT, "%.*g", digits, value);
        if (!isfinite(value))
            return;
        if (strtod(text, NULL) == value)
            break;
    }
    base_decimal_put_point(text);
}

void base_decimal_print(ent_decimal number, char text[BASE_DECIMAL_TEXT]) {
    if (!number.exact) {
        base_decimal_print_double(number.value, text);
        return;
    }
    /* from the last digit to the first, with at least one before the point */
    int64_t rest = number.digits < 0 ? -number.digits : number.digits;
    char backwards[BASE_DECIMAL_TEXT];
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

/* --- arithmetic --- */

ent_decimal base_decimal_shortest(double value) {
    char text[BASE_DECIMAL_TEXT];
    ent_decimal number = {.value = value};
    if (isfinite(value)) {
        base_decimal_print_double(value, text);
        base_decimal_parse_any(text, &number);
    }
    return number;
}

/* digits / 10^decimals, decimals at most 15: a quotient of two doubles that hold both exactly is
 * rounded once; strtod rounds the others. */
static ent_decimal exactly(int64_t digits, unsigned decimals) {
    ent_decimal number = {.digits = digits, .decimals = (uint8_t)decimals, .exact = true};
    if (digits >= -EXACT_DOUBLE && digits <= EXACT_DOUBLE) {
        number.value = (double)digits / (double)POWERS[decimals];
    } else {
        char text[BASE_DECIMAL_TEXT];
        snprintf(text, sizeof text, "%llde-%u", (long long)digits, decimals);
        number.value = strtod(text, NULL);
    }
    return number;
}

/* digits / 10^decimals without the zeros at its end; false if it has too many digits. */
static bool make_short(int64_t digits, int decimals, ent_decimal *number) {
    while (digits != 0 && digits % 10 == 0 && decimals > 0) {
        digits /= 10;
        decimals--;
    }
    if (digits == 0)
        decimals = 0;
    while (decimals < 0 && digits > -SHORT_LIMIT && digits < SHORT_LIMIT) {
        digits *= 10;
        decimals++;
    }
    if (decimals < 0 || decimals > DECIMALS_MAX || digits <= -SHORT_LIMIT || digits >= SHORT_LIMIT)
        return false;
    *number = exactly(digits, (unsigned)decimals);
    return true;
}

ent_decimal base_decimal_whole(int64_t value) {
    ent_decimal number;
    return make_short(value, 0, &number) ? number : base_decimal_shortest((double)value);
}

/* digits x 10^places, if it fits */
static bool widen(int64_t digits, unsigned places, int64_t *wide) {
    return places <= DECIMALS_MAX && !__builtin_mul_overflow(digits, POWERS[places], wide);
}

bool base_decimal_sum(ent_decimal a, ent_decimal b, ent_decimal *sum) {
    const unsigned decimals = a.decimals > b.decimals ? a.decimals : b.decimals;
    int64_t x;
    int64_t y;
    int64_t digits;
    if (!a.exact || !b.exact || decimals > DECIMALS_MAX ||
        !widen(a.digits, decimals - a.decimals, &x) ||
        !widen(b.digits, decimals - b.decimals, &y) || __builtin_add_overflow(x, y, &digits) ||
        digits <= -DIGITS_LIMIT || digits >= DIGITS_LIMIT)
        return false;
    *sum = exactly(digits, decimals);
    return true;
}

ent_decimal base_decimal_add(ent_decimal a, ent_decimal b) {
    ent_decimal sum;
    return base_decimal_sum(a, b, &sum) && shorten(&sum) ? sum
                                                         : base_decimal_shortest(a.value + b.value);
}

ent_decimal base_decimal_subtract(ent_decimal a, ent_decimal b) {
    b.digits = -b.digits;
    b.value = -b.value;
    return base_decimal_add(a, b);
}

ent_decimal base_decimal_multiply(ent_decimal a, ent_decimal b) {
    int64_t product;
    ent_decimal number;
    if (a.exact && b.exact && !__builtin_mul_overflow(a.digits, b.digits, &product) &&
        make_short(product, a.decimals + b.decimals, &number))
        return number;
    return base_decimal_shortest(a.value * b.value);
}

int64_t base_common_divisor(int64_t a, int64_t b) {
    while (b) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* A reduced fraction ends if its denominator is 2^i 5^j: widen both until that is a power of 10. */
static bool divide_exactly(ent_decimal a, ent_decimal b, ent_decimal *number) {
    const int64_t divisor = base_common_divisor(a.digits, b.digits);
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
    return make_short(over, decimals, number);
}

ent_decimal base_decimal_divide(ent_decimal a, ent_decimal b) {
    ent_decimal number;
    if (a.exact && b.exact && a.digits == 0)
        return base_decimal_whole(0);
    if (a.exact && b.exact && divide_exactly(a, b, &number))
        return number;
    return base_decimal_shortest(a.value / b.value);
}

ent_decimal base_decimal_middle(ent_decimal low, ent_decimal high) {
    ent_decimal sum;
    if (base_decimal_sum(low, high, &sum)) {
        if (sum.digits % 2 == 0)
            return exactly(sum.digits / 2, sum.decimals);
        if (sum.decimals < DECIMALS_MAX && sum.digits < DIGITS_LIMIT / 5 &&
            sum.digits > -DIGITS_LIMIT / 5)
            return exactly(5 * sum.digits, sum.decimals + 1u);
    }
    return (ent_decimal){.value = low.value + (high.value - low.value) / 2};
}
