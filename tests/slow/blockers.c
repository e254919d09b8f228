/*
 * Blockers by trying every subset of the constraints.
 *
 * Constraint i < lines is red line i of the table, constraint lines + p the walk-away of principal
 * p. A settlement violates a set of constraints; a set can be given up when some settlement
 * violates nothing else; a set can hold together when some settlement violates none of it.
 */
#include "slow/slow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define CLOSE 1e-9L

typedef uint32_t subset;

typedef struct blockers_judge {
    const slow_table *table;
    const ent_blockers *told;
    bool exact; /* drops and prices compare to the last digit */
    size_t constraints;
    subset *violated; /* [packages] */
    subset *distinct; /* the different violations of all settlements */
    size_t distinct_count;
    char *why;
    size_t why_size;
} blockers_judge;

#define differs(at, ...) slow_differs((at)->why, (at)->why_size, "", __VA_ARGS__)

static const ent_deals_options everything = {.all = true};

static bool is_settlement(const blockers_judge *at, size_t package) {
    return slow_eligible(at->table, &everything, package, SLOW_SETTLEMENT);
}

static bool loses(const slow_table *table, size_t package, size_t principal) {
    const size_t at = package * table->principals + principal;
    return table->exact ? table->gain[at] < 0 : table->gain_value[at] < 0;
}

static void add_distinct(blockers_judge *at, subset violated) {
    for (size_t i = 0; i < at->distinct_count; i++)
        if (at->distinct[i] == violated)
            return;
    at->distinct[at->distinct_count++] = violated;
}

static void list_violations(blockers_judge *at) {
    for (size_t x = 0; x < at->table->packages; x++) {
        at->violated[x] = at->table->crossed[x];
        for (size_t p = 0; p < at->table->principals; p++)
            if (loses(at->table, x, p))
                at->violated[x] |= UINT32_C(1) << (at->table->lines_count + p);
        if (is_settlement(at, x))
            add_distinct(at, at->violated[x]);
    }
}

/* Does a settlement exist that violates nothing but constraints of `given`? */
static bool is_enough(const blockers_judge *at, subset given) {
    for (size_t i = 0; i < at->distinct_count; i++)
        if (!(at->distinct[i] & ~given))
            return true;
    return false;
}

static bool is_minimal_concession(const blockers_judge *at, subset given) {
    if (!is_enough(at, given))
        return false;
    for (size_t i = 0; i < at->constraints; i++)
        if (given >> i & 1 && is_enough(at, given & ~(UINT32_C(1) << i)))
            return false;
    return true;
}

static bool can_hold(const blockers_judge *at, subset held) {
    return is_enough(at, ~held);
}

static bool is_minimal_conflict(const blockers_judge *at, subset held) {
    if (can_hold(at, held))
        return false;
    for (size_t i = 0; i < at->constraints; i++)
        if (held >> i & 1 && !can_hold(at, held & ~(UINT32_C(1) << i)))
            return false;
    return true;
}

static size_t size_of(subset set) {
    size_t size = 0;
    for (; set; set &= set - 1)
        size++;
    return size;
}

static subset subset_of(const ent_ids *ids) {
    subset set = 0;
    for (size_t i = 0; i < ids->count; i++)
        set |= UINT32_C(1) << ids->at[i];
    return set;
}

/* Is the ascending list of `a` before that of `b`? The sets differ. */
static bool is_before(subset a, subset b) {
    for (size_t i = 0;; i++) {
        const bool in_a = a >> i & 1;
        const bool in_b = b >> i & 1;
        if (in_a != in_b) /* the shorter list ends here, or the smaller index comes first */
            return in_a ? b >> i != 0 : a >> i == 0;
    }
}

/* ---- drops ---- */

static subset lines_of(const blockers_judge *at, subset set) {
    return set & ((UINT32_C(1) << at->table->lines_count) - 1);
}

static fraction drop_of(const blockers_judge *at, size_t package, size_t principal, subset given) {
    if (!(given >> (at->table->lines_count + principal) & 1))
        return fraction_of(0, 1);
    fraction drop = slow_gain_of(at->table, package, principal);
    drop.above.sign = -drop.above.sign;
    return drop;
}

static fraction total_drop(const blockers_judge *at, size_t package, subset given) {
    fraction total = fraction_of(0, 1);
    for (size_t p = 0; p < at->table->principals; p++) {
        const fraction drop = drop_of(at, package, p, given);
        total = fraction_plus(&total, &drop);
    }
    return total;
}

static fraction largest_drop(const blockers_judge *at, size_t package, subset given) {
    fraction largest = fraction_of(0, 1);
    for (size_t p = 0; p < at->table->principals; p++) {
        const fraction drop = drop_of(at, package, p, given);
        if (fraction_compare(&drop, &largest) > 0)
            largest = drop;
    }
    return largest;
}

/* Smaller drop of the first principal where they differ? */
static bool drops_less_early(const blockers_judge *at, size_t a, size_t b, subset given) {
    for (size_t p = 0; p < at->table->principals; p++) {
        const fraction drop_a = drop_of(at, a, p, given);
        const fraction drop_b = drop_of(at, b, p, given);
        const int order = fraction_compare(&drop_a, &drop_b);
        if (order)
            return order < 0;
    }
    return false;
}

static bool needs_less(const blockers_judge *at, size_t a, size_t b, subset given) {
    const fraction total_a = total_drop(at, a, given);
    const fraction total_b = total_drop(at, b, given);
    const fraction largest_a = largest_drop(at, a, given);
    const fraction largest_b = largest_drop(at, b, given);
    int order = fraction_compare(&total_a, &total_b);
    if (!order)
        order = fraction_compare(&largest_a, &largest_b);
    return order ? order < 0 : drops_less_early(at, a, b, given);
}

/* The package that needs the smallest total drop, then the smallest largest one, then the smallest
 * of the first principal, the second, ... */
static size_t cheapest_package(const blockers_judge *at, subset given) {
    size_t best = at->table->packages;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_settlement(at, x) && !(at->violated[x] & ~given) &&
            (best == at->table->packages || needs_less(at, x, best, given)))
            best = x;
    return best;
}

static bool drops_are_same(const blockers_judge *at, const ent_concession *told) {
    const subset given = subset_of(&told->give);
    const size_t package = cheapest_package(at, given);
    for (size_t i = 0; i < at->constraints; i++) {
        fraction drop = fraction_of(0, 1);
        if (i >= at->table->lines_count)
            drop = drop_of(at, package, i - at->table->lines_count, given);
        if (!(fabsl((long double)told->drop[i] - fraction_value(&drop)) <= 1e-14L))
            return differs(at, "concession %x: drop of constraint %zu is %.17g, not %.17Lg",
                           (unsigned)given, i, told->drop[i], fraction_value(&drop));
    }
    const fraction total = total_drop(at, package, given);
    if (!(fabsl((long double)told->total_drop - fraction_value(&total)) <= 1e-14L))
        return differs(at, "concession %x: total drop %.17g, not %.17Lg", (unsigned)given,
                       told->total_drop, fraction_value(&total));
    return true;
}

/* Without exact numbers: the total is right, and some package needs just these drops. */
static bool drops_are_close(const blockers_judge *at, const ent_concession *told) {
    const subset given = subset_of(&told->give);
    long double least = INFINITY;
    bool found = false;
    for (size_t x = 0; x < at->table->packages; x++) {
        if (!is_settlement(at, x) || at->violated[x] & ~given)
            continue;
        long double total = 0;
        bool same = true;
        for (size_t p = 0; p < at->table->principals; p++) {
            const size_t constraint = at->table->lines_count + p;
            const long double drop =
                given >> constraint & 1 ? -at->table->gain_value[x * at->table->principals + p] : 0;
            total += drop;
            same = same && fabsl((long double)told->drop[constraint] - drop) <= CLOSE;
        }
        least = total < least ? total : least;
        found = found || same;
    }
    if (found && fabsl((long double)told->total_drop - least) <= 4 * CLOSE)
        return true;
    return differs(at, "concession %x: total drop %.17g, not %.17Lg", (unsigned)given,
                   told->total_drop, least);
}

/* ---- lists ---- */

static bool concession_is_before(const blockers_judge *at, const ent_concession *a,
                                 const ent_concession *b) {
    const subset set_a = subset_of(&a->give);
    const subset set_b = subset_of(&b->give);
    const size_t lines_a = size_of(lines_of(at, set_a));
    const size_t lines_b = size_of(lines_of(at, set_b));
    if (lines_a != lines_b)
        return lines_a < lines_b;
    if (at->exact) {
        const fraction total_a = total_drop(at, cheapest_package(at, set_a), set_a);
        const fraction total_b = total_drop(at, cheapest_package(at, set_b), set_b);
        const int order = fraction_compare(&total_a, &total_b);
        if (order)
            return order < 0;
    } else if (a->total_drop < b->total_drop - 1e-8 || a->total_drop > b->total_drop + 1e-8) {
        return a->total_drop < b->total_drop;
    } else {
        return true;
    }
    if (size_of(set_a) != size_of(set_b))
        return size_of(set_a) < size_of(set_b);
    return is_before(set_a, set_b);
}

static bool concessions_are_same(const blockers_judge *at) {
    size_t expected = 0;
    for (subset given = 1; !(given >> at->constraints); given++)
        expected += is_minimal_concession(at, given);
    if (at->told->concessions_count != expected || !at->told->concessions_complete)
        return differs(at, "%zu concession sets, not %zu", at->told->concessions_count, expected);
    for (size_t i = 0; i < expected; i++) {
        const ent_concession *told = &at->told->concessions[i];
        if (!is_minimal_concession(at, subset_of(&told->give)))
            return differs(at, "concession %x is not minimal", (unsigned)subset_of(&told->give));
        if (!(at->exact ? drops_are_same : drops_are_close)(at, told))
            return false;
        if (i && !concession_is_before(at, told - 1, told))
            return differs(at, "concessions %zu and %zu are in the wrong order", i - 1, i);
    }
    return true;
}

static bool conflicts_are_same(const blockers_judge *at) {
    size_t expected = 0;
    for (subset held = 1; !(held >> at->constraints); held++)
        expected += is_minimal_conflict(at, held);
    if (at->told->conflicts_count != expected || !at->told->conflicts_complete ||
        at->told->limit != ENT_BLOCKERS_NONE)
        return differs(at, "%zu conflicts, not %zu", at->told->conflicts_count, expected);
    for (size_t i = 0; i < expected; i++) {
        const subset held = subset_of(&at->told->conflicts[i]);
        if (!is_minimal_conflict(at, held))
            return differs(at, "conflict %x is not minimal", (unsigned)held);
        if (!i)
            continue;
        const subset before = subset_of(&at->told->conflicts[i - 1]);
        const size_t size = size_of(held);
        if (size_of(before) > size || (size_of(before) == size && !is_before(before, held)))
            return differs(at, "conflicts %zu and %zu are in the wrong order", i - 1, i);
    }
    return true;
}

static bool constraints_are_same(const blockers_judge *at) {
    if (at->told->constraints_count != at->constraints)
        return differs(at, "%zu constraints, not %zu", at->told->constraints_count,
                       at->constraints);
    for (size_t i = 0; i < at->constraints; i++) {
        ent_constraint expected = {.red_line = ENT_NONE};
        if (i < at->table->lines_count)
            expected = (ent_constraint){at->table->lines[i].party, at->table->lines[i].index};
        else
            expected.party = at->table->model->principals.at[i - at->table->lines_count];
        if (at->told->constraints[i].party != expected.party ||
            at->told->constraints[i].red_line != expected.red_line)
            return differs(at, "constraint %zu is another", i);
    }
    return true;
}

/* Every red line is a constraint or idle; those of a party that nothing needs are idle. */
static bool idle_are_same(const blockers_judge *at) {
    const ent_model *model = at->table->model;
    size_t idle = 0;
    for (uint32_t p = 0; p < model->parties_count; p++) {
        bool needed = model->parties[p].role == ENT_PRINCIPAL;
        for (size_t j = 0; j < model->issues_count; j++)
            for (size_t o = 0; o < model->issues[j].options_count; o++)
                for (size_t n = 0; n < model->issues[j].options[o].needs.count; n++)
                    needed = needed || model->issues[j].options[o].needs.at[n] == p;
        for (uint32_t r = 0; !needed && r < model->parties[p].red_lines_count; r++, idle++)
            if (idle >= at->told->idle_count || at->told->idle[idle].party != p ||
                at->told->idle[idle].index != r)
                return differs(at, "idle red line %zu is another", idle);
    }
    return idle == at->told->idle_count || differs(at, "%zu idle red lines", at->told->idle_count);
}

/* ---- prices ---- */

static long double smallest_gain(const slow_table *table, size_t package) {
    long double smallest = INFINITY;
    for (size_t p = 0; p < table->principals; p++) {
        const long double gain = table->gain_value[package * table->principals + p];
        smallest = gain < smallest ? gain : smallest;
    }
    return smallest;
}

/* Best smallest gain over settlements that cross at most the given red lines. */
static long double best_smallest_gain(const blockers_judge *at, subset may_cross) {
    long double best = -INFINITY;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_settlement(at, x) && !(at->table->crossed[x] & ~may_cross) &&
            smallest_gain(at->table, x) > best)
            best = smallest_gain(at->table, x);
    return best;
}

static bool prices_are_same(const blockers_judge *at) {
    const long double with = best_smallest_gain(at, 0);
    for (size_t i = 0; i < at->constraints; i++) {
        const double told = at->told->prices[i];
        if (i >= at->table->lines_count || with == -INFINITY) {
            if (!isnan(told))
                return differs(at, "price of constraint %zu is %.17g, not none", i, told);
            continue;
        }
        const long double price = best_smallest_gain(at, UINT32_C(1) << i) - with;
        if (!(told >= 0) || !(fabsl((long double)told - price) <= (at->exact ? 1e-14L : 3 * CLOSE)))
            return differs(at, "price of red line %zu is %.17g, not %.17Lg", i, told, price);
    }
    return true;
}

/* Is a gain so near zero that without exact numbers nobody can tell its sign? */
static bool is_delicate(const blockers_judge *at) {
    for (size_t i = 0; i < at->table->packages * at->table->principals; i++)
        if (!at->exact && fabsl(at->table->gain_value[i]) < 1e-8L &&
            is_settlement(at, i / at->table->principals))
            return true;
    return false;
}

static bool sets_are_same(const blockers_judge *at) {
    const bool possible = is_enough(at, 0);
    const bool hopeless = !is_enough(at, ~UINT32_C(0));
    if (at->told->possible != possible || at->told->impossible_by_rules != hopeless)
        return differs(at, "possible %d, impossible by rules %d", at->told->possible,
                       at->told->impossible_by_rules);
    if (possible || hopeless)
        return (!at->told->concessions_count && !at->told->conflicts_count) ||
               differs(at, "blockers where there is nothing to clear");
    return concessions_are_same(at) && conflicts_are_same(at);
}

bool slow_agrees_blockers(const slow_table *table, const ent_blockers *blockers, char *why,
                          size_t why_size) {
    blockers_judge at = {.table = table,
                         .told = blockers,
                         .exact = table->exact && blockers->exact,
                         .constraints = table->lines_count + table->principals,
                         .violated = calloc(table->packages, sizeof(subset)),
                         .distinct = calloc(table->packages, sizeof(subset)),
                         .why = why,
                         .why_size = why_size};
    if (!at.violated || !at.distinct || at.constraints > 24)
        abort();
    list_violations(&at);
    const bool good = constraints_are_same(&at) && idle_are_same(&at) && prices_are_same(&at) &&
                      (is_delicate(&at) || sets_are_same(&at));
    free(at.violated);
    free(at.distinct);
    return good;
}
