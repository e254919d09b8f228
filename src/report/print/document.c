/* The report as JSON: the contracted keys of each section, then what it says. */
#include "report/print/print.h"

static bool print_brief(print_json *json, const ent_report *report) {
    print_json_object(json, "brief", PRINT_JSON_WIDE);
    print_json_array(json, "lines", PRINT_JSON_WIDE);
    for (size_t b = 0; b < report->lead.count; b++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "label", report->lead.at[b].label);
        print_json_text(json, "text", report->lead.at[b].text);
        print_json_close(json);
    }
    print_json_close(json);
    const ent_answers *answers = report->answers;
    const size_t bare = answers->provenance->unsupported.count;
    print_json_whole(json, "supported", answers->model->numbers_count - bare);
    print_json_whole(json, "unsupported", bare);
    print_json_array(json, "not_covered", PRINT_JSON_LINE);
    for (size_t i = 0; i < report->not_covered_count; i++)
        print_json_text(json, NULL, report->not_covered[i]);
    print_json_close(json);
    const bool done = print_said(json, report, &report->lead);
    print_json_close(json);
    return done;
}

static void print_setting(print_json *json, const ent_number *number) {
    print_json_number(json, "value", number->likely.value);
    print_json_number(json, "low", number->low.value);
    print_json_number(json, "high", number->high.value);
}

/* Beside the sections, which are the same as if the model's file had said so. */
static void print_changes(print_json *json, const ent_inquiry *inquiry) {
    if (inquiry->changes_count == 0)
        return;
    print_json_array(json, "changed", PRINT_JSON_WIDE);
    for (size_t i = 0; i < inquiry->changes_count; i++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "path", inquiry->changes[i].path);
        print_setting(json, &inquiry->changes[i].now);
        print_json_object(json, "was", PRINT_JSON_LINE);
        print_setting(json, &inquiry->changes[i].was);
        print_json_close(json);
        print_json_close(json);
    }
    print_json_close(json);
}

static void print_unanswered(print_json *json, const ent_unanswered *self) {
    print_json_object(json, "unanswered", PRINT_JSON_LINE);
    print_json_text(json, "status", ent_status_name(self->status));
    print_json_text(json, "why", self->why);
    print_json_close(json);
}

bool print_report_json(const ent_report *report, const ent_json_style *style, FILE *out) {
    print_json json;
    bool done = true;
    print_json_start(&json, out);
    json.rows_max = style->rows_max;
    json.cells_max = style->cells_max;
    print_json_object(&json, NULL, PRINT_JSON_WIDE);
    print_json_text(&json, "entente", ENT_VERSION);
    print_json_object(&json, "model", PRINT_JSON_WIDE);
    report_json_model(&json, report->answers->model);
    print_json_close(&json);
    print_changes(&json, &report->answers->inquiry);
    if (report->answers->inquiry.brief)
        done = print_brief(&json, report);
    for (size_t p = 0; p < report->parts_count && done; p++) {
        const report_part *part = &report->parts[p];
        print_json_object(&json, ent_topic_name(part->section->topic), PRINT_JSON_WIDE);
        if (ent_answers_have(report->answers, part->section->topic))
            part->section->json(&json, report->answers);
        else
            print_unanswered(&json, &report->answers->unanswered[part->section->topic]);
        done = print_said(&json, report, &part->all);
        print_json_close(&json);
    }
    print_json_close(&json);
    return done;
}
