/**
 * Is there a point that is at least this good in every coordinate?
 *
 * All points are known from the start but count only once they are added. A tree over the points in
 * the order of a space-filling curve holds for each node the best of every coordinate below it: a
 * node whose corner falls short in one is passed over whole (the idea of the ND-tree, Jaszkiewicz
 * and Lust 2018; since the points are known, the shape is fixed and nothing needs balancing).
 */
#ifndef ENT_ENGINE_CORNERS_H
#define ENT_ENGINE_CORNERS_H

#include "base/arena.h"
#include "base/watch.h"

#include <stdint.h>

typedef struct engine_corners {
    size_t dims;
    size_t items;
    size_t leaves;   /* a power of two */
    uint32_t *item;  /* [items] the item at each place of the curve */
    uint32_t *place; /* [items] the place of each item */
    int64_t *point;  /* [items x dims] by place; INT64_MIN until added */
    int64_t *corner; /* [2 leaves x dims] the children of node n are 2n and 2n + 1; the root is 1 */
    base_arena arena;
} engine_corners;

/**
 * A tree for `items` points, none of them added; to be given back with engine_corners_free, also if
 * there was not enough memory or the watch (may be NULL) ended it (false).
 *
 * @param points  [items x dims], at least one coordinate; read only now
 * Cost: O(items x (dims + log items)).
 */
bool engine_corners_make(engine_corners *tree, const int64_t *points, size_t items, size_t dims,
                         ent_watch *watch);
void engine_corners_free(engine_corners *tree);

void engine_corners_add(engine_corners *tree, size_t item, const int64_t *point);
/** An added item no longer counts. */
void engine_corners_remove(engine_corners *tree, size_t item);

/** An added item whose point is >= `least` [dims] in every coordinate; SIZE_MAX if there is none.
 */
size_t engine_corners_find(const engine_corners *tree, const int64_t *least);

#endif
