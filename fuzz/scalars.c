/*
 * Arbitrary bytes as single values: decimals of model files and of imports against strtod and
 * against sums in 128 bits; dates and durations of model files against the calendar.
 */
#include "fuzz.h"

#include "base/decimal.h"

#include "base/natural.h"
#include "entente/read.h"
#include "import/import.h"
#include "read/reader.h"

#include <math.h>
#include <string.h>

enum { TEXT_MAX = 200 };

static bool same_double(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

/* ---- Decimals. */

static base_i128 power_of_10(int exponent) {
    base_i128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* An exact decimal has the digits that its value is nearest to. */
static void check_decimal(const ent_decimal *number) {
    REQUIRE(isfinite(number->value));
    if (!number->exact)
        return;
    REQUIRE(number->decimals <= 15);
    char text[64];
    snprintf(text, sizeof text, "%llde-%d", (long long)number->digits, number->decimals);
    REQUIRE(strtod(text, NULL) == number->value);
}

static void check_model_decimal(const char *text, size_t length) {
    ent_decimal number;
    if (!base_decimal_parse(text, length, &number))
        return;
    char *end = NULL;
    REQUIRE(number.value == strtod(text, &end));
    REQUIRE(end == text + length);
    REQUIRE(!signbit(number.value) || number.value < 0);
    check_decimal(&number);
}

static void check_printed(ent_decimal number) {
    char text[BASE_DECIMAL_TEXT];
    ent_decimal back;
    base_decimal_print(number, text);
    REQUIRE(strlen(text) < BASE_DECIMAL_TEXT);
    REQUIRE(base_decimal_parse_any(text, &back));
    REQUIRE(back.value == number.value);
    REQUIRE(!number.exact || back.exact);
}

static bool check_import_decimal(const char *text, ent_decimal *number) {
    if (!base_decimal_parse_any(text, number))
        return false;
    REQUIRE(number->value == strtod(text, NULL));
    check_decimal(number);
    check_printed(*number);
    return true;
}

/* All that is claimed to be exact is; all else is near what doubles give. */
static void check_arithmetic(ent_decimal a, ent_decimal b) {
    const ent_decimal sum = base_decimal_add(a, b);
    const ent_decimal product = base_decimal_multiply(a, b);
    const ent_decimal difference = base_decimal_subtract(a, b);
    if (isfinite(sum.value))
        check_printed(sum);
    if (isfinite(difference.value))
        check_printed(difference);
    if (a.exact && b.exact && sum.exact) {
        const base_i128 whole =
            a.digits * power_of_10(15 - a.decimals) + b.digits * power_of_10(15 - b.decimals);
        REQUIRE(whole == sum.digits * power_of_10(15 - sum.decimals) ||
                same_double(sum.value, a.value + b.value));
    }
    if (llabs(a.digits) < 1000000 && llabs(b.digits) < 1000000 && a.exact && b.exact &&
        a.decimals + b.decimals <= 15) {
        REQUIRE(product.exact);
        REQUIRE((base_i128)a.digits * b.digits * power_of_10(15 - a.decimals - b.decimals) ==
                product.digits * power_of_10(15 - product.decimals));
    }
    if (b.value != 0 && isfinite(a.value / b.value)) {
        const ent_decimal ratio = base_decimal_divide(a, b);
        REQUIRE(fabs(ratio.value - a.value / b.value) <= 4e-16 * fabs(ratio.value) + 1e-300);
    }
}

/* ---- Dates and durations. */

static ent_model *read_value(const char *before, const char *text, const char *after) {
    char file[2 * TEXT_MAX + 500];
    const int length = snprintf(file, sizeof file, "%s%s%s", before, text, after);
    REQUIRE(length > 0 && (size_t)length < sizeof file);
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status =
        ent_model_read_text("fuzz", file, (size_t)length, false, NULL, &model, diags);
    REQUIRE((status == ENT_OK) == (ent_diags_count(diags) == 0));
    ent_diags_free(diags);
    return model;
}

#define HEAD "entente: 1\ntitle: t\nas_of: "
#define BODY                                                                                       \
    "issues: {i: {options: {x: X, y: Y}}}\nparties:\n"                                             \
    "  a: {role: principal, walk_away: 0, preferences: {i: {weight: 1, values: {x: 0, y: 1}}}}\n"  \
    "  b: {role: principal, walk_away: 0, preferences: {i: {weight: 1, values: {x: 0, y: 1}}}}\n"

static bool is_day(int year, int month, int day) {
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    return day <= DAYS[month - 1] + (month == 2 && leap);
}

static void check_date(const char *text) {
    ent_model *model = read_value(HEAD, text, "\n" BODY);
    int year = 0;
    int month = 0;
    int day = 0;
    if (strspn(text, "0123456789-") == strlen(text) && strlen(text) == 10 && text[4] == '-' &&
        text[7] == '-' && sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
        strspn(text, "0123456789") == 4 && strspn(text + 5, "0123456789") == 2 &&
        strspn(text + 8, "0123456789") == 2)
        REQUIRE(is_day(year, month, day) == (model != NULL));
    if (model && model->as_of.year)
        REQUIRE(is_day(model->as_of.year, model->as_of.month, model->as_of.day));
    ent_model_free(model);
}

static void check_duration(const char *text) {
    ent_model *model = read_value(HEAD "2025-01-01\n" BODY "time: {round_every: ", text, "}\n");
    if (model && model->has_time) {
        const double days = model->time.round_every_days;
        REQUIRE(days >= 0 && days <= 36525);
        char *end = NULL;
        const double number = strtod(text, &end);
        if (text[0] >= '0' && text[0] <= '9')
            REQUIRE(days == number * (end[strspn(end, " ")] == 'd'   ? 1
                                      : end[strspn(end, " ")] == 'w' ? 7
                                                                     : 30));
    }
    ent_model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_part parts[2];
    char text[2][TEXT_MAX + 1];
    ent_decimal numbers[2];
    bool are_numbers = true;
    const size_t count = fuzz_cut(data, size, parts, 2);
    for (size_t i = 0; i < count; i++) {
        const size_t length = parts[i].length < TEXT_MAX ? parts[i].length : TEXT_MAX;
        memcpy(text[i], parts[i].text, length);
        text[i][length] = '\0';
        check_model_decimal(text[i], length);
        are_numbers = check_import_decimal(text[i], &numbers[i]) && are_numbers;
        if (strlen(text[i]) == length && !strpbrk(text[i], "\r\n")) {
            check_date(text[i]);
            check_duration(text[i]);
        }
    }
    if (count == 2 && are_numbers)
        check_arithmetic(numbers[0], numbers[1]);
    return 0;
}
