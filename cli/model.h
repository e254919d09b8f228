/** The model that a command is asked about. */
#ifndef ENT_CLI_MODEL_H
#define ENT_CLI_MODEL_H

#include "cli/command.h"

/**
 * Read a model and see to it that nothing is written onto it; "-" is standard input. Mistakes and
 * warnings are printed.
 *
 * @param outputs  [outputs_count] files that the command will write; NULL: none
 * @return an exit code; unless it is DONE, there is no model
 */
int model_read(const cli_call *call, const char *path, const char *const *outputs,
               size_t outputs_count, ent_model **model);

#endif
