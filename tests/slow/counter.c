/*
 * A package on the table against all packages, one by one. For models whose payoffs either tie or
 * differ by far more than the tolerance.
 */
#include "slow/people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOISE 1e-9L
#define SAME  1e-12L

typedef struct judge {
    const slow_table *table;
    const ent_deals_options *options;
    const ent_counter *counter;
    size_t on_table; /* the package's place in the list */
    slow_kind kind;
    char *why;
    size_t why_size;
} judge;

#define differs(at, ...) slow_differs((at)->why, (at)->why_size, "", __VA_ARGS__)

size_t slow_place(const slow_table *table, const uint32_t *package) {
    for (size_t x = 0; x < table->packages; x++)
        if (!memcmp(&table->option[x * table->issues], package, table->issues * sizeof *package))
            return x;
    abort();
}

static long double gain(const judge *at, size_t package, size_t p) {
    return at->table->gain_value[package * at->table->principals + p];
}

static long double added(const judge *at, size_t package, size_t p) {
    return gain(at, package, p) - gain(at, at->on_table, p);
}

static bool can_be_signed(const judge *at, size_t package) {
    return slow_member(at->table, at->options, package, at->kind, NOISE);
}

/* Does a beat b: for somebody, and for nobody the other way round? */
static bool beats(const judge *at, size_t a, size_t b) {
    bool better = false;
    for (size_t p = 0; p < at->table->principals; p++) {
        if (gain(at, a, p) < gain(at, b, p) - NOISE)
            return false;
        better = better || gain(at, a, p) > gain(at, b, p) + NOISE;
    }
    return better;
}

static bool is_offer(const judge *at, size_t package) {
    return can_be_signed(at, package) && beats(at, package, at->on_table);
}

static bool is_beaten(const judge *at, size_t package) {
    for (size_t x = 0; x < at->table->packages; x++)
        if (can_be_signed(at, x) && beats(at, x, package))
            return true;
    return false;
}

static size_t changes(const judge *at, size_t package) {
    size_t changed = 0;
    for (size_t j = 0; j < at->table->issues; j++)
        changed += at->table->option[package * at->table->issues + j] != at->counter->package[j];
    return changed;
}

static bool pays_the_same(const judge *at, size_t a, size_t b) {
    for (size_t p = 0; p < at->table->principals; p++)
        if (fabsl(gain(at, a, p) - gain(at, b, p)) > NOISE)
            return false;
    return true;
}

/* Could a single change be taken back with the payoffs as they are? */
static bool could_be_nearer(const judge *at, size_t package) {
    for (size_t x = 0; x < at->table->packages; x++) {
        size_t apart = 0;
        bool towards = true;
        for (size_t j = 0; j < at->table->issues; j++) {
            const uint32_t option = at->table->option[x * at->table->issues + j];
            if (option == at->table->option[package * at->table->issues + j])
                continue;
            apart++;
            towards = towards && option == at->counter->package[j];
        }
        if (apart == 1 && towards && can_be_signed(at, x) && pays_the_same(at, x, package))
            return true;
    }
    return false;
}

/* ---- the package itself ---- */

static bool lists(const ent_ids *ids, uint32_t id) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return true;
    return false;
}

static bool verdict_is_same(const judge *at) {
    const ent_counter *told = at->counter;
    const ent_model *model = at->table->model;
    const uint32_t crossed = slow_crossed(at->table, at->options, at->on_table);
    bool acceptable = at->table->possible[at->on_table] && !crossed;
    for (uint32_t p = 0; p < at->table->principals; p++) {
        const bool loses = gain(at, at->on_table, p) < -NOISE;
        acceptable = acceptable && !loses;
        if (lists(&told->losers, p) != loses)
            return differs(at, "principal %u falls short: %d", (unsigned)p, !loses);
        if (!(fabsl((long double)told->gain[p] - gain(at, at->on_table, p)) < SAME))
            return differs(at, "principal %u gains %.17g", (unsigned)p, told->gain[p]);
    }
    for (uint32_t j = 0; j < at->table->issues; j++) {
        const bool barred = at->options->within && !at->options->within[j][told->package[j]];
        acceptable = acceptable && !barred;
        if (lists(&told->barred, j) != barred)
            return differs(at, "issue %u barred: %d", (unsigned)j, !barred);
    }
    if ((told->rules.count == 0) != at->table->possible[at->on_table])
        return differs(at, "%zu rules broken", told->rules.count);
    for (size_t i = 0; i < told->rules.count; i++)
        if (!slow_matches(&model->rules[told->rules.at[i]].when, told->package))
            return differs(at, "rule %u is not broken", (unsigned)told->rules.at[i]);
    for (size_t line = 0; line < at->table->lines_count; line++) {
        bool listed = false;
        for (size_t i = 0; i < told->crossed_count; i++)
            listed = listed || (told->crossed[i].party == at->table->lines[line].party &&
                                told->crossed[i].index == at->table->lines[line].index);
        if (listed != (crossed >> line & 1))
            return differs(at, "red line %zu crossed: %d", line, listed);
    }
    return told->acceptable == acceptable || differs(at, "acceptable: %d", told->acceptable);
}

/* ---- the offers ---- */

static bool offer_is_right(const judge *at, const ent_counter_offer *offer) {
    const size_t x = slow_place(at->table, offer->package);
    if (!can_be_signed(at, x))
        return differs(at, "package %zu cannot be signed", x);
    if (offer->changed != changes(at, x) || offer->changed == 0)
        return differs(at, "package %zu changes %zu issues", x, offer->changed);
    for (size_t p = 0; p < at->table->principals; p++)
        if (!(fabsl((long double)offer->gain[p] - gain(at, x, p)) < SAME) ||
            !(fabsl((long double)offer->added[p] - added(at, x, p)) < 2 * NOISE))
            return differs(at, "package %zu adds %.17g for %zu", x, offer->added[p], p);
    return true;
}

static bool is_covered(const judge *at, size_t package) {
    for (size_t i = 0; i < at->counter->offers_count; i++) {
        const size_t x = slow_place(at->table, at->counter->offers[i].package);
        if (beats(at, x, package) || pays_the_same(at, x, package))
            return true;
    }
    return false;
}

static bool offers_are_all(const judge *at) {
    size_t for_all = 0;
    for (size_t i = 0; i < at->counter->offers_count; i++) {
        const size_t x = slow_place(at->table, at->counter->offers[i].package);
        if (!offer_is_right(at, &at->counter->offers[i]))
            return false;
        if (!is_offer(at, x) || is_beaten(at, x))
            return differs(at, "package %zu is no offer on the frontier", x);
        if (could_be_nearer(at, x))
            return differs(at, "package %zu could be nearer", x);
        for (size_t k = 0; k < i; k++)
            if (pays_the_same(at, x, slow_place(at->table, at->counter->offers[k].package)))
                return differs(at, "two offers pay the same");
        bool all = true;
        for (size_t p = 0; p < at->table->principals; p++)
            all = all && added(at, x, p) > NOISE;
        for_all += all;
    }
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_offer(at, x) && !is_covered(at, x))
            return differs(at, "package %zu beats it and is not covered", x);
    if (at->counter->on_frontier != (at->counter->acceptable && at->counter->offers_count == 0))
        return differs(at, "on the frontier: %d", at->counter->on_frontier);
    return at->counter->offers_for_all == for_all ||
           differs(at, "%zu offers leave all better off", at->counter->offers_for_all);
}

/* ---- orders ---- */

static long double least_added(const judge *at, const ent_counter_offer *offer, size_t except) {
    long double least = INFINITY;
    for (size_t p = 0; p < at->table->principals; p++)
        if (p != except)
            least = fminl(least, (long double)offer->added[p]);
    return least;
}

static long double sum_added(const judge *at, const ent_counter_offer *offer) {
    long double sum = 0;
    for (size_t p = 0; p < at->table->principals; p++)
        sum += (long double)offer->added[p];
    return sum;
}

/* -1: a stands before b by these amounts; 0: equal. */
static int by_amount(long double a, long double b) {
    return a > b + 2 * NOISE ? -1 : a < b - 2 * NOISE ? 1 : 0;
}

/* `side`: whose view, or the number of principals for nobody's. */
static bool is_in_order(const judge *at, const ent_counter_offer *a, const ent_counter_offer *b,
                        size_t side) {
    if (a->changed != b->changed)
        return a->changed < b->changed;
    int order = by_amount(least_added(at, a, side), least_added(at, b, side));
    if (order == 0 && side < at->table->principals)
        order = by_amount((long double)a->added[side], (long double)b->added[side]);
    else if (order == 0)
        order = by_amount(sum_added(at, a), sum_added(at, b));
    if (order == 0)
        return slow_place(at->table, a->package) < slow_place(at->table, b->package);
    return order < 0;
}

static bool orders_are_right(const judge *at) {
    const ent_counter *told = at->counter;
    const size_t P = at->table->principals;
    for (size_t i = 1; i < told->offers_count; i++)
        if (!is_in_order(at, &told->offers[i - 1], &told->offers[i], P))
            return differs(at, "offers %zu and %zu are not in order", i - 1, i);
    for (size_t i = 1; i < told->steps_count; i++)
        if (!is_in_order(at, &told->steps[i - 1], &told->steps[i], P))
            return differs(at, "steps %zu and %zu are not in order", i - 1, i);
    for (size_t side = 0; side < P; side++) {
        const ent_ids *pleasing = &told->pleasing[side];
        size_t count = 0;
        for (size_t i = 0; i < told->offers_count; i++) {
            bool pleases = false;
            for (size_t p = 0; p < P; p++)
                pleases = pleases || (p != side && (long double)told->offers[i].added[p] > NOISE);
            count += pleases;
            if (lists(pleasing, (uint32_t)i) != pleases)
                return differs(at, "offer %zu pleases another than %zu: %d", i, side, !pleases);
        }
        if (pleasing->count != count)
            return differs(at, "%zu offers please", pleasing->count);
        for (size_t i = 1; i < count; i++)
            if (!is_in_order(at, &told->offers[pleasing->at[i - 1]], &told->offers[pleasing->at[i]],
                             side))
                return differs(at, "the offers of side %zu are not in order", side);
    }
    return true;
}

/* ---- what is left, and yardsticks ---- */

static long double most_added(const judge *at, size_t p) {
    long double most = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        if (is_offer(at, x))
            most = fmaxl(most, added(at, x, p));
    return most;
}

static long double worth(const judge *at, ent_solution solution, size_t package) {
    long double product = 1;
    long double share = INFINITY;
    long double least = INFINITY;
    long double sum = 0;
    for (size_t p = 0; p < at->table->principals; p++) {
        const long double more = added(at, package, p);
        least = fminl(least, more);
        sum += more;
        if (most_added(at, p) <= NOISE)
            continue;
        product *= fmaxl(more, 0);
        share = fminl(share, more / most_added(at, p));
    }
    const long double all[ENT_SOLUTIONS] = {product, share, least, sum};
    return all[solution];
}

static bool left_is_same(const judge *at) {
    for (size_t p = 0; p < at->table->principals; p++)
        if (fabsl((long double)at->counter->left[p] - most_added(at, p)) > 2 * NOISE)
            return differs(at, "left for %zu: %.17g, not %.17Lg", p, at->counter->left[p],
                           most_added(at, p));
    for (size_t s = 0; s < ENT_SOLUTIONS; s++) {
        const uint32_t best = at->counter->best[s];
        if ((best == ENT_NONE) != (at->counter->offers_count == 0))
            return differs(at, "yardstick %zu picks %u", s, (unsigned)best);
        if (best == ENT_NONE)
            continue;
        const size_t picked = slow_place(at->table, at->counter->offers[best].package);
        for (size_t x = 0; x < at->table->packages; x++)
            if (is_offer(at, x) &&
                worth(at, (ent_solution)s, x) > worth(at, (ent_solution)s, picked) + 1e-8L)
                return differs(at, "yardstick %zu: package %zu is better than %zu", s, x, picked);
    }
    return true;
}

/* ---- single changes, and the nearest ---- */

static bool steps_are_all(const judge *at) {
    size_t count = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        count += changes(at, x) == 1 && is_offer(at, x);
    for (size_t i = 0; i < at->counter->steps_count; i++)
        if (!offer_is_right(at, &at->counter->steps[i]) || at->counter->steps[i].changed != 1 ||
            !is_offer(at, slow_place(at->table, at->counter->steps[i].package)))
            return differs(at, "step %zu is none", i);
    return at->counter->steps_count == count ||
           differs(at, "%zu steps, not %zu", at->counter->steps_count, count);
}

/* The fewest changes after which all can sign; 0: none. */
static size_t fewest_changes(const judge *at, size_t *ways) {
    size_t fewest = 0;
    for (size_t x = 0; x < at->table->packages; x++) {
        const size_t changed = changes(at, x);
        if (changed == 0 || !can_be_signed(at, x))
            continue;
        if (fewest == 0 || changed < fewest)
            *ways = 0;
        fewest = fewest == 0 || changed < fewest ? changed : fewest;
        *ways += changed == fewest;
    }
    return fewest;
}

/* The largest smallest addition of so many changes after which all can sign; -INFINITY: none. */
static long double best_of_changes(const judge *at, size_t changed) {
    long double best = -INFINITY;
    for (size_t x = 0; x < at->table->packages; x++) {
        long double least = INFINITY;
        if (changes(at, x) != changed || !can_be_signed(at, x))
            continue;
        for (size_t p = 0; p < at->table->principals; p++)
            least = fminl(least, added(at, x, p));
        best = fmaxl(best, least);
    }
    return best;
}

static bool ladder_is_right(const judge *at) {
    const ent_counter *told = at->counter;
    long double before = -INFINITY;
    size_t step = 0;
    for (size_t changed = 1; changed <= ENT_REPAIR_CHANGES_MAX; changed++) {
        const long double best = best_of_changes(at, changed);
        if (!(best > before + 2 * NOISE))
            continue;
        before = best;
        if (step == told->ladder_count || told->ladder[step].changed != changed ||
            !offer_is_right(at, &told->ladder[step]) ||
            fabsl(least_added(at, &told->ladder[step], at->table->principals) - best) > 2 * NOISE)
            return differs(at, "step %zu of the ladder is not of %zu changes", step, changed);
        step++;
    }
    return told->ladder_count == step || differs(at, "%zu steps of the ladder", told->ladder_count);
}

static bool repairs_are_right(const judge *at) {
    const ent_counter *told = at->counter;
    size_t ways = 0;
    const size_t fewest = fewest_changes(at, &ways);
    if (told->acceptable)
        return (told->repairs_count == 0 && told->ladder_count == 0) ||
               differs(at, "repairs of what is acceptable");
    if (told->repairs_searched != ENT_REPAIR_CHANGES_MAX)
        return differs(at, "searched up to %zu changes", told->repairs_searched);
    if (fewest == 0 || fewest > ENT_REPAIR_CHANGES_MAX)
        return told->repairs_found == 0 || differs(at, "%zu repairs", told->repairs_count);
    if (told->repairs_found != ways)
        return differs(at, "%zu repairs, not %zu", (size_t)told->repairs_found, ways);
    if (told->repairs_count != (ways < ENT_REPAIRS_MAX ? ways : ENT_REPAIRS_MAX))
        return differs(at, "%zu repairs are named", told->repairs_count);
    for (size_t i = 0; i < told->repairs_count; i++) {
        if (!offer_is_right(at, &told->repairs[i]) || told->repairs[i].changed != fewest)
            return differs(at, "repair %zu is none", i);
        if (i && !is_in_order(at, &told->repairs[i - 1], &told->repairs[i], at->table->principals))
            return differs(at, "repairs %zu and %zu are not in order", i - 1, i);
    }
    return ladder_is_right(at);
}

static bool nearest_is_right(const judge *at) {
    size_t members = 0;
    for (size_t x = 0; x < at->table->packages; x++)
        members += can_be_signed(at, x);
    const ent_counter_offer *nearest = at->counter->nearest;
    if ((nearest != NULL) != (members && !at->counter->acceptable))
        return differs(at, "a nearest package: %d", nearest != NULL);
    if (!nearest)
        return true;
    const size_t told = slow_place(at->table, nearest->package);
    if (!offer_is_right(at, nearest) || is_beaten(at, told) || could_be_nearer(at, told))
        return differs(at, "package %zu is not the nearest", told);
    for (size_t i = 0; i < at->counter->offers_count; i++)
        if (at->counter->offers[i].changed < nearest->changed)
            return differs(at, "an offer is nearer than the nearest");
    return true;
}

bool slow_agrees_counter(const slow_table *table, const ent_deals_options *options,
                         const ent_counter *counter, char *why, size_t why_size) {
    static const ent_deals_options usual = ENT_DEALS_OPTIONS_INIT;
    const size_t place = slow_place(table, counter->package);
    const judge at = {.table = table,
                      .options = options ? options : &usual,
                      .counter = counter,
                      .on_table = place,
                      .kind = table->settles[place] ? SLOW_SETTLEMENT : SLOW_INTERIM,
                      .why = why,
                      .why_size = why_size};
    return verdict_is_same(&at) && offers_are_all(&at) && orders_are_right(&at) &&
           left_is_same(&at) && steps_are_all(&at) && repairs_are_right(&at) &&
           nearest_is_right(&at);
}
