/* The program: finds the command and hands the rest of the words to it. */
#define _XOPEN_SOURCE 700 /* SIGXFSZ */

#include "base/nearest.h"
#include "cli/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const cli_command *const COMMANDS[] = {
    &command_brief, &command_check,   &command_gap,   &command_deals,  &command_blockers,
    &command_round, &command_roadmap, &command_clock, &command_import, &command_export,
};

#define COMMANDS_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

static void print_usage(void) {
    puts("usage: entente COMMAND MODEL [options]\n\n"
         "A workbench for negotiations: how far apart the sides are, what they could sign, and "
         "what\n"
         "stands in the way.\n\ncommands:");
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        printf("  %-10s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    puts("  help       Explain a command: entente help COMMAND\n\n"
         "`entente COMMAND -h` lists the options, `--help` has an example for each.\n"
         "`entente --version` prints the version.");
}

static const cli_command *find_command(const char *name) {
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (strcmp(COMMANDS[i]->name, name) == 0)
            return COMMANDS[i];
    return NULL;
}

static int no_such_command(const char *word) {
    const char *names[COMMANDS_COUNT + 1];
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        names[i] = COMMANDS[i]->name;
    names[COMMANDS_COUNT] = "help";
    if (word[0] == '-')
        return complain(NULL, CALL_WRONG,
                        "'%s' stands before the command: entente COMMAND MODEL [options]", word);
    const char *nearest = base_nearest(word, names, COMMANDS_COUNT + 1, NULL);
    if (nearest)
        return complain(NULL, CALL_WRONG, "there is no command '%s'; did you mean '%s'?", word,
                        nearest);
    return complain(NULL, CALL_WRONG, "there is no command '%s'; 'entente help' lists them", word);
}

static int help(const char *name) {
    if (!name) {
        print_usage();
        return DONE;
    }
    const cli_command *command = find_command(name);
    if (!command)
        return no_such_command(name);
    command_print_help(command, true);
    return DONE;
}

static int run(int count, char **words) {
    const char *word = count > 1 ? words[1] : NULL;
    if (!word) {
        complain(NULL, CALL_WRONG,
                 "say what to do: entente COMMAND MODEL [options]; "
                 "'entente help' lists the commands");
        return CALL_WRONG;
    }
    if (strcmp(word, "--version") == 0) {
        puts("entente " ENT_VERSION);
        return DONE;
    }
    if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0)
        return help(NULL);
    if (strcmp(word, "help") == 0)
        return help(count > 2 ? words[2] : NULL);
    const cli_command *command = find_command(word);
    return command ? command_run(command, count - 1, words + 1) : no_such_command(word);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a failed write, not a death, ... */
    signal(SIGXFSZ, SIG_IGN); /* ... and so is a file that may not grow further */
    const int code = run(argc, argv);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    return code == DONE ? complain(NULL, NOT_FINISHED, "cannot write standard output") : code;
}
