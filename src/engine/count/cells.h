/**
 * How many partial packages have each payoff: lists of cells, grown layer by layer from the first
 * issue forwards or from the last one backwards.
 *
 * What can no longer reach a threshold from here is dropped, and what can no longer miss it is set
 * to the least payoff that is as safe; so cells are spent only on what is still open.
 */
#ifndef ENT_ENGINE_COUNT_CELLS_H
#define ENT_ENGINE_COUNT_CELLS_H

#include "engine/elimination.h"

/* A question about numbers: which payoffs are keys, how long its naturals are. */
typedef struct count_tally {
    const engine_problem *problem;
    const engine_elimination *plan;
    size_t keys;  /* P, or 0 without thresholds */
    size_t limbs; /* of a number of packages */
    size_t width; /* words of a row: keys, then limbs */
    /* [issues + 1] -> [states x P] of the states before a layer: the most and the least that
     * earlier issues can have paid; ENGINE_DEAD: never reached. NULL without thresholds. */
    const int64_t *const *reach_most;
    const int64_t *const *reach_least;
} count_tally;

/* Cells of the states before layer `at`; in the order of states. */
typedef struct count_cell_list {
    size_t at;
    size_t *start;  /* [states + 1] */
    uint64_t *rows; /* [count x width] */
    size_t count;
    size_t room;
} count_cell_list;

static inline const uint64_t *print_cell(const count_tally *tally, const count_cell_list *of,
                                         size_t row) {
    return of->rows + row * tally->width;
}

static inline const uint64_t *count_cell_number(const count_tally *tally, const count_cell_list *of,
                                                size_t row) {
    return print_cell(tally, of, row) + tally->keys;
}

/* The most and the least that the issues from layer `at` on can add. */
static inline const int64_t *count_rest_most(const engine_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].most : plan->root_most;
}

static inline const int64_t *count_rest_least(const engine_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].least : plan->root_least;
}

/** Fill in a tally; false if out of memory. */
bool count_tally_make(base_arena *arena, const engine_problem *problem,
                      const engine_elimination *plan, count_tally *tally);

/** One cell without payoff in each state at the front or at the back. */
ent_status count_cells_seed(const count_tally *tally, bool front, count_cell_list *cells);

/**
 * Take in the next layer: forwards if `front`, else backwards.
 *
 * @retval ENT_ERR_LIMIT  more than `cells_max` cells; the cells are as they were
 */
ent_status count_cells_advance(const count_tally *tally, bool front, size_t cells_max,
                               count_cell_list *cells);

void count_cells_clear(count_cell_list *cells);

/**
 * The number of pairs of a front and a back cell in the same state that reach the thresholds
 * together; both stand before the same layer.
 *
 * @param[out] total  [limbs]
 * @retval ENT_ERR_LIMIT  more than two parties, and more pairs of boxes than `cells_max` allows
 * Cost: n log n for up to two parties; for more, pairs of boxes that lie across a threshold.
 */
ent_status count_cells_pair(const count_tally *tally, const count_cell_list *front,
                            const count_cell_list *back, size_t cells_max, uint64_t *total);

#endif
