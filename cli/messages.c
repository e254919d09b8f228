#include "cli/messages.h"

#include "base/utf8.h"
#include "cli/progress.h"

#include <stdio.h>

void messages_print(const ent_diags *diags) {
    char text[1024];
    size_t shown = 0;
    if (progress_is_stopped())
        return;
    progress_hide();
    for (const ent_diag *diag; (diag = ent_diags_at(diags, shown)) != NULL; shown++) {
        ent_diag_format(diag, text, sizeof text);
        base_utf8_make_harmless(text, false);
        fprintf(stderr, "%s%s\n", diag->code == ENT_OK ? "warning: " : "", text);
    }
    if (ent_diags_count(diags) > shown)
        fprintf(stderr, "... and %zu more\n", ent_diags_count(diags) - shown);
}

int complain_status(const cli_command *command, ent_status status, const ent_diags *diags) {
    const ent_diag *first = ent_diags_at(diags, 0);
    return complain(command, messages_exit_code(status), "%s",
                    first ? first->message : ent_status_name(status));
}

int messages_exit_code(ent_status status) {
    switch (status) {
    case ENT_OK:
        return DONE;
    case ENT_ERR_SYNTAX:
    case ENT_ERR_MODEL:
    case ENT_ERR_LIMIT:
        return MODEL_WRONG;
    case ENT_ERR_ARG:
        return CALL_WRONG;
    case ENT_ERR_STOPPED:
        return STOPPED;
    case ENT_ERR_IO:
    case ENT_ERR_NOMEM:
    case ENT_ERR_NUMERIC:
        return NOT_FINISHED;
    }
    return NOT_FINISHED;
}
