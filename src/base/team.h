/** A few threads that do the same work on different parts, again and again. */
#ifndef ENT_BASE_TEAM_H
#define ENT_BASE_TEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct base_team base_team;

/** Work on the items from `from` up to `to`; what comes out must not depend on how they are cut. */
typedef void base_work(void *self, size_t from, size_t to);

/** A team of `threads`, the caller among them; NULL if there is no memory. Threads that cannot be
 * started are done without. */
base_team *base_team_start(uint32_t threads);
void base_team_stop(base_team *team);

/**
 * Do all items and wait until they are done. `team` may be NULL: the caller alone.
 *
 * @param grain  items are cut at multiples of this: 8 doubles fill a cache line, which two threads
 *               should not both write to; 1 for items of their own memory
 */
void base_team_run(base_team *team, base_work *work, void *self, size_t items, size_t grain);

/** Cores that are running, at least 1. */
uint32_t base_cores(void);

#endif
