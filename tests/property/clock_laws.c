/* Laws that every answer of the clock must obey, on seeded models. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/clock_model.h"

/* A model drawn from a seed; `swapped` gives the same one with the two sides named the other way
 * round, `reversed` with the options of each issue in the opposite order. */
static maker *draw(unsigned long seed, uint32_t rounds, bool blame, bool swapped, bool reversed) {
    dice d = {seed};
    maker *make = maker_new(2);
    for (size_t j = 0; j < 2; j++) {
        const uint32_t issue = maker_issue(make, 4);
        for (uint32_t p = 0; p < 2; p++) {
            double values[4];
            for (size_t o = 0; o < 4; o++)
                values[reversed ? 3 - o : o] = unit(&d);
            maker_prefer(make, swapped ? 1 - p : p, issue, 0.5 + unit(&d), values);
        }
    }
    for (uint32_t p = 0; p < 2; p++) {
        const double discount = 0.8 + 0.2 * unit(&d);
        maker_side(make, swapped ? 1 - p : p, discount, 0.6 * unit(&d));
        make->chances[swapped ? 1 - p : p].number = number(p == 0 ? 0.25 : 0.75);
    }
    maker_time(make, rounds, roll(&d, 2) ? ENT_PROPOSER_ALTERNATE : ENT_PROPOSER_CHANCES);
    make->model.time.proposer_first = swapped ? 1 : 0;
    make->model.time.offers = roll(&d, 2) ? ENT_OFFERS_LOTTERIES : ENT_OFFERS_PACKAGES;
    const uint32_t factor = maker_factor(make, 3);
    for (uint32_t level = 0; level < 3; level++) {
        ent_move *move = maker_move(make, factor, level, (level + 1) % 3, 0.3 * unit(&d));
        for (uint32_t p = 0; blame && p < 2; p++)
            maker_blame(make, move, swapped ? 1 - p : p, 0.3 * unit(&d));
        ent_effect *effect = maker_effect(make, factor, level);
        for (uint32_t p = 0; p < 2; p++)
            maker_shift(make, effect, swapped ? 1 - p : p, 0.3 * unit(&d) - 0.15);
    }
    return make;
}

static const ent_clock_options values_only = {.values_only = true};

/* --- relabelling ------------------------------------------------------------------------------ */

static void relabelling_parties_relabels_the_answer(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 200; seed++) {
        maker *make = draw(seed, 8, seed % 2, false, false);
        maker *swapped = draw(seed, 8, seed % 2, true, false);
        ent_clock *a = solved(make, NULL);
        ent_clock *b = solved(swapped, NULL);
        assert_near_seeded(seed, a->value[0], b->value[1], 1e-12);
        assert_near_seeded(seed, a->value[1], b->value[0], 1e-12);
        for (size_t t = 0; t < 8; t++)
            assert_near_seeded(seed, a->agreement_by_round[t], b->agreement_by_round[t], 1e-12);
        assert_near_seeded(seed, a->events[1].chance, b->events[1].chance, 1e-12);
        ent_clock_free(a);
        ent_clock_free(b);
        maker_free(make);
        maker_free(swapped);
    }
}

/* Numbers drawn at random leave no ties for the order of packages to decide. */
static void relabelling_options_changes_nothing(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 200; seed++) {
        maker *make = draw(seed, 8, seed % 2, false, false);
        maker *reversed = draw(seed, 8, seed % 2, false, true);
        ent_clock *a = solved(make, NULL);
        ent_clock *b = solved(reversed, NULL);
        assert_near_seeded(seed, a->value[0], b->value[0], 1e-12);
        assert_near_seeded(seed, a->value[1], b->value[1], 1e-12);
        ent_clock_free(a);
        ent_clock_free(b);
        maker_free(make);
        maker_free(reversed);
    }
}

/* --- horizons -------------------------------------------------------------------------------- */

static const ent_clock_state *state_at(const ent_clock *clock, uint32_t round, uint32_t world,
                                       uint32_t proposer) {
    for (size_t s = 0; s < clock->states_count; s++)
        if (clock->states[s].round == round && clock->states[s].world == world &&
            clock->states[s].proposer == proposer)
            return &clock->states[s];
    return NULL;
}

/* Counted from the end, a round does not know how many came before it. Two more rounds, so that
 * the same side proposes. */
static void more_rounds_change_only_the_rounds_before(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 100; seed++) {
        maker *shorter = draw(seed, 6, true, false, false);
        maker *longer = draw(seed, 8, true, false, false);
        ent_clock *a = solved(shorter, NULL);
        ent_clock *b = solved(longer, NULL);
        for (size_t s = 0; s < a->states_count; s++) {
            const ent_clock_state *x = &a->states[s];
            const ent_clock_state *y = state_at(b, x->round + 2, x->world, x->proposer);
            assert_non_null(y);
            assert_int_equal(x->act, y->act);
            for (size_t p = 0; p < 2; p++) {
                assert_near_seeded(seed, x->value[p], y->value[p], 0);
                assert_near_seeded(seed, x->reservation[p], y->reservation[p], 0);
            }
        }
        ent_clock_free(a);
        ent_clock_free(b);
        maker_free(shorter);
        maker_free(longer);
    }
}

/* --- patience and hazards in a divisible pie -------------------------------------------------- */

static double pie_value(double d0, double d1, double w0, uint32_t rounds, double hazard,
                        double harm, uint32_t side) {
    maker *make = maker_new(2);
    maker_pie(make, 1);
    maker_side(make, 0, d0, w0);
    maker_side(make, 1, d1, 0.2);
    maker_time(make, rounds, ENT_PROPOSER_RANDOM);
    if (hazard > 0) {
        const uint32_t front = maker_factor(make, 2);
        maker_move(make, front, 0, 1, hazard);
        maker_shift(make, maker_effect(make, front, 1), 0, -harm);
    }
    ent_clock *clock = solved(make, &values_only);
    const double value = clock->value[side];
    ent_clock_free(clock);
    maker_free(make);
    return value;
}

static void patience_never_hurts_the_patient(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 300; seed++) {
        dice d = {seed};
        const double other = 0.5 + 0.49 * unit(&d);
        const double less = 0.5 + 0.49 * unit(&d);
        const double more = less + (0.999 - less) * unit(&d);
        const uint32_t rounds = 1 + (uint32_t)roll(&d, 60);
        const double impatient = pie_value(less, other, 0, rounds, 0, 0, 0);
        const double patient = pie_value(more, other, 0, rounds, 0, 0, 0);
        if (!(patient >= impatient - 1e-12))
            fail_msg("seed %lu: %.15g is less than %.15g", seed, patient, impatient);
    }
}

static void a_hazard_never_helps_the_side_it_hurts(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 300; seed++) {
        dice d = {seed};
        const double d0 = 0.5 + 0.49 * unit(&d);
        const double d1 = 0.5 + 0.49 * unit(&d);
        const uint32_t rounds = 1 + (uint32_t)roll(&d, 40);
        const double harm = 0.3 * unit(&d);
        const double hazard = 0.01 + 0.5 * unit(&d);
        const double safe = pie_value(d0, d1, 0.3, rounds, 0, 0, 0);
        const double exposed = pie_value(d0, d1, 0.3, rounds, hazard, harm, 0);
        const double worse = pie_value(d0, d1, 0.3, rounds, hazard * 1.5, harm, 0);
        if (!(exposed <= safe + 1e-12 && worse <= exposed + 1e-12))
            fail_msg("seed %lu: %.15g, %.15g, %.15g do not fall", seed, safe, exposed, worse);
    }
}

/* --- sameness -------------------------------------------------------------------------------- */

static void twice_is_the_same_and_threads_do_not_matter(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 20; seed++) {
        maker *make = draw(seed, 12, true, false, false);
        const ent_clock_options two = {.threads = 2};
        ent_clock *a = solved(make, NULL);
        ent_clock *b = solved(make, &two);
        assert_memory_equal(a->value, b->value, 2 * sizeof *a->value);
        assert_memory_equal(a->agreement_by_round, b->agreement_by_round,
                            12 * sizeof *a->agreement_by_round);
        ent_clock_free(a);
        ent_clock_free(b);
        maker_free(make);
    }
}

/* Large enough that work is shared; the bytes must not show it. */
static void shared_work_gives_the_same_bytes(void **state) {
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        maker *make = maker_new(2);
        maker_pie(make, 1);
        maker_side(make, 0, 0.95, 0.3);
        maker_side(make, 1, 0.9, 0.3);
        maker_time(make, 6, kind == 1 ? ENT_PROPOSER_RANDOM : ENT_PROPOSER_ALTERNATE);
        for (int f = 0; f < 3; f++) {
            const uint32_t factor = maker_factor(make, 30);
            for (uint32_t level = 0; level < 29; level++) {
                ent_move *move = maker_move(make, factor, level, level + 1, 0.1 + 0.02 * level);
                if (kind == 2 && f == 1)
                    maker_blame(make, move, 1, 0.05);
            }
            maker_shift(make, maker_effect(make, factor, 20), (uint32_t)f % 2, 0.1 * f - 0.1);
        }
        ent_clock *clocks[3];
        for (uint32_t threads = 1; threads <= 3; threads++) {
            const ent_clock_options options = {.values_only = true, .threads = threads};
            clocks[threads - 1] = solved(make, &options);
        }
        for (int k = 1; k < 3; k++) {
            assert_memory_equal(clocks[0]->value, clocks[k]->value, 2 * sizeof(double));
            assert_memory_equal(clocks[0]->agreement_by_round, clocks[k]->agreement_by_round,
                                6 * sizeof(double));
        }
        for (int k = 0; k < 3; k++)
            ent_clock_free(clocks[k]);
        maker_free(make);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relabelling_parties_relabels_the_answer),
        cmocka_unit_test(relabelling_options_changes_nothing),
        cmocka_unit_test(more_rounds_change_only_the_rounds_before),
        cmocka_unit_test(patience_never_hurts_the_patient),
        cmocka_unit_test(a_hazard_never_helps_the_side_it_hurts),
        cmocka_unit_test(twice_is_the_same_and_threads_do_not_matter),
        cmocka_unit_test(shared_work_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
