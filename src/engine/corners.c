/* A fixed tree of best corners over points in Z-order. */
#include "engine/corners.h"

#include <stdlib.h>
#include <string.h>

#define LEAF      16 /* points of a leaf, about */
#define KEY_BITS  60
#define STACK_MAX 128 /* two nodes a level */

typedef struct keyed {
    uint64_t key;
    uint32_t item;
} keyed;

/* Bring `from` [items], sorted in runs of `width`, to `to` in runs of twice that; equal keys stay
 * in order. False if the watch ends it. */
static bool merge_runs(const keyed *from, keyed *to, size_t items, size_t width, ent_watch *watch) {
    for (size_t start = 0; start < items; start += 2 * width) {
        const size_t middle = items - start > width ? start + width : items;
        const size_t end = items - middle > width ? middle + width : items;
        size_t left = start;
        size_t right = middle;
        for (size_t i = start; i < end; i++) {
            const bool take_left =
                left < middle && (right == end || from[left].key <= from[right].key);
            to[i] = from[take_left ? left++ : right++];
            if (!base_watch_each(watch, i, 1))
                return false;
        }
    }
    return true;
}

/* By rising key, then item, which is how they stand: a sort that can be ended in the middle. The
 * sorted ones are in one half of `items` x 2; NULL if the watch ends it. */
static const keyed *sort_keys(keyed *both, size_t items, ent_watch *watch) {
    keyed *now = both;
    keyed *next = both + items;
    for (size_t width = 1; width < items; width *= 2) {
        if (!merge_runs(now, next, items, width, watch))
            return NULL;
        keyed *spare = now;
        now = next;
        next = spare;
    }
    return now;
}

typedef struct range {
    int64_t least;
    int64_t most;
} range;

static range range_of(const int64_t *points, size_t items, size_t dims, size_t d) {
    range of = {points[d], points[d]};
    for (size_t i = 1; i < items; i++) {
        const int64_t at = points[i * dims + d];
        of.least = at < of.least ? at : of.least;
        of.most = at > of.most ? at : of.most;
    }
    return of;
}

/* Bits of the coordinates, the highest of each first. */
static uint64_t key_of(const int64_t *point, const range *ranges, size_t dims) {
    const unsigned bits = KEY_BITS / (unsigned)dims;
    uint64_t key = 0;
    uint64_t cell[KEY_BITS];
    for (size_t d = 0; d < dims; d++) {
        const double width = (double)(ranges[d].most - ranges[d].least) + 1;
        cell[d] = (uint64_t)((double)(point[d] - ranges[d].least) / width *
                             (double)((uint64_t)1 << bits));
    }
    for (unsigned bit = bits; bit-- > 0;)
        for (size_t d = 0; d < dims; d++)
            key = key << 1 | (cell[d] >> bit & 1);
    return key;
}

static bool sort_points(engine_corners *tree, const int64_t *points, ent_watch *watch) {
    keyed *order = base_malloc(2 * tree->items * sizeof *order);
    if (!order)
        return false;
    range ranges[KEY_BITS];
    for (size_t d = 0; d < tree->dims; d++)
        ranges[d] = range_of(points, tree->items, tree->dims, d);
    const keyed *sorted = order;
    for (size_t i = 0; i < tree->items && sorted; i++) {
        order[i] = (keyed){key_of(points + i * tree->dims, ranges, tree->dims), (uint32_t)i};
        if (!base_watch_each(watch, i, KEY_BITS))
            sorted = NULL;
    }
    sorted = sorted ? sort_keys(order, tree->items, watch) : NULL;
    for (size_t place = 0; sorted && place < tree->items; place++) {
        tree->item[place] = sorted[place].item;
        tree->place[sorted[place].item] = (uint32_t)place;
    }
    free(order);
    return sorted != NULL;
}

bool engine_corners_make(engine_corners *tree, const int64_t *points, size_t items, size_t dims,
                         ent_watch *watch) {
    *tree = (engine_corners){.dims = dims, .items = items, .leaves = 1};
    while (tree->leaves * LEAF < items)
        tree->leaves *= 2;
    tree->item = BASE_NEW(&tree->arena, uint32_t, items);
    tree->place = BASE_NEW(&tree->arena, uint32_t, items);
    tree->point = BASE_NEW(&tree->arena, int64_t, items * dims);
    tree->corner = BASE_NEW(&tree->arena, int64_t, 2 * tree->leaves * dims);
    if (!tree->item || !tree->place || !tree->point || !tree->corner)
        return false;
    for (size_t i = 0; i < items * dims; i++)
        tree->point[i] = INT64_MIN;
    for (size_t i = 0; i < 2 * tree->leaves * dims; i++)
        tree->corner[i] = INT64_MIN;
    return items == 0 || sort_points(tree, points, watch);
}

void engine_corners_free(engine_corners *tree) {
    base_arena_clear(&tree->arena);
    *tree = (engine_corners){0};
}

static size_t first_place(const engine_corners *tree, size_t leaf) {
    return (leaf * tree->items + tree->leaves - 1) / tree->leaves;
}

void engine_corners_add(engine_corners *tree, size_t item, const int64_t *point) {
    const size_t place = tree->place[item];
    memcpy(tree->point + place * tree->dims, point, tree->dims * sizeof *point);
    for (size_t node = tree->leaves + place * tree->leaves / tree->items; node; node /= 2)
        for (size_t d = 0; d < tree->dims; d++)
            if (tree->corner[node * tree->dims + d] < point[d])
                tree->corner[node * tree->dims + d] = point[d];
}

/* Corners stay as they are: they only promise no more than there may be. */
void engine_corners_remove(engine_corners *tree, size_t item) {
    int64_t *point = tree->point + tree->place[item] * tree->dims;
    for (size_t d = 0; d < tree->dims; d++)
        point[d] = INT64_MIN;
}

static bool reaches(const int64_t *point, const int64_t *least, size_t dims) {
    for (size_t d = 0; d < dims; d++)
        if (point[d] < least[d])
            return false;
    return true;
}

size_t engine_corners_find(const engine_corners *tree, const int64_t *least) {
    const size_t dims = tree->dims;
    size_t open[STACK_MAX];
    size_t count = 0;
    open[count++] = 1;
    while (count) {
        const size_t node = open[--count];
        if (!reaches(tree->corner + node * dims, least, dims))
            continue;
        if (node < tree->leaves) {
            open[count++] = 2 * node;
            open[count++] = 2 * node + 1;
            continue;
        }
        const size_t leaf = node - tree->leaves;
        for (size_t i = first_place(tree, leaf); i < first_place(tree, leaf + 1); i++)
            if (reaches(tree->point + i * dims, least, dims))
                return tree->item[i];
    }
    return SIZE_MAX;
}
