#include "sweep.h"

#include <stdlib.h>

#define PRINTED_MAX 3

sweep_plan sweep_plan_from(int argc, char **argv, size_t models) {
    return (sweep_plan){
        .models = argc > 1 ? strtoull(argv[1], NULL, 10) : models,
        .first_seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1,
        .limits = random_limits_default(FEW_DIGITS),
    };
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Half of the models are tiny: they meet the corners, and are easy to follow when they fail. */
static random_limits limits_for(const sweep_plan *plan, uint64_t seed) {
    random_limits limits = plan->limits;
    static const number_style styles[8] = {COARSE,     COARSE,      FEW_DIGITS,   FEW_DIGITS,
                                           FEW_DIGITS, MANY_DIGITS, BARE_DOUBLES, NOISY};
    limits.style = styles[plan->few_digits_only ? seed % 5 : seed % 8];
    const size_t size = seed / 8 % 4;
    if (size < 3) {
        limits.issues_max = smaller(limits.issues_max, size + 2);
        limits.options_max = smaller(limits.options_max, size + 2);
    }
    if (size < 2) {
        limits.rules_max = smaller(limits.rules_max, 1);
        limits.red_lines_max = smaller(limits.red_lines_max, 1);
        limits.linkages_max = smaller(limits.linkages_max, 1);
        limits.principals_max = smaller(limits.principals_max, 3);
    }
    if (seed / 32 % 3)
        limits.lasting = false;
    return limits;
}

size_t sweep(const sweep_plan *plan, sweep_claim claim) {
    size_t failed = 0;
    for (size_t i = 0; i < plan->models; i++) {
        const uint64_t seed = plan->first_seed + i;
        const random_limits limits = limits_for(plan, seed);
        random_model made;
        random_model_make(&made, seed, &limits);
        char why[400] = "no reason given";
        if (!claim(&made.model, seed, why, sizeof why) && ++failed <= PRINTED_MAX) {
            fprintf(stderr, "# seed %llu: %s\n", (unsigned long long)seed, why);
            random_model_print(stderr, &made.model);
        }
        random_model_free(&made);
    }
    return failed;
}
