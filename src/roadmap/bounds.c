/* Bounds on the value of carrying on, from the end backwards. */
#include "roadmap/bounds.h"

#include <math.h>
#include <stdlib.h>

typedef struct pass {
    const ent_plan *plan;
    ent_bounds *bounds;
    /* at the current set */
    double interim[ENT_PRINCIPALS_MAX];
    double collapse[ENT_PRINCIPALS_MAX];
    double high[ENT_PRINCIPALS_MAX];
    double low[ENT_PRINCIPALS_MAX];
    double sum;
} pass;

/* Let the current set take the way through `bit` into account. */
static void try_step(pass *self, uint32_t set, uint32_t bit) {
    const ent_plan *plan = self->plan;
    const ent_bounds *bounds = self->bounds;
    const size_t parties = plan->parties;
    const uint32_t next = set | UINT32_C(1) << bit;
    if (!ent_plan_may_follow(plan, set, bit) || !ent_lattice_has(bounds->lattice, next))
        return;
    const size_t at = ent_lattice_index(bounds->lattice, next);
    if (ent_bounds_dead(bounds, at))
        return;
    double interim[ENT_PRINCIPALS_MAX];
    double unused[ENT_PRINCIPALS_MAX];
    double high[ENT_PRINCIPALS_MAX];
    double need[ENT_PRINCIPALS_MAX];
    ent_plan_levels(plan, next, interim, unused);
    const double *carry = plan->carry + bit * parties;
    double least_carry = 1;
    for (size_t p = 0; p < parties; p++) {
        high[p] = (1 - carry[p]) * interim[p] + carry[p] * bounds->high[at * parties + p];
        need[p] = self->collapse[p] + bounds->threshold +
                  ent_plan_temptation(plan, set, bit, p, self->interim[p], self->collapse[p]);
        if (high[p] < need[p])
            return;
        least_carry = fmin(least_carry, carry[p]);
    }
    if (bounds->sum) {
        /* The sum itself is known only with one common weight; the rest is bounded one by one. */
        double sum = least_carry * bounds->sum[at];
        double needs = 0;
        for (size_t p = 0; p < parties; p++) {
            sum += (1 - carry[p]) * interim[p] +
                   (carry[p] - least_carry) * bounds->high[at * parties + p];
            needs += need[p];
        }
        if (sum < needs - ENT_SLACK_TOLERANCE / 1024)
            return;
        self->sum = fmax(self->sum, sum);
    }
    for (size_t p = 0; p < parties; p++) {
        self->high[p] = fmax(self->high[p], high[p]);
        if (bounds->low) {
            const double low =
                (1 - carry[p]) * interim[p] + carry[p] * bounds->low[at * parties + p];
            self->low[p] = fmin(self->low[p], fmax(low, need[p]));
        }
    }
}

static void end_here(pass *self) {
    for (size_t p = 0; p < self->plan->parties; p++)
        if (self->plan->end[p] < self->collapse[p] + self->bounds->threshold)
            return;
    self->sum = 0;
    for (size_t p = 0; p < self->plan->parties; p++) {
        self->high[p] = self->low[p] = self->plan->end[p];
        self->sum += self->plan->end[p];
    }
}

static void bound_set(pass *self, uint32_t set) {
    const ent_plan *plan = self->plan;
    ent_plan_levels(plan, set, self->interim, self->collapse);
    self->sum = -INFINITY;
    for (size_t p = 0; p < plan->parties; p++) {
        self->high[p] = -INFINITY;
        self->low[p] = INFINITY;
    }
    if (set == plan->all)
        end_here(self);
    for (uint32_t bit = 0; bit < plan->steps; bit++)
        try_step(self, set, bit);
}

bool ent_bounds_make(const ent_lattice *lattice, double threshold, ent_bounds_want want,
                     ent_bounds *bounds) {
    const ent_plan *plan = lattice->plan;
    const size_t cells = lattice->count * plan->parties;
    *bounds = (ent_bounds){
        .lattice = lattice,
        .threshold = threshold,
        .high = ent_malloc(cells * sizeof(double)),
        .low = want == ENT_BOUNDS_LOW ? ent_malloc(cells * sizeof(double)) : NULL,
        .sum = want == ENT_BOUNDS_SUM ? ent_malloc(lattice->count * sizeof(double)) : NULL,
    };
    if (!bounds->high || (want == ENT_BOUNDS_LOW ? !bounds->low : !bounds->sum)) {
        ent_bounds_clear(bounds);
        return false;
    }
    pass self = {.plan = plan, .bounds = bounds};
    size_t index = lattice->count;
    for (uint32_t set = plan->all + 1; set-- > 0;) {
        if (!ent_lattice_has(lattice, set))
            continue;
        index--;
        bound_set(&self, set);
        for (size_t p = 0; p < plan->parties; p++) {
            bounds->high[index * plan->parties + p] = self.high[p];
            if (bounds->low)
                bounds->low[index * plan->parties + p] = self.low[p];
        }
        if (bounds->sum)
            bounds->sum[index] = self.sum;
    }
    return true;
}

void ent_bounds_clear(ent_bounds *bounds) {
    free(bounds->high);
    free(bounds->low);
    free(bounds->sum);
    *bounds = (ent_bounds){0};
}
