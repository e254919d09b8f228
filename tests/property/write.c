/* What is written is read back as the same model: every section, field by field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/import.h"
#include "entente/read.h"
#include "entente/write.h"

#include "same_model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_LENGTH = 1024 };

static void compare_models(const char *name, const ent_model *a, const ent_model *b) {
    const char *difference = model_difference(a, b);
    if (difference)
        fail_msg("%s: %s", name, difference);
}

/* --- there and back --- */

static char *text_of(const ent_model *model, const ent_import *import, size_t *length) {
    char *text = NULL;
    FILE *file = open_memstream(&text, length);
    assert_non_null(file);
    assert_int_equal(import ? ent_import_write(import, file) : ent_model_write(model, file),
                     ENT_OK);
    assert_int_equal(fclose(file), 0);
    return text;
}

static ent_model *read_back(const char *name, const char *text, size_t length) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    if (ent_model_read_text(name, text, length, false, NULL, &model, diags) != ENT_OK) {
        char message[512];
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
        fail_msg("%s: %s", name, message);
    }
    ent_diags_free(diags);
    return model;
}

static void check_file(const char *path) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    if (ent_model_read_file(path, NULL, &model, diags) != ENT_OK) {
        char message[512];
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
        fail_msg("%s", message);
    }
    ent_diags_free(diags);
    size_t length = 0;
    char *text = text_of(model, NULL, &length);
    ent_model *back = read_back(path, text, length);
    compare_models(path, model, back);
    size_t again_length = 0;
    char *again = text_of(back, NULL, &again_length);
    assert_string_equal(text, again);
    free(text);
    free(again);
    ent_model_free(back);
    ent_model_free(model);
}

static void every_key_of_the_format_is_kept(void **state) {
    (void)state;
    check_file(ENT_ROOT "/tests/fixtures/every-key.yaml");
}

static void the_scenarios_are_kept(void **state) {
    (void)state;
    DIR *folder = opendir(ENT_ROOT "/scenarios");
    size_t count = 0;
    if (!folder)
        skip();
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[PATH_LENGTH];
        const size_t length = strlen(entry->d_name);
        if (length < 6 || strcmp(entry->d_name + length - 5, ".yaml") != 0)
            continue;
        const int written = snprintf(path, sizeof path, "%s/scenarios/%s", ENT_ROOT, entry->d_name);
        assert_in_range(written, 1, sizeof path - 1);
        check_file(path);
        count++;
    }
    closedir(folder);
    assert_true(count > 0);
}

/* Names that YAML would take for something else, or not at all. */
static void names_of_any_kind_are_kept(void **state) {
    (void)state;
    static const char *const NAMES[] = {"no",    "null",
                                        "~",     "1.0",
                                        "- a",   "a: b",
                                        "a #b",  "#a",
                                        "'",     "\"",
                                        "\\",    "{a}",
                                        "[a, b", "&a",
                                        "*a",    "!a",
                                        "%a",    "@a",
                                        "`a",    " a ",
                                        "?",     "|",
                                        ">",     "<<",
                                        "NULL",  "\xf0\x9f\x98\x80",
                                        "=",     "because"};
    enum { COUNT = sizeof NAMES / sizeof *NAMES };
    ent_option options[COUNT];
    ent_number values[COUNT];
    char keys[COUNT][8];
    const ent_decimal half = {.value = 0.5, .digits = 5, .decimals = 1, .exact = true};
    const ent_number number = {.low = half, .likely = half, .high = half};
    for (size_t i = 0; i < COUNT; i++) {
        snprintf(keys[i], sizeof keys[i], "o%zu", i);
        options[i] = (ent_option){.key = keys[i], .name = NAMES[i]};
        values[i] = number;
    }
    const ent_issue issue = {.key = "no",
                             .name = "null",
                             .options_count = COUNT,
                             .options = options,
                             .controlled_by = ENT_NONE};
    const ent_preference preference = {.given = true, .weight = number, .values = values};
    const ent_party parties[] = {{.key = "true",
                                  .name = "~",
                                  .has_walk_away = true,
                                  .walk_away = number,
                                  .preferences = &preference},
                                 {.key = "12",
                                  .name = "- b",
                                  .has_walk_away = true,
                                  .walk_away = number,
                                  .preferences = &preference}};
    const uint32_t principals[] = {0, 1};
    const ent_model model = {.title = "a: #",
                             .issues_count = 1,
                             .issues = &issue,
                             .parties_count = 2,
                             .parties = parties,
                             .principals = {2, principals}};
    size_t length = 0;
    char *text = text_of(&model, NULL, &length);
    ent_model *back = read_back("names", text, length);
    assert_string_equal(model.title, back->title);
    assert_null(issues_difference(&model, back));
    assert_null(parties_difference(&model, back));
    free(text);
    ent_model_free(back);
}

/* --- imports --- */

static void check_import(const char *path) {
    ent_import *import = NULL;
    if (ent_import_folder(path, NULL, &import, NULL) != ENT_OK)
        return; /* not a scenario, or one that is refused: other tests look at these */
    size_t length = 0;
    char *text = text_of(NULL, import, &length);
    ent_model *back = read_back(path, text, length);
    compare_models(path, import->model, back);
    for (size_t i = 0; i < back->numbers_count; i++)
        assert_string_equal(import->model->numbers[i].path, back->numbers[i].path);
    free(text);
    ent_model_free(back);
    ent_import_free(import);
}

static void check_family(const char *family, size_t *count) {
    DIR *folder = opendir(family);
    for (const struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[PATH_LENGTH];
        const int written = snprintf(path, sizeof path, "%s/%s", family, entry->d_name);
        if (entry->d_name[0] == '.' || written < 0 || (size_t)written >= sizeof path)
            continue;
        check_import(path);
        ++*count;
    }
    if (folder)
        closedir(folder);
}

static void imports_read_back_as_they_are(void **state) {
    (void)state;
    static const char *const FAMILIES[] = {"genius-anac2010", "genius-anac2011", "genius-anac2013",
                                           "genius-anac2015", "geniusBI-only",   "genius-other"};
    size_t count = 0;
    for (size_t f = 0; f < sizeof FAMILIES / sizeof *FAMILIES; f++) {
        char path[PATH_LENGTH];
        snprintf(path, sizeof path, "%s/../shared/data/genius/%s", ENT_ROOT, FAMILIES[f]);
        check_family(path, &count);
    }
    check_import(ENT_ROOT "/tests/transcript/genius");
    if (count == 0)
        skip();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_of_the_format_is_kept),
        cmocka_unit_test(the_scenarios_are_kept),
        cmocka_unit_test(names_of_any_kind_are_kept),
        cmocka_unit_test(imports_read_back_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
