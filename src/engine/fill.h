/** The non-dominated payoffs of some states of a layer, from those of the layer before. */
#ifndef ENT_ENGINE_FILL_H
#define ENT_ENGINE_FILL_H

#include "engine/frontier.h"

#include <stdatomic.h>

typedef struct engine_pair engine_pair;

/* One thread's share of a layer; its memory is used again for the next one. */
typedef struct engine_filler {
    const engine_problem *problem;
    const engine_elimination *plan;
    size_t at;
    const size_t *start_before; /* the layer before */
    const int64_t *before;
    const uint64_t *packages_before;
    size_t first; /* states of this share */
    size_t end;
    engine_rows rows; /* what was found, state by state */
    size_t *ends;     /* [states of the layer] where the rows of each state end in `rows` */
    ent_status status;
    ent_watch *watch; /* of the thread that fills */
    ent_watch *inner; /* the same while a state is filled that takes long, else NULL */
    /* scratch for one state */
    engine_pair *pairs[2];
    size_t pairs_room;
    engine_rows gathered;
    size_t *runs;
    size_t runs_room;
} engine_filler;

/**
 * Fill the states of a share.
 *
 * @param[in,out] left  payoff vectors that all shares may still make; beyond, the status of a share
 *                      is ENT_ERR_LIMIT
 */
void engine_filler_run(engine_filler *filler, atomic_uint_least64_t *left);
void engine_filler_clear(engine_filler *filler);

#endif
