/** A page of plain text: headings and paragraphs broken at words, as wide as the terminal. */
#ifndef ENT_REPORT_PRINT_SHEET_H
#define ENT_REPORT_PRINT_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct print_sheet {
    FILE *out;
    unsigned width;
    bool colour;
} print_sheet;

/** Columns that `length` bytes of text take on a terminal. */
size_t print_text_width(const char *text, size_t length);

/**
 * How many bytes of `text` go on a line of `width` columns, broken at a space if possible and never
 * before a per cent sign or a power of ten; at least one code point.
 *
 * @param[out] next  bytes to skip to the next line's text: the line and the spaces after it
 */
size_t print_text_line(const char *text, size_t width, size_t *next);

/** What a terminal may be given: no control characters, and words that run from right to left
 * isolated, so that numbers stay where they belong. */
void print_isolated(FILE *out, const char *text, size_t length);

/** A heading on a line of its own, after an empty line. */
void print_sheet_heading(const print_sheet *sheet, const char *text);

/** A title at the left and a remark at the right, on one line if both fit. */
void print_sheet_title(const print_sheet *sheet, const char *title, const char *remark);

/** A paragraph with its label at `indent` and its text `hang` columns further in. */
void print_sheet_paragraph(const print_sheet *sheet, size_t indent, const char *label, size_t hang,
                           const char *text);

#endif
