/* The clock section of a report: its keys say what the analysis found, for two sides and for three,
 * and every table is there. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/clock.h"
#include "entente/read.h"
#include "entente/report.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char ISTANBUL[] = ENT_ROOT "/scenarios/istanbul-2025-06.yaml";
static const char RIVER[] = ENT_ROOT "/scenarios/river-basin.yaml"; /* three principals */

/* A deal that both gain from today, and a walk-away that is about to rise: power shifts. */
static const char SHIFT[] = "entente: 1\n"
                            "title: A shift\n"
                            "issues: {land: {options: {north: North, south: South}}}\n"
                            "parties:\n"
                            "  a:\n"
                            "    role: principal\n"
                            "    walk_away: 0.3\n"
                            "    preferences: {land: {weight: 1, values: {north: 0.5, south: 0}}}\n"
                            "  b:\n"
                            "    role: principal\n"
                            "    walk_away: 0.4\n"
                            "    preferences: {land: {weight: 1, values: {north: 0.5, south: 0}}}\n"
                            "time:\n"
                            "  rounds: 4\n"
                            "  proposer: {a: 0.5, b: 0.5}\n"
                            "  discount: {a: 0.95, b: 0.95}\n"
                            "  world:\n"
                            "    army:\n"
                            "      levels: [weak, strong]\n"
                            "      moves: [{from: weak, to: strong, chance: 0.9}]\n"
                            "  effects: [{when: {army: strong}, walk_away: {a: 0.5}}]\n";

static ent_model *read_file(const char *path) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(path, &model, NULL), ENT_OK);
    return model;
}

static ent_model *read_shift(void) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_text("shift", SHIFT, strlen(SHIFT), false, &model, NULL),
                     ENT_OK);
    return model;
}

static ent_report *report_on(const ent_model *model, const char *command) {
    ent_report *report = NULL;
    assert_int_equal(ent_report_make(model, command, NULL, &report, NULL), ENT_OK);
    return report;
}

static json_t *json_of(const ent_model *model, const char *command) {
    ent_report *report = report_on(model, command);
    char *text = NULL;
    size_t length = 0;
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

static char *text_of(const ent_model *model, const char *table) {
    ent_report *report = report_on(model, "clock");
    ent_text_style style = ENT_TEXT_STYLE_INIT;
    style.top = 0;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(table ? ent_report_csv(report, table, 0, out, NULL)
                           : ent_report_text(report, &style, out, NULL),
                     ENT_OK);
    fclose(out);
    ent_report_free(report);
    return text;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void assert_by_party(json_t *section, const char *key, const ent_model *model,
                            const double *numbers) {
    json_t *object = json_object_get(section, key);
    if (!numbers) {
        assert_null(object);
        return;
    }
    assert_int_equal(json_object_size(object), model->principals.count);
    for (size_t p = 0; p < model->principals.count; p++) {
        const char *party = model->parties[model->principals.at[p]].key;
        const double found = json_number_value(json_object_get(object, party));
        if (!(fabs(found - numbers[p]) <= 0))
            fail_msg("%s of %s: %.17g, not %.17g", key, party, found, numbers[p]);
    }
}

static void assert_states(json_t *rounds, const ent_model *model, const ent_clock *clock) {
    assert_int_equal(json_array_size(rounds), clock->states_count);
    for (size_t s = 0; s < clock->states_count; s++) {
        json_t *state = json_array_get(rounds, s);
        const ent_clock_state *expected = &clock->states[s];
        assert_int_equal(json_integer_value(json_object_get(state, "round")), expected->round);
        assert_string_equal(json_string_value(json_object_get(state, "act")),
                            ent_clock_act_name(expected->act));
        assert_by_party(state, "reservation", model, expected->reservation);
        assert_by_party(state, "value", model, expected->value);
        assert_by_party(state, "utility", model, expected->utility);
        assert_int_equal(json_is_true(json_object_get(state, "commitment_problem")),
                         expected->commitment);
        assert_int_equal(json_is_true(json_object_get(state, "one_step")), expected->one_step);
    }
}

static void assert_events(json_t *events, const ent_clock *clock) {
    assert_int_equal(json_array_size(events), clock->events_count);
    for (size_t e = 0; e < clock->events_count; e++) {
        json_t *event = json_array_get(events, e);
        const double before = json_number_value(json_object_get(event, "before_agreement"));
        const double alone = json_number_value(json_object_get(event, "alone"));
        assert_true(fabs(before - clock->events[e].chance) <= 0);
        assert_true(fabs(alone - clock->events[e].alone) <= 0);
    }
}

static void assert_keys_say(ent_model *model) {
    ent_clock *clock = NULL;
    assert_int_equal(ent_clock_solve(model, NULL, &clock, NULL), ENT_OK);
    json_t *root = json_of(model, "clock");
    json_t *section = json_object_get(root, "clock");
    assert_by_party(section, "value", model, clock->value);
    assert_by_party(section, "value_refusing", model, clock->value_refusing);
    assert_by_party(section, "best_now", model, clock->best_now);
    assert_by_party(section, "delay_cost", model, clock->delay_cost);
    assert_by_party(section, "round_cost", model, clock->round_cost);
    assert_by_party(section, "last_ten", model, clock->last_ten);
    json_t *chances = json_object_get(section, "agreement_by_round");
    assert_int_equal(json_array_size(chances), clock->rounds);
    for (size_t t = 0; t < clock->rounds; t++)
        assert_true(fabs(json_number_value(json_array_get(chances, t)) -
                         clock->agreement_by_round[t]) <= 0);
    json_t *drift = json_object_get(section, "walk_away_by_round");
    assert_int_equal(json_array_size(drift), clock->rounds + 1);
    assert_events(json_object_get(section, "events"), clock);
    assert_states(json_object_get(section, "rounds"), model, clock);
    json_decref(root);
    ent_clock_free(clock);
    ent_model_free(model);
}

static void the_keys_say_what_was_found(void **state) {
    (void)state;
    assert_keys_say(read_file(ISTANBUL));
    assert_keys_say(read_file(RIVER));
    assert_keys_say(read_shift());
}

static void the_brief_holds_the_same_section(void **state) {
    (void)state;
    ent_model *model = read_file(RIVER);
    json_t *alone = json_of(model, "clock");
    json_t *brief = json_of(model, "brief");
    assert_true(json_equal(json_object_get(alone, "clock"), json_object_get(brief, "clock")));
    json_decref(alone);
    json_decref(brief);
    ent_model_free(model);
}

/* --- tables ---------------------------------------------------------------------------------- */

static size_t count_lines(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void assert_rows(const ent_model *model, const char *table, size_t rows) {
    char *text = text_of(model, table);
    if (count_lines(text) != rows + 1)
        fail_msg("%s has %zu lines, not %zu", table, count_lines(text), rows + 1);
    free(text);
}

static void every_table_has_its_rows(void **state) {
    (void)state;
    ent_model *model = read_file(ISTANBUL);
    ent_clock *clock = NULL;
    assert_int_equal(ent_clock_solve(model, NULL, &clock, NULL), ENT_OK);
    assert_rows(model, "sides", 2);
    assert_rows(model, "rounds", clock->rounds);
    assert_rows(model, "screening", 2);
    assert_rows(model, "states", clock->states_count);
    assert_rows(model, "events", clock->events_count);
    ent_clock_free(clock);
    ent_model_free(model);
}

/* Tomorrow a's walk-away is above everything on the table: a would rather wait, and the one-step
 * inequality sees it, too. In the last round a has lost nothing by waiting, either. */
static void a_shift_of_power_is_shown_beside_the_one_step_inequality(void **state) {
    (void)state;
    ent_model *model = read_shift();
    ent_clock *clock = NULL;
    assert_int_equal(ent_clock_solve(model, NULL, &clock, NULL), ENT_OK);
    size_t shown = 0;
    for (size_t s = 0; s < clock->states_count; s++)
        shown += clock->states[s].commitment || clock->states[s].one_step;
    assert_true(clock->states[0].commitment && clock->states[0].one_step);
    assert_rows(model, "commitment", shown);
    char *text = text_of(model, NULL);
    assert_non_null(strstr(text, "Where power is about to shift"));
    assert_non_null(strstr(text, "power is about to shift."));
    free(text);
    ent_clock_free(clock);
    ent_model_free(model);
}

/* Russia's walk-away secret: packages leave gaps, and Ukraine must mix. */
static void it_says_where_there_is_no_pure_equilibrium(void **state) {
    (void)state;
    ent_model *model = read_file(ISTANBUL);
    json_t *root = json_of(model, "clock");
    json_t *screening = json_object_get(json_object_get(root, "clock"), "screening");
    json_t *russia = json_object_get(screening, "russia");
    assert_true(json_is_false(json_object_get(russia, "pure")));
    assert_true(json_number_value(json_object_get(russia, "mixing")) > 0);
    assert_true(json_number_value(json_object_get(russia, "regret")) <= 1e-9);
    assert_true(json_number_value(json_object_get(russia, "type_gain")) <= 1e-9);
    assert_true(json_is_true(json_object_get(json_object_get(screening, "ukraine"), "pure")));
    json_decref(root);
    char *text = text_of(model, NULL);
    assert_non_null(strstr(text, "pure offers"));
    free(text);
    ent_model_free(model);
}

static void a_model_without_time_is_told_so(void **state) {
    (void)state;
    ent_model *model = read_file(ISTANBUL);
    ent_model bare = *model;
    bare.has_time = false;
    ent_report *report = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_report_make(&bare, "clock", NULL, &report, diags), ENT_ERR_MODEL);
    assert_string_equal(ent_diags_at(diags, 0)->message,
                        "the model has no 'time:' section; the clock needs 'rounds' at least");
    ent_diags_free(diags);
    ent_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keys_say_what_was_found),
        cmocka_unit_test(the_brief_holds_the_same_section),
        cmocka_unit_test(every_table_has_its_rows),
        cmocka_unit_test(a_shift_of_power_is_shown_beside_the_one_step_inequality),
        cmocka_unit_test(it_says_where_there_is_no_pure_equilibrium),
        cmocka_unit_test(a_model_without_time_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
