/**
 * @file exchanges.h
 * Who gives what for what: the swaps by which the sides can improve on today, or on a package.
 */
#ifndef ENTENTE_EXCHANGES_H
#define ENTENTE_EXCHANGES_H

#include "entente/deals.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Differences in utility below this count as none. */
#define ENT_EXCHANGE_TOLERANCE 1e-9
/** Changes of a bundle in the search by size ... */
#define ENT_EXCHANGE_CHANGES_MAX 6
/** ... and of one taken from a frontier. */
#define ENT_EXCHANGE_LARGER_MAX 12

/** An issue settled otherwise than in the package that is changed. */
typedef struct ent_change {
    uint32_t issue;
    uint32_t option;
} ent_change;

/** P principals. */
typedef struct ent_exchange {
    size_t count;
    const ent_change *changes; /**< ascending by issue */
    const double *moved;       /**< [count x P] utility that each change alone would move */
    /** [P] utility that all of them together add. Those of a list lie row by row: from
     * exchanges[0].added on there are [exchanges x P]. */
    const double *added;
    bool acceptable; /**< all can sign the package that comes out */
    ent_ids needs;   /**< outside parties that a new option needs */
    ent_ids affects; /**< outside parties that a new option, or one given up for it, affects */
    const double *outside; /**< [parties] utility added to outside parties with preferences of their
                                own; NAN for all others */
} ent_exchange;

typedef struct ent_exchanges {
    const uint32_t *from; /**< [issues] the package that is changed */
    bool settles;
    bool possible; /**< it breaks no rule */
    /** Single changes by which nobody loses and two gain: no exchange is needed. Best first. */
    size_t shared_count;
    const ent_exchange *shared;
    uint64_t found; /**< exchanges of up to `changes_searched` changes */
    size_t count;   /**< the best of these */
    const ent_exchange *exchanges;
    size_t changes_searched; /**< every exchange of up to so many changes was looked at; 1: none */
    bool complete;           /**< there can be no larger ones, by number or by the frontier given */
    /** Where that is open, larger exchanges found in the frontier that was given: some, not all, of
     * at most ENT_EXCHANGE_LARGER_MAX changes. Best first. */
    size_t larger_count;
    const ent_exchange *larger;
    void *owner;
} ent_exchanges;

typedef struct ent_exchanges_options {
    const bool *const *within; /**< as in ent_deals_options: what may be changed to */
    const bool *lifted;
    size_t changes_max;        /**< 0, and at most: ENT_EXCHANGE_CHANGES_MAX */
    uint64_t combinations_max; /**< combinations of changes looked at; 0: 20 million */
    size_t exchanges_max;      /**< exchanges kept; 0: 1000 */
    const ent_deals *deals;    /**< the answer of ent_deals_solve to the same `within` and `lifted`,
                                    for larger exchanges; NULL: none are looked for */
    ent_watch *watch;          /**< may be NULL; the result does not depend on it */
} ent_exchanges_options;

#define ENT_EXCHANGES_OPTIONS_INIT                                                                 \
    { 0 }

/**
 * Find the smallest bundles of changes to a package from which the principals gain together.
 *
 * A bundle improves a package if what comes out breaks no rule, is an agreement, as much a
 * settlement or an interim one as before, crosses no red line that the package did not cross
 * already, takes utility from no principal and adds some to at least two. An exchange is a bundle
 * of two changes or more that improves the package while no part of it does: so each change is
 * there for the sake of another one, and whoever gives is paid within the bundle. (With two
 * principals both gain; with more, a swap of two of them counts if it costs the others nothing.)
 *
 * Best first: the largest smallest addition, then the largest sum of additions, fewer changes,
 * model order. Values count with `lasts`.
 *
 * Bundles are tried by size, pairs first, and a size is begun only if all its combinations fit
 * into `combinations_max` with those before. If larger ones are left open, each frontier package
 * that improves the package is reduced to a smallest bundle that does. So if there are no small
 * exchanges and no shared changes, but a bundle that improves it and that all can sign, a larger
 * one is found, unless it takes more than ENT_EXCHANGE_LARGER_MAX changes.
 *
 * @param from     [issues] the package to change; NULL: the status quo
 * @param options  may be NULL
 * @param[out] exchanges  to be given back with ent_exchanges_free
 * @retval ENT_ERR_ARG  the package has an option that its issue has not
 * @retval ENT_ERR_STOPPED  told so through the watch; ENT_ERR_LIMIT: its limit
 *
 * Cost: combinations x (P + linkages), and rules and red lines for the few that add up.
 */
ENT_API ent_status ent_exchanges_find(const ent_model *model, const uint32_t *from,
                                      const ent_exchanges_options *options,
                                      ent_exchanges **exchanges, ent_diags *diags);
ENT_API void ent_exchanges_free(ent_exchanges *exchanges);

#ifdef __cplusplus
}
#endif
#endif
