/*
 * Which package pays this? Backwards from the payoff: every partial package that leads to it was
 * kept in its layer, so the ways back form a small graph. If more than one way leads back, the
 * first package in model order takes, issue by issue in that order, the least option still open.
 */
#include "deals/frontier.h"

#include <stdlib.h>
#include <string.h>

typedef struct node {
    uint32_t state;
    size_t row; /* in its layer */
    bool alive; /* on a way from the start to the target */
} node;

/* A way from node `from` of the layer before to node `to` of this one. */
typedef struct edge {
    uint32_t from;
    uint32_t to;
    uint32_t option;
    bool alive;
} edge;

typedef struct level {
    node *nodes;
    size_t nodes_count;
    size_t nodes_room;
    edge *edges; /* into this level */
    size_t edges_count;
    size_t edges_room;
} level;

typedef struct tracer {
    const ent_problem *problem;
    const ent_elimination *plan;
    const ent_frontier *frontier;
    level *levels; /* [issues + 1]; level 0 is the start */
} tracer;

static bool push_edge(level *to, edge next) {
    if (to->edges_count == to->edges_room) {
        const size_t room = to->edges_room ? 2 * to->edges_room : 4;
        edge *grown = ent_realloc(to->edges, room * sizeof *grown);
        if (!grown)
            return false;
        to->edges = grown;
        to->edges_room = room;
    }
    to->edges[to->edges_count++] = next;
    return true;
}

/* The number of a node, new or known; ENT_NONE if out of memory. */
static uint32_t find_node(level *in, uint32_t state, size_t row) {
    for (size_t i = in->nodes_count; i-- > 0;)
        if (in->nodes[i].row == row && in->nodes[i].state == state)
            return (uint32_t)i;
    if (in->nodes_count == in->nodes_room) {
        const size_t room = in->nodes_room ? 2 * in->nodes_room : 4;
        node *grown = ent_realloc(in->nodes, room * sizeof *grown);
        if (!grown)
            return ENT_NONE;
        in->nodes = grown;
        in->nodes_room = room;
    }
    in->nodes[in->nodes_count] = (node){state, row, true};
    return (uint32_t)in->nodes_count++;
}

static bool is_near(const tracer *self, const int64_t *row, const int64_t *target) {
    for (size_t p = 0; p < self->problem->parties; p++)
        if (row[p] > target[p] + self->problem->noise[p] ||
            row[p] < target[p] - self->problem->noise[p])
            return false;
    return true;
}

/* First row of a state whose first payoff is not above `most`: rows fall by the first party. */
static size_t first_not_above(const ent_points *points, uint32_t state, size_t parties,
                              int64_t most) {
    size_t low = points->start[state];
    size_t high = points->start[state + 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (points->payoff[middle * parties] > most)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Rows of the layer before (level `at`) that an arc turns into the payoff of node `to`. */
static bool trace_arc(tracer *self, size_t at, const ent_arc *arc, const int64_t *before,
                      uint32_t to) {
    const size_t parties = self->problem->parties;
    level *below = &self->levels[at];
    level *here = &self->levels[at + 1];
    if (at == 0) {
        static const int64_t zeros[ENT_PRINCIPALS_MAX];
        if (!is_near(self, zeros, before))
            return true;
        const uint32_t from = find_node(below, 0, 0);
        return from != ENT_NONE && push_edge(here, (edge){from, to, arc->option, true});
    }
    const ent_points *points = &self->frontier->layers[at - 1];
    const int64_t noise = self->problem->noise[0];
    for (size_t i = first_not_above(points, arc->from, parties, before[0] + noise);
         i < points->start[arc->from + 1] && points->payoff[i * parties] >= before[0] - noise;
         i++) {
        if (!is_near(self, points->payoff + i * parties, before))
            continue;
        const uint32_t from = find_node(below, arc->from, i);
        if (from == ENT_NONE || !push_edge(here, (edge){from, to, arc->option, true}))
            return false;
    }
    return true;
}

static bool trace_level(tracer *self, size_t at) {
    const size_t parties = self->problem->parties;
    const ent_layer *layer = &self->plan->layers[at];
    int64_t before[ENT_PRINCIPALS_MAX];
    for (uint32_t n = 0; n < self->levels[at + 1].nodes_count; n++) {
        const node target = self->levels[at + 1].nodes[n];
        const int64_t *payoff = self->frontier->layers[at].payoff + target.row * parties;
        for (size_t a = layer->start[target.state]; a < layer->start[target.state + 1]; a++) {
            for (size_t p = 0; p < parties; p++)
                before[p] = payoff[p] -
                            ent_arc_payoff(self->problem, self->plan, layer, &layer->arcs[a], p);
            if (!trace_arc(self, at, &layer->arcs[a], before, n))
                return false;
        }
    }
    return true;
}

/* Keep only what lies on a whole way, after some edges were taken out. */
static void prune(tracer *self) {
    const size_t issues = self->plan->issues;
    for (size_t at = 1; at <= issues; at++) {
        level *here = &self->levels[at];
        for (size_t n = 0; n < here->nodes_count; n++)
            here->nodes[n].alive = false;
        for (size_t e = 0; e < here->edges_count; e++) {
            edge *way = &here->edges[e];
            way->alive = way->alive && self->levels[at - 1].nodes[way->from].alive;
            if (way->alive)
                here->nodes[way->to].alive = true;
        }
    }
    for (size_t at = issues; at > 0; at--) {
        level *below = &self->levels[at - 1];
        for (size_t n = 0; n < below->nodes_count; n++)
            below->nodes[n].alive = false;
        for (size_t e = 0; e < self->levels[at].edges_count; e++) {
            edge *way = &self->levels[at].edges[e];
            way->alive = way->alive && self->levels[at].nodes[way->to].alive;
            if (way->alive)
                below->nodes[way->from].alive = true;
        }
    }
}

static void choose_first(tracer *self, const size_t *level_of, uint32_t *package) {
    const size_t issues = self->plan->issues;
    for (size_t j = 0; j < issues; j++) {
        level *here = &self->levels[level_of[j]];
        uint32_t least = ENT_NONE;
        bool several = false;
        for (size_t e = 0; e < here->edges_count; e++) {
            if (!here->edges[e].alive)
                continue;
            several = several || (least != ENT_NONE && here->edges[e].option != least);
            least = here->edges[e].option < least ? here->edges[e].option : least;
        }
        package[j] = least;
        if (!several)
            continue;
        for (size_t e = 0; e < here->edges_count; e++)
            here->edges[e].alive = here->edges[e].alive && here->edges[e].option == least;
        prune(self);
    }
}

static bool trace_back(tracer *self, size_t row, uint32_t *package, size_t *level_of) {
    const size_t issues = self->plan->issues;
    const ent_points *last = &self->frontier->layers[issues - 1];
    uint32_t state = 0;
    while (last->start[state + 1] <= row)
        state++;
    if (find_node(&self->levels[issues], state, row) == ENT_NONE)
        return false;
    for (size_t at = issues; at-- > 0;) {
        level_of[self->plan->layers[at].issue] = at + 1;
        if (!trace_level(self, at))
            return false;
    }
    prune(self);
    choose_first(self, level_of, package);
    return true;
}

ent_status ent_frontier_witness(const ent_problem *problem, const ent_elimination *plan,
                                const ent_frontier *frontier, size_t row, uint32_t *package) {
    tracer self = {.problem = problem, .plan = plan, .frontier = frontier};
    size_t *level_of = ent_malloc(plan->issues * sizeof *level_of);
    self.levels = ent_malloc((plan->issues + 1) * sizeof *self.levels);
    bool done = level_of && self.levels;
    if (self.levels)
        memset(self.levels, 0, (plan->issues + 1) * sizeof *self.levels);
    done = done && trace_back(&self, row, package, level_of);
    for (size_t at = 0; self.levels && at <= plan->issues; at++) {
        free(self.levels[at].nodes);
        free(self.levels[at].edges);
    }
    free(self.levels);
    free(level_of);
    return done ? ENT_OK : ENT_ERR_NOMEM;
}
