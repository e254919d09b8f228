/* What each side wants, what it will never sign, what it has without an agreement, and on whose
 * word all that rests. Too long for a terminal: the page shows it. */
#include "report/positions.h"

#include "model/model.h"
#include "report/wording.h"

#include <math.h>

/* --- whose word ------------------------------------------------------------------------------ */

/* Claims gathered one after the other, each once. */
typedef struct gathered {
    bool *seen;   /* [claims] */
    uint32_t *at; /* [claims] */
    size_t count;
} gathered;

static void gather(gathered *claims, const ent_ids *more) {
    for (size_t i = 0; i < more->count; i++)
        if (!claims->seen[more->at[i]]) {
            claims->seen[more->at[i]] = true;
            claims->at[claims->count++] = more->at[i];
        }
}

/* Empties `claims` into a list of the draft's own; NULL if out of memory. */
static const ent_ids *list_gathered(report_draft *draft, gathered *claims) {
    ent_ids *ids = REPORT_DRAFT_NEW(draft, ent_ids, 1);
    uint32_t *at = REPORT_DRAFT_NEW(draft, uint32_t, claims->count);
    for (size_t i = 0; i < claims->count; i++) {
        claims->seen[claims->at[i]] = false;
        if (at)
            at[i] = claims->at[i];
    }
    if (ids && at)
        *ids = (ent_ids){claims->count, at};
    claims->count = 0;
    return at ? ids : NULL;
}

/* Behind the preference, its weight and its values. */
static const ent_ids *list_claims(report_draft *draft, gathered *claims, size_t issue,
                                  const ent_preference *preference) {
    gather(claims, &preference->because);
    gather(claims, &preference->weight.because);
    for (size_t k = 0; k < draft->model->issues[issue].options_count; k++)
        gather(claims, &preference->values[k].because);
    return list_gathered(draft, claims);
}

static bool rests_on_nothing(const ent_number *number) {
    return number->because.count == 0;
}

/* Which of its numbers no claim supports. */
static const char *say_own(const ent_model *model, size_t issue, const ent_preference *preference) {
    const bool weight = rests_on_nothing(&preference->weight);
    bool values = false;
    for (size_t k = 0; k < model->issues[issue].options_count; k++)
        values = values || rests_on_nothing(&preference->values[k]);
    return weight && values ? "weight and values" : weight ? "weight" : values ? "values" : "";
}

/* --- the tables ------------------------------------------------------------------------------ */

/* What a side loses on the issue if another gets its way there; of several, the worst. */
static double find_stake(const ent_gap *gap, size_t issue, size_t side) {
    double most = 0;
    for (size_t b = 0; b < gap->principals; b++)
        if (b != side)
            most =
                fmax(most, gap->issue_loss[(issue * gap->principals + side) * gap->principals + b]);
    return most;
}

static void position_row(report_draft *draft, report_table *table, gathered *claims, size_t issue,
                         size_t side) {
    const ent_gap *gap = draft->answers->gap;
    const uint32_t party = draft->model->principals.at[side];
    const ent_preference *preference = &draft->model->parties[party].preferences[issue];
    const uint32_t wish = gap->wants[issue * gap->principals + side];
    report_row(draft, table);
    report_put_issue(table, issue);
    report_put_party(table, party);
    report_put_option(table, issue, wish);
    if (!preference->given)
        return;
    report_put_number(table,
                      preference->weight.likely.value / model_weight_sum(draft->model, party));
    report_put_number(table, wish == ENT_NONE ? NAN : find_stake(gap, issue, side));
    report_put_claims(table, list_claims(draft, claims, issue, preference));
    report_put_text(table, say_own(draft->model, issue, preference));
}

static void position_table(report_draft *draft) {
    report_table *table =
        report_table_begin(draft, "positions", "What each side wants, issue by issue");
    static const report_column columns[] = {
        {.name = "issue", .title = "Issue", .type = REPORT_ISSUE, .groups = true},
        {.name = "party", .title = "Side", .type = REPORT_PARTY},
        {.name = "wants", .title = "Wants", .type = REPORT_OPTION},
        {.name = "weight", .title = "Weight, %", .type = REPORT_SHARE},
        {.name = "at_stake", .title = "At stake, %", .type = REPORT_SHARE},
        {.name = "because", .title = "Rests on", .type = REPORT_CLAIMS},
        {.name = "own", .title = "The analyst's own", .type = REPORT_TEXT},
    };
    const ent_model *model = draft->model;
    gathered claims = {.seen = REPORT_DRAFT_NEW(draft, bool, model->claims_count),
                       .at = REPORT_DRAFT_NEW(draft, uint32_t, model->claims_count)};
    if (!table || !claims.seen || !claims.at)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t p = 0; p < model->principals.count; p++)
            position_row(draft, table, &claims, j, p);
    table->on_page = true;
    table->note = "At stake: what the side loses if another gets its way on the issue, in % of all "
                  "it wants. -: it does not care. In brackets the grades of the claims.";
}

static void red_line_table(report_draft *draft) {
    report_table *table =
        report_table_begin(draft, "red-lines", "Red lines: what nobody can make them sign");
    static const report_column columns[] = {
        {.name = "party", .title = "Party", .type = REPORT_PARTY, .groups = true},
        {.name = "red_line", .title = "Never", .type = REPORT_TEXT},
        {.name = "because", .title = "Rests on", .type = REPORT_CLAIMS},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (uint32_t p = 0; p < draft->model->parties_count; p++) {
        const ent_party *self = &draft->model->parties[p];
        for (size_t i = 0; i < self->red_lines_count; i++) {
            const char *pattern = report_say_pattern(draft, &self->red_lines[i]);
            report_row(draft, table);
            report_put_party(table, p);
            report_put_named(table, report_say(draft, "red_line:%s:%zu", self->key, i),
                             report_say_capital(draft, pattern));
            report_put_claims(table, &self->red_lines[i].because);
        }
    }
    table->on_page = true;
    table->note = "Those of a party that need not sign stop only what needs it.";
}

static void walk_away_table(report_draft *draft) {
    report_table *table = report_table_begin(
        draft, "walk-aways", "Walk-aways: what each side expects without an agreement");
    static const report_column columns[] = {
        {.name = "party", .title = "Side", .type = REPORT_PARTY},
        {.name = "walk_away", .title = "Walk-away, %", .type = REPORT_SHARE},
        {.name = "low", .title = "at least", .type = REPORT_SHARE},
        {.name = "high", .title = "at most", .type = REPORT_SHARE},
        {.name = "because", .title = "Rests on", .type = REPORT_CLAIMS},
        {.name = "own", .title = "The analyst's own", .type = REPORT_FLAG},
    };
    if (!table)
        return;
    REPORT_COLUMNS(draft, table, columns);
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const uint32_t party = draft->model->principals.at[p];
        const ent_number *number = &draft->model->parties[party].walk_away;
        report_row(draft, table);
        report_put_party(table, party);
        report_put_number(table, number->likely.value);
        report_put_number(table, number->low.value);
        report_put_number(table, number->high.value);
        report_put_claims(table, &number->because);
        report_put_flag(table, rests_on_nothing(number));
    }
    table->on_page = true;
    table->note = "In % of all that a side wants.";
}

void report_draft_positions(report_draft *draft) {
    position_table(draft);
    red_line_table(draft);
    walk_away_table(draft);
}
