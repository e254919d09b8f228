/**
 * The order in which issues are settled, and what must be remembered between them.
 *
 * Issues are taken one by one. After some of them, two partial packages have the same future if the
 * same ties can still match: so a state is a set of bits, one for each tie that is begun, not yet
 * finished, and matched so far, plus one per mark. That is never more than the assignments of the
 * issues still connected (the states of bucket elimination along a path), and far fewer when ties
 * name single options.
 */
#ifndef ENT_ENGINE_ELIMINATION_H
#define ENT_ENGINE_ELIMINATION_H

#include "engine/problem.h"

/* One way into a state: from state `from` of the layer before, by choosing `option`. */
typedef struct engine_arc {
    uint32_t from;
    uint32_t option;
    uint32_t to;
    uint32_t bonus; /* index into `bonuses`, or ENT_NONE */
} engine_arc;

typedef struct engine_layer {
    uint32_t issue;
    size_t states; /* after this issue */
    size_t arcs_count;
    const engine_arc *arcs; /* ascending by `to`, then from, then option */
    const size_t *start;    /* [states + 1] arcs into each state */
    const int64_t
        *most; /* [states x P] the most that later issues can add; ENGINE_DEAD: no way on */
    const int64_t *least;
} engine_layer;

#define ENGINE_DEAD (INT64_MIN / 4)

typedef struct engine_elimination {
    size_t issues;
    const engine_layer *layers;  /* [issues] */
    size_t states_max;           /* widest layer */
    size_t states_all;           /* in all layers */
    size_t words;                /* of a state */
    const uint64_t *final_marks; /* [states of the last layer x words]: which marks are set */
    size_t bonuses_count;
    const int64_t *bonuses;   /* [bonuses_count x P] */
    const int64_t *root_most; /* [P] bounds on whole packages; ENGINE_DEAD: there is none */
    const int64_t *root_least;
    uint64_t effort; /* what finding the order took, in steps like looking at an arc */
} engine_elimination;

#define ENGINE_STATES_LIMIT 4000000u

/** What an arc adds to party p. */
static inline int64_t engine_arc_payoff(const engine_problem *problem,
                                        const engine_elimination *plan, const engine_layer *layer,
                                        const engine_arc *arc, size_t p) {
    const int64_t payoff = problem->payoff[layer->issue][arc->option * problem->parties + p];
    return arc->bonus == ENT_NONE ? payoff
                                  : payoff + plan->bonuses[arc->bonus * problem->parties + p];
}

/** States before a layer: one before the first. */
static inline size_t engine_states_before(const engine_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].states : 1;
}

/**
 * Plan the elimination of a problem.
 *
 * @retval ENT_ERR_LIMIT  more than ENGINE_STATES_LIMIT states in a layer
 * Cost: the sum over layers of states x options x ties on the issue.
 */
ent_status engine_elimination_plan(base_arena *arena, const engine_problem *problem,
                                   const engine_elimination **plan);

#endif
