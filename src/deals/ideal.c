/*
 * How near a package comes to the ideal point: a hull, then a beam.
 *
 * A payoff is looked at as what it lacks of the ideal, party by party; nothing lacks less than 0.
 * For any direction of length 1 that has no negative part, what a package lacks along it is at most
 * its distance. The least that any completion lacks along a direction is one pass, so each
 * direction bounds every partial package at the cost of one product.
 */
#include "deals/ideal.h"

#include "base/sort.h"
#include "engine/frontier.h"
#include "engine/pass.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HULL_MAX       96
#define HULL_STEPS     4000
#define HULL_CLOSE     1e-9
#define MARGIN         1e-11 /* far above the rounding of a bound */
#define CLOSE          1e-10 /* bounds this close are the same distance */
#define DIRECTIONS_MAX 64
#define TAILS_MAX      ((size_t)1 << 23) /* numbers in all tails: 64 MiB */
#define WIDTH_FIRST    64
#define WIDER          4

/* At least reach + weight . payoff + tail[state] from the ideal. */
typedef struct direction {
    double weight[ENT_PRINCIPALS_MAX];
    double reach;
    double *tail; /* [states] */
} direction;

/* Partial packages after a layer, state by state. */
typedef struct beam {
    size_t *start; /* [states_max + 1] */
    engine_rows rows;
} beam;

typedef struct approach {
    const engine_problem *problem;
    const engine_elimination *plan;
    const double *units;
    size_t parties;
    base_arena scratch;
    engine_pass pass;
    double ideal[ENT_PRINCIPALS_MAX];
    double best; /* distance of the nearest package so far */
    double low;
    uint64_t work;
    uint64_t work_max;
    size_t points_count;
    double *points;                     /* [HULL_MAX x P] what packages of the hull lack */
    double nearest[ENT_PRINCIPALS_MAX]; /* of the hull to the ideal */
    size_t directions_count;
    direction *directions; /* [DIRECTIONS_MAX] */
    int64_t *rest; /* [states x P] what the way on adds that is best in the first direction */
    bool narrow;   /* the first search, which no limit stops */
    double missed; /* nearest that something left out of the beam could come */
} approach;

static double distance_of(const approach *self, const int64_t *payoff, const int64_t *rest) {
    double square = 0;
    for (size_t p = 0; p < self->parties; p++) {
        const double short_by = self->ideal[p] - (double)(payoff[p] + rest[p]) / self->units[p];
        square += short_by * short_by;
    }
    return sqrt(square);
}

static void consider(approach *self, const int64_t *payoff, const int64_t *rest) {
    const double distance = distance_of(self, payoff, rest);
    self->best = distance < self->best ? distance : self->best;
}

static double product(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* ---- the hull ---- */

/* Point `along` a way of this length; the least that any package lacks along it. */
static double run_direction(approach *self, const double *along, direction *to) {
    const double size = sqrt(product(along, along, self->parties));
    to->reach = 0;
    for (size_t p = 0; p < self->parties; p++) {
        to->weight[p] = -along[p] / size / self->units[p];
        to->reach -= to->weight[p] * (double)self->plan->root_most[p];
    }
    for (size_t at = 0; at < self->plan->issues; at++)
        self->work += self->plan->layers[at].arcs_count;
    return to->reach + engine_pass_run(&self->pass, to->weight, to->tail);
}

static void add_point(approach *self) {
    static const int64_t nothing[ENT_PRINCIPALS_MAX];
    double *point = self->points + self->points_count++ * self->parties;
    for (size_t p = 0; p < self->parties; p++)
        point[p] = self->ideal[p] - (double)self->pass.payoff[p] / self->units[p];
    consider(self, self->pass.payoff, nothing);
}

/* Shift weight from the worst point to the best one until the mean is nearest to the origin
 * (Mitchell, Demyanov and Malozemov 1974). */
static void approach_hull(approach *self, double *share) {
    const size_t parties = self->parties;
    double *mean = self->nearest;
    for (size_t step = 0; step < HULL_STEPS; step++) {
        if (!base_watch_step(self->problem->watch, 2 * self->points_count * parties))
            return;
        memset(mean, 0, parties * sizeof *mean);
        for (size_t i = 0; i < self->points_count; i++)
            for (size_t p = 0; p < parties; p++)
                mean[p] += share[i] * self->points[i * parties + p];
        size_t good = 0;
        size_t bad = SIZE_MAX;
        double least = INFINITY;
        double most = -INFINITY;
        for (size_t i = 0; i < self->points_count; i++) {
            const double along = product(mean, self->points + i * parties, parties);
            if (along < least) {
                least = along;
                good = i;
            }
            if (share[i] > 0 && along > most) {
                most = along;
                bad = i;
            }
        }
        double square = 0;
        for (size_t p = 0; p < parties; p++) {
            const double apart = self->points[bad * parties + p] - self->points[good * parties + p];
            square += apart * apart;
        }
        if (most - least < HULL_CLOSE / 100 || square <= 0)
            return;
        const double by = fmin(share[bad], (most - least) / square);
        share[good] += by;
        share[bad] = by < share[bad] ? share[bad] - by : 0;
    }
}

/* The plane that holds all packages farthest from the ideal. */
static void find_hull(approach *self) {
    double share[HULL_MAX] = {1};
    double along[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < self->parties; p++)
        along[p] = 1;
    direction *first = &self->directions[0];
    self->low = fmax(run_direction(self, along, first), 0);
    add_point(self);
    while (self->points_count < HULL_MAX && self->best > MARGIN &&
           self->work < self->work_max / 4 && !base_watch_ended(self->problem->watch)) {
        approach_hull(self, share);
        const double size = sqrt(product(self->nearest, self->nearest, self->parties));
        if (size <= MARGIN)
            return;
        const double low = run_direction(self, self->nearest, first);
        self->low = fmax(self->low, low);
        if (low >= size - HULL_CLOSE)
            return;
        add_point(self);
    }
}

/* ---- the directions ---- */

/* The first is always there. */
static void add_direction(approach *self, const double *along, size_t room) {
    const bool affordable = self->directions_count == 0 || self->work < self->work_max / 2;
    if (affordable && self->directions_count < room && product(along, along, self->parties) > 0)
        run_direction(self, along, &self->directions[self->directions_count++]);
}

/* What the best way on in the direction of the last pass adds. */
static void note_rest(approach *self) {
    const size_t parties = self->parties;
    for (size_t at = self->plan->issues; at-- > 0;) {
        const engine_layer *layer = &self->plan->layers[at];
        const size_t before = self->pass.first[at];
        const size_t after = self->pass.first[at + 1];
        for (size_t s = 0; s < engine_states_before(self->plan, at); s++) {
            if (!base_watch_each(self->problem->watch, s, parties))
                return;
            const engine_arc *arc = &layer->arcs[self->pass.via[before + s]];
            for (size_t p = 0; p < parties; p++)
                self->rest[(before + s) * parties + p] =
                    self->rest[(after + arc->to) * parties + p] +
                    engine_arc_payoff(self->problem, self->plan, layer, arc, p);
        }
    }
}

/* The plane of the hull, and planes tilted towards and away from each party. */
static bool find_directions(approach *self) {
    static const double tilts[] = {0.02, 0.06, 0.2, 0.6};
    const size_t parties = self->parties;
    const size_t fit = TAILS_MAX / self->pass.states;
    const size_t room = fit < 1 ? 1 : fit < DIRECTIONS_MAX ? fit : DIRECTIONS_MAX;
    double middle[ENT_PRINCIPALS_MAX];
    const double size = sqrt(product(self->nearest, self->nearest, parties));
    for (size_t p = 0; p < parties; p++)
        middle[p] = size > MARGIN ? self->nearest[p] / size : 1;
    size_t wanted = 1 + 2 * parties * (sizeof tilts / sizeof *tilts);
    wanted = wanted < room ? wanted : room;
    for (size_t k = 1; k < wanted; k++) {
        self->directions[k].tail = BASE_NEW(&self->scratch, double, self->pass.states);
        if (!self->directions[k].tail)
            return false;
    }
    add_direction(self, middle, wanted);
    note_rest(self);
    for (size_t t = 0; t < sizeof tilts / sizeof *tilts; t++)
        for (size_t i = 0; i < 2 * parties; i++) {
            double along[ENT_PRINCIPALS_MAX];
            memcpy(along, middle, parties * sizeof *along);
            along[i / 2] = fmax(along[i / 2] + (i % 2 ? -tilts[t] : tilts[t]), 0);
            add_direction(self, along, wanted);
        }
    return true;
}

/* ---- the beam ---- */

/* No completion of a partial package is nearer. */
static double bound_of(const approach *self, const int64_t *payoff, size_t state) {
    double bound = 0;
    for (size_t k = 0; k < self->directions_count; k++) {
        const direction *of = &self->directions[k];
        double lacks = of->reach + of->tail[state];
        for (size_t p = 0; p < self->parties; p++)
            lacks += of->weight[p] * (double)payoff[p];
        bound = lacks > bound ? lacks : bound;
    }
    return bound;
}

static bool is_settled(const approach *self) {
    return self->best <= self->low + CLOSE;
}

static bool is_too_far(const approach *self, double bound) {
    return bound > self->best + MARGIN;
}

/* All partial packages that lead into a state and may come nearer than the best. */
static ent_status enter_state(approach *self, size_t at, size_t state, const beam *from,
                              engine_rows *to, size_t *runs) {
    const size_t parties = self->parties;
    const engine_layer *layer = &self->plan->layers[at];
    const size_t global = self->pass.first[at + 1] + state;
    size_t runs_count = 0;
    to->count = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const engine_arc *arc = &layer->arcs[a];
        const size_t begin = from->start[arc->from];
        const size_t count = from->start[arc->from + 1] - begin;
        if (!engine_rows_reserve(to, count, parties))
            return ENT_ERR_NOMEM;
        runs[runs_count] = to->count;
        self->work += 1 + count * self->directions_count * parties;
        for (size_t r = begin; r < begin + count; r++) {
            if (!base_watch_each(self->problem->watch, r, self->directions_count * parties))
                return ENT_ERR_STOPPED;
            int64_t *payoff = to->payoff + to->count * parties;
            for (size_t p = 0; p < parties; p++)
                payoff[p] = from->rows.payoff[r * parties + p] +
                            engine_arc_payoff(self->problem, self->plan, layer, arc, p);
            if (is_too_far(self, bound_of(self, payoff, global)))
                continue;
            consider(self, payoff, self->rest + global * parties);
            to->packages[to->count++] = 1;
        }
        runs_count += to->count > runs[runs_count];
    }
    runs[runs_count] = to->count;
    return engine_rows_keep_best(to, parties, runs, runs_count, self->problem->noise,
                                 self->problem->watch)
               ? ENT_OK
               : ENT_ERR_NOMEM;
}

static int compare_numbers(const void *a, const void *b) {
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

/* Keep the `width` partial packages of a layer that may come nearest. */
static ent_status cut_beam(approach *self, size_t at, beam *to, size_t width) {
    if (to->rows.count <= width)
        return ENT_OK;
    const size_t parties = self->parties;
    const size_t states = self->plan->layers[at].states;
    double *bounds = base_malloc(2 * to->rows.count * sizeof *bounds);
    if (!bounds)
        return ENT_ERR_NOMEM;
    for (size_t s = 0; s < states; s++)
        for (size_t r = to->start[s]; r < to->start[s + 1]; r++)
            if (base_watch_each(self->problem->watch, r, self->directions_count * parties))
                bounds[r] =
                    bound_of(self, to->rows.payoff + r * parties, self->pass.first[at + 1] + s);
    double *sorted = bounds + to->rows.count;
    memcpy(sorted, bounds, to->rows.count * sizeof *sorted);
    if (!base_sort(sorted, to->rows.count, sizeof *sorted, compare_numbers, self->problem->watch)) {
        free(bounds);
        return ENT_ERR_NOMEM;
    }
    const double last = sorted[width - 1];
    self->missed = fmin(self->missed, sorted[width]);
    size_t ties = width;
    while (ties && sorted[ties - 1] >= last)
        ties--;
    ties = width - ties; /* of those at `last` the first stay */
    size_t kept = 0;
    for (size_t s = 0, r = 0; s < states; s++) {
        const size_t end = to->start[s + 1];
        to->start[s] = kept;
        for (; r < end; r++) {
            if (bounds[r] > last || (bounds[r] >= last && ties == 0))
                continue;
            ties -= bounds[r] >= last;
            memmove(to->rows.payoff + kept++ * parties, to->rows.payoff + r * parties,
                    parties * sizeof *to->rows.payoff);
        }
    }
    to->start[states] = kept;
    to->rows.count = kept;
    free(bounds);
    return ENT_OK;
}

static ent_status enter_layer(approach *self, size_t at, const beam *from, beam *to,
                              engine_rows *into, size_t *runs) {
    const uint64_t work_max = self->narrow ? UINT64_MAX : self->work_max;
    const size_t parties = self->parties;
    const engine_layer *layer = &self->plan->layers[at];
    to->rows.count = 0;
    for (size_t s = 0; s < layer->states; s++) {
        to->start[s] = to->rows.count;
        if (!base_watch_step(self->problem->watch, layer->start[s + 1] - layer->start[s] + 1))
            return ENT_ERR_STOPPED;
        if (self->work > work_max)
            return ENT_ERR_LIMIT;
        const ent_status status = enter_state(self, at, s, from, into, runs);
        if (status)
            return status;
        if (!engine_rows_reserve(&to->rows, into->count, parties))
            return ENT_ERR_NOMEM;
        if (into->count)
            memcpy(to->rows.payoff + to->rows.count * parties, into->payoff,
                   into->count * parties * sizeof *into->payoff);
        to->rows.count += into->count;
    }
    to->start[layer->states] = to->rows.count;
    return ENT_OK;
}

static size_t most_arcs_into_a_state(const engine_elimination *plan) {
    size_t most = 0;
    for (size_t at = 0; at < plan->issues; at++)
        for (size_t s = 0; s < plan->layers[at].states; s++) {
            const size_t arcs = plan->layers[at].start[s + 1] - plan->layers[at].start[s];
            most = arcs > most ? arcs : most;
        }
    return most;
}

/* One search of so many partial packages a layer. */
static ent_status run_beam(approach *self, size_t width, beam *beams, engine_rows *into,
                           size_t *runs) {
    beam *from = &beams[0];
    beam *to = &beams[1];
    if (!engine_rows_reserve(&from->rows, 1, self->parties))
        return ENT_ERR_NOMEM;
    memset(from->rows.payoff, 0, self->parties * sizeof *from->rows.payoff);
    from->start[0] = 0;
    from->start[1] = 1;
    self->missed = INFINITY;
    for (size_t at = 0; at < self->plan->issues; at++) {
        ent_status status = enter_layer(self, at, from, to, into, runs);
        if (!status)
            status = cut_beam(self, at, to, width);
        if (status)
            return status;
        beam *spare = from;
        from = to;
        to = spare;
    }
    return ENT_OK;
}

/* What the beam did not leave out is settled, so the lower bound is what it left out. */
static ent_status widen_beam(approach *self) {
    beam beams[2] = {{0}, {0}};
    engine_rows into = {0};
    size_t *runs = BASE_NEW(&self->scratch, size_t, most_arcs_into_a_state(self->plan) + 1);
    ent_status status = runs ? ENT_OK : ENT_ERR_NOMEM;
    for (size_t i = 0; i < 2; i++) {
        beams[i].start = BASE_NEW(&self->scratch, size_t, self->plan->states_max + 2);
        if (!beams[i].start)
            status = ENT_ERR_NOMEM;
    }
    for (size_t width = WIDTH_FIRST; !status && !is_settled(self); width *= WIDER) {
        self->narrow = width == WIDTH_FIRST;
        status = run_beam(self, width, beams, &into, runs);
        if (!status)
            self->low = fmax(self->low,
                             is_too_far(self, self->missed) ? self->best : self->missed - MARGIN);
    }
    for (size_t i = 0; i < 2; i++)
        engine_rows_clear(&beams[i].rows);
    engine_rows_clear(&into);
    return status == ENT_ERR_LIMIT ? ENT_OK : status;
}

static bool prepare(approach *self) {
    base_arena *arena = &self->scratch;
    if (!engine_pass_start(&self->pass, arena, self->problem, self->plan))
        return false;
    for (size_t p = 0; p < self->parties; p++)
        self->ideal[p] = (double)self->plan->root_most[p] / self->units[p];
    self->points = BASE_NEW(arena, double, HULL_MAX * self->parties);
    self->directions = BASE_NEW(arena, direction, DIRECTIONS_MAX);
    self->rest = BASE_NEW(arena, int64_t, self->pass.states * self->parties);
    if (!self->points || !self->directions || !self->rest)
        return false;
    self->directions[0].tail = BASE_NEW(arena, double, self->pass.states);
    return self->directions[0].tail != NULL;
}

static ent_status find_nearest(approach *self) {
    if (!prepare(self))
        return ENT_ERR_NOMEM;
    find_hull(self);
    if (base_watch_ended(self->problem->watch))
        return ENT_ERR_STOPPED;
    if (is_settled(self))
        return ENT_OK;
    return find_directions(self) ? widen_beam(self) : ENT_ERR_NOMEM;
}

ent_status deals_ideal_approach(const engine_problem *problem, const engine_elimination *plan,
                                const engine_grid *grid, uint64_t work_max,
                                deals_nearness *nearness) {
    if (plan->root_most[0] == ENGINE_DEAD) {
        *nearness = (deals_nearness){.low = NAN, .high = NAN};
        return ENT_OK;
    }
    approach self = {.problem = problem,
                     .plan = plan,
                     .units = grid->units,
                     .parties = problem->parties,
                     .best = INFINITY,
                     .work_max = work_max};
    ent_status status = find_nearest(&self);
    if (base_watch_ended(problem->watch))
        status = ENT_ERR_STOPPED;
    if (!status)
        *nearness = (deals_nearness){
            .low = is_settled(&self) ? self.best : self.low, .high = self.best, .work = self.work};
    base_arena_clear(&self.scratch);
    return status;
}
