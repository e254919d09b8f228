/**
 * The one package that serves a purpose best, without the whole frontier.
 *
 * Prices on the parties' payoffs turn the question into a sum over issues, which one pass over the
 * planned elimination answers: a bound on every package, and a first package (Lagrangian
 * relaxation, Geoffrion 1974). What the bounds leave open is settled by the frontier's elimination
 * with every partial package dropped that the bounds rule out, so the answer is exact. Additive
 * models leave little open: of 200 issues some dozen partial packages a layer survive.
 */
#ifndef ENT_ENGINE_SEEK_H
#define ENT_ENGINE_SEEK_H

#include "engine/elimination.h"

/** The problem has one payoff more than the grid has parties: minus the red lines crossed. */
typedef struct engine_purpose {
    const engine_grid *grid;
    const int64_t *floor; /* [P] what `floors` must reach */
    uint32_t floors;      /* bit p: party p must reach its floor */
    uint32_t drops;       /* bit p: the more party p gets the better; disjoint from `floors` */
    bool crossings;       /* fewest red lines crossed before anything else */
    bool fairest;         /* instead of all this: the largest smallest gain over the walk-aways */
    double at_least;      /* `fairest`: only packages with at least this smallest gain */
    uint64_t work_max;
} engine_purpose;

typedef struct engine_sought {
    bool found;
    uint32_t *package;                      /* [issues], given by the caller */
    int64_t payoff[ENT_PRINCIPALS_MAX + 1]; /* [P + 1] */
    double smallest_gain;                   /* of `fairest` */
    uint32_t blamed;                        /* if not found: floors that no package reaches */
    uint64_t work;                          /* arcs and rows looked at; added to */
} engine_sought;

/**
 * Find the package with the fewest red lines crossed, then the smallest sum of shortfalls of the
 * parties in `drops` (what their payoffs lack, in utility), then the smallest largest shortfall,
 * then the smallest of the first of them, the second, ...; without `drops` any of the fewest.
 *
 * @retval ENT_ERR_LIMIT  more work than `work_max`
 */
ent_status engine_seek(const engine_problem *problem, const engine_elimination *plan,
                       const engine_purpose *purpose, engine_sought *sought);

#endif
