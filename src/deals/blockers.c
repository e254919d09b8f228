/*
 * What stands in the way. Concession sets and conflicts are each other's minimal hitting sets
 * (Reiter 1987), and one search finds both, cheapest concession first.
 *
 * For each set of walk-aways given up there is a tree of red lines that are held. The oracle's
 * cheapest package that keeps the held ones shows the cheapest set left in a node; the node is then
 * split by which of that set's red lines is held instead (Lawler 1972). Where nothing keeps the
 * held ones they are shrunk to a minimal conflict, and nodes that hold a known conflict need no
 * question. So each question brings a new set of one kind or the other, as in the dualisation of
 * Gunopulos et al. (2003); MARCO (Liffiton et al. 2016) asks likewise but takes sets as they come.
 * When no node is left, the conflicts found are all there are: a minimal hitting set of theirs
 * would otherwise lead to a node that none of them closes.
 */
#include "entente/blockers.h"

#include "base/diag.h"
#include "deals/oracle.h"
#include "engine/solutions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX ((size_t)1 << 20)

typedef struct owned {
    ent_blockers result;
    base_arena arena;
} owned;

/* Red lines and walk-aways. */
typedef struct constraint_set {
    const uint64_t *lines; /* [words] */
    uint32_t walks;
} constraint_set;

/* A minimal concession set, or one that holds a smaller one. */
typedef struct concession {
    constraint_set give;
    bool is_minimal;
    const int64_t *payoff; /* [P] of the package that needs the least drop */
    uint64_t lines;        /* how many */
} concession;

/* Concession sets that give up the walk-aways `walks`, and of the red lines none that is held. */
typedef struct node {
    uint32_t walks;
    bool is_root;      /* nothing is held: sets with fewer walk-aways start from here */
    bool is_solved;    /* the cheapest package is known */
    uint64_t *held;    /* [words] */
    uint64_t *given;   /* [words] red lines of which a sibling has the sets without them */
    uint64_t *joined;  /* [words] as in deals_question */
    uint64_t *crossed; /* [words] by the cheapest package */
    int64_t *payoff;   /* [P] of the cheapest package */
    uint64_t lines;    /* cost, or a lower bound: red lines crossed */
    double drop;       /* and the sum of drops */
    size_t known;      /* sets before this one hold something that is held here */
    uint64_t made;     /* place in the order of making */
} node;

typedef struct finder {
    const ent_model *model;
    ent_blockers_options limits;
    base_arena scratch;
    ent_red_line *lines;
    size_t lines_count;
    size_t parties;
    size_t words;
    deals_oracle oracle;
    uint64_t *joined; /* for questions of no node */
    node **heap;
    size_t heap_count;
    size_t heap_room;
    uint64_t nodes;
    concession *known;
    size_t known_count;
    size_t known_room;
    size_t minimal_count;
    constraint_set *conflicts;
    size_t conflicts_count;
    size_t conflicts_room;
    ent_blockers_limit limit;
    owned *to;
} finder;

/* ---- sets ---- */

static bool meets(const uint64_t *a, const uint64_t *b, size_t words) {
    for (size_t w = 0; w < words; w++)
        if (a[w] & b[w])
            return true;
    return false;
}

static bool is_subset(const uint64_t *a, const uint64_t *b, size_t words) {
    for (size_t w = 0; w < words; w++)
        if (a[w] & ~b[w])
            return false;
    return true;
}

static size_t bits_in(uint64_t word) {
    size_t bits = 0;
    for (; word; word &= word - 1)
        bits++;
    return bits;
}

static uint32_t all_walks(const finder *self) {
    return (UINT32_C(1) << self->parties) - 1;
}

static uint64_t *new_set(finder *self) {
    return BASE_NEW(&self->scratch, uint64_t, self->words);
}

static uint64_t *copy_set(finder *self, const uint64_t *set) {
    uint64_t *copy = new_set(self);
    if (copy)
        memcpy(copy, set, self->words * sizeof *copy);
    return copy;
}

/* Room for one more in a list; NULL if out of memory. */
static void *with_room(void *list, size_t count, size_t *room, size_t size) {
    if (count < *room)
        return list;
    const size_t grown = *room ? 2 * *room : 64;
    void *memory = base_realloc(list, grown * size);
    if (memory)
        *room = grown;
    return memory;
}

/* ---- nodes, cheapest first ---- */

static bool is_cheaper(const node *a, const node *b) {
    if (a->lines != b->lines)
        return a->lines < b->lines;
    if (a->drop < b->drop || a->drop > b->drop)
        return a->drop < b->drop;
    const size_t walks_a = bits_in(a->walks);
    const size_t walks_b = bits_in(b->walks);
    return walks_a != walks_b ? walks_a < walks_b : a->made < b->made;
}

static ent_status push_node(finder *self, node *next) {
    node **heap = with_room(self->heap, self->heap_count, &self->heap_room, sizeof(node *));
    if (!heap)
        return ENT_ERR_NOMEM;
    self->heap = heap;
    size_t at = self->heap_count++;
    for (; at && is_cheaper(next, heap[(at - 1) / 2]); at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = next;
    return ENT_OK;
}

static node *pop_node(finder *self) {
    node **heap = self->heap;
    node *top = heap[0];
    node *last = heap[--self->heap_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= self->heap_count)
            break;
        if (child + 1 < self->heap_count && is_cheaper(heap[child + 1], heap[child]))
            child++;
        if (!is_cheaper(heap[child], last))
            break;
        heap[at] = heap[child];
        at = child;
    }
    if (self->heap_count)
        heap[at] = last;
    return top;
}

/* A node like another, with sets of its own. */
static node *copy_node(finder *self, const node *from) {
    node *made = BASE_NEW(&self->scratch, node, 1);
    uint64_t *sets = BASE_NEW(&self->scratch, uint64_t, 4 * self->words);
    if (!made || !sets)
        return NULL;
    *made = *from;
    made->made = self->nodes++;
    made->held = sets;
    made->given = sets + self->words;
    made->joined = sets + 2 * self->words;
    made->crossed = sets + 3 * self->words;
    memcpy(made->held, from->held, self->words * sizeof *sets);
    memcpy(made->given, from->given, self->words * sizeof *sets);
    memcpy(made->joined, from->joined, self->words * sizeof *sets);
    memcpy(made->crossed, from->crossed, self->words * sizeof *sets);
    return made;
}

/* ---- conflicts ---- */

static bool is_feasible_by_known(const finder *self, const uint64_t *held, uint32_t floors) {
    if (!base_watch_step(self->limits.watch, 4 * self->known_count))
        return false;
    for (size_t i = 0; i < self->known_count; i++)
        if (!(self->known[i].give.walks & floors) &&
            !meets(self->known[i].give.lines, held, self->words))
            return true;
    return false;
}

/* Is there a settlement that keeps these? If not, `joined` and `blamed` say what stops it. */
static ent_status can_hold(finder *self, const uint64_t *held, uint32_t floors, uint64_t *joined,
                           bool *can, uint32_t *blamed) {
    const deals_question question = {
        .held = held, .joined = joined, .floors = floors, .work_max = self->limits.work_max};
    deals_reply answer = {0};
    const ent_status status = deals_oracle_ask(&self->oracle, &question, &answer);
    *can = answer.found;
    *blamed = answer.blamed;
    return status;
}

/* Leave out one member; if the rest cannot hold either, `core` becomes what stops it. */
static ent_status try_without(finder *self, uint64_t *lines, uint32_t *walks, size_t member) {
    if (member < self->lines_count)
        deals_bit_remove(lines, member);
    else
        *walks &= ~(UINT32_C(1) << (member - self->lines_count));
    bool can = is_feasible_by_known(self, lines, *walks);
    ent_status status = ENT_OK;
    if (!can) {
        uint32_t blamed = 0;
        memcpy(self->joined, lines, self->words * sizeof *lines);
        status = can_hold(self, lines, *walks, self->joined, &can, &blamed);
        if (!status && !can)
            *walks = blamed;
    }
    if (!can)
        return status;
    if (member < self->lines_count)
        deals_bit_add(lines, member);
    else
        *walks |= UINT32_C(1) << (member - self->lines_count);
    return status;
}

/* Shrink what cannot hold together to a minimal conflict and keep it. */
static ent_status add_conflict(finder *self, const node *closed, uint32_t blamed) {
    if (self->conflicts_count >= self->limits.conflicts_max) {
        self->limit = ENT_BLOCKERS_CONFLICTS;
        return ENT_OK;
    }
    uint64_t *lines = copy_set(self, closed->held);
    if (!lines)
        return ENT_ERR_NOMEM;
    for (size_t w = 0; w < self->words; w++)
        lines[w] &= closed->joined[w];
    uint32_t walks = blamed;
    for (size_t member = self->lines_count + self->parties; member-- > 0;) {
        const bool is_member = member < self->lines_count
                                   ? deals_bit(lines, member)
                                   : walks >> (member - self->lines_count) & 1;
        const ent_status status = is_member ? try_without(self, lines, &walks, member) : ENT_OK;
        if (status)
            return status;
    }
    constraint_set *grown =
        with_room(self->conflicts, self->conflicts_count, &self->conflicts_room, sizeof *grown);
    if (!grown)
        return ENT_ERR_NOMEM;
    self->conflicts = grown;
    self->conflicts[self->conflicts_count++] = (constraint_set){lines, walks};
    return ENT_OK;
}

static bool holds_a_conflict(const finder *self, const node *of) {
    if (!base_watch_step(self->limits.watch, 4 * self->conflicts_count))
        return false;
    for (size_t i = 0; i < self->conflicts_count; i++)
        if (!(self->conflicts[i].walks & of->walks) &&
            is_subset(self->conflicts[i].lines, of->held, self->words))
            return true;
    return false;
}

/* ---- concession sets ---- */

/* The first known set of which nothing is held in the node; SIZE_MAX: none. */
static size_t find_known(const finder *self, node *in) {
    for (; in->known < self->known_count; in->known++) {
        const constraint_set *give = &self->known[in->known].give;
        if (!(give->walks & ~in->walks) && !meets(give->lines, in->held, self->words))
            return in->known;
    }
    return SIZE_MAX;
}

/* Below a root that is not closed by a conflict: one walk-away fewer, each set of them once. */
static ent_status push_smaller_roots(finder *self, const node *root) {
    for (size_t p = self->parties; p-- > 0 && root->walks >> p & 1;) {
        node *child = copy_node(self, root);
        if (!child)
            return ENT_ERR_NOMEM;
        child->walks &= ~(UINT32_C(1) << p);
        child->is_solved = false;
        child->drop = 0;
        const ent_status status = push_node(self, child);
        if (status)
            return status;
    }
    return ENT_OK;
}

/* One child for each red line of a known set, which is held there; all else holds the known set
 * or gives up fewer walk-aways, and starts from a smaller root. */
static ent_status split(finder *self, const node *parent, size_t known) {
    if (parent->is_root && !parent->is_solved) {
        const ent_status status = push_smaller_roots(self, parent);
        if (status)
            return status;
    }
    const uint64_t *lines = self->known[known].give.lines;
    uint64_t *given = copy_set(self, parent->given);
    if (!given)
        return ENT_ERR_NOMEM;
    for (size_t line = 0; line < self->lines_count; line++) {
        if (!deals_bit(lines, line) || deals_bit(parent->given, line))
            continue;
        node *child = copy_node(self, parent);
        if (!child)
            return ENT_ERR_NOMEM;
        child->is_root = false;
        child->is_solved = parent->is_solved && !deals_bit(parent->crossed, line);
        child->known = known + 1;
        memcpy(child->given, given, self->words * sizeof *given);
        deals_bit_add(child->held, line);
        deals_bit_add(given, line);
        const ent_status status = push_node(self, child);
        if (status)
            return status;
    }
    return self->nodes > NODES_MAX ? ENT_ERR_LIMIT : ENT_OK;
}

/* Ask for the cheapest package of a node; it goes back into the order, or closes with a conflict.
 */
static ent_status solve(finder *self, node *open) {
    const deals_question question = {.held = open->held,
                                     .joined = open->joined,
                                     .floors = all_walks(self) & ~open->walks,
                                     .drops = open->walks,
                                     .crossings = true,
                                     .work_max = self->limits.work_max};
    deals_reply answer = {.crossed = open->crossed};
    ent_status status = deals_oracle_ask(&self->oracle, &question, &answer);
    if (status)
        return status;
    if (!answer.found)
        return add_conflict(self, open, answer.blamed);
    open->payoff = BASE_NEW(&self->scratch, int64_t, self->parties);
    if (!open->payoff)
        return ENT_ERR_NOMEM;
    memcpy(open->payoff, answer.payoff, self->parties * sizeof *open->payoff);
    open->is_solved = true;
    open->lines = (uint64_t)-answer.payoff[self->parties];
    open->drop = 0;
    for (size_t p = 0; p < self->parties; p++)
        if (open->walks >> p & 1)
            open->drop += (double)(self->oracle.grid->walk_away[p] - open->payoff[p]) /
                          self->oracle.grid->units[p];
    status = push_node(self, open);
    return !status && open->is_root ? push_smaller_roots(self, open) : status;
}

/* Are the red lines that the node's package crosses enough without one of the walk-aways? */
static ent_status needs_every_walk_away(finder *self, const node *of, bool *needed) {
    uint64_t *held = new_set(self);
    if (!held)
        return ENT_ERR_NOMEM;
    for (size_t line = 0; line < self->lines_count; line++)
        if (!deals_bit(of->crossed, line))
            deals_bit_add(held, line);
    *needed = true;
    for (size_t p = 0; p < self->parties && *needed; p++) {
        if (!(of->walks >> p & 1))
            continue;
        const uint32_t floors = (all_walks(self) & ~of->walks) | UINT32_C(1) << p;
        bool can =
            of->payoff[p] >= self->oracle.floor[p] || is_feasible_by_known(self, held, floors);
        uint32_t blamed = 0;
        memcpy(self->joined, of->joined, self->words * sizeof *held);
        const ent_status status =
            can ? ENT_OK : can_hold(self, held, floors, self->joined, &can, &blamed);
        if (status)
            return status;
        *needed = !can;
    }
    return ENT_OK;
}

/* The cheapest set that is left: minimal in its red lines, and if needed in its walk-aways. */
static ent_status add_known(finder *self, const node *cheapest) {
    concession *grown = with_room(self->known, self->known_count, &self->known_room, sizeof *grown);
    if (!grown)
        return ENT_ERR_NOMEM;
    self->known = grown;
    bool is_minimal = false;
    const ent_status status = needs_every_walk_away(self, cheapest, &is_minimal);
    if (status)
        return status;
    uint64_t *lines = copy_set(self, cheapest->crossed);
    if (!lines)
        return ENT_ERR_NOMEM;
    self->known[self->known_count++] =
        (concession){{lines, cheapest->walks}, is_minimal, cheapest->payoff, cheapest->lines};
    self->minimal_count += is_minimal;
    return ENT_OK;
}

static ent_status search_step(finder *self) {
    if (!base_watch_step(self->limits.watch, 64 + 4 * self->known_count))
        return ENT_ERR_STOPPED;
    node *next = pop_node(self);
    base_watch_part(self->limits.watch, self->minimal_count + self->conflicts_count);
    const size_t known = find_known(self, next);
    if (known != SIZE_MAX)
        return split(self, next, known);
    if (!next->is_solved)
        return holds_a_conflict(self, next) ? ENT_OK : solve(self, next);
    const ent_status status = add_known(self, next);
    return status ? status : push_node(self, next);
}

/* Until nothing is left or a limit is reached, which is an answer too. */
static ent_status search(finder *self) {
    ent_status status = ENT_OK;
    while (self->heap_count && !status) {
        if (self->minimal_count >= self->limits.concessions_max) {
            self->limit = ENT_BLOCKERS_CONCESSIONS;
            return ENT_OK;
        }
        status = search_step(self);
    }
    if (status != ENT_ERR_LIMIT)
        return status;
    self->limit = ENT_BLOCKERS_WORK;
    return ENT_OK;
}

static ent_status start_search(finder *self) {
    node *root = BASE_NEW(&self->scratch, node, 1);
    if (!root)
        return ENT_ERR_NOMEM;
    root->walks = all_walks(self);
    root->is_root = true;
    root->held = new_set(self);
    root->given = new_set(self);
    root->joined = new_set(self);
    root->crossed = new_set(self);
    if (!root->held || !root->given || !root->joined || !root->crossed)
        return ENT_ERR_NOMEM;
    return solve(self, root);
}

/* ---- the result ---- */

/* > 0 if `a` needs the smaller sum of drops. */
static int compare_drops(const finder *self, const concession *a, const concession *b) {
    const engine_grid *grid = self->oracle.grid;
    int64_t left[ENT_PRINCIPALS_MAX] = {0};
    int64_t right[ENT_PRINCIPALS_MAX] = {0};
    for (size_t p = 0; p < self->parties; p++) {
        if (a->give.walks >> p & 1)
            left[p] = grid->walk_away[p] - a->payoff[p];
        if (b->give.walks >> p & 1)
            right[p] = grid->walk_away[p] - b->payoff[p];
    }
    return engine_grid_compare_sums(grid, right, left);
}

static bool has(const finder *self, const constraint_set *set, size_t constraint) {
    return constraint < self->lines_count ? deals_bit(set->lines, constraint)
                                          : set->walks >> (constraint - self->lines_count) & 1;
}

/* Fewest red lines, smallest total drop, fewest walk-aways, then the lower constraints. */
static int compare_cost(const finder *self, const concession *a, const concession *b) {
    if (a->lines != b->lines)
        return a->lines < b->lines ? -1 : 1;
    const int less = compare_drops(self, a, b);
    if (less)
        return -less;
    const size_t walks_a = bits_in(a->give.walks);
    const size_t walks_b = bits_in(b->give.walks);
    if (walks_a != walks_b)
        return walks_a < walks_b ? -1 : 1;
    for (size_t i = 0; i < self->lines_count + self->parties; i++)
        if (has(self, &a->give, i) != has(self, &b->give, i))
            return has(self, &a->give, i) ? -1 : 1;
    return 0;
}

/* The minimal sets only, in order; they come nearly so. */
static void order_by_cost(finder *self) {
    size_t count = 0;
    for (size_t i = 0; i < self->known_count; i++) {
        const concession next = self->known[i];
        if (!next.is_minimal)
            continue;
        size_t at = count++;
        for (; at && base_watch_step(self->limits.watch, 16) &&
               compare_cost(self, &next, &self->known[at - 1]) < 0;
             at--)
            self->known[at] = self->known[at - 1];
        self->known[at] = next;
    }
    self->known_count = count;
}

static bool list_members(const finder *self, const constraint_set *set, ent_ids *ids) {
    const size_t constraints = self->lines_count + self->parties;
    size_t count = 0;
    for (size_t i = 0; i < constraints; i++)
        count += has(self, set, i);
    uint32_t *at = BASE_NEW(&self->to->arena, uint32_t, count);
    *ids = (ent_ids){0, at};
    for (uint32_t i = 0; at && i < constraints; i++)
        if (has(self, set, i))
            at[ids->count++] = i;
    return at != NULL;
}

static bool store_concessions(finder *self) {
    order_by_cost(self);
    const engine_grid *grid = self->oracle.grid;
    const size_t constraints = self->lines_count + self->parties;
    ent_concession *list = BASE_NEW(&self->to->arena, ent_concession, self->known_count);
    double *drops = BASE_NEW(&self->to->arena, double, self->known_count *constraints);
    if (!list || !drops)
        return false;
    for (size_t i = 0; i < self->known_count; i++) {
        const concession *from = &self->known[i];
        double *drop = drops + i * constraints;
        if (!base_watch_step(self->limits.watch, self->lines_count) ||
            !list_members(self, &from->give, &list[i].give))
            return false;
        for (size_t p = 0; p < self->parties; p++) {
            if (from->give.walks >> p & 1)
                drop[self->lines_count + p] =
                    (double)(grid->walk_away[p] - from->payoff[p]) / grid->units[p];
            list[i].total_drop += drop[self->lines_count + p];
        }
        list[i].drop = drop;
    }
    self->to->result.concessions = list;
    self->to->result.concessions_count = self->known_count;
    return true;
}

static int compare_conflicts(const void *a, const void *b) {
    const ent_ids *x = a;
    const ent_ids *y = b;
    if (x->count != y->count)
        return x->count < y->count ? -1 : 1;
    for (size_t i = 0; i < x->count; i++)
        if (x->at[i] != y->at[i])
            return x->at[i] < y->at[i] ? -1 : 1;
    return 0;
}

static bool store_conflicts(finder *self) {
    ent_ids *list = BASE_NEW(&self->to->arena, ent_ids, self->conflicts_count);
    for (size_t i = 0; list && i < self->conflicts_count; i++)
        if (!list_members(self, &self->conflicts[i], &list[i]))
            return false;
    if (list)
        qsort(list, self->conflicts_count, sizeof *list, compare_conflicts);
    self->to->result.conflicts = list;
    self->to->result.conflicts_count = self->conflicts_count;
    return list != NULL;
}

static bool store_constraints(finder *self) {
    const size_t count = self->lines_count + self->parties;
    ent_constraint *constraints = BASE_NEW(&self->to->arena, ent_constraint, count);
    for (size_t c = 0; constraints && c < count; c++)
        constraints[c] =
            c < self->lines_count
                ? (ent_constraint){self->lines[c].party, self->lines[c].index}
                : (ent_constraint){self->model->principals.at[c - self->lines_count], ENT_NONE};
    self->to->result.constraints = constraints;
    self->to->result.constraints_count = count;
    return constraints != NULL;
}

static bool is_held(const finder *self, uint32_t party) {
    for (size_t line = 0; line < self->lines_count; line++)
        if (self->lines[line].party == party)
            return true;
    return false;
}

/* What no constraint is: the red lines of parties that can stop nothing. */
static bool store_idle(finder *self) {
    const ent_model *model = self->model;
    size_t all = 0;
    for (uint32_t p = 0; p < model->parties_count; p++)
        all += model->parties[p].red_lines_count;
    ent_red_line *idle = BASE_NEW(&self->to->arena, ent_red_line, all - self->lines_count);
    ent_blockers *result = &self->to->result;
    for (uint32_t p = 0; idle && p < model->parties_count; p++) {
        const size_t lines = is_held(self, p) ? 0 : model->parties[p].red_lines_count;
        for (uint32_t r = 0; r < lines; r++)
            idle[result->idle_count++] = (ent_red_line){p, r};
    }
    result->idle = idle;
    return idle != NULL;
}

/* ---- prices ---- */

/* Best smallest gain, of those that reach `at_least`, while the lines are held. */
static ent_status find_fairest(finder *self, const uint64_t *held, double at_least,
                               deals_reply *answer) {
    const deals_question question = {.held = held,
                                     .joined = self->joined,
                                     .fairest = true,
                                     .at_least = at_least,
                                     .work_max = self->limits.work_max};
    return deals_oracle_ask(&self->oracle, &question, answer);
}

static ent_status find_prices(finder *self) {
    double *prices = BASE_NEW(&self->to->arena, double, self->lines_count + self->parties);
    uint64_t *held = new_set(self);
    uint64_t *joined = new_set(self);
    if (!prices || !held || !joined)
        return ENT_ERR_NOMEM;
    for (size_t c = 0; c < self->lines_count + self->parties; c++)
        prices[c] = NAN;
    self->to->result.prices = prices;
    base_watch_phase(self->limits.watch, "prices of red lines", self->lines_count);
    for (size_t line = 0; line < self->lines_count; line++)
        deals_bit_add(held, line);
    deals_reply with = {0};
    ent_status status = find_fairest(self, held, -INFINITY, &with);
    memcpy(joined, self->joined, self->words * sizeof *joined);
    for (size_t line = 0; line < self->lines_count && with.found && !status; line++) {
        deals_reply without = {0};
        base_watch_part(self->limits.watch, line);
        memcpy(self->joined, joined, self->words * sizeof *joined);
        deals_bit_remove(held, line);
        status = find_fairest(self, held, with.smallest_gain, &without);
        deals_bit_add(held, line);
        if (!status)
            prices[line] = without.found ? without.smallest_gain - with.smallest_gain : 0;
    }
    self->oracle.work = 0; /* the sets get as much */
    self->to->result.prices_complete = status != ENT_ERR_LIMIT;
    return status == ENT_ERR_LIMIT ? ENT_OK : status;
}

/* ---- the whole ---- */

static ent_status find_sets(finder *self) {
    ent_blockers *result = &self->to->result;
    base_watch_phase(self->limits.watch, "blockers", 0);
    ent_status status = start_search(self);
    if (status)
        return status;
    result->impossible_by_rules = self->heap_count == 0;
    if (result->impossible_by_rules)
        return ENT_OK;
    status = search(self);
    result->concessions_complete =
        self->limit == ENT_BLOCKERS_NONE || self->limit == ENT_BLOCKERS_CONFLICTS;
    result->conflicts_complete = self->limit == ENT_BLOCKERS_NONE;
    result->limit = self->limit;
    if (status)
        return status;
    return store_concessions(self) && store_conflicts(self) ? ENT_OK : ENT_ERR_NOMEM;
}

static ent_status find_all(finder *self) {
    ent_blockers *result = &self->to->result;
    ent_status status = ent_red_lines(self->model, &self->lines, &self->lines_count);
    if (!status)
        status = deals_oracle_make(&self->scratch, self->model, self->lines, self->lines_count,
                                   self->limits.watch, &self->oracle);
    if (status)
        return status;
    self->parties = self->model->principals.count;
    self->words = self->oracle.words;
    self->joined = new_set(self);
    if (!self->joined || !store_constraints(self) || !store_idle(self))
        return ENT_ERR_NOMEM;
    result->exact = self->oracle.grid->exact;
    result->concessions_complete = true;
    result->conflicts_complete = true;
    status = find_prices(self);
    if (status)
        return status;
    uint64_t *held = new_set(self);
    uint32_t blamed = 0;
    if (!held)
        return ENT_ERR_NOMEM;
    for (size_t line = 0; line < self->lines_count; line++)
        deals_bit_add(held, line);
    status = can_hold(self, held, all_walks(self), self->joined, &result->possible, &blamed);
    return status || result->possible ? status : find_sets(self);
}

static ent_blockers_options limits_of(const ent_blockers_options *options) {
    ent_blockers_options limits =
        options ? *options : (ent_blockers_options)ENT_BLOCKERS_OPTIONS_INIT;
    if (!limits.concessions_max)
        limits.concessions_max = ENT_CONCESSIONS_MAX;
    if (!limits.conflicts_max)
        limits.conflicts_max = ENT_CONFLICTS_MAX;
    if (!limits.work_max)
        limits.work_max = ENT_BLOCKERS_WORK_MAX;
    return limits;
}

ent_status ent_blockers_find(const ent_model *model, const ent_blockers_options *options,
                             ent_blockers **blockers, ent_diags *diags) {
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    finder self = {.model = model, .limits = limits_of(options), .to = to};
    ent_status status = find_all(&self);
    base_arena_clear(&self.scratch);
    free(self.lines);
    free(self.heap);
    free(self.known);
    free(self.conflicts);
    if (base_watch_ended(self.limits.watch)) {
        status = base_watch_end(self.limits.watch, status, diags);
        ent_blockers_free(&to->result);
        return status;
    }
    if (status) {
        ent_blockers_free(&to->result);
        return status == ENT_ERR_NOMEM
                   ? base_fail_memory(diags)
                   : base_fail(diags, status, NULL, 0, 0, NULL,
                               "rules and red lines tie too many issues at once; drop those that "
                               "tie many issues");
    }
    *blockers = &to->result;
    return ENT_OK;
}

void ent_blockers_free(ent_blockers *blockers) {
    if (!blockers)
        return;
    owned *to = blockers->owner;
    base_arena_clear(&to->arena);
    free(to);
}
