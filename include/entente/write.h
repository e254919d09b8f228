/**
 * @file write.h
 * A model as text in the format of docs/format.md.
 */
#ifndef ENTENTE_WRITE_H
#define ENTENTE_WRITE_H

#include "entente/model.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Write every section of a sound model (ent_model_check; texts of one line without control
 * characters) so that ent_model_read_file reads the same model back: the same keys, texts, numbers
 * (exact ones as digits, others as the shortest decimal that reads back) and the same claims behind
 * each number. Places, and because-lists that support no number, are not kept; names of files
 * neither, as everything ends up in one.
 *
 * @retval ENT_ERR_IO  the file could not be written
 *
 * Cost: linear in the model.
 */
ENT_API ent_status ent_model_write(const ent_model *model, FILE *file);

#ifdef __cplusplus
}
#endif
#endif
