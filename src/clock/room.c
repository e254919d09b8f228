/* The room that is left when everybody gets what it asks: the most by which an offer can exceed
 * what is asked for the side that it leaves least. Below zero it is what is missing. */
#include "clock/clock.h"

#include <math.h>

static double smallest_surplus(const double *utility, const double *asked, size_t principals) {
    double smallest = INFINITY;
    for (size_t p = 0; p < principals; p++)
        smallest = fmin(smallest, utility[p] - asked[p]);
    return smallest;
}

/* Along the frontier of two the surplus of one falls and that of the other rises: the best is on
 * one side of where they cross. */
static double room_of_pair(const game_offers *offers, const double *asked) {
    const double *utility = offers->frontier;
    size_t low = 0;
    size_t high = offers->frontier_count;
    while (low < high) { /* the first package where the second side has no less */
        const size_t middle = low + (high - low) / 2;
        if (utility[2 * middle + 1] - asked[1] >= utility[2 * middle] - asked[0])
            high = middle;
        else
            low = middle + 1;
    }
    double room = -INFINITY;
    if (low < offers->frontier_count)
        room = smallest_surplus(utility + 2 * low, asked, 2);
    if (low > 0)
        room = fmax(room, smallest_surplus(utility + 2 * (low - 1), asked, 2));
    return room;
}

/* The same along the efficient part of the hull, where the crossing itself can be offered. */
static double room_of_hull(const game_offers *offers, const double *asked) {
    const double *x = offers->hull_responder[0]; /* the second side */
    const double *y = offers->hull_proposer[0];
    const size_t peak = offers->hull_peak[0];
    size_t k = peak;
    while (k < offers->hull_count[0] && x[k] - asked[1] < y[k] - asked[0])
        k++;
    if (k == peak)
        return y[k] - asked[0];
    if (k == offers->hull_count[0])
        return x[k - 1] - asked[1];
    const double slope = offers->hull_slope[0][k];
    const double crossing = (y[k - 1] - slope * x[k - 1] - asked[0] + asked[1]) / (1 - slope);
    return crossing - asked[1];
}

/* A pie for several: all rise equally above what they ask until it is used up. Who asks for less
 * than nothing of it needs no share. */
static double room_of_simplex(const game_offers *offers, size_t principals, const double *asked) {
    bool shares[ENT_PRINCIPALS_MAX];
    for (size_t p = 0; p < principals; p++)
        shares[p] = true;
    for (;;) {
        double left = 1;
        double price = 0; /* of raising all who share by one */
        for (size_t p = 0; p < principals; p++)
            if (shares[p]) {
                left -= (asked[p] - offers->low[p]) / (offers->high[p] - offers->low[p]);
                price += 1 / (offers->high[p] - offers->low[p]);
            }
        bool dropped = false;
        for (size_t p = 0; p < principals; p++)
            if (shares[p] && asked[p] + left / price < offers->low[p]) {
                shares[p] = false;
                dropped = true;
            }
        if (!dropped)
            return left / price;
    }
}

double clock_room(const game_form *game, const game_offers *offers, const double *asked) {
    const size_t principals = game->principals;
    if (offers->frontier_count == 0)
        return NAN;
    if (game->lotteries)
        return principals == 2 ? room_of_hull(offers, asked)
                               : room_of_simplex(offers, principals, asked);
    if (principals == 2)
        return room_of_pair(offers, asked);
    double room = -INFINITY;
    for (size_t k = 0; k < offers->frontier_count; k++)
        room = fmax(room, smallest_surplus(offers->frontier + k * principals, asked, principals));
    return room;
}
