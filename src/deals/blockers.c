/*
 * What stands in the way. One run of the engine in which red lines leave marks instead of
 * forbidding: every row that it keeps is a settlement with the set of constraints that it violates.
 * The smallest such sets are the minimal concession sets (a dominated package violates no fewer),
 * and the minimal sets that hit all of them are the minimal conflicts (Reiter 1987; Liffiton and
 * Sakallah 2008).
 */
#include "entente/blockers.h"

#include "base/diag.h"
#include "deals/frontier.h"
#include "deals/solutions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct owned {
    ent_blockers result;
    ent_arena arena;
} owned;

/* A settlement on some state's frontier and what it violates. */
typedef struct violation {
    const uint64_t *set; /* [words] red lines, then walk-aways */
    size_t row;
} violation;

typedef struct finder {
    const ent_model *model;
    ent_arena scratch;
    ent_red_line *lines;
    size_t lines_count;
    size_t constraints;
    size_t words;
    const ent_grid *grid;
    const ent_problem *problem;
    const ent_elimination *plan;
    ent_frontier frontier;
    const int64_t *payoff;
    violation *all;
    size_t all_count;
    violation *minimal; /* one for each minimal set: the row that needs the least drop */
    size_t minimal_count;
    owned *to;
} finder;

static bool has(const uint64_t *set, size_t i) {
    return set[i / 64] >> (i % 64) & 1;
}

static void add(uint64_t *set, size_t i) {
    set[i / 64] |= (uint64_t)1 << (i % 64);
}

static bool is_subset(const uint64_t *a, const uint64_t *b, size_t words) {
    for (size_t w = 0; w < words; w++)
        if (a[w] & ~b[w])
            return false;
    return true;
}

static bool meets(const uint64_t *a, const uint64_t *b, size_t words) {
    for (size_t w = 0; w < words; w++)
        if (a[w] & b[w])
            return true;
    return false;
}

static size_t size_of(const uint64_t *set, size_t constraints) {
    size_t size = 0;
    for (size_t i = 0; i < constraints; i++)
        size += has(set, i);
    return size;
}

static const int64_t *row_of(const finder *self, size_t row) {
    return self->payoff + row * self->grid->parties.count;
}

static ent_status run_engine(finder *self) {
    const ent_model *model = self->model;
    ent_status status = ent_red_lines(model, &self->lines, &self->lines_count);
    if (status)
        return status;
    self->constraints = self->lines_count + model->principals.count;
    self->words = (self->constraints + 63) / 64;
    const ent_problem_options options = {.kind = ENT_KIND_SETTLEMENT,
                                         .mark_red_lines = true,
                                         .lines = self->lines,
                                         .lines_count = self->lines_count};
    self->grid = ent_grid_make(&self->scratch, model, model->principals, false);
    self->problem =
        self->grid ? ent_problem_make(&self->scratch, model, self->grid, &options) : NULL;
    if (!self->problem)
        return ENT_ERR_NOMEM;
    status = ent_elimination_plan(&self->scratch, self->problem, &self->plan);
    return status ? status
                  : ent_frontier_find(self->problem, self->plan, ENT_POINTS_LIMIT, NULL,
                                      &self->frontier);
}

/* Every kept row with its set of violated constraints. */
static bool list_violations(finder *self) {
    const ent_points *last = &self->frontier.layers[self->plan->issues - 1];
    const size_t states = self->plan->layers[self->plan->issues - 1].states;
    self->all = ENT_NEW(&self->scratch, violation, last->start[states]);
    uint64_t *sets = ENT_NEW(&self->scratch, uint64_t, last->start[states] * self->words);
    if (!self->all || !sets)
        return false;
    self->payoff = last->payoff;
    for (size_t s = 0; s < states; s++)
        for (size_t i = last->start[s]; i < last->start[s + 1]; i++) {
            uint64_t *set = sets + i * self->words;
            for (size_t m = 0; m < self->lines_count; m++)
                if (has(self->plan->final_marks + s * self->plan->words, m))
                    add(set, m);
            for (size_t p = 0; p < self->grid->parties.count; p++)
                if (row_of(self, i)[p] < self->grid->walk_away[p] - self->grid->slack[p])
                    add(set, self->lines_count + p);
            self->all[self->all_count++] = (violation){set, i};
        }
    return true;
}

static double drop_of(const finder *self, const violation *of, size_t p) {
    const int64_t short_by = self->grid->walk_away[p] - row_of(self, of->row)[p];
    return has(of->set, self->lines_count + p) ? (double)short_by / self->grid->units[p] : 0;
}

static double largest_drop(const finder *self, const violation *of) {
    double largest = 0;
    for (size_t p = 0; p < self->grid->parties.count; p++)
        largest = fmax(largest, drop_of(self, of, p));
    return largest;
}

/* > 0 if the drops of `a` sum to less. */
static int compare_drops(const finder *self, const violation *a, const violation *b) {
    int64_t left[ENT_PRINCIPALS_MAX];
    int64_t right[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < self->grid->parties.count; p++) {
        const bool gives_a = has(a->set, self->lines_count + p);
        const bool gives_b = has(b->set, self->lines_count + p);
        left[p] = gives_a ? self->grid->walk_away[p] - row_of(self, a->row)[p] : 0;
        right[p] = gives_b ? self->grid->walk_away[p] - row_of(self, b->row)[p] : 0;
    }
    return ent_grid_compare_sums(self->grid, right, left);
}

static ent_status is_earlier(finder *self, size_t a, size_t b, bool *earlier) {
    uint32_t *left = ent_malloc(2 * self->plan->issues * sizeof *left);
    if (!left)
        return ENT_ERR_NOMEM;
    uint32_t *right = left + self->plan->issues;
    ent_status status = ent_frontier_witness(self->problem, self->plan, &self->frontier, a, left);
    if (!status)
        status = ent_frontier_witness(self->problem, self->plan, &self->frontier, b, right);
    size_t j = 0;
    while (!status && j < self->plan->issues && left[j] == right[j])
        j++;
    *earlier = !status && j < self->plan->issues && left[j] < right[j];
    free(left);
    return status;
}

/* Of two rows that violate the same: the smallest sum of drops, largest drop, then the package. */
static ent_status needs_less(finder *self, const violation *a, const violation *b, bool *less) {
    int better = compare_drops(self, a, b);
    if (better == 0) {
        const double difference = largest_drop(self, b) - largest_drop(self, a);
        better = difference > 1e-12 ? 1 : difference < -1e-12 ? -1 : 0;
    }
    *less = better > 0;
    return better ? ENT_OK : is_earlier(self, a->row, b->row, less);
}

static ent_status keep_minimal(finder *self) {
    self->minimal = ENT_NEW(&self->scratch, violation, self->all_count);
    if (!self->minimal)
        return ENT_ERR_NOMEM;
    for (size_t i = 0; i < self->all_count; i++) {
        const violation *next = &self->all[i];
        size_t kept = 0;
        bool settled = false;
        for (size_t k = 0; k < self->minimal_count; k++) {
            violation *other = &self->minimal[k];
            const bool above = is_subset(other->set, next->set, self->words);
            const bool below = is_subset(next->set, other->set, self->words);
            bool less = false;
            if (above && below) {
                const ent_status status = needs_less(self, next, other, &less);
                if (status)
                    return status;
                if (less)
                    *other = *next;
            }
            settled = settled || above;
            if (above || !below)
                self->minimal[kept++] = *other;
        }
        self->minimal_count = kept;
        if (!settled)
            self->minimal[self->minimal_count++] = *next;
    }
    return ENT_OK;
}

/* Fewest red lines, smallest total drop, fewest walk-aways, then the lower constraints. */
static int compare_cost(const finder *self, const violation *a, const violation *b) {
    const size_t lines_a = size_of(a->set, self->lines_count);
    const size_t lines_b = size_of(b->set, self->lines_count);
    if (lines_a != lines_b)
        return lines_a < lines_b ? -1 : 1;
    const int less = compare_drops(self, a, b);
    if (less)
        return -less;
    const size_t size_a = size_of(a->set, self->constraints);
    const size_t size_b = size_of(b->set, self->constraints);
    if (size_a != size_b)
        return size_a < size_b ? -1 : 1;
    for (size_t i = 0; i < self->constraints; i++)
        if (has(a->set, i) != has(b->set, i))
            return has(a->set, i) ? -1 : 1;
    return 0;
}

static void order_by_cost(finder *self) {
    for (size_t i = 1; i < self->minimal_count; i++) {
        const violation next = self->minimal[i];
        size_t at = i;
        for (; at && compare_cost(self, &next, &self->minimal[at - 1]) < 0; at--)
            self->minimal[at] = self->minimal[at - 1];
        self->minimal[at] = next;
    }
}

static bool list_members(const finder *self, const uint64_t *set, ent_ids *ids) {
    uint32_t *at = ENT_NEW(&self->to->arena, uint32_t, size_of(set, self->constraints));
    size_t count = 0;
    for (uint32_t i = 0; at && i < self->constraints; i++)
        if (has(set, i))
            at[count++] = i;
    *ids = (ent_ids){count, at};
    return at != NULL;
}

static bool store_concessions(finder *self) {
    ent_concession *list = ENT_NEW(&self->to->arena, ent_concession, self->minimal_count);
    if (!list)
        return false;
    for (size_t i = 0; i < self->minimal_count; i++) {
        double *drop = ENT_NEW(&self->to->arena, double, self->constraints);
        if (!drop || !list_members(self, self->minimal[i].set, &list[i].give))
            return false;
        for (size_t p = 0; p < self->grid->parties.count; p++) {
            drop[self->lines_count + p] = drop_of(self, &self->minimal[i], p);
            list[i].total_drop += drop[self->lines_count + p];
        }
        list[i].drop = drop;
    }
    self->to->result.concessions = list;
    self->to->result.concessions_count = self->minimal_count;
    return true;
}

/* Sets that hit all concession sets so far; a growing list of bit sets. */
typedef struct hitting {
    uint64_t *sets; /* [room x words] */
    size_t count;
    size_t room;
} hitting;

static bool push_set(finder *self, hitting *to, const uint64_t *set, size_t extra) {
    if (to->count == to->room) {
        const size_t room = to->room ? 2 * to->room : 64;
        uint64_t *grown = ent_realloc(to->sets, room * self->words * sizeof *grown);
        if (!grown)
            return false;
        to->sets = grown;
        to->room = room;
    }
    uint64_t *own = to->sets + to->count++ * self->words;
    memcpy(own, set, self->words * sizeof *own);
    if (extra != SIZE_MAX)
        add(own, extra);
    return true;
}

static bool is_covered(const finder *self, const hitting *by, const uint64_t *set, size_t extra) {
    for (size_t i = 0; i < by->count; i++) {
        bool inside = true;
        for (size_t w = 0; w < self->words; w++) {
            const uint64_t bit = extra / 64 == w ? (uint64_t)1 << (extra % 64) : (uint64_t)0;
            inside = inside && !(by->sets[i * self->words + w] & ~(set[w] | bit));
        }
        if (inside)
            return true;
    }
    return false;
}

/* Berge's step: sets that miss the new one are widened by each of its members. */
static ent_status hit_one_more(finder *self, const hitting *before, const uint64_t *target,
                               hitting *after) {
    after->count = 0;
    for (size_t i = 0; i < before->count; i++) {
        const uint64_t *set = before->sets + i * self->words;
        if (meets(set, target, self->words) && !push_set(self, after, set, SIZE_MAX))
            return ENT_ERR_NOMEM;
    }
    const hitting kept = *after;
    for (size_t i = 0; i < before->count; i++) {
        const uint64_t *set = before->sets + i * self->words;
        for (size_t c = 0; c < self->constraints && !meets(set, target, self->words); c++) {
            const hitting old = {after->sets, kept.count, kept.room};
            if (!has(target, c) || is_covered(self, &old, set, c))
                continue;
            if (after->count >= 4 * ENT_CONFLICTS_MAX)
                return ENT_ERR_LIMIT;
            if (!push_set(self, after, set, c))
                return ENT_ERR_NOMEM;
        }
    }
    return ENT_OK;
}

static int compare_conflicts(const ent_ids *a, const ent_ids *b) {
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return 0;
}

static int compare_conflicts_qsort(const void *a, const void *b) {
    return compare_conflicts(a, b);
}

static bool store_conflicts(finder *self, const hitting *of) {
    ent_blockers *result = &self->to->result;
    ent_ids *list = ENT_NEW(&self->to->arena, ent_ids, of->count);
    if (!list)
        return false;
    for (size_t i = 0; i < of->count; i++)
        if (!list_members(self, of->sets + i * self->words, &list[i]))
            return false;
    qsort(list, of->count, sizeof *list, compare_conflicts_qsort);
    if (of->count > ENT_CONFLICTS_MAX)
        result->conflicts_complete = false;
    result->conflicts = list;
    result->conflicts_count = of->count < ENT_CONFLICTS_MAX ? of->count : ENT_CONFLICTS_MAX;
    return true;
}

static ent_status find_conflicts(finder *self) {
    hitting now = {0};
    hitting next = {0};
    uint64_t *none = ENT_NEW(&self->scratch, uint64_t, self->words);
    ent_status status = none && push_set(self, &now, none, SIZE_MAX) ? ENT_OK : ENT_ERR_NOMEM;
    self->to->result.conflicts_complete = true;
    for (size_t i = 0; i < self->minimal_count && !status; i++) {
        status = hit_one_more(self, &now, self->minimal[i].set, &next);
        const hitting spare = now;
        now = next;
        next = spare;
    }
    if (status == ENT_ERR_LIMIT) { /* too many: say so rather than list some that are not minimal */
        self->to->result.conflicts_complete = false;
        now.count = 0;
        status = ENT_OK;
    }
    if (!status && !store_conflicts(self, &now))
        status = ENT_ERR_NOMEM;
    free(now.sets);
    free(next.sets);
    return status;
}

static double smallest_gain(const finder *self, size_t row) {
    const ent_choice choice = {
        .grid = self->grid, .payoff = self->payoff, .reference = self->grid->walk_away};
    return ent_choice_smallest_gain(&choice, row);
}

/* Best smallest gain over settlements that cross no red line but `line`; -INFINITY: none. */
static double best_without(const finder *self, size_t line) {
    double best = -INFINITY;
    for (size_t i = 0; i < self->all_count; i++) {
        bool crosses = false;
        for (size_t m = 0; m < self->lines_count; m++)
            crosses = crosses || (m != line && has(self->all[i].set, m));
        if (!crosses)
            best = fmax(best, smallest_gain(self, self->all[i].row));
    }
    return best;
}

static bool store_prices(finder *self) {
    double *prices = ENT_NEW(&self->to->arena, double, self->constraints);
    ent_constraint *constraints = ENT_NEW(&self->to->arena, ent_constraint, self->constraints);
    if (!prices || !constraints)
        return false;
    const double base = best_without(self, SIZE_MAX);
    for (size_t c = 0; c < self->constraints; c++) {
        prices[c] = NAN;
        if (c >= self->lines_count) {
            constraints[c] =
                (ent_constraint){self->model->principals.at[c - self->lines_count], ENT_NONE};
            continue;
        }
        constraints[c] = (ent_constraint){self->lines[c].party, self->lines[c].index};
        if (base > -INFINITY)
            prices[c] = best_without(self, c) - base;
    }
    self->to->result.constraints = constraints;
    self->to->result.constraints_count = self->constraints;
    self->to->result.prices = prices;
    return true;
}

static ent_status find_all(finder *self) {
    ent_blockers *result = &self->to->result;
    ent_status status = run_engine(self);
    if (status)
        return status;
    if (!list_violations(self) || !store_prices(self))
        return ENT_ERR_NOMEM;
    result->exact = self->grid->exact;
    result->conflicts_complete = true;
    result->impossible_by_rules = self->all_count == 0;
    status = keep_minimal(self);
    if (status)
        return status;
    result->possible =
        self->minimal_count == 1 && size_of(self->minimal[0].set, self->constraints) == 0;
    if (result->possible || result->impossible_by_rules)
        return ENT_OK;
    order_by_cost(self);
    return store_concessions(self) ? find_conflicts(self) : ENT_ERR_NOMEM;
}

ent_status ent_blockers_find(const ent_model *model, ent_blockers **blockers, ent_diags *diags) {
    owned *to = ent_malloc(sizeof *to);
    if (!to)
        return ent_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    finder self = {.model = model, .to = to};
    const ent_status status = find_all(&self);
    ent_frontier_clear(&self.frontier);
    ent_arena_clear(&self.scratch);
    free(self.lines);
    if (status) {
        ent_blockers_free(&to->result);
        return status == ENT_ERR_NOMEM
                   ? ent_fail_memory(diags)
                   : ent_fail(diags, status, NULL, 0, 0, NULL,
                              "red lines can be crossed in more ways than memory allows; drop "
                              "rules or red lines that tie many issues");
    }
    *blockers = &to->result;
    return ENT_OK;
}

void ent_blockers_free(ent_blockers *blockers) {
    if (!blockers)
        return;
    owned *to = blockers->owner;
    ent_arena_clear(&to->arena);
    free(to);
}
