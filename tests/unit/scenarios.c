/* The negotiations that people start from: they read without a message and hold what they claim. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "entente/provenance.h"
#include "entente/read.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCENARIOS  ENT_ROOT "/scenarios/"
#define ISSUES_MAX 16

static ent_model *read_quietly(const char *path) {
    ent_diags *diags = ent_diags_new();
    ent_model *model = NULL;
    const ent_status status = ent_model_read_file(path, NULL, &model, diags);
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        char line[500];
        ent_diag_format(ent_diags_at(diags, i), line, sizeof line);
        print_error("%s\n", line);
    }
    assert_int_equal(ent_diags_count(diags), 0);
    assert_int_equal(status, ENT_OK);
    ent_diags_free(diags);
    return model;
}

static uint32_t find_party(const ent_model *model, const char *key) {
    for (uint32_t p = 0; p < model->parties_count; p++)
        if (strcmp(model->parties[p].key, key) == 0)
            return p;
    fail_msg("no party '%s'", key);
    return ENT_NONE;
}

static uint32_t find_issue(const ent_model *model, const char *key) {
    for (uint32_t j = 0; j < model->issues_count; j++)
        if (strcmp(model->issues[j].key, key) == 0)
            return j;
    fail_msg("no issue '%s'", key);
    return ENT_NONE;
}

static uint32_t find_option(const ent_model *model, uint32_t issue, const char *key) {
    for (uint32_t o = 0; o < model->issues[issue].options_count; o++)
        if (strcmp(model->issues[issue].options[o].key, key) == 0)
            return o;
    fail_msg("no option '%s'", key);
    return ENT_NONE;
}

static const ent_roadmap *find_roadmap(const ent_model *model, const char *key) {
    for (size_t r = 0; r < model->roadmaps_count; r++)
        if (strcmp(model->roadmaps[r].key, key) == 0)
            return &model->roadmaps[r];
    fail_msg("no roadmap '%s'", key);
    return NULL;
}

static void settle(const ent_model *model, uint32_t *package, const char *issue,
                   const char *option) {
    const uint32_t j = find_issue(model, issue);
    package[j] = find_option(model, j, option);
}

static void settle_named(const ent_model *model, uint32_t *package, const char *key) {
    memset(package, 0, model->issues_count * sizeof *package);
    for (size_t n = 0; n < model->packages_count; n++) {
        if (strcmp(model->packages[n].key, key) != 0)
            continue;
        const ent_pattern *sets = &model->packages[n].sets;
        for (size_t t = 0; t < sets->count; t++)
            package[sets->terms[t].issue] = sets->terms[t].options.at[0];
        return;
    }
    fail_msg("no package '%s'", key);
}

static bool needs(const ent_option *option, uint32_t party) {
    for (size_t n = 0; n < option->needs.count; n++)
        if (option->needs.at[n] == party)
            return true;
    return false;
}

static bool affects(const ent_option *option, uint32_t party) {
    for (size_t n = 0; n < option->affects.count; n++)
        if (option->affects.at[n] == party)
            return true;
    return false;
}

/* The gain of `party` from one option, all else as today. */
static double gain_alone(const ent_model *model, const char *party, const char *issue,
                         const char *option) {
    uint32_t package[ISSUES_MAX] = {0};
    settle(model, package, issue, option);
    return ent_model_gain(model, find_party(model, party), package);
}

static bool has_suffix(const char *name, const char *suffix) {
    const size_t length = strlen(name);
    const size_t tail = strlen(suffix);
    return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

static void every_scenario_reads_without_a_message(void **state) {
    (void)state;
    DIR *folder = opendir(SCENARIOS);
    assert_non_null(folder);
    size_t count = 0;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (!has_suffix(entry->d_name, ".yaml"))
            continue;
        char path[1024];
        snprintf(path, sizeof path, SCENARIOS "%s", entry->d_name);
        ent_model_free(read_quietly(path));
        count++;
    }
    closedir(folder);
    assert_true(count >= 4);
}

static ent_model *read_istanbul(void) {
    return read_quietly(SCENARIOS "istanbul-2025-06.yaml");
}

static void istanbul_has_two_rounds(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    assert_int_equal(model->rounds_count, 2);
    const ent_round *may = &model->rounds[0];
    assert_int_equal(may->date.month, 5);
    assert_int_equal(may->date.day, 16);
    assert_string_equal(may->venue, "Istanbul");
    assert_int_equal(may->host, find_party(model, "turkey"));
    assert_int_equal(may->absences_count, 3);
    for (size_t a = 0; a < 3; a++) {
        assert_true(may->absences[a].has_rank);
        assert_int_equal(may->absences[a].rank, ENT_LEADER);
    }
    assert_int_equal(may->offers_count, 2);
    for (size_t o = 0; o < 2; o++) {
        assert_int_equal(may->offers[o].responses_count, 1);
        assert_int_equal(may->offers[o].responses[0].party, find_party(model, "russia"));
        assert_int_equal(may->offers[o].responses[0].answer, ENT_REJECTED);
    }
    assert_int_equal(may->agreed.count, 1);
    assert_int_equal(may->agreed.terms[0].issue, find_issue(model, "prisoners"));
    const ent_round *june = &model->rounds[1];
    assert_int_equal(june->date.month, 6);
    assert_int_equal(june->date.day, 2);
    assert_int_equal(june->agreed.count, 0);
    assert_int_equal(june->offers_count, 1);
    assert_int_equal(june->offers[0].package.count, 4);
    assert_int_equal(june->offers[0].responses[0].answer, ENT_PENDING);
    ent_model_free(model);
}

static void istanbul_knows_who_came_though_a_precondition_failed(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    for (size_t r = 0; r < 2; r++) {
        assert_int_equal(model->rounds[r].preconditions_count, 1);
        const ent_precondition *wish = &model->rounds[r].preconditions[0];
        assert_int_equal(wish->by, find_party(model, "ukraine"));
        assert_false(wish->met);
        assert_true(wish->attended);
    }
    assert_int_equal(model->rounds[1].delegations_count, 2);
    const ent_delegation *kyivs = &model->rounds[1].delegations[0];
    assert_string_equal(kyivs->head, "Rustem Umerov");
    assert_int_equal(kyivs->rank, ENT_MINISTER);
    ent_model_free(model);
}

static void istanbul_grades_and_places_every_claim(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    assert_int_equal(model->sources_count, 2);
    assert_int_equal(model->claims_count, 71);
    for (size_t c = 0; c < model->claims_count; c++) {
        const ent_claim *claim = &model->claims[c];
        assert_true(claim->reliability >= 'A' && claim->reliability <= 'F');
        assert_true(claim->credibility >= '2' && claim->credibility <= '6');
        assert_int_not_equal(claim->source, ENT_NONE);
        assert_int_equal(strncmp(claim->at, "paragraph ", 10), 0);
        const long paragraph = strtol(claim->at + 10, NULL, 10);
        assert_true(paragraph >= 1 && paragraph <= 15);
        assert_true(claim->by[0] && claim->says[0]);
    }
    ent_model_free(model);
}

static void istanbul_has_a_claim_from_every_paragraph(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    bool seen[16] = {false};
    for (size_t c = 0; c < model->claims_count; c++)
        seen[strtol(model->claims[c].at + 10, NULL, 10) & 15] = true;
    for (size_t paragraph = 1; paragraph <= 15; paragraph++)
        assert_true(seen[paragraph]);
    ent_model_free(model);
}

static void istanbul_marks_where_the_renderings_disagree(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    ent_provenance *provenance = NULL;
    assert_int_equal(ent_provenance_trace(model, &provenance, NULL), ENT_OK);
    assert_int_equal(provenance->contradictions_count, 11);
    size_t across = 0;
    for (size_t i = 0; i < provenance->contradictions_count; i++) {
        const ent_contradiction *pair = &provenance->contradictions[i];
        across += model->claims[pair->claim].source != model->claims[pair->other].source;
    }
    assert_int_equal(across, 10); /* one rendering also disagrees with itself, about a name */
    assert_int_equal(provenance->ungraded, 0);
    assert_int_equal(provenance->empty_sources.count, 0);
    ent_provenance_free(provenance);
    ent_model_free(model);
}

static void istanbul_gives_a_range_where_the_report_gives_nothing(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    ent_provenance *provenance = NULL;
    assert_int_equal(ent_provenance_trace(model, &provenance, NULL), ENT_OK);
    assert_true(provenance->unsupported.count >= 23 + 2 + 2); /* weights, walk-aways, ends */
    for (size_t i = 0; i < provenance->unsupported.count; i++) {
        const ent_number_entry *entry = &model->numbers[provenance->unsupported.at[i]];
        const bool best_or_worst =
            entry->number->likely.value == 0 || entry->number->likely.value == 1;
        if (entry->number->spread == ENT_POINT && !best_or_worst)
            fail_msg("%s is a bare number", entry->path);
    }
    ent_provenance_free(provenance);
    ent_model_free(model);
}

static void a_written_promise_closes_two_doors(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    const uint32_t nato = find_issue(model, "nato");
    const ent_option *pledge =
        &model->issues[nato].options[find_option(model, nato, "written-pledge")];
    assert_true(needs(pledge, find_party(model, "nato")));
    assert_true(affects(pledge, find_party(model, "georgia")));
    assert_true(affects(pledge, find_party(model, "moldova")));
    uint32_t package[ISSUES_MAX];
    settle_named(model, package, "moscows-terms");
    assert_true(ent_model_is_possible(model, package));
    settle(model, package, "membership", "open");
    assert_false(ent_model_is_possible(model, package));
    settle(model, package, "membership", "closed");
    settle(model, package, "neighbours", "open");
    assert_false(ent_model_is_possible(model, package));
    ent_model_free(model);
}

static void neither_side_signs_the_others_terms(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    static const char *const TERMS[2][2] = {{"kyivs-terms", "russia"},
                                            {"moscows-terms", "ukraine"}};
    for (size_t i = 0; i < 2; i++) {
        uint32_t package[ISSUES_MAX];
        uint32_t refuser = ENT_NONE;
        settle_named(model, package, TERMS[i][0]);
        assert_true(ent_model_is_possible(model, package));
        assert_true(ent_model_is_settlement(model, package));
        assert_true(ent_model_crosses_red_line(model, package, &refuser, NULL));
        assert_int_equal(refuser, find_party(model, TERMS[i][1]));
        assert_true(ent_model_gain(model, refuser, package) < 0);
    }
    ent_model_free(model);
}

static void both_gain_from_an_exchange_and_russia_loses_by_a_pause(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    assert_true(gain_alone(model, "ukraine", "prisoners", "all-for-all") > 0);
    assert_true(gain_alone(model, "russia", "prisoners", "all-for-all") > 0);
    assert_true(gain_alone(model, "ukraine", "ceasefire", "thirty-days") > 0);
    assert_true(gain_alone(model, "russia", "ceasefire", "thirty-days") < 0);
    ent_model_free(model);
}

/* Issue by issue the walk-aways are what the file says they are: midway from today to Moscow's
 * terms. */
static void walk_aways_lie_midway(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    uint32_t dictated[ISSUES_MAX];
    settle_named(model, dictated, "moscows-terms");
    const uint32_t today[ISSUES_MAX] = {0};
    for (size_t p = 0; p < model->principals.count; p++) {
        const uint32_t party = model->principals.at[p];
        const double midway = (ent_model_utility(model, party, today, false) +
                               ent_model_utility(model, party, dictated, false)) /
                              2;
        const double walk_away = model->parties[party].walk_away.likely.value;
        assert_true(walk_away > midway - 0.006 && walk_away < midway + 0.006);
    }
    ent_model_free(model);
}

static void kyivs_roadmap_is_as_reported(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    const ent_roadmap *kyiv = find_roadmap(model, "kyiv");
    static const char *const ISSUES[] = {"ceasefire", "prisoners", "summit", "final-talks"};
    assert_int_equal(kyiv->by, find_party(model, "ukraine"));
    assert_int_equal(kyiv->steps_count, 4);
    for (size_t s = 0; s < 4; s++) {
        assert_int_equal(kyiv->steps[s].sets.count, 1);
        assert_int_equal(kyiv->steps[s].sets.terms[0].issue, find_issue(model, ISSUES[s]));
    }
    assert_true(kyiv->steps[0].lasts_days == 30);
    assert_int_equal(kyiv->steps[3].after.count, 3);
    assert_true(kyiv->has_end);
    const ent_roadmap *other = find_roadmap(model, "exchange-first");
    assert_int_equal(other->by, ENT_NONE);
    assert_int_equal(other->steps[0].sets.terms[0].issue, find_issue(model, "prisoners"));
    ent_model_free(model);
}

static void blame_speeds_washington_and_moscow(void **state) {
    (void)state;
    ent_model *model = read_istanbul();
    assert_true(model->has_time);
    assert_int_equal(model->time.factors_count, 3);
    static const char *const FACTORS[] = {"front", "washington", "moscow"};
    static const char *const BLAMED[] = {NULL, "russia", "ukraine"};
    for (size_t f = 0; f < 3; f++) {
        const ent_factor *factor = &model->time.factors[f];
        assert_string_equal(factor->key, FACTORS[f]);
        assert_int_equal(factor->moves[0].blame.count, BLAMED[f] ? 1 : 0);
        if (BLAMED[f])
            assert_int_equal(factor->moves[0].blame.at[0].party, find_party(model, BLAMED[f]));
    }
    assert_true(model->time.factors[1].moves[0].has_rising);
    ent_model_free(model);
}

static void a_labour_contract_has_no_interim_agreements(void **state) {
    (void)state;
    ent_model *model = read_quietly(SCENARIOS "labour-contract.yaml");
    assert_false(model->has_settlement);
    assert_int_equal(model->principals.count, 2);
    assert_int_equal(model->issues_count, 4);
    for (size_t j = 0; j < 4; j++) {
        assert_true(model->issues[j].options_count >= 6);
        for (size_t p = 0; p < 2; p++) { /* one wants more, step by step, the other less */
            const ent_party *party = &model->parties[model->principals.at[p]];
            for (size_t o = 1; o < model->issues[j].options_count; o++) {
                const double step = party->preferences[j].values[o].likely.value -
                                    party->preferences[j].values[o - 1].likely.value;
                assert_true(p == 0 ? step > 0 : step < 0);
            }
        }
    }
    ent_model_free(model);
}

static void the_bank_refuses_a_fund_without_its_terms(void **state) {
    (void)state;
    ent_model *model = read_quietly(SCENARIOS "river-basin.yaml");
    assert_int_equal(model->principals.count, 3);
    uint32_t package[ISSUES_MAX] = {0};
    uint32_t refuser = ENT_NONE;
    assert_false(ent_model_crosses_red_line(model, package, NULL, NULL));
    settle(model, package, "fund", "small");
    assert_true(ent_model_crosses_red_line(model, package, &refuser, NULL));
    assert_int_equal(refuser, find_party(model, "bank"));
    settle(model, package, "disputes", "mediation");
    settle(model, package, "data", "shared-gauges");
    assert_false(ent_model_crosses_red_line(model, package, NULL, NULL));
    settle(model, package, "fund", "large");
    assert_true(ent_model_crosses_red_line(model, package, &refuser, NULL));
    assert_int_equal(refuser, find_party(model, "bank"));
    ent_model_free(model);
}

static void the_minimal_scenario_has_an_agreement(void **state) {
    (void)state;
    ent_model *model = read_quietly(SCENARIOS "teaching-minimal.yaml");
    assert_int_equal(model->issues_count, 2);
    uint32_t package[ISSUES_MAX] = {0};
    settle(model, package, "hedge", "medium");
    assert_false(ent_model_is_possible(model, package)); /* somebody has to pay */
    settle(model, package, "bill", "half");
    assert_true(ent_model_is_possible(model, package));
    for (size_t p = 0; p < model->principals.count; p++)
        assert_true(ent_model_gain(model, model->principals.at[p], package) > 0);
    ent_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scenario_reads_without_a_message),
        cmocka_unit_test(istanbul_has_two_rounds),
        cmocka_unit_test(istanbul_knows_who_came_though_a_precondition_failed),
        cmocka_unit_test(istanbul_grades_and_places_every_claim),
        cmocka_unit_test(istanbul_has_a_claim_from_every_paragraph),
        cmocka_unit_test(istanbul_marks_where_the_renderings_disagree),
        cmocka_unit_test(istanbul_gives_a_range_where_the_report_gives_nothing),
        cmocka_unit_test(a_written_promise_closes_two_doors),
        cmocka_unit_test(neither_side_signs_the_others_terms),
        cmocka_unit_test(both_gain_from_an_exchange_and_russia_loses_by_a_pause),
        cmocka_unit_test(walk_aways_lie_midway),
        cmocka_unit_test(kyivs_roadmap_is_as_reported),
        cmocka_unit_test(blame_speeds_washington_and_moscow),
        cmocka_unit_test(a_labour_contract_has_no_interim_agreements),
        cmocka_unit_test(the_bank_refuses_a_fund_without_its_terms),
        cmocka_unit_test(the_minimal_scenario_has_an_agreement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
