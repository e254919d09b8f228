/* A merge sort from runs of one upwards. */
#include "base/sort.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

typedef struct sorting {
    size_t count;
    size_t size;
    int (*compare)(const void *, const void *);
    ent_watch *watch;
} sorting;

/* Bring `from`, sorted in runs of `width`, to `to` in runs of twice that. */
static bool merge_runs(const sorting *self, const char *from, char *to, size_t width) {
    const size_t size = self->size;
    for (size_t start = 0; start < self->count; start += 2 * width) {
        const size_t middle = self->count - start > width ? start + width : self->count;
        const size_t end = self->count - middle > width ? middle + width : self->count;
        size_t left = start;
        size_t right = middle;
        for (size_t i = start; i < end; i++) {
            if (!base_watch_each(self->watch, i, 8))
                return false;
            const bool take_left =
                left < middle &&
                (right == end || self->compare(from + left * size, from + right * size) <= 0);
            memcpy(to + i * size, from + (take_left ? left++ : right++) * size, size);
        }
    }
    return true;
}

bool base_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *),
               ent_watch *watch) {
    if (count < 2)
        return true;
    const sorting self = {count, size, compare, watch};
    char *other = base_malloc(count * size);
    if (!other)
        return false;
    char *now = items;
    char *next = other;
    bool done = true;
    for (size_t width = 1; width < count && done; width *= 2) {
        done = merge_runs(&self, now, next, width);
        char *spare = now;
        now = done ? next : now;
        next = done ? spare : next;
    }
    if (now != items)
        memcpy(items, now, count * size);
    free(other);
    return done;
}
