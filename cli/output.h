/**
 * Where results go: stdout, or a file that is written beside and put in place when it is whole.
 * An existing file is never left half written.
 */
#ifndef ENT_CLI_OUTPUT_H
#define ENT_CLI_OUTPUT_H

#include "cli/command.h"

#include <stdio.h>

typedef struct cli_output {
    const cli_command *command;
    FILE *stream;
    char *path;      /* what is being written to, NULL for stdout */
    char *temporary; /* written beside it; NULL: written in place (a device, a pipe) */
    int error;       /* errno of the write that failed first, if whoever wrote noted it */
} cli_output;

/**
 * Refuse to write onto what is read, or twice onto one file, under whatever names and links.
 *
 * @param outputs  [outputs_count] files to be written; NULL: none
 * @param inputs   [inputs_count] files that were read, or will be; NULL: none
 * @return DONE, or CALL_WRONG after a message
 */
int output_check(const cli_command *command, const char *const *outputs, size_t outputs_count,
                 const char *const *inputs, size_t inputs_count);

/** Open `path`, or stdout if it is NULL. Returns an exit code; says what went wrong. */
int output_open(cli_output *output, const cli_command *command, const char *path);

/**
 * End writing: put the file in its place if `code` is DONE and everything was written, else remove
 * what there is of it.
 *
 * @return `code`, or NOT_FINISHED if writing failed
 */
int output_close(cli_output *output, int code);

/** Remove what is half written, from another thread, which then ends the program. */
void output_abandon(void);

/** Columns of the terminal, 80 if the results do not go to one. */
unsigned output_width(const cli_output *output);
/** May results be coloured? On a terminal only, and not if NO_COLOR is set. */
bool output_may_colour(const cli_output *output);

#endif
