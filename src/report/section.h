/**
 * The parts of a report. Each is one file, section_NAME.c, and one row of the table in report.c,
 * in the order of the brief. To add one: write its file, declare it below, add the row and the
 * field of its result in entente/report.h; `not_covered` in brief.c then drops it by itself.
 */
#ifndef ENT_REPORT_SECTION_H
#define ENT_REPORT_SECTION_H

#include "report/draft.h"
#include "report/json.h"

typedef struct ent_section {
    const char *key; /* the command, and the key in JSON */
    /* Has the model anything for it? NULL: always. Asked only for a brief. */
    bool (*applies)(const ent_model *model);
    /* Of a section that is part of the command "deals" when its option is given; else NULL. */
    bool (*asked)(const ent_report_options *options);
    ent_status (*run)(ent_report *report, ent_diags *diags);
    /* What is called below is called only after a run that went well. */
    void (*lines)(ent_draft *draft);
    void (*tables)(ent_draft *draft);
    void (*json)(ent_json *json, const ent_report *report);
    void (*release)(ent_report *report); /* also without a run */
} ent_section;

extern const ent_section ent_section_gap;
extern const ent_section ent_section_round;
extern const ent_section ent_section_blockers;
extern const ent_section ent_section_deals;
extern const ent_section ent_section_counter;
extern const ent_section ent_section_exchanges;
extern const ent_section ent_section_compat;
extern const ent_section ent_section_roadmap;
extern const ent_section ent_section_clock;
extern const ent_section ent_section_check;

/** All sections in the order of the brief; NULL ends the list. */
extern const ent_section *const ent_sections[];

/** Does the report hold this section? */
bool ent_report_has(const ent_report *report, const ent_section *section);
bool ent_report_is(const ent_report *report, const char *command);
/** A brief says of each section what its reader needs first; the section's own command says all. */
bool ent_in_brief(const ent_draft *draft);

/** `{PARTY: number}` over the principals. */
void ent_json_by_principal(ent_json *json, const char *key, const ent_model *model,
                           const double *numbers);
/** `[KEY]` of parties. */
void ent_json_parties(ent_json *json, const char *key, const ent_model *model, const ent_ids *ids);
/** "red_line:PARTY:INDEX" */
void ent_json_red_line(ent_json *json, const char *key, const ent_model *model,
                       const ent_red_line *line);
void ent_json_date(ent_json *json, const char *key, ent_date date);
/** The model itself, as far as a reader of the results needs it. */
void ent_json_model(ent_json *json, const ent_model *model);
/** What only the brief has: its sentences, and what it leaves out. */
void ent_json_brief(ent_json *json, const ent_report *report);

/** Find what a brief of this model leaves out. */
void ent_brief_not_covered(ent_draft *draft, ent_report *report);

#endif
