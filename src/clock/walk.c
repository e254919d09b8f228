/* Forwards in time: where the talks are, round by round, and how far the world drifts. */
#include "clock/clock.h"

#include <string.h>

/* --- the path of play ------------------------------------------------------------------------ */

typedef struct walker {
    const game_form *game;
    const clock_solution *solution;
    double *here;    /* [W] chance of being here without agreement */
    double *next;    /* [W] */
    double *flow;    /* [masks x W] chance of disagreeing with that blame */
    double *scratch; /* [W] */
} walker;

static bool walker_init(walker *w, base_arena *arena) {
    const size_t worlds = w->game->world.states;
    w->here = BASE_NEW(arena, double, worlds);
    w->next = BASE_NEW(arena, double, worlds);
    w->scratch = BASE_NEW(arena, double, worlds);
    w->flow = BASE_NEW(arena, double, clock_masks(w->game) * worlds);
    return w->here && w->next && w->scratch && w->flow;
}

/* Split the chance of this round into agreement and disagreement under each blame. */
static double split(walker *w, size_t round) {
    const size_t worlds = w->game->world.states;
    const size_t principals = w->game->principals;
    const unsigned char *acts = w->solution->acts + round * worlds * principals;
    double agreed = 0;
    base_watch_step(w->game->watch, clock_masks(w->game) * worlds);
    memset(w->flow, 0, clock_masks(w->game) * worlds * sizeof *w->flow);
    for (size_t m = 0; m < worlds; m++) {
        if (w->here[m] <= 0)
            continue;
        for (size_t i = 0; i < principals; i++) {
            const double mass = w->here[m] * game_draw(w->game, round, i);
            if (mass <= 0)
                continue;
            const unsigned act = acts[i * worlds + m];
            if (act == CLOCK_AGREED)
                agreed += mass;
            else
                w->flow[act * worlds + m] += mass;
        }
    }
    return agreed;
}

static void swap(double **a, double **b) {
    double *kept = *a;
    *a = *b;
    *b = kept;
}

static bool moves(const game_factor *factor) {
    return factor->moves_count > 0;
}

/* Blamed factors move each flow by itself; then all flows together move along the others. */
static void move_on(walker *w, size_t round) {
    const game_world *world = &w->game->world;
    const size_t worlds = world->states;
    memset(w->here, 0, worlds * sizeof *w->here);
    for (uint32_t mask = 0; mask < clock_masks(w->game); mask++) {
        if (!game_world_asks(world, w->game->principals, mask))
            continue;
        memcpy(w->next, w->flow + mask * worlds, worlds * sizeof *w->next);
        for (size_t f = 0; f < world->factors_count; f++) {
            if (!world->factors[f].blamed || !moves(&world->factors[f]))
                continue;
            if (!base_watch_step(w->game->watch, worlds))
                return;
            game_world_set(world, f, round, mask);
            game_world_push(world, f, w->next, w->scratch);
            swap(&w->next, &w->scratch);
        }
        for (size_t m = 0; m < worlds; m++)
            w->here[m] += w->next[m];
    }
    for (size_t f = 0; f < world->factors_count; f++) {
        if (world->factors[f].blamed || !moves(&world->factors[f]))
            continue;
        if (!base_watch_step(w->game->watch, worlds))
            return;
        game_world_set(world, f, round, 0);
        game_world_push(world, f, w->here, w->next);
        swap(&w->here, &w->next);
    }
}

static double take_hits(walker *w, uint32_t factor, uint32_t level) {
    double hit = 0;
    for (size_t m = 0; m < w->game->world.states; m++) {
        if (game_world_level(&w->game->world, m, factor) != level)
            continue;
        hit += w->here[m];
        w->here[m] = 0;
    }
    return hit;
}

bool clock_walk(const game_form *game, const clock_solution *solution, uint32_t factor,
                uint32_t level, base_arena *arena, clock_path *path) {
    walker w = {.game = game, .solution = solution};
    if (!walker_init(&w, arena))
        return false;
    const size_t worlds = game->world.states;
    w.here[0] = 1;
    path->hit = 0;
    for (size_t t = 0; t < game->rounds; t++) {
        if (base_watch_ended(game->watch))
            return false;
        if (path->reached)
            memcpy(path->reached + t * worlds, w.here, worlds * sizeof *w.here);
        const double agreed = split(&w, t);
        if (path->agreed)
            path->agreed[t] = agreed;
        move_on(&w, t);
        if (factor != ENT_NONE)
            path->hit += take_hits(&w, factor, level);
    }
    return true;
}

/* --- the world by itself --------------------------------------------------------------------- */

static const double *push_all(const game_world *world, size_t round, uint32_t mask, double *x,
                              double *y) {
    for (size_t f = 0; f < world->factors_count; f++) {
        if (!moves(&world->factors[f]))
            continue;
        game_world_set(world, f, round, mask);
        game_world_push(world, f, x, y);
        swap(&x, &y);
    }
    return x;
}

unsigned char *clock_reachable(const game_form *game, base_arena *arena) {
    const size_t worlds = game->world.states;
    unsigned char *can = BASE_NEW(arena, unsigned char, game->rounds *worlds);
    double *x = BASE_NEW(arena, double, worlds);
    double *y = BASE_NEW(arena, double, worlds);
    if (!can || !x || !y)
        return NULL;
    if (game->rounds > 0)
        can[0] = 1;
    for (size_t t = 0; t + 1 < game->rounds; t++)
        for (uint32_t mask = 0; mask < clock_masks(game); mask++) {
            if (!game_world_asks(&game->world, game->principals, mask))
                continue;
            if (!base_watch_step(game->watch, worlds * (2 + game->world.factors_count)))
                return NULL;
            for (size_t m = 0; m < worlds; m++)
                x[m] = can[t * worlds + m];
            const double *reached = push_all(&game->world, t, mask, x, y);
            for (size_t m = 0; m < worlds; m++)
                if (reached[m] > 0)
                    can[(t + 1) * worlds + m] = 1;
        }
    return can;
}

double clock_reach(const game_form *game, size_t f, size_t level, base_arena *arena) {
    const game_factor *factor = &game->world.factors[f];
    double *here = BASE_NEW(arena, double, factor->levels);
    double *next = BASE_NEW(arena, double, factor->levels);
    if (!here || !next)
        return -1;
    double reached = 0;
    here[0] = 1;
    for (size_t t = 0; t < game->rounds; t++) {
        game_world_set(&game->world, f, t, 0);
        if (!base_watch_step(game->watch, factor->start[factor->levels]))
            return -1;
        memset(next, 0, factor->levels * sizeof *next);
        for (size_t from = 0; from < factor->levels; from++)
            for (size_t e = factor->start[from]; e < factor->start[from + 1]; e++)
                next[factor->to[e]] += factor->chance[e] * here[from];
        reached += next[level];
        next[level] = 0;
        swap(&here, &next);
    }
    return reached;
}

void clock_world_drift(const game_world *world, size_t round, double **here, double **next) {
    if (push_all(world, round, 0, *here, *next) != *here)
        swap(here, next);
}

double *clock_drift(const game_form *game, base_arena *arena) {
    const size_t worlds = game->world.states;
    double *drift = BASE_NEW(arena, double, (game->rounds + 1) * game->principals);
    double *here = BASE_NEW(arena, double, worlds);
    double *next = BASE_NEW(arena, double, worlds);
    if (!drift || !here || !next)
        return NULL;
    here[0] = 1;
    for (size_t t = 0; t <= game->rounds; t++) {
        if (!base_watch_step(game->watch, worlds * (game->principals + 1)))
            return NULL;
        for (size_t p = 0; p < game->principals; p++)
            for (size_t m = 0; m < worlds; m++)
                drift[t * game->principals + p] += here[m] * game->walk_away[p * worlds + m];
        if (t < game->rounds)
            clock_world_drift(&game->world, t, &here, &next);
    }
    return drift;
}
