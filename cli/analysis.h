/** What the commands share that read a model, analyse it and print a report. */
#ifndef ENT_CLI_ANALYSIS_H
#define ENT_CLI_ANALYSIS_H

#include "cli/changes.h"
#include "cli/command.h"
#include "entente/report.h"

typedef struct analysis_settings {
    bool json;
    const char *output;
    const char *html;
    const char *csv;
    size_t top; /* SIZE_MAX: not given */
    bool short_form;
    bool all_rows;
    bool certify;
    bool all;
    size_t points;
    bool verbose;
    ent_date date;
    cli_list set;
    bool numbers;
} analysis_settings;

/* Rows of their option tables. */
#define OPTION_JSON                                                                                \
    {                                                                                              \
        .name = "json", .letter = 'j', .kind = OPTION_FLAG, .help = "print JSON (docs/json.md)",   \
        .example = "--json", .offset = offsetof(analysis_settings, json)                           \
    }
#define OPTION_OUTPUT                                                                              \
    {                                                                                              \
        .name = "output", .letter = 'o', .kind = OPTION_TEXT, .argument = "FILE",                  \
        .help = "write to FILE, whole or not at all", .example = "--json --output brief.json",     \
        .offset = offsetof(analysis_settings, output)                                              \
    }
#define OPTION_HTML                                                                                \
    {                                                                                              \
        .name = "html", .kind = OPTION_TEXT, .argument = "FILE",                                   \
        .help = "write the page with charts to FILE as well", .example = "--html brief.html",      \
        .offset = offsetof(analysis_settings, html)                                                \
    }
#define OPTION_CSV(tables, table)                                                                  \
    {                                                                                              \
        .name = "csv", .kind = OPTION_TEXT, .argument = "TABLE",                                   \
        .help = "print one table as CSV: " tables, .example = "--csv " table,                      \
        .offset = offsetof(analysis_settings, csv)                                                 \
    }
#define OPTION_TOP                                                                                 \
    {                                                                                              \
        .name = "top", .letter = 'n', .kind = OPTION_COUNT, .argument = "N",                       \
        .help = "rows of a long table (10; 0: all)", .example = "--top 3",                         \
        .offset = offsetof(analysis_settings, top)                                                 \
    }
#define OPTION_ALL_ROWS                                                                            \
    {                                                                                              \
        .name = "all-rows", .kind = OPTION_FLAG,                                                   \
        .help = "with --json: the whole of lists of more than 10,000", .example = "--all-rows",    \
        .offset = offsetof(analysis_settings, all_rows)                                            \
    }
#define OPTION_CERTIFY                                                                             \
    {                                                                                              \
        .name = "certify", .kind = OPTION_FLAG,                                                    \
        .help = "check every state of the game with a secret walk-away, reached or not",           \
        .example = "--certify", .offset = offsetof(analysis_settings, certify)                     \
    }
#define OPTION_SHORT                                                                               \
    {                                                                                              \
        .name = "short", .letter = 's', .kind = OPTION_FLAG,                                       \
        .help = "only the sentences, no tables", .example = "--short",                             \
        .offset = offsetof(analysis_settings, short_form)                                          \
    }
#define OPTION_VERBOSE                                                                             \
    {                                                                                              \
        .name = "verbose", .letter = 'v', .kind = OPTION_FLAG,                                     \
        .help = "say on stderr how large the question was and how long it took",                   \
        .example = "--verbose", .offset = offsetof(analysis_settings, verbose)                     \
    }
#define OPTION_DAY                                                                                 \
    {                                                                                              \
        .name = "date", .letter = 'd', .kind = OPTION_DATE, .argument = "DAY",                     \
        .help = "the round of that day, not the next one", .example = "--date 2025-05-16",         \
        .offset = offsetof(analysis_settings, date)                                                \
    }

#define OPTION_SET OPTION_SET_IN(analysis_settings, set)

void analysis_defaults(void *settings);

/** Read the model named by the first argument, run the command's report, print it. */
int analysis_run(const cli_call *call);

/** What is asked: of which model, or part of it, and how. */
typedef struct analysis_question {
    const ent_model *model;
    ent_inquiry inquiry;
} analysis_question;

/** Puts what a command's own options say into the question. */
typedef ent_status analysis_prepare(const cli_call *call, void *context,
                                    analysis_question *question, ent_diags *diags);

/** As analysis_run, for a command with options of its own; `context` must outlive the call. */
int analysis_run_with(const cli_call *call, analysis_prepare *prepare, void *context);

#endif
