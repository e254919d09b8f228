/* One dated meeting: the deals engine, restricted to what the delegations may settle. */
#include "entente/round.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/watch.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>

typedef struct owned {
    ent_round_view result;
    ent_deals *deals;
    base_arena arena;
} owned;

void ent_round_free(ent_round_view *view) {
    if (!view)
        return;
    owned *to = view->owner;
    ent_deals_free(to->deals);
    base_arena_clear(&to->arena);
    free(to);
}

uint32_t ent_round_next(const ent_model *model) {
    for (uint32_t r = 0; r < model->rounds_count; r++)
        if (base_date_compare(model->rounds[r].date, model->as_of) >= 0)
            return r;
    return ENT_NONE;
}

/* The lowest head among the principals' delegations; false if one of them sends none. */
static bool find_rank(const ent_model *model, const ent_round *round, ent_rank *rank) {
    *rank = ENT_LEADER;
    for (size_t p = 0; p < model->principals.count; p++) {
        const ent_delegation *sent = NULL;
        for (size_t d = 0; d < round->delegations_count; d++)
            if (round->delegations[d].party == model->principals.at[p])
                sent = &round->delegations[d];
        if (!sent)
            return false;
        *rank = sent->rank < *rank ? sent->rank : *rank;
    }
    return true;
}

typedef struct mandate {
    bool *within; /* issue by issue */
    const bool **by_issue;
    bool *can_settle;
    ent_rank *waits;
} mandate;

static void apply_mandate(const ent_model *model, const ent_round_view *view, mandate *of) {
    bool *within = of->within;
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_issue *issue = &model->issues[j];
        ent_rank lowest = ENT_LEADER;
        of->by_issue[j] = within;
        for (uint32_t o = 0; o < issue->options_count; o++) {
            const ent_rank needed = issue->options[o].mandate;
            within[o] = o == 0 || (view->all_sent && model_rank_settles(issue, o, view->rank));
            of->can_settle[j] = of->can_settle[j] || (o > 0 && within[o]);
            lowest = o > 0 && needed < lowest ? needed : lowest;
        }
        of->waits[j] = lowest;
        within += issue->options_count;
    }
}

/* What one option is worth by itself, all else as today. */
static bool value_alone(const ent_model *model, base_arena *arena, ent_watch *watch,
                        double *alone) {
    const size_t principals = model->principals.count;
    const bool interim = model_has_interim(model);
    uint32_t *package = BASE_NEW(arena, uint32_t, model->issues_count);
    double *today = BASE_NEW(arena, double, principals);
    if (!package || !today)
        return false;
    for (size_t p = 0; p < principals; p++) {
        const uint32_t party = model->principals.at[p];
        today[p] = interim ? ent_model_utility(model, party, package, true)
                           : model->parties[party].walk_away.likely.value;
    }
    for (size_t j = 0; j < model->issues_count; j++) {
        for (uint32_t o = 0; o < model->issues[j].options_count; o++, alone += principals) {
            package[j] = o;
            if (!base_watch_step(watch, principals * model->issues_count + model->rules_count))
                return false;
            const bool possible = ent_model_is_possible(model, package);
            for (size_t p = 0; p < principals; p++)
                alone[p] = possible
                               ? ent_model_utility(model, model->principals.at[p], package, true) -
                                     today[p]
                               : NAN;
        }
        package[j] = 0;
    }
    return true;
}

static bool binds_nothing(const bool *within, size_t options) {
    for (size_t o = 0; o < options; o++)
        if (!within[o])
            return false;
    return true;
}

static ent_status assess(const ent_model *model, uint32_t round, const ent_round_options *options,
                         owned *to, ent_diags *diags) {
    ent_watch *watch = options->watch;
    ent_round_view *view = &to->result;
    size_t options_count = 0;
    for (size_t j = 0; j < model->issues_count; j++)
        options_count += model->issues[j].options_count;
    mandate of = {.within = BASE_NEW(&to->arena, bool, options_count),
                  .by_issue = BASE_NEW(&to->arena, const bool *, model->issues_count),
                  .can_settle = BASE_NEW(&to->arena, bool, model->issues_count),
                  .waits = BASE_NEW(&to->arena, ent_rank, model->issues_count)};
    double *alone = BASE_NEW(&to->arena, double, options_count * model->principals.count);
    if (!of.within || !of.by_issue || !of.can_settle || !of.waits || !alone ||
        !value_alone(model, &to->arena, watch, alone))
        return base_watch_fail(watch, diags);
    view->round = round;
    view->all_sent = find_rank(model, &model->rounds[round], &view->rank);
    apply_mandate(model, view, &of);
    view->within = of.within;
    view->can_settle = of.can_settle;
    view->waits = of.waits;
    view->alone = alone;
    if (options->deals && binds_nothing(of.within, options_count)) {
        view->deals = options->deals;
        return ENT_OK;
    }
    const ent_deals_options restricted = {.within = of.by_issue, .watch = watch};
    const ent_status status = ent_deals_solve(model, &restricted, &to->deals, diags);
    view->deals = to->deals;
    return status;
}

ent_status ent_round_assess(const ent_model *model, uint32_t round,
                            const ent_round_options *options, ent_round_view **view,
                            ent_diags *diags) {
    static const ent_round_options usual = ENT_ROUND_OPTIONS_INIT;
    options = options ? options : &usual;
    if (round >= model->rounds_count)
        return base_fail(diags, ENT_ERR_ARG, NULL, 0, 0, NULL,
                         "there is no round %u; the model has %zu", (unsigned)round,
                         model->rounds_count);
    owned *to = base_malloc(sizeof *to);
    if (!to)
        return base_fail_memory(diags);
    *to = (owned){.result = {.owner = to}};
    const ent_status status =
        base_watch_end(options->watch, assess(model, round, options, to, diags), diags);
    if (status) {
        ent_round_free(&to->result);
        return status;
    }
    *view = &to->result;
    return ENT_OK;
}
