/* Red lines that somebody typed: by their index, or by the issue that they are about. */
#include "entente/words.h"

#include "ask/names.h"
#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct search {
    ask_words words;
    const ent_red_line *lines;
    size_t count;
} search;

/* "ukraine:0 (army=limited with veto=none|say)" */
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

/* All red lines, or those marked in `which`. */
static ent_status fail_lines(const search *self, const char *problem, ask_word text,
                             const bool *which) {
    char known[ASK_LIST_MAX] = "";
    if (self->count == 0)
        return base_fail(self->words.diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "%s '%.*s': no red line can stop a deal here", self->words.label,
                         (int)text.length, text.at);
    size_t used = 0;
    size_t listed = 0;
    for (size_t i = 0; i < self->count && used + 2 < sizeof known; i++) {
        if (which && !which[i])
            continue;
        if (listed++)
            used += (size_t)snprintf(known + used, sizeof known - used, ", ");
        used += describe_line(self->words.model, self->lines[i], known + used, sizeof known - used);
    }
    return base_fail(self->words.diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "%s '%.*s': %s: %s",
                     self->words.label, (int)text.length, text.at, problem, known);
}

static bool is_owner(const ent_party *owner, ask_word party) {
    return ask_word_is(party, owner->key) || ask_word_is_like(party, owner->name);
}

static bool names_line(const search *self, size_t line, ask_word party, ask_word rest) {
    char index[32];
    snprintf(index, sizeof index, "%u", (unsigned)self->lines[line].index);
    return is_owner(&self->words.model->parties[self->lines[line].party], party) &&
           ask_word_is(rest, index);
}

static bool holds_option(const ent_issue *issue, const ent_term *term, ask_word wanted) {
    for (size_t i = 0; i < term->options.count; i++) {
        const ent_option *option = &issue->options[term->options.at[i]];
        if (wanted.length == 0 || ask_word_is(wanted, option->key) ||
            ask_word_is_like(wanted, option->name))
            return true;
    }
    return false;
}

/* "PARTY:ISSUE" or "PARTY:ISSUE=OPTION" */
static bool tells_of_line(const search *self, size_t line, ask_word party, ask_word rest) {
    const ent_model *model = self->words.model;
    const ent_red_line id = self->lines[line];
    if (!is_owner(&model->parties[id.party], party))
        return false;
    const ask_word name = ask_word_next(&rest, '=');
    const ent_pattern *pattern = &model->parties[id.party].red_lines[id.index];
    for (size_t t = 0; t < pattern->count; t++) {
        const ent_issue *issue = &model->issues[pattern->terms[t].issue];
        if ((ask_word_is(name, issue->key) || ask_word_is_like(name, issue->name)) &&
            holds_option(issue, &pattern->terms[t], rest))
            return true;
    }
    return false;
}

static ent_status lift_one(const search *self, ask_word text, bool *matches, bool *lifted) {
    ask_word rest = text;
    ask_word party = ask_word_next(&rest, ':');
    if (ask_word_is(party, "red_line")) /* as JSON has it */
        party = ask_word_next(&rest, ':');
    size_t found = 0;
    for (int by_issue = 0; by_issue < 2 && !found; by_issue++)
        for (size_t i = 0; i < self->count; i++) {
            matches[i] =
                by_issue ? tells_of_line(self, i, party, rest) : names_line(self, i, party, rest);
            found += matches[i];
        }
    if (found == 0)
        return fail_lines(self, "there is no such red line; there are", text, NULL);
    if (found > 1)
        return fail_lines(self, "that is more than one red line; name one of them", text, matches);
    for (size_t i = 0; i < self->count; i++)
        lifted[i] = lifted[i] || matches[i];
    return ENT_OK;
}

ent_status ent_words_lift(const ent_model *model, const char *label, const char *const *texts,
                          size_t count, bool **lifted, ent_diags *diags) {
    ent_red_line *lines = NULL;
    size_t lines_count = 0;
    *lifted = NULL;
    if (count == 0)
        return ENT_OK;
    if (ent_red_lines(model, &lines, &lines_count) != ENT_OK)
        return base_fail_memory(diags);
    base_arena arena = {0};
    const search self = {{model, label, &arena, diags}, lines, lines_count};
    bool *matches = BASE_NEW(&arena, bool, lines_count + 1);
    bool *flags = matches ? base_malloc(lines_count + 1) : NULL;
    ent_status status = flags ? ENT_OK : base_fail_memory(diags);
    if (flags)
        memset(flags, false, lines_count + 1);
    for (size_t i = 0; i < count && !status; i++)
        status = lift_one(&self, ask_word_of(texts[i]), matches, flags);
    base_arena_clear(&arena);
    free(lines);
    if (status)
        free(flags);
    else
        *lifted = flags;
    return status;
}
