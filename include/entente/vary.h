/**
 * @file vary.h
 * Numbers of a model by their paths, and private copies of them that can be set.
 *
 * Every number of a model has a path: the keys on the way to it, with dots between them
 * ("parties.ukraine.walk_away", "time.world.front.moves.0.chance"; docs/format.md, "Paths").
 * A variation is a model whose numbers are its own and whose everything else is that of the
 * original. Any analysis takes it; what comes out is what the edited file would give.
 *
 *     ent_variation_new(model, &variation, diags);
 *     ent_variation_find(variation, "parties.ukraine.walk_away", &index, diags);
 *     for (...) {
 *         ent_variation_set_value(variation, index, value, diags);
 *         if (ent_variation_check(variation, diags) == ENT_OK)
 *             ent_deals_solve(ent_variation_model(variation), NULL, &deals, diags);
 *     }
 *
 * Measured on scenarios/istanbul-2025-06.yaml (110 numbers), in microseconds of one core
 * (build/release/bench/vary MODEL): find 0.3, set 0.1, reset 0.3; set and check 10 to 15, with the
 * gap 40 to 50, with the deals 95; making a variation 9. Reading the file takes 1,400.
 */
#ifndef ENTENTE_VARY_H
#define ENTENTE_VARY_H

#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The number of that path, as an index into ent_model.numbers. Quotes round a name that needs none
 * are accepted.
 *
 * @retval ENT_ERR_ARG  there is none; the message names the nearest, or what lies below the path
 *
 * Cost: linear in the paths; ent_variation_find is logarithmic.
 */
ENT_API ent_status ent_model_find_number(const ent_model *model, const char *path, uint32_t *index,
                                         ent_diags *diags);

typedef struct ent_variation ent_variation;

/**
 * Copy the numbers of a model.
 *
 * @param model  sound (ent_model_check); must outlive the variation, its numbers as they are. One
 *               filled by hand lists in ent_model.numbers what is to be set, and shares no array
 *               that holds numbers between two places
 * @param[out] variation  to be given back with ent_variation_free
 * @retval ENT_ERR_ARG  an entry of ent_model.numbers points elsewhere; the message names it
 *
 * Cost: a copy of everything that holds a number, and n log n in the numbers.
 */
ENT_API ent_status ent_variation_new(const ent_model *model, ent_variation **variation,
                                     ent_diags *diags);
ENT_API void ent_variation_free(ent_variation *variation);

/**
 * The model with the numbers as they are set. It belongs to the variation, which it lives as long
 * as; its `numbers` stand in the order of the original. What an analysis found earlier stays as it
 * was, since results own their memory; a report borrows the model and wants it unchanged.
 *
 * Variations of one model, also of one that is in use itself, may be used from several threads,
 * each of them by one at a time.
 */
ENT_API const ent_model *ent_variation_model(const ent_variation *variation);

/** As ent_model_find_number. Cost: logarithmic in the number of paths, no allocation. */
ENT_API ent_status ent_variation_find(const ent_variation *variation, const char *path,
                                      uint32_t *index, ent_diags *diags);

/**
 * Set a number: its spread and its low, likely and high values. What claims it rests on and where
 * it stands in the file stay. Whether the model is sound with it is seen by ent_variation_check,
 * which must pass before an analysis may have it.
 *
 * @param index   into ent_model.numbers
 * @param number  `low`, `likely` and `high` are all given, whatever the spread (read.h makes one of
 *                a text)
 * @retval ENT_ERR_ARG  there is no such number, or a value is not finite; nothing is set
 *
 * Cost: constant, no allocation.
 */
ENT_API ent_status ent_variation_set(ent_variation *variation, uint32_t index,
                                     const ent_number *number, ent_diags *diags);

/** Set a number to one value, which takes its range away; as the decimal of at most 15 places that
 * it is the nearest double to, if there is one: 0.6 is what a file means by `0.6`. */
ENT_API ent_status ent_variation_set_value(ent_variation *variation, uint32_t index, double value,
                                           ent_diags *diags);

/** Set every number as it is in the model. Cost: linear in the numbers, no allocation. */
ENT_API void ent_variation_reset(ent_variation *variation);

/** ent_model_check of ent_variation_model: the same messages as for a file with these numbers, at
 * the places where they stand in it. */
ENT_API ent_status ent_variation_check(const ent_variation *variation, ent_diags *diags);

/** A number that was set, for a report to say so. */
typedef struct ent_number_change {
    const char *path;
    ent_number was;
    ent_number now;
} ent_number_change;

#ifdef __cplusplus
}
#endif
#endif
