/**
 * How good and how bad carrying on from a set of steps can be, over all ways that keep every slack
 * at `threshold` or above: for each principal by itself, for all together, and for the smallest
 * slack. To count, the slack at the end is one of them; to search it is not: it is the same in all
 * orders.
 */
#ifndef ENT_ROADMAP_BOUNDS_H
#define ENT_ROADMAP_BOUNDS_H

#include "roadmap/lattice.h"

#include <math.h>

typedef struct roadmap_bounds {
    const roadmap_lattice *lattice;
    double threshold;
    size_t width; /* numbers in a row */
    /**
     * [members x width]: interim of each principal; `high` of each: no way is worth more, -INFINITY
     * if there is no way; then for counting `low` of each: no way is worth less; for searching
     * `sum`: no way is worth more to all together, and `reach`: no way has a larger smallest slack.
     */
    double *row;
    bool *safe; /* [members] for counting: whatever comes, no slack is below the threshold */
} roadmap_bounds;

typedef enum roadmap_bounds_want {
    ROADMAP_BOUNDS_TO_SEARCH,
    ROADMAP_BOUNDS_TO_COUNT
} roadmap_bounds_want;

/**
 * One backward pass over the lattice. The bounds are relaxations: what is dead is dead, what is not
 * may be. False if out of memory; to be given back with roadmap_bounds_clear.
 *
 * Cost: O(members x steps x parties).
 */
bool roadmap_bounds_make(const roadmap_lattice *lattice, double threshold, roadmap_bounds_want want,
                         roadmap_bounds *bounds);
void roadmap_bounds_clear(roadmap_bounds *bounds);

/** Numbers per member, for a plan of that many principals. */
static inline size_t roadmap_bounds_width(size_t parties, roadmap_bounds_want want) {
    return 2 * parties + (want == ROADMAP_BOUNDS_TO_COUNT ? parties : 2);
}

static inline const double *roadmap_bounds_interim(const roadmap_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width;
}

static inline const double *roadmap_bounds_high(const roadmap_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width + bounds->lattice->plan->parties;
}

static inline const double *roadmap_bounds_low(const roadmap_bounds *bounds, size_t index) {
    return bounds->row + index * bounds->width + 2 * bounds->lattice->plan->parties;
}

static inline double roadmap_bounds_sum(const roadmap_bounds *bounds, size_t index) {
    return roadmap_bounds_low(bounds, index)[0];
}

static inline double roadmap_bounds_reach(const roadmap_bounds *bounds, size_t index) {
    return roadmap_bounds_low(bounds, index)[1];
}

/** No way leads from the member with this number to the end. */
static inline bool roadmap_bounds_dead(const roadmap_bounds *bounds, size_t index) {
    return isinf(roadmap_bounds_high(bounds, index)[0]);
}

#endif
