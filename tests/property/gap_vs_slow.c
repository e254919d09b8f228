/* Losses, wishes and opposition against a plain reading of their definitions. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slow/slow.h"
#include "sweep.h"

static sweep_plan plan;

static bool gap_agrees(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    ent_gap *gap = NULL;
    const ent_status status = ent_gap_measure(model, NULL, &gap, NULL);
    bool good = status == ENT_OK;
    if (!good)
        snprintf(why, why_size, "status %s", ent_status_name(status));
    good = good && slow_agrees_gap(model, gap, why, why_size);
    ent_gap_free(gap);
    return good;
}

static void the_gap_is_that_of_the_definitions(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, gap_agrees), 0);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    plan.limits.principals_max = 5;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gap_is_that_of_the_definitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
