/**
 * What a section has to say, once for all printers: sentences, and tables with typed columns and
 * cells. A figure is a table that the page also draws.
 *
 * Printers (report/print, report/page) decide how a share or an option looks; they derive nothing.
 */
#ifndef ENT_REPORT_BLOCK_H
#define ENT_REPORT_BLOCK_H

#include "entente/packages.h"

/** What stands in a column. People read the second form, machines (CSV, JSON) the third. */
typedef enum report_type {
    REPORT_TEXT,    /* a sentence or a name, broken into lines where it is long */
    REPORT_WORD,    /* a short text that is not broken */
    REPORT_PARTY,   /* "Ukraine"; ukraine */
    REPORT_ISSUE,   /* "Ceasefire"; ceasefire */
    REPORT_OPTION,  /* "The war ends"; lasting */
    REPORT_PACKAGE, /* "Ceasefire: The war ends; ..."; in CSV a column an issue, in JSON an object
                     */
    REPORT_SHARE,   /* "14.0" per cent of all that a side wants, or of certainty; 0.14 */
    REPORT_CHANGE,  /* the same with a sign: "+14.0"; 0.14 */
    REPORT_NUMBER,  /* "0.42"; 0.42 */
    REPORT_WHOLE,   /* "3"; 3 */
    REPORT_COUNT,   /* packages: "1.2 x 10^21", "between 10 and 12"; decimal digits */
    REPORT_DATE,    /* "2 June 2025"; 2025-06-02 */
    REPORT_FLAG,    /* "yes"; true in JSON, yes in CSV */
    REPORT_CLAIM,   /* mayor-ill for all: the page leads to it */
    REPORT_CLAIMS,  /* what something rests on: "Upper (B2), radio (C4)"; upper-opens mayor-well in
                       CSV, a list in JSON */
} report_type;
#define REPORT_TYPES 15

/** "text", "party", ...: what JSON calls a type. */
const char *report_type_name(report_type type);

typedef struct report_column {
    const char *name;  /* for machines: the head in CSV, the name in JSON; NULL: for people only */
    const char *title; /* for people; NULL: for machines only */
    report_type type;
    uint8_t side; /* whose column it is: 1 + the position among the principals; 0: nobody's */
    bool groups;  /* people read a value only where it differs from that in the row above */
    bool tight;   /* a column of text that is never broken */
    bool anchors; /* CLAIM: links to claims lead to this column */
    bool on_page; /* people read it on the page, not on a terminal */
} report_column;

typedef enum report_cell_kind {
    REPORT_CELL_EMPTY,    /* people read "-" in columns of numbers and dates, else nothing */
    REPORT_CELL_NUMBER,   /* SHARE, CHANGE, NUMBER, WHOLE */
    REPORT_CELL_INTERVAL, /* of a SHARE that is known between bounds; machines read the upper one */
    REPORT_CELL_TEXT,     /* the same text for all */
    REPORT_CELL_NAMED,    /* a text for people and a name for machines */
    REPORT_CELL_PARTY,
    REPORT_CELL_ISSUE,
    REPORT_CELL_OPTION,
    REPORT_CELL_PACKAGE,
    REPORT_CELL_COUNT,
    REPORT_CELL_DATE,
    REPORT_CELL_FLAG,
    REPORT_CELL_CLAIM,
    REPORT_CELL_CLAIMS,
} report_cell_kind;

typedef struct report_cell {
    report_cell_kind kind;
    union {
        double number;
        struct {
            double low, high;
        } interval;
        struct {
            const char *text;
            const char *name;
        } words;
        struct {
            uint32_t issue;
            uint32_t option;
        } choice;
        uint32_t party;
        const uint32_t *package; /* [issues] */
        const ent_count *count;
        ent_date date;
        bool flag;
        uint32_t claim;
        const ent_ids *claims;
    } as;
} report_cell;

typedef struct report_table {
    const char *name;    /* what --csv calls it */
    const char *title;   /* a heading for people */
    const char *intro;   /* a sentence before the rows, or NULL */
    const char *note;    /* a sentence after them, or NULL */
    const char *chart;   /* the picture that the page draws of it (web/src/charts), or NULL */
    bool detail;         /* a brief leaves it out */
    bool cuts;           /* a long list: --top cuts it */
    bool for_machines;   /* people do not read it */
    bool on_page;        /* people read it on the page, not on a terminal */
    bool joins;          /* rows that differ in the first column alone are read as one */
    bool common;         /* what all packages shown hold alike is read once, before the rows */
    const double *ranks; /* [rows] of a list that is cut those with the largest are shown; NULL: the
                            first ones */
    const char *shown;   /* which those are: "those with the largest smallest gain", or NULL */
    uint64_t found;      /* how many there are, where only the best of them are rows; else 0 */
    size_t columns_count;
    size_t columns_room;
    report_column *columns;
    size_t rows_count;
    size_t rows_room;
    report_cell *cells; /* [rows x columns] */
    size_t filled;      /* cells of the last row that are set */
} report_table;

typedef struct report_block {
    const char *label; /* of a sentence: "A settlement" */
    const char *text;  /* the sentence; NULL: a table */
    const report_table *table;
} report_block;

typedef struct report_blocks {
    size_t count;
    size_t room;
    report_block *at;
} report_blocks;

/** Do all columns but the first say the same in these two rows? */
bool report_rows_are_alike(const report_table *table, size_t a, size_t b);
/** Does this column? */
bool report_cells_are_alike(const report_table *table, size_t a, size_t b, size_t column);

static inline const report_cell *report_cell_at(const report_table *table, size_t row,
                                                size_t column) {
    return &table->cells[row * table->columns_count + column];
}

/** The first column of packages; the number of columns if there is none. */
size_t report_package_column(const report_table *table);

/** Choices in one row: a package has one for each issue. */
size_t report_row_choices(const report_table *table, const ent_model *model);

/** Are these columns set to the right? */
static inline bool report_type_is_number(report_type type) {
    return type >= REPORT_SHARE && type <= REPORT_COUNT;
}

#endif
