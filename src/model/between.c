/* Some of the principals at the table, the others outside. */
#include "base/arena.h"
#include "base/diag.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

static bool is_fit(const ent_model *model, const ent_ids *parties) {
    for (size_t i = 0; i < parties->count; i++)
        if (model_principal_index(model, parties->at[i]) == ENT_NONE ||
            (i > 0 && parties->at[i] <= parties->at[i - 1]))
            return false;
    return parties->count >= 2;
}

static bool is_among(const ent_ids *parties, uint32_t party) {
    for (size_t i = 0; i < parties->count; i++)
        if (parties->at[i] == party)
            return true;
    return false;
}

/* A view that borrows all but the list of parties and of principals. */
static ent_model *make_view(base_arena *arena, const ent_model *model, const ent_ids *parties) {
    ent_model *view = BASE_NEW(arena, ent_model, 1);
    ent_party *all = BASE_NEW(arena, ent_party, model->parties_count);
    uint32_t *principals = BASE_NEW(arena, uint32_t, parties->count);
    if (!view || !all || !principals)
        return NULL;
    memcpy(all, model->parties, model->parties_count * sizeof *all);
    memcpy(principals, parties->at, parties->count * sizeof *principals);
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (all[p].role == ENT_PRINCIPAL && !is_among(parties, p))
            all[p].role = ENT_AFFECTED;
    *view = *model;
    view->parties = all;
    view->principals = (ent_ids){parties->count, principals};
    view->owner = arena;
    return view;
}

ent_status ent_model_between(const ent_model *model, ent_ids parties, ent_model **between,
                             ent_diags *diags) {
    if (!is_fit(model, &parties))
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "'between' takes two or more principals in the order of the model");
    base_arena *arena = base_malloc(sizeof *arena);
    if (!arena)
        return base_fail_memory(diags);
    *arena = (base_arena){0};
    ent_model *view = make_view(arena, model, &parties);
    if (!view) {
        base_arena_clear(arena);
        free(arena);
        return base_fail_memory(diags);
    }
    *between = view;
    return ENT_OK;
}
