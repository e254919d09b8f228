/**
 * @file roadmap.h
 * Where a sequence of steps would break, for whom, and which other order would hold.
 *
 * The state of a roadmap is the set D of its completed steps. For a principal p with walk-away w,
 * and u the utility with values as given:
 *
 *   x_D           the status quo with the steps of D applied in file order: where two of them set
 *                 the same issue, the later one in the file counts, whichever was done first
 *   irr(D)        the irreversible steps of D
 *   interim(D)    = w + u(x_D) - u(x0): the contest goes on beside what is in force
 *   collapse(D)   = w + u(x_irr(D)) - u(x0): somebody has walked away; here options that run out
 *                 count as they do outside a roadmap (`lasts`)
 *   c(s)          = d^(days of s / days of a round), d the discount of p per round
 *   V(D)          = (1 - c(s)) interim(D + s) + c(s) V(D + s): a step is in force from the day it
 *                 starts; the flow is normalised so that staying for ever is worth its level
 *   V(all)        = q x (worth of the deal) + (1 - q) collapse(all), q the chance of `ends_in`; a
 *                 deal that ends the contest is worth its utility, another one w + u - u(x0);
 *                 without `ends_in` the steps stay in force for good: interim(all)
 *   temptation(s) what p gains by defecting in s and not at once, see below
 *   slack(D)      = V(D) - collapse(D) - temptation(s), with s the next step (0 after the last)
 *
 * Defecting: the model says who performs a step only through `controlled_by`. A principal that
 * controls an issue which s changes can leave its own part undone while the others do theirs, and
 * is found out when the step ends. With x' the package in which only the issues that others control
 * have changed: temptation = max(0, (1 - c) (w + u(x') - u(x0)) + c collapse' - collapse(D)), where
 * collapse' counts the others' part of s as done if s is irreversible. For everybody else it is 0.
 *
 * An order holds (is self-enforcing) when every slack of every principal is >= 0, before each step
 * and after the last. Numbers closer to 0 than ENT_SLACK_TOLERANCE count as 0.
 *
 * An end that cannot come (no such solution, a rule broken, a red line crossed) is worth
 * collapse(all), and does not count for the smallest slack. A step with which a rule would be
 * broken cannot be done: from the point before it on, V = collapse, and the order does not hold.
 *
 * With no discount (d = 1) the days of a roadmap weigh nothing: c = 1, V(D) = V(all).
 */
#ifndef ENTENTE_ROADMAP_H
#define ENTENTE_ROADMAP_H

#include "entente/deals.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most steps whose orders are searched; a roadmap with more is walked and changed only. */
#define ENT_ORDERS_STEPS_MAX 24
/** Payoffs closer than this count as equal, and a slack above minus this as 0. */
#define ENT_SLACK_TOLERANCE 1e-9

/** A moment at which anybody may walk away: before a step, or after the last. [P]: principals. */
typedef struct ent_roadmap_point {
    uint32_t step;            /**< the next step; ENT_NONE after the last */
    double day;               /**< days since the start */
    const double *value;      /**< [P] V: what carrying on is worth */
    const double *collapse;   /**< [P] what walking away now is worth */
    const double *temptation; /**< [P] what defecting in the next step adds to that */
    const double *slack;      /**< [P] value - collapse - temptation */
    const double
        *guarantee;       /**< [P] least penalty for walking away that repairs it: max(0, -slack) */
    uint32_t breaks_rule; /**< rule that the package in force after `step` breaks, or ENT_NONE */
    uint32_t crosses_party; /**< whose red line the package in force after `step` crosses ... */
    uint32_t
        crosses_red_line; /**< ... and which; both ENT_NONE if none. Does not count for `holds` */
} ent_roadmap_point;

/** One order of the steps, walked from end to end. */
typedef struct ent_roadmap_walk {
    const uint32_t *order; /**< [steps] */
    size_t points_count;   /**< steps + 1 */
    /** The numbers of the points lie row by row: from points[0].value on there are
     * [points_count x P], row i of which is points[i].value; so too for the other four. */
    const ent_roadmap_point *points;
    double smallest_slack; /**< over all points, the end only if it can come */
    bool holds;
    /** First point with a slack below 0, or whose step breaks a rule; ENT_NONE: nowhere. */
    uint32_t breaks_at;
    /** The principal (position) with the smallest slack there; ENT_NONE: none, or only a rule. */
    uint32_t breaks_for;
    uint32_t impossible_at; /**< first point whose step breaks a rule, or ENT_NONE */
    /**
     * Where it would stop if everybody looked ahead (backward induction: who foresees a later
     * breakdown counts on the collapse, not on V): the first point reached at which somebody walks
     * away; ENT_NONE: nowhere, exactly when the order holds. May come earlier than `breaks_at`.
     */
    uint32_t stops_at;
    const double *guarantee; /**< [P] penalty that repairs every point for that principal */
    double
        guarantee_total; /**< what the guarantors would have to put up, all principals together */
    double chance_low;   /**< it holds for every chance at the end from this ... */
    double chance_high;  /**< ... to this, all else equal; NAN: for none, or without `ends_in` */
} ent_roadmap_walk;

typedef enum ent_roadmap_change_kind {
    ENT_CHANGE_SWAP,         /**< `step` and `other` change places */
    ENT_CHANGE_REVERSIBLE,   /**< `step` becomes reversible */
    ENT_CHANGE_IRREVERSIBLE, /**< `step` becomes irreversible */
    /**
     * `step` is done in halves, each of half its days: in the first half, everything it changes is
     * half way (payoffs are the mean of before and after); anybody may walk away between the two.
     */
    ENT_CHANGE_SPLIT,
    /**
     * The chance of `ends_in` rises to `chance`: the least at which the roadmap holds; to 1 if it
     * already does, or if none makes it.
     */
    ENT_CHANGE_CHANCE,
} ent_roadmap_change_kind;
#define ENT_ROADMAP_CHANGES 5

/** "swap", "reversible", "irreversible", "split", "chance". */
ENT_API const char *ent_roadmap_change_name(ent_roadmap_change_kind kind);

/** What a single change to the proposed order would do. */
typedef struct ent_roadmap_change {
    ent_roadmap_change_kind kind;
    uint32_t step;  /**< ENT_NONE for CHANCE */
    uint32_t other; /**< SWAP: the later one in the proposed order; else ENT_NONE */
    double chance;  /**< CHANCE; else NAN */
    double smallest_slack;
    double rise; /**< of the smallest slack, over the proposed roadmap's */
    bool holds;
} ent_roadmap_change;

/** Some steps at the same time, as long as the longest of them. */
typedef struct ent_roadmap_shortest {
    bool exists; /**< some way of doing steps together holds */
    bool exact;  /**< no shorter one holds; false: the search ended at its limit */
    double days;
    double days_low; /**< no way that holds is shorter; == days if exact */
    size_t groups_count;
    const ent_ids *groups; /**< steps that start together, one group after the other */
    double smallest_slack;
} ent_roadmap_shortest;

/** All orders that `after` allows. */
typedef struct ent_roadmap_orders {
    ent_count count;    /**< orders that `after` allows */
    ent_count possible; /**< of these, orders in which no package in force breaks a rule */
    ent_count holding;  /**< possible orders that hold; bounds if labels outgrew `labels_limit` */
    bool has_best;      /**< there is a possible order; without one there is no best, no shortest */
    /** The possible order with the largest smallest slack. The end's slack is the same in every
     * order; so ties go to the larger smallest slack of the steps alone, and of several within the
     * tolerance to the first when steps are compared in file order. */
    ent_roadmap_walk best;
    bool best_exact;  /**< no order has a smallest slack above best's by more than the tolerance */
    double best_high; /**< proven upper bound of the smallest slack; best's own if best_exact */
    ent_roadmap_shortest shortest;
    size_t sets_count; /**< sets of steps that an order can pass through */
    size_t labels_max; /**< most labels held at once while counting */
    uint64_t work;     /**< labels looked at in all searches */
} ent_roadmap_orders;

/** What a roadmap leads to. */
typedef enum ent_roadmap_end {
    ENT_END_STAYS,       /**< no `ends_in`: the last package stays in force */
    ENT_END_DEAL,        /**< the deal, at its chance */
    ENT_END_NO_SOLUTION, /**< the solution named does not exist: a collapse, as are the next two */
    ENT_END_RULE,        /**< the deal named breaks a rule */
    ENT_END_RED_LINE,    /**< somebody who is needed has sworn never to sign the deal named */
} ent_roadmap_end;
#define ENT_ROADMAP_ENDS 5

/** "stays", "deal", "no_solution", "rule", "red_line". */
ENT_API const char *ent_roadmap_end_name(ent_roadmap_end end);

/** One roadmap of the model. */
typedef struct ent_roadmap_view {
    uint32_t roadmap; /**< index into ent_model.roadmaps */
    bool timeless;    /**< no principal discounts: only the end counts */
    ent_roadmap_end end;
    uint32_t end_rule;           /**< RULE: the first one broken; else ENT_NONE */
    uint32_t end_party;          /**< RED_LINE: whose; else ENT_NONE */
    uint32_t end_red_line;       /**< RED_LINE: which of its; else ENT_NONE */
    const uint32_t *end_package; /**< [issues] the deal, or NULL */
    const double *end_worth;     /**< [P] what it is worth to each, or NULL */
    ent_roadmap_walk proposed;   /**< in file order */
    size_t changes_count;
    /** By falling smallest slack, then kind, then step, then other. Only changes that `after` and
     * the rules allow. */
    const ent_roadmap_change *changes;
    bool has_orders; /**< false: not asked for, more than ENT_ORDERS_STEPS_MAX steps, or tables
                        above `bytes_limit` */
    ent_roadmap_orders orders;
} ent_roadmap_view;

typedef struct ent_roadmaps {
    size_t roadmaps_count;
    const ent_roadmap_view *roadmaps; /**< in the order of ent_model.roadmaps */
    void *owner;
} ent_roadmaps;

typedef struct ent_roadmap_options {
    bool only_proposed;     /**< leave out changes and orders */
    uint64_t bytes_limit;   /**< memory for tables over sets of steps; 0: 4 GiB */
    const ent_deals *deals; /**< the answer of ent_deals_solve without options, for roadmaps that
                               end in a solution; NULL: found if needed */
    uint64_t labels_limit;  /**< labels held at once in one search; 0: 1048576 */
    uint64_t count_limit;   /**< labels looked at to count the orders that hold, beyond which only
                               "at least 1" or "at least 0" is said; 0: 2^27 */
    ent_watch *watch;       /**< may be NULL; the result does not depend on it */
} ent_roadmap_options;

#define ENT_ROADMAP_OPTIONS_INIT                                                                   \
    { 0 }

/**
 * Assess every roadmap of a model: where it breaks and for whom, what would repair it, and which
 * order would do best.
 *
 * Counts and optima are exact over all orders: a search over the lattice of step sets with labels
 * that dominate each other, never over the orders themselves. Where the labels outgrow their limit
 * the count comes with proven bounds, and the best order with a proven upper bound.
 *
 * @param options  may be NULL
 * @param[out] roadmaps  to be given back with ent_roadmaps_free; empty if the model has none
 * @retval ENT_ERR_MODEL  a roadmap has no steps, or lists a step before one that must come first;
 * or discounts are given without the length of a round. All mistakes are reported, each with its
 * place
 * @retval ENT_ERR_NUMERIC  a payoff is not finite
 * @retval ENT_ERR_STOPPED  told so through the watch; ENT_ERR_LIMIT: its limit
 *
 * Cost: O(sets x steps x principals) for the tables, plus the labels; one ent_deals_solve if a
 * roadmap ends in a solution.
 * Source: docs/roadmap.md; dynamic programs over sets of steps go back to Held and Karp (1962),
 * J. SIAM 10(1), 196-210.
 */
ENT_API ent_status ent_roadmaps_assess(const ent_model *model, const ent_roadmap_options *options,
                                       ent_roadmaps **roadmaps, ent_diags *diags);
ENT_API void ent_roadmaps_free(ent_roadmaps *roadmaps);

#ifdef __cplusplus
}
#endif
#endif
