/* What is asked about time: each answer against its own certificates and against bounds. */
#include "analyses.h"

#include "entente/clock.h"
#include "entente/roadmap.h"
#include "entente/screening.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 3, SCREENING_ROUNDS = 2 };

#define SLACK 1e-9

#define UNSOUND (1u << ENT_ERR_MODEL | 1u << ENT_ERR_LIMIT | 1u << ENT_ERR_NUMERIC)

static bool is_chance(double value) {
    return value >= -SLACK && value <= 1 + SLACK;
}

/* ---- Roadmaps. */

static bool can_come(ent_roadmap_end end) {
    return end == ENT_END_STAYS || end == ENT_END_DEAL;
}

static void check_walk(const ent_roadmap_walk *walk, ent_roadmap_end end, size_t parties) {
    const size_t counted = walk->points_count - !can_come(end);
    double smallest = INFINITY;
    uint32_t impossible_at = ENT_NONE;
    for (size_t i = 0; i < walk->points_count; i++) {
        if (impossible_at == ENT_NONE && walk->points[i].breaks_rule != ENT_NONE)
            impossible_at = (uint32_t)i;
        for (size_t p = 0; p < parties; p++) {
            const ent_roadmap_point *point = &walk->points[i];
            const double slack = point->value[p] - point->collapse[p] - point->temptation[p];
            REQUIRE(fabs(slack - point->slack[p]) <= SLACK);
            REQUIRE(point->temptation[p] >= 0 && point->guarantee[p] >= 0);
            if (i < counted)
                smallest = fmin(smallest, point->slack[p]);
        }
    }
    REQUIRE(fabs(smallest - walk->smallest_slack) <= SLACK);
    REQUIRE(walk->holds == (walk->breaks_at == ENT_NONE));
    REQUIRE(walk->holds == (walk->stops_at == ENT_NONE));
    REQUIRE(walk->impossible_at == impossible_at);
    REQUIRE(!walk->holds || (smallest >= -ENT_SLACK_TOLERANCE && impossible_at == ENT_NONE));
    REQUIRE(walk->holds || smallest < 0 || impossible_at != ENT_NONE);
}

static void check_view(const ent_model *model, const ent_roadmap_view *view) {
    const size_t parties = model->principals.count;
    check_walk(&view->proposed, view->end, parties);
    REQUIRE(view->proposed.points_count == model->roadmaps[view->roadmap].steps_count + 1);
    if (!view->has_orders)
        return;
    const ent_roadmap_orders *orders = &view->orders;
    REQUIRE(orders->has_best == (strcmp(orders->possible.low, "0") != 0));
    if (!orders->has_best)
        return;
    check_walk(&orders->best, view->end, parties);
    REQUIRE(orders->best.impossible_at == ENT_NONE);
    REQUIRE(view->proposed.impossible_at != ENT_NONE ||
            orders->best.smallest_slack >= view->proposed.smallest_slack - SLACK);
    REQUIRE(orders->best_high >= orders->best.smallest_slack - SLACK);
    REQUIRE(!orders->best.holds || strcmp(orders->holding.high, "0") != 0);
    REQUIRE(!orders->shortest.exists || orders->shortest.days >= orders->shortest.days_low - SLACK);
}

static void check_roadmaps(const subject *self) {
    static const ent_roadmap_options ASKED[] = {
        ENT_ROADMAP_OPTIONS_INIT,
        {.only_proposed = true},
        {.labels_limit = 2},
    };
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        ent_roadmaps *roadmaps = NULL;
        ent_diags *diags = ent_diags_new();
        if (was_answered(ent_roadmaps_assess(self->model, &ASKED[i], &roadmaps, diags), UNSOUND,
                         diags)) {
            REQUIRE(roadmaps->roadmaps_count == self->model->roadmaps_count);
            for (size_t r = 0; r < roadmaps->roadmaps_count; r++)
                check_view(self->model, &roadmaps->roadmaps[r]);
        }
        ent_roadmaps_free(roadmaps);
        ent_diags_free(diags);
    }
}

/* ---- The clock. */

static void check_state(const ent_clock *clock, const ent_clock_state *state) {
    REQUIRE(state->round < clock->rounds && state->world < clock->worlds);
    REQUIRE(state->proposer < clock->principals);
    REQUIRE(is_chance(state->reached));
    REQUIRE((state->act == ENT_CLOCK_PASSED) == (state->parts_count == 0));
    double chances = 0;
    for (size_t i = 0; i < state->parts_count; i++)
        chances += state->parts[i].chance;
    REQUIRE(state->parts_count == 0 || fabs(chances - 1) <= SLACK);
}

static void check_clock_answer(const ent_clock *clock) {
    for (size_t p = 0; p < clock->principals; p++)
        REQUIRE(isfinite(clock->value[p]));
    double before = 0;
    for (size_t t = 0; t < clock->rounds; t++) {
        REQUIRE(clock->agreement_by_round[t] >= before - SLACK);
        REQUIRE(is_chance(clock->agreement_by_round[t]));
        before = clock->agreement_by_round[t];
    }
    for (size_t i = 0; i < clock->states_count; i++)
        check_state(clock, &clock->states[i]);
    for (size_t i = 0; i < clock->events_count; i++)
        REQUIRE(is_chance(clock->events[i].chance) && is_chance(clock->events[i].alone));
    REQUIRE(isnan(clock->deviation) || clock->deviation <= SLACK);
}

/* The same game with the indifferent refusing, with values alone, and on two threads. */
static void check_clock(const subject *self) {
    static const ent_clock_options ASKED[] = {
        {.rounds = ROUNDS},
        {.rounds = ROUNDS, .threads = 2},
        {.rounds = ROUNDS, .values_only = true},
        {.rounds = ROUNDS, .refuse_ties = true},
    };
    double value[ENT_PRINCIPALS_MAX] = {0};
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        ent_clock *clock = NULL;
        ent_diags *diags = ent_diags_new();
        if (was_answered(ent_clock_solve(self->model, &ASKED[i], &clock, diags), UNSOUND, diags)) {
            check_clock_answer(clock);
            if (i == 0)
                memcpy(value, clock->value, clock->principals * sizeof *value);
            if (i < 3)
                REQUIRE(!memcmp(value, clock->value, clock->principals * sizeof *value));
        }
        ent_clock_free(clock);
        ent_diags_free(diags);
    }
}

static void check_game_tree(const subject *self) {
    static const ent_clock_options TWO = {.rounds = 2};
    char *text = NULL;
    ent_diags *diags = ent_diags_new();
    if (was_answered(ent_clock_export_efg(self->model, &TWO, &text, diags), UNSOUND, diags))
        REQUIRE(!strncmp(text, "EFG 2 R", 7));
    free(text);
    ent_diags_free(diags);
}

static void check_screening(const subject *self) {
    static const ent_screening_options FEW = {.rounds = SCREENING_ROUNDS};
    for (size_t p = 0; p < self->model->principals.count; p++) {
        ent_screening *screening = NULL;
        ent_diags *diags = ent_diags_new();
        if (was_answered(ent_screening_solve(self->model, self->model->principals.at[p], &FEW,
                                             &screening, diags),
                         UNSOUND, diags)) {
            REQUIRE(isfinite(screening->value_uninformed) && isfinite(screening->value_informed));
            REQUIRE(is_chance(screening->left));
            REQUIRE(screening->value_error <= SLACK);
            for (size_t t = 0; t < screening->rounds; t++)
                REQUIRE(is_chance(screening->agreement_by_round[t]));
        }
        ent_screening_free(screening);
        ent_diags_free(diags);
    }
}

void check_time(subject *self) {
    check_roadmaps(self);
    check_clock(self);
    check_game_tree(self);
    check_screening(self);
}
