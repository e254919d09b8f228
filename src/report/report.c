/* A report is a command's results and its answer in sentences; this file makes one from the table
 * of sections and prints it in the three forms. */
#define _XOPEN_SOURCE 700 /* uselocale */

#include "entente/report.h"

#include "base/diag.h"
#include "report/section.h"
#include "report/sheet.h"
#include "report/wording.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

const ent_section *const ent_sections[] = {
    &ent_section_gap,
    &ent_section_round,
    &ent_section_blockers,
    &ent_section_deals,
    &ent_section_counter,
    &ent_section_exchanges,
    &ent_section_compat,
    &ent_section_roadmap,
    &ent_section_clock,
    &ent_section_check,
    NULL,
};

typedef struct owned {
    ent_report result;
    ent_arena arena;
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

bool ent_report_is(const ent_report *report, const char *command) {
    return strcmp(report->command, command) == 0;
}

bool ent_in_brief(const ent_draft *draft) {
    return ent_report_is(draft->report, "brief");
}

bool ent_report_has(const ent_report *report, const ent_section *section) {
    if (section->asked)
        return ent_report_is(report, "deals") && section->asked(&report->options);
    if (!ent_report_is(report, "brief"))
        return ent_report_is(report, section->key);
    return !section->applies || section->applies(report->model);
}

static const char *known_command(const char *command) {
    if (strcmp(command, "brief") == 0)
        return "brief";
    for (size_t s = 0; ent_sections[s]; s++)
        if (!ent_sections[s]->asked && strcmp(command, ent_sections[s]->key) == 0)
            return ent_sections[s]->key;
    return NULL;
}

void ent_report_free(ent_report *report) {
    if (!report)
        return;
    owned *self = report->owner;
    for (size_t s = 0; ent_sections[s]; s++)
        ent_sections[s]->release(report);
    ent_arena_clear(&self->arena);
    free(self);
}

static ent_status write_lines(owned *self, ent_diags *diags) {
    ent_report *report = &self->result;
    ent_draft draft = {.report = report, .model = report->model, .arena = &self->arena};
    for (size_t s = 0; ent_sections[s]; s++)
        if (ent_report_has(report, ent_sections[s]))
            ent_sections[s]->lines(&draft);
    if (ent_report_is(report, "brief"))
        ent_brief_not_covered(&draft, report);
    if (draft.failed)
        return ent_fail_memory(diags);
    report->lines = draft.lines;
    report->lines_count = draft.lines_count;
    return ENT_OK;
}

static ent_status find_round(const ent_model *model, ent_report *report, ent_diags *diags) {
    if (report->options.round == ENT_NONE)
        report->options.round = ent_round_next(model);
    if (report->options.round != ENT_NONE || !ent_report_is(report, "round"))
        return ENT_OK;
    const char *file = model->files_count ? model->files[0] : NULL;
    if (model->rounds_count == 0)
        return ent_fail(diags, ENT_ERR_MODEL, file, 0, 0, "rounds",
                        "the model has no 'rounds:' section to look at");
    return ent_fail(diags, ENT_ERR_MODEL, file, 0, 0, "rounds",
                    "no round lies ahead; name one of the past by its day (--date)");
}

static ent_status run_sections(ent_report *report, ent_diags *diags) {
    ent_status status = find_round(report->model, report, diags);
    for (size_t s = 0; status == ENT_OK && ent_sections[s]; s++)
        if (ent_report_has(report, ent_sections[s]))
            status = ent_sections[s]->run(report, diags);
    return status;
}

ent_status ent_report_make(const ent_model *model, const char *command,
                           const ent_report_options *options, ent_report **report,
                           ent_diags *diags) {
    static const ent_report_options usual = ENT_REPORT_OPTIONS_INIT;
    const char *known = known_command(command);
    if (!known)
        return ent_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "there is no report '%s'", command);
    owned *self = ent_malloc(sizeof *self);
    if (!self)
        return ent_fail_memory(diags);
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
    return ent_fail(diags, ENT_ERR_IO, NULL, 0, 0, NULL, "the report could not be written");
}

static void print_json(const ent_report *report, FILE *out) {
    ent_json json;
    ent_json_start(&json, out);
    ent_json_object(&json, NULL, ENT_JSON_WIDE);
    ent_json_text(&json, "entente", ENT_VERSION);
    ent_json_object(&json, "model", ENT_JSON_WIDE);
    ent_json_model(&json, report->model);
    ent_json_close(&json);
    if (ent_report_is(report, "brief"))
        ent_json_brief(&json, report);
    for (size_t s = 0; ent_sections[s]; s++) {
        if (!ent_report_has(report, ent_sections[s]))
            continue;
        ent_json_object(&json, ent_sections[s]->key, ENT_JSON_WIDE);
        ent_sections[s]->json(&json, report);
        ent_json_close(&json);
    }
    ent_json_close(&json);
}

ent_status ent_report_json(const ent_report *report, FILE *out, ent_diags *diags) {
    const plain_locale locale = enter_plain_locale();
    print_json(report, out);
    leave_plain_locale(locale);
    return stream_status(out, diags);
}

static void draft_tables(ent_draft *draft) {
    for (size_t s = 0; ent_sections[s]; s++)
        if (ent_report_has(draft->report, ent_sections[s]))
            ent_sections[s]->tables(draft);
}

static void print_lines(const ent_sheet *sheet, const ent_report *report) {
    size_t hang = 0;
    for (size_t i = 0; i < report->lines_count; i++) {
        const char *label = report->lines[i].label;
        const size_t width = ent_text_width(label, strlen(label));
        hang = width > hang ? width : hang;
    }
    putc('\n', sheet->out);
    for (size_t i = 0; i < report->lines_count; i++)
        ent_sheet_paragraph(sheet, 2, report->lines[i].label, hang + 2, report->lines[i].text);
}

static bool print_table(const ent_sheet *sheet, const ent_table *table) {
    ent_sheet_heading(sheet, table->title);
    putc('\n', sheet->out);
    if (table->intro) {
        ent_sheet_paragraph(sheet, 2, "", 0, table->intro);
        putc('\n', sheet->out);
    }
    const bool done = ent_table_print(table, sheet->width, 2, sheet->out);
    if (table->note)
        ent_sheet_paragraph(sheet, 2, "", 0, table->note);
    return done;
}

/* A brief shows one table a section; the commands of the sections show all. */
static void print_pointer(const ent_sheet *sheet, ent_draft *draft) {
    const char *commands[32];
    size_t count = 0;
    for (size_t s = 0; ent_sections[s] && count < sizeof commands / sizeof *commands; s++)
        if (ent_report_has(draft->report, ent_sections[s]))
            commands[count++] = ent_sections[s]->key;
    putc('\n', sheet->out);
    ent_sheet_paragraph(
        sheet, 0, "", 0,
        ent_say(draft, "More in: entente %s.", ent_say_list(draft, commands, count, 0)));
}

static ent_status print_text(const ent_report *report, const ent_text_style *style, FILE *out,
                             ent_diags *diags) {
    const ent_sheet sheet = {
        .out = out, .width = style->width < 40 ? 40 : style->width, .colour = style->colour};
    ent_arena arena = {0};
    ent_draft draft = {
        .report = report, .model = report->model, .arena = &arena, .top = style->top};
    const char *date = ent_say_date(&draft, report->model->as_of);
    ent_sheet_title(&sheet, report->model->title, *date ? ent_say(&draft, "as of %s", date) : "");
    print_lines(&sheet, report);
    if (!style->short_form)
        draft_tables(&draft);
    bool done = !draft.failed;
    for (size_t t = 0; t < draft.tables_count && done; t++)
        if (draft.tables[t]->rows_count > 0 &&
            (!draft.tables[t]->detail || !ent_report_is(report, "brief")))
            done = print_table(&sheet, draft.tables[t]);
    if (done && !style->short_form && ent_report_is(report, "brief"))
        print_pointer(&sheet, &draft);
    ent_arena_clear(&arena);
    return done ? stream_status(out, diags) : ent_fail_memory(diags);
}

ent_status ent_report_text(const ent_report *report, const ent_text_style *style, FILE *out,
                           ent_diags *diags) {
    static const ent_text_style usual = ENT_TEXT_STYLE_INIT;
    const plain_locale locale = enter_plain_locale();
    const ent_status status = print_text(report, style ? style : &usual, out, diags);
    leave_plain_locale(locale);
    return status;
}

static ent_status fail_table(ent_draft *draft, const char *name, ent_diags *diags) {
    const char *names = "";
    for (size_t t = 0; t < draft->tables_count; t++)
        names = ent_join(draft, names, ", ", draft->tables[t]->name);
    return ent_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                    "there is no table '%s' here; there are: %s", name, names);
}

static ent_status print_csv(ent_draft *draft, const char *name, FILE *out, ent_diags *diags) {
    draft_tables(draft);
    const ent_table *table = NULL;
    for (size_t t = 0; t < draft->tables_count && !table; t++)
        if (!name || strcmp(draft->tables[t]->name, name) == 0)
            table = draft->tables[t];
    if (draft->failed)
        return ent_fail_memory(diags);
    if (!table)
        return fail_table(draft, name ? name : "", diags);
    ent_table_csv(table, out);
    return stream_status(out, diags);
}

ent_status ent_report_csv(const ent_report *report, const char *table, size_t top, FILE *out,
                          ent_diags *diags) {
    ent_arena arena = {0};
    ent_draft draft = {
        .report = report, .model = report->model, .arena = &arena, .for_csv = true, .top = top};
    const plain_locale locale = enter_plain_locale();
    const ent_status status = print_csv(&draft, table, out, diags);
    leave_plain_locale(locale);
    ent_arena_clear(&arena);
    return status;
}
