/**
 * @file read.h
 * Files in: the YAML model format of docs/format.md.
 */
#ifndef ENTENTE_READ_H
#define ENTENTE_READ_H

#include "entente/model.h"
#include "entente/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Sizes a reader accepts; larger input is refused with a message that names the limit. */
#define ENT_FILE_BYTES_MAX (4u << 20)
#define ENT_YAML_DEPTH_MAX 32
#define ENT_YAML_NODES_MAX 200000
#define ENT_TITLE_MAX      200  /**< characters of what people call something */
#define ENT_SENTENCE_MAX   2000 /**< ... and of any other text */

typedef struct ent_read_options {
    ent_watch *watch; /**< may be NULL; the model does not depend on it */
} ent_read_options;

#define ENT_READ_OPTIONS_INIT                                                                      \
    { 0 }

/**
 * Read a model file and the files it includes.
 *
 * All mistakes are reported in one run, each with file, line, column and path in the model.
 *
 * @param path       as the user gave it; messages repeat it; includes are relative to its folder
 * @param options    may be NULL
 * @param[out] model to be given back with ent_model_free
 * @retval ENT_ERR_IO      the file, or one that it includes, cannot be read
 * @retval ENT_ERR_SYNTAX  not YAML of the accepted profile
 * @retval ENT_ERR_MODEL   the content is wrong
 * @retval ENT_ERR_LIMIT   larger than the stated sizes; or the watch's limit
 * @retval ENT_ERR_STOPPED told so through the watch
 *
 * Cost: linear in the file, but for n log n look-ups of names.
 */
ENT_API ent_status ent_model_read_file(const char *path, const ent_read_options *options,
                                       ent_model **model, ent_diags *diags);

/** The text of a file, wherever it comes from. */
typedef struct ent_text {
    const char *name; /**< what messages call it */
    const char *text; /**< need not end in a NUL; may be NULL if `length` is 0 */
    size_t length;    /**< bytes */
} ent_text;

/**
 * Read a model from memory with the parts that it includes: no file is opened.
 *
 * `file: NAME` of a party takes the text that is called NAME, letter for letter. Everything else is
 * as from files: the same model, limits and messages, in which a part stands next to the model
 * ("folder/russia.yaml" for `file: russia.yaml` of "folder/talks.yaml"). Parts that nothing
 * includes are not looked at.
 *
 * @param texts   [count] the model first, then the parts; they may be given back after the call
 * @param options  may be NULL
 * @retval ENT_ERR_ARG  there is no text, or two parts have the same name
 * @retval ENT_ERR_IO   a part that the model includes is not among them; the message names the
 *                      place and the nearest name
 * @retval ENT_ERR_SYNTAX, ENT_ERR_MODEL, ENT_ERR_LIMIT  as from files
 *
 * Cost: as from files, and count^2 for the names.
 */
ENT_API ent_status ent_model_read_texts(const ent_text *texts, size_t count,
                                        const ent_read_options *options, ent_model **model,
                                        ent_diags *diags);

/**
 * Read a model from memory. Files it includes are looked up next to `name` if `includes` is true
 * and refused otherwise.
 *
 * @param name     what messages call the text
 * @param options  may be NULL
 */
ENT_API ent_status ent_model_read_text(const char *name, const char *text, size_t length,
                                       bool includes, const ent_read_options *options,
                                       ent_model **model, ent_diags *diags);

/**
 * Read one number as a model file holds it: "0.6", "[0.4, 0.6]", "[0.3, 0.4, 0.6]", with the same
 * mistakes refused in the same words. `{value: ..., because: ...}` is not among them: there are no
 * claims to name.
 *
 * @param text    ends in a NUL
 * @param path    what messages name instead of a place in a file, such as
 *                "parties.ukraine.walk_away"
 * @param[out] number  without claims and place. Whether it lies in its range, and low below high,
 * is for ent_model_check to say
 * @retval ENT_ERR_SYNTAX  not YAML of the accepted profile
 * @retval ENT_ERR_MODEL   no number
 * @retval ENT_ERR_LIMIT   larger than the stated sizes
 */
ENT_API ent_status ent_read_number_text(const char *text, const char *path, ent_number *number,
                                        ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
