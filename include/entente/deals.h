/**
 * @file deals.h
 * What the sides could sign: exact frontier, counts and solutions.
 */
#ifndef ENTENTE_DEALS_H
#define ENTENTE_DEALS_H

#include "entente/packages.h"
#include "entente/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One package with what it is worth to each principal, in the order of ent_model.principals. */
typedef struct ent_deal {
    const uint32_t *package; /**< [issues] option of each issue; NULL beyond `packages_max` */
    const double *utility;   /**< [principals] in [0,1] but for linkages */
    const double *gain;      /**< [principals] */
    uint64_t packages;       /**< packages with this payoff; this is the first; UINT64_MAX: more, or
                                  not known, on an epsilon-frontier */
} ent_deal;

/** The packages of one kind: settlements, or interim agreements. */
typedef struct ent_deal_set {
    ent_count count; /**< packages in the set */
    /**
     * 0: the frontier is exact. Else it outgrew `points_limit`, and `frontier` is an
     * epsilon-frontier: real packages with exact payoffs, of which none beats another, and every
     * package of the set pays nobody more than this above one and the same of them. Where the set
     * is empty: the nearest package's shortfall is at most this above the least.
     */
    double epsilon;
    /**
     * No package of the set was found within `points_limit`, and it is not proven that there is
     * none; `count` may know. Then `frontier_count` is 0, `nearest` the nearest that was found, and
     * nobody gains more than `epsilon` by a package of the set.
     */
    bool not_found;
    size_t frontier_count;
    const ent_deal
        *frontier; /**< by falling utility of the first principal, then the second, ... */
    /** [frontier_count x principals], row-major: row i is frontier[i].utility, and NULL if there is
     * none. */
    const double *utility;
    const double *gain;                /**< the same of frontier[i].gain */
    uint32_t solutions[ENT_SOLUTIONS]; /**< index into `frontier`; ENT_NONE if the set is empty */
    /** With `epsilon`: the most by which a package of the set can be better than the solution
     * picked here, on that solution's own scale (product of gains; ratio; gain; sum of utilities).
     */
    double solution_margin[ENT_SOLUTIONS];
    const double *ideal_gain;      /**< [principals] best gain of each on `frontier`, or NULL */
    const double *ideal_gain_high; /**< the same, or with `epsilon` a bound for the whole set */
    /**
     * Where the set is empty: the package with the smallest largest shortfall, among those that
     * cross no red line if there are any, else among all possible ones; NULL if none is possible.
     * Picked on their frontier, where a gain counts as a negative shortfall; ties: the earlier
     * package in model order.
     */
    const ent_deal *nearest;
    double nearest_shortfall; /**< >= 0 */
    bool nearest_crosses;     /**< it crosses red lines */
} ent_deal_set;

typedef struct ent_deals {
    bool exact;         /**< payoffs were compared as exact integers */
    double tolerance;   /**< else: payoffs closer than this count as equal (1e-9) */
    bool has_interim;   /**< the model knows interim agreements */
    ent_count possible; /**< packages that break no rule, without the status quo if has_interim */
    ent_count acceptable;
    ent_deal_set settlement;
    ent_deal_set interim;
    size_t states_max; /**< widest layer of the elimination: assignments kept apart */
    size_t states_all; /**< in all layers of the largest question together */
    size_t points_max; /**< most payoff vectors held at once */
    void *owner;
} ent_deals;

typedef struct ent_deals_options {
    bool all;           /**< every possible package, not only the acceptable ones */
    bool any_gain;      /**< packages that cross no red line, whatever anybody gains */
    bool as_given;      /**< values as given, without `lasts` */
    bool frontier_only; /**< frontier and solutions of the settlements alone: interim agreements are
                             not looked at, nothing is counted (counts are "0" to ""), and an empty
                             set has no nearest package */
    const bool *const *within; /**< [issues][options] options that may be chosen; NULL: all */
    const bool *lifted;    /**< red lines to ignore, in the order of ent_red_lines; NULL: none */
    size_t packages_max;   /**< packages named on a frontier, from its start; solutions always are;
                                0: all */
    uint64_t points_limit; /**< payoff vectors held at once before an epsilon-frontier; 0: 2^26 (1
                                GiB), with three parties and more 2^21 */
    bool exact_only;       /**< ENT_ERR_LIMIT instead of an epsilon-frontier */
    uint32_t
        threads; /**< 0: one; more are used where there are 10^7 packages; the result is the same */
    size_t count_cells; /**< cells of a counted distribution before bounds; 0: default */
    ent_watch *watch;   /**< may be NULL; the result does not depend on it */
} ent_deals_options;

#define ENT_DEALS_OPTIONS_INIT                                                                     \
    { 0 }

/**
 * Find frontier, counts and solutions over the packages that every principal can sign.
 *
 * A package is acceptable when it crosses no red line (ent_model_crosses_red_line) and no
 * principal's gain is negative. Dominance, thresholds and ties are exact when every number is a
 * decimal that fits a common integer grid per party; otherwise (`exact` false) payoffs are rounded
 * to a grid of at most 2^-40 and compared with a tolerance of 1e-9.
 *
 * Ties of a solution: the larger smallest gain, then the earlier package in model order (issues in
 * file order, the first counts most). All four are picked among the packages of the frontier by
 * which nobody loses; the frontier always holds a maximiser. A party that cannot gain at all is
 * left out of the ratios of Kalai and Smorodinsky. `acceptable` is the sum of both sets.
 *
 * Where the frontier outgrows `points_limit`, it becomes an epsilon-frontier within that limit (one
 * payoff vector for each state of the elimination at least), with an epsilon that is proven; the
 * solutions are then the best of what it lists, and `solution_margin` bounds what they may miss. A
 * set is called empty only if that is proven.
 *
 * @param options  may be NULL
 * @param[out] deals  to be given back with ent_deals_free
 * @retval ENT_ERR_LIMIT  `exact_only`, and the frontier outgrew `points_limit`; or rules, red lines
 *         and linkages tie too many issues together to plan the elimination; or the watch's limit
 * @retval ENT_ERR_STOPPED  told so through the watch
 *
 * Cost: layers x states x options x points x log; states are the distinct sets of rules, red
 * lines and linkages still undecided, never the packages.
 */
ENT_API ent_status ent_deals_solve(const ent_model *model, const ent_deals_options *options,
                                   ent_deals **deals, ent_diags *diags);
ENT_API void ent_deals_free(ent_deals *deals);

/**
 * Re-check a result with nothing but the definitions in model.h: every package is possible, of its
 * kind and acceptable, its payoffs are right, no frontier point dominates another, every solution
 * is best on the frontier and its margin follows from epsilon. What it cannot see is a missing
 * point, and whether epsilon is true.
 *
 * @retval ENT_ERR_NUMERIC  something does not hold; a diagnostic names it
 */
ENT_API ent_status ent_deals_verify(const ent_model *model, const ent_deals_options *options,
                                    const ent_deals *deals, ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
