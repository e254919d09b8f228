/* How far apart the sides are, in words, tables and JSON. */
#include "report/number.h"
#include "report/positions.h"
#include "report/section.h"
#include "report/wording.h"

#include <math.h>

#define PAIRS_SAID_MAX 4 /* with more principals only the extreme pairs are spelt out */
#define ISSUES_SAID    3

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
    const ent_gap *gap = draft->answers->gap;
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
    const ent_gap *gap = draft->answers->gap;
    return report_say(draft,
                      "If %s got its way everywhere, %s would lose %s of what it wants; "
                      "the other way round, %s would lose %s.",
                      report_say_principal(draft, 1), report_say_principal(draft, 0),
                      report_say_share(draft, loss(gap, 0, 1)), report_say_principal(draft, 1),
                      report_say_share(draft, loss(gap, 1, 0)));
}

static const char *say_extreme_pair(report_draft *draft, const char *how, double sign) {
    const ent_gap *gap = draft->answers->gap;
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
    const ent_gap *gap = draft->answers->gap;
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
    const ent_gap *gap = draft->answers->gap;
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
    const ent_gap *gap = draft->answers->gap;
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

static void say_answer(report_draft *draft) {
    report_sentence(
        draft, label(draft->answers->gap),
        report_say(draft, "%s%s%s", say_losses(draft), say_widest(draft), say_shared(draft)));
}

/* --- tables ---------------------------------------------------------------------------------- */

/* With more than two sides there are too many pairs to read: the largest loss stands for them. */
static const char *say_most_lost(report_draft *draft, size_t issue) {
    const ent_gap *gap = draft->answers->gap;
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

static void issue_columns(report_draft *draft, report_table *table) {
    const ent_gap *gap = draft->answers->gap;
    const ent_ids principals = draft->model->principals;
    const bool two = gap->principals == 2;
    report_column_add(draft, table,
                      (report_column){.name = "issue", .title = "Issue", .type = REPORT_ISSUE});
    report_columns_of_sides(draft, table, REPORT_OPTION, "wants", " wants");
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++) {
            const ent_party *loser = &draft->model->parties[principals.at[a]];
            const ent_party *winner = &draft->model->parties[principals.at[b]];
            if (a == b)
                continue;
            const char *bare = report_say_bare(draft, loser->name);
            report_column_add(
                draft, table,
                (report_column){.name = report_say(draft, "loss_%s_%s", loser->key, winner->key),
                                .title = two ? report_say(draft, "%s loses", bare) : NULL,
                                .type = REPORT_SHARE,
                                .side = (uint8_t)(a + 1)});
        }
    if (!two)
        report_column_add(draft, table, (report_column){.title = "Most lost", .type = REPORT_TEXT});
}

static void issue_row(report_draft *draft, report_table *table, size_t issue) {
    const ent_gap *gap = draft->answers->gap;
    report_row(draft, table);
    report_put_issue(table, issue);
    for (size_t p = 0; p < gap->principals; p++)
        report_put_option(table, issue, gap->wants[issue * gap->principals + p]);
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                report_put_number(table, issue_loss(gap, issue, a, b));
    if (gap->principals > 2)
        report_put_text(table, say_most_lost(draft, issue));
}

static void issue_table(report_draft *draft) {
    const ent_gap *gap = draft->answers->gap;
    report_table *table = report_table_begin(draft, "issues", "How far apart, issue by issue");
    if (!table)
        return;
    issue_columns(draft, table);
    for (size_t i = 0; i < gap->issues; i++)
        issue_row(draft, table, gap->widest[i]);
    table->chart = "gap";
    table->note = "What a side loses where the other gets its way, in % of what it wants; "
                  "widest first. -: it does not care.";
}

static const char *say_opposition_all(report_draft *draft) {
    const ent_gap *gap = draft->answers->gap;
    if (gap->principals == 2 || !isfinite(gap->opposition_all))
        return "";
    return report_say(draft, " Over all %zu sides at once it is %s %%.", gap->principals,
                      report_say_between(draft, gap->opposition_all_low, gap->opposition_all));
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

static void pair_row(report_draft *draft, report_table *table, size_t a, size_t b) {
    const ent_gap *gap = draft->answers->gap;
    const size_t pair = a * gap->principals + b;
    report_row(draft, table);
    report_put_party(table, draft->model->principals.at[a]);
    report_put_party(table, draft->model->principals.at[b]);
    report_put_number(table, loss(gap, a, b));
    report_put_number(table, gap->improved[pair]);
    report_put_interval(table, gap->opposition_low[pair], gap->opposition[pair]);
    report_put_number(table, gap->opposition_low[pair]);
}

static void pair_table(report_draft *draft) {
    const ent_gap *gap = draft->answers->gap;
    report_table *table = report_table_begin(draft, "pairs", "How far apart, side by side");
    static const report_column columns[] = {
        {.name = "party", .title = "Side", .type = REPORT_PARTY},
        {.name = "other", .title = "against", .type = REPORT_PARTY},
        {.name = "loss", .title = "loses %", .type = REPORT_SHARE},
        {.name = "improved", .title = "options both prefer to today", .type = REPORT_WHOLE},
        {.name = "opposition", .title = "opposition %", .type = REPORT_SHARE},
        {.name = "opposition_low", .type = REPORT_SHARE},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t a = 0; a < gap->principals; a++)
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                pair_row(draft, table, a, b);
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

static void say(report_draft *draft) {
    say_answer(draft);
    issue_table(draft);
    report_draft_positions(draft);
    pair_table(draft);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static const char *key_of(const ent_model *model, size_t principal) {
    return model->parties[model->principals.at[principal]].key;
}

static void json_pairs(print_json *json, const char *key, const ent_answers *answers,
                       const double *numbers) {
    const ent_gap *gap = answers->gap;
    print_json_object(json, key, PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(answers->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                print_json_number(json, key_of(answers->model, b),
                                  numbers[a * gap->principals + b]);
        print_json_close(json);
    }
    print_json_close(json);
}

/* The lower bounds of the pairs whose nearest package is not proven. */
static void json_pairs_low(print_json *json, const ent_answers *answers) {
    const ent_gap *gap = answers->gap;
    print_json_object(json, "opposition_low", PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(answers->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++) {
            const size_t pair = a * gap->principals + b;
            if (gap->opposition_low[pair] < gap->opposition[pair])
                print_json_number(json, key_of(answers->model, b), gap->opposition_low[pair]);
        }
        print_json_close(json);
    }
    print_json_close(json);
}

static void json_issue(print_json *json, const ent_answers *answers, size_t issue) {
    const ent_gap *gap = answers->gap;
    const ent_issue *self = &answers->model->issues[issue];
    print_json_object(json, self->key, PRINT_JSON_LINE);
    json_pairs(json, "loss", answers, gap->issue_loss + issue * gap->principals * gap->principals);
    print_json_object(json, "wants", PRINT_JSON_LINE);
    for (size_t p = 0; p < gap->principals; p++) {
        const uint32_t option = gap->wants[issue * gap->principals + p];
        if (option != ENT_NONE)
            print_json_text(json, key_of(answers->model, p), self->options[option].key);
    }
    print_json_close(json);
    print_json_close(json);
}

static void json_improved(print_json *json, const ent_answers *answers) {
    const ent_gap *gap = answers->gap;
    print_json_object(json, "improved", PRINT_JSON_LINE);
    for (size_t a = 0; a < gap->principals; a++) {
        print_json_object(json, key_of(answers->model, a), PRINT_JSON_LINE);
        for (size_t b = 0; b < gap->principals; b++)
            if (a != b)
                print_json_whole(json, key_of(answers->model, b),
                                 gap->improved[a * gap->principals + b]);
        print_json_close(json);
    }
    print_json_close(json);
}

static void json(print_json *json, const ent_answers *answers) {
    const ent_gap *gap = answers->gap;
    json_pairs(json, "loss", answers, gap->loss);
    print_json_object(json, "issues", PRINT_JSON_WIDE);
    for (size_t j = 0; j < gap->issues; j++)
        json_issue(json, answers, j);
    print_json_close(json);
    print_json_array(json, "widest", PRINT_JSON_LINE);
    for (size_t j = 0; j < gap->issues; j++)
        print_json_text(json, NULL, answers->model->issues[gap->widest[j]].key);
    print_json_close(json);
    print_json_array(json, "shared", PRINT_JSON_LINE);
    for (size_t j = 0; j < gap->issues; j++)
        if (gap->shared[j])
            print_json_text(json, NULL, answers->model->issues[j].key);
    print_json_close(json);
    json_improved(json, answers);
    json_pairs(json, "opposition", answers, gap->opposition);
    print_json_number(json, "opposition_all", gap->opposition_all);
    if (!are_pairs_proven(gap))
        json_pairs_low(json, answers);
    if (!is_all_proven(gap))
        print_json_number(json, "opposition_all_low", gap->opposition_all_low);
}

const report_section report_section_gap = {
    .topic = ENT_TOPIC_GAP,
    .id = "gap",
    .title = "How far apart they are",
    .say = say,
    .json = json,
};
