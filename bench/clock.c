/* Time of the clock in process: the sweep over a large world against the memory it must stream, and
 * the clock and both screenings of a model.
 *
 * usage: clock MODEL
 *
 * The large world is a front of 1024 levels, a patience of 64 and an ally of 2: 131,072 states, 100
 * rounds, two principals. A round cannot do with less than reading what next round is worth, the
 * walk-aways and the class of every state, and writing values and acts; the bound does just that
 * over arrays of the same size, with one multiplication and one sum a number, by as many threads.
 * Sweep and bound take turns, so that both see the same machine; the least time of each counts. */
#include "clock/clock.h"
#include "base/team.h"
#include "entente/read.h"
#include "entente/screening.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRONT = 1024, PATIENCE = 64, ROUNDS = 100, TURNS = 15, REPEATS = 100 };

/* One thread is measured by its own time, since others may share the machine; several by the wall.
 */
static double now(uint32_t threads) {
    struct timespec time;
    clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void give_up(const char *what, ent_diags *diags) {
    char text[1024] = "";
    if (ent_diags_at(diags, 0))
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    fprintf(stderr, "%s: %s\n", what, text);
    exit(3);
}

/* --- the large world, as a model file -------------------------------------------------------- */

static void write_levels(FILE *out, const char *factor, int levels) {
    fprintf(out, "    %s:\n      levels: [", factor);
    for (int l = 0; l < levels; l++)
        fprintf(out, "%sl%d", l ? ", " : "", l);
    fprintf(out, "]\n      moves:\n");
}

static void write_move(FILE *out, int from, int to, double chance, double rising) {
    fprintf(out, "        - {from: l%d, to: l%d, chance: %g, rising: %g}\n", from, to, chance,
            rising);
}

static void write_world(FILE *out) {
    write_levels(out, "front", FRONT);
    for (int l = 0; l + 1 < FRONT; l++) {
        write_move(out, l, l + 1, 0.3, 0);
        write_move(out, l + 1, l, 0.2, 0);
    }
    write_levels(out, "patience", PATIENCE);
    for (int l = 0; l + 1 < PATIENCE; l++)
        write_move(out, l, l + 1, 0.05, 0.001);
    write_levels(out, "ally", 2);
    write_move(out, 0, 1, 0.02, 0);
}

static void write_effects(FILE *out) {
    for (int l = 1; l < FRONT; l++)
        fprintf(out, "    - {when: {front: l%d}, walk_away: {a: %.6f, b: %.6f}}\n", l,
                -0.3 * l / FRONT, 0.3 * l / FRONT);
    for (int l = 1; l < PATIENCE; l++)
        fprintf(out, "    - {when: {patience: l%d}, walk_away: {a: %.6f}}\n", l,
                0.1 * l / PATIENCE);
    fprintf(out, "    - {when: {ally: l1}, weights: {a: {i0: 3}}}\n");
}

static void write_model(FILE *out) {
    enum { ISSUES = 8, OPTIONS = 4 };
    fprintf(out, "entente: 1\ntitle: A large world\nas_of: 2025-01-01\nissues:\n");
    for (int j = 0; j < ISSUES; j++) {
        fprintf(out, "  i%d: {options: {", j);
        for (int o = 0; o < OPTIONS; o++)
            fprintf(out, "%so%d: o%d", o ? ", " : "", o, o);
        fprintf(out, "}}\n");
    }
    fprintf(out, "parties:\n");
    for (int p = 0; p < 2; p++) {
        fprintf(out, "  %c:\n    role: principal\n    walk_away: %g\n    preferences:\n", 'a' + p,
                p ? 0.35 : 0.5);
        for (int j = 0; j < ISSUES; j++) {
            fprintf(out, "      i%d: {weight: %d, values: {", j, 1 + (5 * j + 3 * p) % 7);
            for (int o = 0; o < OPTIONS; o++)
                fprintf(out, "%so%d: %.2f", o ? ", " : "", o,
                        (p ? OPTIONS - 1 - o : o) / (OPTIONS - 1.0));
            fprintf(out, "}}\n");
        }
    }
    fprintf(out, "time:\n  rounds: %d\n  discount: {a: 0.98, b: 0.985}\n  world:\n", ROUNDS);
    write_world(out);
    fprintf(out, "  effects:\n");
    write_effects(out);
}

static ent_model *large_model(ent_diags *diags) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        give_up("memory", diags);
    write_model(out);
    fclose(out);
    ent_model *model = NULL;
    if (ent_model_read_text("large", text, length, false, NULL, &model, diags) != ENT_OK)
        give_up("large world", diags);
    free(text);
    return model;
}

/* --- the bound ------------------------------------------------------------------------------- */

typedef struct stream {
    const game_form *game;
    const double *next; /* [P x W] */
    double *value;      /* [P x W] */
    unsigned char *acts;
} stream;

static void do_stream(void *self, size_t from, size_t to) {
    const stream *s = self;
    const size_t worlds = s->game->world.states;
    for (size_t p = 0; p < s->game->principals; p++) {
        const double *restrict next = s->next + p * worlds;
        const double *restrict walk_away = s->game->walk_away + p * worlds;
        double *restrict value = s->value + p * worlds;
        for (size_t m = from; m < to; m++)
            value[m] = walk_away[m] + 0.98 * next[m];
    }
    const uint16_t *restrict class_of = s->game->class_of;
    unsigned char *restrict acts = s->acts;
    for (size_t m = from; m < to; m++)
        acts[m] = (unsigned char)class_of[m];
}

static double time_stream(const game_form *game, uint32_t threads) {
    const size_t layer = game->principals * game->world.states;
    double *layers = calloc(2 * layer, sizeof *layers);
    unsigned char *acts = calloc(game->rounds * game->world.states, 1);
    base_team *team = threads > 1 ? base_team_start(threads) : NULL;
    if (!layers || !acts)
        give_up("memory", NULL);
    const double start = now(threads);
    for (size_t t = 0; t < game->rounds; t++) {
        stream s = {game, layers + t % 2 * layer, layers + (t + 1) % 2 * layer,
                    acts + t * game->world.states};
        base_team_run(team, do_stream, &s, game->world.states, 64);
    }
    const double seconds = now(threads) - start;
    base_team_stop(team);
    free(acts);
    free(layers);
    return seconds;
}

/* --- the sweep ------------------------------------------------------------------------------- */

static double time_sweep(const game_form *game, uint32_t threads) {
    base_arena arena = {0};
    clock_solution solution;
    const double start = now(threads);
    if (!clock_sweep(game, false, true, threads, &arena, &solution))
        give_up("memory", NULL);
    const double seconds = now(threads) - start;
    base_arena_clear(&arena);
    return seconds;
}

static double time_clock(const ent_model *model, const ent_clock_options *options,
                         ent_diags *diags) {
    ent_clock *clock = NULL;
    const double start = now(options->threads);
    if (ent_clock_solve(model, options, &clock, diags) != ENT_OK)
        give_up("clock", diags);
    const double seconds = now(options->threads) - start;
    ent_clock_free(clock);
    return seconds;
}

static void report_sweep(const ent_model *model, const game_form *game, uint32_t threads,
                         ent_diags *diags) {
    ent_clock_options options = ENT_CLOCK_OPTIONS_INIT;
    options.values_only = true;
    options.threads = threads;
    double bound = INFINITY;
    double sweep = INFINITY;
    double whole = INFINITY;
    for (int turn = 0; turn < TURNS; turn++) {
        bound = fmin(bound, time_stream(game, threads));
        sweep = fmin(sweep, time_sweep(game, threads));
        whole = fmin(whole, time_clock(model, &options, diags));
    }
    printf("clock, %zu worlds x %zu rounds, %u thread%s  sweep %6.1f ms  bound %6.1f ms  "
           "ratio %4.2f  whole call %6.1f ms\n",
           game->world.states, game->rounds, (unsigned)threads, threads > 1 ? "s" : " ",
           1e3 * sweep, 1e3 * bound, sweep / bound, 1e3 * whole);
}

/* --- a model of everyday size ---------------------------------------------------------------- */

static double time_screening(const ent_model *model, uint32_t informed, ent_diags *diags) {
    ent_screening *screening = NULL;
    const double start = now(1);
    if (ent_screening_solve(model, informed, NULL, &screening, diags) != ENT_OK)
        give_up("screening", diags);
    const double seconds = now(1) - start;
    ent_screening_free(screening);
    return seconds;
}

static void report_model(const char *path, ent_diags *diags) {
    ent_model *model = NULL;
    if (ent_model_read_file(path, NULL, &model, diags) != ENT_OK)
        give_up(path, diags);
    double clock = INFINITY;
    double screening[2] = {INFINITY, INFINITY};
    for (int k = 0; k < REPEATS; k++) {
        clock = fmin(clock, time_clock(model, &(ent_clock_options)ENT_CLOCK_OPTIONS_INIT, diags));
        for (size_t p = 0; p < 2; p++)
            screening[p] =
                fmin(screening[p], time_screening(model, model->principals.at[p], diags));
    }
    printf("clock, %s  %.2f ms  screenings %.2f + %.2f ms\n", path, 1e3 * clock, 1e3 * screening[0],
           1e3 * screening[1]);
    ent_model_free(model);
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: clock MODEL\n");
        return 2;
    }
    ent_diags *diags = ent_diags_new();
    base_arena arena = {0};
    ent_model *model = large_model(diags);
    game_form game;
    if (game_build(&game, model, &(ent_clock_options)ENT_CLOCK_OPTIONS_INIT, true, &arena, diags) !=
        ENT_OK)
        give_up("large world", diags);
    const uint32_t cores = base_cores();
    report_sweep(model, &game, 1, diags);
    if (cores > 1)
        report_sweep(model, &game, cores, diags);
    base_arena_clear(&arena);
    ent_model_free(model);
    report_model(arguments[1], diags);
    ent_diags_free(diags);
    return 0;
}
