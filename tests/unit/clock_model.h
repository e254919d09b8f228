/* Small models by hand for the tests of the clock. */
#ifndef TESTS_CLOCK_MODEL_H
#define TESTS_CLOCK_MODEL_H

#include "base/arena.h"
#include "claims.h"
#include "entente/clock.h"
#include "rng.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAKER_ISSUES  8
#define MAKER_FACTORS 4
#define MAKER_MOVES   600
#define MAKER_EFFECTS 128

typedef struct maker {
    ent_model model;
    base_arena arena;
    ent_issue issues[MAKER_ISSUES];
    ent_party parties[ENT_PRINCIPALS_MAX];
    uint32_t principals[ENT_PRINCIPALS_MAX];
    ent_party_number discount[ENT_PRINCIPALS_MAX];
    ent_party_number chances[ENT_PRINCIPALS_MAX];
    ent_factor factors[MAKER_FACTORS];
    ent_move moves[MAKER_FACTORS][MAKER_MOVES];
    ent_effect effects[MAKER_EFFECTS];
    ent_rule rules[4];
} maker;

typedef rng dice;

static inline uint64_t roll(dice *d, uint64_t sides) {
    return rng_below(d, sides);
}

/* Six decimals, so that a model can be written down. */
static inline double unit(dice *d) {
    return (double)roll(d, 1000000) / 1e6;
}

static inline ent_decimal decimal(double value) {
    ent_decimal d = {.value = value};
    double scale = 1;
    for (uint8_t k = 0; k <= 9; k++, scale *= 10)
        if (nearbyint(value * scale) / scale == value) {
            d.digits = (int64_t)nearbyint(value * scale);
            d.decimals = k;
            d.exact = true;
            break;
        }
    return d;
}

static inline ent_number number(double value) {
    return (ent_number){.low = decimal(value), .likely = decimal(value), .high = decimal(value)};
}

static inline void *copied(maker *make, const void *from, size_t size) {
    void *copy = base_arena_alloc(&make->arena, 1, size);
    assert(copy);
    return memcpy(copy, from, size);
}

static inline const char *named(maker *make, const char *kind, size_t index) {
    return base_arena_printf(&make->arena, "%s-%zu", kind, index);
}

/* P principals who care about nothing yet, one round, no discount. */
static inline maker *maker_new(size_t principals) {
    maker *make = calloc(1, sizeof *make);
    assert(make && principals <= ENT_PRINCIPALS_MAX);
    ent_model *model = &make->model;
    *model = (ent_model){.title = "test",
                         .issues = make->issues,
                         .parties = make->parties,
                         .parties_count = principals,
                         .principals = {principals, make->principals},
                         .rules = make->rules,
                         .has_time = true,
                         .time = {.rounds = 1,
                                  .discount = {principals, make->discount},
                                  .factors = make->factors,
                                  .effects = make->effects}};
    for (uint32_t p = 0; p < principals; p++) {
        make->principals[p] = p;
        make->discount[p] = (ent_party_number){p, number(1)};
        make->chances[p] = (ent_party_number){p, number(1.0 / (double)principals)};
        ent_preference none[MAKER_ISSUES] = {0};
        make->parties[p] = (ent_party){.key = named(make, "party", p),
                                       .name = "",
                                       .role = ENT_PRINCIPAL,
                                       .has_walk_away = true,
                                       .walk_away = number(0),
                                       .preferences = copied(make, none, sizeof none)};
    }
    return make;
}

static inline void maker_free(maker *make) {
    base_arena_clear(&make->arena);
    free(make);
}

static inline uint32_t maker_issue(maker *make, size_t options) {
    const uint32_t issue = (uint32_t)make->model.issues_count++;
    assert(issue < MAKER_ISSUES);
    ent_option *list = BASE_NEW(&make->arena, ent_option, options);
    for (size_t o = 0; o < options; o++)
        list[o] = (ent_option){.key = named(make, "option", o), .name = ""};
    make->issues[issue] = (ent_issue){.key = named(make, "issue", issue),
                                      .name = "",
                                      .options_count = options,
                                      .options = list,
                                      .controlled_by = ENT_NONE};
    return issue;
}

static inline void maker_prefer(maker *make, uint32_t party, uint32_t issue, double weight,
                                const double *values) {
    const size_t options = make->issues[issue].options_count;
    ent_preference *all =
        copied(make, make->parties[party].preferences, MAKER_ISSUES * sizeof(ent_preference));
    ent_number *numbers = BASE_NEW(&make->arena, ent_number, options);
    for (size_t o = 0; o < options; o++)
        numbers[o] = number(values[o]);
    all[issue] = (ent_preference){.given = true, .weight = number(weight), .values = numbers};
    make->parties[party].preferences = all;
}

/* One issue with an option per principal, worth `size` to that one and nothing to the others. */
static inline uint32_t maker_pie(maker *make, double size) {
    const size_t principals = make->model.principals.count;
    const uint32_t issue = maker_issue(make, principals);
    for (uint32_t p = 0; p < principals; p++) {
        double values[ENT_PRINCIPALS_MAX] = {0};
        values[p] = size;
        maker_prefer(make, p, issue, 1, values);
    }
    make->model.time.offers = ENT_OFFERS_LOTTERIES;
    return issue;
}

static inline void maker_side(maker *make, uint32_t p, double discount, double walk_away) {
    make->discount[p].number = number(discount);
    make->parties[p].walk_away = number(walk_away);
}

static inline void maker_time(maker *make, uint32_t rounds, ent_proposer rule) {
    make->model.time.rounds = rounds;
    make->model.time.proposer = rule;
    make->model.time.proposer_chances =
        (ent_party_numbers){make->model.principals.count, make->chances};
}

static inline uint32_t maker_factor(maker *make, size_t levels) {
    const uint32_t factor = (uint32_t)make->model.time.factors_count++;
    assert(factor < MAKER_FACTORS);
    const char **names = BASE_NEW(&make->arena, const char *, levels);
    for (size_t l = 0; l < levels; l++)
        names[l] = named(make, "level", l);
    make->factors[factor] = (ent_factor){.key = named(make, "factor", factor),
                                         .levels_count = levels,
                                         .levels = names,
                                         .moves = make->moves[factor]};
    return factor;
}

static inline ent_move *maker_move(maker *make, uint32_t factor, uint32_t from, uint32_t to,
                                   double chance) {
    ent_move *move = &make->moves[factor][make->factors[factor].moves_count++];
    assert(make->factors[factor].moves_count <= MAKER_MOVES);
    *move = (ent_move){.from = from, .to = to, .chance = number(chance)};
    return move;
}

static inline void maker_rising(ent_move *move, double rising) {
    move->has_rising = true;
    move->rising = number(rising);
}

static inline void maker_blame(maker *make, ent_move *move, uint32_t party, double added) {
    ent_party_number *list = BASE_NEW(&make->arena, ent_party_number, move->blame.count + 1);
    for (size_t k = 0; k < move->blame.count; k++)
        list[k] = move->blame.at[k];
    list[move->blame.count] = (ent_party_number){party, number(added)};
    move->blame = (ent_party_numbers){move->blame.count + 1, list};
}

/* An effect of one factor being at one level; changes are added to it. */
static inline ent_effect *maker_effect(maker *make, uint32_t factor, uint32_t level) {
    ent_effect *effect = &make->effects[make->model.time.effects_count++];
    assert(make->model.time.effects_count <= MAKER_EFFECTS);
    const uint32_t *at = copied(make, &level, sizeof level);
    const ent_world_term term = {factor, {1, at}};
    *effect = (ent_effect){.when_count = 1, .when = copied(make, &term, sizeof term)};
    return effect;
}

static inline void maker_shift(maker *make, ent_effect *effect, uint32_t party, double added) {
    ent_party_number *list = BASE_NEW(&make->arena, ent_party_number, effect->walk_away.count + 1);
    for (size_t k = 0; k < effect->walk_away.count; k++)
        list[k] = effect->walk_away.at[k];
    list[effect->walk_away.count] = (ent_party_number){party, number(added)};
    effect->walk_away = (ent_party_numbers){effect->walk_away.count + 1, list};
}

static inline void maker_change(maker *make, ent_effect *effect, uint32_t party, uint32_t issue,
                                uint32_t option, double added) {
    ent_value_change *list = BASE_NEW(&make->arena, ent_value_change, effect->changes_count + 1);
    for (size_t k = 0; k < effect->changes_count; k++)
        list[k] = effect->changes[k];
    list[effect->changes_count] = (ent_value_change){party, issue, option, number(added)};
    effect->changes_count++;
    effect->changes = list;
}

/* A pie that is worth less (or more) to everybody at some level. */
static inline void maker_scale_pie(maker *make, ent_effect *effect, uint32_t issue, double added) {
    for (uint32_t p = 0; p < make->model.principals.count; p++)
        maker_change(make, effect, p, issue, p, added);
}

/* Solve, with any message on stderr. */
static inline ent_clock *solved(const maker *make, const ent_clock_options *options) {
    ent_clock *clock = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_clock_solve(&make->model, options, &clock, diags);
    print_messages(diags);
    ent_diags_free(diags);
    return status ? NULL : clock;
}

#endif
