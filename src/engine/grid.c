/*
 * Payoffs as integers.
 *
 * Weights, values, bonuses and walk-aways are decimals, so a party's utilities are whole multiples
 * of 1 / (sum of weights as integers x 10^decimals). On that grid sums have no order, and
 * dominance, thresholds and ties are exact. What is not a decimal - a value that lasts only for a
 * while, an imported double - is rounded to a grid that is finer by a power of two; then equality
 * means closer than 1e-9, which is far above the rounding of 1000 terms at 2^-44.
 */
#include "base/decimal.h"
#include "engine/problem.h"
#include "model/model.h"

#include <math.h>

#define UNITS_MAX  9007199254740992.0 /* 2^53 */
#define FINE_UNITS 281474976710656.0  /* 2^48: room for sums of linkages above 1 */
#define TOLERANCE  1e-9
#define NOISE      1e-11

static double power_of_ten(unsigned decimals) {
    double power = 1;
    while (decimals--)
        power *= 10;
    return power;
}

typedef struct scale {
    bool exact;
    unsigned weight_decimals;
    unsigned value_decimals; /* of values, bonuses and the walk-away */
    int64_t weight_divisor;  /* common divisor of the integer weights */
    int64_t weight_sum;      /* after division */
    double units;
} scale;

static void widen(unsigned *decimals, bool *exact, const ent_decimal *number) {
    *exact = *exact && number->exact;
    if (number->exact && number->decimals > *decimals)
        *decimals = number->decimals;
}

/* number x 10^decimals, which is whole for exact numbers of at most that many decimals */
static double scaled(const ent_decimal *number, unsigned decimals) {
    return (double)number->digits * power_of_ten(decimals - number->decimals);
}

static void scale_weights(const ent_model *model, const ent_party *party, scale *to) {
    double sum = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        if (party->preferences[j].given)
            sum += scaled(&party->preferences[j].weight.likely, to->weight_decimals);
    if (sum >= UNITS_MAX) {
        to->exact = false;
        return;
    }
    int64_t divisor = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        if (party->preferences[j].given)
            divisor = base_common_divisor(
                (int64_t)scaled(&party->preferences[j].weight.likely, to->weight_decimals),
                divisor);
    to->weight_divisor = divisor ? divisor : 1;
    to->weight_sum = divisor ? (int64_t)sum / divisor : 1;
    to->units = (double)to->weight_sum * power_of_ten(to->value_decimals);
    /* gains over the walk-away or over today: one unit, and with linkages that much more */
    const double range = party->linkages_count ? (double)party->linkages_count + 2 : 1;
    if (to->units * range >= UNITS_MAX)
        to->exact = false;
}

static scale scale_of(const ent_model *model, const ent_party *party) {
    scale to = {.exact = true, .units = FINE_UNITS, .weight_divisor = 1, .weight_sum = 1};
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &party->preferences[j];
        if (!preference->given)
            continue;
        widen(&to.weight_decimals, &to.exact, &preference->weight.likely);
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            widen(&to.value_decimals, &to.exact, &preference->values[o].likely);
    }
    for (size_t l = 0; l < party->linkages_count; l++)
        widen(&to.value_decimals, &to.exact, &party->linkages[l].bonus.likely);
    if (party->has_walk_away)
        widen(&to.value_decimals, &to.exact, &party->walk_away.likely);
    if (to.exact && (to.weight_decimals > 15 || to.value_decimals > 15))
        to.exact = false;
    if (to.exact)
        scale_weights(model, party, &to);
    if (!to.exact)
        to.units = FINE_UNITS;
    return to;
}

static bool lasts_matter(const ent_model *model, uint32_t party) {
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &model->parties[party].preferences[j];
        for (size_t o = 1; preference->given && o < model->issues[j].options_count; o++) {
            const double share = model_lasting_share(model, party, &model->issues[j].options[o]);
            if (share < 1 &&
                preference->values[o].likely.value != preference->values[0].likely.value)
                return true;
        }
    }
    return false;
}

/* weight x value of one option in units; `finer` is the factor between the decimal grid and it */
static int64_t option_payoff(const ent_model *model, uint32_t party, const scale *by, double finer,
                             size_t issue, size_t option, bool lasting) {
    const ent_preference *preference = &model->parties[party].preferences[issue];
    if (!preference->given)
        return 0;
    const double share =
        lasting ? model_lasting_share(model, party, &model->issues[issue].options[option]) : 1;
    const ent_decimal *value = &preference->values[option].likely;
    const ent_decimal *today = &preference->values[0].likely;
    if (by->exact) {
        const double weight = scaled(&preference->weight.likely, by->weight_decimals) /
                              (double)by->weight_divisor * finer;
        const double rest = scaled(today, by->value_decimals);
        const double full = scaled(value, by->value_decimals);
        return share < 1 ? llround(weight * (rest + share * (full - rest)))
                         : (int64_t)(weight * full);
    }
    const double sum = model_weight_sum(model, party);
    const double worth = today->value + share * (value->value - today->value);
    const double exact_worth = share < 1 ? worth : value->value;
    return sum > 0 ? llround(preference->weight.likely.value / sum * exact_worth * by->units) : 0;
}

static int64_t plain_payoff(const scale *by, double finer, const ent_decimal *number) {
    return by->exact
               ? (int64_t)(scaled(number, by->value_decimals) * (double)by->weight_sum * finer)
               : llround(number->value * by->units);
}

static int64_t today_payoff(const ent_model *model, const ent_party *party, int64_t *const *payoff,
                            const int64_t *bonus, size_t p) {
    int64_t sum = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        sum += payoff[j][p];
    for (size_t l = 0; l < party->linkages_count; l++) {
        bool matches = true;
        for (size_t t = 0; t < party->linkages[l].when.count; t++)
            matches = matches && party->linkages[l].when.terms[t].options.at[0] == 0;
        if (matches)
            sum += bonus[l];
    }
    return sum;
}

typedef struct arrays {
    double *units;
    int64_t **payoff;
    int64_t *walk_away;
    int64_t *today;
    int64_t **bonus;
    int64_t *slack;
    int64_t *noise;
} arrays;

static bool allocate(base_arena *arena, const ent_model *model, ent_ids parties, arrays *to) {
    const size_t principals = parties.count;
    to->units = BASE_NEW(arena, double, principals);
    to->payoff = BASE_NEW(arena, int64_t *, model->issues_count);
    to->walk_away = BASE_NEW(arena, int64_t, principals);
    to->today = BASE_NEW(arena, int64_t, principals);
    to->bonus = BASE_NEW(arena, int64_t *, principals);
    to->slack = BASE_NEW(arena, int64_t, principals);
    to->noise = BASE_NEW(arena, int64_t, principals);
    if (!to->units || !to->payoff || !to->walk_away || !to->today || !to->bonus || !to->slack ||
        !to->noise)
        return false;
    for (size_t p = 0; p < principals; p++) {
        const ent_party *party = &model->parties[parties.at[p]];
        to->bonus[p] = BASE_NEW(arena, int64_t, party->linkages_count);
        if (!to->bonus[p])
            return false;
    }
    for (size_t j = 0; j < model->issues_count; j++) {
        to->payoff[j] = BASE_NEW(arena, int64_t, model->issues[j].options_count * principals);
        if (!to->payoff[j])
            return false;
    }
    return true;
}

/* Fill the columns of one principal; is its grid exact? */
static bool fill_party(const ent_model *model, ent_ids parties, size_t p, bool lasting,
                       arrays *to) {
    const size_t principals = parties.count;
    const uint32_t id = parties.at[p];
    const ent_party *party = &model->parties[id];
    const scale by = scale_of(model, party);
    const bool rounds = lasting && lasts_matter(model, id);
    double finer = 1;
    while (by.exact && rounds && by.units * finer < FINE_UNITS / 2)
        finer *= 2;
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            to->payoff[j][o * principals + p] = option_payoff(model, id, &by, finer, j, o, lasting);
    for (size_t l = 0; l < party->linkages_count; l++)
        to->bonus[p][l] = plain_payoff(&by, finer, &party->linkages[l].bonus.likely);
    to->units[p] = by.units * finer;
    to->walk_away[p] =
        party->has_walk_away ? plain_payoff(&by, finer, &party->walk_away.likely) : 0;
    to->today[p] = today_payoff(model, party, to->payoff, to->bonus[p], p);
    return by.exact && !rounds;
}

const engine_grid *engine_grid_make(base_arena *arena, const ent_model *model, ent_ids parties,
                                    bool as_given) {
    engine_grid *grid = BASE_NEW(arena, engine_grid, 1);
    arrays to = {0};
    if (!grid || !allocate(arena, model, parties, &to))
        return NULL;
    bool exact = true;
    for (size_t p = 0; p < parties.count; p++)
        exact = fill_party(model, parties, p, !as_given, &to) && exact;
    for (size_t p = 0; p < parties.count && !exact; p++) {
        to.slack[p] = (int64_t)(TOLERANCE * to.units[p]);
        to.noise[p] = (int64_t)(NOISE * to.units[p]);
    }
    *grid = (engine_grid){.parties = parties,
                          .exact = exact,
                          .tolerance = exact ? 0 : TOLERANCE,
                          .units = to.units,
                          .payoff = (const int64_t *const *)to.payoff,
                          .walk_away = to.walk_away,
                          .today = to.today,
                          .bonus = (const int64_t *const *)to.bonus,
                          .slack = to.slack,
                          .noise = to.noise};
    return grid;
}
