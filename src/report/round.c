/* What one meeting can settle, in words, tables and JSON. */
#include "base/date.h"
#include "report/deal_set.h"
#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define SAID_MAX 2

static const ent_round *round_of(const ent_answers *answers) {
    return &answers->model->rounds[answers->round->round];
}

/* Options are numbered through, issue by issue. */
static size_t first_option(const ent_model *model, size_t issue) {
    size_t first = 0;
    for (size_t j = 0; j < issue; j++)
        first += model->issues[j].options_count;
    return first;
}

static const double *gain_alone(const ent_answers *answers, size_t issue, size_t option) {
    return answers->round->alone +
           (first_option(answers->model, issue) + option) * answers->model->principals.count;
}

static bool may_choose(const ent_answers *answers, size_t issue, size_t option) {
    return answers->round->within[first_option(answers->model, issue) + option];
}

static double smallest(const double *numbers, size_t count) {
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        least = isnan(numbers[i]) ? -INFINITY : fmin(least, numbers[i]);
    return least;
}

/* The option other than today's that serves the worst-served side best; of all options, or of those
 * that may be chosen. ENT_NONE if there is none, or none that breaks no rule. */
static uint32_t best_option(const ent_answers *answers, size_t issue, bool within) {
    uint32_t best = ENT_NONE;
    double most = -INFINITY;
    for (uint32_t k = 1; k < answers->model->issues[issue].options_count; k++) {
        const double least =
            smallest(gain_alone(answers, issue, k), answers->model->principals.count);
        if ((within && !may_choose(answers, issue, k)) || least <= most)
            continue;
        best = k;
        most = least;
    }
    return best;
}

/* "On Monday" within a week, "On 15 September" within the year. */
static const char *say_day(report_draft *draft) {
    const ent_date date = round_of(draft->answers)->date;
    const ent_date today = draft->model->as_of;
    const long days = today.year ? base_date_days_between(today, date) : -1;
    const char *text = report_say_date(draft, date);
    if (days == 0)
        return "Today";
    if (days > 0 && days < 7)
        text = report_say_weekday(date);
    else if (date.year == today.year)
        text = report_say(draft, "%.*s", (int)(strlen(text) - strlen(" 2025")), text);
    return report_say(draft, "On %s", text);
}

static bool lies_ahead(const report_draft *draft) {
    const ent_date today = draft->model->as_of;
    return today.year == 0 || base_date_days_between(today, round_of(draft->answers)->date) >= 0;
}

static size_t count_settled(const ent_answers *answers) {
    size_t count = 0;
    for (size_t j = 0; j < answers->model->issues_count; j++)
        count += answers->round->can_settle[j];
    return count;
}

static bool head_of(const ent_answers *answers, size_t principal, ent_rank *rank) {
    const ent_round *round = round_of(answers);
    for (size_t d = 0; d < round->delegations_count; d++)
        if (round->delegations[d].party == answers->model->principals.at[principal]) {
            *rank = round->delegations[d].rank;
            return true;
        }
    return false;
}

static const char *say_absentees(report_draft *draft) {
    const char *names[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    ent_rank rank;
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (!head_of(draft->answers, p, &rank))
            names[count++] = report_say_principal(draft, p);
    return report_say_list(draft, names, count, 0);
}

/* Who keeps the mandate low: "; Russia sends nobody higher". "" if all send the same rank. */
static const char *say_lowest(report_draft *draft, const char *verb) {
    const char *names[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ent_rank rank = ENT_LEADER;
        if (head_of(draft->answers, p, &rank) && rank == draft->answers->round->rank)
            names[count++] = report_say_principal(draft, p);
    }
    if (count == draft->model->principals.count)
        return "";
    return report_say(draft, "; %s %s nobody higher", report_say_list(draft, names, count, 0),
                      verb         ? verb
                      : count == 1 ? "sends"
                                   : "send");
}

static const char *say_mandate(report_draft *draft) {
    const ent_answers *answers = draft->answers;
    const bool ahead = lies_ahead(draft);
    const size_t settled = count_settled(answers);
    if (!answers->round->all_sent)
        return report_say(draft, "nothing %s be settled: no delegation is known of %s.",
                          ahead ? "can" : "could", say_absentees(draft));
    const size_t issues = answers->model->issues_count;
    const char *share = settled == issues ? report_say(draft, "all %zu", issues)
                        : settled         ? report_say(draft, "%zu of %zu", settled, issues)
                                          : report_say(draft, "none of %zu", issues);
    return report_say(draft, "%s %s settle %s issues%s.", report_say_rank(answers->round->rank),
                      ahead ? "can" : "could", share, say_lowest(draft, ahead ? NULL : "sent"));
}

/* "Both gain from prisoners (all for all): Ukraine gains 14 % of what it wants, Russia 8 %." */
static const char *say_best_alone(report_draft *draft) {
    const ent_answers *answers = draft->answers;
    size_t best = answers->model->issues_count;
    double most = 0;
    if (!answers->round->deals->has_interim)
        return ""; /* one option is no agreement there */
    for (size_t j = 0; j < answers->model->issues_count; j++) {
        const uint32_t option = best_option(answers, j, true);
        const double least = option == ENT_NONE ? 0
                                                : smallest(gain_alone(answers, j, option),
                                                           answers->model->principals.count);
        if (least > most) {
            most = least;
            best = j;
        }
    }
    if (best == answers->model->issues_count)
        return "";
    const uint32_t option = best_option(answers, best, true);
    return report_say(draft, " %s would gain most from %s: %s.",
                      report_say_capital(draft, report_say_everybody(draft)),
                      report_say_choice(draft, best, option),
                      report_say_gains(draft, gain_alone(answers, best, option), ""));
}

static const char *say_signable(report_draft *draft) {
    const ent_deals *deals = draft->answers->round->deals;
    const ent_deal_set *set = deals->has_interim ? &deals->interim : &deals->settlement;
    const char *kind = deals->has_interim ? "interim agreement" : "agreement";
    if (!draft->answers->round->all_sent)
        return "";
    if (set->not_found)
        return report_say(draft, " Within that mandate an %s %s; that takes more memory.", kind,
                          strcmp(set->count.low, "0") == 0 ? "was neither found nor ruled out"
                                                           : "exists, but none was found");
    if (set->frontier_count == 0)
        return report_say(draft, " No %s within that mandate is acceptable to %s.", kind,
                          draft->model->principals.count == 2 ? "both" : "all");
    return report_say(draft, " Within that mandate %s %s that %s can sign.",
                      report_count_is(&set->count, "1") ? "lies" : "lie",
                      report_say_counted(draft, &set->count, kind, report_say(draft, "%ss", kind)),
                      report_say_everybody(draft));
}

static const char *say_cost(report_draft *draft, size_t issue) {
    const ent_answers *answers = draft->answers;
    const uint32_t option = best_option(answers, issue, false);
    if (option == ENT_NONE || !answers->round->deals->has_interim)
        return "";
    const double *gain = gain_alone(answers, issue, option);
    const char *losses[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; p < answers->model->principals.count; p++)
        if (report_number_sign(gain[p]) < 0)
            losses[count++] = report_say(draft, "%s %s", report_say_principal(draft, p),
                                         report_say_share(draft, -gain[p]));
    return count ? report_say(draft, " %s would cost %s of what %s as things stand.",
                              report_say_capital(draft, report_say_choice(draft, issue, option)),
                              report_say_list(draft, losses, count, 0),
                              count == 1 ? "it wants" : "each wants")
                 : "";
}

/* In the order of the gap, widest first, where that is known. */
static size_t list_waiting(const ent_answers *answers, ent_rank rank, size_t *issues) {
    size_t count = 0;
    for (size_t i = 0; i < answers->model->issues_count; i++) {
        const size_t j = answers->gap ? answers->gap->widest[i] : i;
        if (!answers->round->can_settle[j] && answers->model->issues[j].options_count > 1 &&
            answers->round->waits[j] == rank)
            issues[count++] = j;
    }
    return count;
}

/* "Ceasefire, army and 6 more must wait for leaders; talks for ministers." Highest rank first. */
static const char *say_waiting(report_draft *draft) {
    size_t *issues = REPORT_DRAFT_NEW(draft, size_t, draft->model->issues_count);
    const char *text = "";
    const char *cost = "";
    for (int rank = ENT_RANKS; rank-- > 0 && issues;) {
        const size_t count = list_waiting(draft->answers, (ent_rank)rank, issues);
        const size_t said = count < SAID_MAX ? count : SAID_MAX;
        const char *names[SAID_MAX];
        for (size_t i = 0; i < said; i++)
            names[i] = report_say_issue(draft, issues[i]);
        if (count == 0)
            continue;
        if (!*text)
            cost = say_cost(draft, issues[0]);
        else if (draft->brief)
            break;
        text = report_join(draft, text, "; ",
                           report_say(draft, "%s%s for %s",
                                      report_say_list(draft, names, said, count - said),
                                      *text ? "" : " must wait", report_say_rank((ent_rank)rank)));
    }
    return *text ? report_say(draft, " %s.%s", report_say_capital(draft, text), cost) : "";
}

static const char *say_preconditions(report_draft *draft) {
    const ent_round *round = round_of(draft->answers);
    const char *text = "";
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *self = &round->preconditions[i];
        const char *name = report_say_party(draft, self->by);
        if (self->met)
            continue;
        text = self->attended
                   ? report_say(draft, "%s %s takes part though its precondition is not met (%s).",
                                text, name, self->wants)
                   : report_say(draft, "%s %s precondition is not met (%s).", text,
                                report_say_possessive(draft, name), self->wants);
    }
    return text;
}

static void say_answer(report_draft *draft) {
    const char *waiting = draft->answers->round->all_sent ? say_waiting(draft) : "";
    const char *best = say_best_alone(draft);
    /* The brief names one interim agreement, or says that there are others. */
    const bool is_said = draft->brief && (*best || !draft->answers->round->deals->has_interim);
    report_sentence(draft, say_day(draft),
                    report_say(draft, "%s%s%s%s%s", say_mandate(draft), best,
                               is_said ? "" : say_signable(draft), waiting,
                               say_preconditions(draft)));
}

/* --- tables ---------------------------------------------------------------------------------- */

static void absence_row(report_draft *draft, report_table *table, const ent_absence *absence) {
    report_row(draft, table);
    report_put_party(table, absence->party);
    report_put_text(table, absence->who);
    report_put_text(table, absence->has_rank ? ent_rank_name(absence->rank) : "");
    report_put_text(table, *absence->why ? report_say(draft, "stays away: %s", absence->why)
                                         : "stays away");
}

static void delegation_table(report_draft *draft) {
    const ent_round *round = round_of(draft->answers);
    const char *where = *round->venue ? report_say(draft, ", %s", round->venue) : "";
    report_table *table = report_table_begin(
        draft, "delegations",
        report_say(draft, "The round of %s%s", report_say_date(draft, round->date), where));
    static const report_column columns[] = {
        {.name = "party", .title = "Party", .type = REPORT_PARTY},
        {.name = "head", .title = "Head of delegation", .type = REPORT_TEXT},
        {.name = "rank", .title = "Rank", .type = REPORT_WORD},
        {.name = "remark", .title = "Remark", .type = REPORT_TEXT},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < round->delegations_count; i++) {
        const ent_delegation *self = &round->delegations[i];
        report_row(draft, table);
        report_put_party(table, self->party);
        report_put_text(table, self->head);
        report_put_text(table, ent_rank_name(self->rank));
        report_put_named(table, "sent", "");
    }
    for (size_t i = 0; i < round->absences_count; i++)
        absence_row(draft, table, &round->absences[i]);
    table->detail = true;
}

static void precondition_table(report_draft *draft) {
    const ent_round *round = round_of(draft->answers);
    report_table *table = report_table_begin(draft, "preconditions", "Preconditions");
    static const report_column columns[] = {
        {.name = "by", .title = "By", .type = REPORT_PARTY},
        {.name = "wants", .title = "Wants", .type = REPORT_TEXT},
        {.name = "met", .title = "Met", .type = REPORT_FLAG},
        {.name = "attended", .title = "Takes part", .type = REPORT_FLAG},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *self = &round->preconditions[i];
        report_row(draft, table);
        report_put_party(table, self->by);
        report_put_text(table, self->wants);
        report_put_flag(table, self->met);
        report_put_flag(table, self->attended);
    }
    table->detail = true;
}

/* The sentence names two of each rank, this all: highest rank first. */
static void waiting_table(report_draft *draft) {
    report_table *table = report_table_begin(draft, "waiting", "What must wait, and for whom");
    static const report_column columns[] = {
        {.name = "rank", .title = "Waits for", .type = REPORT_WORD, .groups = true},
        {.name = "issue", .title = "Issue", .type = REPORT_ISSUE},
    };
    size_t *issues = REPORT_DRAFT_NEW(draft, size_t, draft->model->issues_count);
    if (!table || !issues)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (int rank = ENT_RANKS; rank-- > 0;) {
        const size_t count = list_waiting(draft->answers, (ent_rank)rank, issues);
        for (size_t i = 0; i < count; i++) {
            report_row(draft, table);
            report_put_named(table, ent_rank_name((ent_rank)rank), report_say_rank((ent_rank)rank));
            report_put_issue(table, issues[i]);
        }
    }
    table->on_page = true;
}

static void issue_rows(report_draft *draft, report_table *table, size_t issue) {
    const ent_issue *self = &draft->model->issues[issue];
    for (uint32_t k = 1; k < self->options_count; k++) {
        report_row(draft, table);
        report_put_issue(table, issue);
        report_put_option(table, issue, k);
        report_put_sides(draft, table, gain_alone(draft->answers, issue, k));
        if (may_choose(draft->answers, issue, k))
            report_put_named(table, "yes", "this round");
        else
            report_put_named(
                table, "no",
                report_say(draft, "waits for %s", report_say_rank(self->options[k].mandate)));
    }
}

static void alone_table(report_draft *draft) {
    report_table *table =
        report_table_begin(draft, "options", "Each option by itself, all else as today");
    if (!table)
        return;
    report_column_add(
        draft, table,
        (report_column){.name = "issue", .title = "Issue", .type = REPORT_ISSUE, .groups = true});
    report_column_add(draft, table,
                      (report_column){.name = "option", .title = "Option", .type = REPORT_OPTION});
    report_columns_of_sides(draft, table, REPORT_CHANGE, "gain", " %");
    report_column_add(
        draft, table,
        (report_column){.name = "can_settle", .title = "Can be settled", .type = REPORT_WORD});
    for (size_t j = 0; j < draft->model->issues_count; j++)
        issue_rows(draft, table, j);
    table->detail = true;
    table->chart = count_settled(draft->answers) > 0 ? "alone" : NULL;
    table->note = draft->answers->round->deals->has_interim
                      ? "Gains over today, in % of what a side wants; -: against the rules."
                      : "Gains over walking away, in % of what a side wants; -: against the rules.";
}

static void signable_row(report_draft *draft, report_table *table, const ent_deal_set *set,
                         const char *kind, const char *title) {
    report_row(draft, table);
    report_put_named(table, kind, title);
    report_put_count(table, &set->count);
    if (!set->not_found)
        report_put_number(table, (double)set->frontier_count);
}

/* How much there is to sign, of both kinds: the sentence speaks of one. */
static void signable_table(report_draft *draft) {
    const ent_deals *deals = draft->answers->round->deals;
    report_table *table = report_table_begin(
        draft, "signable",
        report_say(draft, "What %s can sign within the mandate", report_say_everybody(draft)));
    static const report_column columns[] = {
        {.name = "set", .title = "Kind", .type = REPORT_WORD},
        {.name = "count", .title = "Packages", .type = REPORT_COUNT},
        {.name = "frontier", .title = "on the frontier", .type = REPORT_WHOLE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    if (deals->has_interim)
        signable_row(draft, table, &deals->interim, "interim", "Interim agreements");
    signable_row(draft, table, &deals->settlement, "settlement",
                 draft->model->has_settlement ? "Settlements" : "Agreements");
    table->on_page = true;
}

static void say(report_draft *draft) {
    const ent_deals *deals = draft->answers->round->deals;
    say_answer(draft);
    delegation_table(draft);
    precondition_table(draft);
    waiting_table(draft);
    alone_table(draft);
    if (draft->brief)
        return; /* the deals within the mandate are in `entente round` */
    signable_table(draft);
    if (deals->has_interim)
        report_draft_deal_set(draft, &deals->interim, "interim");
    report_draft_deal_set(draft, &deals->settlement, "settlement");
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_people(print_json *json, const ent_answers *answers) {
    const ent_round *round = round_of(answers);
    const ent_party *parties = answers->model->parties;
    print_json_object(json, "delegations", PRINT_JSON_WIDE);
    for (size_t i = 0; i < round->delegations_count; i++) {
        print_json_object(json, parties[round->delegations[i].party].key, PRINT_JSON_LINE);
        print_json_text(json, "head", round->delegations[i].head);
        print_json_text(json, "rank", ent_rank_name(round->delegations[i].rank));
        print_json_close(json);
    }
    print_json_close(json);
    print_json_array(json, "absent", PRINT_JSON_WIDE);
    for (size_t i = 0; i < round->absences_count; i++) {
        const ent_absence *self = &round->absences[i];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "who", self->who);
        if (self->party != ENT_NONE)
            print_json_text(json, "party", parties[self->party].key);
        if (self->has_rank)
            print_json_text(json, "rank", ent_rank_name(self->rank));
        if (*self->why)
            print_json_text(json, "why", self->why);
        print_json_close(json);
    }
    print_json_close(json);
    print_json_array(json, "preconditions", PRINT_JSON_WIDE);
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *self = &round->preconditions[i];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "by", parties[self->by].key);
        print_json_text(json, "wants", self->wants);
        print_json_bool(json, "met", self->met);
        print_json_bool(json, "attended", self->attended);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_mandate(print_json *json, const ent_answers *answers) {
    const ent_model *model = answers->model;
    print_json_bool(json, "all_sent", answers->round->all_sent);
    if (answers->round->all_sent)
        print_json_text(json, "rank", ent_rank_name(answers->round->rank));
    print_json_array(json, "can_settle", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (answers->round->can_settle[j])
            print_json_text(json, NULL, model->issues[j].key);
    print_json_close(json);
    print_json_object(json, "must_wait", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (!answers->round->can_settle[j] && model->issues[j].options_count > 1)
            print_json_text(json, model->issues[j].key, ent_rank_name(answers->round->waits[j]));
    print_json_close(json);
}

static void json_alone(print_json *json, const ent_answers *answers) {
    const ent_model *model = answers->model;
    print_json_object(json, "alone", PRINT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        if (!answers->round->can_settle[j])
            continue;
        print_json_object(json, model->issues[j].key, PRINT_JSON_LINE);
        for (size_t k = 1; k < model->issues[j].options_count; k++) {
            const double *gain = gain_alone(answers, j, k);
            const char *key = model->issues[j].options[k].key;
            if (!may_choose(answers, j, k))
                continue;
            if (isnan(gain[0]))
                print_json_null(json, key);
            else
                report_json_by_principal(json, key, model, gain);
        }
        print_json_close(json);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_round *round = round_of(answers);
    const ent_deals *deals = answers->round->deals;
    report_json_date(json, "date", round->date);
    print_json_text(json, "venue", round->venue);
    if (round->host != ENT_NONE)
        print_json_text(json, "host", answers->model->parties[round->host].key);
    json_people(json, answers);
    json_mandate(json, answers);
    json_alone(json, answers);
    if (deals->has_interim)
        report_json_deal_set(json, "interim", answers->model, &deals->interim);
    report_json_deal_set(json, "settlement", answers->model, &deals->settlement);
}

const report_section report_section_round = {
    .topic = ENT_TOPIC_ROUND,
    .id = "round",
    .title = "What this round can settle",
    .say = say,
    .json = json,
};
