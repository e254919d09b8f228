/* A watch by itself: when it ends a call, what it counts, and who may ask. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/sort.h"
#include "base/team.h"
#include "base/watch.h"
#include "entente/deals.h"
#include "random_model.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

/* Steps of `each` until the watch ends it; at most `most`. */
static uint64_t steps_until_end(ent_watch *watch, uint64_t each, uint64_t most) {
    uint64_t steps = 0;
    while (steps < most && base_watch_step(watch, each))
        steps++;
    return steps;
}

static void nothing_ends_what_nobody_watches(void **state) {
    (void)state;
    assert_true(base_watch_step(NULL, UINT64_MAX));
    assert_true(base_watch_each(NULL, 0, 1));
    assert_false(base_watch_ended(NULL));
    assert_int_equal(base_watch_end(NULL, ENT_ERR_MODEL, NULL), ENT_ERR_MODEL);
    base_watch_phase(NULL, "nothing", 1);
    base_watch_part(NULL, 1);
    base_watch_add(NULL, BASE_TALLY_SOLVES);
    ent_watch_free(NULL);
}

static void a_limit_ends_at_the_first_unit_beyond_it(void **state) {
    (void)state;
    for (uint64_t limit = 1; limit < 3 * BASE_WATCH_GRAIN; limit += 1 + limit / 7) {
        ent_watch *watch = ent_watch_new();
        assert_non_null(watch);
        ent_watch_limit(watch, limit);
        assert_int_equal(steps_until_end(watch, 1, UINT64_MAX), limit);
        assert_true(base_watch_ended(watch));
        ent_watch_free(watch);
    }
}

static void a_limit_does_not_depend_on_the_size_of_steps(void **state) {
    (void)state;
    for (uint64_t each = 1; each < 20000; each = 3 * each + 1) {
        ent_watch *watch = ent_watch_new();
        ent_watch_limit(watch, 50000);
        assert_int_equal(steps_until_end(watch, each, UINT64_MAX), 50000 / each);
        ent_watch_free(watch);
    }
}

static void what_has_ended_stays_so(void **state) {
    (void)state;
    ent_watch *watch = ent_watch_new();
    ent_diags *diags = ent_diags_new();
    ent_watch_stop(watch);
    assert_true(steps_until_end(watch, 1, UINT64_MAX) <= BASE_WATCH_GRAIN);
    for (int i = 0; i < 100; i++)
        assert_false(base_watch_step(watch, 0));
    assert_int_equal(base_watch_end(watch, ENT_OK, diags), ENT_ERR_STOPPED);
    assert_int_equal(base_watch_fail(watch, diags), ENT_ERR_STOPPED);
    assert_int_equal(ent_diags_count(diags), 1); /* said once */
    assert_string_equal(ent_diags_at(diags, 0)->message, "stopped before it was done");
    assert_string_equal(ent_status_name(ENT_ERR_STOPPED), "stopped");
    ent_diags_free(diags);
    ent_watch_free(watch);
}

static void a_lack_of_memory_is_no_stop(void **state) {
    (void)state;
    ent_watch *watch = ent_watch_new();
    assert_int_equal(base_watch_fail(watch, NULL), ENT_ERR_NOMEM);
    assert_int_equal(base_watch_end(watch, ENT_ERR_NOMEM, NULL), ENT_ERR_NOMEM);
    ent_watch_free(watch);
}

static void progress_can_be_read(void **state) {
    (void)state;
    ent_watch *watch = ent_watch_new();
    ent_watch_progress at;
    ent_watch_read(watch, &at);
    assert_string_equal(at.doing, "");
    base_watch_phase(watch, "frontier", 7);
    base_watch_part(watch, 3);
    steps_until_end(watch, 1, 2 * BASE_WATCH_GRAIN);
    ent_watch_read(watch, &at);
    assert_string_equal(at.doing, "frontier");
    assert_int_equal(at.done, 3);
    assert_int_equal(at.expected, 7);
    assert_true(at.work >= BASE_WATCH_GRAIN && at.work <= 2 * BASE_WATCH_GRAIN);
    ent_watch_free(watch);
}

typedef struct ticking {
    size_t ticks;
    size_t most;
} ticking;

static bool count_tick(void *context) {
    ticking *self = context;
    return ++self->ticks < self->most;
}

static void a_tick_can_end_it(void **state) {
    (void)state;
    ent_watch *watch = ent_watch_new();
    ticking five = {.most = 5};
    ent_watch_on_tick(watch, count_tick, &five);
    const uint64_t work = steps_until_end(watch, 1, UINT64_MAX);
    assert_int_equal(five.ticks, 5);
    assert_true(work >= 5 * ENT_WATCH_TICK && work < 6 * ENT_WATCH_TICK);
    assert_int_equal(base_watch_end(watch, ENT_OK, NULL), ENT_ERR_STOPPED);
    ent_watch_free(watch);
}

typedef struct shared_work {
    ent_watch *watch;
    atomic_uint_least64_t done;
} shared_work;

static void work_on_items(void *self, size_t from, size_t to) {
    shared_work *work = self;
    ent_watch own;
    ent_watch *watch = base_watch_fork(&own, work->watch, true);
    assert_ptr_equal(watch, &own);
    for (size_t i = from; i < to && base_watch_step(watch, 3); i++)
        atomic_fetch_add(&work->done, 1);
    base_watch_join(&own);
}

static void helpers_count_for_the_whole(void **state) {
    (void)state;
    base_team *team = base_team_start(4);
    ent_watch *watch = ent_watch_new();
    shared_work work = {.watch = watch};
    base_team_run(team, work_on_items, &work, 100000, 1);
    ent_watch_progress at;
    ent_watch_read(watch, &at);
    assert_int_equal(work.done, 100000);
    assert_int_equal(at.work, 300000);
    ent_watch_limit(watch, 400000);
    work.done = 0;
    base_team_run(team, work_on_items, &work, 100000, 1);
    assert_true(work.done < 100000);
    assert_false(base_watch_look(watch, 0));
    assert_int_equal(base_watch_end(watch, ENT_OK, NULL), ENT_ERR_LIMIT);
    base_team_stop(team);
    ent_watch_free(watch);
}

static void a_helper_that_is_alone_has_the_watch_itself(void **state) {
    (void)state;
    ent_watch *watch = ent_watch_new();
    ent_watch own;
    assert_ptr_equal(base_watch_fork(&own, watch, false), watch);
    base_watch_join(&own);
    assert_null(base_watch_fork(&own, NULL, true));
    base_watch_join(&own);
    ent_watch_free(watch);
}

static void solves_are_tallied(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 5, &limits);
    ent_watch *watch = ent_watch_new();
    const ent_deals_options options = {.watch = watch};
    for (uint64_t calls = 1; calls <= 3; calls++) {
        ent_deals *deals = NULL;
        assert_int_equal(ent_deals_solve(&made.model, &options, &deals, NULL), ENT_OK);
        ent_deals_free(deals);
        const ent_watch_tally tally = ent_watch_count(watch);
        assert_int_equal(tally.solves, calls);
        assert_true(tally.eliminations >= 2 * calls && tally.frontiers >= calls);
    }
    ent_watch_free(watch);
    random_model_free(&made);
}

typedef struct numbered {
    uint32_t key;
    uint32_t place;
} numbered;

static int by_key(const void *a, const void *b) {
    const numbered *x = a;
    const numbered *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

static void a_sort_keeps_the_order_of_equals_and_can_be_ended(void **state) {
    (void)state;
    rng random = {11};
    for (size_t count = 0; count < 700; count += 1 + count / 5) {
        numbered *items = calloc(count + 1, sizeof *items);
        assert_non_null(items);
        for (uint32_t i = 0; i < count; i++)
            items[i] = (numbered){(uint32_t)rng_below(&random, 20), i};
        ent_watch *watch = ent_watch_new();
        ent_watch_limit(watch, 2000);
        const bool done = base_sort(items, count, sizeof *items, by_key, watch);
        assert_true(done || count > 8);
        assert_true(base_sort(items, count, sizeof *items, by_key, NULL));
        for (size_t i = 1; i < count; i++)
            assert_true(by_key(&items[i - 1], &items[i]) <= 0);
        for (size_t i = 1; i < count && done; i++)
            assert_true(items[i - 1].key < items[i].key || items[i - 1].place < items[i].place);
        ent_watch_free(watch);
        free(items);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_ends_what_nobody_watches),
        cmocka_unit_test(a_limit_ends_at_the_first_unit_beyond_it),
        cmocka_unit_test(a_limit_does_not_depend_on_the_size_of_steps),
        cmocka_unit_test(what_has_ended_stays_so),
        cmocka_unit_test(a_lack_of_memory_is_no_stop),
        cmocka_unit_test(progress_can_be_read),
        cmocka_unit_test(a_tick_can_end_it),
        cmocka_unit_test(helpers_count_for_the_whole),
        cmocka_unit_test(a_helper_that_is_alone_has_the_watch_itself),
        cmocka_unit_test(solves_are_tallied),
        cmocka_unit_test(a_sort_keeps_the_order_of_equals_and_can_be_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
