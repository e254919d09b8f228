/*
 * Every scenario of the research corpus, when it is there, against reference answers that were
 * computed elsewhere by brute force and checked against GENIUS's own core and published points.
 *
 * All figures are compared on the scale of the file (ent_import_utility), to 1e-9.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/compat.h"
#include "entente/deals.h"
#include "entente/import.h"

#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORPUS ENT_ROOT "/../shared/data/genius"

enum { FIELDS_MAX = 48, FIELD_LENGTH = 4096, PARTIES_MAX = 3, PATH_LENGTH = 1024 };

#define CLOSE 1e-9

/* --- tables with a header line --- */

typedef struct table {
    FILE *file;
    size_t fields;
    char names[FIELDS_MAX][64];
    char cells[FIELDS_MAX][FIELD_LENGTH];
} table;

static bool read_cell(FILE *file, char *cell, size_t size) {
    size_t length = 0;
    bool quoted = false;
    for (int c = getc(file);; c = getc(file)) {
        if (c == EOF || (!quoted && (c == ',' || c == '\n'))) {
            cell[length] = '\0';
            return c == ',';
        }
        if (c == '"')
            quoted = !quoted;
        else if (c != '\r' && length + 1 < size)
            cell[length++] = (char)c;
    }
}

static table *table_open(const char *name) {
    table *t = calloc(1, sizeof *t);
    char path[PATH_LENGTH];
    assert_non_null(t);
    snprintf(path, sizeof path, "%s/%s", CORPUS, name);
    t->file = fopen(path, "r");
    if (!t->file) {
        free(t);
        return NULL;
    }
    while (read_cell(t->file, t->names[t->fields++], 64))
        assert_true(t->fields < FIELDS_MAX);
    return t;
}

static bool table_next(table *t) {
    const int c = getc(t->file);
    if (c == EOF)
        return false;
    ungetc(c, t->file);
    size_t i = 0;
    while (read_cell(t->file, t->cells[i], FIELD_LENGTH))
        assert_true(++i < t->fields);
    assert_int_equal(i + 1, t->fields);
    return true;
}

static const char *cell(const table *t, const char *name) {
    for (size_t i = 0; i < t->fields; i++)
        if (!strcmp(t->names[i], name))
            return t->cells[i];
    fail_msg("no column '%s'", name);
    return "";
}

/* Numbers separated by blanks; returns how many. */
static size_t numbers_in(const char *text, double *numbers, size_t most) {
    size_t count = 0;
    char *end = NULL;
    for (double value = strtod(text, &end); end != text && count < most;
         value = strtod(text, &end)) {
        numbers[count++] = value;
        text = end;
    }
    return count;
}

static void table_close(table *t) {
    fclose(t->file);
    free(t);
}

/* --- scenarios --- */

static bool is_domain(const char *path) {
    char head[512] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    head[fread(head, 1, sizeof head - 1, file)] = '\0';
    fclose(file);
    return strstr(head, "<negotiation_template") != NULL;
}

static void join(char path[PATH_LENGTH], const char *folder, const char *name, size_t length) {
    const int written = snprintf(path, PATH_LENGTH, "%s/%.*s", folder, (int)length, name);
    assert_in_range(written, 1, PATH_LENGTH - 1);
}

static void find_domain(const char *folder, char path[PATH_LENGTH]) {
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    bool found = false;
    for (const struct dirent *entry; !found && (entry = readdir(listing));) {
        const size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".xml") != 0)
            continue;
        join(path, folder, entry->d_name, length);
        found = is_domain(path);
    }
    closedir(listing);
    assert_true(found);
}

/* Import the domain of a row with the profiles it names. */
static ent_status import_row(const table *row, const char *profiles, size_t most,
                             ent_import **import, ent_diags *diags) {
    static char paths[80][PATH_LENGTH];
    const char *names[80];
    char family[PATH_LENGTH];
    char folder[PATH_LENGTH];
    size_t count = 1;
    join(family, CORPUS, cell(row, "family"), FIELD_LENGTH);
    join(folder, family, cell(row, "name"), FIELD_LENGTH);
    find_domain(folder, paths[0]);
    for (const char *at = profiles; at && count <= most; at = strchr(at, '|')) {
        at += *at == '|';
        join(paths[count++], folder, at, strcspn(at, "|"));
    }
    for (size_t i = 0; i < count; i++)
        names[i] = paths[i];
    return ent_import_files(names, count, NULL, import, diags);
}

static void print_diags(const ent_diags *diags) {
    char text[1024];
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        ent_diag_format(ent_diags_at(diags, i), text, sizeof text);
        print_message("  %s\n", text);
    }
}

static void report_row(const table *row) {
    print_message("%s/%s %s\n", cell(row, "family"), cell(row, "name"), cell(row, "profiles"));
}

/* --- what can be said without an engine --- */

static size_t wrong;

static void compare(const table *row, const char *column, size_t party, double got, double want) {
    const double allowed = CLOSE * fmax(1, fabs(want));
    if (fabs(got - want) <= allowed)
        return;
    wrong++;
    report_row(row);
    print_message("  %s[%zu]: %.17g, expected %.17g\n", column, party, got, want);
}

static double outcomes_of(const ent_model *model) {
    double count = 1;
    for (size_t j = 0; j < model->issues_count; j++)
        count *= (double)model->issues[j].options_count;
    return count;
}

/* Best or worst package of one party, by its own wishes alone. */
static double extreme(const ent_import *import, uint32_t party, int direction) {
    const ent_model *model = import->model;
    uint32_t package[ENT_ISSUES_MAX] = {0};
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &model->parties[party].preferences[j];
        for (uint32_t o = 1; preference->given && o < model->issues[j].options_count; o++)
            if (direction * preference->values[o].likely.value >
                direction * preference->values[package[j]].likely.value)
                package[j] = o;
    }
    return ent_import_utility(import, party, ent_model_utility(model, party, package, false));
}

static void compare_ranges(const table *row, const ent_import *import) {
    const ent_model *model = import->model;
    double want[PARTIES_MAX];
    compare(row, "n_outcomes", 0, outcomes_of(model), strtod(cell(row, "n_outcomes"), NULL));
    const size_t parties = numbers_in(cell(row, "rv"), want, PARTIES_MAX);
    assert_int_equal(parties, model->parties_count);
    for (uint32_t p = 0; p < parties; p++) {
        compare(row, "rv", p, import->scales[p].reservation, want[p]);
        const ent_import_scale *scale = &import->scales[p];
        const double mapped =
            scale->offset + scale->scale * model->parties[p].walk_away.likely.value;
        compare(row, "walk_away", p, mapped, want[p]);
    }
    assert_int_equal(numbers_in(cell(row, "umin"), want, PARTIES_MAX), parties);
    for (uint32_t p = 0; p < parties; p++)
        compare(row, "umin", p, extreme(import, p, -1), want[p]);
    assert_int_equal(numbers_in(cell(row, "umax"), want, PARTIES_MAX), parties);
    for (uint32_t p = 0; p < parties; p++)
        compare(row, "umax", p, extreme(import, p, 1), want[p]);
}

static void ranges_are_those_of_the_reference(void **state) {
    (void)state;
    table *row = table_open("expected.csv");
    if (!row)
        skip();
    size_t rows = 0;
    wrong = 0;
    while (table_next(row)) {
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        const ent_status status =
            import_row(row, cell(row, "profiles"), PARTIES_MAX, &import, diags);
        if (status != ENT_OK) {
            wrong++;
            report_row(row);
            print_diags(diags);
        } else {
            compare_ranges(row, import);
        }
        ent_import_free(import);
        ent_diags_free(diags);
        rows++;
    }
    table_close(row);
    print_message("%zu rows compared\n", rows);
    assert_int_equal(wrong, 0);
}

/* --- frontiers by looking at every package --- */

enum { POINTS_MAX = 4096 };

/* Points on the scale of the file; no two are equal, none is better than another. */
typedef struct frontier {
    size_t count;
    size_t parties;
    double utility[POINTS_MAX * PARTIES_MAX];
    double reservation[PARTIES_MAX];
    double least[PARTIES_MAX];
    double most[PARTIES_MAX];
} frontier;

static bool covers(const double *a, const double *b, size_t parties) {
    for (size_t p = 0; p < parties; p++)
        if (a[p] < b[p] - CLOSE)
            return false;
    return true;
}

static void keep_if_best(frontier *f, const double *point) {
    for (size_t i = 0; i < f->count; i++)
        if (covers(&f->utility[i * f->parties], point, f->parties))
            return;
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++) {
        const double *old = &f->utility[i * f->parties];
        if (!covers(point, old, f->parties))
            memmove(&f->utility[kept++ * f->parties], old, f->parties * sizeof *old);
    }
    assert_true(kept < POINTS_MAX);
    memcpy(&f->utility[kept * f->parties], point, f->parties * sizeof *point);
    f->count = kept + 1;
}

static void begin_frontier(frontier *f, const ent_import *import) {
    f->count = 0;
    f->parties = import->model->parties_count;
    for (uint32_t p = 0; p < f->parties; p++) {
        f->reservation[p] = import->scales[p].reservation;
        f->least[p] = extreme(import, p, -1);
        f->most[p] = extreme(import, p, 1);
    }
}

static double worth(const ent_import *import, uint32_t party, size_t issue, uint32_t option) {
    const ent_preference *preference = &import->model->parties[party].preferences[issue];
    return preference->given
               ? preference->weight.likely.value * preference->values[option].likely.value
               : 0;
}

static double weight_sum(const ent_import *import, uint32_t party) {
    double sum = 0;
    for (size_t j = 0; j < import->model->issues_count; j++)
        if (import->model->parties[party].preferences[j].given)
            sum += import->model->parties[party].preferences[j].weight.likely.value;
    return sum;
}

/* All packages like the digits of a counter; sums[j] is what the issues before j add up to. */
static void enumerate(const ent_import *import, frontier *f) {
    const ent_model *model = import->model;
    uint32_t package[16] = {0};
    double sums[17][PARTIES_MAX] = {{0}};
    double total[PARTIES_MAX];
    size_t changed = 0;
    assert_true(model->issues_count <= 16);
    begin_frontier(f, import);
    for (uint32_t p = 0; p < f->parties; p++)
        total[p] = weight_sum(import, p);
    for (;;) {
        for (size_t j = changed; j < model->issues_count; j++)
            for (uint32_t p = 0; p < f->parties; p++)
                sums[j + 1][p] = sums[j][p] + worth(import, p, j, package[j]);
        double point[PARTIES_MAX];
        for (uint32_t p = 0; p < f->parties; p++)
            point[p] = ent_import_utility(import, p, sums[model->issues_count][p] / total[p]);
        keep_if_best(f, point);
        for (changed = model->issues_count; changed-- > 0;) {
            if (++package[changed] < model->issues[changed].options_count)
                break;
            package[changed] = 0;
        }
        if (changed == SIZE_MAX)
            return;
    }
}

static void keep_rational(const frontier *all, frontier *f) {
    *f = *all;
    f->count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const double *point = &all->utility[i * all->parties];
        if (covers(point, all->reservation, all->parties))
            memcpy(&f->utility[f->count++ * f->parties], point, f->parties * sizeof *point);
    }
}

/* --- and what the reference says about them --- */

static ent_compat_points points_of(const frontier *f) {
    return (ent_compat_points){.count = f->count,
                               .parties = f->parties,
                               .utility = f->utility,
                               .reservation = f->reservation,
                               .least = f->least,
                               .most = f->most};
}

/* The point of a column, unless several score the same there. */
static void compare_pick(const table *row, const frontier *f, const char *column, uint32_t picked) {
    char name[64];
    double want[PARTIES_MAX];
    snprintf(name, sizeof name, "%s_ties", column);
    const bool unique = !strcmp(cell(row, name), "1");
    snprintf(name, sizeof name, "%s_u", column);
    const size_t parties = numbers_in(cell(row, name), want, PARTIES_MAX);
    assert_int_equal(parties > 0, picked != ENT_NONE);
    for (size_t p = 0; unique && p < parties; p++)
        compare(row, name, p, f->utility[picked * parties + p], want[p]);
}

/* entente's Kalai-Smorodinsky, from the definition: the largest smallest share. */
static uint32_t pick_largest_share(const frontier *f) {
    uint32_t picked = ENT_NONE;
    double best = -1;
    for (size_t i = 0; i < f->count; i++) {
        double share = INFINITY;
        for (size_t p = 0; p < f->parties; p++) {
            const double from = fmax(f->reservation[p], f->least[p]);
            const double range = f->most[p] - from;
            const double gain = f->utility[i * f->parties + p] - from;
            share = fmin(share, range > 0 ? gain / range : gain);
        }
        if (picked == ENT_NONE || share > best) {
            picked = (uint32_t)i;
            best = share;
        }
    }
    return picked;
}

static void compare_solutions(const table *row, const frontier *f) {
    static const struct {
        const char *column;
        ent_compat which;
    } COLUMNS[] = {{"nash_g", ENT_GENIUS_NASH},
                   {"nash_n", ENT_NEGMAS_NASH},
                   {"ks_n", ENT_NEGMAS_KALAI_SMORODINSKY},
                   {"kalai", ENT_NEGMAS_KALAI},
                   {"welfare", ENT_NEGMAS_WELFARE},
                   {"ks_genius", ENT_GENIUS_KALAI_SMORODINSKY}};
    const ent_compat_points points = points_of(f);
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++)
        compare_pick(row, f, COLUMNS[i].column, ent_compat_pick(COLUMNS[i].which, &points));
    compare_pick(row, f, "ks_maxmin", pick_largest_share(f));
    if (*cell(row, "opposition"))
        compare(row, "opposition", 0, ent_compat_opposition(ENT_PEER_NEGMAS, &points),
                strtod(cell(row, "opposition"), NULL));
}

#ifdef ENT_FAULTS /* builds with checks are slow */
#define ENUMERATED_MAX 20000
#else
#define ENUMERATED_MAX 3000000
#endif

static void every_solution_is_that_of_the_reference(void **state) {
    (void)state;
    table *row = table_open("expected.csv");
    if (!row)
        skip();
    static frontier all;
    static frontier rational;
    size_t rows = 0;
    wrong = 0;
    while (table_next(row)) {
        ent_import *import = NULL;
        if (strtod(cell(row, "n_outcomes"), NULL) > ENUMERATED_MAX)
            continue;
        assert_int_equal(import_row(row, cell(row, "profiles"), PARTIES_MAX, &import, NULL),
                         ENT_OK);
        enumerate(import, &all);
        keep_rational(&all, &rational);
        compare(row, "pareto_unique_r9", 0, (double)rational.count,
                strtod(cell(row, "pareto_unique_r9"), NULL));
        compare_solutions(row, &rational);
        ent_import_free(import);
        rows++;
    }
    table_close(row);
    print_message("%zu rows compared\n", rows);
    assert_int_equal(wrong, 0);
}

/* --- whole frontiers --- */

static bool has_point(const double *points, size_t count, size_t parties, const double *point) {
    for (size_t i = 0; i < count; i++) {
        const double *other = &points[i * parties];
        if (covers(other, point, parties) && covers(point, other, parties))
            return true;
    }
    return false;
}

/* The reference compares doubles exactly: it keeps points that others beat but for rounding. */
static bool is_covered(const frontier *f, const double *point) {
    for (size_t i = 0; i < f->count; i++)
        if (covers(&f->utility[i * f->parties], point, f->parties))
            return true;
    return false;
}

static size_t points_in(json_t *array, double *points, size_t parties) {
    size_t count = 0;
    size_t index;
    json_t *point;
    json_array_foreach(array, index, point) {
        assert_int_equal(json_array_size(point), parties);
        for (size_t p = 0; p < parties; p++)
            points[count * parties + p] = json_number_value(json_array_get(point, p));
        assert_true(++count < POINTS_MAX);
    }
    return count;
}

static void compare_frontier(const char *name, json_t *array, const frontier *f) {
    static double want[POINTS_MAX * PARTIES_MAX];
    const size_t count = points_in(array, want, f->parties);
    for (size_t i = 0; i < count; i++)
        if (!is_covered(f, &want[i * f->parties])) {
            wrong++;
            print_message("%s: point %zu of %zu is missing\n", name, i, count);
        }
    for (size_t i = 0; i < f->count; i++)
        if (!has_point(want, count, f->parties, &f->utility[i * f->parties])) {
            wrong++;
            print_message("%s: point %zu should not be there\n", name, i);
        }
}

static ent_status import_line(json_t *line, ent_import **import) {
    table row = {.fields = 2, .names = {"family", "name"}};
    char profiles[FIELD_LENGTH] = "";
    size_t index;
    json_t *profile;
    snprintf(row.cells[0], FIELD_LENGTH, "%s", json_string_value(json_object_get(line, "family")));
    snprintf(row.cells[1], FIELD_LENGTH, "%s", json_string_value(json_object_get(line, "name")));
    json_array_foreach(json_object_get(line, "profiles"), index, profile) {
        const size_t length = strlen(profiles);
        snprintf(profiles + length, sizeof profiles - length, "%s%s", index ? "|" : "",
                 json_string_value(profile));
    }
    return import_row(&row, profiles, PARTIES_MAX, import, NULL);
}

static void every_frontier_is_that_of_the_reference(void **state) {
    (void)state;
    FILE *file = fopen(CORPUS "/frontiers.jsonl", "r");
    if (!file)
        skip();
    static frontier all;
    static frontier rational;
    size_t lines = 0;
    wrong = 0;
    for (json_t *line; (line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)); json_decref(line)) {
        ent_import *import = NULL;
        assert_int_equal(import_line(line, &import), ENT_OK);
        if (outcomes_of(import->model) <= ENUMERATED_MAX) {
            enumerate(import, &all);
            keep_rational(&all, &rational);
            compare_frontier(json_string_value(json_object_get(line, "name")),
                             json_object_get(line, "frontier"), &rational);
            lines++;
        }
        ent_import_free(import);
    }
    fclose(file);
    print_message("%zu frontiers compared\n", lines);
    assert_int_equal(wrong, 0);
}

/* --- every profile of every scenario --- */

static size_t split(char *text, char separator, char *parts[], size_t most) {
    size_t count = 0;
    for (char *at = text; at && count < most; count++) {
        parts[count] = at;
        at = strchr(at, separator);
        if (at)
            *at++ = '\0';
    }
    return count;
}

static void compare_window(const table *row, const ent_import *import, char *reservations[],
                           char *discounts[], size_t from, size_t listed) {
    for (size_t p = 0; p < import->model->parties_count && from + p < listed; p++) {
        const ent_import_scale *scale = &import->scales[p];
        const bool none = !strcmp(reservations[from + p], "-");
        compare(row, "has reservation", from + p, scale->has_reservation, !none);
        if (!none)
            compare(row, "reservation", from + p, scale->reservation,
                    strtod(reservations[from + p], NULL));
        const double discount = strtod(discounts[from + p], NULL); /* "-" is 0: none */
        compare(row, "discount", from + p, scale->discount, discount > 0 ? discount : 1);
    }
}

static void expect_message(const table *row, ent_status status, const ent_diags *diags,
                           const char *part) {
    if (status != ENT_OK && ent_diags_count(diags) > 0 &&
        strstr(ent_diags_at(diags, 0)->message, part))
        return;
    wrong++;
    report_row(row);
    print_diags(diags);
}

/* Read in windows of as many profiles as can negotiate; the last one reaches back if short. */
static void read_all_profiles(const table *row) {
    static char profiles[FIELD_LENGTH];
    static char reservation[FIELD_LENGTH];
    static char discount[FIELD_LENGTH];
    char *reservations[16];
    char *discounts[16];
    snprintf(profiles, sizeof profiles, "%s", cell(row, "profiles"));
    snprintf(reservation, sizeof reservation, "%s", cell(row, "reservation"));
    snprintf(discount, sizeof discount, "%s", cell(row, "discount"));
    const size_t listed = split(reservation, ' ', reservations, 16);
    assert_int_equal(split(discount, ' ', discounts, 16), listed);
    const char *at = profiles;
    for (size_t from = 0; at; from += ENT_PRINCIPALS_MAX - 1) {
        ent_import *import = NULL;
        ent_diags *diags = ent_diags_new();
        const ent_status status = import_row(row, at, ENT_PRINCIPALS_MAX, &import, diags);
        if (!strcmp(cell(row, "ufun_kinds"), "hyperrect"))
            expect_message(row, status, diags, "type 'nonlinear' is not supported");
        else if (from == 0 && !strchr(profiles, '|'))
            expect_message(row, status, diags, "1 profile; at least two are wanted");
        else if (status == ENT_OK)
            compare_window(row, import, reservations, discounts, from, listed);
        else
            expect_message(row, status, diags, "");
        ent_import_free(import);
        ent_diags_free(diags);
        /* the next window starts with the last profile of this one: it has two at least */
        for (size_t i = 1; at && i < ENT_PRINCIPALS_MAX; i++) {
            at = strchr(at, '|');
            at = at ? at + 1 : NULL;
        }
        if (at && !strchr(at, '|'))
            return;
    }
}

static void every_profile_is_read_or_named(void **state) {
    (void)state;
    table *row = table_open("index.csv");
    if (!row)
        skip();
    size_t rows = 0;
    for (wrong = 0; table_next(row); rows++)
        read_all_profiles(row);
    table_close(row);
    print_message("%zu scenarios read\n", rows);
    assert_int_equal(wrong, 0);
}

/* --- the engine --- */

/* What the engine finds, on the scale of the file; a cut at 1 may make points equal or beaten. */
static void solve(const ent_import *import, const ent_deals *deals, frontier *f) {
    begin_frontier(f, import);
    assert_true(deals->settlement.frontier_count < POINTS_MAX);
    for (size_t i = 0; i < deals->settlement.frontier_count; i++) {
        double point[PARTIES_MAX];
        for (uint32_t p = 0; p < f->parties; p++)
            point[p] = ent_import_utility(import, p, deals->settlement.frontier[i].utility[p]);
        keep_if_best(f, point);
    }
}

static bool any_clipped(const ent_import *import) {
    for (size_t p = 0; p < import->model->parties_count; p++)
        if (import->scales[p].clipped)
            return true;
    return false;
}

/* Counts where the reference is wrong: it compares doubles, these are counted in fractions. */
static const struct {
    const char *name;
    const char *parties;
    const char *column;
    double count;
} EXACT_COUNTS[] = {
    {"Wholesaler", "2", "n_rational", 4906},
    {"auctionwars", "3", "pareto_outcomes_r9", 9},
};

static double expected_count(const table *row, const char *column) {
    for (size_t i = 0; i < sizeof EXACT_COUNTS / sizeof *EXACT_COUNTS; i++)
        if (!strcmp(cell(row, "name"), EXACT_COUNTS[i].name) &&
            !strcmp(cell(row, "n_parties"), EXACT_COUNTS[i].parties) &&
            !strcmp(column, EXACT_COUNTS[i].column))
            return EXACT_COUNTS[i].count;
    return strtod(cell(row, column), NULL);
}

/* Counts: packages that everybody accepts, and those behind the points of the frontier. */
static void compare_counts(const table *row, const ent_import *import, const ent_deals *deals) {
    assert_true(deals->acceptable.exact);
    compare(row, "n_rational", 0, strtod(deals->acceptable.low, NULL),
            expected_count(row, "n_rational"));
    double packages = 0;
    for (size_t i = 0; i < deals->settlement.frontier_count; i++)
        packages += (double)deals->settlement.frontier[i].packages;
    if (!any_clipped(import))
        compare(row, "pareto_outcomes_r9", 0, packages, expected_count(row, "pareto_outcomes_r9"));
}

/* The reference measures gains from max(reservation, worst package): move the walk-aways there. */
static ent_model with_raised_walk_aways(const ent_import *import, ent_party *parties) {
    ent_model model = *import->model;
    for (uint32_t p = 0; p < model.parties_count; p++) {
        uint32_t package[ENT_ISSUES_MAX] = {0};
        parties[p] = model.parties[p];
        for (size_t j = 0; j < model.issues_count; j++) {
            const ent_preference *preference = &parties[p].preferences[j];
            for (uint32_t o = 1; preference->given && o < model.issues[j].options_count; o++)
                if (preference->values[o].likely.value <
                    preference->values[package[j]].likely.value)
                    package[j] = o;
        }
        const double worst = ent_model_utility(import->model, p, package, false);
        if (parties[p].walk_away.likely.value < worst)
            parties[p].walk_away.likely = (ent_decimal){.value = worst};
    }
    model.parties = parties;
    return model;
}

static void compare_solution(const table *row, const ent_import *import, const ent_deals *deals,
                             ent_solution solution, const char *column) {
    char name[64];
    double want[PARTIES_MAX];
    const uint32_t at = deals->settlement.solutions[solution];
    snprintf(name, sizeof name, "%s_u", column);
    const size_t parties = numbers_in(cell(row, name), want, PARTIES_MAX);
    if (parties == 0 || at == ENT_NONE) {
        compare(row, column, 0, at != ENT_NONE, parties > 0);
        return;
    }
    snprintf(name, sizeof name, "%s_ties", column);
    if (strcmp(cell(row, name), "1") != 0)
        return; /* which of several equal points, each has its own rule */
    snprintf(name, sizeof name, "%s_u", column);
    for (uint32_t p = 0; p < parties; p++)
        compare(row, name, p,
                ent_import_utility(import, p, deals->settlement.frontier[at].utility[p]), want[p]);
}

static bool same_scales(const ent_import *import) {
    for (size_t p = 1; p < import->model->parties_count; p++)
        if (fabs(import->scales[p].scale - import->scales[0].scale) > 1e-9)
            return false;
    return true;
}

/* Is each party's best package among the acceptable? Else "ideal" means two things. */
static bool same_ideal(const ent_import *import, const ent_deals *deals) {
    for (uint32_t p = 0; p < import->model->parties_count; p++) {
        const double best =
            deals->settlement.ideal_gain[p] + import->model->parties[p].walk_away.likely.value;
        if (fabs(ent_import_utility(import, p, best) - extreme(import, p, 1)) > CLOSE)
            return false;
    }
    return true;
}

static size_t other_ideals;
static size_t other_picks;

/* Kalai and Smorodinsky's ideal is the best that the others accept too; the reference's is not. */
static void compare_own_ideal(const table *row, const ent_import *import, const ent_deals *deals,
                              const frontier *found) {
    static frontier own;
    double want[PARTIES_MAX];
    const uint32_t at = deals->settlement.solutions[ENT_KALAI_SMORODINSKY];
    own = *found;
    for (size_t p = 0; p < own.parties; p++) {
        own.most[p] = -INFINITY;
        for (size_t i = 0; i < own.count; i++)
            own.most[p] = fmax(own.most[p], own.utility[i * own.parties + p]);
    }
    const uint32_t picked = pick_largest_share(&own);
    bool differs = false;
    numbers_in(cell(row, "ks_maxmin_u"), want, PARTIES_MAX);
    for (uint32_t p = 0; p < own.parties; p++) {
        const double got = ent_import_utility(import, p, deals->settlement.frontier[at].utility[p]);
        compare(row, "kalai_smorodinsky (own ideal)", p, got,
                own.utility[picked * own.parties + p]);
        differs = differs || fabs(got - want[p]) > CLOSE;
    }
    other_ideals++;
    other_picks += differs;
}

static void compare_engine(const table *row, const ent_import *import) {
    static frontier found;
    ent_party parties[PARTIES_MAX];
    const ent_model raised = with_raised_walk_aways(import, parties);
    ent_deals *deals = NULL;
    ent_deals *from_worst = NULL;
    assert_int_equal(ent_deals_solve(import->model, NULL, &deals, NULL), ENT_OK);
    assert_int_equal(ent_deals_solve(&raised, NULL, &from_worst, NULL), ENT_OK);
    solve(import, deals, &found);
    compare(row, "pareto_unique_r9 (engine)", 0, (double)found.count,
            strtod(cell(row, "pareto_unique_r9"), NULL));
    compare_counts(row, import, deals);
    compare_solutions(row, &found);
    compare_solution(row, import, deals, ENT_NASH, "nash_g");
    compare_solution(row, import, from_worst, ENT_NASH, "nash_n");
    if (same_scales(import)) {
        compare_solution(row, import, from_worst, ENT_EGALITARIAN, "kalai");
        compare_solution(row, import, from_worst, ENT_UTILITARIAN, "welfare");
    }
    if (deals->settlement.frontier_count == 0 || same_ideal(import, deals))
        compare_solution(row, import, from_worst, ENT_KALAI_SMORODINSKY, "ks_maxmin");
    else
        compare_own_ideal(row, import, from_worst, &found);
    ent_deals_free(deals);
    ent_deals_free(from_worst);
}

static void the_engine_agrees_with_the_reference(void **state) {
    (void)state;
    table *row = table_open("expected.csv");
    if (!row)
        skip();
    size_t rows = 0;
    other_ideals = other_picks = 0;
    for (wrong = 0; table_next(row); rows++) {
        ent_import *import = NULL;
        assert_int_equal(import_row(row, cell(row, "profiles"), PARTIES_MAX, &import, NULL),
                         ENT_OK);
        compare_engine(row, import);
        ent_import_free(import);
    }
    table_close(row);
    print_message("%zu rows compared; in %zu the ideal is another, in %zu the pick too\n", rows,
                  other_ideals, other_picks);
    assert_int_equal(wrong, 0);
}

static void the_engine_finds_every_frontier(void **state) {
    (void)state;
    FILE *file = fopen(CORPUS "/frontiers.jsonl", "r");
    if (!file)
        skip();
    static frontier found;
    size_t lines = 0;
    wrong = 0;
    for (json_t *line; (line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL));
         json_decref(line), lines++) {
        ent_import *import = NULL;
        ent_deals *deals = NULL;
        assert_int_equal(import_line(line, &import), ENT_OK);
        assert_int_equal(ent_deals_solve(import->model, NULL, &deals, NULL), ENT_OK);
        solve(import, deals, &found);
        compare_frontier(json_string_value(json_object_get(line, "name")),
                         json_object_get(line, "frontier"), &found);
        ent_deals_free(deals);
        ent_import_free(import);
    }
    fclose(file);
    print_message("%zu frontiers compared\n", lines);
    assert_int_equal(wrong, 0);
}

/* --- files as they circulate, beside their repaired copies --- */

static void expect_same(const ent_model *a, const ent_model *b) {
    assert_int_equal(a->issues_count, b->issues_count);
    assert_int_equal(a->parties_count, b->parties_count);
    for (size_t j = 0; j < a->issues_count; j++) {
        assert_int_equal(a->issues[j].options_count, b->issues[j].options_count);
        assert_string_equal(a->issues[j].name, b->issues[j].name);
    }
    for (size_t p = 0; p < a->parties_count; p++)
        for (size_t j = 0; j < a->issues_count; j++) {
            const ent_preference *x = &a->parties[p].preferences[j];
            const ent_preference *y = &b->parties[p].preferences[j];
            assert_int_equal(x->given, y->given);
            assert_true(!x->given || x->weight.likely.value == y->weight.likely.value);
            for (size_t o = 0; x->given && o < a->issues[j].options_count; o++)
                assert_true(x->values[o].likely.value == y->values[o].likely.value);
        }
}

static void what_is_repaired_on_the_way_is_what_was_repaired_by_hand(void **state) {
    (void)state;
    static const struct {
        const char *repaired;
        const char *name;
        const char *profiles;
    } CASES[] = {
        {"genius-anac2013", "SmartPhone", "SmartPhone_util1.xml|SmartPhone_util2.xml"},
        {"genius-anac2015", "group12-symposium", "Symposium-Profile1.xml|Symposium-Profile2.xml"},
        {"genius-anac2015", "group7-movie", "movie-profile1.xml|movie-profile2.xml"},
    };
    table *there = table_open("index.csv");
    if (!there)
        skip();
    table_close(there);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_import *clean = NULL;
        ent_import *original = NULL;
        ent_diags *diags = ent_diags_new();
        table row = {.fields = 2, .names = {"family", "name"}};
        snprintf(row.cells[1], FIELD_LENGTH, "%s", CASES[i].name);
        snprintf(row.cells[0], FIELD_LENGTH, "%s", CASES[i].repaired);
        assert_int_equal(import_row(&row, CASES[i].profiles, 2, &clean, NULL), ENT_OK);
        snprintf(row.cells[0], FIELD_LENGTH, "malformed-originals");
        assert_int_equal(import_row(&row, CASES[i].profiles, 2, &original, diags), ENT_OK);
        assert_true(strstr(ent_diags_at(diags, 0)->message, "read as '&amp;'"));
        expect_same(clean->model, original->model);
        ent_import_free(clean);
        ent_import_free(original);
        ent_diags_free(diags);
    }
}

static void a_folder_with_strangers_is_read(void **state) {
    (void)state;
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status =
        ent_import_folder(CORPUS "/genius-other/S-1NIKFRT-1", NULL, &import, diags);
    if (status == ENT_ERR_IO) {
        ent_diags_free(diags);
        skip();
    }
    /* pareto.xml, which is not XML, is passed over; the profiles are named as nonlinear */
    assert_int_equal(status, ENT_ERR_MODEL);
    assert_true(strstr(ent_diags_at(diags, 0)->message, "type 'nonlinear'"));
    assert_int_equal(ent_import_folder(CORPUS "/genius-other/kite", NULL, &import, NULL), ENT_OK);
    assert_string_equal(import->model->parties[0].key, "kite-a");
    assert_string_equal(import->model->parties[1].key, "kite-b");
    ent_import_free(import);
    ent_diags_free(diags);
}

#define FAULTS ENT_ROOT "/../shared/data/faults/import-low-reservation"

/* The text of a file, every `from` in it replaced; NULL if there is no such file. */
static char *read_replaced(const char *path, const char *from, const char *to) {
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    static char text[1 << 16];
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *out = NULL;
    size_t size = 0;
    FILE *into = open_memstream(&out, &size);
    const char *at = text;
    for (const char *hit; (hit = strstr(at, from)); at = hit + strlen(from))
        fprintf(into, "%.*s%s", (int)(hit - at), at, to);
    fputs(at, into);
    fclose(into);
    return out;
}

/* 80 points on the frontier, and the scale of the file, however low the reservation is. */
static void a_low_reservation_leaves_payoffs_apart(void **state) {
    (void)state;
    static const char *const LOW[] = {"-1.0", "-1000000.0", "-1.0e+9", "-1.0e+300", "-.inf"};
    static const char *const NAMES[] = {"Kitchen-domain", "husband", "wife"};
    for (size_t i = 0; i < sizeof LOW / sizeof *LOW; i++) {
        char *texts[3];
        ent_text files[3];
        for (size_t f = 0; f < 3; f++) {
            char path[PATH_LENGTH];
            snprintf(path, sizeof path, FAULTS "/%s.yml", NAMES[f]);
            texts[f] = read_replaced(path, "-1000000.0", LOW[i]);
            if (!texts[f])
                skip();
            files[f] = (ent_text){NAMES[f], texts[f], strlen(texts[f])};
        }
        ent_import *import = NULL;
        ent_deals *deals = NULL;
        assert_int_equal(ent_import_texts(files, 3, NULL, &import, NULL), ENT_OK);
        assert_int_equal(ent_deals_solve(import->model, NULL, &deals, NULL), ENT_OK);
        assert_int_equal(deals->settlement.frontier_count, 80);
        for (uint32_t p = 0; p < 2; p++) {
            assert_true(fabs(import->scales[p].scale - 1) < 1e-12);
            assert_true(fabs(import->scales[p].offset) < 1e-12);
        }
        ent_deals_free(deals);
        ent_import_free(import);
        for (size_t f = 0; f < 3; f++)
            free(texts[f]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_low_reservation_leaves_payoffs_apart),
        cmocka_unit_test(ranges_are_those_of_the_reference),
        cmocka_unit_test(every_profile_is_read_or_named),
        cmocka_unit_test(what_is_repaired_on_the_way_is_what_was_repaired_by_hand),
        cmocka_unit_test(a_folder_with_strangers_is_read),
        cmocka_unit_test(every_solution_is_that_of_the_reference),
        cmocka_unit_test(every_frontier_is_that_of_the_reference),
        cmocka_unit_test(the_engine_agrees_with_the_reference),
        cmocka_unit_test(the_engine_finds_every_frontier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
