/* A model for other programs: GENIUS files, or the bargaining over time as a game tree. */
#include "entente/clock.h"
#include "entente/write.h"

#include "cli/changes.h"
#include "cli/messages.h"
#include "cli/model.h"
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct export_settings {
    const char *output;
    size_t rounds;
    cli_list set;
} export_settings;

#define AS_THE_MODEL_SAYS SIZE_MAX

static void set_defaults(void *settings) {
    ((export_settings *)settings)->rounds = AS_THE_MODEL_SAYS;
}

static const cli_option OPTIONS[] = {
    {.name = "rounds",
     .letter = 'r',
     .kind = OPTION_COUNT,
     .argument = "N",
     .help = "efg: a horizon of N rounds (as the model says)",
     .example = "--rounds 2",
     .offset = offsetof(export_settings, rounds)},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_TEXT,
     .argument = "FILE",
     .help = "efg: write to FILE, whole or not at all",
     .example = "--output talks.efg",
     .offset = offsetof(export_settings, output)},
    OPTION_SET_IN(export_settings, set),
    {0},
};

/* --- genius: a domain and one profile a principal -------------------------------------------- */

#define DOMAIN_NAME "domain"

static const char *name_of(const ent_model *model, uint32_t party) {
    return party == ENT_EXPORT_DOMAIN ? DOMAIN_NAME : model->parties[party].key;
}

static char *path_of(const cli_call *call, const ent_model *model, uint32_t party) {
    const char *folder = call->arguments[2];
    const char *name = name_of(model, party);
    const size_t size = strlen(folder) + strlen(name) + sizeof "/.xml";
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s.xml", folder, name);
    return path;
}

static int write_one(const cli_call *call, const ent_model *model, uint32_t party,
                     ent_diags *diags) {
    char *path = path_of(call, model, party);
    if (!path)
        return complain(call->command, NOT_FINISHED, "out of memory");
    cli_output output;
    int code = output_open(&output, call->command, path);
    if (code == DONE) {
        ent_export_genius(model, party, output.stream, diags); /* closing says what went wrong */
        code = output_close(&output, DONE);
    }
    free(path);
    return code;
}

static bool can_name_a_file(const char *key) {
    return !strchr(key, '/') && key[0] != '.' && strcmp(key, DOMAIN_NAME) != 0;
}

/* Is what would be written none of the files that were read? */
static int spare(const cli_call *call, const ent_model *model, uint32_t party) {
    char *path = path_of(call, model, party);
    if (!path)
        return complain(call->command, NOT_FINISHED, "out of memory");
    const char *const outputs[] = {path};
    const int code = output_check(call->command, outputs, 1, model->paths,
                                  model->paths ? model->files_count : 0);
    free(path);
    return code;
}

/* Refuse before anything is written. */
static int try_all(const cli_call *call, const ent_model *model, ent_diags *diags) {
    FILE *nowhere = tmpfile();
    if (!nowhere)
        return complain(call->command, NOT_FINISHED, "cannot make a temporary file: %s",
                        strerror(errno));
    int code = spare(call, model, ENT_EXPORT_DOMAIN);
    for (size_t p = 0; p < model->principals.count && code == DONE; p++) {
        const uint32_t party = model->principals.at[p];
        const ent_status status = ent_export_genius(model, party, nowhere, diags);
        if ((code = spare(call, model, party)) != DONE)
            break;
        if (!can_name_a_file(model->parties[party].key))
            code = complain(call->command, MODEL_WRONG, "the party '%s' cannot name a file",
                            model->parties[party].key);
        else if (status != ENT_OK) {
            messages_print(diags);
            code = messages_exit_code(status);
        }
    }
    fclose(nowhere);
    return code;
}

static int write_genius(const cli_call *call, const ent_model *model, ent_diags *diags) {
    const char *folder = call->arguments[2];
    int code = try_all(call, model, diags);
    if (code != DONE)
        return code;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return complain(call->command, NOT_FINISHED, "cannot make the folder %s: %s", folder,
                        strerror(errno));
    code = write_one(call, model, ENT_EXPORT_DOMAIN, diags);
    for (size_t p = 0; p < model->principals.count && code == DONE; p++)
        code = write_one(call, model, model->principals.at[p], diags);
    return code;
}

/* --- efg: the tree of offers and answers ----------------------------------------------------- */

static int write_text(const cli_call *call, const char *text) {
    const export_settings *settings = call->settings;
    cli_output output;
    const int opened = output_open(&output, call->command, settings->output);
    if (opened != DONE)
        return opened;
    fputs(text, output.stream); /* what goes wrong shows when the file is closed */
    return output_close(&output, DONE);
}

static int write_efg(const cli_call *call, const ent_model *model, ent_diags *diags) {
    const export_settings *settings = call->settings;
    ent_clock_options options = ENT_CLOCK_OPTIONS_INIT;
    options.rounds = settings->rounds == AS_THE_MODEL_SAYS ? 0 : (uint32_t)settings->rounds;
    options.watch = call->watch;
    char *text = NULL;
    const ent_status status = ent_clock_export_efg(model, &options, &text, diags);
    if (status != ENT_OK) {
        messages_print(diags);
        return status == ENT_ERR_LIMIT ? NOT_FINISHED : messages_exit_code(status);
    }
    const int code = write_text(call, text);
    free(text);
    return code;
}

/* --- which of them --------------------------------------------------------------------------- */

typedef struct format {
    const char *name;
    const char *arguments;
    size_t count;
    int (*write)(const cli_call *call, const ent_model *model, ent_diags *diags);
} format;

static const format FORMATS[] = {
    {"efg", "efg MODEL", 2, write_efg},
    {"genius", "genius MODEL FOLDER", 3, write_genius},
};

static const format *find_format(const char *name) {
    for (size_t f = 0; f < sizeof FORMATS / sizeof *FORMATS; f++)
        if (strcmp(FORMATS[f].name, name) == 0)
            return &FORMATS[f];
    return NULL;
}

static int read_and_write(const cli_call *call, const format *into, ent_diags *diags) {
    const export_settings *settings = call->settings;
    ent_model *model = NULL;
    const int read = model_read(call, call->arguments[1], &settings->output, 1, &model);
    if (read != DONE)
        return read;
    cli_changes changes;
    int code = changes_make(call->command, model, &settings->set, &changes);
    if (code == DONE)
        code = into->write(call, changes.model, diags);
    changes_free(&changes);
    ent_model_free(model);
    return code;
}

static int run(const cli_call *call) {
    const export_settings *settings = call->settings;
    const format *into = find_format(call->arguments[0]);
    if (!into)
        return complain(call->command, CALL_WRONG,
                        "'%s' is no format to export to; 'efg' and 'genius' are",
                        call->arguments[0]);
    if (call->arguments_count != into->count)
        return complain(call->command, CALL_WRONG, "write: entente export %s", into->arguments);
    const bool has_rounds = settings->rounds != AS_THE_MODEL_SAYS;
    if (into->write != write_efg && (settings->output || has_rounds))
        return complain(call->command, CALL_WRONG, "--rounds and --output are for efg only");
    if (has_rounds && (settings->rounds == 0 || settings->rounds > ENT_EFG_ROUNDS_MAX))
        return complain(call->command, CALL_WRONG, "--rounds takes 1 to %d, not %zu",
                        ENT_EFG_ROUNDS_MAX, settings->rounds);
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain(call->command, NOT_FINISHED, "out of memory");
    const int code = read_and_write(call, into, diags);
    ent_diags_free(diags);
    return code;
}

const cli_command command_export = {
    .name = "export",
    .summary = "Write a model for other programs: efg, a game tree; genius, a domain and profiles",
    .arguments = "FORMAT MODEL [FOLDER]",
    .arguments_least = 2,
    .arguments_most = 3,
    .options = OPTIONS,
    .settings_size = sizeof(export_settings),
    .defaults = set_defaults,
    .run = run,
};
