/* Closed forms of bargaining theory against the clock: a divisible pie is an issue with one option
 * per party, offered in lotteries; an infinite horizon is one so long that the rest is below 1e-10.
 *
 * The published values at the top stand for themselves; the table of research data is read where it
 * lies beside the project, and there every row is either tested or refused with its reason. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/clock_model.h"
#include "unit/clock_table.h"

static const ent_clock_options values_only = {.values_only = true};

/* Rounds after which d^rounds is nothing. */
static uint32_t long_enough(double d) {
    return (uint32_t)fmin(ceil(log(1e-12) / log(d)) + 2, ENT_CLOCK_ROUNDS_MAX);
}

/* The first value of one party; the maker is used up. */
static double first_value(maker *make, uint32_t party) {
    ent_clock *clock = solved(make, &values_only);
    assert_non_null(clock);
    const double value = clock->value[party];
    ent_clock_free(clock);
    maker_free(make);
    return value;
}

static maker *pie_for_two(double d1, double d2, uint32_t rounds, uint32_t first) {
    maker *make = maker_new(2);
    maker_pie(make, 1);
    maker_side(make, 0, d1, 0);
    maker_side(make, 1, d2, 0);
    maker_time(make, rounds, ENT_PROPOSER_ALTERNATE);
    make->model.time.proposer_first = first;
    return make;
}

/* --- the models behind the formulas ---------------------------------------------------------- */

static double rubinstein(double d1, double d2, uint32_t first, uint32_t party) {
    return first_value(pie_for_two(d1, d2, long_enough(sqrt(d1 * d2)), first), party);
}

static double stahl(uint32_t rounds, double d1, double d2) {
    return first_value(pie_for_two(d1, d2, rounds, 0), 0);
}

/* With chance p a round the talks break down for good and pay b at once: there the pie is gone and
 * the walk-away, paid from the next round on, is b / d. */
static double breakdown(double p, double b1, double b2, double d1, double d2, uint32_t first) {
    const uint32_t rounds = long_enough((1 - p) * fmax(d1, d2));
    maker *make = pie_for_two(d1, d2, rounds, first);
    const uint32_t talks = maker_factor(make, 2);
    maker_move(make, talks, 0, 1, p);
    ent_effect *broken = maker_effect(make, talks, 1);
    maker_scale_pie(make, broken, 0, -1);
    maker_shift(make, broken, 0, b1 / d1);
    maker_shift(make, broken, 1, b2 / d2);
    return first_value(make, first);
}

static double inside_options(double d1, double d2, double g1, double g2) {
    maker *make = pie_for_two(d1, d2, long_enough(sqrt(d1 * d2)), 0);
    maker_side(make, 0, d1, g1);
    maker_side(make, 1, d2, g2);
    return first_value(make, 0);
}

/* The pie shrinks (or grows) to pi once a third party's patience runs out. Pies above 1 are
 * measured in units of 2. */
static double patience(double d, double h, double pi) {
    maker *make = maker_new(2);
    const uint32_t pie = maker_pie(make, 0.5);
    maker_side(make, 0, d, 0);
    maker_side(make, 1, d, 0);
    maker_time(make, long_enough(d), ENT_PROPOSER_ALTERNATE);
    const uint32_t third = maker_factor(make, 2);
    maker_move(make, third, 0, 1, h);
    maker_scale_pie(make, maker_effect(make, third, 1), pie, (pi - 1) / 2);
    return 2 * first_value(make, 0);
}

/* Curved utilities x^a and (1-x)^b: a fine mesh of packages around the solution, whose hull is
 * the frontier to within its curvature. */
static double curved(double d, double a, double b) {
    const double x1 = (1 - pow(d, 1 / b)) / (1 - pow(d, 1 / a + 1 / b));
    const double x2 = 1 - (1 - pow(d, 1 / a)) / (1 - pow(d, 1 / a + 1 / b));
    const double from = fmax(x2 - (x1 - x2), 0);
    const double to = fmin(x1 + (x1 - x2), 1);
    double mine[1000];
    double yours[1000];
    for (size_t k = 0; k < 1000; k++) {
        const double x = k == 0 ? 0 : k == 999 ? 1 : from + (to - from) * (double)(k - 1) / 997;
        mine[k] = pow(x, a);
        yours[k] = pow(1 - x, b);
    }
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 1000);
    maker_prefer(make, 0, issue, 1, mine);
    maker_prefer(make, 1, issue, 1, yours);
    maker_side(make, 0, d, 0);
    maker_side(make, 1, d, 0);
    maker_time(make, long_enough(d), ENT_PROPOSER_ALTERNATE);
    make->model.time.offers = ENT_OFFERS_LOTTERIES;
    return pow(first_value(make, 0), 1 / a);
}

static maker *random_proposers(size_t n, const double *chance, const double *d, const double *g) {
    double most = 0;
    maker *make = maker_new(n);
    maker_pie(make, 1);
    for (uint32_t p = 0; p < n; p++) {
        maker_side(make, p, d[p], g[p]);
        make->chances[p].number = number(chance[p]);
        most = fmax(most, d[p]);
    }
    maker_time(make, long_enough(most), ENT_PROPOSER_CHANCES);
    return make;
}

/* What the proposer of the first round keeps: a horizon short enough to list its states. */
static double proposer_share(maker *make, uint32_t proposer) {
    ent_clock *clock = solved(make, NULL);
    assert_non_null(clock);
    double share = NAN;
    for (size_t s = 0; s < clock->states_count; s++)
        if (clock->states[s].round == 0 && clock->states[s].proposer == proposer)
            share = clock->states[s].utility[proposer];
    ent_clock_free(clock);
    maker_free(make);
    return share;
}

/* A cake of two sizes; total value and expected round of agreement. */
static double stochastic_cake(double low, double high, double q, double d, double *delay) {
    maker *make = maker_new(2);
    const double scale = 1 / (2 * high);
    const uint32_t pie = maker_pie(make, low * scale);
    maker_side(make, 0, d, 0);
    maker_side(make, 1, d, 0);
    maker_time(make, long_enough(d * (1 - q)) + 200, ENT_PROPOSER_RANDOM);
    const uint32_t cake = maker_factor(make, 2);
    maker_move(make, cake, 0, 1, q);
    maker_scale_pie(make, maker_effect(make, cake, 1), pie, (high - low) * scale);
    ent_clock *clock = solved(make, &values_only);
    assert_non_null(clock);
    const double value = (clock->value[0] + clock->value[1]) / scale;
    *delay = clock->expected_round;
    ent_clock_free(clock);
    maker_free(make);
    return value;
}

/* One side decides alone: the other lives for today (d = 0) and takes anything while the event has
 * not come, nothing afterwards. */
static maker *lone_decider(double d, double h, double B, uint32_t rounds, uint32_t *issue,
                           uint32_t *event) {
    const double nothing[2] = {0, 0};
    maker *make = maker_new(2);
    *issue = maker_issue(make, 1);
    maker_prefer(make, 0, *issue, 1, nothing);
    maker_prefer(make, 1, *issue, 1, nothing);
    maker_side(make, 0, d, 0);
    maker_side(make, 1, 0, 0);
    make->chances[0].number = number(1);
    make->chances[1].number = number(0);
    maker_time(make, rounds, ENT_PROPOSER_CHANCES);
    *event = maker_factor(make, 2);
    maker_move(make, *event, 0, 1, h);
    ent_effect *come = maker_effect(make, *event, 1);
    maker_shift(make, come, 0, B);
    maker_shift(make, come, 1, 1);
    return make;
}

/* Offers a + b t: stop at which round, worth what? */
static double rising_offer(double a, double b, double d, double h, double B, double *stop) {
    uint32_t issue;
    uint32_t event;
    maker *make = lone_decider(d, h, B, 400, &issue, &event);
    const uint32_t age = maker_factor(make, 31);
    for (uint32_t k = 0; k < 31; k++) {
        maker_change(make, maker_effect(make, age, k), 0, issue, 0, fmin(a + b * k, 1));
        if (k < 30)
            maker_move(make, age, k, k + 1, 1);
    }
    ent_clock *clock = solved(make, &values_only);
    assert_non_null(clock);
    const double value = clock->value[0];
    *stop = clock->expected_round;
    ent_clock_free(clock);
    maker_free(make);
    return value;
}

/* Offers drawn anew every round, uniform on [0,1], in cells of which one edge is the claimed
 * reservation value: then the cells lose nothing, if the claim is right. */
static double drawn_offers(double d, double h, double B, double claim, double *chance) {
    enum { HALF = 10, CELLS = 2 * HALF };
    uint32_t issue;
    uint32_t event;
    maker *make = lone_decider(d, h, B, long_enough(d), &issue, &event);
    const uint32_t draw = maker_factor(make, CELLS + 1);
    double middle[CELLS];
    double width[CELLS];
    for (uint32_t k = 0; k < CELLS; k++) {
        width[k] = (k < HALF ? claim : 1 - claim) / HALF;
        middle[k] = k < HALF ? width[k] * (k + 0.5) : claim + width[k] * (k - HALF + 0.5);
        maker_change(make, maker_effect(make, draw, k + 1), 0, issue, 0, middle[k]);
    }
    for (uint32_t from = 0; from <= CELLS; from++)
        for (uint32_t k = 0; k < CELLS; k++)
            if (from != k + 1)
                maker_move(make, draw, from, k + 1, width[k]);
    /* the first level stands for before the first draw: nothing is on offer there */
    ent_effect *before = maker_effect(make, draw, 0);
    maker_shift(make, before, 1, 1);
    ent_clock *clock = solved(make, &values_only);
    assert_non_null(clock);
    const double value = clock->value[0];
    /* no event can stop a deal in the round of the first draw but the one before it */
    *chance = clock->agreement_by_round[clock->rounds - 1] / (1 - h);
    ent_clock_free(clock);
    maker_free(make);
    return value;
}

/* Undiscounted holding out, decided with chance h for either side each round. */
static double hold_out(double h, uint32_t rounds) {
    const double nothing[1] = {0};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 1);
    maker_prefer(make, 0, issue, 1, nothing);
    maker_prefer(make, 1, issue, 1, nothing);
    maker_time(make, rounds, ENT_PROPOSER_ALTERNATE);
    const uint32_t fight = maker_factor(make, 3);
    maker_move(make, fight, 0, 1, h);
    maker_move(make, fight, 0, 2, h);
    maker_shift(make, maker_effect(make, fight, 1), 0, 1);
    maker_shift(make, maker_effect(make, fight, 2), 1, 1);
    return first_value(make, 0);
}

/* --- published values ------------------------------------------------------------------------ */

/* Rubinstein (1982), Econometrica 50(1), 97-109: x = (1-d2)/(1-d1 d2). */
static void alternating_offers_give_rubinstein(void **state) {
    (void)state;
    assert_near(rubinstein(0.9, 0.9, 0, 0), 10.0 / 19, 1e-11);
    assert_near(rubinstein(0.9, 0.5, 0, 0), 10.0 / 11, 1e-11);
    assert_near(rubinstein(0.95, 0.99, 0, 0), 20.0 / 119, 1e-10);
    assert_near(rubinstein(0.95, 0.99, 1, 1), 100.0 / 119, 1e-10);
}

/* Stahl (1972), Bargaining Theory: common d, T rounds: (1-(-d)^T)/(1+d). */
static void a_last_round_gives_stahl(void **state) {
    (void)state;
    assert_near(stahl(5, 0.9, 0.9), 0.8371, 1e-12);
    assert_near(stahl(10, 0.9, 0.9), 0.342800821, 1e-12);
    for (uint32_t rounds = 1; rounds < 40; rounds++)
        assert_near(stahl(rounds, 0.9, 0.9), (1 - pow(-0.9, rounds)) / 1.9, 1e-12);
}

/* Binmore, Rubinstein and Wolinsky (1986), RAND 17(2), 176-188. */
static void breakdown_gives_split_the_difference(void **state) {
    (void)state;
    assert_near(breakdown(0.1, 0.3, 0.1, 1, 1, 0), 117.0 / 190, 1e-10);
    assert_near(breakdown(0.1, 0.2, 0.1, 0.9, 0.9, 0), 1962.0 / 3439, 1e-10);
}

/* Merlo and Wilson (1995), Econometrica 63(2), 371-399: waiting for a larger cake is efficient. */
static void a_growing_cake_delays(void **state) {
    (void)state;
    double delay;
    assert_near(stochastic_cake(1, 2, 0.2, 0.9, &delay), 9.0 / 7, 1e-9);
    assert_near(delay, 5, 1e-6);
    assert_near(stochastic_cake(1, 2, 0.05, 0.9, &delay), 1, 1e-9);
    assert_near(delay, 0, 0);
}

/* Random proposers and unanimity give the asymmetric Nash solution at every discount (Okada 1996;
 * Britz, Herings and Predtetchinski 2010 for the limit; here exactly, for a pie). */
static void random_proposers_give_asymmetric_nash(void **state) {
    (void)state;
    const double chance[3] = {0.5, 0.3, 0.2};
    const double d[3] = {0.9, 0.95, 0.8};
    const double g[3] = {0, 0, 0};
    assert_near(first_value(random_proposers(3, chance, d, g), 0), 5.0 / 12, 1e-10);
    assert_near(first_value(random_proposers(3, chance, d, g), 1), 1.0 / 2, 1e-10);
    assert_near(first_value(random_proposers(3, chance, d, g), 2), 1.0 / 12, 1e-10);
}

/* The engines measured in the research notes stop early at .4998, .4975, .476: here the horizon is
 * finite and its answer exact, (1 - (1-2h)^T) / 2. */
static void holding_out_does_not_stop_early(void **state) {
    (void)state;
    assert_near(hold_out(0.001, 20000), 0.5, 1e-9);
    assert_near(hold_out(0.0001, 1000), (1 - pow(1 - 0.0002, 1000)) / 2, 1e-12);
}

/* --- the table of research data -------------------------------------------------------------- */

static bool is_limit(const row *r) {
    return strstr(r->model, "limit") != NULL;
}

static bool second_proposes(const row *r) {
    return strstr(r->quantity, "P2 proposes") != NULL;
}

static void test_a1(const row *r) {
    const uint32_t first = second_proposes(r);
    const uint32_t party = strncmp(r->quantity, "P2", 2) == 0;
    assert_near(rubinstein(param(r, "d1", 0), param(r, "d2", 0), first, party), r->expected, 1e-9);
}

/* The limit is approached linearly in the length of a round. */
static void test_a1_limit(const row *r) {
    const double delta = 1e-3;
    assert_near(rubinstein(exp(-param(r, "r1", 0) * delta), exp(-param(r, "r2", 0) * delta), 0, 0),
                r->expected, delta * 0.1);
}

static void test_a3(const row *r) {
    const double p = is_limit(r) ? 1e-4 : param(r, "p", 0);
    const uint32_t first = second_proposes(r);
    assert_near(breakdown(p, param(r, "b1", 0), param(r, "b2", 0), 1, 1, first), r->expected,
                is_limit(r) ? p : 1e-9);
}

static void test_a4(const row *r) {
    assert_near(breakdown(param(r, "p", 0), param(r, "b1", 0), param(r, "b2", 0), param(r, "d1", 0),
                          param(r, "d2", 0), 0),
                r->expected, 1e-9);
}

static void test_a5(const row *r) {
    assert_near(
        inside_options(param(r, "d1", 0), param(r, "d2", 0), param(r, "g1", 0), param(r, "g2", 0)),
        r->expected, 1e-9);
}

static void test_a7(const row *r) {
    assert_near(stahl((uint32_t)param(r, "T", 0), param(r, "d1", 0), param(r, "d2", 0)),
                r->expected, 1e-12);
}

static void test_a8(const row *r) {
    const double d = is_limit(r) ? 0.9999 : param(r, "d", 0);
    assert_near(curved(d, param(r, "a", 0), param(r, "b", 0)), r->expected,
                is_limit(r) ? 1e-4 : 1e-6);
}

static void test_a9(const row *r) {
    assert_near(patience(param(r, "d", 0), param(r, "h", 0), param(r, "pi", 0)), r->expected, 1e-9);
}

static maker *random_proposers_of(const row *r) {
    double chance[8];
    double d[8];
    double g[8];
    const size_t n = param_count(r, "p");
    for (size_t k = 0; k < n; k++) {
        chance[k] = param(r, "p", k);
        d[k] = param(r, "d", k);
        g[k] = param(r, "g", k);
    }
    return random_proposers(n, chance, d, g);
}

static void test_b1(const row *r) {
    maker *make = random_proposers_of(r);
    if (r->quantity[0] == 'v')
        assert_near(first_value(make, (uint32_t)(r->quantity[1] - '1')), r->expected, 1e-9);
    else
        assert_near(proposer_share(make, 0), r->expected, 1e-9);
}

/* Unanimity only: q = n. */
static void test_b2(const row *r) {
    const size_t n = (size_t)param(r, "n", 0);
    double chance[8];
    double d[8];
    double g[8] = {0};
    for (size_t k = 0; k < n; k++) {
        chance[k] = 1.0 / (double)n;
        d[k] = param(r, "delta", 0);
    }
    const double share = proposer_share(random_proposers(n, chance, d, g), 0);
    const bool partner = strstr(r->quantity, "partner") != NULL;
    assert_near(partner ? (1 - share) / (double)(n - 1) : share, r->expected, 1e-9);
}

static void test_c1(const row *r) {
    double delay;
    const double value = stochastic_cake(param(r, "yL", 0), param(r, "yH", 0), param(r, "q", 0),
                                         param(r, "delta", 0), &delay);
    if (strstr(r->quantity, "periods"))
        assert_near(delay, r->expected, 1e-6);
    else
        assert_near(value, r->expected, 1e-9);
}

static void test_f2(const row *r) {
    double stop;
    const double value = rising_offer(param(r, "a", 0), param(r, "b", 0), param(r, "d", 0),
                                      param(r, "h", 0), param(r, "B", 0), &stop);
    if (strstr(r->quantity, "value"))
        assert_near(value, r->expected, 1e-9);
    else
        assert_near(stop, r->expected, 1e-9);
}

static void test_f3(const row *r) {
    const double d = param(r, "d", 0);
    const double h = param(r, "h", 0);
    const double B = param(r, "B", 0);
    const double b = d * (1 - h);
    double chance;
    const bool reservation = strstr(r->quantity, "reservation") != NULL;
    const double claim = reservation ? r->expected : (1 - sqrt(1 - b * b - 2 * b * d * h * B)) / b;
    const double value = drawn_offers(d, h, B, claim, &chance);
    if (reservation)
        assert_near(value, r->expected, 1e-9);
    else
        assert_near(chance, r->expected, 1e-9);
}

/* Up to the longest horizon; what is missing there is (1-2h)^T / 2. */
static void test_h1(const row *r) {
    const double h = param(r, "h", 0);
    const uint32_t rounds = (uint32_t)fmin(12 / h, ENT_CLOCK_ROUNDS_MAX);
    assert_near(hold_out(h, rounds) + pow(1 - 2 * h, rounds) / 2, r->expected, 1e-9);
}

typedef struct family {
    const char *id;
    void (*test)(const row *r); /* NULL: */
    const char *reason;         /* why the model cannot say it */
} family;

/* The first match counts. */
static const family families[] = {
    {"A1lim.", test_a1_limit, NULL},
    {"A1.", test_a1, NULL},
    {"A2.", NULL, "costs per round that are subtracted rather than discounted"},
    {"A3.", test_a3, NULL},
    {"A4.", test_a4, NULL},
    {"A5.", test_a5, NULL},
    {"A6.", NULL, "a responder cannot leave for good; the contest goes on beside the talks"},
    {"A7.", test_a7, NULL},
    {"A8.", test_a8, NULL},
    {"A9.", test_a9, NULL},
    {"B1.", test_b1, NULL},
    {"B2.4", test_b2, NULL},
    {"B2.", NULL, "majorities: every principal must sign"},
    {"B3.", NULL, "majorities: every principal must sign"},
    {"B4.", NULL, "amendments and majorities"},
    {"C1.", test_c1, NULL},
    {"D1.", NULL, "war that locks in today's odds; peace bought period by period"},
    {"D2.", NULL, "as D1"},
    {"D3.", NULL, "as D1"},
    {"D4.", NULL, "as D1"},
    {"D5.", NULL, "an advantage of striking first"},
    {"D6.", NULL, "an advantage of striking first"},
    {"D7.", NULL, "as D1, and a stationary profile of an infinite horizon"},
    {"D8.", NULL, "as D7"},
    {"E1.", NULL, "attrition: both decide at once, mixing, in continuous time"},
    {"E2.", NULL, "attrition: both decide at once, mixing"},
    {"E3.", NULL, "reputation: types on both sides"},
    {"F1.", NULL, "continuous time; F2 is its discrete form"},
    {"F2.", test_f2, NULL},
    {"F3.", test_f3, NULL},
    {"G1.", NULL, "a roadmap, not the clock"},
    {"G2.", NULL, "a roadmap, not the clock"},
    {"H1.", test_h1, NULL},
    {"H2.", NULL, "counts equilibria of an infinite horizon on a grid of shares"},
    {"S1.", NULL, "tested with screening"},
    {"S2.", NULL, "tested with screening"},
};

static const family *family_of(const row *r) {
    for (size_t k = 0; k < sizeof families / sizeof *families; k++)
        if (strncmp(r->id, families[k].id, strlen(families[k].id)) == 0)
            return &families[k];
    fail_msg("row %s is neither tested nor refused", r->id);
    return NULL;
}

static void every_row_of_the_table_is_tested_or_refused(void **state) {
    (void)state;
    FILE *file = fopen(CLOSED_FORMS, "r");
    if (!file)
        skip();
    static char line[8192];
    size_t tested = 0;
    size_t refused = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        row r;
        take_row(line, &r);
        const family *known = family_of(&r);
        if (known->test)
            known->test(&r);
        tested += known->test != NULL;
        refused += known->test == NULL;
    }
    fclose(file);
    print_message("%zu rows tested, %zu refused\n", tested, refused);
    assert_true(tested > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alternating_offers_give_rubinstein),
        cmocka_unit_test(a_last_round_gives_stahl),
        cmocka_unit_test(breakdown_gives_split_the_difference),
        cmocka_unit_test(a_growing_cake_delays),
        cmocka_unit_test(random_proposers_give_asymmetric_nash),
        cmocka_unit_test(holding_out_does_not_stop_early),
        cmocka_unit_test(every_row_of_the_table_is_tested_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
