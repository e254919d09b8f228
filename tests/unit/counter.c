/* A package on the table, worked out by hand, and the limits of what is tried and named. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/counter.h"
#include "entente/exchanges.h"
#include "hand_model.h"
#include "random_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_about(double number, double expected) {
    return fabs(number - expected) < 1e-12;
}

static ent_counter *counter_to(const ent_model *model, const uint32_t *package) {
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    assert_int_equal(ent_deals_solve(model, NULL, &deals, NULL), ENT_OK);
    assert_int_equal(ent_counter_find(model, package, NULL, deals, &counter, NULL), ENT_OK);
    ent_deals_free(deals);
    return counter;
}

/* Three issues of two options; each side cares most about another one. Values in hundredths:
 *         issue 0 (a, b)   issue 1 (a, b)   issue 2 (a, b)    walk-away
 * us      0, 50            30, 0            20, 20             40
 * them    20, 0            0, 60            0, 20              20  */
static void set_up(hand_model *hand) {
    hand_start(hand, 3, (const size_t[]){2, 2, 2});
    const uint32_t us = hand_party(hand, ENT_PRINCIPAL, 40);
    const uint32_t them = hand_party(hand, ENT_PRINCIPAL, 20);
    hand_prefer(hand, us, 0, 5, (const int[]){0, 100});
    hand_prefer(hand, us, 1, 3, (const int[]){100, 0});
    hand_prefer(hand, us, 2, 2, (const int[]){100, 100});
    hand_prefer(hand, them, 0, 2, (const int[]){100, 0});
    hand_prefer(hand, them, 1, 6, (const int[]){0, 100});
    hand_prefer(hand, them, 2, 2, (const int[]){0, 100});
}

/* {a, a, a} is worth 50 and 20: both can sign it. On the frontier lie {b, a, b}, worth 100 and 20,
 * and {b, b, b}, worth 70 and 80: the nearer one pleases us alone. */
static void the_nearest_offer_pleases_and_costs_nothing(void **state) {
    (void)state;
    static hand_model hand;
    set_up(&hand);
    ent_counter *counter = counter_to(&hand.model, (const uint32_t[]){0, 0, 0});
    assert_true(counter->acceptable);
    assert_false(counter->on_frontier);
    assert_true(is_about(counter->gain[0], 0.1) && is_about(counter->gain[1], 0));
    assert_int_equal(counter->offers_count, 2);
    assert_int_equal(counter->offers_for_all, 1);
    assert_int_equal(counter->offers[0].changed, 2);
    assert_true(is_about(counter->offers[0].added[0], 0.5));
    assert_true(fabs(counter->offers[0].added[1]) <= 0);
    assert_int_equal(counter->offers[1].changed, 3);
    assert_true(is_about(counter->offers[1].added[0], 0.2));
    assert_true(is_about(counter->offers[1].added[1], 0.6));
    assert_true(is_about(counter->left[0], 0.5) && is_about(counter->left[1], 0.6));
    assert_int_equal(counter->pleasing[0].count, 1); /* what pleases them */
    assert_int_equal(counter->pleasing[0].at[0], 1);
    assert_int_equal(counter->pleasing[1].count, 2);
    assert_int_equal(counter->pleasing[1].at[0], 0);
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        assert_int_equal(counter->best[s], 1);
    assert_int_equal(counter->steps_count, 1); /* the last issue alone */
    assert_int_equal(counter->steps[0].package[2], 1);
    assert_true(is_about(counter->steps[0].added[1], 0.2));
    assert_null(counter->nearest);
    ent_counter_free(counter);
}

/* {a, b, b} is worth 20 and 100: short of our walk-away by 20. Taking the first issue is enough:
 * 70 and 80. */
static void what_somebody_refuses_has_a_way_out(void **state) {
    (void)state;
    static hand_model hand;
    set_up(&hand);
    ent_counter *counter = counter_to(&hand.model, (const uint32_t[]){0, 1, 1});
    assert_false(counter->acceptable);
    assert_int_equal(counter->losers.count, 1);
    assert_int_equal(counter->losers.at[0], 0);
    assert_int_equal(counter->offers_count, 0);
    assert_int_equal(counter->repairs_found, 2);
    assert_int_equal(counter->repairs[0].package[0], 1);
    assert_true(is_about(counter->repairs[0].added[0], 0.5));
    assert_true(is_about(counter->repairs[0].added[1], -0.2));
    assert_int_equal(counter->ladder_count, 1);
    assert_non_null(counter->nearest);
    assert_int_equal(counter->nearest->changed, 1);
    ent_counter_free(counter);
}

/* Many issues of three options that all sides like alike, but for the first: its first option is a
 * red line, and the rest does not matter. */
typedef struct wide_model {
    ent_model model;
    ent_issue *issues;
    ent_preference *preferences[2];
    ent_party parties[2];
    ent_number values[2][3];
} wide_model;

static const uint32_t BOTH[] = {0, 1};
static const uint32_t FIRST[] = {0};
static const ent_term START[] = {{.issue = 0, .options = {1, FIRST}},
                                 {.issue = 1, .options = {1, FIRST}}};
static const ent_pattern NEVER_START[] = {{.count = 2, .terms = START}};

static void set_up_wide(wide_model *wide, size_t issues) {
    static const ent_option options[3] = {
        {.key = "a", .name = "a"}, {.key = "b", .name = "b"}, {.key = "c", .name = "c"}};
    memset(wide, 0, sizeof *wide);
    wide->issues = calloc(issues, sizeof *wide->issues);
    assert_non_null(wide->issues);
    for (size_t j = 0; j < issues; j++)
        wide->issues[j] = (ent_issue){.key = "i",
                                      .name = "i",
                                      .options_count = 3,
                                      .options = options,
                                      .controlled_by = ENT_NONE};
    for (size_t p = 0; p < 2; p++) {
        for (size_t o = 0; o < 3; o++)
            wide->values[p][o] = random_model_number(p ? 2 - (int64_t)o : (int64_t)o, 1);
        wide->preferences[p] = calloc(issues, sizeof **wide->preferences);
        assert_non_null(wide->preferences[p]);
        for (size_t j = 0; j < issues; j++)
            wide->preferences[p][j] = (ent_preference){
                .given = true, .weight = random_model_number(1, 0), .values = wide->values[p]};
        wide->parties[p] = (ent_party){.key = p ? "them" : "us",
                                       .name = p ? "them" : "us",
                                       .role = ENT_PRINCIPAL,
                                       .has_walk_away = true,
                                       .walk_away = random_model_number(0, 0),
                                       .preferences = wide->preferences[p]};
    }
    wide->parties[0].red_lines_count = 1;
    wide->parties[0].red_lines = NEVER_START;
    wide->model = (ent_model){.title = "wide",
                              .issues_count = issues,
                              .issues = wide->issues,
                              .parties_count = 2,
                              .parties = wide->parties,
                              .principals = {2, BOTH}};
}

static void tear_down_wide(wide_model *wide) {
    free(wide->issues);
    free(wide->preferences[0]);
    free(wide->preferences[1]);
}

/* 60 issues of two changes each have 8 x 34,220 triples, within the limit, and 16 x 487,635 fours.
 */
static void too_many_combinations_are_not_begun(void **state) {
    (void)state;
    wide_model wide;
    set_up_wide(&wide, 60);
    uint32_t *package = calloc(60, sizeof *package);
    assert_non_null(package);
    ent_counter *counter = counter_to(&wide.model, package);
    assert_int_equal(counter->crossed_count, 1);
    assert_int_equal(counter->repairs_found, 4);
    assert_int_equal(counter->ladder_count, 1);     /* what one side gains the other loses */
    assert_int_equal(counter->repairs_searched, 3); /* 8 x 34,220 triples, 16 x 487,635 fours */
    ent_counter_free(counter);
    ent_exchanges *exchanges = NULL;
    const ent_exchanges_options few = {.combinations_max = 7080}; /* 4 x 1,770 pairs */
    assert_int_equal(ent_exchanges_find(&wide.model, NULL, &few, &exchanges, NULL), ENT_OK);
    assert_int_equal(exchanges->changes_searched, 2);
    assert_false(exchanges->complete);
    assert_int_equal(exchanges->found, 0); /* all weigh the same to both */
    ent_exchanges_free(exchanges);
    const ent_exchanges_options fewer = {.combinations_max = 7079};
    assert_int_equal(ent_exchanges_find(&wide.model, NULL, &fewer, &exchanges, NULL), ENT_OK);
    assert_int_equal(exchanges->changes_searched, 1);
    ent_exchanges_free(exchanges);
    free(package);
    tear_down_wide(&wide);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_offer_pleases_and_costs_nothing),
        cmocka_unit_test(what_somebody_refuses_has_a_way_out),
        cmocka_unit_test(too_many_combinations_are_not_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
