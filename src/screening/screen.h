/**
 * Screening in plain arrays: what the two engines (packages: exact pieces, lotteries: Chebyshev
 * pieces) share with each other, with the walk along the path, and with the report.
 */
#ifndef ENT_SCREENING_SCREEN_H
#define ENT_SCREENING_SCREEN_H

#include "game/game.h"
#include "screening/belief.h"

/** Where the world can go from one state in one round. */
typedef struct screening_next {
    size_t count;
    const uint32_t *to;
    const double *chance;
} screening_next;

typedef struct screen {
    const game_form *game;
    belief types;
    size_t informed;
    size_t uninformed;
    const double *shift;        /* [W] what the world adds to every type's walk-away */
    const screening_next *next; /* [T x W] */
    base_arena *arena;
    ent_diags *diags;
} screen;

static inline double screening_outside(const screen *s, size_t world) {
    return s->game->walk_away[s->uninformed * s->game->world.states + world];
}

static inline const screening_next *screening_successors(const screen *s, size_t round,
                                                         size_t world) {
    return &s->next[round * s->game->world.states + world];
}

/** What the uninformed side may do at one belief. A cut-off is kept in the coordinate of the
 * engine: the share of types for packages, the type for lotteries. */
typedef struct screening_act {
    double chance; /* of this act: below 1 where it mixes */
    bool offers;
    double utility[2]; /* of the offer: informed, uninformed */
    double cutoff;     /* accepted below, refused above; unchanged if nothing is offered */
    double mix;        /* how the next round is to mix at this cut-off: chance of its lower act */
    const uint32_t *package[2];
    double part; /* chance of the first package */
} screening_act;

typedef struct screening_engine {
    void *self;
    double start; /* cut-off before anybody has settled */
    double range; /* from there to the last cut-off */
    /** Acts at a belief, at most two. */
    size_t (*act)(const void *self, size_t round, size_t world, double cutoff, double mix,
                  screening_act acts[2]);
    /** Value of the uninformed side, not divided by the share of types left. */
    double (*value)(const void *self, size_t round, size_t world, double cutoff);
    /** Is the belief one at which acts jump? */
    bool (*jumps)(const void *self, size_t round, size_t world, double cutoff);
    double (*share)(const void *self, double cutoff);
    double (*type)(const void *self, double cutoff);
    /** The most the uninformed side gains by another offer, and a type by another answer, over the
     * rounds and worlds marked in `where` [T x W]; NULL: over all. */
    void (*certify)(const void *self, const bool *where, double *regret, double *type_gain);
} screening_engine;

ent_status screening_packages(const screen *s, screening_engine *engine);
ent_status screening_lotteries(const screen *s, screening_engine *engine);

#endif
