/*
 * Cells by layer. The rows of a state are found by a hash table over the layer, in which rows of
 * earlier states are passed over.
 */
#include "engine/count/cells.h"

#include "base/natural.h"

#include <stdlib.h>
#include <string.h>

/* The layer being filled. */
typedef struct filler {
    const count_tally *tally;
    count_cell_list *to;
    size_t cells_max;
    size_t first;    /* row of the state being filled */
    uint32_t *table; /* row + 1; 0 is free */
    size_t buckets;  /* a power of two */
} filler;

/* Rows of other states lie elsewhere, however alike: a layer may have 10^5 states of one row. */
static size_t hash_keys(const int64_t *keys, size_t count, size_t first) {
    uint64_t hash = 0x9e3779b97f4a7c15u ^ first;
    hash *= 0xff51afd7ed558ccdu;
    for (size_t k = 0; k < count; k++)
        hash = (hash ^ hash >> 29 ^ (uint64_t)keys[k]) * 0xff51afd7ed558ccdu;
    return (size_t)(hash ^ hash >> 32);
}

static bool grow_table(filler *self) {
    const size_t buckets = self->buckets ? 4 * self->buckets : 256;
    uint32_t *table = base_malloc(buckets * sizeof *table);
    if (!table)
        return false;
    free(self->table);
    self->table = table;
    self->buckets = buckets;
    memset(table, 0, buckets * sizeof *table);
    for (size_t i = self->first; i < self->to->count; i++) {
        int64_t keys[ENT_PRINCIPALS_MAX];
        memcpy(keys, print_cell(self->tally, self->to, i), self->tally->keys * sizeof *keys);
        size_t b = hash_keys(keys, self->tally->keys, self->first) & (buckets - 1);
        while (table[b])
            b = (b + 1) & (buckets - 1);
        table[b] = (uint32_t)i + 1;
    }
    return true;
}

static bool reserve_row(const count_tally *tally, count_cell_list *to) {
    if (to->count < to->room)
        return true;
    const size_t room = to->room ? 2 * to->room : 64;
    uint64_t *rows = base_realloc(to->rows, room * tally->width * sizeof *rows);
    if (!rows)
        return false;
    to->rows = rows;
    to->room = room;
    return true;
}

static bool has_keys(const uint64_t *row, const int64_t *keys, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (row[k] != (uint64_t)keys[k])
            return false;
    return true;
}

/* Add `number` packages with the payoffs `keys` to the state being filled. */
static ent_status add_cell(filler *self, const int64_t *keys, const uint64_t *number) {
    const count_tally *tally = self->tally;
    count_cell_list *to = self->to;
    if (2 * (to->count + 1) > self->buckets && !grow_table(self))
        return ENT_ERR_NOMEM;
    size_t b = hash_keys(keys, tally->keys, self->first) & (self->buckets - 1);
    for (; self->table[b]; b = (b + 1) & (self->buckets - 1)) {
        const size_t i = self->table[b] - 1;
        uint64_t *row = to->rows + i * tally->width;
        if (i >= self->first && has_keys(row, keys, tally->keys)) {
            base_natural_add(row + tally->keys, number, tally->limbs);
            return ENT_OK;
        }
    }
    if (to->count >= self->cells_max)
        return ENT_ERR_LIMIT;
    if (!reserve_row(tally, to))
        return ENT_ERR_NOMEM;
    self->table[b] = (uint32_t)to->count + 1;
    uint64_t *row = to->rows + to->count++ * tally->width;
    memcpy(row, keys, tally->keys * sizeof *row);
    memcpy(row + tally->keys, number, tally->limbs * sizeof *row);
    return ENT_OK;
}

/* What a half can still meet: payoffs of halves on the other side, and the least on its own. */
typedef struct outlook {
    const int64_t *other_most;
    const int64_t *other_least;
    const int64_t *own_least;
} outlook;

/* False if a threshold is out of reach. No key falls below the least on its own side, which the
 * halves on the other side, set to what is safe against it, rely on. */
static bool clamp_keys(const count_tally *tally, const outlook *from, int64_t *keys) {
    for (size_t p = 0; p < tally->keys; p++) {
        const int64_t threshold = tally->problem->threshold[p];
        if (keys[p] + from->other_most[p] < threshold)
            return false;
        const int64_t safe = threshold - from->other_least[p];
        const int64_t cap = safe > from->own_least[p] ? safe : from->own_least[p];
        keys[p] = keys[p] < cap ? keys[p] : cap;
    }
    return true;
}

/* The cells of state `from` of `before`, moved along an arc. */
static ent_status follow_arc(filler *self, const engine_layer *layer, const engine_arc *arc,
                             const count_cell_list *before, size_t from, const outlook *ahead) {
    const count_tally *tally = self->tally;
    int64_t pays[ENT_PRINCIPALS_MAX] = {0};
    int64_t keys[ENT_PRINCIPALS_MAX] = {0};
    for (size_t p = 0; p < tally->keys; p++)
        pays[p] = engine_arc_payoff(tally->problem, tally->plan, layer, arc, p);
    for (size_t i = before->start[from]; i < before->start[from + 1]; i++) {
        if (!base_watch_each(tally->problem->watch, i, tally->width + 4))
            return ENT_ERR_STOPPED;
        const uint64_t *row = print_cell(tally, before, i);
        for (size_t p = 0; p < tally->keys; p++)
            keys[p] = (int64_t)row[p] + pays[p];
        if (!clamp_keys(tally, ahead, keys))
            continue;
        const ent_status status = add_cell(self, keys, row + tally->keys);
        if (status)
            return status;
    }
    return ENT_OK;
}

/* From state `state` before layer `at`: a front half meets the rest, a back half what was reached.
 */
static outlook look(const count_tally *tally, size_t at, size_t state, bool front) {
    if (tally->keys == 0)
        return (outlook){0};
    const size_t cell = state * tally->keys;
    const int64_t *rest_least = count_rest_least(tally->plan, at) + cell;
    const int64_t *reach_least = tally->reach_least[at] + cell;
    return front ? (outlook){count_rest_most(tally->plan, at) + cell, rest_least, reach_least}
                 : (outlook){tally->reach_most[at] + cell, reach_least, rest_least};
}

static ent_status fill_forwards(filler *self, const count_cell_list *before) {
    const count_tally *tally = self->tally;
    const size_t parties = tally->problem->parties;
    const engine_layer *layer = &tally->plan->layers[before->at];
    for (size_t s = 0; s < layer->states; s++) {
        self->to->start[s] = self->first = self->to->count;
        if (!base_watch_step(tally->problem->watch, layer->start[s + 1] - layer->start[s] + 1))
            return ENT_ERR_STOPPED;
        if (parties && layer->most[s * parties] == ENGINE_DEAD)
            continue;
        const outlook ahead = look(tally, before->at + 1, s, true);
        for (size_t a = layer->start[s]; a < layer->start[s + 1]; a++) {
            const engine_arc *arc = &layer->arcs[a];
            const ent_status status = follow_arc(self, layer, arc, before, arc->from, &ahead);
            if (status)
                return status;
        }
    }
    self->to->start[layer->states] = self->to->count;
    return ENT_OK;
}

/* Arcs of a layer by the state they leave: `start` [states before + 2], then arc numbers. */
static bool index_by_source(const engine_layer *layer, size_t states, size_t **start,
                            uint32_t **arcs) {
    *start = base_malloc((states + 2) * sizeof **start);
    *arcs = base_malloc((layer->arcs_count + 1) * sizeof **arcs);
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

static ent_status fill_backwards(filler *self, const count_cell_list *after) {
    const count_tally *tally = self->tally;
    const size_t at = after->at - 1;
    const engine_layer *layer = &tally->plan->layers[at];
    const size_t states = engine_states_before(tally->plan, at);
    size_t *start = NULL;
    uint32_t *arcs = NULL;
    ent_status status = index_by_source(layer, states, &start, &arcs) ? ENT_OK : ENT_ERR_NOMEM;
    for (size_t s = 0; s < states && !status; s++) {
        self->to->start[s] = self->first = self->to->count;
        if (!base_watch_step(tally->problem->watch, start[s + 1] - start[s] + 1))
            status = ENT_ERR_STOPPED;
        const outlook ahead = look(tally, at, s, false);
        for (size_t a = start[s]; a < start[s + 1] && !status; a++) {
            const engine_arc *arc = &layer->arcs[arcs[a]];
            status = follow_arc(self, layer, arc, after, arc->to, &ahead);
        }
    }
    self->to->start[states] = self->to->count;
    free(start);
    free(arcs);
    return status;
}

ent_status count_cells_advance(const count_tally *tally, bool front, size_t cells_max,
                               count_cell_list *cells) {
    const size_t at = front ? cells->at + 1 : cells->at - 1;
    count_cell_list next = {.at = at};
    next.start = base_malloc((engine_states_before(tally->plan, at) + 1) * sizeof *next.start);
    if (!next.start)
        return ENT_ERR_NOMEM;
    filler self = {.tally = tally, .to = &next, .cells_max = cells_max};
    const ent_status status = front ? fill_forwards(&self, cells) : fill_backwards(&self, cells);
    free(self.table);
    count_cells_clear(status ? &next : cells);
    if (!status)
        *cells = next;
    return status;
}

ent_status count_cells_seed(const count_tally *tally, bool front, count_cell_list *cells) {
    const size_t at = front ? 0 : tally->plan->issues;
    const size_t states = engine_states_before(tally->plan, at);
    *cells = (count_cell_list){.at = at, .count = states, .room = states};
    cells->start = base_malloc((states + 1) * sizeof *cells->start);
    cells->rows = base_malloc((states + 1) * tally->width * sizeof *cells->rows);
    if (!cells->start || !cells->rows) {
        count_cells_clear(cells);
        return ENT_ERR_NOMEM;
    }
    memset(cells->rows, 0, (states + 1) * tally->width * sizeof *cells->rows);
    for (size_t s = 0; s <= states; s++) {
        cells->start[s] = s;
        cells->rows[s * tally->width + tally->keys] = 1;
    }
    return ENT_OK;
}

void count_cells_clear(count_cell_list *cells) {
    free(cells->start);
    free(cells->rows);
    *cells = (count_cell_list){0};
}

static void widen_reach(const count_tally *tally, const engine_layer *layer,
                        const int64_t *most_before, const int64_t *least_before, int64_t *most,
                        int64_t *least) {
    const size_t parties = tally->problem->parties;
    base_watch_step(tally->problem->watch, (layer->states + layer->arcs_count) * parties);
    for (size_t i = 0; i < layer->states * parties; i++) {
        most[i] = ENGINE_DEAD;
        least[i] = -ENGINE_DEAD;
    }
    for (size_t a = 0; a < layer->arcs_count; a++) {
        const engine_arc *arc = &layer->arcs[a];
        for (size_t p = 0; p < parties; p++) {
            const int64_t pays = engine_arc_payoff(tally->problem, tally->plan, layer, arc, p);
            const int64_t high = most_before[arc->from * parties + p] + pays;
            const int64_t low = least_before[arc->from * parties + p] + pays;
            const size_t cell = arc->to * parties + p;
            most[cell] = high > most[cell] ? high : most[cell];
            least[cell] = low < least[cell] ? low : least[cell];
        }
    }
}

/* Forwards over the layers: every state of the plan is reached, so none is ENGINE_DEAD in the end.
 */
static bool bound_reach(base_arena *arena, count_tally *tally) {
    const engine_elimination *plan = tally->plan;
    const size_t parties = tally->problem->parties;
    int64_t **most = BASE_NEW(arena, int64_t *, plan->issues + 1);
    int64_t **least = BASE_NEW(arena, int64_t *, plan->issues + 1);
    if (!most || !least)
        return false;
    for (size_t at = 0; at <= plan->issues; at++) {
        const size_t cells = engine_states_before(plan, at) * parties;
        most[at] = BASE_NEW(arena, int64_t, cells);
        least[at] = BASE_NEW(arena, int64_t, cells);
        if (!most[at] || !least[at] || base_watch_ended(tally->problem->watch))
            return false;
        if (at)
            widen_reach(tally, &plan->layers[at - 1], most[at - 1], least[at - 1], most[at],
                        least[at]);
    }
    tally->reach_most = (const int64_t *const *)most;
    tally->reach_least = (const int64_t *const *)least;
    return true;
}

/* Enough limbs for the number of all packages, rules or not, and a factor of 64. */
static size_t limbs_for(const engine_problem *problem) {
    size_t bits = 7;
    for (size_t j = 0; j < problem->issues; j++)
        for (uint32_t options = problem->options_count[j] - 1; options; options >>= 1)
            bits++;
    return bits / 64 + 1;
}

bool count_tally_make(base_arena *arena, const engine_problem *problem,
                      const engine_elimination *plan, count_tally *tally) {
    *tally = (count_tally){.problem = problem, .plan = plan};
    tally->keys = problem->threshold ? problem->parties : 0;
    tally->limbs = limbs_for(problem);
    tally->width = tally->keys + tally->limbs;
    return tally->keys == 0 || bound_reach(arena, tally);
}
