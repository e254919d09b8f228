#include "report/draft.h"

#include "report/number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *report_say(report_draft *draft, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : report_draft_alloc(draft, (size_t)length + 1, 1);
    if (!text)
        return "";
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void *report_draft_alloc(report_draft *draft, size_t count, size_t size) {
    void *memory = draft->failed ? NULL : base_arena_alloc(draft->arena, count, size);
    draft->failed = !memory;
    return memory;
}

/* Room for one more item; the old list stays behind in the arena. */
static void *grow(report_draft *draft, void *items, size_t count, size_t *room, size_t size) {
    if (count < *room)
        return items;
    const size_t wider = *room ? 2 * *room : 8;
    void *copy = report_draft_alloc(draft, wider, size);
    if (!copy)
        return NULL;
    if (count)
        memcpy(copy, items, count * size);
    *room = wider;
    return copy;
}

void report_draft_line(report_draft *draft, const char *label, const char *text) {
    ent_line *lines =
        grow(draft, draft->lines, draft->lines_count, &draft->lines_room, sizeof *lines);
    if (!lines)
        return;
    draft->lines = lines;
    draft->lines[draft->lines_count++] = (ent_line){label, text};
}

print_table *report_draft_table(report_draft *draft, const char *name, const char *title) {
    print_table **tables =
        grow(draft, draft->tables, draft->tables_count, &draft->tables_room, sizeof *tables);
    print_table *table = tables ? REPORT_DRAFT_NEW(draft, print_table, 1) : NULL;
    if (!table)
        return NULL;
    *table = (print_table){.name = name, .title = title};
    draft->tables = tables;
    draft->tables[draft->tables_count++] = table;
    return table;
}

void report_draft_column(report_draft *draft, print_table *table, print_column column) {
    if (!table)
        return;
    print_column *columns = REPORT_DRAFT_NEW(draft, print_column, table->columns_count + 1);
    if (!columns)
        return;
    if (table->columns_count)
        memcpy(columns, table->columns, table->columns_count * sizeof *columns);
    columns[table->columns_count++] = column;
    table->columns = columns;
}

void report_draft_row(report_draft *draft, print_table *table) {
    if (!table)
        return;
    print_cell *cells = grow(draft, table->cells, table->rows_count, &table->rows_room,
                             table->columns_count * sizeof *cells);
    if (!cells)
        return;
    table->cells = cells;
    for (size_t c = 0; c < table->columns_count; c++)
        cells[table->rows_count * table->columns_count + c] = (print_cell){"", NAN};
    table->rows_count++;
}

static void set_cell(print_table *table, size_t column, print_cell cell) {
    if (table && table->rows_count > 0 && column < table->columns_count)
        table->cells[(table->rows_count - 1) * table->columns_count + column] = cell;
}

void report_draft_text(print_table *table, size_t column, const char *text) {
    set_cell(table, column, (print_cell){text, NAN});
}

void report_draft_share(report_draft *draft, print_table *table, size_t column, double share,
                        bool plus) {
    char text[REPORT_NUMBER_TEXT] = "";
    if (isfinite(share))
        report_number_percent_fixed(share, plus, text);
    else if (!draft->for_csv)
        snprintf(text, sizeof text, "-");
    set_cell(table, column, (print_cell){report_say(draft, "%s", text), share});
}

void report_draft_whole(report_draft *draft, print_table *table, size_t column, size_t number) {
    set_cell(table, column, (print_cell){report_say(draft, "%zu", number), (double)number});
}

const char *report_join(report_draft *draft, const char *before, const char *between,
                        const char *after) {
    return *before ? report_say(draft, "%s%s%s", before, between, after) : after;
}
