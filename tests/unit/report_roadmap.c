/* The roadmap section of a report: the fixed keys, the same in the brief, and every table. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"
#include "entente/report.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char ISTANBUL[] = ENT_ROOT "/scenarios/istanbul-2025-06.yaml";

static ent_model *read_istanbul(void) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(ISTANBUL, &model, NULL), ENT_OK);
    return model;
}

static json_t *report_of(const ent_model *model, const char *command) {
    ent_report *report = NULL;
    char *text = NULL;
    size_t length = 0;
    assert_int_equal(ent_report_make(model, command, NULL, &report, NULL), ENT_OK);
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_report_json(report, out, NULL), ENT_OK);
    fclose(out);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d:%d", error.text, error.line, error.column);
    free(text);
    ent_report_free(report);
    return root;
}

/* The smallest slack must be found among those listed. */
static double smallest_listed(json_t *roadmap) {
    double smallest = INFINITY;
    size_t index;
    json_t *step;
    const char *party;
    json_t *slack;
    json_array_foreach(json_object_get(roadmap, "steps"), index, step) {
        assert_true(json_is_string(json_object_get(step, "name")));
        assert_true(json_number_value(json_object_get(step, "days")) > 0);
        json_object_foreach(json_object_get(step, "slack"), party, slack) {
            smallest = fmin(smallest, json_number_value(slack));
        }
    }
    json_object_foreach(json_object_get(json_object_get(roadmap, "end"), "slack"), party, slack) {
        smallest = fmin(smallest, json_number_value(slack));
    }
    return smallest;
}

static void the_fixed_keys_are_there(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    json_t *root = report_of(model, "roadmap");
    json_t *roadmaps = json_object_get(root, "roadmap");
    assert_int_equal(json_object_size(roadmaps), model->roadmaps_count);
    const char *key;
    json_t *roadmap;
    json_object_foreach(roadmaps, key, roadmap) {
        const double smallest = json_real_value(json_object_get(roadmap, "smallest_slack"));
        assert_true(smallest_listed(roadmap) <= smallest && smallest_listed(roadmap) >= smallest);
        assert_int_equal(json_is_true(json_object_get(roadmap, "holds")), smallest >= 0);
        json_t *orders = json_object_get(roadmap, "orders");
        assert_string_equal(json_string_value(json_object_get(orders, "count")), "6");
        assert_true(json_is_string(json_object_get(orders, "holding")));
        assert_true(json_number_value(json_object_get(orders, "best_smallest_slack")) >= smallest);
        assert_int_equal(json_array_size(json_object_get(orders, "best")),
                         json_array_size(json_object_get(roadmap, "steps")));
    }
    json_decref(root);
    ent_model_free(model);
}

static void the_brief_holds_the_same_section(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    json_t *alone = report_of(model, "roadmap");
    json_t *brief = report_of(model, "brief");
    assert_true(json_equal(json_object_get(alone, "roadmap"), json_object_get(brief, "roadmap")));
    json_decref(alone);
    json_decref(brief);
    ent_model_free(model);
}

static void every_table_is_there(void **state) {
    (void)state;
    static const char *const TABLES[] = {"steps", "changes", "orders"};
    ent_model *model = read_istanbul();
    ent_report *report = NULL;
    assert_int_equal(ent_report_make(model, "roadmap", NULL, &report, NULL), ENT_OK);
    for (size_t t = 0; t < 3; t++) {
        char *text = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&text, &length);
        assert_int_equal(ent_report_csv(report, TABLES[t], 0, out, NULL), ENT_OK);
        fclose(out);
        assert_int_equal(strncmp(text, "roadmap,", 8), 0);
        assert_non_null(strstr(text, "\nexchange-first,"));
        free(text);
    }
    ent_report_free(report);
    ent_model_free(model);
}

static void a_model_without_roadmaps_is_told_so(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    ent_model bare = *model;
    bare.roadmaps_count = 0;
    ent_report *report = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_report_make(&bare, "roadmap", NULL, &report, diags), ENT_ERR_MODEL);
    assert_string_equal(ent_diags_at(diags, 0)->message,
                        "the model has no 'roadmaps:' section to look at");
    ent_diags_free(diags);
    ent_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fixed_keys_are_there),
        cmocka_unit_test(the_brief_holds_the_same_section),
        cmocka_unit_test(every_table_is_there),
        cmocka_unit_test(a_model_without_roadmaps_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
