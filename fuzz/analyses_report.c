/* What is said of a small model: a brief of it in every form, printed twice alike, the JSON whole.
 */
#include "analyses.h"

#include "entente/report.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#define UNSOUND (1u << ENT_ERR_MODEL | 1u << ENT_ERR_LIMIT | 1u << ENT_ERR_NUMERIC)

typedef ent_status printer(const ent_report *report, FILE *out, ent_diags *diags);

static ent_status print_json(const ent_report *report, FILE *out, ent_diags *diags) {
    return ent_report_json(report, NULL, out, diags);
}

static ent_status print_short_json(const ent_report *report, FILE *out, ent_diags *diags) {
    static const ent_json_style SHORT = {.rows_max = 1, .cells_max = 1};
    return ent_report_json(report, &SHORT, out, diags);
}

static ent_status print_text(const ent_report *report, FILE *out, ent_diags *diags) {
    return ent_report_text(report, NULL, out, diags);
}

static ent_status print_narrow(const ent_report *report, FILE *out, ent_diags *diags) {
    static const ent_text_style NARROW = {.width = 40, .colour = true, .top = 1};
    return ent_report_text(report, &NARROW, out, diags);
}

static ent_status print_csv(const ent_report *report, FILE *out, ent_diags *diags) {
    return ent_report_csv(report, NULL, 0, out, diags);
}

static char *printed(const ent_report *report, printer *print) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    REQUIRE(out != NULL);
    REQUIRE(print(report, out, NULL) == ENT_OK);
    REQUIRE(fclose(out) == 0);
    REQUIRE(size > 0 && strlen(text) == size);
    return text;
}

/* JSON is YAML: does the text come to its end without a fault? */
static bool is_whole(const char *text) {
    yaml_parser_t parser;
    yaml_event_t event;
    bool ended = false;
    REQUIRE(yaml_parser_initialize(&parser));
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    while (!ended && yaml_parser_parse(&parser, &event)) {
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ended;
}

static void check_forms(const ent_report *report) {
    static printer *const PRINTERS[] = {print_json,   print_short_json, print_text,
                                        print_narrow, ent_report_html,  print_csv};
    for (size_t i = 0; i < sizeof PRINTERS / sizeof *PRINTERS; i++) {
        char *text = printed(report, PRINTERS[i]);
        char *again = printed(report, PRINTERS[i]);
        REQUIRE(strcmp(text, again) == 0);
        REQUIRE(i >= 2 || is_whole(text));
        free(text);
        free(again);
    }
}

void check_report(const subject *self) {
    ent_inquiry inquiry = ENT_INQUIRY_INIT;
    ent_answers *answers = NULL;
    ent_report *report = NULL;
    ent_diags *diags = ent_diags_new();
    REQUIRE(ent_inquiry_for(self->model, "brief", &inquiry, NULL) == ENT_OK);
    if (was_answered(ent_ask(self->model, &inquiry, &answers, diags), UNSOUND, diags)) {
        REQUIRE(ent_report_make(answers, &report, NULL) == ENT_OK);
        check_forms(report);
        ent_report_free(report);
    }
    ent_answers_free(answers);
    ent_diags_free(diags);
}
