/**
 * @file write.h
 * A model as text: in the format of docs/format.md, or for other programs.
 */
#ifndef ENTENTE_WRITE_H
#define ENTENTE_WRITE_H

#include "entente/model.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Write every section of a sound model (ent_model_check; texts of one line that a model
 * file may hold: no control characters, nothing that turns the line around, in NFC) so that
 * ent_model_read_file reads the same model back: the same keys, texts, numbers (exact ones as
 * digits, others as the shortest decimal that reads back) and the same claims behind each number.
 * Places, and because-lists that support no number, are not kept; names of files neither, as
 * everything ends up in one.
 *
 * @retval ENT_ERR_IO  the file could not be written
 *
 * Cost: linear in the model.
 */
ENT_API ent_status ent_model_write(const ent_model *model, FILE *file);

/** What an export writes: the domain, or the profile of one party. */
#define ENT_EXPORT_DOMAIN ENT_NONE

/**
 * Write one GENIUS XML file of an additive model: the domain, or what one party wants.
 *
 * GENIUS divides evaluations by the largest of their issue. So the weight of an issue is written
 * as weight x best value, and each evaluation as its value: sums are those of the model.
 *
 * @param party  index of a party, or ENT_EXPORT_DOMAIN
 * @retval ENT_ERR_MODEL  rules, linkages, red lines, interim agreements or options that run out:
 *                        GENIUS cannot say them; a message names the first
 * @retval ENT_ERR_IO     the file could not be written
 */
ENT_API ent_status ent_export_genius(const ent_model *model, uint32_t party, FILE *file,
                                     ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
