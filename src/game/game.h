/**
 * The bargaining game in plain arrays: who proposes when, what waiting is worth in each state of
 * the world, and what can be offered there.
 *
 * A game is built from a model (build.c: offers.c, world.c) or by hand in tests. The clock and the
 * screening both solve it. P principals, W world states, T rounds.
 */
#ifndef ENT_GAME_GAME_H
#define ENT_GAME_GAME_H

#include "base/arena.h"
#include "base/watch.h"
#include "entente/clock.h"

/** Principals whose blame can move the world: the masks of who is blamed are bits over these. */
#define GAME_SPEAKERS_MAX 8
#define GAME_FACTORS_MAX  64
#define GAME_CELLS_MAX    ((size_t)1 << 31)
#define GAME_CLASSES_MAX  1024 /* distinct sets of changed values */

/* --- the world: a product of independent factors ------------------------------------------- */

typedef struct game_factor {
    size_t levels;
    size_t stride;   /* distance of neighbouring levels in arrays over world states */
    bool blamed;     /* some move depends on who is blamed */
    bool rises;      /* some move depends on the round */
    uint64_t set_to; /* what the chances are for, as one number; 0: nothing yet */
    size_t moves_count;
    const ent_move *moves;
    size_t *start;  /* [levels + 1] entries of each level; the first of each is: stay */
    uint32_t *to;   /* [entries] */
    size_t *move;   /* [entries] index of the move; unused for: stay */
    double *chance; /* [entries] in the round and under the blame of the last game_world_set */
    /* With stride 1, the same by distance moved: neighbours then are neighbours in memory. */
    size_t bands_count; /* 0: not laid out this way */
    int64_t *shift;     /* [bands] levels moved; the first band is: stay */
    size_t *band;       /* [entries] */
    double *banded;     /* [bands x levels] */
} game_factor;

typedef struct game_world {
    size_t factors_count;
    game_factor *factors; /* in file order */
    size_t states;        /* W */
    size_t block;         /* states that are next to each other: see blocks.c */
    size_t near_count;    /* factors that move within a block, by stride */
    size_t near[GAME_FACTORS_MAX];
    size_t far_count; /* factors that lead from block to block */
    size_t far[GAME_FACTORS_MAX];
    size_t apart_count; /* factors beyond those, taken one by one before */
    size_t apart[GAME_FACTORS_MAX];
    size_t speakers_count;
    uint32_t speakers[GAME_SPEAKERS_MAX]; /* principals, ascending */
    uint32_t parties[GAME_SPEAKERS_MAX];  /* the same as parties */
    bool frozen;                          /* nothing moves: for counterfactuals */
} game_world;

/** Lay out the factors of a model and check that chances stay in [0, 1] over `rounds` rounds. */
ent_status game_world_init(game_world *world, const ent_model *model, size_t rounds, bool blame,
                           base_arena *arena, ent_diags *diags);

/** Chances of one factor in round t if the speakers in `mask` are blamed. */
void game_world_set(const game_world *world, size_t factor, size_t round, uint32_t mask);

/** y = expectation of x over the next level of one factor; [W] each, y distinct from x. Only the
 * states from `from` up to `to` are written. */
void game_world_apply(const game_world *world, size_t factor, const double *x, double *y,
                      size_t from, size_t to);

/** Move mass forward along one factor: y = x times the transition matrix. */
void game_world_push(const game_world *world, size_t factor, const double *x, double *y);

/**
 * All states that can follow m under the chances last set, the product written out.
 *
 * @param[out] to, chance  [game_world_successors_max]; only those with a chance above 0 count
 */
size_t game_world_successors(const game_world *world, size_t m, uint32_t *to, double *chance);
size_t game_world_successors_max(const game_world *world);

/** Level of a factor in a world state. */
size_t game_world_level(const game_world *world, size_t state, size_t factor);

/** Can exactly the speakers in `mask` be the blamed ones? */
bool game_world_asks(const game_world *world, size_t principals, uint32_t mask);

/** The speakers among a set of principals, as a mask. */
uint32_t game_world_mask(const game_world *world, uint32_t principals);

/* --- offers ---------------------------------------------------------------------------------- */

/** What can be offered while one set of values holds. */
typedef struct game_offers {
    size_t frontier_count;
    const double *frontier; /* [frontier_count x P] by falling utility of the first principal */
    const uint32_t *const *frontier_packages; /* [frontier_count] */
    /* With blame, every distinct payoff in package order: a refused offer need not be efficient. */
    size_t all_count;
    const double *all; /* [all_count x P] */
    const uint32_t *const *all_packages;
    const double *sorted[2];  /* two principals: [all_count] their payoffs, rising */
    const uint32_t *order[2]; /* [all_count] and whose they are */
    bool all_complete;
    /* Two principals: the frontier by rising payoff of the responder, for each proposer. */
    const double *ladder_responder[2];
    const double *ladder_proposer[2];
    /* Two principals, lotteries. For proposer i: upper hull over the responder's payoff. */
    size_t hull_count[2];
    const double *hull_responder[2]; /* rising */
    const double *hull_proposer[2];
    const double *hull_slope[2]; /* of the edge that ends at each vertex but the first */
    const uint32_t *const *hull_packages[2];
    size_t hull_peak[2]; /* best for the proposer; from here on the hull is efficient */
    /* More principals, lotteries: the hull is a simplex, each vertex the best of one principal and
     * the worst of all others. */
    const double *low;      /* [P] */
    const double *high;     /* [P] */
    const uint32_t *vertex; /* [P] index into frontier */
} game_offers;

/** Hulls and sorted payoffs from the lists. False: out of memory, or the watch (may be NULL) ended
 * it; so do the next two. */
bool game_offers_finish(game_offers *offers, size_t principals, bool lotteries, ent_watch *watch,
                        base_arena *arena);

/** Every package that can be offered, whatever it is worth, in package order. */
typedef struct game_packages {
    size_t count;
    uint32_t *package; /* [count x issues]; malloc */
    bool complete;     /* false: more than GAME_PACKAGES_MAX to look at, and none is listed */
} game_packages;
#define GAME_PACKAGES_MAX ((size_t)1 << 20)

/** List them; values and weights of the model do not matter. Free `package` afterwards.
 *
 * @param rank  what it cannot settle is not offered, here and below
 */
bool game_packages_list(game_packages *packages, const ent_model *model, ent_rank rank,
                        ent_watch *watch, base_arena *arena);

/** The frontier of settlements that cross no red line, whatever they are worth to anybody. */
typedef struct game_menu {
    bool known;
    size_t count;
    const double *utility;          /* [count x P] by falling utility of the first principal */
    const uint32_t *const *package; /* [count] */
} game_menu;

/** Find it under the (changed) values of a model. */
ent_status game_menu_find(const ent_model *model, ent_rank rank, ent_watch *watch,
                          base_arena *arena, game_menu *menu, ent_diags *diags);
/** The one that is kept for a class of worlds; found if it is not there yet. */
ent_status game_menu_keep(ent_menus *menus, size_t class, const ent_model *model, ent_rank rank,
                          ent_watch *watch, game_menu *menu, ent_diags *diags);

/**
 * What can be offered: the menu, and, with blame, every distinct payoff, or if there are too many
 * packages that of the menu and its neighbours.
 *
 * @param menu      borrowed: must outlive the offers
 * @param packages  NULL: no blame, the menu alone
 */
ent_status game_offers_list(game_offers *offers, const ent_model *model, ent_rank rank,
                            const game_menu *menu, const game_packages *packages, ent_watch *watch,
                            base_arena *arena, ent_diags *diags);

/* --- who may settle what --------------------------------------------------------------------- */

/** The ranks by round; NULL if out of memory. */
ent_clock_mandate *game_mandates(const ent_model *model, size_t rounds, base_arena *arena);

/** A model whose values and weights are changed by the effects for which `active` holds. */
ent_status game_change_values(const ent_model *model, const bool *active, ent_model *changed,
                              base_arena *arena, ent_diags *diags);

/* --- the game -------------------------------------------------------------------------------- */

typedef struct game_form {
    size_t principals;
    size_t issues;
    size_t rounds;
    game_world world;
    bool lotteries;
    bool refuse_ties;
    ent_proposer rule;
    uint32_t first;           /* for ALTERNATE: index among the principals */
    const double *drawn;      /* [P] for RANDOM and CHANCES */
    const double *discount;   /* [P] */
    const double *walk_away;  /* [P x W] */
    const uint16_t *class_of; /* [W] which values hold */
    size_t classes_count;
    const ent_clock_mandate *mandates; /* [T] */
    const uint8_t *limit_of;           /* [T] which rank binds; NULL: none in any round */
    size_t limits_count;
    const game_offers *offers; /* [limits x classes] */
    ent_menus *menus;          /* NULL: found for this game alone */
    ent_watch *watch;          /* of whoever solves the game; may be NULL */
} game_form;

/** What can be offered in a round while the values of a class hold. */
static inline const game_offers *game_offers_of(const game_form *game, size_t round, size_t class) {
    const size_t limit = game->limit_of ? game->limit_of[round] : 0;
    return &game->offers[limit * game->classes_count + class];
}

/** The same in a world. */
static inline const game_offers *game_offers_at(const game_form *game, size_t round, size_t world) {
    return game_offers_of(game, round, game->class_of[world]);
}

/** Chance that principal i proposes in round t. */
double game_draw(const game_form *game, size_t round, size_t proposer);

/** Read the game off a model; without `blame` nobody's moves the world. All lies in the arena. */
ent_status game_build(game_form *game, const ent_model *model, const ent_clock_options *options,
                      bool blame, base_arena *arena, ent_diags *diags);

/* --- large worlds, block by block ------------------------------------------------------------- */

#define GAME_BLOCK_MAX 1024
/* Blocks that one block may lead to before factors are taken apart. */
#define GAME_SOURCES_MAX 8

/** Choose the blocks once the strides are known; the last one may be shorter. */
void game_blocks_plan(game_world *world);

/**
 * Expectation over the next levels of near and far factors, for the worlds of one block.
 *
 * @param x       [W]
 * @param buffer  room for two blocks
 * @return        [block] in the buffer, or in x where nothing moves
 */
const double *game_block_expect(const game_world *world, size_t block, const double *x,
                                double buffer[2][GAME_BLOCK_MAX]);

#endif
