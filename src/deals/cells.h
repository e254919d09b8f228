/**
 * How many partial packages have each payoff: lists of cells, grown layer by layer from the first
 * issue forwards or from the last one backwards.
 *
 * What can no longer reach a threshold from here is dropped, and what can no longer miss it is set
 * to the least payoff that is as safe; so cells are spent only on what is still open.
 */
#ifndef ENT_DEALS_CELLS_H
#define ENT_DEALS_CELLS_H

#include "deals/elimination.h"

/* A question about numbers: which payoffs are keys, how long its naturals are. */
typedef struct ent_tally {
    const ent_problem *problem;
    const ent_elimination *plan;
    size_t keys;  /* P, or 0 without thresholds */
    size_t limbs; /* of a number of packages */
    size_t width; /* words of a row: keys, then limbs */
    /* [issues + 1] -> [states x P] of the states before a layer: the most and the least that
     * earlier issues can have paid; ENT_DEAD: never reached. NULL without thresholds. */
    const int64_t *const *reach_most;
    const int64_t *const *reach_least;
} ent_tally;

/* Cells of the states before layer `at`; in the order of states. */
typedef struct ent_cells {
    size_t at;
    size_t *start;  /* [states + 1] */
    uint64_t *rows; /* [count x width] */
    size_t count;
    size_t room;
} ent_cells;

static inline const uint64_t *ent_cell(const ent_tally *tally, const ent_cells *of, size_t row) {
    return of->rows + row * tally->width;
}

static inline const uint64_t *ent_cell_number(const ent_tally *tally, const ent_cells *of,
                                              size_t row) {
    return ent_cell(tally, of, row) + tally->keys;
}

/* The most and the least that the issues from layer `at` on can add. */
static inline const int64_t *ent_rest_most(const ent_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].most : plan->root_most;
}

static inline const int64_t *ent_rest_least(const ent_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].least : plan->root_least;
}

/** Fill in a tally; false if out of memory. */
bool ent_tally_make(ent_arena *arena, const ent_problem *problem, const ent_elimination *plan,
                    ent_tally *tally);

/** One cell without payoff in each state at the front or at the back. */
ent_status ent_cells_seed(const ent_tally *tally, bool front, ent_cells *cells);

/**
 * Take in the next layer: forwards if `front`, else backwards.
 *
 * @retval ENT_ERR_LIMIT  more than `cells_max` cells; the cells are as they were
 */
ent_status ent_cells_advance(const ent_tally *tally, bool front, size_t cells_max,
                             ent_cells *cells);

void ent_cells_clear(ent_cells *cells);

/**
 * The number of pairs of a front and a back cell in the same state that reach the thresholds
 * together; both stand before the same layer.
 *
 * @param[out] total  [limbs]
 * @retval ENT_ERR_LIMIT  more than two parties, and more pairs of boxes than `cells_max` allows
 * Cost: n log n for up to two parties; for more, pairs of boxes that lie across a threshold.
 */
ent_status ent_cells_pair(const ent_tally *tally, const ent_cells *front, const ent_cells *back,
                          size_t cells_max, uint64_t *total);

#endif
