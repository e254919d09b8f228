/* The reader beyond single mistakes: text, sizes, includes, and memory that runs out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/read.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIXTURES ENT_ROOT "/tests/fixtures/"

static const char HEAD[] = "entente: 1\n"
                           "issues:\n"
                           "  price: {options: {high: , low: }}\n"
                           "parties:\n"
                           "  a: {role: principal, walk_away: 0}\n"
                           "  b: {role: principal, walk_away: 0}\n";

/* Read HEAD and further lines; the first message goes to `message`. */
static ent_status read_lines(const char *lines, ent_model **model, char message[500]) {
    char text[2000];
    const int length = snprintf(text, sizeof text, "%s%s", HEAD, lines);
    assert_true(length > 0 && (size_t)length < sizeof text);
    ent_diags *diags = ent_diags_new();
    const ent_status status =
        ent_model_read_text("memory", text, (size_t)length, false, NULL, model, diags);
    message[0] = '\0';
    if (ent_diags_count(diags))
        ent_diag_format(ent_diags_at(diags, 0), message, 500);
    ent_diags_free(diags);
    return status;
}

static ent_status read_all(const char *text, size_t length, char message[500]) {
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    const ent_status status =
        ent_model_read_text("memory", text, length, false, NULL, &model, diags);
    message[0] = '\0';
    if (ent_diags_count(diags))
        ent_diag_format(ent_diags_at(diags, 0), message, 500);
    assert_true((status == ENT_OK) == (model != NULL));
    ent_model_free(model);
    ent_diags_free(diags);
    return status;
}

static void scalars_are_what_their_field_says(void **state) {
    (void)state;
    ent_model *model = NULL;
    char message[500];
    assert_int_equal(read_lines("title: no\n", &model, message), ENT_OK);
    assert_string_equal(model->title, "no");
    ent_model_free(model);
    assert_int_equal(read_lines("title: 12:30\n", &model, message), ENT_OK);
    assert_string_equal(model->title, "12:30");
    ent_model_free(model);
    assert_int_equal(read_lines("title: |\n  two\n  lines\n\n", &model, message), ENT_OK);
    assert_string_equal(model->title, "two\nlines");
    ent_model_free(model);
}

static void proposers_come_in_four_ways(void **state) {
    (void)state;
    static const struct {
        const char *lines;
        ent_proposer proposer;
        uint32_t first;
    } CASES[] = {
        {"time: {rounds: 2}", ENT_PROPOSER_ALTERNATE, 0},
        {"time: {proposer: alternate}", ENT_PROPOSER_ALTERNATE, 0},
        {"time: {proposer: alternate from b}", ENT_PROPOSER_ALTERNATE, 1},
        {"time: {proposer: random}", ENT_PROPOSER_RANDOM, 0},
        {"time: {proposer: {b: 0.1, a: 0.9}}", ENT_PROPOSER_CHANCES, 0},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char lines[200];
        char message[500];
        ent_model *model = NULL;
        snprintf(lines, sizeof lines, "title: T\n%s\n", CASES[i].lines);
        assert_int_equal(read_lines(lines, &model, message), ENT_OK);
        assert_int_equal(model->time.proposer, CASES[i].proposer);
        assert_int_equal(model->time.proposer_first, CASES[i].first);
        ent_model_free(model);
    }
}

static void a_mark_and_windows_line_breaks_are_fine(void **state) {
    (void)state;
    char text[2000];
    size_t length = (size_t)snprintf(text, sizeof text, "\xEF\xBB\xBF");
    static const char LINES[] = "title: T\nas_of: 2025-02-30\n";
    for (const char *half = HEAD; half; half = half == HEAD ? LINES : NULL)
        for (const char *next = half; *next; next++) {
            if (*next == '\n')
                text[length++] = '\r';
            text[length++] = *next;
        }
    char message[500];
    assert_int_equal(read_all(text, length, message), ENT_ERR_MODEL);
    assert_string_equal(message, "memory:8:8: as_of: there is no day 2025-02-30");
}

static void columns_count_characters(void **state) {
    (void)state;
    ent_model *model = NULL;
    char message[500];
    const char *lines = "title: T\nsources: {\"\xC3\xA9\xE4\xB8\xAD\": {date: x}}\n";
    assert_int_equal(read_lines(lines, &model, message), ENT_ERR_MODEL);
    assert_string_equal(message, "memory:8:24: sources.\xC3\xA9\xE4\xB8\xAD.date: "
                                 "'x' is not a date such as 2025-06-01");
}

static void ill_formed_utf8_is_refused(void **state) {
    (void)state;
    static const char *const TEXTS[] = {
        "\x80",
        "\xC3",
        "\xC0\xAF",
        "\xE0\x80\xAF",
        "\xED\xA0\x80",
        "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xE4\xB8",
        "\xFF\xFE",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        char message[500];
        assert_int_equal(read_all(TEXTS[i], strlen(TEXTS[i]), message), ENT_ERR_SYNTAX);
        assert_string_equal(message, "memory:1:1: not UTF-8 text (save the file as UTF-8)");
    }
    char message[500];
    assert_int_equal(read_all("a: \0b", 5, message), ENT_ERR_SYNTAX);
    assert_string_equal(message, "memory:1:4: a control character (only text and line breaks are "
                                 "accepted)");
    assert_int_equal(read_all("a: \xC2\x85", 5, message), ENT_ERR_SYNTAX);
    assert_int_equal(read_all("", 0, message), ENT_ERR_SYNTAX);
    assert_string_equal(message, "memory:1:1: the file is empty");
}

/* A text of `count` repetitions of a pattern with one %d in it. */
static char *repeat(const char *head, const char *pattern, size_t count, const char *tail,
                    size_t *length) {
    const size_t size = strlen(head) + strlen(tail) + count * (strlen(pattern) + 12) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    size_t used = (size_t)snprintf(text, size, "%s", head);
    for (size_t i = 0; i < count; i++) {
        char piece[200];
        snprintf(piece, sizeof piece, "%s", pattern);
        char *mark = strchr(piece, '#');
        if (mark)
            used += (size_t)snprintf(text + used, size - used, "%.*s%zu%s", (int)(mark - piece),
                                     piece, i, mark + 1);
        else
            used += (size_t)snprintf(text + used, size - used, "%s", piece);
    }
    used += (size_t)snprintf(text + used, size - used, "%s", tail);
    *length = used;
    return text;
}

static void check_limit(const char *head, const char *pattern, size_t count, const char *tail,
                        const char *expected) {
    size_t length = 0;
    char *text = repeat(head, pattern, count, tail, &length);
    char message[500];
    assert_int_equal(read_all(text, length, message), ENT_ERR_LIMIT);
    assert_string_equal(message, expected);
    free(text);
}

static void sizes_are_limited(void **state) {
    (void)state;
    check_limit("a: ", "x", ENT_FILE_BYTES_MAX, "",
                "memory: larger than the 4194304 bytes that are accepted");
    check_limit("", "- a\n", ENT_YAML_NODES_MAX, "",
                "memory:200000:3: more than the 200000 keys and values that are accepted");
    check_limit("title: ", "[", 5000, "",
                "memory:1:39: nested deeper than the 32 levels that are accepted");
    check_limit("title: T\nissues:\n", "  i#: {options: {a: }}\n", 1001, "",
                "memory:2:1: issues: 1001 issues are more than the 1000 that fit");
    check_limit("title: T\nparties:\n", "  p#: {role: host}\n", 65, "",
                "memory:2:1: parties: 65 parties are more than the 64 that fit");
    check_limit("entente: 1\ntitle: T\nissues:\n  i:\n    options: {", "o#: , ", 10001,
                "}\nparties:\n  a: {role: principal, walk_away: 0}\n"
                "  b: {role: principal, walk_away: 0}\n",
                "memory:5:5: issues.i.options: 10001 options are more than the 10000 that fit");
}

/* As many names, and as many of them misspelt, as fit into a file: the time test is that this ends
 * at all under the time-out of the tests. */
static void many_mistakes_take_no_longer_than_few(void **state) {
    (void)state;
    size_t length = 0;
    char *text = repeat("entente: 1\ntitle: T\nsources:\n",
                        "  a-rather-long-name-of-a-source-#: {}\n", 40000, "claims:\n", &length);
    size_t claims_length = 0;
    char *claims =
        repeat(text, "  c#: {by: x, says: y, source: a-rather-long-name-of-a-suorce-#}\n", 12000,
               "", &claims_length);
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    assert_int_equal(
        ent_model_read_text("memory", claims, claims_length, false, NULL, &model, diags),
        ENT_ERR_MODEL);
    assert_true(ent_diags_count(diags) >= 12000);
    ent_diags_free(diags);
    free(claims);
    free(text);
}

static void text_may_include_files_only_if_allowed(void **state) {
    (void)state;
    static const char TEXT[] = "entente: 1\n"
                               "title: T\n"
                               "issues: {border: {options: {closed: , month: , open: }}}\n"
                               "parties:\n"
                               "  north: {role: principal, walk_away: 0}\n"
                               "  south: {file: every-key-south.yaml}\n";
    char message[500];
    assert_int_equal(read_all(TEXT, strlen(TEXT), message), ENT_ERR_MODEL);
    assert_string_equal(message, "memory:6:17: parties.south.file: files cannot be included here");
    ent_model *model = NULL;
    assert_int_equal(
        ent_model_read_text(FIXTURES "memory", TEXT, strlen(TEXT), true, NULL, &model, NULL),
        ENT_OK);
    assert_string_equal(model->parties[1].name, "The South");
    ent_model_free(model);
}

static void a_file_that_is_not_there_is_told(void **state) {
    (void)state;
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    char message[500];
    assert_int_equal(ent_model_read_file("/nowhere/at-all.yaml", NULL, &model, diags), ENT_ERR_IO);
    ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
    assert_string_equal(message, "/nowhere/at-all.yaml: there is no such file");
    assert_int_equal(ent_model_read_file(FIXTURES, NULL, &model, NULL), ENT_ERR_IO);
    assert_int_equal(ent_model_read_file("/dev/zero", NULL, &model, NULL), ENT_ERR_LIMIT);
    assert_null(model);
    ent_diags_free(diags);
}

static void reading_twice_gives_the_same_messages(void **state) {
    (void)state;
    char lines[2][4000] = {"", ""};
    for (size_t i = 0; i < 2; i++) {
        ent_diags *diags = ent_diags_new();
        ent_model *model = NULL;
        ent_model_read_file(ENT_ROOT "/tests/bad/many.yaml", NULL, &model, diags);
        for (size_t d = 0; ent_diags_at(diags, d); d++) {
            const size_t used = strlen(lines[i]);
            ent_diag_format(ent_diags_at(diags, d), lines[i] + used, sizeof lines[i] - used);
        }
        ent_diags_free(diags);
    }
    assert_true(strlen(lines[0]) > 500);
    assert_string_equal(lines[0], lines[1]);
}

#ifdef ENT_FAULTS
/* Let the first, second, ... allocation fail until one run no longer gets that far. */
static long fail_each_allocation(const char *path, ent_status at_end) {
    for (long n = 0;; n++) {
        ent_diags *diags = ent_diags_new();
        ent_model *model = NULL;
        ent_allocations_left = n;
        const ent_status status = ent_model_read_file(path, NULL, &model, diags);
        const bool was_used_up = ent_allocations_left < 0;
        ent_allocations_left = -1;
        assert_true((status == ENT_OK) == (model != NULL));
        ent_model_free(model);
        ent_diags_free(diags);
        if (!was_used_up) {
            assert_int_equal(status, at_end);
            return n;
        }
        /* in a wrong file the messages themselves may be what found no memory */
        assert_true(status == ENT_ERR_NOMEM || (at_end != ENT_OK && status == at_end));
    }
}

static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    assert_true(fail_each_allocation(FIXTURES "every-key.yaml", ENT_OK) > 5);
    assert_true(fail_each_allocation(ENT_ROOT "/tests/bad/many.yaml", ENT_ERR_MODEL) > 5);
    assert_true(fail_each_allocation(ENT_ROOT "/tests/bad/yaml-alias.yaml", ENT_ERR_SYNTAX) > 5);
}
#else
static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    skip();
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_are_what_their_field_says),
        cmocka_unit_test(proposers_come_in_four_ways),
        cmocka_unit_test(a_mark_and_windows_line_breaks_are_fine),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(ill_formed_utf8_is_refused),
        cmocka_unit_test(sizes_are_limited),
        cmocka_unit_test(many_mistakes_take_no_longer_than_few),
        cmocka_unit_test(text_may_include_files_only_if_allowed),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
        cmocka_unit_test(reading_twice_gives_the_same_messages),
        cmocka_unit_test(running_out_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
