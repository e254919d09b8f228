/* Which ranks bind which round of the bargaining.
 *
 * Ranks are in one order, so what a meeting can settle is what its lowest known rank can, and of
 * several meetings in a round the one that can settle most counts. */
#include "game/game.h"

#include "base/date.h"

#include <math.h>

/* The round in whose span a meeting falls; below 0: before the first. */
static double round_of(const ent_time *time, ent_date date) {
    return floor((double)base_date_days_between(time->starts, date) / time->round_every_days);
}

static ent_clock_mandate lowest(ent_clock_mandate so_far, ent_rank rank, ent_mandate_source from) {
    if (!so_far.from || rank < so_far.rank)
        so_far.rank = rank;
    so_far.from = from;
    return so_far;
}

static ent_clock_mandate of_meeting(const ent_model *model, const ent_round *meeting) {
    ent_clock_mandate found = {ENT_MANDATE_UNKNOWN, ENT_LEADER};
    for (size_t d = 0; d < meeting->delegations_count; d++)
        if (model->parties[meeting->delegations[d].party].role == ENT_PRINCIPAL)
            found = lowest(found, meeting->delegations[d].rank, ENT_MANDATE_MEETING);
    return found;
}

static ent_clock_mandate of_later_rounds(const ent_model *model) {
    ent_clock_mandate found = {ENT_MANDATE_UNKNOWN, ENT_LEADER};
    for (size_t i = 0; i < model->time.ranks_count; i++)
        if (model->parties[model->time.ranks[i].party].role == ENT_PRINCIPAL)
            found = lowest(found, model->time.ranks[i].rank, ENT_MANDATE_RANKS);
    return found;
}

ent_clock_mandate *game_mandates(const ent_model *model, size_t rounds, base_arena *arena) {
    const ent_time *time = &model->time;
    const bool is_dated = time->starts.year != 0 && time->round_every_days > 0;
    ent_clock_mandate *of = BASE_NEW(arena, ent_clock_mandate, rounds);
    bool *met = BASE_NEW(arena, bool, rounds);
    double last = -1;
    if (!of || !met)
        return NULL;
    for (size_t i = 0; is_dated && i < model->rounds_count; i++) {
        const double at = round_of(time, model->rounds[i].date);
        if (at < 0)
            continue;
        last = fmax(last, at);
        if (at >= (double)rounds)
            continue;
        const ent_clock_mandate found = of_meeting(model, &model->rounds[i]);
        ent_clock_mandate *here = &of[(size_t)at];
        if (!met[(size_t)at] || found.rank > here->rank)
            *here = found;
        met[(size_t)at] = true;
    }
    const ent_clock_mandate later = of_later_rounds(model);
    for (size_t t = 0; t < rounds; t++)
        if (!met[t])
            of[t] = (double)t > last ? later : (ent_clock_mandate){ENT_MANDATE_UNKNOWN, ENT_LEADER};
    return of;
}
