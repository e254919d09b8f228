#include "screening/belief.h"

#include <math.h>

double screening_belief_share(const belief *b, double x) {
    if (x <= b->low)
        return 0;
    if (x >= b->high)
        return 1;
    const double width = b->high - b->low;
    if (!b->triangular)
        return (x - b->low) / width;
    if (x <= b->mode)
        return (x - b->low) * (x - b->low) / (width * (b->mode - b->low));
    return 1 - (b->high - x) * (b->high - x) / (width * (b->high - b->mode));
}

double screening_belief_type(const belief *b, double share) {
    if (share <= 0)
        return b->low;
    if (share >= 1)
        return b->high;
    const double width = b->high - b->low;
    if (!b->triangular)
        return b->low + share * width;
    if (share * width <= b->mode - b->low)
        return b->low + sqrt(share * width * (b->mode - b->low));
    return b->high - sqrt((1 - share) * width * (b->high - b->mode));
}

/* By parts: the integral of x dF from x to high is high - x F(x) - (integral of F). */
static double integral_of_share(const belief *b, double x) { /* from low to x */
    const double width = b->high - b->low;
    const double up = x - b->low;
    if (!b->triangular)
        return up * up / (2 * width);
    if (x <= b->mode)
        return up * up * up / (3 * width * (b->mode - b->low));
    const double to_mode = (b->mode - b->low) * (b->mode - b->low) / (3 * width);
    const double rest = b->high - b->mode;
    const double down = b->high - x;
    return to_mode + (x - b->mode) - (rest * rest * rest - down * down * down) / (3 * width * rest);
}

double screening_belief_sum_above(const belief *b, double x) {
    if (x >= b->high)
        return 0;
    const double from = x < b->low ? b->low : x;
    return b->high - from * screening_belief_share(b, from) -
           (integral_of_share(b, b->high) - integral_of_share(b, from));
}
