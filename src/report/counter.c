/* A package on the table, in words, tables and JSON. */
#include "report/conditions.h"
#include "report/deal_set.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <string.h>

#define STEPS_SAID 2

static const char *over(const ent_counter *counter) {
    return counter->settles ? "over walking away" : "over today";
}

static const char *say_kind(const report_draft *draft) {
    if (!draft->answers->deals->has_interim)
        return "An agreement";
    return draft->answers->counter->settles ? "A settlement" : "An interim agreement";
}

static const char *say_package(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    uint32_t *today = REPORT_DRAFT_NEW(draft, uint32_t, draft->model->issues_count);
    if (!today)
        return "";
    if (counter->is_status_quo)
        return "Nothing is changed: that is no agreement.";
    const size_t bytes = draft->model->issues_count * sizeof *today;
    return report_say(
        draft, "%s%s: %s.", say_kind(draft),
        memcmp(counter->package, today, bytes) == 0
            ? " that leaves everything as it is today"
            : report_say(draft, " with %s", report_say_switch(draft, counter->package, today)),
        report_say_gains(draft, counter->gain, over(counter)));
}

static const char *say_losers(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *text = "";
    for (size_t i = 0; i < counter->losers.count; i++) {
        const uint32_t p = counter->losers.at[i];
        text =
            report_say(draft, "%s %s falls %s short of %s.", text, report_say_principal(draft, p),
                       report_say_share(draft, -counter->gain[p]),
                       counter->settles ? "its walk-away" : "today");
    }
    return text;
}

static const char *say_obstacles(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *text = say_losers(draft);
    for (size_t i = 0; i < counter->crossed_count; i++)
        text = report_say(
            draft, "%s It crosses %s.", text,
            report_say_red_line(draft, counter->crossed[i].party, counter->crossed[i].index));
    for (size_t i = 0; i < counter->rules.count; i++)
        text = report_say(draft, "%s It breaks a rule: %s.", text,
                          report_say_rule(draft, counter->rules.at[i]));
    for (size_t i = 0; i < counter->barred.count; i++) {
        const uint32_t j = counter->barred.at[i];
        text = report_say(draft, "%s It has %s, against what is fixed.", text,
                          report_say_choice(draft, j, counter->package[j]));
    }
    return text;
}

static const char *say_verdict(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *everybody = report_say_everybody(draft);
    if (counter->acceptable)
        return counter->is_status_quo ? "" : report_say(draft, "Yes, %s can sign it.", everybody);
    return report_say(draft, "No.%s", say_obstacles(draft));
}

/* "changes 3 issues: a (b), c (d) and e (f); against it Ukraine gains 3 %" */
static const char *say_against(report_draft *draft, const ent_counter_offer *offer) {
    return report_say(draft, "%s; against the package %s",
                      report_say_switch(draft, offer->package, draft->answers->counter->package),
                      report_say_added(draft, offer->added));
}

static const char *say_frontier(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *everybody = report_say_everybody(draft);
    if (counter->on_frontier)
        return "It is on it: nobody could gain more without loss to another.";
    if (counter->offers_count == 0)
        return report_say(draft, "Nothing that %s can sign is as good for each of them.",
                          everybody);
    const bool one = counter->offers_count == 1;
    const char *beaten = report_say(
        draft, "It is not on it: %s %s it, by which nobody loses",
        report_say_number_of(draft, counter->offers_count, "package there", "packages there"),
        one ? "beats" : "beat");
    if (counter->offers_for_all == counter->offers_count)
        return report_say(draft, "%s and %s gain.", beaten, everybody);
    return counter->offers_for_all ? report_say(draft, "%s; by %zu of them %s gain.", beaten,
                                                counter->offers_for_all, everybody)
                                   : report_say(draft, "%s.", beaten);
}

static const char *say_changes_needed(report_draft *draft, const ent_counter_offer *repair) {
    return repair->changed == 1 ? "One change is"
                                : report_say(draft, "%zu changes are", repair->changed);
}

static bool nobody_loses(const report_draft *draft, const double *added) {
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (added[p] < 0)
            return false;
    return true;
}

/* What would make it acceptable: the fewest changes, and more that cost less. */
static void say_repair(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const ent_counter_offer *first = &counter->ladder[0];
    const char *text =
        report_say(draft, "%s enough for %s to sign: %s.", say_changes_needed(draft, first),
                   report_say_everybody(draft), say_against(draft, first));
    if (counter->repairs_found == 2)
        text = report_say(draft, "%s That costs least; one other way is as short.", text);
    else if (counter->repairs_found > 2)
        text = report_say(draft, "%s That costs least; %llu other ways are as short.", text,
                          (unsigned long long)(counter->repairs_found - 1));
    report_sentence(draft, "A way out", text);
    if (counter->ladder_count < 2)
        return;
    const ent_counter_offer *last = &counter->ladder[counter->ladder_count - 1];
    const bool for_all = nobody_loses(draft, last->added);
    report_sentence(draft, for_all ? "Better still" : "At less cost",
                    report_say(draft, "%zu changes: %s.", last->changed, say_against(draft, last)));
}

static void say_repairs(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    if (counter->acceptable)
        return;
    if (counter->repairs_count)
        say_repair(draft);
    else if (!counter->nearest)
        report_sentence(draft, "A way out",
                        report_say(draft, "None: nothing of its kind can be signed by %s.",
                                   report_say_everybody(draft)));
    else
        report_sentence(draft, "A way out",
                        report_say(draft,
                                   "More than %zu changes are needed. The nearest package on the "
                                   "frontier takes %zu: %s.",
                                   counter->repairs_searched, counter->nearest->changed,
                                   say_against(draft, counter->nearest)));
}

/* "with nobody losing Ukraine could gain up to 5 % of what it wants, Russia up to 4 %" */
static const char *say_most(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *text = "";
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const char *amount =
            counter->left[p] > 0
                ? report_say(draft, "up to %s", report_say_share(draft, counter->left[p]))
                : "nothing";
        const char *one = report_say(draft, "%s%s %s%s", report_say_principal(draft, p),
                                     *text ? "" : " could gain", amount,
                                     *text || counter->left[p] <= 0 ? "" : " of what it wants");
        text = report_join(draft, text, ", ", one);
    }
    return report_say(draft, "With nobody losing %s.", text);
}

static bool yardsticks_agree(const ent_counter *counter) {
    for (size_t s = 1; s < ENT_SOLUTIONS; s++)
        if (counter->best[s] != counter->best[0])
            return false;
    return true;
}

static const char *say_left(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *most = say_most(draft);
    if (!yardsticks_agree(counter))
        return most;
    const ent_counter_offer *best = &counter->offers[counter->best[0]];
    return report_say(draft, "%s All yardsticks of fairness pick the same: %s.", most,
                      report_say_added(draft, best->added));
}

static const char *say_offer_of(report_draft *draft, const ent_counter_offer *offer) {
    const ent_counter *counter = draft->answers->counter;
    return report_say(draft, "%s; then %s",
                      report_say_switch(draft, offer->package, counter->package),
                      report_say_added(draft, offer->added));
}

static const char *say_side(report_draft *draft, size_t p) {
    const ent_counter *counter = draft->answers->counter;
    const ent_ids *pleasing = &counter->pleasing[p];
    if (pleasing->count == 0)
        return "Nothing on the frontier pleases another at no cost to it.";
    const char *more =
        pleasing->count == 2 ? " One more costs it nothing either."
        : pleasing->count > 2
            ? report_say(draft, " %zu more cost it nothing either.", pleasing->count - 1)
            : "";
    return report_say(draft, "At no cost to it, nearest: %s.%s",
                      say_offer_of(draft, &counter->offers[pleasing->at[0]]), more);
}

/* Each side's nearest offer; said once if they are the same. */
static void say_sides(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const size_t principals = draft->model->principals.count;
    const uint32_t side = draft->answers->inquiry.side;
    bool same = side == ENT_NONE;
    for (size_t p = 0; p < principals; p++)
        same = same && counter->pleasing[p].count &&
               counter->pleasing[p].at[0] == counter->pleasing[0].at[0];
    if (same) {
        report_sentence(
            draft, "Counter-offer",
            report_say(draft, "Nearest, at no cost to anybody: %s.",
                       say_offer_of(draft, &counter->offers[counter->pleasing[0].at[0]])));
        return;
    }
    for (size_t p = 0; p < principals; p++)
        if (side == ENT_NONE || draft->model->principals.at[p] == side)
            report_sentence(draft, report_say(draft, "From %s", report_say_principal(draft, p)),
                            say_side(draft, p));
}

static void say_steps(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const char *text = "";
    for (size_t i = 0; i < counter->steps_count && i < STEPS_SAID; i++)
        text = report_join(draft, text, ". ",
                           report_say_capital(draft, say_offer_of(draft, &counter->steps[i])));
    if (!*text)
        return;
    const char *more =
        counter->steps_count > STEPS_SAID
            ? report_say(draft, " %s.",
                         report_say_number_of(draft, counter->steps_count - STEPS_SAID,
                                              "more such change", "more such changes"))
            : "";
    report_sentence(draft, "One change", report_say(draft, "%s.%s", text, more));
}

static void say_answer(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    report_sentence(draft, "On the table", say_package(draft));
    const char *verdict = say_verdict(draft);
    if (*verdict)
        report_sentence(draft, "Acceptable", verdict);
    report_sentence(draft, "The frontier", say_frontier(draft));
    say_repairs(draft);
    if (counter->offers_count)
        report_sentence(draft, "Left over", say_left(draft));
    if (counter->offers_count || draft->answers->inquiry.side != ENT_NONE)
        say_sides(draft);
    say_steps(draft);
}

/* --- tables ---------------------------------------------------------------------------------- */

static void offer_columns(report_draft *draft, report_table *table) {
    static const report_column columns[] = {
        {.title = "Otherwise than on the table", .type = REPORT_TEXT},
        {.name = "changed", .type = REPORT_WHOLE},
    };
    report_column_add(draft, table,
                      (report_column){.name = "number", .title = "No.", .type = REPORT_WHOLE});
    report_columns_of_sides(draft, table, REPORT_CHANGE, "added", " %");
    REPORT_COLUMNS(draft, table, columns);
    report_columns_of_sides(draft, table, REPORT_CHANGE, "gain", NULL);
    report_column_add(draft, table, (report_column){.name = "package", .type = REPORT_PACKAGE});
}

static void offer_row(report_draft *draft, report_table *table, const ent_counter_offer *offer,
                      size_t number) {
    const ent_counter *counter = draft->answers->counter;
    report_row(draft, table);
    report_put_number(table, (double)number);
    report_put_sides(draft, table, offer->added);
    report_put_text(table, report_say_difference(draft, offer->package, counter->package));
    report_put_number(table, (double)offer->changed);
    report_put_sides(draft, table, offer->gain);
    report_put_package(table, offer->package);
}

/* A long list of offers, without its rows; NULL if out of memory. */
static report_table *begin_offers(report_draft *draft, const char *name, const char *title) {
    report_table *table = report_table_begin(draft, name, title);
    if (!table)
        return NULL;
    offer_columns(draft, table);
    table->cuts = true;
    table->note = "What is added to the package on the table, in % of what a side wants.";
    return table;
}

/* In the order of one side, or of nobody. */
static void offer_table(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const uint32_t side = draft->answers->inquiry.side;
    const ent_ids *order = NULL;
    for (size_t p = 0; p < draft->model->principals.count; p++)
        if (draft->model->principals.at[p] == side)
            order = &counter->pleasing[p];
    const size_t count = order ? order->count : counter->offers_count;
    report_table *table = begin_offers(
        draft, "counter-offers",
        order ? report_say(draft, "What %s could offer at no cost to itself, nearest first",
                           report_say_party(draft, side))
              : "What could be offered at no cost to anybody, nearest first");
    for (size_t i = 0; i < count; i++) {
        const size_t offer = order ? order->at[i] : i;
        offer_row(draft, table, &counter->offers[offer], offer + 1);
    }
}

static void step_table(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    report_table *table =
        begin_offers(draft, "counter-steps", "Single changes by which nobody loses");
    for (size_t i = 0; i < counter->steps_count; i++)
        offer_row(draft, table, &counter->steps[i], i + 1);
}

/* The repairs with the fewest changes, then what more changes save, which is shown in any case. */
static void repair_table(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const size_t count = counter->repairs_count;
    const size_t longer = counter->ladder_count ? counter->ladder_count - 1 : 0;
    report_table *table =
        begin_offers(draft, "counter-repairs", "Changes after which all can sign");
    double *ranks = REPORT_DRAFT_NEW(draft, double, count + longer);
    if (!table || !ranks)
        return;
    for (size_t i = 0; i < count; i++)
        offer_row(draft, table, &counter->repairs[i], i + 1);
    for (size_t i = 0; i < longer; i++) {
        offer_row(draft, table, &counter->ladder[i + 1], count + i + 1);
        ranks[count + i] = 1;
    }
    table->ranks = ranks;
    if (counter->repairs_found > count)
        table->found = counter->repairs_found + longer;
}

static void left_row(report_draft *draft, report_table *table, const char *name, const char *title,
                     uint32_t offer) {
    report_row(draft, table);
    report_put_named(table, name, title);
    report_put_sides(draft, table, draft->answers->counter->offers[offer].added);
    report_put_number(table, (double)offer + 1);
}

/* The nearest offer by which a side gains most. */
static uint32_t offer_with_most(const ent_counter *counter, size_t p) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < counter->offers_count; i++)
        if (counter->offers[i].added[p] > counter->offers[best].added[p] + ENT_COUNTER_TOLERANCE)
            best = i;
    return best;
}

static void left_table(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const ent_model *model = draft->model;
    report_table *table = report_table_begin(draft, "left", "What the package leaves on the table");
    report_column_add(
        draft, table,
        (report_column){.name = "name", .title = "By what is added", .type = REPORT_TEXT});
    report_columns_of_sides(draft, table, REPORT_CHANGE, "added", " %");
    report_column_add(
        draft, table,
        (report_column){.name = "number", .title = "offer No.", .type = REPORT_WHOLE});
    for (size_t p = 0; p < model->principals.count && counter->offers_count > 0; p++) {
        const ent_party *party = &model->parties[model->principals.at[p]];
        left_row(draft, table, report_say(draft, "most_%s", party->key),
                 report_say(draft, "most for %s", report_say_bare(draft, party->name)),
                 offer_with_most(counter, p));
    }
    for (size_t s = 0; s < ENT_SOLUTIONS && counter->offers_count > 0; s++)
        left_row(draft, table, ent_solution_name((ent_solution)s), report_solution_title(s),
                 counter->best[s]);
}

static void worth_table(report_draft *draft) {
    const ent_counter *counter = draft->answers->counter;
    const report_column columns[] = {
        {.name = "party", .title = "Side", .type = REPORT_PARTY},
        {.name = "utility", .title = "worth %", .type = REPORT_SHARE},
        {.name = "gain",
         .title = counter->settles ? "over walking away %" : "over today %",
         .type = REPORT_CHANGE},
        {.name = "left", .title = "could gain more %", .type = REPORT_CHANGE},
    };
    report_table *table = report_table_begin(draft, "counter", "What the package is worth");
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        report_row(draft, table);
        report_put_party(table, draft->model->principals.at[p]);
        report_put_number(table, counter->utility[p]);
        report_put_number(table, counter->gain[p]);
        report_put_number(table, counter->left[p]);
    }
    table->note = "In % of what a side wants; more with nobody losing.";
}

static void say(report_draft *draft) {
    say_answer(draft);
    worth_table(draft);
    repair_table(draft);
    left_table(draft);
    offer_table(draft);
    step_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_package(print_json *json, const ent_model *model, const uint32_t *package) {
    print_json_object(json, "package", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, model->issues[j].key, model->issues[j].options[package[j]].key);
    print_json_close(json);
}

static void json_offer(print_json *json, const char *key, const ent_answers *answers,
                       const ent_counter_offer *offer) {
    const ent_model *model = answers->model;
    print_json_object(json, key, PRINT_JSON_LINE);
    json_package(json, model, offer->package);
    print_json_array(json, "changed", PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        if (offer->package[j] != answers->counter->package[j])
            print_json_text(json, NULL, model->issues[j].key);
    print_json_close(json);
    report_json_by_principal(json, "gain", model, offer->gain);
    report_json_by_principal(json, "added", model, offer->added);
    if (offer->deal != ENT_NONE)
        print_json_whole(json, "frontier", offer->deal);
    print_json_close(json);
}

static void json_offers(print_json *json, const char *key, const ent_answers *answers,
                        const ent_counter_offer *offers, size_t count) {
    const print_json_cut cut = print_json_list(json, key, count, answers->model->issues_count);
    for (size_t i = 0; i < cut.shown; i++)
        json_offer(json, NULL, answers, &offers[i]);
    print_json_close(json);
}

static void json_wholes(print_json *json, const char *key, const ent_ids *ids) {
    print_json_array(json, key, PRINT_JSON_LINE);
    for (size_t i = 0; i < ids->count; i++)
        print_json_whole(json, NULL, ids->at[i]);
    print_json_close(json);
}

static void json_obstacles(print_json *json, const ent_answers *answers) {
    const ent_counter *counter = answers->counter;
    const ent_model *model = answers->model;
    print_json_array(json, "falls_short", PRINT_JSON_LINE);
    for (size_t i = 0; i < counter->losers.count; i++)
        print_json_text(json, NULL,
                        model->parties[model->principals.at[counter->losers.at[i]]].key);
    print_json_close(json);
    print_json_array(json, "crosses", PRINT_JSON_LINE);
    for (size_t i = 0; i < counter->crossed_count; i++)
        report_json_red_line(json, NULL, model, &counter->crossed[i]);
    print_json_close(json);
    json_wholes(json, "breaks_rules", &counter->rules);
    print_json_array(json, "against_fixed", PRINT_JSON_LINE);
    for (size_t i = 0; i < counter->barred.count; i++)
        print_json_text(json, NULL, model->issues[counter->barred.at[i]].key);
    print_json_close(json);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_counter *counter = answers->counter;
    const ent_model *model = answers->model;
    json_package(json, model, counter->package);
    print_json_text(json, "kind", counter->settles ? "settlement" : "interim");
    report_json_by_principal(json, "utility", model, counter->utility);
    report_json_by_principal(json, "gain", model, counter->gain);
    print_json_bool(json, "acceptable", counter->acceptable);
    json_obstacles(json, answers);
    print_json_bool(json, "on_frontier", counter->on_frontier);
    report_json_by_principal(json, "left", model, counter->left);
    json_offers(json, "offers", answers, counter->offers, counter->offers_count);
    print_json_object(json, "offers_by", PRINT_JSON_WIDE);
    for (size_t p = 0; p < model->principals.count; p++)
        json_wholes(json, model->parties[model->principals.at[p]].key, &counter->pleasing[p]);
    print_json_close(json);
    print_json_object(json, "best", PRINT_JSON_LINE);
    for (size_t s = 0; s < ENT_SOLUTIONS; s++)
        if (counter->best[s] != ENT_NONE)
            print_json_whole(json, ent_solution_name((ent_solution)s), counter->best[s]);
    print_json_close(json);
    json_offers(json, "steps", answers, counter->steps, counter->steps_count);
    json_offers(json, "repairs", answers, counter->repairs, counter->repairs_count);
    json_offers(json, "ladder", answers, counter->ladder, counter->ladder_count);
    print_json_whole(json, "repairs_searched", counter->repairs_searched);
    if (counter->nearest)
        json_offer(json, "nearest", answers, counter->nearest);
}

const report_section report_section_counter = {
    .topic = ENT_TOPIC_COUNTER,
    .id = "counter",
    .title = "The package on the table",
    .say = say,
    .json = json,
};
