/**
 * One pass over the planned elimination: the package that a weighing of the payoffs likes best.
 *
 * A weighing turns the question into a sum over issues, so the best way on from every state is
 * found backwards in one look at every arc (Lagrangian relaxation, Geoffrion 1974).
 */
#ifndef ENT_ENGINE_PASS_H
#define ENT_ENGINE_PASS_H

#include "engine/elimination.h"

typedef struct engine_pass {
    const engine_problem *problem;
    const engine_elimination *plan;
    size_t states;       /* of all layers, the one before the first included */
    const size_t *first; /* [issues + 1] of the states before each layer, and of the last ones */
    uint32_t *via;       /* [states] the arc to take */
    uint32_t *package;   /* [issues] of the last pass */
    double *option_cost; /* scratch */
    double *bonus_cost;  /* scratch */
    int64_t payoff[ENT_PRINCIPALS_MAX + 1]; /* of the last pass */
} engine_pass;

/** Make room for passes; false if out of memory. */
bool engine_pass_start(engine_pass *pass, base_arena *arena, const engine_problem *problem,
                       const engine_elimination *plan);

/**
 * Least weight . payoff of a package; there must be one.
 *
 * @param weight     [parties of the problem]
 * @param[out] tail  [states] the least that is still to come from every state
 */
double engine_pass_run(engine_pass *pass, const double *weight, double *tail);

#endif
