/* Does a negotiation know interim agreements: can a possible package leave the contest running?
 *
 * One issue at a time is given an option that leaves the contest running, all else as today, and a
 * rule that this breaks is mended by one more change in every way there is, until nothing is broken
 * (a search over repairs: every package that breaks no rule lies on one of its paths). The status
 * quo breaks none, so the first look is the last unless the status quo settles itself. */
#include "model/model.h"

/* Terms compared, and changes on top of each other. Beyond them, what nobody found is assumed. */
#define WORK_MAX  ((size_t)1 << 22)
#define DEPTH_MAX 2048

/* An issue that stands at an option; all others are at the status quo so far. */
typedef struct change {
    uint32_t issue;
    uint32_t option;
    const struct change *before;
    size_t depth;
} change;

typedef struct finder {
    const ent_model *model;
    size_t work;
} finder;

static const change *find_change(const change *last, uint32_t issue) {
    while (last && last->issue != issue)
        last = last->before;
    return last;
}

static bool holds(finder *self, const change *last, const ent_term *term) {
    const change *made = find_change(last, term->issue);
    self->work += 1 + (last ? last->depth : 0);
    return model_ids_have(&term->options, made ? made->option : 0);
}

/* The term of the pattern that does not hold; NULL if all of it does. */
static const ent_term *find_failing(finder *self, const change *last, const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        if (!holds(self, last, &pattern->terms[t]))
            return &pattern->terms[t];
    return NULL;
}

static bool can_be_mended(finder *self, const change *last);

/* With the issue at some option inside the term, or outside of it? */
static bool can_move(finder *self, const change *last, const ent_term *term, bool inside) {
    if (find_change(last, term->issue))
        return false;
    for (uint32_t o = 0; o < self->model->issues[term->issue].options_count; o++) {
        if (model_ids_have(&term->options, o) != inside)
            continue;
        const change next = {term->issue, o, last, last ? last->depth + 1 : 1};
        if (can_be_mended(self, &next))
            return true;
    }
    return false;
}

/* Can more changes on top of these make a package that breaks no rule? */
static bool can_be_mended(finder *self, const change *last) {
    if (self->work > WORK_MAX || last->depth > DEPTH_MAX)
        return true;
    for (size_t r = 0; r < self->model->rules_count; r++) {
        const ent_rule *rule = &self->model->rules[r];
        if (find_failing(self, last, &rule->when))
            continue;
        const ent_term *wanted = find_failing(self, last, &rule->then);
        if (!wanted && rule->then.count)
            continue;
        for (size_t t = 0; t < rule->when.count; t++)
            if (can_move(self, last, &rule->when.terms[t], false))
                return true;
        return wanted && can_move(self, last, wanted, true);
    }
    return true;
}

bool model_has_interim(const ent_model *model) {
    if (!model->has_settlement)
        return false;
    finder self = {.model = model};
    for (size_t t = 0; t < model->settlement.count; t++)
        if (can_move(&self, NULL, &model->settlement.terms[t], false))
            return true;
    return false;
}
