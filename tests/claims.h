/* What tests claim in the same words. Include <cmocka.h> before it. */
#ifndef TESTS_CLAIMS_H
#define TESTS_CLAIMS_H

#include "entente/status.h"

#include <math.h>

/* `a` is `b`, within `most`. */
#define assert_near(a, b, most)                                                                    \
    do {                                                                                           \
        const double near_a = (a);                                                                 \
        const double near_b = (b);                                                                 \
        if (!(fabs(near_a - near_b) <= (most)))                                                    \
            fail_msg("%s is %.17g, not %.17g", #a, near_a, near_b);                                \
    } while (0)

/* The same of a model that was drawn from `seed`. */
#define assert_near_seeded(seed, a, b, most)                                                       \
    do {                                                                                           \
        const double near_a = (a);                                                                 \
        const double near_b = (b);                                                                 \
        if (!(fabs(near_a - near_b) <= (most)))                                                    \
            fail_msg("seed %lu: %s is %.17g, not %.17g", (unsigned long)(seed), #a, near_a,        \
                     near_b);                                                                      \
    } while (0)

/* Messages that a test did not expect, on stderr, a line each. */
void print_messages(const ent_diags *diags);

#endif
