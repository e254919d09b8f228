#include "base/nearest.h"
#include "cli/analysis.h"
#include "cli/choices.h"

#include <stdlib.h>
#include <string.h>

typedef struct deals_settings {
    analysis_settings shared; /* first: the shared options write through it */
    cli_list with;
    cli_list without;
    const char *between;
    const char *counter;
    const char *side;
    bool exchanges;
    const char *from;
    const char *compat;
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
    {.name = "points",
     .kind = OPTION_COUNT,
     .argument = "N",
     .help = "payoffs kept at once (0: what fits 1 GiB); beyond, the frontier is approximate",
     .example = "--points 1000000",
     .offset = offsetof(analysis_settings, points)},
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
     .help = "a red line left out; or PARTY:ISSUE",
     .example = "--without-red-line ukraine:army",
     .offset = offsetof(deals_settings, without)},
    {.name = "between",
     .kind = OPTION_TEXT,
     .argument = "A,B",
     .help = "only these of the sides need to sign",
     .example = "--between arvia,belvia",
     .offset = offsetof(deals_settings, between)},
    {.group = "a package is on the table (issue=option,... or an offer: round-2/ukraine)",
     .name = "counter",
     .kind = OPTION_TEXT,
     .argument = "PACKAGE",
     .help = "what it is worth, what beats it, counter-offers",
     .example = "--counter round-2/ukraine",
     .offset = offsetof(deals_settings, counter)},
    {.name = "for",
     .kind = OPTION_TEXT,
     .argument = "PARTY",
     .help = "counter-offers that this side could make",
     .example = "--counter round-2/ukraine --for russia",
     .offset = offsetof(deals_settings, side)},
    {.name = "exchanges",
     .kind = OPTION_FLAG,
     .help = "who gives what for what, from today",
     .example = "--exchanges",
     .offset = offsetof(deals_settings, exchanges)},
    {.name = "from",
     .kind = OPTION_TEXT,
     .argument = "PACKAGE",
     .help = "exchanges from a package instead",
     .example = "--exchanges --from ceasefire=thirty-days,sanctions=eased",
     .offset = offsetof(deals_settings, from)},
    {.group = "other workbenches",
     .name = "compat",
     .kind = OPTION_TEXT,
     .argument = "PEER",
     .help = "as genius, geniusweb, negmas or negolog would see it",
     .example = "--compat negmas",
     .offset = offsetof(deals_settings, compat)},
    {0},
};

/* What the words come to, kept until the report is done. */
typedef struct deals_words {
    cli_within within;
    bool *lifted;
    ent_model *between;
    uint32_t aside[ENT_PRINCIPALS_MAX];
    uint32_t *counter;
    uint32_t *from;
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

/* Options that mean something only together, or never do. */
static int check_settings(const cli_call *call) {
    const deals_settings *settings = call->settings;
    if (settings->side && !settings->counter)
        return complain(call->command, CALL_WRONG, "--for goes with --counter PACKAGE");
    if (settings->from && !settings->exchanges)
        return complain(call->command, CALL_WRONG, "--from goes with --exchanges");
    if (settings->counter && settings->shared.all)
        return complain(call->command, CALL_WRONG, "--counter and --all exclude each other");
    return DONE;
}

static int find_conditions(const cli_call *call, deals_words *words, analysis_question *question) {
    const deals_settings *settings = call->settings;
    int code = settings->between ? leave_out(call, words, question) : DONE;
    if (code == DONE)
        code = choices_fix(call->command, question->model, &settings->with, &words->within);
    if (code == DONE)
        code = choices_lift(call->command, question->model, &settings->without, &words->lifted);
    question->options.within = words->within.by_issue;
    question->options.lifted = words->lifted;
    return code;
}

static int find_peer(const cli_call *call, ent_report_options *options) {
    const char *wanted = ((const deals_settings *)call->settings)->compat;
    const char *names[ENT_PEERS];
    for (int peer = 0; peer < ENT_PEERS; peer++) {
        names[peer] = ent_peer_name((ent_peer)peer);
        if (strcmp(names[peer], wanted) != 0)
            continue;
        options->compat = true;
        options->peer = (ent_peer)peer;
        return DONE;
    }
    const char *nearest = base_nearest(wanted, names, ENT_PEERS, NULL);
    return nearest ? complain(call->command, CALL_WRONG,
                              "--compat knows no '%s'; did you mean '%s'?", wanted, nearest)
                   : complain(call->command, CALL_WRONG,
                              "--compat knows no '%s'; it knows genius, geniusweb, negmas, negolog",
                              wanted);
}

/* Where exchanges start if nothing is said: today, but for what is fixed. */
static int start_within(const cli_call *call, deals_words *words, analysis_question *question) {
    const ent_model *model = question->model;
    const bool *const *within = question->options.within;
    words->from = calloc(model->issues_count, sizeof *words->from);
    if (!words->from)
        return complain(call->command, NOT_FINISHED, "out of memory");
    bool is_today = true;
    for (size_t j = 0; j < model->issues_count; j++) {
        while (!within[j][words->from[j]])
            words->from[j]++;
        is_today = is_today && words->from[j] == 0;
    }
    question->options.from = is_today ? NULL : words->from;
    return DONE;
}

static int find_packages(const cli_call *call, deals_words *words, analysis_question *question) {
    const deals_settings *settings = call->settings;
    ent_report_options *options = &question->options;
    int code = DONE;
    if (settings->counter)
        code = choices_package(call->command, question->model, "--counter", settings->counter,
                               &words->counter);
    if (code == DONE && settings->from)
        code =
            choices_package(call->command, question->model, "--from", settings->from, &words->from);
    if (code == DONE && settings->side)
        code = choices_principal(call->command, question->model, settings->side, &options->side);
    options->counter = words->counter;
    options->from = words->from;
    options->exchanges = settings->exchanges;
    if (code == DONE && settings->exchanges && options->within && !words->counter && !words->from)
        code = start_within(call, words, question);
    return code;
}

static int prepare(const cli_call *call, void *context, analysis_question *question) {
    const deals_settings *settings = call->settings;
    int code = find_conditions(call, context, question);
    if (code == DONE)
        code = find_packages(call, context, question);
    return code == DONE && settings->compat ? find_peer(call, &question->options) : code;
}

static int run(const cli_call *call) {
    deals_words words = {0};
    int code = check_settings(call);
    if (code == DONE)
        code = analysis_run_with(call, prepare, &words);
    choices_free(&words.within);
    free(words.lifted);
    free(words.counter);
    free(words.from);
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
