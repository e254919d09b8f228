/**
 * @file watch.h
 * Watching a long call, and ending it.
 *
 * A watch is handed to a call through its options. While the call works, another thread, a signal
 * handler or a function that is called now and then can see how far it is and tell it to stop; the
 * call then ends within some milliseconds with ENT_ERR_STOPPED, everything given back and its
 * outputs untouched. A result does not depend on whether a watch was there.
 *
 * One watch serves one call at a time, and calls one after the other. Once a watch has ended a
 * call it ends every later one that takes long enough to look at it.
 */
#ifndef ENTENTE_WATCH_H
#define ENTENTE_WATCH_H

#include "entente/status.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_watch ent_watch;

/** NULL if out of memory. */
ENT_API ent_watch *ent_watch_new(void);
ENT_API void ent_watch_free(ent_watch *watch);

/**
 * Tell the call that is going on, and those to come, to end with ENT_ERR_STOPPED.
 *
 * One store to a lock-free atomic: may be called from a signal handler and from any thread.
 */
ENT_API void ent_watch_stop(ent_watch *watch);

/** How far a call is. */
typedef struct ent_watch_progress {
    const char *doing; /**< such as "frontier"; static text; "" before anything has begun */
    uint64_t done;     /**< parts of that: layers, rounds, packages, whatever it is made of */
    uint64_t expected; /**< parts there will be; 0: not known */
    uint64_t work;     /**< units of work since the watch was made; a unit is some nanoseconds */
} ent_watch_progress;

/** Read it from any thread. The numbers may be of neighbouring moments. */
ENT_API void ent_watch_read(const ent_watch *watch, ent_watch_progress *progress);

/** What calls have gone through. */
typedef struct ent_watch_tally {
    uint64_t solves;       /**< questions after packages: calls of ent_deals_solve */
    uint64_t eliminations; /**< eliminations planned */
    uint64_t frontiers;    /**< exact frontiers found */
} ent_watch_tally;

/** Read it from any thread. */
ENT_API ent_watch_tally ent_watch_count(const ent_watch *watch);

/**
 * End a call with ENT_ERR_LIMIT once it would take the work of the watch beyond `work` units.
 *
 * Units are counted, never measured, and do not depend on threads: the same calls with the same
 * limit end the same way. To be set before the call; 0: no limit.
 */
ENT_API void ent_watch_limit(ent_watch *watch, uint64_t work);

/** Units of work between two calls of the function of ent_watch_on_tick: about a millisecond. */
#define ENT_WATCH_TICK (UINT64_C(1) << 17)

/** Returns false to stop the call. It may read the watch, and must not begin a call with it. */
typedef bool ent_watch_tick(void *context);

/**
 * Have a function called about every ENT_WATCH_TICK units of work by the thread that made the call:
 * for hosts that have but one. While a call works with several threads it is called less often.
 *
 * @param function  NULL: none
 */
ENT_API void ent_watch_on_tick(ent_watch *watch, ent_watch_tick *function, void *context);

#ifdef __cplusplus
}
#endif
#endif
