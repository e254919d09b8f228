/** A few threads that do the same work on different parts, again and again. */
#ifndef ENT_CLOCK_TEAM_H
#define ENT_CLOCK_TEAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct clock_team clock_team;

/** Work on the items from `from` up to `to`; must not depend on how they are cut. */
typedef void clock_work(void *self, size_t from, size_t to);

/** A team of `threads`, the caller among them; NULL if there is no memory. Threads that cannot be
 * started are done without. */
clock_team *clock_team_start(uint32_t threads);
void clock_team_stop(clock_team *team);

/** Do all items and wait until they are done. `team` may be NULL: the caller alone. */
void clock_team_run(clock_team *team, clock_work *work, void *self, size_t items);

#endif
