/**
 * One question to the engine: which packages count, and what they pay on an integer grid.
 *
 * Everything that ties issues together - rules, red lines, refused needs, linkages, the settlement
 * pattern - is a conjunction of terms with an effect when all of it matches. The engine knows
 * nothing else about a negotiation.
 *
 * Whatever works on a problem steps its watch. Where a function of the engine says false, or
 * ENT_ERR_NOMEM, the watch may be what ended it: who was asked by the caller tells (base/watch.h).
 */
#ifndef ENT_ENGINE_PROBLEM_H
#define ENT_ENGINE_PROBLEM_H

#include "base/arena.h"
#include "base/watch.h"
#include "entente/packages.h"

typedef enum engine_kind {
    ENGINE_KIND_ANY,
    ENGINE_KIND_SETTLEMENT,
    ENGINE_KIND_INTERIM
} engine_kind;

typedef enum engine_effect_kind {
    ENGINE_EFFECT_FORBID, /* no such package */
    ENGINE_EFFECT_BONUS,  /* payoffs change */
    ENGINE_EFFECT_MARK,   /* remember that it matched */
} engine_effect_kind;

typedef struct engine_tie {
    engine_effect_kind effect;
    size_t count; /* terms, on distinct issues, at least one */
    const ent_term *terms;
    const int64_t *bonus; /* [P], BONUS */
    uint32_t mark;        /* MARK */
    bool everywhere;      /* touches every issue: says nothing about a good order */
} engine_tie;

/** Does the option meet the tie's term on this issue? True where the tie has none. */
bool engine_tie_meets(const engine_tie *tie, uint32_t issue, uint32_t option);

/* Per party at the table: utilities are integers over `units`. P is parties.count. */
typedef struct engine_grid {
    ent_ids parties; /* all principals, or some of them */
    bool exact;
    double tolerance;             /* in utility; 0 if exact */
    const double *units;          /* [P] units per 1.0 of utility, whole numbers below 2^53 */
    const int64_t *const *payoff; /* [issues] -> [options x P] */
    const int64_t *walk_away;     /* [P] */
    const int64_t *today;         /* [P] utility of the status quo, linkages included */
    const int64_t *const *bonus;  /* [P] -> [linkages of the party] */
    const int64_t *slack;         /* [P] the tolerance in units; 0 if exact */
    const int64_t *noise;         /* [P] more than rounding can add up to; 0 if exact */
} engine_grid;

typedef struct engine_problem {
    size_t issues;
    size_t parties;                /* P */
    const uint32_t *options_count; /* [issues] */
    const bool *const *allowed;    /* [issues] -> [options] */
    const int64_t *const *payoff;  /* as in engine_grid */
    size_t ties_count;
    const engine_tie *ties;
    size_t marks;
    const int64_t *threshold; /* [P], or NULL: none */
    const int64_t *noise;     /* [P] payoffs this close are the same */
    ent_watch *watch;         /* ends the work on it; NULL: nobody does */
} engine_problem;

/** Put the payoffs of some parties on integer grids; NULL if out of memory. */
const engine_grid *engine_grid_make(base_arena *arena, const ent_model *model, ent_ids parties,
                                    bool as_given);

typedef struct engine_problem_options {
    engine_kind kind;
    bool red_lines;      /* they forbid */
    bool mark_red_lines; /* they are marked instead, by their index in `lines` */
    bool status_quo;     /* counts as a package even where interim agreements exist */
    bool thresholds;     /* walk-aways (settlements) or today (interim) */
    const bool *lifted;  /* [lines], or NULL */
    const bool *const *within;
    const ent_red_line *lines;
    size_t lines_count;
    ent_watch *watch; /* may be NULL */
} engine_problem_options;

/** NULL if out of memory. With ENGINE_KIND_ANY there are no thresholds. */
const engine_problem *engine_problem_make(base_arena *arena, const ent_model *model,
                                          const engine_grid *grid,
                                          const engine_problem_options *options);

#endif
