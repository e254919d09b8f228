#include "cli/page.h"

#include "cli/messages.h"
#include "cli/output.h"
#include "entente/report_html.h"

#include <errno.h>
#include <stdlib.h>

/* The page is a function of the JSON: what it shows cannot differ from it. */
static char *json_of(const ent_report *report, size_t *length) {
    char *json = NULL;
    FILE *memory = open_memstream(&json, length);
    if (!memory)
        return NULL;
    const ent_status status = ent_report_json(report, memory, NULL);
    if (fclose(memory) == 0 && status == ENT_OK)
        return json;
    free(json);
    return NULL;
}

static int write_json(cli_output *output, const char *json, size_t length, ent_diags *diags) {
    errno = 0;
    const ent_status status = ent_report_html(json, length, output->stream, diags);
    output->error = ferror(output->stream) ? errno : 0;
    if (status == ENT_OK || status == ENT_ERR_IO) /* what went wrong, the system knows better */
        return output_close(output, DONE);
    messages_print(diags);
    return output_close(output, NOT_FINISHED);
}

int page_write(const cli_command *command, const ent_report *report, const char *path,
               ent_diags *diags) {
    size_t length = 0;
    char *json = json_of(report, &length);
    if (!json)
        return complain(command, NOT_FINISHED, "out of memory");
    cli_output output;
    int code = output_open(&output, command, path);
    if (code == DONE)
        code = write_json(&output, json, length, diags);
    free(json);
    return code;
}
