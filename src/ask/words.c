/* Options, packages, sides, peers and days that somebody typed. */
#include "entente/words.h"

#include "ask/names.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAIL(words, ...) base_fail((words)->diags, ENT_ERR_ARG, NULL, 0, 0, NULL, __VA_ARGS__)

/* --- what may be chosen ------------------------------------------------------------------------
 */

/* The pointers and, behind them, the flags that they point to: one piece of memory. */
static const bool **allow_everything(const ent_model *model) {
    size_t options = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        options += model->issues[j].options_count;
    const bool **within =
        base_malloc(model->issues_count * sizeof *within + options * sizeof **within);
    bool *flags = within ? (bool *)(void *)(within + model->issues_count) : NULL;
    for (size_t j = 0; within && j < model->issues_count; j++) {
        memset(flags, true, model->issues[j].options_count);
        within[j] = flags;
        flags += model->issues[j].options_count;
    }
    return within;
}

static ent_status fix_one(ask_words *words, const char *text, bool *seen, const bool **within) {
    uint32_t j = 0;
    ask_word rest;
    ent_status status = ask_find_issue_of(words, ask_word_of(text), &j, &rest);
    if (status)
        return status;
    const ent_issue *issue = &words->model->issues[j];
    if (seen[j])
        return FAIL(words, "%s fixes '%s' twice; for either of two options write %s=one,other",
                    words->label, issue->key, issue->key);
    seen[j] = true;
    bool *flags = (bool *)(void *)(within + words->model->issues_count) + (within[j] - within[0]);
    memset(flags, false, issue->options_count);
    while (rest.length && !status) {
        uint32_t o = 0;
        status = ask_find_option(words, j, ask_word_next(&rest, ','), &o);
        if (!status)
            flags[o] = true;
    }
    return status;
}

ent_status ent_words_within(const ent_model *model, const char *label, const char *const *texts,
                            size_t count, const bool ***within, ent_diags *diags) {
    if (count == 0) {
        *within = NULL;
        return ENT_OK;
    }
    base_arena arena = {0};
    ask_words words = {model, label, &arena, diags};
    bool *seen = BASE_NEW(&arena, bool, model->issues_count);
    const bool **flags = seen ? allow_everything(model) : NULL;
    ent_status status = flags ? ENT_OK : base_fail_memory(diags);
    for (size_t i = 0; i < count && !status; i++)
        status = fix_one(&words, texts[i], seen, flags);
    base_arena_clear(&arena);
    if (status)
        free(flags);
    else
        *within = flags;
    return status;
}

/* --- packages ----------------------------------------------------------------------------------
 */

/* Packages that the model names: its own, and the offers of its rounds. */
typedef struct shelf {
    ask_directory names;
    const ent_pattern **sets;
} shelf;

/* How many offers of the same side come before this one in its round. */
static size_t count_before(const ent_round *round, size_t offer) {
    size_t before = 0;
    for (size_t i = 0; i < offer; i++)
        before += round->offers[i].by == round->offers[offer].by;
    return before;
}

/* By the number of its round, and by the day. */
static bool name_offer(ask_words *words, size_t r, size_t offer, const char **number,
                       const char **day) {
    const ent_round *round = &words->model->rounds[r];
    const char *by = words->model->parties[round->offers[offer].by].key;
    const size_t before = count_before(round, offer);
    char more[32] = "";
    if (before)
        snprintf(more, sizeof more, "/%zu", before + 1);
    char date[BASE_DATE_TEXT];
    *number = base_arena_printf(words->arena, "round-%zu/%s%s", r + 1, by, more);
    *day = base_arena_printf(words->arena, "%s/%s%s", base_date_print(round->date, date), by, more);
    return *number && *day;
}

static bool shelf_fill(ask_words *words, shelf *self) {
    const ent_model *model = words->model;
    size_t all = model->packages_count;
    for (size_t r = 0; r < model->rounds_count; r++)
        all += model->rounds[r].offers_count;
    self->sets = BASE_NEW(words->arena, const ent_pattern *, all + 1);
    if (!self->sets || !ask_directory_start(words, &self->names, "package", "", all))
        return false;
    size_t at = 0;
    for (; at < model->packages_count; at++) {
        self->names.keys[at] = model->packages[at].key;
        self->sets[at] = &model->packages[at].sets;
    }
    for (size_t r = 0; r < model->rounds_count; r++)
        for (size_t i = 0; i < model->rounds[r].offers_count; i++, at++) {
            if (!name_offer(words, r, i, &self->names.keys[at], &self->names.names[at]))
                return false;
            self->sets[at] = &model->rounds[r].offers[i].package;
        }
    return true;
}

static ent_status take_named(ask_words *words, ask_word name, uint32_t *package) {
    shelf known;
    uint32_t found = 0;
    if (!shelf_fill(words, &known))
        return base_fail_memory(words->diags);
    if (known.names.count == 0)
        return FAIL(words, "%s takes issue=option,issue=option; the model names no package '%.*s'",
                    words->label, (int)name.length, name.at);
    const ent_status status = ask_look_up(words, &known.names, name, &found);
    for (size_t t = 0; !status && t < known.sets[found]->count; t++)
        package[known.sets[found]->terms[t].issue] = known.sets[found]->terms[t].options.at[0];
    return status;
}

static ent_status take_choice(ask_words *words, ask_word text, bool *seen, uint32_t *package) {
    uint32_t j = 0;
    ask_word rest;
    const ent_status status = ask_find_issue_of(words, text, &j, &rest);
    if (status)
        return status;
    if (seen[j])
        return FAIL(words, "%s settles '%s' twice", words->label, words->model->issues[j].key);
    seen[j] = true;
    return ask_find_option(words, j, rest, &package[j]);
}

static ent_status take_package(ask_words *words, const char *text, bool *seen, uint32_t *package) {
    ask_word left = ask_word_of(text);
    if (left.length == 0)
        return FAIL(words, "%s takes a package: issue=option,issue=option", words->label);
    ent_status status = ENT_OK;
    for (bool first = true; left.length && !status; first = false) {
        const ask_word piece = ask_word_next(&left, ',');
        status = first && !memchr(piece.at, '=', piece.length)
                     ? take_named(words, piece, package)
                     : take_choice(words, piece, seen, package);
    }
    return status;
}

ent_status ent_words_package(const ent_model *model, const char *label, const char *text,
                             uint32_t **package, ent_diags *diags) {
    base_arena arena = {0};
    ask_words words = {model, label, &arena, diags};
    bool *seen = BASE_NEW(&arena, bool, model->issues_count);
    uint32_t *chosen = seen ? base_malloc(model->issues_count * sizeof *chosen) : NULL;
    if (chosen)
        memset(chosen, 0, model->issues_count * sizeof *chosen);
    const ent_status status =
        chosen ? take_package(&words, text, seen, chosen) : base_fail_memory(diags);
    base_arena_clear(&arena);
    if (status)
        free(chosen);
    else
        *package = chosen;
    return status;
}

/* --- sides -------------------------------------------------------------------------------------
 */

ent_status ent_words_principal(const ent_model *model, const char *label, const char *text,
                               uint32_t *party, ent_diags *diags) {
    base_arena arena = {0};
    ask_words words = {model, label, &arena, diags};
    const ent_status status = ask_find_principal(&words, ask_word_of(text), party);
    base_arena_clear(&arena);
    return status;
}

static ent_status mark_principals(ask_words *words, const char *text, bool *wanted) {
    ask_word left = ask_word_of(text);
    ent_status status = ENT_OK;
    while (left.length && !status) {
        uint32_t party = 0;
        status = ask_find_principal(words, ask_word_next(&left, ','), &party);
        if (!status)
            wanted[party] = true;
    }
    return status;
}

ent_status ent_words_principals(const ent_model *model, const char *label, const char *text,
                                uint32_t *parties, size_t *count, ent_diags *diags) {
    bool wanted[ENT_PARTIES_MAX] = {false};
    base_arena arena = {0};
    ask_words words = {model, label, &arena, diags};
    const ent_status status = mark_principals(&words, text, wanted);
    base_arena_clear(&arena);
    if (status)
        return status;
    size_t found = 0;
    for (uint32_t p = 0; p < model->parties_count && found < ENT_PRINCIPALS_MAX; p++)
        if (wanted[p])
            parties[found++] = p;
    *count = found;
    return found >= 2 ? ENT_OK
                      : FAIL(&words, "%s takes two or more principals, as in %s %s,%s", label,
                             label, model->parties[model->principals.at[0]].key,
                             model->parties[model->principals.at[1]].key);
}

/* --- peers and days ----------------------------------------------------------------------------
 */

ent_status ent_words_peer(const char *label, const char *text, ent_peer *peer, ent_diags *diags) {
    const char *names[ENT_PEERS];
    for (int p = 0; p < ENT_PEERS; p++) {
        names[p] = ent_peer_name((ent_peer)p);
        if (strcmp(names[p], text) != 0)
            continue;
        *peer = (ent_peer)p;
        return ENT_OK;
    }
    const char *nearest = base_nearest(text, names, ENT_PEERS, NULL);
    return nearest ? base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                               "%s knows no '%s'; did you mean '%s'?", label, text, nearest)
                   : base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                               "%s knows no '%s'; it knows genius, geniusweb, negmas, negolog",
                               label, text);
}

ent_status ent_words_round(const ent_model *model, ent_date day, uint32_t *round,
                           ent_diags *diags) {
    char dates[ASK_LIST_MAX] = "none";
    size_t used = 0;
    for (uint32_t r = 0; r < model->rounds_count; r++) {
        char date[BASE_DATE_TEXT];
        if (base_date_compare(model->rounds[r].date, day) == 0) {
            *round = r;
            return ENT_OK;
        }
        if (used < sizeof dates - 16)
            used += (size_t)snprintf(dates + used, sizeof dates - used, "%s%s", used ? ", " : "",
                                     base_date_print(model->rounds[r].date, date));
    }
    return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                     "the model has no round on that day; it has: %s", dates);
}
