/* Small negotiations whose deals can be worked out on paper. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/deals.h"
#include "hand_model.h"
#include "random_model.h"

#include <math.h>

#define PATTERN(hand, ...)                                                                         \
    hand_pattern((hand), sizeof((const uint32_t[][2]){__VA_ARGS__}) / sizeof(uint32_t[2]),         \
                 (const uint32_t[][2]){__VA_ARGS__})

static ent_deals *solved(const ent_model *model, const ent_deals_options *options) {
    ent_deals *deals = NULL;
    assert_int_equal(ent_deals_solve(model, options, &deals, NULL), ENT_OK);
    assert_int_equal(ent_deals_verify(model, options, deals, NULL), ENT_OK);
    return deals;
}

static void is_close(double told, double expected) {
    assert_true(fabs(told - expected) < 1e-15);
}

static void is_deal(const ent_deal *deal, const uint32_t *package, size_t issues,
                    const double *utility) {
    assert_memory_equal(deal->package, package, issues * sizeof *package);
    for (size_t p = 0; p < 2; p++)
        is_close(deal->utility[p], utility[p]);
}

/* Each wants the opposite on both issues, but they weigh them differently:
 * 00 pays (0, 1), 01 (0.25, 0.25), 10 (0.75, 0.75), 11 (1, 0). */
static void start_trade(hand_model *hand, int walk_away) {
    hand_start(hand, 2, (const size_t[]){2, 2});
    hand_party(hand, ENT_PRINCIPAL, walk_away);
    hand_party(hand, ENT_PRINCIPAL, walk_away);
    hand_prefer(hand, 0, 0, 3, (const int[]){0, 100});
    hand_prefer(hand, 0, 1, 1, (const int[]){0, 100});
    hand_prefer(hand, 1, 0, 1, (const int[]){100, 0});
    hand_prefer(hand, 1, 1, 3, (const int[]){100, 0});
}

static void the_frontier_runs_from_one_sides_wish_to_the_others(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 0);
    ent_deals *deals = solved(&hand.model, NULL);
    assert_true(deals->exact);
    assert_false(deals->has_interim);
    assert_string_equal(deals->possible.low, "4");
    assert_string_equal(deals->acceptable.high, "4");
    assert_string_equal(deals->interim.count.low, "0");
    assert_int_equal(deals->settlement.frontier_count, 3);
    is_deal(&deals->settlement.frontier[0], (const uint32_t[]){1, 1}, 2, (const double[]){1, 0});
    is_deal(&deals->settlement.frontier[1], (const uint32_t[]){1, 0}, 2,
            (const double[]){0.75, 0.75});
    is_deal(&deals->settlement.frontier[2], (const uint32_t[]){0, 0}, 2, (const double[]){0, 1});
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        assert_int_equal(deals->settlement.solutions[s], 1);
    is_close(deals->settlement.ideal_gain[0], 1);
    is_close(deals->settlement.ideal_gain[1], 1);
    assert_null(deals->settlement.nearest);
    ent_deals_free(deals);
}

static void walk_aways_cut_the_zone(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 75); /* a gain of nothing is still acceptable */
    ent_deals *deals = solved(&hand.model, NULL);
    assert_string_equal(deals->possible.low, "4");
    assert_string_equal(deals->acceptable.low, "1");
    assert_int_equal(deals->settlement.frontier_count, 1);
    is_close(deals->settlement.frontier[0].gain[0], 0);
    is_close(deals->settlement.ideal_gain[0], 0);
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        assert_int_equal(deals->settlement.solutions[s], 0);
    ent_deals_free(deals);
}

static void no_deal_is_an_answer(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 80);
    ent_deals *deals = solved(&hand.model, NULL);
    assert_string_equal(deals->acceptable.low, "0");
    assert_int_equal(deals->settlement.frontier_count, 0);
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        assert_int_equal(deals->settlement.solutions[s], ENT_NONE);
    assert_null(deals->settlement.ideal_gain);
    is_deal(deals->settlement.nearest, (const uint32_t[]){1, 0}, 2, (const double[]){0.75, 0.75});
    is_close(deals->settlement.nearest_shortfall, 0.05);
    assert_false(deals->settlement.nearest_crosses);
    ent_deals_free(deals);
}

static void the_nearest_package_crosses_lines_only_where_all_do(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 80);
    hand_never(&hand, 0, PATTERN(&hand, {1, 0}));
    ent_deals *deals = solved(&hand.model, NULL); /* 01 lacks 0.55, 11 lacks 0.80 */
    is_deal(deals->settlement.nearest, (const uint32_t[]){0, 1}, 2, (const double[]){0.25, 0.25});
    assert_false(deals->settlement.nearest_crosses);
    ent_deals_free(deals);
    hand_never(&hand, 1, PATTERN(&hand, {1, 1}));
    deals = solved(&hand.model, NULL);
    is_deal(deals->settlement.nearest, (const uint32_t[]){1, 0}, 2, (const double[]){0.75, 0.75});
    assert_true(deals->settlement.nearest_crosses);
    ent_deals_free(deals);
}

static void beside_interim_agreements_the_status_quo_is_none(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 0);
    hand_settle(&hand, PATTERN(&hand, {0, 1}));
    ent_deals *deals = solved(&hand.model, NULL);
    assert_true(deals->has_interim);
    assert_string_equal(deals->possible.low, "3");
    assert_string_equal(deals->settlement.count.low, "2");
    assert_string_equal(deals->interim.count.low, "0"); /* 01 costs the second 0.75 */
    is_close(deals->interim.nearest_shortfall, 0.75);
    ent_deals_free(deals);
}

static void sides_far_apart_on_peace_still_exchange_prisoners(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 2, (const size_t[]){2, 2});
    for (uint32_t p = 0; p < 2; p++) {
        hand_party(&hand, ENT_PRINCIPAL, 90);
        hand_prefer(&hand, p, 0, 4, p ? (const int[]){0, 100} : (const int[]){100, 0});
        hand_prefer(&hand, p, 1, 1, (const int[]){0, 100});
    }
    hand_settle(&hand, PATTERN(&hand, {0, 1}));
    ent_deals *deals = solved(&hand.model, NULL);
    assert_string_equal(deals->settlement.count.low, "0");
    assert_string_equal(deals->interim.count.low, "1");
    is_deal(&deals->interim.frontier[0], (const uint32_t[]){0, 1}, 2, (const double[]){1, 0.2});
    is_close(deals->interim.frontier[0].gain[0], 0.2);
    is_close(deals->interim.frontier[0].gain[1], 0.2);
    ent_deals_free(deals);
}

static void a_needed_party_refuses_by_any_of_its_red_lines(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 2, (const size_t[]){2, 2});
    for (uint32_t p = 0; p < 2; p++) {
        hand_party(&hand, ENT_PRINCIPAL, 0);
        hand_prefer(&hand, p, 0, 1, (const int[]){0, 100});
        hand_prefer(&hand, p, 1, 1, (const int[]){0, 100});
    }
    const uint32_t guarantor = hand_party(&hand, ENT_GUARANTOR, 0);
    hand_never(&hand, guarantor, PATTERN(&hand, {1, 1}));
    ent_deals *deals = solved(&hand.model, NULL);
    assert_string_equal(deals->acceptable.low, "4"); /* nobody needs it */
    ent_deals_free(deals);
    hand_need(&hand, 0, 1, guarantor);
    deals = solved(&hand.model, NULL);
    assert_string_equal(deals->acceptable.low, "3"); /* without 11 */
    assert_int_equal(deals->settlement.frontier_count, 1);
    assert_int_equal(deals->settlement.frontier[0].packages, 2); /* 01 and 10, both 0.5 */
    is_deal(&deals->settlement.frontier[0], (const uint32_t[]){0, 1}, 2,
            (const double[]){0.5, 0.5});
    ent_deals_free(deals);
    const bool lifted[] = {true};
    const ent_deals_options without = {.lifted = lifted};
    deals = solved(&hand.model, &without);
    assert_string_equal(deals->acceptable.low, "4");
    ent_deals_free(deals);
}

static void rules_make_packages_impossible(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 0);
    hand_rule(&hand, PATTERN(&hand, {0, 1}), PATTERN(&hand, {1, 1}));
    ent_deals *deals = solved(&hand.model, NULL);
    assert_string_equal(deals->possible.low, "3");
    assert_int_equal(deals->settlement.frontier_count, 3); /* 01 is no longer dominated by 10 */
    ent_deals_free(deals);
    hand_rule(&hand, PATTERN(&hand, {1, 0}), (ent_pattern){0});
    hand_rule(&hand, PATTERN(&hand, {1, 1}), (ent_pattern){0});
    deals = solved(&hand.model, NULL);
    assert_string_equal(deals->possible.low, "0");
    assert_null(deals->settlement.nearest);
    ent_deals_free(deals);
}

static void linkages_pay_for_options_that_occur_together(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 0);
    hand_link(&hand, 0, PATTERN(&hand, {0, 0}, {1, 1}), 60);
    hand_link(&hand, 1, PATTERN(&hand, {0, 0}, {1, 1}), -5);
    ent_deals *deals = solved(&hand.model, NULL); /* 01 now pays (0.85, 0.20) */
    assert_int_equal(deals->settlement.frontier_count, 4);
    is_deal(&deals->settlement.frontier[1], (const uint32_t[]){0, 1}, 2,
            (const double[]){0.85, 0.2});
    ent_deals_free(deals);
}

static void an_option_that_runs_out_pays_for_its_time_only(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 1, (const size_t[]){2});
    for (uint32_t p = 0; p < 2; p++) {
        hand_party(&hand, ENT_PRINCIPAL, 0);
        hand_prefer(&hand, p, 0, 1, (const int[]){20, 100});
    }
    hand_last(&hand, 0, 1, 2);
    hand_discount(&hand, 0, 90); /* the second party does not discount: nothing that ends counts */
    ent_deals *deals = solved(&hand.model, NULL);
    is_close(deals->settlement.frontier[0].utility[0], 0.2 + 0.19 * 0.8);
    is_close(deals->settlement.frontier[0].utility[1], 0.2);
    ent_deals_free(deals);
    const ent_deals_options as_given = {.as_given = true};
    deals = solved(&hand.model, &as_given);
    is_close(deals->settlement.frontier[0].utility[0], 1);
    ent_deals_free(deals);
}

static void ties_go_to_the_larger_smallest_gain(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 1, (const size_t[]){2});
    hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_prefer(&hand, 0, 0, 1, (const int[]){60, 50});
    hand_prefer(&hand, 1, 0, 1, (const int[]){40, 50});
    ent_deals *deals = solved(&hand.model, NULL);
    const ent_deal_set *set = &deals->settlement;
    assert_int_equal(set->frontier[set->solutions[ENT_UTILITARIAN]].package[0], 1);
    ent_deals_free(deals);
}

static void other_ties_go_to_the_earlier_package(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 1, (const size_t[]){3});
    hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_party(&hand, ENT_PRINCIPAL, 0);
    hand_prefer(&hand, 0, 0, 1, (const int[]){0, 40, 60});
    hand_prefer(&hand, 1, 0, 1, (const int[]){0, 60, 40});
    ent_deals *deals = solved(&hand.model, NULL);
    const ent_deal_set *set = &deals->settlement;
    for (int s = 0; s < ENT_SOLUTIONS; s++)
        assert_int_equal(set->frontier[set->solutions[s]].package[0], 1);
    ent_deals_free(deals);
}

static void only_decimals_are_exact(void **state) {
    (void)state;
    hand_model hand;
    start_trade(&hand, 0);
    hand.values[0][0][1].likely = (ent_decimal){.value = 1 / 3.0};
    ent_deals *deals = solved(&hand.model, NULL);
    assert_false(deals->exact);
    assert_true(deals->tolerance == 1e-9);
    ent_deals_free(deals);
}

/* 30 issues x 5 options on which the sides want the opposite: every payoff lies on one line. */
static void counts_go_beyond_what_a_machine_word_holds(void **state) {
    (void)state;
    enum { ISSUES = 30, OPTIONS = 5 };
    ent_option options[OPTIONS] = {
        {.key = "a"}, {.key = "b"}, {.key = "c"}, {.key = "d"}, {.key = "e"}};
    ent_issue issues[ISSUES];
    ent_number values[2][OPTIONS];
    ent_preference preferences[2][ISSUES];
    for (size_t o = 0; o < OPTIONS; o++) {
        options[o].name = options[o].key;
        values[0][o] = random_model_number(25 * (int64_t)o, 2);
        values[1][o] = random_model_number(100 - 25 * (int64_t)o, 2);
    }
    for (size_t j = 0; j < ISSUES; j++) {
        issues[j] = (ent_issue){.key = "i",
                                .name = "i",
                                .options_count = OPTIONS,
                                .options = options,
                                .controlled_by = ENT_NONE};
        for (size_t p = 0; p < 2; p++)
            preferences[p][j] = (ent_preference){
                .given = true, .weight = random_model_number(1, 0), .values = values[p]};
    }
    ent_party parties[2];
    for (size_t p = 0; p < 2; p++)
        parties[p] = (ent_party){.key = "p",
                                 .name = "p",
                                 .has_walk_away = true,
                                 .walk_away = random_model_number(0, 0),
                                 .preferences = preferences[p]};
    const ent_model model = {.title = "wide",
                             .issues_count = ISSUES,
                             .issues = issues,
                             .parties_count = 2,
                             .parties = parties,
                             .principals = {2, (const uint32_t[]){0, 1}}};
    ent_deals *deals = solved(&model, NULL);
    assert_string_equal(deals->possible.low, "931322574615478515625"); /* 5^30 */
    assert_string_equal(deals->acceptable.low, "931322574615478515625");
    assert_true(deals->acceptable.exact);
    assert_int_equal(deals->settlement.frontier_count, 4 * ISSUES + 1);
    assert_true(deals->settlement.frontier[0].packages == 1);
    assert_true(deals->settlement.frontier[1].packages == ISSUES);
    /* about 4.8e19 packages pay one half each */
    assert_true(deals->settlement.frontier[2 * ISSUES].packages == UINT64_MAX);
    assert_int_equal(deals->settlement.solutions[ENT_NASH], 2 * ISSUES);
    ent_deals_free(deals);
}

static void nothing_is_given_back_twice(void **state) {
    (void)state;
    ent_deals_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frontier_runs_from_one_sides_wish_to_the_others),
        cmocka_unit_test(walk_aways_cut_the_zone),
        cmocka_unit_test(no_deal_is_an_answer),
        cmocka_unit_test(the_nearest_package_crosses_lines_only_where_all_do),
        cmocka_unit_test(beside_interim_agreements_the_status_quo_is_none),
        cmocka_unit_test(sides_far_apart_on_peace_still_exchange_prisoners),
        cmocka_unit_test(a_needed_party_refuses_by_any_of_its_red_lines),
        cmocka_unit_test(rules_make_packages_impossible),
        cmocka_unit_test(linkages_pay_for_options_that_occur_together),
        cmocka_unit_test(an_option_that_runs_out_pays_for_its_time_only),
        cmocka_unit_test(ties_go_to_the_larger_smallest_gain),
        cmocka_unit_test(other_ties_go_to_the_earlier_package),
        cmocka_unit_test(only_decimals_are_exact),
        cmocka_unit_test(counts_go_beyond_what_a_machine_word_holds),
        cmocka_unit_test(nothing_is_given_back_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
