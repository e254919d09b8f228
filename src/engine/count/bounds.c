/*
 * Proven bounds on a count, over the layers that lists of cells cannot cross.
 *
 * For a state, let V(x) be the number of ways to go on that reach the thresholds from payoff x. One
 * layer back, V'(x) is the sum over the options of V(x + what the option pays). V is kept between
 * two functions that are linear (in each payoff) between the nodes of a lattice. A sum of shifted
 * functions has its kinks between nodes; a chord runs above a kink that bends up, and below one
 * that bends down by at most f (1 - f) times the second difference there, where f is the place of
 * the kink in its cell. Nodes are raised by that much, so that the function through them stays
 * above: what it costs is of the second order in the step, where rounding payoffs would cost the
 * first order at every issue. The lower bound is the upper bound of -V by the same code.
 *
 * Where the back cells end, V counts cells: a staircase. Where the front cells end, their numbers
 * times V add up to the answer. Each layer has a lattice as fine as the work allows; steps differ
 * by powers of two. A function goes over to a coarser lattice by the same raising of nodes, to a
 * finer one as it is.
 *
 * Every value carries a slack of 2^-40 of its size, far more than the doubles of one layer lose;
 * exponents are kept apart, so that nothing overflows, and what underflows is covered by TINY.
 */
#include "engine/count/count.h"

#include "base/natural.h"
#include "base/team.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLACK       0x1p-40
#define SLACK_SUMS  0x1p-30 /* for sums of up to 2^22 terms */
#define TINY        0x1p-1000
#define HUGE_VALUE  0x1p+500
#define OPTIONS_MAX 4096
#define WORK        64 /* values computed a cell allowed */
#define NODES_MAX   ((double)(1 << 24))
#define LEVELS      16 /* steps are a unit times up to 2^LEVELS, where a lattice is one cell */
#define STAIRS      4  /* values of the staircase for each value of a bounding function */

typedef struct lattice {
    int64_t base[ENT_PRINCIPALS_MAX];
    int64_t step[ENT_PRINCIPALS_MAX]; /* unit x 2^level */
    size_t nodes[ENT_PRINCIPALS_MAX]; /* at least 2 */
    size_t size;                      /* their product */
    unsigned level;
} lattice;

typedef struct bridge {
    const count_tally *tally;
    const count_cell_list *front;
    const count_cell_list *back;
    size_t cells;
    int64_t unit[ENT_PRINCIPALS_MAX];
    lattice stairs; /* of the staircase before layer back->at */
    lattice *on;    /* [issues + 1], of which those from front->at to back->at */
    size_t values;  /* most values of all states of a layer */
    size_t scratch; /* most values of one state on the way */
} bridge;

/* One bound: V for sign 1, -V for sign -1, both from above. */
typedef struct bound {
    const bridge *over;
    ent_watch *watch; /* of the thread that computes it */
    double sign;
    double *now; /* [states x size] */
    double *next;
    double *passes[2];
    double *shapes[2];
    double *bends;       /* along the first payoff */
    double *bends_later; /* along another */
    int exponent;        /* values stand for value x 2^exponent */
    double total;        /* x 2^total_exponent */
    int total_exponent;
} bound;

static inline double lift(double value, double slack) {
    return value + slack * fabs(value) + TINY;
}

static inline double larger(double a, double b) {
    return a > b ? a : b;
}

/* Twice how far the middle value rises above the chord of its neighbours. */
static inline double rise(double left, double middle, double right) {
    const double slack = SLACK * (fabs(left) + 2 * fabs(middle) + fabs(right));
    return 2 * middle - left - right + slack + TINY;
}

/* ---- lattices ---- */

static bool is_live(const count_tally *tally, size_t at, size_t state) {
    const size_t cell = state * tally->keys;
    for (size_t p = 0; p < tally->keys; p++)
        if (count_rest_most(tally->plan, at)[cell + p] == ENGINE_DEAD ||
            tally->reach_most[at][cell + p] + count_rest_most(tally->plan, at)[cell + p] <
                tally->problem->threshold[p])
            return false;
    return true;
}

typedef struct window {
    int64_t low[ENT_PRINCIPALS_MAX];
    int64_t high[ENT_PRINCIPALS_MAX];
    bool any;
} window;

/* Payoffs before layer `at` from which the thresholds can be both reached and missed. */
static window window_at(const count_tally *tally, size_t at) {
    window found = {.any = false};
    for (size_t s = 0; s < engine_states_before(tally->plan, at); s++) {
        if (!is_live(tally, at, s))
            continue;
        for (size_t p = 0; p < tally->keys; p++) {
            const size_t cell = s * tally->keys + p;
            const int64_t threshold = tally->problem->threshold[p];
            const int64_t needed = threshold - count_rest_most(tally->plan, at)[cell];
            const int64_t safe = threshold - count_rest_least(tally->plan, at)[cell];
            const int64_t least = tally->reach_least[at][cell];
            const int64_t most = tally->reach_most[at][cell];
            const int64_t low = needed > least ? needed : least;
            const int64_t high = safe < most ? safe : most;
            found.low[p] = !found.any || low < found.low[p] ? low : found.low[p];
            found.high[p] = !found.any || high > found.high[p] ? high : found.high[p];
        }
        found.any = true;
    }
    for (size_t p = 0; p < tally->keys; p++)
        found.high[p] = found.high[p] > found.low[p] ? found.high[p] : found.low[p];
    return found;
}

/* The first node lies below the window, where V is 0 or never asked for, and the last so far above
 * it that even the staircase lowered by a step is whole there. */
static lattice lattice_over(const bridge *self, const window *over, unsigned level) {
    lattice made = {.size = 1, .level = level};
    for (size_t p = 0; p < self->tally->keys; p++) {
        const int64_t step = self->unit[p] << level;
        made.base[p] = over->low[p] - 1;
        made.step[p] = step;
        made.nodes[p] = 1 + (size_t)((over->high[p] - made.base[p] + 2 * step - 2) / step);
        made.nodes[p] = made.nodes[p] < 2 ? 2 : made.nodes[p];
        made.size *= made.nodes[p];
    }
    return made;
}

static size_t halved(size_t nodes) {
    return nodes / 2 + 1;
}

/* The same lattice with half the steps, or twice as many, along all payoffs until at `level`. */
static lattice reshaped(const lattice *from, unsigned level, size_t keys) {
    lattice made = *from;
    made.size = 1;
    made.level = level;
    for (size_t p = 0; p < keys; p++) {
        for (unsigned now = from->level; now < level; now++) {
            made.nodes[p] = halved(made.nodes[p]);
            made.step[p] *= 2;
        }
        for (unsigned now = from->level; now > level; now--) {
            made.nodes[p] = 2 * made.nodes[p] - 1;
            made.step[p] /= 2;
        }
        made.size *= made.nodes[p];
    }
    return made;
}

static void choose_units(bridge *self, const window *windows) {
    for (size_t p = 0; p < self->tally->keys; p++) {
        int64_t range = 0;
        for (size_t at = self->front->at; at <= self->back->at; at++)
            if (windows[at].high[p] - windows[at].low[p] > range)
                range = windows[at].high[p] - windows[at].low[p];
        self->unit[p] = (range >> LEVELS) + 1;
    }
}

/* The finest level with that many values in all states, and that many along all arcs. */
static unsigned level_within(const bridge *self, const window *over, size_t at, double values,
                             double work) {
    const engine_elimination *plan = self->tally->plan;
    const double states = (double)engine_states_before(plan, at);
    const double arcs = at < self->back->at ? (double)plan->layers[at].arcs_count : 0;
    for (unsigned level = 0; level < LEVELS; level++) {
        double size = 1;
        for (size_t p = 0; p < self->tally->keys; p++)
            size *= (double)(over->high[p] - over->low[p]) / (double)(self->unit[p] << level) + 3;
        if (size * states <= values && size * arcs <= work)
            return level;
    }
    return LEVELS;
}

/* From the back: as fine as the values and an even share of the work allow, and not finer by more
 * than one level than where the function comes from. */
static void choose_lattices(bridge *self, const window *windows) {
    const size_t last = self->back->at;
    const double cells = (double)self->cells;
    const double work = WORK * cells / ((double)(last - self->front->at) + 1);
    unsigned level = level_within(self, &windows[last], last, STAIRS * cells, INFINITY);
    self->stairs = lattice_over(self, &windows[last], level);
    for (size_t at = last + 1; at-- > self->front->at;) {
        const unsigned finest = level_within(self, &windows[at], at, cells, work);
        const unsigned least = at == last ? level : level ? level - 1 : 0;
        level = finest > least ? finest : least;
        self->on[at] = at == last ? reshaped(&self->stairs, level, self->tally->keys)
                                  : lattice_over(self, &windows[at], level);
    }
}

/* Between two layers some payoffs are on one lattice and some on the other. */
static bool size_memory(bridge *self) {
    const size_t keys = self->tally->keys;
    double scratch = (double)self->stairs.size;
    for (size_t at = self->front->at; at <= self->back->at; at++) {
        const lattice *next = at < self->back->at ? &self->on[at + 1] : &self->stairs;
        const lattice between = reshaped(next, self->on[at].level, keys);
        double widest = 1;
        for (size_t p = 0; p < keys; p++)
            widest *= larger(larger((double)next->nodes[p], (double)between.nodes[p]),
                             (double)self->on[at].nodes[p]);
        const double all =
            (double)self->on[at].size * (double)engine_states_before(self->tally->plan, at);
        scratch = larger(scratch, widest);
        if (all > NODES_MAX || scratch > NODES_MAX)
            return false;
        self->values = (size_t)larger((double)self->values, all);
    }
    self->scratch = (size_t)scratch;
    return true;
}

static ent_status lay_lattices(base_arena *arena, bridge *self) {
    const count_tally *tally = self->tally;
    const size_t issues = tally->plan->issues;
    window *windows = BASE_NEW(arena, window, issues + 1);
    self->on = BASE_NEW(arena, lattice, issues + 1);
    if (!windows || !self->on)
        return ENT_ERR_NOMEM;
    for (size_t at = self->front->at; at <= self->back->at; at++) {
        windows[at] = window_at(tally, at);
        if (at && tally->problem->options_count[tally->plan->layers[at - 1].issue] > OPTIONS_MAX)
            return ENT_ERR_LIMIT;
    }
    choose_units(self, windows);
    choose_lattices(self, windows);
    return size_memory(self) ? ENT_OK : ENT_ERR_LIMIT;
}

/* ---- moving a function by what an option pays, one payoff at a time ---- */

/* A field of values seen along one payoff: outer x nodes x inner. */
typedef struct axis {
    size_t outer;
    size_t nodes;
    size_t inner;
} axis;

/* How far each node rises above its neighbours' chord; never below 0. */
static void find_kinks(const double *x, const axis *along, double *kinks) {
    const size_t inner = along->inner;
    const size_t last = (along->nodes - 1) * inner;
    for (size_t t = 0; t < inner; t++) {
        kinks[t] = larger(rise(x[t + inner], x[t], x[t]), 0);
        kinks[last + t] = larger(rise(x[last + t - inner], x[last + t], x[last + t]), 0);
    }
    for (size_t t = inner; t < last; t++)
        kinks[t] = larger(rise(x[t - inner], x[t], x[t + inner]), 0);
}

/* For each cell, one before the first node and one after the last: the larger kink at its ends.
 * [outer x (nodes + 1) x inner] */
static void find_bends(const double *x, const axis *along, double *bends) {
    const size_t inner = along->inner;
    const size_t block = along->nodes * inner;
    for (size_t o = 0; o < along->outer; o++) {
        double *to = bends + o * (block + inner);
        find_kinks(x + o * block, along, to + inner);
        for (size_t t = 0; t < inner; t++)
            to[t] = to[t + inner];
        for (size_t t = inner; t < block; t++)
            to[t] = larger(to[t], to[t + inner]);
    }
}

/* Where the nodes of one lattice fall on another: node i at (i + cells + part) of its steps. */
typedef struct offset {
    ptrdiff_t cells;
    double part;
} offset;

static offset offset_between(int64_t distance, int64_t step) {
    int64_t rest = distance % step;
    rest += rest < 0 ? step : 0;
    return (offset){(ptrdiff_t)((distance - rest) / step), (double)rest / (double)step};
}

/* A run of values between nodes; `bends` of the cells they lie in. */
static void blend(const double *a, const double *b, const double *bends, double part, size_t count,
                  bool add, double *y) {
    const double rest = 1 - part;
    const double bend = part * rest;
    if (add)
        for (size_t t = 0; t < count; t++)
            y[t] += lift(rest * a[t] + part * b[t] + bend * bends[t], SLACK);
    else
        for (size_t t = 0; t < count; t++)
            y[t] = lift(rest * a[t] + part * b[t] + bend * bends[t], SLACK);
}

static size_t clamp(ptrdiff_t i, size_t last) {
    return i < 0 ? 0 : (size_t)i > last ? last : (size_t)i;
}

/* y, on `nodes` nodes, from x: beyond its ends a function goes on as it is there. */
static void move(const double *x, const double *bends, const axis *along, size_t nodes, offset by,
                 bool add, double *y) {
    const size_t inner = along->inner;
    const size_t last = along->nodes - 1;
    const ptrdiff_t begin = by.cells < 0 ? -by.cells : 0;
    const ptrdiff_t end = (ptrdiff_t)last - by.cells;
    for (size_t o = 0; o < along->outer; o++) {
        const double *from = x + o * along->nodes * inner;
        const double *bend = bends + o * (along->nodes + 1) * inner;
        double *to = y + o * nodes * inner;
        for (size_t i = 0; i < nodes;) {
            const ptrdiff_t cell = (ptrdiff_t)i + by.cells;
            size_t rows = 1;
            if ((ptrdiff_t)i >= begin && (ptrdiff_t)i < end)
                rows = (size_t)end < nodes ? (size_t)end - i : nodes - i;
            if (cell < -1 || cell > (ptrdiff_t)last)
                blend(from + clamp(cell, last) * inner, from + clamp(cell, last) * inner, bend, 0,
                      inner, add, to + i * inner);
            else
                blend(from + clamp(cell, last) * inner, from + clamp(cell + 1, last) * inner,
                      bend + (size_t)(cell + 1) * inner, by.part, rows * inner, add,
                      to + i * inner);
            i += rows;
        }
    }
}

/* y: every other node along one payoff, raised so that the chords stay above what is left out. */
static void halve(const double *x, const axis *along, double *y) {
    const size_t inner = along->inner;
    const size_t last = along->nodes - 1;
    for (size_t o = 0; o < along->outer; o++) {
        const double *block = x + o * along->nodes * inner;
        for (size_t i = 0; i < halved(along->nodes); i++, y += inner) {
            const ptrdiff_t at = 2 * (ptrdiff_t)i;
            const double *row[5];
            for (ptrdiff_t k = 0; k < 5; k++)
                row[k] = block + clamp(at + k - 2, last) * inner;
            for (size_t t = 0; t < inner; t++) {
                const double left = rise(row[0][t], row[1][t], row[2][t]);
                const double right = rise(row[2][t], row[3][t], row[4][t]);
                y[t] = lift(row[2][t] + larger(larger(left, right), 0) / 2, SLACK);
            }
        }
    }
}

/* y: a node in the middle of each cell along one payoff; the function is the same. */
static void refine(const double *x, const axis *along, double *y) {
    const size_t inner = along->inner;
    for (size_t o = 0; o < along->outer; o++, x += inner) {
        for (size_t i = 0; i + 1 < along->nodes; i++, x += inner, y += 2 * inner) {
            memcpy(y, x, inner * sizeof *y);
            for (size_t t = 0; t < inner; t++)
                y[inner + t] = lift((x[t] + x[inner + t]) / 2, SLACK);
        }
        memcpy(y, x, inner * sizeof *y);
        y += inner;
    }
}

/* The function on another level, in memory of the bound or where it was. */
static const double *reshape(const bound *self, const double *x, const lattice *from,
                             unsigned level) {
    const size_t keys = self->over->tally->keys;
    lattice now = *from;
    size_t made = 0;
    while (now.level != level) {
        const unsigned next = now.level < level ? now.level + 1 : now.level - 1;
        const lattice then = reshaped(&now, next, keys);
        axis along = {.outer = 1, .inner = now.size};
        for (size_t p = 0; p < keys; p++) {
            double *y = self->shapes[made++ % 2];
            along.nodes = now.nodes[p];
            along.inner /= now.nodes[p];
            if (next > now.level)
                halve(x, &along, y);
            else
                refine(x, &along, y);
            along.outer *= then.nodes[p];
            x = y;
        }
        now = then;
    }
    return x;
}

/* Add to `to` the function of state `from`, moved along an arc; `bends` are those along the first
 * payoff. */
static void follow_arc(bound *self, size_t at, const engine_arc *arc, const lattice *after,
                       const double *from, double *to) {
    const bridge *over = self->over;
    const count_tally *tally = over->tally;
    const lattice *before = &over->on[at];
    const engine_layer *layer = &tally->plan->layers[at];
    axis along = {.outer = 1, .nodes = after->nodes[0], .inner = after->size / after->nodes[0]};
    const double *bends = self->bends;
    for (size_t p = 0; p < tally->keys; p++) {
        const int64_t pays = engine_arc_payoff(tally->problem, tally->plan, layer, arc, p);
        const offset by = offset_between(before->base[p] + pays - after->base[p], before->step[p]);
        const bool last = p + 1 == tally->keys;
        double *y = last ? to : self->passes[p % 2];
        if (p) {
            find_bends(from, &along, self->bends_later);
            bends = self->bends_later;
        }
        move(from, bends, &along, before->nodes[p], by, last, y);
        from = y;
        along.outer *= before->nodes[p];
        if (!last) {
            along.nodes = after->nodes[p + 1];
            along.inner /= after->nodes[p + 1];
        }
    }
}

/* Keep values in the range of doubles. */
static void rescale(bound *self, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = larger(largest, fabs(self->now[i]));
    if (largest < HUGE_VALUE)
        return;
    for (size_t i = 0; i < count; i++)
        self->now[i] /= HUGE_VALUE;
    self->exponent += 500;
}

/* From the states after layer `at` to those before it. */
static void step_back(bound *self, size_t at) {
    const bridge *over = self->over;
    const count_tally *tally = over->tally;
    const lattice *before = &over->on[at];
    const lattice *kept = &over->on[at + 1];
    const lattice after = reshaped(kept, before->level, tally->keys);
    const engine_layer *layer = &tally->plan->layers[at];
    const size_t values = before->size * engine_states_before(tally->plan, at);
    const axis first = {1, after.nodes[0], after.size / after.nodes[0]};
    memset(self->next, 0, values * sizeof *self->next);
    for (size_t s = 0; s < layer->states; s++) {
        if (!is_live(tally, at + 1, s))
            continue;
        const double *from = reshape(self, self->now + s * kept->size, kept, before->level);
        find_bends(from, &first, self->bends);
        for (size_t a = layer->start[s]; a < layer->start[s + 1]; a++)
            if (base_watch_step(self->watch, before->size + after.size) &&
                is_live(tally, at, layer->arcs[a].from))
                follow_arc(self, at, &layer->arcs[a], &after, from,
                           self->next + layer->arcs[a].from * before->size);
    }
    double *spare = self->now;
    self->now = self->next;
    self->next = spare;
    rescale(self, values);
}

/* ---- the staircase of the back cells ---- */

typedef struct scaled {
    double value;
    int exponent;
} scaled;

/* A natural up to a relative error of 2^-52. */
static scaled scale_natural(const uint64_t *number, size_t limbs) {
    size_t top = limbs;
    while (top > 1 && number[top - 1] == 0)
        top--;
    const double low = top > 1 ? (double)number[top - 2] : 0;
    return (scaled){(double)number[top - 1] + low * 0x1p-64, 64 * (int)(top - 1)};
}

static int largest_exponent(const count_tally *tally, const count_cell_list *of) {
    int most = 0;
    for (size_t i = 0; i < of->count; i++) {
        const scaled number = scale_natural(count_cell_number(tally, of, i), tally->limbs);
        most = number.exponent > most ? number.exponent : most;
    }
    return most;
}

/* The node from which on a cell of payoff `key` counts: for V not above, for -V not below. */
static size_t first_node(const bound *self, size_t p, int64_t key) {
    const bridge *over = self->over;
    const int64_t step = over->stairs.step[p];
    const int64_t meets = over->tally->problem->threshold[p] - key - over->stairs.base[p];
    const int64_t from = self->sign > 0 ? meets - (step - 1) : meets + (step - 1);
    return from <= 0 ? 0 : clamp((ptrdiff_t)((from - 1) / step + 1), over->stairs.nodes[p] - 1);
}

static void drop_cells(const bound *self, size_t state, double *stairs) {
    const bridge *over = self->over;
    const count_tally *tally = over->tally;
    memset(stairs, 0, over->stairs.size * sizeof *stairs);
    for (size_t i = over->back->start[state]; i < over->back->start[state + 1]; i++) {
        const uint64_t *row = print_cell(tally, over->back, i);
        size_t node = 0;
        for (size_t p = 0; p < tally->keys; p++)
            node = node * over->stairs.nodes[p] + first_node(self, p, (int64_t)row[p]);
        const scaled number = scale_natural(row + tally->keys, tally->limbs);
        stairs[node] += ldexp(number.value, number.exponent - self->exponent);
    }
}

/* Sums over all nodes below, along one payoff after another. */
static void add_up(const bound *self, double *stairs) {
    const bridge *over = self->over;
    size_t inner = over->stairs.size;
    for (size_t p = 0; p < over->tally->keys; p++) {
        const size_t block = inner;
        inner /= over->stairs.nodes[p];
        for (size_t o = 0; o < over->stairs.size; o += block)
            for (size_t t = o + inner; t < o + block; t++)
                stairs[t] += stairs[t - inner];
    }
    for (size_t t = 0; t < over->stairs.size; t++)
        stairs[t] = lift(self->sign * stairs[t], SLACK_SUMS);
}

/* The function of one state where the back cells end. */
static void climb_stairs(bound *self, size_t state, double *to) {
    const bridge *over = self->over;
    double *stairs = self->passes[0];
    drop_cells(self, state, stairs);
    add_up(self, stairs);
    const lattice *on = &over->on[over->back->at];
    memcpy(to, reshape(self, stairs, &over->stairs, on->level), on->size * sizeof *to);
}

/* ---- the front cells ---- */

/* The value at a payoff between the nodes; `place` and `part` say in which cell, and where in it.
 */
static double value_between(const lattice *on, size_t keys, const double *values,
                            const size_t *place, const double *part) {
    double sum = 0;
    for (size_t corner = 0; corner < (size_t)1 << keys; corner++) {
        double weight = 1;
        size_t node = 0;
        for (size_t p = 0; p < keys; p++) {
            const bool upper = corner >> p & 1;
            weight *= upper ? part[p] : 1 - part[p];
            node = node * on->nodes[p] + place[p] + upper;
        }
        if (weight > 0)
            sum += lift(weight * values[node], SLACK);
    }
    return sum;
}

static double value_at(const bound *self, size_t state, const uint64_t *row) {
    const bridge *over = self->over;
    const lattice *on = &over->on[over->front->at];
    size_t place[ENT_PRINCIPALS_MAX] = {0};
    double part[ENT_PRINCIPALS_MAX] = {0};
    for (size_t p = 0; p < over->tally->keys; p++) {
        const offset by = offset_between((int64_t)row[p] - on->base[p], on->step[p]);
        const ptrdiff_t last = (ptrdiff_t)on->nodes[p] - 1;
        place[p] = clamp(by.cells, (size_t)last - 1);
        part[p] = by.cells < 0 ? 0 : by.cells >= last ? 1 : by.part;
    }
    return value_between(on, over->tally->keys, self->now + state * on->size, place, part);
}

static void take_total(bound *self) {
    const bridge *over = self->over;
    const count_tally *tally = over->tally;
    const int exponent = largest_exponent(tally, over->front);
    self->total = 0;
    for (size_t s = 0; s < engine_states_before(tally->plan, over->front->at); s++)
        for (size_t i = over->front->start[s]; i < over->front->start[s + 1]; i++) {
            if (!base_watch_step(self->watch, (size_t)8 << tally->keys))
                return;
            const scaled number =
                scale_natural(count_cell_number(tally, over->front, i), tally->limbs);
            const double many = ldexp(number.value, number.exponent - exponent) + TINY;
            self->total +=
                lift(many * value_at(self, s, print_cell(tally, over->front, i)), SLACK_SUMS);
        }
    self->total = lift(self->total, SLACK_SUMS);
    self->total_exponent = self->exponent + exponent;
}

/* ---- both bounds ---- */

static void run_bound(bound *self) {
    const bridge *over = self->over;
    const count_tally *tally = over->tally;
    const size_t states = engine_states_before(tally->plan, over->back->at);
    self->exponent = largest_exponent(tally, over->back);
    for (size_t s = 0; s < states; s++)
        if (base_watch_step(self->watch, over->scratch) && is_live(tally, over->back->at, s))
            climb_stairs(self, s, self->now + s * over->on[over->back->at].size);
    for (size_t at = over->back->at; at-- > over->front->at && !base_watch_ended(self->watch);)
        step_back(self, at);
    take_total(self);
}

/* Two bounds, and whether two threads share the work. */
typedef struct both_bounds {
    bound of[2];
    bool is_shared;
} both_bounds;

static void run_bounds(void *self, size_t from, size_t to) {
    both_bounds *both = self;
    ent_watch own;
    ent_watch *watch =
        base_watch_fork(&own, both->of[0].over->tally->problem->watch, both->is_shared);
    for (size_t i = from; i < to; i++) {
        both->of[i].watch = watch;
        run_bound(&both->of[i]);
    }
    base_watch_join(&own);
}

static bool allocate_bound(const bridge *over, double sign, bound *to) {
    *to = (bound){.over = over, .sign = sign};
    to->now = base_malloc(over->values * sizeof *to->now);
    to->next = base_malloc(over->values * sizeof *to->next);
    to->bends = base_malloc(2 * over->scratch * sizeof *to->bends);
    to->bends_later = base_malloc(2 * over->scratch * sizeof *to->bends_later);
    bool done = to->now && to->next && to->bends && to->bends_later;
    for (size_t i = 0; i < 2; i++) {
        to->passes[i] = base_malloc(over->scratch * sizeof *to->passes[i]);
        to->shapes[i] = base_malloc(over->scratch * sizeof *to->shapes[i]);
        done = done && to->passes[i] && to->shapes[i];
    }
    return done;
}

static void free_bound(bound *of) {
    free(of->now);
    free(of->next);
    free(of->bends);
    free(of->bends_later);
    for (size_t i = 0; i < 2; i++) {
        free(of->passes[i]);
        free(of->shapes[i]);
    }
}

/* value x 2^exponent, rounded down, or up; false if it takes more limbs. */
static bool to_natural(double value, int exponent, bool up, uint64_t *number, size_t limbs) {
    memset(number, 0, limbs * sizeof *number);
    if (!(value > 0))
        return true;
    int own = 0;
    const uint64_t digits = (uint64_t)ldexp(frexp(value, &own), 53);
    const int shift = own - 53 + exponent;
    if (shift < 0) {
        const uint64_t whole = shift > -64 ? digits >> -shift : 0;
        const bool rest = shift <= -64 || whole << -shift != digits;
        number[0] = whole + (up && rest);
        return true;
    }
    const size_t limb = (size_t)shift / 64;
    const unsigned bits = (unsigned)shift % 64;
    const uint64_t over = bits > 11 ? digits >> (64 - bits) : 0;
    if (limb >= limbs || (over && limb + 1 >= limbs))
        return false;
    number[limb] = digits << bits;
    if (over)
        number[limb + 1] = over;
    return true;
}

static bool read_bounds(const count_tally *tally, const bound *bounds, uint64_t *low,
                        uint64_t *high) {
    uint64_t *number = base_malloc(tally->limbs * sizeof *number);
    if (!number)
        return false;
    if (to_natural(bounds[0].total, bounds[0].total_exponent, true, number, tally->limbs) &&
        base_natural_compare(number, high, tally->limbs) < 0)
        memcpy(high, number, tally->limbs * sizeof *high);
    if (to_natural(-bounds[1].total, bounds[1].total_exponent, false, number, tally->limbs) &&
        base_natural_compare(number, low, tally->limbs) > 0)
        memcpy(low, number, tally->limbs * sizeof *low);
    free(number);
    return true;
}

ent_status count_cells_bridge(const count_tally *tally, const count_cell_list *front,
                              const count_cell_list *back, size_t cells, base_team *team,
                              uint64_t *low, uint64_t *high) {
    base_arena arena = {0};
    bridge over = {.tally = tally, .front = front, .back = back, .cells = cells};
    ent_status status = lay_lattices(&arena, &over);
    both_bounds bounds = {.is_shared = team != NULL};
    if (!status) {
        const bool upper = allocate_bound(&over, 1, &bounds.of[0]);
        const bool both = allocate_bound(&over, -1, &bounds.of[1]) && upper;
        if (both)
            base_team_run(team, run_bounds, &bounds, 2, 1);
        status = both && read_bounds(tally, bounds.of, low, high) ? ENT_OK : ENT_ERR_NOMEM;
    }
    free_bound(&bounds.of[0]);
    free_bound(&bounds.of[1]);
    base_arena_clear(&arena);
    if (tally->problem->watch && !base_watch_look(tally->problem->watch, 0))
        return ENT_ERR_STOPPED;
    return status == ENT_ERR_LIMIT ? ENT_OK : status; /* 0 and all there are bound it too */
}
