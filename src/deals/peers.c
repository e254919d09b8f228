/* A model as a peer would see it: one set of packages, utilities as given, reservation values. */
#include "entente/compat.h"

#include "base/arena.h"
#include "base/diag.h"
#include "deals/permission.h"
#include "engine/elimination.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct owned {
    ent_peer_view result;
    base_arena arena;
} owned;

typedef struct scene {
    const ent_model *model;
    ent_watch *watch;
    const ent_deal_set *set;
    deals_permission permission;
    base_arena scratch;
    ent_compat_points points;
} scene;

/* The least utility that any possible package gives each side: the elimination knows it. */
static ent_status find_least(const ent_model *model, base_arena *scratch, ent_watch *watch,
                             double *least) {
    const engine_elimination *plan = NULL;
    const engine_problem_options options = {
        .kind = ENGINE_KIND_ANY, .status_quo = true, .watch = watch};
    const engine_grid *grid = engine_grid_make(scratch, model, model->principals, true);
    const engine_problem *problem =
        grid ? engine_problem_make(scratch, model, grid, &options) : NULL;
    if (!problem)
        return ENT_ERR_NOMEM;
    const ent_status status = engine_elimination_plan(scratch, problem, &plan);
    for (size_t p = 0; !status && p < model->principals.count; p++)
        least[p] = (double)plan->root_least[p] / grid->units[p];
    return status;
}

static const ent_scale *scale_of(const ent_model *model, size_t principal) {
    return &model->parties[model->principals.at[principal]].scale;
}

static double rescale(const ent_scale *scale, double utility) {
    return scale->given ? scale->offset.value + scale->factor.value * utility : utility;
}

static double reservation_of(const ent_model *model, size_t principal) {
    const ent_scale *scale = scale_of(model, principal);
    return scale->given && scale->has_reservation
               ? scale->reservation.value
               : rescale(scale,
                         model->parties[model->principals.at[principal]].walk_away.likely.value);
}

static ent_status fill_points(scene *self) {
    const size_t principals = self->model->principals.count;
    const size_t count = self->set->frontier_count;
    double *utility = BASE_NEW(&self->scratch, double, count *principals);
    double *ends = BASE_NEW(&self->scratch, double, 3 * principals);
    if (!utility || !ends)
        return ENT_ERR_NOMEM;
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < principals; p++)
            utility[i * principals + p] =
                rescale(scale_of(self->model, p), self->set->frontier[i].utility[p]);
    double *most = ends + principals;
    double *reservation = ends + 2 * principals;
    for (size_t p = 0; p < principals; p++) {
        reservation[p] = reservation_of(self->model, p);
        most[p] = -INFINITY;
        for (size_t i = 0; i < count; i++)
            most[p] = fmax(most[p], utility[i * principals + p]);
    }
    self->points = (ent_compat_points){.count = count,
                                       .parties = principals,
                                       .utility = utility,
                                       .reservation = reservation,
                                       .least = ends,
                                       .most = most};
    const ent_status status = find_least(self->model, &self->scratch, self->watch, ends);
    for (size_t p = 0; status == ENT_OK && p < principals; p++)
        ends[p] = rescale(scale_of(self->model, p), ends[p]);
    return status;
}

static bool take_pick(const scene *self, ent_compat which, base_arena *arena, ent_peer_pick *pick) {
    const size_t principals = self->model->principals.count;
    const size_t issues = self->model->issues_count;
    *pick = (ent_peer_pick){.which = which};
    const uint32_t at = ent_compat_pick(which, &self->points);
    if (at == ENT_NONE)
        return true;
    uint32_t *package = BASE_NEW(arena, uint32_t, issues);
    double *utility = BASE_NEW(arena, double, principals);
    double *there = BASE_NEW(arena, double, principals);
    if (!package || !utility || !there)
        return false;
    memcpy(there, self->points.utility + at * principals, principals * sizeof *there);
    memcpy(package, self->set->frontier[at].package, issues * sizeof *package);
    memcpy(utility, self->set->frontier[at].utility, principals * sizeof *utility);
    pick->found = true;
    pick->package = package;
    pick->utility = utility;
    pick->there = there;
    pick->acceptable = deals_permission_all_sign(&self->permission, package);
    return true;
}

static ent_status take_picks(const scene *self, owned *to) {
    ent_peer_pick *picks = BASE_NEW(&to->arena, ent_peer_pick, ENT_COMPATS);
    if (!picks)
        return ENT_ERR_NOMEM;
    for (unsigned which = 0; which < ENT_COMPATS; which++)
        if (base_watch_step(self->watch, self->points.count * self->points.parties) &&
            ent_compat_describe((ent_compat)which)->peer == to->result.peer &&
            !take_pick(self, (ent_compat)which, &to->arena, &picks[to->result.picks_count++]))
            return ENT_ERR_NOMEM;
    to->result.picks = picks;
    to->result.opposition = ent_compat_opposition(to->result.peer, &self->points);
    to->result.points = self->points.count;
    for (size_t p = 0; p < self->points.parties; p++)
        to->result.rescaled |= scale_of(self->model, p)->given;
    return ENT_OK;
}

static ent_status compare(const ent_model *model, ent_watch *watch, owned *to, ent_diags *diags) {
    ent_model plain = *model; /* every package ends the contest */
    plain.has_settlement = false;
    const ent_deals_options options = {
        .all = true, .as_given = true, .exact_only = true, .watch = watch};
    ent_deals *deals = NULL;
    ent_status status = ent_deals_solve(&plain, &options, &deals, diags);
    if (status)
        return status;
    scene self = {.model = model,
                  .watch = watch,
                  .set = &deals->settlement,
                  .permission = {.model = model, .has_interim = model_has_interim(model)}};
    ent_red_line *lines = NULL;
    status = ent_red_lines(model, &lines, &self.permission.lines_count);
    self.permission.lines = lines;
    if (!status)
        status = fill_points(&self);
    if (!status)
        status = take_picks(&self, to);
    base_arena_clear(&self.scratch);
    free(lines);
    ent_deals_free(deals);
    if (base_watch_ended(watch))
        return base_watch_end(watch, status, diags);
    if (status == ENT_ERR_NOMEM)
        return base_fail_memory(diags);
    return status ? base_fail(diags, status, NULL, 0, 0, NULL,
                              "rules and linkages tie too many issues together to find the least "
                              "that each side could get")
                  : ENT_OK;
}

ent_status ent_peer_compare(const ent_model *model, ent_peer peer, const ent_peer_options *options,
                            ent_peer_view **view, ent_diags *diags) {
    if ((unsigned)peer >= ENT_PEERS)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL, "there is no peer %d", (int)peer);
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.peer = peer, .owner = to}};
    const ent_status status = compare(model, options ? options->watch : NULL, to, diags);
    if (status) {
        ent_peer_view_free(&to->result);
        return status;
    }
    *view = &to->result;
    return ENT_OK;
}

void ent_peer_view_free(ent_peer_view *view) {
    if (!view)
        return;
    owned *to = view->owner;
    base_arena_clear(&to->arena);
    free(to);
}
