/* What names and numbers must be, and what they mean together: ranges, chances, rules, order.
 *
 * The reader runs these checks over whatever it could make out, so that one run reports all
 * mistakes. For that a number that could not be read is NaN, for which no comparison below is
 * true, and a pattern that could not be read is empty. */
#include "model/check.h"

#include "base/date.h"
#include "base/diag.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* claims */

static void check_claims(model_checker *c) {
    for (uint32_t i = 0; i < c->model->claims_count; i++) {
        const ent_claim *claim = &c->model->claims[i];
        const bool is_against_itself = model_ids_have(&claim->contradicts, i);
        const bool is_early = claim->said.year && claim->learned.year &&
                              base_date_compare(claim->learned, claim->said) < 0;
        if (!is_against_itself && !is_early)
            continue;
        model_check_path(c, "claims.%s", MODEL_PATH_NAME(claim->key));
        if (is_against_itself)
            model_check_fault(c, claim->place, "a claim cannot contradict itself");
        if (is_early)
            model_check_fault(c, claim->place, "learned %s is before said %s",
                              base_date_print(claim->learned, (char[BASE_DATE_TEXT]){0}),
                              base_date_print(claim->said, (char[BASE_DATE_TEXT]){0}));
    }
}

/* issues, settlement and rules */

static bool has_discount(const ent_model *model, uint32_t party) {
    for (size_t i = 0; i < model->time.discount.count; i++)
        if (model->time.discount.at[i].party == party)
            return true;
    return false;
}

/* An option that runs out is worth what it pays until then: that needs discounts and rounds. */
static void check_lasting(model_checker *c, const ent_option *option) {
    const ent_model *model = c->model;
    if (!model->has_time) {
        model_check_fault(c, option->place,
                          "an option that lasts needs 'time' with 'round_every' and 'discount'");
        return;
    }
    if (model->time.round_every_days == 0)
        model_check_fault(
            c, option->place,
            "an option that lasts needs 'time.round_every' (what it pays is counted in rounds)");
    for (size_t p = 0; p < model->principals.count; p++) {
        const uint32_t party = model->principals.at[p];
        if (!has_discount(model, party))
            model_check_fault(c, option->place, "an option that lasts needs 'time.discount.%s'",
                              model->parties[party].key);
    }
}

static int compare_option_names(const void *left, const void *right) {
    const ent_option *const *a = left;
    const ent_option *const *b = right;
    const int order = strcmp((*a)->name, (*b)->name);
    return order ? order : (*a > *b) - (*a < *b);
}

/* Reports and pages call options by their names for people. */
static void check_option_names(model_checker *c, const ent_issue *issue) {
    const ent_option **options = BASE_NEW(c->scratch, const ent_option *, issue->options_count);
    if (!options) {
        c->is_out_of_memory = true;
        return;
    }
    for (size_t o = 0; o < issue->options_count; o++)
        options[o] = &issue->options[o];
    if (issue->options_count > 1)
        qsort(options, issue->options_count, sizeof(const ent_option *), compare_option_names);
    for (size_t o = 1; o < issue->options_count; o++) {
        if (strcmp(options[o]->name, options[o - 1]->name) != 0)
            continue;
        model_check_path(c, "issues.%s.options.%s", MODEL_PATH_NAME(issue->key),
                         MODEL_PATH_NAME(options[o]->key));
        model_check_fault(c, options[o]->place, "has the same name as option '%s' (%.80s)",
                          options[o - 1]->key, options[o]->name);
    }
}

static void check_issues(model_checker *c) {
    for (size_t j = 0; j < c->model->issues_count; j++) {
        const ent_issue *issue = &c->model->issues[j];
        check_option_names(c, issue);
        for (size_t o = 0; o < issue->options_count; o++) {
            const ent_option *option = &issue->options[o];
            if (option->lasts_days == 0)
                continue;
            model_check_path(c, "issues.%s.options.%s", MODEL_PATH_NAME(issue->key),
                             MODEL_PATH_NAME(option->key));
            if (o == 0)
                model_check_fault(c, option->place,
                                  "the first option is the status quo and cannot run out");
            else
                check_lasting(c, option);
        }
    }
}

static bool holds_today(const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].options.at[0] != 0)
            return false;
    return true;
}

static void check_settlement(model_checker *c) {
    const ent_model *model = c->model;
    model_check_path(c, "settlement");
    if (model->has_settlement && model->settlement.count && holds_today(&model->settlement))
        model_check_warning(c, model->settlement.place,
                            "the status quo (the first option of every issue) already ends the "
                            "contest; the first option is the one that holds today");
}

static bool holds_always(const ent_model *model, const ent_pattern *pattern) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].options.count < model->issues[pattern->terms[t].issue].options_count)
            return false;
    return true;
}

static bool have_common(const ent_ids *a, const ent_ids *b) {
    for (size_t i = 0; i < a->count; i++)
        if (model_ids_have(b, a->at[i]))
            return true;
    return false;
}

/* The first issue of which both name options, but none in common; or ENT_NONE. */
static uint32_t find_clash(const ent_pattern *when, const ent_pattern *then) {
    size_t t = 0;
    for (size_t w = 0; w < when->count; w++) {
        while (t < then->count && then->terms[t].issue < when->terms[w].issue)
            t++;
        if (t < then->count && then->terms[t].issue == when->terms[w].issue &&
            !have_common(&when->terms[w].options, &then->terms[t].options))
            return when->terms[w].issue;
    }
    return ENT_NONE;
}

static void check_rule(model_checker *c, const ent_rule *rule) {
    const uint32_t clash = find_clash(&rule->when, &rule->then);
    if (rule->then.count == 0 && holds_always(c->model, &rule->when))
        model_check_fault(c, rule->place, "forbids every package");
    else if (clash != ENT_NONE)
        model_check_fault(
            c, rule->place,
            "'when' and 'then' want different options of '%s' (write 'never' for what cannot be)",
            c->model->issues[clash].key);
    else if (holds_today(&rule->when) && (rule->then.count == 0 || !holds_today(&rule->then)))
        model_check_fault(
            c, rule->place,
            "forbids the status quo (the first option of every issue together must be possible)");
}

static void check_rules(model_checker *c) {
    for (size_t i = 0; i < c->model->rules_count; i++) {
        model_check_path(c, "rules.%zu", i);
        check_rule(c, &c->model->rules[i]);
    }
}

/* parties */

static void check_principals(model_checker *c) {
    const ent_model *model = c->model;
    const ent_place place = model->parties_count ? model->parties[0].place : (ent_place){0, 0, 0};
    model_check_path(c, "parties");
    if (model->principals.count < 2)
        model_check_fault(c, place,
                          "%zu of the parties %s 'role: principal' (a negotiation needs two)",
                          model->principals.count, model->principals.count == 1 ? "has" : "have");
    if (model->principals.count > ENT_PRINCIPALS_MAX)
        model_check_fault(c, place, "%zu principals are more than the %d that fit",
                          model->principals.count, ENT_PRINCIPALS_MAX);
}

static void check_preference(model_checker *c, const ent_party *party, const ent_issue *issue,
                             const ent_preference *preference) {
    if (!model_number_fits(&preference->weight, &MODEL_WEIGHT_RANGE)) {
        model_check_path(c, "parties.%s.preferences.%s.weight", MODEL_PATH_NAME(party->key),
                         MODEL_PATH_NAME(issue->key));
        model_check_number(c, &preference->weight, &MODEL_WEIGHT_RANGE);
    }
    for (size_t o = 0; preference->values && o < issue->options_count; o++) {
        if (model_number_fits(&preference->values[o], &MODEL_UTILITY_RANGE))
            continue;
        model_check_path(c, "parties.%s.preferences.%s.values.%s", MODEL_PATH_NAME(party->key),
                         MODEL_PATH_NAME(issue->key), MODEL_PATH_NAME(issue->options[o].key));
        model_check_number(c, &preference->values[o], &MODEL_UTILITY_RANGE);
    }
}

static void check_preferences(model_checker *c, const ent_party *party) {
    bool has_any = false;
    bool has_weight = false;
    for (size_t j = 0; j < c->model->issues_count; j++) {
        const ent_preference *preference = &party->preferences[j];
        if (!preference->given)
            continue;
        has_any = true;
        has_weight |= preference->weight.likely.value != 0;
        check_preference(c, party, &c->model->issues[j], preference);
    }
    model_check_path(c, "parties.%s.preferences", MODEL_PATH_NAME(party->key));
    if (has_any && !has_weight)
        model_check_fault(c, party->place, "all weights are 0 (leave out what does not matter)");
}

static void check_party(model_checker *c, const ent_party *party) {
    model_check_path(c, "parties.%s", MODEL_PATH_NAME(party->key));
    if (party->role == ENT_PRINCIPAL && !party->has_walk_away)
        model_check_fault(c, party->place, "'walk_away' is missing (every principal needs one)");
    model_check_path(c, "parties.%s.walk_away", MODEL_PATH_NAME(party->key));
    if (party->has_walk_away)
        model_check_number(c, &party->walk_away, &MODEL_UTILITY_RANGE);
    model_check_path(c, "parties.%s.scale.factor", MODEL_PATH_NAME(party->key));
    if (party->scale.given && !(party->scale.factor.value > 0))
        model_check_fault(c, party->scale.place, "a scale's factor must be above 0");
    check_preferences(c, party);
    for (size_t l = 0; l < party->linkages_count; l++) {
        model_check_path(c, "parties.%s.linkages.%zu.bonus", MODEL_PATH_NAME(party->key), l);
        model_check_number(c, &party->linkages[l].bonus, &MODEL_CHANGE_RANGE);
    }
}

/* rounds */

static void check_rounds(model_checker *c) {
    const ent_round *rounds = c->model->rounds;
    for (size_t i = 0; i < c->model->rounds_count; i++) {
        model_check_path(c, "rounds.%zu.date", i);
        if (i > 0 && rounds[i].date.year &&
            base_date_compare(rounds[i].date, rounds[i - 1].date) < 0)
            model_check_fault(c, rounds[i].place,
                              "%s is before %s of the round above (oldest first)",
                              base_date_print(rounds[i].date, (char[BASE_DATE_TEXT]){0}),
                              base_date_print(rounds[i - 1].date, (char[BASE_DATE_TEXT]){0}));
        for (size_t o = 0; o < rounds[i].offers_count; o++) {
            const ent_offer *offer = &rounds[i].offers[o];
            model_check_path(c, "rounds.%zu.offers.%zu.responses", i, o);
            for (size_t a = 0; a < offer->responses_count; a++)
                if (offer->responses[a].party == offer->by)
                    model_check_fault(c, offer->place, "'%s' cannot answer its own offer",
                                      c->model->parties[offer->by].key);
        }
    }
}

/* roadmaps */

/* Take away steps all of whose forerunners are gone; what stays waits for itself. */
static uint32_t find_cycle(const ent_roadmap *roadmap, bool *is_done) {
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (size_t s = 0; s < roadmap->steps_count; s++) {
            const ent_ids *after = &roadmap->steps[s].after;
            size_t ready = 0;
            while (ready < after->count && is_done[after->at[ready]])
                ready++;
            if (is_done[s] || ready < after->count)
                continue;
            is_done[s] = true;
            goes_on = true;
        }
    }
    for (uint32_t s = 0; s < roadmap->steps_count; s++)
        if (!is_done[s])
            return s;
    return ENT_NONE;
}

static void check_order(model_checker *c, const ent_roadmap *roadmap) {
    bool *is_done = BASE_NEW(c->scratch, bool, roadmap->steps_count);
    if (!is_done) {
        c->is_out_of_memory = true;
        return;
    }
    const uint32_t step = find_cycle(roadmap, is_done);
    if (step != ENT_NONE) {
        model_check_path(c, "roadmaps.%s.steps.%u.after", MODEL_PATH_NAME(roadmap->key),
                         (unsigned)step);
        model_check_fault(c, roadmap->steps[step].place,
                          "this step waits for itself by way of 'after'");
    }
}

/* Roadmaps stand by name in the JSON of their section, beside these keys. */
static bool is_key_of_report(const char *name) {
    return strcmp(name, "said") == 0 || strcmp(name, "unanswered") == 0;
}

static void check_roadmap(model_checker *c, const ent_roadmap *roadmap) {
    model_check_path(c, "roadmaps.%s", MODEL_PATH_NAME(roadmap->key));
    if (is_key_of_report(roadmap->key))
        model_check_fault(c, roadmap->place,
                          "'%s' means something else in reports (call it otherwise)", roadmap->key);
    model_check_path(c, "roadmaps.%s.steps", MODEL_PATH_NAME(roadmap->key));
    if (roadmap->steps_count > ENT_STEPS_MAX)
        model_check_fault(c, roadmap->place, "%zu steps are more than the %d that fit",
                          roadmap->steps_count, ENT_STEPS_MAX);
    else
        check_order(c, roadmap);
    model_check_path(c, "roadmaps.%s.ends_in.chance", MODEL_PATH_NAME(roadmap->key));
    if (roadmap->has_end)
        model_check_number(c, &roadmap->end_chance, &MODEL_CHANCE_RANGE);
}

bool model_list_faults(const ent_model *model, ent_watch *watch, base_arena *scratch,
                       model_fault_function *report, void *context) {
    model_checker c = {
        .model = model, .scratch = scratch, .report = report, .context = context, .watch = watch};
    check_claims(&c);
    check_issues(&c);
    check_settlement(&c);
    check_rules(&c);
    check_principals(&c);
    for (size_t p = 0; p < model->parties_count; p++)
        check_party(&c, &model->parties[p]);
    check_rounds(&c);
    for (size_t i = 0; i < model->roadmaps_count; i++)
        check_roadmap(&c, &model->roadmaps[i]);
    if (model->has_time)
        model_check_time(&c);
    return !c.is_out_of_memory && !base_watch_ended(watch);
}

typedef struct collector {
    const ent_model *model;
    ent_diags *diags;
    size_t count;
} collector;

static void collect(void *context, ent_status code, ent_place place, const char *path,
                    const char *message) {
    collector *self = context;
    const bool has_file = place.line > 0 && place.file < self->model->files_count;
    const char *file = has_file ? self->model->files[place.file] : NULL;
    self->count += code != ENT_OK;
    base_fail(self->diags, code, file, place.line, place.column, path, "%s", message);
}

ent_status ent_model_check(const ent_model *model, ent_diags *diags) {
    base_arena scratch = {0};
    collector self = {.model = model, .diags = diags};
    const bool is_done = model_list_faults(model, NULL, &scratch, collect, &self);
    base_arena_clear(&scratch);
    if (!is_done)
        return base_fail_memory(diags);
    return self.count ? ENT_ERR_MODEL : ENT_OK;
}
