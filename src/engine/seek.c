/*
 * Bounds first, then the rows that they leave.
 *
 * A direction is a weighing of the parties whose payoffs are asked for. If even the best package
 * under some weighing falls short, none reaches every floor; the best direction is found by cutting
 * lines for two parties and by subgradient steps for more. Along it, one multiplier on top of the
 * cost gives the cost bound. Bounds are doubles with a margin far above their rounding, and only
 * ever drop what is clearly worse; what decides is compared on the grid.
 */
#include "engine/seek.h"

#include "base/natural.h"
#include "engine/frontier.h"
#include "engine/pass.h"
#include "engine/solutions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CUTS_MAX    40
#define STEPS_MAX   60
#define MARGIN      1e-11
#define FIRST_REACH 1e-6
#define WHOLE       1e-6 /* bounds on crossings are off whole numbers by less */

/* Of weight . payoff at least tail[state] is still to come; what ends above `limit` is dropped. */
typedef struct bound {
    bool used;
    double weight[ENT_PRINCIPALS_MAX + 1];
    double *tail; /* [states of all layers] */
    double base;  /* weight . payoff of the floors and walk-aways that gains are measured from */
    double limit;
} bound;

typedef struct row {
    uint32_t parent; /* in the layer before */
    uint32_t arc;    /* in its layer */
} row;

typedef struct row_list {
    row *at;
    size_t count;
    size_t room;
} row_list;

typedef struct number_list {
    int64_t *at; /* rows of `kept` numbers */
    size_t room;
} number_list;

typedef struct stair_step {
    int64_t along;
    int64_t up;
} stair_step;

typedef struct stair {
    stair_step *at;
    size_t count;
    size_t room;
} stair;

typedef struct seeker {
    const engine_problem *problem;
    const engine_elimination *plan;
    const engine_purpose *purpose;
    engine_sought *to;
    base_arena scratch;
    size_t parties; /* P; payoff P is minus the red lines crossed */
    engine_pass pass;
    const int64_t *reference; /* [P] */
    size_t asked_count;
    size_t asked[ENT_PRINCIPALS_MAX]; /* parties whose payoffs matter for the direction */
    double dear;                      /* what one red line costs: more than all shortfalls */
    double *spare;                    /* a tail */
    bound direction;
    bound cost;
    double *direction_of;  /* [P] the best direction: weights that add up to 1 */
    double direction_best; /* largest weighted gain along it */
    double direction_cost; /* cost of that package */
    double least_cost;     /* what the cost bound says of whole packages */
    double best;           /* cost of the best package so far, or minus its smallest gain */
    size_t kept;           /* payoffs in a row */
    size_t dims[ENT_PRINCIPALS_MAX + 1];
    bool row_found;
    stair steps;
} seeker;

static double gain_of(const seeker *self, const int64_t *payoff, size_t p) {
    return (double)(payoff[p] - self->reference[p]) / self->purpose->grid->units[p];
}

static bool is_in(uint32_t set, size_t p) {
    return set >> p & 1;
}

static double base_of(const seeker *self, const double *weight) {
    double base = 0;
    for (size_t p = 0; p < self->parties; p++)
        base += weight[p] * (double)self->reference[p];
    return base;
}

/* ---- one pass ---- */

static bool is_ended(const seeker *self) {
    return base_watch_ended(self->problem->watch);
}

/* Least weight . payoff of a package; what is left to add from every state goes to `tail`. */
static double sweep(seeker *self, const double *weight, double *tail) {
    for (size_t at = 0; at < self->plan->issues; at++)
        self->to->work += self->plan->layers[at].arcs_count;
    return engine_pass_run(&self->pass, weight, tail);
}

/* ---- the best package so far ---- */

static double cost_of(const seeker *self, const int64_t *payoff) {
    double cost = self->purpose->crossings ? -self->dear * (double)payoff[self->parties] : 0;
    for (size_t p = 0; p < self->parties; p++)
        if (is_in(self->purpose->drops, p))
            cost -= gain_of(self, payoff, p);
    return cost;
}

static double smallest_gain_of(const seeker *self, const int64_t *payoff) {
    const engine_choice choice = {
        .grid = self->purpose->grid, .payoff = payoff, .reference = self->reference};
    return engine_choice_smallest_gain(&choice, 0);
}

static bool reaches_floors(const seeker *self, const int64_t *payoff) {
    for (size_t p = 0; p < self->parties; p++)
        if (is_in(self->purpose->floors, p) && payoff[p] < self->purpose->floor[p])
            return false;
    return true;
}

/* Keep the package of the last pass if it is better than what was found. */
static void consider(seeker *self) {
    if (!self->purpose->fairest && !reaches_floors(self, self->pass.payoff))
        return;
    const double value = self->purpose->fairest ? -smallest_gain_of(self, self->pass.payoff)
                                                : cost_of(self, self->pass.payoff);
    if (value > self->best || (self->to->found && value >= self->best))
        return;
    self->best = value;
    self->to->found = true;
    memcpy(self->to->package, self->pass.package, self->plan->issues * sizeof *self->pass.package);
    memcpy(self->to->payoff, self->pass.payoff, sizeof self->pass.payoff);
}

/* Nothing can be better: any package that reaches the floors will do, or none crosses fewer. */
static bool is_settled(const seeker *self, double least_cost) {
    if (!self->to->found || self->purpose->fairest || self->purpose->drops)
        return false;
    return !self->purpose->crossings || self->best < least_cost + 1 - WHOLE;
}

/* ---- the direction ---- */

/* Largest weighted gain over all packages; the smallest seen is kept as the bound. */
static double try_direction(seeker *self, const double *direction) {
    double weight[ENT_PRINCIPALS_MAX + 1] = {0};
    for (size_t i = 0; i < self->asked_count; i++)
        weight[self->asked[i]] =
            -direction[self->asked[i]] / self->purpose->grid->units[self->asked[i]];
    sweep(self, weight, self->spare);
    consider(self);
    double best = 0;
    for (size_t i = 0; i < self->asked_count; i++)
        best += direction[self->asked[i]] * gain_of(self, self->pass.payoff, self->asked[i]);
    if (self->direction.used && best >= self->direction_best)
        return best;
    double *tail = self->direction.tail;
    self->direction = (bound){.used = true, .tail = self->spare};
    self->spare = tail;
    memcpy(self->direction.weight, weight, sizeof weight);
    self->direction.base = base_of(self, weight);
    memcpy(self->direction_of, direction, self->parties * sizeof *direction);
    self->direction_best = best;
    self->direction_cost = cost_of(self, self->pass.payoff);
    return best;
}

/* Two parties: the largest weighted gain is convex in the weight; meet the lines of its ends. */
static void cut_direction(seeker *self) {
    const size_t a = self->asked[0];
    const size_t b = self->asked[1];
    double direction[ENT_PRINCIPALS_MAX] = {0};
    double end[2][2]; /* gains of a and b at weight 0 and 1 of a */
    for (size_t side = 0; side < 2; side++) {
        direction[a] = side ? 1 : 0;
        direction[b] = side ? 0 : 1;
        try_direction(self, direction);
        end[side][0] = gain_of(self, self->pass.payoff, a);
        end[side][1] = gain_of(self, self->pass.payoff, b);
    }
    for (size_t cut = 0; cut < CUTS_MAX && !is_ended(self); cut++) {
        const double rise_left = end[0][0] - end[0][1];
        const double rise_right = end[1][0] - end[1][1];
        if (rise_left >= 0 || rise_right <= 0)
            return; /* best at an end */
        const double at = (end[0][1] - end[1][1]) / (rise_right - rise_left);
        direction[a] = fmin(fmax(at, 0), 1);
        direction[b] = 1 - direction[a];
        const double best = try_direction(self, direction);
        if (best <= end[0][1] + at * rise_left + MARGIN || self->direction_best < -MARGIN)
            return;
        const size_t side =
            gain_of(self, self->pass.payoff, a) < gain_of(self, self->pass.payoff, b) ? 0 : 1;
        end[side][0] = gain_of(self, self->pass.payoff, a);
        end[side][1] = gain_of(self, self->pass.payoff, b);
    }
}

/* More parties: steps against the gains, back onto weights that are positive and add up to 1. */
static void step_direction(seeker *self) {
    double direction[ENT_PRINCIPALS_MAX] = {0};
    for (size_t i = 0; i < self->asked_count; i++)
        direction[self->asked[i]] = 1.0 / (double)self->asked_count;
    for (size_t step = 0; step < STEPS_MAX && !is_ended(self); step++) {
        try_direction(self, direction);
        if (self->direction_best < -MARGIN)
            return;
        double mean = 0;
        for (size_t i = 0; i < self->asked_count; i++)
            mean += gain_of(self, self->pass.payoff, self->asked[i]) / (double)self->asked_count;
        double sum = 0;
        for (size_t i = 0; i < self->asked_count; i++) {
            const size_t p = self->asked[i];
            const double by = 0.5 / sqrt((double)step + 1);
            direction[p] =
                fmax(direction[p] - by * (gain_of(self, self->pass.payoff, p) - mean), 0);
            sum += direction[p];
        }
        for (size_t i = 0; i < self->asked_count; i++)
            direction[self->asked[i]] /= sum;
    }
}

/* False: no package reaches every floor, or is as fair as asked for. */
static bool find_direction(seeker *self) {
    if (self->asked_count == 0)
        return true;
    if (self->asked_count == 1) {
        double direction[ENT_PRINCIPALS_MAX] = {0};
        direction[self->asked[0]] = 1;
        try_direction(self, direction);
    } else if (self->asked_count == 2) {
        cut_direction(self);
    } else {
        step_direction(self);
    }
    if (!self->purpose->fairest && self->direction_best < -MARGIN) {
        for (size_t i = 0; i < self->asked_count; i++)
            if (self->direction_of[self->asked[i]] > 0)
                self->to->blamed |= UINT32_C(1) << self->asked[i];
        return false;
    }
    return true;
}

/* ---- the cost ---- */

/* Prices on the floors' payoffs, what they bound the cost by, and how that changes with them. */
typedef struct prices {
    double of[ENT_PRINCIPALS_MAX];
    double slope[ENT_PRINCIPALS_MAX];
    double value;
} prices;

static void weigh_cost(const seeker *self, const prices *at, double *weight) {
    const engine_purpose *purpose = self->purpose;
    weight[self->parties] = purpose->crossings ? -self->dear : 0;
    for (size_t p = 0; p < self->parties; p++) {
        weight[p] = 0;
        if (is_in(purpose->drops, p))
            weight[p] = -1 / purpose->grid->units[p];
        else if (is_in(purpose->floors, p))
            weight[p] = -at->of[p] / purpose->grid->units[p];
    }
}

/* Least cost less the gains over the floors at their prices: a bound on every package that reaches
 * them. The largest bound so far is kept. */
static void try_prices(seeker *self, prices *at) {
    double weight[ENT_PRINCIPALS_MAX + 1];
    weigh_cost(self, at, weight);
    sweep(self, weight, self->spare);
    consider(self);
    at->value = cost_of(self, self->pass.payoff);
    for (size_t i = 0; i < self->asked_count; i++) {
        const size_t p = self->asked[i];
        at->slope[p] = -gain_of(self, self->pass.payoff, p);
        at->value += at->of[p] * at->slope[p];
    }
    if (self->cost.used && at->value <= self->least_cost)
        return;
    double *tail = self->cost.tail;
    self->cost = (bound){.used = true, .tail = self->spare};
    self->spare = tail;
    self->least_cost = at->value;
    memcpy(self->cost.weight, weight, sizeof weight);
    self->cost.base = base_of(self, weight);
}

static void price_along(const seeker *self, double multiplier, prices *at) {
    for (size_t p = 0; p < self->parties; p++)
        at->of[p] = multiplier * self->direction_of[p];
}

static double slope_along(const seeker *self, const prices *at) {
    double slope = 0;
    for (size_t i = 0; i < self->asked_count; i++)
        slope += self->direction_of[self->asked[i]] * at->slope[self->asked[i]];
    return slope;
}

/* Along the direction the bound is concave in one multiplier: meet its lines. */
static void cut_prices(seeker *self, prices *best) {
    prices next = {0};
    try_prices(self, &next);
    *best = next;
    double slope[2] = {slope_along(self, &next), -self->direction_best};
    double cost[2] = {next.value, self->direction_cost};
    for (size_t cut = 0; cut < CUTS_MAX && slope[0] > 0 && slope[0] - slope[1] > MARGIN; cut++) {
        if (is_ended(self))
            return;
        const double at = fmax((cost[1] - cost[0]) / (slope[0] - slope[1]), 0);
        price_along(self, at, &next);
        try_prices(self, &next);
        if (next.value > best->value)
            *best = next;
        if (next.value >= cost[0] + at * slope[0] - MARGIN * (1 + fabs(next.value)))
            return;
        const double next_slope = slope_along(self, &next);
        const size_t side = next_slope > 0 ? 0 : 1;
        cost[side] = next.value - at * next_slope;
        slope[side] = next_slope;
    }
}

/* With several floors: steps up the slope that would close the gap were it straight (Polyak 1969).
 */
static void climb_prices(seeker *self, prices *best) {
    prices now = *best;
    double share = 1;
    size_t failed = 0;
    for (size_t step = 0; step < 2 * STEPS_MAX && !is_settled(self, best->value); step++) {
        if (is_ended(self))
            return;
        double size = 0;
        for (size_t i = 0; i < self->asked_count; i++)
            size += now.slope[self->asked[i]] * now.slope[self->asked[i]];
        const double gap = self->to->found ? self->best - now.value : self->dear;
        if (size < MARGIN || gap < MARGIN)
            return;
        for (size_t i = 0; i < self->asked_count; i++) {
            const size_t p = self->asked[i];
            now.of[p] = fmax(now.of[p] + share * gap / size * now.slope[p], 0);
        }
        try_prices(self, &now);
        if (now.value > best->value) {
            *best = now;
            failed = 0;
        } else if (++failed == 5) {
            now = *best;
            share /= 2;
            failed = 0;
        }
    }
}

/* The largest bound on the cost that prices are found for. */
static double find_cost_bound(seeker *self) {
    prices best;
    cut_prices(self, &best);
    if (self->asked_count > 1)
        climb_prices(self, &best);
    return best.value;
}

/* ---- rows ---- */

static double margin_of(const seeker *self, const bound *of) {
    double size = 1;
    for (size_t d = 0; d <= self->parties; d++)
        size += fabs(of->weight[d]) * fmax(fabs((double)self->plan->root_most[d]),
                                           fabs((double)self->plan->root_least[d]));
    return MARGIN * size + self->purpose->grid->tolerance * (double)(self->parties + 2);
}

/* A partial package is of no use where it can reach no floors or no better fairness ... */
static void limit_direction(seeker *self) {
    bound *of = &self->direction;
    of->limit = of->base + margin_of(self, of) + (self->purpose->fairest ? self->best : 0);
}

/* ... or where it costs more than this. */
static void limit_cost(seeker *self, double most) {
    self->cost.limit = self->cost.base + margin_of(self, &self->cost) + most;
}

static bool is_useless(const seeker *self, const bound *of, const int64_t *payoff, size_t state) {
    if (!of->used)
        return false;
    double value = of->tail[state];
    for (size_t k = 0; k < self->kept; k++)
        value += of->weight[self->dims[k]] * (double)payoff[k];
    return value > of->limit;
}

/* Payoffs that a row keeps; beyond its floor a party's payoff no longer matters. */
static bool extend(seeker *self, const engine_layer *layer, size_t at, const int64_t *from,
                   const engine_arc *arc, int64_t *payoff) {
    const size_t width = self->problem->parties;
    for (size_t k = 0; k < self->kept; k++) {
        const size_t d = self->dims[k];
        payoff[k] = from[k] + engine_arc_payoff(self->problem, self->plan, layer, arc, d);
        if (d == self->parties || !is_in(self->purpose->floors, d))
            continue;
        const int64_t floor = self->purpose->floor[d];
        if (payoff[k] + layer->most[arc->to * width + d] < floor)
            return false;
        const int64_t enough = floor - layer->least[arc->to * width + d];
        payoff[k] = payoff[k] < enough ? payoff[k] : enough;
    }
    const size_t state = self->pass.first[at + 1] + arc->to;
    return !is_useless(self, &self->direction, payoff, state) &&
           !is_useless(self, &self->cost, payoff, state);
}

static bool make_room(row_list *rows, number_list *payoffs, size_t kept) {
    if (rows->count == rows->room) {
        const size_t room = rows->room ? 2 * rows->room : 256;
        row *grown = base_realloc(rows->at, room * sizeof *grown);
        if (!grown)
            return false;
        rows->at = grown;
        rows->room = room;
    }
    if ((rows->count + 1) * kept > payoffs->room) {
        const size_t room = 2 * (rows->count + 1) * (kept ? kept : 1) + 256;
        int64_t *grown = base_realloc(payoffs->at, room * sizeof *grown);
        if (!grown)
            return false;
        payoffs->at = grown;
        payoffs->room = room;
    }
    return true;
}

/* Stable merge sort of row numbers, best first payoff first; `other` is as long. In no order if the
 * watch ends it. */
static uint32_t *sort_rows(const int64_t *payoffs, size_t kept, uint32_t *order, uint32_t *other,
                           size_t count, ent_watch *watch) {
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            const size_t middle = start + width < count ? start + width : count;
            const size_t end = start + 2 * width < count ? start + 2 * width : count;
            size_t left = start;
            size_t right = middle;
            for (size_t i = start; i < end;) {
                const size_t block = base_watch_block(i, end);
                if (!base_watch_step(watch, 2 * (block - i)))
                    return order;
                for (; i < block; i++) {
                    const bool take_left =
                        left < middle &&
                        (right == end ||
                         engine_compare_payoffs(payoffs + order[left] * kept,
                                                payoffs + order[right] * kept, kept) <= 0);
                    other[i] = take_left ? order[left++] : order[right++];
                }
            }
        }
        uint32_t *spare = order;
        order = other;
        other = spare;
    }
    return order;
}

static bool is_beaten(const int64_t *by, const int64_t *payoff, size_t kept) {
    for (size_t k = 1; k < kept; k++)
        if (by[k] < payoff[k])
            return false;
    return true;
}

/* One layer's rows; payoffs are kept only until the next layer has them. */
typedef struct layer_rows {
    row_list rows;
    number_list payoffs;
    size_t *start; /* [states + 1] */
} layer_rows;

/* Does a row since `begin` beat the payoff? Of two numbers the last row has the highest second. */
static bool is_beaten_by_some(seeker *self, const layer_rows *rows, size_t begin,
                              const int64_t *payoff) {
    const size_t end = rows->rows.count;
    const size_t first = self->kept <= 2 && end > begin ? end - 1 : begin;
    for (size_t k = end; k-- > first;) {
        self->to->work++;
        if (!base_watch_each(self->problem->watch, k, 1) ||
            is_beaten(rows->payoffs.at + k * self->kept, payoff, self->kept))
            return true;
    }
    return false;
}

/* Of three numbers the best pairs of the last two form a stair, rising in the one, falling in the
 * other (Kung, Luccio and Preparata 1975). The first step that is as far along. */
static size_t find_step(const stair *steps, int64_t along) {
    size_t low = 0;
    size_t high = steps->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (steps->at[middle].along < along)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_under_stair(const stair *steps, const int64_t *payoff) {
    const size_t step = find_step(steps, payoff[1]);
    return step < steps->count && steps->at[step].up >= payoff[2];
}

/* A step that is not under the stair; lower ones behind it go. */
static bool add_step(stair *steps, const int64_t *payoff) {
    if (steps->count == steps->room) {
        const size_t room = steps->room ? 2 * steps->room : 64;
        stair_step *grown = base_realloc(steps->at, room * sizeof *grown);
        if (!grown)
            return false;
        steps->at = grown;
        steps->room = room;
    }
    size_t rest = find_step(steps, payoff[1]);
    size_t begin = rest;
    while (begin && steps->at[begin - 1].up <= payoff[2])
        begin--;
    if (rest < steps->count && steps->at[rest].along == payoff[1])
        rest++; /* as far along but lower */
    memmove(steps->at + begin + 1, steps->at + rest, (steps->count - rest) * sizeof *steps->at);
    steps->at[begin] = (stair_step){payoff[1], payoff[2]};
    steps->count = steps->count - (rest - begin) + 1;
    return true;
}

static bool push_row(layer_rows *to, row next, const int64_t *payoff, size_t kept) {
    if (!make_room(&to->rows, &to->payoffs, kept))
        return false;
    if (kept)
        memcpy(to->payoffs.at + to->rows.count * kept, payoff, kept * sizeof *payoff);
    to->rows.at[to->rows.count++] = next;
    return true;
}

/* Add the rows of one state that no other beats. */
static ent_status keep_best(seeker *self, const layer_rows *from, layer_rows *to) {
    const size_t count = from->rows.count;
    const size_t begin = to->rows.count;
    uint32_t *order = base_malloc((2 * count + 1) * sizeof *order);
    if (!order)
        return ENT_ERR_NOMEM;
    for (size_t width = 1; width < count; width *= 2)
        self->to->work += count;
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    const uint32_t *sorted =
        sort_rows(from->payoffs.at, self->kept, order, order + count, count, self->problem->watch);
    bool done = !is_ended(self);
    const bool by_stair = self->kept == 3;
    self->steps.count = 0;
    for (size_t i = 0; i < count && done && base_watch_each(self->problem->watch, i, 8); i++) {
        const int64_t *payoff = from->payoffs.at + sorted[i] * self->kept;
        if (by_stair ? is_under_stair(&self->steps, payoff)
                     : is_beaten_by_some(self, to, begin, payoff))
            continue;
        done = push_row(to, from->rows.at[sorted[i]], payoff, self->kept) &&
               (!by_stair || add_step(&self->steps, payoff));
    }
    free(order);
    return is_ended(self) ? ENT_ERR_STOPPED : done ? ENT_OK : ENT_ERR_NOMEM;
}

/* The useful ones of the rows from `first` up to `end`, taken along an arc. */
static bool enter_rows(seeker *self, size_t at, size_t arc, const layer_rows *before, size_t first,
                       size_t end, layer_rows *candidates) {
    const engine_layer *layer = &self->plan->layers[at];
    int64_t payoff[ENT_PRINCIPALS_MAX + 1];
    for (size_t r = first; r < end; r++) {
        const int64_t *from = before->payoffs.at + r * self->kept;
        self->to->work++;
        if (extend(self, layer, at, from, &layer->arcs[arc], payoff) &&
            !push_row(candidates, (row){(uint32_t)r, (uint32_t)arc}, payoff, self->kept))
            return false;
    }
    return true;
}

/* All useful ways into one state. */
static ent_status enter_state(seeker *self, size_t at, uint32_t state, const layer_rows *before,
                              layer_rows *candidates) {
    const engine_layer *layer = &self->plan->layers[at];
    candidates->rows.count = 0;
    for (size_t a = layer->start[state]; a < layer->start[state + 1]; a++) {
        const engine_arc *arc = &layer->arcs[a];
        const size_t end = before->start[arc->from + 1];
        for (size_t r = before->start[arc->from]; r < end;) {
            const size_t block = base_watch_block(r, end);
            if (!base_watch_step(self->problem->watch, (block - r) * (self->kept + 4)))
                return ENT_ERR_STOPPED;
            if (!enter_rows(self, at, a, before, r, block, candidates))
                return ENT_ERR_NOMEM;
            r = block;
        }
        if (self->to->work > self->purpose->work_max)
            return ENT_ERR_LIMIT;
    }
    return ENT_OK;
}

static ent_status enter_layer(seeker *self, size_t at, const layer_rows *before, layer_rows *after,
                              layer_rows *candidates) {
    const engine_layer *layer = &self->plan->layers[at];
    for (uint32_t s = 0; s < layer->states; s++) {
        after->start[s] = after->rows.count;
        if (layer->most[s * self->problem->parties] == ENGINE_DEAD)
            continue;
        ent_status status = enter_state(self, at, s, before, candidates);
        if (!status)
            status = keep_best(self, candidates, after);
        if (status)
            return status;
    }
    after->start[layer->states] = after->rows.count;
    return ENT_OK;
}

/* ---- the choice ---- */

typedef struct shortfall {
    int64_t by;
    int64_t units; /* of `by`; 0: nobody is short */
} shortfall;

static int compare_shortfalls(shortfall a, shortfall b) {
    return base_compare_fractions(a.by, a.units, b.by, b.units);
}

static shortfall largest_shortfall(const seeker *self, const int64_t *payoff) {
    shortfall largest = {0};
    for (size_t p = 0; p < self->parties; p++) {
        const shortfall next = {self->reference[p] - payoff[p],
                                (int64_t)self->purpose->grid->units[p]};
        if (is_in(self->purpose->drops, p) &&
            (!largest.units || compare_shortfalls(next, largest) > 0))
            largest = next;
    }
    return largest;
}

/* > 0 if `a` is better; payoffs [P + 1]. */
static int compare_packages(const seeker *self, const int64_t *a, const int64_t *b) {
    if (self->purpose->fairest) {
        const double difference = smallest_gain_of(self, a) - smallest_gain_of(self, b);
        return difference > 0 ? 1 : difference < 0 ? -1 : 0;
    }
    if (self->purpose->crossings && a[self->parties] != b[self->parties])
        return a[self->parties] > b[self->parties] ? 1 : -1;
    int64_t left[ENT_PRINCIPALS_MAX] = {0};
    int64_t right[ENT_PRINCIPALS_MAX] = {0};
    for (size_t p = 0; p < self->parties; p++)
        if (is_in(self->purpose->drops, p)) {
            left[p] = a[p];
            right[p] = b[p];
        }
    int better = engine_grid_compare_sums(self->purpose->grid, left, right);
    if (!better)
        better = compare_shortfalls(largest_shortfall(self, b), largest_shortfall(self, a));
    for (size_t p = 0; p < self->parties && !better; p++)
        better = left[p] > right[p] ? 1 : left[p] < right[p] ? -1 : 0;
    return better;
}

static void spread(const seeker *self, const int64_t *kept, int64_t *payoff) {
    memset(payoff, 0, (self->parties + 1) * sizeof *payoff);
    for (size_t k = 0; k < self->kept; k++)
        payoff[self->dims[k]] = kept[k];
}

/* Walk back from a row of the last layer. */
static void take_row(seeker *self, const layer_rows *layers, size_t chosen) {
    memset(self->to->payoff, 0, sizeof self->to->payoff);
    for (size_t at = self->plan->issues; at-- > 0;) {
        const engine_layer *layer = &self->plan->layers[at];
        const row *self_row = &layers[at + 1].rows.at[chosen];
        const engine_arc *arc = &layer->arcs[self_row->arc];
        for (size_t d = 0; d <= self->parties; d++)
            self->to->payoff[d] += engine_arc_payoff(self->problem, self->plan, layer, arc, d);
        self->to->package[layer->issue] = arc->option;
        chosen = self_row->parent;
    }
    self->to->found = true;
    self->row_found = true;
}

static void choose_row(seeker *self, const layer_rows *layers) {
    const layer_rows *last = &layers[self->plan->issues];
    int64_t best[ENT_PRINCIPALS_MAX + 1];
    int64_t next[ENT_PRINCIPALS_MAX + 1];
    size_t chosen = SIZE_MAX;
    for (size_t r = 0; r < last->rows.count; r++) {
        if (!base_watch_each(self->problem->watch, r, 64))
            return;
        spread(self, last->payoffs.at + r * self->kept, next);
        if (chosen != SIZE_MAX && compare_packages(self, next, best) <= 0)
            continue;
        chosen = r;
        memcpy(best, next, sizeof best);
    }
    if (chosen != SIZE_MAX)
        take_row(self, layers, chosen);
}

static void choose_dims(seeker *self) {
    if (self->purpose->crossings && self->plan->root_least[self->parties] < 0)
        self->dims[self->kept++] = self->parties;
    for (size_t p = 0; p < self->parties; p++)
        if (self->purpose->fairest || is_in(self->purpose->floors | self->purpose->drops, p))
            self->dims[self->kept++] = p;
}

static void free_rows(layer_rows *of) {
    free(of->rows.at);
    free(of->payoffs.at);
    *of = (layer_rows){0};
}

static ent_status search_rows(seeker *self) {
    const size_t issues = self->plan->issues;
    const int64_t none[ENT_PRINCIPALS_MAX + 1] = {0};
    layer_rows *layers = BASE_NEW(&self->scratch, layer_rows, issues + 1);
    layer_rows candidates = {0};
    ent_status status = layers ? ENT_OK : ENT_ERR_NOMEM;
    for (size_t at = 0; at <= issues && !status; at++) {
        const size_t states = engine_states_before(self->plan, at);
        layers[at].start = BASE_NEW(&self->scratch, size_t, states + 1);
        if (!layers[at].start) {
            status = ENT_ERR_NOMEM;
        } else if (at == 0) {
            status = push_row(&layers[0], (row){0}, none, self->kept) ? ENT_OK : ENT_ERR_NOMEM;
            layers[0].start[1] = 1;
        } else {
            status = enter_layer(self, at - 1, &layers[at - 1], &layers[at], &candidates);
            free(layers[at - 1].payoffs.at);
            layers[at - 1].payoffs = (number_list){0};
        }
    }
    if (!status)
        choose_row(self, layers);
    for (size_t at = 0; layers && at <= issues; at++)
        free_rows(&layers[at]);
    free_rows(&candidates);
    return status;
}

/* The optimum is mostly just above the bound: look there first, then further up. */
static ent_status search_costs(seeker *self) {
    const bool drops = self->purpose->drops != 0;
    const bool fewer = self->to->found && !drops; /* only fewer crossings help */
    const double most = self->best - (fewer ? 1 - WHOLE : 0);
    const double least = drops ? self->least_cost : ceil(self->least_cost - WHOLE);
    double reach = drops ? FIRST_REACH : 0; /* many issues: many packages a hair above the bound */
    for (;;) {
        const bool is_last = least + reach >= most;
        limit_cost(self, is_last ? most : least + reach);
        const ent_status status = search_rows(self);
        if (status || self->row_found || is_last || is_ended(self))
            return status;
        reach = drops ? 4 * reach : 2 * reach + 1;
    }
}

typedef struct incumbent {
    bool found;
    double value; /* minus its smallest gain; not found: minus what is asked for */
    uint32_t *package;
    int64_t payoff[ENT_PRINCIPALS_MAX + 1];
} incumbent;

static void remember(const seeker *self, double value, incumbent *of) {
    of->found = self->to->found;
    of->value = value;
    memcpy(of->package, self->to->package, self->plan->issues * sizeof *of->package);
    memcpy(of->payoff, self->to->payoff, sizeof of->payoff);
}

static void recall(const seeker *self, const incumbent *of) {
    self->to->found = of->found;
    memcpy(self->to->package, of->package, self->plan->issues * sizeof *of->package);
    memcpy(self->to->payoff, of->payoff, sizeof of->payoff);
}

/* No package is fairer than the best weighted gain, and the fairest is mostly just below it: look
 * there first. Rows that come near by weight need not be as fair; the fairest of them is kept. */
static ent_status search_fairest(seeker *self) {
    incumbent best = {.package = BASE_NEW(&self->scratch, uint32_t, self->plan->issues)};
    if (!best.package)
        return ENT_ERR_NOMEM;
    remember(self, self->best, &best);
    for (double reach = FIRST_REACH;; reach *= 4) {
        const double trial = reach - self->direction_best;
        const bool is_last = trial >= best.value;
        self->best = is_last ? best.value : trial;
        self->row_found = false;
        limit_direction(self);
        const ent_status status = search_rows(self);
        const double value = self->row_found ? -smallest_gain_of(self, self->to->payoff) : INFINITY;
        if (value < best.value || (self->row_found && !best.found && value <= best.value))
            remember(self, value, &best);
        if (status || is_ended(self) || is_last || best.value <= trial) {
            recall(self, &best);
            return status;
        }
    }
}

/* ---- the whole ---- */

static bool prepare(seeker *self) {
    const engine_elimination *plan = self->plan;
    const engine_purpose *purpose = self->purpose;
    base_arena *arena = &self->scratch;
    int64_t *reference = BASE_NEW(arena, int64_t, self->parties);
    if (!reference || !engine_pass_start(&self->pass, arena, self->problem, plan))
        return false;
    self->reference = reference;
    self->dear = 1;
    self->best = purpose->fairest ? -purpose->at_least : 0;
    for (size_t p = 0; p < self->parties; p++) {
        const bool asked = purpose->fairest || is_in(purpose->floors, p);
        reference[p] = asked && !purpose->fairest ? purpose->floor[p] : purpose->grid->walk_away[p];
        if (asked)
            self->asked[self->asked_count++] = p;
        if (!is_in(purpose->drops, p))
            continue;
        self->dear += (double)(plan->root_most[p] - plan->root_least[p]) / purpose->grid->units[p];
        self->best += (double)(reference[p] - plan->root_least[p]) / purpose->grid->units[p];
    }
    if (!purpose->fairest) /* nothing costs more */
        self->best += 1 - self->dear * (double)plan->root_least[self->parties];
    self->direction_of = BASE_NEW(arena, double, self->parties);
    self->spare = BASE_NEW(arena, double, self->pass.states);
    self->direction.tail = BASE_NEW(arena, double, self->pass.states);
    self->cost.tail = BASE_NEW(arena, double, self->pass.states);
    return self->direction_of && self->spare && self->direction.tail && self->cost.tail;
}

static ent_status seek(seeker *self) {
    if (self->plan->root_most[0] == ENGINE_DEAD)
        return ENT_OK; /* no package at all */
    if (!prepare(self))
        return ENT_ERR_NOMEM;
    if (!find_direction(self) || is_settled(self, -INFINITY))
        return ENT_OK;
    choose_dims(self);
    const bool costs = self->purpose->crossings || self->purpose->drops;
    if ((costs || self->asked_count == 0) && is_settled(self, find_cost_bound(self)))
        return ENT_OK;
    limit_direction(self);
    const ent_status status = self->cost.used          ? search_costs(self)
                              : self->purpose->fairest ? search_fairest(self)
                                                       : search_rows(self);
    if (!status && !self->to->found)
        self->to->blamed = self->purpose->floors;
    return status;
}

ent_status engine_seek(const engine_problem *problem, const engine_elimination *plan,
                       const engine_purpose *purpose, engine_sought *sought) {
    seeker self = {.problem = problem,
                   .plan = plan,
                   .purpose = purpose,
                   .to = sought,
                   .parties = purpose->grid->parties.count};
    sought->found = false;
    sought->blamed = 0;
    ent_status status = seek(&self);
    if (is_ended(&self))
        status = ENT_ERR_STOPPED;
    if (!status && sought->found && purpose->fairest)
        sought->smallest_gain = smallest_gain_of(&self, sought->payoff);
    free(self.steps.at);
    base_arena_clear(&self.scratch);
    return status;
}
