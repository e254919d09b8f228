/*
 * Forward over the layers. The states of a layer are independent: they are cut into shares, which
 * are the same whatever the number of threads.
 */
#include "engine/fill.h"

#include <stdlib.h>
#include <string.h>

#define SHARES     8
#define SHARE_ROWS 2048 /* a smaller layer is one share */
#define COPY_BLOCK 4096 /* rows between two steps of the watch */

typedef struct search {
    const engine_problem *problem;
    const engine_elimination *plan;
    base_team *team;
    uint64_t limit;
    uint64_t kept;         /* vectors in all layers that are kept */
    size_t stride;         /* between layers that are kept */
    const int64_t *before; /* payoffs of the layer before */
    uint64_t *packages;    /* packages with each of them */
    size_t count;          /* of them */
    engine_filler shares[SHARES];
    bool is_shared;             /* several threads fill the layer */
    atomic_uint_least64_t left; /* vectors that the layer may still hold */
} search;

static void run_shares(void *self, size_t from, size_t to) {
    search *of = self;
    ent_watch own;
    ent_watch *watch = base_watch_fork(&own, of->problem->watch, of->is_shared);
    for (size_t i = from; i < to; i++) {
        of->shares[i].watch = watch;
        engine_filler_run(&of->shares[i], &of->left);
    }
    base_watch_join(&own);
}

/* Cut the states so that the rows that lead into each share are about as many. */
static size_t cut_layer(search *self, const engine_layer *layer, const size_t *start_before) {
    size_t rows = 0;
    base_watch_step(self->problem->watch, layer->arcs_count);
    for (size_t a = 0; a < layer->arcs_count; a++)
        rows += start_before[layer->arcs[a].from + 1] - start_before[layer->arcs[a].from];
    const size_t shares = rows < SHARE_ROWS || layer->states < SHARES ? 1 : SHARES;
    size_t state = 0;
    size_t taken = 0;
    for (size_t i = 0; i < shares; i++) {
        self->shares[i].first = state;
        const size_t until = rows / shares * (i + 1);
        for (; state < layer->states && (taken < until || i + 1 == shares); state++)
            for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++)
                taken += start_before[layer->arcs[a].from + 1] - start_before[layer->arcs[a].from];
        self->shares[i].end = state;
    }
    return shares;
}

/* One list of all shares: payoffs to the layer, numbers of packages to the next one. */
static bool join_shares(search *self, size_t shares, size_t *ends, engine_points *points) {
    const size_t parties = self->problem->parties;
    size_t count = 0;
    for (size_t i = 0; i < shares; i++) {
        for (size_t s = self->shares[i].first; s < self->shares[i].end; s++)
            ends[s] += count;
        count += self->shares[i].rows.count;
    }
    points->payoff = base_malloc((count * parties + 1) * sizeof *points->payoff);
    uint64_t *packages = base_malloc((count + 1) * sizeof *packages);
    free(self->packages);
    self->packages = packages;
    self->count = count;
    self->before = points->payoff;
    if (!points->payoff || !packages)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < shares; i++) {
        const engine_rows *rows = &self->shares[i].rows;
        for (size_t row = 0; row < rows->count; row += COPY_BLOCK) {
            const size_t many = rows->count - row < COPY_BLOCK ? rows->count - row : COPY_BLOCK;
            if (!base_watch_step(self->problem->watch, many * parties))
                return false;
            memcpy(points->payoff + at * parties, rows->payoff + row * parties,
                   many * parties * sizeof *rows->payoff);
            memcpy(packages + at, rows->packages + row, many * sizeof *packages);
            at += many;
        }
    }
    return true;
}

static ent_status fill_layer(search *self, size_t at, engine_points *layers) {
    static const size_t root[2] = {0, 1};
    const engine_layer *layer = &self->plan->layers[at];
    const size_t *start_before = at ? layers[at - 1].start : root;
    engine_points *points = &layers[at];
    points->start = base_malloc((layer->states + 1) * sizeof *points->start);
    if (!points->start)
        return ENT_ERR_NOMEM;
    points->start[0] = 0;
    const size_t shares = cut_layer(self, layer, start_before);
    atomic_init(&self->left, self->limit - self->kept);
    for (size_t i = 0; i < shares; i++) {
        engine_filler *share = &self->shares[i];
        share->at = at;
        share->start_before = start_before;
        share->before = self->before;
        share->packages_before = self->packages;
        share->ends = points->start + 1;
    }
    self->is_shared = shares > 1 && self->team;
    base_team_run(self->is_shared ? self->team : NULL, run_shares, self, shares, 1);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < shares; i++)
        status = self->shares[i].status > status ? self->shares[i].status : status;
    if (self->is_shared && self->problem->watch)
        base_watch_look(self->problem->watch, 0); /* what the helpers did counts */
    if (base_watch_ended(self->problem->watch))
        status = ENT_ERR_STOPPED;
    if (status)
        return status;
    if (!join_shares(self, shares, points->start + 1, points))
        return ENT_ERR_NOMEM;
    self->kept += self->count;
    return ENT_OK;
}

static bool is_kept(const search *self, size_t at) {
    return (at + 1) % self->stride == 0 || at + 1 == self->plan->issues;
}

/* Let go of layers up to `at` until few enough vectors are kept, if the stride can grow. */
static void thin_layers(search *self, engine_points *layers, size_t at) {
    const uint64_t most =
        self->limit / 2 < ENGINE_POINTS_KEPT ? self->limit / 2 : ENGINE_POINTS_KEPT;
    for (;;) {
        for (size_t k = 0; k < at; k++) {
            if (!layers[k].start || is_kept(self, k))
                continue;
            self->kept -= layers[k].start[self->plan->layers[k].states];
            engine_points_clear(&layers[k]);
        }
        if (self->kept <= most || self->stride * self->stride >= self->plan->issues)
            return;
        self->stride *= 2;
    }
}

/* Most vectors between two layers that are kept. */
static uint64_t largest_gap(const search *self, const size_t *counts) {
    uint64_t largest = 0;
    uint64_t gap = 0;
    for (size_t at = 0; at < self->plan->issues; at++) {
        gap = is_kept(self, at) ? 0 : gap + counts[at];
        largest = gap > largest ? gap : largest;
    }
    return largest;
}

static ent_status fill_layers(search *self, engine_frontier *frontier, size_t *counts) {
    for (size_t at = 0; at < self->plan->issues; at++) {
        const ent_status status = fill_layer(self, at, frontier->layers);
        if (status)
            return status;
        base_watch_part(self->problem->watch, at + 1);
        counts[at] = self->count;
        frontier->points_max =
            counts[at] > frontier->points_max ? counts[at] : frontier->points_max;
        thin_layers(self, frontier->layers, at);
    }
    frontier->packages = self->packages;
    self->packages = NULL;
    return self->kept + largest_gap(self, counts) > self->limit ? ENT_ERR_LIMIT : ENT_OK;
}

static bool start_search(search *self, const engine_problem *problem,
                         const engine_elimination *plan, base_team *team, uint64_t limit) {
    static const int64_t zeros[ENT_PRINCIPALS_MAX];
    *self = (search){.problem = problem, .plan = plan, .team = team, .limit = limit, .stride = 1};
    for (size_t i = 0; i < SHARES; i++) {
        self->shares[i].problem = problem;
        self->shares[i].plan = plan;
    }
    self->before = zeros;
    self->packages = base_malloc(sizeof *self->packages);
    if (self->packages)
        self->packages[0] = 1;
    return self->packages != NULL;
}

static void end_search(search *self) {
    free(self->packages);
    for (size_t i = 0; i < SHARES; i++)
        engine_filler_clear(&self->shares[i]);
}

ent_status engine_frontier_find(const engine_problem *problem, const engine_elimination *plan,
                                uint64_t limit, base_team *team, engine_frontier *frontier) {
    search self;
    ent_status status = start_search(&self, problem, plan, team, limit) ? ENT_OK : ENT_ERR_NOMEM;
    base_watch_phase(problem->watch, "frontier", plan->issues);
    *frontier = (engine_frontier){.issues = plan->issues};
    frontier->layers = base_malloc(plan->issues * sizeof *frontier->layers);
    size_t *counts = base_malloc(plan->issues * sizeof *counts);
    if (frontier->layers)
        memset(frontier->layers, 0, plan->issues * sizeof *frontier->layers);
    if (!frontier->layers || !counts)
        status = ENT_ERR_NOMEM;
    if (!status)
        status = fill_layers(&self, frontier, counts);
    free(counts);
    end_search(&self);
    if (status)
        engine_frontier_clear(frontier);
    else
        base_watch_add(problem->watch, BASE_TALLY_FRONTIERS);
    return status;
}

/* How many packages pay a vector does not matter here: one each. */
static bool stand_before(search *self, size_t at, const engine_points *layers) {
    if (at == 0)
        return true;
    const size_t count = layers[at - 1].start[self->plan->layers[at - 1].states];
    free(self->packages);
    self->packages = base_malloc((count + 1) * sizeof *self->packages);
    if (!self->packages)
        return false;
    for (size_t i = 0; i < count; i++)
        self->packages[i] = 1;
    base_watch_step(self->problem->watch, count);
    self->before = layers[at - 1].payoff;
    return true;
}

ent_status engine_frontier_refill(const engine_problem *problem, const engine_elimination *plan,
                                  size_t first, size_t last, engine_points *layers) {
    search self;
    ent_status status =
        start_search(&self, problem, plan, NULL, UINT64_MAX) && stand_before(&self, first, layers)
            ? ENT_OK
            : ENT_ERR_NOMEM;
    for (size_t at = first; at <= last && !status; at++)
        status = fill_layer(&self, at, layers);
    end_search(&self);
    return status;
}

void engine_points_clear(engine_points *points) {
    free(points->start);
    free(points->payoff);
    *points = (engine_points){0};
}

void engine_frontier_clear(engine_frontier *frontier) {
    for (size_t at = 0; frontier->layers && at < frontier->issues; at++)
        engine_points_clear(&frontier->layers[at]);
    free(frontier->layers);
    free(frontier->packages);
    *frontier = (engine_frontier){0};
}
