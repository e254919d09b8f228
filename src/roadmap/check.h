/** What a roadmap must be before it can be assessed. */
#ifndef ENT_ROADMAP_CHECK_H
#define ENT_ROADMAP_CHECK_H

#include "roadmap/course.h"

/** Steps, their days and order, and the length of a round: without any payoff. */
ent_status roadmap_check(const ent_model *model, const ent_roadmap *roadmap, ent_diags *diags);

/** The named package at the end: can it ever be signed? */
ent_status roadmap_check_end(const ent_model *model, const ent_roadmap *roadmap,
                             const uint32_t *package, ent_diags *diags);

/** No package in force on the proposed way breaks a rule. */
ent_status roadmap_check_rules(const roadmap_course *course, const ent_roadmap *roadmap,
                               roadmap_route *route, ent_diags *diags);

#endif
