/**
 * The parts of a report. Each is one file, section_NAME.c, and one row of the table in report.c,
 * in the order of the brief. To add one: write its file, declare it below, add the row and the
 * field of its result in entente/report.h; `not_covered` in brief.c then drops it by itself.
 */
#ifndef ENT_REPORT_SECTION_H
#define ENT_REPORT_SECTION_H

#include "report/draft.h"
#include "report/print/json.h"

typedef struct report_section {
    const char *key; /* the command, and the key in JSON */
    /* Has the model anything for it? NULL: always. Asked only for a brief. */
    bool (*applies)(const ent_model *model);
    /* Of a section that is part of the command "deals" when its option is given; else NULL. */
    bool (*asked)(const ent_report_options *options);
    ent_status (*run)(ent_report *report, ent_diags *diags);
    /* What is called below is called only after a run that went well. */
    void (*lines)(report_draft *draft);
    void (*tables)(report_draft *draft);
    void (*json)(print_json *json, const ent_report *report);
    void (*release)(ent_report *report); /* also without a run */
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

/** Does the report hold this section? */
bool report_has(const ent_report *report, const report_section *section);
bool report_is(const ent_report *report, const char *command);
/** A brief says of each section what its reader needs first; the section's own command says all. */
bool report_in_brief(const report_draft *draft);

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
/** What only the brief has: its sentences, and what it leaves out. */
void report_json_brief(print_json *json, const ent_report *report);

/** Find what a brief of this model leaves out. */
void report_brief_not_covered(report_draft *draft, ent_report *report);

#endif
