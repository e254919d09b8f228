/* What belongs to the brief alone: the numbers that a reader takes away, and what it leaves out. */
#include "report/report.h"
#include "report/wording.h"

#include <string.h>

static bool always(const ent_model *model) {
    (void)model;
    return true;
}

/* Questions of a reader that no section answers yet. */
static const struct {
    const char *topic;
    const char *text;
    bool (*asked)(const ent_model *model);
} QUESTIONS[] = {
    {"forecast", "how likely any of it is", always},
};

#define QUESTIONS_COUNT (sizeof QUESTIONS / sizeof *QUESTIONS)

static bool is_answered(const char *topic) {
    for (unsigned t = 0; t < ENT_TOPICS; t++)
        if (strcmp(ent_topic_name((ent_topic)t), topic) == 0)
            return true;
    return false;
}

void report_brief_close(report_draft *draft, ent_report *report) {
    const char **texts = REPORT_DRAFT_NEW(draft, const char *, QUESTIONS_COUNT);
    size_t count = 0;
    for (size_t q = 0; q < QUESTIONS_COUNT && texts; q++)
        if (QUESTIONS[q].asked(draft->model) && !is_answered(QUESTIONS[q].topic))
            texts[count++] = QUESTIONS[q].text;
    report->not_covered_count = count;
    report->not_covered = texts;
    if (count > 0)
        report_sentence(draft, "Not covered",
                        report_say(draft, "yet: %s.", report_say_list(draft, texts, count, 0)));
}

/* --- the numbers that a reader takes away ----------------------------------------------------- */

#define LOSSES_SHOWN 4 /* with more sides the chart tells them better */

static void add_figure(report_draft *draft, report_table *table, const char *name,
                       const char *number, const char *what) {
    report_row(draft, table);
    report_put_named(table, name, what);
    report_put_text(table, number);
}

/* What a side loses if the one gets its way that costs it most. */
static void add_loss(report_draft *draft, report_table *table, size_t loser) {
    const ent_gap *gap = draft->answers->gap;
    const ent_ids principals = draft->model->principals;
    const double *losses = gap->loss + loser * gap->principals;
    size_t winner = loser == 0 ? 1 : 0;
    for (size_t b = 0; b < gap->principals; b++)
        if (b != loser && losses[b] > losses[winner])
            winner = b;
    add_figure(draft, table,
               report_say(draft, "loss:%s:%s", draft->model->parties[principals.at[loser]].key,
                          draft->model->parties[principals.at[winner]].key),
               report_say_share(draft, losses[winner]),
               report_say(draft, "of what %s wants is lost if %s gets its way",
                          report_say_principal(draft, loser), report_say_principal(draft, winner)));
}

static void add_settled(report_draft *draft, report_table *table) {
    const size_t issues = draft->model->issues_count;
    size_t settled = 0;
    for (size_t j = 0; j < issues; j++)
        settled += draft->answers->round->can_settle[j];
    add_figure(draft, table, "can_settle", report_say(draft, "%zu of %zu", settled, issues),
               "issues can be settled in the next round");
}

const report_table *report_brief_figures(report_draft *draft) {
    const ent_answers *answers = draft->answers;
    report_table *table = report_table_begin(draft, "figures", "In numbers");
    static const report_column columns[] = {
        {.name = "what", .title = "What", .type = REPORT_TEXT},
        {.name = "number", .title = "Number", .type = REPORT_TEXT},
    };
    REPORT_COLUMNS(draft, table, columns);
    for (size_t p = 0; answers->gap && p < answers->gap->principals && p < LOSSES_SHOWN; p++)
        add_loss(draft, table, p);
    if (answers->round)
        add_settled(draft, table);
    if (answers->deals)
        add_figure(
            draft, table, "settlements", report_say_count(draft, &answers->deals->settlement.count),
            report_say(draft, "settlements that every principal can sign, of %s possible packages",
                       report_say_count(draft, &answers->deals->possible)));
    if (answers->provenance) {
        const size_t all = draft->model->numbers_count;
        const size_t bare = answers->provenance->unsupported.count;
        add_figure(draft, table, "supported", report_say(draft, "%zu of %zu", all - bare, all),
                   "numbers rest on somebody's word; the rest are the analyst's");
    }
    return table;
}
