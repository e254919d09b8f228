/* Whom time favours, in words, tables and JSON.
 *
 * A walk-away has two yardsticks: its pace, of which the sentence speaks, and how far it has come
 * by a round, which the figure of the drift shows. The note beneath the figure turns one into the
 * other. */
#include "model/model.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define DAYS_A_MONTH 30.4375

/* Shares that move by less, a twentieth of one per cent, are not worth a word. */
#define NOTHING 0.0005

/* --- sentences ------------------------------------------------------------------------------- */

/* How much a side's walk-away moves a month, or a round if rounds have no dates. */
static double drift_of(const report_draft *draft, size_t p) {
    const ent_clock *clock = draft->answers->clock;
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
    return report_say_number_of(draft, draft->answers->clock->rounds, "round", "rounds");
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
    const ent_clock *clock = draft->answers->clock;
    const char *text = "";
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &draft->model->time.factors[clock->events[e].factor];
        if (clock->events[e].alone > 0 && (!draft->brief || is_likeliest(clock, e)))
            text = report_join(draft, text, ", ",
                               report_say(draft, "%s \"%s\" %s", say_factor(draft, factor),
                                          factor->levels[clock->events[e].level],
                                          report_say_share(draft, clock->events[e].alone)));
    }
    return *text ? report_say(draft, " Chances within %s if nobody agrees: %s.", say_rounds(draft),
                              text)
                 : "";
}

/* --- who may settle what --- */

static bool is_same_mandate(const ent_clock_mandate *a, const ent_clock_mandate *b) {
    return a->rank == b->rank &&
           (a->from == ENT_MANDATE_UNKNOWN) == (b->from == ENT_MANDATE_UNKNOWN);
}

/* "in the first round", "in rounds 2 to 5", "from round 6 on" */
static const char *say_rounds_from(report_draft *draft, size_t first, size_t end) {
    const size_t rounds = draft->answers->clock->rounds;
    if (first == 0 && end == rounds)
        return rounds == 1 ? "in its only round" : report_say(draft, "in all %zu rounds", rounds);
    if (first == 0 && end == 1)
        return "in the first round";
    if (end == rounds)
        return report_say(draft, end == first + 1 ? "in round %zu" : "from round %zu on",
                          first + 1);
    return end == first + 1 ? report_say(draft, "in round %zu", first + 1)
                            : report_say(draft, "in rounds %zu to %zu", first + 1, end);
}

static const char *say_what_settles(report_draft *draft, const ent_clock_mandate *of) {
    if (of->from == ENT_MANDATE_UNKNOWN)
        return "anything, as nothing says who will come";
    return model_rank_settles_all(draft->model, of->rank)
               ? "anything"
               : report_say(draft, "only what %s may settle", report_say_rank(of->rank));
}

#define MANDATES_SAID 4

/* " Who comes decides what can be offered: in the first round only what ministers may settle; ..."
 */
static const char *say_mandates(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    const ent_clock_mandate *of = clock->mandate_by_round;
    report_words text = {0};
    size_t said = 0;
    if (!clock->mandates_bind)
        return "";
    for (size_t first = 0, end; first < clock->rounds; first = end, said++) {
        end = first + 1;
        while (end < clock->rounds && is_same_mandate(&of[end], &of[first]))
            end++;
        if (said < MANDATES_SAID)
            report_words_add(draft, &text, "; ",
                             report_say(draft, "%s %s", say_rounds_from(draft, first, end),
                                        say_what_settles(draft, &of[first])));
    }
    return report_say(draft, " Who comes decides what can be offered: %s%s.",
                      report_words_text(&text), said > MANDATES_SAID ? "; and so on" : "");
}

/* --- agreement --- */

/* Can nothing be offered in any round? */
static bool nothing_is_offered(const ent_clock *clock) {
    for (size_t t = 0; clock->room_by_round && t < clock->rounds; t++)
        if (!isnan(clock->room_by_round[t].mean))
            return false;
    return clock->room_by_round != NULL;
}

static const char *say_no_agreement(const ent_clock *clock) {
    if (nothing_is_offered(clock))
        return clock->mandates_bind ? "those who come may settle nothing that ends the contest"
                                    : "there is nothing that could be put on the table";
    return clock->mandates_bind
               ? "to somebody, waiting is worth more than anything that those who come may settle"
               : "to somebody, waiting is worth more than anything on the table";
}

static const char *say_agreement(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    const double first = clock->agreement_by_round[0];
    const double last = clock->agreement_by_round[clock->rounds - 1];
    if (last <= 0)
        return report_say(draft, " There is no agreement within %s: %s.", say_rounds(draft),
                          say_no_agreement(clock));
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
    const ent_screening *a = draft->answers->screening[0];
    const ent_screening *b = draft->answers->screening[1];
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
    const ent_clock *clock = draft->answers->clock;
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

/* "In round 3", "in rounds 1 to 4", "in 5 rounds, the first of them round 2,"; states come by
 * round. */
static const char *say_commitment(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    size_t count = 0;
    uint32_t first = 0;
    uint32_t last = 0;
    for (size_t s = 0; s < clock->states_count; s++) {
        const ent_clock_state *state = &clock->states[s];
        if (!state->commitment || !(state->reached > 0) || (count && state->round == last))
            continue;
        last = state->round;
        first = count++ ? first : last;
    }
    if (count == 0)
        return "";
    const char *when =
        count == 1 ? report_say(draft, "round %u", (unsigned)first + 1)
        : last - first + 1 == count
            ? report_say(draft, "rounds %u to %u", (unsigned)first + 1, (unsigned)last + 1)
            : report_say(draft, "%zu rounds, the first of them round %u,", count,
                         (unsigned)first + 1);
    return report_say(draft, " In %s an agreement fails only because power is about to shift.",
                      when);
}

/* "up to ten rounds": what the horizon is compared with. */
static const char *say_fewer(report_draft *draft) {
    const uint32_t fewer = draft->answers->clock->rounds_fewer;
    return fewer == 1 ? "one round" : report_say(draft, "up to %u rounds", (unsigned)fewer);
}

static const char *say_horizon(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    double most = 0;
    for (size_t p = 0; p < clock->principals && clock->last_ten; p++)
        most = fmax(most, clock->last_ten[p]);
    return most >= 0.01 ? report_say(draft,
                                     " The answer hangs on the horizon: %s fewer %s a side's "
                                     "prospects by up to %s.",
                                     say_fewer(draft), clock->rounds_fewer == 1 ? "moves" : "move",
                                     report_say_share(draft, most))
                        : "";
}

static void say_answer(report_draft *draft) {
    const char *text = report_say(draft, "%s%s%s%s%s", say_favoured(draft), say_events(draft),
                                  say_mandates(draft), say_agreement(draft), say_secret(draft));
    report_sentence(draft, "Time",
                    report_say(draft, "%s%s%s%s", text, draft->brief ? "" : say_cost(draft),
                               say_commitment(draft), say_horizon(draft)));
}

/* --- what tables by round share -------------------------------------------------------------- */

/* Columns of each principal: "Ukraine asks" and "ukraine_asks". NULL: not for people. */
static void side_columns(report_draft *draft, report_table *table, report_type type,
                         const char *people, const char *machines) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_column_add(
            draft, table,
            (report_column){.name = report_say(draft, "%s_%s", party->key, machines),
                            .title = people
                                         ? report_say(draft, "%s %s",
                                                      report_say_bare(draft, party->name), people)
                                         : NULL,
                            .type = type,
                            .side = (uint8_t)(p + 1)});
    }
}

static uint32_t principal(const report_draft *draft, size_t p) {
    return draft->model->principals.at[p];
}

static double number_or_none(const double *numbers, size_t index) {
    return numbers ? numbers[index] : NAN;
}

static bool has_dates(const report_draft *draft) {
    return draft->model->time.starts.year && draft->model->time.round_every_days > 0;
}

/* The day of a round, counted from 0. */
static void put_date(const report_draft *draft, report_table *table, size_t round) {
    const ent_time *time = &draft->model->time;
    report_put_date(table, report_date_after(time->starts, time->round_every_days * (double)round));
}

static void when_columns(report_draft *draft, report_table *table) {
    report_column_add(draft, table,
                      (report_column){.name = "round", .title = "Round", .type = REPORT_WHOLE});
    if (has_dates(draft))
        report_column_add(draft, table,
                          (report_column){.name = "date", .title = "Date", .type = REPORT_DATE});
}

static void when_row(report_draft *draft, report_table *table, size_t round) {
    report_row(draft, table);
    report_put_number(table, (double)(round + 1));
    if (has_dates(draft))
        put_date(draft, table, round);
}

/* --- tables ---------------------------------------------------------------------------------- */

static void side_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table =
        report_table_begin(draft, "sides", "What bargaining is worth to each side");
    static const report_column columns[] = {
        {.name = "side", .title = "Side", .type = REPORT_PARTY},
        {.name = "value", .title = "Expects", .type = REPORT_SHARE},
        {.name = "value_refusing", .title = "Ties refused", .type = REPORT_SHARE},
        {.name = "best_now", .title = "Best today", .type = REPORT_SHARE},
        {.name = "delay_cost", .title = "Short of it", .type = REPORT_SHARE},
        {.name = "round_cost", .title = "A round costs", .type = REPORT_SHARE},
        {.name = "last_ten", .title = "Horizon", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t p = 0; p < clock->principals; p++) {
        report_row(draft, table);
        report_put_party(table, principal(draft, p));
        report_put_number(table, clock->value[p]);
        report_put_number(table, number_or_none(clock->value_refusing, p));
        report_put_number(table, number_or_none(clock->best_now, p));
        report_put_number(table, number_or_none(clock->delay_cost, p));
        report_put_number(table, number_or_none(clock->round_cost, p));
        report_put_number(table, number_or_none(clock->last_ten, p));
    }
    table->detail = true;
    table->note = report_say(
        draft,
        "In %% of what a side wants. Best today: of the deals that beat all walk-aways%s, the one "
        "with the largest sum. Ties refused: if all refuse whatever is no better than waiting. "
        "Horizon: %s.",
        clock->mandates_bind ? " and that the first round can settle" : "",
        clock->rounds_fewer
            ? report_say(draft, "the most that %s fewer can move it", say_fewer(draft))
            : "with one round there is no shorter one to compare with");
}

static bool is_flat(const double *chances, size_t rounds) {
    return chances[0] >= chances[rounds - 1];
}

/* Is there anything to draw? A chance that never changes is one number. */
static bool is_agreement_flat(const ent_answers *answers) {
    const size_t rounds = answers->clock->rounds;
    for (size_t p = 0; p < 2; p++)
        if (answers->screening[p] && !is_flat(answers->screening[p]->agreement_by_round, rounds))
            return false;
    return is_flat(answers->clock->agreement_by_round, rounds);
}

static void secret_columns(report_draft *draft, report_table *table) {
    for (size_t p = 0; p < 2; p++) {
        if (!draft->answers->screening[p])
            continue;
        const ent_party *party = &draft->model->parties[principal(draft, p)];
        report_column_add(draft, table,
                          (report_column){.name = report_say(draft, "%s_secret", party->key),
                                          .title = report_say(draft, "%s secret",
                                                              report_say_bare(draft, party->name)),
                                          .type = REPORT_SHARE,
                                          .side = (uint8_t)(p + 1)});
    }
}

static void round_columns(report_draft *draft, report_table *table) {
    report_column_add(draft, table,
                      (report_column){.name = "round", .title = "Round", .type = REPORT_WHOLE});
    report_column_add(
        draft, table,
        (report_column){.name = "agreement", .title = "All known", .type = REPORT_SHARE});
    secret_columns(draft, table);
    side_columns(draft, table, REPORT_SHARE, "walk-away", "walk_away");
    if (has_dates(draft))
        report_column_add(draft, table, (report_column){.name = "date", .type = REPORT_DATE});
}

static void round_row(report_draft *draft, report_table *table, size_t t) {
    const ent_answers *answers = draft->answers;
    const ent_clock *clock = answers->clock;
    report_row(draft, table);
    report_put_number(table, (double)(t + 1));
    report_put_number(table, clock->agreement_by_round[t]);
    for (size_t p = 0; p < 2; p++)
        if (answers->screening[p])
            report_put_number(table, answers->screening[p]->agreement_by_round[t]);
    report_put_sides(draft, table, clock->walk_away_by_round + t * clock->principals);
    if (has_dates(draft))
        put_date(draft, table, t);
}

static void round_table(report_draft *draft) {
    const ent_answers *answers = draft->answers;
    report_table *table = report_table_begin(draft, "rounds", "Agreement by round, and the drift");
    if (!table)
        return;
    round_columns(draft, table);
    for (size_t t = 0; t < answers->clock->rounds; t++)
        round_row(draft, table, t);
    table->detail = true;
    table->cuts = true;
    table->chart = is_agreement_flat(answers) ? NULL : "agreement";
    table->note = answers->screening[0] || answers->screening[1]
                      ? "Agreement: chance, in per cent, if all is known, and with a side's "
                        "walk-away secret. Walk-aways as the world drifts with nobody blamed."
                      : "Agreement: chance, in per cent. Walk-aways as the world drifts with "
                        "nobody blamed.";
}

/* How far a side's walk-away has come by a round. */
static double moved_by(const ent_clock *clock, size_t round, size_t p) {
    return clock->walk_away_by_round[round * clock->principals + p] - clock->walk_away_by_round[p];
}

/* Does any walk-away leave its place by enough to be seen, at any time? */
static bool moves_somebody(const ent_clock *clock) {
    for (size_t t = 0; t <= clock->rounds; t++)
        for (size_t p = 0; p < clock->principals; p++)
            if (fabs(moved_by(clock, t, p)) >= NOTHING)
                return true;
    return false;
}

/* From the distance that the figure shows to the pace that the sentence speaks of. */
static const char *say_pace(report_draft *draft) {
    const double rounds = (double)draft->answers->clock->rounds;
    const double days = draft->model->time.round_every_days;
    return days > 0 ? report_say(draft, "The pace a month is the last row divided by %.1f months.",
                                 rounds * days / DAYS_A_MONTH)
                    : report_say(draft, "The pace a round is the last row divided by %.0f rounds.",
                                 rounds);
}

static void drift_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table = report_table_begin(
        draft, "drift", "How far each side's walk-away has moved since the first round");
    if (!table)
        return;
    when_columns(draft, table);
    side_columns(draft, table, REPORT_CHANGE, "moved", "moved");
    for (size_t t = 0; moves_somebody(clock) && t <= clock->rounds; t++) {
        when_row(draft, table, t);
        for (size_t p = 0; p < clock->principals; p++)
            report_put_number(table, moved_by(clock, t, p));
    }
    table->detail = true;
    table->on_page = true;
    table->chart = "drift";
    table->note = report_say(
        draft,
        "In %% of all that a side wants, on average, as the world drifts and nobody agrees. Above "
        "0 "
        "waiting has strengthened a side, below 0 weakened it. The last row is the time after the "
        "last round. %s",
        say_pace(draft));
}

static void screening_row(report_draft *draft, report_table *table, const ent_screening *s) {
    report_row(draft, table);
    report_put_party(table, principal(draft, s->informed));
    report_put_number(table, s->value_informed);
    report_put_number(table, s->value_uninformed);
    report_put_number(table, s->left);
    report_put_number(table, s->mixing);
    report_put_number(table, s->regret);
    report_put_number(table, s->type_gain);
}

static const char *say_mixing(const ent_answers *answers) {
    for (size_t p = 0; p < 2; p++)
        if (answers->screening[p] && !answers->screening[p]->pure)
            return "Refuses first: chance that the first offer is refused. Mixes: there is no "
                   "equilibrium in pure offers, so the side that offers draws between two, in no "
                   "round with more than this chance. Off by: the most that another offer, or "
                   "another answer, would gain anybody.";
    return "Refuses first: chance that the first offer is refused. Mixes: chance that an "
           "offer is drawn between two; here none needs to be. Off by: the most that another "
           "offer, or another answer, would gain anybody.";
}

static void screening_table(report_draft *draft) {
    const ent_answers *answers = draft->answers;
    static const report_column columns[] = {
        {.name = "secret", .title = "Secret", .type = REPORT_PARTY},
        {.name = "value_informed", .title = "Expects", .type = REPORT_SHARE},
        {.name = "value_uninformed", .title = "Other expects", .type = REPORT_SHARE},
        {.name = "left", .title = "Refuses first", .type = REPORT_SHARE},
        {.name = "mixing", .title = "Mixes", .type = REPORT_SHARE},
        {.name = "regret", .title = "Offers off by", .type = REPORT_SHARE},
        {.name = "type_gain", .title = "Answers off by", .type = REPORT_SHARE},
    };
    if (!answers->screening[0] && !answers->screening[1])
        return;
    report_table *table = report_table_begin(
        draft, "screening", "With a walk-away kept secret, the other side offering");
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t p = 0; p < 2; p++)
        if (answers->screening[p])
            screening_row(draft, table, answers->screening[p]);
    table->detail = true;
    table->note = say_mixing(answers);
}

/* --- what each side asks ---------------------------------------------------------------------- */

/* In which rounds something gives all of them what they ask; certainly, or in more than half of the
 * worlds. */
static const char *say_open(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    size_t likely = 0;
    double least = 1;
    double most = 0;
    for (size_t t = 0; t < clock->rounds; t++) {
        likely += clock->open_by_round[t] > 0.5;
        least = fmin(least, clock->open_by_round[t]);
        most = fmax(most, clock->open_by_round[t]);
    }
    if (least >= 1)
        return "In every round something on the table gives all of them what they ask";
    if (most <= 0)
        return "In no round does anything on the table give all of them what they ask";
    return report_say(draft,
                      "In %zu of %zu rounds something on the table is likely to give all of them "
                      "what they ask",
                      likely, clock->rounds);
}

static const char *say_room(report_draft *draft, double room) {
    return report_say(draft, "%s is %s", report_say_share(draft, fabs(room)),
                      room < 0 ? "missing" : "left over");
}

static const char *say_asks(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    const double first = clock->room_by_round[0].mean;
    const double last = clock->room_by_round[clock->rounds - 1].mean;
    const char *room = isfinite(first) && isfinite(last)
                           ? report_say(draft,
                                        "; of what a side wants, %s in the first round and %s in "
                                        "the last",
                                        say_room(draft, first), say_room(draft, last))
                           : "";
    return report_say(
        draft,
        "What a side asks for is what waiting is worth to it. %s%s. Asks: the least that a side "
        "accepts in a round, in %% of all that it wants, on average over the worlds that may come "
        "about before; from, to: the middle four fifths of them. Room: the most by which an offer "
        "can exceed that for all sides alike; below 0 so much is missing. Would agree: chance, in "
        "per cent.",
        say_open(draft), room);
}

static void ask_columns(report_draft *draft, report_table *table) {
    static const report_column columns[] = {
        {.name = "room", .title = "Room", .type = REPORT_CHANGE},
        {.name = "room_low", .title = "Room from", .type = REPORT_CHANGE},
        {.name = "room_high", .title = "Room to", .type = REPORT_CHANGE},
        {.name = "open", .title = "Would agree", .type = REPORT_SHARE},
    };
    when_columns(draft, table);
    side_columns(draft, table, REPORT_SHARE, "asks", "asks");
    side_columns(draft, table, REPORT_SHARE, "from", "asks_low");
    side_columns(draft, table, REPORT_SHARE, "to", "asks_high");
    REPORT_COLUMNS(draft, table, columns);
    side_columns(draft, table, REPORT_SHARE, NULL, "walk_away");
}

static void ask_row(report_draft *draft, report_table *table, size_t t) {
    const ent_clock *clock = draft->answers->clock;
    const ent_clock_band *asks = clock->asks_by_round + t * clock->principals;
    when_row(draft, table, t);
    for (size_t p = 0; p < clock->principals; p++)
        report_put_number(table, asks[p].mean);
    for (size_t p = 0; p < clock->principals; p++)
        report_put_number(table, asks[p].low);
    for (size_t p = 0; p < clock->principals; p++)
        report_put_number(table, asks[p].high);
    report_put_number(table, clock->room_by_round[t].mean);
    report_put_number(table, clock->room_by_round[t].low);
    report_put_number(table, clock->room_by_round[t].high);
    report_put_number(table, clock->open_by_round[t]);
    report_put_sides(draft, table, clock->walk_away_by_round + t * clock->principals);
}

/* Without rows where there are too many states to look at each. */
static void ask_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table =
        report_table_begin(draft, "asks", "The least each side accepts, and the room between");
    if (!table)
        return;
    ask_columns(draft, table);
    for (size_t t = 0; clock->asks_by_round && t < clock->rounds; t++)
        ask_row(draft, table, t);
    table->detail = true;
    table->on_page = true;
    table->chart = "asks";
    table->note = clock->asks_by_round ? say_asks(draft) : NULL;
}

/* --- states of the game ----------------------------------------------------------------------- */

static const char *say_world(report_draft *draft, uint32_t world) {
    const ent_clock *clock = draft->answers->clock;
    const char *text = "";
    for (size_t f = 0; f < clock->factors; f++)
        text = report_join(
            draft, text, ", ",
            draft->model->time.factors[f].levels[clock->levels[world * clock->factors + f]]);
    return *text ? text : "-";
}

static void put_state(report_draft *draft, report_table *table, const ent_clock_state *state) {
    report_put_number(table, state->round + 1);
    report_put_text(table, say_world(draft, state->world));
    report_put_party(table, principal(draft, state->proposer));
    report_put_text(table, ent_clock_act_name(state->act));
    report_put_number(table, state->reached);
}

/* Machines read one row a state, with columns for each side. */
static void state_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table = report_table_begin(draft, "states", "Offers and what each side asks");
    static const report_column columns[] = {
        {.name = "round", .title = "Round", .type = REPORT_WHOLE},
        {.name = "world", .title = "World", .type = REPORT_TEXT},
        {.name = "proposer", .title = "Proposer", .type = REPORT_PARTY},
        {.name = "act", .title = "Offer is", .type = REPORT_WORD},
        {.name = "reached", .title = "Reached", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    side_columns(draft, table, REPORT_SHARE, "gets", "utility");
    side_columns(draft, table, REPORT_SHARE, "asks", "reservation");
    for (size_t s = 0; s < clock->states_count; s++) {
        report_row(draft, table);
        put_state(draft, table, &clock->states[s]);
        report_put_sides(draft, table, clock->states[s].utility);
        report_put_sides(draft, table, clock->states[s].reservation);
    }
    table->for_machines = true;
    table->cuts = true;
}

/* People read a line a side, which fits a page with any number of sides. */
static void state_side_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table =
        report_table_begin(draft, "states-by-side", "Offers and what each side asks");
    static const report_column columns[] = {
        {.name = "round", .title = "Round", .type = REPORT_WHOLE, .groups = true},
        {.name = "world", .title = "World", .type = REPORT_TEXT, .groups = true},
        {.name = "proposer", .title = "Proposer", .type = REPORT_PARTY, .groups = true},
        {.name = "act", .title = "Offer is", .type = REPORT_WORD, .groups = true},
        {.name = "reached", .title = "Reached", .type = REPORT_SHARE, .groups = true},
        {.name = "side", .title = "Side", .type = REPORT_PARTY},
        {.name = "utility", .title = "Gets", .type = REPORT_SHARE},
        {.name = "reservation", .title = "Asks", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t s = 0; s < clock->states_count; s++)
        for (size_t p = 0; p < clock->principals; p++) {
            const ent_clock_state *state = &clock->states[s];
            report_row(draft, table);
            put_state(draft, table, state);
            report_put_party(table, principal(draft, p));
            report_put_number(table, number_or_none(state->utility, p));
            report_put_number(table, state->reservation[p]);
        }
    table->detail = true;
    table->cuts = true;
    table->note = "Asks: the least that side accepts; for the proposer, what waiting is worth.";
}

static const char *say_fails(bool fails) {
    return fails ? "fails" : "holds";
}

/* Where the true answer or the one-step inequality finds one; they need not be the same. */
static void commitment_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table = report_table_begin(draft, "commitment", "Where power is about to shift");
    static const report_column columns[] = {
        {.name = "round", .title = "Round", .type = REPORT_WHOLE},
        {.name = "world", .title = "World", .type = REPORT_TEXT},
        {.name = "proposer", .title = "Proposer", .type = REPORT_PARTY},
        {.name = "reached", .title = "Reached", .type = REPORT_SHARE},
        {.name = "commitment", .title = "Truly", .type = REPORT_WORD},
        {.name = "one_step", .title = "One step", .type = REPORT_WORD},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t s = 0; s < clock->states_count; s++) {
        const ent_clock_state *state = &clock->states[s];
        if (!state->commitment && !state->one_step)
            continue;
        report_row(draft, table);
        report_put_number(table, state->round + 1);
        report_put_text(table, say_world(draft, state->world));
        report_put_party(table, principal(draft, state->proposer));
        report_put_number(table, state->reached);
        report_put_text(table, say_fails(state->commitment));
        report_put_text(table, say_fails(state->one_step));
    }
    table->detail = true;
    table->cuts = true;
    table->note = "Truly: an agreement fails here that would hold if the world stayed as it is. "
                  "One step: what comparing today with tomorrow's walk-aways says, which can be "
                  "wrong both ways.";
}

static void event_table(report_draft *draft) {
    const ent_clock *clock = draft->answers->clock;
    report_table *table = report_table_begin(draft, "events", "What may happen first");
    static const report_column columns[] = {
        {.name = "factor", .title = "What", .type = REPORT_WORD},
        {.name = "level", .title = "Becomes", .type = REPORT_WORD},
        {.name = "chance", .title = "Before agreement", .type = REPORT_SHARE},
        {.name = "alone", .title = "If nobody agrees", .type = REPORT_SHARE},
        {.title = "In words", .type = REPORT_WORD},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_clock_event *event = &clock->events[e];
        const ent_factor *factor = &draft->model->time.factors[event->factor];
        report_row(draft, table);
        report_put_named(table, factor->key, say_factor(draft, factor));
        report_put_text(table, factor->levels[event->level]);
        report_put_number(table, event->chance);
        report_put_number(table, event->alone);
        report_put_text(table, report_say_likelihood(event->alone));
    }
    table->detail = true;
    table->note = report_say(draft, "Chances within %s, in per cent; in words: if nobody agrees.",
                             say_rounds(draft));
}

static void say(report_draft *draft) {
    say_answer(draft);
    side_table(draft);
    round_table(draft);
    drift_table(draft);
    ask_table(draft);
    screening_table(draft);
    state_table(draft);
    state_side_table(draft);
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

static void json_world(print_json *json, const ent_answers *answers, uint32_t world) {
    const ent_clock *clock = answers->clock;
    print_json_object(json, "world", PRINT_JSON_LINE);
    for (size_t f = 0; f < clock->factors; f++) {
        const ent_factor *factor = &answers->model->time.factors[f];
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

static void json_state(print_json *json, const ent_answers *answers, const ent_clock_state *state) {
    const ent_model *model = answers->model;
    print_json_object(json, NULL, PRINT_JSON_LINE);
    print_json_whole(json, "round", state->round);
    json_world(json, answers, state->world);
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

static void json_events(print_json *json, const ent_answers *answers) {
    const ent_clock *clock = answers->clock;
    print_json_array(json, "events", PRINT_JSON_WIDE);
    for (size_t e = 0; e < clock->events_count; e++) {
        const ent_factor *factor = &answers->model->time.factors[clock->events[e].factor];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "factor", factor->key);
        print_json_text(json, "level", factor->levels[clock->events[e].level]);
        print_json_number(json, "before_agreement", clock->events[e].chance);
        print_json_number(json, "alone", clock->events[e].alone);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_drift(print_json *json, const ent_answers *answers) {
    const ent_clock *clock = answers->clock;
    print_json_array(json, "walk_away_by_round", PRINT_JSON_WIDE);
    for (size_t t = 0; t <= clock->rounds; t++)
        report_json_by_principal(json, NULL, answers->model,
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

static void json_bands(print_json *json, const ent_answers *answers) {
    const ent_clock *clock = answers->clock;
    const ent_model *model = answers->model;
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

static void json_first_offer(print_json *json, const ent_answers *answers, const ent_screening *s) {
    if (s->steps_count == 0 || s->steps[0].parts_count == 0)
        return;
    print_json_object(json, "first_offer", PRINT_JSON_LINE);
    json_offer(json, answers->model, s->steps[0].parts_count, s->steps[0].parts);
    report_json_by_principal(json, "utility", answers->model, s->steps[0].utility);
    print_json_number(json, "accepted_up_to", s->steps[0].to);
    print_json_close(json);
}

static void json_screening(print_json *json, const ent_answers *answers, size_t informed) {
    const ent_screening *s = answers->screening[informed];
    double value[2];
    value[s->informed] = s->value_informed;
    value[s->uninformed] = s->value_uninformed;
    print_json_object(json, answers->model->parties[answers->model->principals.at[informed]].key,
                      PRINT_JSON_WIDE);
    report_json_by_principal(json, "value", answers->model, value);
    print_json_number(json, "left", s->left);
    json_chances(json, "agreement_by_round", s->agreement_by_round, s->rounds);
    json_first_offer(json, answers, s);
    print_json_bool(json, "pure", s->pure);
    print_json_number(json, "mixing", s->mixing);
    print_json_bool(json, "path_exact", s->path_exact);
    print_json_text(json, "certified", s->certified_all ? "all" : "reached");
    print_json_number(json, "regret", s->regret);
    print_json_number(json, "type_gain", s->type_gain);
    print_json_number(json, "value_error", s->value_error);
    print_json_close(json);
}

/* One entry a round: null where the ranks are not known. */
static void json_mandates(print_json *json, const ent_clock *clock) {
    print_json_array(json, "mandate_by_round", PRINT_JSON_LINE);
    for (size_t t = 0; t < clock->rounds; t++)
        if (clock->mandate_by_round[t].from == ENT_MANDATE_UNKNOWN)
            print_json_null(json, NULL);
        else
            print_json_text(json, NULL, ent_rank_name(clock->mandate_by_round[t].rank));
    print_json_close(json);
    print_json_bool(json, "mandates_bind", clock->mandates_bind);
}

static void json(print_json *out, const ent_answers *answers) {
    const ent_clock *clock = answers->clock;
    const ent_model *model = answers->model;
    json_dates(out, &model->time);
    report_json_by_principal(out, "value", model, clock->value);
    json_chances(out, "agreement_by_round", clock->agreement_by_round, clock->rounds);
    json_optional(out, "value_refusing", model, clock->value_refusing);
    print_json_number(out, "expected_round", clock->expected_round);
    json_optional(out, "best_now", model, clock->best_now);
    json_optional(out, "delay_cost", model, clock->delay_cost);
    json_optional(out, "round_cost", model, clock->round_cost);
    json_optional(out, "last_ten", model, clock->last_ten);
    json_mandates(out, clock);
    print_json_bool(out, "lotteries", clock->lotteries);
    print_json_bool(out, "offers_complete", clock->offers_complete);
    print_json_number(out, "deviation", clock->deviation);
    json_drift(out, answers);
    json_bands(out, answers);
    json_events(out, answers);
    const print_json_cut cut =
        print_json_list(out, "rounds", clock->states_count, answers->model->issues_count);
    for (size_t s = 0; s < cut.shown; s++)
        json_state(out, answers, &clock->states[s]);
    print_json_close(out);
    print_json_object(out, "screening", PRINT_JSON_WIDE);
    for (size_t p = 0; p < 2; p++)
        if (answers->screening[p])
            json_screening(out, answers, p);
    print_json_close(out);
}

const report_section report_section_clock = {
    .topic = ENT_TOPIC_CLOCK,
    .id = "clock",
    .title = "Whom time favours",
    .say = say,
    .json = json,
};
