/**
 * The pieces that solve a bargaining game by backward induction (sweep.c) and read its answer off.
 *
 * P principals, W world states, T rounds, as in game/game.h.
 */
#ifndef ENT_CLOCK_CLOCK_H
#define ENT_CLOCK_CLOCK_H

#include "game/game.h"

/* --- one state ------------------------------------------------------------------------------- */

/** One state with its proposer, as the decision sees it. */
typedef struct clock_stage {
    const game_form *game;
    const game_offers *offers;
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
 * come from the arena. False: out of memory, or the game's watch ended it, here and below. */
bool clock_sweep(const game_form *game, bool keep_values, bool keep_acts, uint32_t threads,
                 base_arena *arena, clock_solution *solution);

/** Expectations over the next round. */
typedef struct clock_ahead {
    double *scratch[3];      /* [W] each */
    double *room;            /* [masks x P x W] */
    const double **expected; /* [masks x P] arrays [W]: value of the next round under each blame */
} clock_ahead;
bool clock_ahead_init(clock_ahead *ahead, const game_form *game, base_arena *arena);

struct base_team;
/** Fill the expectations for a round from the values of the next, shared among a team. */
void clock_ahead_fill(clock_ahead *ahead, const game_form *game, size_t round, const double *next,
                      struct base_team *team);
size_t clock_masks(const game_form *game);

/** Payoff of principal p if a round in a world ends without agreement and `mask` is blamed. */
double clock_ahead_refusal(const clock_ahead *ahead, const game_form *game, uint32_t mask, size_t p,
                           size_t world);

/** Look at one world state of a filled round; the stage keeps its `refusal` and proposer. */
void clock_stage_at(const game_form *game, const clock_ahead *ahead, size_t round, size_t world,
                    clock_stage *stage);

/** A round of a game of two without blame or refused ties. */
typedef struct clock_pair {
    const game_form *game;
    size_t round;
    const double *next[2]; /* [2] of [W] what the next round is worth, factors apart taken */
    double *value;         /* [2 x W] */
    unsigned char *acts;   /* [2 x W] or NULL */
    bool is_shared;        /* several threads solve it */
} clock_pair;

/** Solve it for the worlds from `from` up to `to`, which begin and end with a block; `watch` is
 * that of the thread. */
void clock_pair_round(const clock_pair *pair, size_t from, size_t to, ent_watch *watch);

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
bool clock_walk(const game_form *game, const clock_solution *solution, uint32_t factor,
                uint32_t level, base_arena *arena, clock_path *path);

/** Worlds that some behaviour reaches, by round: [T x W], nonzero. */
unsigned char *clock_reachable(const game_form *game, base_arena *arena);

/** Chance that a factor by itself reaches a level within the horizon; negative: out of memory. */
double clock_reach(const game_form *game, size_t factor, size_t level, base_arena *arena);

/** Expected walk-aways by round if the world drifts with nobody blamed: [(T+1) x P], or NULL. */
double *clock_drift(const game_form *game, base_arena *arena);

/** Move the chances of the worlds on by a round in which nobody is blamed: `here` and `next` [W]
 * may change places. */
void clock_world_drift(const game_world *world, size_t round, double **here, double **next);

/** The most by which an offer exceeds `asked` [P] for the side that it leaves least; below 0: what
 * is missing; NAN: nothing can be offered. O(log frontier) for two, O(frontier x P) for more. */
double clock_room(const game_form *game, const game_offers *offers, const double *asked);

/** Fill `asks_by_round`, `room_by_round` and `open_by_round`; the values of all rounds are needed.
 */
bool clock_bands(const game_form *game, const clock_solution *solution, base_arena *scratch,
                 base_arena *kept, ent_clock *result);

/** Is there an offer worth at least `asked` [P] to everybody? Ignores blame. */
bool clock_has_offer(const game_form *game, const game_offers *offers, const double *asked);

/** Room for checking states one by one; see certificate.c. */
typedef struct clock_probe {
    clock_stage stage;
    uint32_t *to;
    double *chance;
} clock_probe;
bool clock_probe_init(clock_probe *probe, const game_form *game, base_arena *arena);

/** The most anybody gains in one (round, world) by one other act. `values` of all rounds. */
double clock_deviation(clock_probe *probe, const double *values, size_t round, size_t world,
                       bool every_offer);

#endif
