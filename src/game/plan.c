/* How a large world is cut into blocks: which factors move within one, which lead to few others,
 * and which are taken apart before. blocks.c says what that is for. */
#include "game/game.h"

static size_t most_entries(const game_factor *factor) {
    size_t most = 1;
    for (size_t level = 0; level < factor->levels; level++) {
        const size_t count = factor->start[level + 1] - factor->start[level];
        most = count > most ? count : most;
    }
    return most;
}

/* The factor with more than one level and this stride. */
static size_t factor_at(const game_world *world, size_t stride) {
    size_t f = 0;
    while (world->factors[f].stride != stride || world->factors[f].levels == 1)
        f++;
    return f;
}

void game_blocks_plan(game_world *world) {
    size_t sources = 1;
    size_t stride = 1;
    world->block = 1;
    while (stride < world->states) {
        const size_t f = factor_at(world, stride);
        const game_factor *factor = &world->factors[f];
        stride *= factor->levels;
        if (stride <= GAME_BLOCK_MAX)
            world->block = stride;
        if (factor->moves_count == 0)
            continue;
        const size_t entries = most_entries(factor);
        if (stride <= GAME_BLOCK_MAX)
            world->near[world->near_count++] = f;
        else if (world->block > 1 && entries <= GAME_SOURCES_MAX / sources) {
            world->far[world->far_count++] = f;
            sources *= entries;
        } else
            world->apart[world->apart_count++] = f;
    }
    if (world->block == 1) /* one factor alone is too wide: nothing moves within blocks */
        world->block = GAME_BLOCK_MAX;
}
