/* Rows of numbers lie where the headers promise: one after the other, from the first row of a
 * result on, also where there are few. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/blockers.h"
#include "entente/clock.h"
#include "entente/counter.h"
#include "entente/exchanges.h"
#include "entente/read.h"
#include "entente/roadmap.h"
#include "random_model.h"
#include "rng.h"

#include <stdio.h>

enum { MODELS = 300 };

/* Rows seen in all lists, and the lists that had one row and more; every row is read. */
static size_t rows, lists_of_one, lists_of_many;
static double read_all;

static void note(size_t count) {
    lists_of_one += count == 1;
    lists_of_many += count > 1;
}

static void check_row(const double *first, size_t row, size_t width, const double *at) {
    assert_ptr_equal(at, first + row * width);
    rows++;
    for (size_t p = 0; p < width; p++)
        read_all += at[p];
}

static void check_set(const ent_deal_set *set, size_t principals) {
    note(set->frontier_count);
    assert_true((set->utility != NULL) == (set->frontier_count > 0));
    assert_true((set->gain != NULL) == (set->frontier_count > 0));
    for (size_t i = 0; i < set->frontier_count; i++) {
        check_row(set->utility, i, principals, set->frontier[i].utility);
        check_row(set->gain, i, principals, set->frontier[i].gain);
    }
}

static void check_offers(const ent_counter_offer *offers, size_t count, size_t principals) {
    note(count);
    for (size_t i = 0; i < count; i++) {
        check_row(offers[0].gain, i, principals, offers[i].gain);
        check_row(offers[0].added, i, principals, offers[i].added);
    }
}

static void check_exchanges(const ent_exchange *exchanges, size_t count, size_t principals) {
    note(count);
    for (size_t i = 0; i < count; i++)
        check_row(exchanges[0].added, i, principals, exchanges[i].added);
}

static void check_packages(const ent_model *model, rng *random) {
    const size_t principals = model->principals.count;
    uint32_t package[64];
    assert_true(model->issues_count <= 64);
    for (size_t j = 0; j < model->issues_count; j++)
        package[j] = (uint32_t)rng_below(random, model->issues[j].options_count);
    static const ent_deals_options OPTIONS[] = {
        {.all = false}, {.all = true}, {.points_limit = 4}, {.packages_max = 2}};
    for (size_t o = 0; o < sizeof OPTIONS / sizeof *OPTIONS; o++) {
        ent_deals *deals = NULL;
        assert_int_equal(ent_deals_solve(model, &OPTIONS[o], &deals, NULL), ENT_OK);
        check_set(&deals->settlement, principals);
        check_set(&deals->interim, principals);
        ent_counter *counter = NULL;
        if (o == 0 && ent_counter_find(model, package, NULL, deals, &counter, NULL) == ENT_OK) {
            check_offers(counter->offers, counter->offers_count, principals);
            check_offers(counter->steps, counter->steps_count, principals);
            check_offers(counter->repairs, counter->repairs_count, principals);
            check_offers(counter->ladder, counter->ladder_count, principals);
            ent_counter_free(counter);
        }
        ent_deals_free(deals);
    }
    ent_exchanges *exchanges = NULL;
    assert_int_equal(ent_exchanges_find(model, NULL, NULL, &exchanges, NULL), ENT_OK);
    check_exchanges(exchanges->shared, exchanges->shared_count, principals);
    check_exchanges(exchanges->exchanges, exchanges->count, principals);
    check_exchanges(exchanges->larger, exchanges->larger_count, principals);
    ent_exchanges_free(exchanges);
    ent_blockers *blockers = NULL;
    assert_int_equal(ent_blockers_find(model, NULL, &blockers, NULL), ENT_OK);
    note(blockers->concessions_count);
    for (size_t i = 0; i < blockers->concessions_count; i++)
        check_row(blockers->concessions[0].drop, i, blockers->constraints_count,
                  blockers->concessions[i].drop);
    ent_blockers_free(blockers);
}

static void check_walk(const ent_roadmap_walk *walk, size_t principals) {
    const ent_roadmap_point *first = walk->points;
    note(walk->points_count);
    for (size_t k = 0; k < walk->points_count; k++) {
        const ent_roadmap_point *point = &walk->points[k];
        check_row(first->value, k, principals, point->value);
        check_row(first->collapse, k, principals, point->collapse);
        check_row(first->temptation, k, principals, point->temptation);
        check_row(first->slack, k, principals, point->slack);
        check_row(first->guarantee, k, principals, point->guarantee);
    }
}

static void check_roadmaps(const ent_model *model) {
    ent_roadmaps *all = NULL;
    assert_int_equal(ent_roadmaps_assess(model, NULL, &all, NULL), ENT_OK);
    for (size_t r = 0; r < all->roadmaps_count; r++) {
        check_walk(&all->roadmaps[r].proposed, model->principals.count);
        if (all->roadmaps[r].orders.has_best)
            check_walk(&all->roadmaps[r].orders.best, model->principals.count);
    }
    ent_roadmaps_free(all);
}

static void check_clock(const ent_model *model) {
    const ent_clock_options options = ENT_CLOCK_OPTIONS_INIT;
    ent_clock *clock = NULL;
    if (ent_clock_solve(model, &options, &clock, NULL) != ENT_OK)
        return;
    note(clock->states_count);
    for (size_t i = 0; i < clock->states_count; i++) {
        check_row(clock->states[0].reservation, i, clock->principals, clock->states[i].reservation);
        check_row(clock->states[0].value, i, clock->principals, clock->states[i].value);
    }
    ent_clock_free(clock);
}

static void rows_of_random_models_follow_each_other(void **state) {
    (void)state;
    rng random = {1};
    rows = lists_of_one = lists_of_many = 0;
    for (uint64_t seed = 1; seed <= MODELS; seed++) {
        const random_limits limits = random_limits_default(seed % 2 ? FEW_DIGITS : COARSE);
        random_model made;
        random_model_make(&made, seed, &limits);
        check_packages(&made.model, &random);
        random_model_free(&made);
    }
    assert_true(rows > 5000 && lists_of_one > 100 && lists_of_many > 500);
}

static void rows_of_scenarios_follow_each_other(void **state) {
    (void)state;
    static const char *const NAMES[] = {"istanbul-2025-06", "labour-contract", "river-basin",
                                        "teaching-minimal"};
    rng random = {2};
    rows = lists_of_one = lists_of_many = 0;
    for (size_t n = 0; n < sizeof NAMES / sizeof *NAMES; n++) {
        char path[500];
        snprintf(path, sizeof path, ENT_ROOT "/scenarios/%s.yaml", NAMES[n]);
        ent_model *model = NULL;
        assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
        check_packages(model, &random);
        check_roadmaps(model);
        check_clock(model);
        ent_model_free(model);
    }
    assert_true(rows > 1000 && lists_of_many > 20);
    assert_true(read_all > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_random_models_follow_each_other),
        cmocka_unit_test(rows_of_scenarios_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
