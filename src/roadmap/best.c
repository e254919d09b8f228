/*
 * The order with the largest smallest slack.
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

bool ent_demand_after(const ent_plan *plan, double threshold, uint32_t set, uint32_t bit,
                      const double *demand, double *next) {
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    double ahead[ENT_PRINCIPALS_MAX];
    double unused[ENT_PRINCIPALS_MAX];
    ent_plan_levels(plan, set, interim, collapse);
    ent_plan_levels(plan, set | UINT32_C(1) << bit, ahead, unused);
    for (size_t p = 0; p < plan->parties; p++) {
        const double carry = plan->carry[bit * plan->parties + p];
        const double tempted =
            ent_plan_temptation(plan, set, bit, p, interim[p], collapse[p]);
        const double rest =
            fmax(demand[p], collapse[p] + tempted + threshold) - (1 - carry) * ahead[p];
        if (carry > 0)
            next[p] = rest / carry;
        else if (rest > 0)
            return false;
        else
            next[p] = -INFINITY;
    }
    return true;
}

/* Demands that could not be met, as a list per set. */
typedef struct memory {
    uint32_t *head; /* [members] ENT_NONE: none */
    uint32_t *link;
    double *demand; /* [count x parties] */
    size_t count;
    size_t room;
} memory;

typedef struct finder {
    const ent_lattice *lattice;
    const ent_plan *plan;
    ent_bounds bounds;
    memory failed;
    double demand[ENT_STEPS_MAX + 1][ENT_PRINCIPALS_MAX]; /* by depth */
    uint32_t order[ENT_STEPS_MAX];                        /* by depth: step of the file */
} finder;

static bool remember(finder *self, size_t index, const double *demand) {
    memory *failed = &self->failed;
    const size_t parties = self->plan->parties;
    if (failed->count == failed->room) {
        const size_t room = failed->room ? 2 * failed->room : 256;
        uint32_t *link = ent_realloc(failed->link, room * sizeof *link);
        if (link)
            failed->link = link;
        double *demands =
            link ? ent_realloc(failed->demand, room * parties * sizeof *demands) : NULL;
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
        const double *other = self->failed.demand + i * parties;
        size_t p = 0;
        while (p < parties && demand[p] >= other[p])
            p++;
        if (p == parties)
            return true;
    }
    return false;
}

/* Raise each demand to what the set itself asks for; false if no way on can meet them all. */
static bool settle_demand(const finder *self, uint32_t set, size_t index, double *demand) {
    const size_t parties = self->plan->parties;
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    double sum = 0;
    if (ent_bounds_dead(&self->bounds, index))
        return false;
    ent_plan_levels(self->plan, set, interim, collapse);
    for (size_t p = 0; p < parties; p++) {
        demand[p] = fmax(demand[p], collapse[p] + self->bounds.threshold);
        if (demand[p] > self->bounds.high[index * parties + p])
            return false;
        sum += demand[p];
    }
    return sum <= self->bounds.sum[index] + ENT_SLACK_TOLERANCE / 1024;
}

/* The next step of the file, from `step` on, that can lead on; ENT_NONE if there is none. */
static uint32_t next_child(finder *self, uint32_t set, size_t depth, uint32_t step) {
    for (; step < self->plan->steps; step++) {
        const uint32_t bit = self->plan->bit_of[step];
        const uint32_t next = set | UINT32_C(1) << bit;
        if (!ent_plan_may_follow(self->plan, set, bit) || !ent_lattice_has(self->lattice, next))
            continue;
        const size_t index = ent_lattice_index(self->lattice, next);
        double *demand = self->demand[depth + 1];
        if (ent_demand_after(self->plan, self->bounds.threshold, set, bit, self->demand[depth],
                             demand) &&
            settle_demand(self, next, index, demand) && !is_known_to_fail(self, index, demand))
            return step;
    }
    return ENT_NONE;
}

static ent_found find(finder *self, ent_search *search) {
    const ent_plan *plan = self->plan;
    uint32_t set = 0;
    uint32_t step = 0;
    size_t depth = 0;
    for (size_t p = 0; p < plan->parties; p++)
        self->demand[0][p] = -INFINITY;
    if (!settle_demand(self, 0, 0, self->demand[0]))
        return ENT_FOUND_NONE;
    while (set != plan->all) {
        step = next_child(self, set, depth, step);
        search->work++;
        if (step != ENT_NONE) {
            self->order[depth++] = step;
            set |= UINT32_C(1) << plan->bit_of[step];
            step = 0;
            continue;
        }
        if (depth == 0)
            return ENT_FOUND_NONE;
        if (self->failed.count >= search->labels_limit)
            return ENT_FOUND_LIMIT;
        if (!remember(self, ent_lattice_index(self->lattice, set), self->demand[depth]))
            return ENT_FOUND_NOMEM;
        step = self->order[--depth];
        set &= ~(UINT32_C(1) << plan->bit_of[step]);
        step++;
    }
    return ENT_FOUND;
}

ent_found ent_search_first(ent_search *search, double threshold, uint32_t *bits) {
    const ent_lattice *lattice = search->lattice;
    finder self = {.lattice = lattice, .plan = lattice->plan};
    if (!ent_bounds_make(lattice, threshold, ENT_BOUNDS_SUM, &self.bounds))
        return ENT_FOUND_NOMEM;
    self.failed.head = ent_malloc(lattice->count * sizeof *self.failed.head);
    ent_found found = ENT_FOUND_NOMEM;
    if (self.failed.head) {
        memset(self.failed.head, 0xff, lattice->count * sizeof *self.failed.head);
        found = find(&self, search);
    }
    for (size_t k = 0; found == ENT_FOUND && k < self.plan->steps; k++)
        bits[k] = self.plan->bit_of[self.order[k]];
    free(self.failed.head);
    free(self.failed.link);
    free(self.failed.demand);
    ent_bounds_clear(&self.bounds);
    return found;
}

/* Is this order among those to choose from? */
static bool is_allowed(const ent_lattice *lattice, const uint32_t *bits) {
    uint32_t set = 0;
    for (size_t k = 0; k < lattice->plan->steps; k++) {
        if (!ent_plan_may_follow(lattice->plan, set, bits[k]))
            return false;
        set |= UINT32_C(1) << bits[k];
        if (!ent_lattice_has(lattice, set))
            return false;
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
static double climb(ent_search *search, uint32_t *bits) {
    const ent_lattice *lattice = search->lattice;
    const size_t steps = lattice->plan->steps;
    double best = ent_plan_walk(lattice->plan, bits);
    for (bool moved = true; moved;) {
        uint32_t top[ENT_STEPS_MAX];
        moved = false;
        for (size_t place = 0; place < steps; place++)
            for (size_t target = 0; target < steps; target++) {
                uint32_t other[ENT_STEPS_MAX];
                move_step(bits, steps, place, target, other);
                search->work++;
                if (!is_allowed(lattice, other))
                    continue;
                const double slack = ent_plan_walk(lattice->plan, other);
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

/* Largest threshold at which the bounds leave a way open, to a hundredth of the range. */
static bool bound_best(const ent_lattice *lattice, double best, double *high) {
    double low = best;
    double up = INFINITY;
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    ent_plan_levels(lattice->plan, lattice->plan->all, interim, collapse);
    for (size_t p = 0; p < lattice->plan->parties; p++)
        up = fmin(up, lattice->plan->end[p] - collapse[p]);
    for (int halving = 0; halving < 7 && up > low; halving++) {
        ent_bounds bounds;
        const double middle = low + (up - low) / 2;
        if (!ent_bounds_make(lattice, middle, ENT_BOUNDS_SUM, &bounds))
            return false;
        if (ent_bounds_dead(&bounds, 0))
            up = middle;
        else
            low = middle;
        ent_bounds_clear(&bounds);
    }
    *high = fmax(up, best);
    return true;
}

bool ent_search_best(ent_search *search, uint32_t *bits, bool *exact, double *high) {
    const ent_lattice *lattice = search->lattice;
    const size_t steps = lattice->plan->steps;
    uint32_t top[ENT_STEPS_MAX];
    for (uint32_t s = 0; s < steps; s++)
        top[s] = lattice->plan->bit_of[s];
    double best = climb(search, top);
    ent_found found;
    while ((found = ent_search_first(search, best + ENT_SLACK_TOLERANCE, bits)) == ENT_FOUND) {
        memcpy(top, bits, steps * sizeof *top);
        best = climb(search, top);
    }
    if (found == ENT_FOUND_NOMEM)
        return false;
    *exact = found == ENT_FOUND_NONE;
    *high = best;
    if (!*exact && !bound_best(lattice, best, high))
        return false;
    double threshold = best - ENT_SLACK_TOLERANCE;
    if (best >= -ENT_SLACK_TOLERANCE) /* an order that holds must not lose to one that does not */
        threshold = fmax(threshold, -ENT_SLACK_TOLERANCE);
    found = ent_search_first(search, threshold, bits);
    if (found == ENT_FOUND_NOMEM)
        return false;
    if (found != ENT_FOUND)
        memcpy(bits, top, steps * sizeof *bits);
    return true;
}
