/* The roadmap section of a report: the fixed keys, the same in the brief, and every table. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/read.h"
#include "entente/report.h"
#include "report/section.h"
#include "report_faults.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char ISTANBUL[] = ENT_ROOT "/scenarios/istanbul-2025-06.yaml";

static ent_model *read_istanbul(void) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(ISTANBUL, NULL, &model, NULL), ENT_OK);
    return model;
}

/* The answers to one command, and what is made of them. */
typedef struct asked {
    ent_answers *answers;
    ent_report *report;
} asked;

static asked ask(const ent_model *model, const char *command) {
    ent_inquiry inquiry;
    asked self = {0};
    assert_int_equal(ent_inquiry_for(model, command, &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(model, &inquiry, &self.answers, NULL), ENT_OK);
    assert_int_equal(ent_report_make(self.answers, &self.report, NULL), ENT_OK);
    return self;
}

static void forget(asked *self) {
    ent_report_free(self->report);
    ent_answers_free(self->answers);
}

static json_t *report_of(const ent_model *model, const char *command) {
    asked self = ask(model, command);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_report_json(self.report, NULL, out, NULL), ENT_OK);
    fclose(out);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d:%d", error.text, error.line, error.column);
    free(text);
    forget(&self);
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
    assert_int_equal(json_object_size(roadmaps), model->roadmaps_count + 1);
    assert_true(json_is_array(json_object_get(roadmaps, "said")));
    for (size_t r = 0; r < model->roadmaps_count; r++) {
        json_t *roadmap = json_object_get(roadmaps, model->roadmaps[r].key);
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

static char *csv_of(const ent_model *model, const char *table, size_t top) {
    asked self = ask(model, "roadmap");
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(ent_report_csv(self.report, table, top, out, NULL), ENT_OK);
    fclose(out);
    forget(&self);
    return text;
}

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (size_t i = 0; text[i]; i++)
        count += strncmp(text + i, part, strlen(part)) == 0;
    return count;
}

static void every_table_is_there(void **state) {
    (void)state;
    static const char *const TABLES[] = {"steps", "changes", "orders", "conditions"};
    ent_model *model = read_istanbul();
    for (size_t t = 0; t < 4; t++) {
        char *text = csv_of(model, TABLES[t], 0);
        assert_int_equal(strncmp(text, "roadmap,", 8), 0);
        assert_non_null(strstr(text, "\nexchange-first,"));
        free(text);
    }
    ent_model_free(model);
}

/* Of a long list the best of every roadmap are kept, not the list of the first roadmap. */
static void a_cut_list_of_changes_is_fair_to_all_roadmaps(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    char *text = csv_of(model, "changes", 4);
    assert_int_equal(count_of(text, "\n"), 1 + 4);
    assert_int_equal(count_of(text, "\nkyiv,"), 2);
    assert_int_equal(count_of(text, "\nexchange-first,"), 2);
    free(text);
    ent_model_free(model);
}

/* --- blocks ----------------------------------------------------------------------------------- */

static size_t column_of(const report_table *table, const char *name) {
    for (size_t c = 0; c < table->columns_count; c++)
        if (table->columns[c].name && strcmp(table->columns[c].name, name) == 0)
            return c;
    fail_msg("%s has no column %s", table->name, name);
    return 0;
}

static const report_cell *cell_in(const report_table *table, size_t row, const char *name) {
    return report_cell_at(table, row, column_of(table, name));
}

static const report_table *find_table(const report_draft *draft, const char *name) {
    for (size_t b = 0; b < draft->blocks.count; b++)
        if (draft->blocks.at[b].table && strcmp(draft->blocks.at[b].table->name, name) == 0)
            return draft->blocks.at[b].table;
    fail_msg("there is no table %s", name);
    return NULL;
}

/* Each roadmap is walked to its end; the row where it breaks says for whom, and no other does. */
static void assert_walk(const report_table *steps, size_t from, const ent_model *model,
                        const ent_roadmap_view *view) {
    const ent_roadmap_walk *walk = &view->proposed;
    for (size_t k = 0; k < walk->points_count; k++) {
        const size_t row = from + k;
        const bool end = k + 1 == walk->points_count;
        const report_cell *breaks = cell_in(steps, row, "breaks_for");
        assert_int_equal(breaks->kind,
                         k == walk->breaks_at ? REPORT_CELL_PARTY : REPORT_CELL_EMPTY);
        if (k == walk->breaks_at)
            assert_int_equal(breaks->as.party, model->principals.at[walk->breaks_for]);
        assert_int_equal(cell_in(steps, row, "days")->kind,
                         end ? REPORT_CELL_EMPTY : REPORT_CELL_NUMBER);
        if (!end) /* steps follow one another */
            assert_true(fabs(cell_in(steps, row, "day")->as.number +
                             cell_in(steps, row, "days")->as.number -
                             cell_in(steps, row + 1, "day")->as.number) < 1e-5);
        for (size_t p = 0; p < model->principals.count; p++) {
            const size_t column = column_of(steps, "reversible") + 1 + p;
            assert_int_equal(steps->columns[column].side, p + 1);
            assert_true(fabs(report_cell_at(steps, row, column)->as.number -
                             walk->points[k].slack[p]) <= 0);
        }
    }
}

static void the_steps_say_where_a_roadmap_breaks(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    asked self = ask(model, "roadmap");
    base_arena arena = {0};
    report_draft draft = {.answers = self.answers, .model = model, .arena = &arena};
    report_section_roadmap.say(&draft);
    const report_table *steps = find_table(&draft, "steps");
    const report_table *conditions = find_table(&draft, "conditions");
    assert_string_equal(steps->chart, "roadmap");
    size_t row = 0;
    for (size_t r = 0; r < self.answers->roadmaps->roadmaps_count; r++) {
        const ent_roadmap_view *view = &self.answers->roadmaps->roadmaps[r];
        assert_walk(steps, row, model, view);
        row += view->proposed.points_count;
        assert_true(fabs(cell_in(conditions, r, "guarantee_total")->as.number -
                         view->proposed.guarantee_total) <= 0);
        assert_true(
            fabs(cell_in(conditions, r, "chance_low")->as.number - view->proposed.chance_low) <= 0);
    }
    assert_int_equal(steps->rows_count, row);
    base_arena_clear(&arena);
    forget(&self);
    ent_model_free(model);
}

static void a_model_without_roadmaps_is_told_so(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    ent_model bare = *model;
    bare.roadmaps_count = 0;
    ent_inquiry inquiry;
    ent_answers *answers = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_inquiry_for(&bare, "roadmap", &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(&bare, &inquiry, &answers, diags), ENT_ERR_MODEL);
    assert_string_equal(ent_diags_at(diags, 0)->message,
                        "the model has no 'roadmaps:' section to look at");
    ent_diags_free(diags);
    ent_model_free(model);
}

#ifdef ENT_FAULTS
static void a_failed_allocation_is_a_status(void **state) {
    (void)state;
    assert_faults_are_told(read_istanbul(), "roadmap");
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fixed_keys_are_there),
        cmocka_unit_test(the_brief_holds_the_same_section),
        cmocka_unit_test(every_table_is_there),
        cmocka_unit_test(a_cut_list_of_changes_is_fair_to_all_roadmaps),
        cmocka_unit_test(the_steps_say_where_a_roadmap_breaks),
        cmocka_unit_test(a_model_without_roadmaps_is_told_so),
#ifdef ENT_FAULTS
        cmocka_unit_test(a_failed_allocation_is_a_status),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
