/* Whether two models say the same: every section, field by field. */
#include "same_model.h"

#include <string.h>

#define SAME(claim)                                                                                \
    do {                                                                                           \
        if (!(claim))                                                                              \
            return #claim;                                                                         \
    } while (0)

#define SAME_PART(call)                                                                            \
    do {                                                                                           \
        const char *difference = (call);                                                           \
        if (difference)                                                                            \
            return difference;                                                                     \
    } while (0)

static bool same_text(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

static bool same_ids(ent_ids a, ent_ids b) {
    return a.count == b.count && (a.count == 0 || !memcmp(a.at, b.at, a.count * sizeof *a.at));
}

static bool same_date(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool same_decimal(ent_decimal a, ent_decimal b) {
    return a.value == b.value && a.exact == b.exact &&
           (!a.exact || (a.digits == b.digits && a.decimals == b.decimals));
}

static bool same_number(const ent_number *a, const ent_number *b) {
    return a->spread == b->spread && same_decimal(a->low, b->low) &&
           same_decimal(a->likely, b->likely) && same_decimal(a->high, b->high) &&
           same_ids(a->because, b->because);
}

static bool same_party_numbers(const ent_party_numbers *a, const ent_party_numbers *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->at[i].party == b->at[i].party && same_number(&a->at[i].number, &b->at[i].number);
    return same;
}

static bool same_pattern(const ent_pattern *a, const ent_pattern *b) {
    bool same = a->count == b->count && same_ids(a->because, b->because);
    for (size_t t = 0; same && t < a->count; t++)
        same = a->terms[t].issue == b->terms[t].issue &&
               same_ids(a->terms[t].options, b->terms[t].options);
    return same;
}

static const char *compare_evidence(const ent_model *a, const ent_model *b) {
    SAME(a->sources_count == b->sources_count);
    SAME(a->claims_count == b->claims_count);
    for (size_t s = 0; s < a->sources_count; s++) {
        const ent_source *x = &a->sources[s];
        const ent_source *y = &b->sources[s];
        SAME(same_text(x->key, y->key) && same_text(x->title, y->title));
        SAME(same_date(x->date, y->date));
        SAME(same_text(x->kind, y->kind) && same_text(x->file, y->file));
    }
    for (size_t c = 0; c < a->claims_count; c++) {
        const ent_claim *x = &a->claims[c];
        const ent_claim *y = &b->claims[c];
        SAME(same_text(x->key, y->key) && same_text(x->by, y->by) && same_text(x->says, y->says));
        SAME(x->by_party == y->by_party && x->by_source == y->by_source);
        SAME(x->source == y->source && same_text(x->at, y->at));
        SAME(x->reliability == y->reliability && x->credibility == y->credibility);
        SAME(same_ids(x->contradicts, y->contradicts));
        SAME(same_date(x->said, y->said) && same_date(x->learned, y->learned));
    }
    return NULL;
}

static const char *compare_option(const ent_option *a, const ent_option *b) {
    SAME(same_text(a->key, b->key) && same_text(a->name, b->name));
    SAME(same_ids(a->needs, b->needs) && same_ids(a->affects, b->affects));
    SAME(a->lasts_days == b->lasts_days && a->mandate == b->mandate);
    SAME(same_ids(a->because, b->because));
    return NULL;
}

const char *issues_difference(const ent_model *a, const ent_model *b) {
    SAME(a->issues_count == b->issues_count);
    for (size_t j = 0; j < a->issues_count; j++) {
        const ent_issue *x = &a->issues[j];
        const ent_issue *y = &b->issues[j];
        SAME(same_text(x->key, y->key) && same_text(x->name, y->name));
        SAME(x->mandate == y->mandate && x->controlled_by == y->controlled_by);
        SAME(x->irreversible == y->irreversible && same_ids(x->because, y->because));
        SAME(x->options_count == y->options_count);
        for (size_t o = 0; o < x->options_count; o++)
            SAME_PART(compare_option(&x->options[o], &y->options[o]));
    }
    SAME(a->has_settlement == b->has_settlement && same_pattern(&a->settlement, &b->settlement));
    SAME(a->rules_count == b->rules_count);
    for (size_t r = 0; r < a->rules_count; r++)
        SAME(same_pattern(&a->rules[r].when, &b->rules[r].when) &&
             same_pattern(&a->rules[r].then, &b->rules[r].then));
    SAME(a->packages_count == b->packages_count);
    for (size_t p = 0; p < a->packages_count; p++)
        SAME(same_text(a->packages[p].key, b->packages[p].key) &&
             same_pattern(&a->packages[p].sets, &b->packages[p].sets));
    return NULL;
}

static const char *compare_preferences(const ent_model *model, const ent_party *a,
                                       const ent_party *b) {
    for (size_t j = 0; j < model->issues_count; j++) {
        const ent_preference *x = a->preferences ? &a->preferences[j] : NULL;
        const ent_preference *y = b->preferences ? &b->preferences[j] : NULL;
        const bool given = x && x->given;
        SAME(given == (y && y->given));
        if (!given)
            continue;
        SAME(same_number(&x->weight, &y->weight) && same_ids(x->because, y->because));
        for (size_t o = 0; o < model->issues[j].options_count; o++)
            SAME(same_number(&x->values[o], &y->values[o]));
    }
    return NULL;
}

static bool same_scale(const ent_scale *a, const ent_scale *b) {
    return a->given == b->given && a->offset.value == b->offset.value &&
           a->factor.value == b->factor.value && a->has_reservation == b->has_reservation &&
           a->reservation.value == b->reservation.value && same_ids(a->because, b->because);
}

const char *parties_difference(const ent_model *a, const ent_model *b) {
    SAME(a->parties_count == b->parties_count && same_ids(a->principals, b->principals));
    for (size_t p = 0; p < a->parties_count; p++) {
        const ent_party *x = &a->parties[p];
        const ent_party *y = &b->parties[p];
        SAME(same_text(x->key, y->key) && same_text(x->name, y->name) && x->role == y->role);
        SAME(x->has_walk_away == y->has_walk_away && same_ids(x->because, y->because));
        SAME(!x->has_walk_away || same_number(&x->walk_away, &y->walk_away));
        SAME(same_scale(&x->scale, &y->scale));
        SAME_PART(compare_preferences(a, x, y));
        SAME(x->linkages_count == y->linkages_count);
        for (size_t l = 0; l < x->linkages_count; l++)
            SAME(same_pattern(&x->linkages[l].when, &y->linkages[l].when) &&
                 same_number(&x->linkages[l].bonus, &y->linkages[l].bonus));
        SAME(x->red_lines_count == y->red_lines_count);
        for (size_t r = 0; r < x->red_lines_count; r++)
            SAME(same_pattern(&x->red_lines[r], &y->red_lines[r]));
    }
    return NULL;
}

static const char *compare_round(const ent_round *a, const ent_round *b) {
    SAME(same_date(a->date, b->date) && same_text(a->venue, b->venue) && a->host == b->host);
    SAME(same_ids(a->because, b->because) && same_pattern(&a->agreed, &b->agreed));
    SAME(a->delegations_count == b->delegations_count && a->absences_count == b->absences_count);
    SAME(a->preconditions_count == b->preconditions_count && a->offers_count == b->offers_count);
    for (size_t i = 0; i < a->delegations_count; i++) {
        const ent_delegation *x = &a->delegations[i];
        const ent_delegation *y = &b->delegations[i];
        SAME(x->party == y->party && same_text(x->head, y->head) && x->rank == y->rank);
        SAME(same_ids(x->because, y->because));
    }
    for (size_t i = 0; i < a->absences_count; i++) {
        const ent_absence *x = &a->absences[i];
        const ent_absence *y = &b->absences[i];
        SAME(same_text(x->who, y->who) && x->party == y->party && same_text(x->why, y->why));
        SAME(x->has_rank == y->has_rank && (!x->has_rank || x->rank == y->rank));
        SAME(same_ids(x->because, y->because));
    }
    for (size_t i = 0; i < a->preconditions_count; i++) {
        const ent_precondition *x = &a->preconditions[i];
        const ent_precondition *y = &b->preconditions[i];
        SAME(x->by == y->by && same_text(x->wants, y->wants));
        SAME(x->met == y->met && x->attended == y->attended && same_ids(x->because, y->because));
    }
    for (size_t i = 0; i < a->offers_count; i++) {
        const ent_offer *x = &a->offers[i];
        const ent_offer *y = &b->offers[i];
        SAME(x->by == y->by && same_pattern(&x->package, &y->package));
        SAME(same_ids(x->because, y->because) && x->responses_count == y->responses_count);
        for (size_t r = 0; r < x->responses_count; r++)
            SAME(x->responses[r].party == y->responses[r].party &&
                 x->responses[r].answer == y->responses[r].answer);
    }
    return NULL;
}

static const char *compare_roadmap(const ent_roadmap *a, const ent_roadmap *b) {
    SAME(same_text(a->key, b->key) && a->by == b->by && same_ids(a->because, b->because));
    SAME(a->steps_count == b->steps_count && a->has_end == b->has_end);
    for (size_t i = 0; i < a->steps_count; i++) {
        const ent_step *x = &a->steps[i];
        const ent_step *y = &b->steps[i];
        SAME(same_text(x->name, y->name) && same_pattern(&x->sets, &y->sets));
        SAME(x->lasts_days == y->lasts_days && x->reversible == y->reversible);
        SAME(same_ids(x->after, y->after) && same_ids(x->because, y->because));
    }
    if (!a->has_end)
        return NULL;
    SAME(a->end_package == b->end_package && same_number(&a->end_chance, &b->end_chance));
    SAME(a->end_package != ENT_NONE || a->end_solution == b->end_solution);
    return NULL;
}

static const char *compare_factor(const ent_factor *a, const ent_factor *b) {
    SAME(same_text(a->key, b->key) && a->levels_count == b->levels_count);
    SAME(a->moves_count == b->moves_count && same_ids(a->because, b->because));
    for (size_t l = 0; l < a->levels_count; l++)
        SAME(same_text(a->levels[l], b->levels[l]));
    for (size_t m = 0; m < a->moves_count; m++) {
        const ent_move *x = &a->moves[m];
        const ent_move *y = &b->moves[m];
        SAME(x->from == y->from && x->to == y->to && same_number(&x->chance, &y->chance));
        SAME(x->has_rising == y->has_rising);
        SAME(!x->has_rising || same_number(&x->rising, &y->rising));
        SAME(same_party_numbers(&x->blame, &y->blame));
    }
    return NULL;
}

static const char *compare_effect(const ent_effect *a, const ent_effect *b) {
    SAME(a->when_count == b->when_count && a->changes_count == b->changes_count);
    SAME(same_party_numbers(&a->walk_away, &b->walk_away) && same_ids(a->because, b->because));
    for (size_t t = 0; t < a->when_count; t++)
        SAME(a->when[t].factor == b->when[t].factor &&
             same_ids(a->when[t].levels, b->when[t].levels));
    for (size_t c = 0; c < a->changes_count; c++) {
        const ent_value_change *x = &a->changes[c];
        const ent_value_change *y = &b->changes[c];
        SAME(x->party == y->party && x->issue == y->issue && x->option == y->option);
        SAME(same_number(&x->number, &y->number));
    }
    return NULL;
}

static const char *compare_time(const ent_model *a, const ent_model *b) {
    SAME(a->has_time == b->has_time);
    if (!a->has_time)
        return NULL;
    const ent_time *x = &a->time;
    const ent_time *y = &b->time;
    SAME(same_date(x->starts, y->starts) && x->round_every_days == y->round_every_days);
    SAME(x->rounds == y->rounds && x->proposer == y->proposer && x->offers == y->offers);
    SAME(x->proposer_first == y->proposer_first);
    SAME(same_party_numbers(&x->proposer_chances, &y->proposer_chances));
    SAME(x->ranks_count == y->ranks_count && same_ids(x->ranks_because, y->ranks_because));
    for (size_t i = 0; i < x->ranks_count; i++)
        SAME(x->ranks[i].party == y->ranks[i].party && x->ranks[i].rank == y->ranks[i].rank);
    SAME(same_party_numbers(&x->discount, &y->discount));
    SAME(x->factors_count == y->factors_count && x->effects_count == y->effects_count);
    for (size_t f = 0; f < x->factors_count; f++)
        SAME_PART(compare_factor(&x->factors[f], &y->factors[f]));
    for (size_t e = 0; e < x->effects_count; e++)
        SAME_PART(compare_effect(&x->effects[e], &y->effects[e]));
    return NULL;
}

static const ent_number *find_number(const ent_model *model, const char *path) {
    for (size_t i = 0; i < model->numbers_count; i++)
        if (same_text(model->numbers[i].path, path))
            return model->numbers[i].number;
    return NULL;
}

/* The same numbers under the same paths; their order follows the file. */
static const char *compare_numbers(const ent_model *a, const ent_model *b) {
    SAME(a->numbers_count == b->numbers_count);
    for (size_t i = 0; i < a->numbers_count; i++) {
        const ent_number *other = find_number(b, a->numbers[i].path);
        SAME(other && same_number(a->numbers[i].number, other));
    }
    return NULL;
}

const char *model_difference(const ent_model *a, const ent_model *b) {
    SAME(same_text(a->title, b->title) && same_date(a->as_of, b->as_of));
    SAME_PART(compare_evidence(a, b));
    SAME_PART(issues_difference(a, b));
    SAME_PART(parties_difference(a, b));
    SAME(a->rounds_count == b->rounds_count && a->roadmaps_count == b->roadmaps_count);
    for (size_t i = 0; i < a->rounds_count; i++)
        SAME_PART(compare_round(&a->rounds[i], &b->rounds[i]));
    for (size_t i = 0; i < a->roadmaps_count; i++)
        SAME_PART(compare_roadmap(&a->roadmaps[i], &b->roadmaps[i]));
    SAME_PART(compare_time(a, b));
    SAME_PART(compare_numbers(a, b));
    return NULL;
}
