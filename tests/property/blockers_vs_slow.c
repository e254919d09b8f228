/* Conflicts, concessions and prices against every subset of the constraints. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slow/slow.h"
#include "sweep.h"

static sweep_plan plan;

static bool blockers_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    ent_blockers *blockers = NULL;
    const ent_status status = ent_blockers_find(model, NULL, &blockers, NULL);
    bool good = status == ENT_OK;
    if (!good)
        snprintf(why, why_size, "status %s", ent_status_name(status));
    slow_table table;
    slow_table_make(&table, model, false);
    good = good && slow_agrees_blockers(&table, blockers, why, why_size);
    slow_table_free(&table);
    ent_blockers_free(blockers);
    return good;
}

static void blockers_are_those_of_all_subsets(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, blockers_agree), 0);
}

/* Many sides over one issue: sets that give up fewer walk-aways and cross more red lines. */
static void blockers_of_one_issue_are_those_of_all_subsets(void **state) {
    (void)state;
    sweep_plan narrow = plan;
    narrow.limits.issues_max = 1;
    narrow.limits.red_lines_max = 2;
    narrow.limits.rules_max = 1;
    narrow.models *= 2;
    assert_int_equal(sweep(&narrow, blockers_agree), 0);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 3000);
    plan.limits.packages_max = 200;
    plan.limits.principals_max = 4;
    plan.limits.red_lines_max = 4;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blockers_are_those_of_all_subsets),
        cmocka_unit_test(blockers_of_one_issue_are_those_of_all_subsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
