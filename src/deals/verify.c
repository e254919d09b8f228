/* A second look at a result with nothing but the definitions of model.h. */
#include "entente/deals.h"

#include "base/diag.h"

#include <math.h>
#include <stdlib.h>

#define CLOSE 1e-9

typedef struct check {
    const ent_model *model;
    const ent_deals_options *options;
    const ent_deals *deals;
    bool settlement;
    const ent_deal_set *set;
    ent_diags *diags;
} check;

static ent_status complain(const check *self, const char *what, size_t index) {
    return base_fail(self->diags, ENT_ERR_NUMERIC, NULL, 0, 0,
                     self->settlement ? "deals.settlement" : "deals.interim",
                     "package %zu of the frontier %s", index, what);
}

static bool is_red(const check *self, const uint32_t *package) {
    return !(self->options && (self->options->all || self->options->lifted)) &&
           ent_model_crosses_red_line(self->model, package, NULL, NULL);
}

static ent_status check_deal(const check *self, size_t index) {
    const ent_deal *deal = &self->set->frontier[index];
    const bool any = self->options && (self->options->all || self->options->any_gain);
    const bool as_given = self->options && self->options->as_given;
    if (!deal->package)
        return ENT_OK;
    if (!ent_model_is_possible(self->model, deal->package))
        return complain(self, "breaks a rule", index);
    if (ent_model_is_settlement(self->model, deal->package) != self->settlement)
        return complain(self, "is of the other kind", index);
    if (is_red(self, deal->package))
        return complain(self, "crosses a red line", index);
    for (size_t p = 0; p < self->model->principals.count; p++) {
        const uint32_t party = self->model->principals.at[p];
        const double utility = ent_model_utility(self->model, party, deal->package, !as_given);
        if (fabs(utility - deal->utility[p]) > CLOSE)
            return complain(self, "has another utility", index);
        if (!as_given &&
            fabs(ent_model_gain(self->model, party, deal->package) - deal->gain[p]) > CLOSE)
            return complain(self, "has another gain", index);
        if (!any && deal->gain[p] < -CLOSE)
            return complain(self, "makes somebody lose", index);
    }
    return ENT_OK;
}

static bool dominates(const check *self, const ent_deal *a, const ent_deal *b) {
    bool better = false;
    for (size_t p = 0; p < self->model->principals.count; p++) {
        if (a->utility[p] < b->utility[p])
            return false;
        better = better || a->utility[p] > b->utility[p] + self->deals->tolerance;
    }
    return better;
}

static ent_status check_set(const check *self) {
    for (size_t i = 0; i < self->set->frontier_count; i++) {
        const ent_status status = check_deal(self, i);
        if (status)
            return status;
        for (size_t k = 0; k < self->set->frontier_count; k++)
            if (dominates(self, &self->set->frontier[k], &self->set->frontier[i]))
                return complain(self, "is dominated", i);
    }
    return ENT_OK;
}

/* The measure of a solution in plain doubles, if everybody gained `more`, over such ideals. */
static double measure_of(const check *self, unsigned solution, const ent_deal *deal, double more,
                         const double *ideals) {
    double product = 1;
    double sum = 0;
    double smallest = INFINITY;
    double ratio = 1;
    for (size_t p = 0; p < self->model->principals.count; p++) {
        const double gain = deal->gain[p] + more;
        const double ideal = ideals[p];
        product *= gain > 0 ? gain : 0;
        sum += deal->utility[p] + more;
        smallest = fmin(smallest, gain);
        ratio = ideal > CLOSE ? fmin(ratio, gain / ideal) : ratio;
    }
    const double by_solution[ENT_SOLUTIONS] = {product, ratio, smallest, sum};
    return by_solution[solution];
}

static bool nobody_loses(const check *self, const ent_deal *deal, double more) {
    for (size_t p = 0; p < self->model->principals.count; p++)
        if (deal->gain[p] + more < -CLOSE)
            return false;
    return true;
}

/* Ratios of gains as small as the tolerance prove nothing. */
static bool may_bound(const check *self, unsigned solution) {
    return self->deals->exact || solution != ENT_KALAI_SMORODINSKY;
}

/* No package on the frontier is better than the solution, and none within epsilon of one is better
 * by more than the margin. */
static ent_status check_solutions(const check *self) {
    const double epsilon = self->set->epsilon;
    const double *ideal = self->set->ideal_gain;
    for (unsigned s = 0; s < ENT_SOLUTIONS; s++) {
        const uint32_t picked = self->set->solutions[s];
        if (picked == ENT_NONE)
            continue;
        const ent_deal *best = &self->set->frontier[picked];
        const double worth = measure_of(self, s, best, 0, ideal);
        const double bound = measure_of(self, s, best, 0, self->set->ideal_gain_high) +
                             self->set->solution_margin[s];
        for (size_t i = 0; i < self->set->frontier_count; i++) {
            const ent_deal *deal = &self->set->frontier[i];
            if (nobody_loses(self, deal, 0) && measure_of(self, s, deal, 0, ideal) > worth + CLOSE)
                return complain(self, "is better than the solution picked", i);
            if (may_bound(self, s) && nobody_loses(self, deal, epsilon) &&
                measure_of(self, s, deal, epsilon, ideal) > bound + CLOSE)
                return complain(self, "stands for more than the margin of the solution", i);
        }
    }
    return ENT_OK;
}

/* What is said of the set as a whole. */
static ent_status check_claims(const check *self) {
    const ent_deal_set *set = self->set;
    const char *kind = self->settlement ? "deals.settlement" : "deals.interim";
    if (!(set->epsilon >= 0))
        return base_fail(self->diags, ENT_ERR_NUMERIC, NULL, 0, 0, kind, "epsilon is below 0");
    if (set->not_found && (set->frontier_count || !set->nearest))
        return base_fail(self->diags, ENT_ERR_NUMERIC, NULL, 0, 0, kind,
                         "nothing was found, but there is a frontier, or no nearest package");
    if (strtoull(set->count.high, NULL, 10) < set->frontier_count)
        return base_fail(self->diags, ENT_ERR_NUMERIC, NULL, 0, 0, kind,
                         "more packages on the frontier than in the set");
    return ENT_OK;
}

ent_status ent_deals_verify(const ent_model *model, const ent_deals_options *options,
                            const ent_deals *deals, ent_diags *diags) {
    for (int kind = 0; kind < 2; kind++) {
        const check self = {.model = model,
                            .options = options,
                            .deals = deals,
                            .settlement = kind == 0,
                            .set = kind == 0 ? &deals->settlement : &deals->interim,
                            .diags = diags};
        ent_status status = check_claims(&self);
        if (!status)
            status = check_set(&self);
        if (!status)
            status = check_solutions(&self);
        if (status)
            return status;
    }
    return ENT_OK;
}
