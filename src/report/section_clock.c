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
static double drift_of(const ent_draft *draft, size_t p) {
    const ent_clock *clock = draft->report->clock;
    const double *by_round = clock->walk_away_by_round;
    const double change = by_round[clock->rounds * clock->principals + p] - by_round[p];
    const double days = draft->model->time.round_every_days;
    return change / (double)clock->rounds * (days > 0 ? DAYS_A_MONTH / days : 1);
}

static const char *say_drift_of(ent_draft *draft, size_t p) {
    const double drift = drift_of(draft, p);
    const char *whose = ent_say_possessive(draft, ent_say_principal(draft, p));
    if (fabs(drift) < NOTHING)
        return ent_say(draft, "%s walk-away stays", whose);
    return ent_say(draft, "%s walk-away %s by %s", whose, drift > 0 ? "rises" : "falls",
                   ent_say_share(draft, fabs(drift)));
}

/* Who gains on the others. One whose walk-away falls is not favoured, it only loses less. */
static const char *say_for_whom(ent_draft *draft, size_t most, size_t least) {
    const char *name = ent_say_principal(draft, most);
    const bool all_fall = drift_of(draft, most) <= -NOTHING;
    if (drift_of(draft, most) - drift_of(draft, least) < NOTHING)
        return all_fall ? ent_say(draft, "weakens %s alike", ent_say_everybody(draft))
                        : "favours nobody";
    if (!all_fall)
        return ent_say(draft, "favours %s", name);
    return ent_say(draft, "weakens %s, %s %s", ent_say_everybody(draft), name,
                   draft->model->principals.count == 2 ? "less" : "least");
}

/* "favours Russia: Ukraine's walk-away falls by ..., Russia's walk-away rises by ... a month" */
static const char *say_favoured(ent_draft *draft) {
    const size_t principals = draft->model->principals.count;
    const char *text = "";
    size_t most = 0;
    size_t least = 0;
    for (size_t p = 0; p < principals; p++) {
        most = drift_of(draft, p) > drift_of(draft, most) ? p : most;
        least = drift_of(draft, p) < drift_of(draft, least) ? p : least;
        text = ent_join(draft, text, ", ", say_drift_of(draft, p));
    }
    if (drift_of(draft, most) < NOTHING && drift_of(draft, least) > -NOTHING)
        return "moves nobody's walk-away.";
    return ent_say(draft, "%s: %s of what it wants a %s.", say_for_whom(draft, most, least), text,
                   draft->model->time.round_every_days > 0 ? "month" : "round");
}

static const char *say_rounds(ent_draft *draft) {
    return ent_say_number_of(draft, draft->report->clock->rounds, "round", "rounds");
}

/* A factor has no name but its key; where that is the key of a party, the party's name. */
static const char *say_factor(ent_draft *draft, const ent_factor *factor) {
    for (uint32_t p = 0; p < draft->model->parties_count; p++)
        if (strcmp(draft->model->parties[p].key, factor->key) == 0)
            return ent_say_party(draft, p);
    return ent_say_key(draft, factor->key);
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

static const char *say_events(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const char *text = "";
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &draft->model->time.factors[clock->events[e].factor];
        if (clock->events[e].alone > 0 && (!ent_in_brief(draft) || is_likeliest(clock, e)))
            text = ent_join(draft, text, ", ",
                            ent_say(draft, "%s \"%s\" %s", say_factor(draft, factor),
                                    factor->levels[clock->events[e].level],
                                    ent_say_share(draft, clock->events[e].alone)));
    }
    return *text
               ? ent_say(draft, " Chances within %s if nobody agrees: %s.", say_rounds(draft), text)
               : "";
}

static const char *say_agreement(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const double first = clock->agreement_by_round[0];
    const double last = clock->agreement_by_round[clock->rounds - 1];
    if (last <= 0)
        return ent_say(draft,
                       " There is no agreement within %s: to somebody, waiting is worth more than "
                       "anything on the table.",
                       say_rounds(draft));
    if (first >= 1)
        return " If all knew each other's walk-away, they would agree in the first round.";
    return ent_say(draft,
                   " If all knew each other's walk-away, the chance of agreement would be %s in "
                   "the first round and %s within %s.",
                   ent_say_share(draft, first), ent_say_share(draft, last), say_rounds(draft));
}

static const char *say_between(ent_draft *draft, double a, double b) {
    return ent_say_range(draft, fmin(a, b), fmax(a, b));
}

static const char *say_secret(ent_draft *draft) {
    const ent_screening *a = draft->report->screening[0];
    const ent_screening *b = draft->report->screening[1];
    if (!a && !b)
        return "";
    a = a ? a : b;
    b = b ? b : a;
    const size_t last = a->rounds - 1;
    return ent_say(draft,
                   " With a walk-away kept secret, the chance of that is %s in the first round and "
                   "%s within %s.",
                   say_between(draft, a->agreement_by_round[0], b->agreement_by_round[0]),
                   say_between(draft, a->agreement_by_round[last], b->agreement_by_round[last]),
                   say_rounds(draft));
}

static const char *say_cost(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    const char *costs[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; clock->round_cost && p < clock->principals; p++)
        if (clock->round_cost[p] >= NOTHING)
            costs[count++] = ent_say(draft, "%s %s", ent_say_principal(draft, p),
                                     ent_say_share(draft, clock->round_cost[p]));
    return count ? ent_say(draft, " A round that passes costs %s.",
                           ent_say_list(draft, costs, count, 0))
                 : "";
}

static const char *say_commitment(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    for (size_t s = 0; s < clock->states_count; s++)
        if (clock->states[s].commitment && clock->states[s].reached > 0)
            return ent_say(draft,
                           " In round %u an agreement fails only because power is about to shift.",
                           (unsigned)clock->states[s].round + 1);
    return "";
}

static const char *say_horizon(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    double most = 0;
    for (size_t p = 0; p < clock->principals; p++)
        most = fmax(most, clock->last_ten[p]);
    return most >= 0.01 ? ent_say(draft,
                                  " The answer hangs on the horizon: up to ten rounds fewer move "
                                  "a side's prospects by up to %s.",
                                  ent_say_share(draft, most))
                        : "";
}

static void lines(ent_draft *draft) {
    const char *text = ent_say(draft, "%s%s%s%s", say_favoured(draft), say_events(draft),
                               say_agreement(draft), say_secret(draft));
    ent_draft_line(draft, "Time",
                   ent_say(draft, "%s%s%s%s", text, ent_in_brief(draft) ? "" : say_cost(draft),
                           say_commitment(draft), say_horizon(draft)));
}

/* --- tables ---------------------------------------------------------------------------------- */

static void principal_columns(ent_draft *draft, ent_table *table, const char *people,
                              const char *csv) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        ent_draft_column(
            draft, table,
            (ent_column){ent_say(draft, "%s %s", ent_say_bare(draft, party->name), people),
                         ent_say(draft, "%s_%s", party->key, csv), true, false});
    }
}

static const char *name_in(ent_draft *draft, size_t principal) {
    const ent_party *party = &draft->model->parties[draft->model->principals.at[principal]];
    return draft->for_csv ? party->key : ent_say_bare(draft, party->name);
}

static double number_or_none(const double *numbers, size_t index) {
    return numbers ? numbers[index] : NAN;
}

static void side_table(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    ent_table *table = ent_draft_table(draft, "sides", "What bargaining is worth to each side");
    if (!table)
        return;
    table->detail = true;
    table->note = "In % of what a side wants. Best today: of the deals that beat all walk-aways, "
                  "the one with the largest sum. Ties refused: if all refuse whatever is no "
                  "better than waiting. Horizon: the most that up to ten rounds fewer move it.";
    ent_draft_column(draft, table, (ent_column){"Side", "side", false, false});
    ent_draft_column(draft, table, (ent_column){"Expects", "value", true, false});
    ent_draft_column(draft, table, (ent_column){"Ties refused", "value_refusing", true, false});
    ent_draft_column(draft, table, (ent_column){"Best today", "best_now", true, false});
    ent_draft_column(draft, table, (ent_column){"Short of it", "delay_cost", true, false});
    ent_draft_column(draft, table, (ent_column){"A round costs", "round_cost", true, false});
    ent_draft_column(draft, table, (ent_column){"Horizon", "last_ten", true, false});
    for (size_t p = 0; p < clock->principals; p++) {
        ent_draft_row(draft, table);
        ent_draft_text(table, 0, name_in(draft, p));
        ent_draft_share(draft, table, 1, clock->value[p], false);
        ent_draft_share(draft, table, 2, number_or_none(clock->value_refusing, p), false);
        ent_draft_share(draft, table, 3, number_or_none(clock->best_now, p), false);
        ent_draft_share(draft, table, 4, number_or_none(clock->delay_cost, p), false);
        ent_draft_share(draft, table, 5, number_or_none(clock->round_cost, p), false);
        ent_draft_share(draft, table, 6, number_or_none(clock->last_ten, p), false);
    }
}

static void round_table(ent_draft *draft) {
    const ent_report *report = draft->report;
    const ent_clock *clock = report->clock;
    ent_table *table = ent_draft_table(draft, "rounds", "Agreement by round, and the drift");
    if (!table)
        return;
    table->detail = true;
    table->note =
        report->screening[0] || report->screening[1]
            ? "Agreement: chance, in per cent, if all is known, and with a side's "
              "walk-away secret. Walk-aways as the world drifts with nobody blamed."
            : "Agreement: chance, in per cent. Walk-aways as the world drifts with nobody "
              "blamed.";
    ent_draft_column(draft, table, (ent_column){"Round", "round", true, false});
    ent_draft_column(draft, table, (ent_column){"All known", "agreement", true, false});
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p]) {
            const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
            ent_draft_column(
                draft, table,
                (ent_column){ent_say(draft, "%s secret", ent_say_bare(draft, party->name)),
                             ent_say(draft, "%s_secret", party->key), true, false});
        }
    principal_columns(draft, table, "walk-away", "walk_away");
    for (size_t t = 0; t < clock->rounds && (draft->top == 0 || t < draft->top); t++) {
        size_t column = 0;
        ent_draft_row(draft, table);
        ent_draft_whole(draft, table, column++, t + 1);
        ent_draft_share(draft, table, column++, clock->agreement_by_round[t], false);
        for (size_t p = 0; p < 2; p++)
            if (report->screening[p])
                ent_draft_share(draft, table, column++, report->screening[p]->agreement_by_round[t],
                                false);
        for (size_t p = 0; p < clock->principals; p++)
            ent_draft_share(draft, table, column++,
                            clock->walk_away_by_round[t * clock->principals + p], false);
    }
}

static void screening_row(ent_draft *draft, ent_table *table, const ent_screening *s) {
    ent_draft_row(draft, table);
    ent_draft_text(table, 0, name_in(draft, s->informed));
    ent_draft_share(draft, table, 1, s->value_informed, false);
    ent_draft_share(draft, table, 2, s->value_uninformed, false);
    ent_draft_share(draft, table, 3, s->left, false);
    ent_draft_share(draft, table, 4, s->mixing, false);
    ent_draft_share(draft, table, 5, s->regret, false);
    ent_draft_share(draft, table, 6, s->type_gain, false);
}

static void screening_table(ent_draft *draft) {
    const ent_report *report = draft->report;
    if (!report->screening[0] && !report->screening[1])
        return;
    ent_table *table = ent_draft_table(draft, "screening",
                                       "With a walk-away kept secret, the other side offering");
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
    ent_draft_column(draft, table, (ent_column){"Secret", "secret", false, false});
    ent_draft_column(draft, table, (ent_column){"Expects", "value_informed", true, false});
    ent_draft_column(draft, table, (ent_column){"Other expects", "value_uninformed", true, false});
    ent_draft_column(draft, table, (ent_column){"Refuses first", "left", true, false});
    ent_draft_column(draft, table, (ent_column){"Mixes", "mixing", true, false});
    ent_draft_column(draft, table, (ent_column){"Offers off by", "regret", true, false});
    ent_draft_column(draft, table, (ent_column){"Answers off by", "type_gain", true, false});
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p])
            screening_row(draft, table, report->screening[p]);
}

static const char *say_world(ent_draft *draft, uint32_t world) {
    const ent_clock *clock = draft->report->clock;
    const char *text = "";
    for (size_t f = 0; f < clock->factors; f++)
        text = ent_join(
            draft, text, ", ",
            draft->model->time.factors[f].levels[clock->levels[world * clock->factors + f]]);
    return *text ? text : "-";
}

/* With three sides or more a column for what each gets and one for what it asks is too wide to
 * print: two lines a state then, but for CSV. */
static bool is_tall(const ent_draft *draft) {
    return !draft->for_csv && draft->model->principals.count > 2;
}

static void tall_state_rows(ent_draft *draft, ent_table *table, const ent_clock_state *state) {
    const size_t principals = draft->report->clock->principals;
    ent_draft_text(table, 5, "gets");
    for (size_t p = 0; p < principals; p++)
        ent_draft_share(draft, table, 6 + p, state->utility ? state->utility[p] : NAN, false);
    ent_draft_row(draft, table);
    ent_draft_text(table, 5, "asks");
    for (size_t p = 0; p < principals; p++)
        ent_draft_share(draft, table, 6 + p, state->reservation[p], false);
}

static void state_row(ent_draft *draft, ent_table *table, const ent_clock_state *state) {
    const size_t principals = draft->report->clock->principals;
    ent_draft_row(draft, table);
    ent_draft_whole(draft, table, 0, state->round + 1);
    ent_draft_text(table, 1, say_world(draft, state->world));
    ent_draft_text(table, 2, name_in(draft, state->proposer));
    ent_draft_text(table, 3, ent_clock_act_name(state->act));
    ent_draft_share(draft, table, 4, state->reached, false);
    if (is_tall(draft)) {
        tall_state_rows(draft, table, state);
        return;
    }
    for (size_t p = 0; p < principals; p++) {
        ent_draft_share(draft, table, 5 + p, state->utility ? state->utility[p] : NAN, false);
        ent_draft_share(draft, table, 5 + principals + p, state->reservation[p], false);
    }
}

static void state_table(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    ent_table *table = ent_draft_table(draft, "states", "Offers and what each side asks");
    if (!table)
        return;
    table->detail = true;
    table->note = "Asks: the least that side accepts; for the proposer, what waiting is worth.";
    ent_draft_column(draft, table, (ent_column){"Round", "round", true, false});
    ent_draft_column(draft, table, (ent_column){"World", "world", false, true});
    ent_draft_column(draft, table, (ent_column){"Proposer", "proposer", false, false});
    ent_draft_column(draft, table, (ent_column){"Offer is", "act", false, false});
    ent_draft_column(draft, table, (ent_column){"Reached", "reached", true, false});
    if (is_tall(draft)) {
        ent_draft_column(draft, table, (ent_column){"", NULL, false, false});
        for (size_t p = 0; p < draft->model->principals.count; p++)
            ent_draft_column(draft, table, (ent_column){name_in(draft, p), NULL, true, false});
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
static void commitment_table(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    ent_table *table = ent_draft_table(draft, "commitment", "Where power is about to shift");
    if (!table)
        return;
    table->detail = true;
    table->note = "Truly: an agreement fails here that would hold if the world stayed as it is. "
                  "One step: what comparing today with tomorrow's walk-aways says, which can be "
                  "wrong both ways.";
    ent_draft_column(draft, table, (ent_column){"Round", "round", true, false});
    ent_draft_column(draft, table, (ent_column){"World", "world", false, true});
    ent_draft_column(draft, table, (ent_column){"Proposer", "proposer", false, false});
    ent_draft_column(draft, table, (ent_column){"Reached", "reached", true, false});
    ent_draft_column(draft, table, (ent_column){"Truly", "commitment", false, false});
    ent_draft_column(draft, table, (ent_column){"One step", "one_step", false, false});
    for (size_t s = 0; s < clock->states_count; s++) {
        const ent_clock_state *state = &clock->states[s];
        if (!state->commitment && !state->one_step)
            continue;
        if (draft->top && table->rows_count == draft->top)
            break;
        ent_draft_row(draft, table);
        ent_draft_whole(draft, table, 0, state->round + 1);
        ent_draft_text(table, 1, say_world(draft, state->world));
        ent_draft_text(table, 2, name_in(draft, state->proposer));
        ent_draft_share(draft, table, 3, state->reached, false);
        ent_draft_text(table, 4, say_fails(state->commitment));
        ent_draft_text(table, 5, say_fails(state->one_step));
    }
}

static void event_table(ent_draft *draft) {
    const ent_clock *clock = draft->report->clock;
    ent_table *table = ent_draft_table(draft, "events", "What may happen first");
    if (!table)
        return;
    table->detail = true;
    ent_draft_column(draft, table, (ent_column){"What", "factor", false, false});
    ent_draft_column(draft, table, (ent_column){"Becomes", "level", false, false});
    ent_draft_column(draft, table, (ent_column){"Before agreement", "chance", true, false});
    ent_draft_column(draft, table, (ent_column){"If nobody agrees", "alone", true, false});
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &draft->model->time.factors[clock->events[e].factor];
        ent_draft_row(draft, table);
        ent_draft_text(table, 0, draft->for_csv ? factor->key : say_factor(draft, factor));
        ent_draft_text(table, 1, factor->levels[clock->events[e].level]);
        ent_draft_share(draft, table, 2, clock->events[e].chance, false);
        ent_draft_share(draft, table, 3, clock->events[e].alone, false);
    }
}

static void tables(ent_draft *draft) {
    side_table(draft);
    round_table(draft);
    screening_table(draft);
    state_table(draft);
    commitment_table(draft);
    event_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_optional(ent_json *json, const char *key, const ent_model *model,
                          const double *numbers) {
    if (numbers)
        ent_json_by_principal(json, key, model, numbers);
}

static void json_chances(ent_json *json, const char *key, const double *chances, size_t count) {
    ent_json_array(json, key, ENT_JSON_LINE);
    for (size_t t = 0; t < count; t++)
        ent_json_number(json, NULL, chances[t]);
    ent_json_close(json);
}

static void json_world(ent_json *json, const ent_report *report, uint32_t world) {
    const ent_clock *clock = report->clock;
    ent_json_object(json, "world", ENT_JSON_LINE);
    for (size_t f = 0; f < clock->factors; f++) {
        const ent_factor *factor = &report->model->time.factors[f];
        ent_json_text(json, factor->key, factor->levels[clock->levels[world * clock->factors + f]]);
    }
    ent_json_close(json);
}

static void json_package(ent_json *json, const ent_model *model, const uint32_t *package) {
    ent_json_object(json, "package", ENT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        ent_json_text(json, model->issues[j].key, model->issues[j].options[package[j]].key);
    ent_json_close(json);
}

static void json_offer(ent_json *json, const ent_model *model, size_t count,
                       const ent_clock_part *parts) {
    ent_json_array(json, "offer", ENT_JSON_LINE);
    for (size_t k = 0; k < count; k++) {
        ent_json_object(json, NULL, ENT_JSON_LINE);
        ent_json_number(json, "chance", parts[k].chance);
        json_package(json, model, parts[k].package);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void json_state(ent_json *json, const ent_report *report, const ent_clock_state *state) {
    const ent_model *model = report->model;
    ent_json_object(json, NULL, ENT_JSON_LINE);
    ent_json_whole(json, "round", state->round);
    json_world(json, report, state->world);
    ent_json_text(json, "proposer", model->parties[model->principals.at[state->proposer]].key);
    ent_json_number(json, "reached", state->reached);
    ent_json_text(json, "act", ent_clock_act_name(state->act));
    json_offer(json, model, state->parts_count, state->parts);
    json_optional(json, "utility", model, state->utility);
    ent_json_by_principal(json, "reservation", model, state->reservation);
    ent_json_by_principal(json, "value", model, state->value);
    ent_json_array(json, "blamed", ENT_JSON_LINE);
    for (size_t p = 0; p < model->principals.count; p++)
        if (state->blamed >> p & 1)
            ent_json_text(json, NULL, model->parties[model->principals.at[p]].key);
    ent_json_close(json);
    ent_json_bool(json, "commitment_problem", state->commitment);
    ent_json_bool(json, "one_step", state->one_step);
    ent_json_close(json);
}

static void json_events(ent_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    ent_json_array(json, "events", ENT_JSON_WIDE);
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &report->model->time.factors[clock->events[e].factor];
        ent_json_object(json, NULL, ENT_JSON_LINE);
        ent_json_text(json, "factor", factor->key);
        ent_json_text(json, "level", factor->levels[clock->events[e].level]);
        ent_json_number(json, "before_agreement", clock->events[e].chance);
        ent_json_number(json, "alone", clock->events[e].alone);
        ent_json_close(json);
    }
    ent_json_close(json);
}

static void json_drift(ent_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    ent_json_array(json, "walk_away_by_round", ENT_JSON_WIDE);
    for (size_t t = 0; t <= clock->rounds; t++)
        ent_json_by_principal(json, NULL, report->model,
                              clock->walk_away_by_round + t * clock->principals);
    ent_json_close(json);
}

static void json_band(ent_json *json, const char *key, const ent_clock_band *band) {
    if (!isfinite(band->mean)) {
        ent_json_null(json, key);
        return;
    }
    ent_json_object(json, key, ENT_JSON_LINE);
    ent_json_number(json, "mean", band->mean);
    ent_json_number(json, "low", band->low);
    ent_json_number(json, "high", band->high);
    ent_json_close(json);
}

static void json_bands(ent_json *json, const ent_report *report) {
    const ent_clock *clock = report->clock;
    const ent_model *model = report->model;
    if (!clock->asks_by_round)
        return;
    ent_json_array(json, "asks_by_round", ENT_JSON_WIDE);
    for (size_t t = 0; t < clock->rounds; t++) {
        ent_json_object(json, NULL, ENT_JSON_LINE);
        for (size_t p = 0; p < clock->principals; p++)
            json_band(json, model->parties[model->principals.at[p]].key,
                      &clock->asks_by_round[t * clock->principals + p]);
        ent_json_close(json);
    }
    ent_json_close(json);
    ent_json_array(json, "room_by_round", ENT_JSON_WIDE);
    for (size_t t = 0; t < clock->rounds; t++)
        json_band(json, NULL, &clock->room_by_round[t]);
    ent_json_close(json);
    json_chances(json, "open_by_round", clock->open_by_round, clock->rounds);
}

static void json_dates(ent_json *json, const ent_time *time) {
    if (time->starts.year)
        ent_json_date(json, "starts", time->starts);
    if (time->round_every_days > 0)
        ent_json_number(json, "round_every_days", time->round_every_days);
}

static void json_first_offer(ent_json *json, const ent_report *report, const ent_screening *s) {
    if (s->steps_count == 0 || s->steps[0].parts_count == 0)
        return;
    ent_json_object(json, "first_offer", ENT_JSON_LINE);
    json_offer(json, report->model, s->steps[0].parts_count, s->steps[0].parts);
    ent_json_by_principal(json, "utility", report->model, s->steps[0].utility);
    ent_json_number(json, "accepted_up_to", s->steps[0].to);
    ent_json_close(json);
}

static void json_screening(ent_json *json, const ent_report *report, size_t informed) {
    const ent_screening *s = report->screening[informed];
    double value[2];
    value[s->informed] = s->value_informed;
    value[s->uninformed] = s->value_uninformed;
    ent_json_object(json, report->model->parties[report->model->principals.at[informed]].key,
                    ENT_JSON_WIDE);
    ent_json_by_principal(json, "value", report->model, value);
    ent_json_number(json, "left", s->left);
    json_chances(json, "agreement_by_round", s->agreement_by_round, s->rounds);
    json_first_offer(json, report, s);
    ent_json_bool(json, "pure", s->pure);
    ent_json_number(json, "mixing", s->mixing);
    ent_json_bool(json, "path_exact", s->path_exact);
    ent_json_number(json, "regret", s->regret);
    ent_json_number(json, "type_gain", s->type_gain);
    ent_json_number(json, "value_error", s->value_error);
    ent_json_close(json);
}

static void json(ent_json *out, const ent_report *report) {
    const ent_clock *clock = report->clock;
    const ent_model *model = report->model;
    json_dates(out, &model->time);
    ent_json_by_principal(out, "value", model, clock->value);
    json_chances(out, "agreement_by_round", clock->agreement_by_round, clock->rounds);
    json_optional(out, "value_refusing", model, clock->value_refusing);
    ent_json_number(out, "expected_round", clock->expected_round);
    json_optional(out, "best_now", model, clock->best_now);
    json_optional(out, "delay_cost", model, clock->delay_cost);
    json_optional(out, "round_cost", model, clock->round_cost);
    json_optional(out, "last_ten", model, clock->last_ten);
    ent_json_bool(out, "lotteries", clock->lotteries);
    ent_json_bool(out, "offers_complete", clock->offers_complete);
    ent_json_number(out, "deviation", clock->deviation);
    json_drift(out, report);
    json_bands(out, report);
    json_events(out, report);
    ent_json_array(out, "rounds", ENT_JSON_WIDE);
    for (size_t s = 0; s < clock->states_count; s++)
        json_state(out, report, &clock->states[s]);
    ent_json_close(out);
    ent_json_object(out, "screening", ENT_JSON_WIDE);
    for (size_t p = 0; p < 2; p++)
        if (report->screening[p])
            json_screening(out, report, p);
    ent_json_close(out);
}

const ent_section ent_section_clock = {
    .key = "clock",
    .applies = applies,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
