#include "report/draft.h"

#include "report/number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ent_say(ent_draft *draft, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : ent_draft_alloc(draft, (size_t)length + 1, 1);
    if (!text)
        return "";
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void *ent_draft_alloc(ent_draft *draft, size_t count, size_t size) {
    void *memory = draft->failed ? NULL : ent_arena_alloc(draft->arena, count, size);
    draft->failed = !memory;
    return memory;
}

/* Room for one more item; the old list stays behind in the arena. */
static void *grow(ent_draft *draft, void *items, size_t count, size_t *room, size_t size) {
    if (count < *room)
        return items;
    const size_t wider = *room ? 2 * *room : 8;
    void *copy = ent_draft_alloc(draft, wider, size);
    if (!copy)
        return NULL;
    if (count)
        memcpy(copy, items, count * size);
    *room = wider;
    return copy;
}

void ent_draft_line(ent_draft *draft, const char *label, const char *text) {
    ent_line *lines =
        grow(draft, draft->lines, draft->lines_count, &draft->lines_room, sizeof *lines);
    if (!lines)
        return;
    draft->lines = lines;
    draft->lines[draft->lines_count++] = (ent_line){label, text};
}

ent_table *ent_draft_table(ent_draft *draft, const char *name, const char *title) {
    ent_table **tables =
        grow(draft, draft->tables, draft->tables_count, &draft->tables_room, sizeof *tables);
    ent_table *table = tables ? ENT_DRAFT_NEW(draft, ent_table, 1) : NULL;
    if (!table)
        return NULL;
    *table = (ent_table){.name = name, .title = title};
    draft->tables = tables;
    draft->tables[draft->tables_count++] = table;
    return table;
}

void ent_draft_column(ent_draft *draft, ent_table *table, ent_column column) {
    if (!table)
        return;
    ent_column *columns = ENT_DRAFT_NEW(draft, ent_column, table->columns_count + 1);
    if (!columns)
        return;
    if (table->columns_count)
        memcpy(columns, table->columns, table->columns_count * sizeof *columns);
    columns[table->columns_count++] = column;
    table->columns = columns;
}

void ent_draft_row(ent_draft *draft, ent_table *table) {
    if (!table)
        return;
    ent_cell *cells = grow(draft, table->cells, table->rows_count, &table->rows_room,
                           table->columns_count * sizeof *cells);
    if (!cells)
        return;
    table->cells = cells;
    for (size_t c = 0; c < table->columns_count; c++)
        cells[table->rows_count * table->columns_count + c] = (ent_cell){"", NAN};
    table->rows_count++;
}

static void set_cell(ent_table *table, size_t column, ent_cell cell) {
    if (table && table->rows_count > 0 && column < table->columns_count)
        table->cells[(table->rows_count - 1) * table->columns_count + column] = cell;
}

void ent_draft_text(ent_table *table, size_t column, const char *text) {
    set_cell(table, column, (ent_cell){text, NAN});
}

void ent_draft_share(ent_draft *draft, ent_table *table, size_t column, double share, bool plus) {
    char text[ENT_NUMBER_TEXT] = "";
    if (isfinite(share))
        ent_number_percent_fixed(share, plus, text);
    else if (!draft->for_csv)
        snprintf(text, sizeof text, "-");
    set_cell(table, column, (ent_cell){ent_say(draft, "%s", text), share});
}

void ent_draft_whole(ent_draft *draft, ent_table *table, size_t column, size_t number) {
    set_cell(table, column, (ent_cell){ent_say(draft, "%zu", number), (double)number});
}

const char *ent_join(ent_draft *draft, const char *before, const char *between, const char *after) {
    return *before ? ent_say(draft, "%s%s%s", before, between, after) : after;
}
