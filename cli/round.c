#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON, OPTION_OUTPUT, OPTION_HTML,     OPTION_CSV("issues, delegations, ...", "issues"),
    OPTION_TOP,  OPTION_SHORT,  OPTION_ALL_ROWS, OPTION_DAY,
    OPTION_SET,  {0},
};

const cli_command command_round = {
    .name = "round",
    .summary = "Look at one meeting: what those who are sent can settle",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
