/* Words of the format, as text. */
#include "entente/model.h"

static const char *const RANKS[ENT_RANKS] = {"official", "minister", "leader"};
static const char *const ROLES[ENT_ROLES] = {"principal", "guarantor", "host",
                                             "mediator",  "sponsor",   "affected"};
static const char *const SOLUTIONS[ENT_SOLUTIONS] = {"nash", "kalai_smorodinsky", "egalitarian",
                                                     "utilitarian"};

const char *ent_rank_name(ent_rank rank) {
    return (unsigned)rank < ENT_RANKS ? RANKS[rank] : "unknown";
}

const char *ent_role_name(ent_role role) {
    return (unsigned)role < ENT_ROLES ? ROLES[role] : "unknown";
}

const char *ent_solution_name(ent_solution solution) {
    return (unsigned)solution < ENT_SOLUTIONS ? SOLUTIONS[solution] : "unknown";
}
