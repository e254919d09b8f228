/** The printers of a report; report.c sets the locale and calls one of them. */
#ifndef ENT_REPORT_PRINT_PRINT_H
#define ENT_REPORT_PRINT_PRINT_H

#include "report/print/json.h"
#include "report/report.h"

/** For people on a terminal; false if out of memory. */
bool print_report_text(const ent_report *report, const ent_text_style *style, FILE *out);

/** One table for machines. */
ent_status print_report_csv(const ent_report *report, const char *name, size_t top, FILE *out,
                            ent_diags *diags);

/** The whole report as JSON; false if out of memory. */
bool print_report_json(const ent_report *report, const ent_json_style *style, FILE *out);

/** `"said": [...]`: blocks as a member of the open object; false if out of memory. */
bool print_said(print_json *json, const ent_report *report, const report_blocks *blocks);

#endif
