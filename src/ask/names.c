/* Looking up what was typed: a key as it is, then a name for people in any case; what is not there
 * is answered with the nearest name. */
#include "ask/names.h"

#include "base/diag.h"
#include "base/nearest.h"

#include <stdio.h>
#include <string.h>

ask_word ask_word_of(const char *text) {
    return (ask_word){text, strlen(text)};
}

ask_word ask_word_next(ask_word *left, char mark) {
    const char *end = left->length ? memchr(left->at, mark, left->length) : NULL;
    const size_t length = end ? (size_t)(end - left->at) : left->length;
    const ask_word piece = {left->at, length};
    left->at += length + (end != NULL);
    left->length -= length + (end != NULL);
    return piece;
}

bool ask_word_is(ask_word self, const char *name) {
    return strlen(name) == self.length && strncmp(self.at, name, self.length) == 0;
}

static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

bool ask_word_is_like(ask_word self, const char *name) {
    if (strlen(name) != self.length)
        return false;
    for (size_t i = 0; i < self.length; i++)
        if (lower(self.at[i]) != lower(name[i]))
            return false;
    return true;
}

/* --- directories ------------------------------------------------------------------------------ */

bool ask_directory_start(ask_words *words, ask_directory *self, const char *what, const char *of,
                         size_t count) {
    const char **keys = BASE_NEW(words->arena, const char *, 2 * count + 1);
    *self = (ask_directory){what, of, count, keys, keys ? keys + count : NULL};
    return keys != NULL;
}

static const char *nearest_in(ask_words *words, const ask_directory *self, const char *text) {
    size_t count = 0;
    const char **known = BASE_NEW(words->arena, const char *, 2 * self->count + 1);
    for (size_t i = 0; known && i < 2 * self->count; i++)
        if (self->keys[i])
            known[count++] = self->keys[i];
    return known ? base_nearest(text, known, count, NULL) : NULL;
}

static void list_keys(const ask_directory *self, char *text, size_t size) {
    size_t used = (size_t)snprintf(text, size, "%s", self->count ? "" : "none");
    for (size_t i = 0; i < self->count && used < size; i++) {
        if (used + strlen(self->keys[i]) + 8 > size) {
            snprintf(text + used, size - used, ", ...");
            return;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "", self->keys[i]);
    }
}

static ent_status not_found(ask_words *words, const ask_directory *self, ask_word wanted) {
    char text[ASK_WORD_MAX];
    char known[ASK_LIST_MAX];
    snprintf(text, sizeof text, "%.*s", (int)wanted.length, wanted.at);
    const char *nearest = nearest_in(words, self, text);
    if (nearest)
        return base_fail(words->diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "there is no %s '%s'%s; did you mean '%s'?", self->what, text, self->of,
                         nearest);
    list_keys(self, known, sizeof known);
    return base_fail(words->diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                     "there is no %s '%s'%s; there are: %s", self->what, text, self->of, known);
}

ent_status ask_look_up(ask_words *words, const ask_directory *self, ask_word wanted,
                       uint32_t *found) {
    for (uint32_t i = 0; i < self->count; i++)
        if (ask_word_is(wanted, self->keys[i])) {
            *found = i;
            return ENT_OK;
        }
    for (uint32_t i = 0; i < self->count; i++)
        if (self->names[i] && ask_word_is_like(wanted, self->names[i])) {
            *found = i;
            return ENT_OK;
        }
    return not_found(words, self, wanted);
}

/* --- what a model names ------------------------------------------------------------------------
 */

ent_status ask_find_issue(ask_words *words, ask_word wanted, uint32_t *issue) {
    const ent_model *model = words->model;
    ask_directory issues;
    if (!ask_directory_start(words, &issues, "issue", "", model->issues_count))
        return base_fail_memory(words->diags);
    for (size_t j = 0; j < model->issues_count; j++) {
        issues.keys[j] = model->issues[j].key;
        issues.names[j] = model->issues[j].name;
    }
    return ask_look_up(words, &issues, wanted, issue);
}

ent_status ask_find_option(ask_words *words, uint32_t issue, ask_word wanted, uint32_t *option) {
    const ent_issue *self = &words->model->issues[issue];
    ask_directory options;
    const char *of = base_arena_printf(words->arena, " of '%s'", self->key);
    if (!of || !ask_directory_start(words, &options, "option", of, self->options_count))
        return base_fail_memory(words->diags);
    for (size_t o = 0; o < self->options_count; o++) {
        options.keys[o] = self->options[o].key;
        options.names[o] = self->options[o].name;
    }
    return ask_look_up(words, &options, wanted, option);
}

ent_status ask_find_principal(ask_words *words, ask_word wanted, uint32_t *party) {
    const ent_model *model = words->model;
    ask_directory sides;
    if (!ask_directory_start(words, &sides, "principal", "", model->principals.count))
        return base_fail_memory(words->diags);
    for (size_t p = 0; p < model->principals.count; p++) {
        sides.keys[p] = model->parties[model->principals.at[p]].key;
        sides.names[p] = model->parties[model->principals.at[p]].name;
    }
    uint32_t found = 0;
    const ent_status status = ask_look_up(words, &sides, wanted, &found);
    if (!status)
        *party = model->principals.at[found];
    return status;
}

ent_status ask_find_issue_of(ask_words *words, ask_word text, uint32_t *issue, ask_word *rest) {
    *rest = text;
    const ask_word name = ask_word_next(rest, '=');
    if (name.length == text.length || rest->length == 0)
        return base_fail(words->diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "%s takes issue=option, not '%.*s'", words->label, (int)text.length,
                         text.at);
    return ask_find_issue(words, name, issue);
}
