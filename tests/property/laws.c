/* Laws that hold between the answers to models that are almost the same. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "copy_model.h"
#include "entente/blockers.h"
#include "entente/deals.h"
#include "hand_model.h"
#include "rng.h"
#include "sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLOSE 1e-9

static sweep_plan plan;

static ent_deals *solved(const ent_model *model, const ent_deals_options *options) {
    ent_deals *deals = NULL;
    if (ent_deals_solve(model, options, &deals, NULL) != ENT_OK)
        abort();
    return deals;
}

static const ent_deal_set *set_of(const ent_deals *deals, int kind) {
    return kind ? &deals->interim : &deals->settlement;
}

static double smallest(const double *gain, size_t count) {
    double least = INFINITY;
    for (size_t p = 0; p < count; p++)
        least = gain[p] < least ? gain[p] : least;
    return least;
}

static double objective(const ent_deal_set *set, ent_solution solution, const ent_deal *deal,
                        size_t principals) {
    double product = 1;
    double ratio = 1;
    double sum = 0;
    for (size_t p = 0; p < principals; p++) {
        product *= deal->gain[p];
        sum += deal->utility[p];
        if (set->ideal_gain[p] > CLOSE)
            ratio = fmin(ratio, deal->gain[p] / set->ideal_gain[p]);
    }
    switch (solution) {
    case ENT_NASH:
        return product;
    case ENT_KALAI_SMORODINSKY:
        return ratio;
    case ENT_EGALITARIAN:
        return smallest(deal->gain, principals);
    case ENT_UTILITARIAN:
        return sum;
    }
    abort();
}

static bool same_counts(const ent_deals *a, const ent_deals *b) {
    return !strcmp(a->possible.low, b->possible.low) &&
           !strcmp(a->acceptable.low, b->acceptable.low) &&
           !strcmp(a->settlement.count.low, b->settlement.count.low) &&
           !strcmp(a->interim.count.low, b->interim.count.low);
}

/* Is a payoff of `deal`, its principals renamed by `to`, on the frontier of `set`? */
static bool holds_payoff(const ent_deal_set *set, const ent_deal *deal, const uint32_t *to,
                         size_t principals) {
    for (size_t i = 0; i < set->frontier_count; i++) {
        bool same = set->frontier[i].packages == deal->packages;
        for (size_t p = 0; p < principals && same; p++)
            same = fabs(set->frontier[i].utility[to[p]] - deal->utility[p]) < CLOSE;
        if (same)
            return true;
    }
    return false;
}

/* The same answer but for names: payoffs, multiplicities, values of the solutions, shortfalls. */
static bool same_but_for_names(const ent_deals *a, const ent_deals *b, const uint32_t *to,
                               size_t principals) {
    if (!same_counts(a, b) || a->exact != b->exact)
        return false;
    for (int kind = 0; kind < 2; kind++) {
        const ent_deal_set *before = set_of(a, kind);
        const ent_deal_set *after = set_of(b, kind);
        if (before->frontier_count != after->frontier_count || !before->nearest != !after->nearest)
            return false;
        if (before->nearest && fabs(before->nearest_shortfall - after->nearest_shortfall) > CLOSE)
            return false;
        for (size_t i = 0; i < before->frontier_count; i++)
            if (!holds_payoff(after, &before->frontier[i], to, principals))
                return false;
        for (int s = 0; before->frontier_count && s < ENT_SOLUTIONS; s++) {
            const ent_deal *x = &before->frontier[before->solutions[s]];
            const ent_deal *y = &after->frontier[after->solutions[s]];
            if (fabs(objective(before, (ent_solution)s, x, principals) -
                     objective(after, (ent_solution)s, y, principals)) > CLOSE ||
                fabs(smallest(x->gain, principals) - smallest(y->gain, principals)) > CLOSE)
                return false;
        }
    }
    return true;
}

static void shuffle(rng *random, uint32_t *to, size_t from, size_t count) {
    for (uint32_t i = 0; i < count; i++)
        to[i] = i;
    for (size_t i = count; i > from + 1; i--) {
        const size_t k = rng_between(random, from, i - 1);
        const uint32_t moved = to[i - 1];
        to[i - 1] = to[k];
        to[k] = moved;
    }
}

static const uint32_t unmoved[ENT_PRINCIPALS_MAX] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                     8, 9, 10, 11, 12, 13, 14, 15};

/* ---- relabelling ---- */

static uint32_t place_among(const ent_ids *ids, uint32_t id) {
    for (uint32_t i = 0; i < ids->count; i++)
        if (ids->at[i] == id)
            return i;
    abort();
}

static bool parties_relabel(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    rng random = {seed};
    uint32_t to[ENT_PARTIES_MAX];
    uint32_t principal_to[ENT_PRINCIPALS_MAX];
    shuffle(&random, to, 0, model->parties_count);
    copied_model copy;
    copy_model(&copy, model, 0);
    copy_move_parties(&copy, to);
    for (size_t p = 0; p < model->principals.count; p++)
        principal_to[p] = place_among(&copy.model.principals, to[model->principals.at[p]]);
    ent_deals *before = solved(model, NULL);
    ent_deals *after = solved(&copy.model, NULL);
    const bool same = same_but_for_names(before, after, principal_to, model->principals.count);
    snprintf(why, why_size, "other parties' names, another answer");
    ent_deals_free(before);
    ent_deals_free(after);
    copied_model_free(&copy);
    return same;
}

static bool issues_and_options_relabel(const ent_model *model, uint64_t seed, char *why,
                                       size_t why_size) {
    rng random = {seed};
    uint32_t to[64];
    copied_model copy;
    copy_model(&copy, model, 0);
    for (uint32_t j = 0; j < model->issues_count; j++) {
        shuffle(&random, to, 1, model->issues[j].options_count);
        copy_move_options(&copy, j, to);
    }
    shuffle(&random, to, 0, model->issues_count);
    copy_move_issues(&copy, to);
    ent_deals *before = solved(model, NULL);
    ent_deals *after = solved(&copy.model, NULL);
    const bool same = same_but_for_names(before, after, unmoved, model->principals.count);
    snprintf(why, why_size, "other names of issues and options, another answer");
    ent_deals_free(before);
    ent_deals_free(after);
    copied_model_free(&copy);
    return same;
}

static void new_names_for_parties_change_only_names(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, parties_relabel), 0);
}

static void new_names_for_issues_and_options_change_only_names(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, issues_and_options_relabel), 0);
}

/* ---- scale ---- */

static ent_number halved(const ent_number *number, bool lifted) {
    const int64_t quarter[4] = {25, 250, 2500, 25000};
    const uint8_t decimals = number->likely.decimals;
    const int64_t shift = lifted ? quarter[decimals] : 0;
    return random_model_number(number->likely.digits * 50 + shift, (uint8_t)(decimals + 2));
}

/* u' = u / 2 + 1/4 of the first principal; false if it cares about nothing. */
static bool rescale(copied_model *copy) {
    const uint32_t who = copy->principals[0];
    ent_party *party = &copy->parties[who];
    double weights = 0;
    for (size_t j = 0; j < copy->model.issues_count; j++) {
        const ent_preference *preference = &copy->inside[who].preferences[j];
        weights += preference->given ? preference->weight.likely.value : 0;
        for (size_t o = 0; preference->given && o < copy->issues[j].options_count; o++)
            copy->inside[who].values[j][o] = halved(&copy->inside[who].values[j][o], true);
    }
    for (size_t i = 0; i < party->linkages_count; i++)
        copy->inside[who].linkages[i].bonus = halved(&party->linkages[i].bonus, false);
    party->walk_away = halved(&party->walk_away, true);
    return weights > 0;
}

/* The deal of `set` that holds this package. */
static const ent_deal *find_deal(const ent_deal_set *set, const uint32_t *package, size_t issues) {
    for (size_t i = 0; i < set->frontier_count; i++)
        if (!memcmp(set->frontier[i].package, package, issues * sizeof *package))
            return &set->frontier[i];
    return NULL;
}

static bool scale_is_ignored(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    copied_model copy;
    copy_model(&copy, model, 0);
    const bool means_something = rescale(&copy);
    ent_deals *before = solved(model, NULL);
    ent_deals *after = solved(&copy.model, NULL);
    bool good = !means_something || same_counts(before, after);
    for (int kind = 0; kind < 2 && good && means_something; kind++) {
        const ent_deal_set *old = set_of(before, kind);
        const ent_deal_set *new = set_of(after, kind);
        good = old->frontier_count == new->frontier_count;
        for (size_t i = 0; i < new->frontier_count &&good; i++)
            good = find_deal(old, new->frontier[i].package, model->issues_count);
        for (int s = ENT_NASH; s <= ENT_KALAI_SMORODINSKY && good && old->frontier_count; s++) {
            const ent_deal *was = &old->frontier[old->solutions[s]];
            const ent_deal *is =
                find_deal(old, new->frontier[new->solutions[s]].package, model->issues_count);
            good = is && fabs(objective(old, (ent_solution)s, was, model->principals.count) -
                              objective(old, (ent_solution)s, is, model->principals.count)) < 1e-12;
        }
    }
    snprintf(why, why_size, "one party's scale changes frontier, Nash or Kalai-Smorodinsky");
    ent_deals_free(before);
    ent_deals_free(after);
    copied_model_free(&copy);
    return good;
}

static void nash_and_kalai_smorodinsky_ignore_scales(void **state) {
    (void)state;
    sweep_plan few = plan;
    few.few_digits_only = true;
    few.limits.lasting = false;
    assert_int_equal(sweep(&few, scale_is_ignored), 0);
}

static void egalitarian_depends_on_scales(void **state) {
    (void)state;
    uint32_t picked[2];
    for (int scale = 1; scale <= 2; scale++) {
        hand_model hand;
        hand_start(&hand, 1, (const size_t[]){3});
        hand_party(&hand, ENT_PRINCIPAL, 0);
        hand_party(&hand, ENT_PRINCIPAL, 0);
        hand_prefer(&hand, 0, 0, 1, (const int[]){30 * scale, 45 * scale, 0});
        hand_prefer(&hand, 1, 0, 1, (const int[]){60, 35, 100});
        ent_deals *deals = solved(&hand.model, NULL);
        const ent_deal_set *set = &deals->settlement;
        picked[scale - 1] = set->frontier[set->solutions[ENT_EGALITARIAN]].package[0];
        assert_int_equal(set->frontier[set->solutions[ENT_NASH]].package[0], 0);
        ent_deals_free(deals);
    }
    assert_int_equal(picked[0], 1); /* of (0.30, 0.60), (0.45, 0.35), (0, 1) */
    assert_int_equal(picked[1], 0); /* of (0.60, 0.60), (0.90, 0.35), (0, 1) */
}

/* ---- options that nobody would choose ---- */

static bool speaks_of(const ent_pattern *pattern, uint32_t issue) {
    for (size_t t = 0; t < pattern->count; t++)
        if (pattern->terms[t].issue == issue)
            return true;
    return false;
}

static bool is_free(const ent_model *model, uint32_t issue) {
    bool tied = speaks_of(&model->settlement, issue);
    for (size_t r = 0; r < model->rules_count; r++)
        tied = tied || speaks_of(&model->rules[r].when, issue) ||
               speaks_of(&model->rules[r].then, issue);
    for (size_t p = 0; p < model->parties_count; p++) {
        for (size_t i = 0; i < model->parties[p].linkages_count; i++)
            tied = tied || speaks_of(&model->parties[p].linkages[i].when, issue);
        for (size_t i = 0; i < model->parties[p].red_lines_count; i++)
            tied = tied || speaks_of(&model->parties[p].red_lines[i], issue);
    }
    return !tied;
}

static ent_number lowered(const ent_number *number) {
    const int64_t tenth[3] = {1, 1, 10};
    const int64_t step = number->likely.decimals <= 2 ? tenth[number->likely.decimals] : 0;
    const int64_t digits = number->likely.digits - step;
    return random_model_number(digits > 0 ? digits : 0, number->likely.decimals);
}

/* Give a free issue one more option, like its second but worse for all; ENT_NONE if none is free.
 */
static uint32_t add_dominated(copied_model *copy) {
    for (uint32_t j = 0; j < copy->model.issues_count; j++) {
        const size_t options = copy->issues[j].options_count;
        if (options < 2 || !is_free(&copy->model, j))
            continue;
        copy->options[j][options] = copy->options[j][1];
        copy->issues[j].options_count++;
        for (size_t p = 0; p < copy->model.parties_count; p++)
            if (copy->inside[p].values[j])
                copy->inside[p].values[j][options] = lowered(&copy->inside[p].values[j][1]);
        return j;
    }
    return ENT_NONE;
}

static bool dominated_is_ignored(const ent_model *model, uint64_t seed, char *why,
                                 size_t why_size) {
    (void)seed;
    copied_model copy;
    copy_model(&copy, model, 1);
    const uint32_t issue = add_dominated(&copy);
    ent_deals *before = solved(model, NULL);
    ent_deals *after = solved(&copy.model, NULL);
    bool good = true;
    for (int kind = 0; kind < 2 && good && issue != ENT_NONE; kind++) {
        const ent_deal_set *old = set_of(before, kind);
        const ent_deal_set *new = set_of(after, kind);
        good = old->frontier_count == new->frontier_count &&
               !memcmp(old->solutions, new->solutions, sizeof old->solutions);
        for (size_t i = 0; i < old->frontier_count && good; i++)
            good = !memcmp(old->frontier[i].package, new->frontier[i].package,
                           model->issues_count * sizeof(uint32_t));
    }
    snprintf(why, why_size, "a dominated option on issue %u changes the answer", (unsigned)issue);
    ent_deals_free(before);
    ent_deals_free(after);
    copied_model_free(&copy);
    return good;
}

static void a_dominated_option_changes_nothing(void **state) {
    (void)state;
    sweep_plan few = plan;
    few.models = 2 * plan.models;
    few.few_digits_only = true;
    few.limits.lasting = false;
    few.limits.rules_max = few.limits.red_lines_max = few.limits.linkages_max = 1;
    assert_int_equal(sweep(&few, dominated_is_ignored), 0);
}

static void a_rule_can_force_a_dominated_option(void **state) {
    (void)state;
    hand_model hand;
    hand_start(&hand, 2, (const size_t[]){2, 2});
    for (uint32_t p = 0; p < 2; p++) {
        hand_party(&hand, ENT_PRINCIPAL, 0);
        hand_prefer(&hand, p, 0, 3, (const int[]){0, 100});
        hand_prefer(&hand, p, 1, 1, (const int[]){100, 0}); /* the second is worse for both */
    }
    hand_rule(&hand, hand_pattern(&hand, 1, (const uint32_t[][2]){{0, 1}}),
              hand_pattern(&hand, 1, (const uint32_t[][2]){{1, 1}}));
    ent_deals *deals = solved(&hand.model, NULL);
    assert_int_equal(deals->settlement.frontier_count, 1);
    assert_int_equal(deals->settlement.frontier[0].package[0], 1);
    assert_int_equal(deals->settlement.frontier[0].package[1], 1);
    ent_deals_free(deals);
}

/* ---- independence ---- */

/* Only option `keep` of `issue`, everything of the others. */
typedef struct fixed_issue {
    bool yes[64];
    bool only[64];
    const bool *rows[64];
} fixed_issue;

static ent_deals_options fix(fixed_issue *fixed, const ent_model *model, size_t issue,
                             uint32_t keep) {
    memset(fixed, 0, sizeof *fixed);
    memset(fixed->yes, 1, sizeof fixed->yes);
    fixed->only[keep] = true;
    for (size_t j = 0; j < model->issues_count; j++)
        fixed->rows[j] = j == issue ? fixed->only : fixed->yes;
    return (ent_deals_options){.within = fixed->rows};
}

static bool nash_stays(const ent_model *model, const ent_deal_set *set, int kind, size_t issue) {
    const ent_deal *nash = &set->frontier[set->solutions[ENT_NASH]];
    if (objective(set, ENT_NASH, nash, model->principals.count) <= 0)
        return true; /* ties at zero can hide behind a package that is fixed away */
    fixed_issue fixed;
    const ent_deals_options options = fix(&fixed, model, issue, nash->package[issue]);
    ent_deals *deals = solved(model, &options);
    const ent_deal_set *within = set_of(deals, kind);
    const bool stays = within->frontier_count &&
                       !memcmp(within->frontier[within->solutions[ENT_NASH]].package, nash->package,
                               model->issues_count * sizeof *nash->package);
    ent_deals_free(deals);
    return stays;
}

static bool nash_is_independent(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    ent_deals *deals = solved(model, NULL);
    bool good = true;
    for (int kind = 0; kind < 2; kind++)
        for (size_t j = 0; j < model->issues_count && set_of(deals, kind)->frontier_count; j++)
            good = good && nash_stays(model, set_of(deals, kind), kind, j);
    snprintf(why, why_size, "with one of its options fixed, Nash is another package");
    ent_deals_free(deals);
    return good;
}

static void fixing_an_option_of_nash_leaves_it_nash(void **state) {
    (void)state;
    sweep_plan few = plan;
    few.few_digits_only = true;
    few.limits.lasting = false;
    assert_int_equal(sweep(&few, nash_is_independent), 0);
}

/* ---- red lines and walk-aways ---- */

static bool lifting_only_helps(const ent_model *model, uint64_t seed, char *why, size_t why_size) {
    (void)seed;
    ent_red_line *lines = NULL;
    size_t count = 0;
    ent_blockers *blockers = NULL;
    if (ent_red_lines(model, &lines, &count) != ENT_OK ||
        ent_blockers_find(model, NULL, &blockers, NULL) != ENT_OK)
        abort();
    free(lines);
    ent_deals *before = solved(model, NULL);
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        bool lifted[64] = {false};
        lifted[i] = true;
        const ent_deals_options options = {.lifted = lifted};
        ent_deals *after = solved(model, &options);
        good = strtoull(after->acceptable.high, NULL, 10) >=
                   strtoull(before->acceptable.low, NULL, 10) &&
               (isnan(blockers->prices[i]) || blockers->prices[i] >= 0);
        snprintf(why, why_size, "lifting red line %zu takes something away", i);
        ent_deals_free(after);
    }
    ent_deals_free(before);
    ent_blockers_free(blockers);
    return good;
}

static void lifting_a_red_line_takes_nothing_away(void **state) {
    (void)state;
    assert_int_equal(sweep(&plan, lifting_only_helps), 0);
}

static bool interim_ignores_walk_aways(const ent_model *model, uint64_t seed, char *why,
                                       size_t why_size) {
    (void)seed;
    copied_model copy;
    copy_model(&copy, model, 0);
    for (size_t p = 0; p < model->principals.count; p++)
        copy.parties[copy.principals[p]].walk_away = random_model_number(9, 1);
    ent_deals *before = solved(model, NULL);
    ent_deals *after = solved(&copy.model, NULL);
    bool good = before->interim.frontier_count == after->interim.frontier_count &&
                !strcmp(before->interim.count.low, after->interim.count.low);
    for (size_t i = 0; i < before->interim.frontier_count && good; i++)
        good = !memcmp(before->interim.frontier[i].package, after->interim.frontier[i].package,
                       model->issues_count * sizeof(uint32_t));
    snprintf(why, why_size, "walk-aways change the interim agreements");
    ent_deals_free(before);
    ent_deals_free(after);
    copied_model_free(&copy);
    return good;
}

static void interim_agreements_do_not_depend_on_walk_aways(void **state) {
    (void)state;
    sweep_plan few = plan;
    few.few_digits_only = true;
    assert_int_equal(sweep(&few, interim_ignores_walk_aways), 0);
}

int main(int argc, char **argv) {
    plan = sweep_plan_from(argc, argv, 500);
    plan.limits.packages_max = 300;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_names_for_parties_change_only_names),
        cmocka_unit_test(new_names_for_issues_and_options_change_only_names),
        cmocka_unit_test(nash_and_kalai_smorodinsky_ignore_scales),
        cmocka_unit_test(egalitarian_depends_on_scales),
        cmocka_unit_test(a_dominated_option_changes_nothing),
        cmocka_unit_test(a_rule_can_force_a_dominated_option),
        cmocka_unit_test(fixing_an_option_of_nash_leaves_it_nash),
        cmocka_unit_test(lifting_a_red_line_takes_nothing_away),
        cmocka_unit_test(interim_agreements_do_not_depend_on_walk_aways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
