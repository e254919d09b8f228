/* Does anybody gain by one other act? Checked from the values alone, the long way round.
 *
 * The expectation over the next world is summed over all successors of the product directly, the
 * proposer tries its alternatives one by one, and a responder's answers are judged against what
 * each answer leads to. What must hold: the value of a state is what its acts lead to, no offer
 * and no passing is worth more to the proposer, no other answer more to a responder. */
#include "clock/decide.h"

#include <math.h>

static void fill_refusals(const game_form *game, const double *next, size_t round, size_t m,
                          clock_probe *probe) {
    const size_t worlds = game->world.states;
    const size_t principals = game->principals;
    for (uint32_t mask = 0; mask < 1u << game->world.speakers_count; mask++) {
        if (!game_world_asks(&game->world, principals, mask))
            continue;
        for (size_t f = 0; f < game->world.factors_count; f++)
            game_world_set(&game->world, f, round, mask);
        const size_t count = game_world_successors(&game->world, m, probe->to, probe->chance);
        for (size_t p = 0; p < principals; p++) {
            double sum = 0;
            for (size_t k = 0; k < count; k++)
                sum += probe->chance[k] * next[p * worlds + probe->to[k]];
            const double d = game->discount[p];
            probe->stage.refusal[mask * principals + p] =
                (1 - d) * game->walk_away[p * worlds + m] + d * sum;
        }
    }
}

/* What the proposer gains by making this offer. */
static double gain_by_offer(const clock_stage *stage, const double *utility, double value) {
    const size_t principals = stage->game->principals;
    uint32_t blamed = 0;
    const bool agreed = clock_answers(stage, utility, &blamed);
    const uint32_t mask = game_world_mask(&stage->game->world, blamed);
    const double pay =
        agreed ? utility[stage->proposer] : stage->refusal[mask * principals + stage->proposer];
    return pay - value;
}

/* With lotteries: the vertices, and the points on the hull that leave exactly what is asked. */
static double gain_by_lottery(const clock_stage *stage, double value) {
    const size_t i = stage->proposer;
    const game_offers *offers = stage->offers;
    double most = 0;
    for (size_t k = 0; k + 1 < offers->hull_count[i]; k++)
        for (size_t part = 0; part <= 16; part++) {
            const double share = (double)part / 16;
            double utility[2];
            utility[i] = offers->hull_proposer[i][k] +
                         share * (offers->hull_proposer[i][k + 1] - offers->hull_proposer[i][k]);
            utility[1 - i] =
                offers->hull_responder[i][k] +
                share * (offers->hull_responder[i][k + 1] - offers->hull_responder[i][k]);
            most = fmax(most, gain_by_offer(stage, utility, value));
        }
    return most;
}

static double gain_by_package(const clock_stage *stage, const double *utility, size_t count,
                              double value) {
    double most = 0;
    for (size_t k = 0; k < count && base_watch_each(stage->game->watch, k, 8); k++)
        most = fmax(most, gain_by_offer(stage, utility + k * stage->game->principals, value));
    return most;
}

/* The most that the proposer of this stage, or a responder to its offer, gains by another act. */
static double gain_in_stage(const clock_stage *stage, bool every_offer, clock_choice *choice) {
    const game_offers *offers = stage->offers;
    const size_t principals = stage->game->principals;
    const size_t i = stage->proposer;
    clock_choose(stage, choice);
    const double value = choice->value[i];
    const uint32_t passed = game_world_mask(&stage->game->world, 1u << i);
    double most = fmax(0, stage->refusal[passed * principals + i] - value);
    if (choice->act == ENT_CLOCK_AGREED)
        most = fmax(most, clock_refusal_gain(stage, choice->utility));
    most = fmax(most, gain_by_package(stage, offers->frontier, offers->frontier_count, value));
    if (every_offer)
        most = fmax(most, gain_by_package(stage, offers->all, offers->all_count, value));
    if (stage->game->lotteries && principals == 2)
        most = fmax(most, gain_by_lottery(stage, value));
    return most;
}

bool clock_probe_init(clock_probe *probe, const game_form *game, base_arena *arena) {
    const size_t most = game_world_successors_max(&game->world);
    *probe = (clock_probe){
        .stage = {.game = game,
                  .refusal = BASE_NEW(arena, double, clock_masks(game) * game->principals)},
        .to = BASE_NEW(arena, uint32_t, most),
        .chance = BASE_NEW(arena, double, most),
    };
    return probe->stage.refusal && probe->to && probe->chance;
}

double clock_deviation(clock_probe *probe, const double *values, size_t round, size_t m,
                       bool every_offer) {
    clock_stage *stage = &probe->stage;
    const game_form *game = stage->game;
    const size_t worlds = game->world.states;
    const size_t layer = worlds * game->principals;
    stage->offers = game_offers_at(game, round, m);
    for (size_t p = 0; p < game->principals; p++)
        stage->walk_away[p] = game->walk_away[p * worlds + m];
    fill_refusals(game, values + (round + 1) * layer, round, m, probe);
    double sum[ENT_PRINCIPALS_MAX] = {0};
    double most = 0;
    for (size_t i = 0; i < game->principals; i++) {
        const double draw = game_draw(game, round, i);
        clock_choice choice;
        stage->proposer = i;
        if (draw <= 0)
            continue;
        most = fmax(most, gain_in_stage(stage, every_offer, &choice));
        for (size_t p = 0; p < game->principals; p++)
            sum[p] += draw * choice.value[p];
    }
    for (size_t p = 0; p < game->principals; p++)
        most = fmax(most, fabs(sum[p] - values[round * layer + p * worlds + m]));
    return most;
}
