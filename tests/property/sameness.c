/* The same input gives the same bytes; an order that means nothing changes nothing. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "copy_model.h"
#include "entente/blockers.h"
#include "entente/deals.h"
#include "entente/gap.h"
#include "entente/round.h"
#include "rng.h"
#include "sweep.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static sweep_plan plan;

/* Every byte of a result, pointers followed, addresses left out. */
typedef struct written {
    unsigned char *bytes;
    size_t count;
    size_t room;
} written;

static void put(written *to, const void *bytes, size_t count) {
    if (to->count + count > to->room) {
        to->room = 2 * (to->count + count);
        to->bytes = realloc(to->bytes, to->room);
        if (!to->bytes)
            abort();
    }
    if (count)
        memcpy(to->bytes + to->count, bytes, count);
    to->count += count;
}

#define PUT(to, value) put((to), &(value), sizeof(value))

static void put_count(written *to, const ent_count *count) {
    put(to, count->low, strlen(count->low) + 1);
    put(to, count->high, strlen(count->high) + 1);
    PUT(to, count->exact);
}

static void put_deal(written *to, const ent_deal *deal, const ent_model *model) {
    put(to, deal->package, model->issues_count * sizeof *deal->package);
    put(to, deal->utility, model->principals.count * sizeof *deal->utility);
    put(to, deal->gain, model->principals.count * sizeof *deal->gain);
    PUT(to, deal->packages);
}

static void put_set(written *to, const ent_deal_set *set, const ent_model *model) {
    put_count(to, &set->count);
    for (size_t i = 0; i < set->frontier_count; i++)
        put_deal(to, &set->frontier[i], model);
    put(to, set->solutions, sizeof set->solutions);
    PUT(to, set->epsilon);
    PUT(to, set->not_found);
    put(to, set->solution_margin, sizeof set->solution_margin);
    if (set->ideal_gain)
        put(to, set->ideal_gain, model->principals.count * sizeof *set->ideal_gain);
    if (set->ideal_gain_high)
        put(to, set->ideal_gain_high, model->principals.count * sizeof *set->ideal_gain_high);
    if (set->nearest) {
        put_deal(to, set->nearest, model);
        PUT(to, set->nearest_shortfall);
        PUT(to, set->nearest_crosses);
    }
}

static void put_deals(written *to, const ent_deals *deals, const ent_model *model) {
    PUT(to, deals->exact);
    PUT(to, deals->has_interim);
    put_count(to, &deals->possible);
    put_count(to, &deals->acceptable);
    put_set(to, &deals->settlement, model);
    put_set(to, &deals->interim, model);
}

static void put_gap(written *to, const ent_gap *gap) {
    const size_t pairs = gap->principals * gap->principals;
    put(to, gap->loss, pairs * sizeof *gap->loss);
    put(to, gap->issue_loss, gap->issues * pairs * sizeof *gap->issue_loss);
    put(to, gap->wants, gap->issues * gap->principals * sizeof *gap->wants);
    put(to, gap->widest, gap->issues * sizeof *gap->widest);
    put(to, gap->shared, gap->issues * sizeof *gap->shared);
    put(to, gap->improved, pairs * sizeof *gap->improved);
    put(to, gap->opposition, pairs * sizeof *gap->opposition);
    put(to, gap->opposition_low, pairs * sizeof *gap->opposition_low);
    PUT(to, gap->opposition_all);
    PUT(to, gap->opposition_all_low);
}

static void put_blockers(written *to, const ent_blockers *blockers) {
    PUT(to, blockers->possible);
    PUT(to, blockers->impossible_by_rules);
    PUT(to, blockers->conflicts_complete);
    put(to, blockers->prices, blockers->constraints_count * sizeof *blockers->prices);
    for (size_t i = 0; i < blockers->concessions_count; i++) {
        const ent_concession *concession = &blockers->concessions[i];
        put(to, concession->give.at, concession->give.count * sizeof *concession->give.at);
        put(to, concession->drop, blockers->constraints_count * sizeof *concession->drop);
        PUT(to, concession->total_drop);
    }
    for (size_t i = 0; i < blockers->conflicts_count; i++)
        put(to, blockers->conflicts[i].at,
            blockers->conflicts[i].count * sizeof *blockers->conflicts[i].at);
}

static written everything_about(const ent_model *model) {
    written to = {0};
    ent_deals *deals = NULL;
    ent_gap *gap = NULL;
    ent_blockers *blockers = NULL;
    if (ent_deals_solve(model, NULL, &deals, NULL) || ent_gap_measure(model, NULL, &gap, NULL) ||
        ent_blockers_find(model, NULL, &blockers, NULL))
        abort();
    put_deals(&to, deals, model);
    put_gap(&to, gap);
    put_blockers(&to, blockers);
    ent_deals_free(deals);
    const ent_deals_options few = {.points_limit = 8};
    if (ent_deals_solve(model, &few, &deals, NULL))
        abort();
    put_deals(&to, deals, model);
    ent_deals_free(deals);
    ent_gap_free(gap);
    ent_blockers_free(blockers);
    for (uint32_t r = 0; r < model->rounds_count; r++) {
        ent_round_view *view = NULL;
        if (ent_round_assess(model, r, NULL, &view, NULL))
            abort();
        put_deals(&to, view->deals, model);
        put(&to, view->can_settle, model->issues_count * sizeof *view->can_settle);
        ent_round_free(view);
    }
    return to;
}

static bool is_same(written *a, written *b, char *why, size_t why_size) {
    const bool same = a->count == b->count && !memcmp(a->bytes, b->bytes, a->count);
    snprintf(why, why_size, "%zu and %zu bytes, not the same", a->count, b->count);
    free(a->bytes);
    free(b->bytes);
    return same;
}

static bool repeats(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    written once = everything_about(model);
    written again = everything_about(model);
    return is_same(&once, &again, why, why_size);
}

static void twice_gives_the_same_bytes(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, repeats), 0);
}

static void another_locale_gives_the_same_bytes(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 7, &limits);
    written plain = everything_about(&made.model);
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "C.UTF-8"};
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        if (setlocale(LC_ALL, locales[i]))
            break;
    written other = everything_about(&made.model);
    setlocale(LC_ALL, "C");
    char why[100];
    assert_true(is_same(&plain, &other, why, sizeof why));
    random_model_free(&made);
}

/* Rules, and the red lines of a party, mean the same in any order; prices follow their lines. */
static void reverse(void *things, size_t count, size_t size) {
    unsigned char *bytes = things;
    unsigned char kept[256];
    if (size > sizeof kept)
        abort();
    for (size_t i = 0; i < count / 2; i++) {
        memcpy(kept, bytes + i * size, size);
        memcpy(bytes + i * size, bytes + (count - 1 - i) * size, size);
        memcpy(bytes + (count - 1 - i) * size, kept, size);
    }
}

static bool order_means_nothing(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    copied_model copy;
    copy_model(&copy, model, 0);
    reverse(copy.rules, model->rules_count, sizeof *copy.rules);
    for (size_t p = 0; p < model->parties_count && seed % 2; p++)
        reverse(copy.inside[p].red_lines, model->parties[p].red_lines_count, sizeof(ent_pattern));
    written before = {0};
    written after = {0};
    ent_deals *deals = NULL;
    if (ent_deals_solve(model, NULL, &deals, NULL))
        abort();
    put_deals(&before, deals, model);
    ent_deals_free(deals);
    if (ent_deals_solve(&copy.model, NULL, &deals, NULL))
        abort();
    put_deals(&after, deals, model);
    ent_deals_free(deals);
    copied_model_free(&copy);
    return is_same(&before, &after, why, why_size);
}

static void the_order_of_rules_and_red_lines_means_nothing(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, order_means_nothing), 0);
}

static written deals_with(const ent_model *model, uint32_t threads, size_t cells, size_t *wide) {
    const ent_deals_options options = {.threads = threads, .count_cells = cells};
    written to = {0};
    ent_deals *deals = NULL;
    if (ent_deals_solve(model, &options, &deals, NULL))
        abort();
    put_deals(&to, deals, model);
    *wide += deals->states_max >= 8 && deals->points_max >= 900;
    ent_deals_free(deals);
    return to;
}

/* Large enough for several threads to be used, with enough states to share out. */
static void threads_change_nothing(void **state) {
    (void)state;
    size_t wide = 0;
    for (uint64_t seed = plan.first_seed; seed < plan.first_seed + 24; seed++) {
        random_limits limits = random_limits_default(seed % 2 ? BARE_DOUBLES : NOISY);
        limits.issues_max = 18;
        limits.options_max = 5;
        limits.packages_max = 1000000000000;
        limits.principals_max = 2 + seed % 4 / 3;
        limits.rules_max = limits.linkages_max = 12;
        random_model made;
        random_model_make(&made, seed, &limits);
        const written one = deals_with(&made.model, 0, 200, &wide);
        for (uint32_t threads = 1; threads <= 3; threads++) {
            const written other = deals_with(&made.model, threads, 200, &wide);
            assert_int_equal(one.count, other.count);
            assert_memory_equal(one.bytes, other.bytes, one.count);
            free(other.bytes);
        }
        free(one.bytes);
        random_model_free(&made);
    }
    assert_true(wide > 0); /* shares were made */
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 400);
    plan.limits.packages_max = 300;
    plan.limits.principals_max = 3;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twice_gives_the_same_bytes),
        cmocka_unit_test(another_locale_gives_the_same_bytes),
        cmocka_unit_test(the_order_of_rules_and_red_lines_means_nothing),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
