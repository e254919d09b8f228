/* Backward induction over rounds on the offer-free states. */
#include "clock/clock.h"

#include <string.h>

double clock_game_draw(const clock_game *game, size_t round, size_t proposer) {
    if (game->rule != ENT_PROPOSER_ALTERNATE)
        return game->drawn[proposer];
    return (game->first + round) % game->principals == proposer ? 1 : 0;
}

size_t clock_masks(const clock_game *game) {
    return (size_t)1 << game->world.speakers_count;
}

bool clock_ahead_init(clock_ahead *ahead, const clock_game *game, ent_arena *arena) {
    const size_t worlds = game->world.states;
    for (size_t k = 0; k < 3; k++) {
        ahead->scratch[k] = ENT_NEW(arena, double, worlds);
        if (!ahead->scratch[k])
            return false;
    }
    ahead->refusal = ENT_NEW(arena, double, clock_masks(game) * game->principals * worlds);
    return ahead->refusal != NULL;
}

/* Expectation over the factors that are blamed or not, between two buffers; returns the last. */
static const double *expect(const clock_world *world, bool blamed, const double *x,
                            double *const buffers[2]) {
    size_t turn = 0;
    for (size_t f = 0; f < world->factors_count; f++) {
        if (world->factors[f].blamed != blamed || world->factors[f].moves_count == 0)
            continue;
        clock_world_apply(world, f, x, buffers[turn]);
        x = buffers[turn];
        turn = 1 - turn;
    }
    return x;
}

/* Payoff of no agreement: this round at the walk-away, then the expectation over the next. */
static void add_flow(const clock_game *game, size_t p, const double *expected, double *refusal) {
    const double d = game->discount[p];
    const double *walk_away = game->walk_away + p * game->world.states;
    for (size_t m = 0; m < game->world.states; m++)
        refusal[m] = (1 - d) * walk_away[m] + d * expected[m];
}

/* The factors that blame does not touch are taken first, once for all masks. */
void clock_ahead_fill(clock_ahead *ahead, const clock_game *game, size_t round,
                      const double *next) {
    const clock_world *world = &game->world;
    const size_t worlds = world->states;
    for (size_t f = 0; f < world->factors_count; f++)
        clock_world_set(world, f, round, 0);
    for (size_t p = 0; p < game->principals; p++) {
        const double *shared = expect(world, false, next + p * worlds,
                                      (double *const[2]){ahead->scratch[0], ahead->scratch[1]});
        double *const free_buffer =
            shared == ahead->scratch[0] ? ahead->scratch[1] : ahead->scratch[0];
        for (uint32_t mask = 0; mask < clock_masks(game); mask++) {
            if (!clock_world_asks(world, game->principals, mask))
                continue;
            for (size_t f = 0; f < world->factors_count; f++)
                if (world->factors[f].blamed)
                    clock_world_set(world, f, round, mask);
            const double *expected =
                expect(world, true, shared, (double *const[2]){free_buffer, ahead->scratch[2]});
            add_flow(game, p, expected, ahead->refusal + (mask * game->principals + p) * worlds);
        }
    }
}

void clock_stage_at(const clock_game *game, const clock_ahead *ahead, size_t m,
                    clock_stage *stage) {
    const size_t worlds = game->world.states;
    stage->offers = &game->offers[game->class_of[m]];
    for (size_t p = 0; p < game->principals; p++)
        stage->walk_away[p] = game->walk_away[p * worlds + m];
    for (size_t k = 0; k < clock_masks(game) * game->principals; k++)
        stage->refusal[k] = ahead->refusal[k * worlds + m];
}

/* Value of one round in world m: the average over proposers. */
static void solve_state(const clock_game *game, clock_stage *stage, size_t round, size_t m,
                        double *value, unsigned char *acts) {
    const size_t worlds = game->world.states;
    double sum[ENT_PRINCIPALS_MAX] = {0};
    clock_choice choice;
    for (size_t i = 0; i < game->principals; i++) {
        const double draw = clock_game_draw(game, round, i);
        if (draw <= 0)
            continue;
        stage->proposer = i;
        clock_choose(stage, &choice);
        if (acts)
            acts[m * game->principals + i] =
                choice.act == ENT_CLOCK_AGREED ? CLOCK_AGREED : (unsigned char)choice.mask;
        for (size_t p = 0; p < game->principals; p++)
            sum[p] += draw * choice.value[p];
    }
    for (size_t p = 0; p < game->principals; p++)
        value[p * worlds + m] = sum[p];
}

bool clock_sweep(const clock_game *game, bool keep_values, bool keep_acts, ent_arena *arena,
                 clock_solution *solution) {
    const size_t worlds = game->world.states;
    const size_t layer = game->principals * worlds;
    const size_t layers = keep_values ? game->rounds + 1 : 2;
    clock_ahead ahead;
    clock_stage stage = {.game = game};
    double *value = ENT_NEW(arena, double, layers *layer);
    unsigned char *acts = keep_acts ? ENT_NEW(arena, unsigned char, game->rounds *layer) : NULL;
    stage.refusal = ENT_NEW(arena, double, clock_masks(game) * game->principals);
    if (!value || (keep_acts && !acts) || !stage.refusal || !clock_ahead_init(&ahead, game, arena))
        return false;
    /* without keeping, rounds alternate between two layers, and round 0 ends in the first */
    memcpy(value + (keep_values ? game->rounds : game->rounds % 2) * layer, game->walk_away,
           layer * sizeof *value);
    for (size_t t = game->rounds; t-- > 0;) {
        const double *next = value + (keep_values ? t + 1 : (t + 1) % 2) * layer;
        double *now = value + (keep_values ? t : t % 2) * layer;
        clock_ahead_fill(&ahead, game, t, next);
        for (size_t m = 0; m < worlds; m++) {
            clock_stage_at(game, &ahead, m, &stage);
            solve_state(game, &stage, t, m, now, acts ? acts + t * layer : NULL);
        }
    }
    *solution = (clock_solution){value, keep_values, acts};
    return true;
}
