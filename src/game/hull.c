/* Offers as lotteries: the upper hull of the payoffs, and simplices for more than two sides. */
#include "base/sort.h"
#include "game/game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct point {
    double x; /* responder */
    double y; /* proposer */
    const uint32_t *package;
    size_t order;
} point;

/* Rising for the responder; of equals the proposer's best first, then package order. */
static int by_responder(const void *left, const void *right) {
    const point *a = left;
    const point *b = right;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->y != b->y)
        return a->y > b->y ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Is b on or below the segment from a to c? */
static bool is_below(point a, point b, point c) {
    return (b.y - a.y) * (c.x - a.x) <= (c.y - a.y) * (b.x - a.x);
}

/* Andrew's monotone chain, the upper half. */
static size_t keep_upper(point *points, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && points[i].x == points[kept - 1].x)
            continue;
        while (kept >= 2 && is_below(points[kept - 2], points[kept - 1], points[i]))
            kept--;
        points[kept++] = points[i];
    }
    return kept;
}

static bool build_hull(game_offers *offers, size_t proposer, ent_watch *watch, base_arena *arena) {
    const bool all = offers->all_count > 0;
    const size_t count = all ? offers->all_count : offers->frontier_count;
    const double *utility = all ? offers->all : offers->frontier;
    const uint32_t *const *packages = all ? offers->all_packages : offers->frontier_packages;
    point *points = BASE_NEW(arena, point, count);
    if (!points)
        return false;
    for (size_t k = 0; k < count; k++)
        points[k] =
            (point){utility[2 * k + 1 - proposer], utility[2 * k + proposer], packages[k], k};
    if (!base_sort(points, count, sizeof *points, by_responder, watch))
        return false;
    const size_t kept = keep_upper(points, count);
    double *x = BASE_NEW(arena, double, kept);
    double *y = BASE_NEW(arena, double, kept);
    double *slope = BASE_NEW(arena, double, kept);
    const uint32_t **package = BASE_NEW(arena, const uint32_t *, kept);
    if (!x || !y || !slope || !package)
        return false;
    size_t peak = 0;
    for (size_t k = 0; k < kept; k++) {
        x[k] = points[k].x;
        y[k] = points[k].y;
        package[k] = points[k].package;
        if (k > 0)
            slope[k] = (y[k] - y[k - 1]) / (x[k] - x[k - 1]);
        if (y[k] >= y[peak])
            peak = k;
    }
    offers->hull_count[proposer] = kept;
    offers->hull_responder[proposer] = x;
    offers->hull_proposer[proposer] = y;
    offers->hull_slope[proposer] = slope;
    offers->hull_packages[proposer] = package;
    offers->hull_peak[proposer] = peak;
    return true;
}

/* The frontier falls for the first principal and rises for the second. */
static bool build_ladders(game_offers *offers, base_arena *arena) {
    const size_t count = offers->frontier_count;
    for (size_t i = 0; i < 2; i++) {
        double *responder = BASE_NEW(arena, double, count);
        double *proposer = BASE_NEW(arena, double, count);
        if (!responder || !proposer)
            return false;
        for (size_t k = 0; k < count; k++) {
            const double *u = offers->frontier + 2 * (i == 0 ? k : count - 1 - k);
            responder[k] = u[1 - i];
            proposer[k] = u[i];
        }
        offers->ladder_responder[i] = responder;
        offers->ladder_proposer[i] = proposer;
    }
    return true;
}

typedef struct ranked {
    double payoff;
    uint32_t index;
} ranked;

static int by_payoff(const void *left, const void *right) {
    const ranked *a = left;
    const ranked *b = right;
    if (a->payoff != b->payoff)
        return a->payoff < b->payoff ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool sort_payoffs(game_offers *offers, ent_watch *watch, base_arena *arena) {
    const size_t count = offers->all_count;
    ranked *all = BASE_NEW(arena, ranked, count);
    for (size_t p = 0; p < 2; p++) {
        double *sorted = BASE_NEW(arena, double, count);
        uint32_t *order = BASE_NEW(arena, uint32_t, count);
        if (!all || !sorted || !order)
            return false;
        for (size_t k = 0; k < count; k++)
            all[k] = (ranked){offers->all[2 * k + p], (uint32_t)k};
        if (!base_sort(all, count, sizeof *all, by_payoff, watch))
            return false;
        for (size_t k = 0; k < count; k++) {
            sorted[k] = all[k].payoff;
            order[k] = all[k].index;
        }
        offers->sorted[p] = sorted;
        offers->order[p] = order;
    }
    return true;
}

/* The vertex at which p is at its best and all others at their worst, or ENT_NONE. */
static uint32_t find_vertex(const game_offers *offers, size_t principals, size_t p,
                            const double *low, const double *high) {
    for (size_t k = 0; k < offers->frontier_count; k++) {
        const double *u = offers->frontier + k * principals;
        bool fits = u[p] >= high[p] - ENT_CLOCK_TIE;
        for (size_t q = 0; q < principals; q++)
            fits = fits && (q == p || u[q] <= low[q] + ENT_CLOCK_TIE);
        if (fits)
            return (uint32_t)k;
    }
    return ENT_NONE;
}

static bool build_simplex(game_offers *offers, size_t principals, base_arena *arena) {
    double *low = BASE_NEW(arena, double, principals);
    double *high = BASE_NEW(arena, double, principals);
    uint32_t *vertex = BASE_NEW(arena, uint32_t, principals);
    if (!low || !high || !vertex)
        return false;
    bool fits = offers->frontier_count == principals;
    for (size_t p = 0; p < principals && fits; p++) {
        low[p] = high[p] = offers->frontier[p];
        for (size_t k = 1; k < principals; k++) {
            low[p] = fmin(low[p], offers->frontier[k * principals + p]);
            high[p] = fmax(high[p], offers->frontier[k * principals + p]);
        }
        fits = high[p] > low[p];
    }
    for (size_t p = 0; p < principals && fits; p++) {
        vertex[p] = find_vertex(offers, principals, p, low, high);
        fits = vertex[p] != ENT_NONE;
    }
    offers->vertex = fits ? vertex : NULL;
    offers->low = low;
    offers->high = high;
    return true;
}

bool game_offers_finish(game_offers *offers, size_t principals, bool lotteries, ent_watch *watch,
                        base_arena *arena) {
    if (offers->frontier_count == 0)
        return true;
    if (principals == 2 && !build_ladders(offers, arena))
        return false;
    if (principals == 2 && offers->all_count > 0 && !sort_payoffs(offers, watch, arena))
        return false;
    if (!lotteries)
        return true;
    if (principals > 2)
        return build_simplex(offers, principals, arena);
    return build_hull(offers, 0, watch, arena) && build_hull(offers, 1, watch, arena);
}
