/*
 * The epsilon-frontier against the enumeration: with hardly any memory for payoffs, every package
 * of the set lies within the stated epsilon of a listed one, and every listed one is real.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "slow/slow.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Payoffs within this of each other are the same where the model is not exact. */
#define SLACK 3e-9L
/* What doubles lose. */
#define ROUNDING 1e-13L

static sweep_plan plan;

typedef struct judge {
    const slow_table *table;
    const ent_deals_options *options;
    const ent_deals *deals;
    slow_kind kind;
    const ent_deal_set *set;
    long double slack;
    char *why;
    size_t why_size;
} judge;

#define differs(at, ...)                                                                           \
    slow_differs((at)->why, (at)->why_size, slow_kind_prefix((at)->kind), __VA_ARGS__)

static size_t package_index(const slow_table *table, const uint32_t *package) {
    size_t index = 0;
    for (size_t j = 0; j < table->issues; j++)
        index = index * table->model->issues[j].options_count + package[j];
    return index;
}

static long double utility(const judge *at, size_t package, size_t p) {
    return at->table->utility_value[package * at->table->principals + p];
}

static long double gain(const judge *at, size_t package, size_t p) {
    return at->table->gain_value[package * at->table->principals + p];
}

/* In the set whatever is made of rounding, or in it if rounding is generous. */
static bool is_member(const judge *at, size_t package) {
    return slow_member(at->table, at->options, package, at->kind, at->slack > 0 ? 1e-11L : 0);
}

static bool may_be_member(const judge *at, size_t package) {
    return slow_member(at->table, at->options, package, at->kind, at->slack);
}

/* ---- what is listed ---- */

static bool is_beaten(const judge *at, const ent_deal *deal) {
    for (size_t i = 0; i < at->set->frontier_count; i++) {
        bool worse = false;
        bool better = false;
        for (size_t p = 0; p < at->table->principals; p++) {
            worse = worse || at->set->frontier[i].utility[p] < deal->utility[p];
            better = better || (long double)at->set->frontier[i].utility[p] >
                                   (long double)deal->utility[p] + at->slack;
        }
        if (better && !worse)
            return true;
    }
    return false;
}

static bool listed_are_real(const judge *at) {
    for (size_t i = 0; i < at->set->frontier_count; i++) {
        const ent_deal *deal = &at->set->frontier[i];
        const size_t package = package_index(at->table, deal->package);
        if (!may_be_member(at, package))
            return differs(at, "point %zu, package %zu, is not in the set", i, package);
        for (size_t p = 0; p < at->table->principals; p++)
            if (fabsl((long double)deal->utility[p] - utility(at, package, p)) >
                    at->slack + ROUNDING ||
                fabsl((long double)deal->gain[p] - gain(at, package, p)) > at->slack + ROUNDING)
                return differs(at, "point %zu, package %zu, pays something else", i, package);
        if (is_beaten(at, deal))
            return differs(at, "point %zu, package %zu, is beaten by another", i, package);
    }
    return true;
}

/* ---- what is not ---- */

/* How far a package is above the listed one that is best for it. */
static long double distance_of(const judge *at, size_t package) {
    long double least = INFINITY;
    for (size_t i = 0; i < at->set->frontier_count; i++) {
        long double most = 0;
        for (size_t p = 0; p < at->table->principals; p++)
            most =
                fmaxl(most, utility(at, package, p) - (long double)at->set->frontier[i].utility[p]);
        least = fminl(least, most);
    }
    return least;
}

static bool all_are_covered(const judge *at) {
    const long double epsilon = (long double)at->set->epsilon + ROUNDING;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_member(at, x) &&
            distance_of(at, x) > epsilon + (at->set->epsilon > 0 ? 0 : at->slack))
            return differs(at, "package %zu is %Lg above the frontier, epsilon is %g", x,
                           distance_of(at, x), at->set->epsilon);
    return true;
}

/* The sums of the definition, of a package or of a listed point. */
static long double measure(const judge *at, ent_solution solution, size_t package,
                           const long double *ideal) {
    long double product = 1;
    long double ratio = 1;
    long double least = INFINITY;
    long double sum = 0;
    for (size_t p = 0; p < at->table->principals; p++) {
        const long double here = gain(at, package, p);
        product *= fmaxl(here, 0);
        if (ideal[p] > at->slack + 1e-12L)
            ratio = fminl(ratio, here / ideal[p]);
        least = fminl(least, here);
        sum += utility(at, package, p);
    }
    const long double by_solution[ENT_SOLUTIONS] = {product, ratio, least, sum};
    return by_solution[solution];
}

static bool nobody_loses(const judge *at, size_t package) {
    for (size_t p = 0; p < at->table->principals; p++)
        if (gain(at, package, p) < 0)
            return false;
    return true;
}

static bool solutions_miss_no_more_than_told(const judge *at) {
    long double ideal[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < at->table->principals; p++) {
        ideal[p] = -INFINITY;
        for (size_t x = 0; x < at->table->packages; x++)
            if (is_member(at, x))
                ideal[p] = fmaxl(ideal[p], gain(at, x, p));
    }
    for (size_t p = 0; p < at->table->principals; p++)
        if (ideal[p] > (long double)at->set->ideal_gain_high[p] + at->slack + ROUNDING)
            return differs(at, "principal %zu can gain %Lg, more than %g", p, ideal[p],
                           at->set->ideal_gain_high[p]);
    for (int s = 0; s < ENT_SOLUTIONS; s++) {
        if (at->set->solutions[s] == ENT_NONE)
            continue;
        const ent_deal *picked = &at->set->frontier[at->set->solutions[s]];
        const long double found =
            measure(at, (ent_solution)s, package_index(at->table, picked->package), ideal);
        /* the yardstick of Kalai and Smorodinsky divides by gains as small as the slack */
        if (at->slack > 0 && s == ENT_KALAI_SMORODINSKY)
            continue;
        for (size_t x = 0; x < at->table->packages; x++)
            if (is_member(at, x) && nobody_loses(at, x) &&
                measure(at, (ent_solution)s, x, ideal) >
                    found + (long double)at->set->solution_margin[s] + 4 * at->slack + 1e-12L)
                return differs(at, "package %zu is better by %s than the margin %g allows", x,
                               ent_solution_name((ent_solution)s), at->set->solution_margin[s]);
    }
    return true;
}

static bool count_holds(const judge *at) {
    size_t sure = 0;
    size_t maybe = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        sure += is_member(at, x);
        maybe += may_be_member(at, x);
    }
    const unsigned long long low = strtoull(at->set->count.low, NULL, 10);
    const unsigned long long high = strtoull(at->set->count.high, NULL, 10);
    if (low > high || low > maybe || high < sure)
        return differs(at, "count %llu to %llu, not %zu to %zu", low, high, sure, maybe);
    return true;
}

/* ---- nothing is listed ---- */

static long double shortfall(const judge *at, size_t package) {
    long double most = 0;
    for (size_t p = 0; p < at->table->principals; p++)
        most = fmaxl(most, -gain(at, package, p));
    return most;
}

/* Of those that cross no red line; of all, if all cross one. */
static long double least_shortfall(const judge *at, bool *crosses) {
    long double least = INFINITY;
    for (int crossing = 0; crossing < 2 && isinf(least); crossing++) {
        *crosses = crossing;
        for (size_t x = 0; x < at->table->packages; x++)
            if (slow_eligible(at->table, at->options, x, at->kind) &&
                (crossing || !slow_crossed(at->table, at->options, x)))
                least = fminl(least, shortfall(at, x));
    }
    return least;
}

static bool nearest_is_near(const judge *at) {
    bool crosses = false;
    const long double least = least_shortfall(at, &crosses);
    const ent_deal *nearest = at->set->nearest;
    if (isinf(least))
        return !nearest || differs(at, "a nearest package where none is possible");
    if (!nearest)
        return differs(at, "no nearest package");
    const size_t package = package_index(at->table, nearest->package);
    if (!slow_eligible(at->table, at->options, package, at->kind) ||
        (slow_crossed(at->table, at->options, package) && !crosses))
        return differs(at, "the nearest package, %zu, is not eligible", package);
    const long double here = shortfall(at, package);
    if (fabsl(here - (long double)at->set->nearest_shortfall) > at->slack + ROUNDING)
        return differs(at, "shortfall %g, not %Lg", at->set->nearest_shortfall, here);
    if (!at->set->not_found && here > least + (long double)at->set->epsilon + at->slack + ROUNDING)
        return differs(at, "shortfall %Lg, the least is %Lg, epsilon is %g", here, least,
                       at->set->epsilon);
    return true;
}

/* Undecided: nobody gains more than epsilon. Else: nothing is there. */
static bool emptiness_is_told(const judge *at) {
    for (size_t x = 0; x < at->table->packages; x++) {
        if (!is_member(at, x))
            continue;
        if (!at->set->not_found)
            return differs(at, "package %zu is there", x);
        for (size_t p = 0; p < at->table->principals; p++)
            if (gain(at, x, p) > (long double)at->set->epsilon + ROUNDING)
                return differs(at, "package %zu gains %Lg, not told by epsilon %g", x,
                               gain(at, x, p), at->set->epsilon);
    }
    return nearest_is_near(at);
}

static bool set_holds(const judge *at) {
    if (at->set->not_found && at->set->frontier_count)
        return differs(at, "undecided, with points listed");
    if (!count_holds(at))
        return false;
    if (at->set->frontier_count == 0)
        return emptiness_is_told(at);
    return listed_are_real(at) && all_are_covered(at) && solutions_miss_no_more_than_told(at);
}

/* ---- the sweep ---- */

static size_t approximate; /* sets whose frontier was cut short */
static size_t undecided;

static bool result_holds(const slow_table *table, const ent_deals_options *options,
                         const ent_deals *deals, char *why, size_t why_size) {
    judge at = {.table = table,
                .options = options,
                .deals = deals,
                .slack = table->exact && deals->exact ? 0 : SLACK,
                .why = why,
                .why_size = why_size};
    for (int kind = 0; kind < (deals->has_interim ? 2 : 1); kind++) {
        at.kind = (slow_kind)kind;
        at.set = kind ? &deals->interim : &deals->settlement;
        approximate += at.set->epsilon > 0;
        undecided += at.set->not_found;
        if (!set_holds(&at))
            return false;
    }
    return true;
}

static bool a_limit_leaves_a_proven_epsilon(const ent_model *model, uint64_t seed, char *why,
                                            size_t why_size) {
    rng random = {seed ^ 0xe951};
    const size_t kind = rng_below(&random, 8);
    const ent_deals_options options = {.points_limit = rng_between(&random, 1, seed % 2 ? 60 : 6),
                                       .all = kind == 0,
                                       .any_gain = kind == 1,
                                       .count_cells = kind == 2 ? 2 : 0};
    ent_deals *deals = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
    bool good = status == ENT_OK;
    snprintf(why, why_size, "status %s", ent_status_name(status));
    slow_table table;
    slow_table_make(&table, model, false);
    good = good && result_holds(&table, &options, deals, why, why_size);
    if (good && ent_deals_verify(model, &options, deals, diags) != ENT_OK) {
        snprintf(why, why_size, "verify: %s", ent_diags_at(diags, 0)->message);
        good = false;
    }
    slow_table_free(&table);
    ent_deals_free(deals);
    ent_diags_free(diags);
    return good;
}

static void every_package_is_within_epsilon_of_a_listed_one(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, a_limit_leaves_a_proven_epsilon), 0);
    /* the sweep met what it is about */
    assert_true(approximate > plan.models / 20);
    assert_true(plan.models < 1000 || undecided > 0);
}

/* The frontier with epsilon 0 is the exact one, and an exact one has epsilon 0. */
static bool epsilon_is_zero_when_exact(const ent_model *model, uint64_t seed, char *why,
                                       size_t why_size) {
    const ent_deals_options options = {.points_limit = 1 + seed % 40};
    ent_deals *exact = NULL;
    ent_deals *near = NULL;
    bool good = ent_deals_solve(model, NULL, &exact, NULL) == ENT_OK &&
                ent_deals_solve(model, &options, &near, NULL) == ENT_OK;
    snprintf(why, why_size, "not solved");
    for (int kind = 0; good && kind < 2; kind++) {
        const ent_deal_set *all = kind ? &exact->interim : &exact->settlement;
        const ent_deal_set *some = kind ? &near->interim : &near->settlement;
        good = all->epsilon == 0 && !all->not_found;
        snprintf(why, why_size, "epsilon %g without a limit", all->epsilon);
        if (!good || some->epsilon > 0 || some->not_found)
            continue;
        good = some->frontier_count == all->frontier_count;
        snprintf(why, why_size, "epsilon 0 with %zu points of %zu", some->frontier_count,
                 all->frontier_count);
    }
    ent_deals_free(exact);
    ent_deals_free(near);
    return good;
}

static void epsilon_is_zero_exactly_where_nothing_is_missing(void **state) {
    (void)state;
    sweep_plan some = plan;
    some.models = plan.models / 4 + 1;
    some.few_digits_only = true;
    assert_int_equal(sweep(&some, epsilon_is_zero_when_exact), 0);
}

/* More memory never lists less than is promised with little: epsilon falls to 0. */
static void with_room_for_all_the_frontier_is_exact(void **state) {
    (void)state;
    random_model made;
    random_limits limits = random_limits_default(FEW_DIGITS);
    limits.lasting = false;
    random_model_make(&made, 77, &limits);
    for (uint64_t points = 1; points <= 4096; points *= 4) {
        const ent_deals_options options = {.points_limit = points};
        ent_deals *deals = NULL;
        assert_int_equal(ent_deals_solve(&made.model, &options, &deals, NULL), ENT_OK);
        if (points == 4096)
            assert_true(deals->settlement.epsilon <= 0 && deals->interim.epsilon <= 0);
        ent_deals_free(deals);
    }
    random_model_free(&made);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_package_is_within_epsilon_of_a_listed_one),
        cmocka_unit_test(epsilon_is_zero_exactly_where_nothing_is_missing),
        cmocka_unit_test(with_room_for_all_the_frontier_is_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
