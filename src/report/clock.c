/* Whom time favours, in words, tables and JSON. */
#include "entente/clock.h"

#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define DAYS_A_MONTH 30.4375

/* Changes below this, in per cent of a tenth, are not worth a word. */
#define NOTHING 0.0005

static bool applies(const ent_model *model) {
    return model->has_time && model->time.rounds > 0;
}

/* Is there a range that the other side could be unsure of, and is the game small enough? */
static bool is_secret(const ent_report *report, size_t principal) {
    const ent_model *model = report->model;
    const ent_number *walk_away = &model->parties[model->principals.at[principal]].walk_away;
    return model->principals.count == 2 && walk_away->spread != ENT_POINT &&
           walk_away->low.value < walk_away->high.value &&
           report->clock->worlds <= ENT_SCREENING_STATES_MAX / report->clock->rounds;
}

static ent_status run(ent_report *report, ent_diags *diags) {
    const ent_clock_options options = {.threads = report->options.threads};
    ent_status status = ent_clock_solve(report->model, &options, &report->clock, diags);
    for (size_t p = 0; p < 2 && !status; p++)
        if (is_secret(report, p))
            status = ent_screening_solve(report->model, report->model->principals.at[p], NULL,
                                         &report->screening[p], diags);
    return status;
}

static void release(ent_report *report) {
    ent_clock_free(report->clock);
    for (size_t p = 0; p < 2; p++)
        ent_screening_free(report->screening[p]);
}

/* --- sentences ------------------------------------------------------------------------------- */

/* How much a side's walk-away moves a month, or a round if rounds have no dates. */
static double drift_of(const report_draft *draft, size_t p) {
    const ent_clock *clock = draft->report->clock;
    const double *by_round = clock->walk_away_by_round;
    const double change = by_round[clock->rounds * clock->principals + p] - by_round[p];
    const double days = draft->model->time.round_every_days;
    return change / (double)clock->rounds * (days > 0 ? DAYS_A_MONTH / days : 1);
}

static const char *say_drift_of(report_draft *draft, size_t p) {
    const double drift = drift_of(draft, p);
    const char *whose = report_say_possessive(draft, report_say_principal(draft, p));
    if (fabs(drift) < NOTHING)
        return report_say(draft, "%s walk-away stays", whose);
    return report_say(draft, "%s walk-away %s by %s", whose, drift > 0 ? "rises" : "falls",
                      report_say_share(draft, fabs(drift)));
}

/* Who gains on the others. One whose walk-away falls is not favoured, it only loses less. */
static const char *say_for_whom(report_draft *draft, size_t most, size_t least) {
    const char *name = report_say_principal(draft, most);
    const bool all_fall = drift_of(draft, most) <= -NOTHING;
    if (drift_of(draft, most) - drift_of(draft, least) < NOTHING)
        return all_fall ? report_say(draft, "weakens %s alike", report_say_everybody(draft))
                        : "favours nobody";
    if (!all_fall)
        return report_say(draft, "favours %s", name);
    return report_say(draft, "weakens %s, %s %s", report_say_everybody(draft), name,
                      draft->model->principals.count == 2 ? "less" : "least");
}

/* "favours Russia: Ukraine's walk-away falls by ..., Russia's walk-away rises by ... a month" */
static const char *say_favoured(report_draft *draft) {
    const size_t principals = draft->model->principals.count;
    const char *text = "";
    size_t most = 0;
    size_t least = 0;
    for (size_t p = 0; p < principals; p++) {
        most = drift_of(draft, p) > drift_of(draft, most) ? p : most;
        least = drift_of(draft, p) < drift_of(draft, least) ? p : least;
        text = report_join(draft, text, ", ", say_drift_of(draft, p));
    }
    if (drift_of(draft, most) < NOTHING && drift_of(draft, least) > -NOTHING)
        return "moves nobody's walk-away.";
    return report_say(draft, "%s: %s of what it wants a %s.", say_for_whom(draft, most, least),
                      text, draft->model->time.round_every_days > 0 ? "month" : "round");
}

static const char *say_rounds(report_draft *draft) {
    return report_say_number_of(draft, draft->report->clock->rounds, "round", "rounds");
}

/* A factor has no name but its key; where that is the key of a party, the party's name. */
static const char *say_factor(report_draft *draft, const ent_factor *factor) {
    for (uint32_t p = 0; p < draft->model->parties_count; p++)
        if (strcmp(draft->model->parties[p].key, factor->key) == 0)
            return report_say_party(draft, p);
    return report_say_key(draft, factor->key);
}

/* Of each factor the level that is likeliest to be reached: the brief's share of the events. */
static bool is_likeliest(const ent_clock *clock, size_t event) {
    for (size_t e = 0; e < clock->events_count; e++)
        if (clock->events[e].factor == clock->events[event].factor &&
            (clock->events[e].alone > clock->events[event].alone ||
             (clock->events[e].alone >= clock->events[event].alone && e < event)))
            return false;
    return true;
}

static const char *say_events(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const char *text = "";
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &draft->model->time.factors[clock->events[e].factor];
        if (clock->events[e].alone > 0 && (!report_in_brief(draft) || is_likeliest(clock, e)))
            text = report_join(draft, text, ", ",
                               report_say(draft, "%s \"%s\" %s", say_factor(draft, factor),
                                          factor->levels[clock->events[e].level],
                                          report_say_share(draft, clock->events[e].alone)));
    }
    return *text ? report_say(draft, " Chances within %s if nobody agrees: %s.", say_rounds(draft),
                              text)
                 : "";
}

static const char *say_agreement(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const double first = clock->agreement_by_round[0];
    const double last = clock->agreement_by_round[clock->rounds - 1];
    if (last <= 0)
        return report_say(
            draft,
            " There is no agreement within %s: to somebody, waiting is worth more than "
            "anything on the table.",
            say_rounds(draft));
    if (first >= 1)
        return " If all knew each other's walk-away, they would agree in the first round.";
    return report_say(draft,
                      " If all knew each other's walk-away, the chance of agreement would be %s in "
                      "the first round and %s within %s.",
                      report_say_share(draft, first), report_say_share(draft, last),
                      say_rounds(draft));
}

static const char *say_between(report_draft *draft, double a, double b) {
    return report_say_range(draft, fmin(a, b), fmax(a, b));
}

static const char *say_secret(report_draft *draft) {
    const ent_screening *a = draft->report->screening[0];
    const ent_screening *b = draft->report->screening[1];
    if (!a && !b)
        return "";
    a = a ? a : b;
    b = b ? b : a;
    const size_t last = a->rounds - 1;
    return report_say(
        draft,
        " With a walk-away kept secret, the chance of that is %s in the first round and "
        "%s within %s.",
        say_between(draft, a->agreement_by_round[0], b->agreement_by_round[0]),
        say_between(draft, a->agreement_by_round[last], b->agreement_by_round[last]),
        say_rounds(draft));
}

static const char *say_cost(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const char *costs[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; clock->round_cost && p < clock->principals; p++)
        if (clock->round_cost[p] >= NOTHING)
            costs[count++] = report_say(draft, "%s %s", report_say_principal(draft, p),
                                        report_say_share(draft, clock->round_cost[p]));
    return count ? report_say(draft, " A round that passes costs %s.",
                              report_say_list(draft, costs, count, 0))
                 : "";
}

static const char *say_commitment(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    for (size_t s = 0; s < clock->states_count; s++)
        if (clock->states[s].commitment && clock->states[s].reached > 0)
            return report_say(
                draft, " In round %u an agreement fails only because power is about to shift.",
                (unsigned)clock->states[s].round + 1);
    return "";
}

static const char *say_horizon(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    double most = 0;
    for (size_t p = 0; p < clock->principals; p++)
        most = fmax(most, clock->last_ten[p]);
    return most >= 0.01
               ? report_say(draft,
                            " The answer hangs on the horizon: up to ten rounds fewer move "
                            "a side's prospects by up to %s.",
                            report_say_share(draft, most))
               : "";
}

static void lines(report_draft *draft) {
    const char *text = report_say(draft, "%s%s%s%s", say_favoured(draft), say_events(draft),
                                  say_agreement(draft), say_secret(draft));
    report_draft_line(draft, "Time",
                      report_say(draft, "%s%s%s%s", text,
                                 report_in_brief(draft) ? "" : say_cost(draft),
                                 say_commitment(draft), say_horizon(draft)));
}

/* --- tables ---------------------------------------------------------------------------------- */

static void principal_columns(report_draft *draft, print_table *table, const char *people,
                              const char *csv) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s %s", report_say_bare(draft, party->name), people),
                           report_say(draft, "%s_%s", party->key, csv), true, false});
    }
}

static const char *name_in(report_draft *draft, size_t principal) {
    const ent_party *party = &draft->model->parties[draft->model->principals.at[principal]];
    return draft->for_csv ? party->key : report_say_bare(draft, party->name);
}

static double number_or_none(const double *numbers, size_t index) {
    return numbers ? numbers[index] : NAN;
}

static void side_table(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    print_table *table =
        report_draft_table(draft, "sides", "What bargaining is worth to each side");
    if (!table)
        return;
    table->detail = true;
    table->note = "In % of what a side wants. Best today: of the deals that beat all walk-aways, "
                  "the one with the largest sum. Ties refused: if all refuse whatever is no "
                  "better than waiting. Horizon: the most that up to ten rounds fewer move it.";
    report_draft_column(draft, table, (print_column){"Side", "side", false, false});
    report_draft_column(draft, table, (print_column){"Expects", "value", true, false});
    report_draft_column(draft, table,
                        (print_column){"Ties refused", "value_refusing", true, false});
    report_draft_column(draft, table, (print_column){"Best today", "best_now", true, false});
    report_draft_column(draft, table, (print_column){"Short of it", "delay_cost", true, false});
    report_draft_column(draft, table, (print_column){"A round costs", "round_cost", true, false});
    report_draft_column(draft, table, (print_column){"Horizon", "last_ten", true, false});
    for (size_t p = 0; p < clock->principals; p++) {
        report_draft_row(draft, table);
        report_draft_text(table, 0, name_in(draft, p));
        report_draft_share(draft, table, 1, clock->value[p], false);
        report_draft_share(draft, table, 2, number_or_none(clock->value_refusing, p), false);
        report_draft_share(draft, table, 3, number_or_none(clock->best_now, p), false);
        report_draft_share(draft, table, 4, number_or_none(clock->delay_cost, p), false);
        report_draft_share(draft, table, 5, number_or_none(clock->round_cost, p), false);
        report_draft_share(draft, table, 6, number_or_none(clock->last_ten, p), false);
    }
}

static void round_table(report_draft *draft) {
    const ent_report *report = draft->report;
    const ent_clock *clock = report->clock;
    print_table *table = report_draft_table(draft, "rounds", "Agreement by round, and the drift");
    if (!table)
        return;
    table->detail = true;
    table->note =
        report->screening[0] || report->screening[1]
            ? "Agreement: chance, in per cent, if all is known, and with a side's "
              "walk-away secret. Walk-aways as the world drifts with nobody blamed."
            : "Agreement: chance, in per cent. Walk-aways as the world drifts with nobody "
              "blamed.";
    report_draft_column(draft, table, (print_column){"Round", "round", true, false});
    report_draft_column(draft, table, (print_column){"All known", "agreement", true, false});
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p]) {
            const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
            report_draft_column(
                draft, table,
                (print_column){report_say(draft, "%s secret", report_say_bare(draft, party->name)),
                               report_say(draft, "%s_secret", party->key), true, false});
        }
    principal_columns(draft, table, "walk-away", "walk_away");
    for (size_t t = 0; t < clock->rounds && (draft->top == 0 || t < draft->top); t++) {
        size_t column = 0;
        report_draft_row(draft, table);
        report_draft_whole(draft, table, column++, t + 1);
        report_draft_share(draft, table, column++, clock->agreement_by_round[t], false);
        for (size_t p = 0; p < 2; p++)
            if (report->screening[p])
                report_draft_share(draft, table, column++,
                                   report->screening[p]->agreement_by_round[t], false);
        for (size_t p = 0; p < clock->principals; p++)
            report_draft_share(draft, table, column++,
                               clock->walk_away_by_round[t * clock->principals + p], false);
    }
}

static void screening_row(report_draft *draft, print_table *table, const ent_screening *s) {
    report_draft_row(draft, table);
    report_draft_text(table, 0, name_in(draft, s->informed));
    report_draft_share(draft, table, 1, s->value_informed, false);
    report_draft_share(draft, table, 2, s->value_uninformed, false);
    report_draft_share(draft, table, 3, s->left, false);
    report_draft_share(draft, table, 4, s->mixing, false);
    report_draft_share(draft, table, 5, s->regret, false);
    report_draft_share(draft, table, 6, s->type_gain, false);
}

static void screening_table(report_draft *draft) {
    const ent_report *report = draft->report;
    if (!report->screening[0] && !report->screening[1])
        return;
    print_table *table = report_draft_table(
        draft, "screening", "With a walk-away kept secret, the other side offering");
    if (!table)
        return;
    const bool pure = (!report->screening[0] || report->screening[0]->pure) &&
                      (!report->screening[1] || report->screening[1]->pure);
    table->detail = true;
    table->note =
        pure ? "Refuses first: chance that the first offer is refused. Mixes: chance that an "
               "offer is drawn between two; here none needs to be. Off by: the most that another "
               "offer, or another answer, would gain anybody."
             : "Refuses first: chance that the first offer is refused. Mixes: there is no "
               "equilibrium in pure offers, so the side that offers draws between two, in no round "
               "with more than this chance. Off by: the most that another offer, or another "
               "answer, would gain anybody.";
    report_draft_column(draft, table, (print_column){"Secret", "secret", false, false});
    report_draft_column(draft, table, (print_column){"Expects", "value_informed", true, false});
    report_draft_column(draft, table,
                        (print_column){"Other expects", "value_uninformed", true, false});
    report_draft_column(draft, table, (print_column){"Refuses first", "left", true, false});
    report_draft_column(draft, table, (print_column){"Mixes", "mixing", true, false});
    report_draft_column(draft, table, (print_column){"Offers off by", "regret", true, false});
    report_draft_column(draft, table, (print_column){"Answers off by", "type_gain", true, false});
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p])
            screening_row(draft, table, report->screening[p]);
}

static const char *say_world(report_draft *draft, uint32_t world) {
    const ent_clock *clock = draft->report->clock;
    const char *text = "";
    for (size_t f = 0; f < clock->factors; f++)
        text = report_join(
            draft, text, ", ",
            draft->model->time.factors[f].levels[clock->levels[world * clock->factors + f]]);
    return *text ? text : "-";
}

/* With three sides or more a column for what each gets and one for what it asks is too wide to
 * print: two lines a state then, but for CSV. */
static bool is_tall(const report_draft *draft) {
    return !draft->for_csv && draft->model->principals.count > 2;
}

static void tall_state_rows(report_draft *draft, print_table *table, const ent_clock_state *state) {
    const size_t principals = draft->report->clock->principals;
    report_draft_text(table, 5, "gets");
    for (size_t p = 0; p < principals; p++)
        report_draft_share(draft, table, 6 + p, state->utility ? state->utility[p] : NAN, false);
    report_draft_row(draft, table);
    report_draft_text(table, 5, "asks");
    for (size_t p = 0; p < principals; p++)
        report_draft_share(draft, table, 6 + p, state->reservation[p], false);
}

static void state_row(report_draft *draft, print_table *table, const ent_clock_state *state) {
    const size_t principals = draft->report->clock->principals;
    report_draft_row(draft, table);
    report_draft_whole(draft, table, 0, state->round + 1);
    report_draft_text(table, 1, say_world(draft, state->world));
    report_draft_text(table, 2, name_in(draft, state->proposer));
    report_draft_text(table, 3, ent_clock_act_name(state->act));
    report_draft_share(draft, table, 4, state->reached, false);
    if (is_tall(draft)) {
        tall_state_rows(draft, table, state);
        return;
    }
    for (size_t p = 0; p < principals; p++) {
        report_draft_share(draft, table, 5 + p, state->utility ? state->utility[p] : NAN, false);
        report_draft_share(draft, table, 5 + principals + p, state->reservation[p], false);
    }
}

static void state_table(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    print_table *table = report_draft_table(draft, "states", "Offers and what each side asks");
    if (!table)
        return;
    table->detail = true;
    table->note = "Asks: the least that side accepts; for the proposer, what waiting is worth.";
    report_draft_column(draft, table, (print_column){"Round", "round", true, false});
    report_draft_column(draft, table, (print_column){"World", "world", false, true});
    report_draft_column(draft, table, (print_column){"Proposer", "proposer", false, false});
    report_draft_column(draft, table, (print_column){"Offer is", "act", false, false});
    report_draft_column(draft, table, (print_column){"Reached", "reached", true, false});
    if (is_tall(draft)) {
        report_draft_column(draft, table, (print_column){"", NULL, false, false});
        for (size_t p = 0; p < draft->model->principals.count; p++)
            report_draft_column(draft, table, (print_column){name_in(draft, p), NULL, true, false});
    } else {
        principal_columns(draft, table, "gets", "utility");
        principal_columns(draft, table, "asks", "reservation");
    }
    for (size_t s = 0; s < clock->states_count && (draft->top == 0 || s < draft->top); s++)
        state_row(draft, table, &clock->states[s]);
}

static const char *say_fails(bool fails) {
    return fails ? "fails" : "holds";
}

/* Where the true answer or the one-step inequality finds one; they need not be the same. */
static void commitment_table(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    print_table *table = report_draft_table(draft, "commitment", "Where power is about to shift");
    if (!table)
        return;
    table->detail = true;
    table->note = "Truly: an agreement fails here that would hold if the world stayed as it is. "
                  "One step: what comparing today with tomorrow's walk-aways says, which can be "
                  "wrong both ways.";
    report_draft_column(draft, table, (print_column){"Round", "round", true, false});
    report_draft_column(draft, table, (print_column){"World", "world", false, true});
    report_draft_column(draft, table, (print_column){"Proposer", "proposer", false, false});
    report_draft_column(draft, table, (print_column){"Reached", "reached", true, false});
    report_draft_column(draft, table, (print_column){"Truly", "commitment", false, false});
    report_draft_column(draft, table, (print_column){"One step", "one_step", false, false});
    for (size_t s = 0; s < clock->states_count; s++) {
        const ent_clock_state *state = &clock->states[s];
        if (!state->commitment && !state->one_step)
            continue;
        if (draft->top && table->rows_count == draft->top)
            break;
        report_draft_row(draft, table);
        report_draft_whole(draft, table, 0, state->round + 1);
        report_draft_text(table, 1, say_world(draft, state->world));
        report_draft_text(table, 2, name_in(draft, state->proposer));
        report_draft_share(draft, table, 3, state->reached, false);
        report_draft_text(table, 4, say_fails(state->commitment));
        report_draft_text(table, 5, say_fails(state->one_step));
    }
}

static void event_table(report_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    print_table *table = report_draft_table(draft, "events", "What may happen first");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"What", "factor", false, false});
    report_draft_column(draft, table, (print_column){"Becomes", "level", false, false});
    report_draft_column(draft, table, (print_column){"Before agreement", "chance", true, false});
    report_draft_column(draft, table, (print_column){"If nobody agrees", "alone", true, false});
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &draft->model->time.factors[clock->events[e].factor];
        report_draft_row(draft, table);
        report_draft_text(table, 0, draft->for_csv ? factor->key : say_factor(draft, factor));
        report_draft_text(table, 1, factor->levels[clock->events[e].level]);
        report_draft_share(draft, table, 2, clock->events[e].chance, false);
        report_draft_share(draft, table, 3, clock->events[e].alone, false);
    }
}

static void tables(report_draft *draft) {
    side_table(draft);
    round_table(draft);
    screening_table(draft);
    state_table(draft);
    commitment_table(draft);
    event_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_optional(print_json *json, const char *key, const ent_model *model,
                          const double *numbers) {
    if (numbers)
        report_json_by_principal(json, key, model, numbers);
}

static void json_chances(print_json *json, const char *key, const double *chances, size_t count) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t t = 0; t < count; t++)
        print_json_number(json, NULL, chances[t]);
    print_json_close(json);
}

static void json_world(print_json *json, const ent_report *report, uint32_t world) {
    const ent_clock *clock = report->clock;
    print_json_object(json, "world", PRINT_JSON_LINE);
    for (size_t f = 0; f < clock->factors; f++) {
        const ent_factor *factor = &report->model->time.factors[f];
        print_json_text(json, factor->key,
                        factor->levels[clock->levels[world * clock->factors + f]]);
    }
    print_json_close(json);
}

static void json_package(print_json *json, const ent_model *model, const uint32_t *package) {
    print_json_object(json, "package", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, model->issues[j].key, model->issues[j].options[package[j]].key);
    print_json_close(json);
}

static void json_offer(print_json *json, const ent_model *model, size_t count,
                       const ent_clock_part *parts) {
    print_json_array(json, "offer", PRINT_JSON_LINE);
    for (size_t k = 0; k < count; k++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_number(json, "chance", parts[k].chance);
        json_package(json, model, parts[k].package);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_state(print_json *json, const ent_report *report, const ent_clock_state *state) {
    const ent_model *model = report->model;
    print_json_object(json, NULL, PRINT_JSON_LINE);
    print_json_whole(json, "round", state->round);
    json_world(json, report, state->world);
    print_json_text(json, "proposer", model->parties[model->principals.at[state->proposer]].key);
    print_json_number(json, "reached", state->reached);
    print_json_text(json, "act", ent_clock_act_name(state->act));
    json_offer(json, model, state->parts_count, state->parts);
    json_optional(json, "utility", model, state->utility);
    report_json_by_principal(json, "reservation", model, state->reservation);
    report_json_by_principal(json, "value", model, state->value);
    print_json_array(json, "blamed", PRINT_JSON_LINE);
    for (size_t p = 0; p < model->principals.count; p++)
        if (state->blamed >> p & 1)
            print_json_text(json, NULL, model->parties[model->principals.at[p]].key);
    print_json_close(json);
    print_json_bool(json, "commitment_problem", state->commitment);
    print_json_bool(json, "one_step", state->one_step);
    print_json_close(json);
}

static void json_events(print_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    print_json_array(json, "events", PRINT_JSON_WIDE);
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &report->model->time.factors[clock->events[e].factor];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "factor", factor->key);
        print_json_text(json, "level", factor->levels[clock->events[e].level]);
        print_json_number(json, "before_agreement", clock->events[e].chance);
        print_json_number(json, "alone", clock->events[e].alone);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_drift(print_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    print_json_array(json, "walk_away_by_round", PRINT_JSON_WIDE);
    for (size_t t = 0; t <= clock->rounds; t++)
        report_json_by_principal(json, NULL, report->model,
                                 clock->walk_away_by_round + t * clock->principals);
    print_json_close(json);
}

static void json_band(print_json *json, const char *key, const ent_clock_band *band) {
    if (!isfinite(band->mean)) {
        print_json_null(json, key);
        return;
    }
    print_json_object(json, key, PRINT_JSON_LINE);
    print_json_number(json, "mean", band->mean);
    print_json_number(json, "low", band->low);
    print_json_number(json, "high", band->high);
    print_json_close(json);
}

static void json_bands(print_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    const ent_model *model = report->model;
    if (!clock->asks_by_round)
        return;
    print_json_array(json, "asks_by_round", PRINT_JSON_WIDE);
    for (size_t t = 0; t < clock->rounds; t++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        for (size_t p = 0; p < clock->principals; p++)
            json_band(json, model->parties[model->principals.at[p]].key,
                      &clock->asks_by_round[t * clock->principals + p]);
        print_json_close(json);
    }
    print_json_close(json);
    print_json_array(json, "room_by_round", PRINT_JSON_WIDE);
    for (size_t t = 0; t < clock->rounds; t++)
        json_band(json, NULL, &clock->room_by_round[t]);
    print_json_close(json);
    json_chances(json, "open_by_round", clock->open_by_round, clock->rounds);
}

static void json_dates(print_json *json, const ent_time *time) {
    if (time->starts.year)
        report_json_date(json, "starts", time->starts);
    if (time->round_every_days > 0)
        print_json_number(json, "round_every_days", time->round_every_days);
}

static void json_first_offer(print_json *json, const ent_report *report, const ent_screening *s) {
    if (s->steps_count == 0 || s->steps[0].parts_count == 0)
        return;
    print_json_object(json, "first_offer", PRINT_JSON_LINE);
    json_offer(json, report->model, s->steps[0].parts_count, s->steps[0].parts);
    report_json_by_principal(json, "utility", report->model, s->steps[0].utility);
    print_json_number(json, "accepted_up_to", s->steps[0].to);
    print_json_close(json);
}

static void json_screening(print_json *json, const ent_report *report, size_t informed) {
    const ent_screening *s = report->screening[informed];
    double value[2];
    value[s->informed] = s->value_informed;
    value[s->uninformed] = s->value_uninformed;
    print_json_object(json, report->model->parties[report->model->principals.at[informed]].key,
                      PRINT_JSON_WIDE);
    report_json_by_principal(json, "value", report->model, value);
    print_json_number(json, "left", s->left);
    json_chances(json, "agreement_by_round", s->agreement_by_round, s->rounds);
    json_first_offer(json, report, s);
    print_json_bool(json, "pure", s->pure);
    print_json_number(json, "mixing", s->mixing);
    print_json_bool(json, "path_exact", s->path_exact);
    print_json_number(json, "regret", s->regret);
    print_json_number(json, "type_gain", s->type_gain);
    print_json_number(json, "value_error", s->value_error);
    print_json_close(json);
}

static void json(print_json *out, const ent_report *report) {
    const ent_clock *clock = report->clock;
    const ent_model *model = report->model;
    json_dates(out, &model->time);
    report_json_by_principal(out, "value", model, clock->value);
    json_chances(out, "agreement_by_round", clock->agreement_by_round, clock->rounds);
    json_optional(out, "value_refusing", model, clock->value_refusing);
    print_json_number(out, "expected_round", clock->expected_round);
    json_optional(out, "best_now", model, clock->best_now);
    json_optional(out, "delay_cost", model, clock->delay_cost);
    json_optional(out, "round_cost", model, clock->round_cost);
    json_optional(out, "last_ten", model, clock->last_ten);
    print_json_bool(out, "lotteries", clock->lotteries);
    print_json_bool(out, "offers_complete", clock->offers_complete);
    print_json_number(out, "deviation", clock->deviation);
    json_drift(out, report);
    json_bands(out, report);
    json_events(out, report);
    print_json_array(out, "rounds", PRINT_JSON_WIDE);
    for (size_t s = 0; s < clock->states_count; s++)
        json_state(out, report, &clock->states[s]);
    print_json_close(out);
    print_json_object(out, "screening", PRINT_JSON_WIDE);
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p])
            json_screening(out, report, p);
    print_json_close(out);
}

const report_section report_section_clock = {
    .key = "clock",
    .applies = applies,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
