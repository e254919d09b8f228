/* The three forms of a report: JSON that reads back, text that is the same in every locale, CSV;
 * and what becomes of each when memory or the disk runs out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "report_bench.h"

#include <jansson.h>
#include <locale.h>
#include <stdlib.h>

static const char *const COMMANDS[] = {"gap", "round", "blockers", "deals", "check", "brief"};
#define COMMANDS_COUNT (sizeof COMMANDS / sizeof *COMMANDS)

typedef enum report_form { JSON, TEXT, CSV } report_form;

/* What a command asks of the bench, its rounds of talks and roadmaps apart: there are none. */
static ent_inquiry ask(const bench *self, const char *command) {
    ent_inquiry inquiry = ENT_INQUIRY_INIT;
    assert_int_equal(ent_inquiry_for(&self->model, command, &inquiry, NULL), ENT_OK);
    return inquiry;
}

static ent_report *make(bench *self, const char *command) {
    ent_report *report = NULL;
    self->answers.inquiry = ask(self, command);
    assert_int_equal(ent_report_make(&self->answers, &report, NULL), ENT_OK);
    return report;
}

static ent_status print(const ent_report *report, report_form form, FILE *out) {
    if (form == JSON)
        return ent_report_json(report, NULL, out, NULL);
    if (form == CSV)
        return ent_report_csv(report, NULL, 0, out, NULL);
    return ent_report_text(report, NULL, out, NULL);
}

static char *print_to_text(const ent_report *report, report_form form) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(print(report, form, out), ENT_OK);
    fclose(out);
    return text;
}

static json_t *json_of(bench *self, const char *command) {
    ent_report *report = make(self, command);
    char *text = print_to_text(report, JSON);
    ent_report_free(report);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d:%d in %s", error.text, error.line, error.column, text);
    free(text);
    return root;
}

/* A path such as "deals.interim.frontier.0.gain.alba". */
static json_t *at(json_t *root, const char *path) {
    char copy[256];
    snprintf(copy, sizeof copy, "%s", path);
    for (char *word = strtok(copy, "."); word && root; word = strtok(NULL, "."))
        root = json_is_array(root) ? json_array_get(root, strtoul(word, NULL, 10))
                                   : json_object_get(root, word);
    if (!root)
        fail_msg("there is no %s", path);
    return root;
}

static void assert_number(json_t *root, const char *path, double expected) {
    if (json_number_value(at(root, path)) != expected)
        fail_msg("%s is %.17g", path, json_number_value(at(root, path)));
}

static void json_holds_the_numbers_in_full(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    json_t *root = json_of(&self, "brief");
    assert_number(root, "gap.loss.alba.boreas", 0.85);
    assert_number(root, "gap.issues.army.loss.boreas.alba", 0.21);
    assert_number(root, "deals.interim.frontier.1.gain.alba", 0.125);
    assert_number(root, "deals.interim.solutions.utilitarian.gain.alba", 0.2);
    assert_number(root, "deals.settlement.nearest.shortfall", 0.04);
    assert_number(root, "blockers.concessions.0.drop.boreas", 0.045);
    assert_number(root, "blockers.prices.red_line:alba:0", 0.03);
    assert_number(root, "round.alone.prisoners.all.boreas", 0.08);
    assert_number(root, "model.parties.alba.weights.peace", 0.75);
    assert_string_equal(json_string_value(at(root, "deals.possible")), "3240");
    assert_string_equal(json_string_value(at(root, "blockers.conflicts.0.1")), "walk_away:boreas");
    assert_string_equal(json_string_value(at(root, "round.must_wait.army")), "minister");
    assert_string_equal(json_string_value(at(root, "round.date")), "2025-06-02");
    assert_null(json_object_get(at(root, "deals.settlement"), "solutions"));        /* empty set */
    assert_null(json_object_get(at(root, "deals.interim.frontier.1"), "packages")); /* too many */
    json_decref(root);
}

static void json_holds_bounds_only_where_a_search_stopped(void **state) {
    (void)state;
    static const double low[] = {0, 0.125, 0.125, 0};
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    json_t *root = json_of(&self, "gap");
    assert_null(json_object_get(at(root, "gap"), "opposition_low"));
    assert_null(json_object_get(at(root, "gap"), "opposition_all_low"));
    json_decref(root);
    ent_gap gap = *self.answers.gap;
    gap.opposition_low = low;
    gap.opposition_all_low = 0.125;
    self.answers.gap = &gap;
    root = json_of(&self, "gap");
    assert_number(root, "gap.opposition.alba.boreas", 0.25);
    assert_number(root, "gap.opposition_low.alba.boreas", 0.125);
    assert_number(root, "gap.opposition_all_low", 0.125);
    json_decref(root);
}

static void a_command_prints_its_section_of_the_brief(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    json_t *brief = json_of(&self, "brief");
    for (size_t c = 0; c + 1 < COMMANDS_COUNT; c++) {
        json_t *root = json_of(&self, COMMANDS[c]);
        assert_int_equal(json_object_size(root), 3);
        assert_true(json_equal(at(root, COMMANDS[c]), at(brief, COMMANDS[c])));
        assert_true(json_equal(at(root, "model"), at(brief, "model")));
        json_decref(root);
    }
    json_decref(brief);
    tear_down(&self);
}

static size_t count_said(json_t *said, const char *kind) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(said); i++)
        count += strcmp(json_string_value(at(json_array_get(said, i), "kind")), kind) == 0;
    return count;
}

static json_t *said_table(json_t *said, const char *name) {
    for (size_t i = 0; i < json_array_size(said); i++) {
        json_t *has = json_object_get(json_array_get(said, i), "name");
        if (has && strcmp(json_string_value(has), name) == 0)
            return json_array_get(said, i);
    }
    fail_msg("there is no %s", name);
    return NULL;
}

/* Cells as machines read them, whatever their kind. */
static void json_says_what_people_read(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    json_t *root = json_of(&self, "round");
    json_t *said = at(root, "round.said");
    assert_int_equal(count_said(said, "sentence"), 1);
    assert_int_equal(count_said(said, "sentence") + count_said(said, "table") +
                         count_said(said, "figure"),
                     json_array_size(said));
    assert_string_equal(json_string_value(at(json_array_get(said, 0), "label")), "On Monday");
    json_t *options = said_table(said, "options");
    assert_string_equal(json_string_value(at(options, "chart")), "alone");
    assert_string_equal(json_string_value(at(options, "columns.2.name")), "gain_alba");
    assert_string_equal(json_string_value(at(options, "columns.2.type")), "change");
    assert_string_equal(json_string_value(at(options, "rows.0.0")), "peace");
    assert_string_equal(json_string_value(at(options, "rows.0.1")), "pause");
    assert_number(options, "rows.0.3", -0.11);
    assert_true(json_is_null(at(options, "rows.1.2"))); /* against the rules */
    assert_string_equal(json_string_value(at(options, "rows.2.4.name")), "yes");
    assert_string_equal(json_string_value(at(options, "rows.2.4.text")), "this round");
    json_t *conditions = said_table(said, "preconditions");
    assert_true(json_is_false(at(conditions, "rows.0.2")));
    assert_true(json_is_true(at(conditions, "rows.0.3")));
    assert_string_equal(json_string_value(at(said_table(said, "waiting"), "for")), "page");
    json_decref(root);
    tear_down(&self);
}

static void every_form_is_the_same_in_every_locale(void **state) {
    (void)state;
    static const char *const locales[] = {"C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"};
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    self.model.title = "Z\xc3\xbcrich: \xe5\x81\x9c\xe6\x88\xa6";
    for (size_t c = 0; c < COMMANDS_COUNT; c++)
        for (report_form form = JSON; form <= CSV; form++) {
            ent_report *report = make(&self, COMMANDS[c]);
            char *plain = print_to_text(report, form);
            for (size_t l = 0; l < sizeof locales / sizeof *locales; l++) {
                setlocale(LC_ALL, locales[l]);
                ent_report *other = make(&self, COMMANDS[c]);
                char *text = print_to_text(other, form);
                ent_report_free(other);
                assert_string_equal(text, plain);
                free(text);
            }
            setlocale(LC_ALL, "C");
            ent_report_free(report);
            free(plain);
        }
}

static void a_full_disk_is_reported(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    ent_report *report = make(&self, "brief");
    for (report_form form = JSON; form <= CSV; form++) {
        FILE *out = fopen("/dev/full", "w");
        if (!out)
            skip();
        setvbuf(out, NULL, _IONBF, 0);
        assert_int_equal(print(report, form, out), ENT_ERR_IO);
        fclose(out);
    }
    ent_report_free(report);
}

static void an_unknown_table_is_named_with_those_there_are(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    ent_report *report = make(&self, "gap");
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_report_csv(report, "isues", 0, stdout, diags), ENT_ERR_ARG);
    assert_string_equal(ent_diags_at(diags, 0)->message,
                        "there is no table 'isues' here; there are: issues, positions, red-lines, "
                        "walk-aways, pairs");
    ent_diags_free(diags);
    ent_report_free(report);
}

/* The round has deals within its mandate to tell of; a brief keeps the name for all deals. */
static void csv_of_a_brief_takes_the_tables_that_it_shows(void **state) {
    (void)state;
    bench self;
    bench_results results;
    ent_deals within;
    set_up(&self, 2);
    fill(&self, &results);
    within = results.deals;
    within.interim = none();
    results.round.deals = &within;
    ent_report *report = make(&self, "brief");
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_report_csv(report, "interim", 0, out, NULL), ENT_OK);
    fclose(out);
    assert_non_null(strstr(text, "\n1,")); /* not the empty one of the round */
    free(text);
    ent_report_free(report);
}

#ifdef ENT_FAULTS
/* Making and printing, with the n-th allocation failing. */
static ent_status make_and_print(const bench *self, report_form form) {
    ent_report *report = NULL;
    FILE *out = fopen("/dev/null", "w");
    ent_status status = ent_report_make(&self->answers, &report, NULL);
    if (!status)
        status = print(report, form, out);
    ent_report_free(report);
    fclose(out);
    return status;
}

static void missing_memory_is_a_status(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    for (size_t c = 0; c < COMMANDS_COUNT; c++)
        for (report_form form = JSON; form <= CSV; form++) {
            self.answers.inquiry = ask(&self, COMMANDS[c]);
            ent_status status = ENT_ERR_NOMEM;
            for (long n = 0; status != ENT_OK; n++) {
                ent_allocations_left = n;
                status = make_and_print(&self, form);
                ent_allocations_left = -1;
                assert_true(status == ENT_OK || status == ENT_ERR_NOMEM);
            }
        }
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_holds_the_numbers_in_full),
        cmocka_unit_test(json_holds_bounds_only_where_a_search_stopped),
        cmocka_unit_test(a_command_prints_its_section_of_the_brief),
        cmocka_unit_test(json_says_what_people_read),
        cmocka_unit_test(every_form_is_the_same_in_every_locale),
        cmocka_unit_test(a_full_disk_is_reported),
        cmocka_unit_test(an_unknown_table_is_named_with_those_there_are),
        cmocka_unit_test(csv_of_a_brief_takes_the_tables_that_it_shows),
#ifdef ENT_FAULTS
        cmocka_unit_test(missing_memory_is_a_status),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
