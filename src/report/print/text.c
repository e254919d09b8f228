/* The report on a terminal: the answer first, in sentences, then the tables. */
#include "report/print/print.h"

#include "report/cell.h"
#include "report/print/grid.h"
#include "report/print/sheet.h"
#include "report/wording.h"

#include <inttypes.h>
#include <string.h>

/* The columns that people read here, as indices. */
static size_t *list_columns(report_draft *draft, const report_table *table, size_t *count) {
    size_t *columns = REPORT_DRAFT_NEW(draft, size_t, table->columns_count);
    *count = 0;
    for (size_t c = 0; columns && c < table->columns_count; c++)
        if (table->columns[c].title && !table->columns[c].on_page)
            columns[(*count)++] = c;
    return columns;
}

static print_grid_column head_of(const report_column *column) {
    return (print_grid_column){.title = column->title,
                               .right = report_type_is_number(column->type),
                               .wraps = !column->tight && (column->type == REPORT_TEXT ||
                                                           column->type == REPORT_ISSUE ||
                                                           column->type == REPORT_OPTION ||
                                                           column->type == REPORT_CLAIMS ||
                                                           column->type == REPORT_PACKAGE)};
}

/* A value that is the same as in the row above is not read again in columns that group. */
static const char *read_cell(report_draft *draft, const report_table *table, const bool *which,
                             size_t row, size_t above, size_t column) {
    const report_column *of = &table->columns[column];
    if (of->groups && above != SIZE_MAX && report_cells_are_alike(table, row, above, column))
        return "";
    return report_cell_read(draft, of, report_cell_at(table, row, column), which);
}

/* The rows that are read, as texts; what several rows say alike is read once. */
static size_t fill_cells(report_draft *draft, const report_table *table, const bool *shown,
                         const bool *which, const size_t *columns, size_t count,
                         const char **cells) {
    size_t rows = 0;
    size_t above = SIZE_MAX;
    for (size_t r = 0; r < table->rows_count; r++) {
        const char *head = shown && !shown[r] ? NULL : report_head_read(draft, table, shown, r);
        if (!head)
            continue;
        for (size_t c = 0; c < count; c++)
            cells[rows * count + c] = columns[c] == 0 && table->joins
                                          ? head
                                          : read_cell(draft, table, which, r, above, columns[c]);
        rows++;
        above = r;
    }
    return rows;
}

/* How many more there are than are shown, and how to see them. */
static const char *say_note(report_draft *draft, const report_table *table, size_t top) {
    const char *note = table->note ? table->note : "";
    const bool cut = top > 0 && top < table->rows_count;
    const bool all_listed = table->found <= table->rows_count;
    const uint64_t all = all_listed ? table->rows_count : table->found;
    const uint64_t shown = cut ? top : table->rows_count;
    if (shown == all)
        return note;
    const char *hint = !cut         ? ""
                       : all_listed ? ", --top 0 for all"
                                    : ", --top 0 for the best of them";
    return report_say(draft, "... %" PRIu64 " more%s%s%s.%s%s", all - shown, hint,
                      cut && table->shown ? "; shown are " : "",
                      cut && table->shown ? table->shown : "", *note ? " " : "", note);
}

static bool print_table(const print_sheet *sheet, report_draft *draft, const report_table *table,
                        size_t top) {
    size_t count;
    const size_t *columns = list_columns(draft, table, &count);
    const bool *shown = report_rows_shown(draft, table, top);
    const report_preface preface = report_table_open(draft, table, shown);
    const size_t most = shown ? top : table->rows_count;
    print_grid_column *heads = REPORT_DRAFT_NEW(draft, print_grid_column, count);
    const char **cells = REPORT_DRAFT_NEW(draft, const char *, most *count);
    if (!columns || !heads || !cells)
        return false;
    for (size_t c = 0; c < count; c++)
        heads[c] = head_of(&table->columns[columns[c]]);
    const print_grid grid = {
        .columns_count = count,
        .columns = heads,
        .rows_count = fill_cells(draft, table, shown, preface.which, columns, count, cells),
        .cells = cells};
    const char *note = say_note(draft, table, top);
    if (draft->failed)
        return false;
    print_sheet_heading(sheet, table->title);
    putc('\n', sheet->out);
    if (preface.intro) {
        print_sheet_paragraph(sheet, 2, "", 0, preface.intro);
        putc('\n', sheet->out);
    }
    const bool done = print_grid_write(&grid, sheet->width, 2, sheet->out);
    if (*note)
        print_sheet_paragraph(sheet, 2, "", 0, note);
    return done;
}

static bool is_read(const ent_report *report, const report_table *table) {
    return table->rows_count > 0 && !table->for_machines && !table->on_page &&
           !(table->detail && report->answers->inquiry.brief);
}

static bool print_tables(const print_sheet *sheet, const ent_report *report, size_t top) {
    bool done = true;
    for (size_t p = 0; p < report->parts_count; p++) {
        const report_blocks *blocks = report_read_part(report, p);
        for (size_t b = 0; b < blocks->count && done; b++) {
            const report_table *table = blocks->at[b].table;
            base_arena arena = {0};
            report_draft draft = {
                .answers = report->answers, .model = report->answers->model, .arena = &arena};
            if (table && is_read(report, table))
                done = print_table(sheet, &draft, table, table->cuts ? top : 0);
            base_arena_clear(&arena);
        }
    }
    return done;
}

static void print_lead(const print_sheet *sheet, const ent_report *report) {
    size_t hang = 0;
    for (size_t i = 0; i < report->lead.count; i++) {
        const char *label = report->lead.at[i].label;
        const size_t width = print_text_width(label, strlen(label));
        hang = width > hang ? width : hang;
    }
    putc('\n', sheet->out);
    for (size_t i = 0; i < report->lead.count; i++)
        print_sheet_paragraph(sheet, 2, report->lead.at[i].label, hang + 2,
                              report->lead.at[i].text);
}

/* A brief shows one table a section; the commands of the sections show all. */
static void print_pointer(const print_sheet *sheet, const ent_report *report, report_draft *draft) {
    const char *commands[ENT_TOPICS];
    for (size_t p = 0; p < report->parts_count; p++)
        commands[p] = ent_topic_name(report->parts[p].section->topic);
    putc('\n', sheet->out);
    print_sheet_paragraph(sheet, 0, "", 0,
                          report_say(draft, "More in: entente %s.",
                                     report_say_list(draft, commands, report->parts_count, 0)));
}

bool print_report_text(const ent_report *report, const ent_text_style *style, FILE *out) {
    const print_sheet sheet = {
        .out = out, .width = style->width < 40 ? 40 : style->width, .colour = style->colour};
    const ent_model *model = report->answers->model;
    base_arena arena = {0};
    report_draft draft = {.answers = report->answers, .model = model, .arena = &arena};
    const char *date = report_say_date(&draft, model->as_of);
    print_sheet_title(&sheet, model->title, *date ? report_say(&draft, "as of %s", date) : "");
    if (report->changed)
        print_sheet_paragraph(&sheet, 0, "", 0, report->changed);
    print_lead(&sheet, report);
    bool done = style->short_form || print_tables(&sheet, report, style->top);
    if (done && !style->short_form && report->answers->inquiry.brief)
        print_pointer(&sheet, report, &draft);
    done = done && !draft.failed;
    base_arena_clear(&arena);
    return done;
}
