/* A report: what each section has to say of the answers, said once, then printed in the forms that
 * are asked for. */
#define _XOPEN_SOURCE 700 /* uselocale */

#include "report/report.h"

#include "base/diag.h"
#include "report/page/page.h"
#include "report/print/print.h"
#include "report/wording.h"

#include <locale.h>
#include <stdlib.h>

/* Widths of characters and the decimal point are those of C.UTF-8 while a report is made or
 * printed, whatever the program's locale: set for this thread alone and put back. */
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

/* --- making ---------------------------------------------------------------------------------- */

/* What stands in place of a section: what is missing, and why. */
static void say_unanswered(report_draft *draft, const report_section *section) {
    const char *why = draft->answers->unanswered[section->topic].why;
    report_sentence(draft, "Left out", report_say(draft, "is \"%s\": %s.", section->title, why));
}

static bool say_section(ent_report *report, const report_section *section, bool brief,
                        report_blocks *blocks) {
    report_draft draft = {.answers = report->answers,
                          .model = report->answers->model,
                          .arena = &report->arena,
                          .brief = brief};
    if (ent_answers_have(report->answers, section->topic))
        section->say(&draft);
    else
        say_unanswered(&draft, section);
    *blocks = draft.blocks;
    return !draft.failed;
}

static bool say_sections(ent_report *report) {
    const bool brief = report->answers->inquiry.brief;
    bool done = true;
    for (size_t s = 0; report_sections[s] && done; s++) {
        const ent_topic topic = report_sections[s]->topic;
        if (!ent_answers_have(report->answers, topic) && !report->answers->unanswered[topic].why)
            continue;
        report_part *part = &report->parts[report->parts_count++];
        part->section = report_sections[s];
        done = say_section(report, part->section, false, &part->all) &&
               (!brief || say_section(report, part->section, true, &part->brief));
    }
    return done;
}

/* "0.42 [0.35 to 0.5]" */
static const char *say_setting(report_draft *draft, const ent_number *number) {
    const char *value = report_say_number(draft, number->likely.value);
    return number->spread == ENT_POINT ? value
                                       : report_say(draft, "%s [%s to %s]", value,
                                                    report_say_number(draft, number->low.value),
                                                    report_say_number(draft, number->high.value));
}

/* "With parties.ukraine.walk_away = 0.6 instead of 0.42 [0.35 to 0.5]." */
static const char *say_changed(report_draft *draft) {
    const ent_inquiry *inquiry = &draft->answers->inquiry;
    const char **items = REPORT_DRAFT_NEW(draft, const char *, inquiry->changes_count);
    if (!items || inquiry->changes_count == 0)
        return NULL;
    for (size_t i = 0; i < inquiry->changes_count; i++)
        items[i] = report_say(draft, "%s = %s instead of %s", inquiry->changes[i].path,
                              say_setting(draft, &inquiry->changes[i].now),
                              say_setting(draft, &inquiry->changes[i].was));
    return report_say(draft, "With %s.", report_say_list(draft, items, inquiry->changes_count, 0));
}

/* The sentences of all parts, and the brief's last one. */
static bool say_lead(ent_report *report) {
    report_draft draft = {
        .answers = report->answers, .model = report->answers->model, .arena = &report->arena};
    for (size_t p = 0; p < report->parts_count; p++) {
        const report_blocks *blocks = report_read_part(report, p);
        for (size_t b = 0; b < blocks->count; b++)
            if (!blocks->at[b].table)
                report_sentence(&draft, blocks->at[b].label, blocks->at[b].text);
    }
    if (report->answers->inquiry.brief)
        report_brief_close(&draft, report);
    report->lead = draft.blocks;
    report->changed = say_changed(&draft);
    draft.blocks = (report_blocks){0};
    if (report->answers->inquiry.brief)
        report->figures = report_brief_figures(&draft);
    return !draft.failed;
}

ent_status ent_report_make(const ent_answers *answers, ent_report **report, ent_diags *diags) {
    ent_report *made = base_malloc(sizeof *made);
    if (!made)
        return base_fail_memory(diags);
    *made = (ent_report){.answers = answers};
    const plain_locale locale = enter_plain_locale();
    const bool done = say_sections(made) && say_lead(made);
    leave_plain_locale(locale);
    if (!done) {
        ent_report_free(made);
        return base_fail_memory(diags);
    }
    *report = made;
    return ENT_OK;
}

void ent_report_free(ent_report *report) {
    if (!report)
        return;
    base_arena_clear(&report->arena);
    free(report);
}

/* --- printing -------------------------------------------------------------------------------- */

static ent_status printed(bool done, FILE *out, ent_diags *diags) {
    if (!done)
        return base_fail_memory(diags);
    if (!ferror(out))
        return ENT_OK;
    return base_fail(diags, ENT_ERR_IO, NULL, 0, 0, NULL, "the report could not be written");
}

ent_status ent_report_json(const ent_report *report, const ent_json_style *style, FILE *out,
                           ent_diags *diags) {
    static const ent_json_style usual = ENT_JSON_STYLE_INIT;
    const plain_locale locale = enter_plain_locale();
    const bool done = print_report_json(report, style ? style : &usual, out);
    leave_plain_locale(locale);
    return printed(done, out, diags);
}

ent_status ent_report_text(const ent_report *report, const ent_text_style *style, FILE *out,
                           ent_diags *diags) {
    static const ent_text_style usual = ENT_TEXT_STYLE_INIT;
    const plain_locale locale = enter_plain_locale();
    const bool done = print_report_text(report, style ? style : &usual, out);
    leave_plain_locale(locale);
    return printed(done, out, diags);
}

ent_status ent_report_csv(const ent_report *report, const char *table, size_t top, FILE *out,
                          ent_diags *diags) {
    const plain_locale locale = enter_plain_locale();
    const ent_status status = print_report_csv(report, table, top, out, diags);
    leave_plain_locale(locale);
    return status ? status : printed(true, out, diags);
}

ent_status ent_report_html(const ent_report *report, FILE *out, ent_diags *diags) {
    const plain_locale locale = enter_plain_locale();
    const bool done = page_write(report, out);
    leave_plain_locale(locale);
    return printed(done, out, diags);
}
