/* Time and memory of the clock in process, and its answers for comparison, as JSON.
 *
 * usage: game_form MODEL            values before the first round only (`values_only`)
 *        game_form MODEL --states   and the value of the first principal in every listed state
 *        game_form MODEL --efg FILE the game as a tree for other solvers, written to FILE
 *
 * Timed, in CPU seconds, is ent_clock_solve without the reading of the model: frontiers, chain,
 * backward induction; with --states also the offers, events, other horizons and the certificate. */
#include "timing.h"

#include "entente/clock.h"
#include "entente/read.h"

#include <jansson.h>

enum { REPEATS_LEAST = 3, REPEATS_MOST = 1000 };
#define REPEAT_SECONDS 0.5

static int refuse(const char *what, ent_diags *diags) {
    char text[1024] = "no reason given";
    if (ent_diags_at(diags, 0))
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    fprintf(stderr, "%s: %s\n", what, text);
    ent_diags_free(diags);
    return 3;
}

/* [round, level of each factor, value of the first principal] per state. */
static json_t *states_json(const ent_clock *clock) {
    json_t *states = json_array();
    for (size_t i = 0; i < clock->states_count; i++) {
        const ent_clock_state *state = &clock->states[i];
        json_t *row = json_array();
        json_array_append_new(row, json_integer(state->round));
        for (size_t f = 0; f < clock->factors; f++)
            json_array_append_new(row,
                                  json_integer(clock->levels[state->world * clock->factors + f]));
        json_array_append_new(row, json_real(state->value[0]));
        json_array_append_new(states, row);
    }
    return states;
}

static int write_tree(const ent_model *model, const char *path, ent_diags *diags) {
    char *text = NULL;
    FILE *file = fopen(path, "w");
    if (!file || ent_clock_export_efg(model, NULL, &text, diags) != ENT_OK)
        return refuse(path, diags);
    fputs(text, file);
    free(text);
    ent_diags_free(diags);
    return fclose(file) ? 3 : 0;
}

static int measure(const ent_model *model, bool states, ent_diags *diags) {
    static double seconds[REPEATS_MOST];
    const ent_clock_options options = {.values_only = !states};
    const long before = timing_memory("VmRSS");
    ent_clock *clock = NULL;
    size_t repeats = 0;
    for (double spent = 0;
         repeats < REPEATS_LEAST || (spent < REPEAT_SECONDS && repeats < REPEATS_MOST);) {
        ent_clock_free(clock);
        clock = NULL;
        const double begin = timing_work();
        if (ent_clock_solve(model, &options, &clock, diags) != ENT_OK)
            return refuse("the clock", diags);
        spent += seconds[repeats++] = timing_work() - begin;
    }
    json_t *value = json_array();
    for (size_t p = 0; p < clock->principals; p++)
        json_array_append_new(value, json_real(clock->value[p]));
    json_t *answer = json_pack("{s:f, s:i, s:o, s:o}", "seconds", timing_median(seconds, repeats),
                               "grown_kib", (int)(timing_memory("VmHWM") - before), "value", value,
                               "states", states_json(clock));
    json_dumpf(answer, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(answer);
    ent_clock_free(clock);
    ent_diags_free(diags);
    return 0;
}

int main(int count, char **arguments) {
    ent_model *model = NULL;
    ent_diags *diags = ent_diags_new();
    if (count < 2)
        return 2;
    if (ent_model_read_file(arguments[1], NULL, &model, diags) != ENT_OK)
        return refuse(arguments[1], diags);
    const int status = count == 4 && !strcmp(arguments[2], "--efg")
                           ? write_tree(model, arguments[3], diags)
                           : measure(model, count == 3, diags);
    ent_model_free(model);
    return status;
}
