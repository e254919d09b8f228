/* --set PATH=VALUE: all texts are read before anything is set, all numbers set before anything is
 * checked, and every mistake is told. The model was sound when it was read; so what is wrong now is
 * what the call says, and messages name that instead of a place in the file. */
#include "cli/changes.h"

#include "cli/messages.h"
#include "entente/read.h"
#include "model/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTION "--set "

/* One text of the call, taken apart. */
typedef struct assignment {
    char *path;
    const char *value;
    uint32_t index;
    ent_number number;
} assignment;

/* Print what the library says about a text of the call. */
static int complain_each(const cli_command *command, const ent_diags *diags) {
    char text[1024];
    const ent_diag *diag = NULL;
    for (size_t i = 0; (diag = ent_diags_at(diags, i)) != NULL; i++) {
        ent_diag_format(diag, text, sizeof text);
        complain(command, CALL_WRONG, OPTION "%s", text);
    }
    return CALL_WRONG;
}

static int complain_memory(const cli_command *command) {
    return complain(command, NOT_FINISHED, "out of memory");
}

static int split(const cli_command *command, const char *text, assignment *a) {
    size_t length = model_path_span(text);
    if (text[length] == '\0' || length == 0)
        return complain(command, CALL_WRONG,
                        OPTION "takes PATH=VALUE, such as parties.ukraine.walk_away=0.6, not '%s'",
                        text);
    a->value = text + length + 1;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    a->path = strndup(text, length);
    return a->path ? DONE : complain_memory(command);
}

/* Take one text apart, and find and read what it names. */
static int take(const cli_command *command, const ent_variation *variation, const char *text,
                assignment *a) {
    const int code = split(command, text, a);
    if (code != DONE)
        return code;
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain_memory(command);
    ent_status status = ent_variation_find(variation, a->path, &a->index, diags);
    if (status == ENT_OK)
        status = ent_read_number_text(a->value, a->path, &a->number, diags);
    const int found = status == ENT_OK          ? DONE
                      : status == ENT_ERR_NOMEM ? complain_memory(command)
                                                : complain_each(command, diags);
    ent_diags_free(diags);
    return found;
}

static int refuse_doubles(const cli_command *command, const assignment *all, size_t count) {
    int code = DONE;
    for (size_t i = 0; i < count; i++)
        for (size_t earlier = 0; earlier < i; earlier++)
            if (all[earlier].index == all[i].index)
                code = complain(command, CALL_WRONG, OPTION "%s is given twice", all[i].path);
    return code;
}

static void set_all(const assignment *all, cli_changes *changes) {
    const ent_number_entry *numbers = ent_variation_model(changes->variation)->numbers;
    for (size_t i = 0; i < changes->count; i++) {
        const ent_number_entry *entry = &numbers[all[i].index];
        changes->made[i] = (ent_number_change){.path = entry->path, .was = *entry->number};
        ent_variation_set(changes->variation, all[i].index, &all[i].number, NULL);
        changes->made[i].now = *entry->number;
    }
}

/* --- what does not go together --- */

static bool is_at_or_below(const char *path, const char *above) {
    const size_t length = strlen(above);
    return strncmp(path, above, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/* A fault of a number names that number, one of several numbers the mapping around them all. */
static void print_fault(const cli_changes *changes, const ent_diag *diag) {
    size_t named = 0;
    if (diag->code == ENT_OK)
        return; /* what the file holds was told when it was read */
    for (size_t i = 0; i < changes->count; i++)
        if (is_at_or_below(changes->made[i].path, diag->path))
            fprintf(stderr, "%s" OPTION "%s", named++ ? " " : "", changes->made[i].path);
    char text[1024];
    ent_diag_format(diag, text, sizeof text);
    fprintf(stderr, "%s%s\n", named ? ": " : "", named ? diag->message : text);
}

static int check(const cli_command *command, const cli_changes *changes) {
    ent_diags *diags = ent_diags_new();
    if (!diags)
        return complain_memory(command);
    const ent_status status = ent_variation_check(changes->variation, diags);
    size_t shown = 0;
    for (const ent_diag *diag; (diag = ent_diags_at(diags, shown)) != NULL; shown++)
        print_fault(changes, diag);
    if (ent_diags_count(diags) > shown)
        fprintf(stderr, "... and %zu more\n", ent_diags_count(diags) - shown);
    ent_diags_free(diags);
    return messages_exit_code(status);
}

static int make(const cli_command *command, const cli_list *texts, assignment *all,
                cli_changes *changes) {
    int code = DONE;
    for (size_t i = 0; i < texts->count; i++) {
        const int taken = take(command, changes->variation, texts->at[i], &all[i]);
        code = taken > code ? taken : code;
    }
    if (code == DONE)
        code = refuse_doubles(command, all, texts->count);
    if (code != DONE)
        return code;
    changes->count = texts->count;
    set_all(all, changes);
    return check(command, changes);
}

int changes_make(const cli_command *command, const ent_model *model, const cli_list *texts,
                 cli_changes *changes) {
    *changes = (cli_changes){.model = model};
    if (texts->count == 0)
        return DONE;
    assignment *all = calloc(texts->count, sizeof *all);
    changes->made = calloc(texts->count, sizeof *changes->made);
    int code = DONE;
    if (!all || !changes->made || ent_variation_new(model, &changes->variation, NULL) != ENT_OK)
        code = complain_memory(command);
    else
        code = make(command, texts, all, changes);
    for (size_t i = 0; all && i < texts->count; i++)
        free(all[i].path);
    free(all);
    if (changes->variation)
        changes->model = ent_variation_model(changes->variation);
    return code;
}

void changes_free(cli_changes *changes) {
    free(changes->made);
    ent_variation_free(changes->variation);
}
