/* What is asked about packages: each answer against a walk over all of them. */
#include "analyses.h"

#include "entente/compat.h"
#include "slow/people.h"

#include <math.h>

enum { OPTIONS_MAX = 8, ISSUES_MAX = 8, WHY = 512 };

#define LIMIT (1u << ENT_ERR_LIMIT)

/* What may be chosen and which red lines do not count, drawn. */
typedef struct restriction {
    bool allowed[ISSUES_MAX][OPTIONS_MAX];
    const bool *rows[ISSUES_MAX];
    bool lifted[SLOW_LINES_MAX];
} restriction;

static void restrict_options(subject *self, restriction *made) {
    for (size_t j = 0; j < self->model->issues_count; j++) {
        made->rows[j] = made->allowed[j];
        for (size_t o = 0; o < self->model->issues[j].options_count; o++)
            made->allowed[j][o] = rng_chance(&self->random, 70);
    }
    for (size_t i = 0; i < SLOW_LINES_MAX; i++)
        made->lifted[i] = rng_chance(&self->random, 50);
}

static void require_agreement(bool agrees, const char *why) {
    if (!agrees)
        fprintf(stderr, "%s\n", why);
    REQUIRE(agrees);
}

/* ---- The definitions, for every package. */

static void check_red_lines(const subject *self) {
    ent_red_line *lines = NULL;
    size_t count = 0;
    REQUIRE(ent_red_lines(self->model, &lines, &count) == ENT_OK);
    REQUIRE(count == self->table.lines_count);
    for (size_t i = 0; i < count; i++)
        REQUIRE(lines[i].party == self->table.lines[i].party &&
                lines[i].index == self->table.lines[i].index);
    free(lines);
}

static void check_definitions(const subject *self) {
    const ent_model *model = self->model;
    const slow_table *table = &self->table;
    for (size_t x = 0; x < table->packages; x++) {
        const uint32_t *package = table->option + x * table->issues;
        REQUIRE(ent_model_is_possible(model, package) == table->possible[x]);
        REQUIRE(ent_model_is_settlement(model, package) == table->settles[x]);
        REQUIRE(ent_model_crosses_red_line(model, package, NULL, NULL) == (table->crossed[x] != 0));
        for (size_t p = 0; p < table->principals; p++) {
            const uint32_t party = model->principals.at[p];
            const double gain = (double)table->gain_value[x * table->principals + p];
            const double utility = (double)table->utility_value[x * table->principals + p];
            REQUIRE(fabs(ent_model_gain(model, party, package) - gain) <= 1e-12);
            REQUIRE(fabs(ent_model_utility(model, party, package, true) - utility) <= 1e-12);
        }
    }
}

/* ---- Deals. */

static void check_deals_once(subject *self, const ent_deals_options *options) {
    char why[WHY] = "";
    ent_deals *deals = NULL;
    ent_diags *diags = ent_diags_new();
    const unsigned allowed = options->exact_only ? LIMIT : 0;
    const ent_status status = ent_deals_solve(self->model, options, &deals, diags);
    if (was_answered(status, allowed, diags)) {
        const ent_status verified = ent_deals_verify(self->model, options, deals, diags);
        if (verified != ENT_OK)
            fprintf(stderr, "%s\n", ent_diags_at(diags, 0)->message);
        REQUIRE(verified == ENT_OK);
        const slow_table *table = options->as_given ? &self->as_given : &self->table;
        if (!options->points_limit || options->exact_only)
            require_agreement(slow_agrees_deals(table, options, deals, why, sizeof why), why);
    }
    ent_deals_free(deals);
    ent_diags_free(diags);
}

static void check_deals(subject *self, const restriction *some) {
    const ent_deals_options asked[] = {
        ENT_DEALS_OPTIONS_INIT,
        {.all = true},
        {.any_gain = true},
        {.as_given = true},
        {.packages_max = 1, .threads = 2},
        {.count_cells = 1},
        {.points_limit = 1},
        {.points_limit = rng_between(&self->random, 2, 12), .all = true},
        {.points_limit = rng_between(&self->random, 1, 12), .exact_only = true},
        {.within = some->rows, .lifted = some->lifted},
        {.within = some->rows, .as_given = true, .any_gain = true},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        check_deals_once(self, &asked[i]);
}

/* ---- One package. */

static void check_counter(subject *self, const ent_deals_options *options,
                          const uint32_t *package) {
    char why[WHY] = "";
    ent_deals *deals = NULL;
    ent_counter *counter = NULL;
    ent_diags *diags = ent_diags_new();
    REQUIRE(ent_deals_solve(self->model, options, &deals, NULL) == ENT_OK);
    const ent_counter_options counted = {.within = options->within, .lifted = options->lifted};
    was_answered(ent_counter_find(self->model, package, &counted, deals, &counter, diags), 0,
                 diags);
    if (self->few_digits)
        require_agreement(slow_agrees_counter(&self->table, options, counter, why, sizeof why),
                          why);
    ent_counter_free(counter);
    ent_deals_free(deals);
    ent_diags_free(diags);
}

static void check_exchanges(subject *self, const restriction *some, const uint32_t *package) {
    char why[WHY] = "";
    ent_deals *deals = NULL;
    const ent_deals_options same = {.within = some->rows, .lifted = some->lifted};
    REQUIRE(ent_deals_solve(self->model, &same, &deals, NULL) == ENT_OK);
    const ent_exchanges_options asked[] = {
        ENT_EXCHANGES_OPTIONS_INIT,
        {.within = some->rows,
         .lifted = some->lifted,
         .changes_max = 2,
         .combinations_max = rng_between(&self->random, 1, 60),
         .exchanges_max = rng_between(&self->random, 1, 3),
         .deals = deals},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        ent_exchanges *exchanges = NULL;
        ent_diags *diags = ent_diags_new();
        was_answered(
            ent_exchanges_find(self->model, i ? package : NULL, &asked[i], &exchanges, diags), 0,
            diags);
        if (self->few_digits)
            require_agreement(
                slow_agrees_exchanges(&self->table, &asked[i], exchanges, why, sizeof why), why);
        ent_exchanges_free(exchanges);
        ent_diags_free(diags);
    }
    ent_deals_free(deals);
}

static void check_single_packages(subject *self, const restriction *some) {
    static const ent_deals_options NONE = ENT_DEALS_OPTIONS_INIT;
    const ent_deals_options restricted = {.within = some->rows, .lifted = some->lifted};
    uint32_t package[ISSUES_MAX] = {0};
    check_counter(self, &NONE, package);
    for (size_t j = 0; j < self->model->issues_count; j++)
        package[j] = (uint32_t)rng_below(&self->random, self->model->issues[j].options_count);
    check_counter(self, &NONE, package);
    check_counter(self, &restricted, package);
    check_exchanges(self, some, package);
}

/* ---- The rest. */

static void check_gap(const subject *self) {
    char why[WHY] = "";
    ent_gap *gap = NULL;
    ent_diags *diags = ent_diags_new();
    was_answered(ent_gap_measure(self->model, NULL, &gap, diags), 0, diags);
    require_agreement(slow_agrees_gap(self->model, gap, why, sizeof why), why);
    ent_gap_free(gap);
    ent_diags_free(diags);
}

static void check_blockers(subject *self) {
    char why[WHY] = "";
    const ent_blockers_options asked[] = {
        {0},
        {.concessions_max = 1},
        {.conflicts_max = 1},
        {.work_max = rng_between(&self->random, 1, 2000)},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        ent_blockers *blockers = NULL;
        ent_diags *diags = ent_diags_new();
        const ent_status status = ent_blockers_find(self->model, &asked[i], &blockers, diags);
        if (was_answered(status, asked[i].work_max ? LIMIT : 0, diags) && i == 0)
            require_agreement(slow_agrees_blockers(&self->table, blockers, why, sizeof why), why);
        ent_blockers_free(blockers);
        ent_diags_free(diags);
    }
}

static void check_rounds(const subject *self) {
    char why[WHY] = "";
    const uint32_t next = ent_round_next(self->model);
    REQUIRE(next == ENT_NONE || next < self->model->rounds_count);
    for (uint32_t r = 0; r < self->model->rounds_count; r++) {
        ent_round_view *view = NULL;
        ent_diags *diags = ent_diags_new();
        was_answered(ent_round_assess(self->model, r, NULL, &view, diags), 0, diags);
        require_agreement(slow_agrees_round(self->model, r, view, why, sizeof why), why);
        ent_round_free(view);
        ent_diags_free(diags);
    }
}

static void check_peers(const subject *self) {
    for (unsigned peer = 0; peer < ENT_PEERS; peer++) {
        ent_peer_view *view = NULL;
        ent_diags *diags = ent_diags_new();
        was_answered(ent_peer_compare(self->model, (ent_peer)peer, NULL, &view, diags), 0, diags);
        for (size_t i = 0; i < view->picks_count; i++) {
            const ent_peer_pick *pick = &view->picks[i];
            REQUIRE(pick->found == (pick->package != NULL));
            REQUIRE(!pick->found || ent_model_is_possible(self->model, pick->package));
            for (size_t p = 0; pick->found && p < self->model->principals.count; p++)
                REQUIRE(isfinite(pick->utility[p]));
        }
        ent_peer_view_free(view);
        ent_diags_free(diags);
    }
}

/* With three principals and more: what the first two could sign by themselves. */
static void check_between(const subject *self) {
    if (self->model->principals.count < 3)
        return;
    ent_model *between = NULL;
    ent_deals *deals = NULL;
    const ent_ids two = {.count = 2, .at = self->model->principals.at};
    REQUIRE(ent_model_between(self->model, two, &between, NULL) == ENT_OK);
    REQUIRE(ent_model_check(between, NULL) == ENT_OK);
    REQUIRE(ent_deals_solve(between, NULL, &deals, NULL) == ENT_OK);
    REQUIRE(ent_deals_verify(between, NULL, deals, NULL) == ENT_OK);
    ent_deals_free(deals);
    ent_model_free(between);
}

void check_packages(subject *self) {
    restriction some = {0};
    restrict_options(self, &some);
    check_red_lines(self);
    check_definitions(self);
    check_gap(self);
    check_deals(self, &some);
    check_single_packages(self, &some);
    check_blockers(self);
    check_rounds(self);
    check_peers(self);
    check_between(self);
}
