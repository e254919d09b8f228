/* Planning: an order of the issues (order.c), then the reachable states layer by layer. */
#include "engine/elimination.h"

#include "engine/order.h"

#include <stdlib.h>
#include <string.h>

#define STORE_BLOCK 65536 /* arcs between two steps of the watch: a millisecond */

typedef struct planner {
    base_arena *arena;
    const engine_problem *problem;
    uint32_t *order;    /* [issues] */
    uint32_t *position; /* [issues] */
    uint32_t *first;    /* [ties] position of the first issue */
    uint32_t *last;     /* [ties] */
    uint32_t *slot;     /* [ties] bit while open */
    uint32_t slots;
    size_t *touch_start; /* [issues + 1] into touches */
    uint32_t *touches;   /* ties by issue */
    size_t words;
    uint64_t effort; /* of the order */
} planner;

/* Growing array of states of one layer, found by a hash table of indices. */
typedef struct state_set {
    uint64_t *words; /* [room x words] */
    size_t count;
    size_t room;
    uint32_t *table; /* [buckets] state + 1; 0 is free */
    size_t buckets;
} state_set;

static bool index_touches(planner *self) {
    const engine_problem *problem = self->problem;
    size_t terms = 0;
    for (size_t i = 0; i < problem->ties_count; i++)
        terms += problem->ties[i].count;
    self->touch_start = BASE_NEW(self->arena, size_t, problem->issues + 1);
    self->touches = BASE_NEW(self->arena, uint32_t, terms);
    if (!self->touch_start || !self->touches)
        return false;
    for (size_t i = 0; i < problem->ties_count; i++)
        for (size_t t = 0; t < problem->ties[i].count; t++)
            self->touch_start[problem->ties[i].terms[t].issue + 1]++;
    for (size_t j = 0; j < problem->issues; j++)
        self->touch_start[j + 1] += self->touch_start[j];
    size_t *at = BASE_NEW(self->arena, size_t, problem->issues);
    if (!at)
        return false;
    memcpy(at, self->touch_start, problem->issues * sizeof *at);
    for (uint32_t i = 0; i < problem->ties_count; i++)
        for (size_t t = 0; t < problem->ties[i].count; t++)
            self->touches[at[problem->ties[i].terms[t].issue]++] = i;
    return true;
}

static bool choose_order(planner *self) {
    const engine_touches touches = {self->touch_start, self->touches};
    self->order = BASE_NEW(self->arena, uint32_t, self->problem->issues);
    self->position = BASE_NEW(self->arena, uint32_t, self->problem->issues);
    if (!self->order || !self->position ||
        !engine_order_find(self->arena, self->problem, &touches, self->order, &self->effort))
        return false;
    for (uint32_t at = 0; at < self->problem->issues; at++)
        self->position[self->order[at]] = at;
    return true;
}

/* Bits are reused: a tie holds one from its first issue to the one before its last. */
static bool assign_slots(planner *self) {
    const engine_problem *problem = self->problem;
    const size_t ties = problem->ties_count;
    self->first = BASE_NEW(self->arena, uint32_t, ties);
    self->last = BASE_NEW(self->arena, uint32_t, ties);
    self->slot = BASE_NEW(self->arena, uint32_t, ties);
    uint32_t *spare = BASE_NEW(self->arena, uint32_t, ties);
    if (!self->first || !self->last || !self->slot || !spare)
        return false;
    for (size_t i = 0; i < ties; i++) {
        self->first[i] = ENT_NONE;
        for (size_t t = 0; t < problem->ties[i].count; t++) {
            const uint32_t at = self->position[problem->ties[i].terms[t].issue];
            self->first[i] = at < self->first[i] ? at : self->first[i];
            self->last[i] = at > self->last[i] ? at : self->last[i];
        }
    }
    size_t spares = 0;
    for (uint32_t at = 0; at < problem->issues; at++) {
        const uint32_t issue = self->order[at];
        for (size_t k = self->touch_start[issue]; k < self->touch_start[issue + 1]; k++) {
            const uint32_t i = self->touches[k];
            if (self->last[i] == at && self->first[i] < at)
                spare[spares++] = self->slot[i];
        }
        for (size_t k = self->touch_start[issue]; k < self->touch_start[issue + 1]; k++) {
            const uint32_t i = self->touches[k];
            if (self->first[i] == at && self->last[i] > at)
                self->slot[i] = spares ? spare[--spares] : self->slots++;
        }
    }
    self->words = (problem->marks + self->slots + 63) / 64;
    self->words = self->words ? self->words : 1;
    return true;
}

static bool get_bit(const uint64_t *words, size_t bit) {
    return words[bit / 64] >> (bit % 64) & 1;
}

static void put_bit(uint64_t *words, size_t bit, bool on) {
    const uint64_t mask = (uint64_t)1 << (bit % 64);
    words[bit / 64] = on ? words[bit / 64] | mask : words[bit / 64] & ~mask;
}

static uint64_t hash_words(const uint64_t *words, size_t count) {
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (size_t w = 0; w < count; w++) {
        hash = (hash ^ words[w]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    return hash;
}

static bool grow_states(state_set *set, size_t words) {
    const size_t room = set->room ? 2 * set->room : 64;
    uint64_t *grown = base_realloc(set->words, room * words * sizeof *grown);
    if (!grown)
        return false;
    set->words = grown;
    uint32_t *table = base_malloc(4 * room * sizeof *table);
    if (!table)
        return false;
    free(set->table);
    set->table = table;
    set->buckets = 4 * room;
    set->room = room;
    memset(table, 0, set->buckets * sizeof *table);
    for (size_t s = 0; s < set->count; s++) {
        size_t b = hash_words(set->words + s * words, words) % set->buckets;
        while (table[b])
            b = (b + 1) % set->buckets;
        table[b] = (uint32_t)s + 1;
    }
    return true;
}

/* The index of a state, new or known; ENT_NONE if out of memory. */
static uint32_t find_state(state_set *set, const uint64_t *state, size_t words) {
    if (set->count == set->room && !grow_states(set, words))
        return ENT_NONE;
    size_t b = hash_words(state, words) % set->buckets;
    for (; set->table[b]; b = (b + 1) % set->buckets)
        if (!memcmp(set->words + (set->table[b] - 1) * words, state, words * sizeof *state))
            return set->table[b] - 1;
    set->table[b] = (uint32_t)set->count + 1;
    memcpy(set->words + set->count * words, state, words * sizeof *state);
    return (uint32_t)set->count++;
}

/* has[k - touch_start] says for each touching tie whether the option meets its term here. */
static void match_terms(const planner *self, uint32_t issue, uint32_t option, bool *has) {
    for (size_t k = self->touch_start[issue]; k < self->touch_start[issue + 1]; k++)
        has[k - self->touch_start[issue]] =
            engine_tie_meets(&self->problem->ties[self->touches[k]], issue, option);
}

/* Settle the issue at `at`: write the state after it; false if a forbidden tie matches. */
static bool step_state(const planner *self, uint32_t at, const bool *has, const uint64_t *before,
                       uint64_t *after, int64_t *bonus, bool *pays) {
    const engine_problem *problem = self->problem;
    const uint32_t issue = self->order[at];
    const size_t start = self->touch_start[issue];
    const size_t end = self->touch_start[issue + 1];
    *pays = false;
    memcpy(after, before, self->words * sizeof *after);
    for (size_t k = start; k < end; k++) {
        const uint32_t i = self->touches[k];
        if (self->first[i] < at)
            put_bit(after, problem->marks + self->slot[i], false);
    }
    for (size_t k = start; k < end; k++) {
        const uint32_t i = self->touches[k];
        const engine_tie *tie = &problem->ties[i];
        const bool is_open =
            self->first[i] == at || get_bit(before, problem->marks + self->slot[i]);
        if (!is_open || !has[k - start])
            continue;
        if (self->last[i] > at) {
            put_bit(after, problem->marks + self->slot[i], true);
        } else if (tie->effect == ENGINE_EFFECT_FORBID) {
            return false;
        } else if (tie->effect == ENGINE_EFFECT_MARK) {
            put_bit(after, tie->mark, true);
        } else {
            if (!*pays)
                memset(bonus, 0, problem->parties * sizeof *bonus);
            *pays = true;
            for (size_t p = 0; p < problem->parties; p++)
                bonus[p] += tie->bonus[p];
        }
    }
    return true;
}

typedef struct arc_list {
    engine_arc *at;
    size_t count;
    size_t room;
    int64_t *bonuses; /* of the whole plan */
    size_t bonuses_count;
    size_t bonuses_room;
} arc_list;

static bool push_arc(arc_list *list, engine_arc arc) {
    if (list->count == list->room) {
        const size_t room = list->room ? 2 * list->room : 256;
        engine_arc *grown = base_realloc(list->at, room * sizeof *grown);
        if (!grown)
            return false;
        list->at = grown;
        list->room = room;
    }
    list->at[list->count++] = arc;
    return true;
}

/* Equal bonuses of neighbouring arcs share one entry. */
static uint32_t keep_bonus(arc_list *list, const int64_t *bonus, size_t principals) {
    const size_t recent = list->bonuses_count < 16 ? list->bonuses_count : 16;
    for (size_t back = 1; back <= recent; back++) {
        const size_t index = list->bonuses_count - back;
        if (!memcmp(list->bonuses + index * principals, bonus, principals * sizeof *bonus))
            return (uint32_t)index;
    }
    if (list->bonuses_count == list->bonuses_room) {
        const size_t room = list->bonuses_room ? 2 * list->bonuses_room : 16;
        int64_t *grown = base_realloc(list->bonuses, room * principals * sizeof *grown);
        if (!grown)
            return ENT_NONE;
        list->bonuses = grown;
        list->bonuses_room = room;
    }
    memcpy(list->bonuses + list->bonuses_count * principals, bonus, principals * sizeof *bonus);
    return (uint32_t)list->bonuses_count++;
}

/* Counting sort by target; arcs were made in order of source and option, which it keeps. */
static bool store_layer(planner *self, const arc_list *list, size_t states, engine_layer *layer) {
    ent_watch *watch = self->problem->watch;
    size_t *start = BASE_NEW(self->arena, size_t, states + 2);
    engine_arc *sorted = BASE_NEW(self->arena, engine_arc, list->count);
    if (!start || !sorted)
        return false;
    for (size_t a = 0; a < list->count; a++)
        start[list->at[a].to + 2]++;
    if (!base_watch_step(watch, list->count))
        return false;
    for (size_t s = 2; s < states + 2; s++)
        start[s] += start[s - 1];
    for (size_t a = 0; a < list->count; a++) {
        if (a % STORE_BLOCK == 0 && !base_watch_step(watch, STORE_BLOCK))
            return false;
        sorted[start[list->at[a].to + 1]++] = list->at[a];
    }
    layer->states = states;
    layer->arcs = sorted;
    layer->arcs_count = list->count;
    layer->start = start;
    return true;
}

static ent_status expand_layer(planner *self, uint32_t at, const state_set *before,
                               state_set *after, arc_list *list, bool *has, uint64_t *state,
                               int64_t *bonus) {
    const engine_problem *problem = self->problem;
    const uint32_t issue = self->order[at];
    const size_t options = problem->options_count[issue];
    const size_t touching = self->touch_start[issue + 1] - self->touch_start[issue];
    list->count = 0;
    for (uint32_t o = 0; o < options; o++)
        match_terms(self, issue, o, has + o * touching);
    for (uint32_t s = 0; s < before->count; s++) {
        if (!base_watch_step(problem->watch, options * (touching + 4)))
            return ENT_ERR_STOPPED;
        for (uint32_t o = 0; o < options; o++) {
            bool pays = false;
            if (!problem->allowed[issue][o] ||
                !step_state(self, at, has + o * touching, before->words + s * self->words, state,
                            bonus, &pays))
                continue;
            engine_arc arc = {.from = s, .option = o, .bonus = ENT_NONE};
            arc.to = find_state(after, state, self->words);
            if (arc.to == ENT_NONE)
                return ENT_ERR_NOMEM;
            if (after->count > ENGINE_STATES_LIMIT)
                return ENT_ERR_LIMIT;
            if (pays && (arc.bonus = keep_bonus(list, bonus, problem->parties)) == ENT_NONE)
                return ENT_ERR_NOMEM;
            if (!push_arc(list, arc))
                return ENT_ERR_NOMEM;
        }
    }
    return ENT_OK;
}

static void free_states(state_set *set) {
    free(set->words);
    free(set->table);
    *set = (state_set){0};
}

static size_t largest_scratch(const planner *self) {
    size_t most = 1;
    for (size_t j = 0; j < self->problem->issues; j++) {
        const size_t cells =
            self->problem->options_count[j] * (self->touch_start[j + 1] - self->touch_start[j]);
        most = cells > most ? cells : most;
    }
    return most;
}

static ent_status expand_all(planner *self, engine_layer *layers, engine_elimination *plan,
                             state_set *before, state_set *after, arc_list *list) {
    bool *has = BASE_NEW(self->arena, bool, largest_scratch(self));
    uint64_t *state = BASE_NEW(self->arena, uint64_t, self->words);
    int64_t *bonus = BASE_NEW(self->arena, int64_t, self->problem->parties);
    if (!has || !state || !bonus || find_state(before, state, self->words) == ENT_NONE)
        return ENT_ERR_NOMEM;
    for (uint32_t at = 0; at < self->problem->issues; at++) {
        const ent_status status = expand_layer(self, at, before, after, list, has, state, bonus);
        if (status)
            return status;
        layers[at].issue = self->order[at];
        if (!store_layer(self, list, after->count, &layers[at]))
            return ENT_ERR_NOMEM;
        plan->states_max = after->count > plan->states_max ? after->count : plan->states_max;
        plan->states_all += after->count;
        const state_set spare = *before;
        *before = *after;
        *after = spare;
        after->count = 0;
        if (after->table)
            memset(after->table, 0, after->buckets * sizeof *after->table);
    }
    uint64_t *marks = BASE_NEW(self->arena, uint64_t, before->count * self->words);
    int64_t *bonuses = BASE_NEW(self->arena, int64_t, list->bonuses_count * self->problem->parties);
    if (!marks || !bonuses)
        return ENT_ERR_NOMEM;
    if (before->count)
        memcpy(marks, before->words, before->count * self->words * sizeof *marks);
    if (list->bonuses_count)
        memcpy(bonuses, list->bonuses,
               list->bonuses_count * self->problem->parties * sizeof *bonuses);
    plan->final_marks = marks;
    plan->bonuses = bonuses;
    plan->bonuses_count = list->bonuses_count;
    return ENT_OK;
}

static void widen_bounds(const engine_problem *problem, const engine_elimination *plan,
                         const engine_layer *layer, int64_t *most, int64_t *least) {
    const size_t parties = problem->parties;
    for (size_t a = 0; a < layer->arcs_count; a++) {
        if (a % STORE_BLOCK == 0 && !base_watch_step(problem->watch, STORE_BLOCK))
            return;
        const engine_arc *arc = &layer->arcs[a];
        if (parties && layer->most[arc->to * parties] == ENGINE_DEAD)
            continue;
        for (size_t p = 0; p < parties; p++) {
            const int64_t payoff = engine_arc_payoff(problem, plan, layer, arc, p);
            const int64_t high = payoff + layer->most[arc->to * parties + p];
            const int64_t low = payoff + layer->least[arc->to * parties + p];
            const size_t cell = arc->from * parties + p;
            most[cell] = high > most[cell] ? high : most[cell];
            least[cell] = low < least[cell] ? low : least[cell];
        }
    }
}

/* Backwards over the layers: the most and the least that can still be added from each state. */
static bool bound_rest(planner *self, engine_layer *layers, engine_elimination *plan) {
    const engine_problem *problem = self->problem;
    plan->layers = layers;
    for (size_t at = problem->issues + 1; at-- > 0;) {
        const size_t cells = engine_states_before(plan, at) * problem->parties;
        int64_t *most = BASE_NEW(self->arena, int64_t, cells);
        int64_t *least = BASE_NEW(self->arena, int64_t, cells);
        if (!most || !least)
            return false;
        for (size_t i = 0; at < problem->issues && i < cells; i++) {
            most[i] = ENGINE_DEAD;
            least[i] = -ENGINE_DEAD;
        }
        if (at < problem->issues)
            widen_bounds(problem, plan, &layers[at], most, least);
        if (at) {
            layers[at - 1].most = most;
            layers[at - 1].least = least;
        } else {
            plan->root_most = most;
            plan->root_least = least;
        }
    }
    return true;
}

ent_status engine_elimination_plan(base_arena *arena, const engine_problem *problem,
                                   const engine_elimination **plan) {
    planner self = {.arena = arena, .problem = problem};
    engine_layer *layers = BASE_NEW(arena, engine_layer, problem->issues);
    engine_elimination *result = BASE_NEW(arena, engine_elimination, 1);
    base_watch_add(problem->watch, BASE_TALLY_ELIMINATIONS);
    if (!layers || !result || !index_touches(&self) || !choose_order(&self) || !assign_slots(&self))
        return ENT_ERR_NOMEM;
    state_set before = {0};
    state_set after = {0};
    arc_list list = {0};
    const ent_status status = expand_all(&self, layers, result, &before, &after, &list);
    free_states(&before);
    free_states(&after);
    free(list.at);
    free(list.bonuses);
    if (status)
        return status;
    result->issues = problem->issues;
    result->words = self.words;
    result->effort = self.effort;
    if (!bound_rest(&self, layers, result))
        return ENT_ERR_NOMEM;
    if (base_watch_ended(problem->watch))
        return ENT_ERR_STOPPED;
    *plan = result;
    return ENT_OK;
}
