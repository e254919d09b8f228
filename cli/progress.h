/**
 * The watch over what a command does: a bar on the terminal for what takes long, and an end within
 * a tenth of a second when the user or the system wants one (SIGINT, SIGTERM, SIGHUP).
 *
 * The first such signal stops the work, which gives everything back and removes what is half
 * written; from then on signals do what they usually do, so that a second one kills.
 */
#ifndef ENT_CLI_PROGRESS_H
#define ENT_CLI_PROGRESS_H

#include "cli/command.h"
#include "entente/watch.h"

/** Begin to watch a command; to be ended with progress_end. NULL: it runs unwatched. */
ent_watch *progress_begin(const cli_command *command);

/** End watching. Returns `code`, or STOPPED, of which it has told the user, if a signal came. */
int progress_end(int code);

/** Did a signal come? Messages about what came of it are then of no interest. */
bool progress_is_stopped(void);

/** Take the bar off the terminal, where something is going to be printed. */
void progress_hide(void);

#endif
