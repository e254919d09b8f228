/* The exported tree, read back by nothing but its text and solved from its leaves, is the game that
 * was solved; labels are unique. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/clock_model.h"

/* --- a reader for what the writer writes -------------------------------------------------------
 */

typedef struct reader {
    const char *at;
    size_t principals;
    size_t nodes;
} reader;

static void expect(reader *r, const char *token) {
    r->at += strspn(r->at, " \n,");
    if (strncmp(r->at, token, strlen(token)) != 0)
        fail_msg("expected %s at: %.40s", token, r->at);
    r->at += strlen(token);
}

static void skip_name(reader *r) {
    expect(r, "\"");
    r->at = strchr(r->at, '"') + 1;
}

static long long take_whole(reader *r) {
    char *end;
    const long long value = strtoll(r->at, &end, 10);
    assert_ptr_not_equal(r->at, end);
    r->at = end;
    return value;
}

static double take_fraction(reader *r) {
    r->at += strspn(r->at, " ,");
    const long long above = take_whole(r);
    expect(r, "/");
    return (double)above / (double)take_whole(r);
}

/* Every node has the next number, in its label, its information set and its outcome. */
static void expect_label(reader *r, char kind) {
    char label[32];
    snprintf(label, sizeof label, "\"%c%zu\"", kind, r->nodes);
    expect(r, label);
}

/* The label of a decision also names what is played: "n12 3", "n12 pass", "n12 yes". */
static void take_choice(reader *r, char choice[8]) {
    char label[32];
    snprintf(label, sizeof label, "\"n%zu ", r->nodes);
    expect(r, label);
    size_t length = 0;
    while (*r->at != '"' && length < 7)
        choice[length++] = *r->at++;
    choice[length] = '\0';
    expect(r, "\"");
}

/* Which action a name stands for: its number before the colon, or all of it. */
static bool names_choice(const char *name, const char *choice) {
    const size_t length = strlen(choice);
    return strncmp(name, choice, length) == 0 && (name[length] == ':' || name[length] == '"');
}

static void solve_node(reader *r, double *value);

static void solve_end(reader *r, double *value) {
    expect_label(r, 'n');
    take_whole(r);
    expect_label(r, 'o');
    expect(r, "{");
    for (size_t p = 0; p < r->principals; p++)
        value[p] = take_fraction(r);
    expect(r, "}");
}

static void solve_chance(reader *r, double *value) {
    double chance[8];
    size_t count = 0;
    double sum = 0;
    expect_label(r, 'n');
    take_whole(r);
    expect_label(r, 'n');
    expect(r, "{");
    for (r->at += 1; *r->at != '}'; r->at += strspn(r->at, " ")) {
        assert_true(count < 8);
        skip_name(r);
        chance[count] = take_fraction(r);
        sum += chance[count++];
    }
    expect(r, "} 0");
    assert_true(fabs(sum - 1) < 1e-14);
    for (size_t p = 0; p < r->principals; p++)
        value[p] = 0;
    for (size_t k = 0; k < count; k++) {
        double next[ENT_PRINCIPALS_MAX];
        solve_node(r, next);
        for (size_t p = 0; p < r->principals; p++)
            value[p] += chance[k] * next[p];
    }
}

/* The value is that of what is played; no other action may be worth more. */
static void solve_decision(reader *r, double *value) {
    char choice[8];
    size_t count = 0;
    size_t played = SIZE_MAX;
    take_choice(r, choice);
    const size_t player = (size_t)take_whole(r) - 1;
    take_whole(r);
    expect_label(r, 'n');
    expect(r, "{");
    for (r->at += 1; *r->at != '}'; r->at += strspn(r->at, " ")) {
        if (names_choice(r->at + 1, choice))
            played = count;
        skip_name(r);
        count++;
    }
    expect(r, "} 0");
    assert_true(played < count);
    double best = -1e9;
    for (size_t k = 0; k < count; k++) {
        double next[ENT_PRINCIPALS_MAX];
        solve_node(r, next);
        best = fmax(best, next[player]);
        if (k == played)
            memcpy(value, next, sizeof next);
    }
    assert_true(value[player] >= best - 1e-9);
}

static void solve_node(reader *r, double *value) {
    r->at += strspn(r->at, " \n");
    r->nodes++;
    switch (*r->at++) {
    case 't':
        solve_end(r, value);
        return;
    case 'c':
        solve_chance(r, value);
        return;
    case 'p':
        solve_decision(r, value);
        return;
    default:
        fail_msg("no node at: %.40s", r->at - 1);
    }
}

/* --- games ----------------------------------------------------------------------------------- */

/* Random numbers, so that no tie decides. */
static maker *draw(unsigned long seed, size_t principals, bool blame) {
    dice d = {seed};
    maker *make = maker_new(principals);
    const uint32_t issue = maker_issue(make, 3);
    for (uint32_t p = 0; p < principals; p++) {
        const double values[3] = {unit(&d), unit(&d), unit(&d)};
        maker_prefer(make, p, issue, 1, values);
        maker_side(make, p, 0.7 + 0.3 * unit(&d), 0.6 * unit(&d));
        make->chances[p].number = number(p == 0 ? 0.5 : 0.5 / (double)(principals - 1));
    }
    maker_time(make, principals == 2 ? 3 : 2,
               roll(&d, 2) ? ENT_PROPOSER_ALTERNATE : ENT_PROPOSER_CHANCES);
    const uint32_t factor = maker_factor(make, 2);
    ent_move *move = maker_move(make, factor, 0, 1, 0.4 * unit(&d));
    ent_effect *effect = maker_effect(make, factor, 1);
    for (uint32_t p = 0; p < principals; p++) {
        if (blame)
            maker_blame(make, move, p, 0.5 * unit(&d));
        maker_shift(make, effect, p, unit(&d) - 0.5);
    }
    return make;
}

static void check(unsigned long seed, size_t principals, bool blame) {
    maker *make = draw(seed, principals, blame);
    char *text = NULL;
    assert_int_equal(ent_clock_export_efg(&make->model, NULL, &text, NULL), ENT_OK);
    reader r = {.at = strstr(text, "\"\"\n"), .principals = principals};
    assert_non_null(r.at);
    r.at += 3;
    double value[ENT_PRINCIPALS_MAX];
    solve_node(&r, value);
    assert_string_equal(r.at, "\n");
    ent_clock *clock = solved(make, NULL);
    for (size_t p = 0; p < principals; p++)
        if (!(fabs(clock->value[p] - value[p]) <= 1e-9))
            fail_msg("seed %lu: value of %zu is %.12g, the tree says %.12g", seed, p,
                     clock->value[p], value[p]);
    ent_clock_free(clock);
    free(text);
    maker_free(make);
}

static void the_tree_is_the_game(void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 60; seed++) {
        check(seed, 2, false);
        check(seed, 2, true);
    }
    for (unsigned long seed = 1; seed <= 15; seed++) {
        check(seed, 3, false);
        check(seed, 3, true);
    }
}

static void a_tree_too_large_is_refused(void **state) {
    (void)state;
    maker *make = draw(1, 2, true);
    make->model.time.rounds = 30;
    char *text = NULL;
    assert_int_equal(ent_clock_export_efg(&make->model, NULL, &text, NULL), ENT_ERR_LIMIT);
    make->model.time.rounds = 2;
    make->model.time.offers = ENT_OFFERS_LOTTERIES;
    assert_int_equal(ent_clock_export_efg(&make->model, NULL, &text, NULL), ENT_ERR_LIMIT);
    assert_null(text);
    maker_free(make);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_is_the_game),
        cmocka_unit_test(a_tree_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
