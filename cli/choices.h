/**
 * From words to parts of a model: choices, packages, red lines, sides.
 *
 * Names are the keys of the model file, or the names for people in any case. What does not exist is
 * answered with the nearest name, or with those that do exist.
 */
#ifndef ENT_CLI_CHOICES_H
#define ENT_CLI_CHOICES_H

#include "cli/command.h"

/** Options that may be chosen, as ent_deals_options wants them. */
typedef struct cli_within {
    const bool **by_issue; /* [issues]; NULL: all */
    bool *flags;
} cli_within;

/** Read "issue=option" and "issue=option,option" of each text. Returns an exit code. */
int choices_fix(const cli_command *command, const ent_model *model, const cli_list *texts,
                cli_within *within);
void choices_free(cli_within *within);

/**
 * Read a package: "issue=option,issue=option", all else as today; the name of a package of the
 * model; an offer, as "round-2/ukraine"; or a name followed by what is changed in it.
 *
 * @param option  what the message calls the text
 * @param[out] package  [issues], to be given back with free()
 */
int choices_package(const cli_command *command, const ent_model *model, const char *option,
                    const char *text, uint32_t **package);

/**
 * Read red lines: "PARTY:INDEX" as in JSON, or "PARTY:ISSUE" and "PARTY:ISSUE=OPTION" where that
 * says which.
 *
 * @param[out] lifted  as ent_deals_options wants it, to be given back with free(); NULL: none
 */
int choices_lift(const cli_command *command, const ent_model *model, const cli_list *texts,
                 bool **lifted);

/** Read one principal. */
int choices_principal(const cli_command *command, const ent_model *model, const char *text,
                      uint32_t *party);

/**
 * Read "A,B": some of the principals.
 *
 * @param[out] parties  [at least ENT_PRINCIPALS_MAX], ascending
 */
int choices_principals(const cli_command *command, const ent_model *model, const char *text,
                       uint32_t *parties, size_t *count);

#endif
