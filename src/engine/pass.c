/* The best way on from every state, backwards; then the best package, forwards. */
#include "engine/pass.h"

#include <math.h>
#include <string.h>

bool engine_pass_start(engine_pass *pass, base_arena *arena, const engine_problem *problem,
                       const engine_elimination *plan) {
    size_t options = 1;
    size_t *first = BASE_NEW(arena, size_t, plan->issues + 1);
    *pass = (engine_pass){.problem = problem, .plan = plan, .first = first};
    if (!first)
        return false;
    for (size_t at = 0; at <= plan->issues; at++) {
        first[at] = pass->states;
        pass->states += engine_states_before(plan, at);
        if (at < plan->issues && problem->options_count[plan->layers[at].issue] > options)
            options = problem->options_count[plan->layers[at].issue];
    }
    pass->via = BASE_NEW(arena, uint32_t, pass->states);
    pass->package = BASE_NEW(arena, uint32_t, plan->issues);
    pass->option_cost = BASE_NEW(arena, double, options);
    pass->bonus_cost = BASE_NEW(arena, double, plan->bonuses_count);
    return pass->via && pass->package && pass->option_cost && pass->bonus_cost;
}

static void price_layer(engine_pass *pass, const engine_layer *layer, const double *weight) {
    const engine_problem *problem = pass->problem;
    for (size_t o = 0; o < problem->options_count[layer->issue]; o++) {
        double cost = 0;
        for (size_t d = 0; d < problem->parties; d++)
            cost += weight[d] * (double)problem->payoff[layer->issue][o * problem->parties + d];
        pass->option_cost[o] = cost;
    }
}

static void price_bonuses(engine_pass *pass, const double *weight) {
    const size_t width = pass->problem->parties;
    for (size_t b = 0; b < pass->plan->bonuses_count; b++) {
        pass->bonus_cost[b] = 0;
        for (size_t d = 0; d < width; d++)
            pass->bonus_cost[b] += weight[d] * (double)pass->plan->bonuses[b * width + d];
    }
}

/* The package along the best arcs. */
static void follow(engine_pass *pass) {
    uint32_t state = 0;
    memset(pass->payoff, 0, sizeof pass->payoff);
    for (size_t at = 0; at < pass->plan->issues; at++) {
        const engine_layer *layer = &pass->plan->layers[at];
        const engine_arc *arc = &layer->arcs[pass->via[pass->first[at] + state]];
        for (size_t d = 0; d < pass->problem->parties; d++)
            pass->payoff[d] += engine_arc_payoff(pass->problem, pass->plan, layer, arc, d);
        pass->package[layer->issue] = arc->option;
        state = arc->to;
    }
}

#define ARCS_BLOCK 65536 /* between two steps of the watch */

/* Take the arcs from `first` up to `end` into account. */
static void look_along(const engine_pass *pass, const engine_layer *layer, size_t first, size_t end,
                       const double *after, double *before, uint32_t *via) {
    for (size_t a = first; a < end; a++) {
        const engine_arc *arc = &layer->arcs[a];
        double cost = after[arc->to] + pass->option_cost[arc->option];
        if (arc->bonus != ENT_NONE)
            cost += pass->bonus_cost[arc->bonus];
        if (cost < before[arc->from]) {
            before[arc->from] = cost;
            via[arc->from] = (uint32_t)a;
        }
    }
}

double engine_pass_run(engine_pass *pass, const double *weight, double *tail) {
    const engine_elimination *plan = pass->plan;
    price_bonuses(pass, weight);
    for (size_t i = 0; i < pass->states; i++)
        tail[i] = i < pass->first[plan->issues] ? INFINITY : 0;
    for (size_t at = plan->issues; at-- > 0;) {
        const engine_layer *layer = &plan->layers[at];
        double *before = tail + pass->first[at];
        const double *after = tail + pass->first[at + 1];
        uint32_t *via = pass->via + pass->first[at];
        price_layer(pass, layer, weight);
        for (size_t a = 0; a < layer->arcs_count; a += ARCS_BLOCK) {
            const size_t rest = layer->arcs_count - a;
            const size_t many = rest < ARCS_BLOCK ? rest : ARCS_BLOCK;
            if (!base_watch_step(pass->problem->watch, many))
                break; /* the ways on are old or the first ones: of no use, but there */
            look_along(pass, layer, a, a + many, after, before, via);
        }
    }
    follow(pass);
    return tail[0];
}
