/* What belongs to the brief alone: its sentences in JSON, and what it leaves out. */
#include "report/section.h"
#include "report/wording.h"

#include <string.h>

static bool has_roadmap(const ent_model *model) {
    return model->roadmaps_count > 0;
}

static bool has_time(const ent_model *model) {
    return model->has_time;
}

static bool always(const ent_model *model) {
    (void)model;
    return true;
}

/* Questions of a reader, and the section that answers each. */
static const struct {
    const char *section;
    const char *text;
    bool (*asked)(const ent_model *model);
} QUESTIONS[] = {
    {"roadmap", "whether a roadmap holds", has_roadmap},
    {"clock", "whom time favours", has_time},
    {"forecast", "how likely any of it is", always},
};

#define QUESTIONS_COUNT (sizeof QUESTIONS / sizeof *QUESTIONS)

static bool is_answered(const char *key) {
    for (size_t s = 0; report_sections[s]; s++)
        if (strcmp(report_sections[s]->key, key) == 0)
            return true;
    return false;
}

void report_brief_not_covered(report_draft *draft, ent_report *report) {
    const char **texts = REPORT_DRAFT_NEW(draft, const char *, QUESTIONS_COUNT);
    size_t count = 0;
    for (size_t q = 0; q < QUESTIONS_COUNT && texts; q++)
        if (QUESTIONS[q].asked(draft->model) && !is_answered(QUESTIONS[q].section))
            texts[count++] = QUESTIONS[q].text;
    report->not_covered_count = count;
    report->not_covered = texts;
    if (count > 0)
        report_draft_line(draft, "Not covered",
                          report_say(draft, "yet: %s.", report_say_list(draft, texts, count, 0)));
}

void report_json_brief(print_json *json, const ent_report *report) {
    print_json_object(json, "brief", PRINT_JSON_WIDE);
    print_json_array(json, "lines", PRINT_JSON_WIDE);
    for (size_t i = 0; i < report->lines_count; i++) {
        print_json_object(json, NULL, PRINT_JSON_LINE);
        print_json_text(json, "label", report->lines[i].label);
        print_json_text(json, "text", report->lines[i].text);
        print_json_close(json);
    }
    print_json_close(json);
    const size_t bare = report->provenance->unsupported.count;
    print_json_whole(json, "supported", report->model->numbers_count - bare);
    print_json_whole(json, "unsupported", bare);
    print_json_array(json, "not_covered", PRINT_JSON_LINE);
    for (size_t i = 0; i < report->not_covered_count; i++)
        print_json_text(json, NULL, report->not_covered[i]);
    print_json_close(json);
    print_json_close(json);
}
