/**
 * @file import.h
 * Scenarios of other workbenches as models: GENIUS XML, NegMAS YAML, GeniusWeb and NegoLog JSON.
 *
 * docs/import.md says what is taken over from each format and what is not.
 */
#ifndef ENTENTE_IMPORT_H
#define ENTENTE_IMPORT_H

#include "entente/read.h"
#include "entente/watch.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_import_format {
    ENT_IMPORT_GENIUS,
    ENT_IMPORT_NEGMAS,
    ENT_IMPORT_GENIUSWEB,
    ENT_IMPORT_NEGOLOG,
} ent_import_format;
#define ENT_IMPORT_FORMATS 4

/** "genius", "negmas", "geniusweb", "negolog"; "unknown" for any other value. */
ENT_API const char *ent_import_format_name(ent_import_format format);

/** The text of one file of a scenario; the stem of its name names the party. */
typedef ent_text ent_import_file;

/**
 * How the utilities of one party map back to those of its file.
 *
 * A model has utilities in [0,1] and normalises weights. The file need not: weights that sum to
 * 1.00005, raw points, negative ones. The map between the two is affine and increasing, so it
 * keeps frontier, thresholds, Nash and Kalai-Smorodinsky; egalitarian and utilitarian compare
 * parties and move unless all scales are equal.
 */
typedef struct ent_import_scale {
    double offset; /**< utility in the file = offset + scale x utility in the model */
    double scale;  /**< > 0 */
    bool clipped;  /**< the file's tool cuts utilities at 1, and some package exceeds that */
    double least;  /**< smallest and largest sum of the file, before any cut */
    double most;
    bool has_reservation;
    double reservation; /**< as the file's tool understands it; `least` if there is none */
    double discount;    /**< utility decays as discount^t over normalised time; 1: it does not */
} ent_import_scale;

typedef struct ent_import {
    ent_import_format format;
    const ent_model *model;         /**< all parties are principals, every package settles */
    const ent_import_scale *scales; /**< [parties] */
    void *owner;
} ent_import;

typedef struct ent_import_options {
    ent_watch *watch; /**< may be NULL; the model does not depend on it */
} ent_import_options;

#define ENT_IMPORT_OPTIONS_INIT                                                                    \
    { 0 }

/** Points per range of a real-valued issue, ends included, as GENIUS cuts it. */
#define ENT_IMPORT_REAL_STEPS 21

/**
 * Make a model of the files of one scenario: one domain and at least two profiles of the same
 * format, told apart by their content. Profiles become principals in the order given. Where
 * profiles repeat the domain (GeniusWeb, NegoLog) the domain file may be left out.
 *
 * What a file says and a model cannot hold (discounts, a cut at 1, real-valued issues, estimates)
 * is reported as a message with code ENT_OK: a warning, after any errors.
 *
 * @param options  may be NULL
 * @param[out] import  to be given back with ent_import_free, with the model in it
 * @retval ENT_ERR_SYNTAX  a file cannot be read; the message says where and what to write
 * @retval ENT_ERR_MODEL   unsound, or a kind of utility that is not additive over issues
 * @retval ENT_ERR_LIMIT   larger than the limits of read.h and model.h; or the watch's limit
 * @retval ENT_ERR_STOPPED told so through the watch
 *
 * Cost: linear in the files, n log n in names.
 */
ENT_API ent_status ent_import_texts(const ent_import_file *files, size_t count,
                                    const ent_import_options *options, ent_import **import,
                                    ent_diags *diags);

/** As ent_import_texts, from named files. */
ENT_API ent_status ent_import_files(const char *const *paths, size_t count,
                                    const ent_import_options *options, ent_import **import,
                                    ent_diags *diags);

/**
 * As ent_import_texts, from the .xml, .yml, .yaml and .json files of a folder in the byte order of
 * their names. Files that are neither domain nor profile are passed over.
 */
ENT_API ent_status ent_import_folder(const char *path, const ent_import_options *options,
                                     ent_import **import, ent_diags *diags);

ENT_API void ent_import_free(ent_import *import);

/** The utility that the file's own tool gives where the model gives `utility` to a party. */
ENT_API double ent_import_utility(const ent_import *import, uint32_t party, double utility);

/**
 * Write the model as text in the format of docs/format.md, after comment lines that say where it
 * comes from and how its utilities map back.
 *
 * @retval ENT_ERR_IO  the file could not be written
 */
ENT_API ent_status ent_import_write(const ent_import *import, FILE *file);

#ifdef __cplusplus
}
#endif
#endif
