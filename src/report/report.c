/* A report is a command's results and its answer in sentences; this file makes one from the table
 * of sections and prints it in the three forms. */
#define _XOPEN_SOURCE 700 /* uselocale */

#include "entente/report.h"

#include "base/diag.h"
#include "report/print/sheet.h"
#include "report/section.h"
#include "report/wording.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

const report_section *const report_sections[] = {
    &report_section_gap,
    &report_section_round,
    &report_section_blockers,
    &report_section_deals,
    &report_section_counter,
    &report_section_exchanges,
    &report_section_compat,
    &report_section_roadmap,
    &report_section_clock,
    &report_section_check,
    NULL,
};

typedef struct owned {
    ent_report result;
    base_arena arena;
} owned;

/* Widths of characters and the decimal point are those of C.UTF-8 while a report is printed,
 * whatever the program's locale: set for this thread alone and put back. */
typedef struct plain_locale {
    locale_t made;
    locale_t before;
} plain_locale;

static plain_locale enter_plain_locale(void) {
    plain_locale self = {.made = newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0)};
    if (self.made)
        self.before = uselocale(self.made);
    return self;
}

static void leave_plain_locale(plain_locale self) {
    if (!self.made)
        return;
    uselocale(self.before);
    freelocale(self.made);
}

bool report_is(const ent_report *report, const char *command) {
    return strcmp(report->command, command) == 0;
}

bool report_in_brief(const report_draft *draft) {
    return report_is(draft->report, "brief");
}

bool report_has(const ent_report *report, const report_section *section) {
    if (section->asked)
        return report_is(report, "deals") && section->asked(&report->options);
    if (!report_is(report, "brief"))
        return report_is(report, section->key);
    return !section->applies || section->applies(report->model);
}

static const char *known_command(const char *command) {
    if (strcmp(command, "brief") == 0)
        return "brief";
    for (size_t s = 0; report_sections[s]; s++)
        if (!report_sections[s]->asked && strcmp(command, report_sections[s]->key) == 0)
            return report_sections[s]->key;
    return NULL;
}

void ent_report_free(ent_report *report) {
    if (!report)
        return;
    owned *self = report->owner;
    for (size_t s = 0; report_sections[s]; s++)
        report_sections[s]->release(report);
    base_arena_clear(&self->arena);
    free(self);
}

static ent_status write_lines(owned *self, ent_diags *diags) {
    ent_report *report = &self->result;
    report_draft draft = {.report = report, .model = report->model, .arena = &self->arena};
    for (size_t s = 0; report_sections[s]; s++)
        if (report_has(report, report_sections[s]))
            report_sections[s]->lines(&draft);
    if (report_is(report, "brief"))
        report_brief_not_covered(&draft, report);
    if (draft.failed)
        return base_fail_memory(diags);
    report->lines = draft.lines;
    report->lines_count = draft.lines_count;
    return ENT_OK;
}

static ent_status find_round(const ent_model *model, ent_report *report, ent_diags *diags) {
    if (report->options.round == ENT_NONE)
        report->options.round = ent_round_next(model);
    if (report->options.round != ENT_NONE || !report_is(report, "round"))
        return ENT_OK;
    const char *file = model->files_count ? model->files[0] : NULL;
    if (model->rounds_count == 0)
        return base_fail(diags, ENT_ERR_MODEL, file, 0, 0, "rounds",
                         "the model has no 'rounds:' section to look at");
    return base_fail(diags, ENT_ERR_MODEL, file, 0, 0, "rounds",
                     "no round lies ahead; name one of the past by its day (--date)");
}

static ent_status run_sections(ent_report *report, ent_diags *diags) {
    ent_status status = find_round(report->model, report, diags);
    for (size_t s = 0; status == ENT_OK && report_sections[s]; s++)
        if (report_has(report, report_sections[s]))
            status = report_sections[s]->run(report, diags);
    return status;
}

ent_status ent_report_make(const ent_model *model, const char *command,
                           const ent_report_options *options, ent_report **report,
                           ent_diags *diags) {
    static const ent_report_options usual = ENT_REPORT_OPTIONS_INIT;
    const char *known = known_command(command);
    if (!known)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "there is no report '%s'", command);
    owned *self = base_malloc(sizeof *self);
    if (!self)
        return base_fail_memory(diags);
    *self = (owned){.result = {.command = known,
                               .model = model,
                               .options = options ? *options : usual,
                               .owner = self}};
    ent_status status = run_sections(&self->result, diags);
    if (status == ENT_OK) {
        const plain_locale locale = enter_plain_locale();
        status = write_lines(self, diags);
        leave_plain_locale(locale);
    }
    if (status == ENT_OK)
        *report = &self->result;
    else
        ent_report_free(&self->result);
    return status;
}

static ent_status stream_status(FILE *out, ent_diags *diags) {
    if (!ferror(out))
        return ENT_OK;
    return base_fail(diags, ENT_ERR_IO, NULL, 0, 0, NULL, "the report could not be written");
}

static void write_json(const ent_report *report, FILE *out) {
    print_json json;
    print_json_start(&json, out);
    print_json_object(&json, NULL, PRINT_JSON_WIDE);
    print_json_text(&json, "entente", ENT_VERSION);
    print_json_object(&json, "model", PRINT_JSON_WIDE);
    report_json_model(&json, report->model);
    print_json_close(&json);
    if (report_is(report, "brief"))
        report_json_brief(&json, report);
    for (size_t s = 0; report_sections[s]; s++) {
        if (!report_has(report, report_sections[s]))
            continue;
        print_json_object(&json, report_sections[s]->key, PRINT_JSON_WIDE);
        report_sections[s]->json(&json, report);
        print_json_close(&json);
    }
    print_json_close(&json);
}

ent_status ent_report_json(const ent_report *report, FILE *out, ent_diags *diags) {
    const plain_locale locale = enter_plain_locale();
    write_json(report, out);
    leave_plain_locale(locale);
    return stream_status(out, diags);
}

static void draft_tables(report_draft *draft) {
    for (size_t s = 0; report_sections[s]; s++)
        if (report_has(draft->report, report_sections[s]))
            report_sections[s]->tables(draft);
}

static void print_lines(const print_sheet *sheet, const ent_report *report) {
    size_t hang = 0;
    for (size_t i = 0; i < report->lines_count; i++) {
        const char *label = report->lines[i].label;
        const size_t width = print_text_width(label, strlen(label));
        hang = width > hang ? width : hang;
    }
    putc('\n', sheet->out);
    for (size_t i = 0; i < report->lines_count; i++)
        print_sheet_paragraph(sheet, 2, report->lines[i].label, hang + 2, report->lines[i].text);
}

static bool write_table(const print_sheet *sheet, const print_table *table) {
    print_sheet_heading(sheet, table->title);
    putc('\n', sheet->out);
    if (table->intro) {
        print_sheet_paragraph(sheet, 2, "", 0, table->intro);
        putc('\n', sheet->out);
    }
    const bool done = print_table_print(table, sheet->width, 2, sheet->out);
    if (table->note)
        print_sheet_paragraph(sheet, 2, "", 0, table->note);
    return done;
}

/* A brief shows one table a section; the commands of the sections show all. */
static void print_pointer(const print_sheet *sheet, report_draft *draft) {
    const char *commands[32];
    size_t count = 0;
    for (size_t s = 0; report_sections[s] && count < sizeof commands / sizeof *commands; s++)
        if (report_has(draft->report, report_sections[s]))
            commands[count++] = report_sections[s]->key;
    putc('\n', sheet->out);
    print_sheet_paragraph(
        sheet, 0, "", 0,
        report_say(draft, "More in: entente %s.", report_say_list(draft, commands, count, 0)));
}

static ent_status print_text(const ent_report *report, const ent_text_style *style, FILE *out,
                             ent_diags *diags) {
    const print_sheet sheet = {
        .out = out, .width = style->width < 40 ? 40 : style->width, .colour = style->colour};
    base_arena arena = {0};
    report_draft draft = {
        .report = report, .model = report->model, .arena = &arena, .top = style->top};
    const char *date = report_say_date(&draft, report->model->as_of);
    print_sheet_title(&sheet, report->model->title,
                      *date ? report_say(&draft, "as of %s", date) : "");
    print_lines(&sheet, report);
    if (!style->short_form)
        draft_tables(&draft);
    bool done = !draft.failed;
    for (size_t t = 0; t < draft.tables_count && done; t++)
        if (draft.tables[t]->rows_count > 0 &&
            (!draft.tables[t]->detail || !report_is(report, "brief")))
            done = write_table(&sheet, draft.tables[t]);
    if (done && !style->short_form && report_is(report, "brief"))
        print_pointer(&sheet, &draft);
    base_arena_clear(&arena);
    return done ? stream_status(out, diags) : base_fail_memory(diags);
}

ent_status ent_report_text(const ent_report *report, const ent_text_style *style, FILE *out,
                           ent_diags *diags) {
    static const ent_text_style usual = ENT_TEXT_STYLE_INIT;
    const plain_locale locale = enter_plain_locale();
    const ent_status status = print_text(report, style ? style : &usual, out, diags);
    leave_plain_locale(locale);
    return status;
}

static ent_status fail_table(report_draft *draft, const char *name, ent_diags *diags) {
    const char *names = "";
    for (size_t t = 0; t < draft->tables_count; t++)
        names = report_join(draft, names, ", ", draft->tables[t]->name);
    return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                     "there is no table '%s' here; there are: %s", name, names);
}

static ent_status print_csv(report_draft *draft, const char *name, FILE *out, ent_diags *diags) {
    draft_tables(draft);
    const print_table *table = NULL;
    for (size_t t = 0; t < draft->tables_count && !table; t++)
        if (!name || strcmp(draft->tables[t]->name, name) == 0)
            table = draft->tables[t];
    if (draft->failed)
        return base_fail_memory(diags);
    if (!table)
        return fail_table(draft, name ? name : "", diags);
    print_table_csv(table, out);
    return stream_status(out, diags);
}

ent_status ent_report_csv(const ent_report *report, const char *table, size_t top, FILE *out,
                          ent_diags *diags) {
    base_arena arena = {0};
    report_draft draft = {
        .report = report, .model = report->model, .arena = &arena, .for_csv = true, .top = top};
    const plain_locale locale = enter_plain_locale();
    const ent_status status = print_csv(&draft, table, out, diags);
    leave_plain_locale(locale);
    base_arena_clear(&arena);
    return status;
}
