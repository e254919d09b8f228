/* A model's numbers by path, and a copy of them that can be set.
 *
 * What holds numbers is copied array by array; the rest is shared. The entries of
 * ent_model.numbers point into those arrays, and the path of a number says nothing that a program
 * could follow cheaply, so the copies are found by address: each copied array is noted with the one
 * that it was made of, and an entry that points into the one at some offset points into the other
 * at the same. */
#include "entente/vary.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "model/copy.h"
#include "model/path.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- paths --- */

/* Numbers that lie below a path; `first` is one of them. */
static size_t count_below(const char *path, const char *const *paths, size_t count,
                          const char **first) {
    const size_t length = strlen(path);
    size_t below = 0;
    for (size_t i = 0; i < count; i++)
        if (strncmp(paths[i], path, length) == 0 && paths[i][length] == '.' && below++ == 0)
            *first = paths[i];
    return below;
}

/* The nearest is looked for in file order, so that ties go to the earlier number. */
static ent_status fail_unknown(const char *path, const char *const *paths, size_t count,
                               ent_diags *diags) {
    const char *first = NULL;
    const size_t below = count_below(path, paths, count, &first);
    if (below > 0)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, path,
                         "not a number by itself, but %zu lie below, such as '%s'", below, first);
    const char *nearest = base_nearest(path, paths, count, NULL);
    if (nearest)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, path,
                         "there is no such number (did you mean '%s'?)", nearest);
    return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, path,
                     count ? "there is no such number (check --numbers lists them)"
                           : "there is no such number (the model lists none)");
}

ent_status ent_model_find_number(const ent_model *model, const char *path, uint32_t *index,
                                 ent_diags *diags) {
    char tidy[MODEL_PATH_BYTES];
    const bool is_path = model_path_tidy(path, tidy);
    for (size_t i = 0; is_path && i < model->numbers_count; i++) {
        if (strcmp(model->numbers[i].path, tidy) != 0)
            continue;
        *index = (uint32_t)i;
        return ENT_OK;
    }
    base_arena arena = {0};
    const char **paths = BASE_NEW(&arena, const char *, model->numbers_count);
    for (size_t i = 0; paths && i < model->numbers_count; i++)
        paths[i] = model->numbers[i].path;
    const ent_status status =
        paths ? fail_unknown(is_path ? tidy : path, paths, model->numbers_count, diags)
              : base_fail_memory(diags);
    base_arena_clear(&arena);
    return status;
}

/* --- the copy --- */

struct ent_variation {
    const ent_model *original;
    ent_model model;
    ent_number **numbers;  /* [numbers] what the entries of `model` point at */
    const char **paths;    /* [numbers] in file order */
    const char ***by_path; /* [numbers] places in `paths`, sorted by what they hold */
    base_arena arena;
};

typedef struct block {
    struct block *next;
    uintptr_t from; /* the original array */
    size_t bytes;
    char *copy;
} block;

typedef struct copier {
    base_arena *arena;  /* what the variation keeps */
    base_arena scratch; /* blocks */
    block *blocks;
    size_t blocks_count;
    bool is_out_of_memory;
} copier;

static void note_block(copier *c, const void *from, size_t bytes, void *copy) {
    block *made = bytes && copy ? BASE_NEW(&c->scratch, block, 1) : NULL;
    if (!copy || (bytes && !made))
        c->is_out_of_memory = true;
    if (!made)
        return;
    *made = (block){c->blocks, (uintptr_t)from, bytes, copy};
    c->blocks = made;
    c->blocks_count++;
}

static void *duplicate(copier *c, const void *from, size_t count, size_t size) {
    void *copy = base_arena_alloc(c->arena, count, size);
    if (copy && count)
        memcpy(copy, from, count * size);
    note_block(c, from, count * size, copy);
    return copy;
}

#define DUPLICATE(c, from, count) duplicate((c), (from), (count), sizeof *(from))

static void copy_preferences(copier *c, const ent_model *model, uint32_t p, ent_party *party,
                             ent_number **values) {
    ent_preference *preferences = model_copy_preferences(c->arena, model, p, values);
    note_block(c, party->preferences, model->issues_count * sizeof *preferences, preferences);
    if (!preferences)
        return;
    for (size_t j = 0; j < model->issues_count; j++)
        if (values[j])
            note_block(c, party->preferences[j].values,
                       model->issues[j].options_count * sizeof(ent_number), values[j]);
    party->preferences = preferences;
}

static void copy_parties(copier *c, ent_model *model) {
    ent_party *parties = model_copy_parties(c->arena, model);
    ent_number **values = BASE_NEW(&c->scratch, ent_number *, model->issues_count);
    note_block(c, model->parties, model->parties_count * sizeof *parties, parties);
    if (!parties || !values) {
        c->is_out_of_memory = true;
        return;
    }
    for (uint32_t p = 0; p < model->parties_count; p++) {
        copy_preferences(c, model, p, &parties[p], values);
        parties[p].linkages = DUPLICATE(c, parties[p].linkages, parties[p].linkages_count);
    }
    model->parties = parties;
}

static void copy_amounts(copier *c, ent_party_numbers *numbers) {
    numbers->at = DUPLICATE(c, numbers->at, numbers->count);
}

static void copy_moves(copier *c, ent_factor *factor) {
    ent_move *moves = DUPLICATE(c, factor->moves, factor->moves_count);
    for (size_t m = 0; moves && m < factor->moves_count; m++)
        copy_amounts(c, &moves[m].blame);
    factor->moves = moves;
}

static void copy_time(copier *c, ent_time *time) {
    copy_amounts(c, &time->proposer_chances);
    copy_amounts(c, &time->discount);
    ent_factor *factors = DUPLICATE(c, time->factors, time->factors_count);
    for (size_t f = 0; factors && f < time->factors_count; f++)
        copy_moves(c, &factors[f]);
    time->factors = factors;
    ent_effect *effects = DUPLICATE(c, time->effects, time->effects_count);
    for (size_t e = 0; effects && e < time->effects_count; e++) {
        copy_amounts(c, &effects[e].walk_away);
        effects[e].changes = DUPLICATE(c, effects[e].changes, effects[e].changes_count);
    }
    time->effects = effects;
}

/* Everything that holds an ent_number. The rest of `model` stays what it was copied from. */
static void copy_holders(copier *c, ent_model *model) {
    copy_parties(c, model);
    model->roadmaps = DUPLICATE(c, model->roadmaps, model->roadmaps_count);
    copy_time(c, &model->time);
    model->owner = NULL; /* ent_model_free takes nothing away from the variation */
}

/* --- its numbers --- */

static int compare_blocks(const void *left, const void *right) {
    const block *a = left;
    const block *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

static block *sort_blocks(copier *c) {
    block *sorted = BASE_NEW(&c->scratch, block, c->blocks_count);
    size_t count = 0;
    for (const block *next = c->blocks; sorted && next; next = next->next)
        sorted[count++] = *next;
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, compare_blocks);
    return sorted;
}

/* The copy of a number of the original; NULL if it lies in no copied array. */
static ent_number *find_copy(const block *sorted, size_t count, const ent_number *number) {
    const uintptr_t at = (uintptr_t)number;
    size_t low = 0;
    size_t high = count; /* the first block that begins behind `at` */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle].from <= at)
            low = middle + 1;
        else
            high = middle;
    }
    const block *near = low ? &sorted[low - 1] : NULL;
    if (!near || at - near->from >= near->bytes)
        return NULL;
    return (ent_number *)(void *)(near->copy + (at - near->from));
}

static int compare_paths(const void *left, const void *right) {
    const char *const *const *a = left;
    const char *const *const *b = right;
    const int order = strcmp(**a, **b);
    return order ? order : (*a > *b) - (*a < *b);
}

static ent_status link_numbers(copier *c, ent_variation *self, ent_diags *diags) {
    const size_t count = self->model.numbers_count;
    ent_number_entry *entries = BASE_NEW(c->arena, ent_number_entry, count);
    const block *sorted = sort_blocks(c);
    self->numbers = BASE_NEW(c->arena, ent_number *, count);
    self->paths = BASE_NEW(c->arena, const char *, count);
    self->by_path = BASE_NEW(c->arena, const char **, count);
    if (!entries || !sorted || !self->numbers || !self->paths || !self->by_path)
        return base_fail_memory(diags);
    for (size_t i = 0; i < count; i++) {
        const ent_number_entry *entry = &self->original->numbers[i];
        self->numbers[i] = find_copy(sorted, c->blocks_count, entry->number);
        if (!self->numbers[i])
            return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, entry->path,
                             "the model lists this number, but does not hold it");
        self->paths[i] = entry->path;
        self->by_path[i] = &self->paths[i];
        entries[i] = (ent_number_entry){entry->path, self->numbers[i]};
    }
    if (count > 1)
        qsort(self->by_path, count, sizeof(const char **), compare_paths);
    self->model.numbers = entries;
    return ENT_OK;
}

ent_status ent_variation_new(const ent_model *model, ent_variation **variation, ent_diags *diags) {
    ent_variation *self = base_malloc(sizeof *self);
    if (!self)
        return base_fail_memory(diags);
    *self = (ent_variation){.original = model, .model = *model};
    copier c = {.arena = &self->arena};
    copy_holders(&c, &self->model);
    const ent_status status =
        c.is_out_of_memory ? base_fail_memory(diags) : link_numbers(&c, self, diags);
    base_arena_clear(&c.scratch);
    if (status == ENT_OK)
        *variation = self;
    else
        ent_variation_free(self);
    return status;
}

void ent_variation_free(ent_variation *variation) {
    if (!variation)
        return;
    base_arena_clear(&variation->arena);
    free(variation);
}

const ent_model *ent_variation_model(const ent_variation *variation) {
    return &variation->model;
}

ent_status ent_variation_find(const ent_variation *variation, const char *path, uint32_t *index,
                              ent_diags *diags) {
    const size_t count = variation->model.numbers_count;
    char tidy[MODEL_PATH_BYTES];
    const bool is_path = model_path_tidy(path, tidy);
    size_t low = 0;
    size_t high = is_path ? count : 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(*variation->by_path[middle], tidy) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!is_path || low == count || strcmp(*variation->by_path[low], tidy) != 0)
        return fail_unknown(is_path ? tidy : path, variation->paths, count, diags);
    *index = (uint32_t)(variation->by_path[low] - variation->paths);
    return ENT_OK;
}

/* --- setting --- */

ent_status ent_variation_set(ent_variation *variation, uint32_t index, const ent_number *number,
                             ent_diags *diags) {
    if (index >= variation->model.numbers_count)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "there is no number %u (the model has %zu, from 0)", (unsigned)index,
                         variation->model.numbers_count);
    if (!isfinite(number->low.value) || !isfinite(number->likely.value) ||
        !isfinite(number->high.value))
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, variation->paths[index],
                         "a number must be finite");
    ent_number *to = variation->numbers[index];
    to->spread = number->spread;
    to->low = number->low;
    to->likely = number->likely;
    to->high = number->high;
    return ENT_OK;
}

/* The decimal of fewest places that the double is nearest to. Digits and powers are whole numbers
 * that doubles hold, so each quotient is the double nearest to the decimal. */
static ent_decimal decimal_of(double value) {
    enum { DECIMALS_MAX = 15 };
    static const double DIGITS_MAX = 9007199254740992.0;
    double power = 1;
    for (uint8_t decimals = 0; decimals <= DECIMALS_MAX; decimals++, power *= 10) {
        const double digits = nearbyint(value * power);
        if (!(fabs(digits) <= DIGITS_MAX))
            break;
        if (digits / power == value)
            return (ent_decimal){digits / power + 0.0, (int64_t)digits, decimals, true};
    }
    return (ent_decimal){.value = value};
}

ent_status ent_variation_set_value(ent_variation *variation, uint32_t index, double value,
                                   ent_diags *diags) {
    const ent_decimal point = decimal_of(value);
    const ent_number number = {.spread = ENT_POINT, .low = point, .likely = point, .high = point};
    return ent_variation_set(variation, index, &number, diags);
}

void ent_variation_reset(ent_variation *variation) {
    for (size_t i = 0; i < variation->model.numbers_count; i++)
        *variation->numbers[i] = *variation->original->numbers[i].number;
}

ent_status ent_variation_check(const ent_variation *variation, ent_diags *diags) {
    return ent_model_check(&variation->model, diags);
}
