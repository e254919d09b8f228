#include "cli/page.h"

#include "cli/messages.h"
#include "cli/output.h"

#include <errno.h>

int page_save(const cli_command *command, const ent_report *report, const char *path,
              ent_diags *diags) {
    cli_output output;
    const int code = output_open(&output, command, path);
    if (code != DONE)
        return code;
    errno = 0;
    const ent_status status = ent_report_html(report, output.stream, diags);
    output.error = ferror(output.stream) ? errno : 0;
    if (status == ENT_OK || status == ENT_ERR_IO) /* what went wrong, the system knows better */
        return output_close(&output, DONE);
    messages_print(diags);
    return output_close(&output, NOT_FINISHED);
}
