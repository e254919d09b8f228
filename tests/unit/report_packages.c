/* Reports on a package on the table, exchanges and a peer: JSON that reads back and says the same
 * as the analyses, and what becomes of each form when memory runs out. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/read.h"
#include "entente/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct bench {
    ent_model *whole;
    ent_model *model; /* three principals, or two of them */
    ent_inquiry inquiry;
    ent_answers *answers; /* of the last report_of */
    uint32_t package[3];
    bool allowed[3][3];
    const bool *within[3];
    uint32_t aside;
    bool lifted[4];
} bench;

/* Everything that can be asked at once, of three farms or of two of them. */
static void set_up(bench *self, bool between) {
    memset(self, 0, sizeof *self);
    assert_int_equal(
        ent_model_read_file(ENT_ROOT "/tests/transcript/three.yaml", NULL, &self->whole, NULL),
        ENT_OK);
    self->model = self->whole;
    const uint32_t pair[2] = {0, 2};
    if (between)
        assert_int_equal(ent_model_between(self->whole, (ent_ids){2, pair}, &self->model, NULL),
                         ENT_OK);
    self->aside = 1;
    self->package[0] = 1; /* hours by turns */
    for (size_t j = 0; j < 3; j++) {
        for (size_t o = 0; o < 3; o++)
            self->allowed[j][o] = j > 0 || o > 0;
        self->within[j] = self->allowed[j];
    }
    assert_int_equal(ent_inquiry_for(self->model, "deals", &self->inquiry, NULL), ENT_OK);
    self->inquiry.topics |=
        1u << ENT_TOPIC_COUNTER | 1u << ENT_TOPIC_EXCHANGES | 1u << ENT_TOPIC_COMPAT;
    self->inquiry.deals.within = self->within;
    self->inquiry.deals.lifted = self->lifted;
    self->inquiry.counter = self->package;
    self->inquiry.side = between ? 2 : ENT_NONE;
    self->inquiry.peer = ENT_PEER_NEGMAS;
    if (between)
        self->inquiry.aside = (ent_ids){1, &self->aside};
}

static void tear_down(bench *self) {
    ent_answers_free(self->answers);
    if (self->model != self->whole)
        ent_model_free(self->model);
    ent_model_free(self->whole);
}

static ent_report *report_of(bench *self) {
    ent_report *report = NULL;
    assert_int_equal(ent_ask(self->model, &self->inquiry, &self->answers, NULL), ENT_OK);
    assert_int_equal(ent_report_make(self->answers, &report, NULL), ENT_OK);
    return report;
}

static json_t *json_of(const ent_report *report) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_report_json(report, NULL, out, NULL), ENT_OK);
    fclose(out);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d:%d in %s", error.text, error.line, error.column, text);
    free(text);
    return root;
}

static void json_holds_what_was_found(void **state) {
    (void)state;
    bench self;
    set_up(&self, false);
    ent_report *report = report_of(&self);
    json_t *root = json_of(report);
    assert_int_equal(json_object_size(root), 6);
    const json_t *counter = json_object_get(root, "counter");
    assert_int_equal(json_array_size(json_object_get(counter, "offers")),
                     self.answers->counter->offers_count);
    assert_true(self.answers->counter->offers_count > 1);
    const json_t *first = json_array_get(json_object_get(counter, "offers"), 0);
    assert_true(json_number_value(json_object_get(json_object_get(first, "added"), "ben")) ==
                self.answers->counter->offers[0].added[1]);
    assert_int_equal(json_array_size(json_object_get(json_object_get(counter, "offers_by"), "ada")),
                     self.answers->counter->pleasing[0].count);
    const json_t *exchanges = json_object_get(root, "exchanges");
    assert_int_equal(json_array_size(json_object_get(exchanges, "exchanges")),
                     self.answers->exchanges->count);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(exchanges, "from"), "hours")), "turns");
    const json_t *solutions = json_object_get(json_object_get(root, "compat"), "solutions");
    assert_int_equal(json_object_size(solutions), self.answers->peer->picks_count);
    json_decref(root);
    ent_report_free(report);
    tear_down(&self);
}

static void sides_left_out_are_named(void **state) {
    (void)state;
    bench self;
    set_up(&self, true);
    ent_report *report = report_of(&self);
    json_t *root = json_of(report);
    const json_t *deals = json_object_get(root, "deals");
    assert_int_equal(json_array_size(json_object_get(deals, "between")), 2);
    assert_string_equal(json_string_value(json_array_get(json_object_get(deals, "aside"), 0)),
                        "ben");
    const json_t *said = json_array_get(json_object_get(deals, "said"), 0);
    assert_non_null(strstr(json_string_value(json_object_get(said, "text")), "Ben need not sign"));
    json_decref(root);
    ent_report_free(report);
    tear_down(&self);
}

#ifdef ENT_FAULTS
static ent_status print(const ent_report *report, int form, FILE *out) {
    static const char *const tables[] = {"counter-offers", "left", "exchanges", "compat"};
    if (form == 0)
        return ent_report_text(report, NULL, out, NULL);
    return ent_report_csv(report, tables[(size_t)form - 1], 0, out, NULL);
}

static void missing_memory_is_a_status(void **state) {
    (void)state;
    bench self;
    set_up(&self, true);
    self.package[2] = 1;
    ent_report *report = NULL;
    ent_status status = ENT_ERR_NOMEM;
    const uint32_t all = self.inquiry.topics;
    for (int with_package = 0; with_package < 2; with_package++) {
        self.inquiry.counter = with_package ? self.package : NULL;
        self.inquiry.topics = with_package ? all : all & ~(1u << ENT_TOPIC_COUNTER);
        status = ENT_ERR_NOMEM;
        for (long n = 0; status != ENT_OK; n++) {
            ent_report_free(report);
            ent_answers_free(self.answers);
            report = NULL;
            self.answers = NULL;
            ent_allocations_left = n;
            status = ent_ask(self.model, &self.inquiry, &self.answers, NULL);
            if (!status)
                status = ent_report_make(self.answers, &report, NULL);
            ent_allocations_left = -1;
            assert_true(status == ENT_OK ? report != NULL
                                         : status == ENT_ERR_NOMEM && report == NULL);
        }
    }
    for (int form = 0; form < 5; form++) {
        status = ENT_ERR_NOMEM;
        for (long n = 0; status == ENT_ERR_NOMEM; n++) {
            FILE *out = fopen("/dev/null", "w");
            ent_allocations_left = n;
            status = print(report, form, out);
            ent_allocations_left = -1;
            fclose(out);
        }
        assert_true(status == ENT_OK || (form > 0 && status == ENT_ERR_ARG));
    }
    ent_report_free(report);
    tear_down(&self);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_holds_what_was_found),
        cmocka_unit_test(sides_left_out_are_named),
#ifdef ENT_FAULTS
        cmocka_unit_test(missing_memory_is_a_status),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
