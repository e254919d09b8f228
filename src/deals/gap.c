/* How far apart the sides are: losses by issue straight from the preferences, and opposition from
 * the packages nearest to the ideal points. */
#include "entente/gap.h"

#include "base/diag.h"
#include "deals/ideal.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>

#define WORK_MAX 250000000u /* of one search: some three seconds */

typedef struct owned {
    ent_gap result;
    base_arena arena;
} owned;

typedef struct measure {
    const ent_model *model;
    ent_watch *watch;
    size_t principals;
    size_t issues;
    const double *weight_sums; /* [principals] */
    double *loss;
    double *issue_loss;
    uint32_t *wants;
    uint32_t *widest;
    bool *shared;
    uint32_t *improved;
    double *opposition;
    double *opposition_low;
} measure;

static const ent_preference *preference_of(const measure *self, size_t p, size_t issue) {
    return &self->model->parties[self->model->principals.at[p]].preferences[issue];
}

static bool cares(const measure *self, size_t p, size_t issue) {
    const ent_preference *preference = preference_of(self, p, issue);
    return preference->given && preference->weight.likely.value > 0;
}

static double value_of(const measure *self, size_t p, size_t issue, size_t option) {
    return preference_of(self, p, issue)->values[option].likely.value;
}

static double best_value(const measure *self, size_t p, size_t issue) {
    double best = 0;
    for (size_t o = 0; o < self->model->issues[issue].options_count; o++)
        best = fmax(best, value_of(self, p, issue, o));
    return best;
}

/* What a loses if b gets its way here: of b's best options the one that costs a least. */
static double loss_of(const measure *self, size_t a, size_t b, size_t issue) {
    if (!cares(self, a, issue) || !cares(self, b, issue))
        return 0;
    const double best_a = best_value(self, a, issue);
    const double best_b = best_value(self, b, issue);
    double least = 1;
    for (size_t o = 0; o < self->model->issues[issue].options_count; o++)
        if (value_of(self, b, issue, o) >= best_b)
            least = fmin(least, best_a - value_of(self, a, issue, o));
    return preference_of(self, a, issue)->weight.likely.value / self->weight_sums[a] * least;
}

/* Of p's best options the one that costs the others least in all, then the first. */
static uint32_t want_of(const measure *self, size_t p, size_t issue) {
    if (!cares(self, p, issue))
        return ENT_NONE;
    const double best = best_value(self, p, issue);
    uint32_t wanted = ENT_NONE;
    double least = 0;
    for (uint32_t o = 0; o < self->model->issues[issue].options_count; o++) {
        if (value_of(self, p, issue, o) < best)
            continue;
        double cost = 0;
        for (size_t q = 0; q < self->principals; q++)
            if (q != p && cares(self, q, issue))
                cost += preference_of(self, q, issue)->weight.likely.value / self->weight_sums[q] *
                        (best_value(self, q, issue) - value_of(self, q, issue, o));
        if (wanted == ENT_NONE || cost < least - 1e-12) {
            wanted = o;
            least = cost;
        }
    }
    return wanted;
}

static void measure_issue(measure *self, size_t issue) {
    const size_t principals = self->principals;
    double *losses = self->issue_loss + issue * principals * principals;
    self->shared[issue] = true;
    for (size_t a = 0; a < principals; a++) {
        self->wants[issue * principals + a] = want_of(self, a, issue);
        for (size_t b = 0; b < principals; b++) {
            losses[a * principals + b] = a == b ? 0 : loss_of(self, a, b, issue);
            self->loss[a * principals + b] += losses[a * principals + b];
            self->shared[issue] = self->shared[issue] && losses[a * principals + b] <= 0;
        }
    }
    for (size_t a = 0; a < principals; a++)
        for (size_t b = 0; b < principals; b++)
            for (size_t o = 1; o < self->model->issues[issue].options_count; o++)
                self->improved[a * principals + b] +=
                    cares(self, a, issue) && cares(self, b, issue) &&
                    value_of(self, a, issue, o) > value_of(self, a, issue, 0) &&
                    value_of(self, b, issue, o) > value_of(self, b, issue, 0);
}

static double width_of(const measure *self, size_t issue) {
    const size_t cells = self->principals * self->principals;
    double width = 0;
    for (size_t i = 0; i < cells; i++)
        width += self->issue_loss[issue * cells + i];
    return width;
}

/* Insertion in order: issues are few and equal ones keep their order. */
static void order_issues(measure *self) {
    for (uint32_t j = 0; j < self->issues; j++) {
        size_t at = j;
        base_watch_step(self->watch, j);
        for (; at && width_of(self, self->widest[at - 1]) < width_of(self, j) - 1e-12; at--)
            self->widest[at] = self->widest[at - 1];
        self->widest[at] = j;
    }
}

static ent_status find_opposition(const ent_model *model, ent_ids parties, ent_watch *watch,
                                  deals_nearness *nearness) {
    base_arena arena = {0};
    const engine_elimination *plan = NULL;
    const engine_problem_options options = {
        .kind = ENGINE_KIND_ANY, .status_quo = true, .watch = watch};
    const engine_grid *grid = engine_grid_make(&arena, model, parties, true);
    const engine_problem *problem =
        grid ? engine_problem_make(&arena, model, grid, &options) : NULL;
    ent_status status = problem ? ENT_OK : ENT_ERR_NOMEM;
    if (!status)
        status = engine_elimination_plan(&arena, problem, &plan);
    if (!status)
        status = deals_ideal_approach(problem, plan, grid, WORK_MAX, nearness);
    base_arena_clear(&arena);
    return status;
}

static ent_status find_oppositions(const ent_model *model, measure *self, deals_nearness *all) {
    const ent_ids principals = model->principals;
    const size_t pairs = principals.count > 2 ? principals.count * (principals.count - 1) / 2 : 0;
    size_t done = 0;
    base_watch_phase(self->watch, "opposition", pairs + 1);
    ent_status status = find_opposition(model, principals, self->watch, all);
    for (size_t a = 0; a < principals.count; a++)
        for (size_t b = a + 1; b < principals.count && !status; b++) {
            const uint32_t pair[2] = {principals.at[a], principals.at[b]};
            deals_nearness apart = *all;
            base_watch_part(self->watch, ++done);
            if (principals.count > 2)
                status = find_opposition(model, (ent_ids){2, pair}, self->watch, &apart);
            const size_t cells[2] = {a * principals.count + b, b * principals.count + a};
            for (size_t i = 0; i < 2; i++) {
                self->opposition[cells[i]] = apart.high;
                self->opposition_low[cells[i]] = apart.low;
            }
        }
    return status;
}

static ent_status measure_all(const ent_model *model, ent_watch *watch, owned *to) {
    base_arena *arena = &to->arena;
    const size_t principals = model->principals.count;
    const size_t issues = model->issues_count;
    const size_t pairs = principals * principals;
    double *weight_sums = BASE_NEW(arena, double, principals);
    measure self = {.model = model,
                    .watch = watch,
                    .principals = principals,
                    .issues = issues,
                    .weight_sums = weight_sums,
                    .loss = BASE_NEW(arena, double, pairs),
                    .issue_loss = BASE_NEW(arena, double, issues *pairs),
                    .wants = BASE_NEW(arena, uint32_t, issues * principals),
                    .widest = BASE_NEW(arena, uint32_t, issues),
                    .shared = BASE_NEW(arena, bool, issues),
                    .improved = BASE_NEW(arena, uint32_t, pairs),
                    .opposition = BASE_NEW(arena, double, pairs),
                    .opposition_low = BASE_NEW(arena, double, pairs)};
    if (!weight_sums || !self.loss || !self.issue_loss || !self.wants || !self.widest ||
        !self.shared || !self.improved || !self.opposition || !self.opposition_low)
        return ENT_ERR_NOMEM;
    for (size_t p = 0; p < principals; p++)
        weight_sums[p] = model_weight_sum(model, model->principals.at[p]);
    for (size_t j = 0; j < issues; j++) {
        if (!base_watch_step(watch, pairs * model->issues[j].options_count))
            return ENT_ERR_STOPPED;
        measure_issue(&self, j);
    }
    order_issues(&self);
    to->result.principals = principals;
    to->result.issues = issues;
    to->result.loss = self.loss;
    to->result.issue_loss = self.issue_loss;
    to->result.wants = self.wants;
    to->result.widest = self.widest;
    to->result.shared = self.shared;
    to->result.improved = self.improved;
    to->result.opposition = self.opposition;
    to->result.opposition_low = self.opposition_low;
    deals_nearness all = {0};
    const ent_status status = find_oppositions(model, &self, &all);
    to->result.opposition_all = all.high;
    to->result.opposition_all_low = all.low;
    return status;
}

ent_status ent_gap_measure(const ent_model *model, const ent_gap_options *options, ent_gap **gap,
                           ent_diags *diags) {
    ent_watch *watch = options ? options->watch : NULL;
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    ent_status status = measure_all(model, watch, to);
    if (base_watch_ended(watch)) {
        status = base_watch_end(watch, status, diags);
        ent_gap_free(&to->result);
        return status;
    }
    if (status) {
        ent_gap_free(&to->result);
        return status == ENT_ERR_NOMEM
                   ? base_fail_memory(diags)
                   : base_fail(diags, status, NULL, 0, 0, NULL,
                               "rules and linkages tie too many issues together to measure the "
                               "opposition");
    }
    *gap = &to->result;
    return ENT_OK;
}

void ent_gap_free(ent_gap *gap) {
    if (!gap)
        return;
    owned *to = gap->owner;
    base_arena_clear(&to->arena);
    free(to);
}
