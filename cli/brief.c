#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON,     OPTION_OUTPUT,
    OPTION_HTML,     OPTION_CSV("issues, settlement, ...", "settlement"),
    OPTION_TOP,      OPTION_SHORT,
    OPTION_ALL_ROWS, OPTION_CERTIFY,
    OPTION_SET,      OPTION_VERBOSE,
    OPTION_DAY,      {0},
};

const cli_command command_brief = {
    .name = "brief",
    .summary = "Say on one page what the negotiation comes to",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
