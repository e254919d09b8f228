/**
 * Writing HTML: escaped text, numbers as people read them, tables.
 *
 * Everything goes straight to the stream; whether it took it is asked once, at the end.
 */
#ifndef ENT_REPORT_PAGE_WRITE_H
#define ENT_REPORT_PAGE_WRITE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** A page being written: where to, and the report that it tells. */
typedef struct html {
    FILE *out;
    json_t *root;
    json_t *model;      /* root.model */
    json_t *principals; /* root.model.principals */
    json_t *names;      /* {PARTY: short name} */
} html;

/** A short text by value, so that it can be an argument. */
typedef struct page_word {
    char text[64];
} page_word;

/**
 * Write `format`, in which %s is text to be escaped (NULL writes nothing) and %zu a size. Markup
 * stands in the format only. No other conversion is known.
 */
__attribute__((format(printf, 2, 3))) void page_put(html *page, const char *format, ...);

/** A sentence made for the terminal as print has it: curly quotes, and no line between a number and
 * its per cent sign. */
void page_put_prose(html *page, const char *text);
/** A key as words: "as-today" as "as today". */
void page_put_key(html *page, const char *key);

/** `value` with so many decimals and a true minus sign, whatever the locale. */
page_word page_decimal(double value, int decimals);
/** A share in a sentence: 0.572 as "57 %", 0.0572 as "5.7 %"; as the brief in the terminal says it.
 */
page_word page_percent(double share);
/** A share in a table, with one decimal: 0.572 as "57.2 %". */
page_word page_share(double share);
/** The same with a sign unless it is zero: "+57.2 %". */
page_word page_signed(double share);
/** A count given as decimal digits, grouped by threes: "2,699". */
page_word page_count(const char *digits);
page_word page_size(size_t count);
/** "between 1.2 × 10^21 and 1.3 × 10^21", rounded outwards, "at most 12", or the count itself where
 * `high` is NULL. */
page_word page_count_between(const char *low, const char *high);
/** An upper bound on a share, rounded up: 0.00344 as "0.35 %". */
page_word page_percent_bound(double value);
/** A chance in the words of estimative language: from "almost no chance" to "almost certain". */
const char *page_chance_words(double chance);
/** "2025-06-01" as "1 June 2025"; anything else as it is. */
page_word page_date(const char *iso);
/** The date so many days later; a dash if `iso` is no date. */
page_word page_date_after(const char *iso, double days);

/** Heading of a section, with the anchor that the contents link to. */
void page_section(html *page, const char *id, const char *title);
/** A place for a chart; `path` names the part of the report that it draws, such as "deals". */
void page_figure(html *page, const char *chart, const char *path, const char *caption);
/** The same for one of several like parts, which the path names together and `key` tells apart. */
void page_figure_of(html *page, const char *chart, const char *path, const char *key,
                    const char *caption);
/** What the chart above shows, as a table: the script folds it up where it drew the chart. */
void page_numbers(html *page);
void page_numbers_end(html *page);
/** Open a table in a box that scrolls by itself, and its row of column heads. `id` is unique. */
void page_table(html *page, const char *id, const char *caption);
/** A column's head; `kind` is a class such as "number", or "". */
void page_column(html *page, const char *kind, const char *title);
/** The same for one of several like tables, whose id is "ID-KEY". */
void page_table_of(html *page, const char *id, const char *key, const char *caption);
/** After the last column's head: open the rows, of class `kind` or "". */
void page_rows(html *page, const char *kind);
void page_table_end(html *page);
/** A cell with a share: "14.0 %", "+14.0 %" if `with_sign`, a dash if it is no number. */
void page_number(html *page, json_t *number, bool with_sign);

/** The JSON of the report inside a script element: no `<` and no line separator survives. */
void page_data(html *page, const char *json, size_t length);

#endif
