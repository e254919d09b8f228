/* The peers' solutions differ where their formulas do: worked out by hand on few points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/compat.h"

#include <math.h>
#include <string.h>

/* Two parties; utilities of all packages run from 0.2 and 0.4 to 1. */
static const double UTILITY[] = {
    1.0,  0.4,  /* 0: product 0.4, sum 1.40 */
    0.9,  0.65, /* 1: product 0.585, sum 1.55 */
    0.75, 0.8,  /* 2: product 0.6, sum 1.55 (second), closest but one */
    0.7,  0.85, /* 3: product 0.595; gains over the worst 0.5 and 0.45: product 0.225 */
    0.3,  1.0,  /* 4: product 0.3 */
};
static const double LEAST[] = {0.2, 0.4};
static const double MOST[] = {1, 1};

static ent_compat_points points_with(const double *reservation) {
    return (ent_compat_points){.count = 5,
                               .parties = 2,
                               .utility = UTILITY,
                               .reservation = reservation,
                               .least = LEAST,
                               .most = MOST};
}

static void each_name_is_its_formula(void **state) {
    (void)state;
    static const double NONE[] = {NAN, NAN};
    const ent_compat_points points = points_with(NONE);
    /* product from 0: 0.4 0.585 0.6 0.595 0.3 */
    assert_int_equal(ent_compat_pick(ENT_GENIUS_NASH, &points), 2);
    assert_int_equal(ent_compat_pick(ENT_GENIUSWEB_NASH, &points), 2);
    assert_int_equal(ent_compat_pick(ENT_NEGOLOG_NASH, &points), 2);
    /* product from the worst: 0 0.175 0.22 0.225 0.06 */
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_NASH, &points), 3);
    /* smallest gain from the worst: 0 0.25 0.4 0.45 0.1 */
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_KALAI, &points), 3);
    /* shares (0.55/0.8, 0.4/0.6) apart by 0.02; (0.5/0.8, 0.45/0.6) by 0.125 */
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_KALAI_SMORODINSKY, &points), 2);
    assert_int_equal(ent_compat_pick(ENT_GENIUS_KALAI_SMORODINSKY, &points), 2);
    assert_int_equal(ent_compat_pick(ENT_GENIUSWEB_KALAI, &points), 2);
    /* sums: 1.4 1.55 1.55 1.55 1.3: rounding apart, the first of the largest */
    const uint32_t richest = ent_compat_pick(ENT_NEGMAS_WELFARE, &points);
    assert_in_range(richest, 1, 3);
    assert_int_equal(ent_compat_pick(ENT_NEGOLOG_KALAI, &points), richest);
}

static void reservations_count_where_the_peer_counts_them(void **state) {
    (void)state;
    static const double HIGH[] = {0.8, 0.3};
    const ent_compat_points points = points_with(HIGH);
    /* 0.2 x 0.1 0.1 x 0.35, then one negative factor */
    assert_int_equal(ent_compat_pick(ENT_GENIUS_NASH, &points), 1);
    /* only points 0 and 1 are rational; the second party's worst, 0.4, is above its 0.3 */
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_NASH, &points), 1);
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_KALAI, &points), 1);
    assert_int_equal(ent_compat_pick(ENT_NEGOLOG_NASH, &points), 2);
}

/* Both below their reservations: the product of two losses is positive, and GENIUS takes it. */
static void genius_may_pick_what_both_refuse(void **state) {
    (void)state;
    static const double UNMET[] = {1.2, 1.3};
    const ent_compat_points points = points_with(UNMET);
    assert_int_equal(ent_compat_pick(ENT_GENIUS_NASH, &points), 4); /* 0.9 x 0.3 */
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_NASH, &points), ENT_NONE);
    assert_true(isnan(ent_compat_opposition(ENT_PEER_NEGMAS, &points)));
}

static void oppositions_are_distances(void **state) {
    (void)state;
    static const double NONE[] = {NAN, NAN};
    const ent_compat_points points = points_with(NONE);
    assert_true(fabs(ent_compat_opposition(ENT_PEER_NEGMAS, &points) - hypot(0.25, 0.2)) < 1e-15);
    assert_true(fabs(ent_compat_opposition(ENT_PEER_GENIUSWEB, &points) - hypot(0.25, 0.2)) <
                1e-15);
    const uint32_t richest = ent_compat_pick(ENT_NEGOLOG_KALAI, &points);
    const double *utility = &UTILITY[2 * (size_t)richest];
    assert_true(fabs(ent_compat_opposition(ENT_PEER_NEGOLOG, &points) -
                     hypot(1 - utility[0], 1 - utility[1])) < 1e-15);
    assert_true(isnan(ent_compat_opposition(ENT_PEER_GENIUS, &points)));
}

static void no_points_no_pick(void **state) {
    (void)state;
    const ent_compat_points none = {.parties = 2};
    for (unsigned which = 0; which < ENT_COMPATS; which++)
        assert_int_equal(ent_compat_pick((ent_compat)which, &none), ENT_NONE);
    for (unsigned peer = 0; peer < ENT_PEERS; peer++)
        assert_true(isnan(ent_compat_opposition((ent_peer)peer, &none)));
}

/* A party whose packages are all worth the same: no division by its range. */
static void a_party_without_range_is_no_trouble(void **state) {
    (void)state;
    static const double FLAT[] = {0.5, 0.2, 0.5, 0.9};
    static const double NONE[] = {NAN, NAN};
    static const double FLAT_LEAST[] = {0.5, 0.2};
    static const double FLAT_MOST[] = {0.5, 0.9};
    const ent_compat_points points = {2, 2, FLAT, NONE, FLAT_LEAST, FLAT_MOST};
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_KALAI_SMORODINSKY, &points), 0);
    assert_int_equal(ent_compat_pick(ENT_NEGMAS_WELFARE, &points), 1);
}

static void every_rule_is_described(void **state) {
    (void)state;
    for (unsigned which = 0; which < ENT_COMPATS; which++) {
        const ent_compat_info *info = ent_compat_describe((ent_compat)which);
        assert_non_null(info);
        assert_true(strlen(info->name) > 0 && strlen(info->formula) > 0);
        assert_string_not_equal(ent_peer_name(info->peer), "unknown");
    }
    assert_null(ent_compat_describe((ent_compat)ENT_COMPATS));
    assert_string_equal(ent_peer_name((ent_peer)ENT_PEERS), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_is_its_formula),
        cmocka_unit_test(reservations_count_where_the_peer_counts_them),
        cmocka_unit_test(genius_may_pick_what_both_refuse),
        cmocka_unit_test(oppositions_are_distances),
        cmocka_unit_test(no_points_no_pick),
        cmocka_unit_test(a_party_without_range_is_no_trouble),
        cmocka_unit_test(every_rule_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
