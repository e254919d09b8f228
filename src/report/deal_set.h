/** A set of deals, settlements or interim agreements, as words, tables and JSON. */
#ifndef ENT_REPORT_DEAL_SET_H
#define ENT_REPORT_DEAL_SET_H

#include "report/draft.h"
#include "report/print/json.h"

/**
 * "Ukraine gains 12 to 20 % of what it wants over walking away, Russia 5 to 9 %": over the four
 * solutions; `over` is what the gains are measured against, or "".
 */
const char *report_say_solution_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over);
/** The same over the whole frontier. */
const char *report_say_frontier_gains(report_draft *draft, const ent_deal_set *set,
                                      const char *over);
/** "Ukraine gains 12 % of what it wants, Russia loses 5 %" */
const char *report_say_gains(report_draft *draft, const double *gain, const char *over);

/** NULL where the set is empty. */
const ent_deal *report_solution(const ent_deal_set *set, size_t solution);

typedef enum report_tie { REPORT_NEEDS, REPORT_AFFECTS } report_tie;
/** Does an option of the package need the party, or affect it? */
bool report_package_touches(const ent_model *model, const uint32_t *package, uint32_t party,
                            report_tie how);

/** "Nash", "Kalai-Smorodinsky", "egalitarian", "utilitarian" */
const char *report_solution_title(size_t solution);

/** How many different packages the four solutions pick. */
size_t report_solutions_distinct(const ent_deal_set *set);
/** What all four solutions choose otherwise than today, the widest issues first where the gap is
 * known: "ceasefire (the war ends) and 3 more". */
const char *report_say_solutions_agree(report_draft *draft, const ent_deal_set *set);

/** " All four need NATO and touch Georgia.": outside parties that every solution needs, and that it
 * affects besides; "" if there are none. */
const char *report_say_solutions_outsiders(report_draft *draft, const ent_deal_set *set);

/** "Ukraine falls short by 4 %": what the nearest package lacks, who loses first. */
const char *report_say_nearest(report_draft *draft, const ent_deal_set *set);

/**
 * " The frontier is approximate: in place of any package left out, one of those listed costs nobody
 * more than 0.35 % of what it wants."; "" if it is exact.
 */
const char *report_say_epsilon(report_draft *draft, const ent_deal_set *set);

/**
 * Tables named after the set: KIND, its frontier; KIND-solutions; for the page KIND-choices, what
 * the solutions settle issue by issue, and KIND-nearest, where the set is empty. A table that has
 * nothing to say stays without rows.
 *
 * @param kind  "settlement" or "interim"
 */
void report_draft_deal_set(report_draft *draft, const ent_deal_set *set, const char *kind);
/** The same for the page and for machines alone, where a terminal has something else to show. */
void report_draft_deal_set_for_page(report_draft *draft, const ent_deal_set *set, const char *kind);

/** The members of "settlement" or "interim" as docs/json.md has them. */
void report_json_deal_set(print_json *json, const char *key, const ent_model *model,
                          const ent_deal_set *set);
/** `KEY` with the count, and `KEY_high` where only bounds are proven. */
void report_json_count(print_json *json, const char *key, const ent_count *count);

#endif
