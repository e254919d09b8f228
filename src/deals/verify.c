/* A second look at a result with nothing but the definitions of model.h. */
#include "entente/deals.h"

#include "base/diag.h"

#include <math.h>

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
    return ent_fail(self->diags, ENT_ERR_NUMERIC, NULL, 0, 0,
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

/* The measure of a solution in plain doubles. */
static double measure_of(const check *self, unsigned solution, const ent_deal *deal) {
    double product = 1;
    double sum = 0;
    double smallest = INFINITY;
    double ratio = INFINITY;
    for (size_t p = 0; p < self->model->principals.count; p++) {
        const double gain = deal->gain[p];
        const double ideal = self->set->ideal_gain[p];
        product *= gain > 0 ? gain : 0;
        sum += deal->utility[p];
        smallest = fmin(smallest, gain);
        ratio = ideal > CLOSE ? fmin(ratio, gain / ideal) : ratio;
    }
    const double by_solution[ENT_SOLUTIONS] = {product, ratio, smallest, sum};
    return by_solution[solution];
}

static bool nobody_loses(const check *self, const ent_deal *deal) {
    for (size_t p = 0; p < self->model->principals.count; p++)
        if (deal->gain[p] < -CLOSE)
            return false;
    return true;
}

static ent_status check_solutions(const check *self) {
    for (unsigned s = 0; s < ENT_SOLUTIONS; s++) {
        const uint32_t picked = self->set->solutions[s];
        if (picked == ENT_NONE)
            continue;
        const double best = measure_of(self, s, &self->set->frontier[picked]);
        for (size_t i = 0; i < self->set->frontier_count; i++)
            if (nobody_loses(self, &self->set->frontier[i]) &&
                measure_of(self, s, &self->set->frontier[i]) > best + CLOSE)
                return complain(self, "is better than the solution picked", i);
    }
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
        ent_status status = check_set(&self);
        if (!status)
            status = check_solutions(&self);
        if (status)
            return status;
    }
    return ENT_OK;
}
