/* Mistakes in a roadmap, each with its place. */
#include "roadmap/check.h"

#include "base/diag.h"
#include "model/model.h"
#include "model/path.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Room for "roadmaps.", a key and the rest of a path; longer keys are cut in messages. */
typedef struct path {
    char text[200];
} path;

static path step_path(const ent_roadmap *roadmap, uint32_t step, const char *field) {
    path at;
    snprintf(at.text, sizeof at.text, "roadmaps.%.120s.steps.%u%s", MODEL_PATH_NAME(roadmap->key),
             (unsigned)step, field);
    return at;
}

static path roadmap_path(const ent_roadmap *roadmap, const char *field) {
    path at;
    snprintf(at.text, sizeof at.text, "roadmaps.%.120s%s", MODEL_PATH_NAME(roadmap->key), field);
    return at;
}

static ent_status fail(const ent_model *model, ent_status code, ent_place place, path at,
                       const char *message, ent_diags *diags) {
    return base_fail(diags, code, model_file_of(model, place), place.line, place.column, at.text,
                     "%s", message);
}

static ent_status worse(ent_status a, ent_status b) {
    return a == ENT_OK ? b : a;
}

static ent_status check_after(const ent_model *model, const ent_roadmap *roadmap, uint32_t step,
                              ent_diags *diags) {
    const ent_step *self = &roadmap->steps[step];
    const path at = step_path(roadmap, step, ".after");
    ent_status status = ENT_OK;
    for (size_t a = 0; a < self->after.count; a++) {
        const uint32_t other = self->after.at[a];
        char message[400];
        if (other < step)
            continue;
        if (other >= roadmap->steps_count)
            snprintf(message, sizeof message, "there is no such step");
        else if (other == step)
            snprintf(message, sizeof message, "'%.120s' cannot come after itself", self->name);
        else
            snprintf(message, sizeof message,
                     "'%.120s' is listed before '%.120s', which it must come after; list the steps "
                     "in the order proposed",
                     self->name, roadmap->steps[other].name);
        status = fail(model, ENT_ERR_MODEL, self->place, at, message, diags);
    }
    return status;
}

static ent_status check_step(const ent_model *model, const ent_roadmap *roadmap, uint32_t step,
                             ent_diags *diags) {
    const ent_step *self = &roadmap->steps[step];
    ent_status status = ENT_OK;
    if (!(self->lasts_days > 0) || !isfinite(self->lasts_days))
        status = fail(model, ENT_ERR_MODEL, self->place, step_path(roadmap, step, ".lasts"),
                      "a step must last longer than 0 days", diags);
    for (size_t t = 0; t < self->sets.count; t++)
        if (self->sets.terms[t].issue >= model->issues_count ||
            self->sets.terms[t].options.count != 1)
            status = fail(model, ENT_ERR_MODEL, self->place, step_path(roadmap, step, ".sets"),
                          "a step sets declared issues to one option each", diags);
    return worse(status, check_after(model, roadmap, step, diags));
}

static ent_status check_time(const ent_model *model, ent_diags *diags) {
    for (size_t p = 0; p < model->principals.count; p++)
        if (ent_model_discount(model, model->principals.at[p]) < 1 &&
            !(model->time.round_every_days > 0))
            return base_fail(diags, ENT_ERR_MODEL, model_file_of(model, model->time.place),
                             model->time.place.line, model->time.place.column, "time.round_every",
                             "discounts are per round, and the steps of a roadmap last days; say "
                             "how long a round is, such as '14 days'");
    return ENT_OK;
}

ent_status roadmap_check(const ent_model *model, const ent_roadmap *roadmap, ent_diags *diags) {
    if (roadmap->steps_count == 0)
        return fail(model, ENT_ERR_MODEL, roadmap->place, roadmap_path(roadmap, ".steps"),
                    "a roadmap has no steps; list at least one", diags);
    ent_status status = check_time(model, diags);
    for (uint32_t s = 0; s < roadmap->steps_count; s++)
        status = worse(status, check_step(model, roadmap, s, diags));
    return status;
}
