/* Words of the format, as text, and the names of files. */
#include "model/model.h"

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

const char *model_file_of(const ent_model *model, ent_place place) {
    return place.line && place.file < model->files_count ? model->files[place.file] : NULL;
}
