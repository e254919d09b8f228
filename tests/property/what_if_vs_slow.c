/* Leaving principals out, against a walk over every package of the whole negotiation. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slow/slow.h"
#include "sweep.h"

#include <stdio.h>
#include <stdlib.h>

static sweep_plan plan;

/* Does anybody's red line stop the package when only these two must sign? */
static bool is_stopped(const slow_table *table, const uint32_t pair[2], size_t package) {
    const ent_model *model = table->model;
    const uint32_t *options = &table->option[package * table->issues];
    for (uint32_t p = 0; p < model->parties_count; p++)
        for (size_t r = 0; r < model->parties[p].red_lines_count; r++) {
            if (!slow_matches(&model->parties[p].red_lines[r], options))
                continue;
            bool counts = p == pair[0] || p == pair[1];
            for (size_t j = 0; j < table->issues && !counts; j++) {
                const ent_ids *needs = &model->issues[j].options[options[j]].needs;
                for (size_t n = 0; n < needs->count; n++)
                    counts = counts || needs->at[n] == p;
            }
            if (counts)
                return true;
        }
    return false;
}

static size_t principal_of(const ent_model *model, uint32_t party) {
    size_t p = 0;
    while (model->principals.at[p] != party)
        p++;
    return p;
}

/* Packages that the two alone could sign. */
static size_t count_between(const slow_table *table, const uint32_t pair[2]) {
    size_t count = 0;
    for (size_t x = 0; x < table->packages; x++) {
        bool fine = table->possible[x] && !is_stopped(table, pair, x) &&
                    !(table->has_interim && x == table->status_quo);
        for (size_t i = 0; i < 2 && fine; i++)
            fine = table->gain_value[x * table->principals + principal_of(table->model, pair[i])] >=
                   -1e-12L;
        count += fine;
    }
    return count;
}

static bool two_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    const size_t principals = model->principals.count;
    const size_t a = seed % principals;
    const size_t b = (a + 1 + seed / 7 % (principals - 1)) % principals;
    const uint32_t pair[2] = {model->principals.at[a < b ? a : b],
                              model->principals.at[a < b ? b : a]};
    ent_model *between = NULL;
    if (ent_model_between(model, (ent_ids){2, pair}, &between, NULL) != ENT_OK)
        abort();
    ent_deals *deals = NULL;
    slow_table table;
    slow_table part;
    slow_table_make(&table, model, false);
    slow_table_make(&part, between, false);
    snprintf(why, why_size, "no answer");
    bool good = ent_deals_solve(between, NULL, &deals, NULL) == ENT_OK &&
                slow_agrees_deals(&part, NULL, deals, why, why_size);
    if (good && table.exact && deals->exact) {
        const size_t count = count_between(&table, pair);
        good = strtoull(deals->acceptable.low, NULL, 10) == count;
        snprintf(why, why_size, "%s packages, not %zu", deals->acceptable.low, count);
    }
    ent_deals_free(deals);
    slow_table_free(&table);
    slow_table_free(&part);
    ent_model_free(between);
    return good;
}

static void some_principals_sign_what_none_of_them_refuses(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, two_agree), 0);
}

static void all_principals_are_the_whole_negotiation(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 3, &limits);
    ent_model *same = NULL;
    assert_int_equal(ent_model_between(&made.model, made.model.principals, &same, NULL), ENT_OK);
    for (size_t p = 0; p < made.model.parties_count; p++)
        assert_int_equal(same->parties[p].role, made.model.parties[p].role);
    ent_model_free(same);
    random_model_free(&made);
}

static void one_side_alone_or_an_outsider_is_refused(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 3, &limits);
    const ent_ids all = made.model.principals;
    const uint32_t backwards[2] = {all.at[1], all.at[0]};
    const uint32_t beyond[2] = {all.at[0], (uint32_t)made.model.parties_count};
    ent_model *none = NULL;
    assert_int_equal(ent_model_between(&made.model, (ent_ids){1, all.at}, &none, NULL),
                     ENT_ERR_ARG);
    assert_int_equal(ent_model_between(&made.model, (ent_ids){2, backwards}, &none, NULL),
                     ENT_ERR_ARG);
    assert_int_equal(ent_model_between(&made.model, (ent_ids){2, beyond}, &none, NULL),
                     ENT_ERR_ARG);
    assert_null(none);
    random_model_free(&made);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    plan.limits.packages_max = 300;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_principals_sign_what_none_of_them_refuses),
        cmocka_unit_test(all_principals_are_the_whole_negotiation),
        cmocka_unit_test(one_side_alone_or_an_outsider_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
