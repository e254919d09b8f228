#include "copy_model.h"

#include <stdlib.h>
#include <string.h>

static void *fresh(copied_model *copy, size_t count, size_t size) {
    void *memory = base_arena_alloc(&copy->arena, count, size);
    if (!memory)
        abort();
    return memory;
}

static void *duplicate(copied_model *copy, const void *from, size_t count, size_t room,
                       size_t size) {
    void *memory = fresh(copy, count + room, size);
    if (count)
        memcpy(memory, from, count * size);
    return memory;
}

static void copy_party(copied_model *copy, ent_party *party, copied_party *inside, size_t room) {
    const size_t issues = copy->model.issues_count;
    inside->preferences =
        duplicate(copy, party->preferences, issues, 0, sizeof *inside->preferences);
    inside->values = fresh(copy, issues, sizeof *inside->values);
    for (size_t j = 0; j < issues; j++) {
        if (!inside->preferences[j].given)
            continue;
        inside->values[j] = duplicate(copy, party->preferences[j].values,
                                      copy->issues[j].options_count, room, sizeof(ent_number));
        inside->preferences[j].values = inside->values[j];
    }
    inside->linkages =
        duplicate(copy, party->linkages, party->linkages_count, 0, sizeof *inside->linkages);
    inside->red_lines =
        duplicate(copy, party->red_lines, party->red_lines_count, 0, sizeof *inside->red_lines);
    party->preferences = inside->preferences;
    party->linkages = inside->linkages;
    party->red_lines = inside->red_lines;
}

void copy_model(copied_model *copy, const ent_model *original, size_t room) {
    *copy = (copied_model){.model = *original};
    const size_t issues = original->issues_count;
    copy->issues = duplicate(copy, original->issues, issues, 0, sizeof *copy->issues);
    copy->options = fresh(copy, issues, sizeof *copy->options);
    for (size_t j = 0; j < issues; j++) {
        copy->options[j] = duplicate(copy, original->issues[j].options,
                                     original->issues[j].options_count, room, sizeof(ent_option));
        copy->issues[j].options = copy->options[j];
    }
    copy->rules = duplicate(copy, original->rules, original->rules_count, 0, sizeof *copy->rules);
    copy->parties =
        duplicate(copy, original->parties, original->parties_count, 0, sizeof *copy->parties);
    copy->inside = fresh(copy, original->parties_count, sizeof *copy->inside);
    for (size_t p = 0; p < original->parties_count; p++)
        copy_party(copy, &copy->parties[p], &copy->inside[p], room);
    copy->principals = duplicate(copy, original->principals.at, original->principals.count, 0,
                                 sizeof *copy->principals);
    copy->model.issues = copy->issues;
    copy->model.rules = copy->rules;
    copy->model.parties = copy->parties;
    copy->model.principals.at = copy->principals;
}

void copied_model_free(copied_model *copy) {
    base_arena_clear(&copy->arena);
}

/* ---- moving ---- */

static int by_size(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_issue(const void *a, const void *b) {
    const uint32_t x = ((const ent_term *)a)->issue;
    const uint32_t y = ((const ent_term *)b)->issue;
    return (x > y) - (x < y);
}

static ent_ids moved_ids(copied_model *copy, ent_ids ids, const uint32_t *to) {
    uint32_t *at = fresh(copy, ids.count, sizeof *at);
    for (size_t i = 0; i < ids.count; i++)
        at[i] = to[ids.at[i]];
    if (ids.count)
        qsort(at, ids.count, sizeof *at, by_size);
    return (ent_ids){ids.count, at};
}

typedef struct motion {
    const uint32_t *issues;  /* or NULL */
    uint32_t issue;          /* whose options move, in old numbers */
    const uint32_t *options; /* or NULL */
} motion;

static void move_pattern(copied_model *copy, ent_pattern *pattern, const motion *how) {
    ent_term *terms = duplicate(copy, pattern->terms, pattern->count, 0, sizeof *terms);
    for (size_t t = 0; t < pattern->count; t++) {
        if (how->options && terms[t].issue == how->issue)
            terms[t].options = moved_ids(copy, terms[t].options, how->options);
        if (how->issues)
            terms[t].issue = how->issues[terms[t].issue];
    }
    if (pattern->count)
        qsort(terms, pattern->count, sizeof *terms, by_issue);
    pattern->terms = terms;
}

static void move_patterns(copied_model *copy, const motion *how) {
    move_pattern(copy, &copy->model.settlement, how);
    for (size_t r = 0; r < copy->model.rules_count; r++) {
        move_pattern(copy, &copy->rules[r].when, how);
        move_pattern(copy, &copy->rules[r].then, how);
    }
    for (size_t p = 0; p < copy->model.parties_count; p++) {
        for (size_t i = 0; i < copy->parties[p].linkages_count; i++)
            move_pattern(copy, &copy->inside[p].linkages[i].when, how);
        for (size_t i = 0; i < copy->parties[p].red_lines_count; i++)
            move_pattern(copy, &copy->inside[p].red_lines[i], how);
    }
}

/* Put the `count` things of `size` bytes in their new places. */
static void permute(copied_model *copy, void *things, size_t count, size_t size,
                    const uint32_t *to) {
    const unsigned char *old = duplicate(copy, things, count, 0, size);
    for (size_t i = 0; i < count; i++)
        memcpy((unsigned char *)things + to[i] * size, old + i * size, size);
}

void copy_move_issues(copied_model *copy, const uint32_t *to) {
    const size_t count = copy->model.issues_count;
    permute(copy, copy->issues, count, sizeof *copy->issues, to);
    permute(copy, copy->options, count, sizeof *copy->options, to);
    for (size_t p = 0; p < copy->model.parties_count; p++) {
        permute(copy, copy->inside[p].preferences, count, sizeof(ent_preference), to);
        permute(copy, copy->inside[p].values, count, sizeof(ent_number *), to);
    }
    move_patterns(copy, &(motion){.issues = to});
}

void copy_move_options(copied_model *copy, uint32_t issue, const uint32_t *to) {
    const size_t count = copy->issues[issue].options_count;
    permute(copy, copy->options[issue], count, sizeof(ent_option), to);
    for (size_t p = 0; p < copy->model.parties_count; p++)
        if (copy->inside[p].values[issue])
            permute(copy, copy->inside[p].values[issue], count, sizeof(ent_number), to);
    move_patterns(copy, &(motion){.issue = issue, .options = to});
}

void copy_move_parties(copied_model *copy, const uint32_t *to) {
    const size_t count = copy->model.parties_count;
    permute(copy, copy->parties, count, sizeof *copy->parties, to);
    permute(copy, copy->inside, count, sizeof *copy->inside, to);
    copy->model.principals = moved_ids(copy, copy->model.principals, to);
    for (size_t j = 0; j < copy->model.issues_count; j++)
        for (size_t o = 0; o < copy->issues[j].options_count; o++)
            copy->options[j][o].needs = moved_ids(copy, copy->options[j][o].needs, to);
    ent_party_numbers *discount = &copy->model.time.discount;
    ent_party_number *numbers = duplicate(copy, discount->at, discount->count, 0, sizeof *numbers);
    for (size_t i = 0; i < discount->count; i++)
        numbers[i].party = to[numbers[i].party];
    discount->at = numbers;
}
