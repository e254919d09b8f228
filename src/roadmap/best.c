/*
 * The order with the largest smallest slack of its steps: the end's is the same in every order, so
 * that this one has the largest of all, too.
 *
 * A local search finds a good order; then the question "does any order do better by more than the
 * tolerance?" is put to a depth-first search that remembers, per set, the demands it could not
 * meet. When the answer is no, a last search with the threshold at the optimum finds the first
 * order in file order.
 */
#include "roadmap/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool roadmap_demand_after(const roadmap_plan *plan, double threshold, uint32_t bit,
                          const double *rivals, const double *interim, const double *demand,
                          double *next) {
    const double *carry = plan->carry + bit * plan->parties;
    for (size_t p = 0; p < plan->parties; p++) {
        const double rest = fmax(demand[p], rivals[p] + threshold) - (1 - carry[p]) * interim[p];
        if (carry[p] > 0)
            next[p] = rest / carry[p];
        else if (rest > 0)
            return false;
        else
            next[p] = -INFINITY;
    }
    return true;
}

/* Sums of several payoffs are compared with this much room for rounding. */
#define ROUNDING 1e-12

/* Demands that could not be met, as a list per set. */
typedef struct memory {
    uint32_t *head; /* [members] ENT_NONE: none */
    uint32_t *link;
    double *demand; /* [count x parties] */
    size_t count;
    size_t room;
} memory;

typedef enum found { FOUND, FOUND_NONE, FOUND_LIMIT, FOUND_NOMEM } found;

/* A set on the way: what it must meet, and the steps that could come next. */
typedef struct frame {
    double demand[ENT_PRINCIPALS_MAX];
    uint32_t child[ENT_ORDERS_STEPS_MAX]; /* steps of the file */
    size_t children;
    size_t tried;
} frame;

typedef struct finder {
    roadmap_search *search;
    const roadmap_lattice *lattice;
    const roadmap_plan *plan;
    roadmap_bounds bounds; /* for a threshold that is no higher */
    double threshold;
    memory failed;
    size_t failed_max; /* failures before the search ends */
    bool guided;       /* the child with most room first, not the first in file order */
    frame frames[ENT_ORDERS_STEPS_MAX + 1]; /* by depth */
} finder;

static bool remember(finder *self, size_t index, const double *demand) {
    memory *failed = &self->failed;
    const size_t parties = self->plan->parties;
    if (failed->count == failed->room) {
        const size_t room = failed->room ? 2 * failed->room : 256;
        uint32_t *link = base_realloc(failed->link, room * sizeof *link);
        if (link)
            failed->link = link;
        double *demands =
            link ? base_realloc(failed->demand, room * parties * sizeof *demands) : NULL;
        if (!demands)
            return false;
        failed->demand = demands;
        failed->room = room;
    }
    memcpy(failed->demand + failed->count * parties, demand, parties * sizeof *demand);
    failed->link[failed->count] = failed->head[index];
    failed->head[index] = (uint32_t)failed->count++;
    return true;
}

/* A demand at least as high has failed here before. */
static bool is_known_to_fail(const finder *self, size_t index, const double *demand) {
    const size_t parties = self->plan->parties;
    for (uint32_t i = self->failed.head[index]; i != ENT_NONE; i = self->failed.link[i]) {
        if (!base_watch_each(self->plan->course->watch, i, parties))
            return true;
        const double *other = self->failed.demand + i * parties;
        size_t p = 0;
        while (p < parties && demand[p] >= other[p])
            p++;
        if (p == parties)
            return true;
    }
    return false;
}

/* Raise each demand to what the set itself asks for (the end asks for nothing). Returns the room
 * that the bounds leave above it; below 0 no way on can meet them all. */
static double settle_demand(const finder *self, uint32_t set, size_t index, double *demand) {
    const size_t parties = self->plan->parties;
    const double *high = roadmap_bounds_high(&self->bounds, index);
    double collapse[ENT_PRINCIPALS_MAX];
    double room = roadmap_bounds_reach(&self->bounds, index) - self->threshold;
    double sum = roadmap_bounds_sum(&self->bounds, index) + ROUNDING;
    if (room < 0)
        return room;
    roadmap_plan_collapse(self->plan, set, collapse);
    for (size_t p = 0; p < parties; p++) {
        if (set != self->plan->all)
            demand[p] = fmax(demand[p], collapse[p] + self->threshold);
        room = fmin(room, high[p] - demand[p]);
        sum -= demand[p];
    }
    return fmin(room, sum / (double)parties);
}

/* What the set after `step` must meet, and the room above it; below 0: it cannot. */
static double look_at(finder *self, uint32_t set, const double *demand, uint32_t step,
                      double *next_demand) {
    const roadmap_plan *plan = self->plan;
    const uint32_t bit = plan->bit_of[step];
    const uint32_t next = set | UINT32_C(1) << bit;
    double rivals[ENT_PRINCIPALS_MAX];
    if (!roadmap_lattice_may_pass(self->lattice, set, bit))
        return -1;
    const size_t index = roadmap_lattice_index(self->lattice, next);
    self->search->work++;
    roadmap_plan_rivals(plan, set, bit, rivals);
    if (!roadmap_demand_after(plan, self->threshold, bit, rivals,
                              roadmap_bounds_interim(&self->bounds, index), demand, next_demand))
        return -1;
    const double room = settle_demand(self, next, index, next_demand);
    return room >= 0 && is_known_to_fail(self, index, next_demand) ? -1 : room;
}

static void list_children(finder *self, uint32_t set, frame *here) {
    double room_of[ENT_ORDERS_STEPS_MAX];
    double unused[ENT_PRINCIPALS_MAX];
    here->children = here->tried = 0;
    for (uint32_t step = 0; step < self->plan->steps; step++) {
        const double room = look_at(self, set, here->demand, step, unused);
        if (room < 0)
            continue;
        size_t at = here->children++;
        for (; self->guided && at > 0 && room_of[at - 1] < room; at--) {
            room_of[at] = room_of[at - 1];
            here->child[at] = here->child[at - 1];
        }
        room_of[at] = room;
        here->child[at] = step;
    }
}

static found find(finder *self) {
    const roadmap_plan *plan = self->plan;
    uint32_t set = 0;
    size_t depth = 0;
    for (size_t p = 0; p < plan->parties; p++)
        self->frames[0].demand[p] = -INFINITY;
    if (settle_demand(self, 0, 0, self->frames[0].demand) < 0)
        return FOUND_NONE;
    list_children(self, 0, &self->frames[0]);
    while (set != plan->all) {
        if (!base_watch_step(plan->course->watch, plan->steps * plan->parties))
            return FOUND_NOMEM;
        frame *here = &self->frames[depth];
        if (here->tried < here->children) {
            const uint32_t step = here->child[here->tried++];
            if (look_at(self, set, here->demand, step, here[1].demand) < 0)
                continue; /* has failed meanwhile */
            set |= UINT32_C(1) << plan->bit_of[step];
            depth++;
            list_children(self, set, &self->frames[depth]);
            continue;
        }
        if (depth == 0)
            return FOUND_NONE;
        if (self->failed.count >= self->failed_max)
            return FOUND_LIMIT;
        if (!remember(self, roadmap_lattice_index(self->lattice, set), here->demand))
            return FOUND_NOMEM;
        depth--;
        set &= ~(
            UINT32_C(1) << plan->bit_of[self->frames[depth].child[self->frames[depth].tried - 1]]);
    }
    return FOUND;
}

/* An order whose slacks are all at `threshold` or above: if not guided, the first in file order. */
static found find_order(finder *self, double threshold, bool guided, uint32_t *bits) {
    self->guided = guided;
    self->threshold = threshold;
    self->failed.count = 0;
    memset(self->failed.head, 0xff, self->lattice->count * sizeof *self->failed.head);
    const found result = find(self);
    for (size_t k = 0; result == FOUND && k < self->plan->steps; k++)
        bits[k] = self->plan->bit_of[self->frames[k].child[self->frames[k].tried - 1]];
    return result;
}

/* Is this order among those to choose from? */
static bool is_allowed(const roadmap_lattice *lattice, const uint32_t *bits) {
    uint32_t set = 0;
    for (size_t k = 0; k < lattice->plan->steps; k++) {
        if (!roadmap_lattice_may_pass(lattice, set, bits[k]))
            return false;
        set |= UINT32_C(1) << bits[k];
    }
    return true;
}

/* `to` = `from` with the step at one place moved to another. */
static void move_step(const uint32_t *from, size_t steps, size_t place, size_t target,
                      uint32_t *to) {
    size_t at = 0;
    for (size_t k = 0; k < steps; k++) {
        if (k == place)
            continue;
        if (at == target)
            to[at++] = from[place];
        to[at++] = from[k];
    }
    if (at == target)
        to[at] = from[place];
}

/* Move single steps as long as that raises the smallest slack. */
static double climb(roadmap_search *search, uint32_t *bits) {
    const roadmap_lattice *lattice = search->lattice;
    const size_t steps = lattice->plan->steps;
    double best = roadmap_plan_walk(lattice->plan, bits);
    for (bool moved = true; moved;) {
        uint32_t top[ENT_ORDERS_STEPS_MAX];
        moved = false;
        for (size_t place = 0; place < steps; place++)
            for (size_t target = 0; target < steps; target++) {
                uint32_t other[ENT_ORDERS_STEPS_MAX];
                move_step(bits, steps, place, target, other);
                search->work++;
                if (!base_watch_step(lattice->plan->course->watch, 4 * steps))
                    return best;
                if (!is_allowed(lattice, other))
                    continue;
                const double slack = roadmap_plan_walk(lattice->plan, other);
                if (slack > best + ENT_SLACK_TOLERANCE) {
                    best = slack;
                    memcpy(top, other, steps * sizeof *top);
                    moved = true;
                }
            }
        if (moved)
            memcpy(bits, top, steps * sizeof *bits);
    }
    return best;
}

/* A fixed sequence of well-mixed numbers (splitmix64): the same wandering every time. */
static uint64_t mix(uint64_t *state) {
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Move a few steps at random and climb again: worth it where one pass of bounds is expensive. */
static double wander(roadmap_search *search, uint32_t *bits, double best) {
    const roadmap_lattice *lattice = search->lattice;
    const size_t steps = lattice->plan->steps;
    const size_t kicks = lattice->count >> 15 < 200 ? lattice->count >> 15 : 200;
    uint64_t state = 1;
    for (size_t kick = 0; kick < kicks && !base_watch_ended(lattice->plan->course->watch); kick++) {
        uint32_t here[ENT_ORDERS_STEPS_MAX];
        uint32_t there[ENT_ORDERS_STEPS_MAX];
        memcpy(here, bits, steps * sizeof *here);
        for (size_t moves = 2 + mix(&state) % 3; moves-- > 0;) {
            const size_t place = mix(&state) % steps;
            move_step(here, steps, place, mix(&state) % steps, there);
            if (is_allowed(lattice, there))
                memcpy(here, there, steps * sizeof *here);
        }
        const double slack = climb(search, here);
        if (slack >= best) {
            best = slack;
            memcpy(bits, here, steps * sizeof *bits);
        }
    }
    return best;
}

/* The threshold of orders that count as good as `best`. One that holds must not lose to one that
 * does not. */
static double as_good_as(double best) {
    const double least = best - ENT_SLACK_TOLERANCE;
    return best >= -ENT_SLACK_TOLERANCE ? fmax(least, -ENT_SLACK_TOLERANCE) : least;
}

static bool sharpen(finder *self, double threshold) {
    if (self->bounds.row && self->bounds.threshold >= threshold &&
        self->bounds.threshold <= threshold)
        return true;
    roadmap_bounds_clear(&self->bounds);
    return roadmap_bounds_make(self->lattice, threshold, ROADMAP_BOUNDS_TO_SEARCH, &self->bounds);
}

/* What is known of the optimum: an order in `bits` reaches `best`, none is above `top`. */
typedef struct range {
    uint32_t *bits;
    double best;
    double top;
} range;

static double target_of(const range *known, double part) {
    const double rise = (known->top - known->best) * part;
    return known->best + (rise > 64 * ENT_SLACK_TOLERANCE ? rise : ENT_SLACK_TOLERANCE);
}

/* Is there an order above `target`? Narrows the range if that is found out. */
static found ask(finder *self, range *known, double target) {
    const found result = find_order(self, target, true, known->bits);
    if (result == FOUND)
        known->best = climb(self->search, known->bits);
    if (result == FOUND_NONE)
        known->top = fmin(known->top, target);
    return result;
}

/*
 * Close the range with the bounds at hand: aim half way up, and lower where that takes too long.
 * FOUND_NONE: it is closed; FOUND_LIMIT: even the lowest aim takes too long.
 */
static found close_range(finder *self, range *known) {
    double part = 0.5;
    for (;;) {
        const double target = target_of(known, part);
        const bool last = target < known->best + 2 * ENT_SLACK_TOLERANCE;
        const found result = ask(self, known, target);
        if (result == FOUND_NOMEM || (last && result != FOUND))
            return result;
        part = result == FOUND_LIMIT ? part / 4 : 0.5;
    }
}

/* A pass of bounds costs about as much as failing this often for every set; so bounds made for one
 * order serve better ones too, and are made anew only when a search drags on. */
static found improve(finder *self, range *known) {
    const size_t limit = (size_t)self->search->labels_limit;
    const size_t patience = 4096 + self->lattice->count / 2;
    self->failed_max = patience < limit ? patience : limit;
    for (;;) {
        const double before = known->best;
        if (!sharpen(self, as_good_as(before)))
            return FOUND_NOMEM;
        known->top = fmin(known->top, fmax(before, roadmap_bounds_reach(&self->bounds, 0)));
        found result = close_range(self, known);
        if (result != FOUND_LIMIT)
            return result;
        if (known->best > before)
            continue;
        self->failed_max = limit;
        result = ask(self, known, target_of(known, 0));
        if (result != FOUND)
            return result;
    }
}

/* The first order in file order that passes through sets of the lattice only. */
static bool find_start(const roadmap_lattice *lattice, uint32_t *bits) {
    const roadmap_plan *plan = lattice->plan;
    bool *leads = base_malloc(lattice->count * sizeof *leads); /* to the end */
    if (!leads)
        return false;
    size_t index = lattice->count;
    for (uint32_t set = plan->all + 1; set-- > 0;) {
        if (!base_watch_each(plan->course->watch, set, plan->steps))
            break;
        if (!roadmap_lattice_has(lattice, set))
            continue;
        leads[--index] = set == plan->all;
        for (uint32_t bit = 0; bit < plan->steps && !leads[index]; bit++)
            leads[index] = roadmap_lattice_may_pass(lattice, set, bit) &&
                           leads[roadmap_lattice_index(lattice, set | UINT32_C(1) << bit)];
    }
    uint32_t set = 0;
    for (size_t k = 0; k < plan->steps && index == 0; k++) {
        uint32_t step = 0;
        while (!roadmap_lattice_may_pass(lattice, set, plan->bit_of[step]) ||
               !leads[roadmap_lattice_index(lattice, set | UINT32_C(1) << plan->bit_of[step])])
            step++;
        bits[k] = plan->bit_of[step];
        set |= UINT32_C(1) << bits[k];
    }
    free(leads);
    return index == 0;
}

bool roadmap_search_best(roadmap_search *search, uint32_t *bits, bool *exact, double *high) {
    const roadmap_lattice *lattice = search->lattice;
    finder self = {.search = search, .lattice = lattice, .plan = lattice->plan};
    range known = {.bits = bits, .top = INFINITY};
    for (uint32_t s = 0; s < self.plan->steps; s++)
        bits[s] = self.plan->bit_of[s];
    if (!is_allowed(lattice, bits) && !find_start(lattice, bits))
        return false;
    known.best = wander(search, bits, climb(search, bits));
    base_watch_phase(self.plan->course->watch, "best order", 0);
    self.failed.head = base_malloc(lattice->count * sizeof *self.failed.head);
    found result = self.failed.head ? improve(&self, &known) : FOUND_NOMEM;
    if (result != FOUND_NOMEM) {
        *exact = result == FOUND_NONE;
        *high = *exact ? known.best : fmax(known.best, known.top);
        self.failed_max = (size_t)search->labels_limit;
        result = sharpen(&self, as_good_as(known.best))
                     ? find_order(&self, as_good_as(known.best), false, bits)
                     : FOUND_NOMEM;
    }
    free(self.failed.head);
    free(self.failed.link);
    free(self.failed.demand);
    roadmap_bounds_clear(&self.bounds);
    return result != FOUND_NOMEM && !base_watch_ended(self.plan->course->watch);
}
