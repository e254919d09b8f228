/* What a meeting can settle, against the mandates read one by one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "slow/slow.h"
#include "sweep.h"

static sweep_plan plan;

static bool is_on_or_after(ent_date date, ent_date day) {
    if (date.year != day.year)
        return date.year > day.year;
    return date.month != day.month ? date.month > day.month : date.day >= day.day;
}

static uint32_t next_round(const ent_model *model) {
    for (uint32_t r = 0; r < model->rounds_count; r++)
        if (is_on_or_after(model->rounds[r].date, model->as_of))
            return r;
    return ENT_NONE;
}

static bool rounds_agree(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    bool good = ent_round_next(model) == next_round(model);
    snprintf(why, why_size, "the next round is %u", (unsigned)ent_round_next(model));
    for (uint32_t r = 0; r < model->rounds_count && good; r++) {
        ent_round_view *view = NULL;
        const ent_status status = ent_round_assess(model, r, NULL, &view, NULL);
        snprintf(why, why_size, "status %s", ent_status_name(status));
        good = status == ENT_OK && slow_agrees_round(model, r, view, why, why_size);
        ent_round_free(view);
    }
    return good;
}

static void meetings_settle_what_their_heads_may(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, rounds_agree), 0);
}

static void a_round_that_does_not_exist_is_refused(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 1, &limits);
    ent_round_view *view = NULL;
    const uint32_t beyond = (uint32_t)made.model.rounds_count;
    assert_int_equal(ent_round_assess(&made.model, beyond, NULL, &view, NULL), ENT_ERR_ARG);
    assert_null(view);
    random_model_free(&made);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 1500);
    plan.limits.packages_max = 300;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meetings_settle_what_their_heads_may),
        cmocka_unit_test(a_round_that_does_not_exist_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
