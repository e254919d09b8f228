#include "cli/choices.h"
#include "base/nearest.h"

#include "entente/deals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORD_MAX  160
#define LIST_TEXT 400 /* of names that exist, in one message */

/* A piece of what was typed. */
typedef struct word {
    const char *at;
    size_t length;
} word;

static word word_of(const char *text) {
    return (word){text, strlen(text)};
}

/* Cut off the piece before the next `mark`; what is left moves on. */
static word next_piece(word *left, char mark) {
    const char *end = left->length ? memchr(left->at, mark, left->length) : NULL;
    const size_t length = end ? (size_t)(end - left->at) : left->length;
    const word piece = {left->at, length};
    left->at += length + (end != NULL);
    left->length -= length + (end != NULL);
    return piece;
}

static bool is_exactly(word self, const char *name) {
    return strlen(name) == self.length && strncmp(self.at, name, self.length) == 0;
}

static bool is_alike(word self, const char *name) {
    return strlen(name) == self.length && strncasecmp(self.at, name, self.length) == 0;
}

/* Things of one kind with the names they go by. */
typedef struct directory {
    const char *what; /* "issue" */
    const char *of;   /* " of 'toll'", or "" */
    size_t count;
    const char **keys;  /* [count], then the names for people [count] */
    const char **names; /* within keys; NULL where there is none */
} directory;

static bool directory_start(directory *self, const char *what, const char *of, size_t count) {
    const char **keys = calloc(2 * count + 1, sizeof *keys);
    *self = (directory){what, of, count, keys, keys ? keys + count : NULL};
    return keys != NULL;
}

static int no_memory(const cli_command *command) {
    return complain(command, NOT_FINISHED, "out of memory");
}

static const char *nearest_in(const directory *self, const char *text) {
    size_t count = 0;
    const char **known = calloc(2 * self->count + 1, sizeof *known);
    const char *nearest = NULL;
    for (size_t i = 0; known && i < 2 * self->count; i++)
        if (self->keys[i])
            known[count++] = self->keys[i];
    if (known)
        nearest = base_nearest(text, known, count, NULL);
    free(known);
    return nearest;
}

static void list_keys(const directory *self, char *text, size_t size) {
    size_t used = (size_t)snprintf(text, size, "%s", self->count ? "" : "none");
    for (size_t i = 0; i < self->count && used < size; i++) {
        if (used + strlen(self->keys[i]) + 8 > size) {
            snprintf(text + used, size - used, ", ...");
            return;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", self->keys[i]);
    }
}

static int not_found(const cli_command *command, const directory *self, word wanted) {
    char text[WORD_MAX];
    char known[LIST_TEXT];
    snprintf(text, sizeof text, "%.*s", (int)wanted.length, wanted.at);
    const char *nearest = nearest_in(self, text);
    if (nearest)
        return complain(command, CALL_WRONG, "there is no %s '%s'%s; did you mean '%s'?",
                        self->what, text, self->of, nearest);
    list_keys(self, known, sizeof known);
    return complain(command, CALL_WRONG, "there is no %s '%s'%s; there are: %s", self->what, text,
                    self->of, known);
}

static int look_up(const cli_command *command, const directory *self, word wanted,
                   uint32_t *found) {
    for (uint32_t i = 0; i < self->count; i++)
        if (is_exactly(wanted, self->keys[i])) {
            *found = i;
            return DONE;
        }
    for (uint32_t i = 0; i < self->count; i++)
        if (self->names[i] && is_alike(wanted, self->names[i])) {
            *found = i;
            return DONE;
        }
    return not_found(command, self, wanted);
}

static int find_issue(const cli_command *command, const ent_model *model, word wanted,
                      uint32_t *issue) {
    directory issues;
    if (!directory_start(&issues, "issue", "", model->issues_count))
        return no_memory(command);
    for (size_t j = 0; j < model->issues_count; j++) {
        issues.keys[j] = model->issues[j].key;
        issues.names[j] = model->issues[j].name;
    }
    const int code = look_up(command, &issues, wanted, issue);
    free(issues.keys);
    return code;
}

static int find_option(const cli_command *command, const ent_issue *issue, word wanted,
                       uint32_t *option) {
    directory options;
    char of[WORD_MAX];
    snprintf(of, sizeof of, " of '%s'", issue->key);
    if (!directory_start(&options, "option", of, issue->options_count))
        return no_memory(command);
    for (size_t o = 0; o < issue->options_count; o++) {
        options.keys[o] = issue->options[o].key;
        options.names[o] = issue->options[o].name;
    }
    const int code = look_up(command, &options, wanted, option);
    free(options.keys);
    return code;
}

/* "issue=" and what stands behind it. */
static int find_issue_of(const cli_command *command, const ent_model *model, const char *option,
                         word text, uint32_t *issue, word *rest) {
    *rest = text;
    const word name = next_piece(rest, '=');
    if (name.length == text.length || rest->length == 0)
        return complain(command, CALL_WRONG, "%s takes issue=option, not '%.*s'", option,
                        (int)text.length, text.at);
    return find_issue(command, model, name, issue);
}

/* ---- what is fixed ---- */

void choices_free(cli_within *within) {
    free(within->by_issue);
    free(within->flags);
    *within = (cli_within){0};
}

static bool allow_everything(const ent_model *model, cli_within *within) {
    size_t options = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        options += model->issues[j].options_count;
    within->by_issue = calloc(model->issues_count, sizeof *within->by_issue);
    within->flags = calloc(options, sizeof *within->flags);
    if (!within->by_issue || !within->flags)
        return false;
    memset(within->flags, true, options);
    bool *flags = within->flags;
    for (size_t j = 0; j < model->issues_count; j++) {
        within->by_issue[j] = flags;
        flags += model->issues[j].options_count;
    }
    return true;
}

static int fix_one(const cli_command *command, const ent_model *model, const char *text, bool *seen,
                   const cli_within *within) {
    uint32_t j = 0;
    word rest;
    int code = find_issue_of(command, model, "--with", word_of(text), &j, &rest);
    if (code != DONE)
        return code;
    if (seen[j])
        return complain(command, CALL_WRONG,
                        "--with fixes '%s' twice; for either of two options write %s=one,other",
                        model->issues[j].key, model->issues[j].key);
    seen[j] = true;
    bool *flags = within->flags + (within->by_issue[j] - within->flags);
    memset(flags, false, model->issues[j].options_count);
    while (rest.length && code == DONE) {
        uint32_t o = 0;
        code = find_option(command, &model->issues[j], next_piece(&rest, ','), &o);
        if (code == DONE)
            flags[o] = true;
    }
    return code;
}

int choices_fix(const cli_command *command, const ent_model *model, const cli_list *texts,
                cli_within *within) {
    *within = (cli_within){0};
    if (texts->count == 0)
        return DONE;
    bool *seen = calloc(model->issues_count, sizeof *seen);
    int code = seen && allow_everything(model, within) ? DONE : no_memory(command);
    for (size_t i = 0; i < texts->count && code == DONE; i++)
        code = fix_one(command, model, texts->at[i], seen, within);
    free(seen);
    if (code != DONE)
        choices_free(within);
    return code;
}

/* ---- packages ---- */

#define PACKAGE_NAME 256

/* Packages that the model names: its own, and the offers of its rounds. */
typedef struct shelf {
    directory names;
    const ent_pattern **sets;
    char (*texts)[PACKAGE_NAME]; /* two an offer: by number of the round, and by its day */
} shelf;

static void shelf_clear(shelf *self) {
    free(self->names.keys);
    free(self->sets);
    free(self->texts);
}

/* How many offers of the same side come before this one in its round. */
static size_t count_before(const ent_round *round, size_t offer) {
    size_t before = 0;
    for (size_t i = 0; i < offer; i++)
        before += round->offers[i].by == round->offers[offer].by;
    return before;
}

static void name_offer(const ent_model *model, size_t r, size_t offer, char *number, char *day) {
    const ent_round *round = &model->rounds[r];
    const char *by = model->parties[round->offers[offer].by].key;
    const size_t before = count_before(round, offer);
    char more[32] = "";
    if (before)
        snprintf(more, sizeof more, "/%zu", before + 1);
    snprintf(number, PACKAGE_NAME, "round-%zu/%s%s", r + 1, by, more);
    snprintf(day, PACKAGE_NAME, "%04d-%02u-%02u/%s%s", round->date.year,
             (unsigned)round->date.month, (unsigned)round->date.day, by, more);
}

static bool shelf_fill(shelf *self, const ent_model *model) {
    size_t offers = 0;
    for (size_t r = 0; r < model->rounds_count; r++)
        offers += model->rounds[r].offers_count;
    const size_t all = model->packages_count + offers;
    *self = (shelf){0};
    if (!directory_start(&self->names, "package", "", all))
        return false;
    self->sets = calloc(all + 1, sizeof *self->sets);
    self->texts = calloc(2 * offers + 1, sizeof *self->texts);
    if (!self->sets || !self->texts)
        return false;
    size_t at = 0;
    for (; at < model->packages_count; at++) {
        self->names.keys[at] = model->packages[at].key;
        self->sets[at] = &model->packages[at].sets;
    }
    for (size_t r = 0, text = 0; r < model->rounds_count; r++)
        for (size_t i = 0; i < model->rounds[r].offers_count; i++, at++, text += 2) {
            name_offer(model, r, i, self->texts[text], self->texts[text + 1]);
            self->names.keys[at] = self->texts[text];
            self->names.names[at] = self->texts[text + 1];
            self->sets[at] = &model->rounds[r].offers[i].package;
        }
    return true;
}

static int take_named(const cli_command *command, const ent_model *model, const char *option,
                      word name, uint32_t *package) {
    shelf known;
    uint32_t found = 0;
    int code = shelf_fill(&known, model) ? DONE : no_memory(command);
    if (code == DONE && known.names.count == 0)
        code = complain(command, CALL_WRONG,
                        "%s takes issue=option,issue=option; the model names no package '%.*s'",
                        option, (int)name.length, name.at);
    else if (code == DONE)
        code = look_up(command, &known.names, name, &found);
    if (code == DONE)
        for (size_t t = 0; t < known.sets[found]->count; t++)
            package[known.sets[found]->terms[t].issue] = known.sets[found]->terms[t].options.at[0];
    shelf_clear(&known);
    return code;
}

static int take_choice(const cli_command *command, const ent_model *model, const char *option,
                       word text, bool *seen, uint32_t *package) {
    uint32_t j = 0;
    word rest;
    const int code = find_issue_of(command, model, option, text, &j, &rest);
    if (code != DONE)
        return code;
    if (seen[j])
        return complain(command, CALL_WRONG, "%s settles '%s' twice", option, model->issues[j].key);
    seen[j] = true;
    return find_option(command, &model->issues[j], rest, &package[j]);
}

int choices_package(const cli_command *command, const ent_model *model, const char *option,
                    const char *text, uint32_t **package) {
    bool *seen = calloc(model->issues_count, sizeof *seen);
    uint32_t *chosen = calloc(model->issues_count, sizeof *chosen);
    int code = seen && chosen ? DONE : no_memory(command);
    word left = word_of(text);
    if (code == DONE && left.length == 0)
        code =
            complain(command, CALL_WRONG, "%s takes a package: issue=option,issue=option", option);
    for (bool first = true; left.length && code == DONE; first = false) {
        const word piece = next_piece(&left, ',');
        code = first && !memchr(piece.at, '=', piece.length)
                   ? take_named(command, model, option, piece, chosen)
                   : take_choice(command, model, option, piece, seen, chosen);
    }
    free(seen);
    if (code == DONE)
        *package = chosen;
    else
        free(chosen);
    return code;
}

/* ---- red lines ---- */

static size_t describe_line(const ent_model *model, ent_red_line line, char *text, size_t size) {
    const ent_party *party = &model->parties[line.party];
    const ent_pattern *pattern = &party->red_lines[line.index];
    size_t used = (size_t)snprintf(text, size, "%s:%u (", party->key, (unsigned)line.index);
    for (size_t t = 0; t < pattern->count && used < size; t++) {
        const ent_issue *issue = &model->issues[pattern->terms[t].issue];
        used += (size_t)snprintf(text + used, size - used, "%s%s=", t ? " with " : "", issue->key);
        for (size_t i = 0; i < pattern->terms[t].options.count && used < size; i++)
            used += (size_t)snprintf(text + used, size - used, "%s%s", i ? "|" : "",
                                     issue->options[pattern->terms[t].options.at[i]].key);
    }
    if (used < size)
        used += (size_t)snprintf(text + used, size - used, ")");
    return used;
}

typedef struct line_search {
    const cli_command *command;
    const ent_model *model;
    const ent_red_line *lines;
    size_t count;
} line_search;

/* All red lines, or those marked in `which`. */
static int complain_lines(const line_search *self, const char *problem, word text,
                          const bool *which) {
    char known[4 * LIST_TEXT] = "";
    if (self->count == 0)
        return complain(self->command, CALL_WRONG,
                        "--without-red-line '%.*s': no red line can stop a deal here",
                        (int)text.length, text.at);
    size_t used = 0;
    size_t listed = 0;
    for (size_t i = 0; i < self->count && used + 2 < sizeof known; i++) {
        if (which && !which[i])
            continue;
        if (listed++)
            used += (size_t)snprintf(known + used, sizeof known - used, ", ");
        used += describe_line(self->model, self->lines[i], known + used, sizeof known - used);
    }
    return complain(self->command, CALL_WRONG, "--without-red-line '%.*s': %s: %s",
                    (int)text.length, text.at, problem, known);
}

static bool names_line(const line_search *self, size_t line, word party, word rest) {
    char index[32];
    snprintf(index, sizeof index, "%u", (unsigned)self->lines[line].index);
    const ent_party *owner = &self->model->parties[self->lines[line].party];
    return (is_exactly(party, owner->key) || is_alike(party, owner->name)) &&
           is_exactly(rest, index);
}

/* "PARTY:ISSUE" or "PARTY:ISSUE=OPTION" */
static bool tells_of_line(const line_search *self, size_t line, word party, word rest) {
    const ent_red_line id = self->lines[line];
    const ent_party *owner = &self->model->parties[id.party];
    if (!is_exactly(party, owner->key) && !is_alike(party, owner->name))
        return false;
    const word name = next_piece(&rest, '=');
    const ent_pattern *pattern = &owner->red_lines[id.index];
    for (size_t t = 0; t < pattern->count; t++) {
        const ent_issue *issue = &self->model->issues[pattern->terms[t].issue];
        if (!is_exactly(name, issue->key) && !is_alike(name, issue->name))
            continue;
        for (size_t i = 0; i < pattern->terms[t].options.count; i++) {
            const ent_option *option = &issue->options[pattern->terms[t].options.at[i]];
            if (rest.length == 0 || is_exactly(rest, option->key) || is_alike(rest, option->name))
                return true;
        }
    }
    return false;
}

static int lift_one(const line_search *self, word text, bool *matches, bool *lifted) {
    word rest = text;
    word party = next_piece(&rest, ':');
    if (is_exactly(party, "red_line")) /* as JSON has it */
        party = next_piece(&rest, ':');
    size_t found = 0;
    for (int by_issue = 0; by_issue < 2 && !found; by_issue++)
        for (size_t i = 0; i < self->count; i++) {
            matches[i] =
                by_issue ? tells_of_line(self, i, party, rest) : names_line(self, i, party, rest);
            found += matches[i];
        }
    if (found == 0)
        return complain_lines(self, "there is no such red line; there are", text, NULL);
    if (found > 1)
        return complain_lines(self, "that is more than one red line; name one of them", text,
                              matches);
    for (size_t i = 0; i < self->count; i++)
        lifted[i] = lifted[i] || matches[i];
    return DONE;
}

int choices_lift(const cli_command *command, const ent_model *model, const cli_list *texts,
                 bool **lifted) {
    *lifted = NULL;
    if (texts->count == 0)
        return DONE;
    ent_red_line *lines = NULL;
    size_t count = 0;
    if (ent_red_lines(model, &lines, &count) != ENT_OK)
        return no_memory(command);
    bool *flags = calloc(2 * count + 1, sizeof *flags);
    int code = flags ? DONE : no_memory(command);
    const line_search search = {command, model, lines, count};
    for (size_t i = 0; i < texts->count && code == DONE; i++)
        code = lift_one(&search, word_of(texts->at[i]), flags + count, flags);
    free(lines);
    if (code == DONE)
        *lifted = flags;
    else
        free(flags);
    return code;
}

/* ---- sides ---- */

static int find_principal(const cli_command *command, const ent_model *model, word text,
                          uint32_t *party) {
    directory sides;
    if (!directory_start(&sides, "principal", "", model->principals.count))
        return no_memory(command);
    for (size_t p = 0; p < model->principals.count; p++) {
        sides.keys[p] = model->parties[model->principals.at[p]].key;
        sides.names[p] = model->parties[model->principals.at[p]].name;
    }
    uint32_t found = 0;
    const int code = look_up(command, &sides, text, &found);
    free(sides.keys);
    if (code == DONE)
        *party = model->principals.at[found];
    return code;
}

int choices_principal(const cli_command *command, const ent_model *model, const char *text,
                      uint32_t *party) {
    return find_principal(command, model, word_of(text), party);
}

int choices_principals(const cli_command *command, const ent_model *model, const char *text,
                       uint32_t *parties, size_t *count) {
    bool wanted[ENT_PARTIES_MAX] = {false};
    word left = word_of(text);
    while (left.length) {
        uint32_t party = 0;
        const int code = find_principal(command, model, next_piece(&left, ','), &party);
        if (code != DONE)
            return code;
        wanted[party] = true;
    }
    *count = 0;
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (wanted[p])
            parties[(*count)++] = p;
    return *count < 2 ? complain(command, CALL_WRONG,
                                 "--between takes two or more principals, as in --between %s,%s",
                                 model->parties[model->principals.at[0]].key,
                                 model->parties[model->principals.at[1]].key)
                      : DONE;
}
