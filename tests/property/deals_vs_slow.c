/* The engine's deals against the enumeration, under every kind of option. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rng.h"
#include "slow/slow.h"
#include "sweep.h"

#include <stdlib.h>
#include <string.h>

static sweep_plan plan;

/* Options drawn by seed, with the memory they point at. */
typedef struct drawn_options {
    ent_deals_options options;
    bool allowed[8][8];
    const bool *rows[8];
    bool lifted[SLOW_LINES_MAX];
} drawn_options;

static void draw_options(drawn_options *drawn, const ent_model *model, uint64_t seed) {
    rng random = {seed ^ 0x5eed};
    memset(drawn, 0, sizeof *drawn);
    const size_t kind = rng_below(&random, 8);
    drawn->options.all = kind == 0;
    drawn->options.any_gain = kind == 1;
    drawn->options.as_given = rng_chance(&random, 20);
    if (rng_chance(&random, 20))
        drawn->options.packages_max = rng_between(&random, 1, 3);
    if (rng_chance(&random, 20))
        drawn->options.count_cells = rng_between(&random, 1, 10);
    if (rng_chance(&random, 20)) {
        for (size_t j = 0; j < model->issues_count; j++) {
            drawn->rows[j] = drawn->allowed[j];
            for (size_t o = 0; o < model->issues[j].options_count; o++)
                drawn->allowed[j][o] = rng_chance(&random, 70);
        }
        drawn->options.within = drawn->rows;
    }
    if (rng_chance(&random, 20)) {
        for (size_t i = 0; i < SLOW_LINES_MAX; i++)
            drawn->lifted[i] = rng_chance(&random, 50);
        drawn->options.lifted = drawn->lifted;
    }
}

static void tell_options(const ent_deals_options *options, char *why, size_t why_size) {
    const size_t used = strlen(why);
    snprintf(why + used, why_size - used,
             " (all %d, any gain %d, as given %d, within %d, lifted %d, named %zu, cells %zu)",
             options->all, options->any_gain, options->as_given, options->within != NULL,
             options->lifted != NULL, options->packages_max, options->count_cells);
}

static bool deals_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    drawn_options drawn;
    draw_options(&drawn, model, seed);
    const ent_deals_options *options = seed % 3 ? &drawn.options : NULL;
    ent_deals *deals = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_deals_solve(model, options, &deals, diags);
    bool good = status == ENT_OK;
    if (!good)
        snprintf(why, why_size, "status %s: %s", ent_status_name(status),
                 ent_diags_count(diags) ? ent_diags_at(diags, 0)->message : "no message");
    slow_table table;
    slow_table_make(&table, model, options && options->as_given);
    good = good && slow_agrees_deals(&table, options, deals, why, why_size);
    if (good && ent_deals_verify(model, options, deals, diags) != ENT_OK) {
        snprintf(why, why_size, "verify: %s",
                 ent_diags_count(diags) ? ent_diags_at(diags, 0)->message : "no message");
        good = false;
    }
    if (!good && options)
        tell_options(options, why, why_size);
    slow_table_free(&table);
    ent_deals_free(deals);
    ent_diags_free(diags);
    return good;
}

static void the_engine_finds_what_enumeration_finds(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, deals_agree), 0);
}

/* Exact or nothing, with hardly any memory: the right answer, or a message that says so. */
static bool a_limit_is_told(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    const ent_deals_options options = {.points_limit = 1 + seed % 40, .exact_only = true};
    ent_deals *deals = NULL;
    ent_diags *diags = ent_diags_new();
    const ent_status status = ent_deals_solve(model, &options, &deals, diags);
    slow_table table;
    slow_table_make(&table, model, false);
    bool good = status == ENT_ERR_LIMIT && !deals && ent_diags_count(diags) == 1;
    snprintf(why, why_size, "status %s, %zu messages", ent_status_name(status),
             ent_diags_count(diags));
    if (status == ENT_OK)
        good = slow_agrees_deals(&table, &options, deals, why, why_size);
    slow_table_free(&table);
    ent_deals_free(deals);
    ent_diags_free(diags);
    return good;
}

static void a_limit_on_payoffs_is_told(void **state) {
    (void)state;
    sweep_plan some = plan;
    some.models = plan.models / 4 + 1;
    assert_int_equal(sweep(&some, a_limit_is_told), 0);
}

static bool short_decimals_are_exact(const ent_model *model, uint64_t seed, char *why,
                                     size_t why_size) {
    (void)seed;
    ent_deals *deals = NULL;
    const bool good = ent_deals_solve(model, NULL, &deals, NULL) == ENT_OK && deals->exact;
    snprintf(why, why_size, "not solved, or not exactly");
    ent_deals_free(deals);
    return good;
}

static void payoffs_of_short_decimals_are_exact(void **state) {
    (void)state;
    sweep_plan few = plan;
    few.models = plan.models / 4 + 1;
    few.few_digits_only = true;
    few.limits.lasting = false;
    assert_int_equal(sweep(&few, short_decimals_are_exact), 0);
}

static void red_lines_are_listed_in_party_and_file_order(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        random_model made;
        const random_limits limits = random_limits_default(FEW_DIGITS);
        random_model_make(&made, seed, &limits);
        slow_table table;
        slow_table_make(&table, &made.model, false);
        ent_red_line *lines = NULL;
        size_t count = SIZE_MAX;
        assert_int_equal(ent_red_lines(&made.model, &lines, &count), ENT_OK);
        assert_int_equal(count, table.lines_count);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(lines[i].party, table.lines[i].party);
            assert_int_equal(lines[i].index, table.lines[i].index);
        }
        free(lines);
        slow_table_free(&table);
        random_model_free(&made);
    }
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_engine_finds_what_enumeration_finds),
        cmocka_unit_test(a_limit_on_payoffs_is_told),
        cmocka_unit_test(payoffs_of_short_decimals_are_exact),
        cmocka_unit_test(red_lines_are_listed_in_party_and_file_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
