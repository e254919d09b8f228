/* What the streaming writer prints, another library reads back as it was meant. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/print/json.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct written {
    print_json json;
    char *text;
    size_t length;
} written;

static void start(written *self) {
    print_json_start(&self->json, open_memstream(&self->text, &self->length));
}

static json_t *read_back(written *self) {
    fclose(self->json.out);
    json_error_t error;
    json_t *root = json_loads(self->text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d:%d in %s", error.text, error.line, error.column, self->text);
    return root;
}

static void members_read_back(void **state) {
    (void)state;
    written out;
    start(&out);
    print_json_object(&out.json, NULL, PRINT_JSON_WIDE);
    print_json_number(&out.json, "tenth", 0.1);
    print_json_number(&out.json, "nothing", -0.0);
    print_json_number(&out.json, "unknown", NAN);
    print_json_number(&out.json, "endless", INFINITY);
    print_json_whole(&out.json, "whole", 9007199254740993u);
    print_json_bool(&out.json, "yes", true);
    print_json_array(&out.json, "list", PRINT_JSON_LINE);
    print_json_text(&out.json, NULL, "a");
    print_json_null(&out.json, NULL);
    print_json_close(&out.json);
    print_json_object(&out.json, "empty", PRINT_JSON_WIDE);
    print_json_close(&out.json);
    print_json_close(&out.json);
    json_t *root = read_back(&out);
    assert_true(json_real_value(json_object_get(root, "tenth")) == 0.1);
    assert_non_null(strstr(out.text, "\"tenth\": 0.1,"));
    assert_non_null(strstr(out.text, "\"nothing\": 0,"));
    assert_true(json_is_null(json_object_get(root, "unknown")));
    assert_true(json_is_null(json_object_get(root, "endless")));
    assert_true(json_integer_value(json_object_get(root, "whole")) == 9007199254740993);
    assert_true(json_is_true(json_object_get(root, "yes")));
    assert_int_equal(json_array_size(json_object_get(root, "list")), 2);
    assert_int_equal(json_object_size(json_object_get(root, "empty")), 0);
    json_decref(root);
    free(out.text);
}

static void wide_containers_put_a_member_on_each_line(void **state) {
    (void)state;
    written out;
    start(&out);
    print_json_object(&out.json, NULL, PRINT_JSON_WIDE);
    print_json_array(&out.json, "pair", PRINT_JSON_LINE);
    print_json_whole(&out.json, NULL, 1);
    print_json_whole(&out.json, NULL, 2);
    print_json_close(&out.json);
    print_json_whole(&out.json, "three", 3);
    print_json_close(&out.json);
    fclose(out.json.out);
    assert_string_equal(out.text, "{\n  \"pair\": [1, 2],\n  \"three\": 3\n}\n");
    free(out.text);
}

static void assert_text_reads_back(const char *text, const char *expected) {
    written out;
    start(&out);
    print_json_object(&out.json, NULL, PRINT_JSON_LINE);
    print_json_text(&out.json, text, text);
    print_json_close(&out.json);
    json_t *root = read_back(&out);
    assert_string_equal(json_string_value(json_object_get(root, expected)), expected);
    json_decref(root);
    free(out.text);
}

static void any_text_reads_back(void **state) {
    (void)state;
    assert_text_reads_back("Z\xc3\xbcrich \xe5\x81\x9c\xe6\x88\xa6 \xf0\x9f\x95\x8a",
                           "Z\xc3\xbcrich \xe5\x81\x9c\xe6\x88\xa6 \xf0\x9f\x95\x8a");
    assert_text_reads_back("quote \" slash \\ / line\nend\ttab \x01 \x7f",
                           "quote \" slash \\ / line\nend\ttab \x01 \x7f");
}

static void bytes_that_are_not_utf8_are_replaced(void **state) {
    (void)state;
    assert_text_reads_back("a\xff"
                           "b",
                           "a\xef\xbf\xbd"
                           "b");
    assert_text_reads_back("\xc3", "\xef\xbf\xbd");                                 /* cut off */
    assert_text_reads_back("\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd");                 /* overlong */
    assert_text_reads_back("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* surrogate */
}

static void a_long_list_is_cut_and_says_so(void **state) {
    (void)state;
    written out;
    start(&out);
    out.json.rows_max = 5;
    out.json.cells_max = 1000;
    print_json_object(&out.json, NULL, PRINT_JSON_LINE);
    print_json_cut cut = print_json_list(&out.json, "short", 5, 1);
    assert_int_equal(cut.shown, 5);
    print_json_close(&out.json);
    cut = print_json_list(&out.json, "long", 13, 1);
    assert_int_equal(cut.shown, 5);
    for (size_t i = 0; i < cut.shown; i++)
        print_json_whole(&out.json, NULL, print_json_entry(cut, i));
    print_json_close(&out.json);
    print_json_close(&out.json);
    json_t *root = read_back(&out);
    assert_null(json_object_get(root, "short_count"));
    assert_int_equal(json_integer_value(json_object_get(root, "long_count")), 13);
    assert_int_equal(json_integer_value(json_object_get(root, "long_shown")), 5);
    static const int SPREAD[] = {0, 3, 6, 9, 12};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(json_integer_value(json_array_get(json_object_get(root, "long"), i)),
                         SPREAD[i]);
    json_decref(root);
    free(out.text);
}

static void packages_of_many_issues_are_cut_earlier(void **state) {
    (void)state;
    const print_json json = {.rows_max = 10000, .cells_max = 1000000};
    assert_int_equal(print_json_fit(&json, 9000, 50).shown, 9000);
    assert_int_equal(print_json_fit(&json, 20000, 50).shown, 10000);
    assert_int_equal(print_json_fit(&json, 9000, 1000).shown, 1000);
    assert_int_equal(print_json_fit(&json, 9000, 1000000).shown, 100);
    assert_int_equal(print_json_fit(&json, 7, 1000000).shown, 7);
    const print_json whole = {0};
    assert_int_equal(print_json_fit(&whole, 1234567, 1000).shown, 1234567);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_read_back),
        cmocka_unit_test(wide_containers_put_a_member_on_each_line),
        cmocka_unit_test(any_text_reads_back),
        cmocka_unit_test(bytes_that_are_not_utf8_are_replaced),
        cmocka_unit_test(a_long_list_is_cut_and_says_so),
        cmocka_unit_test(packages_of_many_issues_are_cut_earlier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
