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
#include "base/watch.h"
#include "entente/roadmap.h"

typedef struct roadmap_course {
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
    ent_watch *watch;        /* may be NULL; ends the searches and lists that are made of it */
} roadmap_course;

typedef struct roadmap_route {
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
    size_t
        impossible; /* first leg that cannot be done; from it on all is collapse. legs + 1: none */
    /* scratch */
    bool *done;        /* [steps] */
    bool *group;       /* [steps] all false between calls */
    uint32_t *package; /* [issues] */
} roadmap_route;

/** Arrays for routes of up to `steps + 1` legs; NULL if out of memory. */
roadmap_route *roadmap_route_new(base_arena *arena, const roadmap_course *course);

/** The package with the `done` steps in force, or only the irreversible ones of them. */
void roadmap_course_package(const roadmap_course *course, const bool *done, bool irreversible,
                            uint32_t *package);

/** Does doing the `group` of steps change an issue that the principal controls? */
bool roadmap_course_has_part(const roadmap_course *course, const bool *done, const bool *group,
                             uint32_t party);

/** As roadmap_course_package with the `group` done too, but only on the issues that others than
 * `party` control. */
void roadmap_course_defection(const roadmap_course *course, const bool *done, const bool *group,
                              uint32_t party, bool irreversible, uint32_t *package);

/** w + u(package) - u(x0) of the principal at position `p`. */
double roadmap_course_level(const roadmap_course *course, size_t p, const uint32_t *package,
                            bool lasting);

/** What defecting adds: max(0, (1 - carry) interim + carry collapse - now). */
double roadmap_temptation(double carry, double interim, double collapse, double now);

/** Lay the legs of an order; `split` is done in halves (ENT_NONE: no step is). */
void roadmap_route_lay(const roadmap_course *course, const uint32_t *order, uint32_t split,
                       roadmap_route *route);

/** Let the route come to its end at `leg`, whose step cannot be done. */
void roadmap_route_stop(const roadmap_course *course, size_t leg, roadmap_route *route);

/** Is there something at the end whose slack counts? */
static inline bool roadmap_course_has_end(const roadmap_course *course) {
    return course->stays || course->deal;
}

/** Values and slacks with a given chance at the end; returns the smallest slack. */
double roadmap_route_value(const roadmap_course *course, double chance, roadmap_route *route);

/** The chances at the end with which a valued route holds; NANs: none, or no deal. */
void roadmap_route_chances(const roadmap_course *course, const roadmap_route *route, double *low,
                           double *high);

/** The whole account of an order, in `arena`. False if out of memory. */
bool roadmap_walk_make(base_arena *arena, const roadmap_course *course, roadmap_route *route,
                       const uint32_t *order, ent_roadmap_walk *walk);

/** All single changes to the order in the file, best first. False if out of memory. */
bool roadmap_changes_list(base_arena *arena, base_arena *scratch, const roadmap_course *course,
                          const ent_roadmap_walk *proposed, const ent_roadmap_change **changes,
                          size_t *count);

/** The first place in the order with which a package in force breaks a rule, `steps` if none does.
 */
size_t roadmap_order_first_impossible(const roadmap_course *course, const uint32_t *order,
                                      roadmap_route *route);

#endif
