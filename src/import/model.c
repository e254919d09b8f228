/*
 * From what a scenario says to a model.
 *
 * A model normalises weights and keeps utilities in [0,1]. Where weights are not negative, values
 * lie in [0,1] and the reservation between 0 and the sum of weights W, numbers are taken over as
 * they stand and utilities are those of the file divided by W. Otherwise an issue weighs what is
 * at stake in it, the largest minus the smallest weight x value, and all utilities and the
 * reservation are mapped onto [0,1] together. Both maps are affine and kept in ent_import_scale.
 */
#include "base/diag.h"
#include "base/utf8.h"
#include "import/import.h"
#include "model/check.h"
#include "model/path.h"
#include "spelling/spelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- keys: lower-case words made of names, distinct within one list --- */

typedef struct key_set {
    importer *self;
    const char **slots;
    size_t size; /* a power of two, at least twice the number of keys */
} key_set;

/* Add a key; false if it is there already. */
static bool key_set_add(key_set *set, const char *key) {
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (const char *c = key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    size_t slot = (size_t)hash & (set->size - 1);
    while (set->slots[slot]) {
        if (!strcmp(set->slots[slot], key))
            return false;
        slot = (slot + 1) & (set->size - 1);
    }
    set->slots[slot] = key;
    return true;
}

static bool key_set_make(key_set *set, importer *self, size_t keys) {
    size_t size = 4;
    while (size < 2 * (keys + 1))
        size *= 2;
    *set =
        (key_set){.self = self, .size = size, .slots = BASE_NEW(self->arena, const char *, size)};
    if (!set->slots)
        return import_fail_memory(self);
    key_set_add(set, "because"); /* means something else in every map */
    return true;
}

/* With a number behind it a key has at most 40 letters: as much as messages and paths show. */
#define KEY_LENGTH_MAX 33

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters and digits in lower case, everything between them a hyphen, a sign spelt out. */
static size_t write_slug(const char *name, char slug[KEY_LENGTH_MAX + 8]) {
    size_t length = 0;
    if (name[0] == '-' && (is_digit(name[1]) || name[1] == '.')) {
        memcpy(slug, "minus-", 6);
        length = 6;
    }
    bool gap = false;
    for (const char *c = name; *c && length < KEY_LENGTH_MAX; c++) {
        if (!is_digit(*c) && !is_letter(*c)) {
            gap = length > 0 && slug[length - 1] != '-';
            continue;
        }
        if (gap)
            slug[length++] = '-';
        gap = false;
        slug[length++] = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    }
    slug[length] = '\0';
    return length;
}

/* A key for `name` that the set does not hold; `what` stands in for a name without letters. */
static const char *make_key(key_set *set, const char *name, const char *what) {
    char slug[KEY_LENGTH_MAX + 8];
    const char *base = write_slug(name, slug) ? slug : what;
    const char *key = base_arena_copy(set->self->arena, base, strlen(base));
    for (unsigned twin = 2; key && !key_set_add(set, key); twin++)
        key = base_arena_printf(set->self->arena, "%s-%u", base, twin);
    if (!key)
        import_fail_memory(set->self);
    return key;
}

/* --- names, for people: what the reader of models accepts --- */

#define CUT "..."

/* Room for a number behind a name that stands twice. */
#define NAME_MAX_HERE (ENT_TITLE_MAX - 10)

static bool is_blank(const char *text, uint32_t point, size_t size) {
    char one[8] = "";
    memcpy(one, text, size);
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || spelling_is_blank(one);
}

/* Blanks and control characters become one blank between words; what cannot be seen is left out.
 * Returns the length. */
static size_t drop_unseen(char *text) {
    size_t used = 0;
    for (size_t i = 0, size; text[i]; i += size) {
        const uint32_t point = base_utf8_next(text + i, &size);
        if (is_blank(text + i, point, size)) {
            if (used && text[used - 1] != ' ')
                text[used++] = ' ';
        } else if (point < 0x80 || !spelling_find_unseen(text + i, size, SPELLING_TITLE)) {
            for (size_t k = 0; k < size; k++)
                text[used++] = text[i + k];
        }
    }
    used -= used && text[used - 1] == ' ';
    text[used] = '\0';
    return used;
}

/* A name as people read it: without what no model file holds, one spelling, not too long. */
static const char *clean_name(importer *self, const char *text, const char *otherwise) {
    char *copy = base_arena_copy(self->arena, text, strlen(text));
    size_t length = copy ? drop_unseen(copy) : 0;
    const char *name = copy ? spelling_normal(self->arena, copy, &length) : NULL;
    const size_t fit = name ? base_utf8_bytes(name, length, NAME_MAX_HERE) : 0;
    if (name && fit < length)
        name = base_arena_printf(self->arena, "%.*s" CUT, (int)fit, name);
    if (!name)
        import_fail_memory(self);
    return name && spelling_is_blank(name) ? otherwise : name;
}

/* The same, with a number behind it where the set holds it already. */
static const char *distinct_name(key_set *names, const char *text, const char *otherwise) {
    const char *clean = clean_name(names->self, text, otherwise);
    const char *name = clean;
    for (unsigned twin = 2; name && !key_set_add(names, name); twin++) {
        name = base_arena_printf(names->self->arena, "%s (%u)", clean, twin);
        if (!name)
            import_fail_memory(names->self);
    }
    return name;
}

/* --- scale --- */

/* What the sums of a party can be, and how each is mapped. */
typedef struct mapping {
    bool as_written;
    ent_decimal *least_of; /* [issues] smallest weight x value */
    ent_decimal *most_of;
    ent_decimal least; /* of the sum */
    ent_decimal most;
    ent_decimal reservation;
    ent_decimal low;         /* mapped to 0 */
    ent_decimal width;       /* mapped to 1 */
    ent_decimal weight_unit; /* weights are divided by it; 1 but for those a model cannot hold */
} mapping;

/* Doubles that are equal but for the rounding of a few sums. */
#define NEARLY 1e-12

static bool find_range(importer *self, const import_domain *domain, const import_party *party,
                       mapping *m) {
    m->least_of = BASE_NEW(self->arena, ent_decimal, domain->issues_count);
    m->most_of = BASE_NEW(self->arena, ent_decimal, domain->issues_count);
    if (!m->least_of || !m->most_of)
        return import_fail_memory(self);
    m->least = m->most = party->bias;
    for (size_t j = 0; j < domain->issues_count; j++) {
        for (size_t o = 0; o < domain->issues[j].options_count; o++) {
            const ent_decimal worth = base_decimal_multiply(party->weights[j], party->values[j][o]);
            if (o == 0 || worth.value < m->least_of[j].value)
                m->least_of[j] = worth;
            if (o == 0 || worth.value > m->most_of[j].value)
                m->most_of[j] = worth;
        }
        m->least = base_decimal_add(m->least, m->least_of[j]);
        m->most = base_decimal_add(m->most, m->most_of[j]);
    }
    if (!isfinite(m->least.value) || !isfinite(m->most.value) ||
        !isfinite(m->most.value - m->least.value))
        return import_fail(self, ENT_ERR_NUMERIC, &party->place,
                           "the numbers of '%s' are too large to add", party->name);
    return true;
}

static ent_decimal sum_of_weights(const import_domain *domain, const import_party *party) {
    ent_decimal sum = base_decimal_whole(0);
    for (size_t j = 0; j < domain->issues_count; j++)
        sum = base_decimal_add(sum, party->weights[j]);
    return sum;
}

static bool can_stay_as_written(const import_domain *domain, const import_party *party,
                                const mapping *m, ent_decimal sum) {
    if (party->bias.value != 0 || !(sum.value > 0) || !isfinite(sum.value) ||
        m->reservation.value < 0 || m->reservation.value > sum.value + NEARLY)
        return false;
    for (size_t j = 0; j < domain->issues_count; j++) {
        if (party->weights[j].value < 0)
            return false;
        for (size_t o = 0; o < domain->issues[j].options_count; o++)
            if (!(party->values[j][o].value >= 0 && party->values[j][o].value <= 1))
                return false;
    }
    return true;
}

static ent_decimal smaller(ent_decimal a, ent_decimal b) {
    return b.value < a.value ? b : a;
}

static bool choose_mapping(importer *self, const import_domain *domain, const import_party *party,
                           mapping *m) {
    if (!find_range(self, domain, party, m))
        return false;
    m->reservation = party->has_reservation       ? party->reservation
                     : party->reservation_is_zero ? base_decimal_whole(0)
                                                  : m->least;
    /* after the cut at 1 no package reaches it: keep it out of reach of the uncut sums too */
    if (party->clips && m->reservation.value > 1 && m->most.value >= m->reservation.value)
        m->reservation = base_decimal_multiply(base_decimal_whole(2), m->most);
    const ent_decimal sum = sum_of_weights(domain, party);
    m->as_written = can_stay_as_written(domain, party, m, sum);
    if (m->as_written) {
        m->low = base_decimal_whole(0);
        m->width = fabs(sum.value - 1) <= NEARLY ? base_decimal_whole(1) : sum;
        return true;
    }
    /* A reservation takes no part in the scale, or payoffs would shrink into each other. Only one
     * above all packages leaves room for itself, at most as much as the packages take. */
    const ent_decimal range = base_decimal_subtract(m->most, m->least);
    m->low = m->least;
    m->width = range.value == 0 ? base_decimal_whole(1) : range;
    if (m->reservation.value > m->most.value)
        m->width = smaller(base_decimal_subtract(m->reservation, m->low),
                           base_decimal_add(range, m->width));
    return isfinite(m->width.value) ||
           import_fail(self, ENT_ERR_NUMERIC, &party->place,
                       "the utilities of '%s' lie too far apart", party->name);
}

/* 0 or 1 where the reservation is out of reach of the scale: then it is kept in the scale itself,
 * and nothing else depends on how far away it is. */
static ent_decimal map_reservation(const mapping *m) {
    return import_into_unit(
        base_decimal_divide(base_decimal_subtract(m->reservation, m->low), m->width));
}

static bool reservation_is_out_of_reach(const mapping *m) {
    const double mapped = (m->reservation.value - m->low.value) / m->width.value;
    return mapped < -NEARLY || mapped > 1 + NEARLY;
}

static ent_decimal weight_of(const import_party *party, const mapping *m, size_t issue) {
    if (m->as_written)
        return party->weights[issue];
    const bool nothing_at_stake = m->most.value == m->least.value;
    if (nothing_at_stake)
        return base_decimal_whole(issue == 0);
    return base_decimal_subtract(m->most_of[issue], m->least_of[issue]);
}

/* Only the ratios of weights count: where one is larger than a model holds, all are divided by the
 * same power of ten. */
static void choose_weight_unit(const import_domain *domain, const import_party *party, mapping *m) {
    double largest = 0;
    for (size_t j = 0; j < domain->issues_count; j++)
        largest = fmax(largest, weight_of(party, m, j).value);
    m->weight_unit = base_decimal_whole(1);
    while (largest / m->weight_unit.value > MODEL_WEIGHT_RANGE.high)
        m->weight_unit = base_decimal_multiply(m->weight_unit, base_decimal_whole(10));
}

static ent_decimal map_weight(const import_party *party, const mapping *m, size_t issue) {
    const ent_decimal weight = weight_of(party, m, issue);
    return m->weight_unit.value > 1 ? base_decimal_divide(weight, m->weight_unit) : weight;
}

static ent_decimal map_value(const import_party *party, const mapping *m, size_t issue,
                             size_t option) {
    const ent_decimal value = party->values[issue][option];
    if (m->as_written)
        return value;
    const ent_decimal floor_share =
        base_decimal_divide(base_decimal_subtract(m->least, m->low), m->width);
    const ent_decimal stake = base_decimal_subtract(m->most_of[issue], m->least_of[issue]);
    if (stake.value == 0)
        return import_into_unit(floor_share);
    const ent_decimal worth = base_decimal_multiply(party->weights[issue], value);
    const ent_decimal share =
        base_decimal_divide(base_decimal_subtract(worth, m->least_of[issue]), stake);
    const ent_decimal range =
        base_decimal_divide(base_decimal_subtract(m->most, m->least), m->width);
    return import_into_unit(base_decimal_add(base_decimal_multiply(share, range), floor_share));
}

/* --- the model --- */

typedef struct building {
    importer *self;
    const import_domain *domain;
    const import_party *from;
    ent_model *model;
    ent_import_scale *scales;
    ent_number_entry *numbers;
    size_t numbers_count;
} building;

static ent_number point(ent_decimal number, ent_place place) {
    return (ent_number){
        .spread = ENT_POINT, .low = number, .likely = number, .high = number, .place = place};
}

static bool list_number(building *b, const ent_number *number, const char *path) {
    if (!path)
        return import_fail_memory(b->self);
    b->numbers[b->numbers_count++] = (ent_number_entry){.path = path, .number = number};
    return true;
}

static const ent_option *make_options(building *b, const import_issue *issue) {
    key_set keys;
    key_set names;
    ent_option *options = BASE_NEW(b->self->arena, ent_option, issue->options_count);
    if (!options || !key_set_make(&keys, b->self, issue->options_count) ||
        !key_set_make(&names, b->self, issue->options_count))
        return NULL;
    for (size_t o = 0; o < issue->options_count; o++) {
        const import_option *from = &issue->options[o];
        const char *key = make_key(&keys, from->text, "option");
        const char *name = key ? distinct_name(&names, from->text, key) : NULL;
        if (!name)
            return NULL;
        options[o] = (ent_option){.key = key, .name = name, .place = from->place};
    }
    return options;
}

static bool make_issues(building *b) {
    const import_domain *domain = b->domain;
    key_set keys;
    key_set names;
    ent_issue *issues = BASE_NEW(b->self->arena, ent_issue, domain->issues_count);
    if (!issues)
        return import_fail_memory(b->self);
    if (!key_set_make(&keys, b->self, domain->issues_count) ||
        !key_set_make(&names, b->self, domain->issues_count))
        return false;
    for (size_t j = 0; j < domain->issues_count; j++) {
        const import_issue *from = &domain->issues[j];
        const char *key = make_key(&keys, from->name, "issue");
        const ent_option *options = key ? make_options(b, from) : NULL;
        const char *name = options ? distinct_name(&names, from->name, key) : NULL;
        if (!name)
            return import_fail_memory(b->self);
        issues[j] = (ent_issue){.key = key,
                                .name = name,
                                .options_count = from->options_count,
                                .options = options,
                                .controlled_by = ENT_NONE,
                                .place = from->place};
    }
    b->model->issues = issues;
    b->model->issues_count = domain->issues_count;
    return true;
}

/* Numbers are listed in the order in which a model file holds them. */
static bool make_preference(building *b, const import_party *from, const mapping *m,
                            const char *party, size_t j, ent_preference *preference) {
    base_arena *arena = b->self->arena;
    const ent_issue *issue = &b->model->issues[j];
    const ent_decimal weight = map_weight(from, m, j);
    *preference = (ent_preference){.place = from->place};
    if (weight.value == 0)
        return true; /* does not care */
    ent_number *values = BASE_NEW(arena, ent_number, issue->options_count);
    if (!values)
        return import_fail_memory(b->self);
    preference->given = true;
    preference->weight = point(weight, from->place);
    preference->values = values;
    if (!list_number(b, &preference->weight,
                     base_arena_printf(arena, "parties.%s.preferences.%s.weight",
                                       MODEL_PATH_NAME(party), MODEL_PATH_NAME(issue->key))))
        return false;
    for (size_t o = 0; o < issue->options_count; o++) {
        values[o] = point(map_value(from, m, j, o), from->place);
        if (!list_number(b, &values[o],
                         base_arena_printf(arena, "parties.%s.preferences.%s.values.%s",
                                           MODEL_PATH_NAME(party), MODEL_PATH_NAME(issue->key),
                                           MODEL_PATH_NAME(issue->options[o].key))))
            return false;
    }
    return true;
}

#define CUT_AT 1.0

static void note_scale(building *b, const import_party *from, const mapping *m,
                       ent_import_scale *scale) {
    *scale = (ent_import_scale){.offset = m->low.value,
                                .scale = m->width.value,
                                .clipped = from->clips && m->most.value > CUT_AT + 1e-9,
                                .least = m->least.value,
                                .most = m->most.value,
                                .has_reservation = from->has_reservation,
                                .reservation = from->has_reservation ? from->reservation.value
                                                                     : m->reservation.value,
                                .discount = from->discount};
    if (scale->clipped)
        import_warn(b->self, &from->place,
                    "the best package is worth %.9g to '%s', which GENIUS cuts to 1; the model "
                    "tells apart what the cut makes equal",
                    m->most.value, from->name);
    if (from->has_reservation && reservation_is_out_of_reach(m))
        import_warn(b->self, &from->place,
                    m->reservation.value < m->least.value
                        ? "the reservation %.9g of '%s' lies below every package: its walk-away is "
                          "what the worst one is worth"
                        : "the reservation %.9g of '%s' lies far above every package: its "
                          "walk-away is the most a model holds",
                    m->reservation.value, from->name);
    if (m->low.value == 0 && m->width.value == 1)
        return;
    char offset[BASE_DECIMAL_TEXT];
    char factor[BASE_DECIMAL_TEXT];
    base_decimal_print(m->low, offset);
    base_decimal_print(m->width, factor);
    import_warn(b->self, &from->place,
                "utilities of '%s' run from %.9g to %.9g in the file; there they are %s + %s x "
                "those of the model",
                from->name, m->least.value, m->most.value, offset, factor);
}

/* What peers' formulas need: nothing where the file's scale is that of the model. */
static ent_scale keep_scale(const import_party *from, const mapping *m) {
    const bool apart = reservation_is_out_of_reach(m);
    if (m->low.value == 0 && m->width.value == 1 && !apart)
        return (ent_scale){.given = false};
    return (ent_scale){.given = true,
                       .offset = m->low,
                       .factor = m->width,
                       .has_reservation = apart,
                       .reservation = apart ? m->reservation : base_decimal_whole(0),
                       .place = from->place};
}

static bool make_party(building *b, const import_party *from, const char *key, ent_party *party,
                       ent_import_scale *scale) {
    mapping m = {0};
    if (!choose_mapping(b->self, b->domain, from, &m))
        return false;
    choose_weight_unit(b->domain, from, &m);
    ent_preference *preferences = BASE_NEW(b->self->arena, ent_preference, b->domain->issues_count);
    if (!preferences)
        return import_fail_memory(b->self);
    const ent_decimal walk_away = map_reservation(&m);
    const char *name = clean_name(b->self, from->name, key);
    if (!name)
        return false;
    *party = (ent_party){.key = key,
                         .name = name,
                         .role = ENT_PRINCIPAL,
                         .has_walk_away = true,
                         .walk_away = point(walk_away, from->place),
                         .scale = keep_scale(from, &m),
                         .preferences = preferences,
                         .place = from->place};
    if (!list_number(
            b, &party->walk_away,
            base_arena_printf(b->self->arena, "parties.%s.walk_away", MODEL_PATH_NAME(key))))
        return false;
    for (size_t j = 0; j < b->domain->issues_count; j++)
        if (!import_goes_on(b->self, 64 * b->domain->issues[j].options_count) ||
            !make_preference(b, from, &m, key, j, &preferences[j]))
            return false;
    note_scale(b, from, &m, scale);
    return true;
}

static bool make_parties(building *b, size_t count) {
    key_set keys;
    base_arena *arena = b->self->arena;
    ent_party *parties = BASE_NEW(arena, ent_party, count);
    uint32_t *principals = BASE_NEW(arena, uint32_t, count);
    size_t numbers = 1;
    for (size_t j = 0; j < b->domain->issues_count; j++)
        numbers += 1 + b->domain->issues[j].options_count;
    b->scales = BASE_NEW(arena, ent_import_scale, count);
    b->numbers = BASE_NEW(arena, ent_number_entry, numbers * count);
    if (!parties || !principals || !b->scales || !b->numbers)
        return import_fail_memory(b->self);
    if (!key_set_make(&keys, b->self, count))
        return false;
    for (size_t p = 0; p < count; p++) {
        const char *key = make_key(&keys, b->from[p].name, "party");
        principals[p] = (uint32_t)p;
        if (!key || !make_party(b, &b->from[p], key, &parties[p], &b->scales[p]))
            return false;
    }
    b->model->parties = parties;
    b->model->parties_count = count;
    b->model->principals = (ent_ids){count, principals};
    b->model->numbers = b->numbers;
    b->model->numbers_count = b->numbers_count;
    return true;
}

ent_import *import_build(importer *self, ent_import_format format, const import_domain *domain,
                         const import_party *parties, size_t parties_count, size_t files_count) {
    ent_model *model = BASE_NEW(self->arena, ent_model, 1);
    ent_import *import = BASE_NEW(self->arena, ent_import, 1);
    if (!model || !import) {
        import_fail_memory(self);
        return NULL;
    }
    building b = {.self = self, .domain = domain, .from = parties, .model = model};
    const char *title = clean_name(self, domain->name, "scenario");
    if (!title)
        return NULL;
    *model = (ent_model){
        .title = title, .files_count = files_count, .files = self->files, .paths = self->paths};
    if (!make_issues(&b) || !make_parties(&b, parties_count))
        return NULL;
    *import = (ent_import){.format = format, .model = model, .scales = b.scales};
    return import;
}
