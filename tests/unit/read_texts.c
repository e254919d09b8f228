/* Models from memory with their parts, and where in a text each number stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/read.h"
#include "entente/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURES ENT_ROOT "/tests/fixtures/"

enum { TEXT_MAX = 60000, MESSAGES_MAX = 8000 };

static ent_text load(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = malloc(TEXT_MAX);
    assert_non_null(text);
    const size_t length = fread(text, 1, TEXT_MAX, file);
    assert_true(length < TEXT_MAX);
    fclose(file);
    return (ent_text){path, text, length};
}

static void unload(ent_text text) {
    free((char *)(uintptr_t)text.text);
}

static ent_text text_of(const char *name, const char *text) {
    return (ent_text){name, text, strlen(text)};
}

static size_t write_down(const ent_model *model, char text[TEXT_MAX]) {
    FILE *file = fmemopen(text, TEXT_MAX, "w");
    assert_non_null(file);
    assert_int_equal(ent_model_write(model, file), ENT_OK);
    const long length = ftell(file);
    fclose(file);
    assert_true(length > 0 && length < TEXT_MAX - 1);
    return (size_t)length;
}

static void list_messages(const ent_diags *diags, char list[MESSAGES_MAX]) {
    size_t used = 0;
    list[0] = '\0';
    for (size_t d = 0; ent_diags_at(diags, d) && used < MESSAGES_MAX - 600; d++) {
        used += ent_diag_format(ent_diags_at(diags, d), list + used, MESSAGES_MAX - used);
        list[used++] = '\n';
        list[used] = '\0';
    }
}

/* --- parts --- */

static void a_model_from_memory_is_the_one_from_files(void **state) {
    (void)state;
    const ent_text texts[] = {load(FIXTURES "every-key.yaml"),
                              load(FIXTURES "every-key-south.yaml")};
    const ent_text given[] = {texts[0],
                              text_of("unused.yaml", "{not: a, model"),
                              {"every-key-south.yaml", texts[1].text, texts[1].length}};
    ent_model *from_files = NULL;
    ent_model *from_memory = NULL;
    assert_int_equal(ent_model_read_file(FIXTURES "every-key.yaml", NULL, &from_files, NULL),
                     ENT_OK);
    assert_int_equal(ent_model_read_texts(given, 3, NULL, &from_memory, NULL), ENT_OK);
    static char written[2][TEXT_MAX];
    const size_t length = write_down(from_files, written[0]);
    assert_int_equal(write_down(from_memory, written[1]), length);
    assert_memory_equal(written[0], written[1], length);
    assert_int_equal(from_memory->files_count, 2);
    for (size_t f = 0; f < 2; f++)
        assert_string_equal(from_memory->files[f], from_files->files[f]);
    assert_int_equal(from_memory->numbers_count, from_files->numbers_count);
    for (size_t n = 0; n < from_files->numbers_count; n++) {
        const ent_number *a = from_files->numbers[n].number;
        const ent_number *b = from_memory->numbers[n].number;
        assert_true(a->place.file == b->place.file && a->place.line == b->place.line);
        assert_true(a->span.begin == b->span.begin && a->span.end == b->span.end);
    }
    ent_model_free(from_files);
    ent_model_free(from_memory);
    unload(texts[0]);
    unload(texts[1]);
}

#define HEAD                                                                                       \
    "entente: 1\n"                                                                                 \
    "title: T\n"                                                                                   \
    "issues: {border: {options: {closed: , open: }}}\n"                                            \
    "parties:\n"                                                                                   \
    "  north: {role: principal, walk_away: 0}\n"

/* Write the texts as files into a new folder, read them from there and from memory. */
static void check_same_messages(const char *model, const char *part) {
    char folder[] = "/tmp/entente-texts-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char paths[2][100];
    const char *const texts[] = {model, part};
    for (size_t i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%s", folder, i ? "south.yaml" : "talks.yaml");
        FILE *file = fopen(paths[i], "wb");
        assert_non_null(file);
        fputs(texts[i], file);
        fclose(file);
    }
    const ent_text given[] = {text_of(paths[0], model), text_of("south.yaml", part)};
    static char lists[2][MESSAGES_MAX];
    ent_status status[2];
    for (size_t i = 0; i < 2; i++) {
        ent_diags *diags = ent_diags_new();
        ent_model *read = NULL;
        status[i] = i ? ent_model_read_texts(given, 2, NULL, &read, diags)
                      : ent_model_read_file(paths[0], NULL, &read, diags);
        list_messages(diags, lists[i]);
        ent_model_free(read);
        ent_diags_free(diags);
    }
    for (size_t i = 0; i < 2; i++)
        unlink(paths[i]);
    rmdir(folder);
    assert_int_equal(status[0], status[1]);
    assert_true(status[0] != ENT_OK && strlen(lists[0]) > 20);
    assert_string_equal(lists[0], lists[1]);
}

static void parts_are_refused_like_files(void **state) {
    (void)state;
    static const char WHOLE[] = HEAD "  south: {file: south.yaml}\n";
    check_same_messages(WHOLE, "role: principal\nwalk_away: 2\nwalkaway: 1\n");
    check_same_messages(WHOLE, "role: [principal\n");
    check_same_messages(WHOLE, "");
    check_same_messages(WHOLE, "role: principal\nwalk_away: 0\nname: \x80\n");
    check_same_messages(WHOLE, "{file: other.yaml}\n");
    check_same_messages(HEAD "  south: {file: south.yaml, name: S}\n", "role: principal\n");
    check_same_messages(HEAD "  south: {file: [south.yaml]}\n", "role: principal\n");
    check_same_messages(HEAD "  south: {file: south.yaml}\n  west: {role: prinzipal}\n",
                        "role: x\n");
    char *huge = malloc((size_t)ENT_FILE_BYTES_MAX + 2);
    assert_non_null(huge);
    memset(huge, '#', (size_t)ENT_FILE_BYTES_MAX + 1);
    huge[ENT_FILE_BYTES_MAX + 1] = '\0';
    check_same_messages(WHOLE, huge);
    free(huge);
}

static void check_first(const ent_text *texts, size_t count, ent_status status,
                        const char *expected) {
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    char message[500];
    assert_int_equal(ent_model_read_texts(texts, count, NULL, &model, diags), status);
    assert_null(model);
    ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
    assert_string_equal(message, expected);
    ent_diags_free(diags);
}

static void a_part_that_is_not_there_is_told(void **state) {
    (void)state;
    const ent_text texts[] = {text_of("talks/main.yaml", HEAD "  south: {file: south.yaml}\n"),
                              text_of("sout.yaml", "role: principal\n"),
                              text_of("north.yaml", "role: principal\n")};
    check_first(texts, 3, ENT_ERR_IO,
                "talks/main.yaml:6:17: parties.south.file: 'south.yaml': there is no such part "
                "(did you mean 'sout.yaml'?)");
    const ent_text far[] = {texts[0], text_of("a", ""), text_of("b", "")};
    check_first(far, 3, ENT_ERR_IO,
                "talks/main.yaml:6:17: parties.south.file: 'south.yaml': there is no such part "
                "(there are: a, b)");
    check_first(texts, 1, ENT_ERR_IO,
                "talks/main.yaml:6:17: parties.south.file: 'south.yaml': there is no such part");
    const ent_text twice[] = {texts[0], texts[1], texts[2], texts[1]};
    check_first(twice, 4, ENT_ERR_ARG,
                "two parts are called 'sout.yaml' (every part needs a name of its own)");
    check_first(NULL, 0, ENT_ERR_ARG,
                "there is no text (the first is the model, the others are its parts)");
    const ent_text nothing = {"main", NULL, 0};
    check_first(&nothing, 1, ENT_ERR_SYNTAX, "main:1:1: the file is empty");
    const ent_text empty[] = {texts[0], {"south.yaml", NULL, 0}};
    check_first(empty, 2, ENT_ERR_SYNTAX, "talks/south.yaml:1:1: the file is empty");
}

/* No name leads out of what was given: not to a file that exists. */
static void no_file_is_opened(void **state) {
    (void)state;
    const ent_text texts[] = {
        text_of(FIXTURES "main.yaml", HEAD "  south: {file: every-key-south.yaml}\n"),
        text_of("x.yaml", "role: principal\n")};
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_texts(texts, 2, NULL, &model, NULL), ENT_ERR_IO);
    assert_null(model);
}

/* --- where numbers stand --- */

/* The text of the number at `path`. */
static const char *spanned(const char *lines, const char *path, char found[200]) {
    static char text[4000];
    snprintf(text, sizeof text, "%s", lines);
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    char message[500] = "";
    if (ent_model_read_text("memory", text, strlen(text), false, NULL, &model, diags) != ENT_OK) {
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
        fail_msg("%s", message);
    }
    ent_diags_free(diags);
    snprintf(found, 200, "(no such number)");
    for (size_t n = 0; n < model->numbers_count; n++)
        if (strcmp(model->numbers[n].path, path) == 0) {
            const ent_span span = model->numbers[n].number->span;
            assert_true(span.begin < span.end && span.end <= strlen(text));
            snprintf(found, 200, "%.*s", (int)(span.end - span.begin), text + span.begin);
        }
    ent_model_free(model);
    return found;
}

#define BEFORE "entente: 1\ntitle: T\nissues: {border: {options: {closed: , open: }}}\n"
#define NORTH  "parties:\n  north: {role: principal, walk_away: 0}\n  south:\n    role: principal\n"
#define AWAY   "parties.south.walk_away"

static void a_span_is_the_value_as_written(void **state) {
    (void)state;
    char found[200];
    static const struct {
        const char *lines;
        const char *value;
    } CASES[] = {
        {BEFORE NORTH "    walk_away: 0.5\n", "0.5"},
        {BEFORE NORTH "    walk_away: 0.5", "0.5"},
        {BEFORE NORTH "    walk_away: 0.5   \n", "0.5"},
        {BEFORE NORTH "    walk_away:   +0.50  # a comment\n", "+0.50"},
        {BEFORE NORTH "    walk_away:\n      5e-1\n", "5e-1"},
        {BEFORE NORTH "    walk_away: [0.1, 0.2]\n", "[0.1, 0.2]"},
        {BEFORE NORTH "    walk_away: [ 0.1,0.2,  0.3 ] # why\n", "[ 0.1,0.2,  0.3 ]"},
        {BEFORE NORTH "    walk_away: [0.1, # low\n      0.2 # high\n      ]\n",
         "[0.1, # low\n      0.2 # high\n      ]"},
        {BEFORE NORTH "    walk_away:\n      - 0.1\n      - 0.2 # high\n\n    name: S\n",
         "- 0.1\n      - 0.2"},
        {BEFORE NORTH "    walk_away:\n    - 0.1\n    - 0.2\n    # so much\n    name: S\n",
         "- 0.1\n    - 0.2"},
        {BEFORE NORTH "    walk_away: {value: 0.5}\n", "0.5"},
        {BEFORE NORTH "    walk_away: {value: [0.1, 0.2] }\n", "[0.1, 0.2]"},
        {BEFORE NORTH "    walk_away: {\"value\":0.5}\n", "0.5"},
        {BEFORE NORTH "    walk_away:\n      value:\n        - 0.1\n        - 0.2\n",
         "- 0.1\n        - 0.2"},
        {"# \xd0\x9c\xd0\xb8\xd1\x80 \xf0\x9f\x95\x8a\n" BEFORE NORTH "    walk_away: 0.25\n",
         "0.25"},
        {BEFORE NORTH "    name: \"\xc3\xa9\\u00e9 \xe2\x82\xac\"\n    walk_away: 0.25\n", "0.25"},
        {BEFORE NORTH "    name: '\xc3\xa9''\xc3\xa9'\n    walk_away: 0.25\n", "0.25"},
        {BEFORE NORTH "    name: |\n      \xc3\xa9\xc3\xa9\n\n    walk_away: 0.25\n", "0.25"},
        {BEFORE NORTH
         "    name: >-\n      \xc3\xa9 a\n      \xf0\x9f\x95\x8a\n    walk_away: 0.25\n",
         "0.25"},
        {BEFORE NORTH "    name: two\n      \xc3\xa9 lines\n    walk_away: 0.25\n", "0.25"},
        {BEFORE NORTH "    name: \"two\n      \xc3\xa9 lines\\\n      \"\n    walk_away: 0.25\n",
         "0.25"},
        {"\xef\xbb\xbf" BEFORE NORTH "    walk_away: [0.25, 0.5]\n", "[0.25, 0.5]"},
        {"\xef\xbb\xbf# \xc3\xa9\r\n" BEFORE NORTH "    walk_away: [0.25,\r\n 0.5]\r\n",
         "[0.25,\r\n 0.5]"},
        {BEFORE NORTH "    name: |\r\n      \xc3\xa9\r\n    walk_away: 0.25\r\n", "0.25"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_string_equal(spanned(CASES[i].lines, AWAY, found), CASES[i].value);
}

#ifdef ENT_FAULTS
static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    const ent_text south = load(FIXTURES "every-key-south.yaml");
    const ent_text texts[] = {load(FIXTURES "every-key.yaml"),
                              {"every-key-south.yaml", south.text, south.length}};
    const ent_text lost[] = {texts[0], {"every-key-suoth.yaml", south.text, south.length}};
    for (size_t c = 0; c < 2; c++) {
        long n = 0;
        for (bool was_used_up = true; was_used_up; n++) {
            ent_model *model = NULL;
            ent_allocations_left = n;
            const ent_status status = ent_model_read_texts(c ? lost : texts, 2, NULL, &model, NULL);
            was_used_up = ent_allocations_left < 0;
            ent_allocations_left = -1;
            assert_true((status == ENT_OK) == (model != NULL));
            assert_int_equal(status, was_used_up ? ENT_ERR_NOMEM : c ? ENT_ERR_IO : ENT_OK);
            ent_model_free(model);
        }
        assert_true(n > 5);
    }
    unload(texts[0]);
    unload(south);
}
#else
static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    skip();
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_from_memory_is_the_one_from_files),
        cmocka_unit_test(parts_are_refused_like_files),
        cmocka_unit_test(a_part_that_is_not_there_is_told),
        cmocka_unit_test(no_file_is_opened),
        cmocka_unit_test(a_span_is_the_value_as_written),
        cmocka_unit_test(running_out_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
