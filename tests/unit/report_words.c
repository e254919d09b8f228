/* What a report says about results of every kind: few and very many packages, two and more sides,
 * bounds instead of counts, nothing at all. The results are made by hand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/section.h"
#include "report/wording.h"

#include <math.h>
#include <stdlib.h>
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
    {.key = "a", .by = "x", .says = "a ceasefire is near; all prisoners go, in full", .source = 0},
};
static const uint32_t CAPPED[] = {1};
static const ent_term ARMY_CAPPED[] = {{.issue = 2, .options = {1, CAPPED}}};
static const ent_pattern NEVER_CAPPED[] = {{.count = 1, .terms = ARMY_CAPPED}};
static const ent_party PARTIES[] = {
    {.key = "alba",
     .name = "Alba (west)",
     .walk_away = {.likely = {.value = 0.42}},
     .red_lines_count = 1,
     .red_lines = NEVER_CAPPED},
    {.key = "boreas", .name = "Boreas", .walk_away = {.likely = {.value = 0.5}}},
    {.key = "cyra", .name = "Cyra", .walk_away = {.likely = {.value = 0.25}}},
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

static ent_model model_of(size_t principals) {
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

/* One test's report and the words it leads to. */
typedef struct bench {
    ent_model model;
    ent_report report;
    ent_arena arena;
    ent_draft draft;
} bench;

static void set_up(bench *self, const char *command, size_t principals) {
    *self = (bench){.model = model_of(principals),
                    .report = {.command = command, .options = ENT_REPORT_OPTIONS_INIT}};
    self->report.model = &self->model;
    self->draft =
        (ent_draft){.report = &self->report, .model = &self->model, .arena = &self->arena};
}

static void tear_down(bench *self) {
    ent_arena_clear(&self->arena);
}

static const char *line(const bench *self, const char *label) {
    for (size_t i = 0; i < self->draft.lines_count; i++)
        if (strcmp(self->draft.lines[i].label, label) == 0)
            return self->draft.lines[i].text;
    fail_msg("no line '%s'", label);
    return "";
}

static ent_count count_of(const char *low, const char *high) {
    return (ent_count){low, high, strcmp(low, high) == 0};
}

static void dates_and_weekdays(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    assert_string_equal(ent_say_date(&self.draft, (ent_date){2025, 6, 2}), "2 June 2025");
    assert_string_equal(ent_say_date(&self.draft, (ent_date){0}), "");
    assert_string_equal(ent_say_weekday((ent_date){2025, 6, 2}), "Monday");
    assert_string_equal(ent_say_weekday((ent_date){2024, 2, 29}), "Thursday");
    assert_string_equal(ent_say_weekday((ent_date){2000, 1, 1}), "Saturday");
    assert_string_equal(ent_say_weekday((ent_date){1900, 3, 1}), "Thursday");
    assert_int_equal(ent_days_between((ent_date){2024, 2, 28}, (ent_date){2024, 3, 1}), 2);
    assert_int_equal(ent_days_between((ent_date){2025, 1, 1}, (ent_date){2024, 12, 31}), -1);
    tear_down(&self);
}

static void only_common_nouns_lose_their_capital(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    ent_draft *draft = &self.draft;
    assert_string_equal(ent_say_issue(draft, 0), "ceasefire"); /* a claim writes it small */
    assert_string_equal(ent_say_issue(draft, 1), "NATO prisoners");
    assert_string_equal(ent_say_issue(draft, 2), "Alban army"); /* nobody writes it small */
    assert_string_equal(ent_say_choice(draft, 0, 1), "ceasefire (full ceasefire)");
    assert_string_equal(ent_say_choice(draft, 0, 2), "ceasefire (the war ends)");
    assert_string_equal(ent_say_choice(draft, 1, 1), "NATO prisoners (all for all)");
    assert_string_equal(ent_say_party(draft, 0), "Alba");
    assert_string_equal(ent_say_possessive(draft, "Boreas"), "Boreas'");
    tear_down(&self);
}

static void lists_use_commas_or_semicolons(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    const char *plain[] = {"a", "b", "c"};
    const char *heavy[] = {"a, with b", "c"};
    assert_string_equal(ent_say_list(&self.draft, plain, 1, 0), "a");
    assert_string_equal(ent_say_list(&self.draft, plain, 2, 0), "a and b");
    assert_string_equal(ent_say_list(&self.draft, plain, 3, 0), "a, b and c");
    assert_string_equal(ent_say_list(&self.draft, plain, 3, 2), "a, b, c and 2 more");
    assert_string_equal(ent_say_list(&self.draft, plain, 1, 2), "a and 2 more");
    assert_string_equal(ent_say_list(&self.draft, heavy, 2, 0), "a, with b; and c");
    tear_down(&self);
}

static void counts_are_singular_or_plural_or_bounds(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    const ent_count none = count_of("0", "0");
    const ent_count one = count_of("1", "1");
    const ent_count bounds = count_of("1", "2500");
    const ent_count huge = count_of("1234567890123456789012", "1234567890123456789012");
    assert_string_equal(ent_say_counted(&self.draft, &none, "package", "packages"), "no package");
    assert_string_equal(ent_say_counted(&self.draft, &one, "package", "packages"), "1 package");
    assert_string_equal(ent_say_counted(&self.draft, &bounds, "package", "packages"),
                        "between 1 and 2,500 packages");
    assert_string_equal(ent_say_counted(&self.draft, &huge, "package", "packages"),
                        "1.2 x 10^21 packages");
    tear_down(&self);
}

static void the_gap_of_two_is_one_sentence(void **state) {
    (void)state;
    bench self;
    set_up(&self, "gap", 2);
    const double loss[] = {0, 0.85, 0.81, 0};
    const double issue_loss[] = {0, 0.5, 0.6, 0, 0, 0, 0, 0, 0, 0.35, 0.21, 0};
    const uint32_t wants[] = {1, 0, 1, 1, 0, 1};
    const uint32_t widest[] = {0, 2, 1};
    const bool shared[] = {false, true, false};
    ent_gap gap = {.principals = 2,
                   .issues = 3,
                   .loss = loss,
                   .issue_loss = issue_loss,
                   .wants = wants,
                   .widest = widest,
                   .shared = shared};
    self.report.gap = &gap;
    ent_section_gap.lines(&self.draft);
    assert_string_equal(line(&self, "Far apart."),
                        "If Boreas got its way everywhere, Alba would lose 85 % of what it wants; "
                        "the other way round, Boreas would lose 81 %. Widest: ceasefire and Alban "
                        "army. Shared: NATO prisoners (all for all).");
    tear_down(&self);
}

static void the_gap_of_three_names_everybody(void **state) {
    (void)state;
    bench self;
    set_up(&self, "gap", 3);
    const double loss[] = {0, 0.4, 0.2, 0.3, 0, 0.5, 0, 0.7, 0};
    const double issue_loss[27] = {0};
    const uint32_t wants[] = {1, 0, ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE, 0, 0, 0};
    const uint32_t widest[] = {0, 1, 2};
    const bool shared[] = {false, true, false};
    ent_gap gap = {.principals = 3,
                   .issues = 3,
                   .loss = loss,
                   .issue_loss = issue_loss,
                   .wants = wants,
                   .widest = widest,
                   .shared = shared};
    self.report.gap = &gap;
    ent_section_gap.lines(&self.draft);
    assert_string_equal(
        line(&self, "Apart."),
        "If Alba got its way everywhere, Boreas would lose 30 % of what it wants, Cyra 0 %. If "
        "Boreas got its way everywhere, Alba would lose 40 % of what it wants, Cyra 70 %. If Cyra "
        "got its way everywhere, Alba would lose 20 % of what it wants, Boreas 50 %. No wish is "
        "shared.");
    tear_down(&self);
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

static ent_deal_set some(const char *count) {
    return (ent_deal_set){.count = count_of(count, count),
                          .frontier_count = 2,
                          .frontier = FRONTIER,
                          .solutions = {1, 1, 1, 0},
                          .ideal_gain = GAIN_A};
}

static ent_deal_set none(void) {
    return (ent_deal_set){.count = count_of("0", "0"),
                          .solutions = {ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE},
                          .nearest = &NEAREST,
                          .nearest_shortfall = 0.04,
                          .nearest_crosses = true};
}

static void a_settlement_comes_with_the_range_of_its_gains(void **state) {
    (void)state;
    bench self;
    set_up(&self, "deals", 2);
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("3240", "3240"),
                       .acceptable = count_of("90", "90"),
                       .settlement = some("90"),
                       .interim = none()};
    self.report.deals = &deals;
    ent_section_deals.lines(&self.draft);
    const char *text = line(&self, "A settlement");
    assert_non_null(strstr(text, "90"));
    assert_non_null(strstr(text, "Alba gains 13 % to 20 % of what it wants, Boreas 5 % to 9 %"));
    assert_non_null(strstr(text, "ceasefire (the war ends) and NATO prisoners (all for all)"));
    tear_down(&self);
}

static void no_settlement_is_an_answer(void **state) {
    (void)state;
    bench self;
    set_up(&self, "deals", 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "0"),
                       .settlement = none()};
    self.report.deals = &deals;
    ent_section_deals.lines(&self.draft);
    const char *text = line(&self, "An agreement");
    assert_non_null(strstr(text, "is not possible as things stand"));
    assert_non_null(strstr(text, "Alba falls 4 % short, and it crosses a red line"));
    ent_section_deals.tables(&self.draft);
    assert_false(self.draft.failed);
    tear_down(&self);
}

static void blockers_name_what_fails_and_the_way_round(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    const ent_constraint constraints[] = {{0, 0}, {0, ENT_NONE}, {1, ENT_NONE}};
    const double prices[] = {0.03, NAN, NAN};
    const double drop[] = {0, 0, 0.045};
    const uint32_t give[] = {2};
    const uint32_t clash[] = {0, 2};
    const ent_concession concessions[] = {{{1, give}, drop, 0.045}};
    const ent_ids conflicts[] = {{2, clash}};
    ent_blockers blockers = {.constraints_count = 3,
                             .constraints = constraints,
                             .prices = prices,
                             .concessions_count = 1,
                             .concessions = concessions,
                             .conflicts_count = 1,
                             .conflicts = conflicts,
                             .conflicts_complete = true};
    self.report.blockers = &blockers;
    ent_section_blockers.lines(&self.draft);
    assert_string_equal(
        line(&self, "A settlement"),
        "is not possible as things stand. It fails on Alba's red line on Alban army (Capped, in "
        "numbers) together with Boreas' walk-away. The cheapest way round: Boreas settles for 46 % "
        "of what it wants rather than 50 %.");
    tear_down(&self);
}

static void a_round_says_who_can_settle_what(void **state) {
    (void)state;
    bench self;
    set_up(&self, "round", 2);
    const bool within[] = {true, false, false, true, true, true, false};
    const bool can_settle[] = {false, true, false};
    const ent_rank waits[] = {ENT_LEADER, ENT_OFFICIAL, ENT_MINISTER};
    const double alone[] = {0, 0, 0.1, -0.11, NAN, NAN, 0, 0, 0.14, 0.08, 0, 0, -0.2, 0.1};
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("1", "1"),
                       .acceptable = count_of("1", "1"),
                       .settlement = none(),
                       .interim = some("1")};
    ent_round_view view = {.round = 0,
                           .all_sent = true,
                           .rank = ENT_OFFICIAL,
                           .within = within,
                           .can_settle = can_settle,
                           .waits = waits,
                           .alone = alone,
                           .deals = &deals};
    self.report.round = &view;
    ent_section_round.lines(&self.draft);
    assert_string_equal(
        line(&self, "On Monday"),
        "officials can settle 1 of 3 issues. Both would gain most from NATO prisoners (all for "
        "all): Alba gains 14 % of what it wants, Boreas 8 %. Within that mandate lies 1 interim "
        "agreement that both can sign. Alban army must wait for ministers. Ceasefire must wait for "
        "leaders. Ceasefire (full ceasefire) would by itself cost Boreas 11 % of what it wants. "
        "Alba's precondition is not met (a proposal in writing), but it takes part all the same.");
    tear_down(&self);
}

static void a_missing_delegation_settles_nothing(void **state) {
    (void)state;
    bench self;
    set_up(&self, "round", 3);
    const bool within[] = {true, false, false, true, false, true, false};
    const bool can_settle[] = {false, false, false};
    const ent_rank waits[] = {ENT_OFFICIAL, ENT_OFFICIAL, ENT_OFFICIAL};
    const double alone[21] = {0};
    ent_deals deals = {.exact = true, .has_interim = true, .settlement = none(), .interim = none()};
    ent_round_view view = {.within = within,
                           .can_settle = can_settle,
                           .waits = waits,
                           .alone = alone,
                           .deals = &deals};
    self.report.round = &view;
    ent_section_round.lines(&self.draft);
    assert_non_null(strstr(line(&self, "On Monday"),
                           "nothing can be settled: no delegation is known of Cyra."));
    tear_down(&self);
}

/* Every way in which the n-th piece of memory can be missing is noticed. */
static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    bench self;
    set_up(&self, "deals", 2);
    self.draft.failed = true;
    assert_string_equal(ent_say(&self.draft, "%d", 1), "");
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("1", "1"),
                       .acceptable = count_of("1", "1"),
                       .settlement = some("1"),
                       .interim = some("1")};
    self.report.deals = &deals;
    ent_section_deals.lines(&self.draft);
    ent_section_deals.tables(&self.draft);
    assert_int_equal(self.draft.lines_count, 0);
    assert_int_equal(self.draft.tables_count, 0);
    tear_down(&self);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_weekdays),
        cmocka_unit_test(only_common_nouns_lose_their_capital),
        cmocka_unit_test(lists_use_commas_or_semicolons),
        cmocka_unit_test(counts_are_singular_or_plural_or_bounds),
        cmocka_unit_test(the_gap_of_two_is_one_sentence),
        cmocka_unit_test(the_gap_of_three_names_everybody),
        cmocka_unit_test(a_settlement_comes_with_the_range_of_its_gains),
        cmocka_unit_test(no_settlement_is_an_answer),
        cmocka_unit_test(blockers_name_what_fails_and_the_way_round),
        cmocka_unit_test(a_round_says_who_can_settle_what),
        cmocka_unit_test(a_missing_delegation_settles_nothing),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
