/* The bytes of a number are its value, and nothing else depends on them: another value put in their
 * place changes that number alone. For every number of the scenarios and of random models, with
 * line breaks of every kind and letters of two to four bytes around them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "entente/read.h"
#include "entente/write.h"
#include "random_model.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 18, PATH_LENGTH = 1024, MODELS = 300 };

typedef struct buffer {
    size_t length;
    char text[TEXT_MAX];
} buffer;

static buffer now, spliced, written[2];
static size_t tried, refused;

static void put(buffer *to, const char *text, size_t length) {
    assert_true(length < TEXT_MAX - to->length);
    memcpy(to->text + to->length, text, length);
    to->length += length;
}

static void write_down(const ent_model *model, buffer *to) {
    FILE *file = fmemopen(to->text, TEXT_MAX, "w");
    assert_non_null(file);
    assert_int_equal(ent_model_write(model, file), ENT_OK);
    const long length = ftell(file);
    fclose(file);
    assert_true(length > 0 && length < TEXT_MAX - 1);
    to->length = (size_t)length;
}

/* --- the value in the text, read without the reader --- */

static const char BLANKS[] = " \r\n";

static bool is_decimal(const char *text, size_t length, const ent_decimal *value) {
    ent_decimal found;
    return base_decimal_parse(text, length, &found) && found.value == value->value &&
           found.exact == value->exact && found.digits == value->digits;
}

/* Are the numbers between the brackets these? */
static bool is_list(const char *text, size_t length, const ent_number *number) {
    const ent_decimal *ends[] = {&number->low, &number->likely, &number->high};
    const size_t step = number->spread == ENT_UNIFORM ? 2 : 1;
    if (text[0] != '[' || text[length - 1] != ']')
        return false;
    size_t at = 1;
    for (size_t e = 0; e < 3; e += step) {
        at += strspn(text + at, BLANKS);
        const size_t digits = strspn(text + at, "+-.0123456789eE");
        if (!is_decimal(text + at, digits, ends[e]))
            return false;
        at += digits;
        at += strspn(text + at, BLANKS) + 1; /* ',' or ']' */
    }
    return at == length;
}

static bool holds_value(const char *text, const ent_number *number) {
    const char *begin = text + number->span.begin;
    const size_t length = number->span.end - number->span.begin;
    return number->spread == ENT_POINT ? is_decimal(begin, length, &number->likely)
                                       : is_list(begin, length, number);
}

/* --- another value --- */

typedef struct change {
    const char *text;
    ent_spread spread;
    double low, likely, high;
} change;

/* What every field takes, but for chances that must sum to something. */
static const change CHANGES[] = {
    {"0.4375", ENT_POINT, 0.4375, 0.4375, 0.4375},
    {"[0.25,0.5]", ENT_UNIFORM, 0.25, 0.375, 0.5},
    {"[ 0.125, 0.25, 0.5 ]", ENT_TRIANGULAR, 0.125, 0.25, 0.5},
};

static bool same_ids(const ent_ids *a, const ent_ids *b) {
    return a->count == b->count &&
           (a->count == 0 || !memcmp(a->at, b->at, a->count * sizeof *a->at));
}

static bool same_number(const ent_number *a, const ent_number *b) {
    return a->spread == b->spread && a->low.value == b->low.value &&
           a->likely.value == b->likely.value && a->high.value == b->high.value &&
           a->likely.exact == b->likely.exact && a->likely.digits == b->likely.digits &&
           same_ids(&a->because, &b->because);
}

/* All numbers but number `n` are the same, and so is all else: with that number too, both models
 * are written alike. */
static void compare(const ent_model *before, const ent_model *after, size_t n, const change *to) {
    assert_int_equal(before->numbers_count, after->numbers_count);
    for (size_t i = 0; i < before->numbers_count; i++) {
        assert_string_equal(before->numbers[i].path, after->numbers[i].path);
        assert_true(i == n || same_number(before->numbers[i].number, after->numbers[i].number));
    }
    const ent_number *made = after->numbers[n].number;
    assert_true(made->spread == to->spread && made->low.value == to->low &&
                made->likely.value == to->likely && made->high.value == to->high);
    ent_number *old = (ent_number *)(uintptr_t)before->numbers[n].number;
    const ent_number kept = *old;
    assert_true(same_ids(&old->because, &made->because));
    old->spread = made->spread;
    old->low = made->low;
    old->likely = made->likely;
    old->high = made->high;
    write_down(before, &written[0]);
    *old = kept;
    write_down(after, &written[1]);
    assert_int_equal(written[0].length, written[1].length);
    assert_memory_equal(written[0].text, written[1].text, written[0].length);
}

static void splice(const ent_model *model, size_t n, const change *to) {
    const ent_span span = model->numbers[n].number->span;
    spliced.length = 0;
    put(&spliced, now.text, span.begin);
    put(&spliced, to->text, strlen(to->text));
    put(&spliced, now.text + span.end, now.length - span.end);
    ent_diags *diags = ent_diags_new();
    ent_model *after = NULL;
    const ent_status status =
        ent_model_read_text("spliced", spliced.text, spliced.length, false, NULL, &after, diags);
    tried++;
    if (status == ENT_OK) {
        compare(model, after, n, to);
    } else {
        refused++; /* chances no longer sum to 1 or less, and nothing else is wrong */
        char message[500];
        ent_diag_format(ent_diags_at(diags, 0), message, sizeof message);
        if (status != ENT_ERR_MODEL || !strstr(message, "chance") || ent_diags_count(diags) != 1)
            fail_msg("%s after '%s' in %s", message, to->text, model->numbers[n].path);
    }
    ent_model_free(after);
    ent_diags_free(diags);
}

/* Every `stride`-th number of the text in `now` is changed, all are looked at; false if the text is
 * no model. */
static bool check_text(const char *name, size_t stride, size_t first) {
    ent_model *model = NULL;
    if (ent_model_read_text(name, now.text, now.length, false, NULL, &model, NULL) != ENT_OK)
        return false;
    assert_true(model->numbers_count > 0);
    for (size_t n = 0; n < model->numbers_count; n++) {
        const ent_number *number = model->numbers[n].number;
        if (!holds_value(now.text, number))
            fail_msg("%s: %s is not '%.*s'", name, model->numbers[n].path,
                     (int)(number->span.end - number->span.begin), now.text + number->span.begin);
        const change *to = &CHANGES[(n + first) % 3];
        if (n % stride == first % stride && number->likely.value != to->likely)
            splice(model, n, to);
    }
    ent_model_free(model);
    return true;
}

/* --- the texts --- */

typedef enum guise { AS_IT_IS, CARRIAGES, CARRIAGES_ONLY, FOREIGN, GUISES } guise;

/* The text in other line breaks, or with a byte order mark and letters of other alphabets. */
static void dress(const char *text, size_t length, guise as) {
    static const char *const BREAKS[GUISES] = {"\n", "\r\n", "\r",
                                               "  # \xf0\x9f\x95\x8a\xc3\xa9\n"};
    static const char HEAD[] = "\xef\xbb\xbf# \xd0\x9c\xd0\xb8\xd1\x80 \xe5\x92\x8c\n";
    now.length = 0;
    put(&now, HEAD, as == FOREIGN ? strlen(HEAD) : 0);
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n')
            put(&now, BREAKS[as], strlen(BREAKS[as]));
        else
            put(&now, text + i, 1);
    now.text[now.length] = '\0';
}

static void numbers_of_scenarios_are_where_they_say(void **state) {
    (void)state;
    DIR *folder = opendir(ENT_ROOT "/scenarios");
    assert_non_null(folder);
    size_t files = 0;
    tried = refused = 0;
    static char text[TEXT_MAX];
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[PATH_LENGTH];
        if (!strstr(entry->d_name, ".yaml"))
            continue;
        snprintf(path, sizeof path, ENT_ROOT "/scenarios/%s", entry->d_name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        const size_t length = fread(text, 1, TEXT_MAX, file);
        fclose(file);
        assert_true(length < TEXT_MAX / 2);
        files++;
        for (guise as = AS_IT_IS; as < FOREIGN; as++) {
            dress(text, length, as);
            assert_true(check_text(entry->d_name, as == AS_IT_IS ? 1 : 7, as));
        }
    }
    closedir(folder);
    assert_true(files >= 4 && tried > 300 && refused * 20 < tried);
}

static void numbers_of_random_models_are_where_they_say(void **state) {
    (void)state;
    tried = refused = 0;
    static char text[TEXT_MAX];
    size_t checked = 0;
    for (uint64_t seed = 1; checked < MODELS; seed++) { /* a few break rules that files must keep */
        assert_true(seed < 2 * MODELS);
        random_limits limits = random_limits_default(seed % 2 ? FEW_DIGITS : MANY_DIGITS);
        limits.lasting = false;
        limits.rules_max = 0;
        random_model made;
        random_model_make(&made, seed, &limits);
        FILE *file = fmemopen(text, TEXT_MAX, "w");
        assert_non_null(file);
        random_model_print(file, &made.model);
        const long length = ftell(file);
        fclose(file);
        random_model_free(&made);
        dress(text, (size_t)length, (guise)(checked % GUISES));
        checked += check_text("random", 3, checked / GUISES);
    }
    assert_true(tried > 3000 && refused * 20 < tried);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_scenarios_are_where_they_say),
        cmocka_unit_test(numbers_of_random_models_are_where_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
