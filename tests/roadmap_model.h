/*
 * Models with roadmaps, filled by hand, for tests: everything lies in one struct, so a test can
 * change any part of it before it asks.
 */
#ifndef TESTS_ROADMAP_MODEL_H
#define TESTS_ROADMAP_MODEL_H

#include "entente/roadmap.h"

#include <string.h>

enum { ISSUES = 26, OPTIONS = 14, PARTIES = 4, STEPS = 26, TERMS = 3, ROADMAPS = 2, EXTRAS = 4 };

typedef struct roadmap_model {
    ent_model model;
    const char *files[1];
    ent_issue issue[ISSUES];
    ent_option option[ISSUES][OPTIONS];
    ent_party party[PARTIES];
    uint32_t principal[PARTIES];
    ent_preference preference[PARTIES][ISSUES];
    ent_number value[PARTIES][ISSUES][OPTIONS];
    ent_linkage linkage[PARTIES][EXTRAS];
    ent_term linkage_term[PARTIES][EXTRAS][TERMS];
    ent_pattern red_line[PARTIES][EXTRAS];
    ent_term red_line_term[PARTIES][EXTRAS][TERMS];
    ent_rule rule[EXTRAS];
    ent_term rule_term[EXTRAS][2];
    ent_roadmap roadmap[ROADMAPS];
    ent_step step[ROADMAPS][STEPS];
    ent_term term[ROADMAPS][STEPS][TERMS];
    uint32_t after[ROADMAPS][STEPS][STEPS];
    ent_party_number discount[PARTIES];
    ent_named_package package[1];
    ent_term package_term[ISSUES];
    uint32_t number[OPTIONS]; /* 0, 1, 2, ...: one-option lists point into it */
} roadmap_model;

static inline ent_number plain(double value) {
    return (ent_number){.spread = ENT_POINT,
                        .likely = {.value = value},
                        .low = {.value = value},
                        .high = {.value = value}};
}

static inline ent_term term_of(const roadmap_model *m, uint32_t issue, uint32_t option) {
    return (ent_term){issue, {1, &m->number[option]}};
}

static const char *const LETTERS[STEPS] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                           "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                           "s", "t", "u", "v", "w", "x", "y", "z"};

/* Issues with the same number of options, all values 0, weights 1, walk-aways 0, no roadmap. */
static inline void start_model(roadmap_model *m, size_t principals, size_t issues, size_t options) {
    memset(m, 0, sizeof *m);
    m->files[0] = "talks.yaml";
    for (uint32_t o = 0; o < OPTIONS; o++)
        m->number[o] = o;
    for (size_t j = 0; j < issues; j++) {
        m->issue[j] = (ent_issue){.key = LETTERS[j],
                                  .name = LETTERS[j],
                                  .options_count = options,
                                  .options = m->option[j],
                                  .controlled_by = ENT_NONE};
        for (size_t o = 0; o < OPTIONS; o++)
            m->option[j][o] = (ent_option){.key = LETTERS[o], .name = LETTERS[o]};
    }
    for (uint32_t p = 0; p < principals; p++) {
        m->principal[p] = p;
        m->party[p] = (ent_party){.key = LETTERS[p],
                                  .name = LETTERS[p],
                                  .role = ENT_PRINCIPAL,
                                  .has_walk_away = true,
                                  .preferences = m->preference[p],
                                  .linkages = m->linkage[p],
                                  .red_lines = m->red_line[p]};
        for (size_t j = 0; j < issues; j++)
            m->preference[p][j] =
                (ent_preference){.given = true, .weight = plain(1), .values = m->value[p][j]};
        m->discount[p] = (ent_party_number){p, plain(0.9)};
    }
    m->model = (ent_model){
        .title = "test",
        .files_count = 1,
        .files = m->files,
        .issues_count = issues,
        .issues = m->issue,
        .rules = m->rule,
        .parties_count = principals,
        .parties = m->party,
        .principals = {principals, m->principal},
        .packages_count = 1,
        .packages = m->package,
        .roadmaps = m->roadmap,
        .has_time = true,
        .time = {.round_every_days = 10,
                 .discount = {principals, m->discount},
                 .place = {0, 90, 3}},
    };
    m->package[0] =
        (ent_named_package){.key = "peace", .sets = {0, m->package_term, {0, NULL}, {0, 0, 0}}};
}

/* A roadmap without steps or end. */
static inline ent_roadmap *add_roadmap(roadmap_model *m) {
    const size_t r = m->model.roadmaps_count++;
    m->roadmap[r] = (ent_roadmap){.key = r ? "other" : "plan",
                                  .by = ENT_NONE,
                                  .steps = m->step[r],
                                  .end_package = ENT_NONE,
                                  .place = {0, 50, 3}};
    return &m->roadmap[r];
}

/* A step of the last roadmap that sets one issue. */
static inline ent_step *add_step(roadmap_model *m, uint32_t issue, uint32_t option, double days,
                                 bool reversible) {
    const size_t r = m->model.roadmaps_count - 1;
    const size_t s = m->roadmap[r].steps_count++;
    m->term[r][s][0] = term_of(m, issue, option);
    m->step[r][s] = (ent_step){.name = LETTERS[s],
                               .sets = {1, m->term[r][s], {0, NULL}, {0, 0, 0}},
                               .lasts_days = days,
                               .reversible = reversible,
                               .after = {0, m->after[r][s]},
                               .place = {0, 51 + (uint32_t)s, 9}};
    return &m->step[r][s];
}

static inline void add_after(roadmap_model *m, uint32_t step, uint32_t first) {
    const size_t r = m->model.roadmaps_count - 1;
    m->after[r][step][m->step[r][step].after.count++] = first;
}

/* The last roadmap ends in the package "peace" with this chance. */
static inline void end_in_peace(roadmap_model *m, double chance) {
    ent_roadmap *roadmap = &m->roadmap[m->model.roadmaps_count - 1];
    roadmap->has_end = true;
    roadmap->end_package = 0;
    roadmap->end_chance = plain(chance);
    roadmap->end_chance.place = (ent_place){0, 80, 20};
}

static inline void put_in_peace(roadmap_model *m, uint32_t issue, uint32_t option) {
    m->package_term[m->package[0].sets.count++] = term_of(m, issue, option);
}

#endif
