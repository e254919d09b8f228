/* From the model to the game: horizon, proposers, discounts, walk-aways and offers by world. */
#include "base/diag.h"
#include "game/game.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_status fail_time(const ent_model *model, ent_status code, const char *path,
                            ent_diags *diags, const char *message) {
    const ent_place place = model->time.place;
    const char *file =
        place.line && place.file < model->files_count ? model->files[place.file] : NULL;
    return base_fail(diags, code, file, place.line, place.column, path, "%s", message);
}

/* --- horizon and proposers ------------------------------------------------------------------- */

static ent_status set_rounds(game_form *game, const ent_model *model, uint32_t wanted,
                             ent_diags *diags) {
    if (!model->has_time)
        return base_fail(diags, ENT_ERR_MODEL, model->files_count ? model->files[0] : NULL, 0, 0,
                         "time",
                         "the model has no 'time:' section; the clock needs 'rounds' at "
                         "least");
    game->rounds = wanted ? wanted : model->time.rounds;
    if (game->rounds == 0)
        return fail_time(model, ENT_ERR_MODEL, "time.rounds", diags,
                         "no number of rounds is given; say how long the talks can go on");
    if (game->rounds > ENT_CLOCK_ROUNDS_MAX)
        return base_fail(diags, ENT_ERR_LIMIT, NULL, 0, 0, "time.rounds",
                         "%zu rounds; at most %d can be followed", game->rounds,
                         ENT_CLOCK_ROUNDS_MAX);
    return ENT_OK;
}

static double number_of(const ent_party_numbers *numbers, uint32_t party, double otherwise) {
    for (size_t k = 0; k < numbers->count; k++)
        if (numbers->at[k].party == party)
            return numbers->at[k].number.likely.value;
    return otherwise;
}

static ent_status set_proposers(game_form *game, const ent_model *model, base_arena *arena,
                                ent_diags *diags) {
    const ent_time *time = &model->time;
    const size_t principals = game->principals;
    game->rule = time->proposer;
    const uint32_t first = model_principal_index(model, time->proposer_first);
    game->first = first == ENT_NONE ? 0 : first;
    double *drawn = BASE_NEW(arena, double, principals);
    if (!drawn)
        return base_fail_memory(diags);
    double sum = 0;
    for (size_t p = 0; p < principals; p++) {
        drawn[p] = time->proposer == ENT_PROPOSER_CHANCES
                       ? number_of(&time->proposer_chances, model->principals.at[p], 0)
                       : 1.0 / (double)principals;
        sum += drawn[p];
        if (!(drawn[p] >= 0))
            return fail_time(model, ENT_ERR_MODEL, "time.proposer", diags,
                             "a chance to propose is negative; chances run from 0 to 1");
    }
    game->drawn = drawn;
    if (!(fabs(sum - 1) <= 1e-9))
        return base_fail(diags, ENT_ERR_MODEL, NULL, 0, 0, "time.proposer",
                         "the chances of the principals sum to %g; they must sum to 1", sum);
    return ENT_OK;
}

static ent_status set_discounts(game_form *game, const ent_model *model, base_arena *arena,
                                ent_diags *diags) {
    double *discount = BASE_NEW(arena, double, game->principals);
    if (!discount)
        return base_fail_memory(diags);
    for (size_t p = 0; p < game->principals; p++) {
        const uint32_t party = model->principals.at[p];
        discount[p] = ent_model_discount(model, party);
        if (!(discount[p] >= 0 && discount[p] <= 1))
            return base_fail(diags, ENT_ERR_MODEL, NULL, 0, 0, "time.discount",
                             "the discount of '%s' is %g; it runs from 0 to 1",
                             model->parties[party].key, discount[p]);
    }
    game->discount = discount;
    return ENT_OK;
}

/* One byte is kept per round, world and proposer. */
static ent_status check_size(const game_form *game, ent_diags *diags) {
    if (game->world.states * game->principals <= GAME_CELLS_MAX / game->rounds)
        return ENT_OK;
    return base_fail(diags, ENT_ERR_LIMIT, NULL, 0, 0, "time",
                     "%zu rounds x %zu world states x %zu principals; at most %zu together can be "
                     "followed",
                     game->rounds, game->world.states, game->principals, GAME_CELLS_MAX);
}

/* --- effects --------------------------------------------------------------------------------- */

static bool holds(const game_world *world, const ent_effect *effect, size_t m) {
    for (size_t t = 0; t < effect->when_count; t++) {
        const ent_world_term *term = &effect->when[t];
        const size_t level = game_world_level(world, m, term->factor);
        if (!model_ids_have(&term->levels, (uint32_t)level))
            return false;
    }
    return true;
}

/* Visits only the worlds at the levels of the first condition: there may be many effects. */
static void shift_walk_aways(const game_form *game, const ent_model *model,
                             const ent_effect *effect, double *walk_away) {
    const size_t worlds = game->world.states;
    static const uint32_t any = 0;
    const bool always = effect->when_count == 0;
    const ent_ids levels = always ? (ent_ids){1, &any} : effect->when[0].levels;
    const game_factor *factor = always ? NULL : &game->world.factors[effect->when[0].factor];
    const size_t stride = always ? worlds : factor->stride;
    const size_t block = always ? worlds : stride * factor->levels;
    for (size_t p = 0; p < game->principals; p++) {
        const double change = number_of(&effect->walk_away, model->principals.at[p], 0);
        for (size_t base = 0; base < worlds && change != 0; base += block)
            for (size_t k = 0; k < levels.count && base_watch_step(game->watch, stride); k++)
                for (size_t r = 0; r < stride; r++) {
                    const size_t m = base + levels.at[k] * stride + r;
                    if (effect->when_count <= 1 || holds(&game->world, effect, m))
                        walk_away[p * worlds + m] += change;
                }
    }
}

static ent_status set_walk_aways(game_form *game, const ent_model *model, base_arena *arena,
                                 ent_diags *diags) {
    const size_t worlds = game->world.states;
    double *walk_away = BASE_NEW(arena, double, game->principals *worlds);
    if (!walk_away)
        return base_fail_memory(diags);
    for (size_t p = 0; p < game->principals; p++)
        for (size_t m = 0; m < worlds; m++)
            walk_away[p * worlds + m] =
                model->parties[model->principals.at[p]].walk_away.likely.value;
    for (size_t e = 0; e < model->time.effects_count; e++)
        shift_walk_aways(game, model, &model->time.effects[e], walk_away);
    game->walk_away = walk_away;
    return ENT_OK;
}

/* Worlds with the same changed values share a class: classes are split effect by effect. */
static ent_status set_classes(game_form *game, const ent_model *model, uint16_t *class_of,
                              base_arena *arena, ent_diags *diags) {
    const size_t worlds = game->world.states;
    uint32_t *renamed = BASE_NEW(arena, uint32_t, 2 * GAME_CLASSES_MAX);
    if (!renamed)
        return base_fail_memory(diags);
    game->classes_count = 1;
    for (size_t e = 0; e < model->time.effects_count; e++) {
        const ent_effect *effect = &model->time.effects[e];
        if (effect->changes_count == 0)
            continue;
        for (size_t k = 0; k < 2 * GAME_CLASSES_MAX; k++)
            renamed[k] = ENT_NONE;
        size_t count = 0;
        for (size_t m = 0; m < worlds; m++) {
            if (!base_watch_each(game->watch, m, 4))
                return base_watch_fail(game->watch, diags);
            uint32_t *name = &renamed[2 * class_of[m] + holds(&game->world, effect, m)];
            if (*name == ENT_NONE && count == GAME_CLASSES_MAX)
                return base_fail(diags, ENT_ERR_LIMIT, NULL, 0, 0, "time.effects",
                                 "the effects change values in more than %d different ways",
                                 GAME_CLASSES_MAX);
            if (*name == ENT_NONE)
                *name = (uint32_t)count++;
            class_of[m] = (uint16_t)*name;
        }
        game->classes_count = count;
    }
    game->class_of = class_of;
    return ENT_OK;
}

/* Of which offers are listed: a class of worlds and a rank, and what packages there are for it. */
typedef struct listing {
    size_t class;
    ent_rank rank;
    const game_packages *packages; /* NULL: no blame */
} listing;

static ent_status list_menu(const game_form *game, const ent_model *model, const listing *of,
                            game_offers *offers, base_arena *arena, ent_diags *diags) {
    game_menu menu = {0};
    const ent_status status =
        game->menus
            ? game_menu_keep(game->menus, of->class, model, of->rank, game->watch, &menu, diags)
            : game_menu_find(model, of->rank, game->watch, arena, &menu, diags);
    return status ? status
                  : game_offers_list(offers, model, of->rank, &menu, of->packages, game->watch,
                                     arena, diags);
}

static ent_status list_class(const game_form *game, const ent_model *model, const listing *of,
                             game_offers *offers, base_arena *arena, ent_diags *diags) {
    bool *active = BASE_NEW(arena, bool, model->time.effects_count);
    if (!active)
        return base_fail_memory(diags);
    size_t m = 0;
    while (game->class_of[m] != of->class)
        m++;
    bool changed = false;
    for (size_t e = 0; e < model->time.effects_count; e++) {
        active[e] = model->time.effects[e].changes_count > 0 &&
                    holds(&game->world, &model->time.effects[e], m);
        changed = changed || active[e];
    }
    if (!changed)
        return list_menu(game, model, of, offers, arena, diags);
    ent_model as_changed;
    const ent_status status = game_change_values(model, active, &as_changed, arena, diags);
    return status ? status : list_menu(game, &as_changed, of, offers, arena, diags);
}

static ent_status list_classes(const game_form *game, const ent_model *model, listing of,
                               game_offers *offers, base_arena *arena, ent_diags *diags) {
    for (of.class = 0; of.class < game->classes_count; of.class ++) {
        const ent_status status = list_class(game, model, &of, &offers[of.class], arena, diags);
        if (status)
            return status;
        if (game->lotteries && game->principals > 2 && offers[of.class].frontier_count > 0 &&
            (!offers[of.class].vertex || game->world.speakers_count > 0))
            return fail_time(model, ENT_ERR_MODEL, "time.offers", diags,
                             "lotteries need two principals, or a pie (one efficient package per "
                             "principal, all else lost) and no 'when_rejected_by'; write "
                             "'offers: packages'");
    }
    return ENT_OK;
}

static ent_status list_limit(const game_form *game, const ent_model *model, ent_rank rank,
                             game_offers *offers, base_arena *arena, ent_diags *diags) {
    if (game->world.speakers_count == 0)
        return list_classes(game, model, (listing){.rank = rank}, offers, arena, diags);
    game_packages packages = {0};
    const ent_status status =
        game_packages_list(&packages, model, rank, game->watch, arena)
            ? list_classes(game, model, (listing){.rank = rank, .packages = &packages}, offers,
                           arena, diags)
            : base_watch_fail(game->watch, diags);
    free(packages.package);
    return status;
}

/* Rounds with the same rank share their offers; a rank that binds nothing is as good as none. */
static ent_status set_mandates(game_form *game, const ent_model *model, ent_rank limits[ENT_RANKS],
                               base_arena *arena, ent_diags *diags) {
    const ent_clock_mandate *mandates = game_mandates(model, game->rounds, arena);
    uint8_t *limit_of = BASE_NEW(arena, uint8_t, game->rounds);
    if (!mandates || !limit_of)
        return base_fail_memory(diags);
    for (size_t t = 0; t < game->rounds; t++) {
        const ent_rank rank =
            model_rank_settles_all(model, mandates[t].rank) ? ENT_LEADER : mandates[t].rank;
        size_t limit = 0;
        while (limit < game->limits_count && limits[limit] != rank)
            limit++;
        if (limit == game->limits_count)
            limits[game->limits_count++] = rank;
        limit_of[t] = (uint8_t)limit;
    }
    game->mandates = mandates;
    game->limit_of = limit_of;
    return ENT_OK;
}

static ent_status list_offers(game_form *game, const ent_model *model, base_arena *arena,
                              ent_diags *diags) {
    ent_rank limits[ENT_RANKS];
    ent_status status = set_mandates(game, model, limits, arena, diags);
    game_offers *offers =
        status ? NULL : BASE_NEW(arena, game_offers, game->limits_count * game->classes_count);
    if (!status && !offers)
        status = base_fail_memory(diags);
    for (size_t limit = 0; limit < game->limits_count && !status; limit++)
        status = list_limit(game, model, limits[limit], offers + limit * game->classes_count, arena,
                            diags);
    game->offers = offers;
    return status;
}

ent_status game_build(game_form *game, const ent_model *model, const ent_clock_options *options,
                      bool blame, base_arena *arena, ent_diags *diags) {
    *game = (game_form){.principals = model->principals.count,
                        .issues = model->issues_count,
                        .lotteries = model->time.offers == ENT_OFFERS_LOTTERIES,
                        .refuse_ties = options->refuse_ties,
                        .menus = options->menus,
                        .watch = options->watch};
    ent_status status = set_rounds(game, model, options->rounds, diags);
    if (!status)
        status = game_world_init(&game->world, model, game->rounds, blame, arena, diags);
    if (!status)
        status = check_size(game, diags);
    if (!status)
        status = set_proposers(game, model, arena, diags);
    if (!status)
        status = set_discounts(game, model, arena, diags);
    if (!status)
        status = set_walk_aways(game, model, arena, diags);
    uint16_t *class_of = status ? NULL : BASE_NEW(arena, uint16_t, game->world.states);
    if (!status && !class_of)
        return base_fail_memory(diags);
    if (!status)
        status = set_classes(game, model, class_of, arena, diags);
    return status ? status : list_offers(game, model, arena, diags);
}

double game_draw(const game_form *game, size_t round, size_t proposer) {
    if (game->rule != ENT_PROPOSER_ALTERNATE)
        return game->drawn[proposer];
    return (game->first + round) % game->principals == proposer ? 1 : 0;
}
