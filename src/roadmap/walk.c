/* The account of one order: slack everywhere, what breaks, and what would repair it. */
#include "roadmap/course.h"

#include "model/model.h"

#include <math.h>
#include <string.h>

static double *copy(base_arena *arena, const double *values, size_t count) {
    double *own = BASE_NEW(arena, double, count);
    if (own)
        memcpy(own, values, count * sizeof *own);
    return own;
}

/* The points of a route, the numbers of each kind in one matrix. */
static ent_roadmap_point *make_points(base_arena *arena, const roadmap_course *course,
                                      const roadmap_route *route) {
    const size_t count = course->steps + 1;
    const size_t size = count * course->parties;
    ent_roadmap_point *points = BASE_NEW(arena, ent_roadmap_point, count);
    const double *value = copy(arena, route->value, size);
    const double *collapse = copy(arena, route->collapse, size);
    const double *temptation = copy(arena, route->temptation, size);
    const double *slack = copy(arena, route->slack, size);
    double *guarantee = BASE_NEW(arena, double, size);
    if (!points || !value || !collapse || !temptation || !slack || !guarantee)
        return NULL;
    for (size_t i = 0; i < size; i++)
        guarantee[i] = fmax(0, -slack[i]);
    for (size_t k = 0; k < count; k++) {
        const size_t at = k * course->parties;
        points[k] = (ent_roadmap_point){
            .step = k < route->legs ? route->step[k] : ENT_NONE,
            .day = route->day[k],
            .value = value + at,
            .collapse = collapse + at,
            .temptation = temptation + at,
            .slack = slack + at,
            .guarantee = guarantee + at,
            .breaks_rule = ENT_NONE,
            .crosses_party = ENT_NONE,
            .crosses_red_line = ENT_NONE,
        };
    }
    return points;
}

/* What the packages in force on the way run into. */
static void find_obstacles(const roadmap_course *course, roadmap_route *route,
                           ent_roadmap_walk *walk, ent_roadmap_point *points) {
    memset(route->done, 0, course->steps * sizeof *route->done);
    for (size_t k = 0; k < course->steps; k++) {
        route->done[walk->order[k]] = true;
        roadmap_course_package(course, route->done, false, route->package);
        points[k].breaks_rule = model_broken_rule(course->model, route->package);
        ent_model_crosses_red_line(course->model, route->package, &points[k].crosses_party,
                                   &points[k].crosses_red_line);
    }
}

static void find_break(const roadmap_course *course, ent_roadmap_walk *walk) {
    walk->breaks_at = ENT_NONE;
    walk->breaks_for = ENT_NONE;
    for (uint32_t k = 0; k < walk->points_count && walk->breaks_at == ENT_NONE; k++) {
        const double *slack = walk->points[k].slack;
        uint32_t least = 0;
        if (k == walk->impossible_at)
            walk->breaks_at = k;
        for (uint32_t p = 1; p < course->parties; p++)
            if (slack[p] < slack[least])
                least = p;
        if (slack[least] < 0) {
            walk->breaks_at = k;
            walk->breaks_for = least;
        }
    }
}

static void add_up_guarantees(const roadmap_course *course, ent_roadmap_walk *walk, double *total) {
    for (size_t p = 0; p < course->parties; p++) {
        for (size_t k = 0; k < walk->points_count; k++)
            total[p] = fmax(total[p], walk->points[k].guarantee[p]);
        walk->guarantee_total += total[p];
    }
}

/* Backward: a party carries on only for what comes if nobody walks away later. */
static void look_ahead(const roadmap_course *course, const roadmap_route *route,
                       ent_roadmap_walk *walk, double *ahead) {
    walk->stops_at = ENT_NONE;
    for (size_t k = route->legs + 1; k-- > 0;) {
        bool stops = k == route->impossible;
        for (size_t p = 0; p < course->parties; p++) {
            const size_t at = k * course->parties + p;
            ahead[p] =
                k >= route->impossible || k == route->legs
                    ? route->value[at]
                    : (1 - route->carry[at]) * route->interim[at] + route->carry[at] * ahead[p];
            if (ahead[p] - route->collapse[at] - route->temptation[at] < -ENT_SLACK_TOLERANCE)
                stops = true;
        }
        if (!stops)
            continue;
        walk->stops_at = (uint32_t)k;
        memcpy(ahead, route->collapse + k * course->parties, course->parties * sizeof *ahead);
    }
}

bool roadmap_walk_make(base_arena *arena, const roadmap_course *course, roadmap_route *route,
                       const uint32_t *order, ent_roadmap_walk *walk) {
    uint32_t *own_order = BASE_NEW(arena, uint32_t, course->steps);
    double *guarantee = BASE_NEW(arena, double, course->parties);
    double *ahead = BASE_NEW(arena, double, course->parties);
    if (!own_order || !guarantee || !ahead)
        return false;
    memcpy(own_order, order, course->steps * sizeof *own_order);
    const size_t impossible = roadmap_order_first_impossible(course, order, route);
    roadmap_route_lay(course, order, ENT_NONE, route);
    if (impossible < course->steps)
        roadmap_route_stop(course, impossible, route);
    const double smallest = roadmap_route_value(course, course->chance, route);
    ent_roadmap_point *points = make_points(arena, course, route);
    if (!points)
        return false;
    *walk = (ent_roadmap_walk){
        .order = own_order,
        .points_count = course->steps + 1,
        .points = points,
        .smallest_slack = smallest,
        .holds = smallest >= 0 && impossible == course->steps,
        .impossible_at = impossible < course->steps ? (uint32_t)impossible : ENT_NONE,
        .guarantee = guarantee,
    };
    roadmap_route_chances(course, route, &walk->chance_low, &walk->chance_high);
    find_break(course, walk);
    add_up_guarantees(course, walk, guarantee);
    look_ahead(course, route, walk, ahead);
    find_obstacles(course, route, walk, points);
    return true;
}
