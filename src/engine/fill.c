/*
 * The list of a state is the merge of the lists that lead into it, each shifted by what its option
 * pays; two parties need one comparison a step, more need dominance.c.
 */
#include "engine/fill.h"

#include <stdlib.h>
#include <string.h>

/* Two parties: one row. Lists are staircases, `a` falling and `b` rising. */
struct engine_pair {
    int64_t a;
    int64_t b;
    uint64_t packages;
};

typedef engine_pair pair;

static uint64_t add_packages(uint64_t a, uint64_t b) {
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

bool engine_rows_reserve(engine_rows *rows, size_t more, size_t parties) {
    if (rows->count + more <= rows->room)
        return true;
    size_t room = rows->room ? rows->room : 256;
    while (room < rows->count + more)
        room *= 2;
    int64_t *payoff = base_realloc(rows->payoff, (room * parties + 1) * sizeof *payoff);
    if (!payoff)
        return false;
    rows->payoff = payoff;
    uint64_t *packages = base_realloc(rows->packages, room * sizeof *packages);
    if (!packages)
        return false;
    rows->packages = packages;
    rows->room = room;
    return true;
}

void engine_rows_clear(engine_rows *rows) {
    free(rows->payoff);
    free(rows->packages);
    *rows = (engine_rows){0};
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

#define BLOCK 4096 /* rows between two steps of the watch */

/* Where to look at the watch again: at the end, where nobody watches. */
static size_t block_end(const ent_watch *watch, size_t at, size_t count) {
    return !watch || count - at < BLOCK ? count : at + BLOCK;
}

/* How many rows there are; SIZE_MAX if the watch ends it. */
static size_t merge_pairs(const pair *left, size_t left_count, const pair *right,
                          size_t right_count, pair *to, const int64_t *noise, ent_watch *watch) {
    size_t count = 0;
    size_t l = 0;
    size_t r = 0;
    while (l < left_count && r < right_count) {
        const size_t l_end = block_end(watch, l, left_count);
        const size_t r_end = block_end(watch, r, right_count);
        while (l < l_end && r < r_end) {
            const bool take_left =
                left[l].a > right[r].a || (left[l].a == right[r].a && left[l].b >= right[r].b);
            count = push_pair(to, count, take_left ? left[l++] : right[r++], noise);
        }
        if (!base_watch_step(watch, BLOCK))
            return SIZE_MAX;
    }
    while (l < left_count && base_watch_step(watch, BLOCK))
        for (const size_t end = block_end(watch, l, left_count); l < end; l++)
            count = push_pair(to, count, left[l], noise);
    while (r < right_count && base_watch_step(watch, BLOCK))
        for (const size_t end = block_end(watch, r, right_count); r < end; r++)
            count = push_pair(to, count, right[r], noise);
    return l == left_count && r == right_count ? count : SIZE_MAX;
}

/* Rows of state `from`, shifted; those that can no longer reach the thresholds stay out. */
static size_t shift_pairs(const engine_filler *self, uint32_t from, int64_t add_a, int64_t add_b,
                          const int64_t *most, pair *to) {
    const int64_t *threshold = self->problem->threshold;
    const int64_t least_a = threshold ? threshold[0] - most[0] : INT64_MIN;
    const int64_t least_b = threshold ? threshold[1] - most[1] : INT64_MIN;
    const size_t end = self->start_before[from + 1];
    size_t count = 0;
    for (size_t i = self->start_before[from]; i < end;) {
        const size_t block = block_end(self->inner, i, end);
        if (!base_watch_step(self->inner, block - i))
            return 0; /* the whole question ends */
        for (; i < block; i++) {
            const pair row = {self->before[2 * i] + add_a, self->before[2 * i + 1] + add_b,
                              self->packages_before[i]};
            if (row.a >= least_a && row.b >= least_b)
                to[count++] = row;
        }
    }
    return count;
}

static bool reserve_scratch(engine_filler *self, size_t pairs, size_t runs) {
    if (self->problem->parties == 2 && pairs > self->pairs_room) {
        for (int i = 0; i < 2; i++) {
            pair *grown = base_realloc(self->pairs[i], 2 * pairs * sizeof *grown);
            if (!grown)
                return false;
            self->pairs[i] = grown;
        }
        self->pairs_room = 2 * pairs;
    }
    if (runs > self->runs_room) {
        size_t *grown = base_realloc(self->runs, 2 * runs * sizeof *grown);
        if (!grown)
            return false;
        self->runs = grown;
        self->runs_room = 2 * runs;
    }
    return true;
}

/* Merge neighbouring runs until one is left; which of the two buffers holds it, or -1 if the watch
 * ends it. */
static int merge_runs(engine_filler *self, size_t runs, size_t *count) {
    int now = 0;
    while (runs > 1) {
        size_t made = 0;
        size_t at = 0;
        for (size_t r = 0; r < runs; r += 2) {
            const pair *left = self->pairs[now] + self->runs[r];
            const size_t left_count = self->runs[r + 1] - self->runs[r];
            const pair *right = self->pairs[now] + self->runs[r + 1];
            const size_t right_count = r + 1 < runs ? self->runs[r + 2] - self->runs[r + 1] : 0;
            const size_t length =
                merge_pairs(left, left_count, right, right_count, self->pairs[!now] + at,
                            self->problem->noise, self->inner);
            if (length == SIZE_MAX)
                return -1;
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

static bool fill_state_of_two(engine_filler *self, const engine_layer *layer, uint32_t state) {
    size_t made = 0;
    size_t runs = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const engine_arc *arc = &layer->arcs[a];
        const size_t length = shift_pairs(
            self, arc->from, engine_arc_payoff(self->problem, self->plan, layer, arc, 0),
            engine_arc_payoff(self->problem, self->plan, layer, arc, 1), layer->most + 2 * state,
            self->pairs[0] + made);
        if (length == 0)
            continue;
        self->runs[runs++] = made;
        made += length;
    }
    self->runs[runs] = made;
    size_t count = 0;
    const int merged = merge_runs(self, runs, &count);
    if (merged < 0 || !engine_rows_reserve(&self->rows, count, 2))
        return false;
    const pair *rows = self->pairs[merged];
    for (size_t i = 0; i < count; i++) {
        const size_t at = self->rows.count++;
        self->rows.payoff[2 * at] = rows[i].a;
        self->rows.payoff[2 * at + 1] = rows[i].b;
        self->rows.packages[at] = rows[i].packages;
    }
    return true;
}

static bool can_reach(const engine_problem *problem, const int64_t *payoff, const int64_t *most) {
    for (size_t p = 0; problem->threshold && p < problem->parties; p++)
        if (payoff[p] + most[p] < problem->threshold[p])
            return false;
    return true;
}

/* The rows of state `from`, shifted; those that can no longer reach the thresholds stay out. */
static void shift_rows(const engine_filler *self, uint32_t from, const int64_t *pays,
                       const int64_t *most, engine_rows *to) {
    const size_t parties = self->problem->parties;
    for (size_t i = self->start_before[from]; i < self->start_before[from + 1]; i++) {
        int64_t *row = to->payoff + to->count * parties;
        for (size_t p = 0; p < parties; p++)
            row[p] = self->before[i * parties + p] + pays[p];
        to->packages[to->count] = self->packages_before[i];
        to->count += can_reach(self->problem, row, most);
    }
}

static bool fill_state_of_many(engine_filler *self, const engine_layer *layer, uint32_t state) {
    const size_t parties = self->problem->parties;
    engine_rows *to = &self->gathered;
    to->count = 0;
    size_t runs = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const engine_arc *arc = &layer->arcs[a];
        int64_t pays[ENT_PRINCIPALS_MAX];
        for (size_t p = 0; p < parties; p++)
            pays[p] = engine_arc_payoff(self->problem, self->plan, layer, arc, p);
        if (!engine_rows_reserve(
                to, self->start_before[arc->from + 1] - self->start_before[arc->from], parties))
            return false;
        self->runs[runs++] = to->count;
        shift_rows(self, arc->from, pays, layer->most + state * parties, to);
        if (!base_watch_step(self->inner, parties * (self->start_before[arc->from + 1] -
                                                     self->start_before[arc->from])))
            return false;
    }
    self->runs[runs] = to->count;
    if (!engine_rows_keep_best(to, parties, self->runs, runs, self->problem->noise, self->inner) ||
        !engine_rows_reserve(&self->rows, to->count, parties))
        return false;
    if (to->count == 0)
        return true;
    memcpy(self->rows.payoff + self->rows.count * parties, to->payoff,
           to->count * parties * sizeof *to->payoff);
    memcpy(self->rows.packages + self->rows.count, to->packages, to->count * sizeof *to->packages);
    self->rows.count += to->count;
    return true;
}

static bool fill_state(engine_filler *self, const engine_layer *layer, uint32_t state) {
    const size_t arcs = layer->start[state + 1] - layer->start[state];
    size_t rows = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++)
        rows +=
            self->start_before[layer->arcs[a].from + 1] - self->start_before[layer->arcs[a].from];
    if (rows == 0 || layer->most[state * self->problem->parties] == ENGINE_DEAD)
        return true;
    self->inner = rows >= BLOCK ? self->watch : NULL;
    if (!base_watch_step(self->watch, rows) || !reserve_scratch(self, rows, arcs + 1))
        return false;
    return self->problem->parties == 2 ? fill_state_of_two(self, layer, state)
                                       : fill_state_of_many(self, layer, state);
}

void engine_filler_run(engine_filler *self, atomic_uint_least64_t *left) {
    const engine_layer *layer = &self->plan->layers[self->at];
    self->rows.count = 0;
    self->status = ENT_OK;
    for (size_t state = self->first; state < self->end && !self->status; state++) {
        const size_t before = self->rows.count;
        if (!base_watch_step(self->watch, 1) || !fill_state(self, layer, (uint32_t)state)) {
            self->status = base_watch_ended(self->watch) ? ENT_ERR_STOPPED : ENT_ERR_NOMEM;
            return;
        }
        self->ends[state] = self->rows.count;
        const size_t made = self->rows.count - before;
        if (atomic_fetch_sub(left, made) < made) {
            atomic_store(left, 0);
            self->status = ENT_ERR_LIMIT;
        }
    }
}

void engine_filler_clear(engine_filler *self) {
    engine_rows_clear(&self->rows);
    engine_rows_clear(&self->gathered);
    free(self->pairs[0]);
    free(self->pairs[1]);
    free(self->runs);
}
