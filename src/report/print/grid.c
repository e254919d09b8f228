/* libsmartcols aligns, also wide characters, and shows control characters as escapes. It breaks
 * long cells in mid-word, so cells come to it broken at words, at widths shared out here. */
#include "report/print/grid.h"

#include "base/arena.h"
#include "report/print/sheet.h"

#include <libsmartcols.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GUTTER        2
#define WRAPPED_LEAST 12 /* columns that a column of text keeps, even if the line gets too long */

static const char *cell_at(const print_grid *grid, size_t row, size_t column) {
    return grid->cells[row * grid->columns_count + column];
}

static size_t title_width(const print_grid *grid, size_t column) {
    const char *title = grid->columns[column].title;
    return print_text_width(title, strlen(title));
}

static size_t natural_width(const print_grid *grid, size_t column) {
    size_t widest = title_width(grid, column);
    for (size_t r = 0; r < grid->rows_count; r++) {
        const char *text = cell_at(grid, r, column);
        const size_t width = print_text_width(text, strlen(text));
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Columns that wrap share what the others leave: each gets what it needs up to an equal share, and
 * what a narrow one does not need goes to the rest. Titles are not broken: a column whose title is
 * longer than its share is as wide as the title. A width of 0: not settled yet. */
static void share_out(const print_grid *grid, size_t width, size_t *widths) {
    size_t open = 0;
    size_t left = width;
    for (size_t c = 0; c < grid->columns_count; c++) {
        const print_grid_column *column = &grid->columns[c];
        widths[c] = column->wraps ? 0 : natural_width(grid, c);
        const size_t taken = widths[c] + GUTTER;
        left = left > taken ? left - taken : 0;
        open += column->wraps;
    }
    for (bool settled = false; open > 0 && !settled;) {
        settled = true;
        for (size_t c = 0; c < grid->columns_count && open > 0; c++) {
            if (widths[c] > 0)
                continue;
            const size_t needed = natural_width(grid, c);
            const size_t least = title_width(grid, c);
            if (needed > left / open && least <= left / open)
                continue;
            widths[c] = needed <= left / open ? needed : least;
            left = left > widths[c] ? left - widths[c] : 0;
            open--;
            settled = false;
        }
    }
    for (size_t c = 0; c < grid->columns_count; c++)
        if (widths[c] == 0 && open > 0)
            widths[c] = left / open > WRAPPED_LEAST ? left / open : WRAPPED_LEAST;
}

/* A copy of `text` with a line break wherever it would run over `width`. */
static char *broken(const char *text, size_t width) {
    char *copy = base_malloc(2 * strlen(text) + 1);
    char *end = copy;
    for (size_t next; copy && *text; text += next) {
        const size_t length = print_text_line(text, width, &next);
        memcpy(end, text, length);
        end += length;
        if (text[next])
            *end++ = '\n';
    }
    if (copy)
        *end = '\0';
    return copy;
}

static bool add_columns(struct libscols_table *lines, const print_grid *grid) {
    for (size_t c = 0; c < grid->columns_count; c++) {
        const print_grid_column *column = &grid->columns[c];
        struct libscols_column *made = scols_table_new_column(
            lines, column->title, 0,
            (column->right ? SCOLS_FL_RIGHT : 0) | (column->wraps ? SCOLS_FL_WRAP : 0));
        if (!made || (column->wraps && (scols_column_set_safechars(made, "\n") ||
                                        scols_column_set_wrapfunc(made, scols_wrapnl_chunksize,
                                                                  scols_wrapnl_nextchunk, NULL))))
            return false;
    }
    return true;
}

static bool add_rows(struct libscols_table *lines, const print_grid *grid, const size_t *widths) {
    for (size_t r = 0; r < grid->rows_count; r++) {
        struct libscols_line *line = scols_table_new_line(lines, NULL);
        for (size_t c = 0; line && c < grid->columns_count; c++) {
            char *text = broken(cell_at(grid, r, c), grid->columns[c].wraps ? widths[c] : SIZE_MAX);
            if (!text || scols_line_refer_data(line, c, text)) {
                free(text);
                return false;
            }
        }
        if (!line)
            return false;
    }
    return true;
}

/* Line by line, without the spaces that fill up the last column. */
static void print_indented(const char *text, unsigned indent, FILE *out) {
    while (*text) {
        const size_t length = strcspn(text, "\n");
        size_t trimmed = length;
        while (trimmed > 0 && text[trimmed - 1] == ' ')
            trimmed--;
        fprintf(out, "%*s", (int)indent, "");
        print_isolated(out, text, trimmed);
        putc('\n', out);
        text += length + (text[length] == '\n');
    }
}

bool print_grid_write(const print_grid *grid, unsigned width, unsigned indent, FILE *out) {
    size_t *widths = base_malloc((grid->columns_count + 1) * sizeof *widths);
    struct libscols_table *lines = widths ? scols_new_table() : NULL;
    char *text = NULL;
    bool done = false;
    if (lines) {
        share_out(grid, width - indent, widths);
        done = scols_table_set_column_separator(lines, "  ") == 0 &&
               scols_table_set_termforce(lines, SCOLS_TERMFORCE_ALWAYS) == 0 &&
               scols_table_set_termwidth(lines, 100000) == 0 && add_columns(lines, grid) &&
               add_rows(lines, grid, widths) && scols_print_table_to_string(lines, &text) == 0;
    }
    if (done && text)
        print_indented(text, indent, out);
    free(text);
    scols_unref_table(lines);
    free(widths);
    return done;
}
