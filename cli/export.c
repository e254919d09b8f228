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

/* The domain is named for no party: keys of parties hold no dot. */
static char *path_of(const cli_call *call, const ent_model *model, uint32_t party) {
    const char *folder = call->arguments[2];
    const char *name = party == ENT_EXPORT_DOMAIN ? "domain" : model->parties[party].key;
    const size_t size = strlen(folder) + strlen(name) + sizeof "/.profile.xml";
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s", folder, name,
                 party == ENT_EXPORT_DOMAIN ? ".xml" : ".profile.xml");
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
        const ent_status status = ent_export_genius(model, party, output.stream, diags);
        const bool refused = status != ENT_OK && status != ENT_ERR_IO;
        if (refused)
            messages_print(diags);
        code = output_close(&output, refused ? messages_exit_code(status) : DONE);
    }
    free(path);
    return code;
}

static int write_all(const cli_call *call, const ent_model *model, ent_diags *diags) {
    const char *folder = call->arguments[2];
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return complain(call->command, NOT_FINISHED, "cannot make the folder %s: %s", folder,
                        strerror(errno));
    int code = write_one(call, model, ENT_EXPORT_DOMAIN, diags);
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
