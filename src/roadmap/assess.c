/* Every roadmap of a model: checked, walked, changed, and put in every order. */
#include "base/diag.h"
#include "base/real.h"
#include "model/model.h"
#include "roadmap/check.h"
#include "roadmap/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_LIMIT  (UINT64_C(4) << 30)
#define LABELS_LIMIT (UINT64_C(1) << 20)
#define COUNT_LIMIT  (UINT64_C(1) << 27)

static const char *const ENDS[ENT_ROADMAP_ENDS] = {"stays", "deal", "no_solution", "rule",
                                                   "red_line"};

const char *ent_roadmap_end_name(ent_roadmap_end end) {
    return (unsigned)end < ENT_ROADMAP_ENDS ? ENDS[end] : "unknown";
}

typedef struct owned {
    ent_roadmaps result;
    base_arena arena;
} owned;

/* One call: what all roadmaps share. */
typedef struct assessment {
    const ent_model *model;
    ent_roadmap_options options;
    owned *self;
    ent_diags *diags;
    ent_deals *own_deals; /* solved when the first roadmap ends in a solution, if none were given */
} assessment;

void ent_roadmaps_free(ent_roadmaps *roadmaps) {
    if (!roadmaps)
        return;
    owned *self = roadmaps->owner;
    base_arena_clear(&self->arena);
    free(self);
}

/* `package` is left NULL when the solution does not exist. */
static ent_status find_solution(assessment *all, ent_solution solution, const uint32_t **package) {
    const bool is_given = all->options.deals && all->options.deals->settlement.epsilon <= 0;
    if (!is_given && !all->own_deals) {
        const ent_deals_options options = {
            .exact_only = true, .frontier_only = true, .watch = all->options.watch};
        const ent_status status =
            ent_deals_solve(all->model, &options, &all->own_deals, all->diags);
        if (status != ENT_OK)
            return status;
    }
    const ent_deal_set *set =
        is_given ? &all->options.deals->settlement : &all->own_deals->settlement;
    const uint32_t at = set->solutions[solution];
    const size_t issues = all->model->issues_count;
    if (at == ENT_NONE)
        return ENT_OK;
    uint32_t *own = BASE_NEW(&all->self->arena, uint32_t, issues);
    if (!own)
        return base_watch_fail(all->options.watch, all->diags);
    memcpy(own, set->frontier[at].package, issues * sizeof *own);
    *package = own;
    return ENT_OK;
}

/* What keeps the package from being signed at the end goes into the view. */
static void find_fault(const ent_model *model, const uint32_t *package, ent_roadmap_view *view) {
    view->end_rule = model_broken_rule(model, package);
    if (view->end_rule != ENT_NONE)
        view->end = ENT_END_RULE;
    else if (ent_model_crosses_red_line(model, package, &view->end_party, &view->end_red_line))
        view->end = ENT_END_RED_LINE;
}

static ent_status find_package(assessment *all, const ent_roadmap *roadmap, ent_roadmap_view *view,
                               const uint32_t **package) {
    const ent_pattern *sets = &all->model->packages[roadmap->end_package].sets;
    uint32_t *own = BASE_NEW(&all->self->arena, uint32_t, all->model->issues_count);
    if (!own)
        return base_watch_fail(all->options.watch, all->diags);
    for (size_t t = 0; t < sets->count; t++)
        own[sets->terms[t].issue] = sets->terms[t].options.at[0];
    find_fault(all->model, own, view);
    *package = own;
    return ENT_OK;
}

static ent_status find_end(assessment *all, roadmap_course *course, const ent_roadmap *roadmap,
                           ent_roadmap_view *view) {
    const uint32_t *package = NULL;
    course->stays = !roadmap->has_end;
    if (!roadmap->has_end)
        return ENT_OK;
    view->end = ENT_END_DEAL;
    const ent_status status = roadmap->end_package == ENT_NONE
                                  ? find_solution(all, roadmap->end_solution, &package)
                                  : find_package(all, roadmap, view, &package);
    if (status == ENT_OK && !package)
        view->end = ENT_END_NO_SOLUTION;
    if (status != ENT_OK || view->end != ENT_END_DEAL)
        return status;
    double *worth = BASE_NEW(&all->self->arena, double, course->parties);
    if (!worth)
        return base_watch_fail(all->options.watch, all->diags);
    for (size_t p = 0; p < course->parties; p++)
        worth[p] = course->walk_away[p] + ent_model_gain(all->model, course->party[p], package);
    course->deal = worth;
    course->chance = roadmap->end_chance.likely.value;
    view->end_package = package;
    view->end_worth = worth;
    return ENT_OK;
}

static double carry_of(const ent_model *model, uint32_t party, double days) {
    const double discount = ent_model_discount(model, party);
    return discount < 1 ? base_pow(discount, days / model->time.round_every_days) : 1;
}

static bool make_course(base_arena *arena, const ent_model *model, const ent_roadmap *roadmap,
                        ent_watch *watch, roadmap_course *course) {
    const size_t parties = model->principals.count;
    double *today = BASE_NEW(arena, double, parties);
    double *walk_away = BASE_NEW(arena, double, parties);
    double *carry = BASE_NEW(arena, double, roadmap->steps_count *parties);
    uint32_t *package = BASE_NEW(arena, uint32_t, model->issues_count);
    if (!today || !walk_away || !carry || !package)
        return false;
    for (size_t p = 0; p < parties; p++) {
        const uint32_t party = model->principals.at[p];
        today[p] = ent_model_utility(model, party, package, false);
        walk_away[p] = model->parties[party].walk_away.likely.value;
        for (size_t s = 0; s < roadmap->steps_count; s++)
            carry[s * parties + p] = carry_of(model, party, roadmap->steps[s].lasts_days);
    }
    *course = (roadmap_course){
        .model = model,
        .step = roadmap->steps,
        .steps = roadmap->steps_count,
        .parties = parties,
        .party = model->principals.at,
        .today = today,
        .walk_away = walk_away,
        .carry = carry,
        .watch = watch,
    };
    return true;
}

static bool is_timeless(const ent_model *model) {
    for (size_t p = 0; p < model->principals.count; p++)
        if (ent_model_discount(model, model->principals.at[p]) < 1)
            return false;
    return true;
}

static ent_status count_orders(assessment *all, const roadmap_lattice *lattice, ent_count *count,
                               base_u128 *orders) {
    if (!roadmap_lattice_orders(lattice, orders))
        return base_watch_fail(all->options.watch, all->diags);
    const char *text = roadmap_orders_text(&all->self->arena, *orders);
    *count = (ent_count){.low = text, .high = text, .exact = true};
    return text ? ENT_OK : base_watch_fail(all->options.watch, all->diags);
}

/* Orders that `after` allows, whatever the rules say. */
static ent_status count_all(assessment *all, const roadmap_plan *plan,
                            const roadmap_lattice *lattice, ent_roadmap_orders *orders,
                            base_u128 *possible) {
    ent_status status = count_orders(all, lattice, &orders->possible, possible);
    orders->count = orders->possible;
    if (status != ENT_OK || !plan->breaks)
        return status;
    base_arena scratch = {0};
    roadmap_lattice free_of_rules;
    base_u128 count;
    status = roadmap_lattice_make(&scratch, plan, false, &free_of_rules)
                 ? count_orders(all, &free_of_rules, &orders->count, &count)
                 : base_watch_fail(all->options.watch, all->diags);
    base_arena_clear(&scratch);
    return status;
}

static ent_status count_holding(assessment *all, roadmap_search *search, base_u128 possible,
                                ent_roadmap_orders *orders) {
    base_u128 low;
    base_u128 high;
    if (!roadmap_search_count(search, possible, &low, &high))
        return base_watch_fail(all->options.watch, all->diags);
    orders->labels_max = search->labels_max;
    orders->holding = (ent_count){
        .low = roadmap_orders_text(&all->self->arena, low),
        .high = roadmap_orders_text(&all->self->arena, high),
        .exact = low == high,
    };
    return orders->holding.low && orders->holding.high
               ? ENT_OK
               : base_watch_fail(all->options.watch, all->diags);
}

static ent_status find_best(assessment *all, const roadmap_plan *plan, roadmap_search *search,
                            roadmap_route *route, ent_roadmap_orders *orders) {
    uint32_t bits[ENT_ORDERS_STEPS_MAX];
    uint32_t steps[ENT_ORDERS_STEPS_MAX];
    double high;
    bool is_exact;
    if (!roadmap_search_best(search, bits, &is_exact, &high))
        return base_watch_fail(all->options.watch, all->diags);
    for (size_t k = 0; k < plan->steps; k++)
        steps[k] = plan->step_of[bits[k]];
    if (!roadmap_walk_make(&all->self->arena, plan->course, route, steps, &orders->best) ||
        !roadmap_search_shortest(search, &all->self->arena, bits, &orders->shortest))
        return base_watch_fail(all->options.watch, all->diags);
    /* Whatever the steps could do, the end may cap it. */
    const double most = fmin(plan->end_slack, high);
    orders->has_best = true;
    orders->best_exact = is_exact || most <= orders->best.smallest_slack + ENT_SLACK_TOLERANCE;
    orders->best_high =
        orders->best_exact ? orders->best.smallest_slack : fmax(most, orders->best.smallest_slack);
    return ENT_OK;
}

/* Where counting took too long the best order still says whether there is one. */
static void tighten_holding(ent_roadmap_orders *orders) {
    ent_count *holding = &orders->holding;
    if (holding->exact || strcmp(holding->low, "0") != 0)
        return;
    if (orders->best.holds)
        holding->low = "1";
    else if (orders->best_high < 0)
        holding->high = "0";
    holding->exact = strcmp(holding->low, holding->high) == 0;
}

static uint64_t bytes_of(const roadmap_plan *plan, size_t sets) {
    const size_t counting = roadmap_bounds_width(plan->parties, ROADMAP_BOUNDS_TO_COUNT);
    const size_t searching = roadmap_bounds_width(plan->parties, ROADMAP_BOUNDS_TO_SEARCH);
    return sets * (8 * (counting > searching ? counting : searching) + 9);
}

static ent_status search_lattice(assessment *all, const roadmap_plan *plan,
                                 const roadmap_lattice *lattice, roadmap_route *route,
                                 ent_roadmap_orders *orders) {
    roadmap_search search = {.lattice = lattice,
                             .labels_limit = all->options.labels_limit,
                             .count_limit = all->options.count_limit};
    base_u128 possible;
    orders->sets_count = lattice->count;
    ent_status status = count_all(all, plan, lattice, orders, &possible);
    if (possible == 0) { /* on every way some step breaks a rule */
        orders->holding = orders->possible;
        return status;
    }
    if (status == ENT_OK)
        status = count_holding(all, &search, possible, orders);
    if (status == ENT_OK)
        status = find_best(all, plan, &search, route, orders);
    if (status == ENT_OK)
        tighten_holding(orders);
    orders->work = search.work;
    return status;
}

/* Where there are too many steps or sets of them, the view stays without orders. */
static ent_status search_orders(assessment *all, base_arena *scratch, const roadmap_course *course,
                                roadmap_route *route, ent_roadmap_view *view) {
    if (course->steps > ENT_ORDERS_STEPS_MAX)
        return ENT_OK;
    base_watch_phase(all->options.watch, "orders", 0);
    const uint64_t table_bytes = roadmap_plan_bytes(scratch, course);
    if (table_bytes == 0)
        return base_watch_fail(all->options.watch, all->diags);
    if (table_bytes > all->options.bytes_limit)
        return ENT_OK;
    const roadmap_plan *plan = roadmap_plan_make(scratch, course);
    roadmap_lattice lattice;
    if (!plan || !roadmap_lattice_make(scratch, plan, true, &lattice))
        return base_watch_fail(all->options.watch, all->diags);
    view->has_orders = table_bytes + bytes_of(plan, lattice.count) <= all->options.bytes_limit;
    return view->has_orders ? search_lattice(all, plan, &lattice, route, &view->orders) : ENT_OK;
}

static ent_status assess_one(assessment *all, base_arena *scratch, uint32_t index,
                             ent_roadmap_view *view) {
    const ent_roadmap *roadmap = &all->model->roadmaps[index];
    roadmap_course course;
    *view = (ent_roadmap_view){
        .roadmap = index,
        .timeless = is_timeless(all->model),
        .end_rule = ENT_NONE,
        .end_party = ENT_NONE,
        .end_red_line = ENT_NONE,
    };
    ent_status status = roadmap_check(all->model, roadmap, all->diags);
    if (status != ENT_OK)
        return status;
    if (!make_course(scratch, all->model, roadmap, all->options.watch, &course))
        return base_watch_fail(all->options.watch, all->diags);
    roadmap_route *route = roadmap_route_new(scratch, &course);
    uint32_t *order = BASE_NEW(scratch, uint32_t, course.steps);
    if (!route || !order)
        return base_watch_fail(all->options.watch, all->diags);
    status = find_end(all, &course, roadmap, view);
    if (status != ENT_OK)
        return status;
    for (uint32_t s = 0; s < course.steps; s++)
        order[s] = s;
    if (!roadmap_walk_make(&all->self->arena, &course, route, order, &view->proposed))
        return base_watch_fail(all->options.watch, all->diags);
    if (!isfinite(view->proposed.smallest_slack))
        return base_fail(all->diags, ENT_ERR_NUMERIC, NULL, 0, 0, "roadmaps",
                         "a payoff on the way of '%.120s' is not finite", roadmap->key);
    if (all->options.only_proposed)
        return ENT_OK;
    if (!roadmap_changes_list(&all->self->arena, scratch, &course, &view->proposed, &view->changes,
                              &view->changes_count))
        return base_watch_fail(all->options.watch, all->diags);
    return search_orders(all, scratch, &course, route, view);
}

static ent_status assess_all(assessment *all) {
    const size_t count = all->model->roadmaps_count;
    ent_roadmap_view *views = BASE_NEW(&all->self->arena, ent_roadmap_view, count);
    ent_status status = views ? ENT_OK : base_watch_fail(all->options.watch, all->diags);
    for (uint32_t r = 0; views && r < count; r++) {
        base_arena scratch = {0};
        const ent_status one = assess_one(all, &scratch, r, &views[r]);
        base_arena_clear(&scratch);
        if (one == ENT_ERR_NOMEM || base_watch_ended(all->options.watch))
            return one;
        status = status == ENT_OK ? one : status;
    }
    all->self->result.roadmaps = views;
    all->self->result.roadmaps_count = count;
    return status;
}

ent_status ent_roadmaps_assess(const ent_model *model, const ent_roadmap_options *options,
                               ent_roadmaps **roadmaps, ent_diags *diags) {
    assessment all = {.model = model, .diags = diags, .self = base_malloc(sizeof(owned))};
    if (!all.self)
        return base_fail_memory(diags);
    *all.self = (owned){.result = {.owner = all.self}};
    if (options)
        all.options = *options;
    if (all.options.bytes_limit == 0)
        all.options.bytes_limit = BYTES_LIMIT;
    if (all.options.labels_limit == 0)
        all.options.labels_limit = LABELS_LIMIT;
    if (all.options.count_limit == 0)
        all.options.count_limit = COUNT_LIMIT;
    const ent_status status = base_watch_end(all.options.watch, assess_all(&all), diags);
    ent_deals_free(all.own_deals);
    if (status != ENT_OK) {
        ent_roadmaps_free(&all.self->result);
        return status;
    }
    *roadmaps = &all.self->result;
    return ENT_OK;
}
