/* What the sides could sign: the options of the question, and the words in them. */
#include "cli/analysis.h"
#include "entente/words.h"

#include <stdlib.h>

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
    OPTION_HTML,
    OPTION_CSV("settlement, interim, ...", "settlement"),
    OPTION_TOP,
    OPTION_SHORT,
    OPTION_ALL_ROWS,
    OPTION_SET,
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
    const bool **within;
    bool *lifted;
    ent_model *between;
    uint32_t aside[ENT_PRINCIPALS_MAX];
    uint32_t *counter;
    uint32_t *from;
} deals_words;

/* Leave those out who are not named. */
static ent_status leave_out(const char *text, deals_words *words, analysis_question *question,
                            ent_diags *diags) {
    const ent_model *model = question->model;
    uint32_t parties[ENT_PRINCIPALS_MAX];
    size_t count = 0;
    ent_status status = ent_words_principals(model, "--between", text, parties, &count, diags);
    if (!status)
        status = ent_model_between(model, (ent_ids){count, parties}, &words->between, diags);
    if (status)
        return status;
    size_t aside = 0;
    for (size_t p = 0, named = 0; p < model->principals.count; p++) {
        if (named < count && parties[named] == model->principals.at[p])
            named++;
        else
            words->aside[aside++] = model->principals.at[p];
    }
    question->model = words->between;
    question->inquiry.aside = (ent_ids){aside, words->aside};
    return ENT_OK;
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

static ent_status find_conditions(const deals_settings *settings, deals_words *words,
                                  analysis_question *question, ent_diags *diags) {
    ent_status status =
        settings->between ? leave_out(settings->between, words, question, diags) : ENT_OK;
    if (!status)
        status = ent_words_within(question->model, "--with", settings->with.at,
                                  settings->with.count, &words->within, diags);
    if (!status)
        status = ent_words_lift(question->model, "--without-red-line", settings->without.at,
                                settings->without.count, &words->lifted, diags);
    question->inquiry.deals.within = words->within;
    question->inquiry.deals.lifted = words->lifted;
    return status;
}

static ent_status find_packages(const deals_settings *settings, deals_words *words,
                                analysis_question *question, ent_diags *diags) {
    const ent_model *model = question->model;
    ent_inquiry *inquiry = &question->inquiry;
    ent_status status = ENT_OK;
    if (settings->counter) {
        status = ent_words_package(model, "--counter", settings->counter, &words->counter, diags);
        inquiry->topics |= 1u << ENT_TOPIC_COUNTER;
    }
    if (!status && settings->exchanges)
        inquiry->topics |= 1u << ENT_TOPIC_EXCHANGES;
    if (!status && settings->from)
        status = ent_words_package(model, "--from", settings->from, &words->from, diags);
    if (!status && settings->side)
        status = ent_words_principal(model, "--for", settings->side, &inquiry->side, diags);
    inquiry->counter = words->counter;
    inquiry->from = words->from;
    return status;
}

static ent_status prepare(const cli_call *call, void *context, analysis_question *question,
                          ent_diags *diags) {
    const deals_settings *settings = call->settings;
    ent_status status = find_conditions(settings, context, question, diags);
    if (!status)
        status = find_packages(settings, context, question, diags);
    if (!status && settings->compat) {
        status = ent_words_peer("--compat", settings->compat, &question->inquiry.peer, diags);
        question->inquiry.topics |= 1u << ENT_TOPIC_COMPAT;
    }
    return status;
}

static int run(const cli_call *call) {
    deals_words words = {0};
    int code = check_settings(call);
    if (code == DONE)
        code = analysis_run_with(call, prepare, &words);
    free(words.within);
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
