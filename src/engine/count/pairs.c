/*
 * Halves that make a package. For up to two parties the pairs are counted by a sweep over the first
 * payoff and a tree of sums over the second; for more, a tree of boxes over the back halves says of
 * most of them at once that all or none of them do.
 */
#include "engine/count/cells.h"

#include "base/natural.h"

#include <stdlib.h>
#include <string.h>

typedef struct pairing {
    const count_tally *tally;
    const count_cell_list *front;
    const count_cell_list *back;
    size_t state;
    uint64_t *total;
    uint64_t *sum;  /* [limbs] */
    uint64_t steps; /* pairs of boxes that may still be looked at */
} pairing;

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

static int rising(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static half *list_halves(const count_tally *tally, const count_cell_list *of, size_t state) {
    const size_t count = of->start[state + 1] - of->start[state];
    half *halves = base_malloc((count + 1) * sizeof *halves);
    if (!halves)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const uint64_t *row = print_cell(tally, of, of->start[state] + i);
        halves[i] = (half){tally->keys > 0 ? (int64_t)row[0] : 0,
                           tally->keys > 1 ? (int64_t)row[1] : 0, (uint32_t)(of->start[state] + i)};
    }
    qsort(halves, count, sizeof *halves, falling_first);
    return halves;
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

/* Back halves by falling first payoff, taken into a tree of sums by the second. */
static void sweep(const pairing *self, const half *left, size_t left_count, const half *right,
                  size_t right_count, const int64_t *seconds, uint64_t *tree) {
    const count_tally *tally = self->tally;
    const size_t limbs = tally->limbs;
    const int64_t need_first = tally->keys > 0 ? tally->problem->threshold[0] : 0;
    const int64_t need_second = tally->keys > 1 ? tally->problem->threshold[1] : 0;
    size_t taken = 0;
    for (size_t i = left_count; i-- > 0;) { /* rising first payoff */
        if (!base_watch_each(tally->problem->watch, i, 64))
            return;
        for (; taken < right_count && left[i].first + right[taken].first >= need_first &&
               base_watch_each(tally->problem->watch, taken + 1, 64);
             taken++)
            for (size_t r = rank_of(seconds, right_count, right[taken].second); r; r &= r - 1)
                base_natural_add(tree + r * limbs,
                                 count_cell_number(tally, self->back, right[taken].row), limbs);
        memset(self->sum, 0, limbs * sizeof *self->sum);
        for (size_t r = rank_of(seconds, right_count, need_second - left[i].second);
             r <= right_count; r += r & -r)
            base_natural_add(self->sum, tree + r * limbs, limbs);
        base_natural_add_product(self->total, count_cell_number(tally, self->front, left[i].row),
                                 self->sum, limbs);
    }
}

static ent_status pair_by_sweep(pairing *self) {
    const count_tally *tally = self->tally;
    const size_t left_count = self->front->start[self->state + 1] - self->front->start[self->state];
    const size_t right_count = self->back->start[self->state + 1] - self->back->start[self->state];
    half *left = list_halves(tally, self->front, self->state);
    half *right = list_halves(tally, self->back, self->state);
    int64_t *seconds = base_malloc((right_count + 1) * sizeof *seconds);
    uint64_t *tree = base_malloc((right_count + 1) * tally->limbs * sizeof *tree);
    const bool done = left && right && seconds && tree;
    if (done) {
        memset(tree, 0, (right_count + 1) * tally->limbs * sizeof *tree);
        for (size_t i = 0; i < right_count; i++)
            seconds[i] = right[i].second;
        qsort(seconds, right_count, sizeof *seconds, rising);
        sweep(self, left, left_count, right, right_count, seconds, tree);
    }
    free(left);
    free(right);
    free(seconds);
    free(tree);
    return done ? ENT_OK : ENT_ERR_NOMEM;
}

/* Cells of a state under a tree of boxes: children 2i + 1 and 2i + 2 of box i hold half of its rows
 * each. Rows stand along a Z-shaped curve through their payoffs, so that boxes are small. */
typedef struct box_tree {
    const count_tally *tally;
    const count_cell_list *of;
    uint32_t *rows; /* [count] */
    int64_t *keys;  /* [count x keys] of the rows, in this order */
    size_t *from;   /* [boxes + 1] rows of box i: from[i] up to to[i] */
    size_t *to;
    int64_t *least; /* [boxes x keys] */
    int64_t *most;
    uint64_t *sums; /* [boxes x limbs] packages in the box */
    size_t boxes;
} box_tree;

#define STEPS_A_CELL 256 /* pairs of boxes for a cell that is allowed */
#define LEAF         8
#define STACK        256 /* two trees of at most 2^32 rows */

static int64_t key_of(const box_tree *self, size_t i, size_t p) {
    return (int64_t)print_cell(self->tally, self->of, self->rows[i])[p];
}

/* The same once the rows are in order and their keys lie side by side. */
static const int64_t *keys_of(const box_tree *self, size_t i) {
    return self->keys + i * self->tally->keys;
}

static const uint64_t *number_of(const box_tree *self, size_t i) {
    return count_cell_number(self->tally, self->of, self->rows[i]);
}

typedef struct place {
    uint64_t code;
    uint32_t row;
} place;

static int rising_code(const void *a, const void *b) {
    const place *x = a;
    const place *y = b;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The leading bits of every payoff in turn, each measured within its range. */
static uint64_t curve_code(const box_tree *self, size_t i, const int64_t *least,
                           const int64_t *most) {
    const size_t keys = self->tally->keys;
    const unsigned bits = keys < 4 ? 16 : (unsigned)(64 / keys);
    uint64_t code = 0;
    for (size_t p = 0; p < keys; p++) {
        const double range = (double)(most[p] - least[p]) + 1;
        const uint64_t place_of =
            (uint64_t)((double)(key_of(self, i, p) - least[p]) / range * (double)(1u << bits));
        for (unsigned b = 0; b < bits; b++)
            code |= (place_of >> b & 1) << (b * keys + p);
    }
    return code;
}

static bool order_rows(box_tree *self, size_t count) {
    int64_t least[ENT_PRINCIPALS_MAX] = {0};
    int64_t most[ENT_PRINCIPALS_MAX] = {0};
    place *places = base_malloc((count + 1) * sizeof *places);
    if (!places)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < self->tally->keys; p++) {
            const int64_t key = key_of(self, i, p);
            least[p] = i == 0 || key < least[p] ? key : least[p];
            most[p] = i == 0 || key > most[p] ? key : most[p];
        }
    for (size_t i = 0; i < count; i++)
        places[i] = (place){curve_code(self, i, least, most), self->rows[i]};
    qsort(places, count, sizeof *places, rising_code);
    for (size_t i = 0; i < count; i++) {
        self->rows[i] = places[i].row;
        memcpy(self->keys + i * self->tally->keys, print_cell(self->tally, self->of, places[i].row),
               self->tally->keys * sizeof *self->keys);
    }
    free(places);
    return true;
}

/* Children before parents: from the last box to the first. */
static void measure_box(box_tree *self, size_t at) {
    const size_t keys = self->tally->keys;
    int64_t *least = self->least + at * keys;
    int64_t *most = self->most + at * keys;
    uint64_t *sum = self->sums + at * self->tally->limbs;
    for (size_t i = self->from[at]; i < self->to[at]; i++) {
        for (size_t p = 0; p < keys; p++) {
            const int64_t key = keys_of(self, i)[p];
            least[p] = i == self->from[at] || key < least[p] ? key : least[p];
            most[p] = i == self->from[at] || key > most[p] ? key : most[p];
        }
        base_natural_add(sum, number_of(self, i), self->tally->limbs);
    }
}

static void free_tree(box_tree *self) {
    free(self->rows);
    free(self->keys);
    free(self->from);
    free(self->to);
    free(self->least);
    free(self->most);
    free(self->sums);
}

static bool allocate_tree(box_tree *self, size_t count) {
    size_t leaves = 1;
    while (leaves * LEAF < count)
        leaves *= 2;
    self->boxes = 2 * leaves - 1;
    self->rows = base_malloc((count + 1) * sizeof *self->rows);
    self->keys = base_malloc((count + 1) * self->tally->keys * sizeof *self->keys);
    self->from = base_malloc(self->boxes * sizeof *self->from);
    self->to = base_malloc(self->boxes * sizeof *self->to);
    self->least = base_malloc(self->boxes * self->tally->keys * sizeof *self->least);
    self->most = base_malloc(self->boxes * self->tally->keys * sizeof *self->most);
    self->sums = base_malloc(self->boxes * self->tally->limbs * sizeof *self->sums);
    return self->rows && self->keys && self->from && self->to && self->least && self->most &&
           self->sums;
}

static bool build_tree(const count_tally *tally, const count_cell_list *of, size_t state,
                       box_tree *self) {
    const size_t count = of->start[state + 1] - of->start[state];
    *self = (box_tree){.tally = tally, .of = of};
    if (!allocate_tree(self, count))
        return false;
    memset(self->sums, 0, self->boxes * tally->limbs * sizeof *self->sums);
    for (size_t i = 0; i < count; i++)
        self->rows[i] = (uint32_t)(of->start[state] + i);
    if (!order_rows(self, count))
        return false;
    self->from[0] = 0;
    self->to[0] = count;
    for (size_t at = 0; at < self->boxes; at++) {
        if (2 * at + 2 < self->boxes) {
            const size_t middle = self->from[at] + (self->to[at] - self->from[at]) / 2;
            self->from[2 * at + 1] = self->from[at];
            self->to[2 * at + 1] = self->from[2 * at + 2] = middle;
            self->to[2 * at + 2] = self->to[at];
        }
        if (!base_watch_step(tally->problem->watch, 4 * (self->to[at] - self->from[at]) + 1))
            return false;
        measure_box(self, at);
    }
    return true;
}

typedef enum reach { REACH_NONE, REACH_SOME, REACH_ALL } reach;

static reach boxes_reach(const box_tree *front, size_t a, const box_tree *back, size_t b) {
    const size_t keys = front->tally->keys;
    const int64_t *threshold = front->tally->problem->threshold;
    bool all = true;
    for (size_t p = 0; p < keys; p++) {
        if (front->most[a * keys + p] + back->most[b * keys + p] < threshold[p])
            return REACH_NONE;
        all = all && front->least[a * keys + p] + back->least[b * keys + p] >= threshold[p];
    }
    return all ? REACH_ALL : REACH_SOME;
}

static bool rows_reach(const int64_t *missing, const int64_t *row, size_t keys) {
    bool all = true;
    for (size_t p = 0; p < keys; p++)
        all &= row[p] >= missing[p];
    return all;
}

static void pair_leaves(const pairing *self, const box_tree *front, size_t a, const box_tree *back,
                        size_t b) {
    const size_t limbs = self->tally->limbs;
    const size_t keys = self->tally->keys;
    for (size_t i = front->from[a]; i < front->to[a]; i++) {
        int64_t missing[ENT_PRINCIPALS_MAX];
        for (size_t p = 0; p < keys; p++)
            missing[p] = self->tally->problem->threshold[p] - keys_of(front, i)[p];
        if (!rows_reach(missing, back->most + b * keys, keys))
            continue;
        bool any = false;
        memset(self->sum, 0, limbs * sizeof *self->sum);
        for (size_t k = back->from[b]; k < back->to[b]; k++)
            if (rows_reach(missing, keys_of(back, k), keys)) {
                base_natural_add(self->sum, number_of(back, k), limbs);
                any = true;
            }
        if (any)
            base_natural_add_product(self->total, number_of(front, i), self->sum, limbs);
    }
}

/* False if that takes more than the steps that are left. */
static bool pair_trees(pairing *self, const box_tree *front, const box_tree *back) {
    const size_t limbs = self->tally->limbs;
    size_t stack[STACK][2] = {{0, 0}};
    size_t height = 1;
    while (height) {
        if (self->steps-- == 0 || !base_watch_step(self->tally->problem->watch, 32))
            return false;
        const size_t a = stack[--height][0];
        const size_t b = stack[height][1];
        const reach how = boxes_reach(front, a, back, b);
        const bool a_parts = 2 * a + 2 < front->boxes;
        const bool b_parts = 2 * b + 2 < back->boxes;
        if (how == REACH_ALL)
            base_natural_add_product(self->total, front->sums + a * limbs, back->sums + b * limbs,
                                     limbs);
        if (how != REACH_SOME)
            continue;
        if (!a_parts && !b_parts) {
            pair_leaves(self, front, a, back, b);
            continue;
        }
        const bool part_a =
            a_parts && (!b_parts || front->to[a] - front->from[a] >= back->to[b] - back->from[b]);
        for (size_t child = 1; child <= 2; child++, height++) {
            stack[height][0] = part_a ? 2 * a + child : a;
            stack[height][1] = part_a ? b : 2 * b + child;
        }
    }
    return true;
}

static ent_status pair_by_boxes(pairing *self) {
    box_tree front = {0};
    box_tree back = {0};
    ent_status status = ENT_ERR_NOMEM;
    if (build_tree(self->tally, self->front, self->state, &front) &&
        build_tree(self->tally, self->back, self->state, &back))
        status = pair_trees(self, &front, &back) ? ENT_OK : ENT_ERR_LIMIT;
    free_tree(&front);
    free_tree(&back);
    return status;
}

ent_status count_cells_pair(const count_tally *tally, const count_cell_list *front,
                            const count_cell_list *back, size_t cells_max, uint64_t *total) {
    const size_t states = engine_states_before(tally->plan, front->at);
    pairing self = {.tally = tally, .front = front, .back = back, .total = total};
    self.sum = base_malloc(tally->limbs * sizeof *self.sum);
    self.steps = (uint64_t)cells_max * STEPS_A_CELL;
    ent_status status = self.sum ? ENT_OK : ENT_ERR_NOMEM;
    memset(total, 0, tally->limbs * sizeof *total);
    for (size_t s = 0; s < states && !status; s++) {
        self.state = s;
        if (!base_watch_step(tally->problem->watch, 1))
            status = ENT_ERR_STOPPED;
        if (front->start[s] == front->start[s + 1] || back->start[s] == back->start[s + 1])
            continue;
        status = tally->keys <= 2 ? pair_by_sweep(&self) : pair_by_boxes(&self);
    }
    free(self.sum);
    return status;
}
