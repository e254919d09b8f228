/*
 * Counting from both ends.
 *
 * A cell is a payoff vector with the number of partial packages that have it. Cells grow forwards
 * from the first layer and backwards from the last to a middle one, where a half and a half make a
 * package if together they reach the thresholds; so 10^12 packages take two halves of 10^6. For two
 * parties the pairs are counted by a sweep over the first payoff and a tree of sums over the
 * second.
 *
 * Forwards, what can no longer reach a threshold is dropped, and what can no longer miss it is set
 * to the least payoff that is as safe.
 */
#include "deals/count.h"

#include "base/natural.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_A_SIDE 4

typedef enum rounding { ROUND_NOT, ROUND_DOWN, ROUND_UP } rounding;

/* Cells of all states of a layer; a row is `keys` payoffs, then `limbs` words of a natural. */
typedef struct cells {
    size_t *start; /* [states + 1] */
    uint64_t *rows;
    size_t count;
    size_t room;
} cells;

typedef struct counter {
    const ent_problem *problem;
    const ent_elimination *plan;
    size_t keys;
    size_t limbs;
    size_t width; /* words of a row */
    size_t cells_max;
    rounding round;
    int64_t step[ENT_PRINCIPALS_MAX];
    uint32_t *table; /* row + 1 of the state being filled; 0 is free */
    size_t buckets;
} counter;

static int64_t round_payoff(const counter *self, size_t p, int64_t payoff) {
    if (self->round == ROUND_NOT || self->step[p] <= 1)
        return payoff;
    const int64_t step = self->step[p];
    int64_t rest = payoff % step;
    rest += rest < 0 ? step : 0;
    return self->round == ROUND_DOWN || rest == 0 ? payoff - rest : payoff - rest + step;
}

static size_t hash_keys(const uint64_t *keys, size_t count) {
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (size_t k = 0; k < count; k++) {
        hash = (hash ^ keys[k]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 31;
    }
    return (size_t)hash;
}

static bool grow_table(counter *self, const cells *to, size_t first) {
    const size_t buckets = self->buckets ? 2 * self->buckets : 1024;
    uint32_t *table = ent_malloc(buckets * sizeof *table);
    if (!table)
        return false;
    free(self->table);
    self->table = table;
    self->buckets = buckets;
    memset(table, 0, buckets * sizeof *table);
    for (size_t i = first; i < to->count; i++) {
        size_t b = hash_keys(to->rows + i * self->width, self->keys) & (buckets - 1);
        while (table[b])
            b = (b + 1) & (buckets - 1);
        table[b] = (uint32_t)(i - first) + 1;
    }
    return true;
}

static bool reserve_row(const counter *self, cells *to) {
    if (to->count < to->room)
        return true;
    const size_t room = to->room ? 2 * to->room : 256;
    uint64_t *rows = ent_realloc(to->rows, room * self->width * sizeof *rows);
    if (!rows)
        return false;
    to->rows = rows;
    to->room = room;
    return true;
}

/* Add `number` packages with the payoffs `keys` to the state whose rows begin at `first`. */
static ent_status add_cell(counter *self, cells *to, size_t first, const uint64_t *keys,
                           const uint64_t *number) {
    if (2 * (to->count - first + 1) > self->buckets && !grow_table(self, to, first))
        return ENT_ERR_NOMEM;
    size_t b = hash_keys(keys, self->keys) & (self->buckets - 1);
    for (; self->table[b]; b = (b + 1) & (self->buckets - 1)) {
        uint64_t *row = to->rows + (first + self->table[b] - 1) * self->width;
        if (self->keys == 0 || !memcmp(row, keys, self->keys * sizeof *row)) {
            ent_natural_add(row + self->keys, number, self->limbs);
            return ENT_OK;
        }
    }
    if (to->count >= self->cells_max)
        return ENT_ERR_LIMIT;
    if (!reserve_row(self, to))
        return ENT_ERR_NOMEM;
    self->table[b] = (uint32_t)(to->count - first) + 1;
    uint64_t *row = to->rows + to->count++ * self->width;
    if (self->keys)
        memcpy(row, keys, self->keys * sizeof *row);
    memcpy(row + self->keys, number, self->limbs * sizeof *row);
    return ENT_OK;
}

/* Forwards: false if a threshold is out of reach from here. */
static bool clamp_keys(const counter *self, const ent_layer *layer, uint32_t state, int64_t *keys) {
    for (size_t p = 0; p < self->keys; p++) {
        const int64_t threshold = self->problem->threshold[p];
        const int64_t safe = threshold - layer->least[state * self->problem->parties + p];
        if (keys[p] + layer->most[state * self->problem->parties + p] < threshold)
            return false;
        if (keys[p] > safe)
            keys[p] = safe;
    }
    return true;
}

/* One arc: the cells of state `from`, shifted. Rounding never crosses the bound that clamps. */
static ent_status follow_arc(counter *self, const ent_layer *layer, const ent_arc *arc,
                             const cells *before, uint32_t from, const uint32_t *forward_to,
                             cells *to, size_t first) {
    int64_t keys[ENT_PRINCIPALS_MAX] = {0};
    for (size_t i = before->start[from]; i < before->start[from + 1]; i++) {
        const uint64_t *row = before->rows + i * self->width;
        for (size_t p = 0; p < self->keys; p++)
            keys[p] = round_payoff(self, p,
                                   (int64_t)row[p] +
                                       ent_arc_payoff(self->problem, self->plan, layer, arc, p));
        if (forward_to && !clamp_keys(self, layer, *forward_to, keys))
            continue;
        uint64_t words[ENT_PRINCIPALS_MAX];
        memcpy(words, keys, sizeof words);
        const ent_status status = add_cell(self, to, first, words, row + self->keys);
        if (status)
            return status;
    }
    return ENT_OK;
}

static void begin_state(counter *self) {
    if (self->table)
        memset(self->table, 0, self->buckets * sizeof *self->table);
}

static bool is_dead(const counter *self, const ent_layer *layer, uint32_t state) {
    return layer->most[state * self->problem->parties] == ENT_DEAD;
}

static ent_status forward_layer(counter *self, size_t at, const cells *before, cells *after) {
    const ent_layer *layer = &self->plan->layers[at];
    after->count = 0;
    for (uint32_t s = 0; s < layer->states; s++) {
        const size_t first = after->count;
        after->start[s] = first;
        begin_state(self);
        for (size_t a = layer->start[s]; a < layer->start[s + 1] && !is_dead(self, layer, s); a++) {
            const ent_status status = follow_arc(self, layer, &layer->arcs[a], before,
                                                 layer->arcs[a].from, &s, after, first);
            if (status)
                return status;
        }
    }
    after->start[layer->states] = after->count;
    return ENT_OK;
}

/* Arcs of a layer by the state they leave: [states before + 1] starts, then arc numbers. */
static bool index_by_source(const ent_elimination *plan, size_t at, size_t **start,
                            uint32_t **arcs) {
    const ent_layer *layer = &plan->layers[at];
    const size_t states = ent_states_before(plan, at);
    *start = ent_malloc((states + 2) * sizeof **start);
    *arcs = ent_malloc((layer->arcs_count + 1) * sizeof **arcs);
    if (!*start || !*arcs)
        return false;
    memset(*start, 0, (states + 2) * sizeof **start);
    for (size_t a = 0; a < layer->arcs_count; a++)
        (*start)[layer->arcs[a].from + 2]++;
    for (size_t s = 2; s < states + 2; s++)
        (*start)[s] += (*start)[s - 1];
    for (size_t a = 0; a < layer->arcs_count; a++)
        (*arcs)[(*start)[layer->arcs[a].from + 1]++] = (uint32_t)a;
    return true;
}

static ent_status backward_layer(counter *self, size_t at, const cells *after, cells *before) {
    const ent_layer *layer = &self->plan->layers[at];
    const size_t states = ent_states_before(self->plan, at);
    size_t *start = NULL;
    uint32_t *arcs = NULL;
    ent_status status = index_by_source(self->plan, at, &start, &arcs) ? ENT_OK : ENT_ERR_NOMEM;
    before->count = 0;
    for (uint32_t s = 0; s < states && !status; s++) {
        const size_t first = before->count;
        before->start[s] = first;
        begin_state(self);
        for (size_t a = start[s]; a < start[s + 1] && !status; a++) {
            const ent_arc *arc = &layer->arcs[arcs[a]];
            status = follow_arc(self, layer, arc, after, arc->to, NULL, before, first);
        }
    }
    before->start[states] = before->count;
    free(start);
    free(arcs);
    return status;
}

static void free_cells(cells *of) {
    free(of->start);
    free(of->rows);
    *of = (cells){0};
}

/* One cell without payoff in each of `states` states. */
static bool seed_cells(counter *self, cells *of, size_t states) {
    const uint64_t none[ENT_PRINCIPALS_MAX] = {0};
    uint64_t *one = ent_malloc(self->limbs * sizeof *one);
    bool done = one != NULL;
    if (done) {
        memset(one, 0, self->limbs * sizeof *one);
        one[0] = 1;
    }
    for (size_t s = 0; s < states && done; s++) {
        of->start[s] = of->count;
        begin_state(self);
        done = add_cell(self, of, of->count, none, one) == ENT_OK;
    }
    of->start[states] = of->count;
    free(one);
    return done;
}

static bool allocate_starts(const counter *self, cells *a, cells *b) {
    size_t states = 1;
    for (size_t at = 0; at < self->plan->issues; at++)
        states = self->plan->layers[at].states > states ? self->plan->layers[at].states : states;
    a->start = ent_malloc((states + 1) * sizeof *a->start);
    b->start = ent_malloc((states + 1) * sizeof *b->start);
    return a->start && b->start;
}

/* Cells of the states before layer `middle`, from the front or from the back. */
static ent_status sweep(counter *self, size_t middle, bool forward, cells *result) {
    cells now = {0};
    cells next = {0};
    const size_t issues = self->plan->issues;
    const size_t seeds = forward ? 1 : self->plan->layers[issues - 1].states;
    const size_t cells_max = self->cells_max;
    self->cells_max = SIZE_MAX; /* the seeds do not count */
    ent_status status = allocate_starts(self, &now, &next) && seed_cells(self, &now, seeds)
                            ? ENT_OK
                            : ENT_ERR_NOMEM;
    self->cells_max = cells_max;
    const size_t steps = forward ? middle : issues - middle;
    for (size_t i = 0; i < steps && !status; i++) {
        status = forward ? forward_layer(self, i, &now, &next)
                         : backward_layer(self, issues - 1 - i, &now, &next);
        const cells spare = now;
        now = next;
        next = spare;
    }
    free_cells(&next);
    if (status)
        free_cells(&now);
    else
        *result = now;
    return status;
}

typedef struct half {
    int64_t first;
    int64_t second;
    uint32_t row;
} half;

static int falling_first(const void *a, const void *b) {
    const half *x = a;
    const half *y = b;
    if (x->first != y->first)
        return x->first > y->first ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int rising_second(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static half *list_halves(const counter *self, const cells *of, size_t state) {
    const size_t count = of->start[state + 1] - of->start[state];
    half *halves = ent_malloc((count + 1) * sizeof *halves);
    for (size_t i = 0; halves && i < count; i++) {
        const uint64_t *row = of->rows + (of->start[state] + i) * self->width;
        halves[i] = (half){self->keys > 0 ? (int64_t)row[0] : 0,
                           self->keys > 1 ? (int64_t)row[1] : 0, (uint32_t)(of->start[state] + i)};
    }
    if (halves)
        qsort(halves, count, sizeof *halves, falling_first);
    return halves;
}

static const uint64_t *cell_number(const counter *self, const cells *of, uint32_t row) {
    return of->rows + row * self->width + self->keys;
}

/* Rank from 1 of the first of the ascending `values` that is at least `least`. */
static size_t rank_of(const int64_t *values, size_t count, int64_t least) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (values[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1;
}

/* Up to two payoffs: take right halves by falling first payoff into a tree of sums by the second.
 */
static bool pair_by_sweep(const counter *self, const cells *front, const half *left,
                          size_t left_count, const cells *back, const half *right,
                          size_t right_count, uint64_t *total) {
    const size_t limbs = self->limbs;
    int64_t *seconds = ent_malloc((right_count + 1) * sizeof *seconds);
    uint64_t *tree = ent_malloc((right_count + 1) * limbs * sizeof *tree);
    uint64_t *sum = ent_malloc(limbs * sizeof *sum);
    const bool done = seconds && tree && sum;
    if (done) {
        memset(tree, 0, (right_count + 1) * limbs * sizeof *tree);
        for (size_t i = 0; i < right_count; i++)
            seconds[i] = right[i].second;
        qsort(seconds, right_count, sizeof *seconds, rising_second);
    }
    const int64_t need_first = self->keys > 0 ? self->problem->threshold[0] : 0;
    const int64_t need_second = self->keys > 1 ? self->problem->threshold[1] : 0;
    size_t taken = 0;
    for (size_t i = left_count; done && i-- > 0;) { /* rising first payoff */
        for (; taken < right_count && left[i].first + right[taken].first >= need_first; taken++)
            for (size_t r = rank_of(seconds, right_count, right[taken].second); r; r &= r - 1)
                ent_natural_add(tree + r * limbs, cell_number(self, back, right[taken].row), limbs);
        memset(sum, 0, limbs * sizeof *sum);
        for (size_t r = rank_of(seconds, right_count, need_second - left[i].second);
             r <= right_count; r += r & -r)
            ent_natural_add(sum, tree + r * limbs, limbs);
        ent_natural_add_product(total, cell_number(self, front, left[i].row), sum, limbs);
    }
    free(seconds);
    free(tree);
    free(sum);
    return done;
}

static bool together_reach(const counter *self, const uint64_t *a, const uint64_t *b) {
    for (size_t p = 1; p < self->keys; p++)
        if ((int64_t)a[p] + (int64_t)b[p] < self->problem->threshold[p])
            return false;
    return true;
}

static bool pair_one_by_one(const counter *self, const cells *front, const half *left,
                            size_t left_count, const cells *back, const half *right,
                            size_t right_count, uint64_t *total) {
    uint64_t *sum = ent_malloc(self->limbs * sizeof *sum);
    for (size_t i = 0; sum && i < left_count; i++) {
        const uint64_t *row = front->rows + left[i].row * self->width;
        memset(sum, 0, self->limbs * sizeof *sum);
        for (size_t k = 0;
             k < right_count && left[i].first + right[k].first >= self->problem->threshold[0]; k++)
            if (together_reach(self, row, back->rows + right[k].row * self->width))
                ent_natural_add(sum, cell_number(self, back, right[k].row), self->limbs);
        ent_natural_add_product(total, row + self->keys, sum, self->limbs);
    }
    const bool done = sum != NULL;
    free(sum);
    return done;
}

static bool pair_state(const counter *self, const cells *front, const cells *back, size_t state,
                       uint64_t *total) {
    const size_t left_count = front->start[state + 1] - front->start[state];
    const size_t right_count = back->start[state + 1] - back->start[state];
    if (left_count == 0 || right_count == 0)
        return true;
    half *left = list_halves(self, front, state);
    half *right = list_halves(self, back, state);
    const bool done = left && right &&
                      (self->keys <= 2 ? pair_by_sweep : pair_one_by_one)(
                          self, front, left, left_count, back, right, right_count, total);
    free(left);
    free(right);
    return done;
}

/* The layer that cuts the options most evenly. */
static size_t middle_layer(const counter *self) {
    double whole = 0;
    double front = 0;
    for (size_t j = 0; j < self->problem->issues; j++)
        whole += (double)self->problem->options_count[j] - 1;
    for (size_t at = 0; at < self->plan->issues; at++) {
        front += (double)self->problem->options_count[self->plan->layers[at].issue] - 1;
        if (2 * front >= whole)
            return at + 1;
    }
    return self->plan->issues;
}

static ent_status count_once(counter *self, uint64_t *total) {
    cells front = {0};
    cells back = {0};
    const size_t middle = middle_layer(self);
    memset(total, 0, self->limbs * sizeof *total);
    ent_status status = sweep(self, middle, true, &front);
    if (!status)
        status = sweep(self, middle, false, &back);
    const size_t states = ent_states_before(self->plan, middle);
    for (size_t s = 0; s < states && !status; s++)
        status = pair_state(self, &front, &back, s, total) ? ENT_OK : ENT_ERR_NOMEM;
    free_cells(&front);
    free_cells(&back);
    return status;
}

/* Enough limbs for the number of all packages, rules or not. */
static size_t limbs_for(const ent_problem *problem) {
    size_t bits = 1;
    for (size_t j = 0; j < problem->issues; j++)
        for (uint32_t options = problem->options_count[j] - 1; options; options >>= 1)
            bits++;
    return bits / 64 + 1;
}

/* Steps that leave some `cells_max` cells a layer: a half spans half the range, and its cells lie
 * along a diagonal, so a side takes more steps than the square root of the cells. */
static void choose_steps(counter *self) {
    double side = 1;
    const double room = (double)self->cells_max / (double)self->plan->states_max;
    double cells_now = 1;
    while (cells_now < room) {
        side += 1;
        cells_now = 1;
        for (size_t p = 0; p < self->keys; p++)
            cells_now *= side;
    }
    for (size_t p = 0; p < self->keys; p++) {
        const int64_t range = self->plan->root_most[p] - self->plan->root_least[p];
        self->step[p] = 1 + (int64_t)((double)range / (STEPS_A_SIDE * (side > 4 ? side : 4)));
    }
}

/* Rounded payoffs; if even they are too many, the bound that always holds. */
static ent_status bound_count(counter *self, rounding round, size_t cells_max, uint64_t *total) {
    self->round = round;
    self->cells_max = cells_max;
    choose_steps(self);
    self->cells_max = 64 * cells_max;
    ent_status status = count_once(self, total);
    if (status != ENT_ERR_LIMIT)
        return status;
    memset(total, 0, self->limbs * sizeof *total);
    if (round == ROUND_DOWN)
        return ENT_OK;
    total[0] = 1;
    for (size_t j = 0; j < self->problem->issues; j++)
        ent_natural_scale(total, self->problem->options_count[j], self->limbs);
    return ENT_OK;
}

static ent_status count_all(ent_arena *arena, counter *self, size_t cells_max, uint64_t *low,
                            uint64_t *high, ent_count *count) {
    self->cells_max = self->keys ? cells_max : SIZE_MAX;
    ent_status status = count_once(self, low);
    *count = (ent_count){.exact = status == ENT_OK};
    if (status == ENT_ERR_LIMIT) {
        status = bound_count(self, ROUND_DOWN, cells_max / 8 + 1, low);
        if (!status)
            status = bound_count(self, ROUND_UP, cells_max / 8 + 1, high);
    } else if (!status) {
        memcpy(high, low, self->limbs * sizeof *high);
    }
    if (status)
        return status;
    count->low = ent_natural_text(arena, low, self->limbs);
    count->high = ent_natural_text(arena, high, self->limbs);
    count->exact = count->exact || !ent_natural_compare(low, high, self->limbs);
    return count->low && count->high ? ENT_OK : ENT_ERR_NOMEM;
}

ent_status ent_problem_count(ent_arena *arena, const ent_problem *problem,
                             const ent_elimination *plan, size_t cells_max, ent_count *count) {
    counter self = {.problem = problem, .plan = plan};
    self.keys = problem->threshold ? problem->parties : 0;
    self.limbs = limbs_for(problem);
    self.width = self.keys + self.limbs;
    cells_max = cells_max ? cells_max : ENT_COUNT_CELLS;
    if (self.keys > 2 && cells_max > ENT_COUNT_CELLS / 8)
        cells_max = ENT_COUNT_CELLS / 8; /* pairs are taken one by one */
    uint64_t *low = ent_malloc(self.limbs * sizeof *low);
    uint64_t *high = ent_malloc(self.limbs * sizeof *high);
    const ent_status status =
        low && high ? count_all(arena, &self, cells_max, low, high, count) : ENT_ERR_NOMEM;
    free(low);
    free(high);
    free(self.table);
    return status;
}
