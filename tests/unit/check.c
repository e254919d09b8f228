/* ent_model_check on models that no reader made: copies of a read one with something wrong. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/faults.h"
#include "entente/read.h"

#include <string.h>

static ent_model *read_fixture(const char *path) {
    ent_model *model = NULL;
    assert_int_equal(ent_model_read_file(path, NULL, &model, NULL), ENT_OK);
    return model;
}

static void a_sound_model_passes(void **state) {
    (void)state;
    ent_model *model = read_fixture(ENT_ROOT "/tests/fixtures/every-key.yaml");
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_model_check(model, diags), ENT_OK);
    assert_int_equal(ent_diags_count(diags), 0);
    ent_diags_free(diags);
    ent_model_free(model);
}

static void all_faults_are_told_with_place_and_path(void **state) {
    (void)state;
    ent_model *model = read_fixture(ENT_ROOT "/tests/fixtures/tiny.yaml");
    ent_party parties[2];
    assert_int_equal(model->parties_count, 2);
    memcpy(parties, model->parties, sizeof parties);
    parties[0].walk_away.high.value = 1.5;
    parties[1].has_walk_away = false;
    ent_model wrong = *model;
    wrong.parties = parties;
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_model_check(&wrong, diags), ENT_ERR_MODEL);
    assert_int_equal(ent_diags_count(diags), 2);
    char line[500];
    ent_diag_format(ent_diags_at(diags, 0), line, sizeof line);
    assert_string_equal(line, ENT_ROOT "/tests/fixtures/tiny.yaml:9:16: parties.seller.walk_away: "
                                       "1.5 is above 1 (utilities run from 0 to 1)");
    ent_diag_format(ent_diags_at(diags, 1), line, sizeof line);
    assert_string_equal(line, ENT_ROOT "/tests/fixtures/tiny.yaml:11:3: parties.buyer: "
                                       "'walk_away' is missing (every principal needs one)");
    ent_diags_free(diags);
    ent_model_free(model);
}

static void a_model_filled_by_hand_needs_no_files(void **state) {
    (void)state;
    const ent_option option = {.key = "today", .name = "today"};
    const ent_issue issue = {
        .key = "i", .name = "i", .options_count = 1, .options = &option, .controlled_by = ENT_NONE};
    const ent_model model = {.title = "", .issues_count = 1, .issues = &issue};
    ent_diags *diags = ent_diags_new();
    assert_int_equal(ent_model_check(&model, diags), ENT_ERR_MODEL);
    char line[500];
    ent_diag_format(ent_diags_at(diags, 0), line, sizeof line);
    assert_string_equal(line, "parties: 0 of the parties have 'role: principal' (a negotiation "
                              "needs two)");
    ent_diags_free(diags);
}

#ifdef ENT_FAULTS
static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    ent_model *model = read_fixture(ENT_ROOT "/tests/fixtures/every-key.yaml");
    long n = 0;
    for (bool is_done = false; !is_done; n++) {
        ent_allocations_left = n;
        const ent_status status = ent_model_check(model, NULL);
        is_done = ent_allocations_left >= 0;
        ent_allocations_left = -1;
        assert_int_equal(status, is_done ? ENT_OK : ENT_ERR_NOMEM);
    }
    assert_true(n > 1);
    ent_model_free(model);
}
#else
static void running_out_of_memory_is_a_status(void **state) {
    (void)state;
    skip();
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_model_passes),
        cmocka_unit_test(all_faults_are_told_with_place_and_path),
        cmocka_unit_test(a_model_filled_by_hand_needs_no_files),
        cmocka_unit_test(running_out_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
