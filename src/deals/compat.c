/*
 * The peers' solutions as they compute them, read from their sources and checked against their
 * output. Each is a score that is largest at the pick, over the frontier of all packages or over
 * its rational part.
 *
 * A rational part needs no frontier of its own: what beats an acceptable point is acceptable.
 */
#include "entente/compat.h"

#include <math.h>

const char *ent_peer_name(ent_peer peer) {
    static const char *const NAMES[ENT_PEERS] = {"genius", "geniusweb", "negmas", "negolog"};
    return (unsigned)peer < ENT_PEERS ? NAMES[peer] : "unknown";
}

/* --- what gains are measured from --- */

static double from_reservation(const ent_compat_points *points, size_t party) {
    return isnan(points->reservation[party]) ? 0 : points->reservation[party];
}

static double from_worst(const ent_compat_points *points, size_t party) {
    const double reservation = points->reservation[party];
    return reservation >= points->least[party] ? reservation : points->least[party];
}

typedef double (*threat)(const ent_compat_points *points, size_t party);

/* --- scores of one point --- */

static double product(const ent_compat_points *points, const double *utility, threat from) {
    double score = 1;
    for (size_t p = 0; p < points->parties; p++)
        score *= utility[p] - from(points, p);
    return score;
}

static double product_over_reservation(const ent_compat_points *points, const double *utility) {
    return product(points, utility, from_reservation);
}

static double product_over_worst(const ent_compat_points *points, const double *utility) {
    return product(points, utility, from_worst);
}

static double product_of_utilities(const ent_compat_points *points, const double *utility) {
    double score = 1;
    for (size_t p = 0; p < points->parties; p++)
        score *= utility[p];
    return score;
}

static double welfare(const ent_compat_points *points, const double *utility) {
    double score = 0;
    for (size_t p = 0; p < points->parties; p++)
        score += utility[p];
    return score;
}

static double smallest_gain(const ent_compat_points *points, const double *utility) {
    double score = INFINITY;
    for (size_t p = 0; p < points->parties; p++)
        score = fmin(score, utility[p] - from_worst(points, p));
    return score;
}

static double smallest_utility(const ent_compat_points *points, const double *utility) {
    double score = INFINITY;
    for (size_t p = 0; p < points->parties; p++)
        score = fmin(score, utility[p]);
    return score;
}

static double closeness(const ent_compat_points *points, const double *utility) {
    double score = 0;
    for (size_t p = 0; p < points->parties; p++)
        for (size_t q = p + 1; q < points->parties; q++)
            score -= fabs(utility[p] - utility[q]);
    return score;
}

/* Not the largest smallest share, as the name would have it, but the smallest spread of shares. */
static double evenness_over(const ent_compat_points *points, const double *utility, threat base) {
    double least = INFINITY;
    double most = -INFINITY;
    for (size_t p = 0; p < points->parties; p++) {
        const double from = base(points, p);
        const double range = points->most[p] - from;
        const double share = range != 0 ? (utility[p] - from) / range : utility[p] - from;
        least = fmin(least, share);
        most = fmax(most, share);
    }
    return least - most;
}

static double evenness(const ent_compat_points *points, const double *utility) {
    return evenness_over(points, utility, from_worst);
}

static double from_zero(const ent_compat_points *points, size_t party) {
    (void)points;
    (void)party;
    return 0;
}

static double evenness_of_utilities(const ent_compat_points *points, const double *utility) {
    return evenness_over(points, utility, from_zero);
}

typedef struct rule {
    ent_compat_info info;
    double (*score)(const ent_compat_points *points, const double *utility);
} rule;

static const rule RULES[ENT_COMPATS] = {
    [ENT_GENIUS_NASH] = {{ENT_PEER_GENIUS, "nash", "max product of (u - r)", false},
                         product_over_reservation},
    [ENT_GENIUS_KALAI_SMORODINSKY] = {{ENT_PEER_GENIUS, "kalai_smorodinsky",
                                       "min sum over pairs of |u_i - u_j|", false},
                                      closeness},
    [ENT_GENIUSWEB_NASH] = {{ENT_PEER_GENIUSWEB, "nash", "max product of (u - r)", false},
                            product_over_reservation},
    [ENT_GENIUSWEB_KALAI] = {{ENT_PEER_GENIUSWEB, "kalai", "min sum over pairs of |u_i - u_j|",
                              false},
                             closeness},
    [ENT_NEGMAS_NASH] = {{ENT_PEER_NEGMAS, "nash", "max product of (u - d)", true},
                         product_over_worst},
    [ENT_NEGMAS_KALAI] = {{ENT_PEER_NEGMAS, "kalai", "max smallest (u - d)", true}, smallest_gain},
    [ENT_NEGMAS_KALAI_SMORODINSKY] = {{ENT_PEER_NEGMAS, "kalai_smorodinsky",
                                       "min (largest - smallest) of (u - d) / (most - d)", true},
                                      evenness},
    [ENT_NEGMAS_WELFARE] = {{ENT_PEER_NEGMAS, "welfare", "max sum of u", true}, welfare},
    [ENT_NEGMAS_MODIFIED_KALAI] = {{ENT_PEER_NEGMAS, "modified_kalai", "max smallest u", true},
                                   smallest_utility},
    [ENT_NEGMAS_MODIFIED_KALAI_SMORODINSKY] = {{ENT_PEER_NEGMAS, "modified_kalai_smorodinsky",
                                                "min (largest - smallest) of u / most", true},
                                               evenness_of_utilities},
    [ENT_NEGOLOG_NASH] = {{ENT_PEER_NEGOLOG, "nash", "max product of u", false},
                          product_of_utilities},
    [ENT_NEGOLOG_KALAI] = {{ENT_PEER_NEGOLOG, "kalai", "max sum of u", false}, welfare},
};

const ent_compat_info *ent_compat_describe(ent_compat which) {
    return (unsigned)which < ENT_COMPATS ? &RULES[which].info : NULL;
}

/* With no reservation everything is rational: no comparison with NAN holds. */
static bool is_rational(const ent_compat_points *points, const double *utility) {
    for (size_t p = 0; p < points->parties; p++)
        if (utility[p] < points->reservation[p])
            return false;
    return true;
}

uint32_t ent_compat_pick(ent_compat which, const ent_compat_points *points) {
    if ((unsigned)which >= ENT_COMPATS)
        return ENT_NONE;
    const rule *by = &RULES[which];
    uint32_t picked = ENT_NONE;
    double best = 0;
    for (size_t i = 0; i < points->count; i++) {
        const double *utility = &points->utility[i * points->parties];
        if (by->info.rational_only && !is_rational(points, utility))
            continue;
        const double score = by->score(points, utility);
        if (picked == ENT_NONE || score > best) {
            picked = (uint32_t)i;
            best = score;
        }
    }
    return picked;
}

static double distance_to_ones(const ent_compat_points *points, uint32_t point) {
    double sum = 0;
    if (point == ENT_NONE)
        return NAN;
    for (size_t p = 0; p < points->parties; p++) {
        const double loss = 1 - points->utility[point * points->parties + p];
        sum += loss * loss;
    }
    return sqrt(sum);
}

static double distance_to_ideal(const ent_compat_points *points) {
    double nearest = NAN;
    for (size_t i = 0; i < points->count; i++) {
        const double *utility = &points->utility[i * points->parties];
        if (!is_rational(points, utility))
            continue;
        double sum = 0;
        for (size_t p = 0; p < points->parties; p++) {
            const double share = points->most[p] != 0 ? utility[p] / points->most[p] : utility[p];
            sum += (1 - share) * (1 - share);
        }
        nearest = fmin(nearest, sum);
    }
    return sqrt(nearest);
}

double ent_compat_opposition(ent_peer peer, const ent_compat_points *points) {
    switch (peer) {
    case ENT_PEER_NEGMAS:
        return distance_to_ideal(points);
    case ENT_PEER_GENIUSWEB:
        return distance_to_ones(points, ent_compat_pick(ENT_GENIUSWEB_KALAI, points));
    case ENT_PEER_NEGOLOG:
        return distance_to_ones(points, ent_compat_pick(ENT_NEGOLOG_KALAI, points));
    case ENT_PEER_GENIUS:
        break;
    }
    return NAN;
}
