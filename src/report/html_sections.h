/**
 * The sections of the page, one file each. A section is given its part of the report and writes
 * what lies between its heading and the end: the answer in a sentence, then for each chart its
 * place and the table beneath.
 */
#ifndef ENT_REPORT_HTML_SECTIONS_H
#define ENT_REPORT_HTML_SECTIONS_H

#include "report/html_write.h"

typedef void html_section_writer(html *page, json_t *part);

html_section_writer html_positions;
html_section_writer html_gap;
html_section_writer html_round;
html_section_writer html_deals;
html_section_writer html_blockers;
html_section_writer html_roadmap;
html_section_writer html_clock;
html_section_writer html_sources;
html_section_writer html_method;

/** One set of packages, as it stands under `deals` and under `round`. */
typedef struct html_deal_set {
    const char *id;       /**< prefix of the anchors, such as "settlement" */
    const char *path;     /**< where the chart finds it, such as "deals.settlement" */
    const char *singular; /**< "settlement" */
    const char *plural;   /**< "settlements" */
    const char *where;    /**< " within the mandate of this round", or "" */
} html_deal_set;

void html_deal_set_write(html *page, const html_deal_set *kind, json_t *set);

/** The packages of its frontier, one a row. */
void html_packages(html *page, const html_deal_set *kind, json_t *set);

/** The ways to choose among packages, in the order of the page. */
typedef struct html_solution {
    const char *key;
    const char *name;
    const char *formula;
} html_solution;
enum { HTML_SOLUTIONS = 4 };
extern const html_solution html_solutions[HTML_SOLUTIONS];

/** The point that the index-th of them chooses; NULL where the set is empty. */
json_t *html_find_solution(json_t *set, size_t index);

#endif
