/* The clock against a walk of the offer tree, straight from the definitions: every package is tried
 * as an offer, every sequence of answers is played out, every next world is summed over. Small
 * seeded models in dyadic numbers, so that ties are exact and frequent. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "unit/clock_model.h"

#define TIE ENT_CLOCK_TIE

enum { MAX_P = 3, MAX_PACKAGES = 16, MAX_WORLDS = 9, MAX_ROUNDS = 4 };

/* --- seeded models --------------------------------------------------------------------------- */

static double eighths(dice *d, uint64_t from, uint64_t to) {
    return (double)(from + roll(d, to - from + 1)) / 8;
}

static void roll_issues(maker *make, dice *d) {
    const size_t issues = 1 + roll(d, 2);
    for (size_t j = 0; j < issues; j++) {
        const size_t options = 2 + roll(d, 2);
        const uint32_t issue = maker_issue(make, options);
        for (uint32_t p = 0; p < make->model.principals.count; p++) {
            double values[3];
            for (size_t o = 0; o < options; o++)
                values[o] = eighths(d, 2, 6);
            /* weights 1 and 1 or 1 and 3 keep utilities dyadic */
            maker_prefer(make, p, issue, j == 0 ? 1 : roll(d, 2) ? 1 : 3, values);
        }
    }
}

static void roll_red_line(maker *make, dice *d) {
    const uint32_t party = (uint32_t)roll(d, make->model.principals.count);
    const uint32_t issue = (uint32_t)roll(d, make->model.issues_count);
    const uint32_t option = (uint32_t)roll(d, make->issues[issue].options_count);
    const ent_term term = {issue, {1, copied(make, &option, sizeof option)}};
    const ent_pattern never = {.count = 1, .terms = copied(make, &term, sizeof term)};
    make->parties[party].red_lines = copied(make, &never, sizeof never);
    make->parties[party].red_lines_count = 1;
}

static void roll_world(maker *make, dice *d, bool blame) {
    const size_t factors = roll(d, 3);
    for (size_t f = 0; f < factors; f++) {
        const uint32_t levels = 2 + (uint32_t)roll(d, 2);
        const uint32_t factor = maker_factor(make, levels);
        for (uint32_t from = 0; from < levels; from++) {
            const uint32_t to = (uint32_t)roll(d, levels);
            if (to == from)
                continue;
            ent_move *move = maker_move(make, factor, from, to, eighths(d, 0, 3));
            if (roll(d, 3) == 0)
                maker_rising(move, eighths(d, 0, 1));
            for (uint32_t p = 0; blame && p < make->model.principals.count; p++)
                if (roll(d, 2))
                    maker_blame(make, move, p, eighths(d, 0, 2));
        }
        for (uint32_t level = roll(d, 2) ? 1 : 0; level < levels; level++) {
            ent_effect *effect = maker_effect(make, factor, level);
            for (uint32_t p = 0; p < make->model.principals.count; p++)
                maker_shift(make, effect, p, eighths(d, 0, 6) - 0.375);
            if (roll(d, 3) == 0)
                maker_change(make, effect, (uint32_t)roll(d, make->model.principals.count), 0,
                             (uint32_t)roll(d, 2), roll(d, 2) ? 0.125 : -0.125);
        }
    }
}

enum { DAYS = 10, MEETINGS = 3 };

/* Mandates, meetings before, in and after the rounds, and who comes later: all partly known. */
static void roll_mandates(maker *make, dice *d) {
    ent_model *model = &make->model;
    ent_round meetings[MEETINGS] = {0};
    ent_party_rank later[MAX_P];
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &make->issues[j];
        ent_option *options =
            copied(make, issue->options, issue->options_count * sizeof *issue->options);
        for (size_t o = 0; o < issue->options_count; o++)
            options[o].mandate = (ent_rank)roll(d, ENT_RANKS);
        make->issues[j].options = options;
    }
    model->time.starts = (ent_date){2025, 2, 24};
    model->time.round_every_days = DAYS;
    model->rounds_count = roll(d, MEETINGS + 1);
    for (size_t r = 0; r < model->rounds_count; r++) {
        ent_delegation sent[MAX_P];
        size_t count = 0;
        for (uint32_t p = 0; p < model->principals.count; p++)
            if (roll(d, 3))
                sent[count++] =
                    (ent_delegation){.party = p, .head = "", .rank = (ent_rank)roll(d, ENT_RANKS)};
        meetings[r].date = base_date_add(model->time.starts, (long)roll(d, 4 * DAYS) - DAYS / 2);
        meetings[r].delegations = copied(make, sent, sizeof sent);
        meetings[r].delegations_count = count;
    }
    model->rounds = copied(make, meetings, sizeof meetings);
    for (uint32_t p = 0; p < model->principals.count; p++)
        if (roll(d, 2))
            later[model->time.ranks_count++] = (ent_party_rank){p, (ent_rank)roll(d, ENT_RANKS)};
    model->time.ranks = copied(make, later, sizeof later);
}

static maker *roll_model(dice *d, size_t principals, bool blame, bool lotteries) {
    maker *make = maker_new(principals);
    roll_issues(make, d);
    if (roll(d, 3) == 0)
        roll_red_line(make, d);
    for (uint32_t p = 0; p < principals; p++)
        maker_side(make, p, 0.5 + 0.25 * (double)roll(d, 3), eighths(d, 1, 5));
    maker_time(make, 1 + (uint32_t)roll(d, 3),
               roll(d, 2) ? ENT_PROPOSER_ALTERNATE : ENT_PROPOSER_CHANCES);
    make->model.time.proposer_first = (uint32_t)roll(d, principals);
    for (uint32_t p = 0; p < principals; p++)
        make->chances[p].number = number(p == 0 ? 0.5 : 0.5 / (double)(principals - 1));
    roll_world(make, d, blame);
    if (lotteries)
        make->model.time.offers = ENT_OFFERS_LOTTERIES;
    if (roll(d, 2))
        roll_mandates(make, d);
    return make;
}

/* --- the tree -------------------------------------------------------------------------------- */

typedef struct position { /* round and levels */
    size_t round;
    uint32_t level[MAKER_FACTORS];
} position;

typedef struct outcome { /* of an offer, or of no offer */
    bool agreed;
    uint32_t blamed;
    double pay[MAX_P];
} outcome;

typedef struct tree {
    const maker *make;
    bool refuse_ties;
    bool known[MAX_ROUNDS][MAX_WORLDS];
    double value[MAX_ROUNDS][MAX_WORLDS][MAX_P];
    double agreement[MAX_ROUNDS][MAX_WORLDS][MAX_ROUNDS]; /* chance of it in each round */
} tree;

static size_t principals_of(const tree *t) {
    return t->make->model.principals.count;
}

static bool effect_holds(const ent_effect *effect, const position *at) {
    for (size_t k = 0; k < effect->when_count; k++)
        if (effect->when[k].levels.at[0] != at->level[effect->when[k].factor])
            return false;
    return true;
}

static double walk_away_at(const tree *t, const position *at, uint32_t p) {
    const ent_model *model = &t->make->model;
    double w = model->parties[p].walk_away.likely.value;
    for (size_t e = 0; e < model->time.effects_count; e++)
        for (size_t k = 0; k < model->time.effects[e].walk_away.count; k++)
            if (effect_holds(&model->time.effects[e], at) &&
                model->time.effects[e].walk_away.at[k].party == p)
                w += model->time.effects[e].walk_away.at[k].number.likely.value;
    return w;
}

static double value_change(const tree *t, const position *at, uint32_t p, uint32_t j, uint32_t o) {
    const ent_model *model = &t->make->model;
    double sum = 0;
    for (size_t e = 0; e < model->time.effects_count; e++)
        for (size_t k = 0; k < model->time.effects[e].changes_count; k++) {
            const ent_value_change *c = &model->time.effects[e].changes[k];
            if (effect_holds(&model->time.effects[e], at) && c->party == p && c->issue == j &&
                c->option == o)
                sum += c->number.likely.value;
        }
    return sum;
}

static double utility_at(const tree *t, const position *at, uint32_t p, const uint32_t *package) {
    const ent_model *model = &t->make->model;
    double sum = 0;
    double weights = 0;
    for (uint32_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &model->parties[p].preferences[j];
        weights += preference->weight.likely.value;
        sum += preference->weight.likely.value * (preference->values[package[j]].likely.value +
                                                  value_change(t, at, p, j, package[j]));
    }
    return sum / weights;
}

static void evaluate(tree *t, const position *at);

static size_t world_index(const tree *t, const position *at) {
    size_t index = 0;
    for (size_t f = 0; f < t->make->model.time.factors_count; f++)
        index = index * 3 + at->level[f];
    return index;
}

static double move_chance(const ent_move *move, size_t round, uint32_t blamed) {
    double most = 0;
    for (size_t k = 0; k < move->blame.count; k++)
        if (blamed >> move->blame.at[k].party & 1)
            most = fmax(most, move->blame.at[k].number.likely.value);
    return move->chance.likely.value +
           (move->has_rising ? move->rising.likely.value * (double)round : 0) + most;
}

/* Sum over what factor f and those after it do next. */
static void sum_worlds(tree *t, const position *from, position *to, size_t f, double chance,
                       uint32_t blamed, double *value, double *agreement) {
    const ent_time *time = &t->make->model.time;
    if (chance == 0)
        return;
    if (f == time->factors_count) {
        evaluate(t, to);
        const size_t w = world_index(t, to);
        for (size_t p = 0; p < principals_of(t); p++)
            value[p] += chance * t->value[to->round][w][p];
        for (size_t r = 0; r < MAX_ROUNDS; r++)
            agreement[r] += chance * t->agreement[to->round][w][r];
        return;
    }
    double stay = 1;
    for (size_t m = 0; m < time->factors[f].moves_count; m++) {
        const ent_move *move = &time->factors[f].moves[m];
        if (move->from != from->level[f])
            continue;
        const double c = move_chance(move, from->round, blamed);
        stay -= c;
        to->level[f] = move->to;
        sum_worlds(t, from, to, f + 1, chance * c, blamed, value, agreement);
    }
    to->level[f] = from->level[f];
    sum_worlds(t, from, to, f + 1, chance * stay, blamed, value, agreement);
}

static outcome no_agreement(tree *t, const position *at, uint32_t blamed, double *agreement) {
    outcome end = {.blamed = blamed};
    position to = *at;
    double later[MAX_ROUNDS] = {0};
    to.round++;
    sum_worlds(t, at, &to, 0, 1, blamed, end.pay, later);
    for (uint32_t p = 0; p < principals_of(t); p++) {
        const double d = t->make->discount[p].number.likely.value;
        end.pay[p] = (1 - d) * walk_away_at(t, at, p) + d * end.pay[p];
    }
    if (agreement)
        memcpy(agreement, later, sizeof later);
    return end;
}

/* Responder j answers, then those after it; `refused` and `fairly` are what was said before. */
static outcome answer(tree *t, const position *at, uint32_t proposer, const double *u, uint32_t j,
                      bool refused, uint32_t fairly) {
    if (j == principals_of(t) || j == MAX_P) {
        if (refused)
            return no_agreement(t, at, fairly ? fairly : 1u << proposer, NULL);
        outcome end = {.agreed = true};
        memcpy(end.pay, u, principals_of(t) * sizeof *u);
        return end;
    }
    if (j == proposer)
        return answer(t, at, proposer, u, j + 1, refused, fairly);
    const bool fair = u[j] >= walk_away_at(t, at, j) - TIE;
    const outcome yes = answer(t, at, proposer, u, j + 1, refused, fairly);
    const outcome no = answer(t, at, proposer, u, j + 1, true, fairly | (fair ? 1u << j : 0));
    if (t->refuse_ties && yes.agreed)
        return yes.pay[j] > no.pay[j] + TIE ? yes : no;
    return yes.pay[j] >= no.pay[j] - TIE ? yes : no;
}

static double others(const tree *t, const outcome *o, uint32_t proposer) {
    double sum = 0;
    for (uint32_t p = 0; p < principals_of(t); p++)
        sum += p == proposer ? 0 : o->pay[p];
    return sum;
}

static bool prefers(const tree *t, uint32_t i, const outcome *a, const outcome *b) {
    if (fabs(a->pay[i] - b->pay[i]) > TIE)
        return a->pay[i] > b->pay[i];
    if (a->agreed != b->agreed)
        return a->agreed != t->refuse_ties;
    return others(t, a, i) > others(t, b, i) + TIE;
}

static bool may_settle(const ent_model *model, ent_rank rank, const uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (package[j] != 0 && model->issues[j].options[package[j]].mandate > rank)
            return false;
    return true;
}

/* Every principal that is known to come to a meeting in the round must be able to settle it; where
 * there is none, and none later, every principal that is known to come then. */
static bool may_be_offered(const ent_model *model, size_t round, const uint32_t *package) {
    const ent_time *time = &model->time;
    const ent_date from = base_date_add(time->starts, (long)round * DAYS);
    const ent_date to = base_date_add(from, DAYS);
    bool any_here = false;
    bool any_later = false;
    if (!time->starts.year)
        return true;
    for (size_t r = 0; r < model->rounds_count; r++) {
        const ent_round *meeting = &model->rounds[r];
        any_later = any_later || base_date_compare(meeting->date, to) >= 0;
        if (base_date_compare(meeting->date, from) < 0 || base_date_compare(meeting->date, to) >= 0)
            continue;
        any_here = true;
        bool settles = true;
        for (size_t k = 0; k < meeting->delegations_count; k++)
            settles = settles && may_settle(model, meeting->delegations[k].rank, package);
        if (settles)
            return true;
    }
    if (any_here)
        return false;
    for (size_t k = 0; k < time->ranks_count && !any_later; k++)
        if (!may_settle(model, time->ranks[k].rank, package))
            return false;
    return true;
}

static size_t list_offers(const tree *t, const position *at, double u[MAX_PACKAGES][MAX_P]) {
    const ent_model *model = &t->make->model;
    size_t count = 0;
    uint32_t package[2] = {0};
    const size_t last = model->issues_count > 1 ? model->issues[1].options_count : 1;
    for (package[0] = 0; package[0] < model->issues[0].options_count; package[0]++)
        for (package[1] = 0; package[1] < last; package[1]++) {
            if (ent_model_crosses_red_line(model, package, NULL, NULL) ||
                !may_be_offered(model, at->round, package))
                continue;
            for (uint32_t p = 0; p < model->principals.count; p++)
                u[count][p] = utility_at(t, at, p, package);
            count++;
        }
    return count;
}

/* All points on segments between packages at which the responder gets exactly s. */
static size_t list_mixes(double u[][MAX_P], size_t count, uint32_t i, double s, double mixes[][2]) {
    const uint32_t j = 1 - i;
    size_t made = 0;
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            if (!(u[a][j] < s && s < u[b][j]))
                continue;
            const double share = (s - u[a][j]) / (u[b][j] - u[a][j]);
            mixes[made][j] = s;
            mixes[made++][i] = u[a][i] + share * (u[b][i] - u[a][i]);
        }
    return made;
}

/* Lotteries for two: the packages, and what leaves the responder exactly one of its thresholds. An
 * unfair offer may come arbitrarily close to fair: that limit counts as accepted if such offers
 * are. */
static outcome best_lottery(tree *t, const position *at, uint32_t i) {
    double u[MAX_PACKAGES][MAX_P];
    double mixes[MAX_PACKAGES * MAX_PACKAGES][2];
    const uint32_t j = 1 - i;
    const size_t count = list_offers(t, at, u);
    outcome best = no_agreement(t, at, 1u << i, NULL);
    const outcome unblamed = best;
    const outcome blamed = no_agreement(t, at, 1u << j, NULL);
    const double fair = walk_away_at(t, at, j);
    for (size_t k = 0; k < count; k++) {
        const outcome o = answer(t, at, i, u[k], 0, false, 0);
        if (prefers(t, i, &o, &best))
            best = o;
    }
    const double thresholds[3] = {unblamed.pay[j], blamed.pay[j], fair};
    for (size_t s = 0; s < 3; s++) {
        const size_t made = list_mixes(u, count, i, thresholds[s], mixes);
        for (size_t k = 0; k < made; k++) {
            outcome o = {.agreed = true, .pay = {mixes[k][0], mixes[k][1]}};
            const bool fair_enough = thresholds[s] >= fair - TIE;
            const bool accepted = thresholds[s] >= (fair_enough ? blamed : unblamed).pay[j] - TIE;
            if (!accepted)
                o = fair_enough ? blamed : unblamed;
            if (prefers(t, i, &o, &best))
                best = o;
        }
    }
    /* just below fair */
    size_t made = list_mixes(u, count, i, fair, mixes);
    for (size_t k = 0; k < count; k++)
        if (fabs(u[k][j] - fair) <= TIE) {
            mixes[made][j] = fair;
            mixes[made++][i] = u[k][i];
        }
    bool below = false;
    for (size_t k = 0; k < count; k++)
        below = below || u[k][j] < fair - TIE;
    for (size_t k = 0; below && unblamed.pay[j] < fair - TIE && k < made; k++) {
        const outcome o = {.agreed = true, .pay = {mixes[k][0], mixes[k][1]}};
        if (prefers(t, i, &o, &best))
            best = o;
    }
    return best;
}

static outcome best_offer(tree *t, const position *at, uint32_t i) {
    if (t->make->model.time.offers == ENT_OFFERS_LOTTERIES)
        return best_lottery(t, at, i);
    double u[MAX_PACKAGES][MAX_P];
    outcome best = no_agreement(t, at, 1u << i, NULL);
    const size_t count = list_offers(t, at, u);
    for (size_t k = 0; k < count; k++) {
        const outcome o = answer(t, at, i, u[k], 0, false, 0);
        if (prefers(t, i, &o, &best))
            best = o;
    }
    return best;
}

static double draw_of(const tree *t, size_t round, uint32_t i) {
    const ent_time *time = &t->make->model.time;
    if (time->proposer == ENT_PROPOSER_ALTERNATE)
        return (time->proposer_first + round) % principals_of(t) == i;
    return t->make->chances[i].number.likely.value;
}

static void evaluate(tree *t, const position *at) {
    const size_t w = world_index(t, at);
    if (t->known[at->round][w])
        return;
    t->known[at->round][w] = true;
    double *value = t->value[at->round][w];
    double *agreement = t->agreement[at->round][w];
    if (at->round == t->make->model.time.rounds) {
        for (uint32_t p = 0; p < principals_of(t); p++)
            value[p] = walk_away_at(t, at, p);
        return;
    }
    for (uint32_t i = 0; i < principals_of(t); i++) {
        const double draw = draw_of(t, at->round, i);
        if (draw == 0)
            continue;
        const outcome best = best_offer(t, at, i);
        double later[MAX_ROUNDS] = {0};
        if (best.agreed)
            later[at->round] = 1;
        else
            no_agreement(t, at, best.blamed, later);
        for (uint32_t p = 0; p < principals_of(t); p++)
            value[p] += draw * best.pay[p];
        for (size_t r = 0; r < MAX_ROUNDS; r++)
            agreement[r] += draw * later[r];
    }
}

/* --- comparison ------------------------------------------------------------------------------ */

static void compare(const maker *make, const ent_clock *clock, const double *value, bool refuse,
                    unsigned long seed) {
    static tree t;
    memset(&t, 0, sizeof t);
    t.make = make;
    t.refuse_ties = refuse;
    const position start = {0};
    evaluate(&t, &start);
    for (size_t p = 0; p < clock->principals; p++)
        if (!(fabs(value[p] - t.value[0][0][p]) <= 1e-9))
            fail_msg("seed %lu: value of %zu is %.15g, the tree says %.15g%s", seed, p, value[p],
                     t.value[0][0][p], refuse ? " (refusing ties)" : "");
    double sum = 0;
    for (size_t r = 0; !refuse && r < clock->rounds; r++) {
        sum += t.agreement[0][0][r];
        if (!(fabs(clock->agreement_by_round[r] - sum) <= 1e-9))
            fail_msg("seed %lu: agreement by round %zu is %.15g, the tree says %.15g", seed, r,
                     clock->agreement_by_round[r], sum);
    }
}

typedef struct census {
    size_t solved;
    size_t agreed_late;
    size_t blamed;
    size_t commitments;
    size_t ties_matter;
} census;

static void count(const ent_clock *clock, census *seen) {
    seen->solved++;
    seen->agreed_late +=
        clock->agreement_by_round[clock->rounds - 1] > clock->agreement_by_round[0];
    bool blamed = false;
    bool commitment = false;
    for (size_t s = 0; s < clock->states_count; s++) {
        blamed = blamed || clock->states[s].act == ENT_CLOCK_REFUSED;
        commitment = commitment || clock->states[s].commitment;
    }
    seen->blamed += blamed;
    seen->commitments += commitment;
    for (size_t p = 0; p < clock->principals; p++)
        if (fabs(clock->value[p] - clock->value_refusing[p]) > 1e-9) {
            seen->ties_matter++;
            break;
        }
}

static census run(unsigned long seeds, size_t principals, bool blame, bool lotteries) {
    census seen = {0};
    for (unsigned long seed = 0; seed < seeds; seed++) {
        dice d = {seed * 8 + principals * 4 + (blame ? 2 : 0) + (lotteries ? 1 : 0)};
        maker *make = roll_model(&d, principals, blame, lotteries);
        ent_clock *clock = NULL;
        const ent_status status = ent_clock_solve(&make->model, NULL, &clock, NULL);
        if (status)
            fail_msg("seed %lu: %s", seed, ent_status_name(status));
        compare(make, clock, clock->value, false, seed);
        if (!lotteries)
            compare(make, clock, clock->value_refusing, true, seed);
        assert_true(clock->deviation <= 1e-9);
        count(clock, &seen);
        ent_clock_free(clock);
        maker_free(make);
    }
    print_message("%zu models: %zu agree late, %zu offer to be refused, %zu with commitment "
                  "problems, ties matter in %zu\n",
                  seen.solved, seen.agreed_late, seen.blamed, seen.commitments, seen.ties_matter);
    return seen;
}

static void two_principals_agree_with_the_tree(void **state) {
    (void)state;
    const census seen = run(3000, 2, false, false);
    assert_true(seen.agreed_late > 0 && seen.commitments > 0 && seen.ties_matter > 0);
}

static void two_principals_with_blame_agree_with_the_tree(void **state) {
    (void)state;
    const census seen = run(4000, 2, true, false);
    assert_true(seen.blamed > 0);
}

static void lotteries_agree_with_the_tree(void **state) {
    (void)state;
    run(1500, 2, false, true);
    run(1500, 2, true, true);
}

static void three_principals_agree_with_the_tree(void **state) {
    (void)state;
    run(600, 3, false, false);
}

static void three_principals_with_blame_agree_with_the_tree(void **state) {
    (void)state;
    const census seen = run(600, 3, true, false);
    assert_true(seen.blamed > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_principals_agree_with_the_tree),
        cmocka_unit_test(two_principals_with_blame_agree_with_the_tree),
        cmocka_unit_test(lotteries_agree_with_the_tree),
        cmocka_unit_test(three_principals_agree_with_the_tree),
        cmocka_unit_test(three_principals_with_blame_agree_with_the_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
