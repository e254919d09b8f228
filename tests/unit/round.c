/* A meeting whose mandates can be read off. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/round.h"
#include "hand_model.h"

#include <math.h>

/* A ceasefire that only leaders settle and that the second party loses by; an exchange of prisoners
 * that officials settle and both want. */
static void start(hand_model *hand) {
    hand_start(hand, 2, (const size_t[]){2, 2});
    hand_party(hand, ENT_PRINCIPAL, 40);
    hand_party(hand, ENT_PRINCIPAL, 40);
    hand_prefer(hand, 0, 0, 3, (const int[]){0, 100});
    hand_prefer(hand, 0, 1, 1, (const int[]){0, 100});
    hand_prefer(hand, 1, 0, 3, (const int[]){100, 0});
    hand_prefer(hand, 1, 1, 1, (const int[]){0, 100});
    hand_settle(hand, hand_pattern(hand, 1, (const uint32_t[][2]){{0, 1}}));
    hand_mandate(hand, 0, 1, ENT_LEADER);
    hand_send(hand, 0, ENT_MINISTER);
}

static ent_round_view *assessed(const ent_model *model) {
    ent_round_view *view = NULL;
    assert_int_equal(ent_round_assess(model, 0, NULL, &view, NULL), ENT_OK);
    return view;
}

static void the_lowest_head_decides_what_can_be_settled(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand_send(&hand, 1, ENT_OFFICIAL);
    ent_round_view *view = assessed(&hand.model);
    assert_true(view->all_sent);
    assert_int_equal(view->rank, ENT_OFFICIAL);
    assert_false(view->can_settle[0]);
    assert_int_equal(view->waits[0], ENT_LEADER);
    assert_true(view->can_settle[1]);
    assert_true(view->within[0]);
    assert_false(view->within[1]);
    assert_true(view->within[2] && view->within[3]);
    assert_string_equal(view->deals->possible.low, "1"); /* the exchange alone */
    assert_string_equal(view->deals->interim.count.low, "1");
    assert_string_equal(view->deals->settlement.count.low, "0");
    ent_round_free(view);
}

static void who_stays_away_settles_nothing(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_round_view *view = assessed(&hand.model);
    assert_false(view->all_sent);
    assert_false(view->can_settle[0] || view->can_settle[1]);
    assert_int_equal(view->waits[1], ENT_OFFICIAL);
    assert_string_equal(view->deals->possible.low, "0"); /* the status quo is no agreement */
    ent_round_free(view);
}

static void leaders_settle_everything(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand_send(&hand, 1, ENT_LEADER);
    hand.delegations[0].rank = ENT_LEADER;
    ent_round_view *view = assessed(&hand.model);
    assert_true(view->can_settle[0] && view->can_settle[1]);
    assert_string_equal(view->deals->possible.low, "3");
    ent_round_free(view);
}

static void each_option_is_worth_something_alone(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand_send(&hand, 1, ENT_OFFICIAL);
    hand_rule(&hand, hand_pattern(&hand, 2, (const uint32_t[][2]){{0, 1}, {1, 0}}),
              (ent_pattern){0});
    ent_round_view *view = assessed(&hand.model);
    assert_true(isnan(view->alone[1 * 2 + 0])); /* no ceasefire without an exchange */
    assert_true(fabs(view->alone[3 * 2 + 0] - 0.25) < 1e-15);
    assert_true(fabs(view->alone[3 * 2 + 1] - 0.25) < 1e-15);
    assert_true(view->alone[2 * 2 + 0] == 0);
    ent_round_free(view);
    ent_round_free(NULL);
}

static void the_next_round_is_on_or_after_the_day(void **state) {
    (void)state;
    hand_model hand;
    start(&hand); /* the round is on 2 June */
    assert_int_equal(ent_round_next(&hand.model), 0);
    hand.model.as_of.day = 2;
    assert_int_equal(ent_round_next(&hand.model), 0);
    hand.model.as_of.day = 3;
    assert_int_equal(ent_round_next(&hand.model), ENT_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lowest_head_decides_what_can_be_settled),
        cmocka_unit_test(who_stays_away_settles_nothing),
        cmocka_unit_test(leaders_settle_everything),
        cmocka_unit_test(each_option_is_worth_something_alone),
        cmocka_unit_test(the_next_round_is_on_or_after_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
