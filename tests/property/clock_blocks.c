/* Large worlds are solved block by block; here every round is solved again the obvious way: the
 * expectation is summed over all successors of a world, and the proposer chooses world by world. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "clock/clock.h"
#include "unit/clock_model.h"

#define FACTORS_MAX 4

/* Levels of each factor; the fastest is the one with the most. */
typedef struct shape {
    const char *name;
    size_t levels[FACTORS_MAX];
    size_t moves; /* a level leads to so many others */
} shape;

static const shape SHAPES[] = {
    {"one factor", {40}, 1},
    {"near factors only", {3, 12, 5}, 2},
    {"far factors", {300, 3, 4}, 1},
    {"far and near factors", {100, 6, 5}, 1},
    {"factors apart", {200, 5, 4, 3}, 2},
    {"a factor wider than a block", {2500, 2}, 1},
    {"more bands than are taken in one pass", {70, 30}, 5},
    {"nothing moves", {9, 200}, 0},
};
#define SHAPES_COUNT (sizeof SHAPES / sizeof *SHAPES)

static void add_factor(maker *make, dice *d, size_t levels, size_t moves) {
    const uint32_t factor = maker_factor(make, levels);
    for (size_t k = 0; k < levels && k < 100; k++) {
        const uint32_t from = (uint32_t)(levels <= 100 ? k : roll(d, levels));
        double left = 1;
        for (size_t m = 0; m < moves && levels > 1; m++) {
            const uint32_t to = (uint32_t)((from + 1 + m * (levels > 5 ? 2 : 1)) % levels);
            const double chance = (levels > 100 ? 0.1 : 0.5) * left * unit(d);
            if (to != from)
                maker_move(make, factor, from, to, chance);
            left -= chance;
        }
        if (levels > 100)
            k += 2; /* some levels twice: their chances sum below 1 all the same */
    }
    for (uint32_t e = 0; e < 12; e++) {
        ent_effect *effect = maker_effect(make, factor, (uint32_t)roll(d, levels));
        maker_shift(make, effect, (uint32_t)roll(d, 2), 0.4 * unit(d) - 0.2);
        if (e == 0)
            maker_change(make, effect, (uint32_t)roll(d, 2), 0, (uint32_t)roll(d, 5),
                         0.04 * unit(d));
    }
}

static maker *draw(const shape *s, unsigned long seed) {
    dice d = {seed};
    maker *make = maker_new(2);
    for (size_t j = 0; j < 2; j++) {
        const uint32_t issue = maker_issue(make, 5);
        for (uint32_t p = 0; p < 2; p++) {
            double values[5];
            for (size_t o = 0; o < 5; o++)
                values[o] = 0.8 * unit(&d);
            maker_prefer(make, p, issue, 1, values);
        }
    }
    for (uint32_t p = 0; p < 2; p++)
        maker_side(make, p, 0.7 + 0.3 * unit(&d), 0.3 + 0.3 * unit(&d));
    maker_time(make, 4, roll(&d, 2) ? ENT_PROPOSER_ALTERNATE : ENT_PROPOSER_RANDOM);
    make->model.time.offers = roll(&d, 2) ? ENT_OFFERS_LOTTERIES : ENT_OFFERS_PACKAGES;
    for (size_t f = 0; f < FACTORS_MAX && s->levels[f] > 0; f++)
        add_factor(make, &d, s->levels[f], s->moves);
    return make;
}

/* What one world is worth in a round, and what its proposers do. */
typedef struct answer {
    double value[2];
    unsigned char act[2];
} answer;

static answer solve_world(const game_form *game, size_t round, size_t world, const double *next,
                          uint32_t *to, double *chance) {
    const size_t worlds = game->world.states;
    double refusal[2];
    clock_stage stage = {
        .game = game, .offers = game_offers_at(game, round, world), .refusal = refusal};
    const size_t count = game_world_successors(&game->world, world, to, chance);
    for (size_t p = 0; p < 2; p++) {
        double sum = 0;
        for (size_t k = 0; k < count; k++)
            sum += chance[k] * next[p * worlds + to[k]];
        stage.walk_away[p] = game->walk_away[p * worlds + world];
        refusal[p] = (1 - game->discount[p]) * stage.walk_away[p] + game->discount[p] * sum;
    }
    answer a = {{0, 0}, {0, 0}};
    for (size_t i = 0; i < 2; i++) {
        clock_choice choice;
        const double draw = game_draw(game, round, i);
        if (draw <= 0)
            continue;
        stage.proposer = i;
        clock_choose(&stage, &choice);
        a.act[i] = choice.act == ENT_CLOCK_AGREED ? CLOCK_AGREED : 0;
        for (size_t p = 0; p < 2; p++)
            a.value[p] += draw * choice.value[p];
    }
    return a;
}

static void check_round(const game_form *game, const clock_solution *solution, size_t round,
                        const char *name, uint32_t *to, double *chance) {
    const size_t worlds = game->world.states;
    const double *value = solution->value + round * 2 * worlds;
    for (size_t f = 0; f < game->world.factors_count; f++)
        game_world_set(&game->world, f, round, 0);
    for (size_t m = 0; m < worlds; m++) {
        const answer a = solve_world(game, round, m, value + 2 * worlds, to, chance);
        for (size_t p = 0; p < 2; p++) {
            if (!(fabs(a.value[p] - value[p * worlds + m]) <= 1e-12))
                fail_msg("%s, round %zu, world %zu: %.17g, not %.17g", name, round, m,
                         value[p * worlds + m], a.value[p]);
            if (a.act[p] != solution->acts[(2 * round + p) * worlds + m])
                fail_msg("%s, round %zu, world %zu: another act", name, round, m);
        }
    }
}

static void check_model(const maker *make, const char *name) {
    const ent_clock_options options = ENT_CLOCK_OPTIONS_INIT;
    base_arena arena = {0};
    game_form game;
    clock_solution solution;
    assert_int_equal(game_build(&game, &make->model, &options, true, &arena, NULL), ENT_OK);
    assert_true(clock_sweep(&game, true, true, 1, &arena, &solution));
    const size_t most = game_world_successors_max(&game.world);
    uint32_t *to = BASE_NEW(&arena, uint32_t, most);
    double *chance = BASE_NEW(&arena, double, most);
    for (size_t t = 0; t < game.rounds; t++)
        check_round(&game, &solution, t, name, to, chance);
    base_arena_clear(&arena);
}

static void blocks_give_what_every_world_by_itself_does(void **state) {
    (void)state;
    for (size_t s = 0; s < SHAPES_COUNT; s++)
        for (unsigned long seed = 1; seed <= 6; seed++) {
            maker *make = draw(&SHAPES[s], seed);
            check_model(make, SHAPES[s].name);
            maker_free(make);
        }
}

/* The values and acts of a solution, the same bytes by however many threads. */
static void blocks_do_not_show_how_they_were_shared(void **state) {
    (void)state;
    static const shape large[] = {{"", {1000, 13}, 1}, {"", {300, 40, 2}, 2}, {"", {9000, 2}, 1}};
    for (size_t s = 0; s < sizeof large / sizeof *large; s++) {
        maker *make = draw(&large[s], s + 1);
        const ent_clock_options options = ENT_CLOCK_OPTIONS_INIT;
        base_arena arena = {0};
        game_form game;
        clock_solution one;
        clock_solution three;
        assert_int_equal(game_build(&game, &make->model, &options, true, &arena, NULL), ENT_OK);
        assert_true(clock_sweep(&game, true, true, 1, &arena, &one));
        assert_true(clock_sweep(&game, true, true, 3, &arena, &three));
        const size_t layer = 2 * game.world.states;
        assert_memory_equal(one.value, three.value, (game.rounds + 1) * layer * sizeof *one.value);
        assert_memory_equal(one.acts, three.acts, game.rounds * layer);
        base_arena_clear(&arena);
        maker_free(make);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_give_what_every_world_by_itself_does),
        cmocka_unit_test(blocks_do_not_show_how_they_were_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
