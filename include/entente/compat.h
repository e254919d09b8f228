/**
 * @file compat.h
 * What other workbenches call the Nash, Kalai or Kalai-Smorodinsky solution, by exact formula.
 *
 * The names agree between tools and the formulas do not. These are for comparison only; entente's
 * own solutions are those of deals.h.
 */
#ifndef ENTENTE_COMPAT_H
#define ENTENTE_COMPAT_H

#include "entente/deals.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_peer {
    ENT_PEER_GENIUS,
    ENT_PEER_GENIUSWEB,
    ENT_PEER_NEGMAS,
    ENT_PEER_NEGOLOG
} ent_peer;
#define ENT_PEERS 4

/** "genius", "geniusweb", "negmas", "negolog". */
ENT_API const char *ent_peer_name(ent_peer peer);

/** A solution of one peer under its own name. */
typedef enum ent_compat {
    ENT_GENIUS_NASH,
    ENT_GENIUS_KALAI_SMORODINSKY,
    ENT_GENIUSWEB_NASH,
    ENT_GENIUSWEB_KALAI,
    ENT_NEGMAS_NASH,
    ENT_NEGMAS_KALAI,
    ENT_NEGMAS_KALAI_SMORODINSKY,
    ENT_NEGMAS_WELFARE,
    ENT_NEGMAS_MODIFIED_KALAI,
    ENT_NEGMAS_MODIFIED_KALAI_SMORODINSKY,
    ENT_NEGOLOG_NASH,
    ENT_NEGOLOG_KALAI,
} ent_compat;
#define ENT_COMPATS 12

/** Whose it is, what it is called there, and what that peer computes. */
typedef struct ent_compat_info {
    ent_peer peer;
    const char *name;    /**< as in ent_solution_name where the peer uses such a name */
    const char *formula; /**< in u (utility), r (reservation), d, least, most */
    bool rational_only;  /**< only points with every u >= r are looked at */
} ent_compat_info;

/** NULL for a value that is none of the list. */
ENT_API const ent_compat_info *ent_compat_describe(ent_compat which);

/** The frontier over all possible packages, whoever accepts them, on the peer's own scale. */
typedef struct ent_compat_points {
    size_t count;
    size_t parties;            /**< >= 1 */
    const double *utility;     /**< [count x parties], finite */
    const double *reservation; /**< [parties]; NAN: none */
    const double *least;       /**< [parties] smallest and largest utility over all packages */
    const double *most;
} ent_compat_points;

/**
 * Pick what one peer calls a solution. The first of equal points, as the peers do.
 *
 * d is the reservation if there is one at or above `least`, else `least` (NegMAS); r is the
 * reservation or 0 (GENIUS, GeniusWeb).
 *
 * @return index of the point, or ENT_NONE if there is none
 *
 * Cost: O(count x parties^2), no allocation.
 */
ENT_API uint32_t ent_compat_pick(ent_compat which, const ent_compat_points *points);

/**
 * The opposition of a scenario as a peer reports it.
 *
 * negmas: smallest distance of a rational point to the ideal, each party's loss relative to
 * `most`. geniusweb: distance of its Kalai point to all ones. negolog: distance of its "Kalai"
 * point, the one of largest welfare, to all ones. genius: none.
 *
 * @return NAN if the peer reports none or no point qualifies
 */
ENT_API double ent_compat_opposition(ent_peer peer, const ent_compat_points *points);

/** One solution of a peer on a model. */
typedef struct ent_peer_pick {
    ent_compat which;
    bool found;              /**< false: no package qualifies */
    bool acceptable;         /**< all can sign it here, red lines and all */
    const uint32_t *package; /**< [issues]; NULL if not found */
    const double *utility;   /**< [principals] as in the model */
    const double *there;     /**< [principals] on the scale of ent_party.scale: what is compared */
} ent_peer_pick;

/** What one peer would report of a model. */
typedef struct ent_peer_view {
    ent_peer peer;
    size_t picks_count;
    const ent_peer_pick *picks; /**< in the order of ent_compat */
    double opposition;          /**< NAN: it reports none, or no package qualifies */
    size_t points;              /**< payoffs on the frontier that it looks at */
    bool rescaled;              /**< some party has a scale of its own */
    void *owner;
} ent_peer_view;

typedef struct ent_peer_options {
    ent_watch *watch; /**< may be NULL; the result does not depend on it */
} ent_peer_options;

#define ENT_PEER_OPTIONS_INIT                                                                      \
    { 0 }

/**
 * See a model as a peer would: its frontier over all packages that break no rule, today's among
 * them, by utilities as given, on each party's own scale (ent_party.scale; without one, that of the
 * model). Walk-aways are reservations; a peer knows no red lines, no outside parties, no interim
 * agreements and nothing that lasts only for a while.
 *
 * @param options  may be NULL
 * @param[out] view  to be given back with ent_peer_view_free
 * @retval ENT_ERR_LIMIT    as ent_deals_solve
 * @retval ENT_ERR_STOPPED  told so through the watch
 *
 * Cost: one frontier over all possible packages.
 */
ENT_API ent_status ent_peer_compare(const ent_model *model, ent_peer peer,
                                    const ent_peer_options *options, ent_peer_view **view,
                                    ent_diags *diags);
ENT_API void ent_peer_view_free(ent_peer_view *view);

#ifdef __cplusplus
}
#endif
#endif
