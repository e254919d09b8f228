/* What the proposer does in one state, given what everybody gets if there is no agreement.
 *
 * An offer is fair to a responder when it is worth at least its walk-away in today's world. Who
 * refuses a fair offer is blamed; where nobody does, the proposer is. So a responder compares an
 * offer with waiting under its own blame if the offer is fair, under the proposer's if it is not.
 *
 * Two principals, responder j, walk-away w, waiting C_own (own blame) and C_other: accepted are the
 * payoffs [C_other, w) and [max(w, C_own), oo). Each side of that is one look-up on the frontier
 * or hull; without blame both waits are the same and one look-up is all. More principals with
 * blame: every distinct payoff is tried, the responders answering in order (answers.c). */
#include "clock/decide.h"

#include "model/model.h"

#include <math.h>
#include <string.h>

#define TIE ENT_CLOCK_TIE

/* --- points: what can be offered to one responder -------------------------------------------- */

typedef struct point {
    bool found;
    double own;   /* the proposer's payoff */
    double other; /* the responder's */
    const uint32_t *package[2];
    double chance; /* of the first package */
} point;

typedef struct pair { /* a stage with two principals */
    const clock_stage *stage;
    const game_offers *offers;
    size_t i; /* proposer */
    size_t j; /* responder */
    bool strict;
} pair;

/* Does a payoff reach what is asked? The indifferent accept, unless they are told to refuse. */
static bool reaches(const pair *two, double payoff, double asked) {
    return two->strict ? payoff > asked + TIE : payoff >= asked - TIE;
}

static point frontier_point(const pair *two, size_t k) {
    return (point){true,
                   two->offers->frontier[2 * k + two->i],
                   two->offers->frontier[2 * k + two->j],
                   {two->offers->frontier_packages[k], NULL},
                   1};
}

/* The best for the proposer on the frontier that leaves the responder what it asks. The frontier
 * falls for the first principal and rises for the second. */
static point best_package(const pair *two, double asked) {
    size_t low = 0;
    size_t high = two->offers->frontier_count;
    const double *utility = two->offers->frontier;
    while (low < high) { /* first principal proposes: first that reaches; else: first that fails */
        const size_t middle = low + (high - low) / 2;
        if (reaches(two, utility[2 * middle + two->j], asked) == (two->i == 0))
            high = middle;
        else
            low = middle + 1;
    }
    if (two->i == 0)
        return low < two->offers->frontier_count ? frontier_point(two, low) : (point){0};
    return low > 0 ? frontier_point(two, low - 1) : (point){0};
}

/* The point of the hull that leaves the responder exactly x, from the peak on. */
static point hull_point(const pair *two, double x) {
    const size_t count = two->offers->hull_count[two->i];
    const double *responder = two->offers->hull_responder[two->i];
    const double *proposer = two->offers->hull_proposer[two->i];
    const uint32_t *const *packages = two->offers->hull_packages[two->i];
    size_t low = 0;
    size_t high = count - 1; /* first vertex at or beyond x */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (responder[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || responder[low] <= x)
        return (point){true, proposer[low], responder[low], {packages[low], NULL}, 1};
    const double along = x - responder[low - 1];
    return (point){true,
                   proposer[low - 1] + two->offers->hull_slope[two->i][low] * along,
                   x,
                   {packages[low - 1], packages[low]},
                   1 - along / (responder[low] - responder[low - 1])};
}

static point best_lottery(const pair *two, double asked) {
    const size_t last = two->offers->hull_count[two->i] - 1;
    const double *responder = two->offers->hull_responder[two->i];
    if (!reaches(two, responder[last], asked))
        return (point){0};
    return hull_point(two, fmax(asked, responder[two->offers->hull_peak[two->i]]));
}

static point best_at_least(const pair *two, double asked) {
    if (two->offers->frontier_count == 0)
        return (point){0};
    return two->stage->game->lotteries ? best_lottery(two, asked) : best_package(two, asked);
}

/* Is point a better for the proposer than b, then for the other, by more than a tie? */
static bool is_better(point a, point b) {
    if (!b.found || a.own > b.own + TIE)
        return a.found;
    return a.found && a.own >= b.own - TIE && a.other > b.other + TIE;
}

/* The first payoff of the responder, rising, that is at least x. */
static size_t first_at_least(const pair *two, double x) {
    const double *sorted = two->offers->sorted[two->j];
    size_t low = 0;
    size_t high = two->offers->all_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The best unfair offer that is accepted: payoff of the responder in [asked, fair). Needed only
 * where being blamed suits the responder better than its walk-away; so a scan of those payoffs is
 * good enough. */
static point best_package_between(const pair *two, double asked, double fair) {
    const double *sorted = two->offers->sorted[two->j];
    const size_t count = two->offers->all_count;
    point best = {0};
    uint32_t earliest = UINT32_MAX;
    for (size_t k = first_at_least(two, asked - TIE); k < count && sorted[k] < fair - TIE; k++) {
        const uint32_t at = two->offers->order[two->j][k];
        const double own = two->offers->all[2 * at + two->i];
        const point candidate = {true, own, sorted[k], {two->offers->all_packages[at], NULL}, 1};
        if (reaches(two, sorted[k], asked) &&
            (is_better(candidate, best) || (at < earliest && !is_better(best, candidate)))) {
            best = candidate;
            earliest = at;
        }
    }
    return best;
}

/* With lotteries the best may be the limit at `fair`, from below. */
static point best_lottery_between(const pair *two, double asked, double fair) {
    const size_t last = two->offers->hull_count[two->i] - 1;
    const double *responder = two->offers->hull_responder[two->i];
    const double peak = responder[two->offers->hull_peak[two->i]];
    if (!reaches(two, responder[last], asked) || responder[0] >= fair - TIE || asked >= fair - TIE)
        return (point){0};
    return hull_point(two, fmin(fmax(asked, peak), fair));
}

static point best_between(const pair *two, double asked, double fair) {
    if (two->offers->frontier_count == 0)
        return (point){0};
    return two->stage->game->lotteries ? best_lottery_between(two, asked, fair)
                                       : best_package_between(two, asked, fair);
}

/* Is there an offer that is fair and yet refused? */
static bool can_be_blamed(const pair *two, double fair, double asked) {
    if (two->offers->all_count == 0)
        return false;
    if (two->stage->game->lotteries) {
        const size_t last = two->offers->hull_count[two->i] - 1;
        const double *responder = two->offers->hull_responder[two->i];
        return responder[last] >= fair - TIE && !reaches(two, fmax(responder[0], fair), asked);
    }
    const size_t least = first_at_least(two, fair - TIE);
    return least < two->offers->all_count &&
           !reaches(two, two->offers->sorted[two->j][least], asked);
}

/* The earliest package that is fair and refused. */
static point refused_offer(const pair *two, double fair, double asked) {
    for (size_t k = 0; k < two->offers->all_count; k++) {
        const double *u = two->offers->all + 2 * k;
        if (u[two->j] >= fair - TIE && !reaches(two, u[two->j], asked))
            return (point){true, u[two->i], u[two->j], {two->offers->all_packages[k], NULL}, 1};
    }
    /* lotteries: between packages */
    return hull_point(two, fmax(two->offers->hull_responder[two->i][0], fair));
}

/* --- two principals -------------------------------------------------------------------------- */

static void take_point(const pair *two, point offer, clock_choice *choice) {
    choice->utility[two->i] = offer.own;
    choice->utility[two->j] = offer.other;
    choice->package[0] = offer.package[0];
    choice->package[1] = offer.package[1];
    choice->chance[0] = offer.chance;
    choice->chance[1] = 1 - offer.chance;
    choice->parts_count = offer.package[1] && offer.chance < 1 ? 2 : 1;
}

static void disagree(const clock_stage *stage, uint32_t blamed, clock_choice *choice) {
    const size_t principals = stage->game->principals;
    choice->blamed = blamed;
    choice->mask = game_world_mask(&stage->game->world, blamed);
    memcpy(choice->value, stage->refusal + choice->mask * principals,
           principals * sizeof *choice->value);
}

/* What the responder asks of a fair and of an unfair offer, and what waiting leaves the proposer
 * under either blame. */
typedef struct waits {
    double fair;
    double own_blame;
    double other_blame;
    double proposer_other_blamed;
    double proposer_blamed;
} waits;

static waits find_waits(const pair *two) {
    const clock_stage *stage = two->stage;
    const game_world *world = &stage->game->world;
    const double *by_j = stage->refusal + 2 * game_world_mask(world, 1u << two->j);
    const double *by_i = stage->refusal + 2 * game_world_mask(world, 1u << two->i);
    return (waits){stage->walk_away[two->j], by_j[two->j], by_i[two->j], by_j[two->i],
                   by_i[two->i]};
}

static point best_accepted(const pair *two, const waits *wait) {
    if (wait->own_blame == wait->other_blame)
        return best_at_least(two, wait->own_blame);
    /* what is fair to within a tie is fair, also where the indifferent refuse */
    const double floor = two->strict ? wait->fair - 2 * TIE : wait->fair;
    /* every fair offer is accepted, and unfair ones are from other_blame on */
    if (reaches(two, wait->fair - TIE, wait->own_blame))
        return best_at_least(two, fmin(floor, wait->other_blame));
    const point fair = best_at_least(two, fmax(floor, wait->own_blame));
    const point unfair = best_between(two, wait->other_blame, wait->fair);
    return is_better(unfair, fair) ? unfair : fair;
}

static double least_accepted(const waits *wait) {
    return wait->other_blame < wait->fair ? wait->other_blame : fmax(wait->fair, wait->own_blame);
}

static void choose_for_two(const clock_stage *stage, clock_choice *choice) {
    const size_t i = stage->proposer;
    const pair two = {stage, stage->offers, i, 1 - i, stage->game->refuse_ties};
    const waits wait = find_waits(&two);
    const bool blames = can_be_blamed(&two, wait.fair, wait.own_blame);
    const double waiting =
        blames ? fmax(wait.proposer_blamed, wait.proposer_other_blamed) : wait.proposer_blamed;
    choice->reservation[i] = waiting;
    choice->reservation[1 - i] =
        wait.own_blame == wait.other_blame ? wait.own_blame : least_accepted(&wait);
    const point offer = best_accepted(&two, &wait);
    if (offer.found && reaches(&two, offer.own, waiting)) {
        choice->act = ENT_CLOCK_AGREED;
        take_point(&two, offer, choice);
        memcpy(choice->value, choice->utility, 2 * sizeof *choice->value);
        return;
    }
    const double rise = wait.proposer_other_blamed - wait.proposer_blamed;
    if (blames && (rise > TIE || (rise >= -TIE && wait.own_blame > wait.other_blame + TIE))) {
        choice->act = ENT_CLOCK_REFUSED;
        if (stage->wants_offer)
            take_point(&two, refused_offer(&two, wait.fair, wait.own_blame), choice);
        disagree(stage, 1u << (1 - i), choice);
        return;
    }
    choice->act = ENT_CLOCK_PASSED;
    disagree(stage, 1u << i, choice);
}

/* --- more principals ------------------------------------------------------------------------- */

/* Reservations where one responder alone refuses: as for two. */
static void find_reservations(const clock_stage *stage, clock_choice *choice) {
    const size_t principals = stage->game->principals;
    const game_world *world = &stage->game->world;
    const double *passed =
        stage->refusal + principals * game_world_mask(world, 1u << stage->proposer);
    for (size_t j = 0; j < principals; j++) {
        const double *refused = stage->refusal + principals * game_world_mask(world, 1u << j);
        const waits wait = {stage->walk_away[j], refused[j], passed[j], 0, 0};
        choice->reservation[j] =
            j == stage->proposer || refused[j] == passed[j] ? passed[j] : least_accepted(&wait);
    }
}

/* A pie for several: every responder is left its reservation, the proposer keeps the rest. */
static bool choose_share(const clock_stage *stage, clock_choice *choice) {
    const game_offers *offers = stage->offers;
    const size_t principals = stage->game->principals;
    const size_t i = stage->proposer;
    const bool strict = stage->game->refuse_ties;
    if (!offers->vertex)
        return false;
    double rest = 1;
    for (size_t k = 0; k < principals; k++) {
        choice->package[k] = offers->frontier_packages[offers->vertex[k]];
        if (k == i)
            continue;
        const double asked = choice->reservation[k];
        const double width = offers->high[k] - offers->low[k];
        choice->chance[k] = fmax(asked - offers->low[k], 0) / width;
        choice->utility[k] = fmax(asked, offers->low[k]);
        rest -= choice->chance[k];
    }
    if (strict ? rest <= TIE : rest < -TIE)
        return false;
    choice->chance[i] = fmax(rest, 0);
    choice->parts_count = principals;
    choice->utility[i] = offers->low[i] + choice->chance[i] * (offers->high[i] - offers->low[i]);
    return true;
}

static void take_package(const clock_stage *stage, const double *utility, const uint32_t *package,
                         clock_choice *choice) {
    memcpy(choice->utility, utility, stage->game->principals * sizeof *utility);
    choice->package[0] = package;
    choice->chance[0] = 1;
    choice->parts_count = 1;
}

static double sum_of_others(const clock_stage *stage, const double *payoff) {
    double sum = 0;
    for (size_t p = 0; p < stage->game->principals; p++)
        if (p != stage->proposer)
            sum += payoff[p];
    return sum;
}

/* Would the proposer rather have frontier package a than b? */
static bool is_preferred(const clock_stage *stage, size_t a, size_t b) {
    const game_offers *offers = stage->offers;
    const size_t principals = stage->game->principals;
    const double *u = offers->frontier + a * principals;
    const double *v = offers->frontier + b * principals;
    const double rise = u[stage->proposer] - v[stage->proposer];
    if (rise > TIE || rise < -TIE)
        return rise > TIE;
    const double others = sum_of_others(stage, u) - sum_of_others(stage, v);
    if (others > TIE || others < -TIE)
        return others > TIE;
    return model_is_earlier(offers->frontier_packages[a], offers->frontier_packages[b],
                            stage->game->issues);
}

/* Without blame: the best frontier package that leaves everybody its reservation. */
static bool choose_efficient(const clock_stage *stage, clock_choice *choice) {
    const game_offers *offers = stage->offers;
    const size_t principals = stage->game->principals;
    const bool strict = stage->game->refuse_ties;
    size_t best = offers->frontier_count;
    for (size_t k = 0; k < offers->frontier_count; k++) {
        const double *u = offers->frontier + k * principals;
        bool accepted = true;
        for (size_t j = 0; j < principals && accepted; j++)
            if (j != stage->proposer)
                accepted = strict ? u[j] > choice->reservation[j] + TIE
                                  : u[j] >= choice->reservation[j] - TIE;
        if (!accepted)
            continue;
        if (best == offers->frontier_count || is_preferred(stage, k, best))
            best = k;
    }
    if (best == offers->frontier_count)
        return false;
    take_package(stage, offers->frontier + best * principals, offers->frontier_packages[best],
                 choice);
    return true;
}

static void choose_without_blame(const clock_stage *stage, clock_choice *choice) {
    const size_t principals = stage->game->principals;
    const size_t i = stage->proposer;
    find_reservations(stage, choice);
    const bool found =
        stage->game->lotteries ? choose_share(stage, choice) : choose_efficient(stage, choice);
    const double waiting = choice->reservation[i];
    const bool wants = found && (stage->game->refuse_ties ? choice->utility[i] > waiting + TIE
                                                          : choice->utility[i] >= waiting - TIE);
    if (wants) {
        choice->act = ENT_CLOCK_AGREED;
        memcpy(choice->value, choice->utility, principals * sizeof *choice->value);
        return;
    }
    choice->parts_count = 0;
    choice->act = ENT_CLOCK_PASSED;
    disagree(stage, 1u << i, choice);
}

/* With blame: the best act over passing and every distinct payoff, whatever becomes of it. */
static void choose_with_blame(const clock_stage *stage, clock_choice *choice) {
    const game_offers *offers = stage->offers;
    const size_t principals = stage->game->principals;
    const size_t i = stage->proposer;
    find_reservations(stage, choice);
    choice->act = ENT_CLOCK_PASSED;
    disagree(stage, 1u << i, choice);
    double waiting = choice->value[i];
    for (size_t k = 0; k < offers->all_count; k++) {
        const double *u = offers->all + k * principals;
        uint32_t blamed = 0;
        const bool agreed = clock_answers(stage, u, &blamed);
        const double *pay =
            agreed ? u : stage->refusal + principals * game_world_mask(&stage->game->world, blamed);
        if (!agreed)
            waiting = fmax(waiting, pay[i]);
        if (!clock_is_better(stage, pay, agreed, choice))
            continue;
        choice->act = agreed ? ENT_CLOCK_AGREED : ENT_CLOCK_REFUSED;
        take_package(stage, u, offers->all_packages[k], choice);
        if (agreed)
            memcpy(choice->value, u, principals * sizeof *u);
        else
            disagree(stage, blamed, choice);
    }
    choice->reservation[i] = waiting;
}

bool clock_is_better(const clock_stage *stage, const double *pay, bool agreed,
                     const clock_choice *choice) {
    const double rise = pay[stage->proposer] - choice->value[stage->proposer];
    if (rise > TIE || rise < -TIE)
        return rise > TIE;
    const bool has = choice->act == ENT_CLOCK_AGREED;
    if (agreed != has)
        return agreed != stage->game->refuse_ties;
    return sum_of_others(stage, pay) > sum_of_others(stage, choice->value) + TIE;
}

void clock_choose(const clock_stage *stage, clock_choice *choice) {
    choice->parts_count = 0;
    choice->blamed = 0;
    choice->mask = 0;
    if (stage->game->principals == 2)
        choose_for_two(stage, choice);
    else if (stage->game->world.speakers_count == 0)
        choose_without_blame(stage, choice);
    else
        choose_with_blame(stage, choice);
}
