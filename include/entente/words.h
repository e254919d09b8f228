/**
 * @file words.h
 * From words to parts of a model: choices, packages, red lines, sides, peers, days.
 *
 * Names are the keys of the model file, or the names for people in any case. What does not exist is
 * answered with the nearest name, or with those that do exist. `label` is what messages call the
 * text, such as "--with".
 *
 * All calls: ENT_ERR_ARG and one diagnostic if the words mean nothing here. Cost: linear in the
 * model and the text.
 */
#ifndef ENTENTE_WORDS_H
#define ENTENTE_WORDS_H

#include "entente/compat.h"
#include "entente/packages.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Options that may be chosen: of each text "issue=option" or "issue=option,option" the issue keeps
 * these alone.
 *
 * @param texts  [count]
 * @param[out] within  [issues] -> [options], as ent_deals_options wants it, in one piece to be
 * given back with free(); NULL without a text: all
 */
ENT_API ent_status ent_words_within(const ent_model *model, const char *label,
                                    const char *const *texts, size_t count, const bool ***within,
                                    ent_diags *diags);

/**
 * A package: "issue=option,issue=option", all else as today; the name of a package of the model; an
 * offer, as "round-2/ukraine" or "2025-05-16/ukraine" ("/2" for a side's second); or a name
 * followed by what is changed in it.
 *
 * @param[out] package  [issues], to be given back with free()
 */
ENT_API ent_status ent_words_package(const ent_model *model, const char *label, const char *text,
                                     uint32_t **package, ent_diags *diags);

/**
 * Red lines to be set aside: "PARTY:INDEX" as in JSON, or "PARTY:ISSUE" and "PARTY:ISSUE=OPTION"
 * where that says which.
 *
 * @param texts  [count]
 * @param[out] lifted  [red lines that ent_red_lines lists], as ent_deals_options wants it, to be
 *                     given back with free(); NULL without a text: none
 */
ENT_API ent_status ent_words_lift(const ent_model *model, const char *label,
                                  const char *const *texts, size_t count, bool **lifted,
                                  ent_diags *diags);

/** One principal, as an index into the parties. */
ENT_API ent_status ent_words_principal(const ent_model *model, const char *label, const char *text,
                                       uint32_t *party, ent_diags *diags);

/**
 * "A,B": two or more of the principals.
 *
 * @param[out] parties  [at least ENT_PRINCIPALS_MAX], ascending
 */
ENT_API ent_status ent_words_principals(const ent_model *model, const char *label, const char *text,
                                        uint32_t *parties, size_t *count, ent_diags *diags);

/** "genius", "geniusweb", "negmas" or "negolog". */
ENT_API ent_status ent_words_peer(const char *label, const char *text, ent_peer *peer,
                                  ent_diags *diags);

/** The round of a day, as an index into the rounds. */
ENT_API ent_status ent_words_round(const ent_model *model, ent_date day, uint32_t *round,
                                   ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
