/* Which single change to a proposed roadmap would help most. */
#include "roadmap/course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const NAMES[ENT_ROADMAP_CHANGES] = {"swap", "reversible", "irreversible",
                                                       "split", "chance"};

const char *ent_roadmap_change_name(ent_roadmap_change_kind kind) {
    return (unsigned)kind < ENT_ROADMAP_CHANGES ? NAMES[kind] : "unknown";
}

typedef struct lister {
    const roadmap_course *course;
    const ent_roadmap_walk *proposed;
    roadmap_route *route;
    uint32_t *order; /* [steps] scratch */
    ent_step *steps; /* [steps] a copy with one change */
    ent_roadmap_change *list;
    size_t count;
} lister;

static void add(lister *self, ent_roadmap_change change, double smallest) {
    change.smallest_slack = smallest;
    change.rise = smallest - self->proposed->smallest_slack;
    change.holds = smallest >= 0;
    self->list[self->count++] = change;
}

static bool keeps_after(const roadmap_course *course, const uint32_t *order) {
    for (size_t k = 0; k < course->steps; k++) {
        const ent_ids *after = &course->step[order[k]].after;
        for (size_t a = 0; a < after->count; a++)
            for (size_t later = k + 1; later < course->steps; later++)
                if (order[later] == after->at[a])
                    return false;
    }
    return true;
}

static void add_swap(lister *self, size_t first, size_t second) {
    const roadmap_course *course = self->course;
    memcpy(self->order, self->proposed->order, course->steps * sizeof *self->order);
    const uint32_t step = self->order[first];
    const uint32_t other = self->order[second];
    self->order[first] = other;
    self->order[second] = step;
    const uint64_t work = course->steps * course->parties * course->model->issues_count;
    if (!base_watch_step(course->watch, work) || !keeps_after(course, self->order) ||
        roadmap_order_first_impossible(course, self->order, self->route) < course->steps)
        return;
    roadmap_route_lay(course, self->order, ENT_NONE, self->route);
    add(self, (ent_roadmap_change){ENT_CHANGE_SWAP, .step = step, .other = other, .chance = NAN},
        roadmap_route_value(course, course->chance, self->route));
}

static void add_turn(lister *self, uint32_t step) {
    roadmap_course changed = *self->course;
    memcpy(self->steps, changed.step, changed.steps * sizeof *self->steps);
    self->steps[step].reversible = !self->steps[step].reversible;
    changed.step = self->steps;
    roadmap_route_lay(&changed, self->proposed->order, ENT_NONE, self->route);
    add(self,
        (ent_roadmap_change){self->steps[step].reversible ? ENT_CHANGE_REVERSIBLE
                                                          : ENT_CHANGE_IRREVERSIBLE,
                             .step = step, .other = ENT_NONE, .chance = NAN},
        roadmap_route_value(&changed, changed.chance, self->route));
}

static void add_split(lister *self, uint32_t step) {
    roadmap_route_lay(self->course, self->proposed->order, step, self->route);
    add(self,
        (ent_roadmap_change){ENT_CHANGE_SPLIT, .step = step, .other = ENT_NONE, .chance = NAN},
        roadmap_route_value(self->course, self->course->chance, self->route));
}

static void add_chance(lister *self) {
    const ent_roadmap_walk *proposed = self->proposed;
    if (!self->course->deal)
        return;
    const bool repairs = !proposed->holds && proposed->chance_low > self->course->chance;
    const double chance = repairs ? proposed->chance_low : 1;
    if (!(chance > self->course->chance))
        return;
    roadmap_route_lay(self->course, proposed->order, ENT_NONE, self->route);
    add(self,
        (ent_roadmap_change){ENT_CHANGE_CHANCE, .step = ENT_NONE, .other = ENT_NONE,
                             .chance = chance},
        roadmap_route_value(self->course, chance, self->route));
}

/* Differences below the tolerance are rounding and must not decide an order. */
static double rounded(double slack) {
    return round(slack / ENT_SLACK_TOLERANCE);
}

static int compare(const void *a, const void *b) {
    const ent_roadmap_change *one = a;
    const ent_roadmap_change *two = b;
    const double left = rounded(one->smallest_slack);
    const double right = rounded(two->smallest_slack);
    if (left > right || left < right)
        return left > right ? -1 : 1;
    if (one->kind != two->kind)
        return one->kind < two->kind ? -1 : 1;
    if (one->step != two->step)
        return one->step < two->step ? -1 : 1;
    return (one->other > two->other) - (one->other < two->other);
}

bool roadmap_changes_list(base_arena *arena, base_arena *scratch, const roadmap_course *course,
                          const ent_roadmap_walk *proposed, const ent_roadmap_change **changes,
                          size_t *count) {
    const size_t steps = course->steps;
    lister self = {
        .course = course,
        .proposed = proposed,
        .route = roadmap_route_new(scratch, course),
        .order = BASE_NEW(scratch, uint32_t, steps),
        .steps = BASE_NEW(scratch, ent_step, steps),
        .list = BASE_NEW(arena, ent_roadmap_change, steps * (steps - 1) / 2 + 2 * steps + 1),
    };
    if (!self.route || !self.order || !self.steps || !self.list)
        return false;
    for (size_t first = 0; first < steps; first++)
        for (size_t second = first + 1; second < steps; second++)
            add_swap(&self, first, second);
    /* Nothing but another order helps where a step of this one cannot be done. */
    const bool is_possible = proposed->impossible_at == ENT_NONE;
    for (uint32_t step = 0; is_possible && step < steps; step++) {
        add_turn(&self, step);
        add_split(&self, step);
    }
    if (is_possible)
        add_chance(&self);
    qsort(self.list, self.count, sizeof *self.list, compare);
    *changes = self.list;
    *count = self.count;
    return !base_watch_ended(course->watch);
}
