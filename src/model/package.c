/* What a single package is: possible, a settlement, acceptable, worth how much. Straight from the
 * definitions; the engine in deals/ never calls this for more than the packages it reports. */
#include "model/model.h"

#include "base/real.h"

bool model_ids_have(const ent_ids *ids, uint32_t id) {
    size_t low = 0;
    size_t high = ids->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ids->at[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ids->count && ids->at[low] == id;
}

bool model_ids_list(const ent_ids *ids, uint32_t id) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return true;
    return false;
}

const ent_term *model_pattern_term(const ent_pattern *pattern, uint32_t issue) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].issue == issue)
            return &pattern->terms[t];
    return NULL;
}

bool ent_pattern_matches(const ent_pattern *pattern, const uint32_t *package) {
    for (size_t t = 0; t < pattern->count; t++)
        if (!model_ids_have(&pattern->terms[t].options, package[pattern->terms[t].issue]))
            return false;
    return true;
}

bool model_rank_settles(const ent_issue *issue, uint32_t option, ent_rank rank) {
    return option == 0 || issue->options[option].mandate <= rank;
}

bool model_rank_settles_all(const ent_model *model, ent_rank rank) {
    for (size_t j = 0; j < model->issues_count; j++)
        for (uint32_t o = 1; o < model->issues[j].options_count; o++)
            if (!model_rank_settles(&model->issues[j], o, rank))
                return false;
    return true;
}

bool model_rule_is_broken(const ent_rule *rule, const uint32_t *package) {
    return ent_pattern_matches(&rule->when, package) &&
           (rule->then.count == 0 || !ent_pattern_matches(&rule->then, package));
}

uint32_t model_broken_rule(const ent_model *model, const uint32_t *package) {
    for (uint32_t r = 0; r < model->rules_count; r++)
        if (model_rule_is_broken(&model->rules[r], package))
            return r;
    return ENT_NONE;
}

bool ent_model_is_possible(const ent_model *model, const uint32_t *package) {
    return model_broken_rule(model, package) == ENT_NONE;
}

bool ent_model_is_settlement(const ent_model *model, const uint32_t *package) {
    return !model->has_settlement || ent_pattern_matches(&model->settlement, package);
}

double model_weight_sum(const ent_model *model, uint32_t party) {
    double sum = 0;
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *preference = &model->parties[party].preferences[j];
        if (preference->given)
            sum += preference->weight.likely.value;
    }
    return sum;
}

uint32_t model_principal_index(const ent_model *model, uint32_t party) {
    for (size_t p = 0; p < model->principals.count; p++)
        if (model->principals.at[p] == party)
            return (uint32_t)p;
    return ENT_NONE;
}

double ent_model_discount(const ent_model *model, uint32_t party) {
    for (size_t i = 0; model->has_time && i < model->time.discount.count; i++)
        if (model->time.discount.at[i].party == party)
            return model->time.discount.at[i].number.likely.value;
    return 1;
}

double model_lasting_share(const ent_model *model, uint32_t party, const ent_option *option) {
    if (option->lasts_days <= 0 || !model->has_time || model->time.round_every_days <= 0)
        return 1;
    const double rounds = option->lasts_days / model->time.round_every_days;
    return 1 - base_pow(ent_model_discount(model, party), rounds);
}

double ent_model_utility(const ent_model *model, uint32_t party, const uint32_t *package,
                         bool lasting) {
    const ent_party *self = &model->parties[party];
    const double sum = model_weight_sum(model, party);
    double utility = 0;
    for (size_t j = 0; j < model->issues_count && sum > 0; j++) {
        const ent_preference *preference = &self->preferences[j];
        if (!preference->given)
            continue;
        const double today = preference->values[0].likely.value;
        double value = preference->values[package[j]].likely.value;
        if (lasting) {
            const ent_option *option = &model->issues[j].options[package[j]];
            const double share = model_lasting_share(model, party, option);
            value = share < 1 ? today + share * (value - today) : value;
        }
        utility += preference->weight.likely.value / sum * value;
    }
    for (size_t l = 0; l < self->linkages_count; l++)
        if (ent_pattern_matches(&self->linkages[l].when, package))
            utility += self->linkages[l].bonus.likely.value;
    return utility;
}

bool model_is_earlier(const uint32_t *a, const uint32_t *b, size_t issues) {
    for (size_t j = 0; j < issues; j++)
        if (a[j] != b[j])
            return a[j] < b[j];
    return false;
}

static double utility_of_today(const ent_model *model, uint32_t party) {
    const ent_party *self = &model->parties[party];
    const double sum = model_weight_sum(model, party);
    double utility = 0;
    for (size_t j = 0; j < model->issues_count && sum > 0; j++)
        if (self->preferences[j].given)
            utility += self->preferences[j].weight.likely.value / sum *
                       self->preferences[j].values[0].likely.value;
    for (size_t l = 0; l < self->linkages_count; l++) {
        bool matches = true;
        for (size_t t = 0; t < self->linkages[l].when.count; t++)
            matches = matches && self->linkages[l].when.terms[t].options.at[0] == 0;
        if (matches)
            utility += self->linkages[l].bonus.likely.value;
    }
    return utility;
}

double ent_model_gain(const ent_model *model, uint32_t party, const uint32_t *package) {
    const double against = ent_model_is_settlement(model, package)
                               ? model->parties[party].walk_away.likely.value
                               : utility_of_today(model, party);
    return ent_model_utility(model, party, package, true) - against;
}

static bool is_needed(const ent_model *model, uint32_t party, const uint32_t *package) {
    for (size_t j = 0; j < model->issues_count; j++)
        if (model_ids_list(&model->issues[j].options[package[j]].needs, party))
            return true;
    return false;
}

bool model_red_line_stops(const ent_model *model, const uint32_t *package, uint32_t party,
                          uint32_t red_line) {
    const ent_party *self = &model->parties[party];
    return ent_pattern_matches(&self->red_lines[red_line], package) &&
           (self->role == ENT_PRINCIPAL || is_needed(model, party, package));
}

bool ent_model_crosses_red_line(const ent_model *model, const uint32_t *package, uint32_t *party,
                                uint32_t *red_line) {
    for (uint32_t p = 0; p < model->parties_count; p++)
        for (uint32_t r = 0; r < model->parties[p].red_lines_count; r++) {
            if (!model_red_line_stops(model, package, p, r))
                continue;
            if (party)
                *party = p;
            if (red_line)
                *red_line = r;
            return true;
        }
    return false;
}
