/**
 * @file blockers.h
 * What stands in the way of a settlement, and what it would take to clear it.
 */
#ifndef ENTENTE_BLOCKERS_H
#define ENTENTE_BLOCKERS_H

#include "entente/model.h"

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
    ent_ids give;       /**< indices into `constraints`, ascending */
    const double *drop; /**< [constraints] least drop of each walk-away in the set; 0 elsewhere */
    double total_drop;
} ent_concession;

typedef struct ent_blockers {
    bool possible;            /**< some settlement is acceptable */
    bool impossible_by_rules; /**< no settlement exists at all, whatever is given up */
    bool exact;               /**< as in ent_deals */
    size_t constraints_count;
    const ent_constraint *constraints; /**< red lines in party and file order, then walk-aways */
    const double *prices; /**< [constraints] red lines: rise of the best smallest gain over
                               settlements without it, >= 0; NAN if none exists with it, and for
                               walk-aways */
    size_t concessions_count;
    const ent_concession *concessions; /**< cheapest first: fewest red lines, then the smallest
                                            total drop, then the fewest walk-aways, then in order */
    size_t conflicts_count;
    const ent_ids *conflicts; /**< minimal sets that cannot hold together; smallest first */
    bool conflicts_complete;  /**< false: stopped at ENT_CONFLICTS_MAX */
    void *owner;
} ent_blockers;

#define ENT_CONFLICTS_MAX 10000

/**
 * Find every minimal conflict (MUS) and every minimal concession set (MCS) among red lines and
 * walk-aways, where no settlement is acceptable; and always the price of each red line.
 *
 * Rules are hard. A concession set with several walk-aways comes with the drops of the package
 * that needs the smallest sum of drops (then the smallest largest drop, then the earlier package).
 * Conflicts are the minimal hitting sets of the concession sets (Reiter 1987; Liffiton and Sakallah
 * 2008).
 *
 * @retval ENT_ERR_LIMIT  more red lines can be crossed in different ways than memory allows
 *
 * Cost: one elimination per red line for the prices, one with a bit per red line for the sets.
 */
ENT_API ent_status ent_blockers_find(const ent_model *model, ent_blockers **blockers,
                                     ent_diags *diags);
ENT_API void ent_blockers_free(ent_blockers *blockers);

#ifdef __cplusplus
}
#endif
#endif
