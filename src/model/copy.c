/* Parts of a model copied so that they may be written to. */
#include "model/copy.h"

#include <string.h>

ent_party *model_copy_parties(base_arena *arena, const ent_model *model) {
    ent_party *parties = BASE_NEW(arena, ent_party, model->parties_count);
    if (parties && model->parties_count)
        memcpy(parties, model->parties, model->parties_count * sizeof *parties);
    return parties;
}

ent_preference *model_copy_preferences(base_arena *arena, const ent_model *model, uint32_t party,
                                       ent_number **values) {
    ent_preference *preferences = BASE_NEW(arena, ent_preference, model->issues_count);
    if (!preferences)
        return NULL;
    memcpy(preferences, model->parties[party].preferences,
           model->issues_count * sizeof *preferences);
    for (size_t j = 0; j < model->issues_count; j++) {
        values[j] = NULL;
        if (!preferences[j].given)
            continue;
        const size_t count = model->issues[j].options_count;
        values[j] = BASE_NEW(arena, ent_number, count);
        if (!values[j])
            return NULL;
        memcpy(values[j], preferences[j].values, count * sizeof *values[j]);
        preferences[j].values = values[j];
    }
    return preferences;
}
