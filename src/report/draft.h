/**
 * Where a section puts what it has to say: blocks, in the memory of one arena.
 *
 * Running out of memory is remembered in `failed`; until somebody asks, everything goes on with
 * empty text and lost cells, so that wording code needs no checks.
 */
#ifndef ENT_REPORT_DRAFT_H
#define ENT_REPORT_DRAFT_H

#include "base/arena.h"
#include "entente/report.h"
#include "report/block.h"

typedef struct report_draft {
    const ent_answers *answers;
    const ent_model *model;
    base_arena *arena;
    bool failed;
    bool brief; /* a brief says of each section what its reader needs first */
    report_blocks blocks;
} report_draft;

/** printf into the draft's memory; "" if there is none left. */
__attribute__((format(printf, 2, 3))) const char *report_say(report_draft *draft,
                                                             const char *format, ...);

/** Zeroed memory of the draft; NULL, and `failed`, if there is none left. */
void *report_draft_alloc(report_draft *draft, size_t count, size_t size);
#define REPORT_DRAFT_NEW(draft, type, count)                                                       \
    ((type *)report_draft_alloc((draft), (count), sizeof(type)))

/** A text that grows, for lists that may be long: the cost is that of its letters. */
typedef struct report_words {
    char *at; /* in the draft's arena; NULL: nothing yet */
    size_t length;
    size_t room;
} report_words;

/** Add `after`, with `between` before it unless it is the first. */
void report_words_add(report_draft *draft, report_words *words, const char *between,
                      const char *after);
/** The text so far, "" if nothing was added. */
const char *report_words_text(const report_words *words);

/** Sentences that are built of a few pieces: text with what was there before it. */
const char *report_join(report_draft *draft, const char *before, const char *between,
                        const char *after);

void report_sentence(report_draft *draft, const char *label, const char *text);

/**
 * Begin a table; NULL if out of memory, which the functions below take. One that stays without
 * rows is not shown to people, and is a line of names in CSV: that there is nothing is an answer.
 */
report_table *report_table_begin(report_draft *draft, const char *name, const char *title);

/** Add a column; before the first row. */
void report_column_add(report_draft *draft, report_table *table, report_column column);
void report_columns_add(report_draft *draft, report_table *table, const report_column *columns,
                        size_t count);
#define REPORT_COLUMNS(draft, table, columns)                                                      \
    report_columns_add((draft), (table), (columns), sizeof(columns) / sizeof *(columns))
/** A column of each principal: "Ukraine %" and "gain_ukraine" with " %" and "gain". Where `title`
 * starts with a blank it follows the name, else ": " stands between. */
void report_columns_of_sides(report_draft *draft, report_table *table, report_type type,
                             const char *name, const char *title);

/** Begin a row; its cells are put one after the other, in the order of the columns. What is not
 * put stays empty. */
void report_row(report_draft *draft, report_table *table);

void report_put_nothing(report_table *table);
/** A number of any of the types; what is not finite is nothing. */
void report_put_number(report_table *table, double number);
/** A share that is known between bounds; one number where they are the same. */
void report_put_interval(report_table *table, double low, double high);
void report_put_text(report_table *table, const char *text);
/** A text for people, and a name for machines. */
void report_put_named(report_table *table, const char *name, const char *text);
/** Nothing for ENT_NONE, here and below. */
void report_put_party(report_table *table, uint32_t party);
void report_put_issue(report_table *table, size_t issue);
void report_put_option(report_table *table, size_t issue, uint32_t option);
void report_put_package(report_table *table, const uint32_t *package);
void report_put_count(report_table *table, const ent_count *count);
void report_put_date(report_table *table, ent_date date);
void report_put_flag(report_table *table, bool flag);
void report_put_claim(report_table *table, uint32_t claim);
/** Nothing for no claims. */
void report_put_claims(report_table *table, const ent_ids *claims);
/** One number for each principal. */
void report_put_sides(const report_draft *draft, report_table *table, const double *numbers);

#endif
