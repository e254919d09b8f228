/**
 * @file clock.h
 * Whom time favours: bargaining over rounds while the world moves (docs/clock.md has every rule).
 */
#ifndef ENTENTE_CLOCK_H
#define ENTENTE_CLOCK_H

#include "entente/model.h"
#include "entente/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Payoffs closer than this count as equal, so that rounding decides no tie. */
#define ENT_CLOCK_TIE 1e-12

/** Longest horizon, most world states, and most (round x world x proposer) that are listed. */
#define ENT_CLOCK_ROUNDS_MAX 1000000
#define ENT_CLOCK_WORLDS_MAX (1u << 22)
#define ENT_CLOCK_STATES_MAX (1u << 18)

/** What the proposer does. */
typedef enum ent_clock_act {
    ENT_CLOCK_AGREED,  /**< offers what all accept */
    ENT_CLOCK_REFUSED, /**< offers what will be refused, so that somebody else is blamed */
    ENT_CLOCK_PASSED,  /**< offers nothing */
} ent_clock_act;

/** "agreed", "refused", "passed". */
ENT_API const char *ent_clock_act_name(ent_clock_act act);

/** A package that comes with some chance in a lottery. */
typedef struct ent_clock_part {
    const uint32_t *package; /**< [issues] */
    double chance;
} ent_clock_part;

/** One round in one world state with one proposer. P principals, in the order of the model. */
typedef struct ent_clock_state {
    uint32_t round;
    uint32_t world;
    uint32_t proposer; /**< index among the principals */
    double reached;    /**< chance that the talks come here without agreement before */
    ent_clock_act act;
    size_t parts_count;          /**< the offer: 1 package, or a lottery of up to P; 0: passed */
    const ent_clock_part *parts; /**< chances sum to 1 */
    const double *utility;       /**< [P] what the offer is worth; NULL if passed */
    /** [P] responders: the least payoff they accept; the proposer: what waiting is worth to it. */
    const double *reservation;
    const double *value; /**< [P] expected payoff from here on, once the proposer is drawn */
    uint32_t blamed;     /**< bit p: principal p is blamed for the missing agreement */
    bool commitment;     /**< fails here, but would not if the world stayed as it is */
    bool one_step;       /**< what the one-step inequality says of the same question */
} ent_clock_state;

/** A level that a factor can reach, and whether it does before the sides agree. */
typedef struct ent_clock_event {
    uint32_t factor;
    uint32_t level;
    double chance; /**< it is reached before an agreement, and within the horizon */
    double alone;  /**< it is reached within the horizon if nobody agrees and nobody is blamed */
} ent_clock_event;

/** A number over the worlds that a round can find: its mean, and the bounds that it stays within
 * with a tenth of the chance beyond either. */
typedef struct ent_clock_band {
    double mean;
    double low;
    double high;
} ent_clock_band;

/** Where the ranks in a round are known from. */
typedef enum ent_mandate_source {
    ENT_MANDATE_UNKNOWN, /**< nowhere: anybody may come */
    ENT_MANDATE_MEETING, /**< a meeting of `rounds:` dated from the round's start to before the next
                          */
    ENT_MANDATE_RANKS,   /**< `time.ranks`, after the last such meeting */
} ent_mandate_source;

/** What can be offered in a round: what the lowest known rank of a principal settles; of several
 * meetings the one that settles most counts. */
typedef struct ent_clock_mandate {
    ent_mandate_source from;
    ent_rank rank; /**< ENT_LEADER where unknown: everything */
} ent_clock_mandate;

/** P principals, T rounds, W world states. */
typedef struct ent_clock {
    size_t principals;
    size_t rounds;
    size_t worlds;
    size_t factors;
    bool lotteries;
    const ent_clock_mandate *mandate_by_round; /**< [T] */
    bool mandates_bind;                        /**< some option is beyond the rank of some round */
    bool offers_complete; /**< false: too many packages to list; refused offers were searched among
                               the frontier and its neighbours only */
    const double *value;  /**< [P] expected payoff before the first round */
    const double *value_refusing;     /**< [P] the same if the indifferent refuse */
    const double *agreement_by_round; /**< [T] cumulative chance */
    double expected_round; /**< expected round of the agreement, given that there is one; NAN */
    /** [P] what it is worth today: the settlement with the largest sum of utilities among those
     * that the first round can settle and that are worth at least their walk-away to all, in
     * today's world; NULL if there is none. */
    const double *best_now;
    const double *delay_cost; /**< [P] best_now - value; NULL as above */
    const double *round_cost; /**< [P] value - what passing the first round would leave */
    /** [P] the most that dropping 1 to `rounds_fewer` rounds moves `value`; NULL if that is 0. */
    const double *last_ten;
    uint32_t rounds_fewer;            /**< 10, or half of the rounds where that is less */
    const double *walk_away_by_round; /**< [(T+1) x P] expected, as the world drifts by itself */
    /* Three by round, over proposers and over the worlds that come about if nobody agreed or was
     * blamed before; NULL where no states are listed. */
    /** [T x P] the least that each accepts; for the proposer what waiting is worth to it */
    const ent_clock_band *asks_by_round;
    /** [T] the most by which an offer exceeds what is asked, for the side that it leaves least;
     * below 0: what is missing; NAN where nothing can be offered */
    const ent_clock_band *room_by_round;
    const double *open_by_round; /**< [T] chance that the sides would agree in that round */
    const uint32_t *levels;      /**< [W x factors] level of every factor in a world state */
    const double *walk_away;     /**< [W x P] */
    size_t events_count;
    const ent_clock_event *events; /**< levels but the first, in file order; none if too many */
    size_t states_count;
    /** Those the world can reach, by round, world and proposer; none above ENT_CLOCK_STATES_MAX or
     * if not asked for. Their reservations lie row by row: from states[0].reservation on there are
     * [states_count x P], row i of which is states[i].reservation; so too for `value`. */
    const ent_clock_state *states;
    double deviation; /**< the most anybody gains anywhere by one other act; NAN without states */
    void *owner;
} ent_clock;

/**
 * What can be offered in each kind of world, kept for several calls on one model: the clock and the
 * screenings bargain over the same. Filled by the first call that needs it; one call at a time.
 */
typedef struct ent_menus ent_menus;

/** NULL if out of memory. */
ENT_API ent_menus *ent_menus_new(void);
ENT_API void ent_menus_free(ent_menus *menus);

typedef struct ent_clock_options {
    uint32_t rounds;  /**< 0: as the model says */
    bool values_only; /**< no states, events, other horizons or ties: for large worlds */
    bool refuse_ties; /**< the indifferent refuse */
    uint32_t threads; /**< 0: one; the answer does not depend on it */
    ent_menus *menus; /**< of this model, or NULL; the answer does not depend on it */
    ent_watch *watch; /**< may be NULL; the answer does not depend on it */
} ent_clock_options;

#define ENT_CLOCK_OPTIONS_INIT                                                                     \
    { 0 }

/**
 * Solve the bargaining game of `time:` for its subgame-perfect equilibrium.
 *
 * In round t and world m a proposer is drawn and offers a settlement that crosses no red line and
 * changes only what the ranks in that round settle, or passes. The others answer in file order,
 * hearing each other; all must accept. Agreement pays u_p(x) in today's world for good; else the
 * round pays (1 - d_p) w_p(m), the world moves, and after the last round the contest goes on at
 * w_p. Backward induction on the offer-free states (round, world); unique up to ties: the
 * indifferent accept, the proposer prefers agreement, then the larger sum of the others' payoffs,
 * then passing, then the earlier package in model order. Payoffs within ENT_CLOCK_TIE are equal.
 *
 * @param options  may be NULL
 * @param[out] clock  to be given back with ent_clock_free
 * @retval ENT_ERR_MODEL    no horizon; a chance leaves [0, 1] in some round; an effect takes a
 *                          value out of range
 * @retval ENT_ERR_LIMIT    more rounds, world states or blamable parties than the stated limits; or
 *                          the watch's limit
 * @retval ENT_ERR_STOPPED  told so through the watch
 * @retval ENT_ERR_NUMERIC  the certificate found more than 1e-9
 *
 * Cost: one exact frontier per distinct set of changed values and rank that binds; then O(rounds x
 * worlds x (factors + log frontier)) for two principals, x frontier for more. Three or more
 * principals with blame scan all distinct payoffs.
 *
 * Source: Rubinstein (1982), Perfect Equilibrium
 * in a Bargaining Model, Econometrica 50(1), 97-109; Merlo and Wilson (1995), A Stochastic Model of
 * Sequential Bargaining with Complete Information, Econometrica 63(2), 371-399. Here the horizon is
 * finite and disagreement pays.
 */
ENT_API ent_status ent_clock_solve(const ent_model *model, const ent_clock_options *options,
                                   ent_clock **clock, ent_diags *diags);
ENT_API void ent_clock_free(ent_clock *clock);

/**
 * The game as text in Gambit's extensive form (.efg), for small horizons: every package of the
 * frontier is a move, so is passing; nodes and outcomes carry unique labels.
 *
 * @param[out] text  NUL-terminated, to be given back with free()
 * @retval ENT_ERR_LIMIT  more than ENT_EFG_NODES_MAX nodes, or offers are lotteries
 */
#define ENT_EFG_NODES_MAX  1000000
#define ENT_EFG_ROUNDS_MAX 64
ENT_API ent_status ent_clock_export_efg(const ent_model *model, const ent_clock_options *options,
                                        char **text, ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
