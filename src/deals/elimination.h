/**
 * The order in which issues are settled, and what must be remembered between them.
 *
 * Issues are taken one by one. After some of them, two partial packages have the same future if the
 * same ties can still match: so a state is a set of bits, one for each tie that is begun, not yet
 * finished, and matched so far, plus one per mark. That is never more than the assignments of the
 * issues still connected (the states of bucket elimination along a path), and far fewer when ties
 * name single options.
 */
#ifndef ENT_DEALS_ELIMINATION_H
#define ENT_DEALS_ELIMINATION_H

#include "deals/problem.h"

/* One way into a state: from state `from` of the layer before, by choosing `option`. */
typedef struct ent_arc {
    uint32_t from;
    uint32_t option;
    uint32_t to;
    uint32_t bonus; /* index into `bonuses`, or ENT_NONE */
} ent_arc;

typedef struct ent_layer {
    uint32_t issue;
    size_t states; /* after this issue */
    size_t arcs_count;
    const ent_arc *arcs; /* ascending by `to`, then from, then option */
    const size_t *start; /* [states + 1] arcs into each state */
    const int64_t *most; /* [states x P] the most that later issues can add; ENT_DEAD: no way on */
    const int64_t *least;
} ent_layer;

#define ENT_DEAD (INT64_MIN / 4)

typedef struct ent_elimination {
    size_t issues;
    const ent_layer *layers;     /* [issues] */
    size_t states_max;           /* widest layer */
    size_t states_all;           /* in all layers */
    size_t words;                /* of a state */
    const uint64_t *final_marks; /* [states of the last layer x words]: which marks are set */
    size_t bonuses_count;
    const int64_t *bonuses;   /* [bonuses_count x P] */
    const int64_t *root_most; /* [P] bounds on whole packages; ENT_DEAD: there is none */
    const int64_t *root_least;
} ent_elimination;

#define ENT_STATES_LIMIT 4000000u

/** What an arc adds to party p. */
static inline int64_t ent_arc_payoff(const ent_problem *problem, const ent_elimination *plan,
                                     const ent_layer *layer, const ent_arc *arc, size_t p) {
    const int64_t payoff = problem->payoff[layer->issue][arc->option * problem->parties + p];
    return arc->bonus == ENT_NONE ? payoff
                                  : payoff + plan->bonuses[arc->bonus * problem->parties + p];
}

/** States before a layer: one before the first. */
static inline size_t ent_states_before(const ent_elimination *plan, size_t at) {
    return at ? plan->layers[at - 1].states : 1;
}

/**
 * Plan the elimination of a problem.
 *
 * @retval ENT_ERR_LIMIT  more than ENT_STATES_LIMIT states in a layer
 * Cost: the sum over layers of states x options x ties on the issue.
 */
ent_status ent_elimination_plan(ent_arena *arena, const ent_problem *problem,
                                const ent_elimination **plan);

#endif
