/* Who gives what for what, in words, tables and JSON. */
#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>

static bool asked(const ent_report_options *options) {
    return options->exchanges;
}

static const uint32_t *start_of(const ent_report *report) {
    return report->options.from ? report->options.from : report->options.counter;
}

static ent_status run(ent_report *report, ent_diags *diags) {
    const ent_exchanges_options options = {.within = report->options.within,
                                           .lifted = report->options.lifted,
                                           .deals = report->options.all ? NULL : report->deals};
    return ent_exchanges_find(report->model, start_of(report), &options, &report->exchanges, diags);
}

static void release(ent_report *report) {
    ent_exchanges_free(report->exchanges);
}

/* ---- words ---- */

/* Who is better off by a change alone: a bit for each principal. */
static unsigned winners_of(const report_draft *draft, const ent_exchange *exchange, size_t change) {
    const size_t principals = draft->model->principals.count;
    unsigned winners = 0;
    for (size_t p = 0; p < principals; p++)
        if (exchange->moved[change * principals + p] > 0)
            winners |= 1u << p;
    return winners;
}

/* "Ukraine gets", "Ben and Cleo get", "both get"; "with" where nobody is better off. */
static const char *say_winners(report_draft *draft, unsigned winners) {
    const size_t principals = draft->model->principals.count;
    const char *names[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    for (size_t p = 0; p < principals; p++)
        if (winners >> p & 1)
            names[count++] = report_say_principal(draft, p);
    if (count == 0)
        return "with";
    if (count == principals)
        return report_say(draft, "%s get", report_say_everybody(draft));
    return report_say(draft, "%s %s", report_say_list(draft, names, count, 0),
                      count == 1 ? "gets" : "get");
}

/* Has an earlier change of the exchange the same winners? */
static bool is_said_before(const report_draft *draft, const ent_exchange *exchange, size_t change) {
    for (size_t i = 0; i < change; i++)
        if (winners_of(draft, exchange, i) == winners_of(draft, exchange, change))
            return true;
    return false;
}

/* "leaders' meeting (they meet) and prisoners (all)": all that goes to the same sides. */
static const char *say_goods(report_draft *draft, const ent_exchange *exchange, unsigned winners) {
    const char *names[ENT_EXCHANGE_LARGER_MAX];
    size_t count = 0;
    for (size_t i = 0; i < exchange->count; i++)
        if (winners_of(draft, exchange, i) == winners)
            names[count++] =
                report_say_choice(draft, exchange->changes[i].issue, exchange->changes[i].option);
    return report_say_list(draft, names, count, 0);
}

/* "Ukraine gets ...; Russia gets ...": in the order of the changes. */
static const char *say_swap(report_draft *draft, const ent_exchange *exchange) {
    const char *text = "";
    for (size_t i = 0; i < exchange->count; i++) {
        const unsigned winners = winners_of(draft, exchange, i);
        if (!is_said_before(draft, exchange, i))
            text = report_join(draft, text, "; ",
                               report_say(draft, "%s %s", say_winners(draft, winners),
                                          say_goods(draft, exchange, winners)));
    }
    return report_say_capital(draft, text);
}

static const char *say_parties(report_draft *draft, const char *verb, const ent_ids *parties) {
    const char **names = REPORT_DRAFT_NEW(draft, const char *, parties->count);
    for (size_t i = 0; names && i < parties->count; i++)
        names[i] = report_say_party(draft, parties->at[i]);
    return names && parties->count
               ? report_say(draft, "%s %s", verb, report_say_list(draft, names, parties->count, 0))
               : "";
}

/* What outside parties with wishes of their own make of it: "Georgia loses 3 %". */
static const char *say_outside(report_draft *draft, const ent_exchange *exchange) {
    const char *text = "";
    for (uint32_t party = 0; party < draft->model->parties_count; party++) {
        const double moved = exchange->outside[party];
        if (!(fabs(moved) > ENT_EXCHANGE_TOLERANCE)) /* nothing, or not known */
            continue;
        text = report_join(draft, text, ", ",
                           report_say(draft, "%s %s %s", report_say_party(draft, party),
                                      moved > 0 ? "gains" : "loses",
                                      report_say_share(draft, fabs(moved))));
    }
    return text;
}

/* "It needs NATO and touches Georgia. Moldova loses 2 %": what it does to others; "" if nothing. */
static const char *say_third_parties(report_draft *draft, const ent_exchange *exchange) {
    const char *needs = say_parties(draft, "It needs", &exchange->needs);
    const char *touches = say_parties(draft, *needs ? "touches" : "It touches", &exchange->affects);
    const char *text = *touches ? report_join(draft, needs, " and ", touches) : needs;
    const char *outside = say_outside(draft, exchange);
    return *outside ? report_join(draft, text, ". ", outside) : text;
}

static const char *say_best(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    const ent_exchange *best = exchanges->count ? &exchanges->exchanges[0] : &exchanges->larger[0];
    const char *others = say_third_parties(draft, best);
    return report_say(draft, "%s. Together %s.%s%s", say_swap(draft, best),
                      report_say_added(draft, best->added),
                      *others ? report_say(draft, " %s.", others) : "",
                      best->acceptable ? "" : " That is not yet enough for all to sign.");
}

/* Is it today but for what is fixed? */
static bool is_today_as_fixed(const ent_report *report, const uint32_t *start) {
    for (size_t j = 0; j < report->model->issues_count; j++)
        if (start[j] && !(report->options.within && !report->options.within[j][0]))
            return false;
    return true;
}

static const char *say_start(report_draft *draft) {
    const uint32_t *start = start_of(draft->report);
    if (!start)
        return "today";
    return is_today_as_fixed(draft->report, start) ? "today with what is fixed" : "the package";
}

/* How far the search went. */
static const char *say_reach(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    if (exchanges->complete)
        return "";
    const char *tried = exchanges->changes_searched < 2
                            ? " There are too many issues and options to try even pairs of changes"
                            : report_say(draft, " All of up to %zu changes were tried",
                                         exchanges->changes_searched);
    if (exchanges->larger_count == 0)
        return report_say(draft, "%s; larger ones are not ruled out.", tried);
    const size_t changes = exchanges->larger[0].count;
    if (exchanges->larger_count == 1)
        return report_say(draft, "%s; the frontier has one of %zu changes.", tried, changes);
    return report_say(draft, "%s; the frontier has %zu larger ones, the best of %zu changes.",
                      tried, exchanges->larger_count, changes);
}

static const char *say_everybody_gains(report_draft *draft) {
    return draft->model->principals.count == 2 ? "both gain" : "two or more gain and nobody loses";
}

static const char *say_found(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    const char *digits = report_say(draft, "%llu", (unsigned long long)exchanges->found);
    const ent_count found = {digits, digits, true};
    const char *impossible =
        exchanges->possible ? "" : " (which breaks a rule, as what comes out does not)";
    if (exchanges->found == 0)
        return report_say(draft, "There is no swap from %s%s by which %s.%s", say_start(draft),
                          impossible, say_everybody_gains(draft), say_reach(draft));
    return report_say(draft, "From %s%s %s %s by which %s.%s", say_start(draft), impossible,
                      report_count_is(&found, "1") ? "there is" : "there are",
                      report_say_counted(draft, &found, "swap", "swaps"),
                      say_everybody_gains(draft), say_reach(draft));
}

#define SHARED_SAID 3

/* Of each issue the best single change. */
static const char *say_shared(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    bool *seen = REPORT_DRAFT_NEW(draft, bool, draft->model->issues_count);
    const char *text = "";
    size_t issues = 0;
    for (size_t i = 0; seen && i < exchanges->shared_count; i++) {
        const ent_change *change = &exchanges->shared[i].changes[0];
        if (!seen[change->issue] && issues++ < SHARED_SAID)
            text = report_join(draft, text, "; ",
                               report_say(draft, "by %s %s",
                                          report_say_choice(draft, change->issue, change->option),
                                          report_say_added(draft, exchanges->shared[i].added)));
        seen[change->issue] = true;
    }
    if (issues > SHARED_SAID)
        text = report_say(
            draft, "%s; and by %s", text,
            report_say_number_of(draft, issues - SHARED_SAID, "issue more", "issues more"));
    return report_say(draft, "No exchange is needed where %s by a single change: %s.",
                      say_everybody_gains(draft), text);
}

static void lines(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    report_draft_line(draft, "Exchanges", say_found(draft));
    if (exchanges->count || exchanges->larger_count)
        report_draft_line(draft, "The best", say_best(draft));
    if (exchanges->shared_count)
        report_draft_line(draft, "Shared", say_shared(draft));
}

/* ---- tables ---- */

/* " (Ukraine +8.0, Russia -1.2)": what a change moves by itself. */
static const char *say_price(report_draft *draft, const ent_exchange *exchange, size_t change) {
    const size_t principals = draft->model->principals.count;
    const double *moved = exchange->moved + change * principals;
    const char *text = "";
    for (size_t p = 0; p < principals; p++) {
        char amount[REPORT_NUMBER_TEXT];
        if (!(moved[p] > 0) && !(moved[p] < 0))
            continue;
        report_number_percent_fixed(moved[p], true, amount);
        text = report_join(draft, text, ", ",
                           report_say(draft, "%s %s", report_say_principal(draft, p), amount));
    }
    return *text ? report_say(draft, " (%s)", text) : "";
}

static const char *say_goods_with_prices(report_draft *draft, const ent_exchange *exchange,
                                         unsigned winners) {
    const char *text = "";
    for (size_t i = 0; i < exchange->count; i++) {
        const ent_issue *issue = &draft->model->issues[exchange->changes[i].issue];
        if (winners_of(draft, exchange, i) == winners)
            text = report_join(draft, text, "; ",
                               report_say(draft, "%s: %s%s", issue->name,
                                          issue->options[exchange->changes[i].option].name,
                                          say_price(draft, exchange, i)));
    }
    return text;
}

static const char *say_single(report_draft *draft, const ent_exchange *single) {
    const ent_issue *issue = &draft->model->issues[single->changes[0].issue];
    return report_say(draft, "%s: %s", issue->name, issue->options[single->changes[0].option].name);
}

static const char *say_cell(report_draft *draft, const ent_exchange *exchange) {
    const char *text = exchange->count == 1 ? say_single(draft, exchange) : "";
    for (size_t i = 0; i < exchange->count && exchange->count > 1; i++) {
        const unsigned winners = winners_of(draft, exchange, i);
        if (!is_said_before(draft, exchange, i))
            text = report_join(draft, text, ". ",
                               report_say(draft, "%s %s",
                                          report_say_capital(draft, say_winners(draft, winners)),
                                          say_goods_with_prices(draft, exchange, winners)));
    }
    const char *others = say_third_parties(draft, exchange);
    return *others ? report_join(draft, text, ". ", others) : text;
}

static const char *join_keys(report_draft *draft, const ent_ids *parties) {
    const char *text = "";
    for (size_t i = 0; i < parties->count; i++)
        text = report_join(draft, text, " ", draft->model->parties[parties->at[i]].key);
    return text;
}

/* A party that need not sign, but has preferences. */
static bool cares_outside(const report_draft *draft, uint32_t party) {
    const ent_party *self = &draft->model->parties[party];
    bool cares = false;
    for (size_t j = 0; j < draft->model->issues_count; j++)
        cares = cares || self->preferences[j].given;
    return cares && self->role != ENT_PRINCIPAL;
}

static void exchange_columns(report_draft *draft, print_table *table, const char *what) {
    const ent_model *model = draft->model;
    report_draft_column(draft, table, (print_column){"No.", "number", true, false});
    for (size_t p = 0; p < model->principals.count; p++) {
        const ent_party *party = &model->parties[model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s %%", report_say_bare(draft, party->name)),
                           report_say(draft, "added_%s", party->key), true, false});
    }
    report_draft_column(draft, table, (print_column){what, NULL, false, true});
    report_draft_column(draft, table, (print_column){NULL, "changes", true, false});
    report_draft_column(draft, table, (print_column){NULL, "acceptable", false, false});
    report_draft_column(draft, table, (print_column){NULL, "needs", false, false});
    report_draft_column(draft, table, (print_column){NULL, "affects", false, false});
    for (uint32_t p = 0; p < model->parties_count && draft->for_csv; p++)
        if (cares_outside(draft, p))
            report_draft_column(
                draft, table,
                (print_column){NULL, report_say(draft, "outside_%s", model->parties[p].key), true,
                               false});
    for (size_t j = 0; j < model->issues_count && draft->for_csv; j++)
        report_draft_column(draft, table, (print_column){NULL, model->issues[j].key, false, false});
}

static void exchange_row(report_draft *draft, print_table *table, const ent_exchange *exchange,
                         size_t number) {
    const ent_model *model = draft->model;
    size_t column = 0;
    report_draft_row(draft, table);
    report_draft_whole(draft, table, column++, number);
    for (size_t p = 0; p < model->principals.count; p++)
        report_draft_share(draft, table, column++, exchange->added[p], true);
    report_draft_text(table, column++, draft->for_csv ? "" : say_cell(draft, exchange));
    report_draft_whole(draft, table, column++, exchange->count);
    report_draft_text(table, column++, exchange->acceptable ? "yes" : "no");
    report_draft_text(table, column++, join_keys(draft, &exchange->needs));
    report_draft_text(table, column++, join_keys(draft, &exchange->affects));
    for (uint32_t p = 0; p < model->parties_count && draft->for_csv; p++)
        if (cares_outside(draft, p))
            report_draft_share(draft, table, column++, exchange->outside[p], false);
    for (size_t i = 0; i < exchange->count && draft->for_csv; i++) {
        const ent_change *change = &exchange->changes[i];
        report_draft_text(table, column + change->issue,
                          model->issues[change->issue].options[change->option].key);
    }
}

static print_table *exchange_table(report_draft *draft, const char *name, const char *title,
                                   const char *what, const ent_exchange *exchanges, size_t count) {
    print_table *table = report_draft_table(draft, name, title);
    if (!table)
        return NULL;
    exchange_columns(draft, table, what);
    const size_t shown = draft->top && draft->top < count ? draft->top : count;
    for (size_t i = 0; i < shown; i++)
        exchange_row(draft, table, &exchanges[i], i + 1);
    return table;
}

static const char *exchange_note(report_draft *draft, const print_table *table, uint64_t found) {
    static const char unit[] = "What is added, and in brackets what a change moves by itself, in % "
                               "of what a side wants.";
    return found > table->rows_count
               ? report_say(draft, "... %llu more%s. %s",
                            (unsigned long long)(found - table->rows_count),
                            draft->top ? ", --top 0 for the best of them" : "", unit)
               : unit;
}

/* A row a change. */
static void change_table(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    const ent_model *model = draft->model;
    const size_t principals = model->principals.count;
    print_table *table =
        draft->for_csv ? report_draft_table(draft, "exchange-changes", "Changes") : NULL;
    if (!table)
        return;
    report_draft_column(draft, table, (print_column){NULL, "number", true, false});
    report_draft_column(draft, table, (print_column){NULL, "issue", false, false});
    report_draft_column(draft, table, (print_column){NULL, "from", false, false});
    report_draft_column(draft, table, (print_column){NULL, "to", false, false});
    for (size_t p = 0; p < principals; p++)
        report_draft_column(draft, table,
                            (print_column){NULL,
                                           report_say(draft, "moved_%s",
                                                      model->parties[model->principals.at[p]].key),
                                           true, false});
    const size_t shown =
        draft->top && draft->top < exchanges->count ? draft->top : exchanges->count;
    for (size_t e = 0; e < shown; e++)
        for (size_t i = 0; i < exchanges->exchanges[e].count; i++) {
            const ent_exchange *exchange = &exchanges->exchanges[e];
            const ent_issue *issue = &model->issues[exchange->changes[i].issue];
            report_draft_row(draft, table);
            report_draft_whole(draft, table, 0, e + 1);
            report_draft_text(table, 1, issue->key);
            report_draft_text(table, 2,
                              issue->options[exchanges->from[exchange->changes[i].issue]].key);
            report_draft_text(table, 3, issue->options[exchange->changes[i].option].key);
            for (size_t p = 0; p < principals; p++)
                report_draft_share(draft, table, 4 + p, exchange->moved[i * principals + p], false);
        }
}

static void tables(report_draft *draft) {
    const ent_exchanges *exchanges = draft->report->exchanges;
    print_table *table = exchange_table(draft, "exchanges", "Who gives what for what, best first",
                                        "Who gets what", exchanges->exchanges, exchanges->count);
    if (table)
        table->note = exchange_note(draft, table, exchanges->found);
    change_table(draft);
    table = exchange_table(draft, "larger-exchanges", "Larger ones from the frontier",
                           "Who gets what", exchanges->larger, exchanges->larger_count);
    if (table)
        table->note = exchange_note(draft, table, exchanges->larger_count);
    table = exchange_table(draft, "shared", "Single changes that need no exchange", "Change",
                           exchanges->shared, exchanges->shared_count);
    if (table)
        table->note = "What is added, in % of what a side wants.";
}

/* ---- JSON ---- */

static void json_changes(print_json *json, const ent_report *report, const ent_exchange *exchange) {
    const ent_model *model = report->model;
    print_json_array(json, "changes", PRINT_JSON_LINE);
    for (size_t i = 0; i < exchange->count; i++) {
        const ent_issue *issue = &model->issues[exchange->changes[i].issue];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "issue", issue->key);
        print_json_text(json, "from",
                        issue->options[report->exchanges->from[exchange->changes[i].issue]].key);
        print_json_text(json, "to", issue->options[exchange->changes[i].option].key);
        report_json_by_principal(json, "moved", model,
                                 exchange->moved + i * model->principals.count);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_list(print_json *json, const char *key, const ent_report *report,
                      const ent_exchange *exchanges, size_t count) {
    const ent_model *model = report->model;
    print_json_array(json, key, PRINT_JSON_WIDE);
    for (size_t e = 0; e < count; e++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        json_changes(json, report, &exchanges[e]);
        report_json_by_principal(json, "added", model, exchanges[e].added);
        print_json_bool(json, "acceptable", exchanges[e].acceptable);
        report_json_parties(json, "needs", model, &exchanges[e].needs);
        report_json_parties(json, "affects", model, &exchanges[e].affects);
        print_json_object(json, "outside", PRINT_JSON_LINE);
        for (size_t p = 0; p < model->parties_count; p++)
            if (!isnan(exchanges[e].outside[p]))
                print_json_number(json, model->parties[p].key, exchanges[e].outside[p]);
        print_json_close(json);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_report *report) {
    const ent_exchanges *exchanges = report->exchanges;
    print_json_object(json, "from", PRINT_JSON_LINE);
    for (size_t j = 0; j < report->model->issues_count; j++)
        print_json_text(json, report->model->issues[j].key,
                        report->model->issues[j].options[exchanges->from[j]].key);
    print_json_close(json);
    char digits[32];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)exchanges->found);
    print_json_text(json, "count", digits);
    print_json_whole(json, "changes_searched", exchanges->changes_searched);
    print_json_bool(json, "complete", exchanges->complete);
    json_list(json, "exchanges", report, exchanges->exchanges, exchanges->count);
    json_list(json, "larger", report, exchanges->larger, exchanges->larger_count);
    json_list(json, "shared", report, exchanges->shared, exchanges->shared_count);
}

const report_section report_section_exchanges = {
    .key = "exchanges",
    .asked = asked,
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
