/*
 * The public deals analysis: for settlements and for interim agreements one question each to the
 * engine, then names for what it found.
 */
#include "entente/deals.h"

#include "engine/corners.h"
#include "engine/count/count.h"
#include "engine/cover.h"
#include "engine/frontier.h"
#include "engine/solutions.h"

#include "base/diag.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_LIMIT_TWO  ((uint64_t)1 << 26)
#define POINTS_LIMIT_MANY ((uint64_t)1 << 21)
#define NAMED_CHOICES_MAX                                                                          \
    ((uint64_t)1 << 25) /* issues of all packages named, 20 bytes or more each */
#define LARGE 1e7       /* packages; below, everything takes a few milliseconds */

typedef struct owned {
    ent_deals result;
    base_arena arena;
} owned;

typedef struct solver {
    const ent_model *model;
    ent_deals_options options;
    const engine_grid *grid;
    ent_red_line *lines;
    size_t lines_count;
    base_arena scratch;   /* grid */
    base_team *team;      /* NULL: one thread */
    bool too_many_states; /* the plan outgrew its limit, not the frontier */
    owned *to;
} solver;

/* One question and its answer. */
typedef struct question {
    base_arena arena;
    const engine_problem *problem;
    const engine_elimination *plan;
    engine_frontier frontier;
    bool is_cover;      /* the frontier outgrew its limit */
    engine_cover cover; /* instead of it */
    /* rows of the last layer, or of the cover, after payoffs within the tolerance became one */
    size_t *rows;
    int64_t *payoff;
    uint64_t *packages;
    size_t count;
} question;

static void clear_question(question *of) {
    engine_frontier_clear(&of->frontier);
    engine_cover_clear(&of->cover);
    base_arena_clear(&of->arena);
}

static void note_states(ent_deals *result, const engine_elimination *plan) {
    if (plan->states_max > result->states_max)
        result->states_max = plan->states_max;
    if (plan->states_all > result->states_all)
        result->states_all = plan->states_all;
}

static ent_status pose(solver *self, question *of, engine_kind kind, bool red_lines,
                       bool thresholds) {
    const engine_problem_options options = {.kind = kind,
                                            .red_lines = red_lines,
                                            .thresholds = thresholds,
                                            .lifted = self->options.lifted,
                                            .within = self->options.within,
                                            .lines = self->lines,
                                            .lines_count = self->lines_count,
                                            .watch = self->options.watch};
    base_watch_phase(self->options.watch, "planning", 0);
    of->problem = engine_problem_make(&of->arena, self->model, self->grid, &options);
    if (!of->problem)
        return ENT_ERR_NOMEM;
    const ent_status status = engine_elimination_plan(&of->arena, of->problem, &of->plan);
    self->too_many_states = status == ENT_ERR_LIMIT;
    if (!status)
        note_states(&self->to->result, of->plan);
    return status;
}

/* Rows that have been taken, to be asked whether one equals a further row within the slack, or
 * beats it but for the slack. */
typedef struct taken {
    engine_corners tree;
    size_t *place; /* [rows] among those taken */
    int64_t *least;
} taken;

static bool start_taken(const solver *self, size_t all, const int64_t *payoff, taken *of) {
    const size_t parties = self->grid->parties.count;
    if (self->grid->exact)
        return true;
    of->place = base_malloc((all + 1) * sizeof *of->place);
    of->least = base_malloc(parties * sizeof *of->least);
    return of->place && of->least &&
           engine_corners_make(&of->tree, payoff, all, parties, self->options.watch);
}

static void free_taken(taken *of) {
    engine_corners_free(&of->tree);
    free(of->place);
    free(of->least);
}

static bool is_same(const engine_grid *grid, const int64_t *kept, const int64_t *row) {
    for (size_t p = 0; p < grid->parties.count; p++)
        if (row[p] < kept[p] - grid->slack[p] || row[p] > kept[p] + grid->slack[p])
            return false;
    return true;
}

static bool is_covered(const engine_grid *grid, question *of, taken *before, const int64_t *row,
                       uint64_t packages) {
    const size_t parties = grid->parties.count;
    for (size_t p = 0; p < parties; p++)
        before->least[p] = row[p] - grid->slack[p];
    const size_t found = engine_corners_find(&before->tree, before->least);
    if (found == SIZE_MAX)
        return false;
    const size_t i = before->place[found];
    if (is_same(grid, of->payoff + i * parties, row))
        of->packages[i] =
            of->packages[i] > UINT64_MAX - packages ? UINT64_MAX : of->packages[i] + packages;
    return true;
}

static bool take_each(solver *self, question *of, size_t all, const int64_t *payoff,
                      const uint64_t *packages, taken *before) {
    const size_t parties = self->grid->parties.count;
    for (size_t i = 0; i < all; i++) {
        if (!base_watch_each(self->options.watch, i, parties))
            return false;
        const int64_t *row = payoff + i * parties;
        const uint64_t number = packages ? packages[i] : UINT64_MAX;
        if (!self->grid->exact) {
            if (is_covered(self->grid, of, before, row, number))
                continue;
            engine_corners_add(&before->tree, i, row);
            before->place[i] = of->count;
        }
        memcpy(of->payoff + of->count * parties, row, parties * sizeof *row);
        of->packages[of->count] = number;
        of->rows[of->count++] = i;
    }
    return true;
}

/* @param packages  [all], or NULL: not known */
static bool take_rows(solver *self, question *of, size_t all, const int64_t *payoff,
                      const uint64_t *packages) {
    const size_t parties = self->grid->parties.count;
    of->rows = BASE_NEW(&of->arena, size_t, all);
    of->payoff = BASE_NEW(&of->arena, int64_t, all * parties);
    of->packages = BASE_NEW(&of->arena, uint64_t, all);
    if (!of->rows || !of->payoff || !of->packages)
        return false;
    taken before = {0};
    const bool done = start_taken(self, all, payoff, &before) &&
                      take_each(self, of, all, payoff, packages, &before);
    free_taken(&before);
    return done;
}

/* By default 1 GiB of payoffs; with three parties and more no more than some
 * seconds of work.
 */
static uint64_t points_limit(const solver *self) {
    if (self->options.points_limit)
        return self->options.points_limit;
    return self->grid->parties.count > 2 ? POINTS_LIMIT_MANY : POINTS_LIMIT_TWO;
}

static void note_points(solver *self, size_t points) {
    if (points > self->to->result.points_max)
        self->to->result.points_max = points;
}

static ent_status answer_nearly(solver *self, question *of) {
    of->is_cover = true;
    const ent_status status =
        engine_cover_find(of->problem, of->plan, self->grid->units, points_limit(self), &of->cover);
    if (status)
        return status;
    note_points(self, of->cover.points_max);
    return take_rows(self, of, of->cover.count, of->cover.payoff, NULL) ? ENT_OK : ENT_ERR_NOMEM;
}

/* To find the packages of so many points would take more memory than the points did. */
static bool are_too_many_to_name(const solver *self, size_t points, size_t issues) {
    const size_t named = self->options.packages_max && self->options.packages_max < points
                             ? self->options.packages_max
                             : points;
    const uint64_t most = self->options.points_limit > NAMED_CHOICES_MAX
                              ? self->options.points_limit
                              : NAMED_CHOICES_MAX;
    return !self->options.exact_only && named > most / (issues ? issues : 1);
}

static ent_status answer(solver *self, question *of) {
    const ent_status status =
        engine_frontier_find(of->problem, of->plan, points_limit(self), self->team, &of->frontier);
    if (status == ENT_ERR_LIMIT && !self->options.exact_only)
        return answer_nearly(self, of);
    if (status)
        return status;
    note_points(self, of->frontier.points_max);
    const size_t issues = of->plan->issues;
    const engine_points *last = &of->frontier.layers[issues - 1];
    const size_t all = last->start[of->plan->layers[issues - 1].states];
    if (are_too_many_to_name(self, all, issues)) {
        engine_frontier_clear(&of->frontier);
        return answer_nearly(self, of);
    }
    return take_rows(self, of, all, last->payoff, of->frontier.packages) ? ENT_OK : ENT_ERR_NOMEM;
}

/* Proven distance of what was found; payoffs within the tolerance became one. */
static double epsilon_of(const solver *self, const question *of) {
    return of->is_cover && (of->count || !of->cover.decided)
               ? of->cover.epsilon + 2 * self->grid->tolerance
               : 0;
}

static engine_choice choice_of(const solver *self, const question *of, engine_kind kind,
                               const int64_t *ideal) {
    return (engine_choice){.grid = self->grid,
                           .count = of->count,
                           .payoff = of->payoff,
                           .reference = kind == ENGINE_KIND_INTERIM ? self->grid->today
                                                                    : self->grid->walk_away,
                           .ideal = ideal};
}

/* The package of a row, found once. */
static ent_status name_row(solver *self, question *of, ent_deal *deal, size_t row) {
    if (deal->package)
        return ENT_OK;
    const size_t issues = of->plan->issues;
    uint32_t *package = BASE_NEW(&self->to->arena, uint32_t, issues);
    if (!package)
        return ENT_ERR_NOMEM;
    deal->package = package;
    if (!of->is_cover)
        return engine_frontier_witness(of->problem, of->plan, &of->frontier, of->rows[row],
                                       package);
    memcpy(package, of->cover.package + of->rows[row] * issues, issues * sizeof *package);
    return ENT_OK;
}

/* The packages of the first `named` rows, in one pass over the layers. */
static ent_status name_rows(solver *self, question *of, ent_deal *deals, size_t named) {
    const size_t issues = of->plan->issues;
    ent_status status = ENT_OK;
    for (size_t i = 0; of->is_cover && i < named && !status; i++)
        status = name_row(self, of, &deals[i], i);
    if (of->is_cover)
        return status;
    uint32_t *packages = BASE_NEW(&self->to->arena, uint32_t, named * issues);
    if (!packages)
        return ENT_ERR_NOMEM;
    for (size_t i = 0; i < named; i++)
        deals[i].package = packages + i * issues;
    return engine_frontier_witnesses(of->problem, of->plan, &of->frontier, of->rows, named,
                                     packages);
}

/* The best row, if need be among those by which nobody loses; packages decide ties. */
static ent_status pick(solver *self, question *of, const engine_choice *choice,
                       ent_solution solution, bool nobody_loses, ent_deal *deals,
                       uint32_t *picked) {
    uint32_t best = ENT_NONE;
    for (uint32_t i = 0; i < choice->count; i++) {
        if (!base_watch_each(self->options.watch, i, 32))
            return ENT_ERR_STOPPED;
        if (nobody_loses && !engine_choice_nobody_loses(choice, i))
            continue;
        const int better = best == ENT_NONE ? 1 : engine_choice_compare(choice, solution, i, best);
        if (better < 0)
            continue;
        if (better == 0) {
            ent_status status = name_row(self, of, &deals[i], i);
            if (!status)
                status = name_row(self, of, &deals[best], best);
            if (status)
                return status;
            if (!model_is_earlier(deals[i].package, deals[best].package, of->plan->issues))
                continue;
        }
        best = i;
    }
    *picked = best;
    return best == ENT_NONE ? ENT_OK : name_row(self, of, &deals[best], best);
}

/* What a row is worth; recomputed from the package where the grid had to round. */
static void value_row(solver *self, const question *of, engine_kind kind, size_t row,
                      double *utility, double *gain, ent_deal *deal) {
    const size_t parties = self->grid->parties.count;
    const int64_t *against =
        kind == ENGINE_KIND_INTERIM ? self->grid->today : self->grid->walk_away;
    for (size_t p = 0; p < parties; p++) {
        const int64_t payoff = of->payoff[row * parties + p];
        utility[p] = (double)payoff / self->grid->units[p];
        gain[p] = (double)(payoff - against[p]) / self->grid->units[p];
        if (self->grid->exact || !deal->package)
            continue;
        utility[p] = ent_model_utility(self->model, self->grid->parties.at[p], deal->package,
                                       !self->options.as_given);
        if (!self->options.as_given)
            gain[p] = ent_model_gain(self->model, self->grid->parties.at[p], deal->package);
    }
    deal->utility = utility;
    deal->gain = gain;
    deal->packages = of->packages[row];
}

/* All rows, in one matrix of utilities and one of gains. */
static bool value_rows(solver *self, const question *of, engine_kind kind, ent_deal *deals,
                       ent_deal_set *set) {
    const size_t parties = self->grid->parties.count;
    if (of->count == 0)
        return true;
    double *utility = BASE_NEW(&self->to->arena, double, of->count *parties);
    double *gain = BASE_NEW(&self->to->arena, double, of->count *parties);
    if (!utility || !gain)
        return false;
    for (size_t i = 0; i < of->count; i++) {
        if (!base_watch_each(self->options.watch, i, 32))
            return false;
        value_row(self, of, kind, i, utility + i * parties, gain + i * parties, &deals[i]);
    }
    set->utility = utility;
    set->gain = gain;
    return true;
}

/* What the solutions of an epsilon-frontier may miss. */
static bool bound_solutions(solver *self, const question *of, const engine_choice *choice,
                            ent_deal_set *set) {
    const size_t parties = self->grid->parties.count;
    set->epsilon = epsilon_of(self, of);
    set->ideal_gain_high = set->ideal_gain;
    if (of->count == 0 || !(set->epsilon > 0))
        return true;
    double *high = BASE_NEW(&self->to->arena, double, parties);
    if (!high)
        return false;
    for (size_t p = 0; p < parties; p++)
        high[p] = (double)(of->cover.most[p] - choice->reference[p]) / self->grid->units[p];
    set->ideal_gain_high = high;
    engine_choice_margins(choice, set->epsilon, of->cover.most, set->solutions,
                          set->solution_margin);
    return true;
}

static ent_status describe(solver *self, question *of, engine_kind kind, ent_deal_set *set) {
    const size_t parties = self->grid->parties.count;
    ent_deal *deals = BASE_NEW(&self->to->arena, ent_deal, of->count);
    double *ideal_gain = BASE_NEW(&self->to->arena, double, parties);
    int64_t ideal[ENT_PRINCIPALS_MAX] = {0};
    if (!deals || !ideal_gain)
        return ENT_ERR_NOMEM;
    for (size_t i = 0; i < of->count; i++)
        for (size_t p = 0; p < parties; p++)
            if (i == 0 || of->payoff[i * parties + p] > ideal[p])
                ideal[p] = of->payoff[i * parties + p];
    const engine_choice choice = choice_of(self, of, kind, ideal);
    for (size_t p = 0; p < parties; p++)
        ideal_gain[p] = (double)(ideal[p] - choice.reference[p]) / self->grid->units[p];
    const size_t named = self->options.packages_max && self->options.packages_max < of->count
                             ? self->options.packages_max
                             : of->count;
    ent_status status = name_rows(self, of, deals, named);
    for (unsigned s = 0; s < ENT_SOLUTIONS && !status; s++)
        status = pick(self, of, &choice, (ent_solution)s, true, deals, &set->solutions[s]);
    if (status)
        return status;
    if (!value_rows(self, of, kind, deals, set))
        return ENT_ERR_NOMEM;
    set->frontier = deals;
    set->frontier_count = of->count;
    set->ideal_gain = of->count ? ideal_gain : NULL;
    return bound_solutions(self, of, &choice, set) ? ENT_OK : ENT_ERR_NOMEM;
}

static ent_status take_nearest(solver *self, question *of, engine_kind kind, ent_deal_set *set) {
    ent_deal *deals = BASE_NEW(&of->arena, ent_deal, of->count);
    ent_deal *nearest = BASE_NEW(&self->to->arena, ent_deal, 1);
    double *worth = BASE_NEW(&self->to->arena, double, 2 * self->grid->parties.count);
    if (!deals || !nearest || !worth)
        return ENT_ERR_NOMEM;
    const engine_choice choice = choice_of(self, of, kind, NULL);
    uint32_t picked = ENT_NONE;
    const ent_status status = pick(self, of, &choice, ENT_EGALITARIAN, false, deals, &picked);
    if (status)
        return status;
    *nearest = deals[picked];
    value_row(self, of, kind, picked, worth, worth + self->grid->parties.count, nearest);
    const double smallest = engine_choice_smallest_gain(&choice, picked);
    set->nearest = nearest;
    set->nearest_shortfall = smallest < 0 ? -smallest : 0;
    return ENT_OK;
}

/* The set is empty: how near does anything come, red lines kept or, failing that, crossed? */
static ent_status find_nearest(solver *self, engine_kind kind, ent_deal_set *set) {
    for (int crosses = 0; crosses < 2 && !set->nearest; crosses++) {
        question near = {0};
        ent_status status = pose(self, &near, kind, !crosses, false);
        if (!status)
            status = answer(self, &near);
        if (!status && near.count) {
            status = take_nearest(self, &near, kind, set);
            set->nearest_crosses = crosses;
            set->epsilon = epsilon_of(self, &near);
        }
        clear_question(&near);
        if (status)
            return status;
    }
    return ENT_OK;
}

/* Nothing that counts was found, nor was it ruled out. */
static ent_status take_near_miss(solver *self, question *of, engine_kind kind, ent_deal_set *set) {
    set->not_found = true;
    of->cover.package = of->cover.near_package;
    return take_rows(self, of, 1, of->cover.near, NULL) ? take_nearest(self, of, kind, set)
                                                        : ENT_ERR_NOMEM;
}

static bool is_less(const char *a, const char *b) {
    return strlen(a) != strlen(b) ? strlen(a) < strlen(b) : strcmp(a, b) < 0;
}

/* What an epsilon-frontier proves about a count of which only bounds are known, and the other way
 * round. */
static ent_status reconcile_count(solver *self, question *of, ent_count *count) {
    const char *found = base_arena_printf(&self->to->arena, "%zu", of->count);
    if (!found)
        return ENT_ERR_NOMEM;
    if (is_less(count->low, found))
        count->low = found;
    if (of->cover.decided && of->count == 0)
        count->high = "0";
    of->cover.decided = of->cover.decided || strcmp(count->high, "0") == 0;
    count->exact = strcmp(count->low, count->high) == 0;
    return ENT_OK;
}

/* Without a digit as an upper bound: nothing was counted. */
static const ent_count NOT_COUNTED = {.low = "0", .high = ""};

static ent_status solve_set(solver *self, engine_kind kind, ent_deal_set *set) {
    question of = {0};
    ent_status status =
        pose(self, &of, kind, !self->options.all, !self->options.all && !self->options.any_gain);
    if (self->options.frontier_only)
        set->count = NOT_COUNTED;
    else if (!status)
        status = count_packages(&self->to->arena, of.problem, of.plan, self->options.count_cells,
                                NULL, &set->count);
    if (!status)
        status = answer(self, &of);
    if (!status && of.is_cover)
        status = reconcile_count(self, &of, &set->count);
    if (!status)
        status = describe(self, &of, kind, set);
    if (!status && of.is_cover && !of.cover.decided)
        status = take_near_miss(self, &of, kind, set);
    clear_question(&of);
    if (!status && set->frontier_count == 0 && !set->not_found && !self->options.frontier_only)
        status = find_nearest(self, kind, set);
    return status;
}

static ent_status count_possible(solver *self) {
    question of = {0};
    ent_status status = pose(self, &of, ENGINE_KIND_ANY, false, false);
    if (!status)
        status = count_packages(&self->to->arena, of.problem, of.plan, self->options.count_cells,
                                NULL, &self->to->result.possible);
    clear_question(&of);
    return status;
}

/* Decimal sum of two decimal texts. */
static const char *add_texts(base_arena *arena, const char *a, const char *b) {
    size_t i = strlen(a);
    size_t j = strlen(b);
    const size_t room = (i > j ? i : j) + 1;
    char *sum = BASE_NEW(arena, char, room + 1);
    unsigned carry = 0;
    size_t at = room;
    while (sum && (i || j || carry)) {
        carry += (i ? (unsigned)(a[--i] - '0') : 0) + (j ? (unsigned)(b[--j] - '0') : 0);
        sum[--at] = (char)('0' + carry % 10);
        carry /= 10;
    }
    return sum ? sum + at : NULL;
}

static ent_status add_counts(solver *self) {
    ent_deals *result = &self->to->result;
    const ent_count *a = &result->settlement.count;
    const ent_count *b = &result->interim.count;
    if (!result->has_interim) {
        result->interim.count = (ent_count){"0", "0", true};
        result->acceptable = *a;
        return ENT_OK;
    }
    result->acceptable = (ent_count){.low = add_texts(&self->to->arena, a->low, b->low),
                                     .high = add_texts(&self->to->arena, a->high, b->high),
                                     .exact = a->exact && b->exact};
    return result->acceptable.low && result->acceptable.high ? ENT_OK : ENT_ERR_NOMEM;
}

/* Settlements alone, and nothing of them but the frontier. */
static ent_status solve_frontier(solver *self) {
    ent_deals *result = &self->to->result;
    result->possible = result->acceptable = result->interim.count = NOT_COUNTED;
    return solve_set(self, ENGINE_KIND_SETTLEMENT, &result->settlement);
}

static ent_status solve_all(solver *self) {
    ent_deals *result = &self->to->result;
    self->grid = engine_grid_make(&self->scratch, self->model, self->model->principals,
                                  self->options.as_given);
    if (!self->grid)
        return ENT_ERR_NOMEM;
    result->exact = self->grid->exact;
    result->tolerance = self->grid->tolerance;
    result->has_interim = model_has_interim(self->model);
    ent_status status = ent_red_lines(self->model, &self->lines, &self->lines_count);
    if (!status && self->options.frontier_only)
        return solve_frontier(self);
    if (!status)
        status = count_possible(self);
    if (!status)
        status = solve_set(self, ENGINE_KIND_SETTLEMENT, &result->settlement);
    if (!status && result->has_interim)
        status = solve_set(self, ENGINE_KIND_INTERIM, &result->interim);
    return status ? status : add_counts(self);
}

/* Are threads worth their start? */
static bool is_large(const ent_model *model) {
    double packages = 1;
    for (size_t j = 0; j < model->issues_count; j++)
        packages *= (double)model->issues[j].options_count;
    return packages >= LARGE;
}

static ent_status report_failure(ent_status status, const solver *self, ent_diags *diags) {
    if (status == ENT_ERR_NOMEM)
        return base_fail_memory(diags);
    if (!self->too_many_states)
        return base_fail(
            diags, status, NULL, 0, 0, NULL,
            "the frontier needs more than %llu payoff vectors; fix some issues or drop "
            "rules that tie many of them",
            (unsigned long long)points_limit(self));
    return base_fail(diags, status, NULL, 0, 0, NULL,
                     "rules, red lines and linkages tie too many issues together: more than %u "
                     "states",
                     (unsigned)ENGINE_STATES_LIMIT);
}

ent_status ent_deals_solve(const ent_model *model, const ent_deals_options *options,
                           ent_deals **deals, ent_diags *diags) {
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    for (unsigned s = 0; s < ENT_SOLUTIONS; s++)
        to->result.settlement.solutions[s] = to->result.interim.solutions[s] = ENT_NONE;
    solver self = {.model = model, .to = to};
    if (options)
        self.options = *options;
    if (self.options.threads > 1 && is_large(model) &&
        !(self.team = base_team_start(self.options.threads))) {
        ent_deals_free(&to->result);
        return base_fail_memory(diags);
    }
    base_watch_add(self.options.watch, BASE_TALLY_SOLVES);
    ent_status status = solve_all(&self);
    base_team_stop(self.team);
    base_arena_clear(&self.scratch);
    free(self.lines);
    if (base_watch_ended(self.options.watch))
        status = base_watch_end(self.options.watch, status, diags);
    else if (status)
        report_failure(status, &self, diags);
    if (status) {
        ent_deals_free(&to->result);
        return status;
    }
    *deals = &to->result;
    return ENT_OK;
}

void ent_deals_free(ent_deals *deals) {
    if (!deals)
        return;
    owned *to = deals->owner;
    base_arena_clear(&to->arena);
    free(to);
}
