/*
 * Deals, read off the list of all packages, and the comparison with the engine's answer.
 *
 * Two comparisons: to the last digit where both sides are exact, else up to the tolerance that the
 * engine states.
 */
#include "slow/slow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-9L
#define SURE      1e-11L /* what is nearer than this must count as equal */
#define BAND      3e-9L  /* what is farther than this must count as different */

typedef struct judge {
    const slow_table *table;
    const ent_deals_options *options;
    slow_kind kind;
    const ent_deal_set *set;
    char *why;
    size_t why_size;
} judge;

#define differs(at, ...)                                                                           \
    slow_differs((at)->why, (at)->why_size, slow_kind_prefix((at)->kind), __VA_ARGS__)

/* ---- sets ---- */

static bool is_within(const slow_table *table, const ent_deals_options *options, size_t package) {
    for (size_t j = 0; options->within && j < table->issues; j++)
        if (!options->within[j][table->option[package * table->issues + j]])
            return false;
    return true;
}

bool slow_eligible(const slow_table *table, const ent_deals_options *options, size_t package,
                   slow_kind kind) {
    if (!table->possible[package] || table->settles[package] != (kind == SLOW_SETTLEMENT))
        return false;
    if (table->has_interim && package == table->status_quo)
        return false;
    return is_within(table, options, package);
}

uint32_t slow_crossed(const slow_table *table, const ent_deals_options *options, size_t package) {
    uint32_t crossed = table->crossed[package];
    for (size_t i = 0; options->lifted && i < table->lines_count; i++)
        if (options->lifted[i])
            crossed &= ~(UINT32_C(1) << i);
    return crossed;
}

static bool nobody_loses(const slow_table *table, size_t package, long double slack) {
    for (size_t p = 0; p < table->principals; p++) {
        const size_t at = package * table->principals + p;
        if (table->exact && slack == 0 ? table->gain[at] < 0 : table->gain_value[at] < -slack)
            return false;
    }
    return true;
}

bool slow_member(const slow_table *table, const ent_deals_options *options, size_t package,
                 slow_kind kind, long double slack) {
    if (!slow_eligible(table, options, package, kind))
        return false;
    if (options->all)
        return true;
    if (slow_crossed(table, options, package))
        return false;
    return options->any_gain || nobody_loses(table, package, slack);
}

static size_t members_count(const judge *at, long double slack) {
    size_t count = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        count += slow_member(at->table, at->options, x, at->kind, slack);
    return count;
}

static size_t package_index(const slow_table *table, const uint32_t *package) {
    size_t index = 0;
    for (size_t j = 0; j < table->issues; j++) {
        if (package[j] >= table->model->issues[j].options_count)
            return table->packages;
        index = index * table->model->issues[j].options_count + package[j];
    }
    return index;
}

/* ---- exact payoffs ---- */

static const slow_integer *payoff(const slow_table *table, size_t package) {
    return &table->utility[package * table->principals];
}

static bool same_payoff(const slow_table *table, size_t a, size_t b) {
    for (size_t p = 0; p < table->principals; p++)
        if (payoff(table, a)[p] != payoff(table, b)[p])
            return false;
    return true;
}

static bool at_least(const slow_table *table, size_t a, size_t b) {
    for (size_t p = 0; p < table->principals; p++)
        if (payoff(table, a)[p] < payoff(table, b)[p])
            return false;
    return true;
}

static bool comes_before(const slow_table *table, size_t a, size_t b) {
    for (size_t p = 0; p < table->principals; p++)
        if (payoff(table, a)[p] != payoff(table, b)[p])
            return payoff(table, a)[p] > payoff(table, b)[p];
    return false;
}

/* A package is listed when no member dominates it and no earlier member has its payoff. */
static bool is_listed(const judge *at, const size_t *members, size_t count, size_t package) {
    for (size_t i = 0; i < count; i++) {
        const bool same = same_payoff(at->table, members[i], package);
        if (same && members[i] < package)
            return false;
        if (!same && at_least(at->table, members[i], package))
            return false;
    }
    return true;
}

static size_t list_members(const judge *at, size_t *members) {
    size_t count = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        if (slow_member(at->table, at->options, x, at->kind, 0))
            members[count++] = x;
    return count;
}

static void sort_by_payoff(const slow_table *table, size_t *packages, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && comes_before(table, packages[k], packages[k - 1]); k--) {
            const size_t moved = packages[k];
            packages[k] = packages[k - 1];
            packages[k - 1] = moved;
        }
}

typedef struct exact_set {
    size_t *members;
    size_t members_count;
    size_t *frontier;
    size_t frontier_count;
} exact_set;

static exact_set list_set(const judge *at) {
    exact_set set = {.members = calloc(at->table->packages, sizeof(size_t)),
                     .frontier = calloc(at->table->packages, sizeof(size_t))};
    if (!set.members || !set.frontier)
        abort();
    set.members_count = list_members(at, set.members);
    for (size_t i = 0; i < set.members_count; i++)
        if (is_listed(at, set.members, set.members_count, set.members[i]))
            set.frontier[set.frontier_count++] = set.members[i];
    sort_by_payoff(at->table, set.frontier, set.frontier_count);
    return set;
}

static size_t multiplicity(const judge *at, const exact_set *set, size_t package) {
    size_t count = 0;
    for (size_t i = 0; i < set->members_count; i++)
        count += same_payoff(at->table, set->members[i], package);
    return count;
}

static bool payoffs_told_rightly(const judge *at, const ent_deal *deal, size_t package,
                                 long double slack) {
    for (size_t p = 0; p < at->table->principals; p++) {
        const size_t cell = package * at->table->principals + p;
        const long double off_utility =
            fabsl((long double)deal->utility[p] - at->table->utility_value[cell]);
        const long double off_gain =
            fabsl((long double)deal->gain[p] - at->table->gain_value[cell]);
        if (!(off_utility <= slack) || !(off_gain <= slack))
            return differs(
                at,
                "package %zu principal %zu: utility %.17g and gain %.17g, not %.17Lg and %.17Lg",
                package, p, deal->utility[p], deal->gain[p], at->table->utility_value[cell],
                at->table->gain_value[cell]);
    }
    return true;
}

/* Only on request is a point left without its package, and never a solution. */
static bool may_be_unnamed(const judge *at, size_t index) {
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        if (at->set->solutions[s] == index)
            return false;
    return at->options->packages_max && index >= at->options->packages_max;
}

static bool frontier_is_same(const judge *at, const exact_set *set) {
    if (at->set->frontier_count != set->frontier_count)
        return differs(at, "%zu frontier points, not %zu", at->set->frontier_count,
                       set->frontier_count);
    for (size_t i = 0; i < set->frontier_count; i++) {
        const ent_deal *deal = &at->set->frontier[i];
        const size_t package = set->frontier[i];
        if (!deal->package ? !may_be_unnamed(at, i)
                           : package_index(at->table, deal->package) != package)
            return differs(at, "frontier point %zu is package %zu, not %zu", i,
                           deal->package ? package_index(at->table, deal->package) : SIZE_MAX,
                           package);
        if (deal->packages != multiplicity(at, set, package))
            return differs(at, "frontier point %zu stands for %zu packages, not %zu", i,
                           (size_t)deal->packages, multiplicity(at, set, package));
        if (!payoffs_told_rightly(at, deal, package, 1e-14L))
            return false;
    }
    return true;
}

/* ---- solutions ---- */

static fraction smallest_gain(const slow_table *table, size_t package) {
    fraction smallest = slow_gain_of(table, package, 0);
    for (size_t p = 1; p < table->principals; p++) {
        const fraction gain = slow_gain_of(table, package, p);
        if (fraction_compare(&gain, &smallest) < 0)
            smallest = gain;
    }
    return smallest;
}

static fraction product_of_gains(const slow_table *table, size_t package) {
    fraction product = fraction_of(1, 1);
    for (size_t p = 0; p < table->principals; p++) {
        const fraction gain = slow_gain_of(table, package, p);
        product = fraction_times(&product, &gain);
    }
    return product;
}

static fraction sum_of_utilities(const slow_table *table, size_t package) {
    fraction sum = fraction_of(0, 1);
    for (size_t p = 0; p < table->principals; p++) {
        const fraction utility = fraction_of(payoff(table, package)[p], table->scale[p]);
        sum = fraction_plus(&sum, &utility);
    }
    return sum;
}

static slow_integer ideal_gain(const judge *at, const exact_set *set, size_t principal) {
    slow_integer best = at->table->gain[set->members[0] * at->table->principals + principal];
    for (size_t i = 1; i < set->members_count; i++) {
        const slow_integer gain =
            at->table->gain[set->members[i] * at->table->principals + principal];
        best = gain > best ? gain : best;
    }
    return best;
}

/* A party that cannot gain in this set is at its ideal everywhere. */
static fraction smallest_ratio(const judge *at, const exact_set *set, size_t package) {
    fraction smallest = fraction_of(1, 1);
    for (size_t p = 0; p < at->table->principals; p++) {
        const slow_integer ideal = ideal_gain(at, set, p);
        if (ideal <= 0)
            continue;
        const fraction ratio =
            fraction_of(at->table->gain[package * at->table->principals + p], ideal);
        if (fraction_compare(&ratio, &smallest) < 0)
            smallest = ratio;
    }
    return smallest;
}

static fraction objective(const judge *at, const exact_set *set, ent_solution solution,
                          size_t package) {
    switch (solution) {
    case ENT_NASH:
        return product_of_gains(at->table, package);
    case ENT_KALAI_SMORODINSKY:
        return smallest_ratio(at, set, package);
    case ENT_EGALITARIAN:
        return smallest_gain(at->table, package);
    case ENT_UTILITARIAN:
        return sum_of_utilities(at->table, package);
    }
    abort();
}

static bool is_better(const judge *at, const exact_set *set, ent_solution solution, size_t a,
                      size_t b) {
    const fraction worth_a = objective(at, set, solution, a);
    const fraction worth_b = objective(at, set, solution, b);
    const int order = fraction_compare(&worth_a, &worth_b);
    if (order)
        return order > 0;
    const fraction least_a = smallest_gain(at->table, a);
    const fraction least_b = smallest_gain(at->table, b);
    const int least = fraction_compare(&least_a, &least_b);
    return least ? least > 0 : a < b;
}

/* Best place on the frontier among the packages by which nobody loses; ENT_NONE if there is none.
 */
static uint32_t best_place(const judge *at, const exact_set *set, ent_solution solution) {
    uint32_t best = ENT_NONE;
    for (uint32_t i = 0; i < set->frontier_count; i++)
        if (nobody_loses(at->table, set->frontier[i], 0) &&
            (best == ENT_NONE ||
             is_better(at, set, solution, set->frontier[i], set->frontier[best])))
            best = i;
    return best;
}

static bool solutions_are_same(const judge *at, const exact_set *set) {
    for (int s = 0; s < ENT_SOLUTIONS; s++) {
        const uint32_t best = best_place(at, set, (ent_solution)s);
        if (at->set->solutions[s] != best)
            return differs(at, "%s is frontier point %u, not %u",
                           ent_solution_name((ent_solution)s), (unsigned)at->set->solutions[s],
                           (unsigned)best);
    }
    return true;
}

static bool ideal_is_same(const judge *at, const exact_set *set) {
    if (!set->members_count)
        return !at->set->ideal_gain || differs(at, "ideal gains of an empty set");
    if (!at->set->ideal_gain)
        return differs(at, "no ideal gains");
    for (size_t p = 0; p < at->table->principals; p++) {
        const fraction ideal = fraction_of(ideal_gain(at, set, p), at->table->scale[p]);
        if (fabsl(fraction_value(&ideal) - (long double)at->set->ideal_gain[p]) > 1e-14L)
            return differs(at, "ideal gain of principal %zu is %.17g, not %.17Lg", p,
                           at->set->ideal_gain[p], fraction_value(&ideal));
    }
    return true;
}

/* ---- the nearest package to an empty zone ---- */

/* The largest shortfall of a package, a gain counting as a negative one. */
static fraction shortfall(const slow_table *table, size_t package) {
    fraction largest = fraction_of(0, 1);
    for (size_t p = 0; p < table->principals; p++) {
        fraction lack = slow_gain_of(table, package, p);
        lack.above.sign = -lack.above.sign;
        if (p == 0 || fraction_compare(&lack, &largest) > 0)
            largest = lack;
    }
    return largest;
}

static bool all_cross(const judge *at) {
    for (size_t x = 0; x < at->table->packages; x++)
        if (slow_eligible(at->table, at->options, x, at->kind) &&
            !slow_crossed(at->table, at->options, x))
            return false;
    return true;
}

static bool is_near_candidate(const judge *at, size_t package, bool crossing) {
    if (!slow_eligible(at->table, at->options, package, at->kind))
        return false;
    return crossing || !slow_crossed(at->table, at->options, package);
}

static bool is_beaten_candidate(const judge *at, size_t package, bool crossing) {
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_near_candidate(at, x, crossing) && !same_payoff(at->table, x, package) &&
            at_least(at->table, x, package))
            return true;
    return false;
}

/* Of the candidates that no other beats, the first with the smallest largest shortfall;
 * `packages` if there is none. */
static size_t find_nearest(const judge *at, bool crossing) {
    size_t nearest = at->table->packages;
    for (size_t x = 0; x < at->table->packages; x++) {
        if (!is_near_candidate(at, x, crossing) || is_beaten_candidate(at, x, crossing))
            continue;
        if (nearest < at->table->packages) {
            const fraction best = shortfall(at->table, nearest);
            const fraction here = shortfall(at->table, x);
            if (fraction_compare(&here, &best) >= 0)
                continue;
        }
        nearest = x;
    }
    return nearest;
}

static bool nearest_is_same(const judge *at, const exact_set *set) {
    if (set->members_count)
        return !at->set->nearest || differs(at, "a nearest package of a set that is not empty");
    const bool crossing = all_cross(at);
    const size_t nearest = find_nearest(at, crossing);
    if (nearest == at->table->packages)
        return !at->set->nearest || differs(at, "a nearest package where none is possible");
    if (!at->set->nearest)
        return differs(at, "no nearest package, not %zu", nearest);
    const size_t told = package_index(at->table, at->set->nearest->package);
    const fraction lack = shortfall(at->table, nearest);
    const long double least = fmaxl(fraction_value(&lack), 0);
    if (fabsl((long double)at->set->nearest_shortfall - least) > 1e-14L)
        return differs(at, "shortfall %.17g (package %zu), not %.17Lg (package %zu)",
                       at->set->nearest_shortfall, told, least, nearest);
    if (told != nearest)
        return differs(at, "nearest package %zu, not %zu", told, nearest);
    if (at->set->nearest_crosses != crossing)
        return differs(at, "nearest package crosses red lines: %d", at->set->nearest_crosses);
    size_t packages = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        packages += is_near_candidate(at, x, crossing) && same_payoff(at->table, x, nearest);
    if (at->set->nearest->packages != packages)
        return differs(at, "nearest stands for %zu packages, not %zu",
                       (size_t)at->set->nearest->packages, packages);
    return payoffs_told_rightly(at, at->set->nearest, nearest, 1e-14L);
}

/* ---- counts ---- */

static bool is_number(const char *text, size_t number) {
    if (!text)
        return false;
    char digits[32];
    snprintf(digits, sizeof digits, "%zu", number);
    return strcmp(text, digits) == 0;
}

/* Proven bounds around a number known only to lie in low .. high. */
static bool count_touches(const judge *at, const char *what, const ent_count *count, size_t low,
                          size_t high) {
    if (!count->low || !count->high)
        return differs(at, "%s is not told", what);
    const unsigned long long told_low = strtoull(count->low, NULL, 10);
    const unsigned long long told_high = strtoull(count->high, NULL, 10);
    if (told_low <= told_high && told_low <= high && told_high >= low &&
        count->exact == (told_low == told_high))
        return true;
    return differs(at, "%s %s to %s, not in %zu to %zu", what, count->low, count->high, low, high);
}

/* The number to the last digit, unless counting was cut short on request. */
static bool count_is(const judge *at, const char *what, const ent_count *count, size_t number) {
    if (at->options->count_cells)
        return count_touches(at, what, count, number, number);
    if (count->exact && is_number(count->low, number) && is_number(count->high, number))
        return true;
    return differs(at, "%s %s to %s, not %zu", what, count->low ? count->low : "nothing",
                   count->high ? count->high : "nothing", number);
}

static bool set_agrees_exactly(const judge *at) {
    const exact_set set = list_set(at);
    const bool agrees = count_is(at, "count", &at->set->count, set.members_count) &&
                        frontier_is_same(at, &set) && solutions_are_same(at, &set) &&
                        ideal_is_same(at, &set) && nearest_is_same(at, &set);
    free(set.members);
    free(set.frontier);
    return agrees;
}

/* ---- up to the tolerance ---- */

static long double value_of(const judge *at, size_t package, size_t principal) {
    return at->table->utility_value[package * at->table->principals + principal];
}

static bool near(const judge *at, size_t a, size_t b, long double distance) {
    for (size_t p = 0; p < at->table->principals; p++)
        if (fabsl(value_of(at, a, p) - value_of(at, b, p)) > distance)
            return false;
    return true;
}

/* Is `a` nowhere worse than `b`, and somewhere better by more than can be overlooked? */
static bool surely_beats(const judge *at, size_t a, size_t b) {
    bool better = false;
    for (size_t p = 0; p < at->table->principals; p++) {
        if (value_of(at, a, p) < value_of(at, b, p))
            return false;
        better = better || value_of(at, a, p) > value_of(at, b, p) + BAND;
    }
    return better;
}

static bool reaches(const judge *at, const ent_deal *deal, size_t package) {
    for (size_t p = 0; p < at->table->principals; p++)
        if ((long double)deal->utility[p] < value_of(at, package, p) - BAND)
            return false;
    return true;
}

static bool is_sure(const judge *at, size_t package) {
    return slow_member(at->table, at->options, package, at->kind, SURE);
}

static bool is_maybe(const judge *at, size_t package) {
    return slow_member(at->table, at->options, package, at->kind, BAND);
}

static bool point_is_sound(const judge *at, size_t index) {
    const ent_deal *deal = &at->set->frontier[index];
    if (!deal->package)
        return may_be_unnamed(at, index) || differs(at, "frontier point %zu is not named", index);
    const size_t package = package_index(at->table, deal->package);
    if (package == at->table->packages || !is_maybe(at, package))
        return differs(at, "frontier point %zu (package %zu) is not in the set", index, package);
    if (!payoffs_told_rightly(at, deal, package, TOLERANCE))
        return false;
    size_t low = 0;
    size_t high = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        if (is_sure(at, x) && surely_beats(at, x, package))
            return differs(at, "frontier point %zu (package %zu) is beaten by package %zu", index,
                           package, x);
        low += is_sure(at, x) && near(at, x, package, SURE);
        high += is_maybe(at, x) && near(at, x, package, BAND);
        if (x < package && is_sure(at, x) && near(at, x, package, SURE))
            return differs(at,
                           "frontier point %zu: package %zu has the payoff of %zu and is earlier",
                           index, x, package);
    }
    if (deal->packages < low || deal->packages > high)
        return differs(at, "frontier point %zu stands for %zu packages, not %zu to %zu", index,
                       (size_t)deal->packages, low, high);
    return true;
}

static bool points_are_apart(const judge *at) {
    for (size_t i = 1; i < at->set->frontier_count; i++) {
        const double *a = at->set->frontier[i - 1].utility;
        const double *b = at->set->frontier[i].utility;
        bool same = true;
        for (size_t p = 0; p < at->table->principals; p++)
            same = same && fabsl((long double)a[p] - (long double)b[p]) <= SURE;
        if (same || (long double)a[0] < (long double)b[0] - BAND)
            return differs(at, "frontier points %zu and %zu are the same or in the wrong order",
                           i - 1, i);
    }
    return true;
}

static bool frontier_is_close(const judge *at) {
    for (size_t i = 0; i < at->set->frontier_count; i++)
        if (!point_is_sound(at, i))
            return false;
    for (size_t x = 0; x < at->table->packages; x++) {
        bool reached = !is_sure(at, x);
        for (size_t i = 0; i < at->set->frontier_count && !reached; i++)
            reached = reaches(at, &at->set->frontier[i], x);
        if (!reached)
            return differs(at, "nothing on the frontier reaches package %zu", x);
    }
    return points_are_apart(at);
}

static long double ideal_value(const judge *at, size_t principal) {
    long double best = -INFINITY;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_sure(at, x) && at->table->gain_value[x * at->table->principals + principal] > best)
            best = at->table->gain_value[x * at->table->principals + principal];
    return best;
}

static long double worth(const judge *at, ent_solution solution, size_t package) {
    long double smallest = INFINITY;
    long double product = 1;
    long double sum = 0;
    for (size_t p = 0; p < at->table->principals; p++) {
        long double gain = at->table->gain_value[package * at->table->principals + p];
        product *= gain > 0 ? gain : 0;
        sum += value_of(at, package, p);
        if (solution == ENT_KALAI_SMORODINSKY)
            gain = ideal_value(at, p) > 1e-4L ? gain / ideal_value(at, p) : 1;
        smallest = gain < smallest ? gain : smallest;
    }
    return solution == ENT_NASH ? product : solution == ENT_UTILITARIAN ? sum : smallest;
}

/* A party whose ideal is all but zero makes the ratio anything. */
static bool ratios_are_steady(const judge *at) {
    for (size_t p = 0; p < at->table->principals; p++) {
        const long double ideal = ideal_value(at, p);
        if (ideal <= 1e-4L && ideal != 0)
            return false;
    }
    return true;
}

static bool someone_gains(const judge *at, long double slack) {
    for (size_t i = 0; i < at->set->frontier_count; i++) {
        bool loses = false;
        for (size_t p = 0; p < at->table->principals; p++)
            loses = loses || (long double)at->set->frontier[i].gain[p] < -slack;
        if (!loses)
            return true;
    }
    return false;
}

/* Best worth among sure members that lose nobody anything and that no sure member beats. */
static long double best_worth(const judge *at, ent_solution solution) {
    long double best = -INFINITY;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_sure(at, x) && nobody_loses(at->table, x, SURE) && worth(at, solution, x) > best)
            best = worth(at, solution, x);
    return best;
}

static bool solution_is_close(const judge *at, ent_solution solution) {
    const uint32_t picked = at->set->solutions[solution];
    if (picked == ENT_NONE)
        return !someone_gains(at, SURE) ||
               differs(at, "no %s where nobody has to lose", ent_solution_name(solution));
    if (picked >= at->set->frontier_count || !someone_gains(at, BAND))
        return differs(at, "%s is not on the frontier", ent_solution_name(solution));
    if (solution == ENT_KALAI_SMORODINSKY && !ratios_are_steady(at))
        return true;
    const size_t package = package_index(at->table, at->set->frontier[picked].package);
    const long double slack = solution == ENT_KALAI_SMORODINSKY ? 1e-4L : 4 * BAND;
    const long double best = best_worth(at, solution);
    if (worth(at, solution, package) >= best - slack && nobody_loses(at->table, package, BAND))
        return true;
    return differs(at, "%s is worth %.17Lg, not %.17Lg", ent_solution_name(solution),
                   worth(at, solution, package), best);
}

static long double shortfall_value(const judge *at, size_t package) {
    long double largest = -INFINITY;
    for (size_t p = 0; p < at->table->principals; p++) {
        const long double gain = at->table->gain_value[package * at->table->principals + p];
        largest = -gain > largest ? -gain : largest;
    }
    return largest;
}

static bool nearest_is_close(const judge *at) {
    const bool crossing = all_cross(at);
    long double best = INFINITY;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_near_candidate(at, x, crossing) && shortfall_value(at, x) < best)
            best = shortfall_value(at, x);
    if (!at->set->nearest || best == INFINITY)
        return (!at->set->nearest && best == INFINITY) ||
               differs(at, "nearest package: told %d", at->set->nearest != NULL);
    const size_t told = package_index(at->table, at->set->nearest->package);
    if (!is_near_candidate(at, told, crossing) || at->set->nearest_crosses != crossing)
        return differs(at, "nearest package %zu is no candidate", told);
    if (fabsl((long double)at->set->nearest_shortfall - fmaxl(best, 0)) > TOLERANCE ||
        shortfall_value(at, told) > best + BAND)
        return differs(at, "shortfall %.17g, not %.17Lg", at->set->nearest_shortfall, best);
    return payoffs_told_rightly(at, at->set->nearest, told, TOLERANCE);
}

static bool set_agrees_closely(const judge *at) {
    const size_t sure = members_count(at, SURE);
    const size_t maybe = members_count(at, BAND);
    if (!count_touches(at, "count", &at->set->count, sure, maybe) || !frontier_is_close(at))
        return false;
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        if (!solution_is_close(at, (ent_solution)s))
            return false;
    if (sure == 0 && maybe > 0)
        return true; /* whether the set is empty is within the tolerance */
    return sure ? !at->set->nearest || differs(at, "a nearest package of a set that is not empty")
                : nearest_is_close(at);
}

/* ---- the whole ---- */

static bool possible_is_same(const judge *at, const ent_deals *deals) {
    size_t possible = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        possible += slow_eligible(at->table, at->options, x, SLOW_SETTLEMENT) ||
                    slow_eligible(at->table, at->options, x, SLOW_INTERIM);
    if (deals->has_interim != at->table->has_interim)
        return differs(at, "has_interim is %d", deals->has_interim);
    return count_is(at, "possible", &deals->possible, possible);
}

static bool acceptable_is_same(const judge *at, const ent_deals *deals, bool exactly) {
    judge other = *at;
    other.kind = SLOW_INTERIM;
    if (exactly)
        return count_is(at, "acceptable", &deals->acceptable,
                        members_count(at, 0) + members_count(&other, 0));
    return count_touches(at, "acceptable", &deals->acceptable,
                         members_count(at, SURE) + members_count(&other, SURE),
                         members_count(at, BAND) + members_count(&other, BAND));
}

bool slow_agrees_deals(const slow_table *table, const ent_deals_options *options,
                       const ent_deals *deals, char *why, size_t why_size) {
    const ent_deals_options none = ENT_DEALS_OPTIONS_INIT;
    judge at = {.table = table,
                .options = options ? options : &none,
                .set = &deals->settlement,
                .why = why,
                .why_size = why_size};
    const bool exactly = table->exact && deals->exact;
    if (!possible_is_same(&at, deals) || !acceptable_is_same(&at, deals, exactly))
        return false;
    for (int kind = 0; kind < 2; kind++) {
        at.kind = (slow_kind)kind;
        at.set = kind ? &deals->interim : &deals->settlement;
        if (!(exactly ? set_agrees_exactly(&at) : set_agrees_closely(&at)))
            return false;
    }
    return true;
}
