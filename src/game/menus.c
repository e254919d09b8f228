/* The efficient offers of each class of worlds, found once and kept for all who bargain over them.
 */
#include "game/game.h"

#include "base/diag.h"
#include "entente/deals.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

struct ent_menus {
    base_arena arena;
    size_t count;  /* there is room for */
    game_menu *of; /* [count] by class and rank */
};

ent_menus *ent_menus_new(void) {
    ent_menus *menus = base_malloc(sizeof *menus);
    if (menus)
        *menus = (ent_menus){0};
    return menus;
}

void ent_menus_free(ent_menus *menus) {
    if (!menus)
        return;
    base_arena_clear(&menus->arena);
    free(menus);
}

static bool copy_frontier(game_menu *menu, const ent_deal_set *set, size_t principals,
                          size_t issues, base_arena *arena) {
    double *utility = BASE_NEW(arena, double, set->frontier_count *principals);
    uint32_t *packages = BASE_NEW(arena, uint32_t, set->frontier_count * issues);
    const uint32_t **package = BASE_NEW(arena, const uint32_t *, set->frontier_count);
    if (!utility || !packages || !package)
        return false;
    for (size_t k = 0; k < set->frontier_count; k++) {
        memcpy(utility + k * principals, set->frontier[k].utility, principals * sizeof *utility);
        memcpy(packages + k * issues, set->frontier[k].package, issues * sizeof *packages);
        package[k] = packages + k * issues;
    }
    *menu = (game_menu){true, set->frontier_count, utility, package};
    return true;
}

/* Option by option what a rank can settle: today's always. False: out of memory. */
static bool settle_within(const ent_model *model, ent_rank rank, base_arena *arena,
                          const bool *const **within) {
    const bool **by_issue = BASE_NEW(arena, const bool *, model->issues_count);
    if (!by_issue)
        return false;
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &model->issues[j];
        bool *of = BASE_NEW(arena, bool, issue->options_count);
        if (!of)
            return false;
        for (uint32_t o = 0; o < issue->options_count; o++)
            of[o] = model_rank_settles(issue, o, rank);
        by_issue[j] = of;
    }
    *within = by_issue;
    return true;
}

ent_status game_menu_find(const ent_model *model, ent_rank rank, ent_watch *watch,
                          base_arena *arena, game_menu *menu, ent_diags *diags) {
    base_arena scratch = {0};
    ent_deals_options options = {
        .any_gain = true, .exact_only = true, .frontier_only = true, .watch = watch};
    ent_deals *deals = NULL;
    ent_status status = ENT_OK;
    if (!model_rank_settles_all(model, rank) &&
        !settle_within(model, rank, &scratch, &options.within))
        status = base_fail_memory(diags);
    if (!status)
        status = ent_deals_solve(model, &options, &deals, diags);
    base_arena_clear(&scratch);
    if (status)
        return status;
    const bool fits = copy_frontier(menu, &deals->settlement, model->principals.count,
                                    model->issues_count, arena);
    ent_deals_free(deals);
    return fits ? ENT_OK : base_watch_fail(watch, diags);
}

/* The classes of a model are few and known from the first call on. */
static bool make_room(ent_menus *menus, size_t classes) {
    if (menus->count >= classes)
        return true;
    game_menu *of = BASE_NEW(&menus->arena, game_menu, classes);
    if (!of)
        return false;
    if (menus->count)
        memcpy(of, menus->of, menus->count * sizeof *of);
    menus->of = of;
    menus->count = classes;
    return true;
}

ent_status game_menu_keep(ent_menus *menus, size_t class, const ent_model *model, ent_rank rank,
                          ent_watch *watch, game_menu *menu, ent_diags *diags) {
    const size_t place = class * ENT_RANKS + rank;
    if (!make_room(menus, place + 1))
        return base_watch_fail(watch, diags);
    ent_status status = ENT_OK;
    if (!menus->of[place].known)
        status = game_menu_find(model, rank, watch, &menus->arena, &menus->of[place], diags);
    *menu = menus->of[place];
    return status;
}
