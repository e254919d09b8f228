/**
 * How good and how bad carrying on from a set of steps can be, over all ways that keep every slack
 * at `threshold` or above - each principal by itself, and the sum of all.
 */
#ifndef ENT_ROADMAP_BOUNDS_H
#define ENT_ROADMAP_BOUNDS_H

#include "roadmap/lattice.h"

typedef struct ent_bounds {
    const ent_lattice *lattice;
    double threshold;
    double *high; /* [members x parties] no way is worth more; -INFINITY in all: there is no way */
    double *low;  /* the same, no way is worth less; NULL if not wanted */
    double *sum;  /* [members] no way is worth more to all together; NULL if not wanted */
} ent_bounds;

typedef enum ent_bounds_want { ENT_BOUNDS_SUM, ENT_BOUNDS_LOW } ent_bounds_want;

/**
 * One backward pass over the lattice. The bounds are relaxations: what is dead is dead, what is not
 * may be. False if out of memory; to be given back with ent_bounds_clear.
 *
 * Cost: O(members x steps x parties).
 */
bool ent_bounds_make(const ent_lattice *lattice, double threshold, ent_bounds_want want,
                     ent_bounds *bounds);
void ent_bounds_clear(ent_bounds *bounds);

/** No way leads from the member with this number to the end. */
static inline bool ent_bounds_dead(const ent_bounds *bounds, size_t index) {
    return bounds->high[index * bounds->lattice->plan->parties] < -1e300;
}

#endif
