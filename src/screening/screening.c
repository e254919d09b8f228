/* Screening: checks, set-up, backward induction by one of the two engines, the path, the report. */
#include "entente/screening.h"

#include "base/diag.h"
#include "base/watch.h"
#include "model/model.h"
#include "model/path.h"
#include "screening/walk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct owned {
    ent_screening result;
    base_arena arena;
    ent_screening_step *steps; /* malloc */
} owned;

void ent_screening_free(ent_screening *screening) {
    if (!screening)
        return;
    owned *self = screening->owner;
    base_arena_clear(&self->arena);
    free(self->steps);
    free(self);
}

/* --- set-up ---------------------------------------------------------------------------------- */

static ent_status set_types(screen *s, const ent_model *model, uint32_t party, ent_diags *diags) {
    const ent_number *number = &model->parties[party].walk_away;
    s->types = (belief){number->low.value, number->likely.value, number->high.value,
                        number->spread == ENT_TRIANGULAR};
    if (number->spread != ENT_POINT && s->types.low < s->types.high)
        return ENT_OK;
    char path[MODEL_PATH_NAME_BYTES + 20];
    snprintf(path, sizeof path, "parties.%s.walk_away", MODEL_PATH_NAME(model->parties[party].key));
    const char *file = number->place.line && number->place.file < model->files_count
                           ? model->files[number->place.file]
                           : NULL;
    return base_fail(diags, ENT_ERR_MODEL, file, number->place.line, number->place.column, path,
                     "one number leaves nothing to find out; write [low, high] or [low, likely, "
                     "high]");
}

static ent_status set_sides(screen *s, const ent_model *model, uint32_t party, ent_diags *diags) {
    if (model->principals.count != 2)
        return base_fail(diags, ENT_ERR_MODEL, NULL, 0, 0, "parties",
                         "screening needs exactly two principals; there are %zu",
                         model->principals.count);
    const uint32_t informed = model_principal_index(model, party);
    if (informed == ENT_NONE)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, "parties",
                         "the informed party must be one of the two principals");
    s->informed = informed;
    s->uninformed = 1 - informed;
    return ENT_OK;
}

/* Walk-aways of the game are at the likely value; types differ from each other, not the shifts. */
static bool set_shifts(screen *s, const ent_model *model, uint32_t party) {
    const size_t worlds = s->game->world.states;
    double *shift = BASE_NEW(s->arena, double, worlds);
    for (size_t m = 0; shift && m < worlds; m++)
        shift[m] = s->game->walk_away[s->informed * worlds + m] -
                   model->parties[party].walk_away.likely.value;
    s->shift = shift;
    return shift != NULL;
}

static bool set_successors(screen *s) {
    const game_world *world = &s->game->world;
    const size_t most = game_world_successors_max(world);
    screening_next *next = BASE_NEW(s->arena, screening_next, s->game->rounds * world->states);
    if (!next)
        return false;
    for (size_t t = 0; t < s->game->rounds; t++) {
        for (size_t f = 0; f < world->factors_count; f++)
            game_world_set(world, f, t, 0);
        for (size_t m = 0; m < world->states; m++) {
            if (!base_watch_step(s->game->watch, 4 * most))
                return false;
            uint32_t *to = BASE_NEW(s->arena, uint32_t, most);
            double *chance = BASE_NEW(s->arena, double, most);
            if (!to || !chance)
                return false;
            const size_t count = game_world_successors(world, m, to, chance);
            next[t * world->states + m] = (screening_next){count, to, chance};
        }
    }
    s->next = next;
    return true;
}

static ent_status check_size(const screen *s, ent_diags *diags) {
    if (s->game->world.states <= ENT_SCREENING_STATES_MAX / s->game->rounds)
        return ENT_OK;
    return base_fail(diags, ENT_ERR_LIMIT, NULL, 0, 0, "time",
                     "%zu rounds x %zu world states; screening follows at most %d together",
                     s->game->rounds, s->game->world.states, ENT_SCREENING_STATES_MAX);
}

static ent_status set_up(screen *s, game_form *game, const ent_model *model, uint32_t party,
                         const ent_screening_options *options) {
    const ent_clock_options clock = {
        .rounds = options->rounds, .menus = options->menus, .watch = options->watch};
    ent_status status = set_sides(s, model, party, s->diags);
    if (!status)
        status = set_types(s, model, party, s->diags);
    if (!status)
        status = game_build(game, model, &clock, false, s->arena, s->diags);
    if (!status)
        status = check_size(s, s->diags);
    if (!status && !(set_shifts(s, model, party) && set_successors(s)))
        status = base_watch_fail(options->watch, s->diags);
    return status;
}

/* --- the report ------------------------------------------------------------------------------ */

static ent_status check_value(const ent_screening *result, ent_diags *diags) {
    /* merged cut-offs blur the path, not the solution */
    if (result->value_error <= 1e-9 || !result->path_exact)
        return ENT_OK;
    return base_fail(diags, ENT_ERR_NUMERIC, NULL, 0, 0, "time",
                     "the value by backward induction and along the path differ by %g; the answer "
                     "is not printed because it lost more than 1e-9",
                     result->value_error);
}

static void report_path(const screen *s, const screening_path *path, owned *self) {
    ent_screening *result = &self->result;
    const size_t rounds = s->game->rounds;
    double sum = 0;
    for (size_t t = 0; t < rounds; t++) {
        sum += path->agreed[t];
        path->agreed[t] = fmin(sum, 1);
    }
    result->agreement_by_round = path->agreed;
    result->value_informed = path->value[0];
    result->mixing = path->mixing;
    result->pure = path->mixing <= 0;
    result->path_exact = path->exact;
    result->steps = path->too_many_steps ? NULL : path->steps;
    result->steps_count = path->too_many_steps ? 0 : path->steps_count;
    self->steps = path->steps;
}

static ent_status report(const screen *s, const screening_engine *engine,
                         const ent_screening_options *options, owned *self) {
    ent_screening *result = &self->result;
    screening_path path = {.agreed = BASE_NEW(&self->arena, double, s->game->rounds),
                           .reached =
                               BASE_NEW(s->arena, bool, s->game->rounds * s->game->world.states)};
    const bool walked =
        path.agreed && path.reached && screening_walk(s, engine, &self->arena, &path);
    self->steps = path.steps;
    if (!walked)
        return base_watch_fail(s->game->watch, s->diags);
    screening_act acts[2];
    engine->act(engine->self, 0, 0, engine->start, 1, acts);
    result->informed = (uint32_t)s->informed;
    result->uninformed = (uint32_t)s->uninformed;
    result->rounds = s->game->rounds;
    result->worlds = s->game->world.states;
    result->lotteries = s->game->lotteries;
    result->value_uninformed = engine->value(engine->self, 0, 0, engine->start);
    result->left = 1 - engine->share(engine->self, acts[0].cutoff);
    report_path(s, &path, self);
    result->value_error = fabs(result->value_uninformed - path.value[1]);
    result->regret = NAN;
    result->type_gain = NAN;
    base_watch_phase(s->game->watch, "certificate", s->game->rounds * s->game->world.states);
    result->certified_all = options->certify_all;
    if (!options->unchecked)
        engine->certify(engine->self, options->certify_all ? NULL : path.reached, &result->regret,
                        &result->type_gain);
    return base_watch_ended(s->game->watch) ? base_watch_fail(s->game->watch, s->diags)
                                            : check_value(result, s->diags);
}

ent_status ent_screening_solve(const ent_model *model, uint32_t informed,
                               const ent_screening_options *options, ent_screening **screening,
                               ent_diags *diags) {
    const ent_screening_options defaults = ENT_SCREENING_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    owned *self = base_malloc(sizeof *self);
    if (!self)
        return base_fail_memory(diags);
    *self = (owned){.result = {.owner = self}};
    base_arena scratch = {0};
    game_form game;
    screen s = {.game = &game, .arena = &scratch, .diags = diags};
    screening_engine engine;
    ent_status status = set_up(&s, &game, model, informed, options);
    if (!status)
        status =
            game.lotteries ? screening_lotteries(&s, &engine) : screening_packages(&s, &engine);
    if (!status)
        status = report(&s, &engine, options, self);
    status = base_watch_end(options->watch, status, diags);
    base_arena_clear(&scratch);
    if (status) {
        ent_screening_free(&self->result);
        return status;
    }
    *screening = &self->result;
    return ENT_OK;
}
