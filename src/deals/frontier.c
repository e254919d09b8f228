/*
 * Forward over the layers. The list of a state is the merge of the lists that lead into it, each
 * shifted by what its option pays; two parties need one comparison a step, more need dominance.c.
 */
#include "deals/frontier.h"

#include <stdlib.h>
#include <string.h>

/* Two parties: one row. Lists are staircases, `a` falling and `b` rising. */
typedef struct pair {
    int64_t a;
    int64_t b;
    uint64_t packages;
} pair;

typedef struct search {
    const ent_problem *problem;
    const ent_elimination *plan;
    uint64_t limit;
    uint64_t kept;         /* vectors in all layers that are kept */
    size_t stride;         /* between layers that are kept */
    const int64_t *before; /* payoffs of the layer before; its packages are in `counts` */
    ent_rows counts;
    ent_rows after;
    /* scratch for one state */
    pair *pairs[2];
    size_t pairs_room;
    ent_rows gathered;
    size_t *runs;
    size_t runs_room;
} search;

static uint64_t add_packages(uint64_t a, uint64_t b) {
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static bool reserve_rows(ent_rows *rows, size_t more, size_t parties) {
    if (rows->count + more <= rows->room)
        return true;
    size_t room = rows->room ? rows->room : 256;
    while (room < rows->count + more)
        room *= 2;
    int64_t *payoff = ent_realloc(rows->payoff, (room * parties + 1) * sizeof *payoff);
    if (!payoff)
        return false;
    rows->payoff = payoff;
    uint64_t *packages = ent_realloc(rows->packages, room * sizeof *packages);
    if (!packages)
        return false;
    rows->packages = packages;
    rows->room = room;
    return true;
}

static void free_rows(ent_rows *rows) {
    free(rows->payoff);
    free(rows->packages);
    *rows = (ent_rows){0};
}

/* Append a row to a staircase; earlier rows have no smaller `a`. */
static inline size_t push_pair(pair *to, size_t count, pair next, const int64_t *noise) {
    while (count) {
        pair *last = &to[count - 1];
        if (next.b < last->b - noise[1])
            return count; /* beaten */
        const bool same_a = last->a - next.a <= noise[0];
        if (next.b <= last->b + noise[1]) {
            if (same_a)
                last->packages = add_packages(last->packages, next.packages);
            return count; /* equal, or beaten in `a` alone */
        }
        if (!same_a)
            break;
        count--; /* within the noise of `a`, better in `b` */
    }
    to[count] = next;
    return count + 1;
}

static size_t merge_pairs(const pair *left, size_t left_count, const pair *right,
                          size_t right_count, pair *to, const int64_t *noise) {
    size_t count = 0;
    size_t l = 0;
    size_t r = 0;
    while (l < left_count && r < right_count) {
        const bool take_left =
            left[l].a > right[r].a || (left[l].a == right[r].a && left[l].b >= right[r].b);
        count = push_pair(to, count, take_left ? left[l++] : right[r++], noise);
    }
    while (l < left_count)
        count = push_pair(to, count, left[l++], noise);
    while (r < right_count)
        count = push_pair(to, count, right[r++], noise);
    return count;
}

/* Rows of state `from`, shifted; those that can no longer reach the thresholds stay out. */
static size_t shift_pairs(const search *self, const size_t *start, uint32_t from, int64_t add_a,
                          int64_t add_b, const int64_t *most, pair *to) {
    const int64_t *threshold = self->problem->threshold;
    const int64_t least_a = threshold ? threshold[0] - most[0] : INT64_MIN;
    const int64_t least_b = threshold ? threshold[1] - most[1] : INT64_MIN;
    size_t count = 0;
    for (size_t i = start[from]; i < start[from + 1]; i++) {
        const pair row = {self->before[2 * i] + add_a, self->before[2 * i + 1] + add_b,
                          self->counts.packages[i]};
        if (row.a >= least_a && row.b >= least_b)
            to[count++] = row;
    }
    return count;
}

static bool reserve_scratch(search *self, size_t pairs, size_t runs) {
    if (self->problem->parties == 2 && pairs > self->pairs_room) {
        for (int i = 0; i < 2; i++) {
            pair *grown = ent_realloc(self->pairs[i], 2 * pairs * sizeof *grown);
            if (!grown)
                return false;
            self->pairs[i] = grown;
        }
        self->pairs_room = 2 * pairs;
    }
    if (runs > self->runs_room) {
        size_t *grown = ent_realloc(self->runs, 2 * runs * sizeof *grown);
        if (!grown)
            return false;
        self->runs = grown;
        self->runs_room = 2 * runs;
    }
    return true;
}

/* Merge neighbouring runs until one is left; which of the two buffers holds it. */
static int merge_runs(search *self, size_t runs, size_t *count) {
    int now = 0;
    while (runs > 1) {
        size_t made = 0;
        size_t at = 0;
        for (size_t r = 0; r < runs; r += 2) {
            const pair *left = self->pairs[now] + self->runs[r];
            const size_t left_count = self->runs[r + 1] - self->runs[r];
            const pair *right = self->pairs[now] + self->runs[r + 1];
            const size_t right_count = r + 1 < runs ? self->runs[r + 2] - self->runs[r + 1] : 0;
            const size_t length = merge_pairs(left, left_count, right, right_count,
                                              self->pairs[!now] + at, self->problem->noise);
            self->runs[made++] = at;
            at += length;
        }
        self->runs[made] = at;
        runs = made;
        now = !now;
    }
    *count = runs ? self->runs[1] : 0;
    return now;
}

static bool fill_state_of_two(search *self, const ent_layer *layer, const size_t *start,
                              uint32_t state) {
    size_t made = 0;
    size_t runs = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const ent_arc *arc = &layer->arcs[a];
        const size_t length = shift_pairs(self, start, arc->from,
                                          ent_arc_payoff(self->problem, self->plan, layer, arc, 0),
                                          ent_arc_payoff(self->problem, self->plan, layer, arc, 1),
                                          layer->most + 2 * state, self->pairs[0] + made);
        if (length == 0)
            continue;
        self->runs[runs++] = made;
        made += length;
    }
    self->runs[runs] = made;
    size_t count = 0;
    const pair *rows = self->pairs[merge_runs(self, runs, &count)];
    if (!reserve_rows(&self->after, count, 2))
        return false;
    for (size_t i = 0; i < count; i++) {
        const size_t at = self->after.count++;
        self->after.payoff[2 * at] = rows[i].a;
        self->after.payoff[2 * at + 1] = rows[i].b;
        self->after.packages[at] = rows[i].packages;
    }
    return true;
}

static bool can_reach(const ent_problem *problem, const int64_t *payoff, const int64_t *most) {
    for (size_t p = 0; problem->threshold && p < problem->parties; p++)
        if (payoff[p] + most[p] < problem->threshold[p])
            return false;
    return true;
}

static bool fill_state_of_many(search *self, const ent_layer *layer, const size_t *start,
                               uint32_t state) {
    const size_t parties = self->problem->parties;
    ent_rows *to = &self->gathered;
    to->count = 0;
    size_t runs = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const ent_arc *arc = &layer->arcs[a];
        const size_t length = start[arc->from + 1] - start[arc->from];
        if (!reserve_rows(to, length, parties))
            return false;
        self->runs[runs++] = to->count;
        for (size_t i = start[arc->from]; i < start[arc->from + 1]; i++) {
            int64_t *row = to->payoff + to->count * parties;
            for (size_t p = 0; p < parties; p++)
                row[p] = self->before[i * parties + p] +
                         ent_arc_payoff(self->problem, self->plan, layer, arc, p);
            to->packages[to->count] = self->counts.packages[i];
            to->count += can_reach(self->problem, row, layer->most + state * parties);
        }
    }
    self->runs[runs] = to->count;
    if (!ent_rows_keep_best(to, parties, self->runs, runs, self->problem->noise) ||
        !reserve_rows(&self->after, to->count, parties))
        return false;
    if (to->count == 0)
        return true;
    memcpy(self->after.payoff + self->after.count * parties, to->payoff,
           to->count * parties * sizeof *to->payoff);
    memcpy(self->after.packages + self->after.count, to->packages,
           to->count * sizeof *to->packages);
    self->after.count += to->count;
    return true;
}

static bool fill_state(search *self, const ent_layer *layer, const size_t *start, uint32_t state) {
    const size_t arcs = layer->start[state + 1] - layer->start[state];
    size_t rows = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++)
        rows += start[layer->arcs[a].from + 1] - start[layer->arcs[a].from];
    if (rows == 0 || layer->most[state * self->problem->parties] == ENT_DEAD)
        return true;
    if (!reserve_scratch(self, rows, arcs + 1))
        return false;
    return self->problem->parties == 2 ? fill_state_of_two(self, layer, start, state)
                                       : fill_state_of_many(self, layer, start, state);
}

/* Hand the payoffs over to a layer, the numbers of packages to the next one. */
static bool store_layer(search *self, size_t parties, ent_points *points) {
    int64_t *payoff = self->after.payoff;
    const size_t bytes = self->after.count * parties * sizeof *payoff;
    points->payoff = payoff ? ent_realloc(payoff, bytes ? bytes : 1) : ent_malloc(1);
    if (!points->payoff)
        return false;
    free(self->counts.packages);
    self->counts.packages = self->after.packages;
    self->counts.count = self->after.count;
    self->before = points->payoff;
    self->after = (ent_rows){0};
    return true;
}

static ent_status fill_layer(search *self, size_t at, ent_points *layers) {
    const ent_layer *layer = &self->plan->layers[at];
    static const size_t root[2] = {0, 1};
    const size_t *before = at ? layers[at - 1].start : root;
    ent_points *points = &layers[at];
    points->start = ent_malloc((layer->states + 1) * sizeof *points->start);
    if (!points->start)
        return ENT_ERR_NOMEM;
    points->start[0] = 0;
    for (uint32_t state = 0; state < layer->states; state++) {
        if (!fill_state(self, layer, before, state))
            return ENT_ERR_NOMEM;
        points->start[state + 1] = self->after.count;
        if (self->kept + self->after.count > self->limit)
            return ENT_ERR_LIMIT;
    }
    self->kept += self->after.count;
    return store_layer(self, self->problem->parties, points) ? ENT_OK : ENT_ERR_NOMEM;
}

static bool is_kept(const search *self, size_t at) {
    return (at + 1) % self->stride == 0 || at + 1 == self->plan->issues;
}

/* Let go of layers up to `at` until few enough vectors are kept, if the stride can grow. */
static void thin_layers(search *self, ent_points *layers, size_t at) {
    const uint64_t most = self->limit / 2 < ENT_POINTS_KEPT ? self->limit / 2 : ENT_POINTS_KEPT;
    for (;;) {
        for (size_t k = 0; k < at; k++) {
            if (!layers[k].start || is_kept(self, k))
                continue;
            self->kept -= layers[k].start[self->plan->layers[k].states];
            ent_points_clear(&layers[k]);
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

static ent_status fill_layers(search *self, ent_frontier *frontier, size_t *counts) {
    for (size_t at = 0; at < self->plan->issues; at++) {
        const ent_status status = fill_layer(self, at, frontier->layers);
        if (status)
            return status;
        counts[at] = self->counts.count;
        frontier->points_max =
            counts[at] > frontier->points_max ? counts[at] : frontier->points_max;
        thin_layers(self, frontier->layers, at);
    }
    frontier->packages = self->counts.packages;
    self->counts.packages = NULL;
    return self->kept + largest_gap(self, counts) > self->limit ? ENT_ERR_LIMIT : ENT_OK;
}

static bool start_search(search *self, const ent_problem *problem, const ent_elimination *plan,
                         uint64_t limit) {
    static const int64_t zeros[ENT_PRINCIPALS_MAX];
    *self = (search){.problem = problem, .plan = plan, .limit = limit, .stride = 1};
    self->before = zeros;
    if (!reserve_rows(&self->counts, 1, 0))
        return false;
    self->counts.packages[0] = 1;
    return true;
}

static void end_search(search *self) {
    free_rows(&self->counts);
    free_rows(&self->after);
    free_rows(&self->gathered);
    free(self->pairs[0]);
    free(self->pairs[1]);
    free(self->runs);
}

ent_status ent_frontier_find(const ent_problem *problem, const ent_elimination *plan,
                             uint64_t limit, ent_frontier *frontier) {
    search self;
    ent_status status = start_search(&self, problem, plan, limit) ? ENT_OK : ENT_ERR_NOMEM;
    *frontier = (ent_frontier){.issues = plan->issues};
    frontier->layers = ent_malloc(plan->issues * sizeof *frontier->layers);
    size_t *counts = ent_malloc(plan->issues * sizeof *counts);
    if (frontier->layers)
        memset(frontier->layers, 0, plan->issues * sizeof *frontier->layers);
    if (!frontier->layers || !counts)
        status = ENT_ERR_NOMEM;
    if (!status)
        status = fill_layers(&self, frontier, counts);
    free(counts);
    end_search(&self);
    if (status)
        ent_frontier_clear(frontier);
    return status;
}

/* How many packages pay a vector does not matter here: one each. */
static bool stand_before(search *self, size_t at, const ent_points *layers) {
    if (at == 0)
        return true;
    const size_t count = layers[at - 1].start[self->plan->layers[at - 1].states];
    if (!reserve_rows(&self->counts, count, 0))
        return false;
    for (size_t i = 0; i < count; i++)
        self->counts.packages[i] = 1;
    self->before = layers[at - 1].payoff;
    return true;
}

ent_status ent_frontier_refill(const ent_problem *problem, const ent_elimination *plan,
                               size_t first, size_t last, ent_points *layers) {
    search self;
    ent_status status =
        start_search(&self, problem, plan, UINT64_MAX) && stand_before(&self, first, layers)
            ? ENT_OK
            : ENT_ERR_NOMEM;
    for (size_t at = first; at <= last && !status; at++)
        status = fill_layer(&self, at, layers);
    end_search(&self);
    return status;
}

void ent_points_clear(ent_points *points) {
    free(points->start);
    free(points->payoff);
    *points = (ent_points){0};
}

void ent_frontier_clear(ent_frontier *frontier) {
    for (size_t at = 0; frontier->layers && at < frontier->issues; at++)
        ent_points_clear(&frontier->layers[at]);
    free(frontier->layers);
    free(frontier->packages);
    *frontier = (ent_frontier){0};
}
