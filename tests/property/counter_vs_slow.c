/* A package on the table, against a walk over all packages. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "slow/people.h"
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sweep_plan plan;

static uint32_t *any_package(rng *random, const ent_model *model) {
    uint32_t *package = calloc(model->issues_count, sizeof *package);
    if (!package)
        abort();
    for (size_t j = 0; j < model->issues_count; j++)
        package[j] = (uint32_t)rng_below(random, model->issues[j].options_count);
    return package;
}

/* Ask about a package; `what` runs while everything is there. */
static bool counter_is_right(const ent_model *model, const slow_table *table,
                             const ent_deals_options *options, const uint32_t *package, char *why,
                             size_t why_size) {
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    const ent_counter_options same = {.within = options ? options->within : NULL,
                                      .lifted = options ? options->lifted : NULL};
    snprintf(why, why_size, "no answer");
    const bool good = ent_deals_solve(model, options, &deals, NULL) == ENT_OK &&
                      ent_counter_find(model, package, &same, deals, &counter, NULL) == ENT_OK &&
                      slow_agrees_counter(table, options, counter, why, why_size);
    ent_counter_free(counter);
    ent_deals_free(deals);
    return good;
}

/* Three packages of each model, one of them the status quo, one with some options barred and red
 * lines lifted. */
static bool counters_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    rng random = {seed};
    slow_table table;
    slow_table_make(&table, model, false);
    bool *flags = calloc(table.issues * 16 + SLOW_LINES_MAX, sizeof *flags);
    const bool **within = calloc(table.issues, sizeof *within);
    if (!flags || !within)
        abort();
    for (size_t j = 0; j < table.issues; j++) {
        within[j] = flags + 16 * j;
        for (size_t o = 0; o < 16; o++)
            flags[16 * j + o] = o == 0 || rng_below(&random, 4) > 0;
    }
    bool *lifted = flags + 16 * table.issues;
    for (size_t i = 0; i < SLOW_LINES_MAX; i++)
        lifted[i] = rng_below(&random, 3) == 0;
    const ent_deals_options some = {.within = within, .lifted = lifted};
    uint32_t *first = any_package(&random, model);
    uint32_t *second = any_package(&random, model);
    bool good = counter_is_right(model, &table, NULL, first, why, why_size) &&
                counter_is_right(model, &table, &some, second, why, why_size);
    memset(first, 0, table.issues * sizeof *first);
    good = good && counter_is_right(model, &table, NULL, first, why, why_size);
    free(first);
    free(second);
    free(flags);
    free(within);
    slow_table_free(&table);
    return good;
}

static void every_package_is_answered_by_what_beats_it(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, counters_agree), 0);
}

/* A law: a counter-offer never costs the side that makes it, and all can sign it. */
static bool offers_cost_nothing(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    rng random = {seed};
    uint32_t *package = any_package(&random, model);
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    if (ent_deals_solve(model, NULL, &deals, NULL) != ENT_OK ||
        ent_counter_find(model, package, NULL, deals, &counter, NULL) != ENT_OK)
        abort();
    bool good = true;
    for (size_t i = 0; i < counter->offers_count && good; i++) {
        const uint32_t *offer = counter->offers[i].package;
        good = ent_model_is_possible(model, offer) &&
               !ent_model_crosses_red_line(model, offer, NULL, NULL);
        for (size_t p = 0; p < model->principals.count && good; p++)
            good = ent_model_gain(model, model->principals.at[p], offer) >=
                       ent_model_gain(model, model->principals.at[p], package) - 2e-9 &&
                   counter->offers[i].added[p] >= 0;
    }
    snprintf(why, why_size, "an offer costs somebody, or crosses a red line");
    ent_counter_free(counter);
    ent_deals_free(deals);
    free(package);
    return good;
}

static void a_counter_offer_costs_nobody(void **state) {
    (void)state;
    sweep_plan any = plan;
    any.few_digits_only = false;
    any.models = plan.models / 2;
    assert_int_equal(sweep(&any, offers_cost_nothing), 0);
}

static void an_option_that_is_not_there_is_refused(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 1, &limits);
    uint32_t *package = calloc(made.model.issues_count, sizeof *package);
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    assert_non_null(package);
    assert_int_equal(ent_deals_solve(&made.model, NULL, &deals, NULL), ENT_OK);
    package[0] = (uint32_t)made.model.issues[0].options_count;
    assert_int_equal(ent_counter_find(&made.model, package, NULL, deals, &counter, NULL),
                     ENT_ERR_ARG);
    assert_null(counter);
    ent_deals_free(deals);
    free(package);
    random_model_free(&made);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    plan.limits.packages_max = 120;
    plan.few_digits_only = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_package_is_answered_by_what_beats_it),
        cmocka_unit_test(a_counter_offer_costs_nobody),
        cmocka_unit_test(an_option_that_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
