/** What was asked about packages beside what can be signed, and what is taken for given. */
#ifndef ENT_REPORT_CONDITIONS_H
#define ENT_REPORT_CONDITIONS_H

#include "report/draft.h"
#include "report/print/json.h"

/** Is it about a package on the table, exchanges or a peer, and not about the frontier as such? */
bool report_asks_about_packages(const ent_inquiry *inquiry);

/** A line on options fixed, red lines set aside and sides left out; none if there are none. */
void report_draft_conditions(report_draft *draft);

/** The same as members of the open object; none unless it was asked for. */
void report_json_conditions(print_json *json, const ent_answers *answers);

#endif
