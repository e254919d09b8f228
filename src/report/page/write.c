/* Writing HTML: escaped text, numbers as people read them, tables. */
#include "report/page/write.h"

#include "report/number.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MINUS          "\xe2\x88\x92"
#define NO_BREAK_SPACE "\xc2\xa0"
#define EM_DASH        "\xe2\x80\x94"

static void put_character(FILE *out, char character) {
    switch (character) {
    case '&':
        fputs("&amp;", out);
        break;
    case '<':
        fputs("&lt;", out);
        break;
    case '>':
        fputs("&gt;", out);
        break;
    case '"':
        fputs("&quot;", out);
        break;
    case '\'':
        fputs("&#39;", out);
        break;
    default:
        /* Control characters mean nothing in HTML; a reader should see that one stood there. */
        if ((unsigned char)character < ' ' && character != '\n' && character != '\t')
            fputs("\xef\xbf\xbd", out);
        else
            fputc(character, out);
    }
}

static void put_text(FILE *out, const char *text) {
    for (; text && *text; text++)
        put_character(out, *text);
}

void page_put(html *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    for (const char *next = format; *next; next++) {
        if (*next != '%') {
            fputc(*next, page->out);
        } else if (next[1] == 's') {
            put_text(page->out, va_arg(arguments, const char *));
            next += 1;
        } else {
            assert(next[1] == 'z' && next[2] == 'u');
            fprintf(page->out, "%zu", va_arg(arguments, size_t));
            next += 2;
        }
    }
    va_end(arguments);
}

void page_put_prose(html *page, const char *text) {
    char before = ' ';
    for (const char *at = text; at && *at; before = *at++) {
        const bool opens = before == ' ' || before == '(';
        if (*at == '"')
            fputs(opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d", page->out);
        else if (*at == '\'')
            fputs(opens ? "\xe2\x80\x98" : "\xe2\x80\x99", page->out);
        else if (*at == ' ' && at[1] == '%')
            fputs(NO_BREAK_SPACE, page->out);
        else
            put_character(page->out, *at);
    }
}

void page_put_key(html *page, const char *key) {
    for (; key && *key; key++)
        put_character(page->out, *key == '-' || *key == '_' ? ' ' : *key);
}

/* Digits, then the last `decimals` of what printf wrote: whatever stands between them is the
   locale's decimal point. */
page_word page_decimal(double value, int decimals) {
    char digits[48];
    page_word word = {""};
    if (!isfinite(value) || fabs(value) >= 1e15) {
        snprintf(word.text, sizeof word.text, EM_DASH);
        return word;
    }
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    const size_t whole = strspn(digits, "0123456789");
    const char *fraction = digits + strlen(digits) - (size_t)decimals;
    const bool is_zero = strspn(digits, "0") == whole && strspn(fraction, "0") == (size_t)decimals;
    snprintf(word.text, sizeof word.text, "%s%.*s%s%s", value < 0 && !is_zero ? MINUS : "",
             (int)whole, digits, decimals ? "." : "", decimals ? fraction : "");
    return word;
}

/* What number.h prints, with a true minus sign. Shares beyond any reason are not shares. */
static page_word per_cent(double share, void print(double share, char text[REPORT_NUMBER_TEXT])) {
    char text[REPORT_NUMBER_TEXT];
    if (!isfinite(share) || fabs(share) >= 1e12)
        return (page_word){EM_DASH};
    print(share, text);
    const bool is_below = text[0] == '-';
    page_word word = {""};
    snprintf(word.text, sizeof word.text, "%s%.40s" NO_BREAK_SPACE "%%", is_below ? MINUS : "",
             text + is_below);
    return word;
}

static void print_signed(double share, char text[REPORT_NUMBER_TEXT]) {
    report_number_percent_fixed(share, 1, text);
}

static void print_fixed(double share, char text[REPORT_NUMBER_TEXT]) {
    report_number_percent_fixed(share, 0, text);
}

page_word page_percent(double share) {
    return per_cent(share, report_number_percent);
}

page_word page_signed(double share) {
    return per_cent(share, print_signed);
}

page_word page_share(double share) {
    return per_cent(share, print_fixed);
}

/* Beyond 30 digits nobody reads them: then the first three and the power of ten. */
page_word page_count(const char *digits) {
    page_word word = {""};
    const size_t length = digits ? strlen(digits) : 0;
    if (length == 0 || strspn(digits, "0123456789") != length) {
        snprintf(word.text, sizeof word.text, EM_DASH);
    } else if (length > 30) {
        snprintf(word.text, sizeof word.text, "about %c.%c%c \xc3\x97 10^%zu", digits[0], digits[1],
                 digits[2], length - 1);
    } else {
        size_t used = 0;
        for (size_t i = 0; i < length; i++) {
            if (i > 0 && (length - i) % 3 == 0)
                word.text[used++] = ',';
            word.text[used++] = digits[i];
        }
        word.text[used] = '\0';
    }
    return word;
}

page_word page_size(size_t count) {
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    return page_count(digits);
}

/* A bound, rounded outwards from ten digits on. */
static page_word count_bound(const char *digits, bool up) {
    page_word word = page_count(digits);
    char text[REPORT_NUMBER_TEXT];
    if (strlen(digits) < 10 || strspn(digits, "0123456789") != strlen(digits))
        return word;
    report_number_whole_bound(digits, up, text);
    const size_t head = strcspn(text, " ");
    snprintf(word.text, sizeof word.text, "%.*s \xc3\x97%s", (int)head, text, text + head + 2);
    return word;
}

page_word page_count_between(const char *low, const char *high) {
    if (!low || !high)
        return page_count(low);
    page_word word;
    const page_word upper = count_bound(high, true);
    if (strcmp(low, "0") == 0)
        snprintf(word.text, sizeof word.text, "at most %.25s", upper.text);
    else
        snprintf(word.text, sizeof word.text, "between %.25s and %.25s",
                 count_bound(low, false).text, upper.text);
    return word;
}

page_word page_percent_bound(double share) {
    return per_cent(share, report_number_percent_bound);
}

/* The bands of the United States' Intelligence Community Directive 203, section on likelihood. */
const char *page_chance_words(double chance) {
    static const struct band {
        double below;
        const char *words;
    } bands[] = {{0.05, "almost no chance"},    {0.2, "very unlikely"}, {0.45, "unlikely"},
                 {0.55, "roughly even chance"}, {0.8, "likely"},        {0.95, "very likely"}};
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
        if (chance < bands[i].below)
            return bands[i].words;
    return "almost certain";
}

typedef struct civil {
    long year;
    long month; /* from 1 */
    long day;
} civil;

static bool date_of(const char *iso, civil *date) {
    if (!iso || strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-' ||
        strspn(iso, "0123456789-") != 10)
        return false;
    *date = (civil){strtol(iso, NULL, 10), strtol(iso + 5, NULL, 10), strtol(iso + 8, NULL, 10)};
    return date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31;
}

static page_word say_date(const civil *date) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    page_word word = {""};
    snprintf(word.text, sizeof word.text, "%ld" NO_BREAK_SPACE "%s %ld", date->day,
             months[date->month - 1], date->year);
    return word;
}

static long days_in(long month, long year) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

page_word page_date(const char *iso) {
    civil date;
    page_word word = {""};
    if (date_of(iso, &date))
        return say_date(&date);
    snprintf(word.text, sizeof word.text, "%.63s", iso ? iso : "");
    return word;
}

page_word page_date_after(const char *iso, double days) {
    civil date;
    if (!date_of(iso, &date) || !(days >= 0 && days < 1e6))
        return (page_word){EM_DASH};
    date.day += (long)days;
    while (date.day > days_in(date.month, date.year)) {
        date.day -= days_in(date.month, date.year);
        date.year += date.month == 12;
        date.month = date.month % 12 + 1;
    }
    return say_date(&date);
}

void page_section(html *page, const char *id, const char *title) {
    page_put(page,
             "\n<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n",
             id, id, id, title);
}

void page_figure_of(html *page, const char *chart, const char *path, const char *key,
                    const char *caption) {
    page_put(page, "<figure class=\"chart\" data-chart=\"%s\" data-path=\"%s\"", chart, path);
    if (key)
        page_put(page, " data-key=\"%s\"", key);
    page_put(page, ">\n<figcaption>%s</figcaption>\n</figure>\n", caption);
}

void page_figure(html *page, const char *chart, const char *path, const char *caption) {
    page_figure_of(page, chart, path, NULL, caption);
}

void page_numbers(html *page) {
    page_put(page, "<details class=\"numbers\" open><summary>The chart in numbers</summary>\n");
}

void page_numbers_end(html *page) {
    page_put(page, "</details>\n");
}

void page_table_of(html *page, const char *id, const char *key, const char *caption) {
    const char *dash = key ? "-" : "";
    const char *name = key ? key : "";
    page_put(page,
             "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
             "aria-labelledby=\"%s%s%s-caption\">\n<table id=\"%s%s%s\">\n"
             "<caption id=\"%s%s%s-caption\">%s</caption>\n<thead><tr>",
             id, dash, name, id, dash, name, id, dash, name, caption);
}

void page_table(html *page, const char *id, const char *caption) {
    page_table_of(page, id, NULL, caption);
}

void page_rows(html *page, const char *kind) {
    page_put(page, "</tr></thead>\n<tbody class=\"%s\">\n", kind);
}

void page_table_end(html *page) {
    page_put(page, "</tbody>\n</table>\n</div>\n");
}

void page_column(html *page, const char *kind, const char *title) {
    page_put(page, "<th scope=\"col\" class=\"%s\">%s</th>", kind, title);
}

void page_number(html *page, json_t *number, bool with_sign) {
    if (!json_is_number(number)) {
        page_put(page, "<td class=\"number\">" EM_DASH "</td>");
        return;
    }
    const double value = json_number_value(number);
    const page_word word = with_sign ? page_signed(value) : page_share(value);
    page_put(page, "<td class=\"number\">%s</td>", word.text);
}

/* In JSON a `<` or a line separator can only stand inside a string, where \u.... means the same.
   Nothing else ends or changes the state of a script element. */
void page_data(html *page, const char *json, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (json[i] == '<') {
            fputs("\\u003c", page->out);
        } else if (i + 2 < length && (memcmp(json + i, "\xe2\x80\xa8", 3) == 0 ||
                                      memcmp(json + i, "\xe2\x80\xa9", 3) == 0)) {
            fputs(json[i + 2] == '\xa8' ? "\\u2028" : "\\u2029", page->out);
            i += 2;
        } else {
            fputc(json[i], page->out);
        }
    }
}
