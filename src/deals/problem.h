/**
 * One question to the engine: which packages count, and what they pay on an integer grid.
 *
 * Everything that ties issues together - rules, red lines, refused needs, linkages, the settlement
 * pattern - is a conjunction of terms with an effect when all of it matches. The engine knows
 * nothing else about a negotiation.
 */
#ifndef ENT_DEALS_PROBLEM_H
#define ENT_DEALS_PROBLEM_H

#include "base/arena.h"
#include "entente/deals.h"

typedef enum ent_kind { ENT_KIND_ANY, ENT_KIND_SETTLEMENT, ENT_KIND_INTERIM } ent_kind;

typedef enum ent_effect_kind {
    ENT_EFFECT_FORBID, /* no such package */
    ENT_EFFECT_BONUS,  /* payoffs change */
    ENT_EFFECT_MARK,   /* remember that it matched */
} ent_effect_kind;

typedef struct ent_tie {
    ent_effect_kind effect;
    size_t count; /* terms, on distinct issues, at least one */
    const ent_term *terms;
    const int64_t *bonus; /* [P], BONUS */
    uint32_t mark;        /* MARK */
    bool everywhere;      /* touches every issue: says nothing about a good order */
} ent_tie;

/** Does the option meet the tie's term on this issue? True where the tie has none. */
bool ent_tie_meets(const ent_tie *tie, uint32_t issue, uint32_t option);

/* Per party at the table: utilities are integers over `units`. P is parties.count. */
typedef struct ent_grid {
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
} ent_grid;

typedef struct ent_problem {
    size_t issues;
    size_t parties;                /* P */
    const uint32_t *options_count; /* [issues] */
    const bool *const *allowed;    /* [issues] -> [options] */
    const int64_t *const *payoff;  /* as in ent_grid */
    size_t ties_count;
    const ent_tie *ties;
    size_t marks;
    const int64_t *threshold; /* [P], or NULL: none */
    const int64_t *noise;     /* [P] payoffs this close are the same */
} ent_problem;

/** Put the payoffs of some parties on integer grids; NULL if out of memory. */
const ent_grid *ent_grid_make(ent_arena *arena, const ent_model *model, ent_ids parties,
                              bool as_given);

typedef struct ent_problem_options {
    ent_kind kind;
    bool red_lines;      /* they forbid */
    bool mark_red_lines; /* they are marked instead, by their index in `lines` */
    bool status_quo;     /* counts as a package even where interim agreements exist */
    bool thresholds;     /* walk-aways (settlements) or today (interim) */
    const bool *lifted;  /* [lines], or NULL */
    const bool *const *within;
    const ent_red_line *lines;
    size_t lines_count;
} ent_problem_options;

/** NULL if out of memory. With ENT_KIND_ANY there are no thresholds. */
const ent_problem *ent_problem_make(ent_arena *arena, const ent_model *model, const ent_grid *grid,
                                    const ent_problem_options *options);

#endif
