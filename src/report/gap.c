/* How far apart the sides are, in words, tables and JSON. */
#include "report/number.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>

#define PAIRS_SAID_MAX 4 /* with more principals only the extreme pairs are spelt out */
#define ISSUES_SAID    3

static ent_status run(ent_report *report, ent_diags *diags) {
    return ent_gap_measure(report->model, &report->gap, diags);
}

static void release(ent_report *report) {
    ent_gap_free(report->gap);
}

static double loss(const ent_gap *gap, size_t a, size_t b) {
    return gap->loss[a * gap->principals + b];
}

static double issue_loss(const ent_gap *gap, size_t issue, size_t a, size_t b) {
    return gap->issue_loss[(issue * gap->principals + a) * gap->principals + b];
}

/* Sum over all pairs: the measure by which issues are called wide. */
static double issue_width(const ent_gap *gap, size_t issue) {
    double sum = 0;
    for (size_t i = 0; i < gap->principals * gap->principals; i++)
        sum += gap->issue_loss[issue * gap->principals * gap->principals + i];
    return sum;
}

static double mean_loss(const ent_gap *gap) {
    double sum = 0;
    for (size_t i = 0; i < gap->principals * gap->principals; i++)
        sum += gap->loss[i];
    return sum / (double)(gap->principals * (gap->principals - 1));
}

static const char *label(const ent_gap *gap) {
    const double mean = mean_loss(gap);
    return mean >= 0.6 ? "Far apart." : mean >= 0.3 ? "Apart." : mean > 0 ? "Close." : "At one.";
}

/* "If B got its way everywhere, A would lose 30 % of what it wants and C 50 %." */
static const char *say_way_of(report_draft *draft, size_t b) {
    const ent_gap *gap = draft->report->gap;
    const char *text = "";
    for (size_t a = 0; a < gap->principals; a++) {
        if (a == b)
            continue;
        const char *share = report_say_share(draft, loss(gap, a, b));
        const char *name = report_say_principal(draft, a);
        text = *text ? report_say(draft, "%s, %s %s", text, name, share)
                     : report_say(draft, "%s would lose %s of what it wants", name, share);
    }
    return report_say(draft, "If %s got its way everywhere, %s.", report_say_principal(draft, b),
                      text);
}

static const char *say_two(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    return report_say(draft,
                      "If %s got its way everywhere, %s would lose %s of what it wants; "
                      "the other way round, %s would lose %s.",
                      report_say_principal(draft, 1), report_say_principal(draft, 0),
                      report_say_share(draft, loss(gap, 0, 1)), report_say_principal(draft, 1),
                      report_say_share(draft, loss(gap, 1, 0)));
}

static const char *say_extreme_pair(report_draft *draft, const char *how, double sign) {
    const ent_gap *gap = draft->report->gap;
    size_t first = 0;
    size_t second = 1;
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = a + 1; b < gap->principals; b++)
            if (sign * (loss(gap, a, b) + loss(gap, b, a)) >
                sign * (loss(gap, first, second) + loss(gap, second, first))) {
                first = a;
                second = b;
            }
    return report_say(
        draft,
        "%s are %s and %s: %s would lose %s of what it wants to %s, which would "
        "lose %s the other way round.",
        how, report_say_principal(draft, first), report_say_principal(draft, second),
        report_say_principal(draft, first), report_say_share(draft, loss(gap, first, second)),
        report_say_principal(draft, second), report_say_share(draft, loss(gap, second, first)));
}

static const char *say_losses(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    if (mean_loss(gap) <= 0)
        return "Nobody would lose anything if another side got its way everywhere.";
    if (gap->principals == 2)
        return say_two(draft);
    if (gap->principals > PAIRS_SAID_MAX)
        return report_join(draft, say_extreme_pair(draft, "Farthest apart", 1), " ",
                           say_extreme_pair(draft, "Closest", -1));
    const char *text = "";
    for (size_t b = 0; b < gap->principals; b++)
        text = report_join(draft, text, " ", say_way_of(draft, b));
    return text;
}

static const char *say_widest(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    const char *names[ISSUES_SAID];
    size_t count = 0;
    for (size_t i = 0; i < gap->issues && count < ISSUES_SAID; i++)
        if (issue_width(gap, gap->widest[i]) > 0)
            names[count++] = report_say_issue(draft, gap->widest[i]);
    return count ? report_say(draft, " Widest: %s.", report_say_list(draft, names, count, 0)) : "";
}

/* A wish is shared by two at least; who does not care shares none. */
static bool several_want(const ent_gap *gap, size_t issue, uint32_t *option) {
    size_t count = 0;
    for (size_t p = 0; p < gap->principals; p++) {
        const uint32_t wish = gap->wants[issue * gap->principals + p];
        count += wish != ENT_NONE;
        *option = wish != ENT_NONE ? wish : *option;
    }
    return count >= 2;
}

static const char *say_shared(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    const char *names[ISSUES_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t j = 0; j < gap->issues; j++) {
        uint32_t option = ENT_NONE;
        if (!gap->shared[j] || !several_want(gap, j, &option))
            continue;
        if (count < ISSUES_SAID)
            names[count++] = report_say_choice(draft, j, option);
        else
            more++;
    }
    if (count == 0)
        return " No wish is shared.";
    return report_say(draft, " Shared: %s.", report_say_list(draft, names, count, more));
}

static void lines(report_draft *draft) {
    report_draft_line(
        draft, label(draft->report->gap),
        report_say(draft, "%s%s%s", say_losses(draft), say_widest(draft), say_shared(draft)));
}

static const char *say_wish(report_draft *draft, size_t issue, size_t principal) {
    const ent_gap *gap = draft->report->gap;
    const uint32_t option = gap->wants[issue * gap->principals + principal];
    if (option == ENT_NONE)
        return draft->for_csv ? "" : "-";
    const ent_option *wanted = &draft->model->issues[issue].options[option];
    return draft->for_csv ? wanted->key : wanted->name;
}

static const char *say_most_lost(report_draft *draft, size_t issue) {
    const ent_gap *gap = draft->report->gap;
    double most = 0;
    const char *text = "-";
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++)
            if (issue_loss(gap, issue, a, b) > most) {
                most = issue_loss(gap, issue, a, b);
                text = report_say(draft, "%s, %s, to %s", report_say_principal(draft, a),
                                  report_say_share(draft, most), report_say_principal(draft, b));
            }
    return text;
}

static void issue_columns(report_draft *draft, print_table *table) {
    const ent_gap *gap = draft->report->gap;
    const bool two = gap->principals == 2;
    report_draft_column(draft, table, (print_column){"Issue", "issue", false, true});
    for (size_t p = 0; p < gap->principals; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_draft_column(
            draft, table,
            (print_column){report_say(draft, "%s wants", report_say_bare(draft, party->name)),
                           report_say(draft, "wants_%s", party->key), false, true});
    }
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++) {
            const ent_party *loser = &draft->model->parties[draft->model->principals.at[a]];
            const ent_party *winner = &draft->model->parties[draft->model->principals.at[b]];
            if (a != b)
                report_draft_column(
                    draft, table,
                    (print_column){
                        two ? report_say(draft, "%s loses", report_say_bare(draft, loser->name))
                            : NULL,
                        report_say(draft, "loss_%s_%s", loser->key, winner->key), true, false});
        }
    if (!two)
        report_draft_column(draft, table, (print_column){"Most lost", NULL, false, true});
}

static void issue_row(report_draft *draft, print_table *table, size_t issue) {
    const ent_gap *gap = draft->report->gap;
    report_draft_row(draft, table);
    size_t column = 0;
    report_draft_text(table, column++,
                      draft->for_csv ? draft->model->issues[issue].key
                                     : draft->model->issues[issue].name);
    for (size_t p = 0; p < gap->principals; p++)
        report_draft_text(table, column++, say_wish(draft, issue, p));
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                report_draft_share(draft, table, column++, issue_loss(gap, issue, a, b), false);
    if (gap->principals > 2)
        report_draft_text(table, column, say_most_lost(draft, issue));
}

static void issue_table(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    print_table *table = report_draft_table(draft, "issues", "How far apart, issue by issue");
    if (!table)
        return;
    issue_columns(draft, table);
    for (size_t i = 0; i < gap->issues; i++)
        issue_row(draft, table, gap->widest[i]);
    table->note = "What a side loses where the other gets its way, in % of what it wants; "
                  "widest first. -: it does not care.";
}

/* Per cent without the sign; bounds are rounded outwards, but for the rounding of doubles. */
static const char *say_opposition(report_draft *draft, double low, double high) {
    char first[REPORT_NUMBER_TEXT];
    char last[REPORT_NUMBER_TEXT];
    const bool proven = !(low < high);
    report_number_percent_fixed(proven ? low : floor(low * 1000 + 1e-9) / 1000, 0, first);
    report_number_percent_fixed(proven ? high : ceil(high * 1000 - 1e-9) / 1000, 0, last);
    return proven ? report_say(draft, "%s", last)
                  : report_say(draft, "between %s and %s", first, last);
}

static void opposition_cells(report_draft *draft, print_table *table, size_t pair) {
    const ent_gap *gap = draft->report->gap;
    const double low = gap->opposition_low[pair];
    const double high = gap->opposition[pair];
    report_draft_share(draft, table, 4, high, false);
    if (!draft->for_csv && low < high)
        report_draft_text(table, 4, say_opposition(draft, low, high));
    report_draft_share(draft, table, 5, low, false);
}

static const char *say_opposition_all(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    if (gap->principals == 2 || !isfinite(gap->opposition_all))
        return "";
    return report_say(draft, " Over all %zu sides at once it is %s %%.", gap->principals,
                      say_opposition(draft, gap->opposition_all_low, gap->opposition_all));
}

static bool are_pairs_proven(const ent_gap *gap) {
    for (size_t i = 0; i < gap->principals * gap->principals; i++)
        if (gap->opposition_low[i] < gap->opposition[i])
            return false;
    return true;
}

static bool is_all_proven(const ent_gap *gap) {
    return !(gap->opposition_all_low < gap->opposition_all);
}

static void pair_table(report_draft *draft) {
    const ent_gap *gap = draft->report->gap;
    print_table *table = report_draft_table(draft, "pairs", "How far apart, side by side");
    if (!table)
        return;
    report_draft_column(draft, table, (print_column){"Side", "party", false, false});
    report_draft_column(draft, table, (print_column){"against", "other", false, false});
    report_draft_column(draft, table, (print_column){"loses %", "loss", true, false});
    report_draft_column(draft, table,
                        (print_column){"options both prefer to today", "improved", true, false});
    report_draft_column(draft, table, (print_column){"opposition %", "opposition", true, false});
    report_draft_column(draft, table, (print_column){NULL, "opposition_low", true, false});
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++) {
            if (a == b)
                continue;
            report_draft_row(draft, table);
            const uint32_t *who = draft->model->principals.at;
            report_draft_text(table, 0,
                              draft->for_csv ? draft->model->parties[who[a]].key
                                             : report_say_principal(draft, a));
            report_draft_text(table, 1,
                              draft->for_csv ? draft->model->parties[who[b]].key
                                             : report_say_principal(draft, b));
            report_draft_share(draft, table, 2, loss(gap, a, b), false);
            report_draft_whole(draft, table, 3, gap->improved[a * gap->principals + b]);
            opposition_cells(draft, table, a * gap->principals + b);
        }
    table->detail = true;
    table->note =
        report_say(draft,
                   "Opposition: how far the nearest possible package stays from giving each of the "
                   "two all it can get (0: nothing stands between them).%s%s",
                   say_opposition_all(draft),
                   are_pairs_proven(gap) && is_all_proven(gap)
                       ? ""
                       : " Where it lies between two numbers, a package comes as near "
                         "as the upper one, and none nearer than the lower one.");
}

static void tables(report_draft *draft) {
    issue_table(draft);
    pair_table(draft);
}

static const char *key_of(const ent_model *model, size_t principal) {
    return model->parties[model->principals.at[principal]].key;
}

static void json_pairs(print_json *json, const char *key, const ent_report *report,
                       const double *numbers) {
    const ent_gap *gap = report->gap;
    print_json_object(json, key, PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(report->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                print_json_number(json, key_of(report->model, b), numbers[a * gap->principals + b]);
        print_json_close(json);
    }
    print_json_close(json);
}

/* The lower bounds of the pairs whose nearest package is not proven. */
static void json_pairs_low(print_json *json, const ent_report *report) {
    const ent_gap *gap = report->gap;
    print_json_object(json, "opposition_low", PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(report->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++) {
            const size_t pair = a * gap->principals + b;
            if (gap->opposition_low[pair] < gap->opposition[pair])
                print_json_number(json, key_of(report->model, b), gap->opposition_low[pair]);
        }
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_issue(print_json *json, const ent_report *report, size_t issue) {
    const ent_gap *gap = report->gap;
    const ent_issue *self = &report->model->issues[issue];
    print_json_object(json, self->key, PRINT_JSON_LINE);
    json_pairs(json, "loss", report, gap->issue_loss + issue * gap->principals * gap->principals);
    print_json_object(json, "wants", PRINT_JSON_LINE);
    for (size_t p = 0; p < gap->principals; p++) {
        const uint32_t option = gap->wants[issue * gap->principals + p];
        if (option != ENT_NONE)
            print_json_text(json, key_of(report->model, p), self->options[option].key);
    }
    print_json_close(json);
    print_json_close(json);
}

static void json_improved(print_json *json, const ent_report *report) {
    const ent_gap *gap = report->gap;
    print_json_object(json, "improved", PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(report->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                print_json_whole(json, key_of(report->model, b),
                                 gap->improved[a * gap->principals + b]);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_report *report) {
    const ent_gap *gap = report->gap;
    json_pairs(json, "loss", report, gap->loss);
    print_json_object(json, "issues", PRINT_JSON_WIDE);
    for (size_t j = 0; j < gap->issues; j++)
        json_issue(json, report, j);
    print_json_close(json);
    print_json_array(json, "widest", PRINT_JSON_LINE);
    for (size_t j = 0; j < gap->issues; j++)
        print_json_text(json, NULL, report->model->issues[gap->widest[j]].key);
    print_json_close(json);
    print_json_array(json, "shared", PRINT_JSON_LINE);
    for (size_t j = 0; j < gap->issues; j++)
        if (gap->shared[j])
            print_json_text(json, NULL, report->model->issues[j].key);
    print_json_close(json);
    json_improved(json, report);
    json_pairs(json, "opposition", report, gap->opposition);
    print_json_number(json, "opposition_all", gap->opposition_all);
    if (!are_pairs_proven(gap))
        json_pairs_low(json, report);
    if (!is_all_proven(gap))
        print_json_number(json, "opposition_all_low", gap->opposition_all_low);
}

const report_section report_section_gap = {
    .key = "gap",
    .run = run,
    .lines = lines,
    .tables = tables,
    .json = json,
    .release = release,
};
