/** What was asked about packages beside what can be signed, and what is taken for given. */
#ifndef ENT_REPORT_CONDITIONS_H
#define ENT_REPORT_CONDITIONS_H

#include "report/draft.h"
#include "report/json.h"

/** Is it about a package on the table, exchanges or a peer, and not about the frontier as such? */
bool ent_asks_about_packages(const ent_report_options *options);

/** A line on options fixed, red lines set aside and sides left out; none if there are none. */
void ent_draft_conditions(ent_draft *draft);

/** The same as members of the open object; none unless it was asked for. */
void ent_json_conditions(ent_json *json, const ent_report *report);

#endif
