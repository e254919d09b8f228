/* From a model to one question: rules, red lines, needs and linkages become ties. */
#include "engine/problem.h"

#include "model/model.h"

#include <stdlib.h>
#include <string.h>

/* A party that is not a principal can stop only what needs it. */
static bool is_needed_at_all(const ent_model *model, uint32_t party) {
    for (size_t j = 0; j < model->issues_count; j++)
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            if (model_ids_list(&model->issues[j].options[o].needs, party))
                return true;
    return false;
}

static bool can_stop(const ent_model *model, uint32_t party) {
    return model->parties[party].role == ENT_PRINCIPAL || is_needed_at_all(model, party);
}

ent_status ent_red_lines(const ent_model *model, ent_red_line **lines, size_t *count) {
    size_t found = 0;
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (can_stop(model, p))
            found += model->parties[p].red_lines_count;
    ent_red_line *list = NULL;
    if (found && !(list = base_malloc(found * sizeof *list)))
        return ENT_ERR_NOMEM;
    size_t at = 0;
    for (uint32_t p = 0; p < model->parties_count && at < found; p++)
        for (uint32_t r = 0; can_stop(model, p) && r < model->parties[p].red_lines_count; r++)
            list[at++] = (ent_red_line){p, r};
    *lines = list;
    *count = found;
    return ENT_OK;
}

bool engine_tie_meets(const engine_tie *tie, uint32_t issue, uint32_t option) {
    for (size_t t = 0; t < tie->count; t++)
        if (tie->terms[t].issue == issue) {
            const ent_ids *options = &tie->terms[t].options;
            for (size_t i = 0; i < options->count; i++)
                if (options->at[i] == option)
                    return true;
            return false;
        }
    return true;
}

typedef struct builder {
    base_arena *arena;
    const ent_model *model;
    const engine_grid *grid;
    const engine_problem_options *options;
    engine_tie *ties;
    size_t count;
    size_t room;
    ent_term *open; /* the terms of the last tie, while it grows */
    bool out_of_memory;
} builder;

static engine_tie *add_tie(builder *self, engine_effect_kind effect, size_t terms) {
    if (self->count == self->room) {
        const size_t room = self->room ? 2 * self->room : 64;
        engine_tie *ties = BASE_NEW(self->arena, engine_tie, room);
        if (!ties) {
            self->out_of_memory = true;
            return NULL;
        }
        if (self->count)
            memcpy(ties, self->ties, self->count * sizeof *ties);
        self->ties = ties;
        self->room = room;
    }
    ent_term *own = BASE_NEW(self->arena, ent_term, terms);
    if (!own) {
        self->out_of_memory = true;
        return NULL;
    }
    engine_tie *tie = &self->ties[self->count++];
    *tie = (engine_tie){.effect = effect, .terms = own};
    self->open = own;
    return tie;
}

/* Ties grow one at a time: `tie` is the one that was added last. */
static void push_term(const builder *self, engine_tie *tie, ent_term term) {
    self->open[tie->count++] = term;
}

static void push_pattern(const builder *self, engine_tie *tie, const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        push_term(self, tie, pattern->terms[t]);
}

/* The options of an issue for which `wanted` says whether they are in `ids`. */
static ent_ids select_options(builder *self, uint32_t issue, const ent_ids *ids, bool wanted) {
    const size_t all = self->model->issues[issue].options_count;
    uint32_t *at = BASE_NEW(self->arena, uint32_t, all);
    ent_ids selected = {0, at};
    if (!at) {
        self->out_of_memory = true;
        return selected;
    }
    for (uint32_t o = 0; o < all; o++)
        if (model_ids_have(ids, o) == wanted)
            at[selected.count++] = o;
    return selected;
}

/* Replace or add the term on `issue` by its meet with `options`; false if nothing is left. */
static bool meet_term(builder *self, engine_tie *tie, uint32_t issue, ent_ids options) {
    for (size_t t = 0; t < tie->count; t++) {
        if (tie->terms[t].issue != issue)
            continue;
        uint32_t *at = BASE_NEW(self->arena, uint32_t, options.count);
        size_t count = 0;
        if (!at) {
            self->out_of_memory = true;
            return false;
        }
        for (size_t i = 0; i < options.count; i++)
            if (model_ids_have(&tie->terms[t].options, options.at[i]))
                at[count++] = options.at[i];
        self->open[t].options = (ent_ids){count, at};
        return count > 0;
    }
    if (options.count == 0)
        return false;
    push_term(self, tie, (ent_term){issue, options});
    return true;
}

/* when and not(a and b and ...) is: when and not a, or when and not b, ... */
static void add_rules(builder *self) {
    for (size_t r = 0; r < self->model->rules_count && !self->out_of_memory; r++) {
        const ent_rule *rule = &self->model->rules[r];
        if (rule->then.count == 0) {
            engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, rule->when.count);
            if (tie)
                push_pattern(self, tie, &rule->when);
        }
        for (size_t t = 0; t < rule->then.count && !self->out_of_memory; t++) {
            const ent_term *term = &rule->then.terms[t];
            engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, rule->when.count + 1);
            if (!tie)
                return;
            push_pattern(self, tie, &rule->when);
            const ent_ids others = select_options(self, term->issue, &term->options, false);
            if (!meet_term(self, tie, term->issue, others))
                self->count--;
        }
    }
}

static ent_ids options_needing(builder *self, uint32_t issue, uint32_t party) {
    const ent_issue *self_issue = &self->model->issues[issue];
    uint32_t *at = BASE_NEW(self->arena, uint32_t, self_issue->options_count);
    ent_ids found = {0, at};
    if (!at) {
        self->out_of_memory = true;
        return found;
    }
    for (uint32_t o = 0; o < self_issue->options_count; o++)
        for (size_t n = 0; n < self_issue->options[o].needs.count; n++)
            if (self_issue->options[o].needs.at[n] == party) {
                at[found.count++] = o;
                break;
            }
    return found;
}

static void finish_red_line(builder *self, engine_tie *tie, uint32_t line) {
    if (self->options->mark_red_lines) {
        tie->effect = ENGINE_EFFECT_MARK;
        tie->mark = line;
    }
}

static void add_red_line(builder *self, uint32_t line) {
    const ent_red_line id = self->options->lines[line];
    const ent_pattern *pattern = &self->model->parties[id.party].red_lines[id.index];
    if (self->model->parties[id.party].role == ENT_PRINCIPAL) {
        engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, pattern->count);
        if (!tie)
            return;
        push_pattern(self, tie, pattern);
        finish_red_line(self, tie, line);
        return;
    }
    for (uint32_t j = 0; j < self->model->issues_count && !self->out_of_memory; j++) {
        const ent_ids needing = options_needing(self, j, id.party);
        if (needing.count == 0)
            continue;
        engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, pattern->count + 1);
        if (!tie)
            return;
        push_pattern(self, tie, pattern);
        if (meet_term(self, tie, j, needing))
            finish_red_line(self, tie, line);
        else
            self->count--;
    }
}

static void add_linkages(builder *self) {
    const ent_ids parties = self->grid->parties;
    for (size_t p = 0; p < parties.count; p++) {
        const ent_party *party = &self->model->parties[parties.at[p]];
        for (size_t l = 0; l < party->linkages_count && !self->out_of_memory; l++) {
            engine_tie *tie = add_tie(self, ENGINE_EFFECT_BONUS, party->linkages[l].when.count);
            int64_t *bonus = BASE_NEW(self->arena, int64_t, parties.count);
            if (!tie || !bonus) {
                self->out_of_memory = true;
                return;
            }
            push_pattern(self, tie, &party->linkages[l].when);
            bonus[p] = self->grid->bonus[p][l];
            tie->bonus = bonus;
        }
    }
}

/* Where interim agreements exist, the status quo is no agreement. */
static void add_status_quo(builder *self) {
    if (self->options->status_quo || !model_has_interim(self->model))
        return;
    engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, self->model->issues_count);
    uint32_t *first = BASE_NEW(self->arena, uint32_t, 1);
    if (!tie || !first) {
        self->out_of_memory = true;
        return;
    }
    for (uint32_t j = 0; j < self->model->issues_count; j++)
        push_term(self, tie, (ent_term){j, {1, first}});
    tie->everywhere = true;
}

static bool **copy_allowed(builder *self) {
    const ent_model *model = self->model;
    const bool *const *within = self->options->within;
    bool **allowed = BASE_NEW(self->arena, bool *, model->issues_count);
    for (size_t j = 0; allowed && j < model->issues_count; j++) {
        const size_t options = model->issues[j].options_count;
        allowed[j] = BASE_NEW(self->arena, bool, options);
        if (!allowed[j])
            return NULL;
        for (size_t o = 0; o < options; o++)
            allowed[j][o] = !within || within[j][o];
    }
    return allowed;
}

/* Settlements meet every term; interim agreements fail at least one. */
static void restrict_kind(builder *self, bool **allowed) {
    const ent_model *model = self->model;
    if (!model->has_settlement || self->options->kind == ENGINE_KIND_ANY)
        return;
    const ent_pattern *settlement = &model->settlement;
    if (self->options->kind == ENGINE_KIND_INTERIM) {
        engine_tie *tie = add_tie(self, ENGINE_EFFECT_FORBID, settlement->count);
        if (tie)
            push_pattern(self, tie, settlement);
        return;
    }
    for (size_t t = 0; t < settlement->count; t++) {
        const ent_term *term = &settlement->terms[t];
        for (uint32_t o = 0; o < model->issues[term->issue].options_count; o++)
            if (!model_ids_have(&term->options, o))
                allowed[term->issue][o] = false;
    }
}

/* A forbidden single term is an option that may not be chosen. */
static void fold_single_terms(builder *self, bool **allowed) {
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        const engine_tie *tie = &self->ties[i];
        if (tie->effect != ENGINE_EFFECT_FORBID || tie->count != 1) {
            self->ties[kept++] = *tie;
            continue;
        }
        for (size_t o = 0; o < tie->terms[0].options.count; o++)
            allowed[tie->terms[0].issue][tie->terms[0].options.at[o]] = false;
    }
    self->count = kept;
}

static const int64_t *make_threshold(builder *self) {
    const size_t parties = self->grid->parties.count;
    int64_t *threshold = BASE_NEW(self->arena, int64_t, parties);
    if (!threshold) {
        self->out_of_memory = true;
        return NULL;
    }
    for (size_t p = 0; p < parties; p++)
        threshold[p] = (self->options->kind == ENGINE_KIND_INTERIM ? self->grid->today[p]
                                                                   : self->grid->walk_away[p]) -
                       self->grid->slack[p];
    return threshold;
}

const engine_problem *engine_problem_make(base_arena *arena, const ent_model *model,
                                          const engine_grid *grid,
                                          const engine_problem_options *options) {
    builder self = {.arena = arena, .model = model, .grid = grid, .options = options};
    engine_problem *problem = BASE_NEW(arena, engine_problem, 1);
    uint32_t *counts = BASE_NEW(arena, uint32_t, model->issues_count);
    bool **allowed = copy_allowed(&self);
    if (!problem || !counts || !allowed)
        return NULL;
    for (size_t j = 0; j < model->issues_count; j++)
        counts[j] = (uint32_t)model->issues[j].options_count;
    add_rules(&self);
    const bool lines = options->red_lines || options->mark_red_lines;
    for (uint32_t line = 0; lines && line < options->lines_count && !self.out_of_memory; line++) {
        if (!base_watch_step(options->watch, model->issues_count))
            return NULL;
        if (!options->lifted || !options->lifted[line])
            add_red_line(&self, line);
    }
    add_linkages(&self);
    add_status_quo(&self);
    restrict_kind(&self, allowed);
    fold_single_terms(&self, allowed);
    *problem = (engine_problem){.issues = model->issues_count,
                                .parties = grid->parties.count,
                                .options_count = counts,
                                .allowed = (const bool *const *)allowed,
                                .payoff = grid->payoff,
                                .ties_count = self.count,
                                .ties = self.ties,
                                .marks = options->mark_red_lines ? options->lines_count : 0,
                                .threshold = options->thresholds && options->kind != ENGINE_KIND_ANY
                                                 ? make_threshold(&self)
                                                 : NULL,
                                .noise = grid->noise,
                                .watch = options->watch};
    return self.out_of_memory ? NULL : problem;
}
