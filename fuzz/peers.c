/* Arbitrary bytes as the payoffs of a frontier: what the peers pick is one of its points, and how
 * far apart they call the sides is a distance. Two bytes a number, in thousandths. */
#include "fuzz.h"

#include "entente/compat.h"

#include <math.h>
#include <string.h>

enum { PARTIES_MAX = 4, POINTS_MAX = 40 };

static double number_at(const uint8_t *data, size_t size, size_t index) {
    if (2 * index + 1 >= size)
        return 0;
    return ((data[2 * index] << 8 | data[2 * index + 1]) - 32768) / 1000.0;
}

static void find_range(ent_compat_points *points, double *least, double *most) {
    for (size_t p = 0; p < points->parties; p++) {
        least[p] = points->count ? INFINITY : 0;
        most[p] = points->count ? -INFINITY : 0;
        for (size_t i = 0; i < points->count; i++) {
            least[p] = fmin(least[p], points->utility[i * points->parties + p]);
            most[p] = fmax(most[p], points->utility[i * points->parties + p]);
        }
    }
    points->least = least;
    points->most = most;
}

/* Whoever looks only at points where everybody has what it could have without a deal picks one. */
static bool is_rational(const ent_compat_points *points, size_t at) {
    for (size_t p = 0; p < points->parties; p++) {
        const double reservation =
            isnan(points->reservation[p]) ? -INFINITY : points->reservation[p];
        if (points->utility[at * points->parties + p] < reservation)
            return false;
    }
    return true;
}

static void check(const ent_compat_points *points) {
    for (unsigned which = 0; which < ENT_COMPATS; which++) {
        const ent_compat_info *info = ent_compat_describe((ent_compat)which);
        const uint32_t picked = ent_compat_pick((ent_compat)which, points);
        REQUIRE(info && strlen(info->formula) > 0 && strlen(ent_peer_name(info->peer)) > 0);
        REQUIRE(picked == ENT_NONE || picked < points->count);
        if (info->rational_only && picked != ENT_NONE)
            REQUIRE(is_rational(points, picked));
        if (!info->rational_only)
            REQUIRE((picked == ENT_NONE) == (points->count == 0));
    }
    REQUIRE(ent_compat_describe((ent_compat)ENT_COMPATS) == NULL);
    for (unsigned peer = 0; peer < ENT_PEERS; peer++) {
        const double opposition = ent_compat_opposition((ent_peer)peer, points);
        REQUIRE(isnan(opposition) || opposition >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    double numbers[PARTIES_MAX * (POINTS_MAX + 3)] = {0};
    if (size < 2)
        return 0;
    ent_compat_points points = {.parties = 1 + data[0] % PARTIES_MAX};
    const bool has_reservation = data[1] % 2;
    double *reservation = numbers;
    double *least = reservation + PARTIES_MAX;
    double *most = least + PARTIES_MAX;
    double *utility = most + PARTIES_MAX;
    size_t next = 1;
    for (size_t p = 0; p < points.parties; p++)
        reservation[p] = has_reservation ? number_at(data, size, next++) : (double)NAN;
    while (points.count < POINTS_MAX && 2 * (next + points.parties) <= size) {
        for (size_t p = 0; p < points.parties; p++)
            utility[points.count * points.parties + p] = number_at(data, size, next++);
        points.count++;
    }
    points.utility = utility;
    points.reservation = reservation;
    find_range(&points, least, most);
    check(&points);
    return 0;
}
