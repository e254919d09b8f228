/*
 * Small negotiations put together by hand, in fixed memory. Amounts are whole hundredths.
 *
 *   hand_model hand;
 *   hand_start(&hand, 2, (const size_t[]){2, 3});
 *   const uint32_t us = hand_party(&hand, ENT_PRINCIPAL, 40);   walk-away 0.40
 *   hand_prefer(&hand, us, 0, 3, (const int[]){0, 100});        weight 3, values 0 and 1
 *   hand_never(&hand, us, hand_pattern(&hand, 1, (const uint32_t[][2]){{1, 2}}));
 */
#ifndef TESTS_HAND_MODEL_H
#define TESTS_HAND_MODEL_H

#include "entente/model.h"

#define HAND_ISSUES  6
#define HAND_OPTIONS 4
#define HAND_PARTIES 6
#define HAND_LISTS   20
#define HAND_TERMS   200

/* Points into itself: never copy it. */
typedef struct hand_model {
    ent_model model;
    ent_issue issues[HAND_ISSUES];
    ent_option options[HAND_ISSUES][HAND_OPTIONS];
    ent_party parties[HAND_PARTIES];
    ent_preference preferences[HAND_PARTIES][HAND_ISSUES];
    ent_number values[HAND_PARTIES][HAND_ISSUES][HAND_OPTIONS];
    ent_pattern red_lines[HAND_PARTIES][HAND_LISTS];
    ent_linkage linkages[HAND_PARTIES][HAND_LISTS];
    uint32_t principals[HAND_PARTIES];
    uint32_t needs[HAND_ISSUES][HAND_OPTIONS];
    ent_rule rules[HAND_LISTS];
    ent_party_number discounts[HAND_PARTIES];
    ent_round round;
    ent_delegation delegations[HAND_PARTIES];
    size_t terms_count;
    ent_term terms[HAND_TERMS];
    uint32_t chosen[HAND_TERMS];
} hand_model;

void hand_start(hand_model *hand, size_t issues, const size_t *options);
uint32_t hand_party(hand_model *hand, ent_role role, int walk_away);
void hand_prefer(hand_model *hand, uint32_t party, uint32_t issue, int weight, const int *values);

/* Terms are {issue, option}, ascending by issue. */
ent_pattern hand_pattern(hand_model *hand, size_t count, const uint32_t (*terms)[2]);
void hand_never(hand_model *hand, uint32_t party, ent_pattern pattern);
void hand_link(hand_model *hand, uint32_t party, ent_pattern when, int bonus);
/* An empty `then` forbids `when`. */
void hand_rule(hand_model *hand, ent_pattern when, ent_pattern then);
void hand_settle(hand_model *hand, ent_pattern settlement);
void hand_need(hand_model *hand, uint32_t issue, uint32_t option, uint32_t party);
/* The option runs out after so many rounds. */
void hand_last(hand_model *hand, uint32_t issue, uint32_t option, double rounds);
void hand_discount(hand_model *hand, uint32_t party, int discount);
void hand_mandate(hand_model *hand, uint32_t issue, uint32_t option, ent_rank mandate);
/* There is one round, on 2 June 2025. */
void hand_send(hand_model *hand, uint32_t party, ent_rank rank);

#endif
