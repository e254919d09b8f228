/** The non-dominated payoffs of some states of a layer, from those of the layer before. */
#ifndef ENT_DEALS_FILL_H
#define ENT_DEALS_FILL_H

#include "deals/frontier.h"

#include <stdatomic.h>

typedef struct ent_pair ent_pair;

/* One thread's share of a layer; its memory is used again for the next one. */
typedef struct ent_filler {
    const ent_problem *problem;
    const ent_elimination *plan;
    size_t at;
    const size_t *start_before; /* the layer before */
    const int64_t *before;
    const uint64_t *packages_before;
    size_t first; /* states of this share */
    size_t end;
    ent_rows rows; /* what was found, state by state */
    size_t *ends;  /* [states of the layer] where the rows of each state end in `rows` */
    ent_status status;
    /* scratch for one state */
    ent_pair *pairs[2];
    size_t pairs_room;
    ent_rows gathered;
    size_t *runs;
    size_t runs_room;
} ent_filler;

/**
 * Fill the states of a share.
 *
 * @param[in,out] left  payoff vectors that all shares may still make; beyond, the status of a share
 *                      is ENT_ERR_LIMIT
 */
void ent_filler_run(ent_filler *filler, atomic_uint_least64_t *left);
void ent_filler_clear(ent_filler *filler);

#endif
