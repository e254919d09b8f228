/** Copies of parts of a model that may be written to; everything else is shared. */
#ifndef ENT_MODEL_COPY_H
#define ENT_MODEL_COPY_H

#include "base/arena.h"
#include "entente/model.h"

/** [parties]; NULL if out of memory. */
ent_party *model_copy_parties(base_arena *arena, const ent_model *model);

/**
 * What a party wants: its preferences, and the values in each that is given.
 *
 * @param[out] values  [issues] the values of the copy; NULL where no preference is given
 * @return [issues]; NULL if out of memory
 */
ent_preference *model_copy_preferences(base_arena *arena, const ent_model *model, uint32_t party,
                                       ent_number **values);

#endif
