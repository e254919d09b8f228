/** What each side wants, as tables of the gap's section. */
#ifndef ENT_REPORT_POSITIONS_H
#define ENT_REPORT_POSITIONS_H

#include "report/draft.h"

/**
 * Three tables for the page: each side's wish issue by issue with what is at stake for it, what the
 * parties will never sign, and what the sides expect without an agreement; each with the claims
 * that it rests on.
 */
void report_draft_positions(report_draft *draft);

#endif
