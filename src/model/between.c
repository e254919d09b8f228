/* Some of the principals at the table, the others outside. */
#include "base/arena.h"
#include "base/diag.h"
#include "model/copy.h"
#include "model/model.h"

#include <string.h>

static bool is_fit(const ent_model *model, const ent_ids *parties) {
    for (size_t i = 0; i < parties->count; i++)
        if (model_principal_index(model, parties->at[i]) == ENT_NONE ||
            (i > 0 && parties->at[i] <= parties->at[i - 1]))
            return false;
    return parties->count >= 2;
}

/* A view that borrows all but the list of parties and of principals. */
static ent_model *make_view(base_arena *arena, const ent_model *model, const ent_ids *parties) {
    ent_model *view = BASE_NEW(arena, ent_model, 1);
    ent_party *all = model_copy_parties(arena, model);
    uint32_t *principals = BASE_NEW(arena, uint32_t, parties->count);
    if (!view || !all || !principals)
        return NULL;
    memcpy(principals, parties->at, parties->count * sizeof *principals);
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (all[p].role == ENT_PRINCIPAL && !model_ids_list(parties, p))
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
    base_arena *arena = base_arena_new();
    ent_model *view = arena ? make_view(arena, model, &parties) : NULL;
    if (!view) {
        base_arena_free(arena);
        return base_fail_memory(diags);
    }
    *between = view;
    return ENT_OK;
}
