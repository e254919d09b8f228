/* Numbers by path, and private copies of them that can be set. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "all_numbers.h"
#include "base/faults.h"
#include "entente/import.h"
#include "entente/read.h"
#include "entente/vary.h"
#include "model/path.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FILES[] = {
    ENT_ROOT "/tests/fixtures/every-key.yaml",   ENT_ROOT "/tests/fixtures/quoted-names.yaml",
    ENT_ROOT "/scenarios/istanbul-2025-06.yaml", ENT_ROOT "/scenarios/river-basin.yaml",
    ENT_ROOT "/scenarios/labour-contract.yaml",  ENT_ROOT "/scenarios/teaching-minimal.yaml",
};
enum { FILES_COUNT = sizeof FILES / sizeof *FILES, EVERY_KEY = 0, QUOTED = 1, ISTANBUL = 2 };

static ent_model *read_file(const char *path) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
    return model;
}

static ent_variation *vary(const ent_model *model) {
    ent_variation *variation = NULL;
    assert_int_equal(ent_variation_new(model, &variation, NULL), ENT_OK);
    return variation;
}

static uint32_t find(const ent_variation *variation, const char *path) {
    uint32_t index = ENT_NONE;
    assert_int_equal(ent_variation_find(variation, path, &index, NULL), ENT_OK);
    return index;
}

static bool same_decimal(const ent_decimal *a, const ent_decimal *b) {
    return a->value == b->value && a->exact == b->exact &&
           (!a->exact || (a->digits == b->digits && a->decimals == b->decimals));
}

static bool same_number(const ent_number *a, const ent_number *b) {
    return a->spread == b->spread && same_decimal(&a->low, &b->low) &&
           same_decimal(&a->likely, &b->likely) && same_decimal(&a->high, &b->high) &&
           a->because.count == b->because.count && a->because.at == b->because.at &&
           memcmp(&a->place, &b->place, sizeof a->place) == 0;
}

/* --- paths --- */

/* The numbers that a model lists are those that it holds, each once under its path. */
static void compare_with_walk(const ent_model *model) {
    all_numbers all;
    all_numbers_find(&all, model);
    assert_int_equal(all.count, model->numbers_count);
    for (size_t i = 0; i < all.count; i++) {
        uint32_t index = ENT_NONE;
        if (ent_model_find_number(model, all.at[i].path, &index, NULL) != ENT_OK)
            fail_msg("%s is not listed", all.at[i].path);
        assert_ptr_equal(model->numbers[index].number, all.at[i].number);
        assert_string_equal(model->numbers[index].path, all.at[i].path);
    }
    all_numbers_free(&all);
}

static void every_number_is_listed_under_its_path(void **state) {
    (void)state;
    for (size_t f = 0; f < FILES_COUNT; f++) {
        ent_model *model = read_file(FILES[f]);
        compare_with_walk(model);
        ent_variation *variation = vary(model);
        compare_with_walk(ent_variation_model(variation));
        ent_variation_free(variation);
        ent_model_free(model);
    }
}

static void numbers_of_an_import_are_listed_too(void **state) {
    (void)state;
    static const char *const PATHS[] = {ENT_ROOT "/tests/transcript/genius/shop.xml",
                                        ENT_ROOT "/tests/transcript/genius/buyer.xml",
                                        ENT_ROOT "/tests/transcript/genius/seller.xml"};
    ent_import *import = NULL;
    assert_int_equal(ent_import_files(PATHS, 3, NULL, &import, NULL), ENT_OK);
    compare_with_walk(import->model);
    ent_variation *variation = vary(import->model);
    compare_with_walk(ent_variation_model(variation));
    ent_variation_free(variation);
    ent_import_free(import);
}

static void numbers_stand_in_file_order(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[ISTANBUL]);
    for (size_t i = 1; i < model->numbers_count; i++) {
        const ent_place a = model->numbers[i - 1].number->place;
        const ent_place b = model->numbers[i].number->place;
        assert_true(a.line < b.line || (a.line == b.line && a.column < b.column));
    }
    ent_model_free(model);
}

static void names_that_could_be_misread_stand_in_quotes(void **state) {
    (void)state;
    static const struct {
        const char *given;
        const char *found;
    } CASES[] = {
        {"parties.\"a.b\".walk_away", "parties.\"a.b\".walk_away"},
        {"parties.\"c=d\".walk_away", "parties.\"c=d\".walk_away"},
        {"\"parties\".\"a.b\".\"walk_away\"", "parties.\"a.b\".walk_away"}, /* needless ones */
        {"parties.\"a\\.b\".walk_away", "parties.\"a.b\".walk_away"},
        {"parties.c=d.walk_away", "parties.\"c=d\".walk_away"},
        {"parties.\"a.b\".preferences.say-\"yes\".weight",
         "parties.\"a.b\".preferences.\"say-\\\"yes\\\"\".weight"},
        {"parties.\"a.b\".preferences.\"say-\\\"yes\\\"\".values.back\\slash",
         "parties.\"a.b\".preferences.\"say-\\\"yes\\\"\".values.\"back\\\\slash\""},
        {"time.effects.0.values.\"c=d\".\"price.net\".\"1.5\"",
         "time.effects.0.values.\"c=d\".\"price.net\".\"1.5\""},
    };
    static const char *const NONE[] = {
        "parties.a.b.walk_away",
        "parties.\"a.b.walk_away",
        "parties.\"a.b\"x.walk_away",
        "parties.\"a.b\\",
        "parties.\"a.b\"walk_away",
        "",
        "\"",
        "parties.\"a.b\".walk_away.",
        ".parties.\"a.b\".walk_away",
    };
    ent_model *model = read_file(FILES[QUOTED]);
    ent_variation *variation = vary(model);
    uint32_t index = ENT_NONE;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_int_equal(ent_model_find_number(model, CASES[i].given, &index, NULL), ENT_OK);
        assert_string_equal(model->numbers[index].path, CASES[i].found);
        assert_int_equal(find(variation, CASES[i].given), index);
    }
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
        index = 77;
        assert_int_equal(ent_model_find_number(model, NONE[i], &index, NULL), ENT_ERR_ARG);
        assert_int_equal(ent_variation_find(variation, NONE[i], &index, NULL), ENT_ERR_ARG);
        assert_int_equal(index, 77);
    }
    ent_variation_free(variation);
    ent_model_free(model);
}

static void a_path_ends_at_the_first_equals_sign_outside_quotes(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"a.b=1", "a.b"},
        {"a.\"b=c\".d=1", "a.\"b=c\".d"},
        {"a.\"b\\\"=\"=1", "a.\"b\\\"=\""},
        {"a.b", "a.b"},
        {"a.\"b=1", "a.\"b=1"},
        {"=1", ""},
        {"\"x=y\"=2", "\"x=y\""},
        {"a.b\"c=d\"=1", "a.b\"c"},
        {"a..b=1", "a..b"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(model_path_span(CASES[i][0]), strlen(CASES[i][1]));
}

static void expect_unknown(const ent_model *model, const ent_variation *variation, const char *path,
                           const char *message) {
    for (int of_variation = 0; of_variation < 2; of_variation++) {
        ent_diags *diags = ent_diags_new();
        uint32_t index = 0;
        assert_int_equal(of_variation ? ent_variation_find(variation, path, &index, diags)
                                      : ent_model_find_number(model, path, &index, diags),
                         ENT_ERR_ARG);
        char text[600];
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
        assert_string_equal(text, message);
        ent_diags_free(diags);
    }
}

static void an_unknown_path_is_answered_with_the_nearest(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[ISTANBUL]);
    ent_variation *variation = vary(model);
    expect_unknown(model, variation, "parties.ukrain.walk_away",
                   "parties.ukrain.walk_away: there is no such number (did you mean "
                   "'parties.ukraine.walk_away'?)");
    expect_unknown(model, variation, "parties.russia.preferences.army",
                   "parties.russia.preferences.army: not a number by itself, but 3 lie below, such "
                   "as 'parties.russia.preferences.army.weight'");
    expect_unknown(model, variation, "walk",
                   "walk: there is no such number (check --numbers lists them)");
    ent_variation_free(variation);
    ent_model_free(model);
}

/* --- setting --- */

static void a_number_that_is_set_keeps_what_it_rests_on(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    ent_variation *variation = vary(model);
    const ent_model *varied = ent_variation_model(variation);
    const uint32_t index = find(variation, "parties.north.walk_away");
    const ent_number before = *model->numbers[index].number;
    assert_int_equal(ent_variation_set_value(variation, index, 0.6, NULL), ENT_OK);
    const ent_number *now = &varied->parties[0].walk_away;
    assert_ptr_equal(varied->numbers[index].number, now);
    assert_true(now->spread == ENT_POINT && now->low.value == 0.6 && now->high.value == 0.6);
    assert_int_equal(now->because.count, 2);
    assert_ptr_equal(now->because.at, before.because.at);
    assert_memory_equal(&now->place, &before.place, sizeof now->place);
    assert_true(same_number(model->numbers[index].number, &before)); /* the original stays */
    ent_variation_free(variation);
    ent_model_free(model);
}

static void all_but_the_numbers_is_shared(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    ent_variation *variation = vary(model);
    const ent_model *varied = ent_variation_model(variation);
    assert_ptr_equal(varied->issues, model->issues);
    assert_ptr_equal(varied->rules, model->rules);
    assert_ptr_equal(varied->claims, model->claims);
    assert_ptr_equal(varied->title, model->title);
    assert_ptr_equal(varied->rounds, model->rounds);
    assert_ptr_equal(varied->becauses, model->becauses);
    assert_ptr_equal(varied->parties[0].red_lines, model->parties[0].red_lines);
    assert_ptr_equal(varied->parties[0].linkages[0].when.terms,
                     model->parties[0].linkages[0].when.terms);
    assert_ptr_equal(varied->time.factors[0].levels, model->time.factors[0].levels);
    for (size_t i = 0; i < model->numbers_count; i++) {
        assert_ptr_not_equal(varied->numbers[i].number, model->numbers[i].number);
        assert_true(same_number(varied->numbers[i].number, model->numbers[i].number));
    }
    ent_variation_free(variation);
    ent_model_free(model);
}

static void reset_sets_all_as_in_the_model(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    ent_variation *variation = vary(model);
    const ent_model *varied = ent_variation_model(variation);
    for (uint32_t i = 0; i < model->numbers_count; i++) {
        assert_int_equal(ent_variation_set_value(variation, i, 0.123, NULL), ENT_OK);
        assert_int_equal(ent_variation_set_value(variation, i, 0.456, NULL), ENT_OK);
        assert_true(varied->numbers[i].number->likely.value == 0.456);
    }
    ent_variation_reset(variation);
    for (size_t i = 0; i < model->numbers_count; i++)
        assert_true(same_number(varied->numbers[i].number, model->numbers[i].number));
    ent_variation_free(variation);
    ent_model_free(model);
}

/* A double is set as what a file means by the same digits. */
static void a_double_is_the_decimal_that_it_is_nearest_to(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[ISTANBUL]);
    ent_variation *variation = vary(model);
    const ent_number *set = ent_variation_model(variation)->numbers[0].number;
    static const char *const DECIMALS[] = {"0",    "1",           "0.1",   "0.6",
                                           "-0.3", "0.85",        "12",    "1e9",
                                           "3e-7", "0.999999999", "-12.5", "0.123456789012345"};
    for (size_t i = 0; i < sizeof DECIMALS / sizeof *DECIMALS; i++) {
        ent_number read;
        assert_int_equal(ent_read_number_text(DECIMALS[i], "x", &read, NULL), ENT_OK);
        assert_int_equal(ent_variation_set_value(variation, 0, read.likely.value, NULL), ENT_OK);
        assert_true(read.likely.exact && same_decimal(&set->likely, &read.likely));
        assert_true(same_decimal(&set->low, &read.likely) && same_decimal(&set->high, &read.low));
    }
    for (int k = 0; k <= 1000; k++) { /* in thousandths, with as few places as will do */
        assert_int_equal(ent_variation_set_value(variation, 0, k / 1000.0, NULL), ENT_OK);
        assert_true(set->likely.exact && set->likely.value == k / 1000.0);
        assert_int_equal(set->likely.decimals, k % 1000 == 0  ? 0
                                               : k % 100 == 0 ? 1
                                               : k % 10 == 0  ? 2
                                                              : 3);
    }
    static const double BARE[] = {1.0 / 3, 0.1 + 0.2, 1e-17, 2.0 / 7};
    for (size_t i = 0; i < sizeof BARE / sizeof *BARE; i++) {
        assert_int_equal(ent_variation_set_value(variation, 0, BARE[i], NULL), ENT_OK);
        assert_true(!set->likely.exact && set->likely.value == BARE[i]);
    }
    assert_int_equal(ent_variation_set_value(variation, 0, -0.0, NULL), ENT_OK);
    assert_true(set->likely.value == 0 && !signbit(set->likely.value));
    ent_variation_free(variation);
    ent_model_free(model);
}

static void what_cannot_be_set_is_refused(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    ent_variation *variation = vary(model);
    const uint32_t count = (uint32_t)model->numbers_count;
    assert_int_equal(ent_variation_set_value(variation, 0, NAN, NULL), ENT_ERR_ARG);
    assert_int_equal(ent_variation_set_value(variation, 0, -INFINITY, NULL), ENT_ERR_ARG);
    assert_int_equal(ent_variation_set_value(variation, count, 0.5, NULL), ENT_ERR_ARG);
    ent_number half = *model->numbers[0].number;
    half.low.value = NAN;
    assert_int_equal(ent_variation_set(variation, 0, &half, NULL), ENT_ERR_ARG);
    assert_true(
        same_number(ent_variation_model(variation)->numbers[0].number, model->numbers[0].number));
    ent_variation_free(variation);
    ent_model_free(model);
}

/* A fault of a number names the number's path, so that a message can be typed back. */
static void a_number_out_of_range_is_told_under_its_path(void **state) {
    (void)state;
    for (size_t f = 0; f < FILES_COUNT; f++) {
        ent_model *model = read_file(FILES[f]);
        ent_variation *variation = vary(model);
        for (uint32_t i = 0; i < model->numbers_count; i++) {
            const ent_number_entry *entry = &model->numbers[i];
            ent_variation_reset(variation);
            ent_diags *diags = ent_diags_new();
            assert_int_equal(ent_variation_check(variation, diags), ENT_OK);
            assert_int_equal(ent_variation_set_value(variation, i, 1e12, NULL), ENT_OK);
            assert_int_equal(ent_variation_check(variation, diags), ENT_ERR_MODEL);
            const ent_diag *diag = ent_diags_at(diags, 0);
            assert_string_equal(diag->path, entry->path);
            assert_non_null(strstr(diag->message, "1000000000000 is above "));
            assert_int_equal(diag->line, entry->number->place.line);
            assert_int_equal(diag->column, entry->number->place.column);
            ent_diags_free(diags);
        }
        ent_variation_free(variation);
        ent_model_free(model);
    }
}

static void a_variation_of_a_variation_is_one(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    ent_variation *first = vary(model);
    ent_variation_set_value(first, 0, 0.25, NULL);
    ent_variation *second = vary(ent_variation_model(first));
    ent_variation_set_value(second, 0, 0.75, NULL);
    assert_true(ent_variation_model(first)->numbers[0].number->likely.value == 0.25);
    ent_variation_reset(second);
    assert_true(ent_variation_model(second)->numbers[0].number->likely.value == 0.25);
    ent_variation_free(second);
    ent_variation_free(first);
    ent_model_free(model);
}

static void a_number_that_the_model_does_not_hold_is_refused(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[EVERY_KEY]);
    const ent_number elsewhere = *model->numbers[0].number;
    const ent_number_entry entry = {"parties.nowhere.walk_away", &elsewhere};
    ent_model wrong = *model;
    wrong.numbers = &entry;
    wrong.numbers_count = 1;
    ent_diags *diags = ent_diags_new();
    ent_variation *variation = NULL;
    assert_int_equal(ent_variation_new(&wrong, &variation, diags), ENT_ERR_ARG);
    assert_null(variation);
    assert_string_equal(ent_diags_at(diags, 0)->path, "parties.nowhere.walk_away");
    ent_diags_free(diags);
    ent_model_free(model);
}

#ifdef ENT_FAULTS
static void setting_allocates_nothing(void **state) {
    (void)state;
    ent_model *model = read_file(FILES[ISTANBUL]);
    ent_variation *variation = vary(model);
    uint32_t index = 0;
    ent_allocations_left = 0;
    const ent_status found = ent_variation_find(variation, "time.discount.russia", &index, NULL);
    const ent_status set = ent_variation_set_value(variation, index, 0.5, NULL);
    ent_variation_reset(variation);
    ent_allocations_left = -1;
    assert_int_equal(found, ENT_OK);
    assert_int_equal(set, ENT_OK);
    ent_allocations_left = 1000;
    assert_int_equal(ent_model_check(model, NULL), ENT_OK);
    const long plain = 1000 - ent_allocations_left;
    ent_allocations_left = 1000;
    assert_int_equal(ent_variation_check(variation, NULL), ENT_OK);
    assert_int_equal(1000 - ent_allocations_left, plain);
    ent_allocations_left = -1;
    ent_variation_free(variation);
    ent_model_free(model);
}
#else
static void setting_allocates_nothing(void **state) {
    (void)state;
    skip();
}
#endif

/* --- a number as text --- */

/* A model file whose second number is `text`. */
static ent_status read_in_file(const char *text, ent_model **model, ent_diags *diags) {
    char file[2000];
    const int length =
        snprintf(file, sizeof file,
                 "entente: 1\ntitle: t\nissues: {i: {options: {a: , b: }}}\nparties:\n"
                 "  p: {role: principal, walk_away: 0.5}\n"
                 "  q:\n    role: principal\n    walk_away: %s\n",
                 text);
    return ent_model_read_text("m", file, (size_t)length, false, NULL, model, diags);
}

/* Texts that stand for a number, then some that do not. */
static const char *const TEXTS[] = {
    "0.6",
    "[0.4, 0.6]",
    "[0.3,0.4,0.6]",
    "1",
    "0",
    ".25",
    "+0.5",
    "1e-3",
    "0.60",
    "5E-1",
    "0.12345678901234567890",
    "0.1234567890123456",
    "[ 0.25 , 1 ]",
    "0.6 # a remark",
    "[0.1,\n 0.2]",
    "[0.123456789012345, 0.5]",
    "1e-400",
    " 0.5",
    "0.5 ",
    "[0.2, 0.2]",
    /* none */
    "0,6",
    "20 %",
    "abc",
    "'0.6'",
    "\"0.6\"",
    "[0.4]",
    "[1, 2, 3, 4]",
    "[]",
    "[0.4, abc]",
    "[0.4, '0.6']",
    "[x, y]",
    "[[0.1, 0.2], 0.3]",
    "nan",
    "inf",
    "1e999",
    "0x1p-1",
    "1_000",
    "",
    "~",
    "&a 0.6",
    "!x 0.6",
    "0.6\t",
    "--1",
    "0.5.1",
    "1e",
    "[0.4, {a: 1}]",
};

static void compare_number(const ent_number *number, const ent_number *wanted) {
    assert_true(number->spread == wanted->spread);
    assert_true(same_decimal(&number->low, &wanted->low));
    assert_true(same_decimal(&number->likely, &wanted->likely));
    assert_true(same_decimal(&number->high, &wanted->high));
    assert_true(number->because.count == 0 && number->place.line == 0);
}

static void compare_refusals(const ent_diags *by_text, const ent_diags *by_file) {
    assert_int_equal(ent_diags_count(by_file), ent_diags_count(by_text));
    for (size_t d = 0; d < ent_diags_count(by_text); d++) {
        const ent_diag *diag = ent_diags_at(by_text, d);
        assert_string_equal(diag->message, ent_diags_at(by_file, d)->message);
        assert_string_equal(diag->path, "the.path");
        assert_true(diag->line == 0 && *diag->source == '\0');
    }
}

/* Is it a number, and do both say the same of it? */
static bool read_both_ways(const char *text) {
    ent_diags *by_file = ent_diags_new();
    ent_diags *by_text = ent_diags_new();
    ent_model *model = NULL;
    ent_number number = {.spread = ENT_TRIANGULAR, .low.value = 77};
    const ent_status status = read_in_file(text, &model, by_file);
    const ent_status mine = ent_read_number_text(text, "the.path", &number, by_text);
    if (status != mine)
        fail_msg("'%s': %d in a file, %d by itself", text, (int)status, (int)mine);
    if (status == ENT_OK)
        compare_number(&number, model->numbers[1].number);
    else
        compare_refusals(by_text, by_file);
    assert_true(status == ENT_OK || number.low.value == 77); /* nothing written */
    ent_model_free(model);
    ent_diags_free(by_file);
    ent_diags_free(by_text);
    return status == ENT_OK;
}

static void a_text_is_read_as_in_a_file(void **state) {
    (void)state;
    size_t read = 0;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        read += read_both_ways(TEXTS[i]);
    assert_int_equal(read, 20);
}

static void a_mapping_is_no_number_by_itself(void **state) {
    (void)state;
    static const char *const CASES[][2] = {
        {"{value: 0.6}", "x: expected a number, found a mapping"},
        {"a: 1", "x: expected a number, found a mapping"},
        {"   ", "x: expected a number, found nothing"},
        {"0.6\n---\n0.7", "x: a second document begins here (one per file)"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_diags *diags = ent_diags_new();
        ent_number number;
        assert_int_not_equal(ent_read_number_text(CASES[i][0], "x", &number, diags), ENT_OK);
        char text[300];
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
        assert_string_equal(text, CASES[i][1]);
        ent_diags_free(diags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_listed_under_its_path),
        cmocka_unit_test(numbers_of_an_import_are_listed_too),
        cmocka_unit_test(numbers_stand_in_file_order),
        cmocka_unit_test(names_that_could_be_misread_stand_in_quotes),
        cmocka_unit_test(a_path_ends_at_the_first_equals_sign_outside_quotes),
        cmocka_unit_test(an_unknown_path_is_answered_with_the_nearest),
        cmocka_unit_test(a_number_that_is_set_keeps_what_it_rests_on),
        cmocka_unit_test(all_but_the_numbers_is_shared),
        cmocka_unit_test(reset_sets_all_as_in_the_model),
        cmocka_unit_test(a_double_is_the_decimal_that_it_is_nearest_to),
        cmocka_unit_test(what_cannot_be_set_is_refused),
        cmocka_unit_test(a_number_out_of_range_is_told_under_its_path),
        cmocka_unit_test(a_variation_of_a_variation_is_one),
        cmocka_unit_test(a_number_that_the_model_does_not_hold_is_refused),
        cmocka_unit_test(setting_allocates_nothing),
        cmocka_unit_test(a_text_is_read_as_in_a_file),
        cmocka_unit_test(a_mapping_is_no_number_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
