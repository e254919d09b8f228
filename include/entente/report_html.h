/**
 * @file report_html.h
 * The report as one self-contained HTML page.
 *
 * The page is a function of the JSON that `brief --json` prints (docs/json.md), so that page and
 * JSON cannot disagree: every sentence and table is written from it, and the page carries it for
 * the script that draws the charts. Without script the page reads whole; only the pictures are
 * missing.
 */
#ifndef ENTENTE_REPORT_HTML_H
#define ENTENTE_REPORT_HTML_H

#include "entente/status.h"

#include <stdbool.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Write the page of a report.
 *
 * Sections that the JSON does not hold are left out. Nothing in the text of the model can become
 * markup: every string is escaped, and the page forbids all network access by its policy.
 * Same JSON, same bytes.
 *
 * @param json    [length] the object that `brief --json` prints, UTF-8; needs no terminating NUL
 * @param out     open for writing; left open, not flushed. After an error it holds half a page:
 *                write to a file beside the target and rename
 * @retval ENT_ERR_SYNTAX  the text is not JSON, or not a report (a diagnostic names the place)
 * @retval ENT_ERR_IO      the stream reports an error
 *
 * Cost: linear in the JSON, which is held as a tree meanwhile.
 */
ENT_API ent_status ent_report_html(const char *json, size_t length, FILE *out, ent_diags *diags);

/** Were the charts built into this library? Otherwise pages hold text and tables only. */
ENT_API bool ent_report_html_draws_charts(void);

#ifdef __cplusplus
}
#endif
#endif
