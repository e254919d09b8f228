#include "base/team.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define THREADS_MAX 64

struct base_team {
    pthread_mutex_t lock;
    pthread_cond_t called; /* there is work, or the end */
    pthread_cond_t done;
    size_t helpers;
    size_t busy;
    uint64_t call; /* number of the work handed out */
    bool ends;
    base_work *work;
    void *self;
    size_t items;
    size_t grain;
    pthread_t threads[THREADS_MAX];
};

typedef struct helper {
    base_team *team;
    size_t index;
} helper;

static size_t cut(size_t items, size_t grain, size_t part, size_t parts) {
    return part == parts ? items : items / grain * part / parts * grain;
}

static void do_part(base_team *team, size_t part) {
    const size_t parts = team->helpers + 1;
    const size_t from = cut(team->items, team->grain, part, parts);
    const size_t to = cut(team->items, team->grain, part + 1, parts);
    if (from < to)
        team->work(team->self, from, to);
}

static void *help(void *argument) {
    helper *me = argument;
    base_team *team = me->team;
    const size_t index = me->index;
    free(me);
    uint64_t seen = 0;
    pthread_mutex_lock(&team->lock);
    for (;;) {
        while (team->call == seen && !team->ends)
            pthread_cond_wait(&team->called, &team->lock);
        if (team->ends)
            break;
        seen = team->call;
        pthread_mutex_unlock(&team->lock);
        do_part(team, index);
        pthread_mutex_lock(&team->lock);
        if (--team->busy == 0)
            pthread_cond_signal(&team->done);
    }
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

static bool start_helper(base_team *team) {
    helper *me = base_malloc(sizeof *me);
    if (!me)
        return false;
    *me = (helper){team, team->helpers + 1};
    if (pthread_create(&team->threads[team->helpers], NULL, help, me) != 0) {
        free(me);
        return false;
    }
    team->helpers++;
    return true;
}

base_team *base_team_start(uint32_t threads) {
    base_team *team = base_malloc(sizeof *team);
    if (!team)
        return NULL;
    *team = (base_team){.helpers = 0};
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->called, NULL);
    pthread_cond_init(&team->done, NULL);
    for (uint32_t k = 1; k < threads && k < THREADS_MAX; k++)
        if (!start_helper(team))
            break;
    return team;
}

void base_team_stop(base_team *team) {
    if (!team)
        return;
    pthread_mutex_lock(&team->lock);
    team->ends = true;
    pthread_cond_broadcast(&team->called);
    pthread_mutex_unlock(&team->lock);
    for (size_t k = 0; k < team->helpers; k++)
        pthread_join(team->threads[k], NULL);
    pthread_cond_destroy(&team->called);
    pthread_cond_destroy(&team->done);
    pthread_mutex_destroy(&team->lock);
    free(team);
}

void base_team_run(base_team *team, base_work *work, void *self, size_t items, size_t grain) {
    if (!team || team->helpers == 0) {
        work(self, 0, items);
        return;
    }
    pthread_mutex_lock(&team->lock);
    team->work = work;
    team->self = self;
    team->items = items;
    team->grain = grain;
    team->busy = team->helpers;
    team->call++;
    pthread_cond_broadcast(&team->called);
    pthread_mutex_unlock(&team->lock);
    do_part(team, 0);
    pthread_mutex_lock(&team->lock);
    while (team->busy > 0)
        pthread_cond_wait(&team->done, &team->lock);
    pthread_mutex_unlock(&team->lock);
}

uint32_t base_cores(void) {
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (uint32_t)cores;
}
