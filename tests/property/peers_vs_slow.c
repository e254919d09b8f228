/* What the peers would report of a model, from the formulas of their sources over all packages. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/compat.h"
#include "rng.h"
#include "slow/people.h"
#include "sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NOISE 1e-9L
#define CLOSE 1e-8L

static sweep_plan plan;

typedef struct scene {
    const slow_table *table;
    long double least[ENT_PRINCIPALS_MAX];
    long double most[ENT_PRINCIPALS_MAX];
    long double reservation[ENT_PRINCIPALS_MAX];
} scene;

static const ent_party *principal(const slow_table *table, size_t p) {
    return &table->model->parties[table->model->principals.at[p]];
}

static long double on_scale(const ent_scale *scale, long double utility) {
    return scale->given ? scale->offset.value + scale->factor.value * utility : utility;
}

static long double utility(const scene *at, size_t package, size_t p) {
    return on_scale(&principal(at->table, p)->scale,
                    at->table->utility_value[package * at->table->principals + p]);
}

static scene scene_of(const slow_table *table) {
    scene at = {.table = table};
    for (size_t p = 0; p < table->principals; p++) {
        at.least[p] = INFINITY;
        at.most[p] = -INFINITY;
        for (size_t x = 0; x < table->packages; x++) {
            if (!table->possible[x])
                continue;
            at.least[p] = fminl(at.least[p], utility(&at, x, p));
            at.most[p] = fmaxl(at.most[p], utility(&at, x, p));
        }
        const ent_party *party = principal(table, p);
        at.reservation[p] = party->scale.has_reservation
                                ? (long double)party->scale.reservation.value
                                : on_scale(&party->scale, party->walk_away.likely.value);
    }
    return at;
}

static bool is_beaten(const scene *at, size_t package) {
    for (size_t x = 0; x < at->table->packages; x++) {
        bool better = false;
        bool worse = !at->table->possible[x];
        for (size_t p = 0; p < at->table->principals && !worse; p++) {
            better = better || utility(at, x, p) > utility(at, package, p) + NOISE;
            worse = utility(at, x, p) < utility(at, package, p) - NOISE;
        }
        if (better && !worse)
            return true;
    }
    return false;
}

/* `d`: the reservation where it is no less than the least, else the least. */
static long double measured_from(const scene *at, size_t p, bool negmas) {
    return negmas ? fmaxl(at->reservation[p], at->least[p]) : at->reservation[p];
}

static long double score(const scene *at, ent_compat which, size_t package) {
    const size_t P = at->table->principals;
    long double product_r = 1;
    long double product_d = 1;
    long double product_u = 1;
    long double sum = 0;
    long double smallest = INFINITY;
    long double apart = 0;
    long double low = INFINITY;
    long double high = -INFINITY;
    long double smallest_u = INFINITY;
    long double low_u = INFINITY;
    long double high_u = -INFINITY;
    for (size_t p = 0; p < P; p++) {
        const long double u = utility(at, package, p);
        const long double d = measured_from(at, p, true);
        const long double range = at->most[p] - d;
        const long double share = fabsl(range) > 1e-15L ? (u - d) / range : u - d;
        product_r *= u - measured_from(at, p, false);
        product_d *= u - d;
        product_u *= u;
        sum += u;
        smallest = fminl(smallest, u - d);
        const long double of_most = fabsl(at->most[p]) > 1e-15L ? u / at->most[p] : u;
        smallest_u = fminl(smallest_u, u);
        low_u = fminl(low_u, of_most);
        high_u = fmaxl(high_u, of_most);
        low = fminl(low, share);
        high = fmaxl(high, share);
        for (size_t q = 0; q < p; q++)
            apart += fabsl(u - utility(at, package, q));
    }
    switch (which) {
    case ENT_GENIUS_NASH:
    case ENT_GENIUSWEB_NASH:
        return product_r;
    case ENT_GENIUS_KALAI_SMORODINSKY:
    case ENT_GENIUSWEB_KALAI:
        return -apart;
    case ENT_NEGMAS_NASH:
        return product_d;
    case ENT_NEGMAS_KALAI:
        return smallest;
    case ENT_NEGMAS_KALAI_SMORODINSKY:
        return low - high;
    case ENT_NEGMAS_MODIFIED_KALAI:
        return smallest_u;
    case ENT_NEGMAS_MODIFIED_KALAI_SMORODINSKY:
        return low_u - high_u;
    case ENT_NEGMAS_WELFARE:
    case ENT_NEGOLOG_KALAI:
        return sum;
    case ENT_NEGOLOG_NASH:
        return product_u;
    }
    return NAN;
}

static bool qualifies(const scene *at, ent_compat which, size_t package) {
    if (!at->table->possible[package] || is_beaten(at, package))
        return false;
    for (size_t p = 0; p < at->table->principals; p++)
        if (ent_compat_describe(which)->rational_only &&
            utility(at, package, p) < at->reservation[p] - NOISE)
            return false;
    return true;
}

static bool can_be_signed(const slow_table *table, size_t package) {
    static const ent_deals_options usual = ENT_DEALS_OPTIONS_INIT;
    return slow_member(table, &usual, package, SLOW_SETTLEMENT, 0) ||
           slow_member(table, &usual, package, SLOW_INTERIM, 0);
}

static bool pick_is_best(const scene *at, const slow_table *signing, const ent_peer_pick *pick,
                         char *why, size_t why_size) {
    long double best = -INFINITY;
    bool any = false;
    for (size_t x = 0; x < at->table->packages; x++)
        if (qualifies(at, pick->which, x)) {
            any = true;
            best = fmaxl(best, score(at, pick->which, x));
        }
    snprintf(why, why_size, "%s found: %d", ent_compat_describe(pick->which)->name, pick->found);
    if (pick->found != any || !any)
        return pick->found == any;
    const size_t told = slow_place(at->table, pick->package);
    snprintf(why, why_size, "%s picks %zu: %.17Lg, not %.17Lg",
             ent_compat_describe(pick->which)->name, told, score(at, pick->which, told), best);
    if (!qualifies(at, pick->which, told) || score(at, pick->which, told) < best - CLOSE)
        return false;
    snprintf(why, why_size, "package %zu acceptable: %d", told, pick->acceptable);
    return !signing->exact || pick->acceptable == can_be_signed(signing, told);
}

static bool is_told_there(const scene *at, const ent_peer_pick *pick) {
    const size_t told = pick->found ? slow_place(at->table, pick->package) : 0;
    for (size_t p = 0; pick->found && p < at->table->principals; p++)
        if (fabsl(utility(at, told, p) - pick->there[p]) > CLOSE)
            return false;
    return true;
}

/* Half of the models come from files of another scale. */
static void give_scales(ent_party *parties, size_t count, uint64_t seed) {
    rng random = {seed};
    for (size_t p = 0; p < count; p++)
        if (rng_chance(&random, 70))
            parties[p].scale = (ent_scale){
                .given = true,
                .offset.value = (double)rng_between(&random, 0, 8) / 2 - 2,
                .factor.value = (double)rng_between(&random, 1, 8) / 2,
                .has_reservation = rng_chance(&random, 30),
                .reservation.value = (double)rng_between(&random, 0, 12) / 2 - 3,
            };
}

static bool peers_agree(const ent_model *unscaled, uint64_t seed, char *why, size_t why_size) {
    ent_party parties[ENT_PARTIES_MAX];
    ent_model scaled = *unscaled;
    const ent_model *model = seed % 2 ? unscaled : &scaled;
    memcpy(parties, unscaled->parties, unscaled->parties_count * sizeof *parties);
    give_scales(parties, unscaled->parties_count, seed);
    scaled.parties = parties;
    slow_table given;
    slow_table lasting;
    slow_table_make(&given, model, true);
    slow_table_make(&lasting, model, false);
    const scene at = scene_of(&given);
    bool good = true;
    for (int peer = 0; peer < ENT_PEERS && good; peer++) {
        ent_peer_view *view = NULL;
        snprintf(why, why_size, "no answer");
        good = ent_peer_compare(model, (ent_peer)peer, NULL, &view, NULL) == ENT_OK &&
               view->picks_count > 0;
        for (size_t i = 0; good && i < view->picks_count; i++)
            good = ent_compat_describe(view->picks[i].which)->peer == (ent_peer)peer &&
                   pick_is_best(&at, &lasting, &view->picks[i], why, why_size) &&
                   is_told_there(&at, &view->picks[i]);
        ent_peer_view_free(view);
    }
    slow_table_free(&given);
    slow_table_free(&lasting);
    return good;
}

static void peers_pick_what_their_formulas_say(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, peers_agree), 0);
}

static void a_peer_that_is_none_is_refused(void **state) {
    (void)state;
    random_model made;
    const random_limits limits = random_limits_default(FEW_DIGITS);
    random_model_make(&made, 1, &limits);
    ent_peer_view *view = NULL;
    assert_int_equal(ent_peer_compare(&made.model, (ent_peer)ENT_PEERS, NULL, &view, NULL),
                     ENT_ERR_ARG);
    assert_null(view);
    random_model_free(&made);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 2000);
    plan.limits.packages_max = 120;
    plan.few_digits_only = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(peers_pick_what_their_formulas_say),
        cmocka_unit_test(a_peer_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
