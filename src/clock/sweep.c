/* Backward induction over rounds on the offer-free states. */
#include "base/team.h"
#include "clock/clock.h"

#include <string.h>

#define WORLDS_PER_THREAD 4096 /* with fewer, a thread costs more than it saves */
#define WORLDS_GRAIN      64   /* values of neighbouring worlds share cache lines */

size_t clock_masks(const game_form *game) {
    return (size_t)1 << game->world.speakers_count;
}

/* --- expectations over the next round -------------------------------------------------------- */

bool clock_ahead_init(clock_ahead *ahead, const game_form *game, base_arena *arena) {
    const size_t worlds = game->world.states;
    const size_t cells = clock_masks(game) * game->principals;
    for (size_t k = 0; k < 3; k++) {
        ahead->scratch[k] = BASE_NEW(arena, double, worlds);
        if (!ahead->scratch[k])
            return false;
    }
    ahead->room = BASE_NEW(arena, double, cells *worlds);
    ahead->expected = BASE_NEW(arena, const double *, cells);
    return ahead->room && ahead->expected;
}

typedef struct pass {
    const game_world *world;
    size_t factor;
    const double *x;
    double *y;
} pass;

static void do_pass(void *self, size_t from, size_t to) {
    const pass *p = self;
    game_world_apply(p->world, p->factor, p->x, p->y, from, to);
}

static bool takes_part(const game_factor *factor, bool blamed) {
    return factor->blamed == blamed && factor->moves_count > 0;
}

/* Expectation over the factors that are blamed or not, one pass each, the last into `into`.
 * Returns where it is: `x` itself if no factor moves. */
static const double *expect(const game_world *world, bool blamed, const double *x, double *into,
                            double *const scratch[2], base_team *team) {
    size_t left = 0;
    for (size_t f = 0; f < world->factors_count; f++)
        left += takes_part(&world->factors[f], blamed);
    for (size_t f = 0; f < world->factors_count; f++) {
        if (!takes_part(&world->factors[f], blamed))
            continue;
        pass p = {world, f, x, --left == 0 ? into : scratch[left % 2]};
        base_team_run(team, do_pass, &p, world->states, WORLDS_GRAIN);
        x = p.y;
    }
    return x;
}

static void set_chances(const game_world *world, bool blamed, size_t round, uint32_t mask) {
    for (size_t f = 0; f < world->factors_count; f++)
        if (takes_part(&world->factors[f], blamed))
            game_world_set(world, f, round, mask);
}

/* The factors that are no part of blocks, one pass each. */
static const double *expect_apart(const game_world *world, const double *x,
                                  double *const scratch[2], base_team *team) {
    for (size_t k = 0; k < world->apart_count; k++) {
        pass p = {world, world->apart[k], x, scratch[k % 2]};
        base_team_run(team, do_pass, &p, world->states, WORLDS_GRAIN);
        x = p.y;
    }
    return x;
}

static void do_blocks(void *self, size_t from, size_t to) {
    const pass *p = self;
    const size_t block = p->world->block;
    double buffer[2][GAME_BLOCK_MAX];
    for (size_t m = from; m < to; m += block)
        memcpy(p->y + m, game_block_expect(p->world, m / block, p->x, buffer),
               (to - m < block ? to - m : block) * sizeof *p->y);
}

/* Without blame: the same for everybody, whoever is to blame. */
static void fill_blocks(clock_ahead *ahead, const game_form *game, size_t round, const double *next,
                        base_team *team) {
    const game_world *world = &game->world;
    set_chances(world, false, round, 0);
    for (size_t q = 0; q < game->principals; q++) {
        pass p = {.world = world, .y = ahead->room + q * world->states};
        p.x = expect_apart(world, next + q * world->states,
                           (double *const[2]){ahead->scratch[0], ahead->scratch[1]}, team);
        base_team_run(team, do_blocks, &p, world->states, world->block);
        ahead->expected[q] = p.y;
    }
}

/* With blame the factors that it does not touch are taken first, once for all masks; they are kept
 * in the room of mask 0, which is then overwritten last. */
static void fill_masks(clock_ahead *ahead, const game_form *game, size_t round, const double *next,
                       base_team *team) {
    const game_world *world = &game->world;
    const size_t worlds = world->states;
    const size_t principals = game->principals;
    set_chances(world, false, round, 0);
    for (size_t p = 0; p < principals; p++)
        ahead->expected[p] = expect(world, false, next + p * worlds, ahead->room + p * worlds,
                                    (double *const[2]){ahead->scratch[0], ahead->scratch[1]}, team);
    for (size_t mask = clock_masks(game); mask-- > 0;) {
        if (!game_world_asks(world, principals, (uint32_t)mask))
            continue;
        set_chances(world, true, round, (uint32_t)mask);
        for (size_t p = 0; p < principals; p++) {
            const size_t cell = mask * principals + p;
            const double *shared = ahead->expected[p];
            const double *at =
                expect(world, true, shared, mask ? ahead->room + cell * worlds : ahead->scratch[2],
                       (double *const[2]){ahead->scratch[0], ahead->scratch[1]}, team);
            if (mask == 0) /* nothing needs the shared part any more */
                at = memcpy(ahead->room + cell * worlds, at, worlds * sizeof *at);
            ahead->expected[cell] = at;
        }
    }
}

void clock_ahead_fill(clock_ahead *ahead, const game_form *game, size_t round, const double *next,
                      base_team *team) {
    if (game->world.speakers_count == 0)
        fill_blocks(ahead, game, round, next, team);
    else
        fill_masks(ahead, game, round, next, team);
}

double clock_ahead_refusal(const clock_ahead *ahead, const game_form *game, uint32_t mask, size_t p,
                           size_t m) {
    const double d = game->discount[p];
    return (1 - d) * game->walk_away[p * game->world.states + m] +
           d * ahead->expected[mask * game->principals + p][m];
}

/* --- one round ------------------------------------------------------------------------------- */

void clock_stage_at(const game_form *game, const clock_ahead *ahead, size_t round, size_t m,
                    clock_stage *stage) {
    const size_t worlds = game->world.states;
    stage->offers = game_offers_at(game, round, m);
    for (size_t p = 0; p < game->principals; p++)
        stage->walk_away[p] = game->walk_away[p * worlds + m];
    for (uint32_t mask = 0; mask < clock_masks(game); mask++)
        for (size_t p = 0;
             game_world_asks(&game->world, game->principals, mask) && p < game->principals; p++)
            stage->refusal[mask * game->principals + p] =
                clock_ahead_refusal(ahead, game, mask, p, m);
}

/* Value of one round in world m: the average over proposers. */
static void solve_state(const game_form *game, clock_stage *stage, size_t round, size_t m,
                        double *value, unsigned char *acts) {
    const size_t worlds = game->world.states;
    double sum[ENT_PRINCIPALS_MAX] = {0};
    clock_choice choice;
    for (size_t i = 0; i < game->principals; i++) {
        const double draw = game_draw(game, round, i);
        if (draw <= 0)
            continue;
        stage->proposer = i;
        clock_choose(stage, &choice);
        if (acts)
            acts[i * worlds + m] =
                choice.act == ENT_CLOCK_AGREED ? CLOCK_AGREED : (unsigned char)choice.mask;
        for (size_t p = 0; p < game->principals; p++)
            sum[p] += draw * choice.value[p];
    }
    for (size_t p = 0; p < game->principals; p++)
        value[p * worlds + m] = sum[p];
}

typedef struct round_work {
    bool is_shared; /* several threads work on it */
    const game_form *game;
    const clock_ahead *ahead;
    size_t round;
    double *value;
    unsigned char *acts;
} round_work;

/* About the work of one world in one round: two principals look offers up, more go through them. */
static uint64_t work_of_world(const game_form *game, size_t round, size_t m) {
    const game_offers *offers = game_offers_at(game, round, m);
    const size_t all = offers->all_count ? offers->all_count : offers->frontier_count;
    return 32 * game->principals + (game->principals > 2 ? all * game->principals : 0);
}

static void solve_general(void *self, size_t from, size_t to) {
    const round_work *w = self;
    double refusal[(1 << GAME_SPEAKERS_MAX) * ENT_PRINCIPALS_MAX];
    clock_stage stage = {.game = w->game, .refusal = refusal};
    ent_watch own;
    ent_watch *watch = base_watch_fork(&own, w->game->watch, w->is_shared);
    for (size_t m = from; m < to && base_watch_step(watch, work_of_world(w->game, w->round, m));
         m++) {
        clock_stage_at(w->game, w->ahead, w->round, m, &stage);
        solve_state(w->game, &stage, w->round, m, w->value, w->acts);
    }
    base_watch_join(&own);
}

static void solve_blocks(void *self, size_t from, size_t to) {
    const clock_pair *pair = self;
    ent_watch own;
    ent_watch *watch = base_watch_fork(&own, pair->game->watch, pair->is_shared);
    clock_pair_round(pair, from, to, watch);
    base_watch_join(&own);
}

/* --- all rounds ------------------------------------------------------------------------------ */

/* The case of large worlds: what the next round is worth and the decision, block by block. */
static void pair_round(clock_ahead *ahead, const round_work *w, const double *next,
                       base_team *team) {
    const game_world *world = &w->game->world;
    clock_pair pair = {w->game, w->round, {NULL, NULL}, w->value, w->acts, team != NULL};
    set_chances(world, false, w->round, 0);
    for (size_t p = 0; p < 2; p++)
        pair.next[p] = expect_apart(
            world, next + p * world->states,
            (double *const[2]){ahead->room + p * world->states, ahead->scratch[p]}, team);
    base_team_run(team, solve_blocks, &pair, world->states, world->block);
}

static bool is_plain(const game_form *game) {
    return game->principals == 2 && game->world.speakers_count == 0 && !game->refuse_ties;
}

static void sweep(const game_form *game, clock_ahead *ahead, const clock_solution *into,
                  base_team *team) {
    const size_t worlds = game->world.states;
    const size_t layer = game->principals * worlds;
    /* without keeping, rounds alternate between two layers, and round 0 ends in the first */
    const size_t layers = into->keeps_values ? game->rounds + 1 : 2;
    memcpy(into->value + game->rounds % layers * layer, game->walk_away,
           layer * sizeof *into->value);
    base_watch_phase(game->watch, "rounds backwards", game->rounds);
    for (size_t t = game->rounds; t-- > 0;) {
        const double *next = into->value + (t + 1) % layers * layer;
        base_watch_part(game->watch, game->rounds - t);
        if (team && game->watch)
            base_watch_look(game->watch, 0); /* what the helpers did counts */
        if (!base_watch_step(game->watch, worlds))
            return;
        round_work w = {team != NULL,
                        game,
                        ahead,
                        t,
                        into->value + t % layers * layer,
                        into->acts ? into->acts + t * layer : NULL};
        if (is_plain(game)) {
            pair_round(ahead, &w, next, team);
            continue;
        }
        clock_ahead_fill(ahead, game, t, next, team);
        base_team_run(team, solve_general, &w, worlds, WORLDS_GRAIN);
    }
}

static uint32_t useful_threads(const game_form *game, uint32_t threads) {
    const size_t most = game->world.states / WORLDS_PER_THREAD;
    return threads > most ? (uint32_t)most : threads;
}

bool clock_sweep(const game_form *game, bool keep_values, bool keep_acts, uint32_t threads,
                 base_arena *arena, clock_solution *solution) {
    const size_t layer = game->principals * game->world.states;
    const size_t layers = keep_values ? game->rounds + 1 : 2;
    clock_ahead ahead;
    const clock_solution into = {
        .value = BASE_NEW(arena, double, layers *layer),
        .keeps_values = keep_values,
        .acts = keep_acts ? BASE_NEW(arena, unsigned char, game->rounds *layer) : NULL,
    };
    if (!into.value || (keep_acts && !into.acts) || !clock_ahead_init(&ahead, game, arena))
        return false;
    const uint32_t useful = useful_threads(game, threads);
    base_team *team = NULL;
    if (useful > 1 && !(team = base_team_start(useful)))
        return false;
    sweep(game, &ahead, &into, team);
    base_team_stop(team);
    if (team && game->watch)
        base_watch_look(game->watch, 0);
    *solution = into;
    return !base_watch_ended(game->watch);
}
