#include "all_numbers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name in a path, letter by letter. */
static void put_name(char *path, const char *name) {
    char *end = path + strlen(path);
    bool quoted = false;
    for (const char *c = name; *c; c++)
        quoted = quoted || *c == '.' || *c == '=' || *c == '"' || *c == '\\';
    if (quoted)
        *end++ = '"';
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            *end++ = '\\';
        *end++ = *name;
    }
    if (quoted)
        *end++ = '"';
    *end = '\0';
}

/* "?" stands for the next argument, a name, "#" for one that is an index. */
static const char *path_of(all_numbers *all, const char *pattern, ...) {
    char path[2000] = "";
    va_list arguments;
    va_start(arguments, pattern);
    for (const char *c = pattern; *c; c++) {
        const size_t length = strlen(path);
        if (*c == '#')
            snprintf(path + length, sizeof path - length, "%zu", va_arg(arguments, size_t));
        else if (*c == '?')
            put_name(path, va_arg(arguments, const char *));
        else
            snprintf(path + length, sizeof path - length, "%c", *c);
    }
    va_end(arguments);
    const char *copy = base_arena_copy(&all->arena, path, strlen(path));
    if (!copy)
        abort();
    return copy;
}

static void add(all_numbers *all, const char *path, const ent_number *number) {
    if (all->count == all->room) {
        all->room = all->room ? 2 * all->room : 64;
        ent_number_entry *at = realloc(all->at, all->room * sizeof *at);
        if (!at)
            abort();
        all->at = at;
    }
    all->at[all->count++] = (ent_number_entry){path, number};
}

static void add_party(all_numbers *all, const ent_model *model, const ent_party *party) {
    if (party->has_walk_away)
        add(all, path_of(all, "parties.?.walk_away", party->key), &party->walk_away);
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &model->issues[j];
        const ent_preference *wish = &party->preferences[j];
        if (!wish->given)
            continue;
        add(all, path_of(all, "parties.?.preferences.?.weight", party->key, issue->key),
            &wish->weight);
        for (size_t o = 0; o < issue->options_count; o++)
            add(all,
                path_of(all, "parties.?.preferences.?.values.?", party->key, issue->key,
                        issue->options[o].key),
                &wish->values[o]);
    }
    for (size_t l = 0; l < party->linkages_count; l++)
        add(all, path_of(all, "parties.?.linkages.#.bonus", party->key, l),
            &party->linkages[l].bonus);
}

static void add_each(all_numbers *all, const ent_model *model, const char *above,
                     const ent_party_numbers *numbers) {
    for (size_t i = 0; i < numbers->count; i++) {
        const char *below = path_of(all, "?", model->parties[numbers->at[i].party].key);
        char path[2000];
        snprintf(path, sizeof path, "%s.%s", above, below);
        add(all, base_arena_copy(&all->arena, path, strlen(path)), &numbers->at[i].number);
    }
}

static void add_move(all_numbers *all, const ent_model *model, const ent_factor *factor, size_t m) {
    const ent_move *move = &factor->moves[m];
    add(all, path_of(all, "time.world.?.moves.#.chance", factor->key, m), &move->chance);
    if (move->has_rising)
        add(all, path_of(all, "time.world.?.moves.#.rising", factor->key, m), &move->rising);
    add_each(all, model, path_of(all, "time.world.?.moves.#.when_rejected_by", factor->key, m),
             &move->blame);
}

static void add_effect(all_numbers *all, const ent_model *model, size_t e) {
    const ent_effect *effect = &model->time.effects[e];
    add_each(all, model, path_of(all, "time.effects.#.walk_away", e), &effect->walk_away);
    for (size_t i = 0; i < effect->changes_count; i++) {
        const ent_value_change *change = &effect->changes[i];
        const char *party = model->parties[change->party].key;
        const ent_issue *issue = &model->issues[change->issue];
        if (change->option == ENT_NONE)
            add(all, path_of(all, "time.effects.#.weights.?.?", e, party, issue->key),
                &change->number);
        else
            add(all,
                path_of(all, "time.effects.#.values.?.?.?", e, party, issue->key,
                        issue->options[change->option].key),
                &change->number);
    }
}

void all_numbers_find(all_numbers *all, const ent_model *model) {
    *all = (all_numbers){0};
    for (size_t p = 0; p < model->parties_count; p++)
        add_party(all, model, &model->parties[p]);
    for (size_t r = 0; r < model->roadmaps_count; r++)
        if (model->roadmaps[r].has_end)
            add(all, path_of(all, "roadmaps.?.ends_in.chance", model->roadmaps[r].key),
                &model->roadmaps[r].end_chance);
    if (!model->has_time)
        return;
    add_each(all, model, "time.proposer", &model->time.proposer_chances);
    add_each(all, model, "time.discount", &model->time.discount);
    for (size_t f = 0; f < model->time.factors_count; f++)
        for (size_t m = 0; m < model->time.factors[f].moves_count; m++)
            add_move(all, model, &model->time.factors[f], m);
    for (size_t e = 0; e < model->time.effects_count; e++)
        add_effect(all, model, e);
}

void all_numbers_free(all_numbers *all) {
    free(all->at);
    base_arena_clear(&all->arena);
}
