#include "random_model.h"

#include "rng.h"

#include <stdlib.h>
#include <string.h>

typedef struct maker {
    base_arena *arena;
    rng random;
    const random_limits *limits;
    ent_model *model;
} maker;

random_limits random_limits_default(number_style style) {
    return (random_limits){
        .style = style,
        .issues_max = 6,
        .options_max = 4,
        .packages_max = 1500,
        .principals_max = 4,
        .outside_max = 2,
        .rules_max = 4,
        .red_lines_max = 3,
        .linkages_max = 3,
        .settlement = true,
        .lasting = true,
        .rounds = true,
    };
}

static void *fresh(maker *make, size_t count, size_t size) {
    void *memory = base_arena_alloc(make->arena, count, size);
    if (!memory)
        abort();
    return memory;
}

#define FRESH(make, type, count) ((type *)fresh((make), (count), sizeof(type)))

static const char *numbered(maker *make, const char *word, size_t index) {
    const char *text = base_arena_printf(make->arena, "%s%zu", word, index);
    if (!text)
        abort();
    return text;
}

/* ---- numbers ---- */

static ent_decimal decimal(int64_t digits, uint8_t decimals) {
    double power = 1;
    for (uint8_t i = 0; i < decimals; i++)
        power *= 10;
    return (ent_decimal){(double)digits / power, digits, decimals, true};
}

ent_number random_model_number(int64_t digits, uint8_t decimals) {
    const ent_decimal value = decimal(digits, decimals);
    return (ent_number){.spread = ENT_POINT, .low = value, .likely = value, .high = value};
}

/* A multiple of 1 / parts in [0, 1], off by at most 1e-13. */
static ent_decimal noisy(maker *make, size_t parts) {
    const double tidy = (double)rng_below(&make->random, parts + 1) / (double)parts;
    const double noise = ((double)rng_below(&make->random, 2001) - 1000) * 1e-16;
    const double value = tidy + noise;
    return (ent_decimal){.value = value < 0 ? 0 : value > 1 ? 1 : value};
}

/* A decimal in [0, 1]. */
static ent_decimal share(maker *make) {
    rng *random = &make->random;
    switch (make->limits->style) {
    case MANY_DIGITS:
        return decimal((int64_t)rng_below(random, 1000000000000001), 15);
    case BARE_DOUBLES:
        return (ent_decimal){.value = (double)(rng_next(random) >> 11) / 9007199254740992.0};
    case NOISY:
        return noisy(make, 2);
    case COARSE:
        return decimal(5 * (int64_t)rng_below(random, 3), 1);
    case FEW_DIGITS:
        break;
    }
    return rng_chance(random, 80) ? decimal((int64_t)rng_below(random, 11), 1)
                                  : decimal(25 * (int64_t)rng_below(random, 5), 2);
}

/* Mostly a point; sometimes a range, of which only the likely value may count. */
static ent_number share_number(maker *make) {
    const ent_decimal likely = share(make);
    ent_number number = {.spread = ENT_POINT, .low = likely, .likely = likely, .high = likely};
    if (rng_chance(&make->random, 10)) {
        number.spread = ENT_TRIANGULAR;
        number.low = decimal(0, 0);
        number.high = decimal(1, 0);
    }
    return number;
}

static ent_decimal divided(ent_decimal number, uint8_t decimals, double by) {
    if (number.exact && number.decimals + decimals <= 15)
        return decimal(number.digits, (uint8_t)(number.decimals + decimals));
    number.value /= by;
    number.exact = false;
    return number;
}

static ent_number weight(maker *make) {
    rng *random = &make->random;
    if (make->limits->style == COARSE || make->limits->style == NOISY)
        return random_model_number(1, 0);
    if (make->limits->style == FEW_DIGITS)
        return random_model_number((int64_t)rng_below(random, 6), 0);
    if (make->limits->style == MANY_DIGITS)
        return random_model_number((int64_t)rng_below(random, 10000000), 5);
    return share_number(make);
}

static bool is_short(const maker *make) {
    return make->limits->style == COARSE || make->limits->style == FEW_DIGITS;
}

/* Mostly low enough that zones are not always empty. */
static ent_decimal floor_of(maker *make) {
    rng *random = &make->random;
    if (make->limits->style == COARSE)
        return decimal(25 * (int64_t)rng_below(random, 5), 2);
    if (make->limits->style == NOISY)
        return noisy(make, 4);
    if (!rng_chance(random, 75))
        return share(make);
    return is_short(make) ? decimal(5 * (int64_t)rng_below(random, 9), 2)
                          : divided(share(make), 1, 10);
}

static ent_number walk_away(maker *make) {
    const ent_decimal likely = floor_of(make);
    return (ent_number){.spread = ENT_POINT, .low = likely, .likely = likely, .high = likely};
}

static ent_decimal size_of_bonus(maker *make) {
    if (make->limits->style == COARSE)
        return decimal(25 * (int64_t)rng_below(&make->random, 3), 2);
    if (make->limits->style == NOISY)
        return noisy(make, 4);
    return is_short(make) ? decimal((int64_t)rng_below(&make->random, 7), 1)
                          : divided(share(make), 1, 10);
}

static ent_number bonus(maker *make) {
    ent_decimal amount = size_of_bonus(make);
    if (rng_chance(&make->random, 50)) {
        amount.digits = -amount.digits;
        amount.value = amount.digits || !amount.exact ? -amount.value : 0;
    }
    return (ent_number){.spread = ENT_POINT, .low = amount, .likely = amount, .high = amount};
}

/* ---- patterns ---- */

static ent_ids some_options(maker *make, size_t options, size_t percent_list) {
    uint32_t *at = FRESH(make, uint32_t, options);
    size_t count = 0;
    if (rng_chance(&make->random, percent_list))
        for (uint32_t o = 0; o < options; o++)
            if (rng_chance(&make->random, 50))
                at[count++] = o;
    if (!count)
        at[count++] = (uint32_t)rng_below(&make->random, options);
    return (ent_ids){count, at};
}

/* Terms on `from` to `to` distinct issues, each on a single option or on a list. */
static ent_pattern pattern(maker *make, size_t from, size_t to, size_t percent_list) {
    const size_t issues = make->model->issues_count;
    size_t wanted = rng_between(&make->random, from, to);
    if (wanted > issues)
        wanted = issues;
    ent_term *terms = FRESH(make, ent_term, wanted ? wanted : 1);
    size_t count = 0;
    for (uint32_t j = 0; j < issues && count < wanted; j++)
        if (rng_below(&make->random, issues - j) < wanted - count)
            terms[count++] = (ent_term){
                j, some_options(make, make->model->issues[j].options_count, percent_list)};
    return (ent_pattern){.count = count, .terms = terms};
}

/* ---- parts of the model ---- */

static ent_option option(maker *make, size_t index) {
    rng *random = &make->random;
    const char *key = numbered(make, "o", index);
    ent_option made = {.key = key, .name = key, .mandate = (ent_rank)rng_below(random, ENT_RANKS)};
    if (make->limits->lasting && rng_chance(random, 8))
        made.lasts_days = 7 * (double)rng_between(random, 1, 6);
    uint32_t *needs = FRESH(make, uint32_t, make->model->parties_count);
    for (uint32_t p = 0; p < make->model->parties_count; p++)
        if (rng_chance(random, 8))
            needs[made.needs.count++] = p;
    made.needs.at = needs;
    return made;
}

static void make_issues(maker *make) {
    rng *random = &make->random;
    ent_model *model = make->model;
    const size_t draw = rng_between(random, 1, make->limits->issues_max);
    const size_t again = rng_between(random, 1, make->limits->issues_max);
    const size_t wanted = draw > again ? draw : again;
    ent_issue *issues = FRESH(make, ent_issue, wanted);
    size_t packages = 1;
    size_t count = 0;
    while (count < wanted) {
        const size_t options =
            rng_between(random, rng_chance(random, 10) ? 1 : 2, make->limits->options_max);
        if (packages * options > make->limits->packages_max)
            break;
        packages *= options;
        ent_option *made = FRESH(make, ent_option, options);
        for (size_t o = 0; o < options; o++)
            made[o] = option(make, o);
        const char *key = numbered(make, "i", count);
        issues[count++] = (ent_issue){.key = key,
                                      .name = key,
                                      .options_count = options,
                                      .options = made,
                                      .controlled_by = ENT_NONE};
    }
    model->issues = issues;
    model->issues_count = count;
}

static ent_rule rule(maker *make) {
    if (rng_chance(&make->random, 50))
        return (ent_rule){.when = pattern(make, 1, 3, 30)};
    return (ent_rule){.when = pattern(make, 1, 2, 30), .then = pattern(make, 1, 2, 30)};
}

static void make_rules(maker *make) {
    ent_model *model = make->model;
    model->rules_count = rng_between(&make->random, 0, make->limits->rules_max);
    ent_rule *rules = FRESH(make, ent_rule, model->rules_count + 1);
    for (size_t r = 0; r < model->rules_count; r++)
        rules[r] = rule(make);
    model->rules = rules;
}

static ent_preference preference(maker *make, const ent_issue *issue) {
    if (rng_chance(&make->random, 15))
        return (ent_preference){.given = false};
    ent_number *values = FRESH(make, ent_number, issue->options_count);
    for (size_t o = 0; o < issue->options_count; o++)
        values[o] = share_number(make);
    return (ent_preference){.given = true, .weight = weight(make), .values = values};
}

static void make_red_lines(maker *make, ent_party *party) {
    ent_pattern *lines = FRESH(make, ent_pattern, make->limits->red_lines_max + 1);
    size_t wanted = rng_between(&make->random, 0, make->limits->red_lines_max);
    if (party->role == ENT_PRINCIPAL && rng_chance(&make->random, 60))
        wanted = 0;
    for (size_t i = 0; i < wanted; i++)
        lines[i] = pattern(make, 1, 2, 20);
    party->red_lines = lines;
    party->red_lines_count = wanted;
}

static void make_party(maker *make, ent_party *party) {
    const ent_model *model = make->model;
    ent_preference *preferences = FRESH(make, ent_preference, model->issues_count);
    for (size_t j = 0; j < model->issues_count; j++)
        preferences[j] = preference(make, &model->issues[j]);
    party->preferences = preferences;
    party->has_walk_away = party->role == ENT_PRINCIPAL || rng_chance(&make->random, 30);
    party->walk_away = walk_away(make);
    ent_linkage *linkages = FRESH(make, ent_linkage, make->limits->linkages_max + 1);
    party->linkages_count = rng_between(&make->random, 0, make->limits->linkages_max);
    for (size_t i = 0; i < party->linkages_count; i++)
        linkages[i] = (ent_linkage){pattern(make, 1, 3, 20), bonus(make)};
    party->linkages = linkages;
    make_red_lines(make, party);
}

/* Principals and outside parties in mixed order. */
static ent_party *make_roles(maker *make) {
    rng *random = &make->random;
    ent_model *model = make->model;
    size_t principals =
        rng_between(random, 2, rng_chance(random, 60) ? 2 : make->limits->principals_max);
    size_t outside = rng_between(random, 0, make->limits->outside_max);
    model->parties_count = principals + outside;
    ent_party *parties = FRESH(make, ent_party, model->parties_count);
    uint32_t *at = FRESH(make, uint32_t, principals);
    for (uint32_t p = 0; p < model->parties_count; p++) {
        const bool signs = rng_below(random, principals + outside) < principals;
        *(signs ? &principals : &outside) -= 1;
        parties[p].key = parties[p].name = numbered(make, "p", p);
        parties[p].role = signs ? ENT_PRINCIPAL : ENT_GUARANTOR;
        if (signs)
            at[model->principals.count++] = p;
    }
    model->principals.at = at;
    model->parties = parties;
    return parties;
}

static void make_settlement(maker *make) {
    ent_model *model = make->model;
    if (!make->limits->settlement || rng_chance(&make->random, 50))
        return;
    model->has_settlement = true;
    model->settlement = pattern(make, 1, 2, 50);
}

static void make_time(maker *make) {
    ent_model *model = make->model;
    if (!make->limits->lasting)
        return;
    ent_party_number *discount = FRESH(make, ent_party_number, model->parties_count);
    size_t count = 0;
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (rng_chance(&make->random, 80))
            discount[count++] = (ent_party_number){
                p, make->limits->style == BARE_DOUBLES
                       ? share_number(make)
                       : random_model_number((int64_t)rng_between(&make->random, 8, 10), 1)};
    model->has_time = true;
    model->time = (ent_time){.round_every_days = rng_chance(&make->random, 50) ? 7 : 14,
                             .rounds = 10,
                             .proposer_first = model->principals.at[0],
                             .discount = {count, discount}};
}

static void make_rounds(maker *make) {
    ent_model *model = make->model;
    if (!make->limits->rounds)
        return;
    model->rounds_count = rng_below(&make->random, 4);
    ent_round *rounds = FRESH(make, ent_round, model->rounds_count + 1);
    for (size_t r = 0; r < model->rounds_count; r++) {
        ent_delegation *sent = FRESH(make, ent_delegation, model->parties_count);
        rounds[r] = (ent_round){
            .date = {2025, (uint8_t)(1 + r), (uint8_t)rng_between(&make->random, 1, 28)},
            .venue = "Istanbul",
            .host = ENT_NONE,
            .delegations = sent};
        for (uint32_t p = 0; p < model->parties_count; p++)
            if (rng_chance(&make->random, 90))
                sent[rounds[r].delegations_count++] =
                    (ent_delegation){.party = p,
                                     .head = "head",
                                     .rank = (ent_rank)rng_below(&make->random, ENT_RANKS)};
    }
    model->rounds = rounds;
}

void random_model_make(random_model *made, uint64_t seed, const random_limits *limits) {
    *made = (random_model){0};
    maker make = {.arena = &made->arena, .random = {seed}, .limits = limits, .model = &made->model};
    made->model.title = "random";
    made->model.as_of = (ent_date){2025, (uint8_t)rng_between(&make.random, 1, 4), 15};
    ent_party *parties = make_roles(&make);
    make_issues(&make);
    make_settlement(&make);
    make_rules(&make);
    for (size_t p = 0; p < made->model.parties_count; p++)
        make_party(&make, &parties[p]);
    make_time(&make);
    make_rounds(&make);
}

void random_model_free(random_model *made) {
    base_arena_clear(&made->arena);
}

/* ---- print ---- */

static void print_number(FILE *out, const ent_number *number) {
    const ent_decimal *likely = &number->likely;
    if (likely->exact)
        fprintf(out, "%.*f", (int)likely->decimals, likely->value);
    else
        fprintf(out, "%.17g", likely->value);
}

static void print_pattern(FILE *out, const ent_model *model, const ent_pattern *what) {
    fputc('{', out);
    for (size_t t = 0; t < what->count; t++) {
        const ent_issue *issue = &model->issues[what->terms[t].issue];
        const ent_ids *options = &what->terms[t].options;
        fprintf(out, "%s%s: %s", t ? ", " : "", issue->key, options->count > 1 ? "[" : "");
        for (size_t o = 0; o < options->count; o++)
            fprintf(out, "%s%s", o ? ", " : "", issue->options[options->at[o]].key);
        fputs(options->count > 1 ? "]" : "", out);
    }
    fputc('}', out);
}

static void print_option(FILE *out, const ent_model *model, const ent_option *what) {
    fprintf(out, "      %s: {name: %s, mandate: %s", what->key, what->name,
            ent_rank_name(what->mandate));
    if (what->lasts_days > 0)
        fprintf(out, ", lasts: %g days", what->lasts_days);
    for (size_t i = 0; i < what->needs.count; i++)
        fprintf(out, "%s%s%s", i ? ", " : ", needs: [", model->parties[what->needs.at[i]].key,
                i + 1 == what->needs.count ? "]" : "");
    fputs("}\n", out);
}

static void print_party(FILE *out, const ent_model *model, const ent_party *party) {
    fprintf(out, "  %s:\n    role: %s\n", party->key, ent_role_name(party->role));
    if (party->has_walk_away) {
        fputs("    walk_away: ", out);
        print_number(out, &party->walk_away);
        fputc('\n', out);
    }
    fputs("    preferences:\n", out);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *what = &party->preferences[j];
        if (!what->given)
            continue;
        fprintf(out, "      %s: {weight: ", model->issues[j].key);
        print_number(out, &what->weight);
        for (size_t o = 0; o < model->issues[j].options_count; o++) {
            fprintf(out, "%s%s: ", o ? ", " : ", values: {", model->issues[j].options[o].key);
            print_number(out, &what->values[o]);
        }
        fputs("}}\n", out);
    }
    for (size_t i = 0; i < party->linkages_count; i++) {
        fputs(i ? "      - {when: " : "    linkages:\n      - {when: ", out);
        print_pattern(out, model, &party->linkages[i].when);
        fputs(", bonus: ", out);
        print_number(out, &party->linkages[i].bonus);
        fputs("}\n", out);
    }
    for (size_t i = 0; i < party->red_lines_count; i++) {
        fputs(i ? "      - " : "    never:\n      - ", out);
        print_pattern(out, model, &party->red_lines[i]);
        fputc('\n', out);
    }
}

static void print_rules(FILE *out, const ent_model *model) {
    for (size_t r = 0; r < model->rules_count; r++) {
        const ent_rule *rule = &model->rules[r];
        fprintf(out, "%s  - {%s: ", r ? "" : "rules:\n", rule->then.count ? "when" : "never");
        print_pattern(out, model, &rule->when);
        if (rule->then.count) {
            fputs(", then: ", out);
            print_pattern(out, model, &rule->then);
        }
        fputs("}\n", out);
    }
}

static void print_rounds(FILE *out, const ent_model *model) {
    for (size_t r = 0; r < model->rounds_count; r++) {
        const ent_round *round = &model->rounds[r];
        fprintf(out, "%s  - {date: %04d-%02u-%02u, venue: %s, delegations: {", r ? "" : "rounds:\n",
                round->date.year, (unsigned)round->date.month, (unsigned)round->date.day,
                round->venue);
        for (size_t d = 0; d < round->delegations_count; d++)
            fprintf(out, "%s%s: {head: %s, rank: %s}", d ? ", " : "",
                    model->parties[round->delegations[d].party].key, round->delegations[d].head,
                    ent_rank_name(round->delegations[d].rank));
        fputs("}}\n", out);
    }
}

static void print_time(FILE *out, const ent_model *model) {
    if (!model->has_time)
        return;
    fprintf(out, "time:\n  round_every: %g days\n  rounds: %u\n", model->time.round_every_days,
            (unsigned)model->time.rounds);
    for (size_t i = 0; i < model->time.discount.count; i++) {
        const ent_party_number *entry = &model->time.discount.at[i];
        fprintf(out, "%s%s: ", i ? ", " : "  discount: {", model->parties[entry->party].key);
        print_number(out, &entry->number);
        fputs(i + 1 == model->time.discount.count ? "}\n" : "", out);
    }
}

void random_model_print(FILE *out, const ent_model *model) {
    fprintf(out, "entente: 1\ntitle: %s\nas_of: %04d-%02u-%02u\nissues:\n", model->title,
            model->as_of.year, (unsigned)model->as_of.month, (unsigned)model->as_of.day);
    for (size_t j = 0; j < model->issues_count; j++) {
        fprintf(out, "  %s:\n    options:\n", model->issues[j].key);
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            print_option(out, model, &model->issues[j].options[o]);
    }
    if (model->has_settlement) {
        fputs("settlement: ", out);
        print_pattern(out, model, &model->settlement);
        fputc('\n', out);
    }
    print_rules(out, model);
    fputs("parties:\n", out);
    for (size_t p = 0; p < model->parties_count; p++)
        print_party(out, model, &model->parties[p]);
    print_rounds(out, model);
    print_time(out, model);
}
