/** What the model folder offers to the folders above it, beside entente/model.h. */
#ifndef ENT_MODEL_MODEL_H
#define ENT_MODEL_MODEL_H

#include "base/arena.h"
#include "base/watch.h"
#include "entente/model.h"

/** Is `option` among the ascending options of a term? Cost: O(log options). */
bool model_ids_have(const ent_ids *ids, uint32_t id);

/** Is `id` among them, in whatever order they are? Cost: O(ids). */
bool model_ids_list(const ent_ids *ids, uint32_t id);

/** The term of a pattern on `issue`, or NULL. */
const ent_term *model_pattern_term(const ent_pattern *pattern, uint32_t issue);

/** Share of an option's value above the status quo that counts for a party: 1, or 1 - d^L. */
double model_lasting_share(const ent_model *model, uint32_t party, const ent_option *option);

/**
 * Do settlement and rules leave room for interim agreements: does any package that breaks no rule,
 * the status quo included, leave the contest running?
 *
 * Cost: O(terms of settlement and rules) unless the status quo settles; then a search, after 2^22
 * compared terms of which true is the answer.
 */
bool model_has_interim(const ent_model *model);

/** Sum of a party's weights, for normalising; 0 if it cares about nothing. */
double model_weight_sum(const ent_model *model, uint32_t party);

/** Can a delegation of this rank settle the option? Today's it always can. */
bool model_rank_settles(const ent_issue *issue, uint32_t option, ent_rank rank);

/** Every option of every issue? */
bool model_rank_settles_all(const ent_model *model, ent_rank rank);

bool model_rule_is_broken(const ent_rule *rule, const uint32_t *package);

/** The first rule that the package breaks; ENT_NONE: none. */
uint32_t model_broken_rule(const ent_model *model, const uint32_t *package);

/** Does this red line of this party stop the package? One of an outside party only if the package
 * needs it. */
bool model_red_line_stops(const ent_model *model, const uint32_t *package, uint32_t party,
                          uint32_t red_line);

/** Does package `a` come before `b` in model order? The first issue counts most. */
bool model_is_earlier(const uint32_t *a, const uint32_t *b, size_t issues);

/** The file that a place is in, for messages; NULL if it is nowhere. */
const char *model_file_of(const ent_model *model, ent_place place);

/** The position of a party among the principals, or ENT_NONE. */
uint32_t model_principal_index(const ent_model *model, uint32_t party);

/** One fault of a model, or a warning (then `code` is ENT_OK); `path` and `message` are borrowed
 * for the call. */
typedef void model_fault_function(void *context, ent_status code, ent_place place, const char *path,
                                  const char *message);

/** As ent_model_check, but hands each fault and warning to `report`. False: out of memory, or the
 * watch (may be NULL) ended it. */
bool model_list_faults(const ent_model *model, ent_watch *watch, base_arena *scratch,
                       model_fault_function *report, void *context);

#endif
