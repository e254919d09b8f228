/* The efficient offers of each class of worlds, found once and kept for all who bargain over them.
 */
#include "game/game.h"

#include "base/diag.h"
#include "entente/deals.h"

#include <stdlib.h>
#include <string.h>

struct ent_menus {
    base_arena arena;
    size_t count;  /* classes there is room for */
    game_menu *of; /* [count] by class */
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

ent_status game_menu_find(const ent_model *model, ent_watch *watch, base_arena *arena,
                          game_menu *menu, ent_diags *diags) {
    const ent_deals_options options = {
        .any_gain = true, .exact_only = true, .frontier_only = true, .watch = watch};
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
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

ent_status game_menu_keep(ent_menus *menus, size_t class, const ent_model *model, ent_watch *watch,
                          game_menu *menu, ent_diags *diags) {
    if (!make_room(menus, class + 1))
        return base_watch_fail(watch, diags);
    ent_status status = ENT_OK;
    if (!menus->of[class].known)
        status = game_menu_find(model, watch, &menus->arena, &menus->of[class], diags);
    *menu = menus->of[class];
    return status;
}
