#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_HTML,
    OPTION_CSV("sides, rounds, drift, asks, screening, states, states-by-side, commitment, events",
               "states"),
    OPTION_TOP,
    OPTION_SHORT,
    OPTION_ALL_ROWS,
    OPTION_CERTIFY,
    OPTION_SET,
    {0},
};

const cli_command command_clock = {
    .name = "clock",
    .summary = "Find out whom time favours, and when the sides would agree",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
