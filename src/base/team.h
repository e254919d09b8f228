/** A few threads that do the same work on different parts, again and again. */
#ifndef ENT_BASE_TEAM_H
#define ENT_BASE_TEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ent_team ent_team;

/** Work on the items from `from` up to `to`; what comes out must not depend on how they are cut. */
typedef void ent_work(void *self, size_t from, size_t to);

/** A team of `threads`, the caller among them; NULL if there is no memory. Threads that cannot be
 * started are done without. */
ent_team *ent_team_start(uint32_t threads);
void ent_team_stop(ent_team *team);

/**
 * Do all items and wait until they are done. `team` may be NULL: the caller alone.
 *
 * @param grain  items are cut at multiples of this: 8 doubles fill a cache line, which two threads
 *               should not both write to; 1 for items of their own memory
 */
void ent_team_run(ent_team *team, ent_work *work, void *self, size_t items, size_t grain);

/** Cores that are running, at least 1. */
uint32_t ent_cores(void);

#endif
