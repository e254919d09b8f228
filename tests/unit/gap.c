/* A gap that can be worked out on paper. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/gap.h"
#include "hand_model.h"

#include <math.h>

static void is_close(double told, double expected) {
    assert_true(fabs(told - expected) < 1e-12);
}

/* The first wants the second option of both; the second party the first option of issue 0, and on
 * issue 1 finds both as good. 00 pays (0, 0.75), 01 (0.25, 0.75), 10 (0.75, 0.25), 11 (1, 0.25). */
static void start(hand_model *hand) {
    hand_start(hand, 2, (const size_t[]){2, 2});
    hand_party(hand, ENT_PRINCIPAL, 0);
    hand_party(hand, ENT_PRINCIPAL, 0);
    hand_prefer(hand, 0, 0, 3, (const int[]){0, 100});
    hand_prefer(hand, 0, 1, 1, (const int[]){0, 100});
    hand_prefer(hand, 1, 0, 1, (const int[]){100, 0});
    hand_prefer(hand, 1, 1, 1, (const int[]){50, 50});
}

static ent_gap *measured(const ent_model *model) {
    ent_gap *gap = NULL;
    assert_int_equal(ent_gap_measure(model, NULL, &gap, NULL), ENT_OK);
    assert_int_equal(gap->principals, model->principals.count);
    assert_int_equal(gap->issues, model->issues_count);
    return gap;
}

static void ties_in_best_go_to_the_others_favour(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_gap *gap = measured(&hand.model);
    is_close(gap->loss[0 * 2 + 1], 0.75);
    is_close(gap->loss[1 * 2 + 0], 0.5);
    is_close(gap->loss[0], 0);
    is_close(gap->issue_loss[(1 * 2 + 0) * 2 + 1], 0);
    assert_int_equal(gap->wants[0 * 2 + 0], 1);
    assert_int_equal(gap->wants[0 * 2 + 1], 0);
    assert_int_equal(gap->wants[1 * 2 + 1], 1); /* of two as good, the one the other likes */
    ent_gap_free(gap);
}

static void a_shared_wish_is_no_gap(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_gap *gap = measured(&hand.model);
    assert_false(gap->shared[0]);
    assert_true(gap->shared[1]);
    assert_int_equal(gap->widest[0], 0);
    assert_int_equal(gap->widest[1], 1);
    assert_int_equal(gap->improved[0 * 2 + 0], 2);
    assert_int_equal(gap->improved[0 * 2 + 1], 0);
    ent_gap_free(gap);
}

static void opposition_is_the_way_left_to_the_ideal_point(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    ent_gap *gap = measured(&hand.model);
    is_close(gap->opposition[0 * 2 + 1], 0.5); /* from (1, 0.25) to (1, 0.75) */
    is_close(gap->opposition[1 * 2 + 0], 0.5);
    is_close(gap->opposition_all, 0.5);
    ent_gap_free(gap);
}

static void who_does_not_care_wants_and_loses_nothing(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand.preferences[1][0] = (ent_preference){.given = false};
    ent_gap *gap = measured(&hand.model);
    assert_int_equal(gap->wants[0 * 2 + 1], ENT_NONE);
    is_close(gap->loss[0 * 2 + 1], 0);
    is_close(gap->loss[1 * 2 + 0], 0);
    is_close(gap->opposition_all, 0);
    ent_gap_free(gap);
}

static void wishes_ignore_how_long_an_option_lasts(void **state) {
    (void)state;
    hand_model hand;
    start(&hand);
    hand_last(&hand, 0, 1, 1);
    hand_discount(&hand, 0, 90);
    hand_discount(&hand, 1, 90);
    ent_gap *gap = measured(&hand.model);
    is_close(gap->loss[0 * 2 + 1], 0.75);
    is_close(gap->opposition_all, 0.5);
    ent_gap_free(gap);
    ent_gap_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_in_best_go_to_the_others_favour),
        cmocka_unit_test(a_shared_wish_is_no_gap),
        cmocka_unit_test(opposition_is_the_way_left_to_the_ideal_point),
        cmocka_unit_test(who_does_not_care_wants_and_loses_nothing),
        cmocka_unit_test(wishes_ignore_how_long_an_option_lasts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
