/** The report as one HTML page. */
#ifndef ENT_REPORT_PAGE_PAGE_H
#define ENT_REPORT_PAGE_PAGE_H

#include "report/page/write.h"
#include "report/report.h"

/** False if out of memory; whether the stream took it is the caller's to ask. */
bool page_write(const ent_report *report, FILE *out);

/** The blocks of one part of the report. */
bool page_put_blocks(page_html *page, const ent_report *report, const report_part *part);

/** What the terms mean: the same for every report. */
void page_put_method(page_html *page, const ent_report *report);

#endif
