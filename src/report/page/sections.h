/**
 * The sections of the page, one file each. A section is given its part of the report and writes
 * what lies between its heading and the end: the answer in a sentence, then for each chart its
 * place and the table beneath.
 */
#ifndef ENT_REPORT_PAGE_SECTIONS_H
#define ENT_REPORT_PAGE_SECTIONS_H

#include "report/page/write.h"

typedef void page_section_writer(html *page, json_t *part);

page_section_writer page_positions;
page_section_writer page_gap;
page_section_writer page_round;
page_section_writer page_deals;
page_section_writer page_blockers;
page_section_writer page_roadmap;
page_section_writer page_clock;
page_section_writer page_sources;
page_section_writer page_method;

/** One set of packages, as it stands under `deals` and under `round`. */
typedef struct page_deal_set {
    const char *id;       /**< prefix of the anchors, such as "settlement" */
    const char *path;     /**< where the chart finds it, such as "deals.settlement" */
    const char *singular; /**< "settlement" */
    const char *plural;   /**< "settlements" */
    const char *where;    /**< " within the mandate of this round", or "" */
} page_deal_set;

void page_deal_set_write(html *page, const page_deal_set *kind, json_t *set);

/** The packages of its frontier, one a row. */
void page_packages(html *page, const page_deal_set *kind, json_t *set);

/** The ways to choose among packages, in the order of the page. */
typedef struct page_solution {
    const char *key;
    const char *name;
    const char *formula;
} page_solution;
enum { HTML_SOLUTIONS = 4 };
extern const page_solution page_solutions[HTML_SOLUTIONS];

/** The point that the index-th of them chooses; NULL where the set is empty. */
json_t *page_find_solution(json_t *set, size_t index);

#endif
