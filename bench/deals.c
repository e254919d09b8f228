/* Time and memory of the deals engine in process, and its answers for comparison, as JSON.
 *
 * usage: deals MODEL                       a model file
 *        deals --import FILE FILE FILE...  a scenario of another workbench: domain and profiles
 *
 * Timed is ent_deals_solve: frontier with a package for every point, counts, the four solutions;
 * and the same with rough bounds for counts, as the peers do not count. Reading the model comes
 * before and is timed by itself. Each is repeated for half a second, at least three times, and the
 * median reported; times are CPU seconds.
 *
 * Utilities are those of the model. `tables` holds what each option is worth to each party, so
 * that others can be asked the same question; they are left out where utilities are not sums. */
#include "timing.h"

#include "entente/compat.h"
#include "entente/deals.h"
#include "entente/import.h"
#include "entente/read.h"

#include <jansson.h>
#include <math.h>

enum { REPEATS_LEAST = 3, REPEATS_MOST = 1000 };
#define REPEAT_SECONDS 0.5

typedef struct subject {
    const ent_model *model;
    ent_model *read;
    ent_import *import;
} subject;

static int refuse(const char *what, ent_diags *diags) {
    char text[1024] = "no reason given";
    if (ent_diags_at(diags, 0))
        ent_diag_format(ent_diags_at(diags, 0), text, sizeof text);
    fprintf(stderr, "%s: %s\n", what, text);
    ent_diags_free(diags);
    return 3;
}

static ent_status take_subject(int count, char **arguments, subject *taken, ent_diags *diags) {
    if (strcmp(arguments[1], "--import") != 0) {
        const ent_status status = ent_model_read_file(arguments[1], NULL, &taken->read, diags);
        taken->model = taken->read;
        return status;
    }
    const char *paths[ENT_PRINCIPALS_MAX + 1];
    const size_t files = (size_t)count - 2;
    if (files > ENT_PRINCIPALS_MAX + 1)
        return ENT_ERR_ARG;
    for (size_t i = 0; i < files; i++)
        paths[i] = arguments[i + 2];
    const ent_status status = ent_import_files(paths, files, NULL, &taken->import, diags);
    if (status == ENT_OK)
        taken->model = taken->import->model;
    return status;
}

static json_t *point_json(const double *utility, size_t principals) {
    json_t *point = json_array();
    for (size_t p = 0; p < principals; p++)
        json_array_append_new(point, json_real(utility[p]));
    return point;
}

static json_t *set_json(const ent_deal_set *set, size_t principals) {
    json_t *frontier = json_array();
    json_t *solutions = json_object();
    for (size_t i = 0; i < set->frontier_count; i++)
        json_array_append_new(frontier, point_json(set->frontier[i].utility, principals));
    for (ent_solution s = 0; s < ENT_SOLUTIONS; s++)
        if (set->solutions[s] != ENT_NONE)
            json_object_set_new(solutions, ent_solution_name(s),
                                point_json(set->frontier[set->solutions[s]].utility, principals));
    return json_pack("{s:o, s:o}", "frontier", frontier, "solutions", solutions);
}

/* What one party gets at best or worst from packages that nobody has to sign: issue by issue. */
static double extreme(const ent_model *model, uint32_t party, int direction) {
    uint32_t package[ENT_ISSUES_MAX] = {0};
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *wish = &model->parties[party].preferences[j];
        for (uint32_t o = 1; wish->given && o < model->issues[j].options_count; o++)
            if (direction * wish->values[o].likely.value >
                direction * wish->values[package[j]].likely.value)
                package[j] = o;
    }
    return ent_model_utility(model, party, package, false);
}

/* What NegMAS calls its solutions, by the library's own formulas, on the acceptable frontier. */
static json_t *negmas_json(const ent_model *model, const ent_deal_set *set) {
    const size_t principals = model->principals.count;
    double *utility = malloc((set->frontier_count * principals + 1) * sizeof *utility);
    double reservation[ENT_PRINCIPALS_MAX];
    double least[ENT_PRINCIPALS_MAX];
    double most[ENT_PRINCIPALS_MAX];
    json_t *names = json_object();
    if (!utility)
        exit(3);
    for (size_t i = 0; i < set->frontier_count; i++)
        memcpy(&utility[i * principals], set->frontier[i].utility, principals * sizeof *utility);
    for (size_t p = 0; p < principals; p++) {
        const uint32_t party = model->principals.at[p];
        reservation[p] = model->parties[party].walk_away.likely.value;
        least[p] = extreme(model, party, -1);
        most[p] = extreme(model, party, 1);
    }
    const ent_compat_points points = {
        set->frontier_count, principals, utility, reservation, least, most,
    };
    for (ent_compat which = ENT_NEGMAS_NASH; which <= ENT_NEGMAS_WELFARE; which++) {
        const uint32_t pick = ent_compat_pick(which, &points);
        if (pick != ENT_NONE)
            json_object_set_new(names, ent_compat_describe(which)->name,
                                point_json(&utility[pick * principals], principals));
    }
    free(utility);
    return names;
}

/* Weights that sum to 1 and values, per principal. */
static json_t *tables_json(const ent_model *model) {
    json_t *tables = json_array();
    for (size_t p = 0; p < model->principals.count; p++) {
        const ent_party *party = &model->parties[model->principals.at[p]];
        json_t *weights = json_array();
        json_t *values = json_array();
        double sum = 0;
        for (size_t j = 0; j < model->issues_count; j++)
            sum += party->preferences[j].given ? party->preferences[j].weight.likely.value : 0;
        for (size_t j = 0; j < model->issues_count; j++) {
            const ent_preference *wish = &party->preferences[j];
            json_t *row = json_array();
            for (size_t o = 0; o < model->issues[j].options_count; o++)
                json_array_append_new(row,
                                      json_real(wish->given ? wish->values[o].likely.value : 0));
            json_array_append_new(values, row);
            json_array_append_new(weights,
                                  json_real(wish->given ? wish->weight.likely.value / sum : 0));
        }
        json_array_append_new(tables, json_pack("{s:f, s:o, s:o}", "walk_away",
                                                party->walk_away.likely.value, "weights", weights,
                                                "values", values));
    }
    return tables;
}

/* Solve again and again; the median of the times, or a negative number if that failed. */
static double time_solve(const ent_model *model, const ent_deals_options *options,
                         ent_deals **deals, long *peak, ent_diags *diags) {
    static double seconds[REPEATS_MOST];
    size_t repeats = 0;
    for (double spent = 0;
         repeats < REPEATS_LEAST || (spent < REPEAT_SECONDS && repeats < REPEATS_MOST);) {
        ent_deals_free(*deals);
        *deals = NULL;
        const double begin = timing_work();
        if (ent_deals_solve(model, options, deals, diags) != ENT_OK)
            return -1;
        spent += seconds[repeats++] = timing_work() - begin;
        *peak = *peak ? *peak : timing_memory("VmHWM");
    }
    return timing_median(seconds, repeats);
}

int main(int count, char **arguments) {
    subject asked = {0};
    ent_deals *deals = NULL;
    ent_diags *diags = ent_diags_new();
    if (count < 2)
        return 2;
    const double start = timing_work();
    const ent_status status = take_subject(count, arguments, &asked, diags);
    if (status != ENT_OK)
        return refuse(arguments[1], diags);
    const double read = timing_work() - start;
    const ent_deals_options roughly = {.count_cells = 1};
    const long before = timing_memory("VmRSS");
    long peak = 0;
    const double rough = time_solve(asked.model, &roughly, &deals, &peak, diags);
    peak = 0;
    const double full = rough < 0 ? -1 : time_solve(asked.model, NULL, &deals, &peak, diags);
    if (full < 0)
        return refuse(arguments[1], diags);
    const size_t principals = asked.model->principals.count;
    json_t *answer =
        json_pack("{s:f, s:f, s:f, s:i, s:i, s:s, s:b, s:o, s:o, s:o}", "read", read, "seconds",
                  full, "uncounted_seconds", rough, "grown_kib", (int)(peak - before), "peak_kib",
                  (int)peak, "possible", deals->possible.low, "exact", deals->exact, "deals",
                  set_json(&deals->settlement, principals), "negmas",
                  negmas_json(asked.model, &deals->settlement), "tables", tables_json(asked.model));
    json_dumpf(answer, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(answer);
    ent_deals_free(deals);
    ent_model_free(asked.read);
    ent_import_free(asked.import);
    ent_diags_free(diags);
    return 0;
}
