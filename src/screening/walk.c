/* Forwards along the path of play: a chance for every (world, cut-off) that can be reached.
 *
 * A node carries the chance of its history of worlds and mixing, not of the types: the share left
 * follows from the cut-off. Nodes that agree are merged; should they become too many all the same,
 * near cut-offs are merged, too, and the path is marked as inexact. */
#include "screening/walk.h"
#include "base/sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX ((size_t)1 << 14)
#define STEPS_MAX ((size_t)1 << 16)
#define BINS      4096

typedef struct node {
    uint32_t world;
    double cutoff;
    double mix;
    double chance;
} node;

typedef struct nodes {
    node *at;
    size_t count;
    size_t room;
} nodes;

typedef struct walk {
    const screen *s;
    const screening_engine *engine;
    base_arena *kept;
    screening_path *path;
    nodes now;
    nodes next;
    size_t steps_room;
    double faded[2]; /* discount so far: informed, uninformed */
} walk;

static bool add_node(nodes *list, node n) {
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 64;
        node *at = base_realloc(list->at, room * sizeof *at);
        if (!at)
            return false;
        list->at = at;
        list->room = room;
    }
    list->at[list->count++] = n;
    return true;
}

static int by_place(const void *left, const void *right) {
    const node *a = left;
    const node *b = right;
    if (a->world != b->world)
        return a->world < b->world ? -1 : 1;
    if (a->cutoff != b->cutoff)
        return a->cutoff < b->cutoff ? -1 : 1;
    return a->mix < b->mix ? -1 : a->mix > b->mix;
}

static bool merge_within(nodes *list, double apart, double mix_apart, ent_watch *watch) {
    if (!base_sort(list->at, list->count, sizeof *list->at, by_place, watch))
        return false;
    size_t kept = 0;
    for (size_t k = 0; k < list->count; k++) {
        node *last = kept ? &list->at[kept - 1] : NULL;
        const node *n = &list->at[k];
        if (last && last->world == n->world && n->cutoff - last->cutoff <= apart &&
            fabs(n->mix - last->mix) <= mix_apart)
            last->chance += n->chance;
        else
            list->at[kept++] = *n;
    }
    list->count = kept;
    return true;
}

static bool merge(walk *w) {
    ent_watch *watch = w->s->game->watch;
    if (!merge_within(&w->next, 1e-13, 1e-9, watch))
        return false;
    if (w->next.count <= NODES_MAX)
        return true;
    w->path->exact = false;
    return merge_within(&w->next, w->engine->range / BINS, 1, watch);
}

/* --- what one act pays ----------------------------------------------------------------------- */

static double type_of(const walk *w, double cutoff) {
    return w->engine->type(w->engine->self, cutoff);
}

static double share_of(const walk *w, double cutoff) {
    return w->engine->share(w->engine->self, cutoff);
}

/* Types from the node's cut-off to the act's settle; the rest has its round of the contest. */
static void pay(walk *w, size_t round, const node *n, const screening_act *act) {
    const screen *s = w->s;
    const double chance = n->chance * act->chance;
    const double settled = share_of(w, act->cutoff) - share_of(w, n->cutoff);
    const double left = 1 - share_of(w, act->cutoff);
    const double flow[2] = {screening_belief_sum_above(&s->types, type_of(w, act->cutoff)) +
                                left * s->shift[n->world],
                            left * screening_outside(s, n->world)};
    const size_t principal[2] = {s->informed, s->uninformed};
    w->path->agreed[round] += chance * settled;
    for (size_t k = 0; k < 2; k++) {
        const double utility = act->offers ? act->utility[k] : 0;
        w->path->value[k] += w->faded[k] * chance *
                             (settled * utility + (1 - s->game->discount[principal[k]]) * flow[k]);
    }
}

static void pay_end(walk *w) {
    const screen *s = w->s;
    for (size_t k = 0; k < w->now.count; k++) {
        const node *n = &w->now.at[k];
        const double left = 1 - share_of(w, n->cutoff);
        w->path->value[0] += w->faded[0] * n->chance *
                             (screening_belief_sum_above(&s->types, type_of(w, n->cutoff)) +
                              left * s->shift[n->world]);
        w->path->value[1] += w->faded[1] * n->chance * left * screening_outside(s, n->world);
    }
}

/* --- steps for the report -------------------------------------------------------------------- */

static const uint32_t *keep_package(walk *w, const uint32_t *package) {
    uint32_t *copy = BASE_NEW(w->kept, uint32_t, w->s->game->issues);
    if (copy)
        memcpy(copy, package, w->s->game->issues * sizeof *copy);
    return copy;
}

static bool keep_offer(walk *w, const screening_act *act, ent_screening_step *step) {
    if (!act->offers)
        return true;
    const size_t count = act->package[1] && act->part < 1 ? 2 : 1;
    ent_clock_part *parts = BASE_NEW(w->kept, ent_clock_part, count);
    double *utility = BASE_NEW(w->kept, double, 2);
    if (!parts || !utility)
        return false;
    for (size_t k = 0; k < count; k++) {
        parts[k] =
            (ent_clock_part){keep_package(w, act->package[k]), k == 0 ? act->part : 1 - act->part};
        if (!parts[k].package)
            return false;
    }
    utility[w->s->informed] = act->utility[0];
    utility[w->s->uninformed] = act->utility[1];
    step->parts_count = count;
    step->parts = parts;
    step->utility = utility;
    return true;
}

static bool keep_step(walk *w, size_t round, const node *n, const screening_act *act) {
    screening_path *path = w->path;
    if (path->too_many_steps || path->steps_count == STEPS_MAX) {
        path->too_many_steps = true;
        return true;
    }
    if (path->steps_count == w->steps_room) {
        const size_t room = w->steps_room ? 2 * w->steps_room : 64;
        ent_screening_step *steps = base_realloc(path->steps, room * sizeof *steps);
        if (!steps)
            return false;
        path->steps = steps;
        w->steps_room = room;
    }
    ent_screening_step *step = &path->steps[path->steps_count++];
    *step = (ent_screening_step){
        .round = (uint32_t)round,
        .world = n->world,
        .reached = n->chance * act->chance * (1 - share_of(w, n->cutoff)),
        .from = type_of(w, n->cutoff),
        .to = type_of(w, act->cutoff),
    };
    return keep_offer(w, act, step);
}

/* --- rounds ---------------------------------------------------------------------------------- */

static bool follow(walk *w, size_t round, const node *n, const screening_act *act) {
    const screening_next *next = screening_successors(w->s, round, n->world);
    if (!base_watch_step(w->s->game->watch, 64 + 8 * next->count))
        return false;
    pay(w, round, n, act);
    if (!keep_step(w, round, n, act))
        return false;
    const bool last = round + 1 == w->s->game->rounds;
    for (size_t k = 0; k < next->count; k++) {
        const bool jumps =
            !last && w->engine->jumps(w->engine->self, round + 1, next->to[k], act->cutoff);
        const node to = {next->to[k], act->cutoff, jumps ? act->mix : 1,
                         n->chance * act->chance * next->chance[k]};
        if (!add_node(&w->next, to))
            return false;
    }
    return true;
}

static bool walk_round(walk *w, size_t round) {
    double mixing = 0;
    w->next.count = 0;
    for (size_t k = 0; k < w->now.count; k++) {
        const node n = w->now.at[k];
        screening_act acts[2];
        if (n.chance > 0 && share_of(w, n.cutoff) < 1)
            w->path->reached[round * w->s->game->world.states + n.world] = true;
        const size_t count = w->engine->act(w->engine->self, round, n.world, n.cutoff, n.mix, acts);
        if (count > 1)
            mixing += n.chance * (1 - share_of(w, n.cutoff));
        for (size_t a = 0; a < count; a++)
            if (!follow(w, round, &n, &acts[a]))
                return false;
    }
    w->path->mixing = fmax(w->path->mixing, mixing);
    if (!merge(w))
        return false;
    const nodes kept = w->now;
    w->now = w->next;
    w->next = kept;
    w->faded[0] *= w->s->game->discount[w->s->informed];
    w->faded[1] *= w->s->game->discount[w->s->uninformed];
    return true;
}

bool screening_walk(const screen *s, const screening_engine *engine, base_arena *kept,
                    screening_path *path) {
    walk w = {.s = s, .engine = engine, .kept = kept, .path = path, .faded = {1, 1}};
    path->exact = true;
    bool fits = add_node(&w.now, (node){0, engine->start, 1, 1});
    base_watch_phase(s->game->watch, "path of play", s->game->rounds);
    for (size_t t = 0; t < s->game->rounds && fits; t++) {
        base_watch_part(s->game->watch, t);
        fits = walk_round(&w, t);
    }
    if (fits)
        pay_end(&w);
    free(w.now.at);
    free(w.next.at);
    return fits;
}
