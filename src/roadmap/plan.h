/**
 * The payoffs of a roadmap for every set of its steps, ready to be looked up.
 *
 * Steps become bits of a word. Steps whose effects meet - they set the same issue, or issues that a
 * linkage or a rule ties together - lie in the same block of neighbouring bits; across blocks,
 * payoffs add up. So a table per block is enough: 24 free steps need two tables of 4096 rows, not
 * one of 16 million.
 */
#ifndef ENT_ROADMAP_PLAN_H
#define ENT_ROADMAP_PLAN_H

#include "roadmap/course.h"

/** Bits packed into one block where the ties leave a choice. */
#define ROADMAP_BLOCK_BITS 12u

typedef struct roadmap_block {
    unsigned shift;
    unsigned bits;
    double *levels; /* [2^bits x 2 parties] interim of each, then collapse, above the status quo */
    bool *breaks;   /* [2^bits] a rule is broken */
} roadmap_block;

/** Defecting in one step: what changes against the set without the step, by its block's bits. */
typedef struct roadmap_defections {
    double *levels;   /* [2^bits x 2 parties], or NULL: nobody has a part of its own */
    uint16_t *movers; /* [2^bits] principals with a part */
} roadmap_defections;

typedef struct roadmap_plan {
    const roadmap_course *course;
    size_t steps;
    size_t parties;
    uint32_t all;                            /* the set of all steps */
    uint32_t step_of[ENT_ORDERS_STEPS_MAX];  /* bit -> step */
    uint32_t bit_of[ENT_ORDERS_STEPS_MAX];   /* step -> bit */
    uint32_t after[ENT_ORDERS_STEPS_MAX];    /* by bit: set that must come first */
    uint32_t block_of[ENT_ORDERS_STEPS_MAX]; /* by bit */
    const double *carry;                     /* [bits x parties] */
    size_t blocks_count;
    roadmap_block *blocks;
    roadmap_defections *defections; /* [bits] */
    bool defects;                   /* some step tempts somebody */
    bool breaks;                    /* some set breaks a rule */
    double end[ENT_PRINCIPALS_MAX]; /* V(all) */
    double end_slack;               /* the smallest there; INFINITY: the end cannot come */
} roadmap_plan;

/**
 * Make the tables. NULL: out of memory.
 *
 * Cost: the rows of all blocks x principals x issues.
 */
const roadmap_plan *roadmap_plan_make(base_arena *arena, const roadmap_course *course);

/** Memory that roadmap_plan_make will need for its tables, in bytes; 0 if out of memory. */
uint64_t roadmap_plan_bytes(base_arena *arena, const roadmap_course *course);

/** interim(set) and collapse(set), [parties] each. */
void roadmap_plan_levels(const roadmap_plan *plan, uint32_t set, double *interim, double *collapse);

/** collapse(set) alone, the same to the last bit. */
void roadmap_plan_collapse(const roadmap_plan *plan, uint32_t set, double *collapse);

/** collapse(set) + temptation in step `bit`, the most that anything else may pay at `set`. */
void roadmap_plan_rivals(const roadmap_plan *plan, uint32_t set, uint32_t bit, double *rivals);

/** Does the package in force with `set` break no rule? The empty set never does. */
bool roadmap_plan_is_possible(const roadmap_plan *plan, uint32_t set);

/** temptation in step `bit` at `set` (without it), where the levels at `set` are known. */
double roadmap_plan_temptation(const roadmap_plan *plan, uint32_t set, uint32_t bit, size_t p,
                               double interim, double collapse);

/** Smallest slack along an order of bits, the end left out. */
double roadmap_plan_walk(const roadmap_plan *plan, const uint32_t *bits);

#endif
