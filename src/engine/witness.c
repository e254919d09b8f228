/*
 * Which packages pay this? Backwards over the layers, for all payoffs asked for at once: every
 * partial package that leads to one of them was kept in its layer, so the ways back form a graph
 * with a node for each kept row on a way. Rows fall by the first payoff, so one scan of the layer
 * before finds the ways along an arc for all nodes of a state.
 *
 * Then forwards: two ways to the same node have the same future, so the first package in model
 * order through a node begins with the first way to it.
 */
#include "engine/frontier.h"

#include <stdlib.h>
#include <string.h>

#define NODES_BLOCK 1024 /* between two steps of the watch */
#define NODE_WORK   8    /* units */

/* A way to a node from node `from` of the layer before. */
typedef struct way {
    uint32_t from;
    uint32_t to;
    uint32_t option;
} way;

typedef struct level {
    size_t *rows; /* [nodes] ascending, in their layer; NULL before the first */
    size_t nodes;
    way *ways; /* into this level, in no order */
    size_t ways_count;
    size_t ways_room;
    uint32_t *best; /* [nodes] the way that begins the first package */
} level;

typedef struct tracer {
    const engine_problem *problem;
    const engine_elimination *plan;
    const engine_frontier *frontier;
    engine_points *layers; /* [issues] those that were not kept, made again */
    level *levels;         /* [issues + 1]; level 0 is the start */
    uint32_t *number;      /* [rows of the layer before] node + 1, or 0 */
} tracer;

static bool push_way(level *to, way next) {
    if (to->ways_count == to->ways_room) {
        const size_t room = to->ways_room ? 2 * to->ways_room : to->nodes + 4;
        way *grown = base_realloc(to->ways, room * sizeof *grown);
        if (!grown)
            return false;
        to->ways = grown;
        to->ways_room = room;
    }
    to->ways[to->ways_count++] = next;
    return true;
}

static const engine_points *layer_of(const tracer *self, size_t at) {
    const engine_points *kept = &self->frontier->layers[at];
    return kept->start ? kept : &self->layers[at];
}

/* Make layer `at` again if need be, with those since the last one that was kept. */
static ent_status bring_layer(tracer *self, size_t at) {
    if (layer_of(self, at)->start)
        return ENT_OK;
    size_t first = at;
    while (first && !self->frontier->layers[first - 1].start)
        first--;
    if (first)
        self->layers[first - 1] = self->frontier->layers[first - 1];
    const ent_status status =
        engine_frontier_refill(self->problem, self->plan, first, at, self->layers);
    if (first)
        self->layers[first - 1] = (engine_points){0};
    return status;
}

static bool is_near(const tracer *self, const int64_t *row, const int64_t *target) {
    for (size_t p = 0; p < self->problem->parties; p++)
        if (row[p] > target[p] + self->problem->noise[p] ||
            row[p] < target[p] - self->problem->noise[p])
            return false;
    return true;
}

/* The first of the rows from `from` to `end` whose first payoff is not above `most`: rows fall, and
 * it is mostly near, so steps are doubled until it is passed. */
static size_t first_not_above(const int64_t *rows, size_t parties, size_t from, size_t end,
                              int64_t most) {
    size_t step = 1;
    while (from + step <= end && rows[(from + step - 1) * parties] > most) {
        from += step;
        step *= 2;
    }
    while (step > 1) {
        step /= 2;
        if (from + step <= end && rows[(from + step - 1) * parties] > most)
            from += step;
    }
    return from;
}

/* Nodes `first` up to `end` of level at + 1 stand in the state an arc leads to: the rows of the
 * layer before that it turns into theirs. */
static bool trace_arc(tracer *self, size_t at, const engine_arc *arc, size_t first, size_t end) {
    static const int64_t zeros[ENT_PRINCIPALS_MAX];
    static const size_t root[2] = {0, 1};
    const size_t parties = self->problem->parties;
    level *here = &self->levels[at + 1];
    const engine_layer *layer = &self->plan->layers[at];
    const int64_t *payoff = layer_of(self, at)->payoff;
    const int64_t *before = at ? layer_of(self, at - 1)->payoff : zeros;
    const size_t *start = (at ? layer_of(self, at - 1)->start : root) + arc->from;
    const int64_t noise = self->problem->noise[0];
    int64_t pays[ENT_PRINCIPALS_MAX];
    int64_t wanted[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < parties; p++)
        pays[p] = engine_arc_payoff(self->problem, self->plan, layer, arc, p);
    size_t from = start[0];
    for (size_t n = first; n < end; n++) {
        for (size_t p = 0; p < parties; p++)
            wanted[p] = payoff[here->rows[n] * parties + p] - pays[p];
        from = first_not_above(before, parties, from, start[1], wanted[0] + noise);
        for (size_t i = from; i < start[1] && before[i * parties] >= wanted[0] - noise; i++) {
            if (!is_near(self, before + i * parties, wanted))
                continue;
            self->number[i] = 1;
            if (!push_way(here, (way){(uint32_t)i, (uint32_t)n, arc->option}))
                return false;
        }
    }
    return true;
}

static bool trace_arc_in_blocks(tracer *self, size_t at, const engine_arc *arc, size_t first,
                                size_t end) {
    bool done = true;
    for (size_t n = first; n < end && done; n += NODES_BLOCK) {
        const size_t block = end - n < NODES_BLOCK ? end : n + NODES_BLOCK;
        done = base_watch_step(self->problem->watch, NODE_WORK * (block - n)) &&
               trace_arc(self, at, arc, n, block);
    }
    return done;
}

/* Rows of the layer before that were marked become the nodes of its level. */
static bool number_nodes(tracer *self, size_t at, size_t rows) {
    level *below = &self->levels[at];
    level *here = &self->levels[at + 1];
    if (!base_watch_step(self->problem->watch, rows))
        return false;
    for (size_t i = 0; i < rows; i++)
        if (self->number[i])
            self->number[i] = (uint32_t)++below->nodes;
    below->rows = base_malloc((below->nodes + 1) * sizeof *below->rows);
    if (!below->rows)
        return false;
    for (size_t i = 0; i < rows; i++)
        if (self->number[i])
            below->rows[self->number[i] - 1] = i;
    if (!base_watch_step(self->problem->watch, rows + 4 * here->ways_count))
        return false;
    for (size_t w = 0; w < here->ways_count; w++)
        here->ways[w].from = self->number[here->ways[w].from] - 1;
    return true;
}

/* All ways into the nodes of level at + 1, and the nodes of level `at` they come from. */
static ent_status trace_level(tracer *self, size_t at) {
    const engine_layer *layer = &self->plan->layers[at];
    const size_t *start = layer_of(self, at)->start;
    const size_t rows = at ? layer_of(self, at - 1)->start[self->plan->layers[at - 1].states] : 1;
    const level *here = &self->levels[at + 1];
    self->number = base_malloc((rows + 1) * sizeof *self->number);
    if (!self->number)
        return ENT_ERR_NOMEM;
    memset(self->number, 0, (rows + 1) * sizeof *self->number);
    bool done = true;
    for (size_t s = 0, n = 0; s < layer->states && done; s++) {
        const size_t first = n;
        while (n < here->nodes && here->rows[n] < start[s + 1])
            n++;
        for (size_t a = layer->start[s]; a < layer->start[s + 1] && n > first && done; a++)
            done = trace_arc_in_blocks(self, at, &layer->arcs[a], first, n);
    }
    done = done && number_nodes(self, at, rows);
    free(self->number);
    self->number = NULL;
    return done ? ENT_OK : ENT_ERR_NOMEM;
}

static ent_status trace_back(tracer *self, const size_t *rows, size_t count) {
    const size_t issues = self->plan->issues;
    level *last = &self->levels[issues];
    last->rows = base_malloc((count + 1) * sizeof *last->rows);
    if (!last->rows)
        return ENT_ERR_NOMEM;
    if (count)
        memcpy(last->rows, rows, count * sizeof *rows);
    last->nodes = count;
    for (size_t at = issues; at-- > 0;) {
        ent_status status = at ? bring_layer(self, at - 1) : ENT_OK;
        if (!status)
            status = trace_level(self, at);
        if (status)
            return status;
        base_watch_part(self->problem->watch, issues - at);
        engine_points_clear(&self->layers[at]);
        free(self->levels[at + 1].rows);
        self->levels[at + 1].rows = NULL;
    }
    return ENT_OK;
}

static const way *best_way(const tracer *self, size_t at, uint32_t node) {
    const level *of = &self->levels[at];
    return &of->ways[of->best[node]];
}

/* Does the first package along way `a` into level `at` come before that along `b`? Both are
 * followed back to where they part from; the first issue in model order decides. */
static bool is_earlier(const tracer *self, size_t at, const way *a, const way *b) {
    uint32_t decides = ENT_NONE;
    bool earlier = false;
    for (;; at--) {
        const uint32_t issue = self->plan->layers[at - 1].issue;
        if (a->option != b->option && issue < decides) {
            decides = issue;
            earlier = a->option < b->option;
        }
        if (a->from == b->from)
            return earlier;
        a = best_way(self, at - 1, a->from);
        b = best_way(self, at - 1, b->from);
    }
}

static bool choose_ways(tracer *self) {
    for (size_t at = 1; at <= self->plan->issues; at++) {
        level *here = &self->levels[at];
        here->best = base_malloc((here->nodes + 1) * sizeof *here->best);
        if (!here->best)
            return false;
        for (size_t n = 0; n < here->nodes; n++)
            here->best[n] = ENT_NONE;
        for (uint32_t w = 0; w < here->ways_count; w++) {
            if (!base_watch_each(self->problem->watch, w, 16))
                return false;
            uint32_t *best = &here->best[here->ways[w].to];
            if (*best == ENT_NONE || is_earlier(self, at, &here->ways[w], &here->ways[*best]))
                *best = w;
        }
    }
    return true;
}

static void packages_of(const tracer *self, size_t count, uint32_t *packages) {
    const size_t issues = self->plan->issues;
    for (uint32_t i = 0; i < count && base_watch_step(self->problem->watch, 4 * issues); i++) {
        uint32_t node = i;
        for (size_t at = issues; at > 0; at--) {
            const way *back = best_way(self, at, node);
            packages[i * issues + self->plan->layers[at - 1].issue] = back->option;
            node = back->from;
        }
    }
}

static void free_tracer(tracer *self) {
    for (size_t at = 0; self->levels && at <= self->plan->issues; at++) {
        free(self->levels[at].rows);
        free(self->levels[at].ways);
        free(self->levels[at].best);
    }
    for (size_t at = 0; self->layers && at < self->plan->issues; at++)
        engine_points_clear(&self->layers[at]);
    free(self->levels);
    free(self->layers);
}

ent_status engine_frontier_witnesses(const engine_problem *problem, const engine_elimination *plan,
                                     const engine_frontier *frontier, const size_t *rows,
                                     size_t count, uint32_t *packages) {
    tracer self = {.problem = problem, .plan = plan, .frontier = frontier};
    self.levels = base_malloc((plan->issues + 1) * sizeof *self.levels);
    self.layers = base_malloc(plan->issues * sizeof *self.layers);
    if (self.levels)
        memset(self.levels, 0, (plan->issues + 1) * sizeof *self.levels);
    if (self.layers)
        memset(self.layers, 0, plan->issues * sizeof *self.layers);
    ent_status status = self.levels && self.layers ? ENT_OK : ENT_ERR_NOMEM;
    base_watch_phase(problem->watch, "packages", plan->issues);
    if (!status)
        status = trace_back(&self, rows, count);
    if (!status)
        status = choose_ways(&self) ? ENT_OK : ENT_ERR_NOMEM;
    if (!status)
        packages_of(&self, count, packages);
    free_tracer(&self);
    return base_watch_ended(problem->watch) ? ENT_ERR_STOPPED : status;
}

ent_status engine_frontier_witness(const engine_problem *problem, const engine_elimination *plan,
                                   const engine_frontier *frontier, size_t row, uint32_t *package) {
    return engine_frontier_witnesses(problem, plan, frontier, &row, 1, package);
}
