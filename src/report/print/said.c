/* Blocks in JSON, under `said`: what people read, with the numbers in full. */
#include "report/print/print.h"

#include "report/cell.h"

static void print_package(print_json *json, const ent_model *model, const uint32_t *package) {
    print_json_object(json, NULL, PRINT_JSON_LINE);
    for (size_t j = 0; j < model->issues_count; j++)
        print_json_text(json, model->issues[j].key, model->issues[j].options[package[j]].key);
    print_json_close(json);
}

static void print_claims(print_json *json, const ent_model *model, const ent_ids *claims) {
    print_json_array(json, NULL, PRINT_JSON_LINE);
    for (size_t i = 0; i < claims->count; i++)
        print_json_text(json, NULL, model->claims[claims->at[i]].key);
    print_json_close(json);
}

static void print_cell(print_json *json, report_draft *draft, const report_column *column,
                       const report_cell *cell) {
    switch (cell->kind) {
    case REPORT_CELL_EMPTY:
        print_json_null(json, NULL);
        return;
    case REPORT_CELL_NUMBER:
        if (column->type == REPORT_WHOLE && cell->as.number >= 0)
            print_json_whole(json, NULL, (uint64_t)cell->as.number);
        else
            print_json_number(json, NULL, cell->as.number);
        return;
    case REPORT_CELL_INTERVAL:
        print_json_array(json, NULL, PRINT_JSON_LINE);
        print_json_number(json, NULL, cell->as.interval.low);
        print_json_number(json, NULL, cell->as.interval.high);
        print_json_close(json);
        return;
    case REPORT_CELL_NAMED:
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "name", cell->as.words.name);
        print_json_text(json, "text", cell->as.words.text);
        print_json_close(json);
        return;
    case REPORT_CELL_PACKAGE:
        print_package(json, draft->model, cell->as.package);
        return;
    case REPORT_CELL_FLAG:
        print_json_bool(json, NULL, cell->as.flag);
        return;
    case REPORT_CELL_CLAIMS:
        print_claims(json, draft->model, cell->as.claims);
        return;
    default:
        print_json_text(json, NULL, report_cell_write(draft, cell));
    }
}

static void print_columns(print_json *json, const report_table *table) {
    print_json_array(json, "columns", PRINT_JSON_LINE);
    for (size_t c = 0; c < table->columns_count; c++) {
        const report_column *column = &table->columns[c];
        if (!column->name)
            continue;
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "name", column->name);
        print_json_text(json, "type", report_type_name(column->type));
        if (column->title)
            print_json_text(json, "title", column->title);
        print_json_close(json);
    }
    print_json_close(json);
}

static bool print_row(print_json *json, const ent_report *report, const report_table *table,
                      size_t row) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    print_json_array(json, NULL, PRINT_JSON_LINE);
    for (size_t c = 0; c < table->columns_count; c++)
        if (table->columns[c].name)
            print_cell(json, &draft, &table->columns[c], report_cell_at(table, row, c));
    print_json_close(json);
    base_arena_clear(&arena);
    return !draft.failed;
}

/* Of all rows, however many are printed. */
static bool print_intro(print_json *json, const ent_report *report, const report_table *table) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    const char *intro = report_table_open(&draft, table, NULL).intro;
    if (intro)
        print_json_text(json, "intro", intro);
    base_arena_clear(&arena);
    return !draft.failed;
}

static bool print_table(print_json *json, const ent_report *report, const report_table *table) {
    const bool has_packages = report_package_column(table) < table->columns_count;
    const print_json_cut cut =
        print_json_fit(json, table->rows_count, report_row_choices(table, report->answers->model));
    print_json_text(json, "kind", table->chart ? "figure" : "table");
    print_json_text(json, "name", table->name);
    print_json_text(json, "title", table->title);
    if (table->chart)
        print_json_text(json, "chart", table->chart);
    if (table->for_machines)
        print_json_text(json, "for", "machines");
    else if (table->on_page)
        print_json_text(json, "for", "page");
    bool done = print_intro(json, report, table);
    print_columns(json, table);
    if (cut.shown < cut.count) {
        print_json_whole(json, "count", cut.count);
        print_json_whole(json, "shown", cut.shown);
    }
    if (table->found > table->rows_count)
        print_json_whole(json, "found", table->found);
    print_json_array(json, "rows", PRINT_JSON_WIDE);
    for (size_t r = 0; r < cut.shown && done; r++)
        done = print_row(json, report, table, has_packages ? print_json_entry(cut, r) : r);
    print_json_close(json);
    if (table->note)
        print_json_text(json, "note", table->note);
    return done;
}

bool print_said(print_json *json, const ent_report *report, const report_blocks *blocks) {
    bool done = true;
    print_json_array(json, "said", PRINT_JSON_WIDE);
    for (size_t b = 0; b < blocks->count && done; b++) {
        const report_block *block = &blocks->at[b];
        print_json_object(json, NULL, block->table ? PRINT_JSON_WIDE : PRINT_JSON_LINE);
        if (block->table) {
            done = print_table(json, report, block->table);
        } else {
            print_json_text(json, "kind", "sentence");
            print_json_text(json, "label", block->label);
            print_json_text(json, "text", block->text);
        }
        print_json_close(json);
    }
    print_json_close(json);
    return done;
}
