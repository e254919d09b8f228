/* A small model with results made by hand, for tests of what a report says about them. */
#ifndef TESTS_REPORT_BENCH_H
#define TESTS_REPORT_BENCH_H

#include "report/section.h"

#include <math.h>
#include <string.h>

static const ent_option PEACE_OPTIONS[] = {
    {.key = "none", .name = "No ceasefire"},
    {.key = "pause", .name = "Full ceasefire (thirty days)", .mandate = ENT_LEADER},
    {.key = "peace", .name = "The war ends", .mandate = ENT_LEADER},
};
static const ent_option PRISONER_OPTIONS[] = {
    {.key = "none", .name = "None"},
    {.key = "all", .name = "All for all"},
};
static const ent_option ARMY_OPTIONS[] = {
    {.key = "unlimited", .name = "Unlimited", .mandate = ENT_MINISTER},
    {.key = "capped", .name = "Capped, in numbers", .mandate = ENT_MINISTER},
};
static const ent_issue ISSUES[] = {
    {.key = "peace", .name = "Ceasefire", .options_count = 3, .options = PEACE_OPTIONS},
    {.key = "prisoners", .name = "NATO prisoners", .options_count = 2, .options = PRISONER_OPTIONS},
    {.key = "army", .name = "Alban army", .options_count = 2, .options = ARMY_OPTIONS},
};
static const ent_claim CLAIMS[] = {
    {.key = "a",
     .by = "x",
     .says = "a ceasefire is near; all prisoners go, in full",
     .source = ENT_NONE,
     .at = ""},
};
static const uint32_t CAPPED[] = {1};
static const ent_term ARMY_CAPPED[] = {{.issue = 2, .options = {1, CAPPED}}};
static const ent_pattern NEVER_CAPPED[] = {{.count = 1, .terms = ARMY_CAPPED}};
static const ent_number VALUES[] = {
    {.likely = {.value = 0}}, {.likely = {.value = 0.25}}, {.likely = {.value = 1}}};
static const ent_preference PREFERENCES[] = {
    {.given = true, .weight = {.likely = {.value = 30}}, .values = VALUES},
    {.given = true, .weight = {.likely = {.value = 10}}, .values = VALUES},
    {.given = false},
};
static const ent_party PARTIES[] = {
    {.key = "alba",
     .name = "Alba (west)",
     .has_walk_away = true,
     .walk_away = {.likely = {.value = 0.42}},
     .preferences = PREFERENCES,
     .red_lines_count = 1,
     .red_lines = NEVER_CAPPED},
    {.key = "boreas",
     .name = "Boreas",
     .has_walk_away = true,
     .walk_away = {.likely = {.value = 0.5}},
     .preferences = PREFERENCES},
    {.key = "cyra",
     .name = "Cyra",
     .has_walk_away = true,
     .walk_away = {.likely = {.value = 0.25}},
     .preferences = PREFERENCES},
};
static const uint32_t PRINCIPALS[] = {0, 1, 2};
static const ent_delegation DELEGATIONS[] = {{.party = 0, .head = "A", .rank = ENT_MINISTER},
                                             {.party = 1, .head = "B", .rank = ENT_OFFICIAL}};
static const ent_precondition PRECONDITIONS[] = {
    {.by = 0, .wants = "a proposal in writing", .met = false, .attended = true},
};
static const ent_round ROUNDS[] = {{.date = {2025, 6, 2},
                                    .venue = "Istanbul",
                                    .host = ENT_NONE,
                                    .delegations_count = 2,
                                    .delegations = DELEGATIONS,
                                    .preconditions_count = 1,
                                    .preconditions = PRECONDITIONS}};

static inline ent_model model_of(size_t principals) {
    return (ent_model){
        .title = "Talks",
        .as_of = {2025, 6, 1},
        .claims_count = 1,
        .claims = CLAIMS,
        .issues_count = 3,
        .issues = ISSUES,
        .has_settlement = true,
        .parties_count = 3,
        .parties = PARTIES,
        .principals = {principals, PRINCIPALS},
        .rounds_count = 1,
        .rounds = ROUNDS,
    };
}

/* One test's answers and the words they lead to. */
typedef struct bench {
    ent_model model;
    ent_answers answers;
    base_arena arena;
    report_draft draft;
} bench;

static inline void set_up(bench *self, size_t principals) {
    *self = (bench){.model = model_of(principals), .answers = {.inquiry = ENT_INQUIRY_INIT}};
    self->answers.model = &self->model;
    self->draft =
        (report_draft){.answers = &self->answers, .model = &self->model, .arena = &self->arena};
}

static inline void tear_down(bench *self) {
    base_arena_clear(&self->arena);
}

static inline ent_count count_of(const char *low, const char *high) {
    return (ent_count){low, high, strcmp(low, high) == 0};
}

static const uint32_t PACKAGE_A[] = {2, 1, 0};
static const uint32_t PACKAGE_B[] = {2, 1, 1};
static const double UTILITY[] = {0.6, 0.7, 0.5};
static const double GAIN_A[] = {0.2, 0.05, 0.1};
static const double GAIN_B[] = {0.125, 0.09, 0.1};
static const double GAIN_SHORT[] = {-0.04, 0.1, 0.1};

static const ent_deal FRONTIER[] = {
    {.package = PACKAGE_A, .utility = UTILITY, .gain = GAIN_A, .packages = 1},
    {.package = PACKAGE_B, .utility = UTILITY, .gain = GAIN_B, .packages = UINT64_MAX},
};
static const ent_deal NEAREST = {
    .package = PACKAGE_B, .utility = UTILITY, .gain = GAIN_SHORT, .packages = 1};

static inline ent_deal_set some(const char *count) {
    return (ent_deal_set){.count = count_of(count, count),
                          .frontier_count = 2,
                          .frontier = FRONTIER,
                          .solutions = {1, 1, 1, 0},
                          .ideal_gain = GAIN_A};
}

static inline ent_deal_set none(void) {
    return (ent_deal_set){.count = count_of("0", "0"),
                          .solutions = {ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE},
                          .nearest = &NEAREST,
                          .nearest_shortfall = 0.04,
                          .nearest_crosses = true};
}

/* Results for two principals in every section. Constraints: Alba's red line, both walk-aways. */
static const double LOSS[] = {0, 0.85, 0.81, 0};
static const double ISSUE_LOSS[] = {0, 0.5, 0.6, 0, 0, 0, 0, 0, 0, 0.35, 0.21, 0};
static const uint32_t WANTS[] = {1, 0, 1, 1, 0, 1};
static const uint32_t WIDEST[] = {0, 2, 1};
static const bool SHARED[] = {false, true, false};
static const uint32_t IMPROVED[] = {0, 2, 2, 0};
static const double OPPOSITION[] = {0, 0.25, 0.25, 0};

static const ent_constraint CONSTRAINTS[] = {{0, 0}, {0, ENT_NONE}, {1, ENT_NONE}};
static const double PRICES[] = {0.03, NAN, NAN};
static const double DROP[] = {0, 0, 0.045};
static const uint32_t GIVE[] = {2};
static const uint32_t CLASH[] = {0, 2};
static const ent_concession CONCESSIONS[] = {{{1, GIVE}, DROP, 0.045}};
static const ent_ids CONFLICTS[] = {{2, CLASH}};

static const bool WITHIN[] = {true, false, false, true, true, true, false};
static const bool CAN_SETTLE[] = {false, true, false};
static const ent_rank WAITS[] = {ENT_LEADER, ENT_OFFICIAL, ENT_MINISTER};
static const double ALONE[] = {0, 0, 0.1, -0.11, NAN, NAN, 0, 0, 0.14, 0.08, 0, 0, -0.2, 0.1};

typedef struct bench_results {
    ent_provenance provenance;
    ent_gap gap;
    ent_deals deals;
    ent_blockers blockers;
    ent_round_view round;
} bench_results;

/* `self` lends its results to the answers; they have no owner and are never freed. */
static inline void fill(bench *self, bench_results *results) {
    *results = (bench_results){
        .gap = {.principals = 2,
                .issues = 3,
                .loss = LOSS,
                .issue_loss = ISSUE_LOSS,
                .wants = WANTS,
                .widest = WIDEST,
                .shared = SHARED,
                .improved = IMPROVED,
                .opposition = OPPOSITION,
                .opposition_low = OPPOSITION,
                .opposition_all = 0.25,
                .opposition_all_low = 0.25},
        .deals = {.exact = true,
                  .has_interim = true,
                  .possible = count_of("3240", "3240"),
                  .acceptable = count_of("1", "1"),
                  .settlement = none(),
                  .interim = some("1")},
        .blockers = {.exact = true,
                     .constraints_count = 3,
                     .constraints = CONSTRAINTS,
                     .prices = PRICES,
                     .concessions_count = 1,
                     .concessions = CONCESSIONS,
                     .conflicts_count = 1,
                     .conflicts = CONFLICTS,
                     .concessions_complete = true,
                     .conflicts_complete = true,
                     .prices_complete = true},
        .round = {.all_sent = true,
                  .rank = ENT_OFFICIAL,
                  .within = WITHIN,
                  .can_settle = CAN_SETTLE,
                  .waits = WAITS,
                  .alone = ALONE},
    };
    results->round.deals = &results->deals;
    self->answers.provenance = &results->provenance;
    self->answers.gap = &results->gap;
    self->answers.deals = &results->deals;
    self->answers.blockers = &results->blockers;
    self->answers.round = &results->round;
}

#endif
