/**
 * Where a section puts what it has to say: sentences and tables, in the memory of one arena.
 *
 * Running out of memory is remembered in `failed`; until somebody asks, everything goes on with
 * empty text, so that wording code needs no checks.
 */
#ifndef ENT_REPORT_DRAFT_H
#define ENT_REPORT_DRAFT_H

#include "base/arena.h"
#include "entente/report.h"
#include "report/print/table.h"

typedef struct report_draft {
    const ent_report *report;
    const ent_model *model;
    base_arena *arena;
    bool failed;
    bool for_csv;
    size_t top; /* rows of a long table; 0: all */
    size_t lines_count;
    size_t lines_room;
    ent_line *lines;
    size_t tables_count;
    size_t tables_room;
    print_table **tables;
} report_draft;

/** printf into the draft's memory; "" if there is none left. */
__attribute__((format(printf, 2, 3))) const char *report_say(report_draft *draft,
                                                             const char *format, ...);

/** Zeroed memory of the draft; NULL, and `failed`, if there is none left. */
void *report_draft_alloc(report_draft *draft, size_t count, size_t size);
#define REPORT_DRAFT_NEW(draft, type, count)                                                       \
    ((type *)report_draft_alloc((draft), (count), sizeof(type)))

void report_draft_line(report_draft *draft, const char *label, const char *text);

/** Begin a table; NULL if out of memory, which the functions below take. One that stays without
 * rows is not shown to people, and is a line of keys in CSV: that there is nothing is an answer. */
print_table *report_draft_table(report_draft *draft, const char *name, const char *title);
void report_draft_column(report_draft *draft, print_table *table, print_column column);
/** Begin a row of empty cells; columns must stand. */
void report_draft_row(report_draft *draft, print_table *table);
/** Fill the next cell of the last row: with text ... */
void report_draft_text(print_table *table, size_t column, const char *text);
/** ... or with a share, in per cent with one decimal for people; what is not finite
 * is "-", and empty in CSV. */
void report_draft_share(report_draft *draft, print_table *table, size_t column, double share,
                        bool plus);
/** ... or with a whole number. */
void report_draft_whole(report_draft *draft, print_table *table, size_t column, size_t number);

/** Sentences that are built piece by piece: text with what was there before it. */
const char *report_join(report_draft *draft, const char *before, const char *between,
                        const char *after);

#endif
