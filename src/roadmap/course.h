/**
 * One roadmap in numbers, and the value of walking it in a given order.
 *
 * A route is a sequence of legs: one per step, two for a step done in halves. Everything here
 * follows the definitions in entente/roadmap.h one package at a time; the tables over all sets of
 * steps are in plan.h.
 */
#ifndef ENT_ROADMAP_COURSE_H
#define ENT_ROADMAP_COURSE_H

#include "base/arena.h"
#include "entente/roadmap.h"

typedef struct ent_course {
    const ent_model *model;
    const ent_step *step; /* [steps] the roadmap's, or a copy with a change in it */
    size_t steps;
    size_t parties;          /* principals */
    const uint32_t *party;   /* [parties] their indices in the model */
    const double *today;     /* [parties] u(x0) */
    const double *walk_away; /* [parties] */
    const double *carry;     /* [steps x parties] c(s) */
    bool stays;              /* there is no `ends_in`: the last package stays */
    const double *deal;      /* [parties] worth of the deal at the end, or NULL */
    double chance;           /* of the deal; 0 without one */
} ent_course;

typedef struct ent_route {
    size_t legs;
    uint32_t *step;     /* [legs] */
    double *day;        /* [legs + 1] */
    double *carry;      /* [legs x parties] */
    double *interim;    /* [legs x parties] while the leg lasts */
    double *temptation; /* [legs + 1 x parties] */
    double *collapse;   /* [legs + 1 x parties] before the leg; the last row: after all of them */
    double *stay;       /* [parties] interim(all) */
    double *value;      /* [legs + 1 x parties] */
    double *slack;      /* [legs + 1 x parties] rounding above -ENT_SLACK_TOLERANCE made 0 */
    /* scratch */
    bool *done;        /* [steps] */
    bool *group;       /* [steps] all false between calls */
    uint32_t *package; /* [issues] */
} ent_route;

/** Arrays for routes of up to `steps + 1` legs; NULL if out of memory. */
ent_route *ent_route_new(ent_arena *arena, const ent_course *course);

/** The package with the `done` steps in force, or only the irreversible ones of them. */
void ent_course_package(const ent_course *course, const bool *done, bool irreversible,
                        uint32_t *package);

/** Does doing the `group` of steps change an issue that the principal controls? */
bool ent_course_has_part(const ent_course *course, const bool *done, const bool *group,
                         uint32_t party);

/** As ent_course_package with the `group` done too, but only on the issues that others than
 * `party` control. */
void ent_course_defection(const ent_course *course, const bool *done, const bool *group,
                          uint32_t party, bool irreversible, uint32_t *package);

/** w + u(package) - u(x0) of the principal at position `p`. */
double ent_course_level(const ent_course *course, size_t p, const uint32_t *package, bool lasting);

/** What defecting adds: max(0, (1 - carry) interim + carry collapse - now). */
double ent_temptation(double carry, double interim, double collapse, double now);

/** Lay the legs of an order; `split` is done in halves (ENT_NONE: no step is). */
void ent_route_lay(const ent_course *course, const uint32_t *order, uint32_t split,
                   ent_route *route);

/** Values and slacks with a given chance at the end; returns the smallest slack. */
double ent_route_value(const ent_course *course, double chance, ent_route *route);

/** The chances at the end with which a valued route holds; NANs: none, or no deal. */
void ent_route_chances(const ent_course *course, const ent_route *route, double *low, double *high);

/** The whole account of an order, in `arena`. False if out of memory. */
bool ent_walk_make(ent_arena *arena, const ent_course *course, ent_route *route,
                   const uint32_t *order, ent_roadmap_walk *walk);

/** All single changes to the order in the file, best first. False if out of memory. */
bool ent_changes_list(ent_arena *arena, ent_arena *scratch, const ent_course *course,
                      const ent_roadmap_walk *proposed, const ent_roadmap_change **changes,
                      size_t *count);

/** No package in force on the way breaks a rule. */
bool ent_order_is_possible(const ent_course *course, const uint32_t *order, ent_route *route);

#endif
