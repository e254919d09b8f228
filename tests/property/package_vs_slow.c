/* The model's own definitions, package by package, against the ones written down a second time. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slow/slow.h"
#include "sweep.h"

#include <math.h>

static sweep_plan plan;

static bool crosses_are_same(const slow_table *table, size_t package) {
    const uint32_t *options = &table->option[package * table->issues];
    uint32_t party = ENT_NONE;
    uint32_t line = ENT_NONE;
    const bool told = ent_model_crosses_red_line(table->model, options, &party, &line);
    if (told != (table->crossed[package] != 0) ||
        told != ent_model_crosses_red_line(table->model, options, NULL, NULL))
        return false;
    size_t first = 0;
    while (told && !(table->crossed[package] >> first & 1))
        first++;
    return !told || (table->lines[first].party == party && table->lines[first].index == line);
}

static bool worth_is_same(const slow_table *table, size_t package, bool as_given) {
    const uint32_t *options = &table->option[package * table->issues];
    for (uint32_t p = 0; p < table->model->parties_count; p++) {
        const long double utility = slow_utility(table->model, p, options, as_given);
        const double told = ent_model_utility(table->model, p, options, !as_given);
        if (!(fabsl((long double)told - utility) <= 1e-14L))
            return false;
        const long double gain = slow_gain(table->model, p, options, false);
        const double told_gain = ent_model_gain(table->model, p, options);
        if (table->model->parties[p].has_walk_away &&
            !(fabsl((long double)told_gain - gain) <= 1e-14L))
            return false;
    }
    return true;
}

/* The exact fractions and the long doubles are computed apart: they must agree too. */
static bool fractions_are_right(const slow_table *table, size_t package) {
    for (size_t p = 0; table->exact && p < table->principals; p++) {
        const fraction gain = slow_gain_of(table, package, p);
        const long double value = table->gain_value[package * table->principals + p];
        if (!(fabsl(fraction_value(&gain) - value) <= 1e-15L))
            return false;
    }
    return true;
}

static bool definitions_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    const bool as_given = seed % 2;
    slow_table table;
    slow_table_make(&table, model, as_given);
    bool good = true;
    for (size_t x = 0; x < table.packages && good; x++) {
        const uint32_t *options = &table.option[x * table.issues];
        good = ent_model_is_possible(model, options) == table.possible[x] &&
               ent_model_is_settlement(model, options) == table.settles[x] &&
               crosses_are_same(&table, x) && worth_is_same(&table, x, as_given) &&
               fractions_are_right(&table, x);
        if (!good)
            snprintf(why, why_size, "package %zu is judged differently", x);
    }
    slow_table_free(&table);
    return good;
}

static void both_definitions_judge_every_package_alike(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, definitions_agree), 0);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 1500);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_definitions_judge_every_package_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
