#include "base/arena.h"
#include "entente/model.h"

#include <stdlib.h>

/* A reader allocates one arena with base_malloc and everything else inside it, the model too. */
void ent_model_free(ent_model *model) {
    if (!model || !model->owner)
        return;
    base_arena *arena = model->owner;
    base_arena_clear(arena);
    free(arena);
}
