#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON,  OPTION_OUTPUT,   OPTION_HTML, OPTION_CSV("issues, pairs", "issues"),
    OPTION_SHORT, OPTION_ALL_ROWS, OPTION_SET,  {0},
};

const cli_command command_gap = {
    .name = "gap",
    .summary = "Measure how far apart the sides are",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
