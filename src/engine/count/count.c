/*
 * Counting from both ends: 10^12 packages take two halves of 10^6, and fewer where payoffs
 * coincide.
 */
#include "engine/count/count.h"

#include "base/natural.h"

#include <stdlib.h>
#include <string.h>

typedef struct end {
    count_cell_list cells;
    double fresh; /* share of the last layer's choices that led to a payoff of its own */
    bool stuck;   /* the next layer outgrows the cells */
} end;

typedef struct ends {
    end front;
    end back;
} ends;

static double choices_of(const count_tally *tally, const count_cell_list *cells, bool front) {
    const engine_layer *layer = &tally->plan->layers[front ? cells->at : cells->at - 1];
    return (double)cells->count * (double)tally->problem->options_count[layer->issue];
}

/* Take in a layer, unless hardly any payoffs coincide and it would surely be too many. */
static ent_status advance(const count_tally *tally, bool front, size_t cells_max, end *of) {
    const double choices = choices_of(tally, &of->cells, front);
    if (of->fresh > 0.95 && choices > 1.15 * (double)cells_max) {
        of->stuck = true;
        return ENT_OK;
    }
    const ent_status status = count_cells_advance(tally, front, cells_max, &of->cells);
    if (status == ENT_ERR_LIMIT) {
        of->stuck = true;
        return ENT_OK;
    }
    of->fresh = (double)of->cells.count / choices;
    return status;
}

/* The shorter list first, until the ends meet or neither can go on. */
static ent_status approach(const count_tally *tally, size_t cells_max, ends *of) {
    ent_status status = ENT_OK;
    while (of->front.cells.at < of->back.cells.at && !(of->front.stuck && of->back.stuck) &&
           !status) {
        const bool front =
            of->back.stuck || (!of->front.stuck && of->front.cells.count <= of->back.cells.count);
        status = advance(tally, front, cells_max, front ? &of->front : &of->back);
        base_watch_part(tally->problem->watch,
                        of->front.cells.at + tally->plan->issues - of->back.cells.at);
    }
    return status;
}

static ent_status seed_ends(const count_tally *tally, ends *of) {
    const ent_status status = count_cells_seed(tally, true, &of->front.cells);
    return status ? status : count_cells_seed(tally, false, &of->back.cells);
}

static void clear_ends(ends *of) {
    count_cells_clear(&of->front.cells);
    count_cells_clear(&of->back.cells);
}

/* Without thresholds: one cell a state. */
static ent_status count_everything(const count_tally *tally, uint64_t *total) {
    count_tally plain = *tally;
    plain.keys = 0;
    plain.width = plain.limbs;
    ends of = {0};
    ent_status status = seed_ends(&plain, &of);
    if (!status)
        status = approach(&plain, SIZE_MAX, &of);
    if (!status)
        status = count_cells_pair(&plain, &of.front.cells, &of.back.cells, 0, total);
    clear_ends(&of);
    return status;
}

/* Is high - low at most a fiftieth of high? */
static bool are_close(const uint64_t *low, const uint64_t *high, uint64_t *scratch, size_t limbs) {
    memcpy(scratch, low, limbs * sizeof *low);
    base_natural_scale(scratch, 50, limbs);
    memcpy(scratch + limbs, high, limbs * sizeof *high);
    base_natural_scale(scratch + limbs, 49, limbs);
    return base_natural_compare(scratch, scratch + limbs, limbs) >= 0;
}

/* Bounds from a quarter of the cells, then from all of them and from four times as many, until they
 * are close. */
static ent_status bound(const count_tally *tally, const ends *of, size_t cells_max, base_team *team,
                        uint64_t *low, uint64_t *high) {
    uint64_t *scratch = base_malloc(2 * tally->limbs * sizeof *scratch);
    ent_status status = scratch ? count_everything(tally, high) : ENT_ERR_NOMEM;
    memset(low, 0, tally->limbs * sizeof *low);
    for (unsigned quarters = 1; quarters <= 16 && !status; quarters *= 4) {
        status = count_cells_bridge(tally, &of->front.cells, &of->back.cells,
                                    cells_max / 4 * quarters + 1, team, low, high);
        if (!status && are_close(low, high, scratch, tally->limbs))
            break;
    }
    free(scratch);
    return status;
}

static ent_status count_between(const count_tally *tally, size_t cells_max, base_team *team,
                                uint64_t *low, uint64_t *high) {
    ends of = {0};
    ent_status status = seed_ends(tally, &of);
    if (!status)
        status = approach(tally, cells_max, &of);
    const bool met = of.front.cells.at == of.back.cells.at;
    if (!status)
        status = met ? count_cells_pair(tally, &of.front.cells, &of.back.cells, cells_max, low)
                     : ENT_ERR_LIMIT;
    if (!status)
        memcpy(high, low, tally->limbs * sizeof *high);
    else if (status == ENT_ERR_LIMIT)
        status = bound(tally, &of, cells_max, team, low, high);
    clear_ends(&of);
    return status;
}

static ent_status count_into(base_arena *arena, const count_tally *tally, size_t cells_max,
                             base_team *team, uint64_t *low, uint64_t *high, ent_count *count) {
    ent_status status;
    if (tally->keys) {
        status = count_between(tally, cells_max, team, low, high);
    } else {
        status = count_everything(tally, low);
        memcpy(high, low, tally->limbs * sizeof *high);
    }
    if (status)
        return status;
    *count = (ent_count){.low = base_natural_text(arena, low, tally->limbs),
                         .high = base_natural_text(arena, high, tally->limbs),
                         .exact = !base_natural_compare(low, high, tally->limbs)};
    return count->low && count->high ? ENT_OK : ENT_ERR_NOMEM;
}

ent_status count_packages(base_arena *arena, const engine_problem *problem,
                          const engine_elimination *plan, size_t cells_max, base_team *team,
                          ent_count *count) {
    base_arena scratch = {0};
    count_tally tally;
    ent_status status = ENT_ERR_NOMEM;
    uint64_t *low = NULL;
    uint64_t *high = NULL;
    base_watch_phase(problem->watch, "counting", plan->issues);
    if (count_tally_make(&scratch, problem, plan, &tally)) {
        low = BASE_NEW(&scratch, uint64_t, tally.limbs);
        high = BASE_NEW(&scratch, uint64_t, tally.limbs);
    }
    if (low && high)
        status =
            count_into(arena, &tally, cells_max ? cells_max : COUNT_CELLS, team, low, high, count);
    base_arena_clear(&scratch);
    return base_watch_ended(problem->watch) ? ENT_ERR_STOPPED : status;
}
