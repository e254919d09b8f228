/**
 * Searches over all orders: how many hold, which is best, and how short a sturdy one can be.
 *
 * What an order has asked for so far is a label: per principal, the least that carrying on from
 * the current set must be worth so that no slack so far falls below the threshold. Because values
 * only shrink and shift along a way, that is all a label has to remember, and a smaller one
 * dominates. A demand that every way on meets (bounds.h) is no demand; one that none meets ends the
 * label. Few labels a set are left, however many orders lead to it.
 */
#ifndef ENT_ROADMAP_SEARCH_H
#define ENT_ROADMAP_SEARCH_H

#include "roadmap/bounds.h"

typedef struct roadmap_search {
    const roadmap_lattice *lattice;
    uint64_t labels_limit;
    uint64_t count_limit; /* labels looked at while counting */
    uint64_t work;        /* labels looked at, in all searches */
    size_t labels_max;    /* most labels of two layers held while counting */
} roadmap_search;

/**
 * Turn the demand at a set into the demand after step `bit`.
 *
 * @param rivals   [parties] collapse and temptation at the set (roadmap_plan_rivals)
 * @param interim  [parties] in force with the step
 * @param demand   [parties] -INFINITY: none
 * @param[out] next  [parties]; not yet compared with any bound
 * @return false: the step itself cannot meet it
 */
bool roadmap_demand_after(const roadmap_plan *plan, double threshold, uint32_t bit,
                          const double *rivals, const double *interim, const double *demand,
                          double *next);

/**
 * Orders that hold, or bounds on their number: 0 and all where counting takes too long. False if
 * out of memory.
 *
 * @param all  the number of all orders
 */
bool roadmap_search_count(roadmap_search *self, base_u128 all, base_u128 *low, base_u128 *high);

/**
 * The order with the largest smallest slack of its steps, the end left out; of several within the
 * tolerance, the first when steps are compared in file order. There must be an order. False if out
 * of memory.
 *
 * @param[out] bits   [steps]
 * @param[out] exact  no other is better by more than the tolerance
 * @param[out] high   no order has a larger smallest slack
 */
bool roadmap_search_best(roadmap_search *self, uint32_t *bits, bool *exact, double *high);

/**
 * The shortest way of doing steps together that holds. False if out of memory.
 *
 * @param order  [steps] bits of the best order, to start from where the exact search is too long
 */
bool roadmap_search_shortest(roadmap_search *self, base_arena *arena, const uint32_t *order,
                             ent_roadmap_shortest *shortest);

#endif
