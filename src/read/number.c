/* Numbers as exact decimals, and ranges of them.
 *
 * The text is read by hand and its value taken from digits and exponent alone ("125e-3"), so that
 * no locale's decimal comma gets in the way. */
#include "read/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 40, EXPONENT_MAX = 400, DECIMALS_MAX = 15 };

/* A number taken apart: digits without leading zeros x 10^exponent. */
typedef struct parts {
    bool is_negative;
    char digits[DIGITS_MAX + 1];
    size_t count;
    int exponent;
} parts;

static bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

static bool add_digit(parts *p, char digit) {
    if (p->count == 0 && digit == '0')
        return true;
    if (p->count == DIGITS_MAX)
        return false;
    p->digits[p->count++] = digit;
    return true;
}

static bool take_exponent(const char **next, const char *end, parts *p) {
    if (*next == end || (**next != 'e' && **next != 'E'))
        return true;
    (*next)++;
    const bool is_negative = *next < end && **next == '-';
    if (*next < end && (**next == '-' || **next == '+'))
        (*next)++;
    int exponent = 0;
    const char *first = *next;
    for (; *next < end && is_digit(**next) && exponent < EXPONENT_MAX; (*next)++)
        exponent = 10 * exponent + (**next - '0');
    p->exponent += is_negative ? -exponent : exponent;
    return *next > first;
}

/* [+-] digits [. digits] [e [+-] digits], at least one digit before the exponent. */
static bool take_apart(const char *text, size_t length, parts *p) {
    const char *next = text;
    const char *end = text + length;
    *p = (parts){.is_negative = length > 0 && *text == '-'};
    if (next < end && (*next == '-' || *next == '+'))
        next++;
    bool has_digit = false;
    for (bool in_fraction = false; next < end; next++) {
        if (*next == '.' && !in_fraction)
            in_fraction = true;
        else if (!is_digit(*next) || !add_digit(p, *next))
            break;
        else {
            has_digit = true;
            p->exponent -= in_fraction;
        }
    }
    return has_digit && take_exponent(&next, end, p) && next == end;
}

static void drop_trailing_zeros(parts *p) {
    while (p->exponent < -DECIMALS_MAX && p->count > 0 && p->digits[p->count - 1] == '0') {
        p->count--;
        p->exponent++;
    }
}

static void make_exact(parts *p, ent_decimal *number) {
    drop_trailing_zeros(p);
    while (p->exponent > 0 && p->count > 0 && p->count < 18) {
        p->digits[p->count++] = '0';
        p->exponent--;
    }
    if (p->count == 0)
        p->exponent = p->exponent < -DECIMALS_MAX ? -DECIMALS_MAX
                      : p->exponent > 0           ? 0
                                                  : p->exponent;
    if (p->count > 18 || p->exponent > 0 || p->exponent < -DECIMALS_MAX)
        return;
    int64_t digits = 0;
    for (size_t i = 0; i < p->count; i++)
        digits = 10 * digits + (p->digits[i] - '0');
    number->digits = p->is_negative ? -digits : digits;
    number->decimals = (uint8_t)-p->exponent;
    number->exact = true;
}

bool read_decimal_parse(const char *text, size_t length, ent_decimal *number) {
    parts p;
    if (!take_apart(text, length, &p))
        return false;
    char digits[DIGITS_MAX + 20];
    snprintf(digits, sizeof digits, "%s%se%d", p.is_negative ? "-" : "", p.count ? p.digits : "0",
             p.exponent);
    *number = (ent_decimal){.value = strtod(digits, NULL)};
    if (!isfinite(number->value))
        return false;
    number->value += 0.0; /* no minus zero */
    make_exact(&p, number);
    return true;
}

static ent_decimal unreadable(void) {
    return (ent_decimal){.value = (double)NAN};
}

static ent_decimal read_decimal(read_state *r, const read_cursor *at) {
    const char *text = read_scalar(r, at, "a number");
    ent_decimal number;
    if (!text)
        return unreadable();
    if (!at->node->plain)
        read_note_value(r, at, "'%s' is in quotes, so it is text (write a number without quotes)",
                        read_shown(r, text));
    else if (!read_decimal_parse(text, at->node->length, &number))
        read_note_value(r, at, "'%s' is not a number%s", read_shown(r, text),
                        strchr(text, '%')   ? " (write 20 % as 0.2)"
                        : strchr(text, ',') ? " (decimals come after a point)"
                                            : "");
    else
        return number;
    return unreadable();
}

/* The middle, exact where both ends are and one more decimal holds it. */
ent_decimal read_decimal_middle(const ent_decimal *low, const ent_decimal *high) {
    ent_decimal middle = {.value = low->value + (high->value - low->value) / 2};
    if (!low->exact || !high->exact)
        return middle;
    const int decimals = low->decimals > high->decimals ? low->decimals : high->decimals;
    int64_t ends[] = {low->digits, high->digits};
    const int places[] = {low->decimals, high->decimals};
    for (size_t i = 0; i < 2; i++)
        for (int d = places[i]; d <= decimals; d++) { /* one decimal more than either */
            if (llabs(ends[i]) >= INT64_C(1000000000000000))
                return middle;
            ends[i] *= 10;
        }
    const long long sum = (ends[0] + ends[1]) / 2;
    const bool is_short = sum % 10 == 0;
    char text[40];
    snprintf(text, sizeof text, "%lldE%d", is_short ? sum / 10 : sum, -decimals - !is_short);
    ent_decimal exact;
    return read_decimal_parse(text, strlen(text), &exact) && exact.exact ? exact : middle;
}

static void register_number(read_state *r, const read_cursor *at, const ent_number *number) {
    read_number_note *note = READ_SCRATCH(r, read_number_note, 1);
    *note = (read_number_note){r->numbers, {read_cursor_path(r, r->keep, at), number}};
    r->numbers = note;
    r->numbers_count++;
}

static void read_range(read_state *r, const read_cursor *at, ent_number *number) {
    ent_decimal ends[3];
    size_t count = 0;
    for (const read_node *item = at->node->first; item && count < 3; item = item->next) {
        const read_cursor here = read_cursor_item(at, item, count);
        ends[count++] = read_decimal(r, &here);
    }
    if (at->node->count != 2 && at->node->count != 3) {
        read_note_value(r, at, "expected [low, high] or [low, likely, high], found %zu numbers",
                        at->node->count);
        return;
    }
    const bool is_uniform = count == 2;
    number->spread = is_uniform ? ENT_UNIFORM : ENT_TRIANGULAR;
    number->low = ends[0];
    number->high = ends[count - 1];
    number->likely = is_uniform ? read_decimal_middle(&ends[0], &ends[1]) : ends[1];
}

static void read_value(read_state *r, const read_cursor *at, void *out) {
    ent_number *number = out;
    number->place = at->node->place;
    number->because = at->because;
    if (at->node->kind == READ_SEQUENCE) {
        read_range(r, at, number);
        return;
    }
    number->spread = ENT_POINT;
    number->low = number->likely = number->high = read_decimal(r, at);
}

void read_number(read_state *r, const read_cursor *at, void *out) {
    static const read_field FIELDS[] = {{"value", read_value, 0, true}};
    ent_number *number = out;
    *number = (ent_number){.low = unreadable(),
                           .likely = unreadable(),
                           .high = unreadable(),
                           .place = at->node->place};
    if (at->node->kind == READ_MAPPING)
        READ_RECORD(r, at, FIELDS, number, NULL);
    else
        read_value(r, at, number);
    register_number(r, at, number);
}
