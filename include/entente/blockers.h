/**
 * @file blockers.h
 * What stands in the way of a settlement, and what it would take to clear it.
 */
#ifndef ENTENTE_BLOCKERS_H
#define ENTENTE_BLOCKERS_H

#include "entente/packages.h"
#include "entente/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A soft constraint: a red line of `party`, or its walk-away if red_line == ENT_NONE. */
typedef struct ent_constraint {
    uint32_t party;
    uint32_t red_line;
} ent_constraint;

/** A minimal set of constraints that, given up together, makes a settlement possible. */
typedef struct ent_concession {
    ent_ids give; /**< indices into `constraints`, ascending */
    /** [constraints] least drop of each walk-away in the set; 0 elsewhere. Those of all sets lie
     * row by row: from concessions[0].drop on there are [concessions x constraints]. */
    const double *drop;
    double total_drop;
} ent_concession;

/** Why a search ended before everything was found. */
typedef enum ent_blockers_limit {
    ENT_BLOCKERS_NONE,        /**< everything was found */
    ENT_BLOCKERS_CONCESSIONS, /**< `concessions_max` was reached */
    ENT_BLOCKERS_CONFLICTS,   /**< `conflicts_max` was reached; the concession sets are all there */
    ENT_BLOCKERS_WORK,        /**< `work_max` was reached, or red lines tie too many issues */
} ent_blockers_limit;

typedef struct ent_blockers {
    bool possible;            /**< some settlement is acceptable */
    bool impossible_by_rules; /**< no settlement exists at all, whatever is given up */
    bool exact;               /**< as in ent_deals */
    size_t constraints_count;
    const ent_constraint *constraints; /**< red lines in party and file order, then walk-aways */
    const double *prices; /**< [constraints] red lines: rise of the best smallest gain over
                               settlements without it, >= 0; NAN if none exists with it, and for
                               walk-aways */
    size_t idle_count;
    const ent_red_line *idle; /**< red lines of outside parties that no option needs: they stop
                                   nothing, and so cost 0; in party and file order */
    bool prices_complete; /**< false: `work_max` was reached; NAN also where none was found then */
    size_t concessions_count;
    const ent_concession *concessions; /**< cheapest first: fewest red lines, then the smallest
                                            total drop, then the fewest walk-aways, then in order */
    bool concessions_complete;         /**< false: these are the cheapest, there are more or as
                                            cheap ones that were not looked for */
    size_t conflicts_count;
    const ent_ids *conflicts; /**< minimal sets that cannot hold together; smallest first */
    bool conflicts_complete;  /**< false: there may be more, of any size */
    ent_blockers_limit limit;
    void *owner;
} ent_blockers;

typedef struct ent_blockers_options {
    size_t concessions_max; /**< 0: ENT_CONCESSIONS_MAX */
    size_t conflicts_max;   /**< 0: ENT_CONFLICTS_MAX */
    uint64_t work_max;      /**< arcs and payoff vectors looked at, for the prices and again for
                                 the sets; 0: ENT_BLOCKERS_WORK_MAX */
    ent_watch *watch;       /**< may be NULL; the result does not depend on it */
} ent_blockers_options;

#define ENT_BLOCKERS_OPTIONS_INIT                                                                  \
    { 0 }

#define ENT_CONCESSIONS_MAX   10000
#define ENT_CONFLICTS_MAX     10000
#define ENT_BLOCKERS_WORK_MAX UINT64_C(500000000) /* some seconds */

/**
 * Find every minimal conflict (MUS) and every minimal concession set (MCS) among red lines and
 * walk-aways, where no settlement is acceptable; and always the price of each red line.
 *
 * Rules are hard. A concession set with several walk-aways comes with the drops of a package that
 * needs the smallest sum of drops, then the smallest largest drop, then the smallest drop of the
 * first principal, the second, ... Every set is minimal also where a limit cut the search short,
 * and no concession set that is left out is cheaper than one that is listed.
 *
 * @param options  may be NULL
 * @retval ENT_ERR_LIMIT  rules or red lines tie so many issues that not one answer was found; or
 *                        the watch's limit
 * @retval ENT_ERR_STOPPED  told so through the watch
 *
 * Cost: one question to the engine for each concession set and, for each conflict, one for each of
 * its members and a few more; for the prices one for each red line. See docs/deals.md.
 */
ENT_API ent_status ent_blockers_find(const ent_model *model, const ent_blockers_options *options,
                                     ent_blockers **blockers, ent_diags *diags);
ENT_API void ent_blockers_free(ent_blockers *blockers);

#ifdef __cplusplus
}
#endif
#endif
