#include "cli/model.h"

#include "base/file.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "entente/read.h"

#include <stdlib.h>
#include <string.h>

#define STANDARD_INPUT "/dev/stdin"

/* A file that cannot be read is the model's mistake only where the model names it. */
static int exit_code(ent_status status, const ent_diags *diags) {
    const ent_diag *first = ent_diags_at(diags, 0);
    return status == ENT_ERR_IO && first && first->line > 0 ? MODEL_WRONG
                                                            : messages_exit_code(status);
}

/* Parties' files lie in the current folder. */
static ent_status read_standard_input(const ent_read_options *options, ent_model **model,
                                      ent_diags *diags) {
    char *text = NULL;
    size_t length = 0;
    const int error = base_file_read(STANDARD_INPUT, ENT_FILE_BYTES_MAX, false, &text, &length);
    const ent_status status =
        error ? ENT_ERR_IO : ent_model_read_text("-", text, length, true, options, model, diags);
    if (error)
        complain(NULL, NOT_FINISHED, "standard input: %s", base_file_error(error));
    free(text);
    return status;
}

static int read_and_tell(const cli_call *call, const char *path, ent_model **model,
                         ent_diags *diags) {
    const ent_read_options options = {.watch = call->watch};
    const ent_status status = strcmp(path, "-") == 0
                                  ? read_standard_input(&options, model, diags)
                                  : ent_model_read_file(path, &options, model, diags);
    messages_print(diags);
    return status ? exit_code(status, diags) : DONE;
}

static int spare(const cli_call *call, const char *path, const char *const *outputs,
                 size_t outputs_count, const ent_model *model) {
    const char *stream = strcmp(path, "-") == 0 ? STANDARD_INPUT : path;
    const int code = output_check(call->command, outputs, outputs_count, &stream, 1);
    return code == DONE ? output_check(call->command, outputs, outputs_count, model->paths,
                                       model->paths ? model->files_count : 0)
                        : code;
}

int model_read(const cli_call *call, const char *path, const char *const *outputs,
               size_t outputs_count, ent_model **model) {
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain(call->command, NOT_FINISHED, "out of memory");
    int code = read_and_tell(call, path, model, diags);
    ent_diags_free(diags);
    if (code == DONE && (code = spare(call, path, outputs, outputs_count, *model)) != DONE) {
        ent_model_free(*model);
        *model = NULL;
    }
    return code;
}
