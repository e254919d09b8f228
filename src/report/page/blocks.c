/* Sentences and tables as HTML. A figure is an empty place that the script fills, above the table
 * of its numbers. */
#include "report/page/page.h"

#include "report/cell.h"
#include "report/wording.h"

#include <string.h>

#define ROWS_MAX  200 /* of one table; the data hold all */
#define ROWS_TALL 40  /* a longer table scrolls in a frame */

static void put_sentence(page_html *page, const report_block *block) {
    page_put(page, "<p class=\"answer\"><b>%s</b> ", block->label);
    page_put_prose(page, block->text);
    page_put(page, "</p>\n");
}

static void put_head_cell(page_html *page, const report_column *column) {
    const char *kind = report_type_is_number(column->type) ? "number" : "";
    if (column->side)
        page_put(page, "<th scope=\"col\" class=\"%s\"><span class=\"party p%zu\">%s</span></th>",
                 kind, (size_t)(column->side - 1), column->title);
    else
        page_put(page, "<th scope=\"col\" class=\"%s\">%s</th>", kind, column->title);
}

/* The position of a party among the principals; ENT_NONE: an outside party. */
static uint32_t side_of(const ent_model *model, uint32_t party) {
    for (uint32_t p = 0; p < model->principals.count; p++)
        if (model->principals.at[p] == party)
            return p;
    return ENT_NONE;
}

static void put_text(page_html *page, report_draft *draft, const report_cell *cell,
                     const char *text) {
    const bool is_read = *text && cell->kind == REPORT_CELL_PARTY; /* not said in the row above */
    const uint32_t side = is_read ? side_of(draft->model, cell->as.party) : ENT_NONE;
    if (side != ENT_NONE)
        page_put(page, "<span class=\"party p%zu\">", (size_t)side);
    page_put_prose(page, text);
    if (side != ENT_NONE)
        page_put(page, "</span>");
}

/* What a package settles otherwise than today, issue by issue. */
static void put_package(page_html *page, report_draft *draft, const bool *which,
                        const uint32_t *package) {
    bool any = false;
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        const ent_issue *issue = &draft->model->issues[j];
        if (package[j] == 0 || (which && !which[j]))
            continue;
        page_put(page, "%s<span class=\"change\"><i>%s:</i> ", any ? " " : "", issue->name);
        page_put_prose(page, issue->options[package[j]].name);
        page_put(page, "</span>");
        any = true;
    }
    if (!any)
        page_put(page, "<span class=\"none\">%s</span>", which ? "nothing else" : "nothing");
}

/* Claims lead to where the page lists them, if it does. */
static void put_claims(page_html *page, report_draft *draft, const report_column *column,
                       const report_cell *cell) {
    const bool is_one = cell->kind == REPORT_CELL_CLAIM;
    const ent_ids claims = is_one ? (ent_ids){1, &cell->as.claim} : *cell->as.claims;
    const bool leads = !column->anchors && ent_answers_have(draft->answers, ENT_TOPIC_CHECK);
    for (size_t i = 0; i < claims.count; i++) {
        const char *key = draft->model->claims[claims.at[i]].key;
        page_put(page, i ? ", " : "");
        if (leads)
            page_put(page, "<a href=\"#claim-%s\" title=\"%s\">", key, key);
        page_put_prose(page, is_one ? key : report_say_claim(draft, claims.at[i]));
        page_put(page, leads ? "</a>" : "");
    }
}

static void put_cell(page_html *page, report_draft *draft, const report_column *column,
                     const report_cell *cell, const bool *which, const char *text, bool is_head) {
    const bool is_number = report_type_is_number(column->type);
    page_put(page, is_head ? "<th scope=\"row\"" : "<td");
    if (column->anchors && cell->kind == REPORT_CELL_CLAIM)
        page_put(page, " id=\"claim-%s\"", text);
    page_put(page, " class=\"%s\">",
             is_number                        ? "number"
             : column->type == REPORT_PACKAGE ? "package-cell"
                                              : "");
    if (cell->kind == REPORT_CELL_PACKAGE)
        put_package(page, draft, which, cell->as.package);
    else if (*text && (cell->kind == REPORT_CELL_CLAIM || cell->kind == REPORT_CELL_CLAIMS))
        put_claims(page, draft, column, cell);
    else if (is_number)
        page_put_number(page, text);
    else
        put_text(page, draft, cell, text);
    page_put(page, is_head ? "</th>" : "</td>");
}

static const char *read_cell(report_draft *draft, const report_table *table, size_t row,
                             size_t above, size_t column) {
    const report_column *of = &table->columns[column];
    if (of->groups && above != SIZE_MAX && report_cells_are_alike(table, row, above, column))
        return "";
    return report_cell_read(draft, of, report_cell_at(table, row, column), NULL);
}

/* Which rows stand in the page, and of which issues a package is told. */
typedef struct page_rows {
    const bool *shown;
    const bool *which;
} page_rows;

/* One row with its words in a memory of its own; false: nothing to read, or out of memory. */
static bool put_row(page_html *page, const ent_report *report, const report_table *table,
                    const page_rows *rows, size_t row, size_t above, bool *failed) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    const char *head = report_head_read(&draft, table, rows->shown, row);
    bool is_first = true;
    if (head)
        page_put(page, "<tr data-row=\"%zu\">", row);
    for (size_t c = 0; head && c < table->columns_count; c++) {
        if (!table->columns[c].title)
            continue;
        const char *text = c == 0 && table->joins ? head : read_cell(&draft, table, row, above, c);
        put_cell(page, &draft, &table->columns[c], report_cell_at(table, row, c), rows->which, text,
                 is_first);
        is_first = false;
    }
    if (head)
        page_put(page, "</tr>\n");
    *failed = *failed || draft.failed;
    base_arena_clear(&arena);
    return head != NULL;
}

static bool put_rows(page_html *page, const ent_report *report, const report_table *table,
                     const page_rows *rows) {
    bool failed = false;
    size_t above = SIZE_MAX;
    for (size_t r = 0; r < table->rows_count && !failed; r++)
        if ((!rows->shown || rows->shown[r]) &&
            put_row(page, report, table, rows, r, above, &failed))
            above = r;
    return !failed;
}

static void put_rows_note(page_html *page, const ent_model *model, const report_table *table) {
    static const print_json data = {.rows_max = PAGE_ROWS_MAX, .cells_max = PAGE_CELLS_MAX};
    const print_json_cut cut =
        print_json_fit(&data, table->rows_count, report_row_choices(table, model));
    page_put(page, "<p class=\"note\">%zu of %zu rows are shown%s%s; the data of this page hold ",
             (size_t)ROWS_MAX, table->rows_count, table->shown ? ", " : "", table->shown);
    if (cut.shown == cut.count)
        page_put(page, "all.</p>\n");
    else
        page_put(page, "%zu, <code>--json --all-rows</code> prints all.</p>\n", cut.shown);
}

static void put_note(page_html *page, const ent_model *model, const report_table *table) {
    if (table->rows_count > ROWS_MAX)
        put_rows_note(page, model, table);
    if (table->found > table->rows_count)
        page_put(page, "<p class=\"note\">The best %zu of %zu are listed.</p>\n", table->rows_count,
                 (size_t)table->found);
    if (!table->note)
        return;
    page_put(page, "<p class=\"note\">");
    page_put_prose(page, table->note);
    page_put(page, "</p>\n");
}

static bool shows_packages(const report_table *table) {
    const size_t column = report_package_column(table);
    return column < table->columns_count && table->columns[column].title;
}

/* A picture stands for the table of its numbers, but for one that can be filtered. */
static bool folds(const report_table *table) {
    return table->chart && !shows_packages(table);
}

/* The place of a picture; the part of the report that it draws is named for the script. */
static void put_figure(page_html *page, const ent_model *model, const char *part,
                       const report_table *table) {
    page_put(page,
             "<figure class=\"chart\" data-chart=\"%s\" data-part=\"%s\" data-table=\"%s\">\n"
             "<figcaption>",
             table->chart, part, table->name);
    page_put_prose(page, table->title);
    page_put(page, "</figcaption>\n</figure>\n");
    put_note(page, model, table);
    if (folds(table))
        page_put(page, "<details class=\"numbers\" open><summary>The chart in numbers</summary>\n");
}

static void put_intro(page_html *page, const char *intro) {
    if (!intro)
        return;
    page_put(page, "<p class=\"intro\">");
    page_put_prose(page, intro);
    page_put(page, "</p>\n");
}

static void put_head(page_html *page, const char *part, const report_table *table) {
    page_put(page,
             "<div class=\"scroll%s\" role=\"region\" tabindex=\"0\" "
             "aria-labelledby=\"%s-%s-caption\">\n"
             "<table id=\"%s-%s\" data-part=\"%s\" data-table=\"%s\">\n"
             "<caption id=\"%s-%s-caption\">%s</caption>\n<thead><tr>",
             table->rows_count > ROWS_TALL ? " tall" : "", part, table->name, part, table->name,
             part, table->name, part, table->name, table->title);
    for (size_t c = 0; c < table->columns_count; c++)
        if (table->columns[c].title)
            put_head_cell(page, &table->columns[c]);
    page_put(page, "</tr></thead>\n");
}

/* The script can show any row: what is said before them holds for all. */
static bool put_table(page_html *page, const ent_report *report, const char *part,
                      const report_table *table) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    const report_preface preface = report_table_open(&draft, table, NULL);
    const page_rows rows = {.shown = report_rows_shown(&draft, table, ROWS_MAX),
                            .which = preface.which};
    if (table->chart)
        put_figure(page, draft.model, part, table);
    put_intro(page, preface.intro);
    put_head(page, part, table);
    page_put(page, "<tbody class=\"%s\">\n", shows_packages(table) ? "packages" : "");
    const bool done = !draft.failed && put_rows(page, report, table, &rows);
    page_put(page, "</tbody>\n</table>\n</div>\n");
    if (folds(table))
        page_put(page, "</details>\n");
    if (!table->chart)
        put_note(page, draft.model, table);
    base_arena_clear(&arena);
    return done;
}

bool page_put_blocks(page_html *page, const ent_report *report, const report_part *part) {
    const char *name = ent_topic_name(part->section->topic);
    bool done = true;
    for (size_t b = 0; b < part->all.count && done; b++) {
        const report_block *block = &part->all.at[b];
        if (!block->table)
            put_sentence(page, block);
        else if (block->table->rows_count > 0 && !block->table->for_machines)
            done = put_table(page, report, name, block->table);
    }
    return done;
}
