/* What the clock reports beside its values, who is blamed, and what it refuses to solve. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "unit/clock_model.h"

/* The message of a model that cannot be solved. */
static void assert_refused(maker *make, ent_status expected, const char *message) {
    ent_clock *clock = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_clock_solve(&make->model, NULL, &clock, diags);
    char text[512] = "";
    if (ent_diags_count(diags) > 0)
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    ent_diags_free(diags);
    maker_free(make);
    assert_string_equal(text, message);
    assert_int_equal(status, expected);
    assert_null(clock);
}

static const ent_clock_state *state_at(const ent_clock *clock, uint32_t round, uint32_t world) {
    for (size_t s = 0; s < clock->states_count; s++)
        if (clock->states[s].round == round && clock->states[s].world == world)
            return &clock->states[s];
    fail_msg("no state in round %u and world %u", round, world);
    return NULL;
}

static maker *pie(uint32_t rounds, double d) {
    maker *make = maker_new(2);
    maker_pie(make, 1);
    maker_side(make, 0, d, 0);
    maker_side(make, 1, d, 0);
    maker_time(make, rounds, ENT_PROPOSER_ALTERNATE);
    return make;
}

/* Nothing on the table is worth its walk-away to anybody. */
static maker *stuck(uint32_t rounds) {
    const double nothing[1] = {0};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 1);
    for (uint32_t p = 0; p < 2; p++) {
        maker_prefer(make, p, issue, 1, nothing);
        maker_side(make, p, 0.9, 0.5);
    }
    maker_time(make, rounds, ENT_PROPOSER_ALTERNATE);
    return make;
}

/* --- what is reported ------------------------------------------------------------------------ */

static void states_show_offer_and_reservation(void **state) {
    (void)state;
    maker *make = pie(2, 0.9);
    ent_clock *clock = solved(make, NULL);
    assert_non_null(clock);
    assert_int_equal(clock->states_count, 2);
    const ent_clock_state *first = state_at(clock, 0, 0);
    assert_int_equal(first->act, ENT_CLOCK_AGREED);
    assert_near(first->reservation[1], 0.9, 1e-15);
    assert_near(first->utility[0], 0.1, 1e-15);
    assert_near(first->reached, 1, 0);
    assert_int_equal(first->parts_count, 2);
    assert_near(first->parts[0].chance + first->parts[1].chance, 1, 1e-15);
    assert_near(state_at(clock, 1, 0)->reached, 0, 0);
    assert_near(clock->agreement_by_round[0], 1, 0);
    assert_near(clock->expected_round, 0, 0);
    assert_true(clock->deviation < 1e-12);
    ent_clock_free(clock);
    maker_free(make);
}

static void a_round_costs_its_discount(void **state) {
    (void)state;
    maker *make = pie(2, 0.9);
    ent_clock *clock = solved(make, NULL);
    /* passing the first round leaves the second side the whole pie, a round later */
    assert_near(clock->round_cost[0], 0.1, 1e-15);
    assert_near(clock->round_cost[1], 0, 1e-15);
    /* without one round 1, without both 0 */
    assert_near(clock->last_ten[0], 0.9, 1e-15);
    assert_near(clock->last_ten[1], 0.9, 1e-15);
    ent_clock_free(clock);
    maker_free(make);
}

/* At most half of the rounds fewer; one round has no shorter horizon. */
static void a_horizon_is_never_compared_with_none(void **state) {
    (void)state;
    for (uint32_t rounds = 1; rounds <= 25; rounds++) {
        maker *make = pie(rounds, 1);
        ent_clock *clock = solved(make, NULL);
        assert_int_equal(clock->rounds_fewer, rounds < 20 ? rounds / 2 : 10);
        /* nobody is in a hurry: the last to propose takes all, and an odd number fewer swaps them
         */
        if (rounds == 1)
            assert_null(clock->last_ten);
        else
            assert_near(clock->last_ten[0], 1, 1e-15);
        ent_clock_free(clock);
        maker_free(make);
    }
}

static void the_last_ten_rounds_fade_with_the_horizon(void **state) {
    (void)state;
    double before = 1;
    for (uint32_t rounds = 20; rounds <= 160; rounds *= 2) {
        maker *make = pie(rounds, 0.9);
        ent_clock *clock = solved(make, NULL);
        assert_true(clock->last_ten[0] < before);
        before = clock->last_ten[0];
        ent_clock_free(clock);
        maker_free(make);
    }
    assert_true(before < 1e-6);
}

static void an_event_comes_before_agreement_with_its_hazard(void **state) {
    (void)state;
    maker *make = stuck(20);
    const uint32_t third = maker_factor(make, 3);
    maker_move(make, third, 0, 1, 0.1);
    maker_move(make, third, 1, 2, 0.25);
    ent_clock *clock = solved(make, NULL);
    assert_int_equal(clock->events_count, 2);
    assert_near(clock->events[0].chance, 1 - pow(0.9, 20), 1e-14);
    assert_near(clock->events[0].alone, 1 - pow(0.9, 20), 1e-14);
    double both = 0; /* the first falls in move s = 1..20, the second in one of the 20 - s after */
    for (int s = 1; s <= 20; s++)
        both += 0.1 * pow(0.9, s - 1) * (1 - pow(0.75, 20 - s));
    assert_near(clock->events[1].chance, both, 1e-14);
    assert_near(clock->agreement_by_round[19], 0, 0);
    assert_true(isnan(clock->expected_round));
    assert_null(clock->best_now);
    ent_clock_free(clock);
    maker_free(make);
}

static void an_agreement_comes_before_the_event(void **state) {
    (void)state;
    maker *make = pie(20, 0.9);
    maker_move(make, maker_factor(make, 2), 0, 1, 0.1);
    ent_clock *clock = solved(make, NULL);
    assert_near(clock->events[0].chance, 0, 0);
    assert_near(clock->events[0].alone, 1 - pow(0.9, 20), 1e-14);
    ent_clock_free(clock);
    maker_free(make);
}

static void walk_aways_drift_with_the_world(void **state) {
    (void)state;
    maker *make = stuck(10);
    const uint32_t front = maker_factor(make, 2);
    maker_rising(maker_move(make, front, 0, 1, 0.1), 0.05);
    maker_shift(make, maker_effect(make, front, 1), 0, -0.25);
    ent_clock *clock = solved(make, NULL);
    double still = 1;
    for (int t = 0; t <= 10; t++) {
        assert_near(clock->walk_away_by_round[2 * t], 0.5 - 0.25 * (1 - still), 1e-14);
        assert_near(clock->walk_away_by_round[2 * t + 1], 0.5, 1e-14);
        still *= 1 - (0.1 + 0.05 * t);
    }
    assert_near(clock->value[1], 0.5, 1e-14);
    ent_clock_free(clock);
    maker_free(make);
}

static void the_best_deal_today_prices_delay(void **state) {
    (void)state;
    const double mine[3] = {0.9, 0.7, 0.1};
    const double yours[3] = {0.1, 0.6, 0.8};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 3);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, 0.5, 0.25);
    maker_side(make, 1, 0.5, 0.25);
    maker_time(make, 3, ENT_PROPOSER_ALTERNATE);
    ent_clock *clock = solved(make, NULL);
    assert_near(clock->best_now[0], 0.7, 0);
    assert_near(clock->best_now[1], 0.6, 0);
    assert_near(clock->delay_cost[0], 0.7 - clock->value[0], 1e-15);
    ent_clock_free(clock);
    maker_free(make);
}

/* Two shares, two rounds, K = 2: the tie rule decides (research notes, trap 2). */
static void ties_are_shown_both_ways(void **state) {
    (void)state;
    const double mine[3] = {0, 0.5, 1};
    const double yours[3] = {1, 0.5, 0};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 3);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, 0.9, 0);
    maker_side(make, 1, 0.9, 0);
    maker_time(make, 2, ENT_PROPOSER_ALTERNATE);
    ent_clock *clock = solved(make, NULL);
    /* the second side would take all in the last round; the first, indifferent, agrees at once */
    assert_near(clock->value[0], 0, 0);
    assert_near(clock->value[1], 1, 0);
    assert_near(clock->value_refusing[0], 0.5, 0);
    assert_near(clock->value_refusing[1], 0.5, 0);
    ent_clock_free(clock);
    maker_free(make);
}

/* --- who is seen to say no ------------------------------------------------------------------- */

/* The first side cannot give the second what it waits for. It may pass, or offer the second its
 * walk-away and be refused: then the second is blamed, and what it waits for becomes less likely
 * while the first side's position improves. */
static maker *diplomacy(double walk_away_of_second) {
    const double mine[2] = {0.6, 0.3};
    const double yours[2] = {0.2, 0.5};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 2);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, 0.5, 0.4);
    maker_side(make, 1, 0.5, walk_away_of_second);
    make->chances[0].number = number(1);
    make->chances[1].number = number(0);
    maker_time(make, 1, ENT_PROPOSER_CHANCES);
    const uint32_t third = maker_factor(make, 3);
    /* by itself the world turns to the second side's favour; blamed, to the first side's */
    maker_move(make, third, 0, 1, 0.5);
    maker_blame(make, maker_move(make, third, 0, 2, 0), 1, 0.25);
    maker_shift(make, maker_effect(make, third, 1), 1, 1);
    maker_shift(make, maker_effect(make, third, 2), 0, 0.4);
    return make;
}

static void an_offer_is_made_to_be_refused(void **state) {
    (void)state;
    maker *make = diplomacy(0.1875);
    ent_clock *clock = solved(make, NULL);
    const ent_clock_state *first = state_at(clock, 0, 0);
    assert_int_equal(first->act, ENT_CLOCK_REFUSED);
    assert_int_equal(first->blamed, 1u << 1);
    /* the earliest package that is worth the second side's walk-away */
    assert_int_equal(first->parts_count, 1);
    assert_int_equal(first->parts[0].package[0], 0);
    assert_near(first->value[0], 0.5 * 0.4 + 0.5 * (0.4 + 0.25 * 0.4), 1e-15);
    assert_near(first->value[1], 0.5 * 0.1875 + 0.5 * (0.1875 + 0.5), 1e-15);
    ent_clock_free(clock);
    maker_free(make);
}

/* The only package that ends the contest is today's, and today is no agreement where there are
 * interim ones: with blame as without, nothing can be offered. */
static void the_status_quo_is_no_offer_where_there_are_interim_agreements(void **state) {
    (void)state;
    for (int blame = 0; blame < 2; blame++) {
        const double best[2] = {1, 0};
        maker *make = maker_new(2);
        const uint32_t issue = maker_issue(make, 2);
        for (uint32_t p = 0; p < 2; p++) {
            maker_prefer(make, p, issue, 1, best);
            maker_side(make, p, 0.5, 0.25);
        }
        const uint32_t today = 0;
        const ent_term term = {issue, {1, &today}};
        make->model.has_settlement = true;
        make->model.settlement = (ent_pattern){.count = 1, .terms = &term};
        maker_time(make, 2, ENT_PROPOSER_ALTERNATE);
        ent_move *move = maker_move(make, maker_factor(make, 2), 0, 1, 0.5);
        if (blame)
            maker_blame(make, move, 1, 0.25);
        ent_clock *clock = solved(make, NULL);
        assert_non_null(clock);
        assert_near(clock->agreement_by_round[1], 0, 0);
        assert_near(clock->value[0], 0.25, 1e-15);
        ent_clock_free(clock);
        maker_free(make);
    }
}

static void without_a_fair_offer_the_proposer_passes_and_is_blamed(void **state) {
    (void)state;
    maker *make = diplomacy(0.625);
    ent_clock *clock = solved(make, NULL);
    const ent_clock_state *first = state_at(clock, 0, 0);
    assert_int_equal(first->act, ENT_CLOCK_PASSED);
    assert_int_equal(first->blamed, 1u << 0);
    assert_null(first->utility);
    assert_near(first->value[0], 0.4, 1e-15);
    ent_clock_free(clock);
    maker_free(make);
}

/* --- commitment ------------------------------------------------------------------------------ */

/* The second side is about to grow strong: what it will be worth tomorrow is more than the first
 * side can give today. Were the world to stay, they would agree. */
static maker *rising_side(double chance) {
    const double mine[2] = {0.8, 0.5};
    const double yours[2] = {0.3, 0.6};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 2);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, 0.75, 0.25);
    maker_side(make, 1, 0.75, 0.25);
    maker_time(make, 4, ENT_PROPOSER_ALTERNATE);
    const uint32_t front = maker_factor(make, 2);
    maker_move(make, front, 0, 1, chance);
    maker_shift(make, maker_effect(make, front, 1), 1, 0.7);
    return make;
}

static void a_shift_of_power_stops_an_agreement(void **state) {
    (void)state;
    maker *make = rising_side(1);
    ent_clock *clock = solved(make, NULL);
    assert_true(state_at(clock, 0, 0)->commitment);
    assert_true(state_at(clock, 0, 0)->one_step);
    assert_near(clock->agreement_by_round[3], 0, 0);
    ent_clock_free(clock);
    maker_free(make);
    make = rising_side(0);
    clock = solved(make, NULL);
    assert_false(state_at(clock, 0, 0)->commitment);
    assert_near(clock->agreement_by_round[0], 1, 0);
    ent_clock_free(clock);
    maker_free(make);
}

/* A steady drift: each step alone looks harmless, together they do not (research notes, D3.1). */
static void the_one_step_inequality_can_miss_a_drift(void **state) {
    (void)state;
    const double mine[2] = {0.8, 0.3};
    const double yours[2] = {0.4, 0.5};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 2);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, 0.9, 0.25);
    maker_side(make, 1, 0.9, 0.25);
    maker_time(make, 20, ENT_PROPOSER_ALTERNATE);
    const uint32_t front = maker_factor(make, 10);
    for (uint32_t level = 0; level < 10; level++) {
        if (level < 9)
            maker_move(make, front, level, level + 1, 1);
        maker_shift(make, maker_effect(make, front, level), 1, 0.1 * level);
    }
    ent_clock *clock = solved(make, NULL);
    assert_true(state_at(clock, 0, 0)->commitment);
    assert_false(state_at(clock, 0, 0)->one_step);
    ent_clock_free(clock);
    maker_free(make);
}

/* A surge that passes: tomorrow the first side is strong, but only for a round, which is worth less
 * to it than an agreement now. The inequality takes tomorrow's walk-away for one that stays. */
static void the_one_step_inequality_can_cry_wolf(void **state) {
    (void)state;
    const double half[1] = {0.5};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 1);
    for (uint32_t p = 0; p < 2; p++)
        maker_prefer(make, p, issue, 1, half);
    maker_side(make, 0, 0.95, 0.3);
    maker_side(make, 1, 0.95, 0.4);
    maker_time(make, 6, ENT_PROPOSER_ALTERNATE);
    const uint32_t front = maker_factor(make, 3);
    maker_move(make, front, 0, 1, 0.9);
    maker_move(make, front, 1, 2, 1);
    maker_shift(make, maker_effect(make, front, 1), 0, 0.4);
    ent_clock *clock = solved(make, NULL);
    assert_int_equal(state_at(clock, 0, 0)->act, ENT_CLOCK_AGREED);
    assert_false(state_at(clock, 0, 0)->commitment);
    assert_true(state_at(clock, 0, 0)->one_step);
    ent_clock_free(clock);
    maker_free(make);
}

/* --- what is refused ------------------------------------------------------------------------- */

static void a_hazard_above_one_is_refused_with_its_round(void **state) {
    (void)state;
    maker *make = stuck(20);
    const uint32_t front = maker_factor(make, 2);
    maker_rising(maker_move(make, front, 0, 1, 0.5), 0.125);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.world.factor-0.moves: the chance from 'level-0' to 'level-1' is 1.125 in "
                   "round 6 (chance + rising + blame); it must stay between 0 and 1");
}

static void a_falling_hazard_below_zero_is_refused(void **state) {
    (void)state;
    maker *make = stuck(20);
    const uint32_t front = maker_factor(make, 2);
    maker_rising(maker_move(make, front, 0, 1, 0.5), -0.25);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.world.factor-0.moves: the chance from 'level-0' to 'level-1' is -0.25 in "
                   "round 4 (chance + rising + blame); it must stay between 0 and 1");
}

static void blame_counts_towards_the_hazard(void **state) {
    (void)state;
    maker *make = stuck(2);
    const uint32_t front = maker_factor(make, 2);
    maker_blame(make, maker_move(make, front, 0, 1, 0.75), 1, 0.5);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.world.factor-0.moves: the chance from 'level-0' to 'level-1' is 1.25 in "
                   "round 1 (chance + rising + blame); it must stay between 0 and 1");
}

static void moves_that_sum_above_one_are_refused(void **state) {
    (void)state;
    maker *make = stuck(5);
    const uint32_t front = maker_factor(make, 3);
    maker_move(make, front, 0, 1, 0.5);
    maker_rising(maker_move(make, front, 0, 2, 0.25), 0.125);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.world.factor-0.moves: the chances of leaving 'level-0' sum to 1.125 in "
                   "round 4; they must not exceed 1");
}

static void too_many_world_states_are_refused(void **state) {
    (void)state;
    maker *make = stuck(5);
    for (size_t f = 0; f < 3; f++)
        maker_factor(make, 300);
    assert_refused(make, ENT_ERR_LIMIT,
                   "time.world: the factors multiply to more than 4194304 world states; fewer "
                   "levels or factors would do");
}

static void a_model_without_a_horizon_is_refused(void **state) {
    (void)state;
    assert_refused(stuck(0), ENT_ERR_MODEL,
                   "time.rounds: no number of rounds is given; say how long the talks can go on");
    maker *make = stuck(3);
    make->model.has_time = false;
    assert_refused(make, ENT_ERR_MODEL,
                   "time: the model has no 'time:' section; the clock needs 'rounds' at least");
}

static void effects_that_leave_the_range_are_refused(void **state) {
    (void)state;
    maker *make = stuck(3);
    const uint32_t front = maker_factor(make, 2);
    maker_change(make, maker_effect(make, front, 1), 0, 0, 0, -0.25);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.effects: the effects take the value of 'option-0' for 'party-0' on "
                   "'issue-0' to -0.25; it must stay between 0 and 1");
    make = stuck(3);
    maker_change(make, maker_effect(make, maker_factor(make, 2), 1), 0, 0, ENT_NONE, -1.5);
    assert_refused(make, ENT_ERR_MODEL,
                   "time.effects: the effects take the weight of 'the issue' for 'party-0' on "
                   "'issue-0' to -0.5; it must stay at 0 or above");
}

static void lotteries_for_three_need_a_pie(void **state) {
    (void)state;
    const double values[2] = {0.5, 0.25};
    maker *make = maker_new(3);
    const uint32_t issue = maker_issue(make, 2);
    for (uint32_t p = 0; p < 3; p++)
        maker_prefer(make, p, issue, 1, values);
    maker_time(make, 2, ENT_PROPOSER_ALTERNATE);
    make->model.time.offers = ENT_OFFERS_LOTTERIES;
    assert_refused(make, ENT_ERR_MODEL,
                   "time.offers: lotteries need two principals, or a pie (one efficient package "
                   "per principal, all else lost) and no 'when_rejected_by'; write 'offers: "
                   "packages'");
}

/* A walk-away and its change whose sum no double holds. */
static void numbers_that_overflow_are_refused(void **state) {
    (void)state;
    maker *make = stuck(3);
    const uint32_t front = maker_factor(make, 2);
    maker_move(make, front, 0, 1, 0.5);
    make->parties[1].walk_away.likely.value = 1e308;
    maker_shift(make, maker_effect(make, front, 1), 1, 1);
    make->effects[0].walk_away.at = copied(
        make, &(ent_party_number){1, {.likely = {.value = 1e308}}}, sizeof(ent_party_number));
    assert_refused(make, ENT_ERR_NUMERIC, "time: the value of 'party-1' is not finite");
}

/* Expectations over two factors, summed in another order, differ by far more than 1e-9. */
static void numbers_that_lose_too_much_are_refused(void **state) {
    (void)state;
    maker *make = stuck(30);
    for (uint32_t f = 0; f < 2; f++) {
        const uint32_t factor = maker_factor(make, 3);
        maker_move(make, factor, 0, 1, 0.3);
        maker_move(make, factor, 0, 2, 0.1);
        maker_move(make, factor, 1, 2, 0.7);
        for (uint32_t level = 0; level < 3; level++)
            maker_shift(make, maker_effect(make, factor, level), f, 1e9 * (level + 0.1));
    }
    ent_clock *clock = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_clock_solve(&make->model, NULL, &clock, diags), ENT_ERR_NUMERIC);
    assert_null(clock);
    assert_non_null(strstr(ent_diags_at(diags, 0)->message, "because it lost more than 1e-9"));
    ent_diags_free(diags);
    maker_free(make);
}

/* --- memory ---------------------------------------------------------------------------------- */

static void every_failing_allocation_is_a_status(void **state) {
    (void)state;
#ifdef ENT_FAULTS
    maker *make = diplomacy(0.1875);
    make->model.time.rounds = 3;
    for (long n = 0;; n++) {
        ent_clock *clock = NULL;
        ent_allocations_left = n;
        const ent_status status = ent_clock_solve(&make->model, NULL, &clock, NULL);
        const bool survived = ent_allocations_left >= 0;
        ent_allocations_left = -1;
        if (status == ENT_OK) {
            assert_true(survived);
            ent_clock_free(clock);
            break;
        }
        assert_int_equal(status, ENT_ERR_NOMEM);
        assert_null(clock);
    }
    maker_free(make);
#else
    skip();
#endif
}

static void every_failing_allocation_is_a_status_of_the_export(void **state) {
    (void)state;
#ifdef ENT_FAULTS
    maker *make = diplomacy(0.1875);
    make->model.time.rounds = 2;
    for (long n = 0;; n++) {
        char *text = NULL;
        ent_allocations_left = n;
        const ent_status status = ent_clock_export_efg(&make->model, NULL, &text, NULL);
        const bool survived = ent_allocations_left >= 0;
        ent_allocations_left = -1;
        if (status == ENT_OK) {
            assert_true(survived);
            free(text);
            break;
        }
        assert_int_equal(status, ENT_ERR_NOMEM);
        assert_null(text);
    }
    maker_free(make);
#else
    skip();
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_show_offer_and_reservation),
        cmocka_unit_test(a_round_costs_its_discount),
        cmocka_unit_test(a_horizon_is_never_compared_with_none),
        cmocka_unit_test(the_last_ten_rounds_fade_with_the_horizon),
        cmocka_unit_test(an_event_comes_before_agreement_with_its_hazard),
        cmocka_unit_test(an_agreement_comes_before_the_event),
        cmocka_unit_test(walk_aways_drift_with_the_world),
        cmocka_unit_test(the_best_deal_today_prices_delay),
        cmocka_unit_test(ties_are_shown_both_ways),
        cmocka_unit_test(an_offer_is_made_to_be_refused),
        cmocka_unit_test(the_status_quo_is_no_offer_where_there_are_interim_agreements),
        cmocka_unit_test(without_a_fair_offer_the_proposer_passes_and_is_blamed),
        cmocka_unit_test(a_shift_of_power_stops_an_agreement),
        cmocka_unit_test(the_one_step_inequality_can_miss_a_drift),
        cmocka_unit_test(the_one_step_inequality_can_cry_wolf),
        cmocka_unit_test(a_hazard_above_one_is_refused_with_its_round),
        cmocka_unit_test(a_falling_hazard_below_zero_is_refused),
        cmocka_unit_test(blame_counts_towards_the_hazard),
        cmocka_unit_test(moves_that_sum_above_one_are_refused),
        cmocka_unit_test(too_many_world_states_are_refused),
        cmocka_unit_test(a_model_without_a_horizon_is_refused),
        cmocka_unit_test(effects_that_leave_the_range_are_refused),
        cmocka_unit_test(lotteries_for_three_need_a_pie),
        cmocka_unit_test(numbers_that_overflow_are_refused),
        cmocka_unit_test(numbers_that_lose_too_much_are_refused),
        cmocka_unit_test(every_failing_allocation_is_a_status),
        cmocka_unit_test(every_failing_allocation_is_a_status_of_the_export),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
