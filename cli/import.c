/* Scenarios of other workbenches as a model file. */
#include "entente/import.h"

#include "cli/messages.h"
#include "cli/output.h"

#include <string.h>
#include <sys/stat.h>

typedef struct import_settings {
    const char *output;
} import_settings;

static const cli_option OPTIONS[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE",
     .help = "write to FILE, whole or not at all",
     .example = "--output model.yaml",
     .offset = offsetof(import_settings, output)},
    {0},
};

static bool is_format(const char *word, ent_import_format *format) {
    for (unsigned f = 0; f < ENT_IMPORT_FORMATS; f++)
        if (strcmp(word, ent_import_format_name((ent_import_format)f)) == 0) {
            *format = (ent_import_format)f;
            return true;
        }
    return false;
}

static bool is_folder(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

static ent_status read_scenario(const cli_call *call, const char *const *paths, size_t count,
                                ent_import **import, ent_diags *diags) {
    const ent_import_options options = {.watch = call->watch};
    return count == 1 && is_folder(paths[0])
               ? ent_import_folder(paths[0], &options, import, diags)
               : ent_import_files(paths, count, &options, import, diags);
}

static int write_model(const cli_call *call, const ent_import *import) {
    const import_settings *settings = call->settings;
    cli_output output;
    const int opened = output_open(&output, call->command, settings->output);
    if (opened != DONE)
        return opened;
    ent_import_write(import, output.stream); /* what goes wrong shows when the file is closed */
    return output_close(&output, DONE);
}

static int import_and_write(const cli_call *call, ent_diags *diags) {
    const import_settings *settings = call->settings;
    const char *const *paths = (const char *const *)call->arguments;
    size_t count = call->arguments_count;
    ent_import_format format;
    const bool named = is_format(paths[0], &format) && !is_folder(paths[0]);
    if (named && count == 1)
        return complain(call->command, CALL_WRONG,
                        "which files? entente import %s DOMAIN PROFILE PROFILE", paths[0]);
    ent_import *import = NULL;
    const ent_status status = read_scenario(call, paths + named, count - named, &import, diags);
    messages_print(diags);
    if (status != ENT_OK)
        return messages_exit_code(status);
    int code = DONE;
    if (named && format != import->format)
        code = complain(call->command, MODEL_WRONG, "the files are of the format %s, not %s",
                        ent_import_format_name(import->format), paths[0]);
    else
        code = output_check(call->command, &settings->output, 1, import->model->paths,
                            import->model->files_count);
    if (code == DONE)
        code = write_model(call, import);
    ent_import_free(import);
    return code;
}

static int run(const cli_call *call) {
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain(call->command, NOT_FINISHED, "out of memory");
    const int code = import_and_write(call, diags);
    ent_diags_free(diags);
    return code;
}

const cli_command command_import = {
    .name = "import",
    .summary = "Make a model file of a scenario of GENIUS, NegMAS, GeniusWeb or NegoLog",
    .arguments = "[FORMAT] FOLDER|FILE...",
    .arguments_least = 1,
    .arguments_most = ENT_PRINCIPALS_MAX + 2,
    .options = OPTIONS,
    .settings_size = sizeof(import_settings),
    .run = run,
};
