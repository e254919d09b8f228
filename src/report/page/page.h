/** The report as one HTML page. */
#ifndef ENT_REPORT_PAGE_PAGE_H
#define ENT_REPORT_PAGE_PAGE_H

#include "report/page/write.h"
#include "report/report.h"

/* What the data of a page hold of a long table: a browser takes no more in reasonable time. */
#define PAGE_ROWS_MAX  2000
#define PAGE_CELLS_MAX 200000

/** False if out of memory; whether the stream took it is the caller's to ask. */
bool page_write(const ent_report *report, FILE *out);

/** The blocks of one part of the report. */
bool page_put_blocks(page_html *page, const ent_report *report, const report_part *part);

/** What the terms mean: the same for every report. */
void page_put_method(page_html *page, const ent_report *report);

#endif
