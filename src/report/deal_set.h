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

/** [issues] on which the packages differ; NULL if out of memory. */
bool *report_packages_differ(report_draft *draft, const uint32_t *const *packages, size_t count);
/** "All of them hold: ...": what is otherwise than today and not in `differs`; NULL if nothing. */
const char *report_say_common(report_draft *draft, const uint32_t *package, const bool *differs);

/**
 * " The frontier is approximate: in place of any package left out, one of those listed costs nobody
 * more than 0.35 % of what it wants."; "" if it is exact.
 */
const char *report_say_epsilon(report_draft *draft, const ent_deal_set *set);

/**
 * Two tables: the solutions, and the frontier. Where the set is empty: nothing.
 *
 * @param kind  "settlement" or "interim": what the tables are called in CSV
 */
void report_draft_deal_set(report_draft *draft, const ent_deal_set *set, const char *kind);

/** The members of "settlement" or "interim" as docs/json.md has them. */
void report_json_deal_set(print_json *json, const char *key, const ent_model *model,
                          const ent_deal_set *set);
/** `KEY` with the count, and `KEY_high` where only bounds are proven. */
void report_json_count(print_json *json, const char *key, const ent_count *count);

#endif
