/** A report as its printers see it. */
#ifndef ENT_REPORT_REPORT_H
#define ENT_REPORT_REPORT_H

#include "report/draft.h"
#include "report/section.h"

/* What one section says: all of it, and what a brief takes of it. */
typedef struct report_part {
    const report_section *section;
    report_blocks all;
    report_blocks brief; /* none but in a brief */
} report_part;

struct ent_report {
    const ent_answers *answers;
    base_arena arena; /* of the blocks */
    size_t parts_count;
    report_part parts[ENT_TOPICS]; /* in the order of the brief */
    const char *changed;           /* which numbers were set: a sentence; NULL: none */
    report_blocks lead;            /* the sentences that a reader sees first */
    const report_table *figures;   /* of a brief: the few numbers that its reader takes away */
    size_t not_covered_count;
    const char *const *not_covered; /* what a brief of this model leaves out */
};

/** The blocks that people read of a part: of a brief, less. */
static inline const report_blocks *report_read_part(const ent_report *report, size_t part) {
    return report->answers->inquiry.brief ? &report->parts[part].brief : &report->parts[part].all;
}

/** Pick the few numbers that a reader of the brief takes away: a table of two texts a row. */
const report_table *report_brief_figures(report_draft *draft);

/** Find what a brief of this model leaves out, and say it. */
void report_brief_close(report_draft *draft, ent_report *report);

#endif
