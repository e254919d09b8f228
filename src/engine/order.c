/*
 * Orders compete by their estimated work: states x options x issues behind them, over all layers.
 * For linear orders the cut is what the width of bucket elimination is for trees.
 */
#include "engine/order.h"

#include "base/real.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MASK_BITS 64 /* ties of an issue that its classes are told by */

typedef struct orderer {
    const engine_problem *problem;
    const engine_touches *touches;
    size_t tied;        /* issues with ties; they come first */
    uint64_t **met;     /* [issues] -> [options] which of the ties of the issue the option meets */
    uint32_t *left;     /* [ties] terms not settled yet */
    uint32_t *last;     /* [ties] position of the last issue */
    uint32_t *position; /* [issues] */
    bool *taken;        /* [issues] */
    double *share;      /* [issues] log2 of the classes an issue is remembered by */
    uint32_t *trial;    /* [issues] */
    double *logs;       /* [most options + 1] log2 */
    uint64_t effort;    /* ties and options looked at */
} orderer;

/* What looking for an order may cost: as much as a few layers of the elimination it is for. */
#define EFFORT_MAX (UINT64_C(1) << 25)

static bool counts(const orderer *self, uint32_t tie) {
    return !self->problem->ties[tie].everywhere;
}

static void note_met(orderer *self, uint32_t issue) {
    const size_t start = self->touches->start[issue];
    const size_t end = self->touches->start[issue + 1];
    for (size_t k = start; k < end && k - start < MASK_BITS; k++) {
        const uint32_t tie = self->touches->ties[k];
        for (uint32_t o = 0; counts(self, tie) && o < self->problem->options_count[issue]; o++)
            if (engine_tie_meets(&self->problem->ties[tie], issue, o))
                self->met[issue][o] |= (uint64_t)1 << (k - start);
    }
}

static bool prepare(base_arena *arena, orderer *self) {
    const engine_problem *problem = self->problem;
    self->met = BASE_NEW(arena, uint64_t *, problem->issues);
    self->left = BASE_NEW(arena, uint32_t, problem->ties_count);
    self->last = BASE_NEW(arena, uint32_t, problem->ties_count);
    self->position = BASE_NEW(arena, uint32_t, problem->issues);
    self->taken = BASE_NEW(arena, bool, problem->issues);
    self->share = BASE_NEW(arena, double, problem->issues);
    self->trial = BASE_NEW(arena, uint32_t, problem->issues);
    uint32_t most = 1;
    for (uint32_t j = 0; j < problem->issues; j++)
        most = problem->options_count[j] > most ? problem->options_count[j] : most;
    self->logs = BASE_NEW(arena, double, (size_t)most + 1);
    if (!self->logs || !self->met || !self->left || !self->last || !self->position ||
        !self->taken || !self->share || !self->trial)
        return false;
    for (uint32_t n = 2; n <= most; n++)
        self->logs[n] = base_log2(n);
    for (uint32_t j = 0; j < problem->issues; j++) {
        self->met[j] = BASE_NEW(arena, uint64_t, problem->options_count[j]);
        if (!self->met[j])
            return false;
        note_met(self, j);
    }
    return true;
}

/* How the number of open ties changes if `issue` comes next. */
static long cut_change(const orderer *self, uint32_t issue, bool *is_tied) {
    long change = 0;
    for (size_t k = self->touches->start[issue]; k < self->touches->start[issue + 1]; k++) {
        const uint32_t tie = self->touches->ties[k];
        if (!counts(self, tie))
            continue;
        *is_tied = true;
        change +=
            (long)(self->left[tie] > 1) - (long)(self->left[tie] < self->problem->ties[tie].count);
    }
    return change;
}

static uint32_t least_cut(const orderer *self) {
    uint32_t best = ENT_NONE;
    long best_change = 0;
    bool best_tied = false;
    for (uint32_t j = 0; j < self->problem->issues; j++) {
        bool tied = false;
        if (self->taken[j])
            continue;
        const long change = cut_change(self, j, &tied);
        if (best == ENT_NONE || (tied && !best_tied) ||
            (tied == best_tied && change < best_change)) {
            best = j;
            best_change = change;
            best_tied = tied;
        }
    }
    return best;
}

/* Issue by issue the one that leaves the fewest ties open, the first one given (or ENT_NONE). */
static void order_greedily(orderer *self, uint32_t first, uint32_t *order) {
    const engine_problem *problem = self->problem;
    memset(self->taken, 0, problem->issues * sizeof *self->taken);
    for (size_t i = 0; i < problem->ties_count; i++)
        self->left[i] = (uint32_t)problem->ties[i].count;
    for (size_t at = 0; at < problem->issues; at++) {
        base_watch_step(problem->watch, problem->issues);
        const uint32_t next = at == 0 && first != ENT_NONE ? first : least_cut(self);
        self->taken[next] = true;
        order[at] = next;
        for (size_t k = self->touches->start[next]; k < self->touches->start[next + 1]; k++)
            self->left[self->touches->ties[k]]--;
    }
}

/* log2 of how many classes of options the ties of `issue` that are open after `at` tell apart. */
static double share_of(orderer *self, uint32_t issue, uint32_t at) {
    const size_t start = self->touches->start[issue];
    uint64_t open = 0;
    for (size_t k = start; k < self->touches->start[issue + 1] && k - start < MASK_BITS; k++)
        if (self->last[self->touches->ties[k]] > at)
            open |= (uint64_t)1 << (k - start);
    const uint64_t *met = self->met[issue];
    const size_t options = self->problem->options_count[issue];
    unsigned classes = 0;
    self->effort += self->touches->start[issue + 1] - start + (open ? options * options / 2 : 0);
    for (size_t o = 0; o < options && open; o++) {
        bool is_new = self->problem->allowed[issue][o];
        for (size_t other = 0; other < o && is_new; other++)
            is_new =
                !self->problem->allowed[issue][other] || (met[other] & open) != (met[o] & open);
        classes += is_new;
    }
    return classes > 1 ? self->logs[classes] : 0;
}

static void place(orderer *self, const uint32_t *order) {
    const engine_problem *problem = self->problem;
    for (uint32_t at = 0; at < problem->issues; at++)
        self->position[order[at]] = at;
    for (size_t i = 0; i < problem->ties_count; i++) {
        self->last[i] = 0;
        for (size_t t = 0; t < problem->ties[i].count; t++) {
            const uint32_t at = self->position[problem->ties[i].terms[t].issue];
            self->last[i] = at > self->last[i] ? at : self->last[i];
        }
    }
}

/* What changes in the shares when the issue at `at` is settled; the change of their sum. */
static double settle(orderer *self, uint32_t issue, uint32_t at) {
    double change = 0;
    for (size_t k = self->touches->start[issue]; k < self->touches->start[issue + 1]; k++) {
        const uint32_t i = self->touches->ties[k];
        const engine_tie *tie = &self->problem->ties[i];
        if (self->last[i] != at || !counts(self, i))
            continue;
        for (size_t t = 0; t < tie->count; t++) {
            const uint32_t other = tie->terms[t].issue;
            if (other == issue)
                continue;
            change -= self->share[other];
            self->share[other] = share_of(self, other, at);
            change += self->share[other];
        }
    }
    self->share[issue] = share_of(self, issue, at);
    return change + self->share[issue];
}

/* The estimated work of an order; anything above `most` if it is above. */
static double work_of(orderer *self, const uint32_t *order, double most) {
    double work = 0;
    double width = 0;
    base_watch_step(self->problem->watch, self->tied + self->problem->ties_count);
    place(self, order);
    for (uint32_t at = 0; at + 1 < self->tied && work <= most; at++) {
        width += settle(self, order[at], at);
        work += base_exp2(width) * (double)self->problem->options_count[order[at + 1]] * (at + 1);
    }
    return work;
}

static void move(const uint32_t *order, size_t issues, size_t from, size_t to, uint32_t *moved) {
    memcpy(moved, order, issues * sizeof *order);
    if (from < to)
        memmove(moved + from, order + from + 1, (to - from) * sizeof *order);
    else
        memmove(moved + to + 1, order + to, (from - to) * sizeof *order);
    moved[to] = order[from];
}

/* Move single issues while that helps, for at most a share of the work there is to save. */
static void improve(orderer *self, uint32_t *order, double work) {
    const size_t issues = self->problem->issues;
    double trials = work / 64;
    bool better = true;
    while (better) {
        better = false;
        for (size_t from = 0; from < self->tied; from++)
            for (size_t to = 0; to < self->tied; to++) {
                if (to == from)
                    continue;
                if (trials-- < 0 || self->effort > EFFORT_MAX ||
                    base_watch_ended(self->problem->watch))
                    return;
                move(order, issues, from, to, self->trial);
                const double moved = work_of(self, self->trial, work);
                if (moved >= work * (1 - 1e-9))
                    continue;
                memcpy(order, self->trial, issues * sizeof *order);
                work = moved;
                better = true;
            }
    }
}

bool engine_order_find(base_arena *arena, const engine_problem *problem,
                       const engine_touches *touches, uint32_t *order, uint64_t *effort) {
    orderer self = {.problem = problem, .touches = touches};
    uint32_t *start = BASE_NEW(arena, uint32_t, problem->issues);
    if (!start || !prepare(arena, &self))
        return false;
    order_greedily(&self, ENT_NONE, order);
    for (size_t j = 0; j < problem->issues; j++) {
        bool tied = false;
        cut_change(&self, (uint32_t)j, &tied);
        self.tied += tied;
    }
    double work = work_of(&self, order, INFINITY);
    double trials = work / 64;
    for (uint32_t at = 0; at < self.tied && trials > 0 && self.effort < EFFORT_MAX &&
                          base_watch_step(problem->watch, self.tied);
         at++) {
        trials -= (double)self.tied;
        order_greedily(&self, order[at], start);
        const double other = work_of(&self, start, work);
        if (other >= work * (1 - 1e-9))
            continue;
        memcpy(order, start, problem->issues * sizeof *order);
        work = other;
    }
    improve(&self, order, work);
    *effort = self.effort;
    return true;
}
