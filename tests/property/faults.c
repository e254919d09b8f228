/*
 * When the n-th allocation fails, for every n, a call says so, writes nothing and leaks nothing
 * (the address sanitizer watches). Needs a build with ENT_FAULTS.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "all_numbers.h"
#include "base/faults.h"
#include "entente/blockers.h"
#include "entente/compat.h"
#include "entente/counter.h"
#include "entente/deals.h"
#include "entente/exchanges.h"
#include "entente/gap.h"
#include "entente/read.h"
#include "entente/round.h"
#include "entente/vary.h"
#include "random_model.h"

#include <stdlib.h>

#ifdef ENT_FAULTS

#define ALLOCATIONS_MAX 100000

/* Makes one call and gives back what it got; sets `*wrote` if there was an output. */
typedef ent_status (*faulty_call)(const ent_model *model, ent_diags *diags, bool *wrote);

static ent_status call_deals(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(model, NULL, &deals, diags);
    *wrote = deals != NULL;
    ent_deals_free(deals);
    return status;
}

/* Few cells: bounds instead of counts. */
static ent_status call_deals_cut_short(const ent_model *model, ent_diags *diags, bool *wrote) {
    const ent_deals_options options = {.count_cells = 3};
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
    *wrote = deals != NULL;
    ent_deals_free(deals);
    return status;
}

/* So little memory for payoffs that the frontier is an epsilon-frontier. */
static ent_status call_deals_nearly(const ent_model *model, ent_diags *diags, bool *wrote) {
    const ent_deals_options options = {.points_limit = 4};
    ent_deals *deals = NULL;
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
    *wrote = deals != NULL;
    ent_deals_free(deals);
    return status;
}

static ent_status call_gap(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_gap *gap = NULL;
    const ent_status status = ent_gap_measure(model, NULL, &gap, diags);
    *wrote = gap != NULL;
    ent_gap_free(gap);
    return status;
}

static ent_status call_blockers(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_blockers *blockers = NULL;
    const ent_status status = ent_blockers_find(model, NULL, &blockers, diags);
    *wrote = blockers != NULL;
    ent_blockers_free(blockers);
    return status;
}

static ent_status call_round(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_round_view *view = NULL;
    const ent_status status = ent_round_assess(model, 0, NULL, &view, diags);
    *wrote = view != NULL;
    ent_round_free(view);
    return status;
}

static ent_status call_red_lines(const ent_model *model, ent_diags *diags, bool *wrote) {
    (void)diags;
    ent_red_line *lines = NULL;
    size_t count = 0;
    const ent_status status = ent_red_lines(model, &lines, &count);
    *wrote = lines != NULL;
    free(lines);
    return status;
}

/* Verifies an answer that was found before anything failed. */
static ent_status call_verify(const ent_model *model, ent_diags *diags, bool *wrote) {
    const long left = ent_allocations_left;
    ent_allocations_left = -1;
    ent_deals *deals = NULL;
    const ent_status solved = ent_deals_solve(model, NULL, &deals, NULL);
    assert_int_equal(solved, ENT_OK);
    ent_allocations_left = left;
    const ent_status status = ent_deals_verify(model, NULL, deals, diags);
    ent_allocations_left = -1;
    ent_deals_free(deals);
    *wrote = status == ENT_OK;
    return status;
}

/* Of the package with the last option of every issue, against deals that were found before. */
static ent_status call_counter(const ent_model *model, ent_diags *diags, bool *wrote) {
    const long left = ent_allocations_left;
    ent_allocations_left = -1;
    ent_deals *deals = NULL;
    assert_int_equal(ent_deals_solve(model, NULL, &deals, NULL), ENT_OK);
    uint32_t *package = calloc(model->issues_count, sizeof *package);
    assert_non_null(package);
    for (size_t j = 0; j < model->issues_count; j++)
        package[j] = (uint32_t)model->issues[j].options_count - 1;
    ent_allocations_left = left;
    ent_counter *counter = NULL;
    const ent_status status = ent_counter_find(model, package, NULL, deals, &counter, diags);
    ent_allocations_left = -1;
    *wrote = counter != NULL;
    ent_counter_free(counter);
    ent_deals_free(deals);
    free(package);
    return status;
}

static ent_status call_exchanges(const ent_model *model, ent_diags *diags, bool *wrote) {
    const long left = ent_allocations_left;
    ent_allocations_left = -1;
    ent_deals *deals = NULL;
    assert_int_equal(ent_deals_solve(model, NULL, &deals, NULL), ENT_OK);
    ent_allocations_left = left;
    ent_exchanges *exchanges = NULL;
    const ent_exchanges_options few = {.exchanges_max = 2, .combinations_max = 10, .deals = deals};
    const ent_status status = ent_exchanges_find(model, NULL, &few, &exchanges, diags);
    ent_allocations_left = -1;
    *wrote = exchanges != NULL;
    ent_exchanges_free(exchanges);
    ent_deals_free(deals);
    return status;
}

static ent_status call_peer(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_peer_view *view = NULL;
    const ent_status status = ent_peer_compare(model, ENT_PEER_NEGMAS, NULL, &view, diags);
    *wrote = view != NULL;
    ent_peer_view_free(view);
    return status;
}

static ent_status call_between(const ent_model *model, ent_diags *diags, bool *wrote) {
    ent_model *between = NULL;
    const ent_ids two = {2, model->principals.at};
    const ent_status status = ent_model_between(model, two, &between, diags);
    *wrote = between != NULL;
    ent_model_free(between);
    return status;
}

/* The model with its numbers listed, which random models leave to readers. */
static ent_status call_variation(const ent_model *model, ent_diags *diags, bool *wrote) {
    const long left = ent_allocations_left;
    ent_allocations_left = -1;
    all_numbers all;
    all_numbers_find(&all, model);
    ent_model listed = *model;
    listed.numbers = all.at;
    listed.numbers_count = all.count;
    ent_allocations_left = left;
    ent_variation *variation = NULL;
    ent_status status = ent_variation_new(&listed, &variation, diags);
    *wrote = status != ENT_OK && variation;
    if (status == ENT_OK) {
        ent_variation_set_value(variation, 0, 0.5, diags);
        ent_variation_reset(variation);
        status = ent_variation_check(variation, diags);
    }
    ent_allocations_left = -1;
    ent_variation_free(variation);
    all_numbers_free(&all);
    return status == ENT_ERR_MODEL ? ENT_OK : status; /* not every random model is sound */
}

/* That there is no such number is found at once; only to say what there is takes memory. */
static ent_status call_find_number(const ent_model *model, ent_diags *diags, bool *wrote) {
    uint32_t index = ENT_NONE;
    const ent_status status = ent_model_find_number(model, "nowhere", &index, diags);
    *wrote = index != ENT_NONE;
    return status == ENT_ERR_ARG ? ENT_OK : status;
}

static ent_status call_number_text(const ent_model *model, ent_diags *diags, bool *wrote) {
    (void)model;
    ent_number number = {.spread = ENT_TRIANGULAR};
    const ent_status status = ent_read_number_text("[0.4, 0.6]", "path", &number, diags);
    *wrote = number.spread == ENT_UNIFORM;
    return status;
}

/* Number of allocations that a call makes: each of them was made to fail. */
static long fail_each(const ent_model *model, faulty_call call, ent_diags *diags) {
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        bool wrote = false;
        ent_allocations_left = n;
        const ent_status status = call(model, diags, &wrote);
        ent_allocations_left = -1;
        if (status == ENT_OK)
            return n;
        assert_int_equal(status, ENT_ERR_NOMEM);
        assert_false(wrote);
    }
    fail_msg("more than %d allocations", ALLOCATIONS_MAX);
    return 0;
}

static random_limits small_limits(void) {
    random_limits limits = random_limits_default(FEW_DIGITS);
    limits.packages_max = 40;
    return limits;
}

/* Over models with and without a zone; a model without rounds gets none. */
static long fail_everywhere(faulty_call call, bool needs_round) {
    long allocations = 0;
    const random_limits limits = small_limits();
    for (uint64_t seed = 1; seed <= 12; seed++) {
        random_model made;
        random_model_make(&made, seed, &limits);
        if (!needs_round || made.model.rounds_count) {
            ent_diags *diags = seed % 2 ? ent_diags_new() : NULL;
            allocations += fail_each(&made.model, call, diags);
            ent_diags_free(diags);
        }
        random_model_free(&made);
    }
    return allocations;
}

static void deals_survive_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_deals, false) > 0);
}

static void an_epsilon_frontier_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_deals_nearly, false) > 0);
}

static void verification_survives_every_failed_allocation(void **state) {
    (void)state;
    fail_everywhere(call_verify, false);
}

static void the_gap_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_gap, false) > 0);
}

static void bounds_on_counts_survive_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_deals_cut_short, false) > 0);
}

static void blockers_survive_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_blockers, false) > 0);
}

static void a_round_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_round, true) > 0);
}

static void red_lines_survive_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_red_lines, false) > 0);
}

static void a_counter_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_counter, false) > 0);
}

static void exchanges_survive_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_exchanges, false) > 0);
}

static void a_peer_s_view_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_peer, false) > 0);
}

static void part_of_the_sides_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_between, false) > 0);
}

static void a_variation_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_variation, false) > 0);
}

static void looking_for_a_number_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_find_number, false) > 0);
}

static void a_number_as_text_survives_every_failed_allocation(void **state) {
    (void)state;
    assert_true(fail_everywhere(call_number_text, false) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deals_survive_every_failed_allocation),
        cmocka_unit_test(bounds_on_counts_survive_every_failed_allocation),
        cmocka_unit_test(an_epsilon_frontier_survives_every_failed_allocation),
        cmocka_unit_test(verification_survives_every_failed_allocation),
        cmocka_unit_test(the_gap_survives_every_failed_allocation),
        cmocka_unit_test(blockers_survive_every_failed_allocation),
        cmocka_unit_test(a_round_survives_every_failed_allocation),
        cmocka_unit_test(red_lines_survive_every_failed_allocation),
        cmocka_unit_test(a_counter_survives_every_failed_allocation),
        cmocka_unit_test(exchanges_survive_every_failed_allocation),
        cmocka_unit_test(a_peer_s_view_survives_every_failed_allocation),
        cmocka_unit_test(part_of_the_sides_survives_every_failed_allocation),
        cmocka_unit_test(a_variation_survives_every_failed_allocation),
        cmocka_unit_test(looking_for_a_number_survives_every_failed_allocation),
        cmocka_unit_test(a_number_as_text_survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void this_build_cannot_make_allocations_fail(void **state) {
    (void)state;
    skip();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(this_build_cannot_make_allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
