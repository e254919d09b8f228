/** A belief about a number: uniform or triangular. */
#ifndef ENT_SCREENING_BELIEF_H
#define ENT_SCREENING_BELIEF_H

#include <stdbool.h>

typedef struct belief {
    double low;
    double mode; /* where the density has its kink; outside (low, high): none */
    double high;
    bool triangular;
} belief;

/** Share of types up to x. */
double screening_belief_share(const belief *b, double x);
/** The type at a share: inverse of the above. */
double screening_belief_type(const belief *b, double share);
/** Integral of the type over all types above x. */
double screening_belief_sum_above(const belief *b, double x);

#endif
