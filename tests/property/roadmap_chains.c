/*
 * Twenty-four steps in two chains: the sets are points of a grid and the orders its paths, few
 * enough (1,961,256) to walk every one of them.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "roadmap_model.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST = 10, SECOND = 14, PRINCIPALS = 2 };

static roadmap_model m;

/* What helps one side costs the other; `stakes` sets how much. */
static void make_chains(uint64_t seed, double stakes) {
    rng random = {.state = seed};
    start_model(&m, PRINCIPALS, FIRST + SECOND, 2);
    add_roadmap(&m);
    for (uint32_t p = 0; p < PRINCIPALS; p++) {
        m.party[p].walk_away = plain(0.3);
        m.discount[p].number = plain(0.93 + 0.05 * rng_unit(&random));
        for (uint32_t j = 0; j < FIRST + SECOND; j++) {
            const bool gains = (j + p) % 2;
            const double today = 0.4 + 0.2 * rng_unit(&random);
            m.preference[p][j].weight = plain(1 + rng_unit(&random));
            m.value[p][j][0] = plain(today);
            m.value[p][j][1] = plain(today + stakes * rng_unit(&random) * (gains ? 0.4 : -0.3));
        }
    }
    for (uint32_t s = 0; s < FIRST + SECOND; s++) {
        add_step(&m, s, 1, (double)rng_between(&random, 3, 32), rng_chance(&random, 50));
        if (s != 0 && s != FIRST)
            add_after(&m, s, s - 1);
        put_in_peace(&m, s, 1);
    }
    end_in_peace(&m, 0.4 + 0.3 * rng_unit(&random));
}

/* After i steps of the first chain and k of the second. */
typedef struct grid {
    double interim[FIRST + 1][SECOND + 1][PRINCIPALS];
    double collapse[FIRST + 1][SECOND + 1][PRINCIPALS];
    double carry[FIRST + SECOND][PRINCIPALS];
    double end[PRINCIPALS];
    uint64_t orders;
    uint64_t holding;
    double best;
} grid;

static double level(size_t p, const uint32_t *package) {
    const uint32_t today[ISSUES] = {0};
    return 0.3 + ent_model_utility(&m.model, (uint32_t)p, package, false) -
           ent_model_utility(&m.model, (uint32_t)p, today, false);
}

static void fill_grid(grid *self) {
    *self = (grid){.best = -INFINITY};
    for (uint32_t i = 0; i <= FIRST; i++)
        for (uint32_t k = 0; k <= SECOND; k++) {
            uint32_t all[ISSUES] = {0};
            uint32_t kept[ISSUES] = {0};
            for (uint32_t s = 0; s < FIRST + SECOND; s++) {
                all[s] = s < FIRST ? s < i : s - FIRST < k;
                kept[s] = all[s] && !m.step[0][s].reversible;
            }
            for (size_t p = 0; p < PRINCIPALS; p++) {
                self->interim[i][k][p] = level(p, all);
                self->collapse[i][k][p] = level(p, kept);
            }
        }
    for (size_t s = 0; s < FIRST + SECOND; s++)
        for (size_t p = 0; p < PRINCIPALS; p++)
            self->carry[s][p] =
                pow(m.discount[p].number.likely.value, m.step[0][s].lasts_days / 10);
    for (size_t p = 0; p < PRINCIPALS; p++) {
        uint32_t deal[ISSUES];
        for (size_t j = 0; j < FIRST + SECOND; j++)
            deal[j] = 1;
        const double chance = m.roadmap[0].end_chance.likely.value;
        self->end[p] = chance * ent_model_utility(&m.model, (uint32_t)p, deal, true) +
                       (1 - chance) * self->collapse[FIRST][SECOND][p];
    }
}

/* All ways to have come to a point, when going on from it is worth `value`; as deep as the steps.
 */
static void walk_back(grid *self, size_t i, size_t k, const double *value, double smallest) {
    for (size_t p = 0; p < PRINCIPALS; p++)
        smallest = fmin(smallest, value[p] - self->collapse[i][k][p]);
    if (i == 0 && k == 0) {
        self->orders++;
        self->holding += smallest >= -1e-9;
        self->best = fmax(self->best, smallest);
        return;
    }
    for (int chain = 0; chain < 2; chain++) {
        if (chain ? k == 0 : i == 0)
            continue;
        const double *carry = self->carry[chain ? FIRST + k - 1 : i - 1];
        double before[PRINCIPALS];
        for (size_t p = 0; p < PRINCIPALS; p++)
            before[p] = (1 - carry[p]) * self->interim[i][k][p] + carry[p] * value[p];
        walk_back(self, chain ? i : i - 1, chain ? k - 1 : k, before, smallest);
    }
}

static void twenty_four_steps_agree_with_every_order(void **state) {
    (void)state;
    /* Models in which every order holds, and models in which some do. */
    static const struct {
        uint64_t seed;
        double stakes;
    } CASES[] = {{2, 1.5}, {3, 0.6}, {4, 1}, {8, 1.5}, {16, 1}};
    static grid expected;
    size_t mixed = 0;
    for (size_t c = 0; c < sizeof CASES / sizeof *CASES; c++) {
        ent_roadmaps *roadmaps = NULL;
        make_chains(CASES[c].seed, CASES[c].stakes);
        fill_grid(&expected);
        walk_back(&expected, FIRST, SECOND, expected.end, INFINITY);
        assert_int_equal(ent_roadmaps_assess(&m.model, NULL, &roadmaps, NULL), ENT_OK);
        const ent_roadmap_orders *orders = &roadmaps->roadmaps[0].orders;
        assert_int_equal(expected.orders, 1961256);
        assert_string_equal(orders->count.low, "1961256");
        assert_int_equal(orders->sets_count, (FIRST + 1) * (SECOND + 1));
        assert_true(orders->best_exact);
        assert_true(fabs(orders->best.smallest_slack - expected.best) < 2.1e-9);
        assert_true(orders->holding.exact);
        assert_int_equal(strtoull(orders->holding.low, NULL, 10), expected.holding);
        mixed += expected.holding > 0 && expected.holding < expected.orders;
        ent_roadmaps_free(roadmaps);
    }
    assert_int_equal(mixed, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_four_steps_agree_with_every_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
