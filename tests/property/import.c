/*
 * Random scenarios, written as files and read back: every package is worth what the format's
 * definition says, worked out here directly from the numbers that went into the files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/import.h"
#include "entente/write.h"
#include "rng.h"

#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 1500, ISSUES_MAX = 4, OPTIONS_MAX = 5, PARTIES = 2, TEXT_LENGTH = 16384 };

/* --- random numbers that print exactly --- */

static int between(rng *random, int low, int high) {
    return low + (int)rng_below(random, (size_t)(high - low + 1));
}

/* Sometimes two decimals, sometimes a double in full. */
static double draw(rng *random, int low, int high) {
    if (rng_next(random) % 2)
        return between(random, 100 * low, 100 * high) / 100.0;
    return low + (high - low) * rng_unit(random);
}

/* --- a scenario as plain numbers --- */

typedef struct issue {
    bool by_number; /* options are the integers from `low` */
    int low;
    size_t options;
    double value[PARTIES][OPTIONS_MAX]; /* evaluations or table entries */
    double slope[PARTIES];
    double offset[PARTIES];
    double weight[PARTIES];
} issue;

typedef struct scenario {
    size_t issues_count;
    issue issues[ISSUES_MAX];
    bool has_reservation[PARTIES];
    double reservation[PARTIES];
    double bias[PARTIES];
} scenario;

static scenario make_scenario(uint64_t seed, bool signs) {
    rng random = {.state = seed};
    scenario s = {.issues_count = (size_t)between(&random, 1, ISSUES_MAX)};
    const int low = signs ? -2 : 0;
    for (size_t j = 0; j < s.issues_count; j++) {
        issue *self = &s.issues[j];
        self->by_number = rng_next(&random) % 3 == 0;
        self->low = between(&random, -4, 4);
        self->options = (size_t)between(&random, 1, OPTIONS_MAX);
        for (size_t p = 0; p < PARTIES; p++) {
            for (size_t o = 0; o < self->options; o++)
                self->value[p][o] = rng_next(&random) % 4 ? draw(&random, low, 9) : 0;
            self->slope[p] = draw(&random, -1, 1);
            self->offset[p] = draw(&random, -1, 2);
            self->weight[p] = rng_next(&random) % 5 ? draw(&random, low, 1) : 0;
        }
    }
    for (size_t p = 0; p < PARTIES; p++) {
        s.has_reservation[p] = rng_next(&random) % 3 != 0;
        s.reservation[p] = draw(&random, signs ? -3 : 0, 2);
        s.bias[p] = signs && rng_next(&random) % 2 ? draw(&random, -1, 1) : 0;
    }
    return s;
}

static void append(char text[TEXT_LENGTH], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void append(char text[TEXT_LENGTH], const char *format, ...) {
    const size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    const int more = vsnprintf(text + length, TEXT_LENGTH - length, format, arguments);
    va_end(arguments);
    assert_in_range(more, 0, TEXT_LENGTH - length - 1);
}

/* --- GENIUS: files and definition --- */

static void genius_issue(char text[TEXT_LENGTH], const scenario *s, size_t j, int party) {
    const issue *self = &s->issues[j];
    append(text, "<issue index=\"%zu\" name=\"i%zu\" type=\"%s\"", j + 3, j,
           self->by_number ? "integer" : "discrete");
    if (self->by_number)
        append(text, " lowerbound=\"%d\" upperbound=\"%d\"", self->low,
               self->low + (int)self->options - 1);
    append(text, ">");
    if (self->by_number && party >= 0)
        append(text, "<evaluator ftype=\"linear\" slope=\"%.17g\" offset=\"%.17g\"/>",
               self->slope[party], self->offset[party]);
    for (size_t o = 0; !self->by_number && o < self->options; o++) {
        append(text, "<item value=\"o%zu\"", o);
        if (party >= 0)
            append(text, " evaluation=\"%.17g\"", self->value[party][o]);
        append(text, "/>");
    }
    append(text, "</issue>\n");
}

static void genius_file(char text[TEXT_LENGTH], const scenario *s, int party) {
    *text = '\0';
    append(text, party < 0 ? "<negotiation_template><utility_space>\n" : "<utility_space>\n");
    append(text, "<objective index=\"0\">\n");
    for (size_t j = 0; j < s->issues_count; j++)
        genius_issue(text, s, j, party);
    for (size_t j = 0; party >= 0 && j < s->issues_count; j++)
        append(text, "<weight index=\"%zu\" value=\"%.17g\"/>\n", j + 3,
               s->issues[j].weight[party]);
    append(text, "</objective>\n");
    if (party >= 0 && s->has_reservation[party])
        append(text, "<reservation value=\"%.17g\"/>\n", s->reservation[party]);
    append(text, party < 0 ? "</utility_space></negotiation_template>\n" : "</utility_space>\n");
}

static double genius_value(const issue *self, size_t party, uint32_t option) {
    if (self->by_number) {
        const double line = self->slope[party] * option + self->offset[party];
        return line < 0 ? 0 : line > 1 ? 1 : line;
    }
    double most = 0;
    for (size_t o = 0; o < self->options; o++)
        most = fmax(most, self->value[party][o]);
    return most < 1e-5 ? 0 : self->value[party][option] / most;
}

static double genius_utility(const scenario *s, size_t party, const uint32_t *package) {
    double sum = 0;
    for (size_t j = 0; j < s->issues_count; j++)
        sum += s->issues[j].weight[party] * genius_value(&s->issues[j], party, package[j]);
    return sum > 1 ? 1 : sum;
}

/* --- NegMAS: files and definition --- */

static void negmas_function(char text[TEXT_LENGTH], const issue *self, size_t party) {
    if (self->by_number) {
        append(text, "- {type: AffineFun, slope: %.17g, bias: %.17g}\n", self->slope[party],
               self->offset[party]);
        return;
    }
    append(text, "- type: TableFun\n  mapping:\n");
    for (size_t o = self->options; o-- > 0;)
        append(text, "    o%zu: %.17g\n", o, self->value[party][o]);
}

static void negmas_file(char text[TEXT_LENGTH], const scenario *s, int party) {
    *text = '\0';
    if (party < 0) {
        append(text, "issues:\n");
        for (size_t j = 0; j < s->issues_count; j++) {
            const issue *self = &s->issues[j];
            append(text, "- name: i%zu\n  type: %s\n  values: [", j,
                   self->by_number ? "ContiguousIssue" : "CategoricalIssue");
            if (self->by_number)
                append(text, "%d, %d", self->low, self->low + (int)self->options - 1);
            for (size_t o = 0; !self->by_number && o < self->options; o++)
                append(text, "%so%zu", o ? ", " : "", o);
            append(text, "]\n");
        }
        return;
    }
    append(text, "type: LinearAdditiveUtilityFunction\nreserved_value: ");
    if (s->has_reservation[party])
        append(text, "%.17g\n", s->reservation[party]);
    else
        append(text, "-.inf\n");
    append(text, "bias: %.17g\nweights:\n", s->bias[party]);
    for (size_t j = 0; j < s->issues_count; j++)
        append(text, "- %.17g\n", s->issues[j].weight[party]);
    append(text, "values:\n");
    for (size_t j = 0; j < s->issues_count; j++)
        negmas_function(text, &s->issues[j], (size_t)party);
}

static double negmas_utility(const scenario *s, size_t party, const uint32_t *package) {
    double sum = s->bias[party];
    for (size_t j = 0; j < s->issues_count; j++) {
        const issue *self = &s->issues[j];
        sum += self->weight[party] *
               (self->by_number
                    ? self->slope[party] * (self->low + (int)package[j]) + self->offset[party]
                    : self->value[party][package[j]]);
    }
    return sum;
}

/* --- comparison --- */

typedef struct format {
    void (*file)(char text[TEXT_LENGTH], const scenario *s, int party);
    double (*utility)(const scenario *s, size_t party, const uint32_t *package);
    const char *ending;
    bool signs;
    bool cuts;
} format;

static const format GENIUS = {genius_file, genius_utility, ".xml", false, true};
static const format NEGMAS = {negmas_file, negmas_utility, ".yaml", true, false};

static bool next_package(const scenario *s, uint32_t *package) {
    for (size_t j = s->issues_count; j-- > 0;) {
        if (++package[j] < s->issues[j].options)
            return true;
        package[j] = 0;
    }
    return false;
}

static void assert_close(uint64_t seed, double got, double want) {
    if (!(fabs(got - want) <= 1e-11 * fmax(1, fabs(want))))
        fail_msg("seed %llu: %.17g is not %.17g", (unsigned long long)seed, got, want);
}

static void assert_model_is_sound(uint64_t seed, const ent_model *model) {
    if (ent_model_check(model, NULL) != ENT_OK)
        fail_msg("seed %llu: not a sound model", (unsigned long long)seed);
    for (size_t p = 0; p < model->parties_count; p++) {
        const ent_party *party = &model->parties[p];
        bool good = party->walk_away.likely.value >= 0 && party->walk_away.likely.value <= 1;
        for (size_t j = 0; j < model->issues_count; j++) {
            const ent_preference *preference = &party->preferences[j];
            if (!preference->given)
                continue;
            good = good && preference->weight.likely.value > 0;
            for (size_t o = 0; o < model->issues[j].options_count; o++)
                good = good && preference->values[o].likely.value >= 0 &&
                       preference->values[o].likely.value <= 1;
        }
        if (!good)
            fail_msg("seed %llu: party %zu leaves its range", (unsigned long long)seed, p);
    }
}

/* Utilities map back, and gains have the sign that the definition gives them. */
static void compare_party(uint64_t seed, const scenario *s, const ent_import *import, size_t party,
                          const format *by) {
    uint32_t package[ISSUES_MAX] = {0};
    double least = INFINITY;
    do {
        least = fmin(least, by->utility(s, party, package));
    } while (next_package(s, package));
    const double none = by->cuts ? 0 : least;
    const double reservation = s->has_reservation[party] ? s->reservation[party] : none;
    assert_close(seed, import->scales[party].reservation, reservation);
    do {
        const double want = by->utility(s, party, package);
        const double in_model = ent_model_utility(import->model, (uint32_t)party, package, false);
        assert_close(seed, ent_import_utility(import, (uint32_t)party, in_model), want);
        /* a reservation below all packages is taken as the worst of them */
        const double gain = want - fmax(reservation, least);
        const double got = ent_model_gain(import->model, (uint32_t)party, package);
        if (gain > 1e-9 ? got <= 0 : gain < -1e-9 && got >= 0)
            fail_msg("seed %llu: a gain of %g became %g", (unsigned long long)seed, gain, got);
    } while (next_package(s, package));
}

static ent_import *import_scenario(uint64_t seed, const scenario *s, const format *by) {
    static char texts[PARTIES + 1][TEXT_LENGTH];
    static char names[PARTIES + 1][16];
    ent_import_file files[PARTIES + 1];
    for (int i = 0; i <= PARTIES; i++) {
        snprintf(names[i], sizeof names[i], "f%d%s", i, by->ending);
        by->file(texts[i], s, i - 1);
        files[i] = (ent_import_file){names[i], texts[i], strlen(texts[i])};
    }
    ent_import *import = NULL;
    ent_diags *diags = ent_diags_new();
    if (ent_import_texts(files, PARTIES + 1, NULL, &import, diags) != ENT_OK) {
        char text[512];
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
        fail_msg("seed %llu: %s", (unsigned long long)seed, text);
    }
    ent_diags_free(diags);
    return import;
}

static void compare_format(const format *by) {
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        const scenario s = make_scenario(seed, by->signs);
        ent_import *import = import_scenario(seed, &s, by);
        assert_model_is_sound(seed, import->model);
        for (size_t party = 0; party < PARTIES; party++)
            compare_party(seed, &s, import, party, by);
        ent_import_free(import);
    }
}

static void genius_files_mean_what_genius_computes(void **state) {
    (void)state;
    compare_format(&GENIUS);
}

static void negmas_files_mean_what_negmas_computes(void **state) {
    (void)state;
    compare_format(&NEGMAS);
}

/* --- out and in again --- */

static size_t export_text(const ent_model *model, uint32_t party, char text[TEXT_LENGTH]) {
    FILE *file = fmemopen(text, TEXT_LENGTH, "w");
    assert_non_null(file);
    assert_int_equal(ent_export_genius(model, party, file, NULL), ENT_OK);
    assert_int_equal(fclose(file), 0);
    return strlen(text);
}

static void an_exported_model_comes_back(void **state) {
    (void)state;
    static char texts[PARTIES + 1][TEXT_LENGTH];
    static const char *const NAMES[] = {"domain.xml", "f1.xml", "f2.xml"};
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        const scenario s = make_scenario(seed, true);
        ent_import *before = import_scenario(seed, &s, &NEGMAS);
        ent_import *after = NULL;
        ent_import_file files[PARTIES + 1];
        for (uint32_t i = 0; i <= PARTIES; i++) {
            const size_t length =
                export_text(before->model, i == 0 ? ENT_EXPORT_DOMAIN : i - 1, texts[i]);
            files[i] = (ent_import_file){NAMES[i], texts[i], length};
        }
        assert_int_equal(ent_import_texts(files, PARTIES + 1, NULL, &after, NULL), ENT_OK);
        uint32_t package[ISSUES_MAX] = {0};
        do {
            for (uint32_t p = 0; p < PARTIES; p++) {
                const double want = ent_model_utility(before->model, p, package, false);
                const double got = ent_model_utility(after->model, p, package, false);
                assert_close(seed, ent_import_utility(after, p, got), want);
            }
        } while (next_package(&s, package));
        for (uint32_t p = 0; p < PARTIES; p++)
            assert_close(seed, after->scales[p].reservation,
                         before->model->parties[p].walk_away.likely.value);
        ent_import_free(before);
        ent_import_free(after);
    }
}

static const char *seen_key;
static bool seen;

static void look_for_key(void *data, const char *name, const char **attributes) {
    (void)data;
    (void)name;
    for (; *attributes; attributes += 2)
        seen = seen || (!strcmp(attributes[0], "value") && !strcmp(attributes[1], seen_key));
}

/* Is it XML, with that value in it? */
static bool holds_key(const char *text, const char *key) {
    XML_Parser parser = XML_ParserCreate(NULL);
    seen_key = key;
    seen = false;
    XML_SetElementHandler(parser, look_for_key, NULL);
    const bool good = XML_Parse(parser, text, (int)strlen(text), 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return good && seen;
}

/* All of the first planes' scripts, then samples. */
static uint32_t point_after(uint32_t point) {
    if (point < 0x3000 || point == 0xfffe)
        return point + 1;
    return point < 0xfffe && point + 0x3fd > 0xfffe ? 0xfffe : point + 0x3fd;
}

/* UTF-8 of a code point between two letters. */
static void spell(uint32_t point, char text[8]) {
    size_t n = 0;
    text[n++] = 'a';
    if (point < 0x80)
        text[n++] = (char)point;
    else {
        const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        static const unsigned FIRST[] = {0, 0xc0, 0xe0, 0xf0};
        text[n++] = (char)(FIRST[more] | point >> (6 * more));
        for (int i = more - 1; i >= 0; i--)
            text[n++] = (char)(0x80 | (point >> (6 * i) & 0x3f));
    }
    text[n++] = 'b';
    text[n] = '\0';
}

/* What XML holds comes back as it was; what it does not is refused with its number. */
static void every_character_is_exported_or_refused(void **state) {
    (void)state;
    static char text[TEXT_LENGTH];
    const scenario s = make_scenario(1, true);
    ent_import *import = import_scenario(1, &s, &NEGMAS);
    ent_model model = *import->model;
    ent_issue issues[ISSUES_MAX];
    ent_option options[16];
    memcpy(issues, model.issues, model.issues_count * sizeof *issues);
    assert_true(issues[0].options_count <= 16);
    memcpy(options, issues[0].options, issues[0].options_count * sizeof *options);
    issues[0].options = options;
    model.issues = issues;
    size_t refused = 0;
    for (uint32_t point = 1; point <= 0x10ffff; point = point_after(point)) {
        char key[8];
        char shown[24];
        if (point >= 0xd800 && point < 0xe000)
            continue;
        spell(point, key);
        options[0].key = key;
        FILE *file = fmemopen(text, TEXT_LENGTH, "w");
        ent_diags *diags = ent_diags_new();
        const ent_status status = ent_export_genius(&model, ENT_EXPORT_DOMAIN, file, diags);
        fclose(file);
        if (status != ENT_OK) {
            snprintf(shown, sizeof shown, "U+%04X", (unsigned)point);
            assert_int_equal(status, ENT_ERR_MODEL);
            assert_true(strstr(ent_diags_at(diags, 0)->message, shown) != NULL);
            refused++;
        } else if (!holds_key(text, key)) {
            fail_msg("U+%04X: %s", (unsigned)point, text);
        }
        ent_diags_free(diags);
    }
    /* all below the blank but tab and line breaks, and the two that are no characters */
    assert_int_equal(refused, 0x20 - 1 - 3 + 2);
    ent_import_free(import);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(genius_files_mean_what_genius_computes),
        cmocka_unit_test(negmas_files_mean_what_negmas_computes),
        cmocka_unit_test(an_exported_model_comes_back),
        cmocka_unit_test(every_character_is_exported_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
