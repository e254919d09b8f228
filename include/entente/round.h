/**
 * @file round.h
 * What one dated meeting can settle, given who is sent.
 */
#ifndef ENTENTE_ROUND_H
#define ENTENTE_ROUND_H

#include "entente/deals.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_round_view {
    uint32_t round;         /**< index into ent_model.rounds */
    bool all_sent;          /**< every principal sends a delegation */
    ent_rank rank;          /**< the lowest head among the principals, if all_sent */
    const bool *within;     /**< [sum of options] may this option be chosen? issue by issue */
    const bool *can_settle; /**< [issues] some option other than the status quo may be chosen */
    const ent_rank *waits; /**< [issues] the lowest rank that could settle it, where it cannot be */
    /** [sum of options x principals] gain of this option alone, all else as today: interim if the
     * model knows interim agreements; NAN where the package breaks a rule. */
    const double *alone;
    const ent_deals *deals; /**< deals within the mandate; the rest stays at the status quo */
    void *owner;
} ent_round_view;

typedef struct ent_round_options {
    const ent_deals
        *deals;       /**< the answer of ent_deals_solve without options: what can be signed where
                           the mandates bind nothing; must outlive the result; NULL: found */
    ent_watch *watch; /**< may be NULL; the result does not depend on it */
} ent_round_options;

#define ENT_ROUND_OPTIONS_INIT                                                                     \
    { 0 }

/** The first round on or after `as_of`; ENT_NONE if there is none. */
ENT_API uint32_t ent_round_next(const ent_model *model);

/**
 * Look at one round: what its delegations may settle.
 *
 * An option can be chosen when the head of every principal's delegation has at least its mandate;
 * the status quo always can. Issues that cannot be settled stay at the status quo.
 *
 * @param round    index into ent_model.rounds
 * @param options  may be NULL
 * @param[out] view  to be given back with ent_round_free
 * @retval ENT_ERR_ARG      there is no such round
 * @retval ENT_ERR_LIMIT    as ent_deals_solve
 * @retval ENT_ERR_STOPPED  told so through the watch
 */
ENT_API ent_status ent_round_assess(const ent_model *model, uint32_t round,
                                    const ent_round_options *options, ent_round_view **view,
                                    ent_diags *diags);
ENT_API void ent_round_free(ent_round_view *view);

#ifdef __cplusplus
}
#endif
#endif
