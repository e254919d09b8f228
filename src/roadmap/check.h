/** What a roadmap must be before it can be assessed. */
#ifndef ENT_ROADMAP_CHECK_H
#define ENT_ROADMAP_CHECK_H

#include "roadmap/course.h"

/** Steps, their days and order, and the length of a round: without any payoff. */
ent_status roadmap_check(const ent_model *model, const ent_roadmap *roadmap, ent_diags *diags);

#endif
