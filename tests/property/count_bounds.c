/* Counts cut short: their bounds hold against the enumeration, and against exact counts of models
 * too large to enumerate; they are tight where the theory says so. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "slow/slow.h"
#include "sweep.h"

#include <stdlib.h>
#include <string.h>

static sweep_plan plan;

static bool lies_between(const ent_count *bounds, unsigned long long number, size_t cells,
                         char *why, size_t why_size) {
    const unsigned long long low = strtoull(bounds->low, NULL, 10);
    const unsigned long long high = strtoull(bounds->high, NULL, 10);
    if (low <= number && number <= high && bounds->exact == (low == high))
        return true;
    snprintf(why, why_size, "with %zu cells: %llu to %llu, not %llu", cells, low, high, number);
    return false;
}

static size_t members(const slow_table *table, slow_kind kind) {
    const ent_deals_options options = ENT_DEALS_OPTIONS_INIT;
    size_t count = 0;
    for (size_t x = 0; x < table->packages; x++)
        count += slow_member(table, &options, x, kind, 0);
    return count;
}

static bool bounds_hold(const ent_model *model, size_t cells, unsigned long long settlements,
                        unsigned long long interims, char *why, size_t why_size) {
    const ent_deals_options options = {.count_cells = cells, .packages_max = 1};
    ent_deals *deals = NULL;
    bool good = ent_deals_solve(model, &options, &deals, NULL) == ENT_OK;
    if (!good)
        snprintf(why, why_size, "not solved");
    good = good && lies_between(&deals->settlement.count, settlements, cells, why, why_size) &&
           lies_between(&deals->interim.count, interims, cells, why, why_size);
    ent_deals_free(deals);
    return good;
}

static bool bounds_hold_against_enumeration(const ent_model *model, uint64_t seed, char *why,
                                            size_t why_size) {
    static const size_t some[] = {1, 4, 16, 60, 250};
    slow_table table;
    slow_table_make(&table, model, false);
    bool good = true;
    if (table.exact) {
        const size_t settlements = members(&table, SLOW_SETTLEMENT);
        const size_t interims = table.has_interim ? members(&table, SLOW_INTERIM) : 0;
        for (size_t i = seed % 2; i < 5 && good; i += 2)
            good = bounds_hold(model, some[i], settlements, interims, why, why_size);
    }
    slow_table_free(&table);
    return good;
}

static void bounds_hold_on_models_that_can_be_listed(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, bounds_hold_against_enumeration), 0);
}

static bool bounds_hold_against_exact_counts(const ent_model *model, uint64_t seed, char *why,
                                             size_t why_size) {
    static const size_t some[] = {2, 12, 40, 150, 900};
    const ent_deals_options options = {.packages_max = 1};
    ent_deals *deals = NULL;
    bool good = ent_deals_solve(model, &options, &deals, NULL) == ENT_OK;
    if (!good)
        snprintf(why, why_size, "not solved");
    if (good && deals->settlement.count.exact && deals->interim.count.exact)
        good = bounds_hold(model, some[seed % 5], strtoull(deals->settlement.count.low, NULL, 10),
                           strtoull(deals->interim.count.low, NULL, 10), why, why_size);
    ent_deals_free(deals);
    return good;
}

static void bounds_hold_on_larger_models(void **state) {
    (void)state;
    sweep_plan large = plan;
    large.models = plan.models / 2;
    large.limits.issues_max = 12;
    large.limits.options_max = 5;
    large.limits.packages_max = 1000000;
    large.limits.rules_max = 2;
    large.limits.red_lines_max = 1;
    large.limits.linkages_max = 1;
    assert_int_equal(sweep(&large, bounds_hold_against_exact_counts), 0);
}

/* Long chains of issues with few distinct payoffs: staircases with high steps, and no slack. */
static void bounds_hold_on_coarse_payoffs(void **state) {
    (void)state;
    size_t failed = 0;
    for (uint64_t seed = plan.first_seed; seed < plan.first_seed + plan.models; seed++) {
        random_limits limits = random_limits_default(seed % 2 ? COARSE : FEW_DIGITS);
        limits.issues_max = 14;
        limits.options_max = 3;
        limits.packages_max = 200000;
        limits.principals_max = 2 + seed % 2;
        limits.rules_max = limits.red_lines_max = seed % 5 == 0;
        limits.linkages_max = seed % 3 == 0;
        limits.lasting = limits.settlement = false;
        random_model made;
        random_model_make(&made, seed, &limits);
        char why[200] = "";
        if (!bounds_hold_against_exact_counts(&made.model, seed / 2, why, sizeof why)) {
            fprintf(stderr, "# seed %llu: %s\n", (unsigned long long)seed, why);
            failed++;
        }
        random_model_free(&made);
    }
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 600);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_hold_on_models_that_can_be_listed),
        cmocka_unit_test(bounds_hold_on_larger_models),
        cmocka_unit_test(bounds_hold_on_coarse_payoffs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
