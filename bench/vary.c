/* What it costs to set a number and ask again, in process, beside reading the file anew.
 *
 * usage: vary MODEL
 *
 * Medians of CPU microseconds a call. Each number of the model in turn is set to its own likely
 * value, so that every question is one that the model can be asked. */
#include "timing.h"

#include "entente/deals.h"
#include "entente/gap.h"
#include "entente/read.h"
#include "entente/vary.h"

enum { TIMES = 501, BATCH = 20 };

typedef struct subject {
    const char *path;
    const ent_model *model;
    ent_variation *variation;
    uint32_t next;
} subject;

static void set_one(subject *s) {
    const uint32_t index = s->next++ % (uint32_t)s->model->numbers_count;
    ent_variation_set_value(s->variation, index, s->model->numbers[index].number->likely.value,
                            NULL);
}

static void set_check(subject *s) {
    set_one(s);
    ent_variation_check(s->variation, NULL);
}

static void reset(subject *s) {
    ent_variation_reset(s->variation);
}

static void make(subject *s) {
    ent_variation *made = NULL;
    if (ent_variation_new(s->model, &made, NULL) == ENT_OK)
        ent_variation_free(made);
}

static void find(subject *s) {
    uint32_t index = 0;
    ent_variation_find(s->variation, s->model->numbers[s->next++ % s->model->numbers_count].path,
                       &index, NULL);
}

static void set_check_gap(subject *s) {
    ent_gap *gap = NULL;
    set_check(s);
    if (ent_gap_measure(ent_variation_model(s->variation), NULL, &gap, NULL) == ENT_OK)
        ent_gap_free(gap);
}

static void set_check_deals(subject *s) {
    ent_deals *deals = NULL;
    set_check(s);
    if (ent_deals_solve(ent_variation_model(s->variation), NULL, &deals, NULL) == ENT_OK)
        ent_deals_free(deals);
}

static void read_anew(subject *s) {
    ent_model *model = NULL;
    if (ent_model_read_file(s->path, NULL, &model, NULL) == ENT_OK)
        ent_model_free(model);
}

static void time_it(const char *what, void (*call)(subject *), subject *s) {
    static double seconds[TIMES];
    for (size_t i = 0; i < TIMES; i++) {
        const double start = timing_work();
        for (size_t b = 0; b < BATCH; b++)
            call(s);
        seconds[i] = (timing_work() - start) / BATCH;
    }
    printf("%-28s %10.2f\n", what, 1e6 * timing_median(seconds, TIMES));
}

int main(int count, char **arguments) {
    ent_model *model = NULL;
    ent_variation *variation = NULL;
    if (count != 2 || ent_model_read_file(arguments[1], NULL, &model, NULL) != ENT_OK ||
        ent_variation_new(model, &variation, NULL) != ENT_OK) {
        fputs("usage: vary MODEL (a sound one)\n", stderr);
        return 2;
    }
    subject s = {.path = arguments[1], .model = model, .variation = variation};
    time_it("find", find, &s);
    time_it("set", set_one, &s);
    time_it("reset", reset, &s);
    time_it("set, check", set_check, &s);
    time_it("set, check, gap", set_check_gap, &s);
    time_it("set, check, deals", set_check_deals, &s);
    time_it("make and free a variation", make, &s);
    time_it("read the file", read_anew, &s);
    ent_variation_free(variation);
    ent_model_free(model);
    return 0;
}
