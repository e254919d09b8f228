/**
 * The epsilon-frontier: few packages that together stand for all, with a proven distance.
 *
 * Where the exact frontier would hold more payoff vectors than there is memory for.
 */
#ifndef ENT_ENGINE_COVER_H
#define ENT_ENGINE_COVER_H

#include "engine/elimination.h"

typedef struct engine_cover {
    size_t count;            /* packages listed; none beats another */
    const int64_t *payoff;   /* [count x P], exact, by falling payoff, first party first */
    const uint32_t *package; /* [count x issues] a package with that payoff */
    /* In utility. Every package that counts pays nobody more than this above one and the same
     * listed package; 0: nothing is missing. If not decided: nobody gets more than this above its
     * threshold from a package that counts. */
    double epsilon;
    const int64_t
        *most;    /* [P] no package that counts pays more; NULL: it is proven there is none */
    bool decided; /* count > 0, or it is proven that no package counts */
    const int64_t *near; /* [P] if not decided: the found package with the least shortfall */
    const uint32_t *near_package; /* [issues] */
    size_t points_max;            /* widest layer */
    base_arena arena;
} engine_cover;

/* Rows of all layers of a pass, at 8 bytes each: some seconds of work. With more parties a row
 * costs more time, and epsilon falls but slowly with more rows. */
#define ENGINE_COVER_ROWS      ((uint64_t)1 << 23)
#define ENGINE_COVER_ROWS_MANY ((uint64_t)1 << 19)

/**
 * Cover the packages of a problem, thresholds and all, within a limit.
 *
 * @param units  [P] as in engine_grid
 * @param limit  rows of all layers of a pass together, no more than ENGINE_COVER_ROWS (with more
 * than two parties ENGINE_COVER_ROWS_MANY) being used; each state of the elimination keeps one at
 * least, whatever the limit
 * @param[out] cover  to be given back with engine_cover_clear
 *
 * Cost: parties x limit x options x log; the same whatever the number of packages.
 */
ent_status engine_cover_find(const engine_problem *problem, const engine_elimination *plan,
                             const double *units, uint64_t limit, engine_cover *cover);
void engine_cover_clear(engine_cover *cover);

#endif
