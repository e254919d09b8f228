/* Check a claim on many seeded random models of mixed sizes and number styles. */
#ifndef TESTS_SWEEP_H
#define TESTS_SWEEP_H

#include "random_model.h"

typedef struct sweep_plan {
    size_t models;
    uint64_t first_seed;
    random_limits limits; /* the largest sizes; the style is drawn per seed */
    bool few_digits_only;
} sweep_plan;

/* `argc`, `argv` of a test program: [models [first seed]]. */
sweep_plan sweep_plan_from(int argc, char **argv, size_t models);

/* Does the claim hold of this model? If not, `why` [why_size] says what is wrong. */
typedef bool (*sweep_claim)(const ent_model *model, uint64_t seed, char *why, size_t why_size);

/* Number of models of which the claim does not hold; the first few are printed to stderr. */
size_t sweep(const sweep_plan *plan, sweep_claim claim);

#endif
