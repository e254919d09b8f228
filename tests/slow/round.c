/* One meeting: what the ranks of its heads allow, option by option. */
#include "slow/slow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct round_judge {
    const ent_model *model;
    const ent_round *round;
    const ent_round_view *view;
    char *why;
    size_t why_size;
} round_judge;

#define differs(at, ...) slow_differs((at)->why, (at)->why_size, "", __VA_ARGS__)

/* Does the principal send a head of at least that rank? */
static bool sends(const round_judge *at, uint32_t party, ent_rank rank) {
    for (size_t d = 0; d < at->round->delegations_count; d++)
        if (at->round->delegations[d].party == party && at->round->delegations[d].rank >= rank)
            return true;
    return false;
}

static bool all_send(const round_judge *at, ent_rank rank) {
    for (size_t p = 0; p < at->model->principals.count; p++)
        if (!sends(at, at->model->principals.at[p], rank))
            return false;
    return true;
}

static bool may_choose(const round_judge *at, size_t issue, size_t option) {
    return option == 0 || all_send(at, at->model->issues[issue].options[option].mandate);
}

static bool mandate_is_same(const round_judge *at) {
    if (at->view->all_sent != all_send(at, ENT_OFFICIAL))
        return differs(at, "all sent: %d", at->view->all_sent);
    for (ent_rank rank = ENT_OFFICIAL; at->view->all_sent && rank <= ENT_LEADER; rank++)
        if ((at->view->rank >= rank) != all_send(at, rank))
            return differs(at, "lowest head is %s", ent_rank_name(at->view->rank));
    size_t cell = 0;
    for (size_t j = 0; j < at->model->issues_count; j++) {
        bool settles = false;
        ent_rank lowest = ENT_LEADER;
        for (size_t o = 0; o < at->model->issues[j].options_count; o++, cell++) {
            const ent_rank mandate = at->model->issues[j].options[o].mandate;
            settles = settles || (o && may_choose(at, j, o));
            lowest = o && mandate < lowest ? mandate : lowest;
            if (at->view->within[cell] != may_choose(at, j, o))
                return differs(at, "option %zu of issue %zu within: %d", o, j,
                               at->view->within[cell]);
        }
        if (at->view->can_settle[j] != settles)
            return differs(at, "issue %zu can be settled: %d", j, at->view->can_settle[j]);
        if (!settles && at->model->issues[j].options_count > 1 && at->view->waits[j] != lowest)
            return differs(at, "issue %zu waits for %s, not %s", j,
                           ent_rank_name(at->view->waits[j]), ent_rank_name(lowest));
    }
    return true;
}

/* Gain of one option, all else as today. */
static long double alone(const round_judge *at, uint32_t party, uint32_t *today, size_t issue,
                         uint32_t option) {
    const long double before = slow_utility(at->model, party, today, false);
    today[issue] = option;
    const long double after = slow_utility(at->model, party, today, false);
    const bool possible = slow_possible(at->model, today);
    today[issue] = 0;
    if (!possible)
        return NAN;
    return slow_has_interim(at->model)
               ? after - before
               : after - (long double)at->model->parties[party].walk_away.likely.value;
}

static bool alone_is_same(const round_judge *at, uint32_t *today) {
    const size_t P = at->model->principals.count;
    size_t cell = 0;
    for (size_t j = 0; j < at->model->issues_count; j++)
        for (uint32_t o = 0; o < at->model->issues[j].options_count; o++, cell++)
            for (size_t p = 0; p < P; p++) {
                const long double gain = alone(at, at->model->principals.at[p], today, j, o);
                const double told = at->view->alone[cell * P + p];
                if (isnan(gain) ? !isnan(told) : !(fabsl((long double)told - gain) <= 1e-12L))
                    return differs(at, "option %u of issue %zu alone: %.17g, not %.17Lg",
                                   (unsigned)o, j, told, gain);
            }
    return true;
}

/* [issues] rows of what may be chosen. */
static bool **rows_within(const round_judge *at) {
    bool **rows = calloc(at->model->issues_count, sizeof *rows);
    for (size_t j = 0; rows && j < at->model->issues_count; j++) {
        const size_t options = at->model->issues[j].options_count;
        rows[j] = calloc(options, sizeof **rows);
        for (size_t o = 0; rows[j] && o < options; o++)
            rows[j][o] = may_choose(at, j, o);
    }
    return rows;
}

bool slow_agrees_round(const ent_model *model, uint32_t round, const ent_round_view *view,
                       char *why, size_t why_size) {
    const round_judge at = {model, &model->rounds[round], view, why, why_size};
    if (view->round != round)
        return differs(&at, "round %u", (unsigned)view->round);
    bool **rows = rows_within(&at);
    uint32_t *today = calloc(model->issues_count, sizeof *today);
    if (!rows || !today)
        abort();
    slow_table table;
    slow_table_make(&table, model, false);
    const ent_deals_options options = {.within = (const bool *const *)rows};
    const bool good = mandate_is_same(&at) && alone_is_same(&at, today) &&
                      slow_agrees_deals(&table, &options, view->deals, why, why_size);
    slow_table_free(&table);
    for (size_t j = 0; j < model->issues_count; j++)
        free(rows[j]);
    free(rows);
    free(today);
    return good;
}
