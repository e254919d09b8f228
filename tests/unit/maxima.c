/* The maxima of random vectors against a comparison of all pairs. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "deals/maxima.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

#define PARTIES_MAX 6

static size_t parties_now;

static int falling(const void *a, const void *b) {
    const int64_t *x = a;
    const int64_t *y = b;
    for (size_t p = 0; p < parties_now; p++)
        if (x[p] != y[p])
            return x[p] > y[p] ? -1 : 1;
    return 0;
}

/* Distinct rows in falling order; how many. Sums that hardly vary make most of them maxima. */
static size_t draw_rows(rng *random, size_t parties, size_t count, size_t values, int64_t *rows) {
    const bool balanced = rng_chance(random, 50);
    for (size_t i = 0; i < count; i++) {
        int64_t sum = 0;
        for (size_t p = 0; p < parties; p++) {
            rows[i * parties + p] = (int64_t)rng_below(random, values);
            sum += rows[i * parties + p];
        }
        if (balanced)
            rows[i * parties + parties - 1] += (int64_t)(parties * values) - sum;
    }
    parties_now = parties;
    qsort(rows, count, parties * sizeof *rows, falling);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || falling(rows + (kept - 1) * parties, rows + i * parties))
            memmove(rows + kept++ * parties, rows + i * parties, parties * sizeof *rows);
    return kept;
}

static bool is_beaten(const int64_t *rows, size_t parties, size_t count, size_t i) {
    for (size_t k = 0; k < count; k++) {
        bool reaches = k != i;
        for (size_t p = 0; p < parties && reaches; p++)
            reaches = rows[k * parties + p] >= rows[i * parties + p];
        if (reaches)
            return true;
    }
    return false;
}

static void check(rng *random, size_t parties, size_t count, size_t values) {
    int64_t *rows = malloc(count * parties * sizeof *rows);
    uint32_t *order = malloc(count * sizeof *order);
    bool *beaten = malloc(count * sizeof *beaten);
    assert_true(rows && order && beaten);
    const size_t distinct = draw_rows(random, parties, count, values, rows);
    for (size_t i = 0; i < distinct; i++)
        order[i] = (uint32_t)i;
    assert_true(ent_maxima_mark(rows, parties, order, distinct, beaten));
    for (size_t i = 0; i < distinct; i++)
        assert_int_equal(beaten[i], is_beaten(rows, parties, distinct, i));
    free(rows);
    free(order);
    free(beaten);
}

static void maxima_are_what_no_other_row_beats(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        rng random = {seed};
        const size_t values = seed % 3 == 0 ? 4 : seed % 3 == 1 ? 30 : 1000000;
        check(&random, 1 + seed % PARTIES_MAX, rng_between(&random, 1, 700), values);
    }
}

static void many_rows_are_parted_again_and_again(void **state) {
    (void)state;
    for (size_t parties = 3; parties <= PARTIES_MAX; parties++) {
        rng random = {parties};
        check(&random, parties, 3000, 50);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maxima_are_what_no_other_row_beats),
        cmocka_unit_test(many_rows_are_parted_again_and_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
