/**
 * How good and how bad carrying on from a set of steps can be, over all ways that keep every slack
 * at `threshold` or above: for each principal by itself, for all together, and for the smallest
 * slack.
 */
#ifndef ENT_ROADMAP_BOUNDS_H
#define ENT_ROADMAP_BOUNDS_H

#include "roadmap/lattice.h"

#include <math.h>

typedef struct ent_bounds {
    const ent_lattice *lattice;
    double threshold;
    size_t width; /* numbers in a row */
    /**
     * [members x width]: interim of each principal; `high` of each: no way is worth more, -INFINITY
     * if there is no way; then for counting `low` of each: no way is worth less; for searching
     * `sum`: no way is worth more to all together, and `reach`: no way has a larger smallest slack.
     */
    double *row;
    bool *safe; /* [members] for counting: whatever comes, no slack is below the threshold */
} ent_bounds;

typedef enum ent_bounds_want { ENT_BOUNDS_TO_SEARCH, ENT_BOUNDS_TO_COUNT } ent_bounds_want;

/**
 * One backward pass over the lattice. The bounds are relaxations: what is dead is dead, what is not
 * may be. False if out of memory; to be given back with ent_bounds_clear.
 *
 * Cost: O(members x steps x parties).
 */
bool ent_bounds_make(const ent_lattice *lattice, double threshold, ent_bounds_want want,
                     ent_bounds *bounds);
void ent_bounds_clear(ent_bounds *bounds);

/** Numbers per member, for a plan of that many principals. */
static inline size_t ent_bounds_width(size_t parties, ent_bounds_want want) {
    return 2 * parties + (want == ENT_BOUNDS_TO_COUNT ? parties : 2);
}

static inline const double *ent_bounds_interim(const ent_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width;
}

static inline const double *ent_bounds_high(const ent_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width + bounds->lattice->plan->parties;
}

static inline const double *ent_bounds_low(const ent_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width + 2 * bounds->lattice->plan->parties;
}

static inline double ent_bounds_sum(const ent_bounds *bounds, size_t index) {
    return ent_bounds_low(bounds, index)[0];
}

static inline double ent_bounds_reach(const ent_bounds *bounds, size_t index) {
    return ent_bounds_low(bounds, index)[1];
}

/** No way leads from the member with this number to the end. */
static inline bool ent_bounds_dead(const ent_bounds *bounds, size_t index) {
    return isinf(ent_bounds_high(bounds, index)[0]);
}

#endif
