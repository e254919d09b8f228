/**
 * @file counter.h
 * A package is on the table: what is it worth, would all sign it, and what could be put against it?
 */
#ifndef ENTENTE_COUNTER_H
#define ENTENTE_COUNTER_H

#include "entente/deals.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Differences in utility below this count as none. */
#define ENT_COUNTER_TOLERANCE 1e-9

/** Repairs that are named, changes that one may have, and combinations of changes that are tried.
 */
#define ENT_REPAIRS_MAX             100
#define ENT_REPAIR_CHANGES_MAX      4
#define ENT_REPAIR_COMBINATIONS_MAX 1000000

/**
 * A package that could be put against the one on the table. P principals, J issues.
 *
 * The gains of a list of offers lie row by row: from offers[0].gain on there are [count x P], row i
 * of which is offers[i].gain; so too for `added`, and for every list of ent_counter.
 */
typedef struct ent_counter_offer {
    const uint32_t *package; /**< [J] */
    const double *gain;      /**< [P] as in ent_deal */
    const double *added;     /**< [P] gain less that of the package on the table */
    size_t changed;          /**< issues that it settles otherwise */
    uint32_t deal; /**< whose payoff it has: index into the frontier of the set; ENT_NONE: none */
} ent_counter_offer;

typedef struct ent_counter {
    const uint32_t *package; /**< [J] the one on the table */
    bool settles;            /**< it ends the contest */
    bool is_status_quo;      /**< it changes nothing, and so is no agreement: only where interim
                                  agreements exist */
    const double *utility;   /**< [P] */
    const double *gain;      /**< [P] over the walk-away, or over today if it does not settle */
    ent_ids rules;           /**< rules that it breaks */
    size_t crossed_count;
    const ent_red_line *crossed; /**< red lines that stop it */
    ent_ids barred;              /**< issues where its option may not be chosen */
    ent_ids losers;              /**< principals (by position) with a gain below 0 */
    bool acceptable;             /**< none of these */
    bool on_frontier;            /**< acceptable, and no offer below */

    /**
     * Packages on the frontier of its kind by which, against it, nobody loses and somebody gains.
     * Nearest first: fewest issues changed, then the largest smallest addition, the largest sum of
     * additions, the earlier package in model order.
     */
    size_t offers_count;
    const ent_counter_offer *offers;
    size_t offers_for_all; /**< of these, how many leave everybody better off */
    /**
     * [P] what each side could put forward: the offers by which another gains (so that it costs
     * the side nothing and pleases somebody else). Nearest first, then what pleases the others
     * most (largest smallest addition among them, then the side's own), then in model order.
     */
    const ent_ids *pleasing;
    const double *left; /**< [P] the most each could gain over it with nobody losing; >= 0 */
    /**
     * Of the offers the best by each yardstick on what they add to the package (Raiffa's
     * post-settlement settlement: the package takes the place of no agreement); ENT_NONE without
     * offers. Sides that cannot gain over it are left out of products and ratios. Ties within the
     * tolerance: the larger smallest addition, then the nearer.
     */
    uint32_t best[ENT_SOLUTIONS];
    /**
     * Single changes after which it is acceptable, nobody loses against it and somebody gains, on
     * the frontier or not. The largest smallest addition first, then the largest sum, then in model
     * order.
     */
    size_t steps_count;
    const ent_counter_offer *steps;
    /**
     * Where it is not acceptable: the packages with the fewest issues changed that are, on the
     * frontier or not, whoever loses by them against the package on the table. The largest smallest
     * addition first (so that it costs least whom it costs most), then the largest sum, then in
     * model order; at most ENT_REPAIRS_MAX of the `repairs_found`.
     */
    size_t repairs_count;
    const ent_counter_offer *repairs;
    uint64_t repairs_found;
    /**
     * The best of these, then that of each larger number of changes whose smallest addition is
     * larger: what more changes save whom it costs most.
     */
    size_t ladder_count;
    const ent_counter_offer *ladder;
    size_t repairs_searched; /**< all combinations of up to so many changes were tried */
    /**
     * Where it is not acceptable: the frontier package with the fewest issues changed, whoever
     * loses by it against the package on the table; then the largest smallest addition. NULL if
     * the frontier is empty, or the package acceptable.
     */
    const ent_counter_offer *nearest;
    void *owner;
} ent_counter;

typedef struct ent_counter_options {
    const bool *const *within; /**< as in ent_deals_options: what `deals` was solved with */
    const bool *lifted;
    ent_watch *watch; /**< may be NULL; the result does not depend on it */
} ent_counter_options;

#define ENT_COUNTER_OPTIONS_INIT                                                                   \
    { 0 }

/**
 * Judge a package and find what beats it.
 *
 * Counter-offers are of its own kind: settlements against a settlement, interim agreements against
 * an interim one. Of the packages with the payoff of a frontier point one is named from which no
 * single change can be taken back without changing a payoff or leaving what is acceptable.
 *
 * @param package  [J] option of each issue; it need not be possible
 * @param options  may be NULL
 * @param deals    the answer of ent_deals_solve to the question with the same `within` and
 * `lifted`, and nothing else asked
 * @param[out] counter  to be given back with ent_counter_free
 * @retval ENT_ERR_ARG  the package has an option that its issue has not
 * @retval ENT_ERR_STOPPED  told so through the watch; ENT_ERR_LIMIT: its limit
 *
 * Cost: O(frontier x J x (P x J + red lines and rules)), and the same for each combination tried.
 * Source: Raiffa (1985), Post-settlement settlements, Negotiation Journal 1(1), 9-12.
 */
ENT_API ent_status ent_counter_find(const ent_model *model, const uint32_t *package,
                                    const ent_counter_options *options, const ent_deals *deals,
                                    ent_counter **counter, ent_diags *diags);
ENT_API void ent_counter_free(ent_counter *counter);

#ifdef __cplusplus
}
#endif
#endif
