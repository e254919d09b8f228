/* Who gives what for what, in words, tables and JSON. */
#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>

static const uint32_t *start_of(const ent_answers *answers) {
    return answers->inquiry.from ? answers->inquiry.from : answers->inquiry.counter;
}

/* Who is better off by a change alone: a bit for each principal. */
static unsigned winners_of(const report_draft *draft, const ent_exchange *exchange, size_t change) {
    const size_t principals = draft->model->principals.count;
    unsigned winners = 0;
    for (size_t p = 0; p < principals; p++)
        if (report_number_sign(exchange->moved[change * principals + p]) > 0)
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
    const ent_exchanges *exchanges = draft->answers->exchanges;
    const ent_exchange *best = exchanges->count ? &exchanges->exchanges[0] : &exchanges->larger[0];
    const char *others = say_third_parties(draft, best);
    return report_say(draft, "%s. Together %s.%s%s", say_swap(draft, best),
                      report_say_added(draft, best->added),
                      *others ? report_say(draft, " %s.", others) : "",
                      best->acceptable ? "" : " That is not yet enough for all to sign.");
}

/* Is it today but for what is fixed? */
static bool is_today_as_fixed(const ent_answers *answers, const uint32_t *start) {
    for (size_t j = 0; j < answers->model->issues_count; j++)
        if (start[j] && !(answers->inquiry.deals.within && !answers->inquiry.deals.within[j][0]))
            return false;
    return true;
}

static const char *say_start(report_draft *draft) {
    const uint32_t *start = start_of(draft->answers);
    if (!start)
        return "today";
    return is_today_as_fixed(draft->answers, start) ? "today with what is fixed" : "the package";
}

/* How far the search went. */
static const char *say_reach(report_draft *draft) {
    const ent_exchanges *exchanges = draft->answers->exchanges;
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
    const ent_exchanges *exchanges = draft->answers->exchanges;
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
    const ent_exchanges *exchanges = draft->answers->exchanges;
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

static void say_answer(report_draft *draft) {
    const ent_exchanges *exchanges = draft->answers->exchanges;
    report_sentence(draft, "Exchanges", say_found(draft));
    if (exchanges->count || exchanges->larger_count)
        report_sentence(draft, "The best", say_best(draft));
    if (exchanges->shared_count)
        report_sentence(draft, "Shared", say_shared(draft));
}

/* --- tables ---------------------------------------------------------------------------------- */

/* " (Ukraine +8.0, Russia -1.2)": what a change moves by itself. */
static const char *say_price(report_draft *draft, const ent_exchange *exchange, size_t change) {
    const size_t principals = draft->model->principals.count;
    const double *moved = exchange->moved + change * principals;
    const char *text = "";
    for (size_t p = 0; p < principals; p++) {
        char amount[REPORT_NUMBER_TEXT];
        if (report_number_sign(moved[p]) == 0)
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

/* Of the package only what is changed is written: a column an issue. */
static void exchange_columns(report_draft *draft, report_table *table, const char *what) {
    const ent_model *model = draft->model;
    const report_column columns[] = {
        {.title = what, .type = REPORT_TEXT},        {.name = "changes", .type = REPORT_WHOLE},
        {.name = "acceptable", .type = REPORT_FLAG}, {.name = "needs", .type = REPORT_TEXT},
        {.name = "affects", .type = REPORT_TEXT},
    };
    report_column_add(draft, table,
                      (report_column){.name = "number", .title = "No.", .type = REPORT_WHOLE});
    report_columns_of_sides(draft, table, REPORT_CHANGE, "added", " %");
    REPORT_COLUMNS(draft, table, columns);
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (cares_outside(draft, p))
            report_column_add(
                draft, table,
                (report_column){.name = report_say(draft, "outside_%s", model->parties[p].key),
                                .type = REPORT_CHANGE});
    for (size_t j = 0; j < model->issues_count; j++)
        report_column_add(draft, table,
                          (report_column){.name = model->issues[j].key, .type = REPORT_OPTION});
}

static void put_changes(const report_draft *draft, report_table *table,
                        const ent_exchange *exchange) {
    size_t next = 0; /* they ascend by issue */
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        const bool changes = next < exchange->count && exchange->changes[next].issue == j;
        report_put_option(table, j, changes ? exchange->changes[next].option : ENT_NONE);
        next += changes;
    }
}

static void exchange_row(report_draft *draft, report_table *table, const ent_exchange *exchange,
                         size_t number) {
    report_row(draft, table);
    report_put_number(table, (double)number);
    report_put_sides(draft, table, exchange->added);
    report_put_text(table, say_cell(draft, exchange));
    report_put_number(table, (double)exchange->count);
    report_put_flag(table, exchange->acceptable);
    report_put_text(table, join_keys(draft, &exchange->needs));
    report_put_text(table, join_keys(draft, &exchange->affects));
    for (uint32_t p = 0; p < draft->model->parties_count; p++)
        if (cares_outside(draft, p))
            report_put_number(table, exchange->outside[p]);
    put_changes(draft, table, exchange);
}

static report_table *exchange_table(report_draft *draft, const char *name, const char *title,
                                    const char *what, const ent_exchange *exchanges, size_t count) {
    report_table *table = report_table_begin(draft, name, title);
    if (!table)
        return NULL;
    exchange_columns(draft, table, what);
    for (size_t i = 0; i < count; i++)
        exchange_row(draft, table, &exchanges[i], i + 1);
    table->cuts = true;
    table->note = "What is added, and in brackets what a change moves by itself, in % of what a "
                  "side wants.";
    return table;
}

static void change_row(report_draft *draft, report_table *table, size_t exchange, size_t change) {
    const ent_exchanges *exchanges = draft->answers->exchanges;
    const ent_exchange *self = &exchanges->exchanges[exchange];
    const ent_change *of = &self->changes[change];
    report_row(draft, table);
    report_put_number(table, (double)exchange + 1);
    report_put_issue(table, of->issue);
    report_put_option(table, of->issue, exchanges->from[of->issue]);
    report_put_option(table, of->issue, of->option);
    report_put_sides(draft, table, self->moved + change * draft->model->principals.count);
}

/* A row a change. */
static void change_table(report_draft *draft) {
    const ent_exchanges *exchanges = draft->answers->exchanges;
    report_table *table = report_table_begin(draft, "exchange-changes", "Changes");
    static const report_column columns[] = {
        {.name = "number", .type = REPORT_WHOLE},
        {.name = "issue", .type = REPORT_ISSUE},
        {.name = "from", .type = REPORT_OPTION},
        {.name = "to", .type = REPORT_OPTION},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    report_columns_of_sides(draft, table, REPORT_CHANGE, "moved", NULL);
    for (size_t e = 0; e < exchanges->count; e++)
        for (size_t i = 0; i < exchanges->exchanges[e].count; i++)
            change_row(draft, table, e, i);
    table->for_machines = true;
}

static void say(report_draft *draft) {
    const ent_exchanges *exchanges = draft->answers->exchanges;
    say_answer(draft);
    report_table *table = exchange_table(draft, "exchanges", "Who gives what for what, best first",
                                         "Who gets what", exchanges->exchanges, exchanges->count);
    if (table)
        table->found = exchanges->found;
    change_table(draft);
    exchange_table(draft, "larger-exchanges", "Larger ones from the frontier", "Who gets what",
                   exchanges->larger, exchanges->larger_count);
    table = exchange_table(draft, "shared", "Single changes that need no exchange", "Change",
                           exchanges->shared, exchanges->shared_count);
    if (table)
        table->note = "What is added, in % of what a side wants.";
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_changes(print_json *json, const ent_answers *answers,
                         const ent_exchange *exchange) {
    const ent_model *model = answers->model;
    print_json_array(json, "changes", PRINT_JSON_LINE);
    for (size_t i = 0; i < exchange->count; i++) {
        const ent_issue *issue = &model->issues[exchange->changes[i].issue];
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "issue", issue->key);
        print_json_text(json, "from",
                        issue->options[answers->exchanges->from[exchange->changes[i].issue]].key);
        print_json_text(json, "to", issue->options[exchange->changes[i].option].key);
        report_json_by_principal(json, "moved", model,
                                 exchange->moved + i * model->principals.count);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_list(print_json *json, const char *key, const ent_answers *answers,
                      const ent_exchange *exchanges, size_t count) {
    const ent_model *model = answers->model;
    const print_json_cut cut = print_json_list(json, key, count, 1);
    for (size_t e = 0; e < cut.shown; e++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        json_changes(json, answers, &exchanges[e]);
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

static void json(print_json *json, const ent_answers *answers) {
    const ent_exchanges *exchanges = answers->exchanges;
    print_json_object(json, "from", PRINT_JSON_LINE);
    for (size_t j = 0; j < answers->model->issues_count; j++)
        print_json_text(json, answers->model->issues[j].key,
                        answers->model->issues[j].options[exchanges->from[j]].key);
    print_json_close(json);
    char digits[32];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)exchanges->found);
    print_json_text(json, "count", digits);
    print_json_whole(json, "changes_searched", exchanges->changes_searched);
    print_json_bool(json, "complete", exchanges->complete);
    json_list(json, "exchanges", answers, exchanges->exchanges, exchanges->count);
    json_list(json, "larger", answers, exchanges->larger, exchanges->larger_count);
    json_list(json, "shared", answers, exchanges->shared, exchanges->shared_count);
}

const report_section report_section_exchanges = {
    .topic = ENT_TOPIC_EXCHANGES,
    .id = "exchanges",
    .title = "Who gives what for what",
    .say = say,
    .json = json,
};
