/* The page: what a model says stays text, whatever it says; what is absent is left out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"
#include "entente/report.h"
#include "entente/report_html.h"
#include "report/page/names.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX (1 << 21)
#define UNIT     "\xc2\xa0%"

/* What a stream holds, from its start, as a string to be freed; closes the stream. */
static char *read_all(FILE *file, size_t *length) {
    assert_non_null(file);
    rewind(file);
    char *text = malloc(TEXT_MAX);
    assert_non_null(text);
    *length = fread(text, 1, TEXT_MAX, file);
    assert_true(*length < TEXT_MAX);
    text[*length] = '\0';
    fclose(file);
    return text;
}

/* The brief of a scenario as JSON, to be freed. */
static char *write_brief(const char *scenario, size_t *length) {
    char path[256];
    snprintf(path, sizeof path, ENT_ROOT "/scenarios/%s.yaml", scenario);
    ent_model *model = NULL;
    ent_report *report = NULL;
    assert_int_equal(ent_model_read_file(path, &model, NULL), ENT_OK);
    assert_int_equal(ent_report_make(model, "brief", NULL, &report, NULL), ENT_OK);
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(ent_report_json(report, out, NULL), ENT_OK);
    ent_report_free(report);
    ent_model_free(model);
    return read_all(out, length);
}

/* The page of a report, as a string to be freed. */
static char *write_page(const char *json, size_t length) {
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(ent_report_html(json, length, out, NULL), ENT_OK);
    return read_all(out, &length);
}

static char *write_text_page(const char *json) {
    return write_page(json, strlen(json));
}

static size_t count(const char *text, const char *part) {
    size_t times = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        times++;
    return times;
}

/* Every text of this report, names and keys too, is the hostile one, here written @: none of it may
   open an element or an attribute. */
static const char hostile[] =
    "</script><script>alert(1)</script>\\\"'<img src=x onerror=alert(1)>&amp;";
static const char hostile_report[] =
    "{'entente': '@', 'model': {'title': '@', 'as_of': '@', 'file': '@', 'sha256': '@',"
    " 'issues': {'@': {'name': '@', 'options': {'@': {'name': '@'}, 'b': {}}}},"
    " 'principals': ['@', 'b'], 'parties': {'@': {'name': '@', 'because': {'@': ['@']},"
    " 'red_lines': [{'name': 'red_line:a:0', 'never': {'@': ['@']}}]}, 'b': {'name': 'B'}},"
    " 'sources': {'@': {'title': '@', 'kind': '@', 'date': '@'}},"
    " 'claims': {'@': {'by': '@', 'says': '@', 'source': '@', 'at': '@', 'grade': '@'}}},"
    " 'gap': {'loss': {'@': {'b': 0.5}}, 'issues': {'@': {'loss': {'@': {'b': 0.5}},"
    " 'wants': {'@': '@'}}}, 'widest': ['@'], 'shared': []},"
    " 'round': {'date': '@', 'venue': '@', 'delegations': {'@': {'head': '@', 'rank': '@'}},"
    " 'absent': [{'who': '@', 'party': '@', 'why': '@'}], 'can_settle': ['@'],"
    " 'must_wait': {'@': 'leader'}, 'preconditions': [{'by': '@', 'wants': '@'}],"
    " 'alone': {'@': {'b': {'b': 0.1}}}},"
    " 'deals': {'possible': '@', 'acceptable': '1', 'settlement': {'count': '1', 'frontier':"
    " [{'package': {'@': 'b'}, 'packages': '@'}, {'package': {'@': '@'}, 'packages': '@'}],"
    " 'solutions': {'nash': {'package': {'@': 'b'}, 'affects': ['@']}}},"
    " 'interim': {'count': '0', 'frontier': [], 'nearest': {'package': {'@': '@'},"
    " 'crosses_red_lines': true}}},"
    " 'blockers': {'possible': false, 'conflicts': [['@', 'red_line:a:0', 'walk_away:@']],"
    " 'concessions': [{'give': ['@'], 'drop': {'@': 0.1}}], 'prices': {'@': 0.2}},"
    " 'roadmap': {'@': {'by': '@', 'steps': [{'name': '@', 'slack': {'@': -0.1},"
    " 'crosses': {'party': '@', 'red_line': 0}}], 'holds': false, 'end': {'chance': 0.5},"
    " 'changes': [{'change': 'swap', 'step': '@', 'other': '@', 'rise': 1}, {'change': '@',"
    " 'step': '@', 'rise': 1}], 'guarantee': {'@': 0.1}, 'orders': {'count': '@', 'holding': '@',"
    " 'best': ['@'], 'shortest': {'groups': [['@', '@']]}}}},"
    " 'clock': {'value': {'@': 0.5}, 'agreement_by_round': [0.5], 'walk_away_by_round':"
    " [{'@': 0.5}, {'@': 0.6}], 'starts': '@', 'round_every_days': 7, 'round_cost': {'@': 0.1},"
    " 'last_ten': {'@': 0.1}, 'asks_by_round': [{'@': {'mean': 0.5}}], 'room_by_round':"
    " [{'mean': 0.1}], 'open_by_round': [1], 'screening': {'@': {'agreement_by_round': [0.5]}},"
    " 'events': [{'factor': '@', 'level': '@', 'before_agreement': 0.5}]},"
    " 'check': {'numbers': 3, 'unsupported': ['@'], 'claims': 1, 'grades': {'@': 1},"
    " 'contradictions': [['@', '@']], 'unused_claims': ['@']},"
    " 'brief': {'lines': [{'label': '@', 'text': '@'}], 'not_covered': ['@']}}";

/* The report above as JSON: ' is written for the quotes, @ for the hostile text. To be freed. */
static char *make_hostile_report(void) {
    char *text = calloc(TEXT_MAX, 1);
    assert_non_null(text);
    char *end = text;
    for (const char *at = hostile_report; *at; at++) {
        if (*at == '@') {
            memcpy(end, hostile, strlen(hostile));
            end += strlen(hostile);
        } else {
            *end++ = *at == '\'' ? '"' : *at;
        }
    }
    return text;
}

static void hostile_names_stay_text(void **state) {
    (void)state;
    char *report = make_hostile_report();
    char *page = write_text_page(report);
    assert_int_equal(count(page, "<img"), 0);
    assert_int_equal(count(page, "<script>alert"), 0);
    const size_t scripts = ent_report_html_draws_charts() ? 2 : 1;
    assert_int_equal(count(page, "<script"), scripts);
    assert_int_equal(count(page, "</script>"), scripts);
    /* inside attributes the quotes are escaped too */
    assert_int_equal(count(page, "\"'<"), 0);
    assert_true(count(page, "&lt;/script&gt;&lt;script&gt;alert(1)") > 50);
    free(page);
    free(report);
}

static const char *find_data(const char *page, size_t *length) {
    static const char opening[] = "id=\"entente-data\">";
    const char *data = strstr(page, opening);
    assert_non_null(data);
    data += strlen(opening);
    const char *end = strstr(data, "</script>");
    assert_non_null(end);
    *length = (size_t)(end - data);
    return data;
}

static void an_opposition_that_is_not_proven_lies_between_two_numbers(void **state) {
    (void)state;
    char *page = write_text_page(
        "{\"model\": {\"title\": \"t\", \"issues\": {}, \"principals\": [\"a\", \"b\", \"c\"],"
        " \"parties\": {\"a\": {\"name\": \"A\"}, \"b\": {\"name\": \"B\"}, \"c\": {\"name\": "
        "\"C\"}}},"
        " \"gap\": {\"loss\": {}, \"issues\": {}, \"widest\": [], \"shared\": [], \"opposition\":"
        " {\"a\": {\"b\": 0.25, \"c\": 0.5}, \"b\": {\"c\": 0.75}}, \"opposition_all\": 0.8123,"
        " \"opposition_low\": {\"a\": {\"c\": 0.4987}}, \"opposition_all_low\": 0.8117}}");
    assert_int_equal(count(page, "<td class=\"number\">25.0</td>"), 1);
    assert_int_equal(count(page, "<td class=\"number\">between 49.8 and 50.0</td>"), 1);
    assert_int_equal(count(page, "Over all sides at once it is between 81.1 and 81.3" UNIT "."), 1);
    assert_int_equal(count(page, "none nearer than the lower one"), 1);
    free(page);
}

/* A report on two parties; one set of packages, whose members follow. */
#define PAGE_OF(set)                                                                               \
    write_text_page(                                                                               \
        "{\"model\": {\"title\": \"t\", \"issues\": {\"i\": {\"options\": {\"x\": {}}}},"          \
        " \"principals\": [\"a\", \"b\"], \"parties\": {\"a\": {}, \"b\": {}}},"                   \
        " \"deals\": {\"possible\": \"9\", \"settlement\": {" set "}}}")
#define POINT "{\"package\": {\"i\": \"x\"}, \"gain\": {\"a\": 0.1, \"b\": 0.2}}"

static void an_approximate_frontier_says_how_far_it_may_be_off(void **state) {
    (void)state;
    char *page = PAGE_OF(
        "\"count\": \"2\", \"count_high\": \"5\", \"epsilon\": 0.0123, \"frontier\": [" POINT
        ", " POINT "], \"solutions\": {\"nash\": " POINT "}, \"solution_margin\":"
        " {\"egalitarian\": 0.0123, \"utilitarian\": 0.0246}");
    assert_int_equal(count(page, "costs nobody more than 1.3" UNIT " of what it wants"), 1);
    assert_int_equal(count(page, "the sum of utilities by 2.5" UNIT), 1);
    assert_int_equal(count(page, "a package that no other one shown betters"), 1);
    assert_int_equal(count(page, "cannot be bettered for one side"), 0);
    free(page);
    page = PAGE_OF("\"count\": \"2\", \"epsilon\": 0, \"frontier\": [" POINT ", " POINT
                   "], \"solutions\": {\"nash\": " POINT "}");
    assert_int_equal(count(page, "approximate"), 0);
    assert_int_equal(count(page, "cannot be bettered for one side"), 1);
    free(page);
}

static void what_was_not_found_is_not_called_impossible(void **state) {
    (void)state;
    char *page =
        PAGE_OF("\"count\": \"0\", \"count_high\": \"5\", \"epsilon\": 0.04, \"not_found\": true,"
                " \"frontier\": [], \"solutions\": {}");
    assert_int_equal(count(page, "was neither found nor ruled out"), 1);
    assert_int_equal(count(page, "can be signed by every principal"), 0);
    free(page);
}

static void the_page_carries_the_json_it_tells(void **state) {
    (void)state;
    char *report = make_hostile_report();
    char *page = write_text_page(report);
    size_t length;
    const char *data = find_data(page, &length);
    json_t *carried = json_loadb(data, length, 0, NULL);
    json_t *given = json_loads(report, 0, NULL);
    assert_non_null(given);
    assert_true(json_equal(carried, given));
    json_decref(carried);
    json_decref(given);
    free(page);
    free(report);
}

static void line_separators_cannot_end_the_script(void **state) {
    (void)state;
    char *page = write_text_page("{\"model\": {\"title\": \"a\xe2\x80\xa8"
                                 "b\xe2\x80\xa9"
                                 "c\"}}");
    size_t length;
    const char *data = find_data(page, &length);
    assert_non_null(strstr(data, "a\\u2028b\\u2029c"));
    free(page);
}

static void nothing_but_a_model_is_a_page(void **state) {
    (void)state;
    char *page = write_text_page("{\"model\": {}}");
    assert_int_equal(count(page, "<section id="), 1); /* the method */
    assert_int_equal(count(page, "id=\"deals\""), 0);
    free(page);
}

static void all_sections_of_a_report_are_told(void **state) {
    (void)state;
    size_t length;
    char *json = write_brief("istanbul-2025-06", &length);
    char *page = write_page(json, length);
    static const char *const parts[] = {
        "<section id=\"positions\"", "<section id=\"gap\"",        "<section id=\"round\"",
        "<section id=\"deals\"",     "<section id=\"blockers\"",   "<section id=\"sources\"",
        "<section id=\"roadmap\"",   "<section id=\"clock\"",      "<section id=\"method\"",
        "id=\"interim-frontier\"",   "id=\"settlement-frontier\"", "id=\"clock-asks\"",
        "Content-Security-Policy",   "default-src 'none'"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_int_equal(count(page, parts[i]), 1);
    assert_int_equal(count(page, " src="), 0);
    assert_int_equal(count(page, "<link"), 0);
    free(page);
    free(json);
}

static void same_report_same_bytes(void **state) {
    (void)state;
    size_t length;
    char *json = write_brief("river-basin", &length);
    char *once = write_page(json, length), *twice = write_page(json, length);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    free(json);
}

static void no_report_is_refused_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *json;
        const char *start;
    } cases[] = {
        {"{\"model\": {}", "report:1:12: no JSON: "},
        {"{\n \"model\": {\"a\": 1, \"a\": 2}}", "report:2:"},
        {"[]", "report: model: no object 'model' in the report"},
        {"{\"model\": 3}", "report: model: no object 'model' in the report"},
        {"", "report:1:1: no JSON: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_diags *diags = ent_diags_new();
        char line[256];
        assert_int_equal(ent_report_html(cases[i].json, strlen(cases[i].json), stderr, diags),
                         ENT_ERR_SYNTAX);
        assert_int_equal(ent_diags_count(diags), 1);
        ent_diag_format(ent_diags_at(diags, 0), line, sizeof line);
        assert_memory_equal(line, cases[i].start, strlen(cases[i].start));
        ent_diags_free(diags);
    }
}

static void a_full_disk_is_told(void **state) {
    (void)state;
    FILE *out = fopen("/dev/full", "w");
    if (!out)
        skip();
    ent_diags *diags = ent_diags_new();
    char *report = make_hostile_report();
    assert_int_equal(ent_report_html(report, strlen(report), out, diags), ENT_ERR_IO);
    free(report);
    assert_int_equal(ent_diags_count(diags), 1);
    ent_diags_free(diags);
    fclose(out);
}

/* A report cut short, or with a part of another kind in its place, is refused or told, never a
   fault. */
static void odd_parts_are_survived(void **state) {
    (void)state;
    static const char *const odd[] = {"null", "3", "\"x\"", "[]", "{}", "[[1], {\"a\": []}]"};
    size_t length;
    char *text = write_brief("istanbul-2025-06", &length);
    json_t *report = json_loadb(text, length, 0, NULL);
    const char *key;
    json_t *part;
    void *next;
    json_object_foreach_safe(report, next, key, part) {
        for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
            json_t *changed = json_copy(report);
            json_object_set_new(changed, key, json_loads(odd[i], JSON_DECODE_ANY, NULL));
            char *json = json_dumps(changed, 0);
            if (json_is_object(json_object_get(changed, "model")))
                free(write_text_page(json));
            free(json);
            json_decref(changed);
        }
    }
    json_decref(report);
    free(text);
}

static void sentences_are_set_as_in_print(void **state) {
    (void)state;
    char *page =
        write_text_page("{\"model\": {}, \"brief\": {\"lines\": [{\"label\": \"\", \"text\": "
                        "\"\\\"kyiv\\\" (\\\"x\\\") 1 % of Russia's <b>\"}]}}");
    assert_non_null(strstr(page, "\xe2\x80\x9ckyiv\xe2\x80\x9d (\xe2\x80\x9cx\xe2\x80\x9d) "
                                 "1\xc2\xa0% of Russia\xe2\x80\x99s &lt;b&gt;"));
    free(page);
}

static void numbers_read_as_people_write_them(void **state) {
    (void)state;
    assert_string_equal(page_decimal(0.145, 2).text, "0.14"); /* 0.1449999... */
    assert_string_equal(page_decimal(-0.5, 2).text, "\xe2\x88\x92"
                                                    "0.50");
    assert_string_equal(page_decimal(-0.001, 2).text, "0.00");
    assert_string_equal(page_signed(0.0001).text, "0.0" UNIT);
    assert_string_equal(page_signed(-0.0001).text, "0.0" UNIT);
    assert_string_equal(page_signed(0.1402).text, "+14.0" UNIT);
    assert_string_equal(page_share(-0.285).text, "\xe2\x88\x92"
                                                 "28.5" UNIT);
    assert_string_equal(page_share(1e300).text, "\xe2\x80\x94");
    assert_string_equal(page_percent(0.572).text, "57" UNIT);
    assert_string_equal(page_percent(0.0572).text, "5.7" UNIT);
    assert_string_equal(page_percent(0.99999).text, "over 99.9" UNIT);
    assert_string_equal(page_count("648").text, "648");
    assert_string_equal(page_count("64800").text, "64,800");
    assert_string_equal(page_count("12345678901234567890123456789012345").text,
                        "about 1.23 \xc3\x97 10^34");
    assert_string_equal(page_count(NULL).text, "\xe2\x80\x94");
    assert_string_equal(page_date("2025-06-01").text, "1\xc2\xa0June 2025");
    assert_string_equal(page_date("in June").text, "in June");
    assert_string_equal(page_date("2025-13-01").text, "2025-13-01");
    assert_string_equal(page_date_after("2024-02-28", 1).text, "29\xc2\xa0"
                                                               "February 2024");
    assert_string_equal(page_date_after("2025-06-02", 14 * 25).text, "18\xc2\xa0"
                                                                     "May 2026");
    assert_string_equal(page_date_after("2025-12-31", 365 * 2 + 1).text, "1\xc2\xa0January 2028");
    assert_string_equal(page_date_after("soon", 1).text, "\xe2\x80\x94");
    assert_string_equal(page_s("Ukraine"), "\xe2\x80\x99s");
    assert_string_equal(page_s("Works"), "\xe2\x80\x99");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(an_opposition_that_is_not_proven_lies_between_two_numbers),
        cmocka_unit_test(an_approximate_frontier_says_how_far_it_may_be_off),
        cmocka_unit_test(what_was_not_found_is_not_called_impossible),
        cmocka_unit_test(the_page_carries_the_json_it_tells),
        cmocka_unit_test(line_separators_cannot_end_the_script),
        cmocka_unit_test(nothing_but_a_model_is_a_page),
        cmocka_unit_test(all_sections_of_a_report_are_told),
        cmocka_unit_test(same_report_same_bytes),
        cmocka_unit_test(no_report_is_refused_with_its_place),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(odd_parts_are_survived),
        cmocka_unit_test(sentences_are_set_as_in_print),
        cmocka_unit_test(numbers_read_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
