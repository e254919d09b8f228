/*
 * Setting numbers of a model and writing them into its file come to the same: the same mistakes, or
 * else the same report, byte for byte. On seeded random models and on the scenarios.
 *
 * The file is edited as a person would: what stands at the number's place is replaced.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"
#include "entente/report.h"
#include "entente/vary.h"
#include "entente/write.h"
#include "random_model.h"
#include "rng.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 900, SET_MOST = 3, TEXT = 64, SIZE = 1 << 20 };

static const char *const COMMANDS[] = {"gap", "deals", "blockers", "round", "roadmap", "clock"};
enum { COMMANDS_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

/* --- files as text --- */

/* A roadmap, and a world that moves and changes a side: numbers that random models lack. */
static void print_more(FILE *out, const ent_model *model) {
    const char *one = model->parties[model->principals.at[0]].key;
    const char *other = model->parties[model->principals.at[1]].key;
    const ent_issue *issue = &model->issues[0];
    fprintf(out,
            "roadmaps:\n  r:\n    steps:\n"
            "      - {name: One, sets: {%s: %s}, lasts: 5 days, reversible: no}\n"
            "    ends_in: {deal: nash, chance: [0.2, 0.4, 0.6]}\n",
            issue->key, issue->options[issue->options_count - 1].key);
    fprintf(
        out,
        "time:\n  rounds: 4\n  round_every: 7 days\n  proposer: {%s: 0.5, %s: 0.5}\n"
        "  discount: {%s: 0.95, %s: [0.9, 0.98]}\n  world:\n    f:\n      levels: [a, b]\n"
        "      moves: [{from: a, to: b, chance: 0.2, rising: 0.01, when_rejected_by: {%s: 0.1}}]\n"
        "  effects: [{when: {f: b}, walk_away: {%s: -0.05}}]\n",
        one, other, one, other, one, other);
}

static char *print_model(const ent_model *model, bool has_more) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_model_write(model, out), ENT_OK);
    if (has_more)
        print_more(out, model);
    fclose(out);
    return text;
}

static char *load(const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(SIZE, 1);
    assert_non_null(text);
    assert_true(fread(text, 1, SIZE - 1, file) < SIZE - 1);
    fclose(file);
    return text;
}

static ent_status read_text(const char *text, ent_model **model, ent_diags *diags) {
    return ent_model_read_text("model.yaml", text, strlen(text), false, NULL, model, diags);
}

/* Lines and columns count from 1, columns in code points. */
static size_t offset_of(const char *text, ent_place place) {
    const char *at = text;
    for (uint32_t line = 1; line < place.line; line++)
        at = strchr(at, '\n') + 1;
    for (uint32_t column = 1; column < place.column; column++)
        do
            at++;
        while (((unsigned char)*at & 0xC0) == 0x80);
    return (size_t)(at - text);
}

/* The text with what stands at a place, a scalar or a list in brackets, replaced. */
static char *replace(const char *text, ent_place place, const char *value) {
    const size_t start = offset_of(text, place);
    const char *old = text + start;
    const size_t length =
        *old == '[' ? (size_t)(strchr(old, ']') - old) + 1 : strcspn(old, ",}] \n");
    const size_t size = strlen(text) + strlen(value) + 1;
    char *edited = malloc(size);
    assert_non_null(edited);
    snprintf(edited, size, "%.*s%s%s", (int)start, text, value, old + length);
    return edited;
}

/* --- what is set --- */

typedef struct setting {
    uint32_t index;
    char text[TEXT];
} setting;

/* A number of hundredths as text. */
static void put_hundredths(char *text, long hundredths) {
    snprintf(text, TEXT, "%s%ld.%02ld", hundredths < 0 ? "-" : "", labs(hundredths) / 100,
             labs(hundredths) % 100);
}

static int compare_longs(const void *left, const void *right) {
    const long a = *(const long *)left;
    const long b = *(const long *)right;
    return (a > b) - (a < b);
}

/* Where a kind of number mostly lies, in hundredths. */
static void draw_ends(rng *random, const char *path, long ends[3]) {
    const bool is_weight = strstr(path, "weight") != NULL;
    const bool is_change =
        strstr(path, "effects") || strstr(path, "bonus") || strstr(path, "rising");
    const bool is_move = strstr(path, "moves") != NULL;
    const long low = rng_chance(random, 4) ? -150 : is_change ? -20 : 0;
    const long high = rng_chance(random, 4) ? 200
                      : is_weight           ? 900
                      : is_change           ? 20
                      : is_move             ? 30
                                            : 100;
    for (size_t i = 0; i < 3; i++)
        ends[i] = low + (long)rng_below(random, (size_t)(high - low) + 1);
    if (!rng_chance(random, 5))
        qsort(ends, 3, sizeof *ends, compare_longs);
}

/* Mostly sound: a point, or a range. */
static void draw_value(rng *random, const char *path, char *text) {
    long ends[3];
    char parts[3][TEXT];
    draw_ends(random, path, ends);
    for (size_t i = 0; i < 3; i++)
        put_hundredths(parts[i], ends[i]);
    switch (rng_below(random, 4)) {
    case 0:
        snprintf(text, TEXT, "[%.16s, %.16s]", parts[0], parts[2]);
        return;
    case 1:
        snprintf(text, TEXT, "[%.16s, %.16s, %.16s]", parts[0], parts[1], parts[2]);
        return;
    default:
        snprintf(text, TEXT, "%.16s", parts[1]);
    }
}

/* Distinct numbers. */
static size_t draw_settings(rng *random, const ent_model *model, setting *settings) {
    const size_t wanted = rng_between(random, 1, SET_MOST);
    size_t count = 0;
    while (count < wanted) {
        setting *next = &settings[count];
        next->index = (uint32_t)rng_below(random, model->numbers_count);
        bool is_new = true;
        for (size_t i = 0; i < count; i++)
            is_new = is_new && settings[i].index != next->index;
        if (!is_new)
            return count;
        draw_value(random, model->numbers[next->index].path, next->text);
        count++;
    }
    return count;
}

/* From the end of the file backwards, so that places stay true. */
static char *edit(const char *text, const ent_model *model, const setting *settings, size_t count) {
    char *edited = strdup(text);
    assert_non_null(edited);
    for (uint32_t i = (uint32_t)model->numbers_count; i-- > 0;)
        for (size_t s = 0; s < count; s++) {
            if (settings[s].index != i)
                continue;
            char *next = replace(edited, model->numbers[i].number->place, settings[s].text);
            free(edited);
            edited = next;
        }
    return edited;
}

static void set(ent_variation *variation, const setting *settings, size_t count) {
    for (size_t s = 0; s < count; s++) {
        ent_number number;
        assert_int_equal(ent_read_number_text(settings[s].text, "", &number, NULL), ENT_OK);
        assert_int_equal(ent_variation_set(variation, settings[s].index, &number, NULL), ENT_OK);
    }
}

/* --- what comes out --- */

/* The report as JSON, or what was said instead of one. */
static char *report(const ent_model *model, const char *command) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    ent_diags *diags = ent_diags_new();
    ent_inquiry inquiry;
    ent_answers *answers = NULL;
    ent_report *made = NULL;
    assert_int_equal(ent_inquiry_for(model, command, &inquiry, NULL), ENT_OK);
    const ent_status status = ent_ask(model, &inquiry, &answers, diags);
    if (status == ENT_OK) {
        assert_int_equal(ent_report_make(answers, &made, NULL), ENT_OK);
        assert_int_equal(ent_report_json(made, NULL, out, NULL), ENT_OK);
    }
    fprintf(out, "%s\n", ent_status_name(status));
    for (size_t i = 0; ent_diags_at(diags, i); i++)
        fprintf(out, "%s: %s\n", ent_diags_at(diags, i)->path, ent_diags_at(diags, i)->message);
    ent_report_free(made);
    ent_answers_free(answers);
    ent_diags_free(diags);
    fclose(out);
    return text;
}

static void compare_messages(const ent_diags *a, const ent_diags *b) {
    assert_int_equal(ent_diags_count(a), ent_diags_count(b));
    for (size_t i = 0; ent_diags_at(a, i); i++) {
        bool found = false; /* a reader sorts its messages by place */
        for (size_t k = 0; ent_diags_at(b, k); k++)
            found = found || (!strcmp(ent_diags_at(a, i)->path, ent_diags_at(b, k)->path) &&
                              !strcmp(ent_diags_at(a, i)->message, ent_diags_at(b, k)->message));
        if (!found)
            fail_msg("%s: %s", ent_diags_at(a, i)->path, ent_diags_at(a, i)->message);
    }
}

typedef struct tally {
    size_t sound;
    size_t unsound;
    size_t reports; /* that were made, not refused */
} tally;

static void compare_reports(const ent_model *a, const ent_model *b, const char *what, tally *seen) {
    for (size_t c = 0; c < COMMANDS_COUNT; c++) {
        char *mine = report(a, COMMANDS[c]);
        char *theirs = report(b, COMMANDS[c]);
        if (strcmp(mine, theirs) != 0)
            fail_msg("%s: %s differs\n%s\n%s", what, COMMANDS[c], mine, theirs);
        seen->reports += mine[0] == '{';
        free(mine);
        free(theirs);
    }
}

static void try_once(const char *what, const char *text, const ent_model *model,
                     ent_variation *variation, rng *random, tally *seen) {
    setting settings[SET_MOST];
    const size_t count = draw_settings(random, model, settings);
    char *edited = edit(text, model, settings, count);
    ent_model *read = NULL;
    ent_diags *by_file = ent_diags_new();
    ent_diags *by_setting = ent_diags_new();
    const ent_status wanted = read_text(edited, &read, by_file);
    set(variation, settings, count);
    if (ent_variation_check(variation, by_setting) != wanted)
        fail_msg("%s: %d, not as the file\n%s", what, (int)wanted, edited);
    compare_messages(by_setting, by_file);
    if (wanted == ENT_OK)
        compare_reports(ent_variation_model(variation), read, what, seen);
    *(wanted == ENT_OK ? &seen->sound : &seen->unsound) += 1;
    ent_model_free(read);
    ent_diags_free(by_file);
    ent_diags_free(by_setting);
    free(edited);
}

/* Set and set again without a reset between, then back. */
static void try_text(const char *what, const char *text, uint64_t seed, size_t times, tally *seen) {
    ent_model *model = NULL;
    assert_int_equal(read_text(text, &model, NULL), ENT_OK);
    ent_variation *variation = NULL;
    assert_int_equal(ent_variation_new(model, &variation, NULL), ENT_OK);
    rng random = {seed};
    for (size_t i = 0; i < times; i++) {
        ent_variation_reset(variation);
        setting before[SET_MOST];
        set(variation, before, draw_settings(&random, model, before));
        ent_variation_reset(variation);
        try_once(what, text, model, variation, &random, seen);
    }
    ent_variation_reset(variation);
    compare_reports(ent_variation_model(variation), model, what, seen);
    ent_variation_free(variation);
    ent_model_free(model);
}

/* --- the tests --- */

static random_limits limits_of(uint64_t seed) {
    static const number_style STYLES[] = {FEW_DIGITS, COARSE, MANY_DIGITS, BARE_DOUBLES};
    random_limits limits = random_limits_default(STYLES[seed % 4]);
    limits.packages_max = 60;
    limits.issues_max = 4;
    limits.principals_max = 3;
    limits.lasting = seed % 8 < 4;
    return limits;
}

static void random_models_vary_as_their_files_do(void **state) {
    (void)state;
    tally seen = {0};
    size_t models = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const random_limits limits = limits_of(seed);
        random_model made;
        random_model_make(&made, seed, &limits);
        if (ent_model_check(&made.model, NULL) == ENT_OK) {
            char *text = print_model(&made.model, !made.model.has_time);
            char what[40];
            snprintf(what, sizeof what, "seed %u", (unsigned)seed);
            try_text(what, text, seed, 2, &seen);
            free(text);
            models++;
        }
        random_model_free(&made);
    }
    print_message("%zu models, %zu sound, %zu unsound, %zu reports\n", models, seen.sound,
                  seen.unsound, seen.reports);
    assert_true(models > 300 && seen.sound > 400 && seen.unsound > 30 && seen.reports > 3000);
}

static void scenarios_vary_as_their_files_do(void **state) {
    (void)state;
    static const struct {
        const char *path;
        size_t times;
    } FILES[] = {
        {ENT_ROOT "/scenarios/teaching-minimal.yaml", 20},
        {ENT_ROOT "/scenarios/labour-contract.yaml", 6},
        {ENT_ROOT "/scenarios/istanbul-2025-06.yaml", 12},
        {ENT_ROOT "/scenarios/river-basin.yaml", 5},
        {ENT_ROOT "/tests/fixtures/quoted-names.yaml", 20},
    };
    tally seen = {0};
    for (size_t f = 0; f < sizeof FILES / sizeof *FILES; f++) {
        char *text = load(FILES[f].path);
        try_text(FILES[f].path, text, f + 1, FILES[f].times, &seen);
        free(text);
    }
    print_message("%zu sound, %zu unsound, %zu reports\n", seen.sound, seen.unsound, seen.reports);
    assert_true(seen.sound > 40 && seen.unsound > 5 && seen.reports > 250);
}

/* A reading of a fixture includes a file; its numbers are set like those of the first. */
static void every_kind_of_number_can_be_set(void **state) {
    (void)state;
    ent_model *model = NULL;
    assert_int_equal(
        ent_model_read_file(ENT_ROOT "/tests/fixtures/every-key.yaml", NULL, &model, NULL), ENT_OK);
    ent_variation *variation = NULL;
    assert_int_equal(ent_variation_new(model, &variation, NULL), ENT_OK);
    rng random = {5};
    size_t sound = 0;
    for (uint32_t i = 0; i < 4 * model->numbers_count; i++) {
        setting one = {.index = i % (uint32_t)model->numbers_count};
        draw_value(&random, model->numbers[one.index].path, one.text);
        ent_variation_reset(variation);
        set(variation, &one, 1);
        if (ent_variation_check(variation, NULL) != ENT_OK)
            continue;
        char *text = print_model(ent_variation_model(variation), false);
        ent_model *read = NULL;
        assert_int_equal(read_text(text, &read, NULL), ENT_OK);
        uint32_t index = 0;
        assert_int_equal(ent_model_find_number(read, model->numbers[one.index].path, &index, NULL),
                         ENT_OK);
        const ent_number *wanted = ent_variation_model(variation)->numbers[one.index].number;
        assert_true(read->numbers[index].number->likely.value == wanted->likely.value);
        char *mine = report(ent_variation_model(variation), "gap");
        char *theirs = report(read, "gap");
        assert_string_equal(strstr(mine, "\"gap\": {"), strstr(theirs, "\"gap\": {"));
        sound++;
        free(mine);
        free(theirs);
        free(text);
        ent_model_free(read);
    }
    assert_true(sound > 2 * model->numbers_count);
    ent_variation_free(variation);
    ent_model_free(model);
}

/* --- two threads, a variation each --- */

enum { TURNS = 12 };

typedef struct worker {
    const ent_model *model;
    uint64_t seed;
    char *reports[TURNS];
} worker;

static void *work(void *context) {
    worker *self = context;
    ent_variation *variation = NULL;
    if (ent_variation_new(self->model, &variation, NULL) != ENT_OK)
        return NULL;
    rng random = {self->seed};
    for (size_t t = 0; t < TURNS; t++) {
        const uint32_t index = (uint32_t)rng_below(&random, self->model->numbers_count);
        const double value = (double)rng_below(&random, 101) / 100;
        ent_variation_reset(variation);
        ent_variation_set_value(variation, index, value, NULL);
        self->reports[t] = ent_variation_check(variation, NULL) == ENT_OK
                               ? report(ent_variation_model(variation), "deals")
                               : strdup("");
    }
    ent_variation_free(variation);
    return self;
}

static void variations_of_one_model_do_not_meet(void **state) {
    (void)state;
    ent_model *model = NULL;
    assert_int_equal(
        ent_model_read_file(ENT_ROOT "/scenarios/istanbul-2025-06.yaml", NULL, &model, NULL),
        ENT_OK);
    worker alone[2];
    worker beside[2];
    pthread_t threads[2];
    for (size_t w = 0; w < 2; w++) {
        alone[w] = (worker){.model = model, .seed = w + 1};
        beside[w] = alone[w];
        assert_non_null(work(&alone[w]));
    }
    for (size_t w = 0; w < 2; w++)
        assert_int_equal(pthread_create(&threads[w], NULL, work, &beside[w]), 0);
    for (size_t w = 0; w < 2; w++) {
        void *done = NULL;
        assert_int_equal(pthread_join(threads[w], &done), 0);
        assert_non_null(done);
    }
    size_t made = 0;
    for (size_t w = 0; w < 2; w++)
        for (size_t t = 0; t < TURNS; t++) {
            assert_string_equal(alone[w].reports[t], beside[w].reports[t]);
            made += *alone[w].reports[t] != '\0';
            free(alone[w].reports[t]);
            free(beside[w].reports[t]);
        }
    assert_true(made > TURNS / 2);
    ent_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_models_vary_as_their_files_do),
        cmocka_unit_test(scenarios_vary_as_their_files_do),
        cmocka_unit_test(every_kind_of_number_can_be_set),
        cmocka_unit_test(variations_of_one_model_do_not_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
