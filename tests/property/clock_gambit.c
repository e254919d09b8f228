/* Exported games as pygambit sees them (clock_gambit.py); skipped where it is not installed. The
 * environment variable ENT_PYTHON names another interpreter than python3; ctest names that of
 * tests/venv.sh. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/clock_model.h"

#include <sys/wait.h>
#include <unistd.h>

#define NOT_INSTALLED 77

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

#define GAMES 8

/* A drawn game as a file, its path and the values that we find added to the command. */
static void add_game(unsigned long seed, char path[], char *command, size_t room) {
    maker *make = draw(seed, 1 + (uint32_t)(seed % 3), seed % 2);
    char *text = NULL;
    assert_int_equal(ent_clock_export_efg(&make->model, NULL, &text, NULL), ENT_OK);
    ent_clock *clock = solved(make, NULL);
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    const size_t used = strlen(command);
    snprintf(command + used, room - used, " %s %.17g %.17g", path, clock->value[0],
             clock->value[1]);
    ent_clock_free(clock);
    free(text);
    maker_free(make);
}

static void our_profile_has_no_profitable_deviation(void **state) {
    (void)state;
    char paths[GAMES][32];
    const char *python = getenv("ENT_PYTHON");
    char command[4096];
    snprintf(command, sizeof command, "%s " ENT_ROOT "/tests/property/clock_gambit.py",
             python ? python : "python3");
    for (unsigned long g = 0; g < GAMES; g++) {
        strcpy(paths[g], "/tmp/entente-clock-XXXXXX");
        add_game(g + 1, paths[g], command, sizeof command);
    }
    const int status = system(command);
    for (size_t g = 0; g < GAMES; g++)
        unlink(paths[g]);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_INSTALLED)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_profile_has_no_profitable_deviation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
