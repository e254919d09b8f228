/* What a report says about results of every kind: few and very many packages, two and more sides,
 * bounds instead of counts, nothing at all. The results are made by hand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/wording.h"
#include "report_bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *line(const bench *self, const char *label) {
    for (size_t i = 0; i < self->draft.lines_count; i++)
        if (strcmp(self->draft.lines[i].label, label) == 0)
            return self->draft.lines[i].text;
    fail_msg("no line '%s'", label);
    return "";
}

static void dates_and_weekdays(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    assert_string_equal(report_say_date(&self.draft, (ent_date){2025, 6, 2}), "2 June 2025");
    assert_string_equal(report_say_date(&self.draft, (ent_date){0}), "");
    assert_string_equal(report_say_weekday((ent_date){2025, 6, 2}), "Monday");
    assert_string_equal(report_say_weekday((ent_date){2024, 2, 29}), "Thursday");
    assert_string_equal(report_say_weekday((ent_date){2000, 1, 1}), "Saturday");
    assert_string_equal(report_say_weekday((ent_date){1900, 3, 1}), "Thursday");
    assert_int_equal(report_days_between((ent_date){2024, 2, 28}, (ent_date){2024, 3, 1}), 2);
    assert_int_equal(report_days_between((ent_date){2025, 1, 1}, (ent_date){2024, 12, 31}), -1);
    tear_down(&self);
}

static void only_common_nouns_lose_their_capital(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    report_draft *draft = &self.draft;
    assert_string_equal(report_say_issue(draft, 0), "ceasefire"); /* a claim writes it small */
    assert_string_equal(report_say_issue(draft, 1), "NATO prisoners");
    assert_string_equal(report_say_issue(draft, 2), "Alban army"); /* nobody writes it small */
    assert_string_equal(report_say_choice(draft, 0, 1), "ceasefire (full ceasefire)");
    assert_string_equal(report_say_choice(draft, 0, 2), "ceasefire (the war ends)");
    assert_string_equal(report_say_choice(draft, 1, 1), "NATO prisoners (all for all)");
    assert_string_equal(report_say_name(draft, "Excluded"), "excluded");
    assert_string_equal(report_say_name(draft, "Fred Stone"), "Fred Stone");
    assert_string_equal(report_say_name(draft, "Least release"), "least release");
    assert_string_equal(report_say_key(draft, "front"), "front"); /* a key is no name by itself */
    assert_string_equal(report_say_party(draft, 0), "Alba");
    assert_string_equal(report_say_possessive(draft, "Boreas"), "Boreas'");
    tear_down(&self);
}

static void lists_use_commas_or_semicolons(void **state) {
    (void)state;
    bench self;
    set_up(&self, "brief", 2);
    const char *plain[] = {"a", "b", "c"};
    const char *heavy[] = {"a, with b", "c"};
    assert_string_equal(report_say_list(&self.draft, plain, 1, 0), "a");
    assert_string_equal(report_say_list(&self.draft, plain, 2, 0), "a and b");
    assert_string_equal(report_say_list(&self.draft, plain, 3, 0), "a, b and c");
    assert_string_equal(report_say_list(&self.draft, plain, 3, 2), "a, b, c and 2 more");
    assert_string_equal(report_say_list(&self.draft, plain, 1, 2), "a and 2 more");
    assert_string_equal(report_say_list(&self.draft, heavy, 2, 0), "a, with b; and c");
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
    assert_string_equal(report_say_counted(&self.draft, &none, "package", "packages"),
                        "no package");
    assert_string_equal(report_say_counted(&self.draft, &one, "package", "packages"), "1 package");
    assert_string_equal(report_say_counted(&self.draft, &bounds, "package", "packages"),
                        "between 1 and 2,500 packages");
    assert_string_equal(report_say_counted(&self.draft, &huge, "package", "packages"),
                        "1.2 x 10^21 packages");
    const ent_count few = count_of("0", "12");
    const ent_count wide = count_of("12345678901", "98765432109876");
    assert_string_equal(report_say_counted(&self.draft, &few, "package", "packages"),
                        "at most 12 packages");
    assert_string_equal(report_say_counted(&self.draft, &wide, "package", "packages"),
                        "between 1.2 x 10^10 and 9.9 x 10^13 packages");
    tear_down(&self);
}

static void the_gap_of_two_is_one_sentence(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, "gap", 2);
    fill(&self, &results);
    report_section_gap.lines(&self.draft);
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
    report_section_gap.lines(&self.draft);
    assert_string_equal(
        line(&self, "Apart."),
        "If Alba got its way everywhere, Boreas would lose 30 % of what it wants, Cyra 0 %. If "
        "Boreas got its way everywhere, Alba would lose 40 % of what it wants, Cyra 70 %. If Cyra "
        "got its way everywhere, Alba would lose 20 % of what it wants, Boreas 50 %. No wish is "
        "shared.");
    tear_down(&self);
}

static void an_opposition_that_is_not_proven_lies_between_two_numbers(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, "gap", 3);
    fill(&self, &results);
    const double zeros[27] = {0};
    const uint32_t counts[9] = {0};
    const double nearest[] = {0, 0.25, 0.4, 0.25, 0, 0.5, 0.4, 0.5, 0};
    const double low[] = {0, 0.25, 0.3994, 0.25, 0, 0.5, 0.3994, 0.5, 0};
    ent_gap gap = *self.report.gap;
    gap.principals = 3;
    gap.loss = zeros;
    gap.issue_loss = zeros;
    gap.wants = counts;
    gap.improved = counts;
    gap.opposition = nearest;
    gap.opposition_low = low;
    gap.opposition_all = 0.6012;
    gap.opposition_all_low = 0.5998;
    self.report.gap = &gap;
    report_section_gap.tables(&self.draft);
    const print_table *pairs = self.draft.tables[self.draft.tables_count - 1];
    assert_string_equal(pairs->cells[0 * pairs->columns_count + 4].text, "25.0");
    assert_string_equal(pairs->cells[1 * pairs->columns_count + 4].text, "between 39.9 and 40.0");
    assert_non_null(strstr(pairs->note, "Over all 3 sides at once it is between 59.9 and 60.2 %."));
    assert_non_null(strstr(pairs->note, "none nearer than the lower one"));
    tear_down(&self);
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
    report_section_deals.lines(&self.draft);
    const char *text = line(&self, "A settlement");
    assert_non_null(strstr(text, "90"));
    assert_non_null(
        strstr(text, "Alba gains 13 to 20 % of what it wants over walking away, Boreas 5 to 9 %"));
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
    report_section_deals.lines(&self.draft);
    const char *text = line(&self, "An agreement");
    assert_non_null(strstr(text, "is not possible as things stand"));
    assert_non_null(strstr(text, "Alba falls 4 % short, and it crosses a red line"));
    report_section_deals.tables(&self.draft);
    assert_false(self.draft.failed);
    tear_down(&self);
}

static void what_was_not_found_is_not_ruled_out(void **state) {
    (void)state;
    bench self;
    set_up(&self, "deals", 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "9"),
                       .settlement = none()};
    deals.settlement.count = deals.acceptable;
    deals.settlement.not_found = true;
    deals.settlement.epsilon = 0.0123;
    self.report.deals = &deals;
    report_section_deals.lines(&self.draft);
    const char *text = line(&self, "An agreement");
    assert_non_null(strstr(text, "was neither found nor ruled out; that takes more memory. Nobody "
                                 "can gain more than 1.3 % of what it wants by one."));
    tear_down(&self);
}

static void the_nearest_of_an_approximate_frontier_says_so(void **state) {
    (void)state;
    bench self;
    set_up(&self, "deals", 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "0"),
                       .settlement = none()};
    deals.settlement.epsilon = 0.004;
    self.report.deals = &deals;
    report_section_deals.lines(&self.draft);
    assert_non_null(strstr(line(&self, "An agreement"), "None comes nearer by more than 0.4 %."));
    tear_down(&self);
}

static void blockers_name_what_fails_and_the_way_round(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, "brief", 2);
    fill(&self, &results);
    report_section_blockers.lines(&self.draft);
    assert_string_equal(
        line(&self, "A settlement"),
        "is not possible as things stand. It fails on Alba's red line on Alban army (capped, in "
        "numbers) together with Boreas' walk-away. The cheapest way round: Boreas settles for 46 % "
        "of what it wants rather than 50 %.");
    tear_down(&self);
}

static void blockers_name_two_conflicts_and_count_more(void **state) {
    (void)state;
    const uint32_t both[] = {0, 2};
    const uint32_t other[] = {1};
    const ent_ids conflicts[] = {{2, both}, {1, other}, {1, other}, {1, other}};
    static const char *const ends[] = {
        "together with Boreas' walk-away, and also on Alba's walk-away. The cheapest",
        "together with Boreas' walk-away; 2 other conflicts stand in the way too (entente blockers "
        "lists them). The cheapest",
        "together with Boreas' walk-away; at least 3 other conflicts stand in the way too (entente "
        "blockers lists them). The cheapest",
    };
    for (size_t count = 2; count <= 4; count++) {
        bench self;
        bench_results results;
        set_up(&self, "brief", 2);
        fill(&self, &results);
        ent_blockers blockers = *self.report.blockers;
        blockers.conflicts = conflicts;
        blockers.conflicts_count = count;
        blockers.conflicts_complete = count < 4;
        self.report.blockers = &blockers;
        report_section_blockers.lines(&self.draft);
        assert_non_null(strstr(line(&self, "A settlement"), ends[count - 2]));
        tear_down(&self);
    }
}

static void a_cut_list_says_so(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, "blockers", 2);
    fill(&self, &results);
    ent_blockers blockers = *self.report.blockers;
    blockers.limit = ENT_BLOCKERS_WORK;
    blockers.concessions_complete = blockers.conflicts_complete = false;
    blockers.prices_complete = false;
    self.report.blockers = &blockers;
    report_section_blockers.tables(&self.draft);
    size_t said = 0;
    for (size_t i = 0; i < self.draft.tables_count; i++)
        said += self.draft.tables[i]->note && strstr(self.draft.tables[i]->note, "at its limit");
    assert_int_equal(said, 3);
    tear_down(&self);
}

static void a_round_says_who_can_settle_what(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, "round", 2);
    fill(&self, &results);
    report_section_round.lines(&self.draft);
    assert_string_equal(
        line(&self, "On Monday"),
        "officials can settle 1 of 3 issues; Boreas sends nobody higher. Both would gain most from "
        "NATO prisoners (all for all): Alba gains 14 % of what it wants, Boreas 8 %. Within that "
        "mandate lies 1 interim agreement that both can sign. Ceasefire must wait for leaders; "
        "Alban army for ministers. Ceasefire (full ceasefire) would cost Boreas 11 % of what it "
        "wants as things stand. Alba takes part though its precondition is not met (a proposal in "
        "writing).");
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
    report_section_round.lines(&self.draft);
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
    assert_string_equal(report_say(&self.draft, "%d", 1), "");
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("1", "1"),
                       .acceptable = count_of("1", "1"),
                       .settlement = some("1"),
                       .interim = some("1")};
    self.report.deals = &deals;
    report_section_deals.lines(&self.draft);
    report_section_deals.tables(&self.draft);
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
        cmocka_unit_test(an_opposition_that_is_not_proven_lies_between_two_numbers),
        cmocka_unit_test(a_settlement_comes_with_the_range_of_its_gains),
        cmocka_unit_test(no_settlement_is_an_answer),
        cmocka_unit_test(what_was_not_found_is_not_ruled_out),
        cmocka_unit_test(the_nearest_of_an_approximate_frontier_says_so),
        cmocka_unit_test(blockers_name_what_fails_and_the_way_round),
        cmocka_unit_test(blockers_name_two_conflicts_and_count_more),
        cmocka_unit_test(a_cut_list_says_so),
        cmocka_unit_test(a_round_says_who_can_settle_what),
        cmocka_unit_test(a_missing_delegation_settles_nothing),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
