/**
 * The exact frontier of a problem: dynamic programming over the planned elimination.
 *
 * For every state a list of the payoff vectors that no other partial package in the same state
 * beats. A prefix that is beaten within its state is beaten in every completion, so nothing on the
 * frontier is lost (multi-objective bucket elimination along a path, Rollon and Larrosa 2006; for
 * additive two-party models it is the list merge of Nemhauser and Ullmann 1969).
 */
#ifndef ENT_ENGINE_FRONTIER_H
#define ENT_ENGINE_FRONTIER_H

#include "base/team.h"
#include "engine/elimination.h"

/* All payoff vectors kept after one layer. */
typedef struct engine_points {
    size_t *start;   /* [states + 1] */
    int64_t *payoff; /* [start[states] x P], by falling payoff, first party first */
} engine_points;

/*
 * Every layer is kept until there are ENGINE_POINTS_KEPT vectors, then every second one, every
 * fourth and so on up to the square root of the issues: those between are made again when packages
 * are asked for. The last one always is.
 */
typedef struct engine_frontier {
    engine_points *layers; /* [issues]; by state of that layer; start is NULL if it is not kept */
    uint64_t *packages;    /* packages with each payoff of the last layer; UINT64_MAX: more */
    size_t points_max;     /* widest layer */
    size_t issues;
} engine_frontier;

/* 2^27 payoff vectors of two parties are 2 GiB. */
#define ENGINE_POINTS_LIMIT ((uint64_t)1 << 27)
#define ENGINE_POINTS_KEPT  ((uint64_t)1 << 22)

/**
 * @param limit  payoff vectors held at once
 * @param team   may be NULL; the frontier does not depend on it
 * @retval ENT_ERR_LIMIT  more would be needed
 */
ent_status engine_frontier_find(const engine_problem *problem, const engine_elimination *plan,
                                uint64_t limit, base_team *team, engine_frontier *frontier);
void engine_frontier_clear(engine_frontier *frontier);

/**
 * Make layers `first` to `last` again, from the one before, which is there.
 *
 * @param layers  [issues], of which those are filled in; to be given back with engine_points_clear
 */
ent_status engine_frontier_refill(const engine_problem *problem, const engine_elimination *plan,
                                  size_t first, size_t last, engine_points *layers);
void engine_points_clear(engine_points *points);

/** Below 0 if payoffs `a` come before `b` on a frontier: by falling payoff, first party first. */
static inline int engine_compare_payoffs(const int64_t *a, const int64_t *b, size_t parties) {
    for (size_t p = 0; p < parties; p++)
        if (a[p] != b[p])
            return a[p] > b[p] ? -1 : 1;
    return 0;
}

/** Rows of payoffs with how many packages have them. */
typedef struct engine_rows {
    size_t count;
    size_t room;
    int64_t *payoff;    /* [room x P] */
    uint64_t *packages; /* [room] */
} engine_rows;

/** Room for `more` rows; false if out of memory. */
bool engine_rows_reserve(engine_rows *rows, size_t more, size_t parties);
void engine_rows_clear(engine_rows *rows);

/**
 * Keep the rows that no other beats, sorted by falling payoff, first party first; equal rows become
 * one, their packages add up. `noise` [P] as in engine_problem. False: out of memory, or the watch
 * (may be NULL) ended it.
 *
 * @param runs  [runs_count + 1] the rows of each run are already so sorted
 */
bool engine_rows_keep_best(engine_rows *rows, size_t parties, const size_t *runs, size_t runs_count,
                           const int64_t *noise, ent_watch *watch);

/**
 * The first packages in model order with the payoffs of some rows of the last layer.
 *
 * All ways back to all rows are found in one pass over the layers, then the first of them for each
 * in one pass forwards.
 *
 * @param rows  [count], ascending
 * @param[out] packages  [count x issues]
 * Cost: about that of finding the frontier, whatever the number of rows; 16 bytes for each of the
 * payoff vectors on a way back.
 */
ent_status engine_frontier_witnesses(const engine_problem *problem, const engine_elimination *plan,
                                     const engine_frontier *frontier, const size_t *rows,
                                     size_t count, uint32_t *packages);

/** The same for one row. */
ent_status engine_frontier_witness(const engine_problem *problem, const engine_elimination *plan,
                                   const engine_frontier *frontier, size_t row, uint32_t *package);

#endif
