/**
 * @file screening.h
 * The clock when one side's walk-away is private: offers that sort out who would settle for what.
 */
#ifndef ENTENTE_SCREENING_H
#define ENTENTE_SCREENING_H

#include "entente/clock.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One offer on the path of play. Principals are 0 and 1, in the order of the model. */
typedef struct ent_screening_step {
    uint32_t round;
    uint32_t world;
    double reached;     /**< chance of coming here without agreement, over worlds and types */
    double from;        /**< types left: walk-aways (without effects of the world) from here ... */
    double to;          /**< ... and of these, those up to here accept; equal: none does */
    size_t parts_count; /**< 1 package or a lottery of 2; 0: passes */
    const ent_clock_part *parts; /**< chances sum to 1 */
    const double *utility;       /**< [2] what the offer is worth; NULL if it passes */
} ent_screening_step;

typedef struct ent_screening {
    uint32_t informed;   /**< principal whose walk-away is private */
    uint32_t uninformed; /**< principal who makes every offer */
    size_t rounds;
    size_t worlds;
    bool lotteries;
    double value_uninformed;
    double value_informed;            /**< expected over its types */
    double left;                      /**< share of types that refuse the first offer */
    const double *agreement_by_round; /**< [T] cumulative chance, over worlds and types */
    size_t steps_count;
    const ent_screening_step *steps; /**< by round, world and cut-off; none if they are too many */
    bool path_exact; /**< false: cut-offs closer than 1/4096 of the range were merged on the path */
    /** No mixing on the path. Where packages leave gaps between what types ask for, the uninformed
     * side makes a type indifferent by mixing between two offers that are worth the same to it. */
    bool pure;
    double mixing;    /**< largest chance, over rounds, that an offer on the path is mixed */
    double regret;    /**< certificate: most that another offer would add, over a fine grid */
    double type_gain; /**< certificate: most that a type gains by one other answer */
    /** Both over all rounds and worlds; false: over those where, in equilibrium, some types are
     * still there with some chance. */
    bool certified_all;
    double value_error; /**< value by backward induction against value along the path */
    void *owner;
} ent_screening;

typedef struct ent_screening_options {
    uint32_t rounds;  /**< 0: as the model says */
    bool unchecked;   /**< leave out regret and type_gain (NAN) */
    bool certify_all; /**< regret and type_gain over all rounds and worlds, reached or not */
    ent_menus *menus; /**< of this model, as in ent_clock_options */
    ent_watch *watch; /**< may be NULL; the answer does not depend on it */
} ent_screening_options;

#define ENT_SCREENING_OPTIONS_INIT                                                                 \
    { 0 }

/** Most (round x world) that screening follows. */
#define ENT_SCREENING_STATES_MAX 65536

/**
 * Solve the clock with the walk-away of one principal private: its range is the other's belief
 * (uniform or triangular, a continuum of types), and the other makes an offer in every round.
 *
 * Skimming equilibrium by backward induction over belief cut-offs: types with a low walk-away
 * settle first, so what is left after a refusal are the types above a cut-off. With packages, the
 * value is piecewise linear in the share of types and is found exactly; with lotteries, value and
 * price are smooth between kinks and are kept as Chebyshev pieces there, the cut-off solving its
 * first-order condition. Never a grid of types: it exploits its own noise.
 *
 * The world moves meanwhile and shifts all types alike. Nobody is blamed: whether a refused offer
 * was fair is private. `time.proposer` is not used.
 *
 * @param informed  party whose walk-away is private; one of exactly two principals
 * @param options   may be NULL
 * @param[out] screening  to be given back with ent_screening_free
 * @retval ENT_ERR_MODEL    as ent_clock_solve; not two principals; the walk-away is one number
 * @retval ENT_ERR_LIMIT    more than ENT_SCREENING_STATES_MAX, or too many pieces; or the watch's
 *                          limit
 * @retval ENT_ERR_STOPPED  told so through the watch
 * @retval ENT_ERR_NUMERIC  the value along the path differs by more than 1e-9
 *
 * Source: Stokey (1981), Rational Expectations and Durable Goods Pricing, Bell J. Econ. 12(1);
 * Gul, Sonnenschein and Wilson (1986), Foundations of Dynamic Monopoly and the Coase Conjecture,
 * J. Econ. Theory 39(1), 155-190, also for the mixing.
 */
ENT_API ent_status ent_screening_solve(const ent_model *model, uint32_t informed,
                                       const ent_screening_options *options,
                                       ent_screening **screening, ent_diags *diags);
ENT_API void ent_screening_free(ent_screening *screening);

#ifdef __cplusplus
}
#endif
#endif
