/* The sections of a report in the order of the brief. To add one: write its file, declare it in
 * section.h, and add its row here. */
#include "report/section.h"

#include <stddef.h>

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
