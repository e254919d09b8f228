/**
 * Questions about red lines and walk-aways: is there a settlement that keeps these, and which is
 * the cheapest?
 *
 * A red line joins the elimination only once a package that was found crosses it. So a question
 * that involves few red lines stays narrow however many the model has, and where there is no
 * package, the red lines that joined are a conflict already, or nearly (the same idea as lazy
 * clauses; Clarke et al. 2000 call it refinement by counterexamples).
 */
#ifndef ENT_DEALS_ORACLE_H
#define ENT_DEALS_ORACLE_H

#include "engine/seek.h"

/* Red lines as bits. */
static inline bool deals_bit(const uint64_t *set, size_t i) {
    return set[i / 64] >> (i % 64) & 1;
}

static inline void deals_bit_add(uint64_t *set, size_t i) {
    set[i / 64] |= (uint64_t)1 << (i % 64);
}

static inline void deals_bit_remove(uint64_t *set, size_t i) {
    set[i / 64] &= ~((uint64_t)1 << (i % 64));
}

/* A red line as patterns of which a crossing package matches exactly one. */
typedef struct deals_line_ties {
    size_t count;
    const engine_tie *ties;
} deals_line_ties;

typedef struct deals_oracle {
    const ent_model *model;
    const engine_grid *grid;
    const engine_problem *base; /* without red lines; one more payoff than parties */
    size_t lines_count;
    const ent_red_line *lines;
    const deals_line_ties *ties; /* [lines] */
    size_t words;                /* of a set of red lines, at least 1 */
    const int64_t *floor;        /* [P] a payoff below it violates the walk-away */
    uint32_t *package;           /* [issues] */
    uint64_t work;               /* so far */
} deals_oracle;

typedef struct deals_question {
    const uint64_t *held; /* [words] red lines that may not be crossed */
    uint64_t *joined;     /* [words] red lines that the elimination knows; grows */
    uint32_t floors;      /* the rest as in engine_purpose */
    uint32_t drops;
    bool crossings;
    bool fairest;
    double at_least;
    uint64_t work_max; /* for all questions together */
} deals_question;

typedef struct deals_reply {
    bool found;
    uint64_t
        *crossed; /* [words], given by the caller or NULL: red lines that the package crosses */
    int64_t payoff[ENT_PRINCIPALS_MAX + 1];
    double smallest_gain;
    uint32_t blamed; /* if not found: these floors cannot be reached while the joined lines hold */
} deals_reply;

/** Everything lives in `arena`. */
ent_status deals_oracle_make(base_arena *arena, const ent_model *model, const ent_red_line *lines,
                             size_t lines_count, ent_watch *watch, deals_oracle *oracle);

/**
 * @retval ENT_ERR_LIMIT  the red lines that joined tie too many issues, or `work_max` is reached
 */
ent_status deals_oracle_ask(deals_oracle *oracle, const deals_question *question,
                            deals_reply *answer);

#endif
