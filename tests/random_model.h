/*
 * Seeded random negotiations, sound as ent_model_check wants them, small enough to enumerate.
 *
 * The same seed and limits give the same model on every machine. A model can be printed in the
 * file format, so that one that fails can be looked at and fed to the program.
 */
#ifndef TESTS_RANDOM_MODEL_H
#define TESTS_RANDOM_MODEL_H

#include "base/arena.h"
#include "entente/model.h"

#include <stdio.h>

typedef enum number_style {
    COARSE,       /* halves, and weights that are all the same: solutions and drops tie as well */
    FEW_DIGITS,   /* multiples of 1/10 or 1/4: payoffs tie all the time */
    MANY_DIGITS,  /* exact decimals too long for a common grid of 53 bits */
    BARE_DOUBLES, /* no decimal at all, as imported or sampled numbers */
    NOISY /* halves with a noise of 1e-13, as sums of doubles have: what ties must stay tied */
} number_style;

typedef struct random_limits {
    number_style style;
    size_t issues_max;     /* >= 1 */
    size_t options_max;    /* >= 1 */
    size_t packages_max;   /* issues are dropped until the model is no larger */
    size_t principals_max; /* >= 2 */
    size_t outside_max;    /* parties that are no principals */
    size_t rules_max;
    size_t red_lines_max; /* per party */
    size_t linkages_max;  /* per party */
    bool settlement;      /* may have interim agreements */
    bool lasting;         /* may have options that run out, with discounts */
    bool rounds;          /* may have meetings */
} random_limits;

/* 2 to 4 principals, up to 6 issues x 4 options, everything switched on. */
random_limits random_limits_default(number_style style);

typedef struct random_model {
    ent_model model;
    base_arena arena;
} random_model;

/* Aborts when out of memory: never make allocations fail around it. */
void random_model_make(random_model *made, uint64_t seed, const random_limits *limits);
void random_model_free(random_model *made);

/* A decimal, and a number that is just that. */
ent_number random_model_number(int64_t digits, uint8_t decimals);

/* Write the model in its file format. */
void random_model_print(FILE *out, const ent_model *model);

#endif
