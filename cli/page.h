/** The report as one HTML page in a file. */
#ifndef ENT_CLI_PAGE_H
#define ENT_CLI_PAGE_H

#include "cli/command.h"
#include "entente/report.h"

/** Write the page of a report to `path`, whole or not at all. Returns an exit code. */
int page_save(const cli_command *command, const ent_report *report, const char *path,
              ent_diags *diags);

#endif
