/* The nearest package where it is hardest to prove: shares of one cake, which every package divides
 * without loss. However early the search stops, the truth lies between its bounds. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "deals/ideal.h"
#include "hand_model.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static size_t models = 150;
static uint64_t first_seed = 1;

/* Each issue goes to one party, and is worth as much to all; some is worth a little to the next. */
static void start(hand_model *hand, uint64_t seed) {
    rng random = {seed};
    const size_t parties = rng_between(&random, 2, 4);
    const bool neighbours = rng_chance(&random, 30);
    const size_t options[HAND_ISSUES] = {parties, parties, parties, parties, parties, parties};
    hand_start(hand, HAND_ISSUES, options);
    for (size_t p = 0; p < parties; p++)
        hand_party(hand, ENT_PRINCIPAL, 0);
    for (uint32_t j = 0; j < HAND_ISSUES; j++) {
        const int weight = (int)rng_between(&random, 1, 1000);
        for (uint32_t p = 0; p < parties; p++) {
            int values[HAND_OPTIONS] = {0};
            values[p] = 100;
            values[(p + 1) % parties] = neighbours ? 25 : 0;
            hand_prefer(hand, p, j, weight, values);
        }
    }
    if (rng_chance(&random, 40))
        hand_rule(hand, hand_pattern(hand, 2, (const uint32_t[][2]){{0, 1}, {1, 0}}),
                  (ent_pattern){0});
    if (rng_chance(&random, 40))
        hand_link(hand, 0, hand_pattern(hand, 2, (const uint32_t[][2]){{2, 0}, {3, 1}}),
                  (int)rng_between(&random, 1, 20));
}

static double utility(const ent_model *model, size_t p, const uint32_t *package) {
    return ent_model_utility(model, model->principals.at[p], package, false);
}

static bool next_package(const ent_model *model, uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++) {
        if (++package[j] < model->issues[j].options_count)
            return true;
        package[j] = 0;
    }
    return false;
}

/* Every package twice: for the ideal, then for the distance. */
static double slow_distance(const ent_model *model) {
    double ideal[HAND_PARTIES] = {0};
    double least = INFINITY;
    for (size_t round = 0; round < 2; round++) {
        uint32_t package[HAND_ISSUES] = {0};
        do {
            if (!ent_model_is_possible(model, package))
                continue;
            double square = 0;
            for (size_t p = 0; p < model->principals.count; p++) {
                const double has = utility(model, p, package);
                square += (ideal[p] - has) * (ideal[p] - has);
                ideal[p] = round == 0 ? fmax(ideal[p], has) : ideal[p];
            }
            least = round == 1 ? fmin(least, sqrt(square)) : least;
        } while (next_package(model, package));
    }
    return least;
}

static deals_nearness approach(const ent_model *model, uint64_t work_max) {
    base_arena arena = {0};
    deals_nearness nearness;
    const engine_elimination *plan = NULL;
    const engine_problem_options options = {.kind = ENGINE_KIND_ANY, .status_quo = true};
    const engine_grid *grid = engine_grid_make(&arena, model, model->principals, true);
    assert_non_null(grid);
    const engine_problem *problem = engine_problem_make(&arena, model, grid, &options);
    assert_non_null(problem);
    assert_int_equal(engine_elimination_plan(&arena, problem, &plan), ENT_OK);
    assert_int_equal(deals_ideal_approach(problem, plan, grid, work_max, &nearness), ENT_OK);
    base_arena_clear(&arena);
    return nearness;
}

static void bounds_hold_the_truth_and_meet_in_the_end(void **state) {
    (void)state;
    static const uint64_t limits[] = {0, 1000, 10000, 100000, UINT64_MAX};
    size_t open = 0;
    for (uint64_t seed = first_seed; seed < first_seed + models; seed++) {
        hand_model hand;
        start(&hand, seed);
        const double truth = slow_distance(&hand.model);
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            const deals_nearness told = approach(&hand.model, limits[i]);
            const bool settled = !(told.low < told.high);
            open += !settled;
            if (!(told.low <= truth + 1e-9) || !(told.high >= truth - 1e-9) ||
                (limits[i] == UINT64_MAX && !settled))
                fail_msg("seed %u, work %u: %.17g is not in %.17g to %.17g", (unsigned)seed,
                         (unsigned)limits[i], truth, told.low, told.high);
        }
    }
    assert_true(open > 0);
}

int main(int argc, char **argv) {
    models = argc > 1 ? strtoul(argv[1], NULL, 10) : models;
    first_seed = argc > 2 ? strtoull(argv[2], NULL, 10) : first_seed;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_hold_the_truth_and_meet_in_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
