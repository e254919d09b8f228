/**
 * The inside of a watch: how loops count their work and learn that they are to end.
 *
 * A loop steps the watch with about the work it has done, one unit being some nanoseconds, and
 * stops when a step returns false. Steps are cheap: a counter goes down, and only when it is used
 * up, every BASE_WATCH_GRAIN units, is anything shared looked at.
 *
 * After a step has returned false every later one does, so whatever a loop left undone cannot pass
 * for an answer: the call as a whole fails. Where a function says only "no", which is then either
 * "out of memory" or "to be ended", base_watch_fail and base_watch_end know which.
 */
#ifndef ENT_BASE_WATCH_H
#define ENT_BASE_WATCH_H

#include "entente/watch.h"

#include <stdatomic.h>

#define BASE_WATCH_GRAIN 4096

typedef enum base_tally {
    BASE_TALLY_SOLVES,
    BASE_TALLY_ELIMINATIONS,
    BASE_TALLY_FRONTIERS
} base_tally;
#define BASE_TALLIES 3

struct ent_watch {
    /* Of the one thread that steps it. */
    uint64_t left;   /* units until the next look */
    uint64_t given;  /* what `left` began with */
    ent_watch *root; /* NULL: this is the caller's, not a helper's */
    uint64_t next_tick;
    /* Of all. */
    atomic_bool stop;  /* the caller wants it to end */
    atomic_int ending; /* ENT_OK, or the status that a step has begun to end the call with */
    _Atomic(const char *) doing;
    atomic_uint_least64_t done;
    atomic_uint_least64_t expected;
    atomic_uint_least64_t work;
    atomic_uint_least64_t tallies[BASE_TALLIES];
    /* Set between calls. */
    uint64_t limit; /* UINT64_MAX: none */
    ent_watch_tick *tick;
    void *context;
};

/** Take the work since the last look into account, and look whether to end; false: do. */
bool base_watch_look(ent_watch *watch, uint64_t work);

/** So much work was done; false: end. `watch` may be NULL. */
static inline bool base_watch_step(ent_watch *watch, uint64_t work) {
    if (!watch)
        return true;
    if (work < watch->left) {
        watch->left -= work;
        return true;
    }
    return base_watch_look(watch, work);
}

/** As base_watch_step for the i-th of many small things of about `work` each: it steps for 64 of
 * them at once. */
static inline bool base_watch_each(ent_watch *watch, size_t i, uint64_t work) {
    return i % 64 != 0 || base_watch_step(watch, 64 * work);
}

/** The end of the next few of `count` things from `at` on, after which the watch is to be stepped.
 */
static inline size_t base_watch_block(size_t at, size_t count) {
    return count - at < BASE_WATCH_GRAIN ? count : at + BASE_WATCH_GRAIN;
}

/** Has a step begun to end the call? */
static inline bool base_watch_ended(const ent_watch *watch) {
    return watch && atomic_load_explicit(&watch->ending, memory_order_relaxed) != ENT_OK;
}

/** Something new begins, made of `parts` parts (0: not known); `doing` is static text. */
void base_watch_phase(ent_watch *watch, const char *doing, uint64_t parts);

/** So many parts of it are done. */
static inline void base_watch_part(ent_watch *watch, uint64_t done) {
    if (watch)
        atomic_store_explicit(&(watch->root ? watch->root : watch)->done, done,
                              memory_order_relaxed);
}

void base_watch_add(ent_watch *watch, base_tally tally);

/**
 * A watch for the part of a helper: what it counts goes to `watch`, which several may share.
 *
 * @param[out] own  lives as long as the part; to be ended with base_watch_join
 * @param shared    false: the thread is alone, and the watch itself is returned
 */
ent_watch *base_watch_fork(ent_watch *own, ent_watch *watch, bool shared);

/** The helper's part is over. */
void base_watch_join(ent_watch *own);

/** The status of a call that is over, which may be ended here: then with a message. */
ent_status base_watch_end(const ent_watch *watch, ent_status status, ent_diags *diags);

/** What a failure stands for that is either the end of the call or a lack of memory. */
ent_status base_watch_fail(const ent_watch *watch, ent_diags *diags);

#endif
