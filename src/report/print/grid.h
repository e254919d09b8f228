/** A grid of texts on a terminal, aligned by libsmartcols. */
#ifndef ENT_REPORT_PRINT_GRID_H
#define ENT_REPORT_PRINT_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct print_grid_column {
    const char *title;
    bool right; /* set to the right */
    bool wraps; /* long texts are broken into lines */
} print_grid_column;

typedef struct print_grid {
    size_t columns_count;
    const print_grid_column *columns;
    size_t rows_count;
    const char *const *cells; /* [rows x columns] */
} print_grid;

/** Write it `indent` spaces in, as wide as `width` where the texts allow it; false if out of
 * memory. */
bool print_grid_write(const print_grid *grid, unsigned width, unsigned indent, FILE *out);

#endif
