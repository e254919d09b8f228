#include "cli/analysis.h"
#include "cli/choices.h"

#include <stdlib.h>

typedef struct deals_settings {
    analysis_settings shared; /* first: the shared options write through it */
    cli_list with;
    cli_list without;
    const char *between;
} deals_settings;

static const cli_option OPTIONS[] = {
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_CSV("settlement, interim, ...", "settlement"),
    OPTION_TOP,
    OPTION_SHORT,
    OPTION_VERBOSE,
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "every possible package, whoever would refuse it",
     .example = "--all",
     .offset = offsetof(analysis_settings, all)},
    {.group = "what if",
     .name = "with",
     .kind = OPTION_LIST,
     .argument = "ISSUE=OPTION",
     .help = "this is fixed; ISSUE=ONE,OTHER: one of these",
     .example = "--with ceasefire=lasting --with army=unlimited",
     .offset = offsetof(deals_settings, with)},
    {.name = "without-red-line",
     .kind = OPTION_LIST,
     .argument = "PARTY:N",
     .help = "this red line does not count; PARTY:ISSUE too",
     .example = "--without-red-line ukraine:army",
     .offset = offsetof(deals_settings, without)},
    {.name = "between",
     .kind = OPTION_TEXT,
     .argument = "A,B",
     .help = "only these of the sides need to sign",
     .example = "--between arvia,belvia",
     .offset = offsetof(deals_settings, between)},
    {0},
};

/* What the words come to, kept until the report is done. */
typedef struct deals_words {
    cli_within within;
    bool *lifted;
    ent_model *between;
    uint32_t aside[ENT_PRINCIPALS_MAX];
} deals_words;

/* Leave those out who are not named. */
static int leave_out(const cli_call *call, deals_words *words, analysis_question *question) {
    const deals_settings *settings = call->settings;
    const ent_model *model = question->model;
    uint32_t parties[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    const int code = choices_principals(call->command, model, settings->between, parties, &count);
    if (code != DONE)
        return code;
    if (ent_model_between(model, (ent_ids){count, parties}, &words->between, NULL) != ENT_OK)
        return complain(call->command, NOT_FINISHED, "out of memory");
    size_t aside = 0;
    for (size_t p = 0, named = 0; p < model->principals.count; p++) {
        if (named < count && parties[named] == model->principals.at[p])
            named++;
        else
            words->aside[aside++] = model->principals.at[p];
    }
    question->model = words->between;
    question->options.aside = (ent_ids){aside, words->aside};
    return DONE;
}

static int prepare(const cli_call *call, void *context, analysis_question *question) {
    const deals_settings *settings = call->settings;
    deals_words *words = context;
    ent_report_options *options = &question->options;
    int code = settings->between ? leave_out(call, words, question) : DONE;
    if (code == DONE)
        code = choices_fix(call->command, question->model, &settings->with, &words->within);
    if (code == DONE)
        code = choices_lift(call->command, question->model, &settings->without, &words->lifted);
    options->within = words->within.by_issue;
    options->lifted = words->lifted;
    return code;
}

static int run(const cli_call *call) {
    deals_words words = {0};
    const int code = analysis_run_with(call, prepare, &words);
    choices_free(&words.within);
    free(words.lifted);
    ent_model_free(words.between);
    return code;
}

const cli_command command_deals = {
    .name = "deals",
    .summary = "Find what the sides could sign",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(deals_settings),
    .defaults = analysis_defaults,
    .run = run,
};
