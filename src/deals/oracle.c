/*
 * Red lines join the elimination one after another: as what is forbidden if they are held, else as
 * one crossing on the extra payoff. Relaxed without the others the answer is a bound, and once its
 * package crosses nothing new it is the answer.
 */
#include "deals/oracle.h"

#include "model/model.h"

#include <string.h>

#define PLANNING 20 /* planning an arc takes as long as looking at so many rows */
#define ORDERING 8  /* so many steps of finding an order take as long as looking at a row */

/* ---- red lines as ties ---- */

/* Options of an issue that need the party, or do not. */
static bool select_needing(base_arena *arena, const ent_model *model, uint32_t issue,
                           uint32_t party, bool needing, ent_ids *options) {
    const ent_issue *self = &model->issues[issue];
    uint32_t *at = BASE_NEW(arena, uint32_t, self->options_count);
    *options = (ent_ids){0, at};
    for (uint32_t o = 0; at && o < self->options_count; o++)
        if (model_ids_list(&self->options[o].needs, party) == needing)
            at[options->count++] = o;
    return at != NULL;
}

/* Replace or add the term on `issue` by its meet with `options`. */
static bool meet(base_arena *arena, ent_term *terms, size_t *count, uint32_t issue,
                 const ent_ids *options) {
    for (size_t t = 0; t < *count; t++) {
        if (terms[t].issue != issue)
            continue;
        uint32_t *at = BASE_NEW(arena, uint32_t, options->count);
        size_t both = 0;
        for (size_t i = 0; at && i < options->count; i++)
            if (model_ids_have(&terms[t].options, options->at[i]))
                at[both++] = options->at[i];
        terms[t].options = (ent_ids){both, at};
        return at != NULL;
    }
    terms[(*count)++] = (ent_term){issue, *options};
    return true;
}

/* The pattern, and the party needed first on `issue`: on no issue before it. */
static bool make_needed_tie(base_arena *arena, const ent_model *model, ent_red_line line,
                            uint32_t issue, engine_tie *tie, bool *some) {
    const ent_pattern *pattern = &model->parties[line.party].red_lines[line.index];
    ent_term *terms = BASE_NEW(arena, ent_term, pattern->count + issue + 1);
    size_t count = pattern->count;
    if (!terms)
        return false;
    if (count)
        memcpy(terms, pattern->terms, count * sizeof *terms);
    *some = true;
    for (uint32_t j = 0; j <= issue; j++) {
        ent_ids options;
        if (!select_needing(arena, model, j, line.party, j == issue, &options))
            return false;
        *some = *some && options.count > 0;
        if (options.count < model->issues[j].options_count &&
            !meet(arena, terms, &count, j, &options))
            return false;
    }
    for (size_t t = 0; t < count; t++)
        *some = *some && terms[t].options.count > 0;
    *tie = (engine_tie){.count = count, .terms = terms};
    return true;
}

static bool make_line_ties(base_arena *arena, const ent_model *model, ent_red_line line,
                           deals_line_ties *of) {
    const bool signs = model->parties[line.party].role == ENT_PRINCIPAL;
    engine_tie *ties = BASE_NEW(arena, engine_tie, signs ? 1 : model->issues_count);
    *of = (deals_line_ties){0, ties};
    if (!ties)
        return false;
    if (signs) {
        const ent_pattern *pattern = &model->parties[line.party].red_lines[line.index];
        ties[of->count++] = (engine_tie){.count = pattern->count, .terms = pattern->terms};
        return true;
    }
    for (uint32_t j = 0; j < model->issues_count; j++) {
        bool some = false;
        if (!make_needed_tie(arena, model, line, j, &ties[of->count], &some))
            return false;
        of->count += some;
    }
    return true;
}

/* ---- the problem without red lines, with one more payoff ---- */

static const int64_t *widen(base_arena *arena, const int64_t *rows, size_t count, size_t parties) {
    int64_t *wide = BASE_NEW(arena, int64_t, count * (parties + 1));
    for (size_t i = 0; wide && i < count; i++)
        memcpy(wide + i * (parties + 1), rows + i * parties, parties * sizeof *wide);
    return wide;
}

static const engine_problem *make_base(base_arena *arena, const ent_model *model,
                                       const engine_grid *grid, ent_watch *watch) {
    const engine_problem_options options = {.kind = ENGINE_KIND_SETTLEMENT, .watch = watch};
    const engine_problem *narrow = engine_problem_make(arena, model, grid, &options);
    engine_problem *base = BASE_NEW(arena, engine_problem, 1);
    const int64_t **payoff = BASE_NEW(arena, const int64_t *, model->issues_count);
    if (!narrow || !base || !payoff)
        return NULL;
    engine_tie *ties = BASE_NEW(arena, engine_tie, narrow->ties_count);
    int64_t *noise = BASE_NEW(arena, int64_t, narrow->parties + 1);
    bool done = ties && noise;
    for (size_t j = 0; j < model->issues_count && done; j++) {
        payoff[j] = widen(arena, narrow->payoff[j], narrow->options_count[j], narrow->parties);
        done = payoff[j] != NULL;
    }
    for (size_t i = 0; i < narrow->ties_count && done; i++) {
        ties[i] = narrow->ties[i];
        if (ties[i].bonus)
            done = (ties[i].bonus = widen(arena, ties[i].bonus, 1, narrow->parties)) != NULL;
    }
    if (!done)
        return NULL;
    *base = *narrow;
    base->parties = narrow->parties + 1;
    base->payoff = payoff;
    base->ties = ties;
    base->noise = noise;
    return base;
}

ent_status deals_oracle_make(base_arena *arena, const ent_model *model, const ent_red_line *lines,
                             size_t lines_count, ent_watch *watch, deals_oracle *oracle) {
    *oracle = (deals_oracle){.model = model,
                             .lines = lines,
                             .lines_count = lines_count,
                             .words = lines_count ? (lines_count + 63) / 64 : 1};
    deals_line_ties *ties = BASE_NEW(arena, deals_line_ties, lines_count);
    int64_t *floor = BASE_NEW(arena, int64_t, model->principals.count);
    oracle->package = BASE_NEW(arena, uint32_t, model->issues_count);
    oracle->grid = engine_grid_make(arena, model, model->principals, false);
    if (!ties || !floor || !oracle->package || !oracle->grid)
        return ENT_ERR_NOMEM;
    for (size_t p = 0; p < model->principals.count; p++)
        floor[p] = oracle->grid->walk_away[p] - oracle->grid->slack[p];
    for (size_t line = 0; line < lines_count; line++)
        if (!base_watch_step(watch, model->issues_count) ||
            !make_line_ties(arena, model, lines[line], &ties[line]))
            return ENT_ERR_NOMEM;
    oracle->ties = ties;
    oracle->floor = floor;
    oracle->base = make_base(arena, model, oracle->grid, watch);
    return oracle->base ? ENT_OK : ENT_ERR_NOMEM;
}

/* ---- one question ---- */

/* The base and the red lines that joined. */
static bool make_problem(base_arena *arena, const deals_oracle *self,
                         const deals_question *question, engine_problem *problem) {
    size_t room = self->base->ties_count;
    for (size_t line = 0; line < self->lines_count; line++)
        if (deals_bit(question->joined, line))
            room += self->ties[line].count;
    engine_tie *ties = BASE_NEW(arena, engine_tie, room);
    int64_t *crossing = BASE_NEW(arena, int64_t, self->base->parties);
    if (!ties || !crossing)
        return false;
    crossing[self->base->parties - 1] = -1;
    size_t count = self->base->ties_count;
    if (count)
        memcpy(ties, self->base->ties, count * sizeof *ties);
    for (size_t line = 0; line < self->lines_count; line++) {
        const bool held = deals_bit(question->held, line);
        if (!deals_bit(question->joined, line) || (!held && !question->crossings))
            continue;
        for (size_t i = 0; i < self->ties[line].count; i++) {
            ties[count] = self->ties[line].ties[i];
            ties[count].effect = held ? ENGINE_EFFECT_FORBID : ENGINE_EFFECT_BONUS;
            ties[count++].bonus = held ? NULL : crossing;
        }
    }
    *problem = *self->base;
    problem->ties_count = count;
    problem->ties = ties;
    return true;
}

static bool matches(const engine_tie *tie, const uint32_t *package) {
    for (size_t t = 0; t < tie->count; t++)
        if (!model_ids_have(&tie->terms[t].options, package[tie->terms[t].issue]))
            return false;
    return true;
}

static bool is_crossed(const deals_oracle *self, size_t line) {
    for (size_t i = 0; i < self->ties[line].count; i++)
        if (matches(&self->ties[line].ties[i], self->package))
            return true;
    return false;
}

/* Let the red lines join that the package crosses and the elimination does not know; any? */
static bool join_crossed(const deals_oracle *self, const deals_question *question) {
    bool some = false;
    for (size_t line = 0; line < self->lines_count; line++) {
        if (deals_bit(question->joined, line) ||
            !(question->crossings || deals_bit(question->held, line)) || !is_crossed(self, line))
            continue;
        deals_bit_add(question->joined, line);
        some = true;
    }
    return some;
}

static ent_status ask_once(deals_oracle *self, const deals_question *question,
                           engine_sought *sought) {
    base_arena arena = {0};
    engine_problem problem;
    const engine_elimination *plan = NULL;
    ent_status status = make_problem(&arena, self, question, &problem) ? ENT_OK : ENT_ERR_NOMEM;
    if (!status)
        status = engine_elimination_plan(&arena, &problem, &plan);
    const engine_purpose purpose = {.grid = self->grid,
                                    .floor = self->floor,
                                    .floors = question->floors,
                                    .drops = question->drops,
                                    .crossings = question->crossings,
                                    .fairest = question->fairest,
                                    .at_least = question->at_least,
                                    .work_max = question->work_max};
    if (!status)
        sought->work += plan->effort / ORDERING;
    for (size_t at = 0; !status && at < plan->issues; at++)
        sought->work += PLANNING * plan->layers[at].arcs_count;
    if (!status)
        status = engine_seek(&problem, plan, &purpose, sought);
    base_arena_clear(&arena);
    return status;
}

ent_status deals_oracle_ask(deals_oracle *self, const deals_question *question,
                            deals_reply *answer) {
    engine_sought sought = {.package = self->package, .work = self->work};
    ent_status status = ENT_OK;
    do {
        status = ask_once(self, question, &sought);
        if (!status && sought.work > question->work_max)
            status = ENT_ERR_LIMIT;
        self->work = sought.work;
    } while (!status && sought.found && join_crossed(self, question));
    if (status)
        return status;
    answer->found = sought.found;
    answer->smallest_gain = sought.smallest_gain;
    answer->blamed = sought.blamed;
    memcpy(answer->payoff, sought.payoff, sizeof answer->payoff);
    if (answer->found && answer->crossed) {
        memset(answer->crossed, 0, self->words * sizeof *answer->crossed);
        for (size_t line = 0; line < self->lines_count; line++)
            if (is_crossed(self, line))
                deals_bit_add(answer->crossed, line);
    }
    return ENT_OK;
}
