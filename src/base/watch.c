/* A watch is a few atomics that a working thread writes to now and then. */
#include "base/watch.h"

#include "base/arena.h"
#include "base/diag.h"

#include <stdlib.h>

#if ATOMIC_BOOL_LOCK_FREE != 2
#error "a signal handler may stop a watch, which takes a lock-free flag"
#endif

static void begin(ent_watch *watch) {
    atomic_init(&watch->stop, false);
    atomic_init(&watch->ending, ENT_OK);
    atomic_init(&watch->doing, "");
    atomic_init(&watch->done, 0);
    atomic_init(&watch->expected, 0);
    atomic_init(&watch->work, 0);
    for (size_t t = 0; t < BASE_TALLIES; t++)
        atomic_init(&watch->tallies[t], 0);
}

ent_watch *ent_watch_new(void) {
    ent_watch *watch = base_malloc(sizeof *watch);
    if (!watch)
        return NULL;
    *watch = (ent_watch){.limit = UINT64_MAX, .next_tick = ENT_WATCH_TICK};
    begin(watch);
    return watch;
}

void ent_watch_free(ent_watch *watch) {
    free(watch);
}

void ent_watch_stop(ent_watch *watch) {
    atomic_store(&watch->stop, true);
}

void ent_watch_read(const ent_watch *watch, ent_watch_progress *progress) {
    *progress = (ent_watch_progress){.doing = atomic_load(&watch->doing),
                                     .done = atomic_load(&watch->done),
                                     .expected = atomic_load(&watch->expected),
                                     .work = atomic_load(&watch->work)};
}

ent_watch_tally ent_watch_count(const ent_watch *watch) {
    return (ent_watch_tally){.solves = atomic_load(&watch->tallies[BASE_TALLY_SOLVES]),
                             .eliminations = atomic_load(&watch->tallies[BASE_TALLY_ELIMINATIONS]),
                             .frontiers = atomic_load(&watch->tallies[BASE_TALLY_FRONTIERS])};
}

/* The next step looks, and learns of the change. */
static void look_soon(ent_watch *watch) {
    atomic_fetch_add(&watch->work, watch->given - watch->left);
    watch->given = watch->left = 0;
}

void ent_watch_limit(ent_watch *watch, uint64_t work) {
    watch->limit = work ? work : UINT64_MAX;
    look_soon(watch);
}

void ent_watch_on_tick(ent_watch *watch, ent_watch_tick *function, void *context) {
    watch->tick = function;
    watch->context = context;
}

static ent_watch *root_of(ent_watch *watch) {
    return watch->root ? watch->root : watch;
}

/* Only the thread that made the call runs what the caller gave it. */
static bool tick(ent_watch *watch, uint64_t work) {
    if (watch->root || !watch->tick || work < watch->next_tick)
        return true;
    watch->next_tick = work + ENT_WATCH_TICK;
    return watch->tick(watch->context);
}

static ent_status find_ending(ent_watch *watch, ent_watch *root, uint64_t work) {
    const int before = atomic_load(&root->ending);
    if (before != ENT_OK)
        return (ent_status)before;
    if (work > root->limit)
        return ENT_ERR_LIMIT;
    return atomic_load(&root->stop) || !tick(watch, work) ? ENT_ERR_STOPPED : ENT_OK;
}

bool base_watch_look(ent_watch *watch, uint64_t work) {
    ent_watch *root = root_of(watch);
    const uint64_t used = watch->given - watch->left + work;
    const uint64_t all = atomic_fetch_add(&root->work, used) + used;
    const ent_status ending = find_ending(watch, root, all);
    watch->given = watch->left = 0;
    if (ending) {
        atomic_store(&root->ending, ending);
        atomic_store(&watch->ending, ending);
        return false;
    }
    /* a step is looked at when it would use up what is left: so one more than the limit allows */
    const uint64_t allowed = root->limit - all;
    watch->given = watch->left = allowed < BASE_WATCH_GRAIN ? allowed + 1 : BASE_WATCH_GRAIN;
    return true;
}

void base_watch_phase(ent_watch *watch, const char *doing, uint64_t parts) {
    if (!watch)
        return;
    ent_watch *root = root_of(watch);
    atomic_store(&root->doing, doing);
    atomic_store(&root->done, 0);
    atomic_store(&root->expected, parts);
    base_watch_look(watch, 0);
}

void base_watch_add(ent_watch *watch, base_tally tally) {
    if (watch)
        atomic_fetch_add(&root_of(watch)->tallies[tally], 1);
}

ent_watch *base_watch_fork(ent_watch *own, ent_watch *watch, bool shared) {
    *own = (ent_watch){.root = NULL};
    if (!watch || !shared)
        return watch;
    begin(own);
    own->root = root_of(watch);
    return own;
}

void base_watch_join(ent_watch *own) {
    if (own->root)
        base_watch_look(own, 0);
}

/* A call within a call may have said it already. */
static bool is_said(const ent_diags *diags, ent_status ending) {
    const size_t count = diags ? ent_diags_count(diags) : 0;
    const ent_diag *last = count ? ent_diags_at(diags, count - 1) : NULL;
    return last && last->code == ending;
}

ent_status base_watch_end(const ent_watch *watch, ent_status status, ent_diags *diags) {
    if (!base_watch_ended(watch))
        return status;
    const ent_status ending = (ent_status)atomic_load(&watch->ending);
    if (is_said(diags, ending))
        return ending;
    if (ending == ENT_ERR_LIMIT)
        return base_fail(diags, ending, NULL, 0, 0, NULL,
                         "the limit of %llu units of work was reached",
                         (unsigned long long)watch->limit);
    return base_fail(diags, ending, NULL, 0, 0, NULL, "stopped before it was done");
}

ent_status base_watch_fail(const ent_watch *watch, ent_diags *diags) {
    return base_watch_ended(watch) ? base_watch_end(watch, ENT_ERR_STOPPED, diags)
                                   : base_fail_memory(diags);
}
