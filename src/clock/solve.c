/* The clock analysis: build the game, solve it backwards, walk it forwards, report. */
#include "base/diag.h"
#include "clock/clock.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct owned {
    ent_clock result;
    base_arena arena; /* what the result points at */
} owned;

/* One call: the game, its solution, and scratch that dies with the call. */
typedef struct run {
    const ent_model *model;
    const ent_clock_options *options;
    game_form game;
    clock_solution solution;
    bool detailed;
    ent_clock *result;
    base_arena *kept;
    base_arena scratch;
    ent_diags *diags;
} run;

const char *ent_clock_act_name(ent_clock_act act) {
    switch (act) {
    case ENT_CLOCK_AGREED:
        return "agreed";
    case ENT_CLOCK_REFUSED:
        return "refused";
    case ENT_CLOCK_PASSED:
        return "passed";
    }
    return "unknown";
}

void ent_clock_free(ent_clock *clock) {
    if (!clock)
        return;
    owned *self = clock->owner;
    base_arena_clear(&self->arena);
    free(self);
}

/* --- values ---------------------------------------------------------------------------------- */

static double *first_values(const run *r, const clock_solution *solution) {
    double *value = BASE_NEW(r->kept, double, r->game.principals);
    for (size_t p = 0; value && p < r->game.principals; p++)
        value[p] = solution->value[p * r->game.world.states];
    return value;
}

/* The same game in other words: another horizon, other ties. Only its first values are kept. */
static double *solve_variant(run *r, size_t rounds, bool refuse_ties) {
    game_form game = r->game;
    clock_solution solution;
    base_arena arena = {0};
    game.rounds = rounds;
    game.refuse_ties = refuse_ties;
    double *value = clock_sweep(&game, false, false, r->options->threads, &arena, &solution)
                        ? first_values(r, &solution)
                        : NULL;
    base_arena_clear(&arena);
    return value;
}

/* At most half of the rounds fewer, and never none: that would be no horizon. */
static bool report_other_horizons(run *r) {
    const size_t principals = r->game.principals;
    const size_t most = r->game.rounds / 2 < 10 ? r->game.rounds / 2 : 10;
    double *moved = BASE_NEW(r->kept, double, principals);
    if (!moved)
        return false;
    for (size_t k = 1; k <= most; k++) {
        const double *value = solve_variant(r, r->game.rounds - k, r->options->refuse_ties);
        if (!value)
            return false;
        for (size_t p = 0; p < principals; p++)
            moved[p] = fmax(moved[p], fabs(r->result->value[p] - value[p]));
    }
    r->result->rounds_fewer = (uint32_t)most;
    r->result->last_ten = most ? moved : NULL;
    r->result->value_refusing = solve_variant(r, r->game.rounds, true);
    return r->result->value_refusing != NULL;
}

/* What passing the first round would leave: its flow, and the second round with the first
 * proposer blamed. */
static bool report_round_cost(run *r) {
    const game_form *game = &r->game;
    const size_t principals = game->principals;
    const size_t worlds = game->world.states;
    double *cost = BASE_NEW(r->kept, double, principals);
    clock_ahead ahead;
    if (!cost || !clock_ahead_init(&ahead, game, &r->scratch))
        return false;
    clock_ahead_fill(&ahead, game, 0, r->solution.value + principals * worlds, NULL);
    for (size_t p = 0; p < principals; p++) {
        double waiting = 0;
        for (size_t i = 0; i < principals; i++) {
            const uint32_t mask = game_world_mask(&game->world, 1u << i);
            waiting += game_draw(game, 0, i) * clock_ahead_refusal(&ahead, game, mask, p, 0);
        }
        cost[p] = r->result->value[p] - waiting;
    }
    r->result->round_cost = cost;
    return true;
}

/* --- the best deal today --------------------------------------------------------------------- */

static bool report_best_now(run *r) {
    const size_t principals = r->game.principals;
    const game_offers *offers = game_offers_at(&r->game, 0, 0);
    const double *best = NULL;
    double most = -INFINITY;
    for (size_t k = 0; k < offers->frontier_count; k++) {
        const double *u = offers->frontier + k * principals;
        double sum = 0;
        bool gains = true;
        for (size_t p = 0; p < principals; p++) {
            sum += u[p];
            gains = gains && u[p] >= r->game.walk_away[p * r->game.world.states] - ENT_CLOCK_TIE;
        }
        if (!gains || sum <= most + ENT_CLOCK_TIE)
            continue;
        most = sum;
        best = u;
    }
    if (!best)
        return true;
    double *now = BASE_NEW(r->kept, double, principals);
    double *cost = BASE_NEW(r->kept, double, principals);
    if (!now || !cost)
        return false;
    for (size_t p = 0; p < principals; p++) {
        now[p] = best[p];
        cost[p] = best[p] - r->result->value[p];
    }
    r->result->best_now = now;
    r->result->delay_cost = cost;
    return true;
}

/* --- the path -------------------------------------------------------------------------------- */

static bool report_agreement(run *r, double *reached) {
    const size_t rounds = r->game.rounds;
    clock_path path = {.agreed = BASE_NEW(r->kept, double, rounds), .reached = reached};
    if (!path.agreed || !clock_walk(&r->game, &r->solution, ENT_NONE, 0, &r->scratch, &path))
        return false;
    double sum = 0;
    double when = 0;
    for (size_t t = 0; t < rounds; t++) {
        sum += path.agreed[t];
        when += path.agreed[t] * (double)t;
        path.agreed[t] = fmin(sum, 1);
    }
    r->result->agreement_by_round = path.agreed;
    r->result->expected_round = sum > 0 ? when / sum : NAN;
    return true;
}

#define EVENTS_WORK_MAX ((size_t)1 << 28)

static bool report_events(run *r) {
    const game_form *game = &r->game;
    size_t count = 0;
    for (size_t f = 0; f < game->world.factors_count; f++)
        count += game->world.factors[f].levels - 1;
    const size_t work = game->rounds * game->world.states;
    if (count == 0 || work > EVENTS_WORK_MAX / count)
        return true;
    ent_clock_event *events = BASE_NEW(r->kept, ent_clock_event, count);
    if (!events)
        return false;
    size_t k = 0;
    base_watch_phase(game->watch, "events", count);
    for (uint32_t f = 0; f < game->world.factors_count; f++)
        for (uint32_t level = 1; level < game->world.factors[f].levels; level++) {
            clock_path path = {0};
            base_arena arena = {0};
            const bool walked = clock_walk(game, &r->solution, f, level, &arena, &path);
            const double alone = clock_reach(game, f, level, &arena);
            base_arena_clear(&arena);
            if (!walked || alone < 0)
                return false;
            base_watch_part(game->watch, k + 1);
            events[k++] = (ent_clock_event){f, level, path.hit, alone};
        }
    r->result->events = events;
    r->result->events_count = count;
    return true;
}

static bool report_world(run *r) {
    const game_form *game = &r->game;
    const size_t worlds = game->world.states;
    uint32_t *levels = BASE_NEW(r->kept, uint32_t, worlds * game->world.factors_count);
    double *walk_away = BASE_NEW(r->kept, double, worlds * game->principals);
    if (!levels || !walk_away)
        return false;
    for (size_t m = 0; m < worlds; m++) {
        if (!base_watch_each(game->watch, m, 4 * game->world.factors_count))
            return false;
        for (size_t f = 0; f < game->world.factors_count; f++)
            levels[m * game->world.factors_count + f] =
                (uint32_t)game_world_level(&game->world, m, f);
        for (size_t p = 0; p < game->principals; p++)
            walk_away[m * game->principals + p] = game->walk_away[p * worlds + m];
    }
    r->result->levels = levels;
    r->result->walk_away = walk_away;
    r->result->walk_away_by_round = clock_drift(game, r->kept);
    return r->result->walk_away_by_round != NULL;
}

/* --- states ---------------------------------------------------------------------------------- */

static const double *keep_numbers(run *r, const double *numbers) {
    double *copy = BASE_NEW(r->kept, double, r->game.principals);
    if (copy)
        memcpy(copy, numbers, r->game.principals * sizeof *copy);
    return copy;
}

static const uint32_t *keep_package(run *r, const uint32_t *package) {
    const size_t issues = r->model->issues_count;
    uint32_t *copy = BASE_NEW(r->kept, uint32_t, issues);
    if (copy)
        memcpy(copy, package, issues * sizeof *copy);
    return copy;
}

static bool keep_parts(run *r, const clock_choice *choice, ent_clock_state *state) {
    ent_clock_part *parts = BASE_NEW(r->kept, ent_clock_part, choice->parts_count);
    if (!parts)
        return false;
    for (size_t k = 0; k < choice->parts_count; k++) {
        parts[k] = (ent_clock_part){keep_package(r, choice->package[k]), choice->chance[k]};
        if (!parts[k].package)
            return false;
    }
    state->parts_count = choice->parts_count;
    state->parts = parts;
    state->utility = choice->parts_count ? keep_numbers(r, choice->utility) : NULL;
    return state->utility || choice->parts_count == 0;
}

/* `reservation` and `value` are the state's rows. */
static bool keep_state(run *r, const clock_choice *choice, double *reservation, double *value,
                       ent_clock_state *state) {
    memcpy(reservation, choice->reservation, r->game.principals * sizeof *reservation);
    memcpy(value, choice->value, r->game.principals * sizeof *value);
    state->act = choice->act;
    state->blamed = choice->blamed;
    state->reservation = reservation;
    state->value = value;
    return keep_parts(r, choice, state);
}

/* The inequality of one step: something is worth its walk-away to all today, but nothing is worth
 * this round's flow and tomorrow's walk-away. It takes tomorrow's claims for tomorrow's walk-aways
 * and so can be wrong both ways. */
static bool one_step_fails(const run *r, const clock_stage *stage, const clock_ahead *tomorrow,
                           size_t m) {
    const size_t principals = r->game.principals;
    const uint32_t mask = game_world_mask(&r->game.world, 1u << stage->proposer);
    double asked[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < principals; p++)
        asked[p] = clock_ahead_refusal(tomorrow, &r->game, mask, p, m);
    return clock_has_offer(&r->game, stage->offers, stage->walk_away) &&
           !clock_has_offer(&r->game, stage->offers, asked);
}

typedef struct listing {
    const double *reached;       /* [T x W] */
    const unsigned char *can;    /* [T x W] */
    const unsigned char *frozen; /* [T x P x W] acts if nothing moved */
    clock_ahead ahead;           /* continuation of this round */
    clock_ahead tomorrow;        /* the same if the contest went on at the walk-aways */
    clock_stage stage;
    ent_clock_state *states;
    double *reservation; /* [states x P] */
    double *value;       /* [states x P] */
    size_t count;
} listing;

static bool list_state(run *r, listing *list, size_t t, size_t m, size_t i) {
    const game_form *game = &r->game;
    const size_t worlds = game->world.states;
    const size_t row = list->count * game->principals;
    ent_clock_state *state = &list->states[list->count++];
    clock_choice choice;
    list->stage.proposer = i;
    clock_choose(&list->stage, &choice);
    *state = (ent_clock_state){
        .round = (uint32_t)t,
        .world = (uint32_t)m,
        .proposer = (uint32_t)i,
        .reached = list->reached[t * worlds + m] * game_draw(game, t, i),
        .commitment = choice.act != ENT_CLOCK_AGREED &&
                      list->frozen[(t * game->principals + i) * worlds + m] == CLOCK_AGREED,
        .one_step = one_step_fails(r, &list->stage, &list->tomorrow, m),
    };
    return keep_state(r, &choice, list->reservation + row, list->value + row, state);
}

static bool list_round(run *r, listing *list, size_t t) {
    const game_form *game = &r->game;
    const size_t worlds = game->world.states;
    const size_t layer = worlds * game->principals;
    clock_ahead_fill(&list->ahead, game, t, r->solution.value + (t + 1) * layer, NULL);
    clock_ahead_fill(&list->tomorrow, game, t, game->walk_away, NULL);
    for (size_t m = 0; m < worlds; m++) {
        if (!list->can[t * worlds + m])
            continue;
        if (!base_watch_step(game->watch, 128 * game->principals))
            return false;
        clock_stage_at(game, &list->ahead, t, m, &list->stage);
        for (size_t i = 0; i < game->principals; i++)
            if (game_draw(game, t, i) > 0 && !list_state(r, list, t, m, i))
                return false;
    }
    return true;
}

static size_t count_states(const game_form *game, const unsigned char *can) {
    size_t count = 0;
    for (size_t t = 0; t < game->rounds; t++) {
        size_t proposers = 0;
        for (size_t i = 0; i < game->principals; i++)
            proposers += game_draw(game, t, i) > 0;
        for (size_t m = 0; m < game->world.states; m++)
            count += can[t * game->world.states + m] ? proposers : 0;
    }
    return count;
}

static bool report_states(run *r, const double *reached) {
    game_form frozen = r->game;
    clock_solution counterfactual;
    frozen.world.frozen = true;
    listing list = {.reached = reached,
                    .can = clock_reachable(&r->game, &r->scratch),
                    .stage = {.game = &r->game, .wants_offer = true}};
    list.stage.refusal = BASE_NEW(&r->scratch, double, clock_masks(&r->game) * r->game.principals);
    if (!list.can || !list.stage.refusal ||
        !clock_sweep(&frozen, false, true, r->options->threads, &r->scratch, &counterfactual) ||
        !clock_ahead_init(&list.ahead, &r->game, &r->scratch) ||
        !clock_ahead_init(&list.tomorrow, &r->game, &r->scratch))
        return false;
    list.frozen = counterfactual.acts;
    const size_t count = count_states(&r->game, list.can);
    list.states = BASE_NEW(r->kept, ent_clock_state, count);
    list.reservation = BASE_NEW(r->kept, double, count * r->game.principals);
    list.value = BASE_NEW(r->kept, double, count * r->game.principals);
    if (!list.states || !list.reservation || !list.value)
        return false;
    base_watch_phase(r->game.watch, "states", r->game.rounds);
    for (size_t t = 0; t < r->game.rounds; t++) {
        base_watch_part(r->game.watch, t);
        if (!list_round(r, &list, t))
            return false;
    }
    r->result->states = list.states;
    r->result->states_count = list.count;
    return true;
}

/* --- the certificate ------------------------------------------------------------------------- */

/* Every distinct payoff is tried where that is no great work, else the frontier. */
#define CERTIFY_WORK_MAX ((size_t)1 << 15)

static bool tries_every_offer(const run *r) {
    size_t most = 1;
    for (size_t c = 0; c < r->game.limits_count * r->game.classes_count; c++)
        most = r->game.offers[c].all_count > most ? r->game.offers[c].all_count : most;
    return r->result->states_count <= CERTIFY_WORK_MAX / most;
}

static ent_status certify(run *r) {
    const size_t worlds = r->game.world.states;
    const unsigned char *can = clock_reachable(&r->game, &r->scratch);
    const bool every = tries_every_offer(r);
    clock_probe probe;
    if (!can || !clock_probe_init(&probe, &r->game, &r->scratch))
        return base_watch_fail(r->game.watch, r->diags);
    double most = 0;
    base_watch_phase(r->game.watch, "certificate", r->game.rounds * worlds);
    for (size_t t = 0; t < r->game.rounds; t++)
        for (size_t m = 0; m < worlds; m++)
            if (can[t * worlds + m] && base_watch_step(r->game.watch, 256))
                most = fmax(most, clock_deviation(&probe, r->solution.value, t, m, every));
    r->result->deviation = most;
    if (base_watch_ended(r->game.watch))
        return base_watch_fail(r->game.watch, r->diags);
    if (most <= 1e-9)
        return ENT_OK;
    return base_fail(r->diags, ENT_ERR_NUMERIC, NULL, 0, 0, "time",
                     "somebody would gain %g by one other act; the answer is not printed because "
                     "it lost more than 1e-9",
                     most);
}

static ent_status check_finite(const run *r) {
    for (size_t p = 0; p < r->game.principals; p++)
        if (!isfinite(r->result->value[p]))
            return base_fail(r->diags, ENT_ERR_NUMERIC, NULL, 0, 0, "time",
                             "the value of '%s' is not finite",
                             r->model->parties[r->model->principals.at[p]].key);
    return ENT_OK;
}

/* --- the whole ------------------------------------------------------------------------------- */

static bool is_listed(const run *r) {
    const size_t cells = r->game.world.states * r->game.principals;
    return !r->options->values_only && cells <= ENT_CLOCK_STATES_MAX / r->game.rounds;
}

static bool offers_are_complete(const game_form *game) {
    for (size_t c = 0; c < game->limits_count * game->classes_count; c++)
        if (!game->offers[c].all_complete)
            return false;
    return true;
}

static void describe(run *r) {
    ent_clock *result = r->result;
    result->principals = r->game.principals;
    result->rounds = r->game.rounds;
    result->worlds = r->game.world.states;
    result->factors = r->game.world.factors_count;
    result->lotteries = r->game.lotteries;
    result->offers_complete = offers_are_complete(&r->game);
    result->deviation = NAN;
}

static bool report_mandates(run *r) {
    const size_t rounds = r->game.rounds;
    ent_clock_mandate *kept = BASE_NEW(r->kept, ent_clock_mandate, rounds);
    if (!kept)
        return false;
    memcpy(kept, r->game.mandates, rounds * sizeof *kept);
    r->result->mandate_by_round = kept;
    ent_rank lowest = ENT_LEADER;
    for (size_t t = 0; t < rounds; t++)
        lowest = kept[t].rank < lowest ? kept[t].rank : lowest;
    r->result->mandates_bind = !model_rank_settles_all(r->model, lowest);
    return true;
}

static bool report_extras(run *r, double **reached) {
    if (r->options->values_only)
        return true;
    *reached =
        r->detailed ? BASE_NEW(&r->scratch, double, r->game.rounds * r->game.world.states) : NULL;
    return report_other_horizons(r) && report_world(r) && report_events(r) &&
           (!r->detailed || (*reached && report_round_cost(r) &&
                             clock_bands(&r->game, &r->solution, &r->scratch, r->kept, r->result)));
}

static ent_status solve(run *r) {
    ent_status status = game_build(&r->game, r->model, r->options, true, &r->scratch, r->diags);
    if (status)
        return status;
    describe(r);
    r->detailed = is_listed(r);
    double *reached = NULL;
    if (!report_mandates(r) ||
        !clock_sweep(&r->game, r->detailed, true, r->options->threads, &r->scratch, &r->solution) ||
        !(r->result->value = first_values(r, &r->solution)))
        return base_watch_fail(r->game.watch, r->diags);
    status = check_finite(r);
    if (status)
        return status;
    if (!report_extras(r, &reached) || !report_best_now(r) || !report_agreement(r, reached) ||
        (r->detailed && !report_states(r, reached)))
        return base_watch_fail(r->game.watch, r->diags);
    return r->detailed ? certify(r) : ENT_OK;
}

ent_status ent_clock_solve(const ent_model *model, const ent_clock_options *options,
                           ent_clock **clock, ent_diags *diags) {
    const ent_clock_options defaults = ENT_CLOCK_OPTIONS_INIT;
    owned *self = base_malloc(sizeof *self);
    if (!self)
        return base_fail_memory(diags);
    *self = (owned){.result = {.owner = self}};
    run r = {.model = model,
             .options = options ? options : &defaults,
             .result = &self->result,
             .kept = &self->arena,
             .diags = diags};
    const ent_status status = base_watch_end(r.options->watch, solve(&r), diags);
    base_arena_clear(&r.scratch);
    if (status) {
        ent_clock_free(&self->result);
        return status;
    }
    *clock = &self->result;
    return ENT_OK;
}
