/** Tables on their way out: to a terminal through libsmartcols, or as CSV. */
#ifndef ENT_REPORT_PRINT_TABLE_H
#define ENT_REPORT_PRINT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct print_column {
    const char *title; /* for people; NULL: only in CSV */
    const char *key;   /* for CSV; NULL: only for people */
    bool right;
    bool wraps;
} print_column;

/* People read `text`; in CSV stands `number`, or `text` if that is not a number. */
typedef struct print_cell {
    const char *text;
    double number;
} print_cell;

typedef struct print_table {
    const char *name;  /* what --csv calls it */
    const char *title; /* a heading of the page */
    bool detail;       /* a brief leaves it out */
    const char *intro; /* a sentence before the table, or NULL */
    const char *note;  /* a sentence after it, or NULL */
    size_t columns_count;
    print_column *columns;
    size_t rows_count;
    size_t rows_room;
    print_cell *cells; /* [rows x columns] */
} print_table;

/** Print for people, `indent` spaces in; false if out of memory. */
bool print_table_print(const print_table *table, unsigned width, unsigned indent, FILE *out);

/** Print as CSV with a line of keys first. */
void print_table_csv(const print_table *table, FILE *out);

#endif
