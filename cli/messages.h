/** Messages of the library on stderr, and the exit codes that its statuses stand for. */
#ifndef ENT_CLI_MESSAGES_H
#define ENT_CLI_MESSAGES_H

#include "cli/command.h"

/** One line a message; those with code ENT_OK are marked as warnings. */
void messages_print(const ent_diags *diags);

/** Say of a call that cannot be carried out what is wrong with it: "entente COMMAND: message".
 * Returns an exit code. */
int complain_status(const cli_command *command, ent_status status, const ent_diags *diags);

/** What a status means for who typed the call: a wrong file, a wrong call, or not finished. */
int messages_exit_code(ent_status status);

#endif
