/** Numbers of a model that the call sets: --set PATH=VALUE. */
#ifndef ENT_CLI_CHANGES_H
#define ENT_CLI_CHANGES_H

#include "cli/command.h"
#include "entente/vary.h"

/* A row of a command's option table; `member` is a cli_list in its settings. */
#define OPTION_SET_IN(settings, member)                                                            \
    {                                                                                              \
        .name = "set", .kind = OPTION_LIST, .argument = "PATH=VALUE",                              \
        .help = "set a number, to 0.6 or [0.4, 0.6]; check --numbers lists them",                  \
        .example = "--set parties.ukraine.walk_away=0.6", .offset = offsetof(settings, member)     \
    }

/** What the model becomes. */
typedef struct cli_changes {
    const ent_model *model; /* with the numbers set; the one that was read if none is */
    size_t count;
    ent_number_change *made; /* in the order of the call; paths belong to the model */
    ent_variation *variation;
} cli_changes;

/**
 * Set all numbers, then check the model.
 *
 * Texts that are no PATH=VALUE, unknown paths and values that are no numbers make the call wrong;
 * what is out of range, or does not go together, makes the model wrong. Messages name the option
 * with the path. Returns an exit code; `changes` is to be given back whatever it is.
 */
int changes_make(const cli_command *command, const ent_model *model, const cli_list *texts,
                 cli_changes *changes);
void changes_free(cli_changes *changes);

#endif
