/* Blockers that can be worked out on paper. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/blockers.h"
#include "hand_model.h"

#include <math.h>

static void is_close(double told, double expected) {
    assert_true(fabs(told - expected) < 1e-15);
}

static void is_set(const ent_ids *told, size_t count, const uint32_t *expected) {
    assert_int_equal(told->count, count);
    assert_memory_equal(told->at, expected, count * sizeof *expected);
}

static ent_blockers *found(const ent_model *model) {
    ent_blockers *blockers = NULL;
    assert_int_equal(ent_blockers_find(model, NULL, &blockers, NULL), ENT_OK);
    return blockers;
}

/*
 * One issue, options paying (0, 1), (0.5, 0.5), (1, 0), both walk away below 0.6; the first party
 * never signs the first option. Constraints: 0 that red line, 1 and 2 the walk-aways.
 * The options violate {0, 1}, {1, 2} and {2}.
 */
static void start(hand_model *hand) {
    hand_start(hand, 1, (const size_t[]){3});
    hand_party(hand, ENT_PRINCIPAL, 60);
    hand_party(hand, ENT_PRINCIPAL, 60);
    hand_prefer(hand, 0, 0, 1, (const int[]){0, 50, 100});
    hand_prefer(hand, 1, 0, 1, (const int[]){100, 50, 0});
    hand_never(hand, 0, hand_pattern(hand, 1, (const uint32_t[][2]){{0, 0}}));
}

static void concessions_keep_red_lines_where_they_can(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_blockers *blockers = found(&hand.model);
    assert_false(blockers->possible);
    assert_false(blockers->impossible_by_rules);
    assert_int_equal(blockers->constraints_count, 3);
    assert_int_equal(blockers->constraints[0].red_line, 0);
    assert_int_equal(blockers->constraints[2].party, 1);
    assert_int_equal(blockers->constraints[2].red_line, ENT_NONE);
    assert_int_equal(blockers->concessions_count, 2); /* {1, 2} holds {2} */
    is_set(&blockers->concessions[0].give, 1, (const uint32_t[]){2});
    is_close(blockers->concessions[0].drop[2], 0.6);
    is_close(blockers->concessions[0].total_drop, 0.6);
    is_set(&blockers->concessions[1].give, 2, (const uint32_t[]){0, 1});
    is_close(blockers->concessions[1].drop[0], 0);
    is_close(blockers->concessions[1].drop[1], 0.6);
    ent_blockers_free(blockers);
}

static void conflicts_hit_every_concession(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_blockers *blockers = found(&hand.model);
    assert_true(blockers->conflicts_complete);
    assert_int_equal(blockers->conflicts_count, 2);
    is_set(&blockers->conflicts[0], 2, (const uint32_t[]){0, 2});
    is_set(&blockers->conflicts[1], 2, (const uint32_t[]){1, 2});
    ent_blockers_free(blockers);
}

static void a_red_line_that_blocks_nothing_costs_nothing(void **state) {
    (void)state;
    hand_model hand;
    start(&hand); /* the middle option has the best smallest gain with and without it */
    ent_blockers *blockers = found(&hand.model);
    is_close(blockers->prices[0], 0);
    assert_true(isnan(blockers->prices[1]));
    ent_blockers_free(blockers);
}

static void the_price_of_a_red_line_is_what_it_forgoes(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand_never(&hand, 1, hand_pattern(&hand, 1, (const uint32_t[][2]){{0, 1}}));
    ent_blockers *blockers = found(&hand.model);
    is_close(blockers->prices[0], 0);   /* (0, 1) is no better than (1, 0) */
    is_close(blockers->prices[1], 0.5); /* -0.1 instead of -0.6 */
    ent_blockers_free(blockers);
    hand_never(&hand, 1, hand_pattern(&hand, 1, (const uint32_t[][2]){{0, 2}}));
    blockers = found(&hand.model);
    assert_true(isnan(blockers->prices[0])); /* nothing is left to compare with */
    ent_blockers_free(blockers);
}

static void of_two_as_cheap_the_one_with_fewer_walk_aways_comes_first(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 1, (const size_t[]){2});
    for (uint32_t p = 0; p < 3; p++) {
        hand_party(&hand, ENT_PRINCIPAL, 50);
        hand_prefer(&hand, p, 0, 1, p == 1 ? (const int[]){100, 0} : (const int[]){25, 100});
    }
    ent_blockers *blockers = found(&hand.model);
    assert_int_equal(blockers->concessions_count, 2);
    is_set(&blockers->concessions[0].give, 1, (const uint32_t[]){1});
    is_set(&blockers->concessions[1].give, 2, (const uint32_t[]){0, 2});
    is_close(blockers->concessions[0].total_drop, 0.5);
    is_close(blockers->concessions[1].total_drop, 0.5);
    ent_blockers_free(blockers);
}

static void where_a_deal_is_possible_nothing_blocks(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand.parties[0].walk_away = hand.parties[1].walk_away = hand.values[0][0][1]; /* 0.50 */
    ent_blockers *blockers = found(&hand.model);
    assert_true(blockers->possible);
    assert_int_equal(blockers->concessions_count, 0);
    assert_int_equal(blockers->conflicts_count, 0);
    ent_blockers_free(blockers);
}

static void rules_cannot_be_given_up(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    for (uint32_t o = 0; o < 3; o++)
        hand_rule(&hand, hand_pattern(&hand, 1, (const uint32_t[][2]){{0, o}}), (ent_pattern){0});
    ent_blockers *blockers = found(&hand.model);
    assert_false(blockers->possible);
    assert_true(blockers->impossible_by_rules);
    assert_int_equal(blockers->concessions_count, 0);
    ent_blockers_free(blockers);
    ent_blockers_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concessions_keep_red_lines_where_they_can),
        cmocka_unit_test(conflicts_hit_every_concession),
        cmocka_unit_test(a_red_line_that_blocks_nothing_costs_nothing),
        cmocka_unit_test(the_price_of_a_red_line_is_what_it_forgoes),
        cmocka_unit_test(of_two_as_cheap_the_one_with_fewer_walk_aways_comes_first),
        cmocka_unit_test(where_a_deal_is_possible_nothing_blocks),
        cmocka_unit_test(rules_cannot_be_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
