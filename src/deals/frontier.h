/**
 * The exact frontier of a problem: dynamic programming over the planned elimination.
 *
 * For every state a list of the payoff vectors that no other partial package in the same state
 * beats. A prefix that is beaten within its state is beaten in every completion, so nothing on the
 * frontier is lost (multi-objective bucket elimination along a path, Rollon and Larrosa 2006; for
 * additive two-party models it is the list merge of Nemhauser and Ullmann 1969).
 */
#ifndef ENT_DEALS_FRONTIER_H
#define ENT_DEALS_FRONTIER_H

#include "deals/elimination.h"

/* All payoff vectors kept after one layer. */
typedef struct ent_points {
    const size_t *start;   /* [states + 1] */
    const int64_t *payoff; /* [start[states] x P], by falling payoff, first party first */
} ent_points;

typedef struct ent_frontier {
    const ent_points *layers; /* [issues]; by state of that layer */
    const uint64_t *packages; /* packages with each payoff of the last layer; UINT64_MAX: more */
    size_t points_max;        /* widest layer */
    ent_arena arena;
} ent_frontier;

/* 2^27 payoff vectors of two parties are 2 GiB. */
#define ENT_POINTS_LIMIT ((uint64_t)1 << 27)

/**
 * @param limit  payoff vectors kept in all layers together
 * @retval ENT_ERR_LIMIT  more would be needed
 */
ent_status ent_frontier_find(const ent_problem *problem, const ent_elimination *plan,
                             uint64_t limit, ent_frontier *frontier);
void ent_frontier_clear(ent_frontier *frontier);

/** Rows of payoffs with how many packages have them. */
typedef struct ent_rows {
    size_t count;
    size_t room;
    int64_t *payoff;    /* [room x P] */
    uint64_t *packages; /* [room] */
} ent_rows;

/**
 * Keep the rows that no other beats, sorted by falling payoff, first party first; equal rows become
 * one, their packages add up. `noise` [P] as in ent_problem.
 *
 * @param runs  [runs_count + 1] the rows of each run are already so sorted
 */
bool ent_rows_keep_best(ent_rows *rows, size_t parties, const size_t *runs, size_t runs_count,
                        const int64_t *noise);

/**
 * The first package in model order with the payoff of a row of the last layer.
 *
 * @param[out] package  [issues]
 */
ent_status ent_frontier_witness(const ent_problem *problem, const ent_elimination *plan,
                                const ent_frontier *frontier, size_t row, uint32_t *package);

#endif
