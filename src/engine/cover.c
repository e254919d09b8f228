/*
 * The epsilon-frontier, by rounding that is kept account of.
 *
 * As in frontier.c, a state of the elimination holds rows, each the payoffs x of a real partial
 * package. Here a row also stands for others that were left out, and keeps an upper corner u >= x.
 * In a pass for one party, the keeper, this holds in every layer:
 *
 *     (*)  each partial package y that can still count has a row in its state with
 *          y <= u, and x = u in the keeper's payoff (so that y <= x there).
 *
 * An arc adds the same to y, x and u, which keeps (*). A row x' with corner u' is absorbed by a row
 * x of the same state if x' <= x for the keeper and u' <= x + allowed for everybody else; then u
 * grows to cover u'. Rows are taken by falling payoff of the keeper, so the first condition holds
 * by itself and the second is a question of dominance. With nothing allowed this is exact; when a
 * layer outgrows its share of the memory, what is allowed grows until it fits, by the same share of
 * utility for all. A row is dropped when not even its corner can reach the thresholds: then nothing
 * that it stands for can.
 *
 * After the last layer each package that counts lies under the corner of some row. If there is no
 * row, there is no such package: that is proven. A row that reaches the thresholds is a package
 * that counts and is listed; one that does not is a near miss, below the threshold of somebody
 * other than the keeper by no more than was allowed. So there is one pass for each party: what is
 * tight for one party only is listed by the pass in which that party loses nothing. Together the
 * passes list a set R, out of which those beaten within R are taken. Epsilon is then measured, not
 * estimated: it is the least e for which each corner u of a pass (one pass is enough, the best is
 * taken) has some r in R with r >= u - e for everybody. It covers the near misses too: where two
 * parties and more are near their thresholds at once, what was lost is made up by others in R, or
 * epsilon says how far it is. Only if R is empty and near misses remain is nothing known; to decide
 * that is as hard as a knapsack with several exact constraints.
 *
 * Rounding the payoffs of a dynamic program to a grid is Warburton (1987), Approximation of Pareto
 * optima in multiple-objective, shortest-path problems, Operations Research 35(1), 70-79; covers by
 * an additive epsilon are Loridan (1984) and Papadimitriou and Yannakakis (2000). Here nothing is
 * rounded: rows keep true payoffs, and what is proven is the loss that took place, which is smaller
 * than layers x cell.
 */
#include "engine/cover.h"

#include "engine/corners.h"

#include <stdlib.h>
#include <string.h>

#define LISTED_MAX  16384 /* rows of the last layer, all passes together */
#define LOSS_MAX    256.0 /* far above every payoff */
#define STEP_GROWTH 1.25
#define ASKING      64 /* units of work that a question to a tree of corners is taken for */

/* How a row was reached: from which row of the layer before, by which option. */
typedef struct link {
    uint32_t row;
    uint32_t option;
} link;

typedef struct rows {
    size_t count;
    size_t room;
    int64_t *payoff; /* [room x P] */
    int64_t *upper;  /* [room x P] */
    link *links;     /* [room] */
} rows;

/* A walk along the rows of one state, shifted by an arc. */
typedef struct cursor {
    const engine_arc *arc;
    size_t row;
    size_t end;
    int64_t payoff[ENT_PRINCIPALS_MAX];
    int64_t upper[ENT_PRINCIPALS_MAX];
} cursor;

typedef struct pass {
    const engine_problem *problem;
    const engine_elimination *plan;
    const double *units;
    size_t parties;
    size_t keeper;
    uint64_t left; /* rows that may still be kept */
    double loss;   /* allowed, in utility */
    double step;   /* by which it grows next */
    double grown;  /* how much it grew in the last layer that outgrew its share; 0: none has */
    int64_t allowed[ENT_PRINCIPALS_MAX];
    rows before;
    rows after;
    size_t *start; /* [states + 1] into `after` */
    size_t *start_before;
    size_t points_max;
    cursor *cursors;
    uint32_t *heap; /* cursors, the one with the best row first */
    size_t heap_count;
    size_t cursors_room;
    link **layers; /* [issues] */
} pass;

static bool reserve_rows(rows *list, size_t count, size_t parties) {
    if (count <= list->room)
        return true;
    size_t room = list->room ? list->room : 256;
    while (room < count)
        room *= 2;
    int64_t *payoff = base_realloc(list->payoff, room * parties * sizeof *payoff);
    list->payoff = payoff ? payoff : list->payoff;
    int64_t *upper = base_realloc(list->upper, room * parties * sizeof *upper);
    list->upper = upper ? upper : list->upper;
    link *links = base_realloc(list->links, room * sizeof *links);
    list->links = links ? links : list->links;
    if (!payoff || !upper || !links)
        return false;
    list->room = room;
    return true;
}

static void free_rows(rows *list) {
    free(list->payoff);
    free(list->upper);
    free(list->links);
    *list = (rows){0};
}

static void set_loss(pass *self, double loss) {
    self->loss = loss;
    for (size_t p = 0; p < self->parties; p++)
        self->allowed[p] = p == self->keeper ? 0 : (int64_t)(loss * self->units[p]);
}

/* ---- absorbing ---- */

/* Row `kept` is no worse for the keeper; is it near enough for the others? */
static bool can_absorb(const pass *self, const int64_t *kept, const int64_t *upper) {
    for (size_t p = 0; p < self->parties; p++)
        if (p != self->keeper && upper[p] > kept[p] + self->allowed[p])
            return false;
    return true;
}

static void absorb(const pass *self, int64_t *upper, const int64_t *absorbed) {
    for (size_t p = 0; p < self->parties; p++)
        if (p != self->keeper && absorbed[p] > upper[p])
            upper[p] = absorbed[p];
}

static void move_row(const pass *self, rows *list, size_t from, size_t to) {
    const size_t parties = self->parties;
    if (from == to)
        return;
    memcpy(list->payoff + to * parties, list->payoff + from * parties,
           parties * sizeof *list->payoff);
    memcpy(list->upper + to * parties, list->upper + from * parties, parties * sizeof *list->upper);
    list->links[to] = list->links[from];
}

/* Two parties: the last row kept has the best payoff of the other, so it alone is asked. */
static size_t thin_two(const pass *self, rows *list, size_t from, size_t to, size_t at) {
    const size_t parties = self->parties;
    const size_t first = at;
    for (size_t i = from; i < to && base_watch_each(self->problem->watch, i, 4); i++) {
        const int64_t *upper = list->upper + i * parties;
        if (at > first && can_absorb(self, list->payoff + (at - 1) * parties, upper))
            absorb(self, list->upper + (at - 1) * parties, upper);
        else
            move_row(self, list, i, at++);
    }
    return at;
}

/* The payoffs of all but the keeper, less what is allowed if `lowered`. */
static void project(const pass *self, const int64_t *row, bool lowered, int64_t *to) {
    for (size_t p = 0; p < self->parties; p++)
        if (p != self->keeper)
            *to++ = lowered ? row[p] - self->allowed[p] : row[p];
}

static size_t thin_with(const pass *self, rows *list, size_t from, size_t to, size_t at,
                        engine_corners *tree, size_t *place) {
    const size_t parties = self->parties;
    const size_t first = at;
    size_t recent = first;
    int64_t point[ENT_PRINCIPALS_MAX];
    for (size_t i = from; i < to && base_watch_step(self->problem->watch, ASKING); i++) {
        const int64_t *upper = list->upper + i * parties;
        if (at == first || !can_absorb(self, list->payoff + recent * parties, upper)) {
            project(self, upper, true, point);
            const size_t found = engine_corners_find(tree, point);
            if (found == SIZE_MAX) {
                project(self, list->payoff + i * parties, false, point);
                engine_corners_add(tree, i - from, point);
                place[i - from] = at;
                move_row(self, list, i, at++);
                continue;
            }
            recent = place[found];
        }
        absorb(self, list->upper + recent * parties, upper);
    }
    return at;
}

static bool thin_many(const pass *self, rows *list, size_t from, size_t to, size_t *at) {
    const size_t dims = self->parties - 1;
    engine_corners tree = {0};
    int64_t *points = base_malloc((to - from) * dims * sizeof *points + 1);
    size_t *place = base_malloc((to - from) * sizeof *place + 1);
    bool done = points && place;
    for (size_t i = from; done && i < to; i++)
        project(self, list->payoff + i * self->parties, false, points + (i - from) * dims);
    done = done && engine_corners_make(&tree, points, to - from, dims, self->problem->watch);
    if (done)
        *at = thin_with(self, list, from, to, *at, &tree, place);
    engine_corners_free(&tree);
    free(points);
    free(place);
    return done && !base_watch_ended(self->problem->watch);
}

/* Absorb what can be absorbed among the rows of one state; those that stay go to `at` and on. */
static bool thin(const pass *self, rows *list, size_t from, size_t to, size_t *at) {
    if (self->parties > 2)
        return thin_many(self, list, from, to, at);
    *at = thin_two(self, list, from, to, *at);
    return !base_watch_ended(self->problem->watch);
}

/* ---- one state: the rows that lead into it, by falling payoff of the keeper ---- */

static bool can_count(const pass *self, const int64_t *upper, const int64_t *most) {
    const int64_t *threshold = self->problem->threshold;
    for (size_t p = 0; threshold && p < self->parties; p++)
        if (upper[p] + most[p] < threshold[p])
            return false;
    return true;
}

/* On to the next row that can still count; false at the end. */
static bool advance(const pass *self, const engine_layer *layer, cursor *at) {
    const size_t parties = self->parties;
    const int64_t *most = layer->most + at->arc->to * parties;
    for (; at->row < at->end; at->row++) {
        for (size_t p = 0; p < parties; p++) {
            const int64_t added = engine_arc_payoff(self->problem, self->plan, layer, at->arc, p);
            at->payoff[p] = self->before.payoff[at->row * parties + p] + added;
            at->upper[p] = self->before.upper[at->row * parties + p] + added;
        }
        if (can_count(self, at->upper, most))
            return true;
    }
    return false;
}

static bool is_before(const pass *self, uint32_t left, uint32_t right) {
    const int64_t *a = self->cursors[left].payoff;
    const int64_t *b = self->cursors[right].payoff;
    if (a[self->keeper] != b[self->keeper])
        return a[self->keeper] > b[self->keeper];
    for (size_t p = 0; p < self->parties; p++)
        if (a[p] != b[p])
            return a[p] > b[p];
    return left < right;
}

static void sink(pass *self, size_t at) {
    for (;;) {
        size_t best = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < self->heap_count; child++)
            if (is_before(self, self->heap[child], self->heap[best]))
                best = child;
        if (best == at)
            return;
        const uint32_t moved = self->heap[at];
        self->heap[at] = self->heap[best];
        self->heap[best] = moved;
        at = best;
    }
}

static bool open_cursors(pass *self, const engine_layer *layer, uint32_t state) {
    const size_t arcs = layer->start[state + 1] - layer->start[state];
    if (arcs > self->cursors_room) {
        cursor *cursors = base_realloc(self->cursors, 2 * arcs * sizeof *cursors);
        self->cursors = cursors ? cursors : self->cursors;
        uint32_t *heap = base_realloc(self->heap, 2 * arcs * sizeof *heap);
        self->heap = heap ? heap : self->heap;
        if (!cursors || !heap)
            return false;
        self->cursors_room = 2 * arcs;
    }
    self->heap_count = 0;
    for (size_t a = 0; a < arcs; a++) {
        const engine_arc *arc = &layer->arcs[layer->start[state] + a];
        cursor *at = &self->cursors[a];
        *at = (cursor){.arc = arc,
                       .row = self->start_before[arc->from],
                       .end = self->start_before[arc->from + 1]};
        if (advance(self, layer, at))
            self->heap[self->heap_count++] = (uint32_t)a;
    }
    for (size_t at = self->heap_count / 2; at-- > 0;)
        sink(self, at);
    return true;
}

/* Append a row of the state that begins at `first`, unless the last one absorbs it. */
static bool append_row(pass *self, size_t first, const cursor *next) {
    const size_t parties = self->parties;
    rows *to = &self->after;
    if (to->count > first &&
        can_absorb(self, to->payoff + (to->count - 1) * parties, next->upper)) {
        absorb(self, to->upper + (to->count - 1) * parties, next->upper);
        return true;
    }
    if (!reserve_rows(to, to->count + 1, parties))
        return false;
    memcpy(to->payoff + to->count * parties, next->payoff, parties * sizeof *to->payoff);
    memcpy(to->upper + to->count * parties, next->upper, parties * sizeof *to->upper);
    to->links[to->count++] = (link){(uint32_t)next->row, next->arc->option};
    return true;
}

static bool fill_state(pass *self, const engine_layer *layer, uint32_t state) {
    const size_t first = self->after.count;
    if (layer->most[state * self->parties] == ENGINE_DEAD)
        return true;
    if (!open_cursors(self, layer, state))
        return false;
    for (size_t taken = 1; self->heap_count; taken++) {
        cursor *next = &self->cursors[self->heap[0]];
        if (!base_watch_each(self->problem->watch, taken, 8) || !append_row(self, first, next))
            return false;
        next->row++;
        if (!advance(self, layer, next))
            self->heap[0] = self->heap[--self->heap_count];
        sink(self, 0);
    }
    if (self->parties <= 2) /* the last row was the one to ask */
        return true;
    size_t count = first;
    if (!thin(self, &self->after, first, self->after.count, &count))
        return false;
    self->after.count = count;
    return true;
}

/* ---- layers ---- */

/* The first step worth trying: a sixteenth of the cell that `budget` cells would have. */
static double first_step(const pass *self, uint64_t budget) {
    double side = 1;
    double cells = 1;
    while (cells < (double)budget) {
        side += 1;
        cells = 1;
        for (size_t p = 1; p < self->parties; p++)
            cells *= side;
    }
    return 1 / (16 * side);
}

/* Allow more, and absorb again what the first `states` states hold. */
static bool widen(pass *self, size_t states) {
    set_loss(self, self->loss + self->step);
    self->step *= STEP_GROWTH;
    size_t at = 0;
    size_t from = 0;
    for (size_t s = 0; s < states; s++) {
        const size_t to = self->start[s + 1];
        if (!thin(self, &self->after, from, to, &at))
            return false;
        from = to;
        self->start[s + 1] = at;
    }
    self->after.count = at;
    return true;
}

static bool fill_layer(pass *self, const engine_layer *layer, uint64_t budget) {
    const double before = self->loss;
    size_t filled = 0;
    self->step = self->grown > 0 ? self->grown / 2 : first_step(self, budget);
    self->after.count = 0;
    self->start[0] = 0;
    for (uint32_t state = 0; state < layer->states; state++) {
        if (!base_watch_step(self->problem->watch,
                             layer->start[state + 1] - layer->start[state] + 1) ||
            !fill_state(self, layer, state))
            return false;
        self->start[state + 1] = self->after.count;
        filled += self->start[state + 1] > self->start[state];
        while (self->after.count > budget && self->after.count > filled && self->loss < LOSS_MAX)
            if (!widen(self, state + 1))
                return false;
    }
    self->grown = self->loss > before ? self->loss - before : self->grown;
    if (self->after.count > self->points_max)
        self->points_max = self->after.count;
    return true;
}

static bool keep_links(pass *self, size_t at) {
    link *links = base_malloc(self->after.count * sizeof *links + 1);
    if (!links)
        return false;
    if (self->after.count)
        memcpy(links, self->after.links, self->after.count * sizeof *links);
    self->layers[at] = links;
    return true;
}

static void swap_layers(pass *self) {
    const rows spare = self->before;
    size_t *spare_start = self->start_before;
    self->before = self->after;
    self->after = spare;
    self->start_before = self->start;
    self->start = spare_start;
}

/* Rows of the last layer that may be kept: they are all named. */
static uint64_t listed_max(const pass *self) {
    return LISTED_MAX / self->parties;
}

static bool fill_layers(pass *self) {
    const size_t issues = self->plan->issues;
    if (!reserve_rows(&self->before, 1, self->parties))
        return false;
    memset(self->before.payoff, 0, self->parties * sizeof *self->before.payoff);
    memset(self->before.upper, 0, self->parties * sizeof *self->before.upper);
    self->before.count = 1;
    self->start_before[0] = 0;
    self->start_before[1] = 1;
    for (size_t at = 0; at < issues; at++) {
        uint64_t budget = self->left / (issues - at);
        if (at + 1 == issues && budget > listed_max(self))
            budget = listed_max(self);
        if (!fill_layer(self, &self->plan->layers[at], budget) || !keep_links(self, at))
            return false;
        base_watch_part(self->problem->watch, self->keeper * issues + at + 1);
        self->left -= self->after.count < self->left ? self->after.count : self->left;
        swap_layers(self);
    }
    return true;
}

static bool begin_pass(pass *self) {
    size_t states = 1;
    for (size_t at = 0; at < self->plan->issues; at++)
        states = self->plan->layers[at].states > states ? self->plan->layers[at].states : states;
    self->start = base_malloc((states + 1) * sizeof *self->start);
    self->start_before = base_malloc((states + 1) * sizeof *self->start_before);
    self->layers = base_malloc(self->plan->issues * sizeof *self->layers + 1);
    if (self->layers)
        memset(self->layers, 0, self->plan->issues * sizeof *self->layers);
    set_loss(self, 0);
    return self->start && self->start_before && self->layers;
}

static void end_pass(pass *self) {
    for (size_t at = 0; self->layers && at < self->plan->issues; at++)
        free(self->layers[at]);
    free(self->layers);
    free(self->start);
    free(self->start_before);
    free(self->cursors);
    free(self->heap);
    free_rows(&self->before);
    free_rows(&self->after);
}

/* The package of a row of the last layer. */
static void trace(const pass *self, size_t row, uint32_t *package) {
    for (size_t at = self->plan->issues; at-- > 0;) {
        package[self->plan->layers[at].issue] = self->layers[at][row].option;
        row = self->layers[at][row].row;
    }
}

/* ---- what the passes list ---- */

/* A package that counts; the parties there are not pay 0, so that all columns can be compared. */
typedef struct listed {
    int64_t payoff[ENT_PRINCIPALS_MAX];
    const uint32_t *package;
} listed;

/* The corners of one pass. */
typedef struct corner_list {
    const int64_t *upper; /* [count x P] */
    size_t count;
} corner_list;

typedef struct collection {
    const engine_problem *problem;
    const engine_elimination *plan;
    const double *units;
    listed *list;
    size_t count;
    size_t room;
    corner_list corners[ENT_PRINCIPALS_MAX];
    double near_shortfall;
    base_arena scratch;
    engine_cover *cover;
} collection;

static bool counts(const collection *self, const int64_t *payoff) {
    const int64_t *threshold = self->problem->threshold;
    for (size_t p = 0; threshold && p < self->problem->parties; p++)
        if (payoff[p] < threshold[p])
            return false;
    return true;
}

static double shortfall_of(const collection *self, const int64_t *payoff) {
    double largest = 0;
    for (size_t p = 0; p < self->problem->parties; p++) {
        const double lack = (double)(self->problem->threshold[p] - payoff[p]) / self->units[p];
        largest = lack > largest ? lack : largest;
    }
    return largest;
}

static bool note_near_miss(collection *self, const pass *from, size_t row) {
    const size_t parties = self->problem->parties;
    const int64_t *payoff = from->before.payoff + row * parties;
    const double shortfall = shortfall_of(self, payoff);
    if (self->cover->near && shortfall >= self->near_shortfall)
        return true;
    int64_t *near = BASE_NEW(&self->cover->arena, int64_t, parties);
    uint32_t *package = BASE_NEW(&self->cover->arena, uint32_t, self->plan->issues);
    if (!near || !package)
        return false;
    memcpy(near, payoff, parties * sizeof *near);
    trace(from, row, package);
    self->cover->near = near;
    self->cover->near_package = package;
    self->near_shortfall = shortfall;
    return true;
}

static bool list_row(collection *self, const pass *from, size_t row) {
    const size_t parties = self->problem->parties;
    if (self->count == self->room) {
        const size_t room = self->room ? 2 * self->room : 64;
        listed *list = base_realloc(self->list, room * sizeof *list);
        if (!list)
            return false;
        self->list = list;
        self->room = room;
    }
    uint32_t *package = BASE_NEW(&self->scratch, uint32_t, self->plan->issues);
    if (!package)
        return false;
    trace(from, row, package);
    listed *to = &self->list[self->count++];
    *to = (listed){.package = package};
    memcpy(to->payoff, from->before.payoff + row * parties, parties * sizeof *to->payoff);
    return true;
}

static bool collect(collection *self, const pass *from) {
    const size_t parties = self->problem->parties;
    const size_t count = from->before.count;
    int64_t *upper = BASE_NEW(&self->scratch, int64_t, count * parties);
    if (!upper)
        return false;
    if (count)
        memcpy(upper, from->before.upper, count * parties * sizeof *upper);
    self->corners[from->keeper] = (corner_list){upper, count};
    for (size_t row = 0; row < count; row++)
        if (!base_watch_step(self->problem->watch, self->plan->issues) ||
            !(counts(self, from->before.payoff + row * parties) ? list_row(self, from, row)
                                                                : note_near_miss(self, from, row)))
            return false;
    if (from->points_max > self->cover->points_max)
        self->cover->points_max = from->points_max;
    return true;
}

static bool run_pass(collection *self, size_t keeper, uint64_t limit) {
    pass now = {.problem = self->problem,
                .plan = self->plan,
                .units = self->units,
                .parties = self->problem->parties,
                .keeper = keeper,
                .left = limit};
    const bool done = begin_pass(&now) && fill_layers(&now) && collect(self, &now);
    end_pass(&now);
    return done;
}

/* ---- the answer ---- */

static int falling_payoff(const void *a, const void *b) {
    const listed *x = a;
    const listed *y = b;
    for (size_t p = 0; p < ENT_PRINCIPALS_MAX; p++)
        if (x->payoff[p] != y->payoff[p])
            return x->payoff[p] > y->payoff[p] ? -1 : 1;
    return 0;
}

/* Is a corner within `epsilon` of a listed package? */
static bool is_covered(const collection *self, const engine_corners *tree, const int64_t *upper,
                       double epsilon) {
    int64_t least[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < self->problem->parties; p++)
        least[p] = upper[p] - (int64_t)(epsilon * self->units[p]);
    return engine_corners_find(tree, least) != SIZE_MAX;
}

/* The least epsilon, to within a thousandth of it, that covers this corner too. */
static double raise_epsilon(const collection *self, const engine_corners *tree,
                            const int64_t *upper, double epsilon) {
    double low = epsilon;
    double high = epsilon > 0 ? 2 * epsilon : 1e-12;
    for (; high < LOSS_MAX && !is_covered(self, tree, upper, high); high *= 2)
        low = high;
    while (high - low > high / 1024) {
        const double middle = low + (high - low) / 2;
        if (is_covered(self, tree, upper, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

static double measure_epsilon(const collection *self, const engine_corners *tree, size_t passes) {
    const size_t parties = self->problem->parties;
    double least = LOSS_MAX;
    for (size_t keeper = 0; keeper < passes; keeper++) {
        const corner_list *corners = &self->corners[keeper];
        double epsilon = 0;
        for (size_t i = 0; i < corners->count && epsilon < least; i++)
            if (base_watch_step(self->problem->watch, 4 * ASKING) &&
                !is_covered(self, tree, corners->upper + i * parties, epsilon))
                epsilon = raise_epsilon(self, tree, corners->upper + i * parties, epsilon);
        least = epsilon < least ? epsilon : least;
    }
    return least;
}

/* The highest corner of each party; each pass bounds every party, its keeper without loss. */
static bool bound_payoffs(const collection *self, size_t passes) {
    const size_t parties = self->problem->parties;
    int64_t *most = BASE_NEW(&self->cover->arena, int64_t, parties);
    for (size_t p = 0; most && p < parties; p++)
        for (size_t keeper = 0; keeper < passes; keeper++) {
            int64_t highest = INT64_MIN;
            for (size_t i = 0; i < self->corners[keeper].count; i++) {
                const int64_t upper = self->corners[keeper].upper[i * parties + p];
                highest = upper > highest ? upper : highest;
            }
            most[p] = keeper == 0 || highest < most[p] ? highest : most[p];
        }
    self->cover->most = most;
    return most != NULL;
}

/* Nothing is listed: what a package that counts could pay above the thresholds, if there is one. */
static double bound_gains(const collection *self) {
    double most = 0;
    for (size_t p = 0; p < self->problem->parties; p++) {
        const int64_t above = self->cover->most[p] - self->problem->threshold[p];
        most = (double)above / self->units[p] > most ? (double)above / self->units[p] : most;
    }
    return most;
}

/* Keep the listed packages that no other beats, the first of those that pay the same. */
static void drop_beaten(collection *self, engine_corners *tree) {
    size_t kept = 0;
    for (size_t i = 0; i < self->count && base_watch_step(self->problem->watch, ASKING); i++) {
        if (engine_corners_find(tree, self->list[i].payoff) != SIZE_MAX)
            continue;
        engine_corners_add(tree, i, self->list[i].payoff);
        self->list[kept++] = self->list[i];
    }
    self->count = kept;
}

static bool copy_listed(const collection *self) {
    const size_t parties = self->problem->parties;
    const size_t issues = self->plan->issues;
    int64_t *payoff = BASE_NEW(&self->cover->arena, int64_t, self->count * parties);
    uint32_t *package = BASE_NEW(&self->cover->arena, uint32_t, self->count * issues);
    if (!payoff || !package)
        return false;
    for (size_t i = 0; i < self->count; i++) {
        memcpy(payoff + i * parties, self->list[i].payoff, parties * sizeof *payoff);
        memcpy(package + i * issues, self->list[i].package, issues * sizeof *package);
    }
    self->cover->count = self->count;
    self->cover->payoff = payoff;
    self->cover->package = package;
    return true;
}

static bool conclude(collection *self, size_t passes) {
    const size_t parties = self->problem->parties;
    if (self->count == 0) {
        const bool bounded = self->cover->decided || bound_payoffs(self, passes);
        self->cover->epsilon = bounded && !self->cover->decided ? bound_gains(self) : 0;
        return bounded;
    }
    qsort(self->list, self->count, sizeof *self->list, falling_payoff);
    int64_t *points = BASE_NEW(&self->scratch, int64_t, self->count * parties);
    for (size_t i = 0; points && i < self->count; i++)
        memcpy(points + i * parties, self->list[i].payoff, parties * sizeof *points);
    engine_corners tree = {0};
    const bool done =
        points && engine_corners_make(&tree, points, self->count, parties, self->problem->watch);
    if (done) {
        drop_beaten(self, &tree);
        self->cover->epsilon = measure_epsilon(self, &tree, passes);
    }
    engine_corners_free(&tree);
    return done && bound_payoffs(self, passes) && copy_listed(self);
}

/* Without thresholds one pass lists all it finds; two parties gain from the second side. */
static size_t passes_for(const engine_problem *problem) {
    return problem->threshold || problem->parties == 2 ? problem->parties : 1;
}

ent_status engine_cover_find(const engine_problem *problem, const engine_elimination *plan,
                             const double *units, uint64_t limit, engine_cover *cover) {
    *cover = (engine_cover){0};
    collection self = {.problem = problem, .plan = plan, .units = units, .cover = cover};
    const size_t passes = passes_for(problem);
    const uint64_t most = problem->parties > 2 ? ENGINE_COVER_ROWS_MANY : ENGINE_COVER_ROWS;
    base_watch_phase(problem->watch, "epsilon-frontier", passes * plan->issues);
    bool done = true;
    bool empty = false;
    for (size_t keeper = 0; keeper < passes && done && !empty; keeper++) {
        done = run_pass(&self, keeper, limit < most ? limit : most);
        empty = done && self.corners[keeper].count == 0;
    }
    cover->decided = empty || self.count > 0;
    done = done && conclude(&self, passes);
    free(self.list);
    base_arena_clear(&self.scratch);
    const bool ended = base_watch_ended(problem->watch);
    if (done && !ended)
        return ENT_OK;
    engine_cover_clear(cover);
    return ended ? ENT_ERR_STOPPED : ENT_ERR_NOMEM;
}

void engine_cover_clear(engine_cover *cover) {
    base_arena_clear(&cover->arena);
    *cover = (engine_cover){0};
}
