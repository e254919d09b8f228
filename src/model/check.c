/* What names and numbers must be, and what they mean together: ranges, chances, rules, order.
 *
 * The reader runs these checks over whatever it could make out, so that one run reports all
 * mistakes. For that a number that could not be read is NaN, for which no comparison below is
 * true, and a pattern that could not be read is empty. */
#include "base/diag.h"
#include "model/model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD_STATES_MAX = 1 << 20 };

/* Sums of decimal chances are off by a few roundings. */
static const double ROUNDING = 1e-9;

typedef struct checker {
    const ent_model *model;
    ent_arena *scratch;
    ent_fault_function *report;
    void *context;
    bool is_out_of_memory;
    char path[600];
} checker;

__attribute__((format(printf, 2, 3))) static void set_path(checker *c, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->path, sizeof c->path, format, arguments);
    va_end(arguments);
}

/* Report a fault at the path that was set last. */
__attribute__((format(printf, 3, 4))) static void fault(checker *c, ent_place place,
                                                        const char *format, ...) {
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    c->report(c->context, place, c->path, message);
}

/* A kind of number: where it runs, and what messages say about it. */
typedef struct range {
    double low;
    double high;
    const char *what;
} range;

static const range UTILITY = {0, 1, "utilities run from 0 to 1"};
static const range CHANGE = {-1, 1, "changes of a utility run from -1 to 1"};
static const range CHANCE = {0, 1, "chances run from 0 to 1"};
static const range DISCOUNT = {0, 1, "discounts run from 0 to 1"};
static const range WEIGHT = {0, INFINITY, "weights are not negative"};
static const range ANY = {-INFINITY, INFINITY, ""};

static void check_number(checker *c, const ent_number *number, const range *r) {
    const ent_decimal *parts[] = {&number->low, &number->likely, &number->high};
    for (size_t i = 0; i < 3; i++) {
        const double value = parts[i]->value;
        const double bound = value < r->low ? r->low : r->high;
        if (value < r->low || value > r->high) {
            fault(c, number->place, "%.15g is %s %.15g (%s)", value,
                  value < r->low ? "below" : "above", bound, r->what);
            return;
        }
    }
    if (number->low.value > number->high.value)
        fault(c, number->place, "low %.15g is above high %.15g", number->low.value,
              number->high.value);
    else if (number->likely.value < number->low.value || number->likely.value > number->high.value)
        fault(c, number->place, "likely %.15g is outside %.15g to %.15g", number->likely.value,
              number->low.value, number->high.value);
}

static bool is_principal(const ent_model *model, uint32_t party) {
    return ent_model_principal_index(model, party) != ENT_NONE;
}

/* claims */

static long days_of(ent_date date) {
    return ((long)date.year * 12 + date.month) * 31 + date.day; /* only for comparing */
}

static const char *written(ent_date date, char text[16]) {
    snprintf(text, 16, "%04u-%02u-%02u", (unsigned)date.year % 10000u, (unsigned)date.month % 100u,
             (unsigned)date.day % 100u);
    return text;
}

static void check_claims(checker *c) {
    for (uint32_t i = 0; i < c->model->claims_count; i++) {
        const ent_claim *claim = &c->model->claims[i];
        set_path(c, "claims.%s", claim->key);
        if (ent_ids_have(&claim->contradicts, i))
            fault(c, claim->place, "a claim cannot contradict itself");
        if (claim->said.year && claim->learned.year &&
            days_of(claim->learned) < days_of(claim->said))
            fault(c, claim->place, "learned %s is before said %s",
                  written(claim->learned, (char[16]){0}), written(claim->said, (char[16]){0}));
    }
}

/* issues, settlement and rules */

static bool has_discount(const ent_model *model, uint32_t party) {
    for (size_t i = 0; i < model->time.discount.count; i++)
        if (model->time.discount.at[i].party == party)
            return true;
    return false;
}

/* An option that runs out is worth what it pays until then: that needs discounts and rounds. */
static void check_lasting(checker *c, const ent_option *option) {
    const ent_model *model = c->model;
    if (!model->has_time) {
        fault(c, option->place,
              "an option that lasts needs 'time' with 'round_every' and 'discount'");
        return;
    }
    if (model->time.round_every_days == 0)
        fault(c, option->place,
              "an option that lasts needs 'time.round_every' (what it pays is counted in rounds)");
    for (size_t p = 0; p < model->principals.count; p++) {
        const uint32_t party = model->principals.at[p];
        if (!has_discount(model, party))
            fault(c, option->place, "an option that lasts needs 'time.discount.%s'",
                  model->parties[party].key);
    }
}

static void check_issues(checker *c) {
    for (size_t j = 0; j < c->model->issues_count; j++) {
        const ent_issue *issue = &c->model->issues[j];
        for (size_t o = 0; o < issue->options_count; o++) {
            const ent_option *option = &issue->options[o];
            if (option->lasts_days == 0)
                continue;
            set_path(c, "issues.%s.options.%s", issue->key, option->key);
            if (o == 0)
                fault(c, option->place, "the first option is the status quo and cannot run out");
            else
                check_lasting(c, option);
        }
    }
}

static bool holds_today(const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].options.at[0] != 0)
            return false;
    return true;
}

static bool holds_always(const ent_model *model, const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].options.count < model->issues[pattern->terms[t].issue].options_count)
            return false;
    return true;
}

static bool have_common(const ent_ids *a, const ent_ids *b) {
    for (size_t i = 0; i < a->count; i++)
        if (ent_ids_have(b, a->at[i]))
            return true;
    return false;
}

/* The first issue of which both name options, but none in common; or ENT_NONE. */
static uint32_t find_clash(const ent_pattern *when, const ent_pattern *then) {
    size_t t = 0;
    for (size_t w = 0; w < when->count; w++) {
        while (t < then->count && then->terms[t].issue < when->terms[w].issue)
            t++;
        if (t < then->count && then->terms[t].issue == when->terms[w].issue &&
            !have_common(&when->terms[w].options, &then->terms[t].options))
            return when->terms[w].issue;
    }
    return ENT_NONE;
}

static void check_rule(checker *c, const ent_rule *rule) {
    const uint32_t clash = find_clash(&rule->when, &rule->then);
    if (rule->then.count == 0 && holds_always(c->model, &rule->when))
        fault(c, rule->place, "forbids every package");
    else if (clash != ENT_NONE)
        fault(c, rule->place,
              "'when' and 'then' want different options of '%s' (write 'never' for what cannot be)",
              c->model->issues[clash].key);
    else if (holds_today(&rule->when) && (rule->then.count == 0 || !holds_today(&rule->then)))
        fault(c, rule->place,
              "forbids the status quo (the first option of every issue together must be possible)");
}

static void check_rules(checker *c) {
    for (size_t i = 0; i < c->model->rules_count; i++) {
        set_path(c, "rules.%zu", i);
        check_rule(c, &c->model->rules[i]);
    }
}

/* parties */

static void check_principals(checker *c) {
    const ent_model *model = c->model;
    const ent_place place = model->parties_count ? model->parties[0].place : (ent_place){0, 0, 0};
    set_path(c, "parties");
    if (model->principals.count < 2)
        fault(c, place, "%zu of the parties %s 'role: principal' (a negotiation needs two)",
              model->principals.count, model->principals.count == 1 ? "has" : "have");
    if (model->principals.count > ENT_PRINCIPALS_MAX)
        fault(c, place, "%zu principals are more than the %d that fit", model->principals.count,
              ENT_PRINCIPALS_MAX);
}

static void check_preference(checker *c, const ent_party *party, const ent_issue *issue,
                             const ent_preference *preference) {
    set_path(c, "parties.%s.preferences.%s.weight", party->key, issue->key);
    check_number(c, &preference->weight, &WEIGHT);
    for (size_t o = 0; preference->values && o < issue->options_count; o++) {
        set_path(c, "parties.%s.preferences.%s.values.%s", party->key, issue->key,
                 issue->options[o].key);
        check_number(c, &preference->values[o], &UTILITY);
    }
}

static void check_preferences(checker *c, const ent_party *party) {
    double sum = 0;
    bool has_any = false;
    for (size_t j = 0; j < c->model->issues_count; j++) {
        const ent_preference *preference = &party->preferences[j];
        if (!preference->given)
            continue;
        has_any = true;
        sum += preference->weight.likely.value;
        check_preference(c, party, &c->model->issues[j], preference);
    }
    set_path(c, "parties.%s.preferences", party->key);
    if (has_any && sum == 0)
        fault(c, party->place, "all weights are 0 (leave out what does not matter)");
}

static void check_party(checker *c, const ent_party *party) {
    set_path(c, "parties.%s", party->key);
    if (party->role == ENT_PRINCIPAL && !party->has_walk_away)
        fault(c, party->place, "'walk_away' is missing (every principal needs one)");
    set_path(c, "parties.%s.walk_away", party->key);
    if (party->has_walk_away)
        check_number(c, &party->walk_away, &UTILITY);
    check_preferences(c, party);
    for (size_t l = 0; l < party->linkages_count; l++) {
        set_path(c, "parties.%s.linkages.%zu.bonus", party->key, l);
        check_number(c, &party->linkages[l].bonus, &CHANGE);
    }
}

/* rounds */

static void check_rounds(checker *c) {
    const ent_round *rounds = c->model->rounds;
    for (size_t i = 0; i < c->model->rounds_count; i++) {
        set_path(c, "rounds.%zu.date", i);
        if (i > 0 && rounds[i].date.year && days_of(rounds[i].date) < days_of(rounds[i - 1].date))
            fault(c, rounds[i].place, "%s is before %s of the round above (oldest first)",
                  written(rounds[i].date, (char[16]){0}),
                  written(rounds[i - 1].date, (char[16]){0}));
        for (size_t o = 0; o < rounds[i].offers_count; o++) {
            const ent_offer *offer = &rounds[i].offers[o];
            set_path(c, "rounds.%zu.offers.%zu.responses", i, o);
            for (size_t a = 0; a < offer->responses_count; a++)
                if (offer->responses[a].party == offer->by)
                    fault(c, offer->place, "'%s' cannot answer its own offer",
                          c->model->parties[offer->by].key);
        }
    }
}

/* roadmaps */

/* Take away steps all of whose forerunners are gone; what stays waits for itself. */
static uint32_t find_cycle(const ent_roadmap *roadmap, bool *is_done) {
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (size_t s = 0; s < roadmap->steps_count; s++) {
            const ent_ids *after = &roadmap->steps[s].after;
            size_t ready = 0;
            while (ready < after->count && is_done[after->at[ready]])
                ready++;
            if (is_done[s] || ready < after->count)
                continue;
            is_done[s] = true;
            goes_on = true;
        }
    }
    for (uint32_t s = 0; s < roadmap->steps_count; s++)
        if (!is_done[s])
            return s;
    return ENT_NONE;
}

static void check_order(checker *c, const ent_roadmap *roadmap) {
    bool *is_done = ENT_NEW(c->scratch, bool, roadmap->steps_count);
    if (!is_done) {
        c->is_out_of_memory = true;
        return;
    }
    const uint32_t step = find_cycle(roadmap, is_done);
    if (step != ENT_NONE) {
        set_path(c, "roadmaps.%s.steps.%u.after", roadmap->key, (unsigned)step);
        fault(c, roadmap->steps[step].place, "this step waits for itself by way of 'after'");
    }
}

static void check_roadmap(checker *c, const ent_roadmap *roadmap) {
    set_path(c, "roadmaps.%s.steps", roadmap->key);
    if (roadmap->steps_count > ENT_STEPS_MAX)
        fault(c, roadmap->place, "%zu steps are more than the %d that fit", roadmap->steps_count,
              ENT_STEPS_MAX);
    else
        check_order(c, roadmap);
    set_path(c, "roadmaps.%s.ends_in.chance", roadmap->key);
    if (roadmap->has_end)
        check_number(c, &roadmap->end_chance, &CHANCE);
}

/* time */

static void check_party_numbers(checker *c, const char *where, const ent_party_numbers *numbers,
                                const range *r) {
    for (size_t i = 0; i < numbers->count; i++) {
        set_path(c, "%s.%s", where, c->model->parties[numbers->at[i].party].key);
        check_number(c, &numbers->at[i].number, r);
    }
}

static void check_proposers(checker *c) {
    const ent_time *time = &c->model->time;
    check_party_numbers(c, "time.proposer", &time->proposer_chances, &CHANCE);
    double sum = 0;
    for (size_t i = 0; i < time->proposer_chances.count; i++)
        sum += time->proposer_chances.at[i].number.likely.value;
    set_path(c, "time.proposer");
    if (time->proposer_chances.count > 0 && fabs(sum - 1) > ROUNDING)
        fault(c, time->proposer_chances.at[0].number.place,
              "the chances to propose add up to %.15g, not to 1", sum);
    for (size_t i = 0; i < time->proposer_chances.count; i++) {
        const ent_party_number *chance = &time->proposer_chances.at[i];
        if (!is_principal(c->model, chance->party))
            fault(c, chance->number.place, "'%s' is not a principal (only principals propose)",
                  c->model->parties[chance->party].key);
    }
    if (time->proposer_first != ENT_NONE && !is_principal(c->model, time->proposer_first))
        fault(c, time->place, "'%s' is not a principal (only principals propose)",
              c->model->parties[time->proposer_first].key);
    set_path(c, "time.offers");
    if (time->offers == ENT_OFFERS_LOTTERIES && c->model->principals.count != 2)
        fault(c, time->place, "lotteries are for two principals, not %zu",
              c->model->principals.count);
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

/* Chances are linear in the round, so the first and the last tell all. */
static bool check_move_chance(checker *c, const ent_factor *factor, size_t index, double last) {
    const ent_move *move = &factor->moves[index];
    const double blame = largest_blame(move);
    const double first_high = chance_at(move, 0) + blame;
    const double last_high = chance_at(move, last) + blame;
    const double last_low =
        move->chance.low.value + (move->has_rising ? last * move->rising.low.value : 0);
    const bool is_late = last_high > first_high;
    set_path(c, "time.world.%s.moves.%zu", factor->key, index);
    if (fmax(first_high, last_high) > 1 + ROUNDING)
        fault(c, move->place, "the chance reaches %.15g in round %.0f%s (chances run from 0 to 1)",
              fmax(first_high, last_high), is_late ? last + 1 : 1, blame > 0 ? " with blame" : "");
    else if (last_low < -ROUNDING)
        fault(c, move->place, "the chance falls to %.15g in round %.0f (chances run from 0 to 1)",
              last_low, last + 1);
    else
        return true;
    return false;
}

static bool check_move(checker *c, const ent_factor *factor, size_t index, double last) {
    const ent_move *move = &factor->moves[index];
    char where[300];
    snprintf(where, sizeof where, "time.world.%s.moves.%zu", factor->key, index);
    set_path(c, "%s", where);
    if (move->from != ENT_NONE && move->from == move->to)
        fault(c, move->place, "a move leads from '%s' to itself", factor->levels[move->from]);
    set_path(c, "%s.chance", where);
    check_number(c, &move->chance, &CHANCE);
    set_path(c, "%s.rising", where);
    if (move->has_rising)
        check_number(c, &move->rising, &CHANGE);
    snprintf(where, sizeof where, "time.world.%s.moves.%zu.when_rejected_by", factor->key, index);
    check_party_numbers(c, where, &move->blame, &CHANCE);
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

static void check_doubles(checker *c, const ent_factor *factor) {
    arrow *arrows = ENT_NEW(c->scratch, arrow, factor->moves_count);
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
        set_path(c, "time.world.%s.moves.%u", factor->key, (unsigned)arrows[m].index);
        fault(c, move->place, "a second move from '%s' to '%s'", factor->levels[move->from],
              factor->levels[move->to]);
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
static void check_sums(checker *c, const ent_factor *factor, double last) {
    const ent_ids *principals = &c->model->principals;
    double *sums = ENT_NEW(c->scratch, double, factor->levels_count);
    bool *is_reported = ENT_NEW(c->scratch, bool, factor->levels_count);
    if (!sums || !is_reported) {
        c->is_out_of_memory = true;
        return;
    }
    const size_t cases = principals->count == 2 ? 2 : 1;
    set_path(c, "time.world.%s.moves", factor->key);
    for (size_t i = 0; i < 2 * cases; i++) {
        const double round = i < cases ? 0 : last;
        add_up(factor, round, cases == 2 ? principals->at[i % 2] : ENT_NONE, sums);
        for (size_t l = 0; l < factor->levels_count; l++) {
            if (sums[l] <= 1 + ROUNDING || isnan(sums[l]) || is_reported[l])
                continue;
            is_reported[l] = true;
            fault(c, factor->place,
                  "the chances to leave '%s' add up to %.15g in round %.0f (at most 1)",
                  factor->levels[l], sums[l], round + 1);
        }
    }
}

static void check_factor(checker *c, const ent_factor *factor) {
    const uint32_t rounds = c->model->time.rounds;
    const double last = rounds > 0 ? rounds - 1 : 0;
    bool are_chances = true;
    for (size_t m = 0; m < factor->moves_count; m++)
        are_chances = check_move(c, factor, m, last) && are_chances;
    check_doubles(c, factor);
    if (are_chances)
        check_sums(c, factor, last);
}

static void check_world(checker *c) {
    const ent_time *time = &c->model->time;
    size_t states = 1;
    for (size_t f = 0; f < time->factors_count; f++) {
        const ent_factor *factor = &time->factors[f];
        check_factor(c, factor);
        set_path(c, "time.world");
        if (states <= WORLD_STATES_MAX && factor->levels_count > 0) {
            states *= factor->levels_count;
            if (states > WORLD_STATES_MAX)
                fault(c, factor->place, "the levels multiply to more than %d states of the world",
                      WORLD_STATES_MAX);
        }
    }
}

static void check_change(checker *c, size_t effect, const ent_value_change *change) {
    const ent_party *party = &c->model->parties[change->party];
    const ent_issue *issue = &c->model->issues[change->issue];
    const bool is_weight = change->option == ENT_NONE;
    if (is_weight)
        set_path(c, "time.effects.%zu.weights.%s.%s", effect, party->key, issue->key);
    else
        set_path(c, "time.effects.%zu.values.%s.%s.%s", effect, party->key, issue->key,
                 issue->options[change->option].key);
    check_number(c, &change->number, is_weight ? &ANY : &CHANGE);
    if (!party->preferences[change->issue].given)
        fault(c, change->number.place, "'%s' has no preference on '%s' that could change",
              party->key, issue->key);
}

static void check_effects(checker *c) {
    const ent_time *time = &c->model->time;
    for (size_t e = 0; e < time->effects_count; e++) {
        const ent_effect *effect = &time->effects[e];
        char where[80];
        snprintf(where, sizeof where, "time.effects.%zu.walk_away", e);
        check_party_numbers(c, where, &effect->walk_away, &CHANGE);
        for (size_t i = 0; i < effect->walk_away.count; i++) {
            const ent_party_number *change = &effect->walk_away.at[i];
            const ent_party *party = &c->model->parties[change->party];
            set_path(c, "%s.%s", where, party->key);
            if (!party->has_walk_away)
                fault(c, change->number.place, "'%s' has no walk-away that could change",
                      party->key);
        }
        for (size_t i = 0; i < effect->changes_count; i++)
            check_change(c, e, &effect->changes[i]);
    }
}

static void check_time(checker *c) {
    check_proposers(c);
    check_party_numbers(c, "time.discount", &c->model->time.discount, &DISCOUNT);
    check_world(c);
    check_effects(c);
}

bool ent_model_list_faults(const ent_model *model, ent_arena *scratch, ent_fault_function *report,
                           void *context) {
    checker c = {.model = model, .scratch = scratch, .report = report, .context = context};
    check_claims(&c);
    check_issues(&c);
    check_rules(&c);
    check_principals(&c);
    for (size_t p = 0; p < model->parties_count; p++)
        check_party(&c, &model->parties[p]);
    check_rounds(&c);
    for (size_t i = 0; i < model->roadmaps_count; i++)
        check_roadmap(&c, &model->roadmaps[i]);
    if (model->has_time)
        check_time(&c);
    return !c.is_out_of_memory;
}

typedef struct collector {
    const ent_model *model;
    ent_diags *diags;
    size_t count;
} collector;

static void collect(void *context, ent_place place, const char *path, const char *message) {
    collector *self = context;
    const bool has_file = place.line > 0 && place.file < self->model->files_count;
    const char *file = has_file ? self->model->files[place.file] : NULL;
    self->count++;
    ent_fail(self->diags, ENT_ERR_MODEL, file, place.line, place.column, path, "%s", message);
}

ent_status ent_model_check(const ent_model *model, ent_diags *diags) {
    ent_arena scratch = {0};
    collector self = {.model = model, .diags = diags};
    const bool is_done = ent_model_list_faults(model, &scratch, collect, &self);
    ent_arena_clear(&scratch);
    if (!is_done)
        return ent_fail_memory(diags);
    return self.count ? ENT_ERR_MODEL : ENT_OK;
}
