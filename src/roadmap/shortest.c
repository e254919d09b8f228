/*
 * The shortest way to the end that holds, when steps may be done together.
 *
 * One after another, steps take the same number of days in every order. Steps that `after` leaves
 * free can also start together: a group is in force from the day it starts, lasts as long as its
 * longest step, and nobody can walk away in the middle of it. Exactly: from the end backwards, for
 * every set, the ways on that hold, as (days, values) of which none dominates another. That takes
 * 3^steps groups; beyond a limit the best order is shortened by joining neighbours instead.
 */
#include "roadmap/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ways looked at before the exact search gives up: one or two seconds. */
#define WORK_MAX (UINT64_C(1) << 24)

typedef struct together {
    const roadmap_lattice *lattice;
    const roadmap_plan *plan;
    bool *done;                        /* scratch for temptations */
    bool *group;                       /* the same */
    uint32_t *package;                 /* the same */
    double tail[ENT_ORDERS_STEPS_MAX]; /* by bit: days of the longest chain that starts with it */
    uint64_t work;
    /* ways on, set after set */
    double *days;    /* [count] */
    double *value;   /* [count x parties] */
    uint32_t *first; /* [count] the group to start with */
    uint32_t *next;  /* [count] the way on after it */
    size_t count;
    size_t room;
    uint32_t *start; /* [members] */
    uint32_t *many;  /* [members] */
} together;

static double days_of(const roadmap_plan *plan, uint32_t bit) {
    return plan->course->step[plan->step_of[bit]].lasts_days;
}

static double group_days(const roadmap_plan *plan, uint32_t group) {
    double days = 0;
    for (uint32_t bit = 0; bit < plan->steps; bit++)
        if (group >> bit & 1u)
            days = fmax(days, days_of(plan, bit));
    return days;
}

static double group_carry(const roadmap_plan *plan, uint32_t group, size_t p) {
    double carry = 1;
    for (uint32_t bit = 0; bit < plan->steps; bit++)
        if (group >> bit & 1u)
            carry = fmin(carry, plan->carry[bit * plan->parties + p]);
    return carry;
}

/* Steps may start together when none of them must come before another. */
static bool is_group(const roadmap_plan *plan, uint32_t set, uint32_t group) {
    for (uint32_t bit = 0; bit < plan->steps; bit++)
        if (group >> bit & 1u && !roadmap_plan_may_follow(plan, set, bit))
            return false;
    return true;
}

static double group_temptation(together *self, uint32_t set, uint32_t group, size_t p,
                               double collapse) {
    const roadmap_plan *plan = self->plan;
    const roadmap_course *course = plan->course;
    if (!plan->defects)
        return 0;
    for (uint32_t bit = 0; bit < plan->steps; bit++) {
        self->done[plan->step_of[bit]] = set >> bit & 1u;
        self->group[plan->step_of[bit]] = group >> bit & 1u;
    }
    const uint32_t party = course->party[p];
    if (!roadmap_course_has_part(course, self->done, self->group, party))
        return 0;
    roadmap_course_defection(course, self->done, self->group, party, false, self->package);
    const double interim = roadmap_course_level(course, p, self->package, false);
    roadmap_course_defection(course, self->done, self->group, party, true, self->package);
    return roadmap_temptation(group_carry(plan, group, p), interim,
                              roadmap_course_level(course, p, self->package, true), collapse);
}

/* Value at `set` of doing `group` next, and the smallest slack there. */
static double value_group(together *self, uint32_t set, uint32_t group, const double *after,
                          double *value) {
    const roadmap_plan *plan = self->plan;
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    double unused[ENT_PRINCIPALS_MAX];
    double smallest = INFINITY;
    roadmap_plan_levels(plan, set, unused, collapse);
    roadmap_plan_levels(plan, set | group, interim, unused);
    for (size_t p = 0; p < plan->parties; p++) {
        const double carry = group_carry(plan, group, p);
        value[p] = (1 - carry) * interim[p] + carry * after[p];
        smallest = fmin(smallest, value[p] - collapse[p] -
                                      group_temptation(self, set, group, p, collapse[p]));
    }
    return smallest;
}

static double value_end(const roadmap_plan *plan, double *value) {
    memcpy(value, plan->end, plan->parties * sizeof *value);
    return plan->end_slack;
}

/* Smallest slack along groups, one after the other. */
static double walk_groups(together *self, const uint32_t *groups, size_t count) {
    double value[ENT_PRINCIPALS_MAX];
    double before[ENT_PRINCIPALS_MAX];
    double smallest = value_end(self->plan, value);
    uint32_t set = self->plan->all;
    for (size_t g = count; g-- > 0;) {
        set &= ~groups[g];
        smallest = fmin(smallest, value_group(self, set, groups[g], value, before));
        memcpy(value, before, sizeof value);
    }
    return smallest;
}

static bool dominates(const together *self, size_t way, double days, const double *value) {
    if (self->days[way] > days)
        return false;
    for (size_t p = 0; p < self->plan->parties; p++)
        if (self->value[way * self->plan->parties + p] < value[p])
            return false;
    return true;
}

static bool is_dominated(const together *self, size_t way, double days, const double *value) {
    if (self->days[way] < days)
        return false;
    for (size_t p = 0; p < self->plan->parties; p++)
        if (self->value[way * self->plan->parties + p] > value[p])
            return false;
    return true;
}

static void put(together *self, size_t way, double days, const double *value, uint32_t group,
                uint32_t next) {
    self->days[way] = days;
    memcpy(self->value + way * self->plan->parties, value,
           self->plan->parties * sizeof *self->value);
    self->first[way] = group;
    self->next[way] = next;
}

static bool make_room(together *self) {
    if (self->count < self->room)
        return true;
    const size_t room = self->room ? 2 * self->room : 256;
    double *days = base_realloc(self->days, room * sizeof *days);
    if (days)
        self->days = days;
    double *value =
        days ? base_realloc(self->value, room * self->plan->parties * sizeof *value) : NULL;
    if (value)
        self->value = value;
    uint32_t *first = value ? base_realloc(self->first, room * sizeof *first) : NULL;
    if (first)
        self->first = first;
    uint32_t *next = first ? base_realloc(self->next, room * sizeof *next) : NULL;
    if (!next)
        return false;
    self->next = next;
    self->room = room;
    return true;
}

/* Keep a way on from the current set, whose ways start at `start`, unless another dominates it. */
static bool keep(together *self, size_t start, double days, const double *value, uint32_t group,
                 uint32_t next) {
    if (!base_watch_step(self->plan->course->watch, 4 * (self->count - start)))
        return false;
    for (size_t way = start; way < self->count; way++)
        if (dominates(self, way, days, value))
            return true;
    size_t kept = start;
    for (size_t way = start; way < self->count; way++)
        if (!is_dominated(self, way, days, value)) {
            put(self, kept, self->days[way], self->value + way * self->plan->parties,
                self->first[way], self->next[way]);
            kept++;
        }
    self->count = kept;
    if (!make_room(self))
        return false;
    put(self, self->count++, days, value, group, next);
    return true;
}

static ent_watch *watch_of(const together *self) {
    return self->plan->course->watch;
}

static bool extend(together *self, uint32_t set, uint32_t group) {
    const uint32_t after = set | group;
    if (!roadmap_lattice_has(self->lattice, after))
        return true;
    const size_t from = roadmap_lattice_index(self->lattice, after);
    const size_t start = self->start[roadmap_lattice_index(self->lattice, set)];
    const double days = group_days(self->plan, group);
    for (size_t i = 0; i < self->many[from]; i++) {
        const uint32_t way = self->start[from] + (uint32_t)i;
        double value[ENT_PRINCIPALS_MAX];
        if (!base_watch_step(watch_of(self), 16 * self->plan->parties))
            return false;
        const double smallest =
            value_group(self, set, group, self->value + way * self->plan->parties, value);
        self->work++;
        if (smallest >= -ENT_SLACK_TOLERANCE &&
            !keep(self, start, days + self->days[way], value, group, way))
            return false;
    }
    return true;
}

/* All groups that can start at `set`: the subsets of the steps that are free. */
static bool extend_set(together *self, uint32_t set) {
    uint32_t available = 0;
    for (uint32_t bit = 0; bit < self->plan->steps; bit++)
        if (roadmap_plan_may_follow(self->plan, set, bit))
            available |= UINT32_C(1) << bit;
    for (uint32_t group = available; group; group = (group - 1) & available) {
        self->work++;
        if (!base_watch_step(watch_of(self), 4) || !extend(self, set, group))
            return false;
        if (self->work > WORK_MAX)
            return true;
    }
    return true;
}

static bool search_backwards(together *self) {
    const roadmap_plan *plan = self->plan;
    double value[ENT_PRINCIPALS_MAX];
    for (uint32_t set = plan->all + 1; set-- > 0 && self->work <= WORK_MAX;) {
        if (!roadmap_lattice_has(self->lattice, set))
            continue;
        const size_t index = roadmap_lattice_index(self->lattice, set);
        self->start[index] = (uint32_t)self->count;
        self->many[index] = 0;
        const bool ok = set != plan->all ? extend_set(self, set)
                        : value_end(plan, value) >= -ENT_SLACK_TOLERANCE
                            ? keep(self, self->count, 0, value, 0, ENT_NONE)
                            : true;
        if (!ok)
            return false;
        self->many[index] = (uint32_t)self->count - self->start[index];
    }
    return true;
}

static size_t read_way(const together *self, uint32_t *groups) {
    uint32_t way = ENT_NONE;
    for (uint32_t i = 0; i < self->many[0]; i++)
        if (way == ENT_NONE || self->days[self->start[0] + i] < self->days[way])
            way = self->start[0] + i;
    size_t count = 0;
    for (; way != ENT_NONE && self->first[way]; way = self->next[way])
        groups[count++] = self->first[way];
    return count;
}

/* Join the two neighbours that save most days, as long as the result holds. */
static size_t join_neighbours(together *self, uint32_t *groups, size_t count) {
    for (bool joined = true; joined && count > 1;) {
        double most = 0;
        size_t at = count;
        uint32_t set = 0;
        for (size_t g = 0; g + 1 < count; g++) {
            uint32_t other[ENT_ORDERS_STEPS_MAX];
            const uint32_t both = groups[g] | groups[g + 1];
            const double saved =
                fmin(group_days(self->plan, groups[g]), group_days(self->plan, groups[g + 1]));
            self->work++;
            if (saved > most && is_group(self->plan, set, both)) {
                memcpy(other, groups, count * sizeof *other);
                memmove(other + g + 1, other + g + 2, (count - g - 2) * sizeof *other);
                other[g] = both;
                if (walk_groups(self, other, count - 1) >= -ENT_SLACK_TOLERANCE) {
                    most = saved;
                    at = g;
                }
            }
            set |= groups[g];
        }
        joined = at < count;
        if (joined) {
            groups[at] |= groups[at + 1];
            memmove(groups + at + 1, groups + at + 2, (count - at - 2) * sizeof *groups);
            count--;
        }
    }
    return count;
}

static double sum_days(const roadmap_plan *plan, const uint32_t *groups, size_t count) {
    double days = 0;
    for (size_t g = 0; g < count; g++)
        days += group_days(plan, groups[g]);
    return days;
}

/* Every step as early as `after` lets it; 0 groups if that does not hold. */
static size_t start_early(together *self, uint32_t *groups) {
    const roadmap_plan *plan = self->plan;
    size_t count = 0;
    for (uint32_t set = 0; set != plan->all; set |= groups[count++]) {
        groups[count] = 0;
        for (uint32_t bit = 0; bit < plan->steps; bit++)
            if (roadmap_plan_may_follow(plan, set, bit))
                groups[count] |= UINT32_C(1) << bit;
        if (!roadmap_lattice_has(self->lattice, set | groups[count]))
            return 0;
    }
    return walk_groups(self, groups, count) >= -ENT_SLACK_TOLERANCE ? count : 0;
}

/* Where the exact search is too long: the better of two simple ways. */
static size_t guess(together *self, const uint32_t *order, uint32_t *groups) {
    uint32_t early[ENT_ORDERS_STEPS_MAX];
    const size_t early_count = start_early(self, early);
    size_t count = self->plan->steps;
    for (size_t k = 0; k < count; k++)
        groups[k] = UINT32_C(1) << order[k];
    count = walk_groups(self, groups, count) >= -ENT_SLACK_TOLERANCE
                ? join_neighbours(self, groups, count)
                : 0;
    if (early_count && (!count || sum_days(self->plan, early, early_count) <
                                      sum_days(self->plan, groups, count))) {
        memcpy(groups, early, early_count * sizeof *groups);
        count = early_count;
    }
    return count;
}

/* Days of the longest chain of steps that must follow each other. */
static double longest_chain(together *self) {
    const roadmap_plan *plan = self->plan;
    double longest = 0;
    for (size_t s = plan->steps; s-- > 0;) { /* the file lists no step before one it must follow */
        const uint32_t bit = plan->bit_of[s];
        double rest = 0;
        for (uint32_t other = 0; other < plan->steps; other++)
            if (plan->after[other] >> bit & 1u)
                rest = fmax(rest, self->tail[other]);
        self->tail[bit] = days_of(plan, bit) + rest;
        longest = fmax(longest, self->tail[bit]);
    }
    return longest;
}

static bool list_groups(together *self, base_arena *arena, const uint32_t *groups, size_t count,
                        ent_roadmap_shortest *shortest) {
    const roadmap_plan *plan = self->plan;
    ent_ids *list = BASE_NEW(arena, ent_ids, count);
    uint32_t *steps = BASE_NEW(arena, uint32_t, plan->steps);
    if (!list || !steps)
        return false;
    for (size_t g = 0; g < count; g++) {
        list[g].at = steps;
        for (uint32_t s = 0; s < plan->steps; s++)
            if (groups[g] >> plan->bit_of[s] & 1u)
                steps[list[g].count++] = s;
        steps += list[g].count;
    }
    shortest->groups = list;
    shortest->groups_count = count;
    shortest->days = sum_days(plan, groups, count);
    const double smallest = walk_groups(self, groups, count);
    shortest->smallest_slack = smallest < 0 && smallest >= -ENT_SLACK_TOLERANCE ? 0 : smallest;
    return true;
}

/* Would the exact search look at more groups than it may? */
static bool is_too_long(const together *self) {
    uint64_t groups = 0;
    for (uint32_t set = 0; set < self->plan->all && groups <= WORK_MAX; set++) {
        if (!base_watch_each(watch_of(self), set, self->plan->steps))
            break;
        if (!roadmap_lattice_has(self->lattice, set))
            continue;
        uint32_t available = 0;
        for (uint32_t bit = 0; bit < self->plan->steps; bit++)
            available += roadmap_plan_may_follow(self->plan, set, bit);
        groups += UINT64_C(1) << available;
    }
    return groups > WORK_MAX;
}

/* The groups of the shortest way, if possible; says whether nothing is shorter. */
static bool find_groups(together *self, const uint32_t *order, double days_low, uint32_t *groups,
                        size_t *count, bool *exact) {
    *exact = true;
    *count = start_early(self, groups);
    if (*count && sum_days(self->plan, groups, *count) <= days_low)
        return true;
    *exact = !is_too_long(self);
    if (*exact && !search_backwards(self))
        return false;
    *exact = *exact && self->work <= WORK_MAX;
    *count = *exact ? read_way(self, groups) : guess(self, order, groups);
    return true;
}

static bool run(together *self, base_arena *arena, const uint32_t *order,
                ent_roadmap_shortest *shortest) {
    uint32_t groups[ENT_ORDERS_STEPS_MAX] = {0};
    size_t count = 0;
    *shortest = (ent_roadmap_shortest){.days_low = longest_chain(self)};
    if (!find_groups(self, order, shortest->days_low, groups, &count, &shortest->exact))
        return false;
    shortest->exists = count > 0;
    if (!shortest->exists)
        return true;
    if (!list_groups(self, arena, groups, count, shortest))
        return false;
    if (shortest->days <= shortest->days_low)
        shortest->exact = true;
    if (shortest->exact)
        shortest->days_low = shortest->days;
    return true;
}

bool roadmap_search_shortest(roadmap_search *search, base_arena *arena, const uint32_t *order,
                             ent_roadmap_shortest *shortest) {
    const roadmap_lattice *lattice = search->lattice;
    base_arena scratch = {0};
    together self = {.lattice = lattice, .plan = lattice->plan};
    const roadmap_course *course = self.plan->course;
    base_watch_phase(course->watch, "shortest way", 0);
    self.done = BASE_NEW(&scratch, bool, self.plan->steps);
    self.group = BASE_NEW(&scratch, bool, self.plan->steps);
    self.package = BASE_NEW(&scratch, uint32_t, course->model->issues_count);
    self.start = base_malloc(lattice->count * sizeof *self.start);
    self.many = base_malloc(lattice->count * sizeof *self.many);
    const bool ok = self.done && self.group && self.package && self.start && self.many &&
                    run(&self, arena, order, shortest);
    search->work += self.work;
    free(self.days);
    free(self.value);
    free(self.first);
    free(self.next);
    free(self.start);
    free(self.many);
    base_arena_clear(&scratch);
    return ok;
}
