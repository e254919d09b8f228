/* What the numbers of a model rest on: claims, their grades, and where there are none. */
#include "entente/provenance.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/model.h"

#include <stdlib.h>

typedef struct owned {
    ent_provenance result;
    base_arena arena;
} owned;

void ent_provenance_free(ent_provenance *provenance) {
    if (!provenance)
        return;
    owned *self = provenance->owner;
    base_arena_clear(&self->arena);
    free(self);
}

static void count_grades(const ent_model *model, ent_provenance *result) {
    for (size_t c = 0; c < model->claims_count; c++) {
        const ent_claim *claim = &model->claims[c];
        if (claim->reliability >= 'A' && claim->reliability <= 'F' && claim->credibility >= '1' &&
            claim->credibility <= '6')
            result->grades[claim->reliability - 'A'][claim->credibility - '1']++;
        else
            result->ungraded++;
    }
}

/* Each pair once, whichever of the two names the other. */
static bool list_contradictions(const ent_model *model, owned *self) {
    size_t most = 0;
    for (size_t c = 0; c < model->claims_count; c++)
        most += model->claims[c].contradicts.count;
    ent_contradiction *pairs = BASE_NEW(&self->arena, ent_contradiction, most);
    if (!pairs)
        return false;
    size_t count = 0;
    for (uint32_t c = 0; c < model->claims_count; c++) {
        const ent_ids *others = &model->claims[c].contradicts;
        for (size_t i = 0; i < others->count; i++) {
            const uint32_t other = others->at[i];
            if (other > c)
                pairs[count++] = (ent_contradiction){c, other};
            else if (other < c && !model_ids_list(&model->claims[other].contradicts, c))
                pairs[count++] = (ent_contradiction){other, c};
        }
    }
    self->result.contradictions = pairs;
    self->result.contradictions_count = count;
    return true;
}

static bool list_where(owned *self, const bool *wanted, size_t count, ent_ids *ids) {
    uint32_t *at = BASE_NEW(&self->arena, uint32_t, count);
    if (!at)
        return false;
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (wanted[i])
            at[found++] = (uint32_t)i;
    *ids = (ent_ids){found, at};
    return true;
}

static bool list_unsupported(const ent_model *model, owned *self) {
    bool *bare = BASE_NEW(&self->arena, bool, model->numbers_count);
    if (!bare)
        return false;
    for (size_t i = 0; i < model->numbers_count; i++)
        bare[i] = model->numbers[i].number->because.count == 0;
    return list_where(self, bare, model->numbers_count, &self->result.unsupported);
}

static bool list_unused(const ent_model *model, owned *self) {
    bool *unused = BASE_NEW(&self->arena, bool, model->claims_count);
    bool *empty = BASE_NEW(&self->arena, bool, model->sources_count);
    if (!unused || !empty)
        return false;
    for (size_t c = 0; c < model->claims_count; c++)
        unused[c] = true;
    for (size_t s = 0; s < model->sources_count; s++)
        empty[s] = true;
    for (size_t b = 0; b < model->becauses_count; b++)
        for (size_t i = 0; i < model->becauses[b].count; i++)
            unused[model->becauses[b].at[i]] = false;
    for (size_t c = 0; c < model->claims_count; c++)
        if (model->claims[c].source != ENT_NONE)
            empty[model->claims[c].source] = false;
    return list_where(self, unused, model->claims_count, &self->result.unused_claims) &&
           list_where(self, empty, model->sources_count, &self->result.empty_sources);
}

ent_status ent_provenance_trace(const ent_model *model, ent_provenance **provenance,
                                ent_diags *diags) {
    owned *self = base_malloc(sizeof *self);
    if (!self)
        return base_fail_memory(diags);
    *self = (owned){.result = {.owner = self}};
    count_grades(model, &self->result);
    if (!list_contradictions(model, self) || !list_unsupported(model, self) ||
        !list_unused(model, self)) {
        ent_provenance_free(&self->result);
        return base_fail_memory(diags);
    }
    *provenance = &self->result;
    return ENT_OK;
}
