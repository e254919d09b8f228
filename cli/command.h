/**
 * A command of the program. To add one: write cli/NAME.c with its options and its run function,
 * declare it below and add it to COMMANDS in main.c.
 */
#ifndef ENT_CLI_COMMAND_H
#define ENT_CLI_COMMAND_H

#include "entente/model.h"
#include "entente/watch.h"

#include <stdbool.h>
#include <stddef.h>

/* Exit codes. */
enum {
    DONE = 0,
    MODEL_WRONG = 1, /* all messages are on stderr */
    CALL_WRONG = 2,
    NOT_FINISHED = 3, /* says what is missing */
    STOPPED = 130,    /* by the user: as shells say it of Ctrl-C */
};

typedef enum cli_option_kind {
    OPTION_FLAG,  /* bool */
    OPTION_TEXT,  /* const char * */
    OPTION_COUNT, /* size_t */
    OPTION_DATE,  /* ent_date */
    OPTION_LIST,  /* cli_list: may be given again and again */
} cli_option_kind;

#define LIST_MAX 32

typedef struct cli_list {
    size_t count;
    const char *at[LIST_MAX];
} cli_list;

/* One row feeds the parser and both helps. */
typedef struct cli_option {
    const char *name; /* without the dashes; NULL ends a table */
    char letter;      /* 0: none */
    cli_option_kind kind;
    const char *argument; /* what help calls the value */
    const char *help;
    const char *example; /* what follows `entente COMMAND MODEL` */
    size_t offset;       /* where the value goes in the command's settings */
    const char *group;   /* a heading of the help before this option, or NULL */
} cli_option;

typedef struct cli_command cli_command;

/* What was typed, taken apart. */
typedef struct cli_call {
    const cli_command *command;
    size_t arguments_count;
    const char **arguments;
    void *settings;   /* the command's own struct, options filled in */
    ent_watch *watch; /* over all that it does; may be NULL */
} cli_call;

struct cli_command {
    const char *name;
    const char *summary;   /* one line, for the list of commands */
    const char *arguments; /* "MODEL", as help shows it */
    size_t arguments_least;
    size_t arguments_most;
    const cli_option *options;
    size_t settings_size;
    void (*defaults)(void *settings); /* NULL: all zero */
    int (*run)(const cli_call *call);
};

extern const cli_command command_brief;
extern const cli_command command_check;
extern const cli_command command_gap;
extern const cli_command command_deals;
extern const cli_command command_blockers;
extern const cli_command command_round;
extern const cli_command command_clock;
extern const cli_command command_roadmap;
extern const cli_command command_import;
extern const cli_command command_export;

/**
 * Take the words after the command's name apart and run it; answers -h and --help.
 *
 * @return exit code
 */
int command_run(const cli_command *command, int count, char **words);

/** The whole help, or one screen of it. */
void command_print_help(const cli_command *command, bool whole);

/** Write one line to stderr: "entente COMMAND: message". Returns `code`. */
__attribute__((format(printf, 3, 4))) int complain(const cli_command *command, int code,
                                                   const char *format, ...);

#endif
