/* The filter of rows against comparing every pair, below and above the size where it grows a tree.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/frontier.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

#define PARTIES_MAX 5

static bool is_nowhere_below(const int64_t *a, const int64_t *b, size_t parties) {
    for (size_t p = 0; p < parties; p++)
        if (a[p] < b[p])
            return false;
    return true;
}

static bool is_same(const int64_t *a, const int64_t *b, size_t parties) {
    return !memcmp(a, b, parties * sizeof *a);
}

static engine_rows draw_rows(rng *random, size_t count, size_t parties, uint32_t spread) {
    engine_rows rows = {.count = count, .room = count};
    rows.payoff = malloc(count * parties * sizeof *rows.payoff);
    rows.packages = malloc(count * sizeof *rows.packages);
    assert_non_null(rows.payoff);
    assert_non_null(rows.packages);
    for (size_t i = 0; i < count * parties; i++)
        rows.payoff[i] = (int64_t)rng_below(random, spread);
    for (size_t i = 0; i < count; i++)
        rows.packages[i] = 1 + rng_below(random, 3);
    return rows;
}

/* Every row is beaten, or kept once with all packages of its payoff; nothing else is kept. */
static void compare_with_pairs(const engine_rows *given, const engine_rows *kept, size_t parties) {
    for (size_t i = 0; i < given->count; i++) {
        const int64_t *row = given->payoff + i * parties;
        uint64_t packages = 0;
        bool is_beaten = false;
        for (size_t k = 0; k < given->count && !is_beaten; k++) {
            const int64_t *other = given->payoff + k * parties;
            const bool same = is_same(row, other, parties);
            packages += same ? given->packages[k] : 0;
            is_beaten = !same && is_nowhere_below(other, row, parties);
        }
        size_t found = 0;
        for (size_t k = 0; k < kept->count; k++)
            if (is_same(row, kept->payoff + k * parties, parties)) {
                assert_true(is_beaten || kept->packages[k] == packages);
                found++;
            }
        assert_int_equal(found, !is_beaten);
    }
    for (size_t k = 1; k < kept->count; k++)
        assert_true(kept->payoff[(k - 1) * parties] >= kept->payoff[k * parties]);
}

static void the_filter_keeps_what_nothing_beats(void **state) {
    (void)state;
    rng random = {9};
    static const size_t counts[] = {1, 40, 999, 1000, 1700};
    static const uint32_t spreads[] = {3, 12, 100000};
    static const int64_t noise[PARTIES_MAX] = {0};
    for (size_t parties = 3; parties <= PARTIES_MAX; parties++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
                const engine_rows given = draw_rows(&random, counts[c], parties, spreads[s]);
                engine_rows rows = {.count = given.count, .room = given.count};
                rows.payoff = malloc(given.count * parties * sizeof *rows.payoff);
                rows.packages = malloc(given.count * sizeof *rows.packages);
                size_t *runs = malloc((given.count + 1) * sizeof *runs);
                assert_true(rows.payoff && rows.packages && runs);
                memcpy(rows.payoff, given.payoff, given.count * parties * sizeof *rows.payoff);
                memcpy(rows.packages, given.packages, given.count * sizeof *rows.packages);
                for (size_t i = 0; i <= given.count; i++)
                    runs[i] = i;
                assert_true(engine_rows_keep_best(&rows, parties, runs, given.count, noise, NULL));
                compare_with_pairs(&given, &rows, parties);
                free(rows.payoff);
                free(rows.packages);
                free(given.payoff);
                free(given.packages);
                free(runs);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_filter_keeps_what_nothing_beats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
