/**
 * @file gap.h
 * How far apart the sides are.
 */
#ifndef ENTENTE_GAP_H
#define ENTENTE_GAP_H

#include "entente/model.h"
#include "entente/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/** P principals in the order of ent_model.principals, J issues. Values as given, without `lasts`.
 */
typedef struct ent_gap {
    size_t principals;
    size_t issues;
    /** [P x P] loss[a][b]: what a loses if b gets its way everywhere; sum of issue_loss; 0 to 1. */
    const double *loss;
    /** [J x P x P] weight_a x (a's value of a's best option - a's value of b's best option). */
    const double *issue_loss;
    /** [J x P] a best option of each; among its best the one the others lose least by, then the
     * first; ENT_NONE if the party does not care (no preference, or weight 0). */
    const uint32_t *wants;
    const uint32_t
        *widest;        /**< [J] issues by falling sum of losses over all pairs, then in order */
    const bool *shared; /**< [J] all who care have the same wish: nobody loses by another's */
    const uint32_t *improved; /**< [P x P] options that both prefer to the status quo */
    /** [P x P] smallest distance of a possible payoff to the ideal point; where the search had to
     * stop, the smallest that was found. */
    const double *opposition;
    const double *opposition_low; /**< [P x P] no payoff is nearer; where proven, `opposition` */
    double opposition_all;        /**< `opposition` over all principals at once */
    double opposition_all_low;
    void *owner;
} ent_gap;

typedef struct ent_gap_options {
    ent_watch *watch; /**< may be NULL; the result does not depend on it */
} ent_gap_options;

#define ENT_GAP_OPTIONS_INIT                                                                       \
    { 0 }

/**
 * Measure the gap between every ordered pair of principals.
 *
 * Ties in "best" are resolved in the other's favour: if b has several best options on an issue, a
 * loses by the one that costs it least. Opposition: Euclidean distance, over packages that break
 * no rule, the status quo among them, whatever red lines and walk-aways say, between the payoff and
 * the point where each of the pair gets its own best possible utility (Baarslag et al. call it the
 * opposition of a domain).
 *
 * @param options  may be NULL
 * @param[out] gap  to be given back with ent_gap_free
 * @retval ENT_ERR_STOPPED  told so through the watch; ENT_ERR_LIMIT: its limit
 *
 * Cost: O(J x P^2 x options), and for the opposition a search per pair and one over all, each of
 * which stops after some seconds of counted work and then says what is proven.
 */
ENT_API ent_status ent_gap_measure(const ent_model *model, const ent_gap_options *options,
                                   ent_gap **gap, ent_diags *diags);
ENT_API void ent_gap_free(ent_gap *gap);

#ifdef __cplusplus
}
#endif
#endif
