/** How a cell reads: for people, in the words that all their printers share, and for machines. */
#ifndef ENT_REPORT_CELL_H
#define ENT_REPORT_CELL_H

#include "report/draft.h"

/**
 * A cell for people, in the draft's memory or borrowed from the model.
 *
 * @param which  [issues] of which the changes of a package are read; NULL: all
 */
const char *report_cell_read(report_draft *draft, const report_column *column,
                             const report_cell *cell, const bool *which);

/** The same for machines; not for packages, which take several fields. */
const char *report_cell_write(report_draft *draft, const report_cell *cell);

/**
 * Which rows people are shown of a long table.
 *
 * @param top  rows at most; 0: all
 * @return [rows], or NULL: all of them, or no memory
 */
const bool *report_rows_shown(report_draft *draft, const report_table *table, size_t top);

/** What comes before the rows, and of which issues people read what a package changes. */
typedef struct report_preface {
    const char *intro; /* or NULL */
    const bool *which; /* [issues]; NULL: all */
} report_preface;

/**
 * The table's own words or, where it says so, what the packages of its rows have in common.
 *
 * @param shown  [rows] that are read; NULL: all
 */
report_preface report_table_open(report_draft *draft, const report_table *table, const bool *shown);

/** The first cell of a row, with those of later shown rows that say the same in all other columns
 * ("Nash, egalitarian") where the table joins such rows; NULL if an earlier row has said it. */
const char *report_head_read(report_draft *draft, const report_table *table, const bool *shown,
                             size_t row);

#endif
