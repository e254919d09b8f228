/**
 * The bargaining game in plain arrays, and the pieces that solve it.
 *
 * A game is built from a model (build.c: offers.c, world.c) or by hand in tests; backward induction
 * (sweep.c) needs nothing else. P principals, W world states, T rounds.
 */
#ifndef ENT_CLOCK_CLOCK_H
#define ENT_CLOCK_CLOCK_H

#include "base/arena.h"
#include "entente/clock.h"

/** Principals whose blame can move the world: the masks of who is blamed are bits over these. */
#define CLOCK_SPEAKERS_MAX 8
#define CLOCK_FACTORS_MAX  64
#define CLOCK_CELLS_MAX    ((size_t)1 << 31)
#define CLOCK_CLASSES_MAX  1024 /* distinct sets of changed values */

/* --- the world: a product of independent factors ------------------------------------------- */

typedef struct clock_factor {
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
    double *chance; /* [entries] in the round and under the blame of the last clock_world_set */
    /* With stride 1, the same by distance moved: neighbours then are neighbours in memory. */
    size_t bands_count; /* 0: not laid out this way */
    int64_t *shift;     /* [bands] levels moved; the first band is: stay */
    size_t *band;       /* [entries] */
    double *banded;     /* [bands x levels] */
} clock_factor;

typedef struct clock_world {
    size_t factors_count;
    clock_factor *factors; /* in file order */
    size_t states;         /* W */
    size_t block;          /* states that are next to each other: see blocks.c */
    size_t near_count;     /* factors that move within a block, by stride */
    size_t near[CLOCK_FACTORS_MAX];
    size_t far_count; /* factors that lead from block to block */
    size_t far[CLOCK_FACTORS_MAX];
    size_t apart_count; /* factors beyond those, taken one by one before */
    size_t apart[CLOCK_FACTORS_MAX];
    size_t speakers_count;
    uint32_t speakers[CLOCK_SPEAKERS_MAX]; /* principals, ascending */
    uint32_t parties[CLOCK_SPEAKERS_MAX];  /* the same as parties */
    bool frozen;                           /* nothing moves: for counterfactuals */
} clock_world;

/** Lay out the factors of a model and check that chances stay in [0, 1] over `rounds` rounds. */
ent_status clock_world_init(clock_world *world, const ent_model *model, size_t rounds, bool blame,
                            ent_arena *arena, ent_diags *diags);

/** Chances of one factor in round t if the speakers in `mask` are blamed. */
void clock_world_set(const clock_world *world, size_t factor, size_t round, uint32_t mask);

/** y = expectation of x over the next level of one factor; [W] each, y distinct from x. Only the
 * states from `from` up to `to` are written. */
void clock_world_apply(const clock_world *world, size_t factor, const double *x, double *y,
                       size_t from, size_t to);

/** Move mass forward along one factor: y = x times the transition matrix. */
void clock_world_push(const clock_world *world, size_t factor, const double *x, double *y);

/**
 * All states that can follow m under the chances last set, the product written out.
 *
 * @param[out] to, chance  [clock_world_successors_max]; only those with a chance above 0 count
 */
size_t clock_world_successors(const clock_world *world, size_t m, uint32_t *to, double *chance);
size_t clock_world_successors_max(const clock_world *world);

/** Level of a factor in a world state. */
size_t clock_world_level(const clock_world *world, size_t state, size_t factor);

/** Can exactly the speakers in `mask` be the blamed ones? */
bool clock_world_asks(const clock_world *world, size_t principals, uint32_t mask);

/** The speakers among a set of principals, as a mask. */
uint32_t clock_world_mask(const clock_world *world, uint32_t principals);

/* --- offers ---------------------------------------------------------------------------------- */

/** What can be offered while one set of values holds. */
typedef struct clock_offers {
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
} clock_offers;

/** Hulls and sorted payoffs from the lists. */
bool clock_offers_finish(clock_offers *offers, size_t principals, bool lotteries, ent_arena *arena);

/** Every package that can be offered, whatever it is worth, in package order. */
typedef struct clock_packages {
    size_t count;
    uint32_t *package; /* [count x issues]; malloc */
    bool complete;     /* false: more than CLOCK_PACKAGES_MAX to look at, and none is listed */
} clock_packages;
#define CLOCK_PACKAGES_MAX ((size_t)1 << 20)

/** List them; values and weights of the model do not matter. Free `package` afterwards. */
bool clock_packages_list(clock_packages *packages, const ent_model *model, ent_arena *arena);

/**
 * List what can be offered under the (changed) values of a model: the frontier of settlements that
 * cross no red line, and, with blame, every distinct payoff, or if there are too many packages that
 * of the frontier and its neighbours.
 *
 * @param packages  NULL: no blame, the frontier alone
 */
ent_status clock_offers_list(clock_offers *offers, const ent_model *model,
                             const clock_packages *packages, ent_arena *arena, ent_diags *diags);

/** A model whose values and weights are changed by the effects for which `active` holds. */
ent_status clock_model_change(const ent_model *model, const bool *active, ent_model *changed,
                              ent_arena *arena, ent_diags *diags);

/* --- the game -------------------------------------------------------------------------------- */

typedef struct clock_game {
    size_t principals;
    size_t issues;
    size_t rounds;
    clock_world world;
    bool lotteries;
    bool refuse_ties;
    ent_proposer rule;
    uint32_t first;           /* for ALTERNATE: index among the principals */
    const double *drawn;      /* [P] for RANDOM and CHANCES */
    const double *discount;   /* [P] */
    const double *walk_away;  /* [P x W] */
    const uint16_t *class_of; /* [W] index into offers */
    size_t classes_count;
    const clock_offers *offers;
} clock_game;

/** Chance that principal i proposes in round t. */
double clock_game_draw(const clock_game *game, size_t round, size_t proposer);

/** Read the game off a model; without `blame` nobody's moves the world. All lies in the arena. */
ent_status clock_game_build(clock_game *game, const ent_model *model,
                            const ent_clock_options *options, bool blame, ent_arena *arena,
                            ent_diags *diags);

/* --- one state ------------------------------------------------------------------------------- */

/** One state with its proposer, as the decision sees it. */
typedef struct clock_stage {
    const clock_game *game;
    const clock_offers *offers;
    size_t proposer;
    bool wants_offer; /* an offer made to be refused is looked up, too */
    double walk_away[ENT_PRINCIPALS_MAX];
    /* [2^speakers x P] payoff of no agreement if the speakers in the mask are blamed */
    double *refusal;
} clock_stage;

typedef struct clock_choice {
    ent_clock_act act;
    uint32_t mask;   /* speakers blamed, unless agreed */
    uint32_t blamed; /* principals blamed, unless agreed */
    double value[ENT_PRINCIPALS_MAX];
    double utility[ENT_PRINCIPALS_MAX];     /* of the offer, unless passed */
    double reservation[ENT_PRINCIPALS_MAX]; /* see ent_clock_state */
    size_t parts_count;
    const uint32_t *package[ENT_PRINCIPALS_MAX];
    double chance[ENT_PRINCIPALS_MAX];
} clock_choice;

/** What the proposer does, and what everybody gets. */
void clock_choose(const clock_stage *stage, clock_choice *choice);

/* --- solving --------------------------------------------------------------------------------- */

/** Outcome of (round, world, proposer) in one byte: 255 agreed, else the mask of the blamed. */
#define CLOCK_AGREED 255u

typedef struct clock_solution {
    double *value; /* [(T+1) x P x W] if all rounds are kept, else [P x W]: round 0 */
    bool keeps_values;
    unsigned char *acts; /* [T x P x W] if kept, else NULL */
} clock_solution;

/** Backward induction by up to `threads` threads; the answer does not depend on how many. Arrays
 * come from the arena. */
bool clock_sweep(const clock_game *game, bool keep_values, bool keep_acts, uint32_t threads,
                 ent_arena *arena, clock_solution *solution);

/** Expectations over the next round. */
typedef struct clock_ahead {
    double *scratch[3];      /* [W] each */
    double *room;            /* [masks x P x W] */
    const double **expected; /* [masks x P] arrays [W]: value of the next round under each blame */
} clock_ahead;
bool clock_ahead_init(clock_ahead *ahead, const clock_game *game, ent_arena *arena);

struct ent_team;
/** Fill the expectations for a round from the values of the next, shared among a team. */
void clock_ahead_fill(clock_ahead *ahead, const clock_game *game, size_t round, const double *next,
                      struct ent_team *team);
size_t clock_masks(const clock_game *game);

/** Payoff of principal p if a round in a world ends without agreement and `mask` is blamed. */
double clock_ahead_refusal(const clock_ahead *ahead, const clock_game *game, uint32_t mask,
                           size_t p, size_t world);

/** Look at one world state of a filled round; the stage keeps its `refusal` and proposer. */
void clock_stage_at(const clock_game *game, const clock_ahead *ahead, size_t world,
                    clock_stage *stage);

/* --- large worlds, block by block ------------------------------------------------------------- */

#define CLOCK_BLOCK_MAX 1024

/** Choose the blocks once the strides are known; the last one may be shorter. */
void clock_blocks_plan(clock_world *world);

/**
 * Expectation over the next levels of near and far factors, for the worlds of one block.
 *
 * @param x       [W]
 * @param buffer  room for two blocks
 * @return        [block] in the buffer, or in x where nothing moves
 */
const double *clock_block_expect(const clock_world *world, size_t block, const double *x,
                                 double buffer[2][CLOCK_BLOCK_MAX]);

/** A round of a game of two without blame or refused ties. */
typedef struct clock_pair {
    const clock_game *game;
    size_t round;
    const double *next[2]; /* [2] of [W] what the next round is worth, factors apart taken */
    double *value;         /* [2 x W] */
    unsigned char *acts;   /* [2 x W] or NULL */
} clock_pair;

/** Solve it for the worlds from `from` up to `to`, which begin and end with a block. */
void clock_pair_round(const clock_pair *pair, size_t from, size_t to);

/** What happens on the path of play, from today's world on. */
typedef struct clock_path {
    double *agreed;  /* [T] chance of an agreement in that round */
    double *reached; /* [T x W] chance of coming here without agreement, or NULL */
    double hit;      /* chance that the watched level is reached before an agreement */
} clock_path;

/**
 * Push the chance of being in each world forward through the acts of a solution.
 *
 * @param factor, level  watched: its chance goes to `hit` when it is reached and leaves the path;
 *                       factor == ENT_NONE: nothing is watched
 */
bool clock_walk(const clock_game *game, const clock_solution *solution, uint32_t factor,
                uint32_t level, ent_arena *arena, clock_path *path);

/** Worlds that some behaviour reaches, by round: [T x W], nonzero. */
unsigned char *clock_reachable(const clock_game *game, ent_arena *arena);

/** Chance that a factor by itself reaches a level within the horizon; negative: out of memory. */
double clock_reach(const clock_game *game, size_t factor, size_t level, ent_arena *arena);

/** Expected walk-aways by round if the world drifts with nobody blamed: [(T+1) x P], or NULL. */
double *clock_drift(const clock_game *game, ent_arena *arena);

/** Move the chances of the worlds on by a round in which nobody is blamed: `here` and `next` [W]
 * may change places. */
void clock_world_drift(const clock_world *world, size_t round, double **here, double **next);

/** The most by which an offer exceeds `asked` [P] for the side that it leaves least; below 0: what
 * is missing; NAN: nothing can be offered. O(log frontier) for two, O(frontier x P) for more. */
double clock_room(const clock_game *game, const clock_offers *offers, const double *asked);

/** Fill `asks_by_round`, `room_by_round` and `open_by_round`; the values of all rounds are needed.
 */
bool clock_bands(const clock_game *game, const clock_solution *solution, ent_arena *scratch,
                 ent_arena *kept, ent_clock *result);

/** Is there an offer worth at least `asked` [P] to everybody? Ignores blame. */
bool clock_has_offer(const clock_game *game, const clock_offers *offers, const double *asked);

/** Room for checking states one by one; see certificate.c. */
typedef struct clock_probe {
    clock_stage stage;
    uint32_t *to;
    double *chance;
} clock_probe;
bool clock_probe_init(clock_probe *probe, const clock_game *game, ent_arena *arena);

/** The most anybody gains in one (round, world) by one other act. `values` of all rounds. */
double clock_deviation(clock_probe *probe, const double *values, size_t round, size_t world,
                       bool every_offer);

#endif
