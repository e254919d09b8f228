/* Every analysis of a small model, held against what it claims. */
#ifndef FUZZ_ANALYSES_H
#define FUZZ_ANALYSES_H

#include "fuzz.h"

#include "rng.h"
#include "slow/slow.h"

/* One input: its model, all its packages, and numbers drawn from the input itself. */
typedef struct subject {
    const ent_model *model;
    slow_table table;    /* values with `lasts` */
    slow_table as_given; /* values without */
    bool few_digits;     /* short decimals throughout: every comparison is exact */
    rng random;
} subject;

/* Did the call answer? If not: of the reasons given, `allowed` (bits 1 << status), and a message.
 */
bool was_answered(ent_status status, unsigned allowed, const ent_diags *diags);

/* Gap, deals, counter-offers, exchanges, blockers, rounds, what peers would see. */
void check_packages(subject *self);
/* Roadmaps, the clock, its game tree, screening. */
void check_time(subject *self);
/* The brief, in every form. */
void check_report(const subject *self);

#endif
