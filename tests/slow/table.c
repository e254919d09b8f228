/* The model's definitions, and the list of all packages with what each is worth. */
#include "slow/slow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- definitions ---- */

static bool lists(const ent_ids *ids, uint32_t wanted) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == wanted)
            return true;
    return false;
}

bool slow_matches(const ent_pattern *pattern, const uint32_t *package) {
    for (size_t t = 0; t < pattern->count; t++)
        if (!lists(&pattern->terms[t].options, package[pattern->terms[t].issue]))
            return false;
    return true;
}

static bool breaks(const ent_rule *rule, const uint32_t *package) {
    if (!slow_matches(&rule->when, package))
        return false;
    return !rule->then.count || !slow_matches(&rule->then, package);
}

bool slow_possible(const ent_model *model, const uint32_t *package) {
    for (size_t r = 0; r < model->rules_count; r++)
        if (breaks(&model->rules[r], package))
            return false;
    return true;
}

bool slow_settles(const ent_model *model, const uint32_t *package) {
    return !model->has_settlement || slow_matches(&model->settlement, package);
}

/* Some possible package is no settlement. */
bool slow_has_interim(const ent_model *model) {
    uint32_t *package = calloc(model->issues_count, sizeof *package);
    bool has = false;
    for (size_t j = 0; !has && j < model->issues_count;) {
        has = slow_possible(model, package) && !slow_settles(model, package);
        for (j = 0; j < model->issues_count && ++package[j] == model->issues[j].options_count; j++)
            package[j] = 0;
    }
    free(package);
    return has;
}

static bool needed(const ent_model *model, uint32_t party, const uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (lists(&model->issues[j].options[package[j]].needs, party))
            return true;
    return false;
}

bool slow_line_stops(const ent_model *model, uint32_t party, size_t line, const uint32_t *package) {
    if (!slow_matches(&model->parties[party].red_lines[line], package))
        return false;
    return lists(&model->principals, party) || needed(model, party, package);
}

static const ent_number *discount_of(const ent_model *model, uint32_t party) {
    for (size_t i = 0; model->has_time && i < model->time.discount.count; i++)
        if (model->time.discount.at[i].party == party)
            return &model->time.discount.at[i].number;
    return NULL;
}

/* 1 - d^L, the share of an option's value above the status quo that counts. */
static long double lasting_share(const ent_model *model, uint32_t party, const ent_option *option) {
    if (option->lasts_days <= 0)
        return 1;
    const ent_number *discount = discount_of(model, party);
    const long double d = discount ? (long double)discount->likely.value : 1;
    return 1 - powl(d, (long double)option->lasts_days / (long double)model->time.round_every_days);
}

long double slow_weight(const ent_model *model, uint32_t party, size_t issue) {
    const ent_preference *preferences = model->parties[party].preferences;
    long double sum = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        if (preferences[j].given)
            sum += (long double)preferences[j].weight.likely.value;
    if (sum <= 0 || !preferences[issue].given)
        return 0;
    return (long double)preferences[issue].weight.likely.value / sum;
}

long double slow_utility(const ent_model *model, uint32_t party, const uint32_t *package,
                         bool as_given) {
    const ent_party *who = &model->parties[party];
    long double utility = 0;
    for (size_t j = 0; j < model->issues_count; j++) {
        const long double weight = slow_weight(model, party, j);
        if (weight <= 0)
            continue;
        const long double today = (long double)who->preferences[j].values[0].likely.value;
        const long double value = (long double)who->preferences[j].values[package[j]].likely.value;
        const ent_option *option = &model->issues[j].options[package[j]];
        const long double share = as_given ? 1 : lasting_share(model, party, option);
        utility += weight * (today + share * (value - today));
    }
    for (size_t i = 0; i < who->linkages_count; i++)
        if (slow_matches(&who->linkages[i].when, package))
            utility += (long double)who->linkages[i].bonus.likely.value;
    return utility;
}

long double slow_gain(const ent_model *model, uint32_t party, const uint32_t *package,
                      bool as_given) {
    const long double utility = slow_utility(model, party, package, as_given);
    if (slow_settles(model, package))
        return utility - (long double)model->parties[party].walk_away.likely.value;
    uint32_t *today = calloc(model->issues_count, sizeof *today);
    if (!today)
        abort();
    const long double before = slow_utility(model, party, today, as_given);
    free(today);
    return utility - before;
}

/* ---- exact payoffs ---- */

/* The exact decimals of one party: everything is a multiple of 1 / (weights x power). */
typedef struct exact_party {
    bool exact;
    uint8_t weight_decimals;
    slow_integer weights; /* sum of weights x 10^weight_decimals; 1 if it cares about nothing */
    slow_integer power;   /* 10^d: values with lasting shares, bonuses, walk-away are multiples */
} exact_party;

static slow_integer times(slow_integer a, slow_integer b, bool *exact) {
    slow_integer product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        *exact = false;
    return product;
}

static slow_integer power_of_ten(size_t exponent, bool *exact) {
    slow_integer power = 1;
    for (size_t i = 0; i < exponent; i++)
        power = times(power, 10, exact);
    return power;
}

/* Rounds that an option lasts, if they are whole; the share is exact then. */
static size_t whole_rounds(const ent_model *model, const ent_option *option, bool *exact) {
    const double rounds = option->lasts_days / model->time.round_every_days;
    if (rounds < 1 || rounds > 20 || rounds != floor(rounds)) {
        *exact = false;
        return 0;
    }
    return (size_t)rounds;
}

/* How many decimals the values of a package can have: value x d^rounds. */
static size_t value_decimals(const slow_table *table, uint32_t party, size_t issue, bool *exact) {
    const ent_model *model = table->model;
    const ent_number *values = model->parties[party].preferences[issue].values;
    const ent_number *discount = discount_of(model, party);
    size_t most = 0;
    for (size_t o = 0; o < model->issues[issue].options_count; o++) {
        const ent_option *option = &model->issues[issue].options[o];
        size_t decimals = values[o].likely.decimals;
        if (decimals < values[0].likely.decimals)
            decimals = values[0].likely.decimals;
        *exact = *exact && values[o].likely.exact;
        if (option->lasts_days > 0 && !table->as_given && discount) {
            *exact = *exact && discount->likely.exact;
            decimals += whole_rounds(model, option, exact) * discount->likely.decimals;
        }
        most = decimals > most ? decimals : most;
    }
    return most;
}

static exact_party look_at_party(const slow_table *table, uint32_t party) {
    const ent_model *model = table->model;
    const ent_party *who = &model->parties[party];
    exact_party found = {.exact = who->walk_away.likely.exact};
    size_t decimals = who->walk_away.likely.decimals;
    for (size_t j = 0; j < model->issues_count; j++) {
        if (!who->preferences[j].given)
            continue;
        const ent_decimal *weight = &who->preferences[j].weight.likely;
        found.exact = found.exact && weight->exact;
        if (weight->decimals > found.weight_decimals)
            found.weight_decimals = weight->decimals;
        const size_t values = value_decimals(table, party, j, &found.exact);
        decimals = values > decimals ? values : decimals;
    }
    for (size_t i = 0; i < who->linkages_count; i++) {
        const ent_decimal *bonus = &who->linkages[i].bonus.likely;
        found.exact = found.exact && bonus->exact;
        decimals = bonus->decimals > decimals ? bonus->decimals : decimals;
    }
    found.power = power_of_ten(decimals, &found.exact);
    for (size_t j = 0; j < model->issues_count && found.exact; j++) {
        const ent_decimal *weight = &who->preferences[j].weight.likely;
        if (who->preferences[j].given)
            found.weights += times(
                weight->digits,
                power_of_ten((size_t)(found.weight_decimals - weight->decimals), &found.exact),
                &found.exact);
    }
    if (!found.weights)
        found.weights = 1;
    return found;
}

/* A decimal as a multiple of 1 / power. */
static slow_integer scaled(const ent_decimal *number, slow_integer power, bool *exact) {
    const slow_integer step = power_of_ten(number->decimals, exact);
    return times(number->digits, power / step, exact);
}

/* v0 + (1 - d^L)(v - v0) as a multiple of 1 / power. */
static slow_integer scaled_value(const slow_table *table, uint32_t party, size_t issue,
                                 uint32_t chosen, slow_integer power, bool *exact) {
    const ent_number *values = table->model->parties[party].preferences[issue].values;
    const ent_option *option = &table->model->issues[issue].options[chosen];
    const slow_integer value = scaled(&values[chosen].likely, power, exact);
    if (table->as_given || option->lasts_days <= 0)
        return value;
    const slow_integer today = scaled(&values[0].likely, power, exact);
    const ent_number *discount = discount_of(table->model, party);
    if (!discount)
        return today;
    slow_integer lost = value - today; /* d^L (v - v0): every division leaves no rest */
    const slow_integer step = power_of_ten(discount->likely.decimals, exact);
    const size_t rounds = whole_rounds(table->model, option, exact);
    for (size_t i = 0; i < rounds; i++)
        lost = times(lost / step, discount->likely.digits, exact);
    return value - lost;
}

static slow_integer exact_utility(const slow_table *table, uint32_t party,
                                  const exact_party *numbers, const uint32_t *package,
                                  bool *exact) {
    const ent_party *who = &table->model->parties[party];
    slow_integer utility = 0;
    for (size_t j = 0; j < table->issues; j++) {
        if (!who->preferences[j].given)
            continue;
        const ent_decimal *weight = &who->preferences[j].weight.likely;
        const slow_integer lifted =
            power_of_ten((size_t)(numbers->weight_decimals - weight->decimals), exact);
        const slow_integer value = scaled_value(table, party, j, package[j], numbers->power, exact);
        utility += times(times(weight->digits, lifted, exact), value, exact);
    }
    for (size_t i = 0; i < who->linkages_count; i++)
        if (slow_matches(&who->linkages[i].when, package))
            utility += times(scaled(&who->linkages[i].bonus.likely, numbers->power, exact),
                             numbers->weights, exact);
    return utility;
}

/* Fill the exact payoffs of one principal; false if they do not fit. */
static bool fill_exact(slow_table *table, size_t principal) {
    const uint32_t party = table->model->principals.at[principal];
    const exact_party numbers = look_at_party(table, party);
    bool exact = numbers.exact;
    if (!exact)
        return false;
    table->scale[principal] = times(numbers.weights, numbers.power, &exact);
    const ent_decimal *walk_away = &table->model->parties[party].walk_away.likely;
    const slow_integer floor =
        times(scaled(walk_away, numbers.power, &exact), numbers.weights, &exact);
    for (size_t x = 0; x < table->packages && exact; x++)
        table->utility[x * table->principals + principal] =
            exact_utility(table, party, &numbers, &table->option[x * table->issues], &exact);
    const slow_integer today = table->utility[table->status_quo * table->principals + principal];
    for (size_t x = 0; x < table->packages && exact; x++) {
        const size_t at = x * table->principals + principal;
        table->gain[at] = table->utility[at] - (table->settles[x] ? floor : today);
    }
    return exact;
}

/* ---- the table ---- */

static void *fresh(size_t count, size_t size) {
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        abort();
    return memory;
}

static bool somebody_needs(const ent_model *model, uint32_t party) {
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            if (lists(&model->issues[j].options[o].needs, party))
                return true;
    return false;
}

static void list_lines(slow_table *table) {
    const ent_model *model = table->model;
    for (uint32_t p = 0; p < model->parties_count; p++) {
        if (!lists(&model->principals, p) && !somebody_needs(model, p))
            continue;
        for (uint32_t i = 0; i < model->parties[p].red_lines_count; i++) {
            if (table->lines_count == SLOW_LINES_MAX)
                abort();
            table->lines[table->lines_count++] = (ent_red_line){p, i};
        }
    }
}

static void list_packages(slow_table *table) {
    table->packages = 1;
    for (size_t j = 0; j < table->issues; j++)
        table->packages *= table->model->issues[j].options_count;
    table->option = fresh(table->packages * table->issues, sizeof *table->option);
    for (size_t x = 0; x < table->packages; x++) {
        size_t rest = x;
        for (size_t j = table->issues; j-- > 0;) {
            const size_t options = table->model->issues[j].options_count;
            table->option[x * table->issues + j] = (uint32_t)(rest % options);
            rest /= options;
        }
    }
}

static void judge_packages(slow_table *table) {
    const ent_model *model = table->model;
    table->possible = fresh(table->packages, sizeof *table->possible);
    table->settles = fresh(table->packages, sizeof *table->settles);
    table->crossed = fresh(table->packages, sizeof *table->crossed);
    for (size_t x = 0; x < table->packages; x++) {
        const uint32_t *package = &table->option[x * table->issues];
        table->possible[x] = slow_possible(model, package);
        table->settles[x] = slow_settles(model, package);
        for (size_t i = 0; i < table->lines_count; i++)
            if (slow_line_stops(model, table->lines[i].party, table->lines[i].index, package))
                table->crossed[x] |= UINT32_C(1) << i;
    }
}

static void value_packages(slow_table *table) {
    const size_t cells = table->packages * table->principals;
    table->utility = fresh(cells, sizeof *table->utility);
    table->gain = fresh(cells, sizeof *table->gain);
    table->utility_value = fresh(cells, sizeof *table->utility_value);
    table->gain_value = fresh(cells, sizeof *table->gain_value);
    table->exact = true;
    for (size_t p = 0; p < table->principals; p++)
        table->exact = fill_exact(table, p) && table->exact;
    for (size_t i = 0; i < cells; i++) {
        const uint32_t party = table->model->principals.at[i % table->principals];
        const uint32_t *package = &table->option[i / table->principals * table->issues];
        table->utility_value[i] = slow_utility(table->model, party, package, table->as_given);
    }
    for (size_t i = 0; i < cells; i++) {
        const size_t p = i % table->principals;
        const uint32_t party = table->model->principals.at[p];
        const long double floor = (long double)table->model->parties[party].walk_away.likely.value;
        const long double today = table->utility_value[table->status_quo * table->principals + p];
        table->gain_value[i] =
            table->utility_value[i] - (table->settles[i / table->principals] ? floor : today);
    }
}

void slow_table_make(slow_table *table, const ent_model *model, bool as_given) {
    *table = (slow_table){.model = model,
                          .as_given = as_given,
                          .has_interim = slow_has_interim(model),
                          .issues = model->issues_count,
                          .principals = model->principals.count};
    list_lines(table);
    list_packages(table);
    judge_packages(table);
    value_packages(table);
}

void slow_table_free(slow_table *table) {
    free(table->option);
    free(table->possible);
    free(table->settles);
    free(table->crossed);
    free(table->utility);
    free(table->gain);
    free(table->utility_value);
    free(table->gain_value);
}

fraction slow_gain_of(const slow_table *table, size_t package, size_t principal) {
    return fraction_of(table->gain[package * table->principals + principal],
                       table->scale[principal]);
}
