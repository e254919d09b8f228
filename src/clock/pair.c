/* One round between two principals without blame: the case that large worlds are made of.
 *
 * The same choice as clock_choose, to the last bit, block by block: what waiting is worth to both,
 * then the offer. Next to each other worlds ask for almost the same, so most runs of a few worlds
 * lie between the same two rungs of the ladder and are decided together, without a branch. */
#include "base/wide.h"
#include "clock/clock.h"

#include <math.h>

/* Worlds that are decided together. */
#define RUN 8

/* --- the ladder: what can be left to the responder, rising, and what the proposer then keeps -- */

typedef struct ladder {
    size_t count;
    size_t peak; /* lotteries: where the efficient part begins */
    const double *responder;
    const double *proposer;
    const double *slope; /* lotteries: between neighbours; packages: NULL */
} ladder;

static ladder ladder_of(const clock_game *game, size_t class, size_t proposer) {
    const clock_offers *offers = &game->offers[class];
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

/* --- a run of worlds ------------------------------------------------------------------------- */

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

static step lottery_step(const ladder *l, double asked, size_t *near) {
    const size_t k = find_rung(l, asked, *near);
    *near = k;
    if (l->count == 0)
        return (step){.low = -INFINITY, .high = INFINITY, .own = -INFINITY};
    if (k <= l->peak)
        return (step){.low = -INFINITY,
                      .high = l->responder[l->peak],
                      .own = l->proposer[l->peak],
                      .other = l->responder[l->peak]};
    if (k == l->count) /* just above the last rung; only one by one */
        return (step){.low = INFINITY};
    return (step){.low = l->responder[k - 1],
                  .high = l->responder[k],
                  .edge = true,
                  .own = l->proposer[k - 1],
                  .slope = l->slope[k]};
}

ENT_IN_BOTH bool lie_on(const step *s, const double *asked) {
    int64_t outside = 0;
    if (s->edge)
        for (size_t r = 0; r < RUN; r++)
            outside |= (asked[r] > s->low) & (asked[r] < s->high) ? 0 : 1;
    else
        for (size_t r = 0; r < RUN; r++)
            outside |= (asked[r] - s->less > s->low) & (asked[r] - s->less <= s->high) ? 0 : 1;
    return outside == 0;
}

ENT_IN_BOTH void put_run(double *restrict value, const double *restrict got, double draw,
                         bool first) {
    if (first)
        for (size_t r = 0; r < RUN; r++)
            value[r] = draw * got[r];
    else
        for (size_t r = 0; r < RUN; r++)
            value[r] = value[r] + draw * got[r];
}

ENT_IN_BOTH void decide_run(const step *s, const lane *l, size_t from) {
    const double *restrict own = l->own + from;
    const double *restrict other = l->other + from;
    double kept[RUN];
    double left[RUN];
    for (size_t r = 0; r < RUN; r++)
        kept[r] = s->edge ? s->own + s->slope * (other[r] - s->low) : s->own;
    for (size_t r = 0; r < RUN; r++)
        left[r] = s->edge || kept[r] < own[r] - ENT_CLOCK_TIE ? other[r] : s->other;
    if (l->acts)
        for (size_t r = 0; r < RUN; r++)
            l->acts[from + r] = kept[r] >= own[r] - ENT_CLOCK_TIE ? CLOCK_AGREED : 0;
    for (size_t r = 0; r < RUN; r++)
        kept[r] = kept[r] >= own[r] - ENT_CLOCK_TIE ? kept[r] : own[r];
    put_run(l->own_value + from, kept, l->draw, l->first);
    put_run(l->other_value + from, left, l->draw, l->first);
}

ENT_IN_BOTH bool same_class(const uint16_t *class_of) {
    unsigned differ = 0;
    for (size_t r = 1; r < RUN; r++)
        differ |= class_of[r] ^ class_of[0];
    return differ == 0;
}

ENT_IN_BOTH void propose(const clock_game *game, size_t i, const lane *l, size_t world,
                         size_t count) {
    const uint16_t *class_of = game->class_of + world;
    size_t class = class_of[0];
    ladder rungs = ladder_of(game, class, i);
    size_t near = 0;
    size_t r = 0;
    while (r < count) {
        if (class_of[r] != class) {
            class = class_of[r];
            rungs = ladder_of(game, class, i);
        }
        if (r + RUN <= count && same_class(class_of + r)) {
            const step s = game->lotteries ? lottery_step(&rungs, l->other[r], &near)
                                           : package_step(&rungs, l->other[r], &near);
            if (lie_on(&s, l->other + r)) {
                decide_run(&s, l, r);
                r += RUN;
                continue;
            }
        }
        decide_one(&rungs, &near, l, r++);
    }
}

/* --- a block --------------------------------------------------------------------------------- */

ENT_IN_BOTH void wait(double *restrict y, const double *restrict walk_away,
                      const double *restrict expected, double discount, size_t count) {
    for (size_t r = 0; r < count; r++)
        y[r] = (1 - discount) * walk_away[r] + discount * expected[r];
}

ENT_IN_BOTH void do_block(const clock_pair *pair, size_t world, size_t count) {
    const clock_game *game = pair->game;
    const size_t worlds = game->world.states;
    double waiting[2][CLOCK_BLOCK_MAX];
    double buffer[2][CLOCK_BLOCK_MAX];
    for (size_t p = 0; p < 2; p++) {
        const double *expected =
            clock_block_expect(&game->world, world / game->world.block, pair->next[p], buffer);
        wait(waiting[p], game->walk_away + p * worlds + world, expected, game->discount[p], count);
    }
    bool first = true;
    for (size_t i = 0; i < 2; i++) {
        const double draw = clock_game_draw(game, pair->round, i);
        if (draw <= 0)
            continue;
        const lane l = {.own = waiting[i],
                        .other = waiting[1 - i],
                        .own_value = pair->value + i * worlds + world,
                        .other_value = pair->value + (1 - i) * worlds + world,
                        .acts = pair->acts ? pair->acts + i * worlds + world : NULL,
                        .draw = draw,
                        .first = first};
        propose(game, i, &l, world, count);
        first = false;
    }
}

ENT_WIDE static void do_block_wide(const clock_pair *pair, size_t world, size_t count) {
    do_block(pair, world, count);
}

void clock_pair_round(const clock_pair *pair, size_t from, size_t to) {
    const size_t most = pair->game->world.block;
    for (size_t world = from; world < to; world += most) {
        const size_t count = to - world < most ? to - world : most;
        if (ENT_HAS_WIDE)
            do_block_wide(pair, world, count);
        else
            do_block(pair, world, count);
    }
}
