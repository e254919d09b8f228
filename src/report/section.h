/**
 * The parts of a report. Each is one file, named as its topic, and one row of the table in
 * sections.c, in the order of the brief.
 */
#ifndef ENT_REPORT_SECTION_H
#define ENT_REPORT_SECTION_H

#include "report/draft.h"
#include "report/print/json.h"

typedef struct report_section {
    ent_topic topic;
    const char *id;    /* the anchor on the page */
    const char *title; /* the heading on the page */
    void (*say)(report_draft *draft);
    void (*json)(print_json *json, const ent_answers *answers);
} report_section;

extern const report_section report_section_gap;
extern const report_section report_section_round;
extern const report_section report_section_blockers;
extern const report_section report_section_deals;
extern const report_section report_section_counter;
extern const report_section report_section_exchanges;
extern const report_section report_section_compat;
extern const report_section report_section_roadmap;
extern const report_section report_section_clock;
extern const report_section report_section_check;

/** All sections in the order of the brief; NULL ends the list. */
extern const report_section *const report_sections[];

/** `{PARTY: number}` over the principals. */
void report_json_by_principal(print_json *json, const char *key, const ent_model *model,
                              const double *numbers);
/** `[KEY]` of parties. */
void report_json_parties(print_json *json, const char *key, const ent_model *model,
                         const ent_ids *ids);
/** "red_line:PARTY:INDEX" */
void report_json_red_line(print_json *json, const char *key, const ent_model *model,
                          const ent_red_line *line);
void report_json_date(print_json *json, const char *key, ent_date date);
/** The model itself, as far as a reader of the results needs it. */
void report_json_model(print_json *json, const ent_model *model);

#endif
