/**
 * @file report.h
 * Results out: what the analyses found, as sentences and tables for people, as JSON, as CSV.
 *
 * A report belongs to a command: "check", "gap", "deals", "blockers", "round",
 * "roadmap", "clock", or "brief", which
 * holds all of them that the model has anything for. Text is UTF-8 whatever the locale.
 */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/blockers.h"
#include "entente/clock.h"
#include "entente/compat.h"
#include "entente/counter.h"
#include "entente/deals.h"
#include "entente/exchanges.h"
#include "entente/gap.h"
#include "entente/provenance.h"
#include "entente/roadmap.h"
#include "entente/round.h"
#include "entente/screening.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One paragraph of the first screen: "A settlement" - "is not possible as things stand. ..." */
typedef struct ent_line {
    const char *label;
    const char *text;
} ent_line;

typedef struct ent_report_options {
    bool all;              /**< deals over every possible package, not only the acceptable ones */
    uint32_t round;        /**< index into ent_model.rounds; ENT_NONE: the next one */
    uint64_t points_limit; /**< as in ent_deals_options, for the command "deals" */
    /** Deals: what may be chosen and which red lines do not count, as in ent_deals_options; they
     * must live as long as the report. */
    const bool *const *within;
    const bool *lifted;
    uint32_t threads; /**< 0: one; the report is the same whatever the number */
    ent_ids aside;    /**< principals whom ent_model_between left out of the model, to be named */
    /** Deals: what else is asked. Packages [issues] must live as long as the report. */
    const uint32_t *counter; /**< a package on the table, or NULL; not with `all` */
    uint32_t side;           /**< whose counter-offers: a principal; ENT_NONE: everybody's */
    bool exchanges;
    const uint32_t *from; /**< what exchanges start from; NULL: `counter`, or else today */
    bool compat;
    ent_peer peer;
} ent_report_options;

#define ENT_REPORT_OPTIONS_INIT                                                                    \
    { .round = ENT_NONE, .side = ENT_NONE }

/** What was found. Results that the command does not need, or the model has nothing for, are NULL.
 */
typedef struct ent_report {
    const char *command;
    const ent_model *model; /**< borrowed */
    ent_report_options options;
    ent_provenance *provenance;
    ent_gap *gap;
    ent_deals *deals;
    size_t red_lines_count;
    ent_red_line *red_lines; /**< that can stop a deal, as ent_red_lines lists them */
    ent_counter *counter;
    ent_exchanges *exchanges;
    ent_peer_view *peer;
    ent_blockers *blockers;
    ent_round_view *round;
    ent_roadmaps *roadmaps;
    ent_clock *clock;
    ent_screening *screening[2]; /**< with that principal's walk-away private, or NULL */
    size_t lines_count;
    const ent_line *lines; /**< the answer in sentences */
    size_t not_covered_count;
    const char *const *not_covered; /**< what a brief of this model still leaves out */
    void *owner;
} ent_report;

/**
 * Run the analyses of a command and put the answer into sentences.
 *
 * @param options  may be NULL
 * @param[out] report  to be given back with ent_report_free; needs `model` as long as it lives
 * @retval ENT_ERR_ARG    there is no such command or round
 * @retval ENT_ERR_MODEL  the command is "round" and the model has no round to come
 */
ENT_API ent_status ent_report_make(const ent_model *model, const char *command,
                                   const ent_report_options *options, ent_report **report,
                                   ent_diags *diags);
ENT_API void ent_report_free(ent_report *report);

/**
 * Write a report as JSON (docs/json.md). Nothing is kept in memory on the way.
 *
 * @retval ENT_ERR_IO  the stream failed
 */
ENT_API ent_status ent_report_json(const ent_report *report, FILE *out, ent_diags *diags);

typedef struct ent_text_style {
    unsigned width;  /**< columns of the terminal; at least 40 are used */
    bool colour;     /**< bold headings, as ANSI sequences */
    bool short_form; /**< the sentences without the tables */
    size_t top;      /**< rows of a long table; 0: all */
} ent_text_style;

#define ENT_TEXT_STYLE_INIT                                                                        \
    { .width = 80, .colour = false, .short_form = false, .top = 10 }

/**
 * Write a report for people: the answer first, in sentences, then tables that fit the width.
 * Shares are in per cent of all that a side wants.
 */
ENT_API ent_status ent_report_text(const ent_report *report, const ent_text_style *style, FILE *out,
                                   ent_diags *diags);

/**
 * Write one table of a report as CSV (RFC 4180, but with plain line feeds), numbers in full.
 *
 * @param table  its name; NULL: the first one
 * @param top    rows at most; 0: all
 * @retval ENT_ERR_ARG  there is no such table; the message lists those there are
 */
ENT_API ent_status ent_report_csv(const ent_report *report, const char *table, size_t top,
                                  FILE *out, ent_diags *diags);

#ifdef __cplusplus
}
#endif
#endif
