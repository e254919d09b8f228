/*
 * A package against the frontier: what it is worth, what stops it, what beats it.
 *
 * Whatever beats the package in payoffs is beaten or equalled by a frontier package that beats it
 * too, so the frontier of the whole question, solved before, is all that need be looked at.
 */
#include "entente/counter.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/sort.h"
#include "deals/permission.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE ENT_COUNTER_TOLERANCE

typedef struct owned {
    ent_counter result;
    ent_red_line *lines;
    base_arena arena;
} owned;

typedef struct search {
    const ent_model *model;
    ent_watch *watch;
    const ent_deal_set *set;
    deals_permission permission;
    const uint32_t *package;
    size_t issues;
    size_t principals;
    const double *gain; /* of the package */
    owned *to;
    base_arena *arena;
} search;

/* ---- the package itself ---- */

static ent_status list_rules(const search *self, ent_ids *broken) {
    uint32_t *at = BASE_NEW(self->arena, uint32_t, self->model->rules_count);
    if (!at)
        return ENT_ERR_NOMEM;
    for (uint32_t r = 0; r < self->model->rules_count; r++)
        if (model_rule_is_broken(&self->model->rules[r], self->package))
            at[broken->count++] = r;
    broken->at = at;
    return ENT_OK;
}

static ent_status list_crossed(const search *self, ent_counter *result) {
    ent_red_line *crossed = BASE_NEW(self->arena, ent_red_line, self->permission.lines_count);
    if (!crossed)
        return ENT_ERR_NOMEM;
    for (size_t line = 0; line < self->permission.lines_count; line++)
        if (deals_permission_line_stops(&self->permission, self->package, line))
            crossed[result->crossed_count++] = self->permission.lines[line];
    result->crossed = crossed;
    return ENT_OK;
}

static ent_status list_barred(const search *self, ent_ids *barred) {
    const bool *const *within = self->permission.within;
    uint32_t *at = BASE_NEW(self->arena, uint32_t, self->issues);
    if (!at)
        return ENT_ERR_NOMEM;
    for (uint32_t j = 0; within && j < self->issues; j++)
        if (!within[j][self->package[j]])
            at[barred->count++] = j;
    barred->at = at;
    return ENT_OK;
}

static ent_status value_package(search *self, ent_counter *result) {
    double *utility = BASE_NEW(self->arena, double, 2 * self->principals);
    uint32_t *losers = BASE_NEW(self->arena, uint32_t, self->principals);
    if (!utility || !losers)
        return ENT_ERR_NOMEM;
    for (size_t p = 0; p < self->principals; p++) {
        const uint32_t party = self->model->principals.at[p];
        const double gain = ent_model_gain(self->model, party, self->package);
        utility[p] = ent_model_utility(self->model, party, self->package, true);
        utility[self->principals + p] = gain;
        if (gain < -TOLERANCE)
            losers[result->losers.count++] = (uint32_t)p;
    }
    result->losers.at = losers;
    result->utility = utility;
    result->gain = self->gain = utility + self->principals;
    return ENT_OK;
}

static ent_status judge(search *self, ent_counter *result) {
    uint32_t *package = BASE_NEW(self->arena, uint32_t, self->issues);
    if (!package)
        return ENT_ERR_NOMEM;
    memcpy(package, self->package, self->issues * sizeof *package);
    result->package = package;
    result->settles = ent_model_is_settlement(self->model, package);
    result->is_status_quo = !deals_permission_is_agreement(&self->permission, package);
    ent_status status = list_rules(self, &result->rules);
    if (!status)
        status = list_crossed(self, result);
    if (!status)
        status = list_barred(self, &result->barred);
    if (!status)
        status = value_package(self, result);
    result->acceptable = !result->rules.count && !result->crossed_count && !result->barred.count &&
                         !result->losers.count;
    return status;
}

/* ---- packages against it ---- */

/* About the work of looking at one package. */
static uint64_t work_of_package(const search *self) {
    return self->issues * self->principals + 4 * self->permission.lines_count +
           2 * self->model->rules_count + 16;
}

static size_t count_changes(const search *self, const uint32_t *package) {
    size_t changed = 0;
    for (size_t j = 0; j < self->issues; j++)
        changed += package[j] != self->package[j];
    return changed;
}

/* As much a settlement or an interim agreement as the package on the table? */
static bool is_of_kind(const search *self, const uint32_t *package) {
    return deals_permission_is_agreement(&self->permission, package) &&
           ent_model_is_settlement(self->model, package) == self->to->result.settles;
}

static bool pays(const search *self, const uint32_t *package, const double *gain) {
    for (size_t p = 0; p < self->principals; p++)
        if (fabs(ent_model_gain(self->model, self->model->principals.at[p], package) - gain[p]) >
            TOLERANCE)
            return false;
    return true;
}

/* Take changes back one by one while nobody's payoff moves. */
static void approach(const search *self, const double *gain, uint32_t *package) {
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t j = 0; j < self->issues; j++) {
            const uint32_t option = package[j];
            if (option == self->package[j])
                continue;
            if (!base_watch_step(self->watch, work_of_package(self)))
                return;
            package[j] = self->package[j];
            if (is_of_kind(self, package) && pays(self, package, gain) &&
                deals_permission_allows(&self->permission, package))
                moved = true;
            else
                package[j] = option;
        }
    }
}

static double without_noise(double number) {
    return fabs(number) <= TOLERANCE ? 0 : number;
}

/* A copy of the package with what it adds. */
static bool make_offer(const search *self, const uint32_t *package, ent_counter_offer *offer) {
    uint32_t *copy = BASE_NEW(self->arena, uint32_t, self->issues);
    double *gain = BASE_NEW(self->arena, double, 2 * self->principals);
    if (!copy || !gain)
        return false;
    memcpy(copy, package, self->issues * sizeof *copy);
    for (size_t p = 0; p < self->principals; p++) {
        gain[p] = ent_model_gain(self->model, self->model->principals.at[p], copy);
        gain[self->principals + p] = without_noise(gain[p] - self->gain[p]);
    }
    *offer = (ent_counter_offer){.package = copy,
                                 .gain = gain,
                                 .added = gain + self->principals,
                                 .changed = count_changes(self, copy),
                                 .deal = ENT_NONE};
    return true;
}

static bool make_near_offer(const search *self, uint32_t deal, ent_counter_offer *offer) {
    uint32_t *package = BASE_NEW(self->arena, uint32_t, self->issues);
    if (!package)
        return false;
    memcpy(package, self->set->frontier[deal].package, self->issues * sizeof *package);
    approach(self, self->set->frontier[deal].gain, package);
    if (!make_offer(self, package, offer))
        return false;
    offer->deal = deal;
    return true;
}

static bool beats(const search *self, const double *gain) {
    bool better = false;
    for (size_t p = 0; p < self->principals; p++) {
        if (gain[p] < self->gain[p] - TOLERANCE)
            return false;
        better = better || gain[p] > self->gain[p] + TOLERANCE;
    }
    return better;
}

/* ---- orders ---- */

static double smallest_added(const search *self, const ent_counter_offer *offer, size_t except) {
    double least = INFINITY;
    for (size_t p = 0; p < self->principals; p++)
        if (p != except)
            least = fmin(least, offer->added[p]);
    return least;
}

static double sum_added(const search *self, const ent_counter_offer *offer) {
    double sum = 0;
    for (size_t p = 0; p < self->principals; p++)
        sum += offer->added[p];
    return sum;
}

/* What an order looks at, one after the other. */
typedef struct rank {
    size_t changed;   /* less is better */
    long long first;  /* more is better */
    long long second; /* more is better */
    const uint32_t *package;
    size_t issues;
    uint32_t index;
} rank;

static int compare_packages(const uint32_t *a, const uint32_t *b, size_t issues) {
    for (size_t j = 0; j < issues; j++)
        if (a[j] != b[j])
            return a[j] < b[j] ? -1 : 1;
    return 0;
}

static int compare_ranks(const void *left, const void *right) {
    const rank *a = left;
    const rank *b = right;
    if (a->changed != b->changed)
        return a->changed < b->changed ? -1 : 1;
    if (a->first != b->first)
        return a->first > b->first ? -1 : 1;
    if (a->second != b->second)
        return a->second > b->second ? -1 : 1;
    return compare_packages(a->package, b->package, a->issues);
}

static rank rank_of(const search *self, const ent_counter_offer *offers, uint32_t i) {
    return (rank){.changed = offers[i].changed,
                  .first =
                      deals_permission_rounded(smallest_added(self, &offers[i], self->principals)),
                  .second = deals_permission_rounded(sum_added(self, &offers[i])),
                  .package = offers[i].package,
                  .issues = self->issues,
                  .index = i};
}

static bool sort_ranks(const search *self, rank *ranks, size_t count) {
    return base_sort(ranks, count, sizeof *ranks, compare_ranks, self->watch);
}

/* ---- offers ---- */

/* Put the numbers of a list, in its order, into one matrix of gains and one of additions. */
static bool lay_out(const search *self, ent_counter_offer *offers, size_t count) {
    const size_t size = self->principals * sizeof(double);
    double *gain = BASE_NEW(self->arena, double, count * self->principals);
    double *added = BASE_NEW(self->arena, double, count * self->principals);
    if (!gain || !added)
        return false;
    for (size_t i = 0; i < count; i++) {
        const size_t row = i * self->principals;
        memcpy(gain + row, offers[i].gain, size);
        memcpy(added + row, offers[i].added, size);
        offers[i].gain = gain + row;
        offers[i].added = added + row;
    }
    return true;
}

static bool sort_offers(const search *self, ent_counter_offer *offers, size_t count) {
    rank *ranks = BASE_NEW(self->arena, rank, count);
    ent_counter_offer *sorted = BASE_NEW(self->arena, ent_counter_offer, count);
    if (!ranks || !sorted)
        return false;
    if (!base_watch_step(self->watch, 16 * count))
        return false;
    for (uint32_t i = 0; i < count; i++)
        ranks[i] = rank_of(self, offers, i);
    if (!sort_ranks(self, ranks, count))
        return false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = offers[ranks[i].index];
    if (count)
        memcpy(offers, sorted, count * sizeof *offers);
    return lay_out(self, offers, count);
}

static bool find_offers(const search *self, ent_counter *result) {
    ent_counter_offer *offers = BASE_NEW(self->arena, ent_counter_offer, self->set->frontier_count);
    if (!offers)
        return false;
    base_watch_phase(self->watch, "counter-offers", self->set->frontier_count);
    for (uint32_t i = 0; i < self->set->frontier_count; i++) {
        base_watch_part(self->watch, i);
        if (!base_watch_step(self->watch, 4))
            return false;
        if (self->set->frontier[i].package && beats(self, self->set->frontier[i].gain) &&
            !make_near_offer(self, i, &offers[result->offers_count++]))
            return false;
    }
    if (!sort_offers(self, offers, result->offers_count))
        return false;
    for (size_t i = 0; i < result->offers_count; i++)
        result->offers_for_all += smallest_added(self, &offers[i], self->principals) > 0;
    result->offers = offers;
    return true;
}

static bool pleases_others(const search *self, const ent_counter_offer *offer, size_t side) {
    for (size_t p = 0; p < self->principals; p++)
        if (p != side && offer->added[p] > 0)
            return true;
    return false;
}

static bool find_pleasing_of(const search *self, const ent_counter *result, size_t side,
                             ent_ids *pleasing) {
    rank *ranks = BASE_NEW(self->arena, rank, result->offers_count);
    uint32_t *at = BASE_NEW(self->arena, uint32_t, result->offers_count);
    if (!ranks || !at)
        return false;
    size_t count = 0;
    for (uint32_t i = 0; i < result->offers_count; i++) {
        if (!base_watch_step(self->watch, 16))
            return false;
        if (!pleases_others(self, &result->offers[i], side))
            continue;
        ranks[count] = rank_of(self, result->offers, i);
        ranks[count].first =
            deals_permission_rounded(smallest_added(self, &result->offers[i], side));
        ranks[count++].second = deals_permission_rounded(result->offers[i].added[side]);
    }
    if (!sort_ranks(self, ranks, count))
        return false;
    for (size_t i = 0; i < count; i++)
        at[i] = ranks[i].index;
    *pleasing = (ent_ids){count, at};
    return true;
}

static bool find_pleasing(const search *self, ent_counter *result) {
    ent_ids *pleasing = BASE_NEW(self->arena, ent_ids, self->principals);
    result->pleasing = pleasing;
    for (size_t p = 0; pleasing && p < self->principals; p++)
        if (!find_pleasing_of(self, result, p, &pleasing[p]))
            return false;
    return pleasing != NULL;
}

static bool find_left(const search *self, ent_counter *result) {
    double *left = BASE_NEW(self->arena, double, self->principals);
    result->left = left;
    for (size_t p = 0; left && p < self->principals; p++)
        for (size_t i = 0; i < result->offers_count; i++)
            left[p] = fmax(left[p], result->offers[i].added[p]);
    return left != NULL;
}

/* ---- yardsticks on what is added ---- */

static double measure(const search *self, const ent_counter *result, ent_solution solution,
                      const ent_counter_offer *offer) {
    double product = 1;
    double share = INFINITY;
    for (size_t p = 0; p < self->principals; p++) {
        if (result->left[p] <= 0)
            continue;
        product *= offer->added[p];
        share = fmin(share, offer->added[p] / result->left[p]);
    }
    switch (solution) {
    case ENT_NASH:
        return product;
    case ENT_KALAI_SMORODINSKY:
        return share;
    case ENT_EGALITARIAN:
        return smallest_added(self, offer, self->principals);
    case ENT_UTILITARIAN:
        break;
    }
    return sum_added(self, offer);
}

static int compare_measures(double a, double b) {
    const double noise = TOLERANCE * fmax(fabs(a), fabs(b));
    return a > b + noise ? 1 : a < b - noise ? -1 : 0;
}

static void find_best(const search *self, ent_counter *result) {
    for (unsigned s = 0; s < ENT_SOLUTIONS; s++) {
        uint32_t best = ENT_NONE;
        for (uint32_t i = 0; i < result->offers_count; i++) {
            const ent_counter_offer *offer = &result->offers[i];
            if (!base_watch_step(self->watch, 16))
                return;
            const ent_counter_offer *before = best == ENT_NONE ? NULL : &result->offers[best];
            int better = 1;
            if (before)
                better = compare_measures(measure(self, result, (ent_solution)s, offer),
                                          measure(self, result, (ent_solution)s, before));
            if (better == 0)
                better = deals_permission_rounded(smallest_added(self, offer, self->principals)) >
                         deals_permission_rounded(smallest_added(self, before, self->principals));
            if (better > 0)
                best = i;
        }
        result->best[s] = best;
    }
}

/* ---- single changes, and what comes nearest ---- */

/* Acceptable, of the same kind, and better than the package for some and worse for none? */
static bool is_step(const search *self, const uint32_t *package) {
    double gain[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < self->principals; p++)
        gain[p] = ent_model_gain(self->model, self->model->principals.at[p], package);
    return beats(self, gain) && is_of_kind(self, package) &&
           deals_permission_all_sign(&self->permission, package);
}

static bool find_steps(const search *self, ent_counter *result) {
    size_t options = 0;
    for (size_t j = 0; j < self->issues; j++)
        options += self->model->issues[j].options_count;
    ent_counter_offer *steps = BASE_NEW(self->arena, ent_counter_offer, options);
    uint32_t *package = BASE_NEW(self->arena, uint32_t, self->issues);
    if (!steps || !package)
        return false;
    memcpy(package, self->package, self->issues * sizeof *package);
    for (size_t j = 0; j < self->issues; j++) {
        for (uint32_t o = 0; o < self->model->issues[j].options_count; o++) {
            package[j] = o;
            if (!base_watch_step(self->watch, work_of_package(self)))
                return false;
            if (o != self->package[j] && is_step(self, package) &&
                !make_offer(self, package, &steps[result->steps_count++]))
                return false;
        }
        package[j] = self->package[j];
    }
    result->steps = steps;
    return sort_offers(self, steps, result->steps_count);
}

static bool find_nearest(const search *self, ent_counter *result) {
    ent_counter_offer *nearest = BASE_NEW(self->arena, ent_counter_offer, 1);
    if (!nearest)
        return false;
    for (uint32_t i = 0; i < self->set->frontier_count; i++) {
        ent_counter_offer offer;
        base_watch_part(self->watch, i);
        if (!self->set->frontier[i].package)
            continue;
        if (!base_watch_step(self->watch, work_of_package(self)) ||
            !make_near_offer(self, i, &offer))
            return false;
        const ent_counter_offer both[2] = {offer, *nearest};
        if (result->nearest) {
            const rank a = rank_of(self, both, 0);
            const rank b = rank_of(self, both, 1);
            if (compare_ranks(&a, &b) >= 0)
                continue;
        }
        *nearest = offer;
        result->nearest = nearest;
    }
    return true;
}

/* ---- repairs ---- */

/* Packages that all can sign, of one number of changes. */
typedef struct repair_search {
    const search *of;
    ent_counter_offer *kept; /* [most + 1], best first */
    size_t count;
    size_t most;
    uint64_t found;
    uint32_t *package; /* scratch */
} repair_search;

static bool may_change_to(const search *self, size_t issue, uint32_t option) {
    return option != self->package[issue] &&
           (!self->permission.within || self->permission.within[issue][option]);
}

static uint64_t count_repairs(const search *self, size_t changes) {
    uint64_t ways[ENT_REPAIR_CHANGES_MAX + 1] = {1};
    for (size_t j = 0; j < self->issues; j++) {
        uint64_t options = 0;
        for (uint32_t o = 0; o < self->model->issues[j].options_count; o++)
            options += may_change_to(self, j, o);
        for (size_t k = changes; k > 0; k--) /* far below 2^64 while all stay within the limit */
            ways[k] = ways[k] + ways[k - 1] * options > ENT_REPAIR_COMBINATIONS_MAX
                          ? ENT_REPAIR_COMBINATIONS_MAX + 1
                          : ways[k] + ways[k - 1] * options;
    }
    return ways[changes];
}

static bool keep_repair(repair_search *self) {
    ent_counter_offer offer;
    if (!make_offer(self->of, self->package, &offer))
        return false;
    self->found++;
    size_t at = self->count;
    self->kept[at] = offer;
    for (; at > 0; at--) {
        const rank mine = rank_of(self->of, self->kept, (uint32_t)at);
        const rank before = rank_of(self->of, self->kept, (uint32_t)at - 1);
        if (compare_ranks(&mine, &before) > 0)
            break;
        self->kept[at] = self->kept[at - 1];
        self->kept[at - 1] = offer;
    }
    self->count += self->count < self->most;
    return true;
}

/* Every way to change `more` issues from `issue` on; at most ENT_REPAIR_CHANGES_MAX deep. */
static bool try_repairs(repair_search *self, size_t issue, size_t more) {
    const search *of = self->of;
    if (!base_watch_step(of->watch, more ? 1 : work_of_package(of)))
        return false;
    if (more == 0)
        return !is_of_kind(of, self->package) ||
               !deals_permission_all_sign(&of->permission, self->package) || keep_repair(self);
    for (size_t j = issue; j + more <= of->issues; j++) {
        bool fine = true;
        for (uint32_t o = 0; o < of->model->issues[j].options_count && fine; o++) {
            if (!may_change_to(of, j, o))
                continue;
            self->package[j] = o;
            fine = try_repairs(self, j + 1, more - 1);
        }
        self->package[j] = of->package[j];
        if (!fine)
            return false;
    }
    return true;
}

static bool costs_less(const search *self, const ent_counter_offer *a, const ent_counter_offer *b) {
    return deals_permission_rounded(smallest_added(self, a, self->principals)) >
           deals_permission_rounded(smallest_added(self, b, self->principals));
}

/* All of the fewest changes; of more, only the best counts. */
static bool take_repairs(const search *self, const repair_search *repairs, ent_counter *result,
                         ent_counter_offer *ladder) {
    if (repairs->found == 0)
        return true;
    if (result->repairs_found == 0) {
        if (!lay_out(self, repairs->kept, repairs->count))
            return false;
        result->repairs = repairs->kept;
        result->repairs_count = repairs->count;
        result->repairs_found = repairs->found;
    } else if (!costs_less(self, &repairs->kept[0], &ladder[result->ladder_count - 1]))
        return true;
    ladder[result->ladder_count++] = repairs->kept[0];
    return true;
}

static bool find_repairs(const search *self, ent_counter *result) {
    ent_counter_offer *ladder = BASE_NEW(self->arena, ent_counter_offer, ENT_REPAIR_CHANGES_MAX);
    uint32_t *package = BASE_NEW(self->arena, uint32_t, self->issues);
    if (!ladder || !package)
        return false;
    memcpy(package, self->package, self->issues * sizeof *package);
    base_watch_phase(self->watch, "repairs", ENT_REPAIR_CHANGES_MAX);
    result->ladder = ladder;
    for (size_t size = 1; size <= ENT_REPAIR_CHANGES_MAX; size++) {
        if (count_repairs(self, size) > ENT_REPAIR_COMBINATIONS_MAX)
            break;
        const size_t most = result->repairs_found ? 1 : ENT_REPAIRS_MAX;
        repair_search repairs = {.of = self,
                                 .kept = BASE_NEW(self->arena, ent_counter_offer, most + 1),
                                 .most = most,
                                 .package = package};
        if (!repairs.kept || !try_repairs(&repairs, 0, size))
            return false;
        if (!take_repairs(self, &repairs, result, ladder))
            return false;
        result->repairs_searched = size;
        base_watch_part(self->watch, size);
    }
    return lay_out(self, ladder, result->ladder_count);
}

static ent_status answer(search *self, ent_counter *result) {
    const ent_status status = judge(self, result);
    if (status)
        return status;
    if (!find_offers(self, result) || !find_left(self, result) || !find_pleasing(self, result) ||
        !find_steps(self, result))
        return ENT_ERR_NOMEM;
    find_best(self, result);
    result->on_frontier = result->acceptable && result->offers_count == 0;
    if (result->acceptable)
        return ENT_OK;
    if (!find_repairs(self, result))
        return ENT_ERR_NOMEM;
    base_watch_phase(self->watch, "nearest package", self->set->frontier_count);
    return find_nearest(self, result) ? ENT_OK : ENT_ERR_NOMEM;
}

/* ---- the call ---- */

static ent_status find(const ent_model *model, const uint32_t *package,
                       const ent_counter_options *options, const ent_deals *deals, owned *to) {
    size_t lines_count = 0;
    const ent_status status = ent_red_lines(model, &to->lines, &lines_count);
    if (status)
        return status;
    const bool settles = ent_model_is_settlement(model, package);
    search self = {.model = model,
                   .watch = options ? options->watch : NULL,
                   .set = settles ? &deals->settlement : &deals->interim,
                   .permission = {.model = model,
                                  .within = options ? options->within : NULL,
                                  .lifted = options ? options->lifted : NULL,
                                  .lines = to->lines,
                                  .lines_count = lines_count,
                                  .has_interim = model_has_interim(model)},
                   .package = package,
                   .issues = model->issues_count,
                   .principals = model->principals.count,
                   .to = to,
                   .arena = &to->arena};
    return answer(&self, &to->result);
}

ent_status ent_counter_find(const ent_model *model, const uint32_t *package,
                            const ent_counter_options *options, const ent_deals *deals,
                            ent_counter **counter, ent_diags *diags) {
    ent_status status = deals_permission_check_package(model, package, diags);
    if (status)
        return status;
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    ent_watch *watch = options ? options->watch : NULL;
    status = find(model, package, options, deals, to);
    if (status || base_watch_ended(watch)) {
        ent_counter_free(&to->result);
        return base_watch_fail(watch, diags);
    }
    *counter = &to->result;
    return ENT_OK;
}

void ent_counter_free(ent_counter *counter) {
    if (!counter)
        return;
    owned *to = counter->owner;
    base_arena_clear(&to->arena);
    free(to->lines);
    free(to);
}
