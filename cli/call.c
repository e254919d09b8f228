/* From words to a call: options through popt, values checked here, and the two helps. */
#define _POSIX_C_SOURCE 200809L /* unsetenv */

#include "base/date.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/progress.h"

#include <errno.h>
#include <popt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 32

static const cli_option HELP[] = {
    {"", 'h', OPTION_FLAG, NULL, "this screen", NULL, 0, NULL},
    {"help", 0, OPTION_FLAG, NULL, "everything, with an example for each option", NULL, 0, NULL},
    {0},
};

#define COMPLAINT_MAX 4096 /* bytes: some screens of a terminal */

/* What somebody gave by mistake may be as long as a file: both ends of the line are enough. */
static void print_cut(const char *text, size_t length) {
    if (length < COMPLAINT_MAX) {
        fprintf(stderr, "%s\n", text);
        return;
    }
    int head = COMPLAINT_MAX / 4;
    const char *tail = text + length - head;
    while (head > 0 && base_utf8_is_inside(text[head]))
        head--;
    while (base_utf8_is_inside(*tail))
        tail++;
    fprintf(stderr, "%.*s ... %s\n", head, text, tail);
}

int complain(const cli_command *command, int code, const char *format, ...) {
    va_list arguments;
    if (progress_is_stopped())
        return code; /* what a signal broke off needs no explanation */
    progress_hide();
    va_start(arguments, format);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text) {
        va_start(arguments, format);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        va_end(arguments);
        base_utf8_make_harmless(text, true);
    }
    fprintf(stderr, command ? "entente %s: " : "entente: ", command ? command->name : "");
    print_cut(text ? text : "out of memory", text ? strlen(text) : 0);
    free(text);
    return code;
}

static size_t count_options(const cli_option *options) {
    size_t count = 0;
    while (options[count].name)
        count++;
    return count;
}

/* "--name ARGUMENT" */
static int write_name(const cli_option *self, char *text, size_t size) {
    return snprintf(text, size, "%s%s%s%s", *self->name ? "--" : "", self->name,
                    self->argument ? " " : "", self->argument ? self->argument : "");
}

/* A name that is much longer than the others runs over instead of pushing all to the right. */
#define NAME_MAX_WIDTH 20

static int widest_name(const cli_option *options) {
    int widest = 16;
    for (; options->name; options++) {
        const int width = write_name(options, NULL, 0);
        widest = width > widest && width <= NAME_MAX_WIDTH ? width : widest;
    }
    return widest;
}

static void print_option(const cli_option *self, int width) {
    char name[64];
    write_name(self, name, sizeof name);
    if (self->group)
        printf("\n%s:\n", self->group);
    if (!self->letter)
        printf("      %-*s  %s\n", width, name, self->help);
    else if (!*name)
        printf("  -%c  %*s  %s\n", self->letter, width, "", self->help);
    else
        printf("  -%c, %-*s  %s\n", self->letter, width, name, self->help);
}

static void print_row(const cli_command *command, const cli_option *self, int width, bool whole) {
    print_option(self, width);
    if (whole && self->example)
        printf("        entente %s %s %s\n", command->name, command->arguments, self->example);
}

/* Options under a heading of their own stand last. */
void command_print_help(const cli_command *command, bool whole) {
    printf("usage: entente %s %s [options]\n\n%s.\n\noptions:\n", command->name, command->arguments,
           command->summary);
    const int width = widest_name(command->options);
    const cli_option *o = command->options;
    for (; o->name && !o->group; o++)
        print_row(command, o, width, whole);
    for (const cli_option *h = HELP; h->name; h++)
        print_row(command, h, width, whole);
    for (; o->name; o++)
        print_row(command, o, width, whole);
    if (whole)
        puts("\nResults go to stdout, messages to stderr.\n"
             "exit status: 0 done; 1 the model is wrong; 2 the call is wrong; 3 could not finish;\n"
             "130 stopped (Ctrl-C)");
}

static bool read_count(const char *text, void *place) {
    char *end;
    errno = 0;
    const unsigned long long count = strtoull(text, &end, 10);
    if (errno || *end || text[strspn(text, "0123456789")] || !*text || count > SIZE_MAX)
        return false;
    *(size_t *)place = (size_t)count;
    return true;
}

static bool date_of(const char *text, void *place) {
    return base_date_parse(text, place) == BASE_DATE_GOOD;
}

static int add_to_list(const cli_call *call, const cli_option *self, const char *value,
                       cli_list *list) {
    if (list->count == LIST_MAX)
        return complain(call->command, CALL_WRONG, "--%s may be given %d times at most", self->name,
                        LIST_MAX);
    list->at[list->count++] = value;
    return DONE;
}

/* Texts point into `value`, which the caller keeps. */
static int set_option(const cli_call *call, const cli_option *self, const char *value) {
    void *place = (char *)call->settings + self->offset;
    switch (self->kind) {
    case OPTION_FLAG:
        *(bool *)place = true;
        return DONE;
    case OPTION_TEXT:
        *(const char **)place = value;
        return DONE;
    case OPTION_COUNT:
        return read_count(value, place)
                   ? DONE
                   : complain(call->command, CALL_WRONG,
                              "--%s takes a whole number from 0, not '%s'", self->name, value);
    case OPTION_DATE:
        return date_of(value, place)
                   ? DONE
                   : complain(call->command, CALL_WRONG,
                              "--%s takes a day such as 2025-06-02, not '%s'", self->name, value);
    case OPTION_LIST:
        return add_to_list(call, self, value, place);
    }
    return CALL_WRONG;
}

static int unknown_option(const cli_command *command, const char *word) {
    const char *names[OPTIONS_MAX + 1];
    size_t count = count_options(command->options);
    for (size_t i = 0; i < count; i++)
        names[i] = command->options[i].name;
    names[count++] = "help";
    char name[128];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + strspn(word, "-"), "="),
             word + strspn(word, "-"));
    const char *nearest =
        strncmp(word, "--", 2) == 0 ? base_nearest(name, names, count, NULL) : NULL;
    if (nearest)
        return complain(command, CALL_WRONG, "there is no option '--%s'; did you mean '--%s'?",
                        name, nearest);
    return complain(command, CALL_WRONG, "there is no option '%s'; 'entente %s -h' lists them",
                    word, command->name);
}

static int option_error(const cli_command *command, poptContext context, int error) {
    const char *word = poptBadOption(context, POPT_BADOPTION_NOALIAS);
    if (error == POPT_ERROR_NOARG)
        return complain(command, CALL_WRONG, "%s needs a value", word);
    if (error == POPT_ERROR_UNWANTEDARG)
        return complain(command, CALL_WRONG, "%s takes no value", word);
    if (error == POPT_ERROR_BADOPT)
        return unknown_option(command, word);
    return complain(command, CALL_WRONG, "%s: %s", word, poptStrerror(error));
}

static int check_arguments(const cli_call *call) {
    const cli_command *self = call->command;
    if (call->arguments_count < self->arguments_least)
        return complain(self, CALL_WRONG, "an argument is missing; the call is 'entente %s %s'",
                        self->name, self->arguments);
    if (call->arguments_count > self->arguments_most)
        return complain(self, CALL_WRONG, "one argument too many: '%s'",
                        call->arguments[self->arguments_most]);
    for (size_t i = 0; i < call->arguments_count; i++)
        if (!*call->arguments[i])
            return complain(self, CALL_WRONG, "an argument is empty: entente %s %s", self->name,
                            self->arguments);
    return DONE;
}

/* Values that popt hands out live until the command is done. */
typedef struct cli_kept {
    size_t count;
    char *values[OPTIONS_MAX * 4];
} cli_kept;

enum { HELP_SHORT = 1000, HELP_WHOLE = 1001 };

static void fill_table(const cli_command *command, struct poptOption *table) {
    const size_t count = count_options(command->options);
    for (size_t i = 0; i < count; i++) {
        const cli_option *o = &command->options[i];
        table[i] = (struct poptOption){
            .longName = o->name,
            .shortName = o->letter,
            .argInfo = o->kind == OPTION_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING,
            .val = (int)i + 1,
        };
    }
    table[count] = (struct poptOption){.shortName = 'h', .val = HELP_SHORT};
    table[count + 1] = (struct poptOption){.longName = "help", .val = HELP_WHOLE};
    table[count + 2] = (struct poptOption)POPT_TABLEEND;
}

static int parse(poptContext context, cli_call *call, cli_kept *kept) {
    int found;
    while ((found = poptGetNextOpt(context)) > 0) {
        if (found == HELP_SHORT || found == HELP_WHOLE) {
            command_print_help(call->command, found == HELP_WHOLE);
            return -1;
        }
        char *value = poptGetOptArg(context);
        if (kept->count == sizeof kept->values / sizeof *kept->values) {
            free(value);
            return complain(call->command, CALL_WRONG, "too many options");
        }
        kept->values[kept->count++] = value;
        const int code = set_option(call, &call->command->options[found - 1], value);
        if (code != DONE)
            return code;
    }
    if (found < -1)
        return option_error(call->command, context, found);
    call->arguments = poptGetArgs(context);
    while (call->arguments && call->arguments[call->arguments_count])
        call->arguments_count++;
    return check_arguments(call);
}

static int parse_and_run(const cli_command *command, poptContext context, void *settings) {
    cli_call call = {.command = command, .settings = settings};
    cli_kept kept = {0};
    if (command->defaults)
        command->defaults(settings);
    int code = parse(context, &call, &kept);
    if (code == DONE) {
        call.watch = progress_begin(command);
        code = progress_end(command->run(&call));
    }
    for (size_t i = 0; i < kept.count; i++)
        free(kept.values[i]);
    return code < 0 ? DONE : code;
}

int command_run(const cli_command *command, int count, char **words) {
    unsetenv("POSIXLY_CORRECT"); /* to popt these mean that options end at the first argument */
    unsetenv("POSIX_ME_HARDER");
    struct poptOption table[OPTIONS_MAX + 3];
    fill_table(command, table);
    poptContext context = poptGetContext("entente", count, (const char **)(void *)words, table, 0);
    void *settings = calloc(1, command->settings_size + 1);
    const int code = context && settings ? parse_and_run(command, context, settings)
                                         : complain(command, NOT_FINISHED, "out of memory");
    free(settings);
    poptFreeContext(context);
    return code;
}
