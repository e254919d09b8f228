/* Bounds on the value of carrying on, from the end backwards. */
#include "roadmap/bounds.h"

#include <stdlib.h>

/* Sums of several payoffs are compared with this much room for rounding. */
#define ROUNDING 1e-12

/* No libm call in the inner loop; nothing here is not a number. */
static double smaller(double a, double b) {
    return a < b ? a : b;
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

typedef struct pass {
    const roadmap_plan *plan;
    roadmap_bounds *bounds;
    /* at the current set */
    double collapse[ENT_PRINCIPALS_MAX];
    double high[ENT_PRINCIPALS_MAX];
    double low[ENT_PRINCIPALS_MAX];
    double sum;
    double reach;
    bool safe;
} pass;

/* One step from the current set, and the most each principal can have with it. */
typedef struct stride {
    const double *carry;
    const double *next; /* the row of the set after it */
    double rivals[ENT_PRINCIPALS_MAX];
    double high[ENT_PRINCIPALS_MAX];
} stride;

/* The sum itself is known only with one common weight; the rest is bounded one by one. */
static double bound_sum(const pass *self, const stride *step) {
    const size_t parties = self->plan->parties;
    double least_carry = 1;
    double sum = 0;
    for (size_t p = 0; p < parties; p++)
        least_carry = smaller(least_carry, step->carry[p]);
    for (size_t p = 0; p < parties; p++)
        sum += (1 - step->carry[p]) * step->next[p] +
               (step->carry[p] - least_carry) * step->next[parties + p];
    return sum + least_carry * step->next[2 * parties];
}

static bool try_sum(pass *self, const stride *step) {
    const size_t parties = self->plan->parties;
    const double sum = bound_sum(self, step);
    double rivals = 0;
    double reach = step->next[2 * parties + 1];
    for (size_t p = 0; p < parties; p++) {
        rivals += step->rivals[p];
        reach = smaller(reach, step->high[p] - step->rivals[p]);
    }
    const double share = (sum - rivals) / (double)parties + ROUNDING;
    if (share < self->bounds->threshold)
        return false;
    self->sum = larger(self->sum, sum);
    self->reach = larger(self->reach, smaller(reach, share));
    return true;
}

static void try_low(pass *self, const stride *step) {
    const size_t parties = self->plan->parties;
    for (size_t p = 0; p < parties; p++) {
        const double low =
            (1 - step->carry[p]) * step->next[p] + step->carry[p] * step->next[2 * parties + p];
        const double need = step->rivals[p] + self->bounds->threshold;
        self->safe = self->safe && low >= need;
        self->low[p] = smaller(self->low[p], larger(low, need));
    }
}

/* Let the current set take the way through `bit` into account. */
static void try_step(pass *self, uint32_t set, uint32_t bit) {
    const roadmap_plan *plan = self->plan;
    const roadmap_bounds *bounds = self->bounds;
    const size_t parties = plan->parties;
    const size_t at = roadmap_lattice_index(bounds->lattice, set | UINT32_C(1) << bit);
    stride step = {.carry = plan->carry + bit * parties, .next = bounds->row + at * bounds->width};
    if (bounds->safe)
        self->safe = self->safe && bounds->safe[at];
    if (roadmap_bounds_dead(bounds, at))
        return;
    if (plan->defections[bit].movers)
        roadmap_plan_rivals(plan, set, bit, step.rivals);
    for (size_t p = 0; p < parties; p++) {
        if (!plan->defections[bit].movers)
            step.rivals[p] = self->collapse[p];
        step.high[p] = (1 - step.carry[p]) * step.next[p] + step.carry[p] * step.next[parties + p];
        if (step.high[p] < step.rivals[p] + bounds->threshold) {
            self->safe = false;
            return;
        }
    }
    if (bounds->safe)
        try_low(self, &step);
    else if (!try_sum(self, &step))
        return;
    for (size_t p = 0; p < parties; p++)
        self->high[p] = larger(self->high[p], step.high[p]);
}

static void end_here(pass *self) {
    if (self->bounds->safe && self->plan->end_slack < self->bounds->threshold) {
        self->safe = false;
        return;
    }
    self->sum = 0;
    self->reach = INFINITY;
    for (size_t p = 0; p < self->plan->parties; p++) {
        self->high[p] = self->low[p] = self->plan->end[p];
        self->sum += self->plan->end[p];
    }
}

static void bound_set(pass *self, uint32_t set, double *row) {
    const roadmap_plan *plan = self->plan;
    const size_t parties = plan->parties;
    roadmap_plan_levels(plan, set, row, self->collapse);
    self->sum = self->reach = -INFINITY;
    self->safe = true;
    for (size_t p = 0; p < parties; p++) {
        self->high[p] = -INFINITY;
        self->low[p] = INFINITY;
    }
    if (set == plan->all)
        end_here(self);
    for (uint32_t bit = 0; bit < plan->steps; bit++)
        if (roadmap_lattice_may_pass(self->bounds->lattice, set, bit))
            try_step(self, set, bit);
    for (size_t p = 0; p < parties; p++) {
        row[parties + p] = self->high[p];
        if (self->bounds->safe)
            row[2 * parties + p] = self->low[p];
    }
    if (!self->bounds->safe) {
        row[2 * parties] = self->sum;
        row[2 * parties + 1] = self->reach;
    }
}

bool roadmap_bounds_make(const roadmap_lattice *lattice, double threshold, roadmap_bounds_want want,
                         roadmap_bounds *bounds) {
    const roadmap_plan *plan = lattice->plan;
    *bounds = (roadmap_bounds){
        .lattice = lattice,
        .threshold = threshold,
        .width = roadmap_bounds_width(plan->parties, want),
    };
    bounds->row = base_malloc(lattice->count * bounds->width * sizeof(double));
    if (want == ROADMAP_BOUNDS_TO_COUNT)
        bounds->safe = base_malloc(lattice->count * sizeof(bool));
    if (!bounds->row || (want == ROADMAP_BOUNDS_TO_COUNT && !bounds->safe)) {
        roadmap_bounds_clear(bounds);
        return false;
    }
    pass self = {.plan = plan, .bounds = bounds};
    size_t index = lattice->count;
    for (uint32_t set = plan->all + 1; set-- > 0;) {
        if (!base_watch_each(plan->course->watch, set, 4 * plan->steps * plan->parties)) {
            roadmap_bounds_clear(bounds);
            return false;
        }
        if (!roadmap_lattice_has(lattice, set))
            continue;
        index--;
        bound_set(&self, set, bounds->row + index * bounds->width);
        if (bounds->safe)
            bounds->safe[index] = self.safe;
    }
    return true;
}

void roadmap_bounds_clear(roadmap_bounds *bounds) {
    free(bounds->row);
    free(bounds->safe);
    *bounds = (roadmap_bounds){0};
}
