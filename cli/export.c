/* A model as the files of another workbench. */
#include "entente/import.h"
#include "entente/read.h"

#include "cli/messages.h"
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const cli_option OPTIONS[] = {{0}};

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

/* Refuse before anything is written. */
static int try_all(const cli_call *call, const ent_model *model, ent_diags *diags) {
    FILE *nowhere = tmpfile();
    if (!nowhere)
        return complain(call->command, NOT_FINISHED, "cannot make a temporary file: %s",
                        strerror(errno));
    int code = DONE;
    for (size_t p = 0; p < model->principals.count && code == DONE; p++) {
        const uint32_t party = model->principals.at[p];
        const ent_status status = ent_export_genius(model, party, nowhere, diags);
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

static int write_all(const cli_call *call, const ent_model *model, ent_diags *diags) {
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

static int read_and_write(const cli_call *call, ent_diags *diags) {
    ent_model *model = NULL;
    const ent_status status = ent_model_read_file(call->arguments[1], &model, diags);
    if (status != ENT_OK) {
        messages_print(diags);
        return messages_exit_code(status);
    }
    const int code = write_all(call, model, diags);
    ent_model_free(model);
    return code;
}

static int run(const cli_call *call) {
    if (strcmp(call->arguments[0], "genius") != 0)
        return complain(call->command, CALL_WRONG, "'%s' is no format to export to; 'genius' is",
                        call->arguments[0]);
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain(call->command, NOT_FINISHED, "out of memory");
    const int code = read_and_write(call, diags);
    ent_diags_free(diags);
    return code;
}

const cli_command command_export = {
    .name = "export",
    .summary = "Write an additive model as a GENIUS domain and one profile a principal",
    .arguments = "genius MODEL FOLDER",
    .arguments_least = 3,
    .arguments_most = 3,
    .options = OPTIONS,
    .settings_size = 1,
    .run = run,
};
