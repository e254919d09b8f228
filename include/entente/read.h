/**
 * @file read.h
 * Files in: the YAML model format of docs/format.md.
 */
#ifndef ENTENTE_READ_H
#define ENTENTE_READ_H

#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Sizes a reader accepts; larger input is refused with a message that names the limit. */
#define ENT_FILE_BYTES_MAX (4u << 20)
#define ENT_YAML_DEPTH_MAX 32
#define ENT_YAML_NODES_MAX 200000

/**
 * Read a model file and the files it includes.
 *
 * All mistakes are reported in one run, each with file, line, column and path in the model.
 *
 * @param path       as the user gave it; messages repeat it; includes are relative to its folder
 * @param[out] model to be given back with ent_model_free
 * @retval ENT_ERR_IO      the file, or one that it includes, cannot be read
 * @retval ENT_ERR_SYNTAX  not YAML of the accepted profile
 * @retval ENT_ERR_MODEL   the content is wrong
 * @retval ENT_ERR_LIMIT   larger than the stated sizes
 *
 * Cost: linear in the file, but for n log n look-ups of names.
 */
ENT_API ent_status ent_model_read_file(const char *path, ent_model **model, ent_diags *diags);

/**
 * Read a model from memory. Files it includes are looked up next to `name` if `includes` is true
 * and refused otherwise.
 *
 * @param name  what messages call the text
 */
ENT_API ent_status ent_model_read_text(const char *name, const char *text, size_t length,
                                       bool includes, ent_model **model, ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
