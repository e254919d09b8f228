/* The examples of docs/format.md are read: the complete one alone, the sections as one model. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"

#include <stdio.h>
#include <string.h>

enum { SIZE = 100000 };

static const char *const SECTIONS[] = {"sources", "claims",   "issues", "settlement", "rules",
                                       "parties", "packages", "rounds", "roadmaps",   "time"};
enum { SECTIONS_COUNT = sizeof SECTIONS / sizeof *SECTIONS };

static void load_page(char *page) {
    FILE *file = fopen(ENT_ROOT "/docs/format.md", "r");
    assert_non_null(file);
    const size_t length = fread(page, 1, SIZE - 1, file);
    fclose(file);
    page[length] = '\0';
}

/* The first block of YAML that begins with `key`. */
static void take_example(const char *page, const char *key, char *example) {
    for (const char *next = strstr(page, "```yaml\n"); next; next = strstr(next, "```yaml\n")) {
        next += strlen("```yaml\n");
        const char *end = strstr(next, "```");
        assert_non_null(end);
        if (strncmp(next, key, strlen(key)) != 0 || next[strlen(key)] != ':')
            continue;
        snprintf(example, SIZE, "%.*s", (int)(end - next), next);
        return;
    }
    fail_msg("no example of '%s'", key);
}

static void expect_model(const char *text) {
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    const ent_status status = ent_model_read_text(ENT_ROOT "/tests/fixtures/page", text,
                                                  strlen(text), true, NULL, &model, diags);
    char message[500] = "";
    if (status != ENT_OK)
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
    ent_model_free(model);
    ent_diags_free(diags);
    if (status != ENT_OK)
        fail_msg("%s", message);
}

static void the_complete_example_is_a_model(void **state) {
    (void)state;
    static char page[SIZE];
    static char example[SIZE];
    load_page(page);
    take_example(page, "entente", example);
    expect_model(example);
}

static void the_sections_make_up_a_model(void **state) {
    (void)state;
    static char page[SIZE];
    static char example[SIZE];
    static char text[SIZE];
    load_page(page);
    size_t used = (size_t)snprintf(text, SIZE, "entente: 1\ntitle: Examples of the reference\n");
    for (size_t i = 0; i < SECTIONS_COUNT; i++) {
        take_example(page, SECTIONS[i], example);
        used += (size_t)snprintf(text + used, SIZE - used, "%s", example);
    }
    expect_model(text);
}

static void the_example_of_an_included_file_is_the_fixture(void **state) {
    (void)state;
    static char page[SIZE];
    static char example[SIZE];
    static char fixture[SIZE];
    load_page(page);
    take_example(page, "role", example);
    FILE *file = fopen(ENT_ROOT "/tests/fixtures/russia.yaml", "r");
    assert_non_null(file);
    fixture[fread(fixture, 1, SIZE - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(example, fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_complete_example_is_a_model),
        cmocka_unit_test(the_sections_make_up_a_model),
        cmocka_unit_test(the_example_of_an_included_file_is_the_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
