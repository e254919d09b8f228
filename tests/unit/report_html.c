/* The page: what a model says stays text, whatever it says; what is absent is left out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/read.h"
#include "entente/report.h"
#include "report/page/write.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX (1 << 22)

/* A model with its brief, or with the report of one command. */
typedef struct told {
    ent_model *model;
    ent_answers *answers;
    ent_report *report;
} told;

static void tell(told *self, ent_model *model, const char *command) {
    ent_inquiry inquiry;
    self->model = model;
    assert_int_equal(ent_inquiry_for(model, command, &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(model, &inquiry, &self->answers, NULL), ENT_OK);
    assert_int_equal(ent_report_make(self->answers, &self->report, NULL), ENT_OK);
}

static void tell_scenario(told *self, const char *scenario, const char *command) {
    char path[256];
    ent_model *model = NULL;
    snprintf(path, sizeof path, ENT_ROOT "/scenarios/%s.yaml", scenario);
    assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
    tell(self, model, command);
}

static void forget(told *self) {
    ent_report_free(self->report);
    ent_answers_free(self->answers);
    ent_model_free(self->model);
}

/* What a stream holds, from its start, as a string to be freed; closes the stream. */
static char *read_all(FILE *file) {
    assert_non_null(file);
    rewind(file);
    char *text = malloc(TEXT_MAX);
    assert_non_null(text);
    const size_t length = fread(text, 1, TEXT_MAX, file);
    assert_true(length < TEXT_MAX);
    text[length] = '\0';
    fclose(file);
    return text;
}

static char *page_of(const told *self) {
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(ent_report_html(self->report, out, NULL), ENT_OK);
    return read_all(out);
}

static char *json_of(const told *self) {
    FILE *out = tmpfile();
    assert_non_null(out);
    assert_int_equal(ent_report_json(self->report, NULL, out, NULL), ENT_OK);
    return read_all(out);
}

static size_t count(const char *text, const char *part) {
    size_t times = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        times++;
    return times;
}

/* Every text for people in this model, here written @, is the hostile one (keys can hold nothing of
 * the kind: the reader refuses them). In the file it stands in single quotes, where nothing is
 * escaped but the quote itself. */
static const char HOSTILE[] =
    "</script><script>alert(1)</script>\"''<img src=x onerror=alert(1)>&amp;";
static const char HOSTILE_MODEL[] =
    "entente: 1\ntitle: '@'\nas_of: 2025-06-01\n"
    "sources: {s: {title: '@', kind: '@', date: 2025-06-01}}\n"
    "claims:\n  k: {by: '@', says: '@', source: s, at: '@', grade: A1, contradicts: [x]}\n"
    "  x: {by: a, says: '@', source: s, at: '@', grade: B2}\n"
    "issues:\n  i: {name: '@', options: {n: '@', b: {name: '@b', affects: [c]}}}\n"
    "  j: {name: '@j', options: {n: '@', y: '@y'}, mandate: leader}\n"
    "settlement: {j: y}\n"
    "parties:\n"
    "  p:\n    name: '@'\n    role: principal\n    walk_away: [0.1, 0.2, 0.3]\n    preferences:\n"
    "      i: {weight: 1, values: {n: 0, b: 1}, because: [k]}\n"
    "      j: {weight: 1, values: {n: 0, y: 1}}\n    never: [{i: b, j: y}]\n"
    "  a:\n    name: '@a'\n    role: principal\n    walk_away: [0.1, 0.2, 0.3]\n    preferences:\n"
    "      i: {weight: 1, values: {n: 0, b: 1}}\n"
    "      j: {weight: 1, values: {n: 1, y: 0.9}}\n"
    "  c: {name: '@c', role: affected}\n"
    "rounds:\n  - date: 2025-06-02\n    venue: '@'\n"
    "    delegations: {p: {head: '@', rank: minister}}\n"
    "    preconditions: [{by: p, wants: '@', met: no, attended: yes}]\n"
    "roadmaps:\n  r:\n    by: p\n    steps:\n"
    "      - {name: '@', sets: {i: b}, lasts: 3 days, reversible: yes}\n"
    "      - {name: '@2', sets: {j: y}, lasts: 3 days, reversible: no}\n"
    "time:\n  starts: 2025-06-02\n  round_every: 14 days\n  rounds: 3\n"
    "  discount: {p: 0.9, a: 0.9}\n"
    "  world: {w: {levels: [h, l], moves: [{from: h, to: l, chance: 0.3}]}}\n"
    "  effects: [{when: {w: l}, walk_away: {a: -0.05}}]\n";

static ent_model *hostile_model(void) {
    char *text = calloc(TEXT_MAX, 1);
    assert_non_null(text);
    char *end = text;
    for (const char *at = HOSTILE_MODEL; *at; at++) {
        if (*at == '@') {
            memcpy(end, HOSTILE, strlen(HOSTILE));
            end += strlen(HOSTILE);
        } else {
            *end++ = *at;
        }
    }
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    if (ent_model_read_text("hostile", text, strlen(text), false, NULL, &model, diags) != ENT_OK) {
        char line[512];
        ent_diag_format(ent_diags_at(diags, 0), line, sizeof line);
        fail_msg("%s", line);
    }
    ent_diags_free(diags);
    free(text);
    return model;
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

/* Without the places to break that long words are given. */
static void drop_breaks(char *page) {
    static const char BREAK[] = "<wbr>";
    const size_t length = strlen(BREAK);
    for (char *at = page; (at = strstr(at, BREAK));)
        memmove(at, at + length, strlen(at + length) + 1);
}

static void hostile_names_stay_text(void **state) {
    (void)state;
    told self = {0};
    tell(&self, hostile_model(), "brief");
    char *page = page_of(&self);
    assert_int_equal(count(page, "<img"), 0);
    assert_int_equal(count(page, "<script>alert"), 0);
    const size_t scripts = ent_report_html_draws_charts() ? 2 : 1;
    assert_int_equal(count(page, "<script"), scripts);
    assert_int_equal(count(page, "</script>"), scripts);
    /* inside attributes the quotes are escaped too */
    assert_int_equal(count(page, "\"'<"), 0);
    drop_breaks(page);
    assert_true(count(page, "&lt;/script&gt;&lt;script&gt;alert(1)") > 50);
    free(page);
    forget(&self);
}

static void the_page_carries_the_json_it_tells(void **state) {
    (void)state;
    told self = {0};
    tell(&self, hostile_model(), "brief");
    char *page = page_of(&self);
    char *text = json_of(&self);
    size_t length;
    const char *data = find_data(page, &length);
    json_t *carried = json_loadb(data, length, 0, NULL);
    json_t *given = json_loads(text, 0, NULL);
    assert_non_null(given);
    assert_true(json_equal(carried, given));
    json_decref(carried);
    json_decref(given);
    free(text);
    free(page);
    forget(&self);
}

static char *written(void write(page_html *page, const char *text), const char *text) {
    FILE *out = tmpfile();
    assert_non_null(out);
    page_html page = {.out = out};
    write(&page, text);
    return read_all(out);
}

static void put_data(page_html *page, const char *text) {
    page_data(page, text, strlen(text));
}

static void line_separators_cannot_end_the_script(void **state) {
    (void)state;
    char *text = written(put_data, "a\xe2\x80\xa8"
                                   "b\xe2\x80\xa9"
                                   "c<");
    assert_string_equal(text, "a\\u2028b\\u2029c\\u003c");
    free(text);
}

static void sentences_are_set_as_in_print(void **state) {
    (void)state;
    char *text = written(page_put_prose, "\"kyiv\" (\"x\") 1 % of Russia's <b>");
    assert_string_equal(text, "\xe2\x80\x9ckyiv\xe2\x80\x9d (\xe2\x80\x9cx\xe2\x80\x9d) "
                              "1\xc2\xa0% of Russia\xe2\x80\x99s &lt;b&gt;");
    free(text);
}

static void numbers_have_a_true_minus_and_a_dash(void **state) {
    (void)state;
    static const char *const CASES[][2] = {{"-8.5", "\xe2\x88\x92"
                                                    "8.5"},
                                           {"-", "\xe2\x80\x94"},
                                           {"+14.0", "+14.0"},
                                           {"2,699", "2,699"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char *text = written(page_put_number, CASES[i][0]);
        assert_string_equal(text, CASES[i][1]);
        free(text);
    }
}

static void all_sections_of_a_report_are_told(void **state) {
    (void)state;
    told self = {0};
    tell_scenario(&self, "istanbul-2025-06", "brief");
    char *page = page_of(&self);
    static const char *const parts[] = {"<section id=\"gap\"",
                                        "<section id=\"round\"",
                                        "<section id=\"deals\"",
                                        "<section id=\"blockers\"",
                                        "<section id=\"sources\"",
                                        "<section id=\"roadmap\"",
                                        "<section id=\"clock\"",
                                        "<section id=\"method\"",
                                        "<table id=\"gap-positions\"",
                                        "<table id=\"deals-interim\"",
                                        "<table id=\"deals-settlement\"",
                                        "Content-Security-Policy",
                                        "default-src 'none'"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (count(page, parts[i]) != 1)
            fail_msg("%zu times: %s", count(page, parts[i]), parts[i]);
    assert_int_equal(count(page, " src="), 0);
    assert_int_equal(count(page, "<link"), 0);
    free(page);
    forget(&self);
}

/* A report of one command is a page of one section, and of the method. */
static void a_command_is_a_page_of_its_own(void **state) {
    (void)state;
    static const char *const COMMANDS[] = {"gap",     "deals", "blockers", "round",
                                           "roadmap", "clock", "check"};
    for (size_t c = 0; c < sizeof COMMANDS / sizeof *COMMANDS; c++) {
        told self = {0};
        tell_scenario(&self, "river-basin", COMMANDS[c]);
        char *page = page_of(&self);
        assert_int_equal(count(page, "<section id="), 2);
        assert_int_equal(count(page, "<dl class=\"lines\""), 0);
        free(page);
        forget(&self);
    }
}

static void same_report_same_bytes(void **state) {
    (void)state;
    told self = {0};
    tell_scenario(&self, "river-basin", "brief");
    char *once = page_of(&self), *twice = page_of(&self);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    forget(&self);
}

static void a_full_disk_is_told(void **state) {
    (void)state;
    FILE *out = fopen("/dev/full", "w");
    if (!out)
        skip();
    told self = {0};
    ent_diags *diags = ent_diags_new();
    tell_scenario(&self, "river-basin", "brief");
    assert_int_equal(ent_report_html(self.report, out, diags), ENT_ERR_IO);
    assert_int_equal(ent_diags_count(diags), 1);
    ent_diags_free(diags);
    fclose(out);
    forget(&self);
}

#ifdef ENT_FAULTS
static void missing_memory_is_a_status(void **state) {
    (void)state;
    told self = {0};
    tell_scenario(&self, "teaching-minimal", "gap");
    ent_status status = ENT_ERR_NOMEM;
    for (long n = 0; status != ENT_OK; n++) {
        FILE *out = fopen("/dev/null", "w");
        ent_allocations_left = n;
        status = ent_report_html(self.report, out, NULL);
        ent_allocations_left = -1;
        fclose(out);
        assert_true(status == ENT_OK || status == ENT_ERR_NOMEM);
    }
    forget(&self);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(the_page_carries_the_json_it_tells),
        cmocka_unit_test(line_separators_cannot_end_the_script),
        cmocka_unit_test(sentences_are_set_as_in_print),
        cmocka_unit_test(numbers_have_a_true_minus_and_a_dash),
        cmocka_unit_test(all_sections_of_a_report_are_told),
        cmocka_unit_test(a_command_is_a_page_of_its_own),
        cmocka_unit_test(same_report_same_bytes),
        cmocka_unit_test(a_full_disk_is_told),
#ifdef ENT_FAULTS
        cmocka_unit_test(missing_memory_is_a_status),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
