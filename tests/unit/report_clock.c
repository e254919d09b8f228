/* The clock section of a report: its keys say what the analysis found, for two sides and for three,
 * every table is there, and a walk-away's pace and the way it has come tell the same. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "entente/clock.h"
#include "entente/read.h"
#include "entente/report.h"
#include "report/section.h"
#include "report/wording.h"
#include "report_faults.h"

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
    assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
    return model;
}

static ent_model *read_shift(void) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_text("shift", SHIFT, strlen(SHIFT), false, NULL, &model, NULL),
                     ENT_OK);
    return model;
}

/* The answers to one command, and what is made of them. */
typedef struct asked {
    ent_answers *answers;
    ent_report *report;
    base_arena arena;
    report_draft draft; /* the blocks of the clock */
} asked;

static asked ask(const ent_model *model, const char *command) {
    ent_inquiry inquiry;
    asked self = {0};
    assert_int_equal(ent_inquiry_for(model, command, &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(model, &inquiry, &self.answers, NULL), ENT_OK);
    assert_int_equal(ent_report_make(self.answers, &self.report, NULL), ENT_OK);
    return self;
}

static const report_blocks *say_clock(asked *self) {
    self->draft = (report_draft){
        .answers = self->answers, .model = self->answers->model, .arena = &self->arena};
    report_section_clock.say(&self->draft);
    assert_false(self->draft.failed);
    return &self->draft.blocks;
}

static void forget(asked *self) {
    ent_report_free(self->report);
    ent_answers_free(self->answers);
    base_arena_clear(&self->arena);
}

static json_t *json_of(const ent_model *model, const char *command) {
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

static char *text_of(const ent_model *model, const char *table) {
    asked self = ask(model, "clock");
    ent_text_style style = ENT_TEXT_STYLE_INIT;
    style.top = 0;
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_int_equal(table ? ent_report_csv(self.report, table, 0, out, NULL)
                           : ent_report_text(self.report, &style, out, NULL),
                     ENT_OK);
    fclose(out);
    forget(&self);
    return text;
}

static const report_table *find_table(const report_blocks *blocks, const char *name) {
    for (size_t b = 0; b < blocks->count; b++)
        if (blocks->at[b].table && strcmp(blocks->at[b].table->name, name) == 0)
            return blocks->at[b].table;
    fail_msg("there is no table %s", name);
    return NULL;
}

static const report_cell *cell_in(const report_table *table, size_t row, const char *party,
                                  const char *column) {
    char name[128];
    snprintf(name, sizeof name, "%s%s%s", party, *party ? "_" : "", column);
    for (size_t c = 0; c < table->columns_count; c++)
        if (table->columns[c].name && strcmp(table->columns[c].name, name) == 0)
            return report_cell_at(table, row, c);
    fail_msg("%s has no column %s", table->name, name);
    return NULL;
}

/* NAN where there is nothing. */
static double number_in(const report_table *table, size_t row, const char *party,
                        const char *column) {
    const report_cell *cell = cell_in(table, row, party, column);
    return cell->kind == REPORT_CELL_NUMBER ? cell->as.number : (double)NAN;
}

static bool is_same(double a, double b) {
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 0;
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
    assert_true(json_array_size(json_object_get(json_object_get(alone, "clock"), "said")) > 0);
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
    assert_rows(model, "drift", clock->rounds + 1);
    assert_rows(model, "asks", clock->rounds);
    assert_rows(model, "states", clock->states_count);
    assert_rows(model, "states-by-side", clock->states_count * clock->principals);
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

static const char *key_of(const ent_model *model, size_t p) {
    return model->parties[model->principals.at[p]].key;
}

/* What the drift says by its last row is what the sentence says by its pace, on its own yardstick:
 * a month where rounds have a length, else a round. */
static void assert_drift(ent_model *model, double rounds_a_unit) {
    asked self = ask(model, "clock");
    const report_blocks *blocks = say_clock(&self);
    const ent_clock *clock = self.answers->clock;
    const report_table *drift = find_table(blocks, "drift");
    assert_int_equal(drift->rows_count, clock->rounds + 1);
    assert_true(drift->on_page && strcmp(drift->chart, "drift") == 0);
    for (size_t p = 0; p < clock->principals; p++) {
        const char *party = key_of(model, p);
        for (size_t t = 0; t <= clock->rounds; t++)
            assert_true(is_same(number_in(drift, t, party, "moved"),
                                clock->walk_away_by_round[t * clock->principals + p] -
                                    clock->walk_away_by_round[p]));
        const double pace =
            number_in(drift, clock->rounds, party, "moved") * rounds_a_unit / (double)clock->rounds;
        const char *said = fabs(pace) < 0.0005
                               ? "walk-away stays"
                               : report_say(&self.draft, "%s by %s", pace > 0 ? "rises" : "falls",
                                            report_say_share(&self.draft, fabs(pace)));
        const char *whose =
            report_say_possessive(&self.draft, report_say_principal(&self.draft, p));
        const char *at = strstr(blocks->at[0].text, whose);
        assert_non_null(at);
        const char *found = strstr(at, said);
        if (!found || found - at > 80)
            fail_msg("'%s' not in '%s'", said, at);
    }
    forget(&self);
}

static void the_pace_and_the_distance_of_a_walk_away_agree(void **state) {
    (void)state;
    ent_model *istanbul = read_file(ISTANBUL);
    assert_drift(istanbul, 30.4375 / istanbul->time.round_every_days);
    ent_model *shift = read_shift();
    assert_drift(shift, 1);
    ent_model_free(istanbul);
    ent_model_free(shift);
}

/* Where nobody's walk-away moves there is nothing to show. */
static void a_world_that_stands_still_has_no_drift(void **state) {
    (void)state;
    ent_model *model = read_shift();
    ent_model still = *model;
    still.time.effects_count = 0;
    asked self = ask(&still, "clock");
    const report_blocks *blocks = say_clock(&self);
    assert_int_equal(find_table(blocks, "drift")->rows_count, 0);
    assert_non_null(strstr(blocks->at[0].text, "moves nobody's walk-away"));
    assert_null(find_table(blocks, "rounds")->chart); /* a chance that never changes */
    forget(&self);
    ent_model_free(model);
}

static void assert_asks(ent_model *model) {
    asked self = ask(model, "clock");
    const report_table *asks = find_table(say_clock(&self), "asks");
    const ent_clock *clock = self.answers->clock;
    assert_int_equal(asks->rows_count, clock->rounds);
    for (size_t t = 0; t < clock->rounds; t++) {
        for (size_t p = 0; p < clock->principals; p++) {
            const size_t at = t * clock->principals + p;
            const ent_clock_band *band = &clock->asks_by_round[at];
            const char *party = key_of(model, p);
            assert_true(is_same(number_in(asks, t, party, "asks"), band->mean));
            assert_true(is_same(number_in(asks, t, party, "asks_low"), band->low));
            assert_true(is_same(number_in(asks, t, party, "asks_high"), band->high));
            assert_true(
                is_same(number_in(asks, t, party, "walk_away"), clock->walk_away_by_round[at]));
        }
        assert_true(is_same(number_in(asks, t, "", "room"), clock->room_by_round[t].mean));
        assert_true(is_same(number_in(asks, t, "", "room_low"), clock->room_by_round[t].low));
        assert_true(is_same(number_in(asks, t, "", "room_high"), clock->room_by_round[t].high));
        assert_true(is_same(number_in(asks, t, "", "open"), clock->open_by_round[t]));
    }
    forget(&self);
    ent_model_free(model);
}

static void what_each_side_asks_stands_round_by_round(void **state) {
    (void)state;
    assert_asks(read_file(ISTANBUL));
    assert_asks(read_file(RIVER));
    assert_asks(read_shift());
}

/* Machines read a row a state, people a line a side: the same numbers. */
static void assert_states_alike(ent_model *model) {
    asked self = ask(model, "clock");
    const report_blocks *blocks = say_clock(&self);
    const report_table *wide = find_table(blocks, "states");
    const report_table *tall = find_table(blocks, "states-by-side");
    const ent_clock *clock = self.answers->clock;
    assert_true(wide->for_machines && !tall->for_machines);
    for (size_t s = 0; s < clock->states_count; s++)
        for (size_t p = 0; p < clock->principals; p++) {
            const ent_clock_state *expected = &clock->states[s];
            const size_t row = s * clock->principals + p;
            const char *party = key_of(model, p);
            const double gets = expected->utility ? expected->utility[p] : (double)NAN;
            assert_int_equal(cell_in(tall, row, "", "side")->as.party, model->principals.at[p]);
            assert_int_equal(cell_in(tall, row, "", "proposer")->as.party,
                             model->principals.at[expected->proposer]);
            assert_true(is_same(number_in(tall, row, "", "round"), expected->round + 1));
            assert_true(is_same(number_in(tall, row, "", "reached"), expected->reached));
            assert_true(is_same(number_in(wide, s, party, "utility"), gets));
            assert_true(is_same(number_in(tall, row, "", "utility"), gets));
            assert_true(
                is_same(number_in(wide, s, party, "reservation"), expected->reservation[p]));
            assert_true(is_same(number_in(tall, row, "", "reservation"), expected->reservation[p]));
        }
    forget(&self);
    ent_model_free(model);
}

static void states_read_the_same_for_people_and_machines(void **state) {
    (void)state;
    assert_states_alike(read_file(ISTANBUL));
    assert_states_alike(read_file(RIVER));
    assert_states_alike(read_shift());
}

/* --- dates ------------------------------------------------------------------------------------ */

static unsigned days_in(unsigned month, int year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2                                              ? (leap ? 29 : 28)
           : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                   : 31;
}

/* Day by day through a whole cycle of 400 years, against counting on the fingers. */
static void a_day_so_many_days_later_is_found(void **state) {
    (void)state;
    const ent_date first = {1999, 12, 31};
    ent_date expected = first;
    for (long days = 0; days < 146097 + 400; days++) {
        const ent_date found = report_date_after(first, (double)days + 0.75);
        assert_int_equal(found.year, expected.year);
        assert_int_equal(found.month, expected.month);
        assert_int_equal(found.day, expected.day);
        assert_int_equal(base_date_days_between(first, found), days);
        const bool last = expected.day == days_in(expected.month, expected.year);
        const bool new_year = last && expected.month == 12;
        expected.day = (uint8_t)(last ? 1 : expected.day + 1);
        expected.month = (uint8_t)(new_year ? 1 : expected.month + last);
        expected.year = (int16_t)(expected.year + new_year);
    }
    assert_int_equal(report_date_after((ent_date){9999, 12, 31}, 1).year, 0);
    assert_int_equal(report_date_after((ent_date){0}, 1).year, 0);
    assert_int_equal(report_date_after(first, (double)NAN).year, 0);
}

static void rounds_have_their_dates(void **state) {
    (void)state;
    ent_model *model = read_file(ISTANBUL);
    asked self = ask(model, "clock");
    static const char *const TABLES[] = {"rounds", "drift", "asks"};
    for (size_t k = 0; k < 3; k++) {
        const report_table *table = find_table(say_clock(&self), TABLES[k]);
        for (size_t t = 0; t < table->rows_count; t++)
            assert_true(base_date_days_between(model->time.starts,
                                               cell_in(table, t, "", "date")->as.date) ==
                        (long)(model->time.round_every_days * (double)t));
    }
    forget(&self);
    ent_model_free(model);
}

static void chances_are_said_in_seven_bands(void **state) {
    (void)state;
    assert_string_equal(report_say_likelihood(0), "almost no chance");
    assert_string_equal(report_say_likelihood(0.05), "very unlikely");
    assert_string_equal(report_say_likelihood(0.3), "unlikely");
    assert_string_equal(report_say_likelihood(0.5), "roughly even chance");
    assert_string_equal(report_say_likelihood(0.55), "likely");
    assert_string_equal(report_say_likelihood(0.94), "very likely");
    assert_string_equal(report_say_likelihood(1), "almost certain");
}

static void a_model_without_time_is_told_so(void **state) {
    (void)state;
    ent_model *model = read_file(ISTANBUL);
    ent_model bare = *model;
    bare.has_time = false;
    ent_inquiry inquiry;
    ent_answers *answers = NULL;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_inquiry_for(&bare, "clock", &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(&bare, &inquiry, &answers, diags), ENT_ERR_MODEL);
    assert_string_equal(ent_diags_at(diags, 0)->message,
                        "the model has no 'time:' section; the clock needs 'rounds' at least");
    ent_diags_free(diags);
    ent_model_free(model);
}

#ifdef ENT_FAULTS
static void a_failed_allocation_is_a_status(void **state) {
    (void)state;
    assert_faults_are_told(read_shift(), "clock");
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_keys_say_what_was_found),
        cmocka_unit_test(the_brief_holds_the_same_section),
        cmocka_unit_test(every_table_has_its_rows),
        cmocka_unit_test(a_shift_of_power_is_shown_beside_the_one_step_inequality),
        cmocka_unit_test(it_says_where_there_is_no_pure_equilibrium),
        cmocka_unit_test(the_pace_and_the_distance_of_a_walk_away_agree),
        cmocka_unit_test(a_world_that_stands_still_has_no_drift),
        cmocka_unit_test(what_each_side_asks_stands_round_by_round),
        cmocka_unit_test(states_read_the_same_for_people_and_machines),
        cmocka_unit_test(a_day_so_many_days_later_is_found),
        cmocka_unit_test(rounds_have_their_dates),
        cmocka_unit_test(chances_are_said_in_seven_bands),
        cmocka_unit_test(a_model_without_time_is_told_so),
#ifdef ENT_FAULTS
        cmocka_unit_test(a_failed_allocation_is_a_status),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
