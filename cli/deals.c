#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_CSV("settlement, interim, ...", "settlement"),
    OPTION_TOP,
    OPTION_SHORT,
    {.name = "all",
     .letter = 'a',
     .kind = OPTION_FLAG,
     .help = "every possible package, whoever would refuse it",
     .example = "--all",
     .offset = offsetof(analysis_settings, all)},
    {.name = "points",
     .kind = OPTION_COUNT,
     .argument = "N",
     .help = "payoffs to keep at once, an approximate frontier beyond (0: as many as fit 1 GiB)",
     .example = "--points 1000000",
     .offset = offsetof(analysis_settings, points)},
    {0},
};

const cli_command command_deals = {
    .name = "deals",
    .summary = "Find what the sides could sign",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
