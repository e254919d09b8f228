/* Building blocks: text, tables and their cells. */
#include "report/draft.h"

#include "report/wording.h"

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

const char *report_join(report_draft *draft, const char *before, const char *between,
                        const char *after) {
    return *before ? report_say(draft, "%s%s%s", before, between, after) : after;
}

void report_words_add(report_draft *draft, report_words *words, const char *between,
                      const char *after) {
    const size_t joint = words->length ? strlen(between) : 0;
    const size_t more = strlen(after);
    const size_t needed = words->length + joint + more + 1;
    if (needed > words->room) {
        const size_t room = needed > 2 * words->room ? 2 * needed : 2 * words->room;
        char *wider = report_draft_alloc(draft, room, 1);
        if (!wider)
            return;
        if (words->length)
            memcpy(wider, words->at, words->length);
        words->at = wider;
        words->room = room;
    }
    memcpy(words->at + words->length, between, joint);
    memcpy(words->at + words->length + joint, after, more + 1);
    words->length += joint + more;
}

const char *report_words_text(const report_words *words) {
    return words->at ? words->at : "";
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

static void add_block(report_draft *draft, report_block block) {
    report_blocks *blocks = &draft->blocks;
    report_block *at = grow(draft, blocks->at, blocks->count, &blocks->room, sizeof *at);
    if (!at)
        return;
    blocks->at = at;
    blocks->at[blocks->count++] = block;
}

void report_sentence(report_draft *draft, const char *label, const char *text) {
    add_block(draft, (report_block){.label = label, .text = text});
}

/* --- tables ---------------------------------------------------------------------------------- */

report_table *report_table_begin(report_draft *draft, const char *name, const char *title) {
    report_table *table = REPORT_DRAFT_NEW(draft, report_table, 1);
    if (!table)
        return NULL;
    *table = (report_table){.name = name, .title = title};
    add_block(draft, (report_block){.table = table});
    return table;
}

void report_column_add(report_draft *draft, report_table *table, report_column column) {
    if (!table)
        return;
    report_column *columns =
        grow(draft, table->columns, table->columns_count, &table->columns_room, sizeof *columns);
    if (!columns)
        return;
    table->columns = columns;
    columns[table->columns_count++] = column;
}

void report_columns_add(report_draft *draft, report_table *table, const report_column *columns,
                        size_t count) {
    for (size_t c = 0; c < count; c++)
        report_column_add(draft, table, columns[c]);
}

void report_columns_of_sides(report_draft *draft, report_table *table, report_type type,
                             const char *name, const char *title) {
    for (size_t p = 0; p < draft->model->principals.count; p++) {
        const ent_party *party = &draft->model->parties[draft->model->principals.at[p]];
        report_column_add(
            draft, table,
            (report_column){.name = name ? report_say(draft, "%s_%s", name, party->key) : NULL,
                            .title = title ? report_say(draft, "%s%s%s",
                                                        report_say_bare(draft, party->name),
                                                        *title == ' ' ? "" : ": ", title)
                                           : NULL,
                            .type = type,
                            .side = (uint8_t)(p + 1)});
    }
}

void report_row(report_draft *draft, report_table *table) {
    if (!table)
        return;
    report_cell *cells = grow(draft, table->cells, table->rows_count, &table->rows_room,
                              table->columns_count * sizeof *cells);
    if (!cells)
        return;
    table->cells = cells;
    for (size_t c = 0; c < table->columns_count; c++)
        cells[table->rows_count * table->columns_count + c] =
            (report_cell){.kind = REPORT_CELL_EMPTY};
    table->rows_count++;
    table->filled = 0;
}

/* --- cells ----------------------------------------------------------------------------------- */

static void put(report_table *table, report_cell cell) {
    if (table && table->rows_count > 0 && table->filled < table->columns_count)
        table->cells[(table->rows_count - 1) * table->columns_count + table->filled++] = cell;
}

void report_put_nothing(report_table *table) {
    put(table, (report_cell){.kind = REPORT_CELL_EMPTY});
}

void report_put_number(report_table *table, double number) {
    if (isfinite(number))
        put(table, (report_cell){.kind = REPORT_CELL_NUMBER, .as.number = number});
    else
        report_put_nothing(table);
}

void report_put_interval(report_table *table, double low, double high) {
    if (low < high)
        put(table, (report_cell){.kind = REPORT_CELL_INTERVAL, .as.interval = {low, high}});
    else
        report_put_number(table, high);
}

void report_put_text(report_table *table, const char *text) {
    put(table, (report_cell){.kind = REPORT_CELL_TEXT, .as.words = {text, text}});
}

void report_put_named(report_table *table, const char *name, const char *text) {
    put(table, (report_cell){.kind = REPORT_CELL_NAMED, .as.words = {text, name}});
}

void report_put_party(report_table *table, uint32_t party) {
    if (party == ENT_NONE)
        report_put_nothing(table);
    else
        put(table, (report_cell){.kind = REPORT_CELL_PARTY, .as.party = party});
}

void report_put_issue(report_table *table, size_t issue) {
    put(table, (report_cell){.kind = REPORT_CELL_ISSUE, .as.choice = {(uint32_t)issue, ENT_NONE}});
}

void report_put_option(report_table *table, size_t issue, uint32_t option) {
    if (option == ENT_NONE)
        report_put_nothing(table);
    else
        put(table,
            (report_cell){.kind = REPORT_CELL_OPTION, .as.choice = {(uint32_t)issue, option}});
}

void report_put_package(report_table *table, const uint32_t *package) {
    if (package)
        put(table, (report_cell){.kind = REPORT_CELL_PACKAGE, .as.package = package});
    else
        report_put_nothing(table);
}

void report_put_count(report_table *table, const ent_count *count) {
    put(table, (report_cell){.kind = REPORT_CELL_COUNT, .as.count = count});
}

void report_put_date(report_table *table, ent_date date) {
    if (date.year)
        put(table, (report_cell){.kind = REPORT_CELL_DATE, .as.date = date});
    else
        report_put_nothing(table);
}

void report_put_flag(report_table *table, bool flag) {
    put(table, (report_cell){.kind = REPORT_CELL_FLAG, .as.flag = flag});
}

void report_put_claim(report_table *table, uint32_t claim) {
    put(table, (report_cell){.kind = REPORT_CELL_CLAIM, .as.claim = claim});
}

void report_put_claims(report_table *table, const ent_ids *claims) {
    if (claims && claims->count)
        put(table, (report_cell){.kind = REPORT_CELL_CLAIMS, .as.claims = claims});
    else
        report_put_nothing(table);
}

void report_put_sides(const report_draft *draft, report_table *table, const double *numbers) {
    for (size_t p = 0; p < draft->model->principals.count; p++)
        report_put_number(table, numbers ? numbers[p] : NAN);
}
