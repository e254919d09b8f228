/* One table as CSV: a line of names, then the rows, numbers in full. A package takes one field an
 * issue, under the issue's name. */
#include "report/print/print.h"

#include "base/diag.h"
#include "report/cell.h"

#include <string.h>

static void print_field(const char *text, FILE *out) {
    if (strpbrk(text, ",\"\n\r") == NULL) {
        fputs(text, out);
        return;
    }
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

/* Spreadsheets run what begins so as a formula. An apostrophe makes it text to them. */
static bool is_formula(const char *text) {
    return *text && strchr("=+-@\t\r", *text);
}

typedef struct csv_line {
    FILE *out;
    bool begun;
    bool failed; /* out of memory */
} csv_line;

static void add_field(csv_line *line, const char *text) {
    if (line->begun)
        putc(',', line->out);
    line->begun = true;
    print_field(text, line->out);
}

/* A field of words; a field of numbers is added as it is. */
static void add_words(csv_line *line, base_arena *arena, const char *text) {
    const char *safe = is_formula(text) ? base_arena_printf(arena, "'%s", text) : text;
    line->failed = line->failed || !safe;
    add_field(line, safe ? safe : "");
}

static bool print_names(const ent_model *model, const report_table *table, base_arena *arena,
                        FILE *out) {
    csv_line line = {.out = out};
    for (size_t c = 0; c < table->columns_count; c++) {
        if (!table->columns[c].name)
            continue;
        if (table->columns[c].type != REPORT_PACKAGE)
            add_words(&line, arena, table->columns[c].name);
        for (size_t j = 0; table->columns[c].type == REPORT_PACKAGE && j < model->issues_count; j++)
            add_words(&line, arena, model->issues[j].key);
    }
    putc('\n', out);
    return !line.failed;
}

static void add_package(csv_line *line, base_arena *arena, const ent_model *model,
                        const report_cell *cell) {
    for (size_t j = 0; j < model->issues_count; j++)
        add_words(line, arena,
                  cell->kind == REPORT_CELL_PACKAGE
                      ? model->issues[j].options[cell->as.package[j]].key
                      : "");
}

static bool is_number(const report_cell *cell) {
    return cell->kind == REPORT_CELL_NUMBER || cell->kind == REPORT_CELL_INTERVAL ||
           cell->kind == REPORT_CELL_COUNT;
}

/* The words of a row are made in a draft of its own, so that a long table takes no memory. */
static bool print_row(const ent_report *report, const report_table *table, size_t row, FILE *out) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    csv_line line = {.out = out};
    for (size_t c = 0; c < table->columns_count; c++) {
        if (!table->columns[c].name)
            continue;
        const report_cell *cell = report_cell_at(table, row, c);
        if (table->columns[c].type == REPORT_PACKAGE)
            add_package(&line, &arena, draft.model, cell);
        else if (is_number(cell))
            add_field(&line, report_cell_write(&draft, cell));
        else
            add_words(&line, &arena, report_cell_write(&draft, cell));
    }
    putc('\n', out);
    base_arena_clear(&arena);
    return !draft.failed && !line.failed;
}

static bool print_table(const ent_report *report, const report_table *table, size_t top,
                        FILE *out) {
    base_arena arena = {0};
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &arena};
    const bool *shown = report_rows_shown(&draft, table, top);
    bool done = print_names(draft.model, table, &arena, out) && !draft.failed;
    for (size_t r = 0; r < table->rows_count && done; r++)
        if (!shown || shown[r])
            done = print_row(report, table, r, out);
    base_arena_clear(&arena);
    return done;
}

static ent_status fail_table(const ent_report *report, const char *name, ent_diags *diags) {
    base_arena arena = {0};
    report_draft draft = {.arena = &arena};
    const char *names = "";
    for (size_t p = 0; p < report->parts_count; p++) {
        const report_blocks *blocks = report_read_part(report, p);
        for (size_t b = 0; b < blocks->count; b++)
            if (blocks->at[b].table)
                names = report_join(&draft, names, ", ", blocks->at[b].table->name);
    }
    const ent_status status = base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                                        "there is no table '%s' here; there are: %s", name, names);
    base_arena_clear(&arena);
    return status;
}

/* Of a brief, its own tables: those of a section it leaves out may bear the name of another's. */
ent_status print_report_csv(const ent_report *report, const char *name, size_t top, FILE *out,
                            ent_diags *diags) {
    for (size_t p = 0; p < report->parts_count; p++) {
        const report_blocks *blocks = report_read_part(report, p);
        for (size_t b = 0; b < blocks->count; b++) {
            const report_table *table = blocks->at[b].table;
            if (table && (!name || strcmp(table->name, name) == 0))
                return print_table(report, table, table->cuts ? top : 0, out)
                           ? ENT_OK
                           : base_fail_memory(diags);
        }
    }
    return fail_table(report, name ? name : "", diags);
}
