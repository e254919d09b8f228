/**
 * Writing HTML: escaped text, numbers as people read them.
 *
 * Everything goes straight to the stream; whether it took it is asked once, at the end.
 */
#ifndef ENT_REPORT_PAGE_WRITE_H
#define ENT_REPORT_PAGE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct page_html {
    FILE *out;
    bool in_tag; /* what is written next is part of a tag */
} page_html;

/**
 * Write `format`, in which %s is text to be escaped (NULL writes nothing) and %zu a size. Markup
 * stands in the format only. No other conversion is known.
 *
 * Outside tags text is running text: words that run from right to left are isolated (<bdi>), and
 * words too long for a narrow screen get places to break (<wbr>).
 */
__attribute__((format(printf, 2, 3))) void page_put(page_html *page, const char *format, ...);

/** Text that holds no markup at all: the title of the page. */
void page_put_plain(page_html *page, const char *text);
/** A sentence made for the terminal as print has it: curly quotes, and no line between a number and
 * its per cent sign. */
void page_put_prose(page_html *page, const char *text);
/** A number as a cell has it: with a true minus sign, and a dash where there is none. */
void page_put_number(page_html *page, const char *text);

/** The JSON of the report inside a script element: no `<` and no line separator survives. */
void page_data(page_html *page, const char *json, size_t length);

#endif
