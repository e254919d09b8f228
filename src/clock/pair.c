/* One round between two principals without blame: the case that large worlds are made of.
 *
 * The same choice as clock_choose, to the last bit, block by block: what waiting is worth to both,
 * then the offer. Next to each other worlds ask for almost the same, so that they come in runs
 * between the same two rungs of the ladder; a run is decided once and written in one go. */
#include "base/wide.h"
#include "clock/clock.h"

#include <math.h>
#include <string.h>

/* Worlds that are looked at together. */
#define FEW 16

/* --- the ladder: what can be left to the responder, rising, and what the proposer then keeps -- */

typedef struct ladder {
    size_t count;
    size_t peak; /* lotteries: where the efficient part begins */
    const double *responder;
    const double *proposer;
    const double *slope; /* lotteries: between neighbours; packages: NULL */
} ladder;

static ladder ladder_of(const game_form *game, const game_offers *offers, size_t proposer) {
    if (offers->frontier_count == 0)
        return (ladder){0};
    if (game->lotteries)
        return (ladder){offers->hull_count[proposer], offers->hull_peak[proposer],
                        offers->hull_responder[proposer], offers->hull_proposer[proposer],
                        offers->hull_slope[proposer]};
    return (ladder){offers->frontier_count, 0, offers->ladder_responder[proposer],
                    offers->ladder_proposer[proposer], NULL};
}

/* The first rung that is at least x, searched from `near`. */
static size_t find_rung(const ladder *l, double x, size_t near) {
    size_t k = near < l->count ? near : l->count;
    while (k < l->count && l->responder[k] < x)
        k++;
    while (k > 0 && l->responder[k - 1] >= x)
        k--;
    return k;
}

/* What both get from the best offer that leaves what is asked; false if there is none. */
typedef struct offer {
    double own;
    double other;
} offer;

static bool package_for(const ladder *l, double asked, size_t *near, offer *made) {
    const size_t k = find_rung(l, asked - ENT_CLOCK_TIE, *near);
    *near = k;
    if (k == l->count)
        return false;
    *made = (offer){l->proposer[k], l->responder[k]};
    return true;
}

static bool lottery_for(const ladder *l, double asked, size_t *near, offer *made) {
    if (l->count == 0 || !(l->responder[l->count - 1] >= asked - ENT_CLOCK_TIE))
        return false;
    const double least = l->responder[l->peak];
    const double x = asked > least ? asked : least;
    size_t k = find_rung(l, x, *near);
    *near = k;
    k = k < l->count ? k : l->count - 1;
    *made = (offer){l->proposer[k], l->responder[k]};
    if (k > 0 && l->responder[k] > x)
        *made = (offer){l->proposer[k - 1] + l->slope[k] * (x - l->responder[k - 1]), x};
    return true;
}

/* --- one world ------------------------------------------------------------------------------- */

/* What the loops read and write, from the first world of a block on. */
typedef struct lane {
    const double *own;   /* what waiting is worth to the proposer */
    const double *other; /* ... and to the responder */
    double *own_value;
    double *other_value;
    unsigned char *acts; /* or NULL */
    double draw;
    bool first; /* the values hold nothing yet */
} lane;

static void decide_one(const ladder *rungs, size_t *near, const lane *l, size_t r) {
    offer made = {0, 0};
    const bool found = rungs->slope ? lottery_for(rungs, l->other[r], near, &made)
                                    : package_for(rungs, l->other[r], near, &made);
    const bool agreed = found && made.own >= l->own[r] - ENT_CLOCK_TIE;
    const double own = l->draw * (agreed ? made.own : l->own[r]);
    const double other = l->draw * (agreed ? made.other : l->other[r]);
    l->own_value[r] = l->first ? own : l->own_value[r] + own;
    l->other_value[r] = l->first ? other : l->other_value[r] + other;
    if (l->acts)
        l->acts[r] = agreed ? CLOCK_AGREED : 0;
}

/* --- runs of worlds -------------------------------------------------------------------------- */

/* All that ask for something between two rungs get the same answer from the ladder: a package, or
 * a point on the edge that ends there. */
typedef struct step {
    double low;  /* asked - less > low */
    double high; /* asked - less <= high, or < high on an edge */
    double less;
    bool edge;
    double own; /* the proposer keeps, -INFINITY if there is no offer; on an edge: at `low` */
    double other;
    double slope;
} step;

static step package_step(const ladder *l, double asked, size_t *near) {
    const size_t k = find_rung(l, asked - ENT_CLOCK_TIE, *near);
    const bool found = k < l->count;
    *near = k;
    return (step){.low = k > 0 ? l->responder[k - 1] : -INFINITY,
                  .high = found ? l->responder[k] : INFINITY,
                  .less = ENT_CLOCK_TIE,
                  .own = found ? l->proposer[k] : -INFINITY,
                  .other = found ? l->responder[k] : 0};
}

/* Above the last rung by no more than a tie, and on a rung, no run begins: one by one. */
static step lottery_step(const ladder *l, double asked, size_t *near) {
    const size_t k = find_rung(l, asked, *near);
    *near = k;
    if (k == l->count)
        return (step){.low = INFINITY};
    if (k <= l->peak)
        return (step){.low = -INFINITY,
                      .high = l->responder[l->peak],
                      .own = l->proposer[l->peak],
                      .other = l->responder[l->peak]};
    return (step){.low = l->responder[k - 1],
                  .high = l->responder[k],
                  .edge = true,
                  .own = l->proposer[k - 1],
                  .slope = l->slope[k]};
}

/* Do all these worlds get the step's package, or all refuse it? */
BASE_IN_BOTH bool are_alike(const step *s, bool agreed, const double *restrict asked,
                            const double *restrict own, size_t count) {
    const int64_t if_agreed = agreed ? 0 : 1;
    const int64_t if_not = agreed ? 1 : 0;
    int64_t differ = 0;
    for (size_t r = 0; r < count; r++) {
        const int64_t below = asked[r] - s->less > s->low ? 0 : 1;
        const int64_t above = asked[r] - s->less <= s->high ? 0 : 1;
        differ |= below | above | (s->own >= own[r] - ENT_CLOCK_TIE ? if_agreed : if_not);
    }
    return differ == 0;
}

/* Where the run of the same step and the same answer to it ends: found a few worlds at a time. */
BASE_IN_BOTH size_t package_run(const step *s, bool agreed, const lane *l, size_t from, size_t to) {
    size_t r = from;
    size_t few = FEW < to - from ? FEW : to - from;
    while (few > 0 && are_alike(s, agreed, l->other + r, l->own + r, few)) {
        r += few;
        few = FEW < to - r ? FEW : to - r;
    }
    while (r < to && are_alike(s, agreed, l->other + r, l->own + r, 1))
        r++;
    return r;
}

static double kept_on(const step *s, double asked) {
    return s->own + s->slope * (asked - s->low);
}

BASE_IN_BOTH size_t edge_run(const step *s, bool agreed, const lane *l, size_t from, size_t to) {
    size_t r = from;
    while (r < to && l->other[r] > s->low && l->other[r] < s->high &&
           (kept_on(s, l->other[r]) >= l->own[r] - ENT_CLOCK_TIE) == agreed)
        r++;
    return r;
}

BASE_IN_BOTH void put_array(double *restrict value, const double *restrict got, double draw,
                            bool first, size_t from, size_t to) {
    if (first)
        for (size_t r = from; r < to; r++)
            value[r] = draw * got[r];
    else
        for (size_t r = from; r < to; r++)
            value[r] = value[r] + draw * got[r];
}

BASE_IN_BOTH void put_number(double *value, double got, bool first, size_t from, size_t to) {
    for (size_t r = from; r < to; r++)
        value[r] = first ? got : value[r] + got;
}

BASE_IN_BOTH void put_edge(double *restrict value, const double *restrict asked, const step *s,
                           double draw, bool first, size_t from, size_t to) {
    for (size_t r = from; r < to; r++) {
        const double own = draw * (s->own + s->slope * (asked[r] - s->low));
        value[r] = first ? own : value[r] + own;
    }
}

BASE_IN_BOTH void put_run(const step *s, bool agreed, const lane *l, size_t from, size_t to) {
    if (agreed && !s->edge) {
        put_number(l->own_value, l->draw * s->own, l->first, from, to);
        put_number(l->other_value, l->draw * s->other, l->first, from, to);
    } else {
        if (agreed)
            put_edge(l->own_value, l->other, s, l->draw, l->first, from, to);
        else
            put_array(l->own_value, l->own, l->draw, l->first, from, to);
        put_array(l->other_value, l->other, l->draw, l->first, from, to);
    }
    if (l->acts)
        memset(l->acts + from, agreed ? CLOCK_AGREED : 0, to - from);
}

/* One run from `from` on, or one world; returns where it ends. */
BASE_IN_BOTH size_t decide_run(const ladder *rungs, size_t *near, const lane *l, size_t from,
                               size_t to) {
    const double asked = l->other[from];
    const step s =
        rungs->slope ? lottery_step(rungs, asked, near) : package_step(rungs, asked, near);
    const double kept = s.edge ? kept_on(&s, asked) : s.own;
    const bool agreed = kept >= l->own[from] - ENT_CLOCK_TIE;
    const size_t end =
        s.edge ? edge_run(&s, agreed, l, from, to) : package_run(&s, agreed, l, from, to);
    if (end > from)
        put_run(&s, agreed, l, from, end);
    else
        decide_one(rungs, near, l, from);
    return end > from ? end : from + 1;
}

BASE_IN_BOTH bool is_one_class(const uint16_t *class_of, size_t count) {
    unsigned differ = 0;
    for (size_t r = 0; r < count; r++)
        differ |= class_of[r] ^ (unsigned)class_of[0];
    return differ == 0;
}

BASE_IN_BOTH void propose(const game_form *game, size_t round, size_t i, const lane *l,
                          size_t world, size_t count) {
    const uint16_t *class_of = game->class_of + world;
    const bool one_class = is_one_class(class_of, count);
    size_t near = 0;
    for (size_t r = 0; r < count;) {
        const ladder rungs = ladder_of(game, game_offers_of(game, round, class_of[r]), i);
        size_t end = one_class ? count : r + 1;
        while (end < count && class_of[end] == class_of[r])
            end++;
        while (r < end)
            r = decide_run(&rungs, &near, l, r, end);
    }
}

/* --- a block --------------------------------------------------------------------------------- */

BASE_IN_BOTH void wait(double *restrict y, const double *restrict walk_away,
                       const double *restrict expected, double discount, size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] = (1 - discount) * walk_away[r] + discount * expected[r];
}

BASE_IN_BOTH void do_block(const clock_pair *pair, size_t world, size_t count) {
    const game_form *game = pair->game;
    const size_t worlds = game->world.states;
    double waiting[2][GAME_BLOCK_MAX];
    double buffer[2][GAME_BLOCK_MAX];
    for (size_t p = 0; p < 2; p++) {
        const double *expected =
            game_block_expect(&game->world, world / game->world.block, pair->next[p], buffer);
        wait(waiting[p], game->walk_away + p * worlds + world, expected, game->discount[p], count);
    }
    bool first = true;
    for (size_t i = 0; i < 2; i++) {
        const double draw = game_draw(game, pair->round, i);
        if (draw <= 0)
            continue;
        const lane l = {.own = waiting[i],
                        .other = waiting[1 - i],
                        .own_value = pair->value + i * worlds + world,
                        .other_value = pair->value + (1 - i) * worlds + world,
                        .acts = pair->acts ? pair->acts + i * worlds + world : NULL,
                        .draw = draw,
                        .first = first};
        propose(game, pair->round, i, &l, world, count);
        first = false;
    }
}

BASE_WIDE static void do_block_wide(const clock_pair *pair, size_t world, size_t count) {
    do_block(pair, world, count);
}

void clock_pair_round(const clock_pair *pair, size_t from, size_t to, ent_watch *watch) {
    const size_t most = pair->game->world.block;
    for (size_t world = from; world < to; world += most) {
        const size_t count = to - world < most ? to - world : most;
        if (!base_watch_step(watch, 8 * count))
            return;
        if (BASE_HAS_WIDE)
            do_block_wide(pair, world, count);
        else
            do_block(pair, world, count);
    }
}
