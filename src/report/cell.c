/* Cells as text. Every printer for people takes its words from here, so that the terminal and the
 * page cannot disagree. */
#include "report/cell.h"

#include "base/date.h"
#include "report/number.h"
#include "report/wording.h"

#include <string.h>

#define COMMON_SAID 20

static const char *const TYPE_NAMES[REPORT_TYPES] = {
    [REPORT_TEXT] = "text",   [REPORT_WORD] = "word",     [REPORT_PARTY] = "party",
    [REPORT_ISSUE] = "issue", [REPORT_OPTION] = "option", [REPORT_PACKAGE] = "package",
    [REPORT_SHARE] = "share", [REPORT_CHANGE] = "change", [REPORT_NUMBER] = "number",
    [REPORT_WHOLE] = "whole", [REPORT_COUNT] = "count",   [REPORT_DATE] = "date",
    [REPORT_FLAG] = "flag",   [REPORT_CLAIM] = "claim",   [REPORT_CLAIMS] = "claims",
};

const char *report_type_name(report_type type) {
    return TYPE_NAMES[type];
}

/* --- for people ------------------------------------------------------------------------------ */

static const char *read_number(report_draft *draft, report_type type, double number) {
    char text[REPORT_NUMBER_TEXT];
    if (type == REPORT_WHOLE)
        return report_say(draft, "%.0f", number);
    if (type == REPORT_SHARE || type == REPORT_CHANGE)
        report_number_percent_fixed(number, type == REPORT_CHANGE, text);
    else
        report_number_exact(number, text);
    return report_say(draft, "%s", text);
}

static const char *read_empty(report_type type) {
    return report_type_is_number(type) || type == REPORT_DATE || type == REPORT_OPTION ? "-" : "";
}

static const char *read_claims(report_draft *draft, const ent_ids *claims) {
    report_words text = {0};
    for (size_t i = 0; i < claims->count; i++)
        report_words_add(draft, &text, ", ", report_say_claim(draft, claims->at[i]));
    return report_words_text(&text);
}

const char *report_cell_read(report_draft *draft, const report_column *column,
                             const report_cell *cell, const bool *which) {
    const ent_model *model = draft->model;
    switch (cell->kind) {
    case REPORT_CELL_EMPTY:
        return read_empty(column->type);
    case REPORT_CELL_NUMBER:
        return read_number(draft, column->type, cell->as.number);
    case REPORT_CELL_INTERVAL:
        return report_say_between(draft, cell->as.interval.low, cell->as.interval.high);
    case REPORT_CELL_TEXT:
    case REPORT_CELL_NAMED:
        return cell->as.words.text;
    case REPORT_CELL_PARTY:
        return report_say_party(draft, cell->as.party);
    case REPORT_CELL_ISSUE:
        return model->issues[cell->as.choice.issue].name;
    case REPORT_CELL_OPTION:
        return model->issues[cell->as.choice.issue].options[cell->as.choice.option].name;
    case REPORT_CELL_PACKAGE:
        return report_say_changes(draft, cell->as.package, which);
    case REPORT_CELL_COUNT:
        return report_say_count(draft, cell->as.count);
    case REPORT_CELL_DATE:
        return report_say_date(draft, cell->as.date);
    case REPORT_CELL_FLAG:
        return cell->as.flag ? "yes" : "no";
    case REPORT_CELL_CLAIM:
        return model->claims[cell->as.claim].key;
    case REPORT_CELL_CLAIMS:
        return read_claims(draft, cell->as.claims);
    }
    return "";
}

/* --- for machines ---------------------------------------------------------------------------- */

static const char *write_number(report_draft *draft, double number) {
    char text[REPORT_NUMBER_TEXT];
    report_number_exact(number == 0 ? 0 : number, text); /* no -0 */
    return report_say(draft, "%s", text);
}

static const char *write_claims(report_draft *draft, const ent_ids *claims) {
    report_words text = {0};
    for (size_t i = 0; i < claims->count; i++)
        report_words_add(draft, &text, " ", draft->model->claims[claims->at[i]].key);
    return report_words_text(&text);
}

const char *report_cell_write(report_draft *draft, const report_cell *cell) {
    const ent_model *model = draft->model;
    char date[BASE_DATE_TEXT];
    switch (cell->kind) {
    case REPORT_CELL_EMPTY:
    case REPORT_CELL_PACKAGE:
        return "";
    case REPORT_CELL_NUMBER:
        return write_number(draft, cell->as.number);
    case REPORT_CELL_INTERVAL:
        return write_number(draft, cell->as.interval.high);
    case REPORT_CELL_TEXT:
    case REPORT_CELL_NAMED:
        return cell->as.words.name;
    case REPORT_CELL_PARTY:
        return model->parties[cell->as.party].key;
    case REPORT_CELL_ISSUE:
        return model->issues[cell->as.choice.issue].key;
    case REPORT_CELL_OPTION:
        return model->issues[cell->as.choice.issue].options[cell->as.choice.option].key;
    case REPORT_CELL_COUNT:
        return cell->as.count->low;
    case REPORT_CELL_DATE:
        return report_say(draft, "%s", base_date_print(cell->as.date, date));
    case REPORT_CELL_FLAG:
        return cell->as.flag ? "yes" : "no";
    case REPORT_CELL_CLAIM:
        return model->claims[cell->as.claim].key;
    case REPORT_CELL_CLAIMS:
        return write_claims(draft, cell->as.claims);
    }
    return "";
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool words_are_alike(const report_cell *a, const report_cell *b) {
    return strcmp(a->as.words.text, b->as.words.text) == 0 &&
           strcmp(a->as.words.name, b->as.words.name) == 0;
}

static bool ids_are_alike(const ent_ids *a, const ent_ids *b) {
    return a->count == b->count && memcmp(a->at, b->at, a->count * sizeof *a->at) == 0;
}

static bool cells_are_alike(const report_cell *a, const report_cell *b) {
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case REPORT_CELL_EMPTY:
        return true;
    case REPORT_CELL_NUMBER:
        return a->as.number == b->as.number;
    case REPORT_CELL_INTERVAL:
        return a->as.interval.low == b->as.interval.low &&
               a->as.interval.high == b->as.interval.high;
    case REPORT_CELL_TEXT:
    case REPORT_CELL_NAMED:
        return words_are_alike(a, b);
    case REPORT_CELL_PARTY:
        return a->as.party == b->as.party;
    case REPORT_CELL_ISSUE:
    case REPORT_CELL_OPTION:
        return a->as.choice.issue == b->as.choice.issue &&
               a->as.choice.option == b->as.choice.option;
    case REPORT_CELL_PACKAGE: /* a section that joins rows hands the same package to them */
        return a->as.package == b->as.package;
    case REPORT_CELL_COUNT:
        return a->as.count == b->as.count;
    case REPORT_CELL_DATE:
        return a->as.date.year == b->as.date.year && a->as.date.month == b->as.date.month &&
               a->as.date.day == b->as.date.day;
    case REPORT_CELL_FLAG:
        return a->as.flag == b->as.flag;
    case REPORT_CELL_CLAIM:
        return a->as.claim == b->as.claim;
    case REPORT_CELL_CLAIMS:
        return ids_are_alike(a->as.claims, b->as.claims);
    }
    return false;
}

bool report_rows_are_alike(const report_table *table, size_t a, size_t b) {
    for (size_t c = 1; c < table->columns_count; c++)
        if (!cells_are_alike(report_cell_at(table, a, c), report_cell_at(table, b, c)))
            return false;
    return true;
}

bool report_cells_are_alike(const report_table *table, size_t a, size_t b, size_t column) {
    return cells_are_alike(report_cell_at(table, a, column), report_cell_at(table, b, column));
}

/* The largest ranks, found by walking down: `top` is small. Ties: the earlier row. */
static void mark_highest(const report_table *table, size_t top, bool *shown) {
    for (size_t n = 0; n < top; n++) {
        size_t best = table->rows_count;
        for (size_t r = 0; r < table->rows_count; r++)
            if (!shown[r] && (best == table->rows_count || table->ranks[r] > table->ranks[best]))
                best = r;
        shown[best] = true;
    }
}

const bool *report_rows_shown(report_draft *draft, const report_table *table, size_t top) {
    if (top == 0 || top >= table->rows_count)
        return NULL;
    bool *shown = REPORT_DRAFT_NEW(draft, bool, table->rows_count);
    if (shown && table->ranks)
        mark_highest(table, top, shown);
    for (size_t r = 0; shown && !table->ranks && r < top; r++)
        shown[r] = true;
    return shown;
}

/* --- what packages have in common ------------------------------------------------------------ */

static bool *packages_differ(report_draft *draft, const uint32_t *const *packages, size_t count) {
    bool *differs = REPORT_DRAFT_NEW(draft, bool, draft->model->issues_count);
    for (size_t j = 0; differs && j < draft->model->issues_count; j++)
        for (size_t r = 1; r < count; r++)
            differs[j] = differs[j] || packages[r][j] != packages[0][j];
    return differs;
}

/* "All of them hold: ...": what is otherwise than today and not in `differs`; NULL if nothing. */
static const char *say_common(report_draft *draft, const uint32_t *package, const bool *differs) {
    const char *names[COMMON_SAID];
    size_t count = 0;
    size_t more = 0;
    for (size_t j = 0; j < draft->model->issues_count; j++) {
        if (differs[j] || package[j] == 0)
            continue;
        if (count < COMMON_SAID)
            names[count++] = report_say_choice(draft, j, package[j]);
        else
            more++;
    }
    return count ? report_say(draft, "All of them hold: %s.",
                              report_say_list(draft, names, count, more))
                 : NULL;
}

/* Is the row read together with an earlier one? */
static bool is_joined(const report_table *table, size_t row) {
    for (size_t r = 0; table->joins && r < row; r++)
        if (report_rows_are_alike(table, row, r))
            return true;
    return false;
}

/* The packages of the rows that are read; a row may have none. */
static size_t list_packages(const report_table *table, const bool *shown, size_t column,
                            const uint32_t **packages) {
    size_t count = 0;
    for (size_t r = 0; r < table->rows_count; r++) {
        const report_cell *cell = report_cell_at(table, r, column);
        if ((!shown || shown[r]) && cell->kind == REPORT_CELL_PACKAGE && !is_joined(table, r))
            packages[count++] = cell->as.package;
    }
    return count;
}

size_t report_package_column(const report_table *table) {
    size_t column = 0;
    while (column < table->columns_count && table->columns[column].type != REPORT_PACKAGE)
        column++;
    return column;
}

size_t report_row_choices(const report_table *table, const ent_model *model) {
    return report_package_column(table) < table->columns_count ? model->issues_count : 1;
}

report_preface report_table_open(report_draft *draft, const report_table *table,
                                 const bool *shown) {
    report_preface preface = {.intro = table->intro};
    const size_t column = report_package_column(table);
    if (!table->common || column == table->columns_count)
        return preface;
    const uint32_t **packages = REPORT_DRAFT_NEW(draft, const uint32_t *, table->rows_count);
    const size_t count = packages ? list_packages(table, shown, column, packages) : 0;
    if (count < 2)
        return preface;
    preface.which = packages_differ(draft, packages, count);
    if (preface.which)
        preface.intro = say_common(draft, packages[0], preface.which);
    return preface;
}

/* --- rows read as one ------------------------------------------------------------------------ */

const char *report_head_read(report_draft *draft, const report_table *table, const bool *shown,
                             size_t row) {
    const report_column *column = &table->columns[0];
    const char *text = report_cell_read(draft, column, report_cell_at(table, row, 0), NULL);
    if (!table->joins)
        return text;
    for (size_t r = 0; r < table->rows_count; r++) {
        if (r == row || (shown && !shown[r]) || !report_rows_are_alike(table, row, r))
            continue;
        if (r < row)
            return NULL;
        text = report_join(draft, text, ", ",
                           report_cell_read(draft, column, report_cell_at(table, r, 0), NULL));
    }
    return text;
}
