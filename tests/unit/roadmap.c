/* Roadmaps by hand: what the definitions say, where they break, and what is refused. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "claims.h"
#include "roadmap_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static roadmap_model m;

static ent_roadmaps *assess(void) {
    ent_roadmaps *roadmaps = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_roadmaps_assess(&m.model, NULL, &roadmaps, diags);
    print_messages(diags);
    ent_diags_free(diags);
    assert_int_equal(status, ENT_OK);
    return roadmaps;
}

/*
 * Two sides of one issue each; a ceasefire that the first wants, prisoners that both want. Steps of
 * 10 and 20 days, rounds of 10 days, d = 0.9 and 0.8.
 */
static void start_two_steps(void) {
    start_model(&m, 2, 2, 2);
    m.value[0][0][1] = plain(1);
    m.value[1][0][0] = plain(1);
    m.value[0][1][1] = plain(0.5);
    m.value[1][1][1] = plain(0.8);
    m.party[0].walk_away = plain(0.4);
    m.party[1].walk_away = plain(0.3);
    m.discount[1].number = plain(0.8);
    add_roadmap(&m);
    add_step(&m, 0, 1, 10, true);
    add_step(&m, 1, 1, 20, false);
    put_in_peace(&m, 0, 1);
    put_in_peace(&m, 1, 1);
    end_in_peace(&m, 0.25);
}

static void slack_is_value_less_collapse(void **state) {
    (void)state;
    start_two_steps();
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
    /* u: party 0: 0 today, 0.5 with the ceasefire, 0.75 with both, 0.25 with prisoners alone;
     * party 1: 0.5, 0, 0.4, 0.9. */
    const double collapse_all[2] = {0.4 + 0.25, 0.3 + 0.4};
    const double deal[2] = {0.75, 0.4};
    double value[2];
    for (size_t p = 0; p < 2; p++) {
        value[p] = 0.25 * deal[p] + 0.75 * collapse_all[p];
        assert_near(walk->points[2].value[p], value[p], 1e-12);
        assert_near(walk->points[2].collapse[p], collapse_all[p], 1e-12);
    }
    value[0] = (1 - 0.81) * (0.4 + 0.75) + 0.81 * value[0];
    value[1] = (1 - 0.64) * (0.3 - 0.1) + 0.64 * value[1];
    assert_near(walk->points[1].value[0], value[0], 1e-12);
    assert_near(walk->points[1].value[1], value[1], 1e-12);
    assert_near(walk->points[1].slack[0], value[0] - 0.4, 1e-12);
    assert_near(walk->points[1].slack[1], value[1] - 0.3, 1e-12);
    value[0] = (1 - 0.9) * (0.4 + 0.5) + 0.9 * value[0];
    value[1] = (1 - 0.8) * (0.3 - 0.5) + 0.8 * value[1];
    assert_near(walk->points[0].value[0], value[0], 1e-12);
    assert_near(walk->points[0].value[1], value[1], 1e-12);
    assert_near(walk->points[0].day, 0, 1e-12);
    assert_near(walk->points[1].day, 10, 1e-12);
    assert_near(walk->points[2].day, 30, 1e-12);
    assert_int_equal(walk->points[2].step, ENT_NONE);
    ent_roadmaps_free(roadmaps);
}

static void the_first_break_and_its_guarantees_are_named(void **state) {
    (void)state;
    start_two_steps();
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
    /* The second side gains nothing by a deal at 0.4 when it keeps 0.7 by walking away. */
    assert_false(walk->holds);
    assert_int_equal(walk->breaks_for, 1);
    double most = 0;
    for (size_t k = 0; k < walk->points_count; k++) {
        assert_near(walk->points[k].guarantee[1], fmax(0, -walk->points[k].slack[1]), 1e-12);
        most = fmax(most, walk->points[k].guarantee[1]);
    }
    assert_near(walk->guarantee[1], most, 1e-12);
    assert_near(walk->guarantee_total, walk->guarantee[0] + walk->guarantee[1], 1e-12);
    assert_near(walk->smallest_slack, -most, 1e-12);
    /* Only if nobody believes in that deal: then both exchange prisoners for their own sake. */
    assert_near(walk->chance_low, 0, 1e-12);
    assert_near(walk->chance_high, 0, 1e-12);
    ent_roadmaps_free(roadmaps);
}

static void without_discount_only_the_end_counts(void **state) {
    (void)state;
    start_two_steps();
    m.model.has_time = false;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    assert_true(view->timeless);
    for (size_t k = 0; k < 3; k++)
        for (size_t p = 0; p < 2; p++)
            assert_near(view->proposed.points[k].value[p], view->proposed.points[2].value[p],
                        1e-12);
    ent_roadmaps_free(roadmaps);
}

static void without_an_end_the_steps_stay_in_force(void **state) {
    (void)state;
    start_two_steps();
    m.roadmap[0].has_end = false;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    assert_int_equal(view->end, ENT_END_STAYS);
    assert_near(view->proposed.points[2].value[0], 0.4 + 0.75, 1e-12);
    assert_near(view->proposed.points[2].value[1], 0.3 + 0.4 - 0.5, 1e-12);
    ent_roadmaps_free(roadmaps);
}

static void an_option_that_lasts_is_worth_more_in_the_roadmap_than_after_it(void **state) {
    (void)state;
    start_two_steps();
    m.option[0][1].lasts_days = 10;
    m.step[0][0].reversible = false;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
    /* kept after a collapse for one round only: 1 - 0.9 of its 0.5 */
    assert_near(walk->points[1].collapse[0], 0.4 + 0.1 * 0.5, 1e-12);
    assert_near(walk->points[0].value[0], (1 - 0.9) * (0.4 + 0.5) + 0.9 * walk->points[1].value[0],
                1e-12);
    ent_roadmaps_free(roadmaps);
}

static void who_controls_an_issue_can_be_tempted(void **state) {
    (void)state;
    start_two_steps();
    /* One step in which each side gives what the other wants: a costs 1 what it gives to 0. */
    m.roadmap[0].steps_count = 1;
    m.term[0][0][1] = term_of(&m, 1, 1);
    m.step[0][0].sets.count = 2;
    m.value[0][1][0] = plain(1); /* what the first gives costs it 0.5 */
    m.value[0][1][1] = plain(0);
    m.issue[0].controlled_by = 1;
    m.issue[1].controlled_by = 0;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
    /* Taking and not giving: 0.4 + 0.5 for 10 days, then nothing is kept: 0.1 x 0.5. */
    assert_near(walk->points[0].temptation[0], (1 - 0.9) * 0.5, 1e-12);
    assert_near(walk->points[0].temptation[1], (1 - 0.8) * 0.4, 1e-12);
    assert_near(walk->points[1].temptation[0], 0, 1e-12);
    assert_near(walk->points[0].slack[0],
                walk->points[0].value[0] - walk->points[0].collapse[0] - 0.05, 1e-12);
    ent_roadmaps_free(roadmaps);
    m.issue[1].controlled_by = ENT_NONE; /* whose part it is cannot be said: nobody is tempted */
    m.issue[0].controlled_by = ENT_NONE;
    roadmaps = assess();
    assert_near(roadmaps->roadmaps[0].proposed.points[0].temptation[0], 0, 1e-12);
    ent_roadmaps_free(roadmaps);
}

static void a_step_in_halves_is_half_way_in_between(void **state) {
    (void)state;
    start_two_steps();
    m.roadmap[0].steps_count = 1;
    m.step[0][0].reversible = false;
    m.package[0].sets.count = 1;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    /* party 1: levels 0.3 before, -0.2 after, kept; the deal is worth 0. */
    const double c = sqrt(0.8);
    const double end = 0.25 * 0 + 0.75 * -0.2;
    const double middle = (1 - c) * -0.2 + c * end;
    const double start = (1 - c) * 0.05 + c * middle;
    const double smallest = fmin(fmin(end - -0.2, middle - 0.05), start - 0.3);
    bool seen = false;
    for (size_t i = 0; i < view->changes_count; i++)
        if (view->changes[i].kind == ENT_CHANGE_SPLIT) {
            seen = true;
            assert_near(view->changes[i].smallest_slack, smallest, 1e-12);
        }
    assert_true(seen);
    ent_roadmaps_free(roadmaps);
}

static void steps_done_together_hold_where_no_order_does(void **state) {
    (void)state;
    /* Each side gives something for good; together both gain. Whoever goes first can be left. */
    start_model(&m, 2, 2, 2);
    m.value[0][0][0] = plain(0.4);
    m.value[1][0][1] = plain(1);
    m.value[0][1][1] = plain(1);
    m.value[1][1][0] = plain(0.4);
    add_roadmap(&m);
    add_step(&m, 0, 1, 10, false);
    add_step(&m, 1, 1, 20, false);
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
    assert_string_equal(orders->count.low, "2");
    assert_string_equal(orders->holding.low, "0");
    assert_true(orders->best.smallest_slack < 0);
    assert_true(orders->shortest.exists && orders->shortest.exact);
    assert_int_equal(orders->shortest.groups_count, 1);
    assert_near(orders->shortest.days, 20, 1e-12);
    ent_roadmaps_free(roadmaps);
}

static void red_lines_on_the_way_are_named(void **state) {
    (void)state;
    start_two_steps();
    m.roadmap[0].has_end = false;
    m.red_line_term[1][0][0] = term_of(&m, 0, 1);
    m.red_line[1][0] = (ent_pattern){.count = 1, .terms = m.red_line_term[1][0]};
    m.party[1].red_lines_count = 1;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
    assert_int_equal(walk->points[0].crosses_party, 1);
    assert_int_equal(walk->points[0].crosses_red_line, 0);
    assert_int_equal(walk->points[2].crosses_party, ENT_NONE);
    ent_roadmaps_free(roadmaps);
}

static void the_later_step_of_the_file_counts_in_every_order(void **state) {
    (void)state;
    start_model(&m, 2, 1, 3);
    m.value[0][0][1] = plain(0.3);
    m.value[0][0][2] = plain(0.9);
    add_roadmap(&m);
    add_step(&m, 0, 1, 10, true);
    add_step(&m, 0, 2, 10, true);
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
    assert_int_equal(orders->best.order[0], 0); /* 0 in party 1 either way: the first of equals */
    for (size_t i = 0; i < roadmaps->roadmaps[0].changes_count; i++)
        if (roadmaps->roadmaps[0].changes[i].kind == ENT_CHANGE_SWAP)
            assert_true(roadmaps->roadmaps[0].changes[i].holds);
    ent_roadmaps_free(roadmaps);
}

/* ---- published cases ---- */

/*
 * G2: N steps in turn, the mover pays c and the other gets b, penalty L, prize R at the end. Every
 * step moves one issue on to an option of its own, worth the payoff of its period as a level; all
 * is scaled to fit into [0, 1]. The prize is a deal at chance 1; the published one is paid with the
 * last step (d^(N-k), k = 1..N), ours after it, so ours is larger by 1/d.
 */
typedef struct finite {
    size_t steps;
    double cost;
    double benefit;
    double discount;
    double penalty;
    double prize;
    bool completes;
    uint32_t first; /* step reneged on first, from 1; 0: none */
} finite;

static const double BASE = 0.5;
static const double SCALE = 0.05;

static void make_exchange(size_t steps, double discount) {
    start_model(&m, 2, 1, steps + 2);
    for (size_t p = 0; p < 2; p++) {
        m.discount[p].number = plain(discount);
        m.value[p][0][0] = plain(BASE);
        m.party[p].walk_away = plain(BASE);
    }
    add_roadmap(&m);
    for (uint32_t k = 0; k < steps; k++)
        add_step(&m, 0, k + 1, 10, true);
    put_in_peace(&m, 0, (uint32_t)steps + 1);
    end_in_peace(&m, 1);
}

static void set_payoff(size_t step, size_t p, double payoff, double discount) {
    m.value[p][0][step + 1] = plain(BASE + SCALE * payoff / (1 - discount));
}

static void finite_roadmaps_complete_as_published(void **state) {
    (void)state;
    static const finite ROWS[] = {
        {6, 0.1, 0.25, 0.9, 0, 0, false, 1},        {6, 0.1, 0.25, 0.9, 0.1, 0, true, 0},
        {6, 0.1, 0.25, 0.9, 0, 0.1, true, 0},       {6, 0.3, 0.25, 0.9, 0.1, 0.5, true, 0},
        {10, 0.2, 0.25, 0.95, 0.05, 0.1, false, 1},
    };
    for (size_t r = 0; r < sizeof ROWS / sizeof *ROWS; r++) {
        const finite *row = &ROWS[r];
        make_exchange(row->steps, row->discount);
        for (size_t k = 0; k < row->steps; k++) {
            set_payoff(k, k % 2, -row->cost, row->discount);
            set_payoff(k, 1 - k % 2, row->benefit, row->discount);
        }
        for (size_t p = 0; p < 2; p++)
            m.value[p][0][row->steps + 1] = plain(BASE + SCALE * row->prize / row->discount);
        ent_roadmaps *roadmaps = assess();
        const ent_roadmap_walk *walk = &roadmaps->roadmaps[0].proposed;
        const double needed = fmax(walk->guarantee[0], walk->guarantee[1]);
        assert_int_equal(needed <= SCALE * row->penalty + 1e-12, row->completes);
        if (!(row->penalty > 0)) /* where there is one, looking ahead would need it too */
            assert_int_equal(walk->stops_at, row->first ? row->first - 1 : ENT_NONE);
        ent_roadmaps_free(roadmaps);
    }
}

/*
 * G1: step k hands over rho^k at a cost of kappa per unit to the mover; the series goes on for
 * ever, so the deal at the end is worth what the rest of it pays. Credible iff rho >= kappa / d.
 */
static double smallest_slack_of_decay(double kappa, double discount, double rho) {
    const size_t steps = 8;
    make_exchange(steps, discount);
    for (size_t k = 0; k < steps; k++) {
        set_payoff(k, k % 2, -kappa * pow(rho, (double)k), discount);
        set_payoff(k, 1 - k % 2, pow(rho, (double)k), discount);
    }
    const double pair = 1 / (1 - discount * discount * rho * rho);
    const double size = pow(rho, (double)steps);
    const double mover = size * (-kappa + discount * rho) * pair;
    const double other = size * (1 - kappa * discount * rho) * pair;
    m.value[0][0][steps + 1] = plain(BASE + SCALE * mover); /* an even number: the first moves */
    m.value[1][0][steps + 1] = plain(BASE + SCALE * other);
    ent_roadmaps *roadmaps = assess();
    const double slack = roadmaps->roadmaps[0].proposed.smallest_slack;
    ent_roadmaps_free(roadmaps);
    return slack;
}

static void steps_may_shrink_no_faster_than_published(void **state) {
    (void)state;
    static const double ROWS[][2] = {{0.5, 0.9}, {0.8, 0.95}, {0.3, 0.9}};
    for (size_t r = 0; r < 3; r++) {
        const double kappa = ROWS[r][0];
        const double discount = ROWS[r][1];
        assert_true(smallest_slack_of_decay(kappa, discount, kappa / discount + 1e-4) >= 0);
        assert_true(smallest_slack_of_decay(kappa, discount, kappa / discount - 1e-4) < 0);
    }
}

/* ---- sizes ---- */

static void the_number_of_orders_is_exact_beyond_64_bits(void **state) {
    (void)state;
    start_model(&m, 2, 24, 2);
    add_roadmap(&m);
    for (uint32_t s = 0; s < 24; s++)
        add_step(&m, s, 1, 1, true);
    for (uint32_t s = 1; s < 24; s++)
        add_after(&m, s, 0);
    for (uint32_t s = 14; s < 24; s++)
        add_after(&m, s, s - 1);
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
    /* The first first; then 12 free steps among a chain of 11: 23! / 11!. */
    assert_string_equal(orders->count.low, "647647525324800");
    assert_string_equal(orders->holding.low, orders->count.low);
    assert_int_equal(orders->sets_count, 1 + 4096 * 12);
    ent_roadmaps_free(roadmaps);
}

static void all_that_nobody_minds_holds_in_every_order(void **state) {
    (void)state;
    start_model(&m, 2, 20, 2);
    add_roadmap(&m);
    for (uint32_t s = 0; s < 20; s++)
        add_step(&m, s, 1, 1 + s, s % 2);
    for (uint32_t s = 4; s < 20; s++)
        add_after(&m, s, s - 4);
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
    assert_string_equal(orders->count.low, "11732745024"); /* 20! / 5!^4 */
    assert_string_equal(orders->holding.low, "11732745024");
    assert_true(orders->best_exact);
    for (uint32_t s = 0; s < 20; s++)
        assert_int_equal(orders->best.order[s], s);
    ent_roadmaps_free(roadmaps);
}

/* ---- bad input ---- */

static void assert_message(ent_status status, const char *message) {
    ent_roadmaps *roadmaps = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_roadmaps_assess(&m.model, NULL, &roadmaps, diags), status);
    assert_null(roadmaps);
    char text[600];
    assert_true(ent_diags_count(diags) >= 1);
    ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    assert_string_equal(text, message);
    ent_diags_free(diags);
}

static void mistakes_are_named_with_their_place(void **state) {
    (void)state;
    start_two_steps();
    m.roadmap[0].steps_count = 0;
    assert_message(ENT_ERR_MODEL, "talks.yaml:50:3: roadmaps.plan.steps: a roadmap has no steps; "
                                  "list at least one");
    start_two_steps();
    add_after(&m, 0, 1);
    assert_message(ENT_ERR_MODEL,
                   "talks.yaml:51:9: roadmaps.plan.steps.0.after: 'a' is listed before 'b', which "
                   "it must come after; list the steps in the order proposed");
    start_two_steps();
    add_after(&m, 1, 1);
    assert_message(ENT_ERR_MODEL, "talks.yaml:52:9: roadmaps.plan.steps.1.after: 'b' cannot come "
                                  "after itself");
    start_two_steps();
    m.step[0][1].lasts_days = 0;
    assert_message(ENT_ERR_MODEL, "talks.yaml:52:9: roadmaps.plan.steps.1.lasts: a step must last "
                                  "longer than 0 days");
    start_two_steps();
    m.term[0][1][0].issue = 7;
    assert_message(ENT_ERR_MODEL, "talks.yaml:52:9: roadmaps.plan.steps.1.sets: a step sets "
                                  "declared issues to one option each");
    start_two_steps();
    m.model.time.round_every_days = 0;
    assert_message(ENT_ERR_MODEL,
                   "talks.yaml:90:3: time.round_every: discounts are per round, and the steps of a "
                   "roadmap last days; say how long a round is, such as '14 days'");
}

static void a_step_that_breaks_a_rule_cannot_be_done(void **state) {
    (void)state;
    start_two_steps();
    m.package[0].sets.count = 0;
    m.rule_term[0][0] = term_of(&m, 0, 1);
    m.rule_term[0][1] = term_of(&m, 1, 1);
    m.rule[0] = (ent_rule){.when = {.count = 1, .terms = &m.rule_term[0][0]},
                           .then = {.count = 1, .terms = &m.rule_term[0][1]},
                           .place = {0, 20, 5}};
    m.model.rules_count = 1;
    m.value[0][0][0] = plain(1);
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    assert_false(view->proposed.holds);
    assert_int_equal(view->proposed.impossible_at, 0);
    assert_int_equal(view->proposed.breaks_at, 0);
    assert_int_equal(view->proposed.breaks_for, ENT_NONE);
    assert_int_equal(view->proposed.stops_at, 0);
    assert_int_equal(view->proposed.points[0].breaks_rule, 0);
    assert_int_equal(view->proposed.points[1].breaks_rule, ENT_NONE);
    for (size_t k = 0; k < 3; k++)
        for (size_t p = 0; p < 2; p++)
            assert_near(view->proposed.points[k].slack[p], 0, 0);
    /* Nothing but the other order helps, and it is the only one that counts. */
    assert_int_equal(view->changes_count, 1);
    assert_int_equal(view->changes[0].kind, ENT_CHANGE_SWAP);
    assert_string_equal(view->orders.possible.low, "1");
    assert_true(view->orders.has_best);
    assert_int_equal(view->orders.best.order[0], 1);
    assert_near(view->orders.best.smallest_slack, view->changes[0].smallest_slack, 1e-12);
    ent_roadmaps_free(roadmaps);
    /* The other way round is fine; and then the count of orders knows the rule. */
    const ent_step swapped = m.step[0][0];
    m.step[0][0] = m.step[0][1];
    m.step[0][1] = swapped;
    roadmaps = assess();
    assert_int_equal(roadmaps->roadmaps[0].proposed.impossible_at, ENT_NONE);
    assert_string_equal(roadmaps->roadmaps[0].orders.count.low, "2");
    assert_string_equal(roadmaps->roadmaps[0].orders.possible.low, "1");
    ent_roadmaps_free(roadmaps);
}

static void where_every_order_breaks_a_rule_none_is_best(void **state) {
    (void)state;
    start_two_steps();
    m.rule_term[0][0] = term_of(&m, 0, 1);
    m.rule[0] = (ent_rule){.when = {.count = 1, .terms = m.rule_term[0]}};
    m.model.rules_count = 1;
    m.roadmap[0].has_end = false;
    ent_roadmaps *roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    assert_true(view->has_orders);
    assert_false(view->orders.has_best);
    assert_string_equal(view->orders.count.low, "2");
    assert_string_equal(view->orders.possible.low, "0");
    assert_string_equal(view->orders.holding.low, "0");
    assert_false(view->orders.shortest.exists);
    assert_int_equal(view->changes_count, 0);
    ent_roadmaps_free(roadmaps);
}

/* The deal is worth a collapse, the view says why, and its slack of 0 caps nothing. */
static void an_end_that_nobody_can_sign_is_a_collapse(void **state) {
    (void)state;
    start_two_steps();
    m.rule_term[0][0] = term_of(&m, 0, 1);
    m.rule_term[0][1] = term_of(&m, 1, 1);
    m.rule[0] = (ent_rule){.when = {.count = 2, .terms = m.rule_term[0]}};
    m.model.rules_count = 1;
    m.step[0][1].sets = m.step[0][0].sets; /* so that no step breaks it */
    ent_roadmaps *roadmaps = assess();
    assert_int_equal(roadmaps->roadmaps[0].end, ENT_END_RULE);
    assert_int_equal(roadmaps->roadmaps[0].end_rule, 0);
    assert_null(roadmaps->roadmaps[0].end_package);
    ent_roadmaps_free(roadmaps);
    start_two_steps();
    m.red_line_term[1][0][0] = term_of(&m, 0, 1);
    m.red_line[1][0] = (ent_pattern){.count = 1, .terms = m.red_line_term[1][0]};
    m.party[1].red_lines_count = 1;
    roadmaps = assess();
    const ent_roadmap_view *view = &roadmaps->roadmaps[0];
    assert_int_equal(view->end, ENT_END_RED_LINE);
    assert_int_equal(view->end_party, 1);
    assert_int_equal(view->end_red_line, 0);
    for (size_t p = 0; p < 2; p++)
        assert_near(view->proposed.points[2].value[p], view->proposed.points[2].collapse[p], 0);
    double smallest = INFINITY;
    for (size_t k = 0; k < 2; k++)
        for (size_t p = 0; p < 2; p++)
            smallest = fmin(smallest, view->proposed.points[k].slack[p]);
    assert_near(view->proposed.smallest_slack, smallest, 0);
    assert_true(isnan(view->proposed.chance_low));
    ent_roadmaps_free(roadmaps);
}

/* It is worth what it is worth, and the roadmap breaks at the end. */
static void a_deal_that_nobody_likes_breaks_at_the_end(void **state) {
    (void)state;
    start_two_steps();
    m.party[0].walk_away = m.party[1].walk_away = plain(0.9);
    ent_roadmaps *roadmaps = assess();
    assert_int_equal(roadmaps->roadmaps[0].end, ENT_END_DEAL);
    assert_false(roadmaps->roadmaps[0].proposed.holds);
    ent_roadmaps_free(roadmaps);
}

static void all_mistakes_are_reported_in_one_run(void **state) {
    (void)state;
    start_two_steps();
    m.step[0][0].lasts_days = -1;
    m.step[0][1].lasts_days = 0;
    add_roadmap(&m);
    ent_roadmaps *roadmaps = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_roadmaps_assess(&m.model, NULL, &roadmaps, diags), ENT_ERR_MODEL);
    assert_int_equal(ent_diags_count(diags), 3);
    ent_diags_free(diags);
}

static void what_is_too_large_to_search_is_walked_all_the_same(void **state) {
    (void)state;
    start_two_steps();
    const ent_roadmap_options options = {.bytes_limit = 100};
    ent_roadmaps *roadmaps = NULL;
    assert_int_equal(ent_roadmaps_assess(&m.model, &options, &roadmaps, NULL), ENT_OK);
    assert_false(roadmaps->roadmaps[0].has_orders);
    assert_true(roadmaps->roadmaps[0].changes_count > 0);
    ent_roadmaps_free(roadmaps);
    start_model(&m, 2, 1, 2);
    add_roadmap(&m);
    for (size_t s = 0; s < 25; s++)
        add_step(&m, 0, 1, 1, true);
    roadmaps = assess();
    assert_int_equal(roadmaps->roadmaps[0].proposed.points_count, 26);
    assert_false(roadmaps->roadmaps[0].has_orders);
    ent_roadmaps_free(roadmaps);
}

static void no_roadmap_is_an_answer(void **state) {
    (void)state;
    start_model(&m, 2, 1, 2);
    ent_roadmaps *roadmaps = assess();
    assert_int_equal(roadmaps->roadmaps_count, 0);
    ent_roadmaps_free(roadmaps);
    ent_roadmaps_free(NULL);
}

/* ---- faults ---- */

static void every_failed_allocation_is_a_status(void **state) {
    (void)state;
#ifdef ENT_FAULTS
    start_two_steps();
    add_step(&m, 0, 0, 5, true);
    for (long n = 0;; n++) {
        ent_roadmaps *roadmaps = NULL;
        ent_allocations_left = n;
        const ent_status status = ent_roadmaps_assess(&m.model, NULL, &roadmaps, NULL);
        const bool failed = ent_allocations_left < 0;
        ent_allocations_left = -1;
        if (status == ENT_OK) {
            assert_false(failed);
            ent_roadmaps_free(roadmaps);
            assert_true(n > 20);
            return;
        }
        assert_int_equal(status, ENT_ERR_NOMEM);
        assert_null(roadmaps);
    }
#else
    skip();
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slack_is_value_less_collapse),
        cmocka_unit_test(the_first_break_and_its_guarantees_are_named),
        cmocka_unit_test(without_discount_only_the_end_counts),
        cmocka_unit_test(without_an_end_the_steps_stay_in_force),
        cmocka_unit_test(an_option_that_lasts_is_worth_more_in_the_roadmap_than_after_it),
        cmocka_unit_test(who_controls_an_issue_can_be_tempted),
        cmocka_unit_test(a_step_in_halves_is_half_way_in_between),
        cmocka_unit_test(steps_done_together_hold_where_no_order_does),
        cmocka_unit_test(red_lines_on_the_way_are_named),
        cmocka_unit_test(the_later_step_of_the_file_counts_in_every_order),
        cmocka_unit_test(finite_roadmaps_complete_as_published),
        cmocka_unit_test(steps_may_shrink_no_faster_than_published),
        cmocka_unit_test(the_number_of_orders_is_exact_beyond_64_bits),
        cmocka_unit_test(all_that_nobody_minds_holds_in_every_order),
        cmocka_unit_test(mistakes_are_named_with_their_place),
        cmocka_unit_test(a_step_that_breaks_a_rule_cannot_be_done),
        cmocka_unit_test(where_every_order_breaks_a_rule_none_is_best),
        cmocka_unit_test(an_end_that_nobody_can_sign_is_a_collapse),
        cmocka_unit_test(a_deal_that_nobody_likes_breaks_at_the_end),
        cmocka_unit_test(all_mistakes_are_reported_in_one_run),
        cmocka_unit_test(what_is_too_large_to_search_is_walked_all_the_same),
        cmocka_unit_test(no_roadmap_is_an_answer),
        cmocka_unit_test(every_failed_allocation_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
