/*
 * Every model of two small families, complete.
 *
 * Family "wishes": 1 to 5 issues, each with the same number of options, 1 to 3. One party wants the
 * options in order (values 0 to 1); on each issue the other wants the same, the opposite, or
 * something of its own (its first choice in the middle). Weights fall from issue to issue for one
 * and rise for the other. No red line, or one of the first party on any single option; all packages
 * are settlements, or only those with the last option on the first issue.
 *
 * Family "corners": two issues x two options, all values 0 or 1 for both parties, walk-aways 0 or
 * 0.50 each, and every one of the sixteen sets of packages that rules can forbid; blockers and gap
 * are compared as well.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hand_model.h"
#include "random_model.h"
#include "slow/slow.h"

#include <stdio.h>

static size_t checked;

static void engine_agrees(const ent_model *model) {
    ent_deals *deals = NULL;
    assert_int_equal(ent_deals_solve(model, NULL, &deals, NULL), ENT_OK);
    assert_true(deals->exact);
    slow_table table;
    slow_table_make(&table, model, false);
    char why[400] = "";
    if (!slow_agrees_deals(&table, NULL, deals, why, sizeof why)) {
        random_model_print(stderr, model);
        fail_msg("model %zu: %s", checked, why);
    }
    slow_table_free(&table);
    ent_deals_free(deals);
    checked++;
}

static void blockers_agree(const ent_model *model) {
    ent_blockers *blockers = NULL;
    assert_int_equal(ent_blockers_find(model, NULL, &blockers, NULL), ENT_OK);
    slow_table table;
    slow_table_make(&table, model, false);
    char why[400] = "";
    if (!slow_agrees_blockers(&table, blockers, why, sizeof why)) {
        random_model_print(stderr, model);
        fail_msg("model %zu: %s", checked, why);
    }
    slow_table_free(&table);
    ent_blockers_free(blockers);
}

static void gap_agrees(const ent_model *model) {
    ent_gap *gap = NULL;
    assert_int_equal(ent_gap_measure(model, NULL, &gap, NULL), ENT_OK);
    char why[400] = "";
    if (!slow_agrees_gap(model, gap, why, sizeof why)) {
        random_model_print(stderr, model);
        fail_msg("model %zu: %s", checked, why);
    }
    ent_gap_free(gap);
}

/* ---- wishes ---- */

static const int *values_for(size_t options, size_t wish) {
    static const int values[4][3][3] = {
        {{0}},
        {{50}, {50}, {50}},
        {{0, 100}, {100, 0}, {50, 50}},
        {{0, 50, 100}, {100, 50, 0}, {25, 100, 50}},
    };
    return values[options][wish];
}

typedef struct wishes {
    size_t issues;
    size_t options;
    size_t wish[5];
    size_t line; /* issue x options + option of the red line; issues x options: none */
    bool interim;
} wishes;

static void solve_wishes(const wishes *family) {
    hand_model hand;
    const size_t options[5] = {family->options, family->options, family->options, family->options,
                               family->options};
    hand_start(&hand, family->issues, options);
    const uint32_t us = hand_party(&hand, ENT_PRINCIPAL, 40);
    const uint32_t them = hand_party(&hand, ENT_PRINCIPAL, 35);
    for (uint32_t j = 0; j < family->issues; j++) {
        hand_prefer(&hand, us, j, 5 - (int)j, values_for(family->options, 0));
        hand_prefer(&hand, them, j, 1 + (int)j, values_for(family->options, family->wish[j]));
    }
    if (family->line < family->issues * family->options) {
        const uint32_t issue = (uint32_t)(family->line / family->options);
        const uint32_t option = (uint32_t)(family->line % family->options);
        hand_never(&hand, us, hand_pattern(&hand, 1, (const uint32_t[][2]){{issue, option}}));
    }
    if (family->interim)
        hand_settle(&hand, hand_pattern(&hand, 1,
                                        (const uint32_t[][2]){{0, (uint32_t)family->options - 1}}));
    engine_agrees(&hand.model);
}

static void solve_lines(wishes *family) {
    for (size_t interim = 0; interim < 2; interim++)
        for (family->line = 0; family->line <= family->issues * family->options; family->line++) {
            family->interim = interim;
            solve_wishes(family);
        }
}

/* The next combination of wishes; false after the last. */
static bool next_wish(wishes *family) {
    for (size_t j = 0; j < family->issues; j++) {
        if (++family->wish[j] < 3)
            return true;
        family->wish[j] = 0;
    }
    return false;
}

static void every_model_of_wishes_is_solved(void **state) {
    (void)state;
    checked = 0;
    for (size_t issues = 1; issues <= 5; issues++)
        for (size_t options = 1; options <= 3; options++) {
            wishes family = {.issues = issues, .options = options};
            do
                solve_lines(&family);
            while (next_wish(&family));
        }
    /* 2 x sum of 3^issues x (issues x options + 1) */
    assert_int_equal(checked, 21870);
}

/* ---- corners ---- */

static void solve_corner(unsigned values, unsigned floors, unsigned forbidden) {
    hand_model hand;
    hand_start(&hand, 2, (const size_t[]){2, 2});
    for (uint32_t p = 0; p < 2; p++) {
        hand_party(&hand, ENT_PRINCIPAL, floors >> p & 1 ? 50 : 0);
        for (uint32_t j = 0; j < 2; j++) {
            const unsigned bits = values >> (4 * p + 2 * j);
            hand_prefer(&hand, p, j, 1, (const int[]){bits & 1 ? 100 : 0, bits & 2 ? 100 : 0});
        }
    }
    for (uint32_t x = 0; x < 4; x++)
        if (forbidden >> x & 1)
            hand_rule(&hand, hand_pattern(&hand, 2, (const uint32_t[][2]){{0, x / 2}, {1, x % 2}}),
                      (ent_pattern){0});
    engine_agrees(&hand.model);
    blockers_agree(&hand.model);
    if (!floors) /* they do not change the gap */
        gap_agrees(&hand.model);
}

static void every_corner_is_solved(void **state) {
    (void)state;
    checked = 0;
    for (unsigned values = 0; values < 256; values++)
        for (unsigned floors = 0; floors < 4; floors++)
            for (unsigned forbidden = 0; forbidden < 16; forbidden++)
                solve_corner(values, floors, forbidden);
    assert_int_equal(checked, 256 * 4 * 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_model_of_wishes_is_solved),
        cmocka_unit_test(every_corner_is_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
