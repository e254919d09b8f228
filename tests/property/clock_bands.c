/* Bands of what each side asks and of the room between them, against sums written out over the
 * states and over every package, or every pair of packages where lotteries are offered. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/model.h"
#include "unit/clock_model.h"

#define LEVELS  3
#define OPTIONS 4
#define ISSUES  2

typedef struct drawn {
    maker *make;
    size_t principals;
    uint32_t rounds;
    bool alternate;
    bool lotteries;
    bool blame;
    double draw[ENT_PRINCIPALS_MAX];
    double move[LEVELS]; /* chance of going from a level to the next, round about */
} drawn;

static void draw_world(drawn *d, dice *throws) {
    const uint32_t factor = maker_factor(d->make, LEVELS);
    for (uint32_t level = 0; level < LEVELS; level++) {
        d->move[level] = 0.3 * unit(throws);
        ent_move *move = maker_move(d->make, factor, level, (level + 1) % LEVELS, d->move[level]);
        ent_effect *effect = maker_effect(d->make, factor, level);
        for (uint32_t p = 0; p < d->principals; p++) {
            if (d->blame)
                maker_blame(d->make, move, p, 0.3 * unit(throws));
            maker_shift(d->make, effect, p, 0.3 * unit(throws) - 0.15);
        }
    }
}

static drawn draw(unsigned long seed) {
    dice throws = {seed};
    drawn d = {.principals = seed % 4 == 3 ? 3 : 2,
               .rounds = 6,
               .alternate = roll(&throws, 2) == 0,
               .lotteries = seed % 4 == 1,
               .blame = seed % 4 != 3 && roll(&throws, 2) == 0};
    d.make = maker_new(d.principals);
    for (size_t j = 0; j < ISSUES; j++) {
        const uint32_t issue = maker_issue(d.make, OPTIONS);
        for (uint32_t p = 0; p < d.principals; p++) {
            double values[OPTIONS];
            for (size_t o = 0; o < OPTIONS; o++)
                values[o] = unit(&throws);
            maker_prefer(d.make, p, issue, 0.5 + unit(&throws), values);
        }
    }
    for (uint32_t p = 0; p < d.principals; p++) {
        d.draw[p] = d.principals == 3 ? (p == 2 ? 0.5 : 0.25) : p == 0 ? 0.25 : 0.75;
        d.make->chances[p].number = number(d.draw[p]);
        maker_side(d.make, p, 0.8 + 0.2 * unit(&throws), 0.6 * unit(&throws));
    }
    maker_time(d.make, d.rounds, d.alternate ? ENT_PROPOSER_ALTERNATE : ENT_PROPOSER_CHANCES);
    d.make->model.time.offers = d.lotteries ? ENT_OFFERS_LOTTERIES : ENT_OFFERS_PACKAGES;
    draw_world(&d, &throws);
    return d;
}

static double chance_to_propose(const drawn *d, uint32_t round, uint32_t p) {
    return d->alternate ? round % d->principals == p : d->draw[p];
}

/* --- the room, from every package ------------------------------------------------------------- */

static double surplus(const drawn *d, const uint32_t *package, const double *asked, uint32_t p) {
    return ent_model_utility(&d->make->model, p, package, true) - asked[p];
}

static double smallest(const drawn *d, const uint32_t *package, const double *asked) {
    double least = INFINITY;
    for (uint32_t p = 0; p < d->principals; p++)
        least = fmin(least, surplus(d, package, asked, p));
    return least;
}

/* The best lottery of two packages for the side that gets least. */
static double best_mixture(const drawn *d, const uint32_t *a, const uint32_t *b,
                           const double *asked) {
    const double at_a = surplus(d, a, asked, 0) - surplus(d, a, asked, 1);
    const double at_b = surplus(d, b, asked, 0) - surplus(d, b, asked, 1);
    if (at_a * at_b >= 0)
        return -INFINITY; /* the same side has less at both: a package does as well */
    const double share = at_b / (at_b - at_a);
    return share * surplus(d, a, asked, 0) + (1 - share) * surplus(d, b, asked, 0);
}

static double find_room(const drawn *d, const double *asked) {
    double room = -INFINITY;
    for (uint32_t k = 0; k < OPTIONS * OPTIONS; k++) {
        const uint32_t a[ISSUES] = {k / OPTIONS, k % OPTIONS};
        room = fmax(room, smallest(d, a, asked));
        for (uint32_t l = 0; d->lotteries && l < k; l++) {
            const uint32_t b[ISSUES] = {l / OPTIONS, l % OPTIONS};
            room = fmax(room, best_mixture(d, a, b, asked));
        }
    }
    return room;
}

/* --- sums over the states --------------------------------------------------------------------- */

typedef struct sum {
    size_t count;
    double value[LEVELS * ENT_PRINCIPALS_MAX];
    double weight[LEVELS * ENT_PRINCIPALS_MAX];
} sum;

static void add(sum *s, double value, double weight) {
    s->value[s->count] = value;
    s->weight[s->count++] = weight;
}

static double weight_up_to(const sum *s, double value) {
    double weight = 0;
    for (size_t k = 0; k < s->count; k++)
        weight += s->value[k] <= value ? s->weight[k] : 0;
    return weight;
}

/* The least value that holds `chance` up to it; every value is tried. */
static double quantile(const sum *s, double chance) {
    double least = INFINITY;
    for (size_t k = 0; k < s->count; k++)
        if (weight_up_to(s, s->value[k]) >= chance - 1e-12)
            least = fmin(least, s->value[k]);
    return least;
}

static void assert_band(const ent_clock_band *band, const sum *s, unsigned long seed) {
    double mean = 0;
    for (size_t k = 0; k < s->count; k++)
        mean += s->weight[k] * s->value[k];
    assert_near_seeded(seed, band->mean, mean, 1e-12);
    assert_near_seeded(seed, band->low, quantile(s, 0.1), 1e-12);
    assert_near_seeded(seed, band->high, quantile(s, 0.9), 1e-12);
}

static void check_round(const drawn *d, const ent_clock *clock, uint32_t round, const double *here,
                        unsigned long seed) {
    sum asks[ENT_PRINCIPALS_MAX] = {{0}};
    sum room = {0};
    double open = 0;
    for (size_t s = 0; s < clock->states_count; s++) {
        const ent_clock_state *state = &clock->states[s];
        const double weight =
            here[state->world] * chance_to_propose(d, state->round, state->proposer);
        if (state->round != round || weight <= 0)
            continue;
        const double space = find_room(d, state->reservation);
        add(&room, space, weight);
        for (size_t p = 0; p < d->principals; p++)
            add(&asks[p], state->reservation[p], weight);
        open += state->act == ENT_CLOCK_AGREED ? weight : 0;
        if (!d->blame && fabs(space) > 1e-9)
            assert_int_equal(space > 0, state->act == ENT_CLOCK_AGREED);
    }
    for (size_t p = 0; p < d->principals; p++)
        assert_band(&clock->asks_by_round[round * d->principals + p], &asks[p], seed);
    assert_band(&clock->room_by_round[round], &room, seed);
    assert_near_seeded(seed, clock->open_by_round[round], open, 1e-12);
}

static void bands_are_the_states_weighted_by_the_world(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 800; seed++) {
        const drawn d = draw(seed);
        ent_clock *clock = solved(d.make, NULL);
        assert_non_null(clock);
        double here[LEVELS] = {1};
        for (uint32_t t = 0; t < d.rounds; t++) {
            check_round(&d, clock, t, here, seed);
            double next[LEVELS];
            for (size_t l = 0; l < LEVELS; l++) {
                const size_t before = (l + LEVELS - 1) % LEVELS;
                next[l] = here[l] * (1 - d.move[l]) + here[before] * d.move[before];
            }
            memcpy(here, next, sizeof here);
        }
        ent_clock_free(clock);
        maker_free(d.make);
    }
}

/* --- a pie for three ---------------------------------------------------------------------------
 */

/* How much of the pie it takes to leave everybody `more` above what it asks. */
static double pie_needed(const ent_clock_band *asked, double size, double more) {
    double needed = 0;
    for (size_t p = 0; p < 3; p++)
        needed += fmax(asked[p].mean + more, 0) / size;
    return needed;
}

static void the_room_in_a_pie_uses_it_up(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 200; seed++) {
        dice throws = {seed};
        const double size = 0.5 + 0.5 * unit(&throws);
        maker *make = maker_new(3);
        maker_pie(make, size);
        for (uint32_t p = 0; p < 3; p++)
            maker_side(make, p, 0.5 + 0.5 * unit(&throws), unit(&throws) - 0.4);
        maker_time(make, 4, ENT_PROPOSER_ALTERNATE);
        ent_clock *clock = solved(make, NULL);
        for (size_t t = 0; t < 4; t++)
            assert_near_seeded(
                seed, pie_needed(clock->asks_by_round + 3 * t, size, clock->room_by_round[t].mean),
                1, 1e-12);
        ent_clock_free(clock);
        maker_free(make);
    }
}

static void where_nothing_can_be_offered_there_is_no_room(void **state) {
    (void)state;
    maker *make = maker_new(2);
    maker_pie(make, 1);
    const uint32_t both[2] = {0, 1};
    const ent_term any = {.issue = 0, .options = {2, both}};
    const ent_pattern never = {.count = 1, .terms = &any};
    make->parties[0].red_lines = &never;
    make->parties[0].red_lines_count = 1;
    maker_time(make, 3, ENT_PROPOSER_ALTERNATE);
    ent_clock *clock = solved(make, NULL);
    assert_non_null(clock);
    for (size_t t = 0; t < 3; t++) {
        assert_true(isnan(clock->room_by_round[t].mean));
        assert_true(clock->open_by_round[t] == 0);
        assert_true(clock->asks_by_round[2 * t].mean == 0);
    }
    ent_clock_free(clock);
    maker_free(make);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_are_the_states_weighted_by_the_world),
        cmocka_unit_test(the_room_in_a_pie_uses_it_up),
        cmocka_unit_test(where_nothing_can_be_offered_there_is_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
