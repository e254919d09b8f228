/**
 * @file report.h
 * Answers as something to read: sentences and tables for people, JSON, CSV, and one HTML page.
 *
 * A report is made of blocks, sentences and typed tables, one list for each topic; the printers
 * here only decide how they look. Text is UTF-8 whatever the locale.
 */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/ask.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_report ent_report;

/**
 * Put answers into blocks.
 *
 * @param answers  borrowed; must outlive the report, and their model as well
 * @param[out] report  to be given back with ent_report_free
 *
 * Cost: linear in the rows of all tables; words are made when they are printed.
 */
ENT_API ent_status ent_report_make(const ent_answers *answers, ent_report **report,
                                   ent_diags *diags);
ENT_API void ent_report_free(ent_report *report);

/** What JSON is to hold. */
typedef struct ent_json_style {
    size_t rows_max;  /**< entries of a long list or table; what is cut is counted; 0: all */
    size_t cells_max; /**< choices of all packages of a list together; 0: all. At least 100 packages
                           are listed if there are as many */
} ent_json_style;

#define ENT_JSON_STYLE_INIT                                                                        \
    { .rows_max = 10000, .cells_max = 1000000 }

/**
 * Write a report as JSON (docs/json.md). Nothing is kept in memory on the way.
 *
 * @param style  may be NULL
 * @retval ENT_ERR_IO  the stream failed
 */
ENT_API ent_status ent_report_json(const ent_report *report, const ent_json_style *style, FILE *out,
                                   ent_diags *diags);

typedef struct ent_text_style {
    unsigned width;  /**< columns of the terminal; at least 40 are used */
    bool colour;     /**< bold headings, as ANSI sequences */
    bool short_form; /**< the sentences without the tables */
    size_t top;      /**< rows of a long table; 0: all */
} ent_text_style;

#define ENT_TEXT_STYLE_INIT                                                                        \
    { .width = 80, .colour = false, .short_form = false, .top = 10 }

/**
 * Write a report for people: the answer first, in sentences, then tables that fit the width.
 * Shares are in per cent of all that a side wants.
 *
 * @param style  may be NULL
 */
ENT_API ent_status ent_report_text(const ent_report *report, const ent_text_style *style, FILE *out,
                                   ent_diags *diags);

/**
 * Write one table of a report as CSV (RFC 4180, but with plain line feeds), numbers in full.
 *
 * @param table  its name; NULL: the first one
 * @param top    rows at most; 0: all
 * @retval ENT_ERR_ARG  there is no such table; the message lists those there are
 */
ENT_API ent_status ent_report_csv(const ent_report *report, const char *table, size_t top,
                                  FILE *out, ent_diags *diags);

/**
 * Write a report as one self-contained HTML page.
 *
 * Sentences and tables are those of the text; the page carries the report's JSON for the script
 * that draws its figures, and reads whole without it. Nothing in the text of the model can become
 * markup: every string is escaped, and the page forbids all network access by its policy. Same
 * report, same bytes.
 *
 * @param out  open for writing; left open, not flushed. After an error it holds half a page: write
 *             to a file beside the target and rename
 * @retval ENT_ERR_IO  the stream reports an error
 */
ENT_API ent_status ent_report_html(const ent_report *report, FILE *out, ent_diags *diags);

/** Were the charts built into this library? Otherwise pages hold text and tables only. */
ENT_API bool ent_report_html_draws_charts(void);

#ifdef __cplusplus
}
#endif
#endif
