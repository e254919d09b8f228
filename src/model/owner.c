#include "base/arena.h"
#include "entente/model.h"

/* A reader allocates one arena with base_arena_new and everything else inside it, the model too. */
void ent_model_free(ent_model *model) {
    if (model)
        base_arena_free(model->owner);
}
