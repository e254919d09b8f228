/* What one meeting can settle, in words, tables and JSON. */
#include "report/deal_set.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define SAID_MAX 2

static bool applies(const ent_model *model) {
    return ent_round_next(model) != ENT_NONE;
}

static ent_status run(ent_report *report, ent_diags *diags) {
    return ent_round_assess(report->model, report->options.round, &report->round, diags);
}

static void release(ent_report *report) {
    ent_round_free(report->round);
}

static const ent_round *round_of(const ent_report *report) {
    return &report->model->rounds[report->round->round];
}

/* Options are numbered through, issue by issue. */
static size_t first_option(const ent_model *model, size_t issue) {
    size_t first = 0;
    for (size_t j = 0; j < issue; j++)
        first += model->issues[j].options_count;
    return first;
}

static const double *gain_alone(const ent_report *report, size_t issue, size_t option) {
    return report->round->alone +
           (first_option(report->model, issue) + option) * report->model->principals.count;
}

static bool may_choose(const ent_report *report, size_t issue, size_t option) {
    return report->round->within[first_option(report->model, issue) + option];
}

static double smallest(const double *numbers, size_t count) {
    double least = INFINITY;
    for (size_t i = 0; i < count; i++)
        least = isnan(numbers[i]) ? -INFINITY : fmin(least, numbers[i]);
    return least;
}

/* The option other than today's that serves the worst-served side best; of all options, or of those
 * that may be chosen. ENT_NONE if there is none, or none that breaks no rule. */
static uint32_t best_option(const ent_report *report, size_t issue, bool within) {
    uint32_t best = ENT_NONE;
    double most = -INFINITY;
    for (uint32_t k = 1; k < report->model->issues[issue].options_count; k++) {
        const double least =
            smallest(gain_alone(report, issue, k), report->model->principals.count);
        if ((within && !may_choose(report, issue, k)) || least <= most)
            continue;
        best = k;
        most = least;
    }
    return best;
}

/* "On Monday" within a week, "On 15 September" within the year. */
static const char *say_day(report_draft *draft) {
    const ent_date date = round_of(draft->report)->date;
    const ent_date today = draft->model->as_of;
    const long days = today.year ? report_days_between(today, date) : -1;
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
    return today.year == 0 || report_days_between(today, round_of(draft->report)->date) >= 0;
}

static size_t count_settled(const ent_report *report) {
    size_t count = 0;
    for (size_t j = 0; j < report->model->issues_count; j++)
        count += report->round->can_settle[j];
    return count;
}

static bool head_of(const ent_report *report, size_t principal, ent_rank *rank) {
    const ent_round *round = round_of(report);
    for (size_t d = 0; d < round->delegations_count; d++)
        if (round->delegations[d].party == report->model->principals.at[principal]) {
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
        if (!head_of(draft->report, p, &rank))
            names[count++] = report_say_principal(draft, p);
    return report_say_list(draft, names, count, 0);
}

/* Who keeps the mandate low: "; Russia sends nobody higher". "" if all send the same rank. */
static const char *say_lowest(report_draft *draft, const char *verb) {
    const char *names[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        ent_rank rank = ENT_LEADER;
        if (head_of(draft->report, p, &rank) && rank == draft->report->round->rank)
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
    const ent_report *report = draft->report;
    const bool ahead = lies_ahead(draft);
    const size_t settled = count_settled(report);
    if (!report->round->all_sent)
        return report_say(draft, "nothing %s be settled: no delegation is known of %s.",
                          ahead ? "can" : "could", say_absentees(draft));
    const size_t issues = report->model->issues_count;
    const char *share = settled == issues ? report_say(draft, "all %zu", issues)
                        : settled         ? report_say(draft, "%zu of %zu", settled, issues)
                                          : report_say(draft, "none of %zu", issues);
    return report_say(draft, "%s %s settle %s issues%s.", report_say_rank(report->round->rank),
                      ahead ? "can" : "could", share, say_lowest(draft, ahead ? NULL : "sent"));
}

/* "Both gain from prisoners (all for all): Ukraine gains 14 % of what it wants, Russia 8 %." */
static const char *say_best_alone(report_draft *draft) {
    const ent_report *report = draft->report;
    size_t best = report->model->issues_count;
    double most = 0;
    if (!report->round->deals->has_interim)
        return ""; /* one option is no agreement there */
    for (size_t j = 0; j < report->model->issues_count; j++) {
        const uint32_t option = best_option(report, j, true);
        const double least = option == ENT_NONE ? 0
                                                : smallest(gain_alone(report, j, option),
                                                           report->model->principals.count);
        if (least > most) {
            most = least;
            best = j;
        }
    }
    if (best == report->model->issues_count)
        return "";
    const uint32_t option = best_option(report, best, true);
    return report_say(draft, " %s would gain most from %s: %s.",
                      report_say_capital(draft, report_say_everybody(draft)),
                      report_say_choice(draft, best, option),
                      report_say_gains(draft, gain_alone(report, best, option), ""));
}

static const char *say_signable(report_draft *draft) {
    const ent_deals *deals = draft->report->round->deals;
    const ent_deal_set *set = deals->has_interim ? &deals->interim : &deals->settlement;
    const char *kind = deals->has_interim ? "interim agreement" : "agreement";
    if (!draft->report->round->all_sent)
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
    const ent_report *report = draft->report;
    const uint32_t option = best_option(report, issue, false);
    if (option == ENT_NONE || !report->round->deals->has_interim)
        return "";
    const double *gain = gain_alone(report, issue, option);
    const char *losses[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; p < report->model->principals.count; p++)
        if (gain[p] < 0)
            losses[count++] = report_say(draft, "%s %s", report_say_principal(draft, p),
                                         report_say_share(draft, -gain[p]));
    return count ? report_say(draft, " %s would cost %s of what %s as things stand.",
                              report_say_capital(draft, report_say_choice(draft, issue, option)),
                              report_say_list(draft, losses, count, 0),
                              count == 1 ? "it wants" : "each wants")
                 : "";
}

/* In the order of the gap, widest first, where that is known. */
static size_t list_waiting(const ent_report *report, ent_rank rank, size_t *issues) {
    size_t count = 0;
    for (size_t i = 0; i < report->model->issues_count; i++) {
        const size_t j = report->gap ? report->gap->widest[i] : i;
        if (!report->round->can_settle[j] && report->model->issues[j].options_count > 1 &&
            report->round->waits[j] == rank)
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
        const size_t count = list_waiting(draft->report, (ent_rank)rank, issues);
        const size_t said = count < SAID_MAX ? count : SAID_MAX;
        const char *names[SAID_MAX];
        for (size_t i = 0; i < said; i++)
            names[i] = report_say_issue(draft, issues[i]);
        if (count == 0)
            continue;
        if (!*text)
            cost = say_cost(draft, issues[0]);
        else if (report_in_brief(draft))
            break;
        text = report_join(draft, text, "; ",
                           report_say(draft, "%s%s for %s",
                                      report_say_list(draft, names, said, count - said),
                                      *text ? "" : " must wait", report_say_rank((ent_rank)rank)));
    }
    return *text ? report_say(draft, " %s.%s", report_say_capital(draft, text), cost) : "";
}

static const char *say_preconditions(report_draft *draft) {
    const ent_round *round = round_of(draft->report);
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

static void lines(report_draft *draft) {
    const char *waiting = draft->report->round->all_sent ? say_waiting(draft) : "";
    const char *best = say_best_alone(draft);
    /* The brief names one interim agreement, or says that there are others. */
    const bool is_said =
        report_in_brief(draft) && (*best || !draft->report->round->deals->has_interim);
    report_draft_line(draft, say_day(draft),
                      report_say(draft, "%s%s%s%s%s", say_mandate(draft), best,
                                 is_said ? "" : say_signable(draft), waiting,
                                 say_preconditions(draft)));
}

static void delegation_table(report_draft *draft) {
    const ent_round *round = round_of(draft->report);
    const char *where = *round->venue ? report_say(draft, ", %s", round->venue) : "";
    print_table *table = report_draft_table(
        draft, "delegations",
        report_say(draft, "The round of %s%s", report_say_date(draft, round->date), where));
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"Party", "party", false, false});
    report_draft_column(draft, table, (print_column){"Head of delegation", "head", false, true});
    report_draft_column(draft, table, (print_column){"Rank", "rank", false, false});
    report_draft_column(draft, table, (print_column){"Remark", "remark", false, true});
    for (size_t i = 0; i < round->delegations_count; i++) {
        const ent_delegation *self = &round->delegations[i];
        const ent_party *party = &draft->model->parties[self->party];
        report_draft_row(draft, table);
        report_draft_text(table, 0, draft->for_csv ? party->key : party->name);
        report_draft_text(table, 1, self->head);
        report_draft_text(table, 2, ent_rank_name(self->rank));
        report_draft_text(table, 3, draft->for_csv ? "sent" : "");
    }
    for (size_t i = 0; i < round->absences_count; i++) {
        const ent_absence *self = &round->absences[i];
        const ent_party *party =
            self->party == ENT_NONE ? NULL : &draft->model->parties[self->party];
        report_draft_row(draft, table);
        report_draft_text(table, 0, !party ? "" : draft->for_csv ? party->key : party->name);
        report_draft_text(table, 1, self->who);
        report_draft_text(table, 2, self->has_rank ? ent_rank_name(self->rank) : "");
        report_draft_text(
            table, 3, *self->why ? report_say(draft, "stays away: %s", self->why) : "stays away");
    }
}

static void precondition_table(report_draft *draft) {
    const ent_round *round = round_of(draft->report);
    print_table *table = report_draft_table(draft, "preconditions", "Preconditions");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"By", "by", false, false});
    report_draft_column(draft, table, (print_column){"Wants", "wants", false, true});
    report_draft_column(draft, table, (print_column){"Met", "met", false, false});
    report_draft_column(draft, table, (print_column){"Takes part", "attended", false, false});
    for (size_t i = 0; i < round->preconditions_count; i++) {
        const ent_precondition *self = &round->preconditions[i];
        const ent_party *party = &draft->model->parties[self->by];
        report_draft_row(draft, table);
        report_draft_text(table, 0, draft->for_csv ? party->key : party->name);
        report_draft_text(table, 1, self->wants);
        report_draft_text(table, 2, self->met ? "yes" : "no");
        report_draft_text(table, 3, self->attended ? "yes" : "no");
    }
}

static void issue_rows(report_draft *draft, print_table *table, size_t issue) {
    const ent_issue *self = &draft->model->issues[issue];
    const size_t principals = draft->model->principals.count;
    for (size_t k = 1; k < self->options_count; k++) {
        const double *gain = gain_alone(draft->report, issue, k);
        report_draft_row(draft, table);
        report_draft_text(table, 0, draft->for_csv ? self->key : k == 1 ? self->name : "");
        report_draft_text(table, 1, draft->for_csv ? self->options[k].key : self->options[k].name);
        for (size_t p = 0; p < principals; p++)
            report_draft_share(draft, table, 2 + p, gain[p], true);
        const bool may = may_choose(draft->report, issue, k);
        report_draft_text(
            table, 2 + principals,
            draft->for_csv ? (may ? "yes" : "no")
            : may          ? "this round"
                  : report_say(draft, "waits for %s", report_say_rank(self->options[k].mandate)));
    }
}

static void alone_table(report_draft *draft) {
    print_table *table =
        report_draft_table(draft, "options", "Each option by itself, all else as today");
    if (!table)
        return;
    table->detail = true;
    report_draft_column(draft, table, (print_column){"Issue", "issue", false, true});
    report_draft_column(draft, table, (print_column){"Option", "option", false, true});
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s %%", report_say_bare(draft, party->name)),
                           report_say(draft, "gain_%s", party->key), true, false});
    }
    report_draft_column(draft, table, (print_column){"Can be settled", "can_settle", false, false});
    for (size_t j = 0; j < draft->model->issues_count; j++)
        issue_rows(draft, table, j);
    table->note = draft->report->round->deals->has_interim
                      ? "Gains over today, in % of what a side wants; -: against the rules."
                      : "Gains over walking away, in % of what a side wants; -: against the rules.";
}

static void tables(report_draft *draft) {
    const ent_deals *deals = draft->report->round->deals;
    delegation_table(draft);
    precondition_table(draft);
    alone_table(draft);
    if (report_is(draft->report, "brief"))
        return; /* the deals within the mandate are in `entente round` */
    if (deals->has_interim)
        report_draft_deal_set(draft, &deals->interim, "interim");
    report_draft_deal_set(draft, &deals->settlement, "settlement");
}

static void json_people(print_json *json, const ent_report *report) {
    const ent_round *round = round_of(report);
    const ent_party *parties = report->model->parties;
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

static void json_mandate(print_json *json, const ent_report *report) {
    const ent_model *model = report->model;
    print_json_bool(json, "all_sent", report->round->all_sent);
    if (report->round->all_sent)
        print_json_text(json, "rank", ent_rank_name(report->round->rank));
    print_json_array(json, "can_settle", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (report->round->can_settle[j])
            print_json_text(json, NULL, model->issues[j].key);
    print_json_close(json);
    print_json_object(json, "must_wait", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (!report->round->can_settle[j] && model->issues[j].options_count > 1)
            print_json_text(json, model->issues[j].key, ent_rank_name(report->round->waits[j]));
    print_json_close(json);
}

static void json_alone(print_json *json, const ent_report *report) {
    const ent_model *model = report->model;
    print_json_object(json, "alone", PRINT_JSON_WIDE);
    for (size_t j = 0; j < model->issues_count; j++) {
        if (!report->round->can_settle[j])
            continue;
        print_json_object(json, model->issues[j].key, PRINT_JSON_LINE);
        for (size_t k = 1; k < model->issues[j].options_count; k++) {
            const double *gain = gain_alone(report, j, k);
            const char *key = model->issues[j].options[k].key;
            if (!may_choose(report, j, k))
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

static void json(print_json *json, const ent_report *report) {
    const ent_round *round = round_of(report);
    const ent_deals *deals = report->round->deals;
    report_json_date(json, "date", round->date);
    print_json_text(json, "venue", round->venue);
    if (round->host != ENT_NONE)
        print_json_text(json, "host", report->model->parties[round->host].key);
    json_people(json, report);
    json_mandate(json, report);
    json_alone(json, report);
    if (deals->has_interim)
        report_json_deal_set(json, "interim", report->model, &deals->interim);
    report_json_deal_set(json, "settlement", report->model, &deals->settlement);
}

const report_section report_section_round = {
    .key = "round",
    .applies = applies,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
