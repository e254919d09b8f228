/* What a roadmap pays on the way, along one order, straight from the definitions. */
#include "roadmap/course.h"

#include "model/model.h"

#include <math.h>
#include <string.h>

roadmap_route *roadmap_route_new(base_arena *arena, const roadmap_course *course) {
    const size_t points = course->steps + 2;
    const size_t cells = points * course->parties;
    roadmap_route *route = BASE_NEW(arena, roadmap_route, 1);
    if (!route)
        return NULL;
    *route = (roadmap_route){
        .step = BASE_NEW(arena, uint32_t, points),
        .day = BASE_NEW(arena, double, points),
        .carry = BASE_NEW(arena, double, cells),
        .interim = BASE_NEW(arena, double, cells),
        .temptation = BASE_NEW(arena, double, cells),
        .collapse = BASE_NEW(arena, double, cells),
        .stay = BASE_NEW(arena, double, course->parties),
        .value = BASE_NEW(arena, double, cells),
        .slack = BASE_NEW(arena, double, cells),
        .done = BASE_NEW(arena, bool, course->steps),
        .group = BASE_NEW(arena, bool, course->steps),
        .package = BASE_NEW(arena, uint32_t, course->model->issues_count),
    };
    const bool whole = route->step && route->day && route->carry && route->interim &&
                       route->temptation && route->collapse && route->stay && route->value &&
                       route->slack && route->done && route->group && route->package;
    return whole ? route : NULL;
}

void roadmap_course_package(const roadmap_course *course, const bool *done, bool irreversible,
                            uint32_t *package) {
    memset(package, 0, course->model->issues_count * sizeof *package);
    for (size_t s = 0; s < course->steps; s++) {
        const ent_step *step = &course->step[s];
        if (!done[s] || (irreversible && step->reversible))
            continue;
        for (size_t t = 0; t < step->sets.count; t++)
            package[step->sets.terms[t].issue] = step->sets.terms[t].options.at[0];
    }
}

/* The option in force on `issue`: the last step of the file that sets it counts. */
static uint32_t option_in_force(const roadmap_course *course, const bool *done, const bool *group,
                                uint32_t issue) {
    for (size_t s = course->steps; s-- > 0;) {
        const ent_term *term = model_pattern_term(&course->step[s].sets, issue);
        if (term && (done[s] || (group && group[s])))
            return term->options.at[0];
    }
    return 0;
}

bool roadmap_course_has_part(const roadmap_course *course, const bool *done, const bool *group,
                             uint32_t party) {
    for (size_t s = 0; s < course->steps; s++) {
        const ent_pattern *sets = &course->step[s].sets;
        for (size_t t = 0; group[s] && t < sets->count; t++) {
            const uint32_t issue = sets->terms[t].issue;
            if (course->model->issues[issue].controlled_by == party &&
                option_in_force(course, done, NULL, issue) !=
                    option_in_force(course, done, group, issue))
                return true;
        }
    }
    return false;
}

void roadmap_course_defection(const roadmap_course *course, const bool *done, const bool *group,
                              uint32_t party, bool irreversible, uint32_t *package) {
    memset(package, 0, course->model->issues_count * sizeof *package);
    for (size_t s = 0; s < course->steps; s++) {
        const ent_step *step = &course->step[s];
        if ((!done[s] && !group[s]) || (irreversible && step->reversible))
            continue;
        for (size_t t = 0; t < step->sets.count; t++) {
            const ent_term *term = &step->sets.terms[t];
            const uint32_t by = course->model->issues[term->issue].controlled_by;
            if (done[s] || (by != party && by != ENT_NONE))
                package[term->issue] = term->options.at[0];
        }
    }
}

double roadmap_course_level(const roadmap_course *course, size_t p, const uint32_t *package,
                            bool lasting) {
    const double utility = ent_model_utility(course->model, course->party[p], package, lasting);
    return course->walk_away[p] + (utility - course->today[p]);
}

double roadmap_temptation(double carry, double interim, double collapse, double now) {
    const double more = (1 - carry) * interim + carry * collapse - now;
    return more > 0 ? more : 0;
}

static void read_levels(const roadmap_course *course, roadmap_route *route, bool irreversible,
                        double *levels) {
    roadmap_course_package(course, route->done, irreversible, route->package);
    for (size_t p = 0; p < course->parties; p++)
        levels[p] = roadmap_course_level(course, p, route->package, irreversible);
}

/* A row of the route's matrices. */
static double *row(const roadmap_course *course, double *matrix, size_t leg) {
    return matrix + leg * course->parties;
}

/* Defecting in a step: what it pays while the step lasts, and when it is found out. */
typedef struct defection {
    bool has_part;
    double interim;
    double collapse;
} defection;

static defection find_defection(const roadmap_course *course, roadmap_route *route, uint32_t step,
                                size_t p) {
    const uint32_t party = course->party[p];
    defection found = {0};
    route->group[step] = true;
    if (roadmap_course_has_part(course, route->done, route->group, party)) {
        found.has_part = true;
        roadmap_course_defection(course, route->done, route->group, party, false, route->package);
        found.interim = roadmap_course_level(course, p, route->package, false);
        roadmap_course_defection(course, route->done, route->group, party, true, route->package);
        found.collapse = roadmap_course_level(course, p, route->package, true);
    }
    route->group[step] = false;
    return found;
}

static void start_leg(const roadmap_course *course, roadmap_route *route, uint32_t step,
                      double part) {
    const size_t leg = route->legs;
    route->step[leg] = step;
    route->day[leg + 1] = route->day[leg] + part * course->step[step].lasts_days;
    for (size_t p = 0; p < course->parties; p++) {
        const double carry = course->carry[step * course->parties + p];
        row(course, route->carry, leg)[p] = part < 1 ? sqrt(carry) : carry;
    }
    route->legs++;
}

/* One leg for the step; `collapse` before it is already there, after it is filled in. */
static void lay_whole(const roadmap_course *course, roadmap_route *route, uint32_t step) {
    const size_t leg = route->legs;
    start_leg(course, route, step, 1);
    const double *carry = row(course, route->carry, leg);
    for (size_t p = 0; p < course->parties; p++) {
        const defection gone = find_defection(course, route, step, p);
        row(course, route->temptation, leg)[p] =
            gone.has_part ? roadmap_temptation(carry[p], gone.interim, gone.collapse,
                                               row(course, route->collapse, leg)[p])
                          : 0;
    }
    route->done[step] = true;
    read_levels(course, route, false, row(course, route->interim, leg));
    read_levels(course, route, true, row(course, route->collapse, leg + 1));
}

/* Two legs: after the first, everything the step changes is half way. */
static void lay_halves(const roadmap_course *course, roadmap_route *route, uint32_t step) {
    const size_t first = route->legs;
    const size_t second = first + 1;
    start_leg(course, route, step, 0.5);
    start_leg(course, route, step, 0.5);
    double *before = row(course, route->interim, first);
    double *after = row(course, route->interim, second);
    double *collapse = row(course, route->collapse, first);
    double *half = row(course, route->collapse, second);
    double *whole = row(course, route->collapse, second + 1);
    read_levels(course, route, false, before);
    route->done[step] = true;
    read_levels(course, route, false, after);
    read_levels(course, route, true, whole);
    route->done[step] = false;
    for (size_t p = 0; p < course->parties; p++) {
        const double carry = row(course, route->carry, first)[p];
        const defection gone = find_defection(course, route, step, p);
        half[p] = (collapse[p] + whole[p]) / 2;
        row(course, route->temptation, first)[p] =
            gone.has_part ? roadmap_temptation(carry, (before[p] + gone.interim) / 2,
                                               (collapse[p] + gone.collapse) / 2, collapse[p])
                          : 0;
        row(course, route->temptation, second)[p] =
            gone.has_part ? roadmap_temptation(carry, (gone.interim + after[p]) / 2,
                                               (gone.collapse + whole[p]) / 2, half[p])
                          : 0;
        before[p] = (before[p] + after[p]) / 2;
    }
    route->done[step] = true;
}

void roadmap_route_lay(const roadmap_course *course, const uint32_t *order, uint32_t split,
                       roadmap_route *route) {
    memset(route->done, 0, course->steps * sizeof *route->done);
    route->legs = 0;
    route->day[0] = 0;
    read_levels(course, route, true, route->collapse);
    for (size_t k = 0; k < course->steps; k++) {
        if (order[k] == split)
            lay_halves(course, route, order[k]);
        else
            lay_whole(course, route, order[k]);
    }
    read_levels(course, route, false, route->stay);
    memset(row(course, route->temptation, route->legs), 0, course->parties * sizeof(double));
    route->impossible = route->legs + 1;
}

void roadmap_route_stop(const roadmap_course *course, size_t leg, roadmap_route *route) {
    route->impossible = leg;
    memset(row(course, route->temptation, leg), 0,
           (route->legs + 1 - leg) * course->parties * sizeof(double));
}

static double without_rounding(double slack) {
    return slack < 0 && slack >= -ENT_SLACK_TOLERANCE ? 0 : slack;
}

double roadmap_route_value(const roadmap_course *course, double chance, roadmap_route *route) {
    double smallest = INFINITY;
    for (size_t k = route->legs + 1; k-- > 0;) {
        for (size_t p = 0; p < course->parties; p++) {
            const size_t at = k * course->parties + p;
            if (k >= route->impossible)
                route->value[at] = route->collapse[at];
            else if (k < route->legs)
                route->value[at] = (1 - route->carry[at]) * route->interim[at] +
                                   route->carry[at] * route->value[at + course->parties];
            else if (course->stays)
                route->value[at] = route->stay[p];
            else
                route->value[at] =
                    route->collapse[at] +
                    chance * (course->deal ? course->deal[p] - route->collapse[at] : 0);
            route->slack[at] =
                without_rounding(route->value[at] - route->collapse[at] - route->temptation[at]);
            if (k < route->legs || roadmap_course_has_end(course))
                smallest = fmin(smallest, route->slack[at]);
        }
    }
    return smallest;
}

/* Every slack is a straight line in the chance q: slack + (q - chance) x rise. */
void roadmap_route_chances(const roadmap_course *course, const roadmap_route *route, double *low,
                           double *high) {
    *low = *high = NAN;
    if (!course->deal || route->impossible <= route->legs)
        return;
    double from = 0;
    double to = 1;
    for (size_t p = 0; p < course->parties; p++) {
        double rise = course->deal[p] - route->collapse[route->legs * course->parties + p];
        for (size_t k = route->legs + 1; k-- > 0;) {
            const size_t at = k * course->parties + p;
            if (k < route->legs)
                rise *= route->carry[at];
            if (fabs(rise) < ENT_SLACK_TOLERANCE * ENT_SLACK_TOLERANCE) {
                if (route->slack[at] < 0)
                    return;
                continue;
            }
            const double zero = course->chance - route->slack[at] / rise;
            if (rise > 0)
                from = fmax(from, zero);
            else
                to = fmin(to, zero);
        }
    }
    if (from > to + ENT_SLACK_TOLERANCE)
        return;
    *low = fmin(from, to);
    *high = to;
}

size_t roadmap_order_first_impossible(const roadmap_course *course, const uint32_t *order,
                                      roadmap_route *route) {
    memset(route->done, 0, course->steps * sizeof *route->done);
    for (size_t k = 0; k < course->steps; k++) {
        route->done[order[k]] = true;
        roadmap_course_package(course, route->done, false, route->package);
        if (!ent_model_is_possible(course->model, route->package))
            return k;
    }
    return course->steps;
}
