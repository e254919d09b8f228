/* Chances over time: who proposes, how the world moves in every round, what its levels change.
 *
 * Chances are linear in the round, so the first and the last round tell all. Of ranges the worst
 * end is taken: any number in them may be drawn. */
#include "model/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORLD_STATES_MAX = 1 << 20 };

/* Sums of decimal chances are off by a few roundings. */
static const double ROUNDING = 1e-9;

static bool is_principal(const ent_model *model, uint32_t party) {
    return model_principal_index(model, party) != ENT_NONE;
}

static void check_party_numbers(model_checker *c, const char *where,
                                const ent_party_numbers *numbers, const model_range *r) {
    for (size_t i = 0; i < numbers->count; i++) {
        if (model_number_fits(&numbers->at[i].number, r))
            continue;
        model_check_path(c, "%s.%s", where,
                         MODEL_PATH_NAME(c->model->parties[numbers->at[i].party].key));
        model_check_number(c, &numbers->at[i].number, r);
    }
}

static void check_are_principals(model_checker *c, const ent_party_numbers *numbers,
                                 const char *do_what) {
    for (size_t i = 0; i < numbers->count; i++)
        if (!is_principal(c->model, numbers->at[i].party))
            model_check_fault(c, numbers->at[i].number.place,
                              "'%s' is not a principal (only principals %s)",
                              c->model->parties[numbers->at[i].party].key, do_what);
}

static bool has_blame(const ent_time *time) {
    for (size_t f = 0; f < time->factors_count; f++)
        for (size_t m = 0; m < time->factors[f].moves_count; m++)
            if (time->factors[f].moves[m].blame.count)
                return true;
    return false;
}

static void check_proposers(model_checker *c) {
    const ent_time *time = &c->model->time;
    check_party_numbers(c, "time.proposer", &time->proposer_chances, &MODEL_CHANCE_RANGE);
    double sum = 0;
    for (size_t i = 0; i < time->proposer_chances.count; i++)
        sum += time->proposer_chances.at[i].number.likely.value;
    model_check_path(c, "time.proposer");
    const bool has_chances = time->proposer_chances.count > 0;
    if (time->proposer == ENT_PROPOSER_CHANCES && fabs(sum - 1) > ROUNDING)
        model_check_fault(c, has_chances ? time->proposer_chances.at[0].number.place : time->place,
                          "the chances to propose add up to %.15g, not to 1", sum);
    check_are_principals(c, &time->proposer_chances, "propose");
    if (time->proposer_first != ENT_NONE && !is_principal(c->model, time->proposer_first))
        model_check_fault(c, time->place, "'%s' is not a principal (only principals propose)",
                          c->model->parties[time->proposer_first].key);
    model_check_path(c, "time.offers");
    if (time->offers == ENT_OFFERS_LOTTERIES && c->model->principals.count > 2 && has_blame(time))
        model_check_fault(c, time->place,
                          "with more than two principals lotteries go without 'when_rejected_by'");
}

static double blame_of(const ent_move *move, uint32_t party) {
    for (size_t i = 0; i < move->blame.count; i++)
        if (move->blame.at[i].party == party)
            return move->blame.at[i].number.high.value;
    return 0;
}

static double largest_blame(const ent_move *move) {
    double largest = 0;
    for (size_t i = 0; i < move->blame.count; i++)
        largest = fmax(largest, move->blame.at[i].number.high.value);
    return largest;
}

/* The largest chance of a move in a round, before blame. */
static double chance_at(const ent_move *move, double round) {
    return move->chance.high.value + (move->has_rising ? round * move->rising.high.value : 0);
}

static bool check_move_chance(model_checker *c, const ent_factor *factor, size_t index,
                              double last) {
    const ent_move *move = &factor->moves[index];
    const double blame = largest_blame(move);
    const double first_high = chance_at(move, 0) + blame;
    const double last_high = chance_at(move, last) + blame;
    const double last_low =
        move->chance.low.value + (move->has_rising ? last * move->rising.low.value : 0);
    const bool is_late = last_high > first_high;
    model_check_path(c, "time.world.%s.moves.%zu", MODEL_PATH_NAME(factor->key), index);
    if (fmax(first_high, last_high) > 1 + ROUNDING)
        model_check_fault(
            c, move->place, "the chance reaches %.15g in round %.0f%s (chances run from 0 to 1)",
            fmax(first_high, last_high), is_late ? last + 1 : 1, blame > 0 ? " with blame" : "");
    else if (last_low < -ROUNDING)
        model_check_fault(c, move->place,
                          "the chance falls to %.15g in round %.0f (chances run from 0 to 1)",
                          last_low, last + 1);
    else
        return true;
    return false;
}

static bool check_move(model_checker *c, const ent_factor *factor, size_t index, double last) {
    const ent_move *move = &factor->moves[index];
    char where[MODEL_PATH_NAME_BYTES + 60];
    snprintf(where, sizeof where, "time.world.%s.moves.%zu", MODEL_PATH_NAME(factor->key), index);
    model_check_path(c, "%s", where);
    if (move->from != ENT_NONE && move->from == move->to)
        model_check_fault(c, move->place, "a move leads from '%s' to itself",
                          factor->levels[move->from]);
    model_check_path(c, "%s.chance", where);
    model_check_number(c, &move->chance, &MODEL_CHANCE_RANGE);
    model_check_path(c, "%s.rising", where);
    if (move->has_rising)
        model_check_number(c, &move->rising, &MODEL_CHANGE_RANGE);
    snprintf(where, sizeof where, "time.world.%s.moves.%zu.when_rejected_by",
             MODEL_PATH_NAME(factor->key), index);
    check_party_numbers(c, where, &move->blame, &MODEL_CHANCE_RANGE);
    model_check_path(c, "%s", where);
    check_are_principals(c, &move->blame, "refuse");
    return move->chance.high.value > 1 || move->chance.low.value < 0 ||
           check_move_chance(c, factor, index, last);
}

typedef struct arrow {
    uint32_t from;
    uint32_t to;
    uint32_t index;
} arrow;

static int compare_arrows(const void *left, const void *right) {
    const arrow *a = left;
    const arrow *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void check_doubles(model_checker *c, const ent_factor *factor) {
    arrow *arrows = BASE_NEW(c->scratch, arrow, factor->moves_count);
    if (!arrows) {
        c->is_out_of_memory = true;
        return;
    }
    for (uint32_t m = 0; m < factor->moves_count; m++)
        arrows[m] = (arrow){factor->moves[m].from, factor->moves[m].to, m};
    if (factor->moves_count > 1)
        qsort(arrows, factor->moves_count, sizeof *arrows, compare_arrows);
    for (size_t m = 1; m < factor->moves_count; m++) {
        const ent_move *move = &factor->moves[arrows[m].index];
        if (move->from == ENT_NONE || move->to == ENT_NONE || move->from != arrows[m - 1].from ||
            move->to != arrows[m - 1].to)
            continue;
        model_check_path(c, "time.world.%s.moves.%u", MODEL_PATH_NAME(factor->key),
                         (unsigned)arrows[m].index);
        model_check_fault(c, move->place, "a second move from '%s' to '%s'",
                          factor->levels[move->from], factor->levels[move->to]);
    }
}

/* Sums of the chances to leave each level in a round. `blamed` is a party, or ENT_NONE for the
 * largest blame of each move. */
static void add_up(const ent_factor *factor, double round, uint32_t blamed, double *sums) {
    for (size_t l = 0; l < factor->levels_count; l++)
        sums[l] = 0;
    for (size_t m = 0; m < factor->moves_count; m++) {
        const ent_move *move = &factor->moves[m];
        if (move->from != ENT_NONE)
            sums[move->from] += chance_at(move, round) +
                                (blamed == ENT_NONE ? largest_blame(move) : blame_of(move, blamed));
    }
}

/* With two principals one is blamed at a time; with more, several may refuse at once. */
static void check_sums(model_checker *c, const ent_factor *factor, double last) {
    const ent_ids *principals = &c->model->principals;
    double *sums = BASE_NEW(c->scratch, double, factor->levels_count);
    bool *is_reported = BASE_NEW(c->scratch, bool, factor->levels_count);
    if (!sums || !is_reported) {
        c->is_out_of_memory = true;
        return;
    }
    const size_t cases = principals->count == 2 ? 2 : 1;
    model_check_path(c, "time.world.%s.moves", MODEL_PATH_NAME(factor->key));
    for (size_t i = 0; i < 2 * cases; i++) {
        const double round = i < cases ? 0 : last;
        add_up(factor, round, cases == 2 ? principals->at[i % 2] : ENT_NONE, sums);
        for (size_t l = 0; l < factor->levels_count; l++) {
            if (sums[l] <= 1 + ROUNDING || isnan(sums[l]) || is_reported[l])
                continue;
            is_reported[l] = true;
            model_check_fault(c, factor->place,
                              "the chances to leave '%s' add up to %.15g in round %.0f (at most 1)",
                              factor->levels[l], sums[l], round + 1);
        }
    }
}

static void check_factor(model_checker *c, const ent_factor *factor) {
    const uint32_t rounds = c->model->time.rounds;
    const double last = rounds > 0 ? rounds - 1 : 0;
    bool are_chances = true;
    for (size_t m = 0; m < factor->moves_count; m++)
        are_chances = check_move(c, factor, m, last) && are_chances;
    check_doubles(c, factor);
    if (are_chances)
        check_sums(c, factor, last);
}

static void check_world(model_checker *c) {
    const ent_time *time = &c->model->time;
    size_t states = 1;
    for (size_t f = 0; f < time->factors_count; f++) {
        const ent_factor *factor = &time->factors[f];
        check_factor(c, factor);
        model_check_path(c, "time.world");
        if (states <= WORLD_STATES_MAX && factor->levels_count > 0) {
            states *= factor->levels_count;
            if (states > WORLD_STATES_MAX)
                model_check_fault(c, factor->place,
                                  "the levels multiply to more than %d states of the world",
                                  WORLD_STATES_MAX);
        }
    }
}

static void check_change(model_checker *c, size_t effect, const ent_value_change *change) {
    const ent_party *party = &c->model->parties[change->party];
    const ent_issue *issue = &c->model->issues[change->issue];
    const bool is_weight = change->option == ENT_NONE;
    if (is_weight)
        model_check_path(c, "time.effects.%zu.weights.%s.%s", effect, MODEL_PATH_NAME(party->key),
                         MODEL_PATH_NAME(issue->key));
    else
        model_check_path(c, "time.effects.%zu.values.%s.%s.%s", effect, MODEL_PATH_NAME(party->key),
                         MODEL_PATH_NAME(issue->key),
                         MODEL_PATH_NAME(issue->options[change->option].key));
    model_check_number(c, &change->number,
                       is_weight ? &MODEL_WEIGHT_CHANGE_RANGE : &MODEL_CHANGE_RANGE);
    if (!party->preferences[change->issue].given)
        model_check_fault(c, change->number.place,
                          "'%s' has no preference on '%s' that could change", party->key,
                          issue->key);
}

static void check_effects(model_checker *c) {
    const ent_time *time = &c->model->time;
    for (size_t e = 0; e < time->effects_count; e++) {
        const ent_effect *effect = &time->effects[e];
        char where[80];
        snprintf(where, sizeof where, "time.effects.%zu.walk_away", e);
        check_party_numbers(c, where, &effect->walk_away, &MODEL_CHANGE_RANGE);
        for (size_t i = 0; i < effect->walk_away.count; i++) {
            const ent_party_number *change = &effect->walk_away.at[i];
            const ent_party *party = &c->model->parties[change->party];
            if (party->has_walk_away)
                continue;
            model_check_path(c, "%s.%s", where, MODEL_PATH_NAME(party->key));
            model_check_fault(c, change->number.place, "'%s' has no walk-away that could change",
                              party->key);
        }
        for (size_t i = 0; i < effect->changes_count; i++)
            check_change(c, e, &effect->changes[i]);
    }
}

void model_check_time(model_checker *c) {
    check_proposers(c);
    check_party_numbers(c, "time.discount", &c->model->time.discount, &MODEL_DISCOUNT_RANGE);
    check_world(c);
    check_effects(c);
}
