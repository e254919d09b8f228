#include "hand_model.h"

#include "random_model.h"

#include <stdlib.h>

void hand_start(hand_model *hand, size_t issues, const size_t *options) {
    static const char *const issue_keys[HAND_ISSUES] = {"i0", "i1", "i2", "i3", "i4", "i5"};
    static const char *const option_keys[HAND_OPTIONS] = {"o0", "o1", "o2", "o3"};
    *hand = (hand_model){.model = {.title = "by hand", .as_of = {2025, 6, 1}}};
    for (size_t j = 0; j < issues; j++) {
        hand->issues[j] = (ent_issue){.key = issue_keys[j],
                                      .name = issue_keys[j],
                                      .options_count = options[j],
                                      .options = hand->options[j],
                                      .controlled_by = ENT_NONE};
        for (size_t o = 0; o < options[j]; o++)
            hand->options[j][o].key = hand->options[j][o].name = option_keys[o];
    }
    hand->model.issues_count = issues;
    hand->model.issues = hand->issues;
    hand->model.parties = hand->parties;
    hand->model.principals.at = hand->principals;
    hand->model.rules = hand->rules;
}

uint32_t hand_party(hand_model *hand, ent_role role, int walk_away) {
    static const char *const keys[HAND_PARTIES] = {"a", "b", "c", "d", "e", "f"};
    const uint32_t party = (uint32_t)hand->model.parties_count++;
    hand->parties[party] = (ent_party){.key = keys[party],
                                       .name = keys[party],
                                       .role = role,
                                       .has_walk_away = role == ENT_PRINCIPAL,
                                       .walk_away = random_model_number(walk_away, 2),
                                       .preferences = hand->preferences[party],
                                       .linkages = hand->linkages[party],
                                       .red_lines = hand->red_lines[party]};
    if (role == ENT_PRINCIPAL)
        hand->principals[hand->model.principals.count++] = party;
    return party;
}

void hand_prefer(hand_model *hand, uint32_t party, uint32_t issue, int weight, const int *values) {
    for (size_t o = 0; o < hand->issues[issue].options_count; o++)
        hand->values[party][issue][o] = random_model_number(values[o], 2);
    hand->preferences[party][issue] = (ent_preference){.given = true,
                                                       .weight = random_model_number(weight, 0),
                                                       .values = hand->values[party][issue]};
}

ent_pattern hand_pattern(hand_model *hand, size_t count, const uint32_t (*terms)[2]) {
    const size_t first = hand->terms_count;
    if (first + count > HAND_TERMS)
        abort();
    for (size_t t = 0; t < count; t++) {
        hand->chosen[first + t] = terms[t][1];
        hand->terms[first + t] = (ent_term){terms[t][0], {1, &hand->chosen[first + t]}};
    }
    hand->terms_count += count;
    return (ent_pattern){.count = count, .terms = &hand->terms[first]};
}

void hand_never(hand_model *hand, uint32_t party, ent_pattern pattern) {
    hand->red_lines[party][hand->parties[party].red_lines_count++] = pattern;
}

void hand_link(hand_model *hand, uint32_t party, ent_pattern when, int bonus) {
    hand->linkages[party][hand->parties[party].linkages_count++] =
        (ent_linkage){when, random_model_number(bonus, 2)};
}

void hand_rule(hand_model *hand, ent_pattern when, ent_pattern then) {
    hand->rules[hand->model.rules_count++] = (ent_rule){.when = when, .then = then};
}

void hand_settle(hand_model *hand, ent_pattern settlement) {
    hand->model.has_settlement = true;
    hand->model.settlement = settlement;
}

void hand_need(hand_model *hand, uint32_t issue, uint32_t option, uint32_t party) {
    hand->needs[issue][option] = party;
    hand->options[issue][option].needs = (ent_ids){1, &hand->needs[issue][option]};
}

void hand_last(hand_model *hand, uint32_t issue, uint32_t option, double rounds) {
    hand->model.has_time = true;
    hand->model.time.round_every_days = 14;
    hand->options[issue][option].lasts_days = 14 * rounds;
}

void hand_discount(hand_model *hand, uint32_t party, int discount) {
    const size_t count = hand->model.time.discount.count++;
    hand->discounts[count] = (ent_party_number){party, random_model_number(discount, 2)};
    hand->model.time.discount.at = hand->discounts;
}

void hand_mandate(hand_model *hand, uint32_t issue, uint32_t option, ent_rank mandate) {
    hand->options[issue][option].mandate = mandate;
}

void hand_send(hand_model *hand, uint32_t party, ent_rank rank) {
    hand->model.rounds = &hand->round;
    hand->model.rounds_count = 1;
    hand->round.date = (ent_date){2025, 6, 2};
    hand->round.venue = "Istanbul";
    hand->round.host = ENT_NONE;
    hand->round.delegations = hand->delegations;
    hand->delegations[hand->round.delegations_count++] =
        (ent_delegation){.party = party, .head = "head", .rank = rank};
}
