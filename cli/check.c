#include "cli/analysis.h"

static const cli_option OPTIONS[] = {
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_HTML,
    OPTION_CSV("grades, unsupported, ...", "unsupported"),
    OPTION_SHORT,
    OPTION_ALL_ROWS,
    OPTION_SET,
    {.name = "numbers",
     .kind = OPTION_FLAG,
     .help = "list every number with its path, and whose word it rests on",
     .example = "--numbers",
     .offset = offsetof(analysis_settings, numbers)},
    {0},
};

const cli_command command_check = {
    .name = "check",
    .summary = "Check a model file, and show what its numbers rest on",
    .arguments = "MODEL",
    .arguments_least = 1,
    .arguments_most = 1,
    .options = OPTIONS,
    .settings_size = sizeof(analysis_settings),
    .defaults = analysis_defaults,
    .run = analysis_run,
};
