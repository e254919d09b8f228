/*
 * Exported games beside what pygambit found in them, kept in tests/fixtures/gambit.
 *
 * usage: clock_gambit               compare the games that we export now, and their values, with
 * the kept ones clock_gambit --write DIR   write the games to DIR, for bench/gambit_fixtures.py,
 * which asks pygambit
 *
 * The labels of decisions in a game name what we play there, so that a kept game holds our
 * strategies too. Of each, pygambit says what the strategies pay, that no single change of act at
 * any decision pays more, and, of small games, where the logit path ends, whose limit is subgame
 * perfect.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/clock_model.h"

#define GAMES  8
#define FOLDER ENT_ROOT "/tests/fixtures/gambit"

/* Of one game: what pygambit answered. NAN: the game is too large for the logit path. */
typedef struct answers {
    double payoff[2]; /* of our strategies */
    double deviation; /* the most that anybody gains by one other act */
    double logit[2];
} answers;

static maker *draw(unsigned long seed, uint32_t rounds, bool blame) {
    dice d = {seed};
    maker *make = maker_new(2);
    const uint32_t issue = maker_issue(make, 3);
    for (uint32_t p = 0; p < 2; p++) {
        const double values[3] = {unit(&d), unit(&d), unit(&d)};
        maker_prefer(make, p, issue, 1, values);
        maker_side(make, p, 0.7 + 0.3 * unit(&d), 0.6 * unit(&d));
    }
    maker_time(make, rounds, ENT_PROPOSER_ALTERNATE);
    if (!blame)
        return make;
    const uint32_t factor = maker_factor(make, 2);
    ent_move *move = maker_move(make, factor, 0, 1, 0.4 * unit(&d));
    maker_blame(make, move, 1, 0.5 * unit(&d));
    maker_shift(make, maker_effect(make, factor, 1), 1, -0.4 * unit(&d));
    return make;
}

static maker *draw_game(size_t game) {
    const unsigned long seed = (unsigned long)game + 1;
    return draw(seed, 1 + (uint32_t)(seed % 3), seed % 2);
}

static char *exported(const maker *make) {
    char *text = NULL;
    assert_int_equal(ent_clock_export_efg(&make->model, NULL, &text, NULL), ENT_OK);
    return text;
}

static char *whole_file(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    const size_t length = fread(text, 1, (1 << 20) - 1, file);
    assert_true(length > 0 && feof(file));
    fclose(file);
    return text;
}

/* The file says which pygambit it was, and then has a line a game. */
static void read_answers(answers all[GAMES]) {
    char *text = whole_file(FOLDER "/answers.txt");
    const char *line = strchr(text, '\n') + 1;
    for (size_t g = 0; g < GAMES; g++) {
        size_t number = 0;
        answers *its = &all[g];
        assert_int_equal(sscanf(line, "game-%zu payoff %lf %lf deviation %lf logit %lf %lf",
                                &number, &its->payoff[0], &its->payoff[1], &its->deviation,
                                &its->logit[0], &its->logit[1]),
                         6);
        assert_int_equal(number, g + 1);
        line = strchr(line, '\n') + 1;
    }
    assert_string_equal(line, "");
    free(text);
}

static void answers_are_of_the_pygambit_that_bench_names(void **state) {
    (void)state;
    char *text = whole_file(FOLDER "/answers.txt");
    char *wanted = whole_file(ENT_ROOT "/bench/requirements.txt");
    char version[32] = "";
    assert_int_equal(sscanf(text, "pygambit %31[0-9.]", version), 1);
    const char *pin = strstr(wanted, "pygambit==");
    assert_non_null(pin);
    pin += strlen("pygambit==");
    assert_int_equal(strncmp(pin, version, strlen(version)), 0);
    assert_int_equal(pin[strlen(version)], '\n');
    free(wanted);
    free(text);
}

static void games_are_the_kept_ones(void **state) {
    (void)state;
    for (size_t g = 0; g < GAMES; g++) {
        char path[sizeof FOLDER + 32];
        snprintf(path, sizeof path, FOLDER "/game-%zu.efg", g + 1);
        maker *make = draw_game(g);
        char *text = exported(make);
        char *kept = whole_file(path);
        assert_string_equal(text, kept);
        free(kept);
        free(text);
        maker_free(make);
    }
}

static void nobody_gains_by_another_act(void **state) {
    (void)state;
    answers kept[GAMES];
    read_answers(kept);
    for (size_t g = 0; g < GAMES; g++)
        assert_true(kept[g].deviation <= 1e-9);
}

static void values_are_what_pygambit_says_they_are(void **state) {
    (void)state;
    answers kept[GAMES];
    read_answers(kept);
    size_t followed = 0;
    for (size_t g = 0; g < GAMES; g++) {
        maker *make = draw_game(g);
        ent_clock *clock = solved(make, NULL);
        assert_non_null(clock);
        if (!isnan(kept[g].logit[0]))
            followed++;
        for (size_t p = 0; p < 2; p++) {
            assert_true(fabs(clock->value[p] - kept[g].payoff[p]) <= 1e-9);
            assert_true(isnan(kept[g].logit[p]) ||
                        fabs(clock->value[p] - kept[g].logit[p]) <= 1e-3);
        }
        ent_clock_free(clock);
        maker_free(make);
    }
    assert_true(followed > 0);
}

static int write_games(const char *folder) {
    for (size_t g = 0; g < GAMES; g++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/game-%zu.efg", folder, g + 1);
        maker *make = draw_game(g);
        char *text = NULL;
        FILE *file = fopen(path, "wb");
        const bool done = file && ent_clock_export_efg(&make->model, NULL, &text, NULL) == ENT_OK &&
                          fputs(text, file) >= 0;
        free(text);
        maker_free(make);
        if ((file && fclose(file)) || !done) {
            perror(path);
            return 3;
        }
    }
    return 0;
}

int main(int count, char **arguments) {
    if (count == 3 && !strcmp(arguments[1], "--write"))
        return write_games(arguments[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_of_the_pygambit_that_bench_names),
        cmocka_unit_test(games_are_the_kept_ones),
        cmocka_unit_test(nobody_gains_by_another_act),
        cmocka_unit_test(values_are_what_pygambit_says_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
