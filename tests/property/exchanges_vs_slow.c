/* Exchanges, against a walk over all packages and all their parts. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hand_model.h"
#include "rng.h"
#include "slow/people.h"
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>

static sweep_plan plan;

static bool exchanges_are_right(const slow_table *table, const uint32_t *from,
                                const ent_exchanges_options *options, char *why, size_t why_size) {
    ent_exchanges *exchanges = NULL;
    snprintf(why, why_size, "no answer");
    const bool good = ent_exchanges_find(table->model, from, options, &exchanges, NULL) == ENT_OK &&
                      slow_agrees_exchanges(table, options, exchanges, why, why_size);
    ent_exchanges_free(exchanges);
    return good;
}

/* From the status quo, from another package, and with options barred, red lines lifted and limits
 * that are reached, so that the frontier is asked for larger ones. */
static bool exchanges_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    rng random = {seed};
    slow_table table;
    slow_table_make(&table, model, false);
    bool *flags = calloc(table.issues * 16 + SLOW_LINES_MAX, sizeof *flags);
    const bool **within = calloc(table.issues, sizeof *within);
    uint32_t *from = calloc(table.issues, sizeof *from);
    if (!flags || !within || !from)
        abort();
    for (size_t j = 0; j < table.issues; j++) {
        from[j] = (uint32_t)rng_below(&random, model->issues[j].options_count);
        within[j] = flags + 16 * j;
        for (size_t o = 0; o < 16; o++)
            flags[16 * j + o] = rng_below(&random, 5) > 0;
    }
    bool *lifted = flags + 16 * table.issues;
    for (size_t i = 0; i < SLOW_LINES_MAX; i++)
        lifted[i] = rng_below(&random, 3) == 0;
    ent_deals *deals = NULL;
    const ent_deals_options same = {.within = within, .lifted = lifted};
    if (ent_deals_solve(model, &same, &deals, NULL) != ENT_OK)
        abort();
    const ent_exchanges_options some = {.within = within,
                                        .lifted = lifted,
                                        .changes_max = 2 + rng_below(&random, 3),
                                        .combinations_max = 1 + rng_below(&random, 60),
                                        .exchanges_max = 1 + rng_below(&random, 3),
                                        .deals = deals};
    const ent_exchanges_options none = {
        .within = within, .lifted = lifted, .combinations_max = 1, .deals = deals};
    const bool good = exchanges_are_right(&table, NULL, NULL, why, why_size) &&
                      exchanges_are_right(&table, from, NULL, why, why_size) &&
                      exchanges_are_right(&table, from, &some, why, why_size) &&
                      exchanges_are_right(&table, from, &none, why, why_size);
    ent_deals_free(deals);
    free(from);
    free(flags);
    free(within);
    slow_table_free(&table);
    return good;
}

static void every_smallest_swap_is_found(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, exchanges_agree), 0);
}

/* A law between two analyses: what a swap or a shared wish improves is not on the frontier, and
 * what is off it for two sides or more can be improved by one of them. */
static bool frontier_and_swaps_agree(const ent_model *model, uint64_t seed, char *why,
                                     size_t why_size) {
    rng random = {seed};
    uint32_t *package = calloc(model->issues_count, sizeof *package);
    if (!package)
        abort();
    for (size_t j = 0; j < model->issues_count; j++)
        package[j] = (uint32_t)rng_below(&random, model->issues[j].options_count);
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    ent_exchanges *exchanges = NULL;
    if (ent_deals_solve(model, NULL, &deals, NULL) != ENT_OK ||
        ent_counter_find(model, package, NULL, deals, &counter, NULL) != ENT_OK ||
        ent_exchanges_find(model, package, NULL, &exchanges, NULL) != ENT_OK)
        abort();
    bool improves = false;
    for (size_t i = 0; i < exchanges->count; i++)
        improves = improves || exchanges->exchanges[i].acceptable;
    for (size_t i = 0; i < exchanges->shared_count; i++)
        improves = improves || exchanges->shared[i].acceptable;
    const bool improvable = exchanges->found > 0 || exchanges->shared_count > 0;
    snprintf(why, why_size, "%zu offers, %zu for all; improved by a swap: %d",
             counter->offers_count, counter->offers_for_all, improvable);
    const bool good = (!improves || counter->offers_count > 0) &&
                      (!exchanges->complete || counter->offers_for_all == 0 || improvable);
    ent_exchanges_free(exchanges);
    ent_counter_free(counter);
    ent_deals_free(deals);
    free(package);
    return good;
}

static void a_swap_is_there_where_the_frontier_is_not(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, frontier_and_swaps_agree), 0);
}

/* Each gives what it cares little about for what it cares much about. */
static void each_gives_what_it_cares_less_about(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 3, (const size_t[]){2, 2, 2});
    const uint32_t us = hand_party(&hand, ENT_PRINCIPAL, 0);
    const uint32_t them = hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_prefer(&hand, us, 0, 6, (const int[]){0, 100});
    hand_prefer(&hand, us, 1, 2, (const int[]){100, 0});
    hand_prefer(&hand, us, 2, 2, (const int[]){0, 100});
    hand_prefer(&hand, them, 0, 1, (const int[]){100, 0});
    hand_prefer(&hand, them, 1, 7, (const int[]){0, 100});
    hand_prefer(&hand, them, 2, 2, (const int[]){100, 0});
    ent_exchanges *exchanges = NULL;
    assert_int_equal(ent_exchanges_find(&hand.model, NULL, NULL, &exchanges, NULL), ENT_OK);
    assert_true(exchanges->complete);
    assert_int_equal(exchanges->shared_count, 0);
    assert_int_equal(exchanges->found, 1);
    const ent_exchange *swap = &exchanges->exchanges[0];
    assert_int_equal(swap->count, 2);
    assert_int_equal(swap->changes[0].issue, 0);
    assert_int_equal(swap->changes[1].issue, 1);
    assert_true(swap->added[0] > 0.399 && swap->added[0] < 0.401);
    assert_true(swap->added[1] > 0.599 && swap->added[1] < 0.601);
    assert_true(swap->moved[0] > 0.599 && swap->moved[1] < -0.099);
    ent_exchanges_free(exchanges);
}

/* Both would gain by taking both issues back, but to sign nothing is no exchange. */
static void going_back_to_today_is_no_exchange(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 3, (const size_t[]){2, 2, 2});
    const uint32_t us = hand_party(&hand, ENT_PRINCIPAL, 0);
    const uint32_t them = hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_prefer(&hand, us, 0, 3, (const int[]){100, 0});
    hand_prefer(&hand, us, 1, 1, (const int[]){0, 100});
    hand_prefer(&hand, them, 0, 1, (const int[]){0, 100});
    hand_prefer(&hand, them, 1, 3, (const int[]){100, 0});
    ent_exchanges *exchanges = NULL;
    const uint32_t from[3] = {1, 1, 0};
    assert_int_equal(ent_exchanges_find(&hand.model, from, NULL, &exchanges, NULL), ENT_OK);
    assert_int_equal(exchanges->found, 1); /* where every package is a settlement */
    ent_exchanges_free(exchanges);
    hand_settle(&hand, hand_pattern(&hand, 1, (const uint32_t[][2]){{2, 1}}));
    assert_int_equal(ent_exchanges_find(&hand.model, from, NULL, &exchanges, NULL), ENT_OK);
    assert_int_equal(exchanges->found, 0);
    ent_exchanges_free(exchanges);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2500);
    plan.limits.packages_max = 120;
    plan.few_digits_only = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_smallest_swap_is_found),
        cmocka_unit_test(a_swap_is_there_where_the_frontier_is_not),
        cmocka_unit_test(each_gives_what_it_cares_less_about),
        cmocka_unit_test(going_back_to_today_is_no_exchange),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
