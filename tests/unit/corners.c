/* The tree of corners against looking at every point. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/corners.h"
#include "rng.h"

#include <stdlib.h>

#define ITEMS_MAX 700
#define DIMS_MAX  5

static bool reaches(const int64_t *point, const int64_t *least, size_t dims) {
    for (size_t d = 0; d < dims; d++)
        if (point[d] < least[d])
            return false;
    return true;
}

static bool any_reaches(const int64_t *points, const bool *added, size_t items, size_t dims,
                        const int64_t *least) {
    for (size_t i = 0; i < items; i++)
        if (added[i] && reaches(points + i * dims, least, dims))
            return true;
    return false;
}

/* Every second item is added, one by one, with a question after each. */
static void ask_along_the_way(rng *random, size_t items, size_t dims, uint32_t spread) {
    static int64_t points[ITEMS_MAX * DIMS_MAX];
    bool added[ITEMS_MAX] = {false};
    for (size_t i = 0; i < items * dims; i++)
        points[i] = (int64_t)rng_below(random, spread) - (int64_t)(spread / 2);
    engine_corners tree;
    assert_true(engine_corners_make(&tree, points, items, dims, NULL));
    for (size_t i = 0; i < items; i += 2) {
        int64_t least[DIMS_MAX];
        engine_corners_add(&tree, i, points + i * dims);
        added[i] = true;
        for (size_t d = 0; d < dims; d++)
            least[d] = (int64_t)rng_below(random, spread) - (int64_t)(spread / 2);
        const size_t found = engine_corners_find(&tree, least);
        assert_int_equal(found != SIZE_MAX, any_reaches(points, added, items, dims, least));
        if (found != SIZE_MAX) {
            assert_true(added[found]);
            assert_true(reaches(points + found * dims, least, dims));
        }
        assert_true(engine_corners_find(&tree, points + i * dims) != SIZE_MAX);
    }
    engine_corners_free(&tree);
}

static void what_is_found_reaches_and_what_reaches_is_found(void **state) {
    (void)state;
    rng random = {4};
    static const uint32_t spreads[] = {2, 7, 1000, 1000000};
    for (size_t dims = 1; dims <= DIMS_MAX; dims++)
        for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++)
            for (size_t items = 1; items <= ITEMS_MAX; items = items * 2 + 1)
                ask_along_the_way(&random, items, dims, spreads[s]);
}

static void an_empty_tree_finds_nothing(void **state) {
    (void)state;
    const int64_t point[2] = {0, 0};
    const int64_t least[2] = {INT64_MIN + 1, INT64_MIN + 1};
    engine_corners tree;
    assert_true(engine_corners_make(&tree, NULL, 0, 2, NULL));
    assert_true(engine_corners_find(&tree, least) == SIZE_MAX);
    engine_corners_free(&tree);
    assert_true(engine_corners_make(&tree, point, 1, 2, NULL));
    assert_true(engine_corners_find(&tree, least) == SIZE_MAX);
    engine_corners_free(&tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_reaches_and_what_reaches_is_found),
        cmocka_unit_test(an_empty_tree_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
