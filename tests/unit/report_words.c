/* What a report says about results of every kind: few and very many packages, two and more sides,
 * bounds instead of counts, nothing at all. The results are made by hand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "report/cell.h"
#include "report/wording.h"
#include "report_bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *line(const bench *self, const char *label) {
    for (size_t b = 0; b < self->draft.blocks.count; b++)
        if (self->draft.blocks.at[b].text && strcmp(self->draft.blocks.at[b].label, label) == 0)
            return self->draft.blocks.at[b].text;
    fail_msg("no line '%s'", label);
    return "";
}

static const report_table *table_of(const bench *self, const char *name) {
    for (size_t b = 0; b < self->draft.blocks.count; b++)
        if (self->draft.blocks.at[b].table &&
            strcmp(self->draft.blocks.at[b].table->name, name) == 0)
            return self->draft.blocks.at[b].table;
    fail_msg("no table '%s'", name);
    return NULL;
}

static size_t column_of(const report_table *table, const char *name) {
    for (size_t c = 0; c < table->columns_count; c++)
        if (table->columns[c].name && strcmp(table->columns[c].name, name) == 0)
            return c;
    fail_msg("no column '%s' in '%s'", name, table->name);
    return 0;
}

/* What people read in a cell, and machines. */
static const char *read(bench *self, const char *name, size_t row, const char *column) {
    const report_table *table = table_of(self, name);
    const size_t c = column_of(table, column);
    return report_cell_read(&self->draft, &table->columns[c], report_cell_at(table, row, c), NULL);
}

static const char *written(bench *self, const char *name, size_t row, const char *column) {
    const report_table *table = table_of(self, name);
    return report_cell_write(&self->draft, report_cell_at(table, row, column_of(table, column)));
}

static void dates_and_weekdays(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
    assert_string_equal(report_say_date(&self.draft, (ent_date){2025, 6, 2}), "2 June 2025");
    assert_string_equal(report_say_date(&self.draft, (ent_date){0}), "");
    assert_string_equal(report_say_weekday((ent_date){2025, 6, 2}), "Monday");
    assert_string_equal(report_say_weekday((ent_date){2024, 2, 29}), "Thursday");
    assert_string_equal(report_say_weekday((ent_date){2000, 1, 1}), "Saturday");
    assert_string_equal(report_say_weekday((ent_date){1900, 3, 1}), "Thursday");
    assert_int_equal(base_date_days_between((ent_date){2024, 2, 28}, (ent_date){2024, 3, 1}), 2);
    assert_int_equal(base_date_days_between((ent_date){2025, 1, 1}, (ent_date){2024, 12, 31}), -1);
    tear_down(&self);
}

static void only_common_nouns_lose_their_capital(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
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
    set_up(&self, 2);
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
    set_up(&self, 2);
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
    set_up(&self, 2);
    fill(&self, &results);
    report_section_gap.say(&self.draft);
    assert_string_equal(line(&self, "Far apart."),
                        "If Boreas got its way everywhere, Alba would lose 85 % of what it wants; "
                        "the other way round, Boreas would lose 81 %. Widest: ceasefire and Alban "
                        "army. Shared: NATO prisoners (all for all).");
    tear_down(&self);
}

static void the_gap_of_three_names_everybody(void **state) {
    (void)state;
    bench self;
    set_up(&self, 3);
    const double loss[] = {0, 0.4, 0.2, 0.3, 0, 0.5, 0, 0.7, 0};
    const double issue_loss[27] = {0};
    const uint32_t wants[] = {1, 0, ENT_NONE, ENT_NONE, ENT_NONE, ENT_NONE, 0, 0, 0};
    const uint32_t widest[] = {0, 1, 2};
    const bool shared[] = {false, true, false};
    const uint32_t improved[9] = {0};
    const double opposition[9] = {0};
    ent_gap gap = {.principals = 3,
                   .issues = 3,
                   .loss = loss,
                   .issue_loss = issue_loss,
                   .wants = wants,
                   .widest = widest,
                   .shared = shared,
                   .improved = improved,
                   .opposition = opposition,
                   .opposition_low = opposition};
    self.answers.gap = &gap;
    report_section_gap.say(&self.draft);
    assert_string_equal(
        line(&self, "Apart."),
        "If Alba got its way everywhere, Boreas would lose 30 % of what it wants, Cyra 0 %. If "
        "Boreas got its way everywhere, Alba would lose 40 % of what it wants, Cyra 70 %. If Cyra "
        "got its way everywhere, Alba would lose 20 % of what it wants, Boreas 50 %. No wish is "
        "shared.");
    tear_down(&self);
}

/* Nobody loses by the wish of the only side that has one; shared it is not. */
static void a_wish_of_one_side_is_not_shared(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    const uint32_t wants[] = {1, 0, 1, ENT_NONE, 0, 1};
    ent_gap gap = *self.answers.gap;
    gap.wants = wants;
    self.answers.gap = &gap;
    report_section_gap.say(&self.draft);
    assert_non_null(strstr(line(&self, "Far apart."), "No wish is shared."));
    tear_down(&self);
}

static const uint32_t FIRST[] = {0};
static const uint32_t SECOND[] = {1};
static const uint32_t BOTH[] = {1, 0};

static void positions_say_what_is_wanted_and_on_whose_word(void **state) {
    (void)state;
    static const ent_claim claims[] = {
        {.key = "near",
         .by = "boreas",
         .by_party = 1,
         .says = "peace is near",
         .source = ENT_NONE,
         .at = "",
         .reliability = 'B',
         .credibility = '2'},
        {.key = "far",
         .by = "radio",
         .by_party = ENT_NONE,
         .says = "peace is far",
         .source = ENT_NONE,
         .at = ""},
    };
    static const ent_number values[] = {{.likely = {.value = 0}, .because = {1, FIRST}},
                                        {.likely = {.value = 0.25}, .because = {2, BOTH}},
                                        {.likely = {.value = 1}, .because = {1, FIRST}}};
    static const ent_preference preferences[] = {
        {.given = true,
         .weight = {.likely = {.value = 30}},
         .values = values,
         .because = {1, SECOND}},
        {.given = true, .weight = {.likely = {.value = 10}}, .values = VALUES},
        {.given = false},
    };
    ent_party parties[3];
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    memcpy(parties, PARTIES, sizeof parties);
    parties[0].preferences = preferences;
    parties[0].walk_away =
        (ent_number){.low = {.value = 0.4}, .likely = {.value = 0.42}, .high = {.value = 0.5}};
    self.model.parties = parties;
    self.model.claims = claims;
    self.model.claims_count = 2;
    report_section_gap.say(&self.draft);
    assert_int_equal(table_of(&self, "positions")->rows_count, 3 * 2);
    assert_string_equal(read(&self, "positions", 0, "party"), "Alba");
    assert_string_equal(read(&self, "positions", 0, "wants"), "Full ceasefire (thirty days)");
    assert_string_equal(read(&self, "positions", 0, "weight"), "75.0");
    assert_string_equal(read(&self, "positions", 0, "at_stake"), "50.0");
    assert_string_equal(read(&self, "positions", 0, "because"), "radio (ungraded), Boreas (B2)");
    assert_string_equal(written(&self, "positions", 0, "because"), "far near");
    assert_string_equal(read(&self, "positions", 0, "own"), "weight");
    assert_string_equal(read(&self, "positions", 2, "own"), "weight and values");
    assert_string_equal(read(&self, "positions", 2, "because"), "");
    assert_string_equal(read(&self, "positions", 4, "weight"), "-"); /* Alba has no preference */
    assert_string_equal(read(&self, "positions", 4, "own"), "");
    assert_string_equal(read(&self, "red-lines", 0, "red_line"), "Alban army (capped, in numbers)");
    assert_string_equal(written(&self, "red-lines", 0, "red_line"), "red_line:alba:0");
    assert_string_equal(read(&self, "walk-aways", 0, "low"), "40.0");
    assert_string_equal(read(&self, "walk-aways", 0, "high"), "50.0");
    assert_string_equal(read(&self, "walk-aways", 0, "own"), "yes");
    tear_down(&self);
}

/* Of three sides the stake is what the dearest of the others would cost. */
static void what_is_at_stake_is_the_worst_case(void **state) {
    (void)state;
    bench self;
    set_up(&self, 3);
    const double zeros[9] = {0};
    double issue_loss[27] = {0};
    const uint32_t wants[9] = {0};
    const uint32_t widest[] = {0, 1, 2};
    const bool shared[3] = {false};
    ent_gap gap = {.principals = 3,
                   .issues = 3,
                   .loss = zeros,
                   .issue_loss = issue_loss,
                   .wants = wants,
                   .widest = widest,
                   .shared = shared,
                   .improved = wants,
                   .opposition = zeros,
                   .opposition_low = zeros};
    issue_loss[1 * 9 + 1 * 3 + 0] = 0.2; /* of the second issue, the second side, to the first */
    issue_loss[1 * 9 + 1 * 3 + 2] = 0.3;
    self.answers.gap = &gap;
    report_section_gap.say(&self.draft);
    assert_string_equal(read(&self, "positions", 3 + 0, "at_stake"), "0.0");
    assert_string_equal(read(&self, "positions", 3 + 1, "at_stake"), "30.0");
    tear_down(&self);
}

static void an_opposition_that_is_not_proven_lies_between_two_numbers(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 3);
    fill(&self, &results);
    const double zeros[27] = {0};
    const uint32_t counts[9] = {0};
    const double nearest[] = {0, 0.25, 0.4, 0.25, 0, 0.5, 0.4, 0.5, 0};
    const double low[] = {0, 0.25, 0.3994, 0.25, 0, 0.5, 0.3994, 0.5, 0};
    ent_gap gap = *self.answers.gap;
    gap.principals = 3;
    gap.loss = zeros;
    gap.issue_loss = zeros;
    gap.wants = counts;
    gap.improved = counts;
    gap.opposition = nearest;
    gap.opposition_low = low;
    gap.opposition_all = 0.6012;
    gap.opposition_all_low = 0.5998;
    self.answers.gap = &gap;
    report_section_gap.say(&self.draft);
    const report_table *pairs = table_of(&self, "pairs");
    assert_string_equal(read(&self, "pairs", 0, "opposition"), "25.0");
    assert_string_equal(read(&self, "pairs", 1, "opposition"), "between 39.9 and 40.0");
    assert_non_null(strstr(pairs->note, "Over all 3 sides at once it is between 59.9 and 60.2 %."));
    assert_non_null(strstr(pairs->note, "none nearer than the lower one"));
    tear_down(&self);
}

static void a_settlement_comes_with_the_range_of_its_gains(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("3240", "3240"),
                       .acceptable = count_of("90", "90"),
                       .settlement = some("90"),
                       .interim = none()};
    self.answers.deals = &deals;
    report_section_deals.say(&self.draft);
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
    set_up(&self, 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "0"),
                       .settlement = none()};
    self.answers.deals = &deals;
    report_section_deals.say(&self.draft);
    const char *text = line(&self, "An agreement");
    assert_non_null(strstr(text, "is not possible as things stand"));
    assert_non_null(strstr(text, "Alba falls 4 % short, and it crosses a red line"));
    assert_false(self.draft.failed);
    tear_down(&self);
}

static void what_was_not_found_is_not_ruled_out(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "9"),
                       .settlement = none()};
    deals.settlement.count = deals.acceptable;
    deals.settlement.not_found = true;
    deals.settlement.epsilon = 0.0123;
    self.answers.deals = &deals;
    report_section_deals.say(&self.draft);
    const char *text = line(&self, "An agreement");
    assert_non_null(strstr(text, "was neither found nor ruled out; that takes more memory. Nobody "
                                 "can gain more than 1.3 % of what it wants by one."));
    tear_down(&self);
}

static void the_nearest_of_an_approximate_frontier_says_so(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
    ent_deals deals = {.exact = true,
                       .possible = count_of("12", "12"),
                       .acceptable = count_of("0", "0"),
                       .settlement = none()};
    deals.settlement.epsilon = 0.004;
    self.answers.deals = &deals;
    report_section_deals.say(&self.draft);
    assert_non_null(strstr(line(&self, "An agreement"), "None comes nearer by more than 0.4 %."));
    tear_down(&self);
}

static void blockers_name_what_fails_and_the_way_round(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    self.draft.brief = true;
    report_section_blockers.say(&self.draft);
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
        set_up(&self, 2);
        fill(&self, &results);
        self.draft.brief = true;
        ent_blockers blockers = *self.answers.blockers;
        blockers.conflicts = conflicts;
        blockers.conflicts_count = count;
        blockers.conflicts_complete = count < 4;
        self.answers.blockers = &blockers;
        report_section_blockers.say(&self.draft);
        assert_non_null(strstr(line(&self, "A settlement"), ends[count - 2]));
        tear_down(&self);
    }
}

static void a_cut_list_says_so(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    ent_blockers blockers = *self.answers.blockers;
    blockers.limit = ENT_BLOCKERS_WORK;
    blockers.concessions_complete = blockers.conflicts_complete = false;
    blockers.prices_complete = false;
    self.answers.blockers = &blockers;
    report_section_blockers.say(&self.draft);
    size_t said = 0;
    for (size_t b = 0; b < self.draft.blocks.count; b++) {
        const report_table *table = self.draft.blocks.at[b].table;
        said += table && table->note && strstr(table->note, "at its limit");
    }
    assert_int_equal(said, 3);
    tear_down(&self);
}

static void a_price_that_is_not_known_is_explained(void **state) {
    (void)state;
    static const double unknown[] = {NAN, NAN, NAN};
    static const double nothing[] = {0.0004, NAN, NAN};
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    ent_blockers blockers = *self.answers.blockers;
    self.answers.blockers = &blockers;
    report_section_blockers.say(&self.draft);
    assert_null(strstr(table_of(&self, "prices")->note, "no settlement"));
    assert_string_equal(table_of(&self, "prices")->chart, "prices");
    blockers.prices = unknown;
    self.draft.blocks.count = 0;
    report_section_blockers.say(&self.draft);
    assert_string_equal(read(&self, "prices", 0, "price"), "-");
    assert_non_null(
        strstr(table_of(&self, "prices")->note, "-: there is no settlement while it stands."));
    blockers.prices = nothing;
    self.draft.blocks.count = 0;
    report_section_blockers.say(&self.draft);
    assert_null(table_of(&self, "prices")->chart); /* there would be nothing to see */
    tear_down(&self);
}

static void a_round_says_who_can_settle_what(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    report_section_round.say(&self.draft);
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

static void a_round_lists_what_waits_and_what_each_option_adds(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    report_section_round.say(&self.draft);
    assert_int_equal(table_of(&self, "waiting")->rows_count, 2);
    assert_string_equal(read(&self, "waiting", 0, "rank"), "leaders"); /* highest rank first */
    assert_string_equal(read(&self, "waiting", 0, "issue"), "Ceasefire");
    assert_string_equal(written(&self, "waiting", 1, "rank"), "minister");
    assert_string_equal(read(&self, "waiting", 1, "issue"), "Alban army");
    assert_int_equal(table_of(&self, "options")->rows_count, 4);
    assert_string_equal(read(&self, "options", 0, "gain_boreas"), "-11.0");
    assert_string_equal(read(&self, "options", 0, "can_settle"), "waits for leaders");
    assert_string_equal(read(&self, "options", 1, "gain_alba"), "-"); /* against the rules */
    assert_string_equal(read(&self, "options", 2, "can_settle"), "this round");
    assert_string_equal(written(&self, "options", 2, "can_settle"), "yes");
    assert_string_equal(table_of(&self, "options")->chart, "alone");
    assert_string_equal(read(&self, "signable", 0, "count"), "1");
    assert_string_equal(read(&self, "signable", 0, "frontier"), "2");
    assert_string_equal(written(&self, "signable", 1, "set"), "settlement");
    assert_string_equal(read(&self, "signable", 1, "count"), "0");
    tear_down(&self);
}

static void a_missing_delegation_settles_nothing(void **state) {
    (void)state;
    bench self;
    set_up(&self, 3);
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
    self.answers.round = &view;
    report_section_round.say(&self.draft);
    assert_non_null(strstr(line(&self, "On Monday"),
                           "nothing can be settled: no delegation is known of Cyra."));
    tear_down(&self);
}

static void a_claim_is_listed_with_its_source(void **state) {
    (void)state;
    static const ent_source sources[] = {
        {.key = "paper", .title = "The paper", .kind = "press", .date = {2025, 5, 30}},
        {.key = "letter", .title = "A letter", .kind = ""},
    };
    static const ent_claim claims[] = {{.key = "ill",
                                        .by = "paper",
                                        .by_party = ENT_NONE,
                                        .says = "he is ill",
                                        .source = 0,
                                        .at = "page 1",
                                        .reliability = 'C',
                                        .credibility = '3'},
                                       {.key = "well",
                                        .by = "boreas",
                                        .by_party = 1,
                                        .says = "he is well",
                                        .source = 0,
                                        .at = ""}};
    static const ent_contradiction pairs[] = {{0, 1}};
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    self.model.sources = sources;
    self.model.sources_count = 2;
    self.model.claims = claims;
    self.model.claims_count = 2;
    results.provenance =
        (ent_provenance){.ungraded = 1, .contradictions_count = 1, .contradictions = pairs};
    results.provenance.grades[2][2] = 1;
    report_section_check.say(&self.draft);
    assert_string_equal(read(&self, "claims", 0, "source"), "paper");
    assert_string_equal(read(&self, "claims", 0, "at"), "page 1");
    assert_string_equal(read(&self, "claims", 1, "by"), "Boreas");
    assert_string_equal(written(&self, "claims", 1, "by"), "boreas");
    assert_string_equal(read(&self, "claims", 1, "grade"), "-");
    assert_string_equal(read(&self, "contradictions", 1, "claim"), "well");
    assert_string_equal(read(&self, "all-sources", 0, "date"), "30 May 2025");
    assert_string_equal(read(&self, "all-sources", 0, "claims"), "2");
    assert_string_equal(read(&self, "all-sources", 1, "claims"), "0");
    assert_int_equal(table_of(&self, "scale")->rows_count, 6);
    assert_string_equal(line(&self, "The model"),
                        "the model is sound: 3 issues, 3 parties (2 must sign), 2 claims from 2 "
                        "sources.");
    tear_down(&self);
}

static void a_scale_without_grades_is_not_shown(void **state) {
    (void)state;
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    results.provenance.ungraded = self.model.claims_count;
    report_section_check.say(&self.draft);
    assert_int_equal(table_of(&self, "scale")->rows_count, 0);
    assert_int_equal(table_of(&self, "support")->rows_count, 0); /* no number in this model */
    tear_down(&self);
}

static void support_counts_the_numbers(void **state) {
    (void)state;
    static const ent_number_entry numbers[5] = {
        {.path = "a"}, {.path = "b"}, {.path = "c.x"}, {.path = "c.y"}, {.path = "c.z"}};
    static const uint32_t bare[] = {2, 4};
    bench self;
    bench_results results;
    set_up(&self, 2);
    fill(&self, &results);
    self.model.numbers = numbers;
    self.model.numbers_count = 5;
    results.provenance.unsupported = (ent_ids){2, bare};
    report_section_check.say(&self.draft);
    assert_string_equal(read(&self, "support", 0, "numbers"), "3");
    assert_string_equal(read(&self, "support", 1, "numbers"), "2");
    assert_string_equal(table_of(&self, "support")->chart, "provenance");
    assert_int_equal(table_of(&self, "unsupported")->rows_count, 1);
    assert_string_equal(read(&self, "unsupported", 0, "numbers"), "3");
    assert_string_equal(read(&self, "unsupported", 0, "which"), "x, z");
    tear_down(&self);
}

/* Every way in which the n-th piece of memory can be missing is noticed. */
static void running_out_of_memory_is_remembered(void **state) {
    (void)state;
    bench self;
    set_up(&self, 2);
    self.draft.failed = true;
    assert_string_equal(report_say(&self.draft, "%d", 1), "");
    ent_deals deals = {.exact = true,
                       .has_interim = true,
                       .possible = count_of("1", "1"),
                       .acceptable = count_of("1", "1"),
                       .settlement = some("1"),
                       .interim = some("1")};
    self.answers.deals = &deals;
    report_section_deals.say(&self.draft);
    assert_int_equal(self.draft.blocks.count, 0);
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
        cmocka_unit_test(a_wish_of_one_side_is_not_shared),
        cmocka_unit_test(positions_say_what_is_wanted_and_on_whose_word),
        cmocka_unit_test(what_is_at_stake_is_the_worst_case),
        cmocka_unit_test(an_opposition_that_is_not_proven_lies_between_two_numbers),
        cmocka_unit_test(a_settlement_comes_with_the_range_of_its_gains),
        cmocka_unit_test(no_settlement_is_an_answer),
        cmocka_unit_test(what_was_not_found_is_not_ruled_out),
        cmocka_unit_test(the_nearest_of_an_approximate_frontier_says_so),
        cmocka_unit_test(blockers_name_what_fails_and_the_way_round),
        cmocka_unit_test(blockers_name_two_conflicts_and_count_more),
        cmocka_unit_test(a_cut_list_says_so),
        cmocka_unit_test(a_price_that_is_not_known_is_explained),
        cmocka_unit_test(a_round_says_who_can_settle_what),
        cmocka_unit_test(a_round_lists_what_waits_and_what_each_option_adds),
        cmocka_unit_test(a_missing_delegation_settles_nothing),
        cmocka_unit_test(a_claim_is_listed_with_its_source),
        cmocka_unit_test(a_scale_without_grades_is_not_shown),
        cmocka_unit_test(support_counts_the_numbers),
        cmocka_unit_test(running_out_of_memory_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
