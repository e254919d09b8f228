/** Sorting many things in a way that a watch can end in the middle. */
#ifndef ENT_BASE_SORT_H
#define ENT_BASE_SORT_H

#include "base/watch.h"

/**
 * As qsort, and equal items keep their order.
 *
 * @param watch  may be NULL
 * @return false: out of memory, or the watch ended it; then the items are there in some order
 */
bool base_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *),
               ent_watch *watch);

#endif
