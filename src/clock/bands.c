/* What each side asks as time goes by, and the room that this leaves: over the worlds in which a
 * round can find the talks if nobody agreed and nobody was blamed before it. */
#include "clock/clock.h"

#include <math.h>
#include <stdlib.h>

/* The outer tenths on either side are left out of a band. */
#define TAIL 0.1

typedef struct sample {
    double value;
    double weight;
} sample;

typedef struct series {
    sample *samples; /* of one round */
    size_t count;
} series;

static int by_value(const void *left, const void *right) {
    const double a = ((const sample *)left)->value;
    const double b = ((const sample *)right)->value;
    return a < b ? -1 : a > b;
}

/* The smallest value that the chance of being no larger reaches; rounding decides no step. */
static double quantile(const series *s, double chance) {
    double sum = 0;
    for (size_t k = 0; k < s->count; k++) {
        sum += s->samples[k].weight;
        if (sum >= chance - ENT_CLOCK_TIE)
            return s->samples[k].value;
    }
    return s->samples[s->count - 1].value;
}

static ent_clock_band sum_up(series *s) {
    double sum = 0;
    double weight = 0;
    for (size_t k = 0; k < s->count; k++) {
        sum += s->samples[k].weight * s->samples[k].value;
        weight += s->samples[k].weight;
    }
    if (s->count == 0)
        return (ent_clock_band){NAN, NAN, NAN};
    qsort(s->samples, s->count, sizeof *s->samples, by_value);
    return (ent_clock_band){sum / weight, quantile(s, TAIL * weight),
                            quantile(s, (1 - TAIL) * weight)};
}

static void add(series *s, double value, double weight) {
    if (isfinite(value))
        s->samples[s->count++] = (sample){value, weight};
}

typedef struct bands {
    const game_form *game;
    clock_ahead ahead;
    clock_stage stage;
    series asks[ENT_PRINCIPALS_MAX];
    series room;
    double open;
} bands;

static bool bands_init(bands *b, const game_form *game, base_arena *arena) {
    const size_t most = game->world.states * game->principals;
    bool fits = clock_ahead_init(&b->ahead, game, arena);
    b->game = game;
    b->stage.game = game;
    b->stage.refusal = BASE_NEW(arena, double, clock_masks(game) * game->principals);
    b->room.samples = BASE_NEW(arena, sample, most);
    for (size_t p = 0; p < game->principals; p++) {
        b->asks[p].samples = BASE_NEW(arena, sample, most);
        fits = fits && b->asks[p].samples;
    }
    return fits && b->stage.refusal && b->room.samples;
}

static void look_at(bands *b, size_t proposer, double weight) {
    clock_choice choice;
    b->stage.proposer = proposer;
    clock_choose(&b->stage, &choice);
    for (size_t p = 0; p < b->game->principals; p++)
        add(&b->asks[p], choice.reservation[p], weight);
    add(&b->room, clock_room(b->game, b->stage.offers, choice.reservation), weight);
    b->open += choice.act == ENT_CLOCK_AGREED ? weight : 0;
}

/* `here` [W]: chance of each world in this round; `next` [P x W]: values of the next round. */
static void look_at_round(bands *b, size_t round, const double *here, const double *next) {
    const game_form *game = b->game;
    clock_ahead_fill(&b->ahead, game, round, next, NULL);
    b->room.count = 0;
    b->open = 0;
    for (size_t p = 0; p < game->principals; p++)
        b->asks[p].count = 0;
    for (size_t m = 0; m < game->world.states; m++) {
        if (here[m] <= 0)
            continue;
        if (!base_watch_step(game->watch, 64 * game->principals))
            return;
        clock_stage_at(game, &b->ahead, round, m, &b->stage);
        for (size_t i = 0; i < game->principals; i++)
            if (game_draw(game, round, i) > 0)
                look_at(b, i, here[m] * game_draw(game, round, i));
    }
}

bool clock_bands(const game_form *game, const clock_solution *solution, base_arena *scratch,
                 base_arena *kept, ent_clock *result) {
    const size_t principals = game->principals;
    const size_t worlds = game->world.states;
    bands b = {0};
    double *here = BASE_NEW(scratch, double, worlds);
    double *next = BASE_NEW(scratch, double, worlds);
    ent_clock_band *asks = BASE_NEW(kept, ent_clock_band, game->rounds * principals);
    ent_clock_band *room = BASE_NEW(kept, ent_clock_band, game->rounds);
    double *open = BASE_NEW(kept, double, game->rounds);
    if (!here || !next || !asks || !room || !open || !bands_init(&b, game, scratch))
        return false;
    here[0] = 1;
    base_watch_phase(game->watch, "what each side asks", game->rounds);
    for (size_t t = 0; t < game->rounds; t++) {
        base_watch_part(game->watch, t);
        if (!base_watch_step(game->watch, worlds))
            return false;
        look_at_round(&b, t, here, solution->value + (t + 1) * principals * worlds);
        for (size_t p = 0; p < principals; p++)
            asks[t * principals + p] = sum_up(&b.asks[p]);
        room[t] = sum_up(&b.room);
        open[t] = b.open >= 1 - ENT_CLOCK_TIE ? 1 : b.open;
        clock_world_drift(&game->world, t, &here, &next);
    }
    result->asks_by_round = asks;
    result->room_by_round = room;
    result->open_by_round = open;
    return true;
}
