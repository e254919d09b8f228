/* One round between two principals without blame: the case that large worlds are made of.
 *
 * The same choice as clock_choose, to the last bit, over a run of worlds: next to each other they
 * ask for almost the same, so the offer is looked for from where it was last. */
#include "clock/clock.h"

/* What can be left to the responder, rising, and what the proposer then keeps. */
typedef struct ladder {
    size_t count;
    size_t peak; /* lotteries: where the efficient part begins */
    const double *responder;
    const double *proposer;
    const double *slope; /* lotteries: between neighbours */
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

/* What both get from the best package that leaves what is asked; false if there is none. */
static inline bool package_for(const ladder *l, double asked, size_t *near, double *own,
                               double *other) {
    const size_t k = find_rung(l, asked - ENT_CLOCK_TIE, *near);
    *near = k;
    if (k == l->count)
        return false;
    *own = l->proposer[k];
    *other = l->responder[k];
    return true;
}

static inline bool lottery_for(const ladder *l, double asked, size_t *near, double *own,
                               double *other) {
    if (l->count == 0 || !(l->responder[l->count - 1] >= asked - ENT_CLOCK_TIE))
        return false;
    const double least = l->responder[l->peak];
    const double x = asked > least ? asked : least;
    size_t k = find_rung(l, x, *near);
    *near = k;
    k = k < l->count ? k : l->count - 1;
    *own = l->proposer[k];
    *other = l->responder[k];
    if (k == 0 || l->responder[k] <= x)
        return true;
    *own = l->proposer[k - 1] + l->slope[k] * (x - l->responder[k - 1]);
    *other = x;
    return true;
}

/* Everything about one principal that the loop reads. */
typedef struct side {
    double discount;
    const double *walk_away;
    const double *expected;
    double *value;
} side;

static inline double refusal_at(const side *s, size_t m) {
    return (1 - s->discount) * s->walk_away[m] + s->discount * s->expected[m];
}

static void propose(const clock_game *game, size_t i, double draw, bool first, const side sides[2],
                    size_t from, size_t to, unsigned char *acts) {
    const side *mine = &sides[i];
    const side *theirs = &sides[1 - i];
    size_t class = game->class_of[from];
    size_t near = 0;
    ladder l = ladder_of(game, class, i);
    for (size_t m = from; m < to; m++) {
        if (game->class_of[m] != class) {
            class = game->class_of[m];
            l = ladder_of(game, class, i);
        }
        double own = refusal_at(mine, m);
        double other = refusal_at(theirs, m);
        double own_agreed;
        double other_agreed;
        const bool found = game->lotteries
                               ? lottery_for(&l, other, &near, &own_agreed, &other_agreed)
                               : package_for(&l, other, &near, &own_agreed, &other_agreed);
        const bool agreed = found && own_agreed >= own - ENT_CLOCK_TIE;
        own = agreed ? own_agreed : own;
        other = agreed ? other_agreed : other;
        mine->value[m] = first ? draw * own : mine->value[m] + draw * own;
        theirs->value[m] = first ? draw * other : theirs->value[m] + draw * other;
        if (acts)
            acts[2 * m + i] = agreed ? CLOCK_AGREED : 0;
    }
}

void clock_pair_round(const clock_game *game, const clock_ahead *ahead, size_t round, size_t from,
                      size_t to, double *value, unsigned char *acts) {
    const size_t worlds = game->world.states;
    side sides[2];
    for (size_t p = 0; p < 2; p++)
        sides[p] = (side){game->discount[p], game->walk_away + p * worlds, ahead->expected[p],
                          value + p * worlds};
    bool first = true;
    for (size_t i = 0; i < 2 && from < to; i++) {
        const double draw = clock_game_draw(game, round, i);
        if (draw <= 0)
            continue;
        propose(game, i, draw, first, sides, from, to, acts);
        first = false;
    }
}
